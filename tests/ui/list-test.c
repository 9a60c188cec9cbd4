/*
 * tests/ui/list-test.c: a window over a listing of any length
 * SPDX-License-Identifier: Apache-2.0
 *
 * The listing is a stub: rows numbered from 0, whose key is the number.
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/mem.h"
#include "ui/list.h"

static long rows_there;
static long gone;		/* record that somebody removed; -1 = none */
static long slow;		/* rows that a page may read before it stops; 0 = all */
static char rest[LISTING_KEY];
static int pages_read, pages_held;

struct listing {
	int	nothing;
};

static const struct listing_column columns[] = { { "编号", 8, false } };

struct listing *
listing_open(struct store *store, const struct listing_spec *spec, struct err *err)
{
	return mem_new(sizeof(struct listing));
}

void
listing_close(struct listing *listing)
{
	free(listing);
}

size_t
listing_columns(const struct listing *listing, const struct listing_column **column)
{
	*column = columns;
	return 1;
}

bool
listing_page(struct listing *listing, const char *key, bool forward, size_t want,
    struct listing_row **row, size_t *count, struct err *err)
{
	long from = key == NULL ? (forward ? -1 : rows_there) : atol(key);
	long first = forward ? from + 1 : from - (long)want;
	long last = forward ? from + (long)want : from - 1, i;

	*rest = '\0';
	if (slow > 0 && (long)want > slow && (forward ? from + slow + 1 < rows_there :
	    from - slow > 0)) {
		first = forward ? first : from - slow;
		last = forward ? from + slow : last;
		snprintf(rest, sizeof(rest), "%ld", forward ? last : first);
	}
	first = first < 0 ? 0 : first;
	last = last >= rows_there ? rows_there - 1 : last;
	*count = last < first ? 0 : (size_t)(last - first + 1);
	*row = mem_new((*count + 1) * sizeof(**row));
	for (i = 0; i < (long)*count; i++) {
		snprintf((*row)[i].key, LISTING_KEY, "%ld", first + i);
		snprintf((*row)[i].record, STORE_ID_SIZE, "%d",
		    (int)(first + i + (gone >= 0 && first + i >= gone)));
	}
	pages_read++;
	pages_held++;
	return true;
}

void
listing_budget(struct listing *listing, long people)
{
}

void
listing_refresh(struct listing *listing)
{
}

const char *
listing_rest(const struct listing *listing)
{
	return *rest == '\0' ? NULL : rest;
}

void
listing_rows_free(struct listing_row *row, size_t count)
{
	free(row);
	pages_held--;
}

bool
listing_count(struct listing *listing, long limit, long *count, bool *more,
    struct err *err)
{
	*count = rows_there;
	*more = false;
	return true;
}

static struct list list;

static void
begin(long rows, int view)
{
	struct listing_spec spec = { .kind = LISTING_RECORDS };
	struct err err = ERR_INIT;

	rows_there = rows;
	gone = -1;
	slow = 0;
	pages_read = pages_held = 0;
	list_init(&list, NULL, view);
	assert_true(list_open(&list, &spec, &err));
}

static int
end(void **state)
{
	list_clear(&list);
	assert_int_equal(pages_held, 0);
	return 0;
}

static void
press(enum command command)
{
	struct err err = ERR_INIT;
	bool ok;

	assert_true(list_command(&list, command, &ok, &err));
	assert_true(ok);
}

static long
here(void)
{
	return list_row(&list) == NULL ? -1 : atol(list_row(&list)->record);
}

/* Every row in view follows the one above, and the cursor is among them. */
static void
assert_view(void)
{
	const struct listing_row *row;
	long first = -1;
	int i;

	for (i = 0; i < list.rows; i++) {
		row = list_seen(&list, i);
		if (row == NULL) {
			assert_true(rows_there < list.rows || list.at_end);
			break;
		}
		if (first < 0)
			first = atol(row->record);
		assert_int_equal(atol(row->record), first + i);
	}
	assert_true(list.at >= list.top && (list.count == 0 ||
	    list.at < list.top + (size_t)list.rows));
	assert_true(list.pages <= LIST_PAGES);
}

