/*
 * model/import-view-look.c: the first rows of a file, and whose file it may be
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/import-view-private.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define KNOWN_LEAST 2			/* columns that make a row the head */

/* ---- rows ---- */

static void
rows_clear(struct importview_row *row, size_t count)
{
	size_t i, k;

	for (i = 0; i < count; i++) {
		for (k = 0; k < row[i].count; k++)
			free((void *)(uintptr_t)row[i].cell[k]);
		free((void *)(uintptr_t)row[i].cell);
	}
	free(row);
}

struct reading {
	struct importview_row *row;
	size_t		 count, cap;
	bool		 more;
};

static bool
keep_row(void *arg, const struct delimited_row *raw)
{
	struct reading *reading = arg;
	struct importview_row *row;
	const char **cell;
	size_t i;

	if (reading->count == IMPORTVIEW_ROWS) {
		reading->more = true;
		return false;
	}
	reading->row = mem_grow(reading->row, reading->count, &reading->cap,
	    sizeof(*reading->row));
	row = &reading->row[reading->count++];
	row->line = raw->line;
	row->count = raw->count;
	cell = mem_resize(NULL, raw->count, sizeof(*cell));
	for (i = 0; i < raw->count; i++)
		cell[i] = mem_text(raw->cell[i]);
	row->cell = cell;
	return true;
}

/* A table that breaks off shows what stands before the place; a text in a wrong
 * encoding, what that makes of it. */
static void
read_rows(struct view *view, struct reading *reading, struct err *why)
{
	memset(reading, 0, sizeof(*reading));
	if (tablesource_preview(view->source, IMPORTVIEW_ROWS + 1, keep_row,
	    reading, why))
		return;
	reading->more = false;
	if (tablesource_workbook(view->source))
		return;
	rows_clear(reading->row, reading->count);
	memset(reading, 0, sizeof(*reading));
	tablesource_glimpse(view->source, IMPORTVIEW_ROWS + 1, keep_row, reading);
}

static void
take_rows(struct view *view, struct reading *reading)
{
	rows_clear(view->row, view->pub.row_count);
	view->row = reading->row;
	view->pub.row = reading->row;
	view->pub.row_count = reading->count;
	view->pub.more = reading->more;
}

/* ---- how well a profile fits ---- */

/* The head that the profile sees in the rows; NULL: none. */
static struct tablehead *
head_of_rows(const struct profiledef *profile, const struct importview_row *row,
    size_t count, size_t *score)
{
	struct tablehead_search *search = tablehead_search_new(profile, 0);
	struct delimited_row raw;
	size_t i;
	bool more = true;

	for (i = 0; more && i < count; i++) {
		raw = (struct delimited_row){ .line = row[i].line,
		    .count = row[i].count, .cell = row[i].cell };
		more = tablehead_search_row(search, &raw);
	}
	return tablehead_search_best(search, score);
}

/* Two texts that share characters side by side; how many. */
static size_t
shared(const char *a, const char *b)
{
	size_t n = 0, len, next;
	uint32_t cp;
	char two[16];

	for (; *a != '\0'; a += len) {
		len = text_decode(a, strlen(a), &cp);
		next = a[len] != '\0' ? text_decode(a + len, strlen(a + len), &cp) : 0;
		if (next == 0 || len + next >= sizeof(two))
			continue;
		memcpy(two, a, len + next);
		two[len + next] = '\0';
		n += strstr(b, two) != NULL;
	}
	return n;
}

/* What the file calls itself: its name, its titles over the heads. */
static size_t
calls_itself(const struct view *view, const struct reading *rows,
    const struct tablehead *head, const char *title)
{
	const char *base = strrchr(view->path, '/');
	size_t i, k, n;

	n = shared(title, base != NULL ? base + 1 : view->path);
	for (i = 0; i < rows->count && rows->row[i].line < head->line; i++)
		for (k = 0; k < rows->row[i].count; k++)
			n += shared(title, rows->row[i].cell[k]);
	return n;
}

/* How far down its own words the profile had to look: what it would write over
 * the column itself stands first. */
