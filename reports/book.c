/*
 * reports/book.c: rows of a report definition as the pages of a ledger
 * SPDX-License-Identifier: Apache-2.0
 *
 * First pass: rows become blocks, blocks go to a spool and through the
 * paginator, and the place where each page begins goes to a second spool.
 * Second pass: a page is laid out from its blocks alone.  A block's texts are
 * those of its line: a row's cells, or a label and the sums.
 */
#include "config.h"
#include "reports/book.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/column.h"
#include "reports/paginate.h"

/* Lines of a page that are not its blocks': title, line under it, rule, rule
 * under the head, rule at the end, page number. */
enum { FIXED = 6, PROGRESS_EVERY = 500 };
enum { SIGN_LEAST = 8, SIGN_BROKEN = 14, SIGN_MOST = 18 };

struct sums {
	long	 rows;
	long long *sum;			/* by column */
};

struct book {
	struct sheet	 sheet;
	struct layout	 layout;
	const struct reportdef *def;
	bool		(*progress)(void *arg, long done, long all);
	void		*arg;
	char		*left, *right;
	struct spool	*blocks, *starts;
	struct paginate	 paginate;
	int		 head;		/* lines of the column heads */
	size_t		 label_columns;	/* before the first summed one */
	/* first pass */
	struct sums	 group, all;
	char		*group_text;	/* NULL before the first */
	long long	 group_at;
	struct err	*err;
};

static enum text_align
align_of(enum cell_align align)
{
	return align == CELL_RIGHT ? TEXT_RIGHT :
	    align == CELL_CENTRE ? TEXT_CENTRE : TEXT_LEFT;
}

static bool
init_layout(struct book *book, const struct layout_profile *profile,
    struct err *err)
{
	const struct reportdef *def = book->def;
	struct layout_column *column;
	size_t i;
	bool ok;

	book->sheet.title = def->title;
	if (!layout_paper(def->paper, def->font, &book->sheet, err))
		return err_wrap(err, "%s:%d：", def->file, def->line);
	column = mem_resize(NULL, def->column_count, sizeof(*column));
	book->label_columns = 0;
	for (i = 0; i < def->column_count; i++) {
		column[i].head = def->column[i].head;
		column[i].width = def->column[i].width;
		column[i].align = align_of(def->column[i].align);
		column[i].wrap = def->column[i].wrap;
		if (!def->column[i].sum && book->label_columns == i)
			book->label_columns++;
	}
	ok = layout_init(&book->layout, &book->sheet, profile, column,
	    def->column_count, err);
	free(column);
	if (!ok)
		return err_wrap(err, "%s:%d：", def->file, def->line);
	book->head = layout_head_height(&book->layout);
	if (book->sheet.rows < FIXED + book->head + 6)
		return err_set(err, ERR_DATA, "%s:%d：字号 %d 太大，一页只有 %d 行："
		    "请减小字号或列头", def->file, def->line, def->font,
		    book->sheet.rows);
	/* A row fits on a page together with its group's head. */
	book->layout.most = book->sheet.rows - FIXED - book->head - 2;
	return true;
}

/* ---- first pass ---- */

/* A block as the paginator sees it, with its texts in the spool. */
static bool
add_block(struct book *book, enum book_block kind, const char *const *text,
    size_t count, struct paginate_block block)
{
	if (!spool_add(book->blocks, (int)kind, text, count, &block.at,
	    book->err))
		return false;
	if (kind == BOOK_GROUP)
		book->group_at = block.at;
	block.group = block.again > 0 ? book->group_at : -1;
	return paginate_add(&book->paginate, &block);
}

static bool
page_begins(void *arg, const struct paginate_block *first)
{
	struct book *book = arg;
	char at[24], group[24];
	const char *text[2] = { at, group };

	snprintf(at, sizeof(at), "%20lld", first->at);
	snprintf(group, sizeof(group), "%20lld", first->group);
	return spool_add(book->starts, 0, text, 2, NULL, book->err);
}

