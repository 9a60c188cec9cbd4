/*
 * tests/model/table-text-test.c: a file from outside as UTF-8
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/charset.h"
#include "base/mem.h"
#include "model/table-text.h"
#include "tests/model/place.h"

struct heard { struct buf text; int ends; };

static bool
hear(void *arg, const char *text, size_t n, bool end)
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
	struct tabletext_pass pass;
	struct tabletext *reader;
	struct err err = ERR_INIT;
	int i, fd;

	place_write(place, "a.csv", bytes, n);
	fd = open(place_file(place, "a.csv"), O_RDONLY);
	reader = tabletext_open(fd, charset_name(said), &err);
	if (reader == NULL)
		fail_msg("%s", err.text);
	assert_string_equal(tabletext_encoding(reader), encoding);
	for (i = 0; i < 2; i++) {
		buf_cut(&heard.text, 0);
		heard.ends = 0;
		assert_true(tabletext_read(reader, hear, &heard, &pass, &err));
		assert_string_equal(buf_str(&heard.text), text);
		assert_int_equal(heard.ends, 1);
		assert_int_equal(strlen(pass.digest), 64);
	}
	buf_clear(&heard.text);
	tabletext_close(reader);
	close(fd);
}

static void
table_text__read__takes_the_mark_off_and_decodes(void **state)
{
	expect(*state, "\xEF\xBB\xBF姓名", 9, NULL, "utf-8", "姓名");
	expect(*state, "姓名", 6, NULL, "utf-8", "姓名");
	expect(*state, "\xD0\xD5\xC3\xFB,x", 6, NULL, "gb18030", "姓名,x");
	expect(*state, "\xFF\xFE\xD3\x59\x0D\x54", 6, NULL, "utf-16le", "姓名");
	expect(*state, "\xFE\xFF\x59\xD3\x54\x0D", 6, "utf-16", "utf-16be", "姓名");
	expect(*state, "\xD0\xD5\xC3\xFB", 4, "GBK", "gb18030", "姓名");
}

static void
table_text__read__gives_the_last_piece_of_a_long_file_once(void **state)
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
	struct tabletext_pass pass;
	struct tabletext *reader;
	struct err err = ERR_INIT;
	int fd;

	place_write(place, "a.csv", bytes, n);
	fd = open(place_file(place, "a.csv"), O_RDONLY);
	reader = tabletext_open(fd, NULL, &err);
	assert_non_null(reader);
	assert_string_equal(tabletext_encoding(reader), encoding);
	assert_false(tabletext_read(reader, hear, &heard, &pass, &err));
	assert_true(pass.bad);
	assert_int_equal(pass.byte[0], byte);
	assert_string_equal(buf_str(&heard.text), before);
	assert_int_equal(heard.ends, 0);
	buf_clear(&heard.text);
	tabletext_close(reader);
	close(fd);
}

static void
table_text__read__stops_before_a_byte_that_it_cannot_decode(void **state)
{
	spoilt(*state, "姓名,性\xFF别", 14, "utf-8", "姓名,性", 0xFF);
	spoilt(*state, "\xD0\xD5\xC3\xFB,\xFF,x", 8, "gb18030", "姓名,", 0xFF);
	spoilt(*state, "姓名\0x", 8, "utf-8", "姓名", 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(table_text__read__takes_the_mark_off_and_decodes),
		PLACE_TEST(table_text__read__gives_the_last_piece_of_a_long_file_once),
		PLACE_TEST(table_text__read__stops_before_a_byte_that_it_cannot_decode),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
