/*
 * model/table-head.c: where a table begins and what its columns are
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/table-head.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/table-words.h"

#define SAME_LEAST 2		/* heads that make a row the head again */

/* The two columns that a rejects file has before the file's own. */
static const char *const extra[] = { "行号", "原因" };

static const struct delimited_mark *
mark_of(uint32_t delimiter)
{
	const struct delimited_mark *mark;
	size_t i;

	for (i = 0; (mark = delimited_marks(i)) != NULL; i++)
		if (mark->mark == delimiter)
			return mark;
	return NULL;
}

uint32_t
tablehead_delimiters(size_t at)
{
	const struct delimited_mark *mark;
	size_t i;

	for (i = 0; (mark = delimited_marks(i)) != NULL; i++)
		if (mark->ours && at-- == 0)
			return mark->mark;
	return 0;
}

const char *
tablehead_delimiter(uint32_t delimiter)
{
	const struct delimited_mark *mark = mark_of(delimiter);

	return mark != NULL ? mark->name : "";
}

/* ---- one row against the profile ---- */

struct plain_row {
	size_t	 count;
	char	**full, **bare;
};

static void
plain_row_init(struct plain_row *row, const struct tablewords *words,
    const char *const *cell, size_t count)
{
	struct buf buf = BUF_INIT;
	size_t i;

	row->count = count;
	row->full = mem_resize(NULL, count, sizeof(char *));
	row->bare = mem_resize(NULL, count, sizeof(char *));
	for (i = 0; i < count; i++) {
		tablehead_plain(&buf, cell[i]);
		row->full[i] = mem_text(buf_str(&buf));
		buf_cut(&buf, 0);
		tablewords_bare(&buf, cell[i]);
		row->bare[i] = mem_text(buf_str(&buf));
		if (!tablewords_head(words, row->full[i]) &&
		    !tablewords_head(words, row->bare[i]) &&
		    tablewords_either(words, cell[i], &buf)) {
			free(row->bare[i]);
			row->bare[i] = mem_text(buf_str(&buf));
		}
		buf_cut(&buf, 0);
	}
	buf_clear(&buf);
}

static void
plain_row_clear(struct plain_row *row)
{
	size_t i;

	for (i = 0; i < row->count; i++) {
		free(row->full[i]);
		free(row->bare[i]);
	}
	free(row->full);
	free(row->bare);
}

/* Most rows are no heads at all: that is quickly seen. */
static bool
any_head(const struct tablewords *heads, const struct plain_row *row)
{
	size_t i;

	for (i = 0; i < row->count; i++)
		if (tablewords_head(heads, row->full[i]) ||
		    tablewords_head(heads, row->bare[i]))
			return true;
	return false;
}

static size_t
row_column(const struct plain_row *row, const char *head, size_t from)
{
	size_t i;

	for (i = from; i < row->count; i++)
		if (*row->full[i] != '\0' && strcmp(row->full[i], head) == 0)
			return i;
	for (i = from; i < row->count; i++)
		if (*row->bare[i] != '\0' && strcmp(row->bare[i], head) == 0)
			return i;
	return TABLEHEAD_NONE;
}

/* Fills column and known; returns how many cells are known.  The heads of a
 * field stand in order of preference. */
static size_t
match_row(const struct profiledef *profile, const struct tablewords *heads,
    const struct plain_row *row, size_t from, size_t *column, bool *known)
{
	const struct importfield *field;
	size_t i, k, at, count = 0;

	for (i = 0; i < row->count; i++)
		known[i] = false;
	for (i = 0; i < profile->count; i++)
		column[i] = TABLEHEAD_NONE;
	if (!any_head(heads, row))
		return 0;
	for (i = 0; i < profile->count; i++) {
		field = &profile->field[i];
		for (k = 0; k < field->head_count; k++) {
			at = row_column(row, tablewords_of(heads, i, k), from);
			if (at == TABLEHEAD_NONE)
				continue;
			if (column[i] == TABLEHEAD_NONE)
				column[i] = at;
			if (field->form == NULL || column[i] == at)
				known[at] = true;
		}
	}
	for (i = from; i < row->count; i++)
		count += known[i];
	return count;
}