/* "小计#人" with the count for "#", or behind it. */
static char *
sum_label(const char *label, long rows)
{
	const char *mark = strchr(label, '#');

	if (mark == NULL)
		return mem_printf("%s：%ld", label, rows);
	return mem_printf("%.*s %ld %s", (int)(mark - label), label, rows,
	    mark + 1);
}

static char *
sum_text(const struct columndef *column, long long sum)
{
	struct buf out = BUF_INIT;

	if (column->format == CELL_MONEY)
		money_add(&out, sum);
	else
		buf_addf(&out, "%lld", sum);
	return buf_take(&out);
}

static bool
add_sums(struct book *book, enum book_block kind, const char *label,
    const struct sums *sums, int keep)
{
	const struct reportdef *def = book->def;
	struct paginate_block block = { 2, 1, 0, keep, 0, 0 };
	char **text = mem_new((def->column_count + 1) * sizeof(*text));
	size_t i;
	bool ok;

	text[0] = sum_label(label, sums->rows);
	for (i = 0; i < def->column_count; i++)
		if (def->column[i].sum)
			text[i + 1] = sum_text(&def->column[i], sums->sum[i]);
	if (kind == BOOK_SUB)
		block.again = 2;
	ok = add_block(book, kind, (const char *const *)text,
	    def->column_count + 1, block);
	for (i = 0; i <= def->column_count; i++)
		free(text[i]);
	free(text);
	return ok;
}

static bool
end_group(struct book *book)
{
	if (book->group_text == NULL || book->def->group_total == NULL)
		return true;
	return add_sums(book, BOOK_SUB, book->def->group_total, &book->group,
	    book->group.rows > 1 ? 2 : 1);
}

static bool
begin_group(struct book *book, const char *text)
{
	struct paginate_block block = { 2, 1, 0, 0, 0, 0 };
	const char *label[2];
	char *line;
	bool ok;

	free(book->group_text);
	book->group_text = mem_text(text);
	book->group.rows = 0;
	memset(book->group.sum, 0,
	    book->def->column_count * sizeof(*book->group.sum));
	line = mem_printf("%s：%s", book->def->group_label,
	    *text == '\0' ? "（未填）" : text);
	label[0] = line;
	label[1] = text;
	ok = add_block(book, BOOK_GROUP, label, 2, block);
	free(line);
	return ok;
}

static bool
add_row(struct book *book, const char *const *text)
{
	const struct reportdef *def = book->def;
	const char *const *sum = text + def->column_count + 1;
	struct paginate_block block = { 0, 0, 0, 0, 0, 0 };
	size_t i;
	long long n;

	if (def->group != NULL && (book->group_text == NULL ||
	    strcmp(book->group_text, text[def->column_count]) != 0) &&
	    (!end_group(book) || !begin_group(book, text[def->column_count])))
		return false;
	block.height = layout_height(&book->layout, text);
	if (def->group != NULL) {
		block.again = 2;
		/* The first two rows stay under their group's head. */
		block.keep = book->group.rows == 0 ? 1 :
		    book->group.rows == 1 ? 2 : 0;
		if (book->group.rows == 0)
			block.height += block.lead = 1;
	}
	book->group.rows++;
	book->all.rows++;
	for (i = 0; i < def->column_count; i++) {
		if (!def->column[i].sum)
			continue;
		n = strtoll(*sum++, NULL, 10);
		book->group.sum[i] += n;
		book->all.sum[i] += n;
	}
	return add_block(book, BOOK_ROW, text, def->column_count, block);
}

/* Cells to write in behind each item of a line of the sign-off: as many as let
 * all stand on one line, or a handy number when they do not. */
static int
signoff_gap(const struct book *book, const char *items, int width)
{
	const char *p = items;
	int used = 0, count = 0;
	size_t n;

	for (p += strspn(p, " "); *p != '\0'; p += n, p += strspn(p, " ")) {
		char *word = mem_textn(p, n = strcspn(p, " "));

		used += text_width(word, book->sheet.cell) + 2;
		count++;
		free(word);
	}
	if (count == 0 || (width - used) / count < SIGN_LEAST)
		return SIGN_BROKEN;
	return (width - used) / count < SIGN_MOST ? (width - used) / count :
	    SIGN_MOST;
}