static size_t
far_words(const struct profiledef *profile, const struct tablehead *head)
{
	struct buf text = BUF_INIT, word = BUF_INIT;
	const struct importfield *field;
	size_t i, k, far = 0;

	for (i = 0; i < profile->count; i++) {
		field = &profile->field[i];
		if (field->form == NULL || head->column[i] == TABLEHEAD_NONE)
			continue;
		buf_cut(&text, 0);
		tablehead_plain(&text, head->text[head->column[i]]);
		for (k = 0; k < field->head_count; k++) {
			buf_cut(&word, 0);
			tablehead_plain(&word, field->head[k]);
			if (strcmp(buf_str(&text), buf_str(&word)) == 0)
				break;
		}
		far += k;
	}
	buf_clear(&text);
	buf_clear(&word);
	return far;
}

struct rated {
	struct importview_fit fit;
	size_t		 called, far, fields, order;
	bool		 like;		/* the heads of another, with numbers of a system */
};

static void
rate(struct view *view, const struct profiledef *profile,
    const struct reading *rows, struct rated *rated)
{
	struct tablehead *head;
	size_t i, score = 0;

	memset(rated, 0, sizeof(*rated));
	if (tablesource_workbook(view->source)) {
		head = tablesource_head(view->source, profile, NULL);
		for (i = 0; head != NULL && i < head->count; i++)
			score += head->known[i];
		if (head == NULL)
			head = head_of_rows(profile, rows->row, rows->count, &score);
	} else {
		head = head_of_rows(profile, rows->row, rows->count, &score);
	}
	rated->fit.known = score;
	rated->fields = profile->count;
	rated->like = profile->like != NULL;
	if (head != NULL) {
		rated->fit.complete = tablehead_complete(head, profile, NULL);
		rated->called = calls_itself(view, rows, head, profile->title);
		rated->far = far_words(profile, head);
	}
	tablehead_free(head);
}

/* The heads of a known sender are those, too, that he is remembered to write. */
static void
rate_remembered(struct view *view, const struct profiledef *profile,
    const struct reading *rows, struct rated *rated)
{
	struct sender_head *memory = NULL;
	struct profiledef *with;
	size_t count = 0;

	if (view->sender != NULL)
		sender_heads(view->store, view->sender, profile->name, &memory, &count,
		    NULL);
	with = tablechoice_profile(profile, memory, count);
	rate(view, with, rows, rated);
	tablechoice_profile_free(with);
	sender_heads_free(memory, count);
}

static int
better(const void *va, const void *vb)
{
	const struct rated *a = va, *b = vb;
	size_t of_a = a->fit.known, of_b = b->fit.known;

	if (a->fit.complete != b->fit.complete)
		return a->fit.complete ? -1 : 1;
	/* whose numbers they are, no head tells: that is the clerk's to say */
	if (a->like != b->like)
		return a->like ? 1 : -1;
	/* lists of nearly the same heads: by what the file calls itself */
	if (a->called != b->called && of_a + 2 >= of_b && of_b + 2 >= of_a)
		return a->called > b->called ? -1 : 1;
	if (of_a != of_b)
		return of_a > of_b ? -1 : 1;
	if (a->far != b->far)
		return a->far < b->far ? -1 : 1;
	/* nothing tells them apart: the one that takes most */
	if (a->fields != b->fields)
		return a->fields > b->fields ? -1 : 1;
	return a->order < b->order ? -1 : 1;
}

/* A written profile always, one of a form when it is that form's export. */
static void
add_fit(struct view *view, const char *name, bool written,
    const struct reading *rows, struct rated *list, size_t *count)
{
	struct profiledef *own = NULL;
	const struct profiledef *profile;

	profile = import_profile(store_catalog(view->store), name, &own, NULL);
	if (profile == NULL)
		return;
	rate_remembered(view, profile, rows, &list[*count]);
	list[*count].order = *count;
	if (written || list[*count].fit.complete) {
		list[*count].fit.profile = mem_text(name);
		list[(*count)++].fit.title = mem_text(profile->title);
	}
	own_profile_free(own);
}

static void
fits_clear(struct view *view)
{
	size_t i;

	for (i = 0; i < view->fit_count; i++) {
		free((void *)(uintptr_t)view->fit[i].profile);
		free((void *)(uintptr_t)view->fit[i].title);
	}
	free(view->fit);
	view->fit = NULL;
	view->pub.fit = NULL;
	view->fit_count = view->pub.fit_count = 0;
}

