/*
 * model/search.c: the search rows of a person, from his records
 * SPDX-License-Identifier: Apache-2.0
 *
 * All keys are made anew from the live records and compared with what stands
 * in search_person; only what differs is written, so that saving a visit
 * writes nothing here.
 */
#include "config.h"
#include "model/name-index.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/db.h"
#include "model/search-private.h"
#include "model/tally.h"

#define PLACE_WINDOW 8		/* characters of an address: town and village */
#define PAIRED 6		/* characters of a name that are paired */

/* One form with blanks that are searched. */
struct source {
	const struct formdef *form;
	char	*sql;			/* SELECT blank, … for a person */
	size_t	 count;
	const struct fielddef **field;
	bool	 ordered;		/* the last column is the sort value of a period */
};

struct sources {
	size_t	 count, cap;
	struct source *source;
};

struct lines {
	size_t	 count, cap;
	char	**line;
};

/* ---- texts into keys ---- */
static void
add_text(struct lines *lines, char kind, const char *text)
{
	size_t n = strlen(text);
	char *line;

	lines->line = mem_grow(lines->line, lines->count, &lines->cap, sizeof *lines->line);
	line = mem_resize(NULL, n + 2, 1);
	line[0] = kind;
	memcpy(line + 1, text, n + 1);
	lines->line[lines->count++] = line;
}

/* All ends of a text: what stands anywhere in it begins one of them. */
static void
add_ends(struct lines *lines, char kind, const char *text)
{
	uint32_t cp;

	while (*text != '\0') {
		add_text(lines, kind, text);
		text += text_decode(text, strlen(text), &cp);
	}
}

/* Two characters of a name that do not stand side by side: somebody remembered
 * as 张什么国. */
static void
add_pairs(struct lines *lines, const char *text)
{
	size_t at[PAIRED + 1], count = 0, n = strlen(text);
	uint32_t cp;

	for (size_t i = 0; i < n && count < PAIRED; count++) {
		at[count] = i;
		i += text_decode(text + i, n - i, &cp);
		at[count + 1] = i;
	}
	for (size_t i = 0; i + 2 < count; i++)
		for (size_t k = i + 2; k < count; k++) {
			char *pair = mem_printf("%.*s%.*s", (int)(at[i + 1] - at[i]), text + at[i],
			    (int)(at[k + 1] - at[k]), text + at[k]);

			add_text(lines, 'g', pair);
			free(pair);
		}
}

static void
add_name(struct lines *lines, const char *name)
{
	struct buf folded = BUF_INIT;
	char **reading;
	size_t count;

	search_fold(&folded, name);
	if (folded.len > 0) {
		add_ends(lines, 'n', buf_str(&folded));
		add_pairs(lines, buf_str(&folded));
		count = pinyin_readings(name, PINYIN_SPACED, &reading);
		for (size_t i = 0; i < count; i++)
			add_text(lines, 'p', reading[i]);
		pinyin_free(reading, count);
		count = pinyin_readings(name, PINYIN_INITIALS, &reading);
		for (size_t i = 0; i < count; i++)
			add_text(lines, 'i', reading[i]);
		pinyin_free(reading, count);
	}
	buf_clear(&folded);
}

static void
add_phone(struct lines *lines, const char *text)
{
	struct buf digits = BUF_INIT;
	char *backwards;

	for (; *text != '\0'; text++)
		if (*text >= '0' && *text <= '9')
			buf_addc(&digits, *text);
	if (digits.len >= 3) {
		backwards = search_reversed(buf_str(&digits));
		add_text(lines, 't', buf_str(&digits));
		add_text(lines, 'r', backwards);
		free(backwards);
	}
	buf_clear(&digits);
}

/* Of an address only the end of its first Chinese words, where town and village
 * stand: whole addresses would be half of the store. */
static void
add_place(struct lines *lines, const char *text, bool address)
{
	struct buf folded = BUF_INIT;
	const char *s;
	size_t at = 0, n, begin = 0;
	uint32_t cp;

	search_fold(&folded, text);
	s = buf_str(&folded);
	n = folded.len;
	if (address) {
		size_t used, length = 0;

		for (; at < n; at += used) {
			used = text_decode(s + at, n - at, &cp);
			if (text_ideograph(cp))
				length++;
			else if (length > 0)
				break;
			else
				begin = at + used;
		}
		for (; length > PLACE_WINDOW; length--)
			begin += text_decode(s + begin, n - begin, &cp);
		buf_cut(&folded, at);
	}
	if (folded.len > begin)
		add_ends(lines, 'v', buf_str(&folded) + begin);
	buf_clear(&folded);
}