/* ---- the search ---- */

struct best { struct tablehead *head; size_t score; };

struct tablehead_search {
	const struct profiledef *profile;
	struct tablewords *heads;
	uint32_t	 said;		/* the delimiter, 0: by content */
	bool		 text;
	uint32_t	 delimiter;	/* of the rows that come */
	size_t		 rows;
	struct best	 best;
	struct best	 other;		/* with a delimiter that is not taken */
	char		**before;	/* the row before */
	size_t		 before_count;
	long		 before_line;
};

static char **
copy_cells(const char *const *cell, size_t count)
{
	char **copy = mem_resize(NULL, count + 1, sizeof(*copy));
	size_t i;

	for (i = 0; i < count; i++)
		copy[i] = mem_text(cell[i]);
	return copy;
}

static void
free_cells(char **cell, size_t count)
{
	size_t i;

	for (i = 0; cell != NULL && i < count; i++)
		free(cell[i]);
	free(cell);
}

/* A title stands alone in its row; heads do not. */
static bool
may_be_over(const struct tablehead_search *search)
{
	size_t i, n = 0;

	for (i = 0; i < search->before_count; i++)
		n += !tablewords_empty(search->before[i]);
	return n >= 2;
}

static struct tablehead *
take_cells(const struct tablehead_search *search, const struct delimited_row *row,
    size_t *score)
{
	const struct profiledef *profile = search->profile;
	struct tablehead *head = mem_new(sizeof(*head));
	struct plain_row plain;
	size_t i;

	plain_row_init(&plain, search->heads, row->cell, row->count);
	head->delimiter = search->delimiter;
	head->cut = search->text;
	head->line = row->line;
	if (row->count > 2 && strcmp(plain.full[0], extra[0]) == 0 &&
	    strcmp(plain.full[1], extra[1]) == 0)
		head->ours = 2;
	head->count = row->count;
	head->text = mem_resize(NULL, row->count, sizeof(char *));
	for (i = 0; i < row->count; i++)
		head->text[i] = mem_text(row->cell[i]);
	head->field_count = profile->count;
	head->column = mem_resize(NULL, profile->count + 1, sizeof(size_t));
	head->known = mem_resize(NULL, row->count, sizeof(bool));
	*score = match_row(profile, search->heads, &plain, head->ours,
	    head->column, head->known);
	plain_row_clear(&plain);
	return head;
}

/* *joins: how many heads are of both rows. */
static struct tablehead *
take_row(const struct tablehead_search *search, const struct delimited_row *row,
    size_t *score, size_t *joins)
{
	struct tablehead *head = take_cells(search, row, score), *two;
	struct delimited_row joined = *row;
	char **cell;
	size_t both;

	*joins = 0;
	if (head->ours > 0 || !may_be_over(search))
		return head;
	cell = tablejoin_rows(search->heads, search->before, search->before_count,
	    row, &joined.count, joins);
	joined.cell = (const char *const *)cell;
	two = take_cells(search, &joined, &both);
	free_cells(cell, joined.count);
	/* 电话 alone is another blank than 家属电话 */
	if (both < *score || (both == *score && *joins == 0)) {
		tablehead_free(two);
		return head;
	}
	tablehead_free(head);
	two->over = copy_cells((const char *const *)search->before, search->before_count);
	two->over_count = search->before_count;
	two->under = copy_cells(row->cell, row->count);
	two->under_count = row->count;
	*score = both;
	return two;
}

struct tablehead_search *
tablehead_search_new(const struct profiledef *profile, uint32_t delimiter)
{
	struct tablehead_search *search = mem_new(sizeof(*search));

	search->profile = profile;
	search->heads = tablewords_new(profile);
	search->said = delimiter;
	/* of a rejects file, which is text */
	search->delimiter = ',';
	return search;
}

