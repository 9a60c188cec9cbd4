/*
 * reports/table.c: a plain table of results, aligned or as CSV
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "reports/table.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "reports/render-csv.h"
#include "reports/spool.h"

/* Between two columns of aligned text. */
enum { GAP = 2 };

struct table_column {
	char	*head;
	bool	 right;
	int	 width;		/* while the table is printed */
};

struct table {
	size_t	 count;
	struct table_column *column;
	struct spool *rows;
	long	 row_count;
};

struct table *
table_new(size_t columns, const char *dir)
{
	struct table *table = mem_new(sizeof(*table));

	table->count = columns;
	table->column = mem_new(columns * sizeof(*table->column));
	table->rows = spool_new(dir);
	return table;
}

void
table_free(struct table *table)
{
	size_t i;

	if (table == NULL)
		return;
	for (i = 0; i < table->count; i++)
		free(table->column[i].head);
	free(table->column);
	spool_free(table->rows);
	free(table);
}

void
table_head(struct table *table, size_t column, const char *head, bool right)
{
	free(table->column[column].head);
	table->column[column].head = mem_text(head);
	table->column[column].right = right;
}

bool
table_add(struct table *table, const char *const *text, struct err *err)
{
	if (!spool_add(table->rows, 0, text, table->count, NULL, err))
		return false;
	table->row_count++;
	return true;
}

long
table_rows(const struct table *table)
{
	return table->row_count;
}

/* One line of it, marked where harmful; a line feed is a blank. */
static void
add_shown(struct buf *out, const char *text)
{
	char *line = mem_text(text), *p;

	for (p = line; *p != '\0'; p++)
		if (*p == '\n' || *p == '\r' || *p == '\t')
			*p = ' ';
	text_shown(out, line, false);
	free(line);
}

static int
shown_width(const char *text, text_cell_fn cell)
{
	struct buf out = BUF_INIT;
	int width;

	add_shown(&out, text);
	width = text_width(buf_str(&out), cell);
	buf_clear(&out);
	return width;
}

static void
widen(struct table *table, size_t i, const char *text, text_cell_fn cell)
{
	int width = shown_width(text, cell);

	if (width > table->column[i].width)
		table->column[i].width = width;
}

static bool
measure(struct table *table, text_cell_fn cell, struct err *err)
{
	const char *const *text;
	size_t i, count;
	int kind, got;

	for (i = 0; i < table->count; i++) {
		table->column[i].width = 0;
		widen(table, i, table->column[i].head, cell);
	}
	spool_seek(table->rows, 0);
	while ((got = spool_next(table->rows, &kind, &text, &count, err)) == 1)
		for (i = 0; i < table->count; i++)
			widen(table, i, text[i], cell);
	return got == 0;
}

static bool
write_line(const struct table *table, const char *const *text,
    text_cell_fn cell, table_write_fn write, void *arg, struct err *err)
{
	struct buf line = BUF_INIT, shown = BUF_INIT;
	size_t i;
	bool ok;

	for (i = 0; i < table->count; i++) {
		buf_cut(&shown, 0);
		add_shown(&shown, text[i]);
		text_pad(&line, buf_str(&shown), table->column[i].width,
		    table->column[i].right ? TEXT_RIGHT : TEXT_LEFT, cell);
		buf_fill(&line, ' ', GAP);
	}
	while (line.len > 0 && line.text[line.len - 1] == ' ')
		buf_cut(&line, line.len - 1);
	buf_addc(&line, '\n');
	ok = write(arg, buf_str(&line), err);
	buf_clear(&line);
	buf_clear(&shown);
	return ok;
}

/* The heads as a row; the array is the caller's. */
static const char **
heads(const struct table *table)
{
	const char **text = mem_new(table->count * sizeof(*text));
	size_t i;

	for (i = 0; i < table->count; i++)
		text[i] = table->column[i].head;
	return text;
}

bool
table_text(struct table *table, text_cell_fn cell, table_write_fn write,
    void *arg, struct err *err)
{
	const char **head = heads(table);
	const char *const *text;
	size_t count;
	int kind, got = 1;

	if (!measure(table, cell, err) ||
	    !write_line(table, head, cell, write, arg, err))
		got = -1;
	spool_seek(table->rows, 0);
	while (got == 1 && (got = spool_next(table->rows, &kind, &text, &count,
	    err)) == 1)
		if (!write_line(table, text, cell, write, arg, err))
			got = -1;
	free(head);
	return got == 0;
}

bool
table_csv(struct table *table, table_write_fn write, void *arg, struct err *err)
{
	const char **head = heads(table);
	const char *const *text;
	struct buf line = BUF_INIT;
	size_t count;
	int kind, got;

	render_csv_row(head, table->count, &line);
	got = write(arg, buf_str(&line), err) ? 1 : -1;
	spool_seek(table->rows, 0);
	while (got == 1 && (got = spool_next(table->rows, &kind, &text, &count,
	    err)) == 1) {
		buf_cut(&line, 0);
		render_csv_row(text, count, &line);
		if (!write(arg, buf_str(&line), err))
			got = -1;
	}
	buf_clear(&line);
	free(head);
	return got == 0;
}