/* Several names or phones may stand in one blank. */
static void
each_part(struct lines *lines, const char *text, void (*add)(struct lines *, const char *))
{
	size_t at = 0, from = 0, n = strlen(text), used;
	char *part;
	uint32_t cp = 0;

	for (;; at += used) {
		used = at < n ? text_decode(text + at, n - at, &cp) : 0;
		if (at == n || cp == ',' || cp == ';' || cp == '/' || cp == '(' || cp == ')' ||
		    cp == 0x3001 || cp == 0xff0c || cp == 0xff1b || cp == 0xff0f ||
		    cp == 0xff08 || cp == 0xff09) {
			part = mem_textn(text + from, at - from);
			add(lines, part);
			free(part);
			from = at + used;
		}
		if (at == n)
			break;
	}
}

static void
add_value(struct lines *lines, const struct fielddef *field, const char *text)
{
	char *backwards;

	if (text == NULL)
		return;
	switch (field->search) {
	case SEARCH_NAME:
		each_part(lines, text, add_name);
		break;
	case SEARCH_PHONE:
		each_part(lines, text, add_phone);
		break;
	case SEARCH_ID_CARD:
		backwards = search_reversed(text);
		add_text(lines, 'd', backwards);
		free(backwards);
		break;
	case SEARCH_PLACE:
		add_place(lines, text, field->type == BLANK_PLACE);
		break;
	case SEARCH_NOT:
		/* A number of our own: with its letter, and the bare number. */
		add_text(lines, 'm', text);
		text += strcspn(text, "0123456789");
		text += strspn(text, "0");
		if (*text != '\0')
			add_text(lines, 'm', text);
		break;
	}
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Sorts and drops doubles. */
static void
lines_settle(struct lines *lines)
{
	size_t kept = 0;

	if (lines->count > 1)
		qsort(lines->line, lines->count, sizeof *lines->line, by_text);
	for (size_t i = 0; i < lines->count; i++) {
		if (kept > 0 && strcmp(lines->line[kept - 1], lines->line[i]) == 0)
			free(lines->line[i]);
		else
			lines->line[kept++] = lines->line[i];
	}
	lines->count = kept;
}

static void
lines_clear(struct lines *lines)
{
	for (size_t i = 0; i < lines->count; i++)
		free(lines->line[i]);
	free(lines->line);
	memset(lines, 0, sizeof *lines);
}

/* ---- which blanks are searched ---- */
static void
sources_drop(void *arg)
{
	struct sources *sources = arg;

	for (size_t i = 0; i < sources->count; i++) {
		free(sources->source[i].sql);
		free(sources->source[i].field);
	}
	free(sources->source);
	free(sources);
}

static void
sources_add(struct sources *sources, const struct formdef *form)
{
	bool person = strcmp(form->name, "person") == 0;
	struct source *source, s = { .form = form };
	struct buf sql = BUF_INIT;

	if (form->of == FORM_OF_OFFICE && !person)
		return;
	s.field = mem_resize(NULL, form->count + 1, sizeof *s.field);
	for (size_t i = 0; i < form->count; i++)
		if (form->field[i].search != SEARCH_NOT ||
		    (person && form->field[i].serial != NULL))
			s.field[s.count++] = &form->field[i];
	s.ordered = strcmp(form->name, "period") == 0 && form->order_count > 0;
	if (s.count == 0 && !s.ordered && !person) {
		free(s.field);
		return;
	}
	buf_add(&sql, "SELECT id");
	for (size_t i = 0; i < s.count; i++)
		buf_addf(&sql, ", \"%s\"", s.field[i]->name);
	if (s.ordered)
		buf_addf(&sql, ", \"%s\"", form->order[0].field->name);
	buf_addf(&sql, " FROM main.\"%s\" WHERE %s = ?1 AND removed IS NULL",
	    form->name, person ? "id" : "person");
	for (size_t i = 0; i < form->order_count; i++)
		buf_addf(&sql, "%s\"%s\"%s", i == 0 ? " ORDER BY " : ", ",
		    form->order[i].field->name, form->order[i].descending ? " DESC" : "");
	s.sql = buf_take(&sql);
	sources->source = mem_grow(sources->source, sources->count, &sources->cap,
	    sizeof *source);
	sources->source[sources->count++] = s;
}

static struct sources *
sources_of(struct store *store, struct err *err)
{
	void **slot = store_part(store, STORE_PART_SEARCH, sources_drop);
	const char *const *name;
	const struct formdef *form;
	struct sources *sources;
	size_t count;

	if (*slot != NULL)
		return *slot;
	sources = mem_new(sizeof *sources);
	count = catalog_names(store_catalog(store), "form", &name);
	for (size_t i = 0; i < count; i++) {
		form = catalog_form(store_catalog(store), name[i], err);
		if (form == NULL) {
			sources_drop(sources);
			return NULL;
		}
		sources_add(sources, form);
	}
	*slot = sources;
	return sources;
}

/* ---- a person's keys ---- */
static void
add_sort(struct lines *lines, const char *name)
{
	struct buf sort = BUF_INIT;
	char *first = pinyin_first(name, PINYIN_FULL);

	/* The name behind it keeps namesakes together. */
	buf_addf(&sort, "%s ", first);
	search_fold(&sort, name);
	add_text(lines, 's', buf_str(&sort));
	free(first);
	buf_clear(&sort);
}

/* The lines of one form's records; *live is set when there is a record. */
static bool
gather(struct store *store, const struct source *source, const char *person,
    struct lines *lines, bool *live, struct err *err)
{
	bool identity = strcmp(source->form->name, "person") == 0, sorted = !identity;
	bool first = true;
	struct stmt *stmt = db_query(store_db(store), source->sql, err);
	int step;

	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, person);
	while ((step = stmt_step(stmt, err)) == 1) {
		for (size_t i = 0; i < source->count; i++) {
			const char *text = stmt_get(stmt, (int)i + 1);

			add_value(lines, source->field[i], text);
			if (!sorted && source->field[i]->search == SEARCH_NAME) {
				add_sort(lines, text == NULL ? "" : text);
				sorted = true;
			}
		}
		if (!sorted)
			add_sort(lines, "");
		if (source->ordered && first && stmt_get(stmt, (int)source->count + 1) != NULL)
			add_text(lines, 'o', stmt_get(stmt, (int)source->count + 1));
		first = false;
		if (identity)
			*live = true;
	}
	stmt_done(stmt);
	return step == 0;
}