void
tablehead_search_part(struct tablehead_search *search, uint32_t delimiter)
{
	search->text = true;
	search->delimiter = delimiter;
	search->rows = 0;
	free_cells(search->before, search->before_count);
	search->before = NULL;
	search->before_count = 0;
}

static bool
is_taken(const struct tablehead_search *search)
{
	const struct delimited_mark *mark = mark_of(search->delimiter);

	return !search->text || (search->said != 0 ?
	    search->delimiter == search->said : mark != NULL && mark->ours);
}

bool
tablehead_search_row(void *arg, const struct delimited_row *row)
{
	struct tablehead_search *search = arg;
	struct best *best = is_taken(search) ? &search->best : &search->other;
	struct tablehead *head;
	size_t score, joins;
	bool more;

	if (search->rows >= TABLEHEAD_ROWS)
		return false;
	head = take_row(search, row, &score, &joins);
	/* what belongs under it belongs to it, known or not */
	more = head->over != NULL && joins > 0 && best->head != NULL &&
	    best->head->line == search->before_line && score == best->score;
	if (score > best->score || more) {
		tablehead_free(best->head);
		best->head = head;
		best->score = score;
	} else {
		tablehead_free(head);
	}
	free_cells(search->before, search->before_count);
	search->before = copy_cells(row->cell, row->count);
	search->before_count = row->count;
	search->before_line = row->line;
	return ++search->rows < TABLEHEAD_ROWS;
}

/* ---- what is missing ---- */

static void
say_heads(struct buf *out, const struct importfield *field)
{
	size_t k;

	buf_addf(out, "“%s”", field->head_count > 0 ? field->head[0] : "");
	if (field->head_count < 2)
		return;
	buf_add(out, "（也可写作");
	for (k = 1; k < field->head_count && k < 6; k++)
		buf_addf(out, "%s%s", k > 1 ? "、" : " ", field->head[k]);
	buf_add(out, "）");
}

/* The heads that are required, or only those that head has not; how many. */
static size_t
say_required(struct buf *out, const struct profiledef *profile,
    const struct tablehead *head)
{
	size_t i, k, n = 0;
	bool said;

	for (i = 0; i < profile->count; i++) {
		if (!profile->field[i].required || profile->field[i].head_count == 0)
			continue;
		if (head != NULL && head->column[i] != TABLEHEAD_NONE)
			continue;
		/* one column may fill several blanks */
		said = false;
		for (k = 0; k < i; k++)
			said |= profile->field[k].required &&
			    profile->field[k].head_count > 0 &&
			    strcmp(profile->field[k].head[0],
			    profile->field[i].head[0]) == 0;
		if (said)
			continue;
		if (n++ > 0)
			buf_add(out, "、");
		say_heads(out, &profile->field[i]);
	}
	return n;
}

static bool
no_head(const struct tablehead_search *search, struct err *err)
{
	const struct tablehead *other = search->other.head;
	struct buf heads = BUF_INIT;

	say_required(&heads, search->profile, NULL);
	if (search->other.score >= 2 && mark_of(other->delimiter)->ours)
		err_set(err, ERR_INPUT, "第 %ld 行的表头是用%s分隔的，不是%s；"
		    "请改选这种分隔符", other->line,
		    tablehead_delimiter(other->delimiter),
		    tablehead_delimiter(search->said));
	else if (search->other.score >= 2)
		err_set(err, ERR_INPUT, "第 %ld 行的表头是用%s分隔的，这种分隔符不能用；"
		    "请另存为用逗号、制表符或分号分隔的文件再导入", other->line,
		    tablehead_delimiter(other->delimiter));
	else
		err_set(err, ERR_INPUT, "前 %d 行里找不到“%s”的表头；至少需要这些列：%s。"
		    "请检查文件是否对应、导入对照名是否写对%s", TABLEHEAD_ROWS,
		    search->profile->title, buf_str(&heads),
		    search->text ? "、编码是否正确" : "");
	buf_clear(&heads);
	return false;
}

bool
tablehead_complete(const struct tablehead *head, const struct profiledef *profile,
    struct err *err)
{
	struct buf missing = BUF_INIT;
	bool ok = say_required(&missing, profile, head) == 0;