static void
rate_all(struct view *view, const struct reading *rows)
{
	struct catalog *catalog = store_catalog(view->store);
	const char *const *written, *const *forms;
	size_t profiles, own, count = 0, i;
	struct rated *list;

	profiles = catalog_names(catalog, "profile", &written);
	own = catalog_names(catalog, "form", &forms);
	list = mem_new((profiles + own + 1) * sizeof(*list));
	for (i = 0; i < profiles; i++)
		add_fit(view, written[i], true, rows, list, &count);
	for (i = 0; i < own; i++)
		add_fit(view, forms[i], false, rows, list, &count);
	if (count > 1)
		qsort(list, count, sizeof(*list), better);
	fits_clear(view);
	view->fit = mem_new((count + 1) * sizeof(*view->fit));
	for (i = 0; i < count; i++)
		view->fit[i] = list[i].fit;
	view->fit_count = view->pub.fit_count = count;
	view->pub.fit = view->fit;
	free(list);
}

/* ---- the delimiter ---- */

/* Rows of one length, more than one cell long, speak for a delimiter even when
 * no head is known. */
static size_t
evenness(const struct reading *rows)
{
	size_t i, k, same, best = 0;

	for (i = 0; i < rows->count; i++) {
		for (k = 0, same = 0; k < rows->count; k++)
			same += rows->row[k].count == rows->row[i].count;
		if (rows->row[i].count > 1 && same > best)
			best = same;
	}
	return best;
}

static size_t
heads_known(struct view *view, const struct reading *rows)
{
	struct catalog *catalog = store_catalog(view->store);
	const struct profiledef *profile;
	const char *const *name;
	size_t count, i, score, best = 0;

	count = catalog_names(catalog, "profile", &name);
	for (i = 0; i < count; i++) {
		profile = catalog_profile(catalog, name[i], NULL);
		if (profile == NULL)
			continue;
		score = 0;
		tablehead_free(head_of_rows(profile, rows->row, rows->count, &score));
		if (score > best)
			best = score;
	}
	return best;
}

static void
find_delimiter(struct view *view)
{
	struct reading rows;
	uint32_t delimiter, best = ',';
	size_t at, even, score, most = 0;

	for (at = 0; (delimiter = tablehead_delimiters(at)) != 0; at++) {
		tablesource_split(view->source, delimiter);
		read_rows(view, &rows, NULL);
		/* a known head counts more than any shape */
		even = evenness(&rows);
		score = even > 0 ? heads_known(view, &rows) : 0;
		score = (score >= KNOWN_LEAST ? score * 1000 : 0) + even;
		if (score > most) {
			most = score;
			best = delimiter;
		}
		rows_clear(rows.row, rows.count);
	}
	tablesource_split(view->source, best);
}

/* ---- the whole ---- */

static bool
open_source(struct view *view, struct err *err)
{
	struct tablesource_options options = { .encoding = view->encoding_said,
		.dir = view->dir, .goes = view->goes, .arg = view->arg };

	tablesource_close(view->source);
	view->source = tablesource_open(view->path, &options, err);
	return view->source != NULL;
}

static bool
take_profile(struct view *view, struct err *err)
{
	const char *name = view->profile_said != NULL ? view->profile_said :
	    view->fit_count > 0 ? view->fit[0].profile : "";
	struct profiledef *own = NULL;
	const struct profiledef *profile;

	profile = import_profile(store_catalog(view->store), name, &own, err);
	if (profile == NULL)
		return false;
	own_profile_free(view->own);
	view->own = own;
	view->profile = profile;
	view->pub.profile = profile->name;
	view->pub.title = profile->title;
	view->pub.paper = catalog_form(store_catalog(view->store),
	    profile->form_count > 0 ? profile->form[0] : "", NULL);
	if (view->pub.paper != NULL && (view->pub.paper->of != FORM_OF_OFFICE ||
	    strcmp(view->pub.paper->name, "person") == 0))
		view->pub.paper = NULL;
	return true;
}

static void
sheets_clear(struct view *view)
{
	size_t i;

	for (i = 0; i < view->pub.sheet_count; i++)
		free((void *)(uintptr_t)view->sheet_name[i]);
	free(view->sheet_name);
	view->sheet_name = NULL;
	view->pub.sheet_name = NULL;
	view->pub.sheet_count = 0;
}

