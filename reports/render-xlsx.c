/*
 * reports/render-xlsx.c: a table as an XLSX workbook, by a helper program
 * SPDX-License-Identifier: Apache-2.0
 *
 * What goes through the pipe stands in xlsx-main.c.
 */
#include "config.h"
#include "reports/render-xlsx.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/child.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/delimited.h"
#include "reports/xlsx-stream.h"

enum { SEND = 32 * 1024, NOTED = 20 };

struct render_xlsx {
	struct child	*child;
	int		 fd;		/* the workbook */
	size_t		 count;
	char		**head;
	struct buf	 text;		/* not sent yet */
	long		 rows;
	/* cells with characters that are marked, and where the first are */
	long		 marked;
	struct buf	 where;
};

/* ---- records ---- */

static void
add_field(struct buf *out, const char *text)
{
	buf_addc(out, XLSX_FIELD);
	if (text != NULL)
		text_shown(out, text, true);
}

/* Ends a record; sends when there is enough, or all. */
static bool
end_record(struct render_xlsx *xlsx, bool all, struct err *err)
{
	bool ok = true;

	buf_addc(&xlsx->text, XLSX_RECORD);
	if (all || xlsx->text.len >= SEND) {
		ok = child_write(xlsx->child, buf_str(&xlsx->text),
		    xlsx->text.len, err);
		buf_cut(&xlsx->text, 0);
	}
	return ok || err_wrap(err, "XLSX 没有做成：");
}

/* A cell of a row.  It is a text whatever it looks like, but import takes a '
 * before a formula for the guard of CSV: one more keeps it. */
static void
add_cell(struct render_xlsx *xlsx, size_t i, const char *text)
{
	size_t from;

	if (text == NULL || *text == '\0') {
		buf_addc(&xlsx->text, XLSX_FIELD);
		return;
	}
	if (*text == '\'' && delimited_formula(text + strspn(text, "'"))) {
		buf_addc(&xlsx->text, XLSX_FIELD);
		buf_addc(&xlsx->text, '\'');
		text_shown(&xlsx->text, text, true);
		return;
	}
	from = xlsx->text.len + 1;
	add_field(&xlsx->text, text);
	if (xlsx->text.len - from == strlen(text))
		return;
	if (xlsx->marked++ < NOTED)
		buf_addf(&xlsx->where, "%s第 %ld 条“%s”",
		    xlsx->marked > 1 ? "、" : "", xlsx->rows, xlsx->head[i]);
}

static bool
add_record(struct render_xlsx *xlsx, char kind, const char *const *text,
    size_t count, struct err *err)
{
	size_t i;

	xlsx->rows += kind == XLSX_ROW;
	buf_addc(&xlsx->text, kind);
	for (i = 0; i < count; i++)
		if (kind == XLSX_ROW)
			add_cell(xlsx, i, text[i]);
		else
			add_field(&xlsx->text, text[i]);
	return end_record(xlsx, false, err);
}

static bool
add_column(struct render_xlsx *xlsx, const struct xlsx_column *column,
    struct err *err)
{
	static const char kind[] = { [XLSX_TEXT] = 't', [XLSX_DATE] = 'd',
		[XLSX_MONEY] = 'm', [XLSX_NUMBER] = 'n' };
	static const char align[] = { [TEXT_LEFT] = 'l', [TEXT_RIGHT] = 'r',
		[TEXT_CENTRE] = 'c' };

	buf_addf(&xlsx->text, "%c%c%c%c%c%d%c%d", XLSX_COLUMN, XLSX_FIELD,
	    kind[column->kind], align[column->align], XLSX_FIELD, column->wrap,
	    XLSX_FIELD, column->width);
	add_field(&xlsx->text, column->head);
	return end_record(xlsx, false, err);
}

static bool
add_head(struct render_xlsx *xlsx, const struct xlsx_spec *spec,
    struct err *err)
{
	size_t i;

	buf_addf(&xlsx->text, "%c%c%s%c%d", XLSX_HEAD, XLSX_FIELD,
	    spec->landscape ? "landscape" : "portrait", XLSX_FIELD, spec->font);
	add_field(&xlsx->text, spec->title);
	add_field(&xlsx->text, spec->left);
	add_field(&xlsx->text, spec->right);
	if (!end_record(xlsx, false, err))
		return false;
	for (i = 0; i < spec->count; i++)
		if (!add_column(xlsx, &spec->column[i], err))
			return false;
	return true;
}

/* ---- the workbook ---- */

