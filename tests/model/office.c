/*
 * tests/model/office.c: a store with a small paper of its own
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/date.h"
#include "tests/model/office.h"

static const char paper[] =
    "[form person]\ntitle = 人员\nlist = number\norder = number\nof = office\nbasis = 试验\nindex = name\n"
    "[page 一]\n"
    "number text 12 人员编号\n    serial = A000000\n"
    "name text 20 姓名\n    search = name\n"
    "id_card id_card 身份证\n    search = id_card\n"
    "born pdate 出生\n"
    "rich yesno 富裕\n"
    "[form period]\ntitle = 帮教期\nlist = released_on\norder = released_on\nof = person\nbasis = 试验\n"
    "[page 一]\n"
    "released_on date 释放日期\n"
    "village text 20 村居\n    search = place\n"
    "[form trigger]\ntitle = 事由\nlist = fired_on\norder = fired_on\nof = period\nbasis = 试验\n"
    "[page 一]\n"
    "fired_on date 发生日期\n"
    "[form visit]\ntitle = 走访\nlist = visited_on\norder = visited_on\nof = period\nbasis = 试验\nindex = visited_on\n"
    "[page 一]\n"
    "visited_on date 走访日期\n"
    "method code method 方式\n"
    "ways codes method 各种方式\n"
    "answers refs trigger 所答事由\n"
    "content note 600 内容\n"
    "cost money 费用\n"
    "people int 人数\n"
    "[form promise]\ntitle = 责任书\nlist = signed_on\norder = signed_on\nof = period\nmany = no\nbasis = 试验\n"
    "[page 一]\n"
    "signed_on date 签订日期\n"
    "[form meeting]\ntitle = 会议\nlist = held_on\norder = held_on\nof = office\nbasis = 试验\n"
    "[page 一]\n"
    "held_on date 日期\n";

static const char codes[] =
    "[codes method]\ntitle = 方式\nbasis = 试验\n"
    "home 上门\nphone 电话\nabsent 未见到\n";

static const char settings[] =
    "[settings office]\ntitle = 设置\n"
    "grid int 3 间隔月数\n";

const char *
office_paper(struct place *place)
{
	const char *dir = place_file(place, "paper");

	if (mkdir(dir, 0700) != 0 && errno != EEXIST)
		fail_msg("%s", dir);
	mkdir(place_file(place, "paper/codes"), 0700);
	place_write(place, "paper/all.form", paper, strlen(paper));
	place_write(place, "paper/codes/method.codes", codes, strlen(codes));
	place_write(place, "paper/office.settings", settings, strlen(settings));
	return dir;
}

static struct store_options
options(struct place *place)
{
	return (struct store_options){ .path = place_file(place, "store.db"), .user = "zhang",
	    .data = office_paper(place) };
}

struct store *
office_new(struct place *place)
{
	struct store_options made = options(place);
	struct err err = ERR_INIT;
	struct store *store = store_create(&made, "城关司法所", date_make(2026, 1, 1), &err);

	if (store == NULL)
		fail_msg("%s", err.text);
	return store;
}

struct store *
office_open(struct place *place)
{
	struct store_options made = options(place);
	struct err err = ERR_INIT;
	struct store *store = store_open(&made, &err);

	if (store == NULL)
		fail_msg("%s", err.text);
	return store;
}

struct record *
office_record(struct store *store, const char *form, const char *person, const char *period, ...)
{
	struct err err = ERR_INIT;
	const struct formdef *def = catalog_form(store_catalog(store), form, &err);
	struct record *record;
	const char *field;
	va_list pairs;

	if (def == NULL)
		fail_msg("%s", err.text);
	record = record_new(def);
	if (person != NULL)
		memcpy(record->person, person, STORE_ID_SIZE);
	if (period != NULL)
		memcpy(record->period, period, STORE_ID_SIZE);
	va_start(pairs, period);
	while ((field = va_arg(pairs, const char *)) != NULL)
		record_set(record, field, va_arg(pairs, const char *));
	va_end(pairs);
	return record;
}

bool
office_apply(struct store *store, enum change_kind kind, struct record *record,
    const char *reason, struct outcome *outcome, struct err *err)
{
	struct change change = { kind, record };
	struct operation operation = { "test.save", reason, &change, 1 };

	return entry_apply(store, &operation, outcome, err);
}

void
office_do(struct store *store, enum change_kind kind, struct record *record)
{
	struct err err = ERR_INIT;
	struct outcome outcome;

	if (!office_apply(store, kind, record, kind == CHANGE_REMOVE ? "试验" : NULL,
	    &outcome, &err))
		fail_msg("%s", err.text);
}

long long
office_number(struct store *store, const char *sql)
{
	struct err err = ERR_INIT;
	long long n;

	if (!db_int(store_db(store), sql, NULL, 0, -1, &n, &err))
		fail_msg("%s: %s", sql, err.text);
	return n;
}

char *
office_text(struct store *store, const char *sql)
{
	struct err err = ERR_INIT;
	char *text;

	if (!db_text(store_db(store), sql, NULL, 0, &text, &err))
		fail_msg("%s: %s", sql, err.text);
	return text;
}
