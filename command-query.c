/*
 * command-query.c: find due why
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "command.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "model/listing.h"
#include "model/rules.h"
#include "reports/select.h"
#include "reports/table.h"

enum { PAGE = 500 };

/* Text or CSV?  Others are refused before anything is read. */
bool
command_format(const struct cmdline *line, const char *const *known,
    const char **format, struct err *err)
{
	struct buf list = BUF_INIT;
	size_t i;

	*format = line->value[OPTION_FORMAT];
	if (*format == NULL)
		*format = known[0];
	for (i = 0; known[i] != NULL; i++)
		if (strcmp(known[i], *format) == 0)
			return true;
	for (i = 0; known[i] != NULL; i++)
		buf_addf(&list, " %s", known[i]);
	err_set(err, ERR_INPUT, "%s 没有“%s”这种格式。可用的格式：%s",
	    line->command->name, *format, buf_str(&list));
	buf_clear(&list);
	return false;
}

const char *const command_tables[] = { "text", "csv", NULL };

bool
command_print(struct table *table, const char *format, struct err *err)
{
	struct output *output = output_open(NULL, false, NULL, false, err);
	bool ok;

	if (output == NULL)
		return false;
	ok = strcmp(format, "csv") == 0 ?
	    table_csv(table, output_write, output, err) :
	    table_text(table, output_cell(), output_write, output, err);
	if (ok)
		return output_commit(output, err);
	output_abandon(output);
	return false;
}

/* What a row of the listing shows: by the SELECT of a [list …] for its person,
 * or (select NULL) its own cells. */
static bool
add_row(struct select *select, struct table *table,
    const struct listing_row *row, struct err *err)
{
	if (select == NULL)
		return table_add(table, (const char *const *)row->cell, err);
	select_bind(select, "person", row->person);
	return select_rows(select, table, err);
}

/* All rows of a listing, page by page: no transaction spans two of them. */
static bool
add_all(struct listing *listing, struct select *select, struct table *table,
    struct err *err)
{
	struct listing_row *row;
	char key[LISTING_KEY] = "";
	size_t count = PAGE, i;
	bool ok = true;

	while (ok && count == PAGE) {
		if (!listing_page(listing, *key == '\0' ? NULL : key, true,
		    PAGE, &row, &count, err))
			return false;
		for (i = 0; ok && i < count; i++)
			ok = add_row(select, table, &row[i], err);
		if (count > 0)
			memcpy(key, row[count - 1].key, sizeof(key));
		listing_rows_free(row, count);
		if (ok && interrupt_asked())
			ok = err_set(err, ERR_INTERRUPTED,
			    "已中断：请再运行一次");
	}
	return ok;
}

static struct table *
listing_table(const struct listing *listing, const char *dir)
{
	const struct listing_column *column;
	size_t count = listing_columns(listing, &column), i;
	struct table *table = table_new(count, dir);

	for (i = 0; i < count; i++)
		table_head(table, i, column[i].label, column[i].right);
	return table;
}

/* A listing's rows, printed with its own columns, or those of a [list …]. */
static int
print_listing(const struct cmdline *line, struct store *store,
    const struct listing_spec *spec, const char *list, struct err *err)
{
	struct select select = { .def = NULL };
	struct listing *listing = NULL;
	struct table *table = NULL;
	const char *format;
	char *dir = file_scratch(store_path(store));
	bool ok;

	ok = command_format(line, command_tables, &format, err) &&
	    (listing = listing_open(store, spec, err)) != NULL;
	if (ok && list != NULL) {
		select.def = catalog_list(store_catalog(store), list, err);
		ok = select.def != NULL &&
		    select_open(&select, store, select.def, err);
	}
	if (ok) {
		table = list != NULL ? select_table(&select, dir) :
		    listing_table(listing, dir);
		ok = add_all(listing, list != NULL ? &select : NULL, table,
		    err) && command_print(table, format, err);
	}
	table_free(table);
	if (select.stmt != NULL)
		select_close(&select);
	listing_close(listing);
	free(dir);
	return ok ? DONE : NOT_DONE;
}

int
command_find(const struct cmdline *line, struct store *store, struct err *err)
{
	struct listing_spec spec = {
		.kind = LISTING_FOUND, .text = line->word[0]
	};

	return print_listing(line, store, &spec, "find", err);
}

int
command_due(const struct cmdline *line, struct store *store, struct err *err)
{
	struct listing_spec spec = { .kind = LISTING_DUES, .span = DUE_ALL };
	char person[STORE_ID_SIZE];
	long days;

	if (line->value[OPTION_OVERDUE] != NULL &&
	    line->value[OPTION_DAYS] != NULL) {
		err_set(err, ERR_INPUT, "--overdue 和 --days 只能写一个："
		    "--days 已包括逾期的");
		return NOT_DONE;
	}
	if (!cmdline_number(line, OPTION_DAYS, 0, 36500, 0, &days, err))
		return NOT_DONE;
	if (line->value[OPTION_OVERDUE] != NULL)
		spec.span = DUE_OVERDUE;
	if (line->value[OPTION_DAYS] != NULL) {
		spec.span = DUE_DAYS;
		spec.days = (int)days;
	}
	if (line->value[OPTION_PERSON] != NULL) {
		if (!person_resolve(store, line->value[OPTION_PERSON], person,
		    err))
			return NOT_DONE;
		spec.person = person;
	}
	return print_listing(line, store, &spec, NULL, err);
}

int
command_why(const struct cmdline *line, struct store *store, struct err *err)
{
	char person[STORE_ID_SIZE];
	struct buf out = BUF_INIT, shown = BUF_INIT;
	bool ok;

	if (catalog_rule(store_catalog(store), line->word[1], err) == NULL ||
	    !person_resolve(store, line->word[0], person, err))
		return NOT_DONE;
	ok = rules_why(store, person, line->word[1], &out, err);
	if (ok) {
		text_shown(&shown, buf_str(&out), true);
		if (shown.len > 0 && shown.text[shown.len - 1] != '\n')
			buf_addc(&shown, '\n');
		ok = output_text(buf_str(&shown), err);
	}
	buf_clear(&shown);
	buf_clear(&out);
	return ok ? DONE : NOT_DONE;
}
