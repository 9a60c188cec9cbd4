/*
 * tests/ui/filling-test.c: a form while it is being filled in, without a screen
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/date.h"
#include "base/mem.h"
#include "tests/model/place.h"
#include "ui/filling.h"
#include "ui/raw.h"

static const char paper[] =
    "[form person]\ntitle = 人员\nlist = name\norder = name\nof = office\nbasis = 试验\n"
    "[page 一]\n"
    "name text 20 姓名\n    search = name\n"
    "[form period]\ntitle = 帮教期\nlist = released_on\norder = released_on desc\nof = person\nbasis = 试验\n"
    "[page 一]\n"
    "released_on date 释放日期\n"
    "[form visit]\ntitle = 走访\nlist = visited_on method\norder = visited_on desc\nof = period\nbasis = 试验\n"
    "[page 一]\n"
    "visited_on date 走访日期\n"
    "    required = yes\n    default = today()\n"
    "    check = visited_on <= today()\n    say = 走访日期不能晚于今天\n"
    "method code method 方式\n    required = yes\n    carry = yes\n"
    "why text 20 原因\n    shown = method = 'absent'\n    required = method = 'absent'\n"
    "visitors staff 走访人\n    carry = yes\n"
    "content note 600 内容\n"
    "next_on date 下次\n"
    "    check = next_on > visited_on\n    say = 下次应晚于这次\n    stop = yes\n"
    "host text 20 主办\n    carry = yes\n    default = user()\n";

static const char house[] =
    "[form house]\ntitle = 住处\nlist = region\nof = period\nbasis = 试验\n"
    "[page 一]\n"
    "region text 9 区划\n    tree = division\n    choose = 3\n    begins = address\n"
    "town text 50 乡镇\n"
    "    default = CASE WHEN length(region) = 9 THEN label('division', region) END\n"
    "address place 地址\n"
    "charge text 100 罪名\n    suggest = charge\n";

static const char codes[] =
    "[tree division]\ntitle = 行政区划\nlevels = 2 4 6 9\nfilled = 6\nending = 区 镇\n"
    "source = divisions/county.tsv divisions/township.tsv\nfold = 市辖区 县\n"
    "[codes charge]\ntitle = 罪名\nending = 罪\n"
    "own 侵犯财产罪\nsteal 盗窃罪 upper=own\nrob 抢劫罪 upper=own\n"
    "rape 强奸罪 upper=own\n"
    "[codes method]\ntitle = 方式\nbasis = 试验\n"
    "home 上门 py=sm\nphone 电话 py=dh\nabsent 未见到 py=wjd\n";

enum { VISITED_ON, METHOD, WHY, VISITORS, CONTENT, NEXT_ON, HOST };

static struct store *store;
static struct drafts *drafts;
static char person[STORE_ID_SIZE], period[STORE_ID_SIZE];

static void
check(bool ok, const struct err *err)
{
	if (!ok)
		fail_msg("%s", err->text);
}

static struct filling *
open_form(const char *form, const char *record, const struct draft *draft)
{
	struct filling_arg arg = { .form = form, .record = record, .person = person,
	    .period = period, .draft = draft };
	struct err err = ERR_INIT;
	struct filling *filling = filling_open(store, drafts, &arg, &err);

	check(filling != NULL, &err);
	return filling;
}

static void
put(struct filling *filling, size_t at, const char *text)
{
	struct err err = ERR_INIT;

	check(filling_put(filling, at, text, &err), &err);
}

static void
save(struct filling *filling)
{
	struct outcome outcome;
	struct err err = ERR_INIT;

	check(filling_save(filling, &outcome, &err), &err);
}

/* A store with one person and one period. */
static int
begin(void **state)
{
	struct store_options options = { .user = "zhang" };
	struct err err = ERR_INIT;
	struct filling *filling;
	struct place *place;

	if (place_setup(state) != 0)
		return -1;
	place = *state;
	mkdir(place_file(place, "paper"), 0700);
	mkdir(place_file(place, "paper/codes"), 0700);
	place_write(place, "paper/all.form", paper, strlen(paper));
	place_write(place, "paper/house.form", house, strlen(house));
	place_write(place, "paper/codes/method.codes", codes, strlen(codes));
	options.path = place_file(place, "store.db");
	options.data = place_file(place, "paper");
	date_set_today(date_make(2026, 3, 4));
	store = store_create(&options, "城关司法所", date_make(2026, 1, 1), &err);
	check(store != NULL, &err);
	drafts = drafts_open(store, &err);
	check(drafts != NULL, &err);
	person[0] = period[0] = '\0';
	filling = open_form("person", NULL, NULL);
	put(filling, 0, "张三");
	save(filling);
	memcpy(person, filling->record->id, sizeof(person));
	filling_close(filling);
	filling = open_form("period", NULL, NULL);
	put(filling, 0, "2025-12-01");
	save(filling);
	memcpy(period, filling->record->id, sizeof(period));
	filling_close(filling);
	return 0;
}