struct render_xlsx *
render_xlsx_begin(const struct xlsx_spec *spec, struct err *err)
{
	struct render_xlsx *xlsx = mem_new(sizeof(*xlsx));
	struct child_spec child = { .program = "bangjiao-xlsx-out", .in = -1,
		.dir = spec->dir };
	size_t i;

	xlsx->count = spec->count;
	xlsx->head = mem_new((spec->count + 1) * sizeof(char *));
	for (i = 0; i < spec->count; i++)
		xlsx->head[i] = mem_text(spec->column[i].head);
	xlsx->fd = child.out = file_temporary(spec->dir, err);
	if (xlsx->fd >= 0)
		xlsx->child = child_start(&child, err);
	if (xlsx->child == NULL)
		err_wrap(err, "XLSX 没有做成：");
	else if (add_head(xlsx, spec, err))
		return xlsx;
	render_xlsx_cancel(xlsx);
	return NULL;
}

bool
render_xlsx_row(struct render_xlsx *xlsx, const char *const *text,
    struct err *err)
{
	return add_record(xlsx, XLSX_ROW, text, xlsx->count, err);
}

bool
render_xlsx_sum(struct render_xlsx *xlsx, const char *const *text,
    struct err *err)
{
	return add_record(xlsx, XLSX_SUM, text, xlsx->count, err);
}

bool
render_xlsx_record(struct render_xlsx *xlsx, char kind,
    const char *const *text, size_t count, struct err *err)
{
	return add_record(xlsx, kind, text, count, err);
}

bool
render_xlsx_line(struct render_xlsx *xlsx, const char *text, struct err *err)
{
	return add_record(xlsx, XLSX_LINE, &text, 1, err);
}

