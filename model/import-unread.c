/*
 * model/import-unread.c: columns of a file that no blank takes
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/import-private.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

bool
plan_keeps(const struct profiledef *profile, const char *head)
{
	const char *text = plan_extra(profile, "kept");
	struct buf plain = BUF_INIT, word = BUF_INIT;
	bool keeps = false;
	size_t n, at;
	char *copy;

	tablehead_plain(&plain, head);
	for (at = 0; text != NULL && plain.len > 0 && !keeps &&
	    *(text += strspn(text, " \t\n")) != '\0'; text += n, at++) {
		n = strcspn(text, " \t\n");
		copy = mem_textn(text, n);
		buf_cut(&word, 0);
		tablehead_plain(&word, copy);
		/* the first word is the blank */
		keeps = at > 0 && strcmp(buf_str(&plain), buf_str(&word)) == 0;
		free(copy);
	}
	buf_clear(&plain);
	buf_clear(&word);
	return keeps;
}

bool
plan_kept(const struct import_plan *plan, struct buf *out)
{
	size_t i;

	if (plan->kept_count == 0)
		return false;
	buf_addf(out, "这些列没有分栏读，原文照抄在“%s”里：",
	    plan->blank[plan->kept_at].blank->label);
	for (i = 0; i < plan->kept_count; i++)
		buf_addf(out, "%s%s", i > 0 ? "、" : "",
		    plan->head->text[plan->kept[i]]);
	return true;
}

/* The column that fills the blank this one would fill, too: 手机 beside
 * 联系电话; TABLEHEAD_NONE: none. */
static size_t
rival(const struct import_plan *plan, size_t column)
{
	const struct tablehead *head = plan->head;
	const struct importfield *field;
	struct buf own = BUF_INIT, other = BUF_INIT;
	size_t found = TABLEHEAD_NONE, i, k;

	tablehead_plain(&own, head->text[column]);
	for (i = 0; i < plan->profile->count && found == TABLEHEAD_NONE; i++) {
		field = &plan->profile->field[i];
		for (k = 0; k < field->head_count && field->form != NULL; k++) {
			buf_cut(&other, 0);
			tablehead_plain(&other, field->head[k]);
			if (strcmp(buf_str(&own), buf_str(&other)) == 0)
				found = head->column[i];
		}
	}
	buf_clear(&own);
	buf_clear(&other);
	return found;
}

size_t
plan_unread(const struct import_plan *plan, struct buf *out)
{
	const struct tablehead *head = plan->head;
	size_t i, at, n = 0;

	for (i = head->ours; i < head->count; i++) {
		if (head->known[i] || *head->text[i] == '\0' ||
		    plan_keeps(plan->profile, head->text[i]))
			continue;
		buf_addf(out, "%s%s", n++ > 0 ? "、" : "", head->text[i]);
		at = rival(plan, i);
		if (at != TABLEHEAD_NONE && at != i)
			buf_addf(out, "（第 %zu 列，同一栏已由第 %zu 列“%s”填写）", i + 1,
			    at + 1, head->text[at]);
	}
	return n;
}
