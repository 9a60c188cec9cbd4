/*
 * tests/fuzz/expr-fuzz.c: hostile expressions in a form
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/expr.h"
#include "tests/fuzz/fuzz.h"
#include "tests/model/desk.h"
#include "tests/model/paper.h"

static struct db *db;
static struct catalog *catalog;
static struct fielddef field[3];
static struct formcheck check;
static struct formdef form;

static void
set_up(void)
{
	const struct formdef *visit;
	size_t i;

	date_set_today(date_make(2025, 6, 30));
	catalog = desk_catalog(NULL, NULL, NULL);
	db = paper_db(NULL);
	visit = catalog_form(catalog, "visit", NULL);
	assert(db != NULL && visit != NULL);
	form = *visit;
	for (i = 0; i < 3; i++)
		field[i] = visit->field[i];
	field[0].check = &check;
	field[0].check_count = 1;
	form.field = field;
	form.count = 3;
	form.order_count = 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct err err = ERR_INIT;
	struct formexpr *expr;
	struct record *record;
	struct problem *list;
	size_t count;
	char *text;

	if (n > 4096 || !text_valid((const char *)data, n, NULL))
		return 0;
	if (db == NULL)
		set_up();
	text = mem_textn((const char *)data, n);
	check.expr = field[0].initial = field[1].shown = text;
	check.say = "x";
	expr = formexpr_make(db, catalog, &form, &err);
	assert((expr != NULL) == (err.kind == ERR_NONE));
	if (expr != NULL) {
		record = paper_record(&form);
		if (formexpr_problems(expr, record, NULL, NULL, &list, &count, &err))
			free(list);
		(void)formexpr_defaults(expr, record, NULL, NULL, &err);
		paper_free(record);
	}
	formexpr_close(expr);
	free(text);
	return 0;
}
