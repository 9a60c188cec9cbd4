/*
 * tests/model/table-file-test.c: a file from outside as UTF-8
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

#include "base/buf.h"
#include "base/mem.h"
#include "model/table-file.h"
#include "tests/model/place.h"

struct heard { struct buf text; int ends; };

static bool
hear(void *arg, const char *text, size_t n, bool end, long long done)
{
	struct heard *heard = arg;

	buf_addn(&heard->text, text, n);
	heard->ends += end;
	return true;
}

static void
expect(struct place *place, const char *bytes, size_t n, const char *said,
    const char *encoding, const char *text)
{
	struct heard heard = { BUF_INIT, 0 };
	struct tablefile_pass pass;
	struct tablefile *file;
	struct err err = ERR_INIT;
	int i;

	place_write(place, "a.csv", bytes, n);
	file = tablefile_open(place_file(place, "a.csv"), said, &err);
	if (file == NULL)
		fail_msg("%s", err.text);
	assert_string_equal(tablefile_encoding(file), encoding);
	for (i = 0; i < 2; i++) {
		buf_cut(&heard.text, 0);
		heard.ends = 0;
		assert_true(tablefile_read(file, hear, &heard, &pass, &err));
		assert_string_equal(buf_str(&heard.text), text);
		assert_int_equal(heard.ends, 1);
		assert_int_equal(strlen(pass.digest), 64);
	}
	buf_clear(&heard.text);
	tablefile_close(file);
}

static void
table_file__read__takes_the_mark_off_and_decodes(void **state)
{
	expect(*state, "\xEF\xBB\xBF姓名", 9, NULL, "utf-8", "姓名");
	expect(*state, "姓名", 6, NULL, "utf-8", "姓名");
	expect(*state, "\xD0\xD5\xC3\xFB,x", 6, NULL, "gb18030", "姓名,x");
	expect(*state, "\xFF\xFE\xD3\x59\x0D\x54", 6, NULL, "utf-16le", "姓名");
	expect(*state, "\xFE\xFF\x59\xD3\x54\x0D", 6, "utf-16", "utf-16be", "姓名");
	expect(*state, "\xD0\xD5\xC3\xFB", 4, "GBK", "gb18030", "姓名");
}

static void
table_file__read__gives_the_last_piece_of_a_long_file_once(void **state)
{
	struct buf text = BUF_INIT;

	/* just as long as the pieces in which it is read */
	while (text.len < 64u * 1024 * 2)
		buf_add(&text, "abcdefg\n");
	expect(*state, buf_str(&text), text.len, NULL, "utf-8", buf_str(&text));
	buf_add(&text, "姓");
	expect(*state, buf_str(&text), text.len, NULL, "utf-8", buf_str(&text));
	buf_clear(&text);
}

static void
spoilt(struct place *place, const char *bytes, size_t n, const char *encoding,
    const char *before, unsigned char byte)
{
	struct heard heard = { BUF_INIT, 0 };
	struct tablefile_pass pass;
	struct tablefile *file;
	struct err err = ERR_INIT;

	place_write(place, "a.csv", bytes, n);
	file = tablefile_open(place_file(place, "a.csv"), NULL, &err);
	assert_non_null(file);
	assert_string_equal(tablefile_encoding(file), encoding);
	assert_false(tablefile_read(file, hear, &heard, &pass, &err));
	assert_true(pass.bad);
	assert_int_equal(pass.byte[0], byte);
	assert_string_equal(buf_str(&heard.text), before);
	assert_int_equal(heard.ends, 0);
	buf_clear(&heard.text);
	tablefile_close(file);
}

static void
table_file__read__stops_before_a_byte_that_it_cannot_decode(void **state)
{
	spoilt(*state, "姓名,性\xFF别", 14, "utf-8", "姓名,性", 0xFF);
	spoilt(*state, "\xD0\xD5\xC3\xFB,\xFF,x", 8, "gb18030", "姓名,", 0xFF);
	spoilt(*state, "姓名\0x", 8, "utf-8", "姓名", 0);
}

static void
table_file__open__refuses_what_is_no_table(void **state)
{
	struct tablefile *file;
	struct err err = ERR_INIT;

	assert_null(tablefile_open(place_file(*state, "none.csv"), NULL, &err));
	assert_int_equal(err.kind, ERR_MISSING);
	assert_null(tablefile_open("/dev/null", NULL, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	place_write(*state, "a.xls", "\xD0\xCF\x11\xE0", 4);
	file = tablefile_open(place_file(*state, "a.xls"), NULL, &err);
	assert_non_null(file);
	assert_true(tablefile_workbook(file));
	tablefile_close(file);
	place_write(*state, "a.csv", "%PDF-1.7\n%", 10);
	assert_null(tablefile_open(place_file(*state, "a.csv"), NULL, &err));
	assert_non_null(strstr(err.text, "PDF"));
	place_write(*state, "a.csv", "\xEF\xBB\xBF<HTML><table>", 16);
	assert_null(tablefile_open(place_file(*state, "a.csv"), NULL, &err));
	assert_non_null(strstr(err.text, "网页"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(table_file__read__takes_the_mark_off_and_decodes),
		PLACE_TEST(table_file__read__gives_the_last_piece_of_a_long_file_once),
		PLACE_TEST(table_file__read__stops_before_a_byte_that_it_cannot_decode),
		PLACE_TEST(table_file__open__refuses_what_is_no_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