static void
list__down__walks_through_everything_in_order(void **state)
{
	char place[60];
	long i;

	begin(1000, 20);
	for (i = 0; i < 1000; i++) {
		assert_int_equal(here(), i);
		assert_view();
		press(CMD_DOWN);
	}
	assert_int_equal(here(), 999);
	list_place(&list, place, sizeof(place));
	assert_string_equal(place, "1000/1000 条");
	for (i = 999; i >= 0; i--) {
		assert_int_equal(here(), i);
		assert_view();
		press(CMD_UP);
	}
	assert_int_equal(here(), 0);
}

static void
list__page_down__costs_the_same_anywhere(void **state)
{
	int i, before;

	begin(100000, 20);
	for (i = 0; i < 300; i++) {
		before = pages_read;
		press(CMD_PAGE_DOWN);
		assert_true(pages_read - before <= 2);
		assert_view();
	}
	assert_int_equal(here(), 300 * 19);
	for (i = 0; i < 300; i++) {
		press(CMD_PAGE_UP);
		assert_view();
	}
	assert_int_equal(here(), 0);
}

static void
list__end__reads_from_the_end(void **state)
{
	char place[60];

	begin(100000, 20);
	press(CMD_END);
	assert_int_equal(here(), 99999);
	assert_int_equal(pages_read, 2);
	assert_view();
	list_place(&list, place, sizeof(place));
	assert_string_equal(place, "100000/100000 条");
	press(CMD_UP);
	assert_int_equal(here(), 99998);
	press(CMD_HOME);
	assert_int_equal(here(), 0);
	assert_view();
}

/* Somebody is quicker than the counting. */
static void
list__end__knows_its_place_when_counted_later(void **state)
{
	struct listing_spec spec = { .kind = LISTING_RECORDS };
	struct err err = ERR_INIT;
	char place[60];

	rows_there = 1000;
	pages_read = pages_held = 0;
	list_init(&list, NULL, 20);
	list.counts_later = true;
	assert_true(list_open(&list, &spec, &err));
	press(CMD_END);
	list_place(&list, place, sizeof(place));
	assert_string_equal(place, "? 条");
	assert_true(list_count(&list, &err));
	list_place(&list, place, sizeof(place));
	assert_string_equal(place, "1000/1000 条");
}

static void
list__short__stays_at_the_top(void **state)
{
	begin(3, 20);
	press(CMD_PAGE_DOWN);
	assert_int_equal(here(), 2);
	assert_int_equal(list.top, 0);
	press(CMD_END);
	press(CMD_DOWN);
	assert_int_equal(here(), 2);
	list_clear(&list);
	begin(0, 20);
	press(CMD_DOWN);
	press(CMD_END);
	press(CMD_PAGE_UP);
	assert_null(list_row(&list));
	assert_view();
}

static void
list__reload__keeps_the_cursor_on_its_record(void **state)
{
	struct err err = ERR_INIT;
	int i;

	begin(1000, 20);
	for (i = 0; i < 25; i++)
		press(CMD_PAGE_DOWN);
	i = (int)here();
	assert_true(list_reload(&list, &err));
	assert_int_equal(here(), i);
	assert_view();
	rows_there = 5;			/* somebody removed the rest */
	assert_true(list_reload(&list, &err));
	assert_view();
	list_view(&list, 40);
	assert_view();
}

/* A due that was answered leaves the list: the next one takes its place. */
static void
list__reload__stays_in_place_when_the_record_is_gone(void **state)
{
	struct err err = ERR_INIT;
	int i;

	begin(1000, 20);
	for (i = 0; i < 5; i++)
		press(CMD_DOWN);
	gone = 5;
	rows_there = 999;
	assert_true(list_reload(&list, &err));
	assert_int_equal(here(), 6);
	gone = -1;
	for (i = 0; i < 25; i++)
		press(CMD_PAGE_DOWN);
	gone = here();
	assert_true(list_reload(&list, &err));
	assert_int_equal(here(), gone + 1);
	press(CMD_END);
	gone = here();
	rows_there = 999;
	assert_true(list_reload(&list, &err));
	assert_int_equal(here(), gone - 1);
}