bool
search_identity(struct store *store, const char *person, char **number, char **sort,
    struct err *err)
{
	struct sources *sources = sources_of(store, err);
	struct lines lines = { 0 };
	char key[SEARCH_KEY];
	bool live, ok = sources != NULL;

	*number = *sort = NULL;
	for (size_t i = 0; ok && i < sources->count; i++)
		if (strcmp(sources->source[i].form->name, "person") == 0)
			ok = gather(store, &sources->source[i], person, &lines, &live, err);
	/* The number with its letter comes before the bare one. */
	for (size_t i = 0; ok && i < lines.count; i++) {
		if (lines.line[i][0] == 'm' && *number == NULL)
			*number = mem_text(lines.line[i] + 1);
		if (lines.line[i][0] == 's' && *sort == NULL) {
			search_row_key(lines.line[i], strlen(lines.line[i]), key);
			*sort = mem_text(key);
		}
	}
	lines_clear(&lines);
	if (ok && *number == NULL)
		*number = mem_text("");
	if (ok && *sort == NULL)
		*sort = mem_text("");
	return ok;
}

bool
search_reads(const struct formdef *form)
{
	if (strcmp(form->name, "person") == 0 || strcmp(form->name, "period") == 0)
		return true;
	for (size_t i = 0; i < form->count; i++)
		if (form->field[i].search != SEARCH_NOT)
			return true;
	return false;
}

/* Of the lines that stand the number with its letter is the longest 'm', where
 * the person's form has one number. */
static size_t
numbers_of(const struct sources *sources)
{
	const struct source *source = NULL;
	size_t count = 0;

	for (size_t i = 0; i < sources->count; i++)
		if (strcmp(sources->source[i].form->name, "person") == 0)
			source = &sources->source[i];
	for (size_t i = 0; source != NULL && i < source->count; i++)
		count += source->field[i]->search == SEARCH_NOT;
	return count;
}

bool
search_identity_kept(struct store *store, const char *person, char **number, char **sort,
    struct err *err)
{
	struct sources *sources = sources_of(store, err);
	char key[SEARCH_KEY], *keys = NULL;
	const char *line, *longest = "";
	size_t n, most = 0;

	*number = *sort = NULL;
	if (sources == NULL)
		return false;
	if (numbers_of(sources) > 1)
		return search_identity(store, person, number, sort, err);
	if (!db_text(store_db(store), "SELECT keys FROM search_person WHERE person = ?1",
	    &person, 1, &keys, err))
		return false;
	if (keys == NULL)
		return search_identity(store, person, number, sort, err);
	for (line = keys; *line != '\0'; line += n + (line[n] == '\n')) {
		n = strcspn(line, "\n");
		if (line[0] == 'm' && n > most) {
			longest = line + 1;
			most = n;
		} else if (line[0] == 's' && *sort == NULL) {
			search_row_key(line, n, key);
			*sort = mem_text(key);
		}
	}
	*number = mem_textn(longest, most > 0 ? most - 1 : 0);
	if (*sort == NULL)
		*sort = mem_text("");
	free(keys);
	return true;
}