static int
end(void **state)
{
	drafts_close(drafts);
	store_close(store);
	return place_teardown(state);
}

static void
filling__open__takes_defaults_and_is_unchanged(void **state)
{
	struct filling *filling = open_form("visit", NULL, NULL);
	struct buf title = BUF_INIT;

	assert_string_equal(filling->blank[VISITED_ON].text, "2026-03-04");
	assert_false(filling_changed(filling));
	assert_true(filling_is_new(filling));
	assert_true(filling->blank[METHOD].missing);
	assert_null(filling->blank[METHOD].problem);
	assert_int_equal(filling->problems, 1);
	filling_title(filling, &title);
	assert_string_equal(buf_str(&title), "走访  张三");
	buf_clear(&title);
	filling_close(filling);
}

static void
filling__put__reads_what_a_clerk_types(void **state)
{
	struct filling *filling = open_form("visit", NULL, NULL);

	put(filling, VISITED_ON, "3.1");
	assert_string_equal(filling->blank[VISITED_ON].text, "2026-03-01");
	put(filling, METHOD, "2");
	assert_string_equal(filling->blank[METHOD].text, "电话");
	put(filling, METHOD, "sm");
	assert_string_equal(record_get(filling->record, "method"), "home");
	put(filling, METHOD, "");
	assert_null(record_get(filling->record, "method"));
	filling_close(filling);
}

static void
filling__put__keeps_what_it_cannot_read(void **state)
{
	struct filling *filling = open_form("visit", NULL, NULL);

	put(filling, VISITED_ON, "2026-02-30");
	assert_true(filling->blank[VISITED_ON].unread);
	assert_string_equal(filling->blank[VISITED_ON].text, "2026-02-30");
	assert_non_null(filling->blank[VISITED_ON].problem);
	assert_int_equal(filling_first_unread(filling), VISITED_ON);
	assert_true(filling_changed(filling));
	put(filling, VISITED_ON, "2026-02-28");
	assert_false(filling->blank[VISITED_ON].unread);
	assert_null(filling->blank[VISITED_ON].problem);
	filling_close(filling);
}

static void
filling__check__speaks_when_the_blank_is_left(void **state)
{
	struct filling *filling = open_form("visit", NULL, NULL);

	put(filling, VISITED_ON, "2026-03-05");
	assert_string_equal(filling->blank[VISITED_ON].problem, "走访日期不能晚于今天");
	assert_false(filling->blank[VISITED_ON].stop);
	put(filling, VISITED_ON, "2026-03-04");
	put(filling, NEXT_ON, "2026-03-01");
	assert_true(filling->blank[NEXT_ON].stop);
	assert_int_equal(filling_first_stop(filling), NEXT_ON);
	put(filling, NEXT_ON, "2026-04-01");
	assert_int_equal(filling_first_stop(filling), filling->form->count);
	filling_close(filling);
}