static void
list__stand__finds_a_record_of_any_page(void **state)
{
	struct err err = ERR_INIT;

	begin(1000, 20);
	press(CMD_END);
	assert_true(list_stand(&list, "999", &err));
	assert_int_equal(here(), 999);		/* already there */
	assert_true(list_stand(&list, "3", &err));
	assert_int_equal(here(), 3);
	assert_true(list_stand(&list, "150", &err));
	assert_int_equal(here(), 150);
	assert_view();
	assert_true(list_stand(&list, "nobody", &err));
	assert_int_equal(here(), 0);
}

static void
list__resize__fills_the_view(void **state)
{
	int i;

	begin(1000, 10);
	for (i = 0; i < 500; i++)
		press(CMD_DOWN);
	list_view(&list, 60);
	assert_int_equal(here(), 500);
	assert_view();
	assert_non_null(list_seen(&list, 59));
	list_view(&list, 5);
	assert_int_equal(here(), 500);
	assert_view();
}

/* Any walk: the same as on paper. */
static void
list__walk__never_loses_its_place(void **state)
{
	static const enum command commands[] = { CMD_DOWN, CMD_UP, CMD_PAGE_DOWN,
	    CMD_PAGE_UP, CMD_PAGE_DOWN, CMD_DOWN, CMD_HOME, CMD_END };
	unsigned seed = 5;
	long want = 0;
	int i;

	begin(5000, 17);
	for (i = 0; i < 4000; i++) {
		seed = seed * 1103515245u + 12345u;
		switch (commands[(seed >> 16) % (i % 100 == 0 ? 8 : 6)]) {
		case CMD_DOWN: press(CMD_DOWN); want++; break;
		case CMD_UP: press(CMD_UP); want--; break;
		case CMD_PAGE_DOWN: press(CMD_PAGE_DOWN); want += 16; break;
		case CMD_PAGE_UP: press(CMD_PAGE_UP); want -= 16; break;
		case CMD_HOME: press(CMD_HOME); want = 0; break;
		default: press(CMD_END); want = 4999; break;
		}
		want = want < 0 ? 0 : want > 4999 ? 4999 : want;
		assert_int_equal(here(), want);
		assert_view();
		assert_true(list.before < 0 || list.before + (long)list.at == want);
	}
}

static void
list__more__fills_a_page_that_took_too_long(void **state)
{
	struct listing_spec spec = { .kind = LISTING_FOUND };
	struct err err = ERR_INIT;
	int steps = 0;

	begin(100, 10);
	slow = 3;
	assert_true(list_open(&list, &spec, &err));
	assert_true(list_unread(&list));
	assert_int_equal(list.count, 3);
	press(CMD_PAGE_DOWN);		/* what is not there is not waited for */
	assert_true(list_unread(&list));
	for (; list_unread(&list); steps++) {
		assert_true(steps < 20);
		assert_true(list_more(&list, &err));
	}
	assert_int_equal(list.pages, 1);
	assert_true(list.count >= 20);
	assert_int_equal(list.top, 0);
	press(CMD_HOME);
	assert_int_equal(here(), 0);
	press(CMD_END);
	assert_true(list_unread(&list));
	assert_int_equal(here(), 99);
	while (list_unread(&list))
		assert_true(list_more(&list, &err));
	assert_int_equal(here(), 99);
	assert_view();
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, end)
	const struct CMUnitTest tests[] = {
		TEST(list__down__walks_through_everything_in_order),
		TEST(list__page_down__costs_the_same_anywhere),
		TEST(list__end__reads_from_the_end),
		TEST(list__end__knows_its_place_when_counted_later),
		TEST(list__short__stays_at_the_top),
		TEST(list__reload__keeps_the_cursor_on_its_record),
		TEST(list__reload__stays_in_place_when_the_record_is_gone),
		TEST(list__stand__finds_a_record_of_any_page),
		TEST(list__resize__fills_the_view),
		TEST(list__walk__never_loses_its_place),
		TEST(list__more__fills_a_page_that_took_too_long),
	};

	return cmocka_run_group_tests_name("ui/list", tests, NULL, NULL);
}