/* The width between the outer frames, with them. */
static int
table_width(const struct book *book)
{
	return book->layout.bar[book->layout.count] + book->sheet.frame -
	    book->layout.bar[0];
}

/* One line of the definition: as many blanks to fill in as fit on each. */
static void
add_signoff(const struct book *book, const char *items, struct buf *out)
{
	int width = table_width(book), gap = signoff_gap(book, items, width);
	int used = 0, item;
	const char *p = items;
	size_t n;

	for (p += strspn(p, " "); *p != '\0'; p += n, p += strspn(p, " ")) {
		char *word = mem_textn(p, n = strcspn(p, " "));

		item = text_width(word, book->sheet.cell) + 2 + gap;
		if (used > 0 && used + item > width) {
			buf_addc(out, '\n');
			used = 0;
		}
		buf_addf(out, "%s：", word);
		buf_fill(out, ' ', gap);
		used += item;
		free(word);
	}
}

/* The lines of the sign-off: who signs beside whom is the definition's. */
static char *
signoff_text(const struct book *book)
{
	char *copy = mem_text(book->def->signoff), *rest = copy, *line;
	struct buf out = BUF_INIT;

	while ((line = strsep(&rest, "\n")) != NULL) {
		/* room for a seal between two who sign */
		if (out.len > 0)
			buf_add(&out, "\n\n");
		add_signoff(book, line, &out);
	}
	free(copy);
	return buf_take(&out);
}

struct wrapping { const char *text; struct buf *out; };

static void
add_wrapped(void *arg, size_t from, size_t len)
{
	struct wrapping *wrapping = arg;

	if (wrapping->out->len > 0)
		buf_addc(wrapping->out, '\n');
	buf_addn(wrapping->out, wrapping->text + from, len);
}

/* The note as lines of the table's width, and behind them as it came. */
static bool
add_note(struct book *book, const char *note)
{
	struct paginate_block block = { 0, 0, 0, 1, 0, 0 };
	struct buf lines = BUF_INIT;
	struct wrapping wrapping = { note, &lines };
	const char *text[2];
	bool ok;

	block.height = text_wrap(note, table_width(book), book->sheet.cell,
	    add_wrapped, &wrapping);
	text[0] = buf_str(&lines);
	text[1] = note;
	ok = add_block(book, BOOK_NOTE, text, 2, block);
	buf_clear(&lines);
	return ok;
}

static bool
add_end(struct book *book, const char *note)
{
	struct paginate_block none = { 1, 0, 0, 0, 0, 0 };
	struct paginate_block sign = { 2, 0, 0, 1, 0, 0 };
	const char *text = "（无记录）", *p;
	char *lines;
	bool ok;

	if (book->all.rows == 0 && !add_block(book, BOOK_NONE, &text, 1, none))
		return false;
	if (!end_group(book))
		return false;
	if (book->def->total != NULL && !add_sums(book, BOOK_TOTAL,
	    book->def->total, &book->all,
	    book->def->group == NULL && book->all.rows > 1 ? 2 : 1))
		return false;
	if (note != NULL && *note != '\0' && !add_note(book, note))
		return false;
	if (book->def->signoff == NULL)
		return true;
	lines = signoff_text(book);
	for (p = lines; (p = strchr(p, '\n')) != NULL; p++)
		sign.height++;
	text = lines;
	ok = add_block(book, BOOK_SIGNOFF, &text, 1, sign);
	free(lines);
	return ok;
}

static bool
goes_on(const struct book *book, long done, long all, struct err *err)
{
	return done % PROGRESS_EVERY != 0 || book->progress == NULL ||
	    book->progress(book->arg, done, all) ||
	    err_set(err, ERR_INTERRUPTED, "已中断，没有产生结果：请再做一次");
}