static void
filling__shown__follows_and_a_hidden_blank_is_not_stored(void **state)
{
	struct filling *filling = open_form("visit", NULL, NULL);

	assert_false(filling->blank[WHY].shown);
	put(filling, METHOD, "未见到");
	assert_true(filling->blank[WHY].shown);
	assert_true(filling->blank[WHY].missing);
	put(filling, WHY, "外出");
	put(filling, METHOD, "电话");
	assert_false(filling->blank[WHY].shown);
	/* Until it is saved, changing the mind costs nothing. */
	put(filling, METHOD, "未见到");
	assert_string_equal(filling->blank[WHY].text, "外出");
	put(filling, METHOD, "电话");
	save(filling);
	assert_null(record_get(filling->record, "why"));
	filling_close(filling);
}

static void
filling__absent__is_an_answer(void **state)
{
	struct filling *filling = open_form("visit", NULL, NULL);
	struct err err = ERR_INIT;

	check(filling_absent(filling, METHOD, "refused", &err), &err);
	assert_false(filling->blank[METHOD].missing);
	assert_true(filling_changed(filling));
	assert_string_equal(absent_label("refused"), "拒绝");
	put(filling, METHOD, "1");
	assert_null(filling->record->absent[METHOD]);
	check(filling_absent(filling, METHOD, NULL, &err), &err);
	assert_true(filling->blank[METHOD].missing);
	filling_close(filling);
}

static void
filling__next_problem__goes_round(void **state)
{
	struct filling *filling = open_form("visit", NULL, NULL);

	put(filling, VISITED_ON, "2026-03-05");
	assert_int_equal(filling_next_problem(filling, VISITED_ON), METHOD);
	assert_int_equal(filling_next_problem(filling, METHOD), VISITED_ON);
	put(filling, VISITED_ON, "2026-03-04");
	put(filling, METHOD, "1");
	assert_int_equal(filling_next_problem(filling, 0), filling->form->count);
	filling_close(filling);
}

static void
filling__carry__fills_empty_blanks_from_the_newest(void **state)
{
	struct filling *filling = open_form("visit", NULL, NULL);
	struct err err = ERR_INIT;
	size_t count;

	check(filling_carry(filling, &count, &err), &err);
	assert_int_equal(count, 0);
	put(filling, VISITED_ON, "2026-01-10");
	put(filling, METHOD, "电话");
	put(filling, VISITORS, "王小红");
	put(filling, CONTENT, "不抄");
	save(filling);
	filling_close(filling);
	filling = open_form("visit", NULL, NULL);
	put(filling, VISITED_ON, "2026-02-10");
	put(filling, METHOD, "上门");
	put(filling, VISITORS, "李卫");
	save(filling);
	filling_close(filling);

	filling = open_form("visit", NULL, NULL);
	put(filling, VISITORS, "赵敏");
	check(filling_carry(filling, &count, &err), &err);
	assert_int_equal(count, 1);
	assert_string_equal(filling->blank[METHOD].text, "上门");
	assert_string_equal(filling->blank[VISITORS].text, "赵敏");
	assert_string_equal(filling->blank[CONTENT].text, "");
	filling_close(filling);
}

static void
filling__carry__goes_before_a_default(void **state)
{
	struct filling *filling = open_form("visit", NULL, NULL);
	struct err err = ERR_INIT;
	size_t count;

	assert_string_equal(filling->blank[HOST].text, "zhang");	/* who is at work */
	put(filling, VISITED_ON, "2026-01-10");
	put(filling, HOST, "王小红、zhang");
	save(filling);
	filling_close(filling);
	filling = open_form("visit", NULL, NULL);
	check(filling_carry(filling, &count, &err), &err);
	assert_string_equal(filling->blank[HOST].text, "王小红、zhang");
	filling_close(filling);
	filling = open_form("visit", NULL, NULL);
	put(filling, HOST, "赵敏");			/* what a clerk wrote stays */
	check(filling_carry(filling, &count, &err), &err);
	assert_string_equal(filling->blank[HOST].text, "赵敏");
	filling_close(filling);
}

