/*
 * model/column.c: values of a select as people read them
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/column.h"

#include <stdlib.h>
#include <string.h>

#include "base/idcard.h"
#include "base/mem.h"
#include "base/text.h"

/* Hides all but the ends of each number, 138****5678, and the words beside it,
 * which may be somebody's name. */
static void
mask_phone(const char *value, struct buf *out)
{
	static const char mark[] = "、";
	size_t n, i, first, last;

	for (; *value != '\0'; value += n) {
		n = strspn(value, "0123456789-*");
		first = n > 7 ? 3 : 0;
		last = n > 7 ? n - 4 : n > 2 ? n - 2 : n;
		for (i = 0; i < n; i++)
			buf_addc(out, i < first || i >= last ? value[i] : '*');
		if (n > 0)
			continue;
		n = text_next(value, 0);
		if (*value == '\n' || strncmp(value, mark, strlen(mark)) == 0)
			buf_addn(out, value, n);
		else
			buf_addc(out, '*');
	}
}

/* 张某 becomes 张*. */
static void
mask_name(const char *value, struct buf *out)
{
	size_t at = text_next(value, 0);

	buf_addn(out, value, at);
	while (value[at] != '\0') {
		buf_addc(out, '*');
		at = text_next(value, at);
	}
}

void
mask_add(enum blank_mask mask, const char *value, struct buf *out)
{
	char *hidden;

	switch (mask) {
	case MASK_ID_CARD:
		hidden = mem_new(strlen(value) + 1);
		idcard_mask(value, hidden);
		buf_add(out, hidden);
		free(hidden);
		break;
	case MASK_PHONE:
		mask_phone(value, out);
		break;
	case MASK_NAME:
		mask_name(value, out);
		break;
	case MASK_NOT:
		buf_add(out, value);
		break;
	}
}

static void
add_labels(const struct codetable *table, const char *value, struct buf *out)
{
	const struct code *code;
	char *one;
	size_t n;

	for (;; value += n + 1) {
		n = strcspn(value, "\n");
		one = mem_textn(value, n);
		code = codetable_code(table, one);
		buf_add(out, code == NULL ? one : code->label);
		free(one);
		if (value[n] == '\0')
			return;
		buf_add(out, "、");
	}
}

/* Fen as yuan. */
void
money_add(struct buf *out, long long fen)
{
	unsigned long long size = fen < 0 ? 0ULL - (unsigned long long)fen :
	    (unsigned long long)fen;

	buf_addf(out, "%s%llu.%02llu", fen < 0 ? "-" : "", size / 100,
	    size % 100);
}

void
column_shown(const struct columndef *column, const struct codetable *table,
    const char *value, struct buf *out)
{
	char *end;
	long long fen;

	if (value == NULL || *value == '\0')
		return;
	if (column->format == CELL_LABEL && table != NULL) {
		add_labels(table, value, out);
		return;
	}
	if (column->format == CELL_MONEY) {
		fen = strtoll(value, &end, 10);
		if (*end == '\0') {
			money_add(out, fen);
			return;
		}
	}
	mask_add(column->mask, value, out);
}
