/*
 * tests/model/import-correct-test.c: rows that a clerk corrects or decides on
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "model/import-view.h"
#include "tests/model/desk-import.h"

#define ID_A "337021198508162571"
#define ID_B "337021196204022132"
#define ID_WRONG "337021198508162572"
#define HEAD "编号,姓名,身份证号,出生日期,释放日期,村居\n"

/* What an import told of the rows that it did not take. */
struct told {
	size_t		 count;
	long		 line[20];
	char		*reason[20], *numbers[20], *cell[20][6], *own[20][6];
	bool		 wrong[20][6], doubt[20], corrected[20];
	struct buf	 says;
};

static void
hear(void *arg, const struct import_reject *reject)
{
	struct told *told = arg;
	size_t i, at = told->count++;

	assert_true(at < 20);
	assert_int_equal(reject->count, 6);
	told->line[at] = reject->line;
	told->reason[at] = mem_text(reject->reason);
	told->numbers[at] = mem_text(reject->numbers);
	told->doubt[at] = reject->doubt;
	told->corrected[at] = reject->corrected;
	for (i = 0; i < 6; i++) {
		told->cell[at][i] = mem_text(reject->cell[i]);
		told->own[at][i] = mem_text(reject->own[i]);
		told->wrong[at][i] = reject->wrong[i];
	}
}

static void
listen(void *arg, const char *line)
{
	struct told *told = arg;

	buf_addf(&told->says, "%s\n", line);
}

static void
told_clear(struct told *told)
{
	size_t i, k;

	for (i = 0; i < told->count; i++) {
		free(told->reason[i]);
		free(told->numbers[i]);
		for (k = 0; k < 6; k++) {
			free(told->cell[i][k]);
			free(told->own[i][k]);
		}
	}
	buf_clear(&told->says);
	memset(told, 0, sizeof(*told));
}

static const char *
list_file(struct place *place)
{
	return place_file(place, "list.csv");
}

static void
list_write(struct place *place, const char *text)
{
	place_write(place, "list.csv", text, strlen(text));
}

/* The list as the screen imports it. */
static void
take(struct place *place, struct store *store, bool dry, const char *counts,
    struct told *told)
{
	struct import_options options = { .dry_run = dry, .force = true,
		.reject = hear, .says = listen, .arg = told };
	struct import_result result;
	struct importview *view;
	struct err err = ERR_INIT;

	view = importview_open(store, list_file(place), "roster", NULL, NULL, &err);
	if (view == NULL)
		fail_msg("%s", err.text);
	importview_options(view, &options);
	options.rejects = dry ? NULL : place_file(place, "back.csv");
	told_clear(told);
	desk_import(store, &options, &result);
	assert_string_equal(desk_counts(&result), counts);
	import_result_clear(&result);
	importview_close(view);
}

/* A correction as the screen makes it: one cell of the row, or a decision. */
static void
correct(struct place *place, struct store *store, const struct told *told,
    size_t at, size_t column, const char *text, enum correction_who who,
    const char *number)
{
	struct importview *view;
	struct correction c = { .line = told->line[at], .count = 6, .who = who,
		.number = mem_text(number) };
	struct err err = ERR_INIT;
	size_t i;

	view = importview_open(store, list_file(place), "roster", NULL, NULL, &err);
	assert_non_null(view);
	c.cell = mem_new(6 * sizeof(*c.cell));
	for (i = 0; i < 6; i++)
		c.cell[i] = mem_text(i == column ? text : told->cell[at][i]);
	if (!importview_correct(view, &c, &err))
		fail_msg("%s", err.text);
	correction_clear(&c);
	importview_close(view);
}

static size_t
waiting(struct place *place, struct store *store)
{
	struct importview *view = importview_open(store, list_file(place), "roster",
	    NULL, NULL, NULL);
	const struct correction *list;
	size_t count;

	assert_non_null(view);
	assert_true(importview_corrections(view, &list, &count, NULL));
	importview_close(view);
	return count;
}

static char *
back(struct place *place)
{
	struct buf text = BUF_INIT;

	assert_true(file_read(place_file(place, "back.csv"), 1u << 20, &text, NULL));
	return buf_take(&text);
}