static bool
first_pass(struct book *book, const struct book_spec *spec, struct err *err)
{
	const char *const *text;
	size_t count;
	long done = 0;
	int kind, got;

	book->err = err;
	paginate_init(&book->paginate, book->sheet.rows - FIXED - book->head,
	    page_begins, book);
	spool_seek(spec->rows, 0);
	while ((got = spool_next(spec->rows, &kind, &text, &count, err)) == 1) {
		assert(count > book->def->column_count);
		if (!goes_on(book, done++, spec->row_count, err) ||
		    !add_row(book, text))
			return false;
	}
	return got == 0 && add_end(book, spec->note);
}

struct book *
book_new(const struct book_spec *spec, struct err *err)
{
	struct book *book = mem_new(sizeof(*book));
	size_t size = spec->def->column_count * sizeof(long long);

	book->def = spec->def;
	book->progress = spec->progress;
	book->arg = spec->arg;
	book->left = mem_text(spec->left);
	book->right = mem_text(spec->right);
	book->group.sum = mem_new(size);
	book->all.sum = mem_new(size);
	book->blocks = spool_new(spec->dir);
	book->starts = spool_new(spec->dir);
	if (init_layout(book, spec->profile, err) && first_pass(book, spec, err)) {
		book->err = NULL;
		return book;
	}
	book_free(book);
	return NULL;
}

void
book_free(struct book *book)
{
	if (book == NULL)
		return;
	layout_clear(&book->layout);
	spool_free(book->blocks);
	spool_free(book->starts);
	free(book->left);
	free(book->right);
	free(book->group.sum);
	free(book->all.sum);
	free(book->group_text);
	free(book);
}

const struct sheet *
book_sheet(const struct book *book)
{
	return &book->sheet;
}

long
book_pages(const struct book *book)
{
	return book->paginate.pages;
}

const char *
book_left(const struct book *book)
{
	return book->left;
}

const char *
book_right(const struct book *book)
{
	return book->right;
}

size_t
book_label_columns(const struct book *book)
{
	return book->label_columns == 0 ? 1 : book->label_columns;
}

bool
book_each(struct book *book, book_block_fn block, void *arg, struct err *err)
{
	const char *const *text;
	size_t count;
	long done = 0;
	int kind, got;

	spool_seek(book->blocks, 0);
	while ((got = spool_next(book->blocks, &kind, &text, &count, err)) == 1)
		if (!goes_on(book, done++, book->paginate.blocks, err) ||
		    !block(arg, (enum book_block)kind, text, count, err))
			return false;
	return got == 0;
}

/* ---- second pass ---- */

/* Where page number begins (its block and its group's head, -1 for none);
 * every record of starts has the same size. */
static bool
find_start(struct book *book, long number, long long *at, long long *group,
    struct err *err)
{
	const char *const *text;
	size_t count;
	long long size;
	int kind;

	spool_seek(book->starts, 0);
	if (spool_next(book->starts, &kind, &text, &count, err) != 1)
		return false;
	size = spool_tell(book->starts);
	spool_seek(book->starts, size * (number - 1));
	if (spool_next(book->starts, &kind, &text, &count, err) != 1)
		return false;
	*at = strtoll(text[0], NULL, 10);
	*group = strtoll(text[1], NULL, 10);
	return true;
}

static int
line_count(const char *text)
{
	int count = 1;

	while ((text = strchr(text, '\n')) != NULL) {
		count++;
		text++;
	}
	return count;
}

static void
put_lines(struct book *book, struct sheet_page *page, int row,
    const char *text)
{
	const char *end;
	char *line;

	for (;; text = end + 1) {
		end = text + strcspn(text, "\n");
		line = mem_textn(text, (size_t)(end - text));
		layout_line(&book->layout, page, row++, line, TEXT_LEFT,
		    SHEET_PLAIN);
		free(line);
		if (*end == '\0')
			return;
	}
}

/* Puts a block's own lines; returns the line behind it. */
static int
put_block(struct book *book, struct sheet_page *page, int row,
    enum book_block kind, const char *const *text)
{
	const struct layout *layout = &book->layout;