static bool
copy(int fd, struct file_out *out, struct err *err)
{
	char data[16 * 1024];
	off_t at = 0;
	ssize_t n;

	while ((n = pread(fd, data, sizeof(data), at)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set(err, ERR_SYSTEM, "临时数据读不回来（%s）："
			    "请检查磁盘后再做一次", err_reason(errno));
		if (!file_write(out, data, (size_t)n, err))
			return false;
		at += n;
	}
	return true;
}

bool
render_xlsx_end(struct render_xlsx *xlsx, struct file_out *out,
    struct buf *notice, struct err *err)
{
	bool ok;

	buf_addc(&xlsx->text, XLSX_END);
	ok = end_record(xlsx, true, err);
	if (ok) {
		ok = child_end(xlsx->child, notice, err) ||
		    err_wrap(err, "XLSX 没有做成：");
		xlsx->child = NULL;
	}
	ok = ok && copy(xlsx->fd, out, err);
	if (ok && xlsx->marked > 0 && notice != NULL)
		buf_addf(notice, "%s%ld 格里有不显示的字符（控制字符、零宽字符），"
		    "写成了 [U+200B] 这样的编码：%s%s；导回本程序时还原",
		    notice->len > 0 ? "；" : "", xlsx->marked,
		    buf_str(&xlsx->where), xlsx->marked > NOTED ? " 等" : "");
	render_xlsx_cancel(xlsx);
	return ok;
}

void
render_xlsx_cancel(struct render_xlsx *xlsx)
{
	size_t i;

	if (xlsx == NULL)
		return;
	child_kill(xlsx->child);
	if (xlsx->fd >= 0)
		close(xlsx->fd);
	buf_clear(&xlsx->text);
	buf_clear(&xlsx->where);
	for (i = 0; xlsx->head != NULL && i < xlsx->count; i++)
		free(xlsx->head[i]);
	free(xlsx->head);
	free(xlsx);
}

/* ---- ledgers ---- */

struct ledger {
	struct render_xlsx *xlsx;
	const struct reportdef *def;
	size_t		 shift;		/* 1: the group has a column */
	char		*group;
	const char	**text;		/* one row */
};

/* A ledger's figures stand at the right; numbers of people and papers, which
 * are no figures, at the left. */
static enum xlsx_kind
kind_of(const struct columndef *column)
{
	if (column->mask != MASK_NOT)
		return XLSX_TEXT;
	if (column->format == CELL_DATE)
		return XLSX_DATE;
	if (column->format == CELL_MONEY)
		return XLSX_MONEY;
	return column->sum || (column->format == CELL_PLAIN &&
	    column->align == CELL_RIGHT) ? XLSX_NUMBER : XLSX_TEXT;
}

static enum text_align
align_of(enum cell_align align)
{
	return align == CELL_RIGHT ? TEXT_RIGHT :
	    align == CELL_CENTRE ? TEXT_CENTRE : TEXT_LEFT;
}

/* Columns of the workbook; the caller's. */
static struct xlsx_column *
columns(const struct ledger *ledger)
{
	const struct reportdef *def = ledger->def;
	struct xlsx_column *column = mem_new((def->column_count + 1) *
	    sizeof(*column)), *at = column;
	size_t i;

	if (ledger->shift > 0)
		*at++ = (struct xlsx_column){ def->group_label, XLSX_TEXT, 12,
			TEXT_LEFT, true };
	for (i = 0; i < def->column_count; i++)
		*at++ = (struct xlsx_column){ def->column[i].head,
			kind_of(&def->column[i]), def->column[i].width,
			align_of(def->column[i].align), def->column[i].wrap };
	return column;
}

static bool
add_total(struct ledger *ledger, const char *const *text, struct err *err)
{
	size_t i;

	for (i = 0; i < ledger->def->column_count; i++)
		ledger->text[i + ledger->shift] = text[i + 1];
	/* The label stands in the first column, which has no sum then. */
	if (ledger->text[0] == NULL || *ledger->text[0] == '\0' ||
	    ledger->shift > 0)
		ledger->text[0] = text[0];
	return render_xlsx_sum(ledger->xlsx, ledger->text, err);
}

static bool
add_lines(struct ledger *ledger, const char *text, struct err *err)
{
	char *copy = mem_text(text), *rest = copy, *line;
	bool ok = true;

	while (ok && (line = strsep(&rest, "\n")) != NULL)
		ok = render_xlsx_line(ledger->xlsx, line, err);
	free(copy);
	return ok;
}

static bool
add_block(void *arg, enum book_block kind, const char *const *text,
    size_t count, struct err *err)
{
	struct ledger *ledger = arg;
	size_t i;

	switch (kind) {
	case BOOK_GROUP:
		free(ledger->group);
		ledger->group = mem_text(text[1]);
		return true;
	case BOOK_ROW:
		ledger->text[0] = ledger->group;
		for (i = 0; i < ledger->def->column_count; i++)
			ledger->text[i + ledger->shift] = text[i];
		return render_xlsx_row(ledger->xlsx, ledger->text, err);
	case BOOK_TOTAL:
		return add_total(ledger, text, err);
	case BOOK_NONE:
		return render_xlsx_line(ledger->xlsx, text[0], err);
	case BOOK_NOTE:
		return add_lines(ledger, text[1], err);
	case BOOK_SUB:
	case BOOK_SIGNOFF:
		break;
	}
	return true;
}

/* The sign-off's lines: blanks to fill in by hand. */
static bool
add_signoff(struct ledger *ledger, struct err *err)
{
	const char *p = ledger->def->signoff;
	struct buf lines = BUF_INIT;
	size_t n;
	bool ok;

	if (p == NULL)
		return true;
	for (p += strspn(p, " \n"); *p != '\0'; p += n, p += strspn(p, " ")) {
		if (*p == '\n') {
			buf_addc(&lines, '\n');
			n = 1;
			continue;
		}
		n = strcspn(p, " \n");
		buf_addn(&lines, p, n);
		buf_add(&lines, "：");
		buf_fill(&lines, ' ', 14);
	}
	ok = add_lines(ledger, buf_str(&lines), err);
	buf_clear(&lines);
	return ok;
}

bool
render_xlsx_book(struct book *book, const struct reportdef *def,
    const char *dir, struct file_out *out, struct buf *notice, struct err *err)
{
	struct ledger ledger = { NULL, def, def->group != NULL ? 1 : 0, NULL,
		mem_new((def->column_count + 1) * sizeof(char *)) };
	struct xlsx_column *column = columns(&ledger);
	struct xlsx_spec spec = { def->title, book_left(book),
		book_right(book), book_sheet(book)->landscape, def->font,
		def->column_count + ledger.shift, column, dir };
	bool ok;

	ledger.xlsx = render_xlsx_begin(&spec, err);
	ok = ledger.xlsx != NULL && book_each(book, add_block, &ledger, err) &&
	    add_signoff(&ledger, err);
	if (ok)
		ok = render_xlsx_end(ledger.xlsx, out, notice, err);
	else
		render_xlsx_cancel(ledger.xlsx);
	free(column);
	free(ledger.group);
	free(ledger.text);
	return ok;
}