#define FAULTS HEAD \
	"1,张三," ID_WRONG ",,2024-01-05,东村\n" \
	"2,李四,,,2024-02-30,东村\n" \
	"3,,,,2024-03-01,东村\n" \
	"4,赵六,,,2024-04-01,东村\n" \
	"5,钱七,,,2024-13-01,东村\n"

static void
import__correct__takes_rows_as_corrected_after_a_restart(void **state)
{
	struct store *store = desk_new(*state);
	struct told told = { .count = 0 };
	char *text, *name;

	list_write(*state, FAULTS);
	take(*state, store, true, "5 1 0 0 4 0 0", &told);
	assert_int_equal(told.count, 4);
	assert_int_equal(told.line[0], 2);
	assert_true(told.wrong[0][2] && !told.wrong[0][4]);
	assert_true(told.wrong[1][4] && told.wrong[2][1]);
	correct(*state, store, &told, 0, 2, ID_A, CORRECTION_ASK, NULL);
	correct(*state, store, &told, 1, 4, "2024-02-29", CORRECTION_ASK, NULL);
	correct(*state, store, &told, 2, 1, "王\t五\n", CORRECTION_ASK, NULL);
	/* still wrong */
	correct(*state, store, &told, 3, 4, "2024-14-01", CORRECTION_ASK, NULL);
	store_close(store);
	store = desk_open(*state);
	assert_int_equal(waiting(*state, store), 4);
	take(*state, store, true, "5 4 0 0 1 1 0", &told);
	assert_int_equal(told.count, 1);
	assert_true(told.corrected[0]);
	assert_string_equal(told.cell[0][4], "2024-14-01");
	assert_string_equal(told.own[0][4], "2024-13-01");
	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.person", NULL), 0);
	take(*state, store, false, "5 4 0 0 1 1 0", &told);
	name = desk_text(store, "SELECT name FROM main.person WHERE id_card = ?1",
	    ID_A, NULL);
	assert_string_equal(name, "张三");
	free(name);
	text = back(*state);
	/* the file's own cells, and why what a clerk made of them does not do */
	assert_non_null(strstr(text, ",2024-13-01,"));
	assert_null(strstr(text, ",2024-14-01,"));
	assert_non_null(strstr(text, "改正后："));
	assert_null(strstr(text, "张三"));
	free(text);
	assert_int_equal(waiting(*state, store), 0);
	told_clear(&told);
	store_close(store);
}

