/*
 * tests/model/table-file-test.c: a file from outside and what kind it is
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/table-file.h"
#include "tests/model/place.h"

static void
table_file__open__refuses_what_is_no_table(void **state)
{
	struct tablefile *file;
	struct err err = ERR_INIT;

	assert_null(tablefile_open(place_file(*state, "none.csv"), &err));
	assert_int_equal(err.kind, ERR_MISSING);
	assert_null(tablefile_open("/dev/null", &err));
	assert_int_equal(err.kind, ERR_INPUT);
	place_write(*state, "a.xls", "\xD0\xCF\x11\xE0", 4);
	file = tablefile_open(place_file(*state, "a.xls"), &err);
	assert_non_null(file);
	assert_true(tablefile_workbook(file));
	tablefile_close(file);
	place_write(*state, "a.csv", "%PDF-1.7\n%", 10);
	assert_null(tablefile_open(place_file(*state, "a.csv"), &err));
	assert_non_null(strstr(err.text, "PDF"));
	place_write(*state, "a.csv", "\xEF\xBB\xBF<HTML><table>", 16);
	assert_null(tablefile_open(place_file(*state, "a.csv"), &err));
	assert_non_null(strstr(err.text, "网页"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(table_file__open__refuses_what_is_no_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