static void
take_sheets(struct view *view)
{
	size_t i, count = tablesource_sheets(view->source);

	sheets_clear(view);
	view->sheet_name = mem_new((count + 1) * sizeof(*view->sheet_name));
	for (i = 0; i < count; i++)
		view->sheet_name[i] = mem_text(tablesource_sheet(view->source, i));
	view->pub.sheet_name = view->sheet_name;
	view->pub.sheet_count = count;
	view->pub.sheet = count > 0 ? tablesource_taken(view->source) : 0;
}

static void
take_kind(struct view *view)
{
	bool book = tablesource_workbook(view->source);

	view->pub.workbook = book;
	view->pub.encoding = book ? NULL : tablesource_encoding(view->source);
	view->pub.looks = book ? NULL : tablesource_looks(view->source);
	view->pub.encoding_set = !book && view->encoding_said != NULL;
	view->pub.delimiter = book ? 0 : tablesource_delimiter(view->source);
	view->pub.delimiter_name = book ? "" :
	    tablehead_delimiter(view->pub.delimiter);
	view->pub.delimiter_set = view->delimiter_said != 0;
}

static size_t
row_of_line(const struct view *view, long line)
{
	size_t i;

	for (i = 0; i < view->pub.row_count; i++)
		if (view->row[i].line == line)
			return i;
	return IMPORTVIEW_NONE;
}

/* The row of the heads: pointed out, or known by the profile and the memory. */
static void
find_head(struct view *view)
{
	struct profiledef *with = tablechoice_profile(view->profile, view->memory,
	    view->memory_count);
	struct tablehead *head;
	size_t score = 0;

	view->pub.head_set = view->head_said != 0;
	view->pub.head = IMPORTVIEW_NONE;
	if (view->head_said != 0) {
		view->pub.head = row_of_line(view, view->head_said);
	} else {
		head = head_of_rows(with, view->row, view->pub.row_count, &score);
		if (head != NULL && score >= KNOWN_LEAST)
			view->pub.head = row_of_line(view, head->line);
		tablehead_free(head);
	}
	tablechoice_profile_free(with);
}

/* Below the heads that are taken, merged cells are shown as they are read. */
static void
show_filled(struct view *view, long below)
{
	struct reading rows;
	long line = view->pub.head == IMPORTVIEW_NONE ? 0 :
	    view->row[view->pub.head].line;

	if (!view->pub.workbook || line == below)
		return;
	tablesource_below(view->source, line);
	read_rows(view, &rows, &view->broken);
	take_rows(view, &rows);
}

static bool
take_memory(struct view *view, struct err *err)
{
	sender_heads_free(view->memory, view->memory_count);
	view->memory = NULL;
	view->memory_count = 0;
	view->pub.sender = view->sender;
	return view->sender == NULL || sender_heads(view->store, view->sender,
	    view->profile->name, &view->memory, &view->memory_count, err);
}

bool
view_look(struct view *view, struct err *err)
{
	struct tablehead *head;
	struct reading rows;
	long below = 0;

	if (view->source == NULL && !open_source(view, err))
		return false;
	if (!tablesource_workbook(view->source) && view->delimiter_said != 0)
		tablesource_split(view->source, view->delimiter_said);
	else if (!tablesource_workbook(view->source))
		find_delimiter(view);
	err_clear(&view->broken);
	read_rows(view, &rows, &view->broken);
	rate_all(view, &rows);
	if (!take_profile(view, err) || !take_memory(view, err)) {
		rows_clear(rows.row, rows.count);
		return false;
	}
	/* the sheet with this profile's heads is not the one that was read last */
	if (tablesource_workbook(view->source)) {
		rows_clear(rows.row, rows.count);
		head = tablesource_head(view->source, view->profile, NULL);
		below = head != NULL ? head->line : 0;
		tablehead_free(head);
		read_rows(view, &rows, &view->broken);
	}
	take_rows(view, &rows);
	take_kind(view);
	take_sheets(view);
	find_head(view);
	show_filled(view, below);
	return true;
}

void
view_look_clear(struct view *view)
{
	rows_clear(view->row, view->pub.row_count);
	fits_clear(view);
	sheets_clear(view);
	sender_heads_free(view->memory, view->memory_count);
	own_profile_free(view->own);
	tablesource_close(view->source);
}