static void
import__correct__keeps_its_file_private(void **state)
{
	struct store *store = desk_new(*state);
	struct told told = { .count = 0 };
	struct stat st;

	list_write(*state, FAULTS);
	take(*state, store, true, "5 1 0 0 4 0 0", &told);
	correct(*state, store, &told, 0, 2, ID_A, CORRECTION_ASK, NULL);
	assert_int_equal(stat(place_file(*state, "store.db.drafts"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	told_clear(&told);
	store_close(store);
}

static void
import__correct__is_not_for_a_file_that_changed(void **state)
{
	struct store *store = desk_new(*state);
	struct told told = { .count = 0 };
	struct importview *view;
	size_t i;
	bool said = false;

	list_write(*state, FAULTS);
	take(*state, store, true, "5 1 0 0 4 0 0", &told);
	correct(*state, store, &told, 0, 2, ID_A, CORRECTION_ASK, NULL);
	list_write(*state, FAULTS "6,孙八,,,2024-04-01,东村\n");
	take(*state, store, true, "6 2 0 0 4 0 0", &told);
	assert_non_null(strstr(buf_str(&told.says), "改正的 1 行没有用上"));
	view = importview_open(store, list_file(*state), "roster", NULL, NULL, NULL);
	for (i = 0; i < view->say_count; i++)
		said |= strstr(view->say[i].text, "改正的 1 行没有用上") != NULL;
	assert_true(said);
	importview_close(view);
	/* the file as it was has them still */
	list_write(*state, FAULTS);
	take(*state, store, true, "5 2 0 0 3 0 0", &told);
	told_clear(&told);
	store_close(store);
}

static void
import__correct__is_not_used_by_the_command_line_and_told(void **state)
{
	struct store *store = desk_new(*state);
	struct told told = { .count = 0 };
	struct import_options options = { .profile = "roster", .dry_run = true,
		.path = list_file(*state), .says = listen, .arg = &told };
	struct import_result result;

	list_write(*state, FAULTS);
	take(*state, store, true, "5 1 0 0 4 0 0", &told);
	correct(*state, store, &told, 0, 2, ID_A, CORRECTION_ASK, NULL);
	desk_import(store, &options, &result);
	assert_string_equal(desk_counts(&result), "5 1 0 0 4 0 0");
	assert_non_null(strstr(buf_str(&told.says), "有 1 行在导入屏上改正过"));
	import_result_clear(&result);
	told_clear(&told);
	store_close(store);
}

/* ---- who it is ---- */

#define TWICE HEAD "1,张三," ID_A ",,2024-01-05,东村\n"
#define DOUBT HEAD "9,张珊," ID_A ",,2025-03-05,东村\n"

static void
import__decide__it_is_that_person(void **state)
{
	struct store *store = desk_new(*state);
	struct told told = { .count = 0 };
	char *number, *first;

	list_write(*state, TWICE);
	take(*state, store, false, "1 1 0 0 0 0 0", &told);
	first = desk_text(store, "SELECT number FROM main.person", NULL);
	list_write(*state, DOUBT);
	take(*state, store, true, "1 0 0 0 1 0 0", &told);
	assert_true(told.doubt[0]);
	assert_string_equal(told.numbers[0], first);
	/* nobody has this number */
	correct(*state, store, &told, 0, 6, NULL, CORRECTION_PERSON, "A999999");
	take(*state, store, true, "1 0 0 0 1 0 0", &told);
	assert_non_null(strstr(told.reason[0], "A999999"));
	correct(*state, store, &told, 0, 6, NULL, CORRECTION_PERSON, first);
	store_close(store);
	store = desk_open(*state);
	take(*state, store, false, "1 1 0 0 0 0 0", &told);
	assert_int_equal(told.count, 0);
	assert_non_null(strstr(buf_str(&told.says), "冲突"));
	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.person", NULL), 1);
	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.period", NULL), 2);
	number = desk_text(store, "SELECT name FROM main.person", NULL);
	assert_string_equal(number, "张三");
	free(number);
	free(first);
	told_clear(&told);
	store_close(store);
}

static void
import__decide__it_is_somebody_new(void **state)
{
	struct store *store = desk_new(*state);
	struct told told = { .count = 0 };

	list_write(*state, HEAD "1,张三,,1985,2024-01-05,东村\n");
	take(*state, store, false, "1 1 0 0 0 0 0", &told);
	list_write(*state, HEAD "2,张三,,1985-08,2025-05-05,\n");
	take(*state, store, true, "1 0 0 0 1 0 0", &told);
	assert_true(told.doubt[0]);
	correct(*state, store, &told, 0, 6, NULL, CORRECTION_NEW, NULL);
	take(*state, store, true, "1 1 0 0 0 0 0", &told);
	take(*state, store, false, "1 1 0 0 0 0 0", &told);
	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.person", NULL), 2);
	/* the decision is used up */
	take(*state, store, true, "1 0 0 0 1 0 0", &told);
	told_clear(&told);
	store_close(store);
}

/* ---- resumption ---- */

static bool
stop_soon(void *arg, long done, long all)
{
	return done < 32;
}

static void
hear_not(void *arg, const struct import_reject *reject)
{
}

static void
break_off(struct place *place, struct store *store)
{
	struct import_options options = { .force = true, .progress = stop_soon,
		.reject = hear_not, .rejects = place_file(place, "back.csv") };
	struct import_result result;
	struct importview *view;
	struct err err = ERR_INIT;

	view = importview_open(store, list_file(place), "roster", NULL, NULL, &err);
	importview_options(view, &options);
	assert_false(import_run(store, &options, &result, &err));
	assert_int_equal(err.kind, ERR_INTERRUPTED);
	import_result_clear(&result);
	importview_close(view);
}

static void
long_list(struct place *place)
{
	struct buf text = BUF_INIT;
	int i;

	buf_add(&text, HEAD);
	for (i = 0; i < 100; i++)
		buf_addf(&text, "%d,某%c%c,,,2024-%02d-0%d,第%d村\n", i, 'A' + i % 26,
		    'A' + i / 26, i == 5 || i == 7 ? 13 : 1 + i % 12, 1 + i % 9, i);
	list_write(place, buf_str(&text));
	buf_clear(&text);
}

static void
import__resume__takes_what_was_corrected_since(void **state)
{
	struct store *store = desk_new(*state);
	struct told told = { .count = 0 };
	char *text;

	long_list(*state);
	take(*state, store, true, "100 98 0 0 2 0 0", &told);
	break_off(*state, store);
	correct(*state, store, &told, 0, 4, "2024-03-04", CORRECTION_ASK, NULL);
	store_close(store);
	store = desk_open(*state);
	take(*state, store, true, "100 99 0 0 1 0 0", &told);
	assert_int_equal(told.line[0], 9);
	take(*state, store, false, "100 99 0 0 1 0 0", &told);
	assert_int_equal(told.count, 1);
	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.person", NULL), 99);
	text = back(*state);
	assert_null(strstr(text, "\n7,"));
	assert_non_null(strstr(text, "\n9,"));
	free(text);
	assert_int_equal(waiting(*state, store), 0);
	told_clear(&told);
	store_close(store);
}

/* A file that breaks off behind a row for which a new person was decided on
 * makes him once. */
static void
import__resume__makes_a_new_person_once(void **state)
{
	struct store *store = desk_new(*state);
	struct told told = { .count = 0 };
	struct buf text = BUF_INIT;
	int i;

	list_write(*state, HEAD "1,张三,,1985,2024-01-05,东村\n");
	take(*state, store, false, "1 1 0 0 0 0 0", &told);
	buf_add(&text, HEAD "2,张三,,1985-08,2025-05-05,\n");
	for (i = 0; i < 60; i++)
		buf_addf(&text, "%d,某%c%c,,,2024-05-06,\n", i + 3, 'A' + i % 26,
		    'A' + i / 26);
	list_write(*state, buf_str(&text));
	buf_clear(&text);
	take(*state, store, true, "61 60 0 0 1 0 0", &told);
	correct(*state, store, &told, 0, 6, NULL, CORRECTION_NEW, NULL);
	break_off(*state, store);
	store_close(store);
	store = desk_open(*state);
	take(*state, store, false, "61 61 0 0 0 0 0", &told);
	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.person"
	    " WHERE name = '张三'", NULL), 2);
	assert_int_equal(waiting(*state, store), 0);
	told_clear(&told);
	store_close(store);
}

static void
import__resume__is_not_for_other_columns(void **state)
{
	struct store *store = desk_new(*state);
	struct import_choice choice = { 5, SENDER_SKIP };
	struct import_options options = { .profile = "roster", .force = true,
		.path = list_file(*state), .rejects = place_file(*state, "back.csv"),
		.head_line = 1, .delimiter = ',', .choice = &choice, .choice_count = 1 };
	struct import_result result;

	long_list(*state);
	break_off(*state, store);
	desk_import(store, &options, &result);
	assert_int_equal(result.resumed, 0);
	assert_int_equal(result.read, 100);
	import_result_clear(&result);
	/* the one that broke goes on */
	options.choice_count = 0;
	options.head_line = 0;
	options.delimiter = 0;
	desk_import(store, &options, &result);
	assert_true(result.resumed > 0);
	import_result_clear(&result);
	store_close(store);
}

/* ---- numbers of a sender ---- */

static void
by_sender(struct place *place, struct store *store, const char *sender,
    const char *text, const char *counts)
{
	struct import_options options = { .profile = "roster", .force = true,
		.path = list_file(place), .sender = sender,
		.rejects = place_file(place, "back.csv") };
	struct import_result result;

	list_write(place, text);
	desk_import(store, &options, &result);
	assert_string_equal(desk_counts(&result), counts);
	import_result_clear(&result);
}

static void
import__sender__finds_people_by_his_own_numbers(void **state)
{
	static const char first[] = HEAD "7,张三,,1985,2024-01-05,东村\n";
	struct store *store = desk_new(*state);

	by_sender(*state, store, "甲监狱", first, "1 1 0 0 0 0 0");
	by_sender(*state, store, "甲监狱", first, "1 0 0 1 0 0 0");
	/* nothing but number and name */
	by_sender(*state, store, "甲监狱", HEAD "7,张三,,,2025-06-01,\n", "1 1 0 0 0 0 0");
	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.person", NULL), 1);
	/* another sender's 7 */
	by_sender(*state, store, "乙监狱", HEAD "7,李四,,1990,2024-01-05,西村\n",
	    "1 1 0 0 0 0 0");
	/* his 7 with another name: somebody has to look */
	by_sender(*state, store, "甲监狱", HEAD "7,王五,,,2024-01-05,\n", "1 0 0 0 1 0 0");
	store_close(store);
}

static void
import__sender__understands_numbers_kept_before(void **state)
{
	static const char first[] = HEAD "7,张三," ID_A ",,2024-01-05,东村\n";
	static const char later[] = HEAD "7,张三,,,2024-01-05,\n";
	struct store *store = desk_new(*state);

	by_sender(*state, store, NULL, first, "1 1 0 0 0 0 0");
	by_sender(*state, store, "甲监狱", later, "1 0 1 0 0 0 0");
	by_sender(*state, store, "甲监狱", later, "1 0 0 1 0 0 0");
	/* under the common name a number alone is nobody's */
	by_sender(*state, store, "乙监狱", HEAD "7,李四,,1990,2024-01-05,西村\n",
	    "1 1 0 0 0 0 0");
	store_close(store);
}

static void
import__sender__number_of_two_people_of_contrary_names_and_ids_is_no_doubt(void **state)
{
	struct store *store = desk_new(*state);

	/* lists that are numbered from 1 every year */
	by_sender(*state, store, "甲监狱", HEAD "1,张三," ID_A ",,2024-01-05,东村\n",
	    "1 1 0 0 0 0 0");
	by_sender(*state, store, "甲监狱", HEAD "1,李四," ID_B ",,2025-01-05,东村\n",
	    "1 1 0 0 0 0 0");
	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.person", NULL), 2);
	store_close(store);
}

/* A log says 7 and no name; under a common name 7 is nobody. */
static void
import__sender__number_stands_for_the_name_in_a_log(void **state)
{
	static const char log[] = "编号,姓名,走访日期,走访内容\n7,,2025-03-04,在家\n";
	struct store *store = desk_new(*state);
	struct import_options options = { .profile = "visits", .force = true,
		.path = list_file(*state), .rejects = place_file(*state, "back.csv"),
		.sender = "甲监狱" };
	struct import_result result;

	by_sender(*state, store, "甲监狱", HEAD "7,张三,,1985,2024-01-05,东村\n",
	    "1 1 0 0 0 0 0");
	list_write(*state, log);
	desk_import(store, &options, &result);
	assert_string_equal(desk_counts(&result), "1 1 0 0 0 0 0");
	import_result_clear(&result);
	options.sender = NULL;
	desk_import(store, &options, &result);
	assert_string_equal(desk_counts(&result), "1 0 0 0 1 0 0");
	import_result_clear(&result);
	store_close(store);
}

int
main(void)
{
	/* clang-format off */
	const struct CMUnitTest tests[] = {
		PLACE_TEST(import__correct__takes_rows_as_corrected_after_a_restart),
		PLACE_TEST(import__correct__keeps_its_file_private),
		PLACE_TEST(import__correct__is_not_for_a_file_that_changed),
		PLACE_TEST(import__correct__is_not_used_by_the_command_line_and_told),
		PLACE_TEST(import__decide__it_is_that_person),
		PLACE_TEST(import__decide__it_is_somebody_new),
		PLACE_TEST(import__resume__takes_what_was_corrected_since),
		PLACE_TEST(import__resume__makes_a_new_person_once),
		PLACE_TEST(import__resume__is_not_for_other_columns),
		PLACE_TEST(import__sender__finds_people_by_his_own_numbers),
		PLACE_TEST(import__sender__understands_numbers_kept_before),
		PLACE_TEST(import__sender__number_stands_for_the_name_in_a_log),
		PLACE_TEST(import__sender__number_of_two_people_of_contrary_names_and_ids_is_no_doubt),
	};
	/* clang-format on */

	return cmocka_run_group_tests(tests, NULL, NULL);
}