static void
filling__save__twice_writes_once(void **state)
{
	struct filling *filling = open_form("visit", NULL, NULL);
	char id[STORE_ID_SIZE];
	struct err err = ERR_INIT;
	long long count;

	put(filling, METHOD, "1");
	save(filling);
	assert_false(filling_changed(filling));
	assert_false(filling_is_new(filling));
	memcpy(id, filling->record->id, sizeof(id));
	save(filling);
	assert_string_equal(filling->record->id, id);
	check(db_int(store_db(store), "SELECT count(*) FROM main.visit", NULL, 0, -1,
	    &count, &err), &err);
	assert_int_equal(count, 1);
	filling_close(filling);
}

/* The same visit in two hands. */
static void
two(struct filling **one, struct filling **other)
{
	*one = open_form("visit", NULL, NULL);
	put(*one, METHOD, "1");
	save(*one);
	*other = open_form("visit", (*one)->record->id, NULL);
}

static void
save_conflict(struct filling *filling, struct clash **clash, size_t *count)
{
	struct outcome outcome;
	struct err err = ERR_INIT;

	assert_false(filling_save(filling, &outcome, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	assert_non_null(outcome.stored);
	check(filling_merge(filling, outcome.stored, clash, count, &err), &err);
	record_free(outcome.stored);
}

static void
filling__conflict__merges_what_only_one_changed(void **state)
{
	struct filling *one, *other;
	struct clash *clash;
	size_t count;

	two(&one, &other);
	put(one, VISITORS, "王小红");
	save(one);
	put(other, CONTENT, "情绪稳定");
	save_conflict(other, &clash, &count);
	assert_int_equal(count, 0);
	assert_string_equal(other->blank[VISITORS].text, "王小红");
	save(other);
	clash_free(clash, count);
	filling_close(one);
	one = open_form("visit", other->record->id, NULL);
	assert_string_equal(one->blank[VISITORS].text, "王小红");
	assert_string_equal(one->blank[CONTENT].text, "情绪稳定");
	filling_close(one);
	filling_close(other);
}

static void
filling__conflict__shows_both_where_both_changed(void **state)
{
	struct filling *one, *other;
	struct clash *clash;
	struct err err = ERR_INIT;
	size_t count;

	two(&one, &other);
	put(one, METHOD, "电话");
	put(one, CONTENT, "甲");
	save(one);
	put(other, METHOD, "未见到");
	put(other, CONTENT, "乙");
	save_conflict(other, &clash, &count);
	assert_int_equal(count, 2);
	assert_int_equal(clash[0].at, METHOD);
	assert_string_equal(clash[0].mine, "未见到");
	assert_string_equal(clash[0].theirs, "电话");
	check(filling_take(other, &clash[0], &err), &err);
	save(other);
	assert_string_equal(record_get(other->record, "method"), "phone");
	assert_string_equal(record_get(other->record, "content"), "乙");
	clash_free(clash, count);
	filling_close(one);
	filling_close(other);
}

static void
filling__remove__wants_a_reason_and_hides_the_record(void **state)
{
	struct filling *one, *other;
	struct outcome outcome;
	struct err err = ERR_INIT;

	two(&one, &other);
	assert_false(filling_remove(one, NULL, &err));
	check(filling_remove(one, "录重了", &err), &err);
	put(other, CONTENT, "晚了");
	assert_false(filling_save(other, &outcome, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	assert_true(outcome.stored->removed);
	record_free(outcome.stored);
	filling_close(one);
	filling_close(other);
}

/* ---- drafts ---- */
static struct draft *
only_draft(void)
{
	static struct draft *list;
	struct err err = ERR_INIT;
	size_t count;

	check(drafts_list(drafts, &list, &count, &err), &err);
	assert_int_equal(count, 1);
	return list;
}

static void
filling__draft__brings_back_texts_cursor_and_what_was_not_read(void **state)
{
	struct filling *filling = open_form("visit", NULL, NULL);
	struct err err = ERR_INIT;
	struct draft *draft;

	put(filling, VISITED_ON, "2026-02-30");
	put(filling, METHOD, "电话");
	check(filling_keep(filling, CONTENT, 6, "两行\n字\\t", &err), &err);
	filling_close(filling);

	draft = only_draft();
	assert_string_equal(draft->title, "走访  张三");
	filling = open_form("visit", NULL, draft);
	assert_string_equal(filling->blank[VISITED_ON].text, "2026-02-30");
	assert_true(filling->blank[VISITED_ON].unread);
	assert_string_equal(filling->blank[METHOD].text, "电话");
	assert_string_equal(filling->blank[CONTENT].text, "两行\n字\\t");
	assert_false(filling->blank[CONTENT].unread);
	assert_string_equal(filling->at, "content");
	assert_int_equal(filling->offset, 6);
	assert_true(filling_changed(filling));
	/* Kept again it is the same draft; dropped it is gone. */
	check(filling_keep(filling, CONTENT, 0, "x", &err), &err);
	drafts_list_free(draft, 1);
	draft = only_draft();
	drafts_list_free(draft, 1);
	check(filling_drop(filling, &err), &err);
	filling_close(filling);
}

static void
filling__draft__is_not_written_for_nothing(void **state)
{
	struct filling *filling = open_form("visit", NULL, NULL);
	struct err err = ERR_INIT;
	struct draft *list;
	size_t count;

	check(filling_keep(filling, VISITED_ON, 0, "2026-03-04", &err), &err);
	check(drafts_list(drafts, &list, &count, &err), &err);
	assert_int_equal(count, 0);
	drafts_list_free(list, 0);
	filling_close(filling);
}

static void
filling__draft__older_than_the_record_asks_about_every_difference(void **state)
{
	struct filling *one, *other;
	struct err err = ERR_INIT;
	struct draft *draft;
	struct clash *clash;
	size_t count;

	two(&one, &other);
	put(other, METHOD, "未见到");
	put(other, VISITORS, "赵敏");
	check(filling_keep(other, METHOD, 0, NULL, &err), &err);
	filling_close(other);
	put(one, METHOD, "电话");
	save(one);
	filling_close(one);

	draft = only_draft();
	other = open_form("visit", NULL, draft);
	save_conflict(other, &clash, &count);
	assert_int_equal(count, 1);
	assert_int_equal(clash[0].at, METHOD);
	assert_string_equal(other->blank[VISITORS].text, "赵敏");
	clash_free(clash, count);
	save(other);
	filling_close(other);
	drafts_list_free(draft, 1);
}

/* ---- trees ---- */
enum { REGION, TOWN, ADDRESS, CHARGE };

static const char *
value(const struct filling *filling, size_t at)
{
	return filling->record->value[at] == NULL ? "" : filling->record->value[at];
}

static void
filling__tree__is_found_by_what_is_typed(void **state)
{
	struct filling *filling = open_form("house", NULL, NULL);

	(void)state;
	put(filling, REGION, "丹徒");
	assert_string_equal(value(filling, REGION), "321112");
	assert_string_equal(filling->blank[REGION].text, "321112 江苏省镇江市丹徒区");
	put(filling, REGION, "江苏省镇江市京口区");
	assert_string_equal(value(filling, REGION), "321102");
	put(filling, REGION, "321112001");
	assert_string_equal(value(filling, REGION), "321112001");
	put(filling, REGION, "999999");			/* old codes are nobody's to refuse */
	assert_string_equal(value(filling, REGION), "999999");
	put(filling, REGION, "朝阳区");
	assert_true(filling->blank[REGION].unread);
	assert_non_null(strstr(filling->blank[REGION].problem, "朝阳区（北京市）"));
	assert_non_null(strstr(filling->blank[REGION].problem, "F4"));
	put(filling, REGION, "镇江市");				/* a city is no county */
	assert_true(filling->blank[REGION].unread);
	put(filling, REGION, "xxxxxxx");
	assert_true(filling->blank[REGION].unread);
	filling_close(filling);
}

static void
filling__tree__begins_the_address(void **state)
{
	struct filling *filling = open_form("house", NULL, NULL);
	struct err err = ERR_INIT;

	(void)state;
	check(filling_set(filling, REGION, "321112", &err), &err);
	assert_string_equal(value(filling, ADDRESS), "江苏省镇江市丹徒区");
	assert_string_equal(value(filling, TOWN), "");
	put(filling, ADDRESS, "江苏省镇江市丹徒区五里1号");
	/* Another place: its beginning alone. */
	check(filling_set(filling, REGION, "321112001", &err), &err);
	assert_string_equal(value(filling, ADDRESS), "江苏省镇江市丹徒区高资街道五里1号");
	assert_string_equal(value(filling, TOWN), "高资街道");
	/* What a clerk wrote otherwise stays. */
	put(filling, ADDRESS, "五里1号");
	check(filling_set(filling, REGION, "321102", &err), &err);
	assert_string_equal(value(filling, ADDRESS), "五里1号");
	check(filling_absent(filling, ADDRESS, "unknown", &err), &err);
	check(filling_set(filling, REGION, "321112", &err), &err);
	assert_string_equal(value(filling, ADDRESS), "");
	filling_close(filling);
}

static void
filling__offers__initials_become_the_label(void **state)
{
	struct filling *filling = open_form("house", NULL, NULL);

	(void)state;
	put(filling, CHARGE, "dq");
	assert_string_equal(value(filling, CHARGE), "盗窃罪");
	put(filling, CHARGE, "盗窃罪、qiangjie");
	assert_string_equal(value(filling, CHARGE), "盗窃罪、抢劫罪");
	put(filling, CHARGE, "qj");
	assert_true(filling->blank[CHARGE].unread);
	assert_non_null(strstr(filling->blank[CHARGE].problem, "强奸罪"));
	put(filling, CHARGE, "xyz");			/* any text stays valid */
	assert_string_equal(value(filling, CHARGE), "xyz");
	put(filling, CHARGE, "抢劫罪（未遂）");
	assert_string_equal(value(filling, CHARGE), "抢劫罪（未遂）");
	filling_close(filling);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(filling__open__takes_defaults_and_is_unchanged),
		TEST(filling__put__reads_what_a_clerk_types),
		TEST(filling__put__keeps_what_it_cannot_read),
		TEST(filling__check__speaks_when_the_blank_is_left),
		TEST(filling__shown__follows_and_a_hidden_blank_is_not_stored),
		TEST(filling__absent__is_an_answer),
		TEST(filling__next_problem__goes_round),
		TEST(filling__carry__fills_empty_blanks_from_the_newest),
		TEST(filling__carry__goes_before_a_default),
		TEST(filling__save__twice_writes_once),
		TEST(filling__conflict__merges_what_only_one_changed),
		TEST(filling__conflict__shows_both_where_both_changed),
		TEST(filling__remove__wants_a_reason_and_hides_the_record),
		TEST(filling__draft__brings_back_texts_cursor_and_what_was_not_read),
		TEST(filling__draft__is_not_written_for_nothing),
		TEST(filling__tree__is_found_by_what_is_typed),
		TEST(filling__tree__begins_the_address),
		TEST(filling__offers__initials_become_the_label),
		TEST(filling__draft__older_than_the_record_asks_about_every_difference),
	};

	return cmocka_run_group_tests_name("ui/filling", tests, NULL, NULL);
}