/* All lines of a person in order, or none when his record is not live. */
static bool
person_lines(struct store *store, const char *person, struct lines *lines, struct err *err)
{
	struct sources *sources = sources_of(store, err);
	bool live = false, ordered = false;

	if (sources == NULL)
		return false;
	for (size_t i = 0; i < sources->count; i++)
		if (!gather(store, &sources->source[i], person, lines, &live, err))
			return false;
	for (size_t i = 0; i < lines->count; i++)
		ordered = ordered || lines->line[i][0] == 'o';
	if (!ordered)
		add_text(lines, 'o', "");
	if (!live)
		lines_clear(lines);
	lines_settle(lines);
	return true;
}

static char *
lines_text(const struct lines *lines)
{
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < lines->count; i++)
		buf_addf(&text, "%s\n", lines->line[i]);
	return text.len == 0 ? mem_text("") : buf_take(&text);
}

/* The rows (kind and key) that lines make. */
static void
rows_of(const char *text, struct lines *rows)
{
	char key[SEARCH_KEY];
	size_t n;

	for (; *text != '\0'; text += n + 1) {
		n = strcspn(text, "\n");
		search_row_key(text, n, key);
		add_text(rows, text[0], key);
	}
	lines_settle(rows);
}

static bool
run_row(struct store *store, const char *sql, const char *row, const char *person,
    struct err *err)
{
	struct stmt *stmt = db_query(store_db(store), sql, err);
	char kind[2] = { row[0], '\0' };

	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, kind);
	stmt_text(stmt, 2, row + 1);
	stmt_text(stmt, 3, person);
	return stmt_run(stmt, err);
}

/* Deletes the rows that are no more and adds the new ones. */
static bool
write_rows(struct store *store, const char *person, const char *before, const char *after,
    struct err *err)
{
	struct lines old = { 0 }, new = { 0 };
	size_t i = 0, k = 0;
	bool ok = true;
	int order;

	rows_of(before, &old);
	rows_of(after, &new);
	while (ok && (i < old.count || k < new.count)) {
		order = i == old.count ? 1 : k == new.count ? -1 : strcmp(old.line[i], new.line[k]);
		if (order < 0)
			ok = run_row(store, "DELETE FROM search_key"
			    " WHERE kind = ?1 AND key = ?2 AND person = ?3", old.line[i++], person, err);
		else if (order > 0)
			ok = run_row(store, "INSERT INTO search_key(kind, key, person)"
			    " VALUES(?1, ?2, ?3)", new.line[k++], person, err);
		else
			i++, k++;
	}
	lines_clear(&old);
	lines_clear(&new);
	return ok;
}

static bool
write_keys(struct store *store, const char *person, const char *after, bool fresh,
    struct err *err)
{
	struct stmt *stmt;
	char *before = NULL;
	bool ok;

	if (!fresh && !db_text(store_db(store), "SELECT keys FROM search_person"
	    " WHERE person = ?1", &person, 1, &before, err))
		return false;
	if (strcmp(before == NULL ? "" : before, after) == 0) {
		free(before);
		return true;
	}
	/* one more or less of those that a list of everybody shows */
	tally_add(store, "found", "person", "", "", "", "", (*after != '\0') - (before != NULL));
	ok = write_rows(store, person, before == NULL ? "" : before, after, err);
	free(before);
	if (!ok)
		return false;
	stmt = db_query(store_db(store), *after == '\0' ?
	    "DELETE FROM search_person WHERE person = ?1" :
	    "INSERT INTO search_person(person, keys) VALUES(?1, ?2)"
	    " ON CONFLICT(person) DO UPDATE SET keys = excluded.keys", err);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, person);
	if (*after != '\0')
		stmt_text(stmt, 2, after);
	return stmt_run(stmt, err);
}

bool
search_keys(struct store *store, const char *person, char **keys, struct err *err)
{
	struct lines lines = { 0 };
	bool ok = person_lines(store, person, &lines, err);

	*keys = ok ? lines_text(&lines) : NULL;
	lines_clear(&lines);
	return ok;
}

size_t
search_rows(const char *keys, char ***row)
{
	struct lines rows = { 0 };

	rows_of(keys, &rows);
	*row = rows.line;
	return rows.count;
}

bool
search_update(struct store *store, const char *person, bool fresh, struct err *err)
{
	char *keys;
	bool ok;

	assert(person != NULL);
	if (*person == '\0')
		return true;
	ok = search_keys(store, person, &keys, err) &&
	    write_keys(store, person, keys, fresh, err);
	free(keys);
	return ok;
}