	if (!ok)
		err_set(err, ERR_INPUT, "第 %ld 行是表头，但缺少这些列：%s；请补上后再导入",
		    head->line, buf_str(&missing));
	buf_clear(&missing);
	return ok;
}

/* The head itself when nothing required is missing; else it is freed. */
static struct tablehead *
complete(struct tablehead *head, const struct profiledef *profile,
    struct err *err)
{
	if (tablehead_complete(head, profile, err))
		return head;
	tablehead_free(head);
	return NULL;
}

static void
search_free(struct tablehead_search *search)
{
	tablehead_free(search->other.head);
	tablewords_free(search->heads);
	free_cells(search->before, search->before_count);
	free(search);
}

struct tablehead *
tablehead_search_best(struct tablehead_search *search, size_t *score)
{
	struct tablehead *head = search->best.head;

	*score = search->best.score;
	search_free(search);
	return head;
}

struct tablehead *
tablehead_search_end(struct tablehead_search *search, size_t *score,
    struct err *err)
{
	struct tablehead *head = search->best.head;

	*score = search->best.score;
	if (*score >= 2) {
		head = complete(head, search->profile, err);
	} else {
		no_head(search, err);
		tablehead_free(head);
		head = NULL;
	}
	search_free(search);
	return head;
}

struct tablehead *
tablehead_of(const struct profiledef *profile, uint32_t delimiter,
    const struct delimited_row *row)
{
	struct tablehead_search search = { .profile = profile,
		.delimiter = delimiter };
	struct tablehead *head;
	size_t score, joins;

	search.heads = tablewords_new(profile);
	head = take_row(&search, row, &score, &joins);
	tablewords_free(search.heads);
	return head;
}

void
tablehead_free(struct tablehead *head)
{
	if (head == NULL)
		return;
	free_cells(head->text, head->count);
	free_cells(head->over, head->over_count);
	free_cells(head->under, head->under_count);
	free(head->column);
	free(head->known);
	free(head);
}

static bool
same_cells(char *const *head, size_t head_count, const char *const *cell,
    size_t count)
{
	size_t i;

	if (head == NULL || count != head_count)
		return false;
	for (i = 0; i < count; i++)
		if (strcmp(cell[i], head[i]) != 0)
			return false;
	return true;
}

static bool
is_text(const char *plain, char *const *head, size_t count, size_t at,
    struct buf *scratch)
{
	if (head == NULL || at >= count)
		return false;
	buf_cut(scratch, 0);
	tablehead_plain(scratch, head[at]);
	return strcmp(plain, buf_str(scratch)) == 0;
}

bool
tablehead_is(const struct tablehead *head, size_t column, const char *cell)
{
	struct buf plain = BUF_INIT, scratch = BUF_INIT;
	bool is;

	tablehead_plain(&plain, cell);
	is = plain.len > 0 &&
	    (is_text(plain.text, head->text, head->count, column, &scratch) ||
	    is_text(plain.text, head->over, head->over_count, column, &scratch) ||
	    is_text(plain.text, head->under, head->under_count, column, &scratch));
	buf_clear(&plain);
	buf_clear(&scratch);
	return is;
}

/* Every cell that holds something holds the head of its column, of some of them
 * at least: a table printed page by page is not spaced alike on each. */
static bool
heads_alone(const struct tablehead *head, const char *const *cell, size_t count)
{
	size_t i, n = 0;

	for (i = head->ours; i < count; i++) {
		if (tablewords_empty(cell[i]))
			continue;
		if (!tablehead_is(head, i, cell[i]))
			return false;
		n++;
	}
	return n >= SAME_LEAST;
}

bool
tablehead_same(const struct tablehead *head, const char *const *cell,
    size_t count)
{
	return same_cells(head->text, head->count, cell, count) ||
	    same_cells(head->over, head->over_count, cell, count) ||
	    same_cells(head->under, head->under_count, cell, count) ||
	    heads_alone(head, cell, count);
}
