/*
 * ui/picker-match.c: what a few typed characters mean in a short list
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/picker.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool
all_of(const char *text, char low, char high)
{
	for (; *text != '\0'; text++)
		if (*text < low || *text > high)
			return false;
	return true;
}

static bool
is_letters(const char *text)
{
	for (; *text != '\0'; text++)
		if (!((*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z')))
			return false;
	return true;
}

enum typed_fit
picker_fits(const struct picker_item *item, const char *typed)
{
	enum typed_fit fit;
	struct typed read;

	if (*typed == '\0')
		return TYPED_BEGINS;
	if (all_of(typed, '0', '9') && strlen(typed) < 6 && (size_t)atoi(typed) == item->place)
		return TYPED_WHOLE;
	if (!is_letters(typed) && strcmp(item->value, typed) == 0)
		return TYPED_WHOLE;
	typed_read(&read, typed);
	fit = read.count > 0 ? typed_fits(&read, item->label, strlen(item->label)) : TYPED_NOT;
	/* What the definitions say of its initials goes before the readings. */
	if (fit > TYPED_BEGINS && is_letters(typed) && item->initials != NULL &&
	    strncasecmp(item->initials, typed, strlen(typed)) == 0)
		fit = item->initials[strlen(typed)] == '\0' ? TYPED_WHOLE : TYPED_BEGINS;
	return fit == TYPED_NOT && strstr(item->label, typed) != NULL ? TYPED_INSIDE : fit;
}

bool
picker_means(const struct picker_item *item, const char *typed)
{
	return picker_fits(item, typed) != TYPED_NOT;
}

size_t
picker_find(const struct picker_item *item, size_t count, const char *typed)
{
	size_t i, found = count, exact = count;

	for (i = 0; i < count; i++) {
		/* Letters are initials: our own word for a code is no one's. */
		if (strcmp(item[i].label, typed) == 0 ||
		    (!is_letters(typed) && strcmp(item[i].value, typed) == 0))
			return i;
		if (item[i].initials != NULL && strcasecmp(item[i].initials, typed) == 0)
			exact = exact == count ? i : count + 1;
	}
	if (*typed != '\0' && all_of(typed, '0', '9') && strlen(typed) < 6)
		for (i = 0; i < count; i++)
			if ((size_t)atoi(typed) == item[i].place)
				return i;
	if (exact < count)
		return exact;		/* its initials, whole and nobody else's */
	for (i = 0; i < count; i++)
		if (picker_means(&item[i], typed)) {
			if (found < count)
				return count;	/* several */
			found = i;
		}
	return *typed == '\0' ? count : found;
}