	switch (kind) {
	case BOOK_GROUP:
		layout_span(layout, page, row, layout->count, text[0], NULL,
		    SHEET_BOLD);
		break;
	case BOOK_SUB:
	case BOOK_TOTAL:
		layout_span(layout, page, row, book_label_columns(book),
		    text[0], text + 1, SHEET_BOLD);
		break;
	case BOOK_NONE:
		layout_span(layout, page, row, layout->count, text[0], NULL,
		    SHEET_PLAIN);
		break;
	case BOOK_ROW:
		return row + layout_row(layout, page, row, text, SHEET_PLAIN);
	case BOOK_NOTE:
		put_lines(book, page, row, text[0]);
		return row + line_count(text[0]);
	case BOOK_SIGNOFF:
		put_lines(book, page, row, text[0]);
		break;
	}
	return row + 1;
}

/* The group's head again, on a page that begins inside the group. */
static bool
put_again(struct book *book, struct sheet_page *page, int *row,
    long long group, struct err *err)
{
	const char *const *text;
	size_t count;
	char *label;
	int kind;

	spool_seek(book->blocks, group);
	if (spool_next(book->blocks, &kind, &text, &count, err) != 1)
		return false;
	label = mem_printf("%s（续）", text[0]);
	layout_span(&book->layout, page, (*row)++, book->layout.count, label,
	    NULL, SHEET_BOLD);
	layout_rule(&book->layout, page, (*row)++);
	free(label);
	return true;
}

/* All blocks of a page; *row is the line behind the last. */
static bool
put_blocks(struct book *book, struct sheet_page *page, int *row, long long at,
    long long stop, struct err *err)
{
	const char *const *text;
	enum book_block before = BOOK_NONE;
	bool first = true, ended = false;
	size_t count;
	int kind, got = 0;

	spool_seek(book->blocks, at);
	while ((stop < 0 || spool_tell(book->blocks) < stop) &&
	    (got = spool_next(book->blocks, &kind, &text, &count, err)) == 1) {
		if (kind == BOOK_NOTE || kind == BOOK_SIGNOFF) {
			if (before != BOOK_NOTE)
				layout_rule(&book->layout, page, (*row)++);
			*row += kind == BOOK_SIGNOFF;
			ended = true;
		} else if (!first && (kind != BOOK_ROW ||
		    before == BOOK_GROUP)) {
			layout_rule(&book->layout, page, (*row)++);
		}
		*row = put_block(book, page, *row, (enum book_block)kind, text);
		before = (enum book_block)kind;
		first = false;
	}
	if (!ended)
		layout_rule(&book->layout, page, (*row)++);
	return got >= 0;
}

struct sheet_page *
book_page(struct book *book, long number, struct err *err)
{
	const struct layout *layout = &book->layout;
	long long at, group, stop = -1, next_group;
	struct sheet_page *page;
	char *text;
	int row = 0;

	assert(number >= 1 && number <= book_pages(book));
	if (!find_start(book, number, &at, &group, err) ||
	    (number < book_pages(book) &&
	    !find_start(book, number + 1, &stop, &next_group, err)))
		return NULL;
	page = sheet_page_new(&book->sheet, number, book_pages(book));
	layout_line(layout, page, row++, book->def->title, TEXT_CENTRE,
	    SHEET_TITLE);
	layout_ends(layout, page, row++, book->left, book->right);
	layout_rule(layout, page, row++);
	row += layout_head(layout, page, row);
	layout_rule(layout, page, row++);
	if ((group >= 0 && !put_again(book, page, &row, group, err)) ||
	    !put_blocks(book, page, &row, at, stop, err)) {
		sheet_page_free(page);
		return NULL;
	}
	assert(row < page->rows);
	text = mem_printf("第 %ld 页 共 %ld 页", number, book_pages(book));
	layout_line(layout, page, page->rows - 1, text, TEXT_CENTRE,
	    SHEET_PLAIN);
	free(text);
	return page;
}
