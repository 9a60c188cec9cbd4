/*
 * model/workbook-merge.c: cells of a sheet that are merged downwards
 * SPDX-License-Identifier: Apache-2.0
 *
 * An office writes 村居 once and merges it down over the persons beneath; the
 * file then has the text in the first row alone.  The ranges stand behind the
 * rows, so the sheet is read twice: first for its ranges, then for its rows.
 * What is held is the ranges that go down, 16 bytes each and so many at most,
 * and for each column the one text that goes down now; the rows stay on disk.
 *
 * Of a range only its first column counts: a title across the table is a text
 * in one column, and never one in every column.  Ranges are taken in the order
 * of their first rows, each once; every cell that is filled counts as a cell,
 * so that the limits of workbook.h bound ranges that are built to explode.
 */
#include "config.h"

#include "model/workbook-private.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define RANGES_MAX 200000u
#define TEXT_MAX (16u << 20)		/* bytes of texts that go down at once */
#define ROW_LAST 1048576L

struct range { uint32_t column; long top, bottom; };

/* What goes down in one column. */
struct going { long bottom; char *text; };

struct merges {
	long		 below;
	struct range	*range;		/* by their first rows */
	size_t		 count, cap, next;
	struct going	*going;		/* by column */
	uint32_t	*active;	/* columns in which something goes down */
	size_t		 active_count;
	size_t		 held;		/* bytes of their texts */
	/* while the ranges are read */
	bool		 stop, full;
};

/* "BC12", with or without $; false when it is none. */
static bool
read_corner(const char **ref, size_t *column, long *row)
{
	const char *s = *ref;

	*column = 0;
	*row = 0;
	for (s += *s == '$'; *s >= 'A' && *s <= 'Z' &&
	    *column <= WORKBOOK_COLUMNS_MAX; s++)
		*column = *column * 26 + (size_t)(*s - 'A' + 1);
	for (s += *s == '$'; *s >= '0' && *s <= '9' && *row <= ROW_LAST; s++)
		*row = *row * 10 + (*s - '0');
	*ref = s;
	return *column > 0 && *column <= WORKBOOK_COLUMNS_MAX && *row > 0 &&
	    *row <= ROW_LAST;
}

static void
open_element(void *arg, const char *name, const char *const *attr)
{
	struct merges *m = arg;
	const char *ref;
	size_t column, last;
	long top, bottom;

	if (m->stop || strcmp(name, "mergeCell") != 0)
		return;
	ref = part_attr(attr, "ref");
	if (ref == NULL || !read_corner(&ref, &column, &top) || *ref++ != ':' ||
	    !read_corner(&ref, &last, &bottom) || *ref != '\0' ||
	    last < column || bottom <= top || top <= m->below)
		return;
	if (m->count == RANGES_MAX) {
		m->full = m->stop = true;
		return;
	}
	m->range = mem_grow(m->range, m->count, &m->cap, sizeof(*m->range));
	m->range[m->count].column = (uint32_t)(column - 1);
	m->range[m->count].top = top;
	m->range[m->count++].bottom = bottom;
}

static void
close_element(void *arg, const char *name)
{
	struct merges *m = arg;

	m->stop |= strcmp(name, "mergeCells") == 0;
}

static int
by_place(const void *va, const void *vb)
{
	const struct range *a = va, *b = vb;

	if (a->top != b->top)
		return a->top < b->top ? -1 : 1;
	if (a->column != b->column)
		return a->column < b->column ? -1 : 1;
	return a->bottom < b->bottom ? -1 : a->bottom > b->bottom;
}

struct merges *
merges_read(struct archive *archive, const char *part, long below,
    struct err *err)
{
	struct merges *m = mem_new(sizeof(*m));
	struct part_handler handler = { open_element, close_element, NULL, m,
		&m->stop };

	m->below = below;
	if (!archive_scan(archive, part, &handler, err)) {
		merges_free(m);
		return NULL;
	}
	if (m->full) {
		err_set(err, ERR_INPUT, "向下合并的单元格超过 %u 处，不予读取；"
		    "请在表格软件里取消合并、填好各行后另存，再导入", RANGES_MAX);
		merges_free(m);
		return NULL;
	}
	if (m->count > 0) {
		qsort(m->range, m->count, sizeof(*m->range), by_place);
		m->going = mem_new(WORKBOOK_COLUMNS_MAX * sizeof(*m->going));
		m->active = mem_new(WORKBOOK_COLUMNS_MAX * sizeof(*m->active));
	}
	return m;
}

void
merges_free(struct merges *m)
{
	size_t i;

	if (m == NULL)
		return;
	for (i = 0; i < m->active_count; i++)
		free(m->going[m->active[i]].text);
	free(m->going);
	free(m->active);
	free(m->range);
	free(m);
}

/* The range's text goes down from here, in the place of what did before. */
static bool
begin(struct merges *m, const struct range *range, const char *text)
{
	struct going *going = &m->going[range->column];

	if (going->text == NULL)
		m->active[m->active_count++] = range->column;
	else
		m->held -= strlen(going->text) + 1;
	free(going->text);
	going->text = mem_text(text);
	going->bottom = range->bottom;
	m->held += strlen(text) + 1;
	return m->held <= TEXT_MAX;
}

static void
end(struct merges *m, size_t at)
{
	struct going *going = &m->going[m->active[at]];

	m->held -= strlen(going->text) + 1;
	free(going->text);
	going->text = NULL;
	m->active[at] = m->active[--m->active_count];
}

bool
merges_row(struct merges *m, long row, const struct merges_cells *cells,
    struct err *err)
{
	const struct range *range;
	const char *text;
	size_t i;

	for (; m->next < m->count && m->range[m->next].top <= row; m->next++) {
		range = &m->range[m->next];
		text = range->top == row ? cells->get(cells->arg, range->column) : "";
		/* nothing in its first row: nothing goes down */
		if (*text != '\0' && !begin(m, range, text))
			return err_set(err, ERR_INPUT, "第 %ld 行向下合并的单元格里的文字"
			    "超过 %u 兆；请在表格软件里取消合并后另存，再导入", row,
			    TEXT_MAX >> 20);
	}
	for (i = 0; i < m->active_count;) {
		const struct going *going = &m->going[m->active[i]];

		if (going->bottom < row) {
			end(m, i);
			continue;
		}
		/* what stands under a merged cell all the same is kept */
		text = cells->get(cells->arg, m->active[i]);
		if (*text == '\0' && !cells->put(cells->arg, m->active[i],
		    going->text))
			return false;
		i++;
	}
	return true;
}
