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

bool
picker_means(const struct picker_item *item, const char *typed)
{
	if (*typed == '\0')
		return true;
	if (all_of(typed, '0', '9') && strlen(typed) < 6)
		return (size_t)atoi(typed) == item->place ||
		    strstr(item->label, typed) != NULL;
	if (is_letters(typed) && item->initials != NULL &&
	    strncasecmp(item->initials, typed, strlen(typed)) == 0)
		return true;
	return strstr(item->label, typed) != NULL ||
	    strcasecmp(item->value, typed) == 0;
}

size_t
picker_find(const struct picker_item *item, size_t count, const char *typed)
{
	size_t i, found = count, exact = count;

	for (i = 0; i < count; i++) {
		if (strcmp(item[i].label, typed) == 0 ||
		    strcmp(item[i].value, typed) == 0)
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
