/*
 * tests/model/delimited-test.c: rows and cells out of text
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
#include "base/err.h"
#include "model/delimited.h"

/* Rows as "line:cell|cell\n"; line breaks in cells as ~. */
static bool
note(void *arg, const struct delimited_row *row)
{
	struct buf *out = arg;
	const char *c;
	size_t i;

	buf_addf(out, "%ld:", row->line);
	for (i = 0; i < row->count; i++) {
		if (i > 0)
			buf_addc(out, '|');
		for (c = row->cell[i]; *c != '\0'; c++)
			buf_addc(out, *c == '\n' || *c == '\r' ? '~' : *c);
	}
	buf_addc(out, '\n');
	return true;
}

static bool
parse(const char *text, size_t piece, uint32_t delimiter, struct buf *out,
    struct err *err)
{
	struct delimited *parser = delimited_new(delimiter, note, out);
	size_t n = strlen(text), at, len;
	bool ok = true;

	for (at = 0; ok && at < n; at += len) {
		len = n - at < piece ? n - at : piece;
		ok = delimited_feed(parser, text + at, len, false, err);
	}
	ok = ok && delimited_feed(parser, "", 0, true, err);
	delimited_free(parser);
	return ok;
}

static void
expect(const char *text, uint32_t delimiter, const char *rows)
{
	struct buf out = BUF_INIT;
	struct err err = ERR_INIT;
	size_t piece;

	for (piece = 1; piece <= strlen(text) + 1; piece++) {
		buf_cut(&out, 0);
		assert_true(parse(text, piece, delimiter, &out, &err));
		assert_string_equal(buf_str(&out), rows);
	}
	buf_clear(&out);
}

static void
delimited__feed__splits_rows_in_pieces_of_any_size(void **state)
{
	expect("a,b,c\nd,,\n", ',', "1:a|b|c\n2:d||\n");
	expect("姓名\t性别\r\n张三\t男", '\t', "1:姓名|性别\n2:张三|男\n");
	expect("甲，乙，丙，，丁\n", 0xFF0C, "1:甲|乙|丙||丁\n");
	expect("甲、乙，\"丙，\"\n", 0xFF0C, "1:甲、乙|丙，\n");
	expect("\n", ',', "1:\n");
	expect("", ',', "");
	expect(",\n", ',', "1:|\n");
}

static void
delimited__feed__reads_quotes_as_spreadsheets_write_them(void **state)
{
	expect("\"a,b\",\"c\"\"d\"\n", ',', "1:a,b|c\"d\n");
	expect("\"\",\"\"\"\"\n", ',', "1:|\"\n");
	expect("\"自称\"\"阿强\"\"\",x\n", ',', "1:自称\"阿强\"|x\n");
	expect("\"abc\"def,g\n", ',', "1:abcdef|g\n");
	expect("\"abc\"d\"e\",g\n", ',', "1:abcd\"e\"|g\n");
	expect("a\"b,c\n", ',', "1:a\"b|c\n");
	expect(" \"a\",b\n", ',', "1: \"a\"|b\n");
	expect("\"a\"", ',', "1:a\n");
}

static void
delimited__feed__counts_lines_as_an_editor_does(void **state)
{
	expect("a\r\nb\rc\nd", ',', "1:a\n2:b\n3:c\n4:d\n");
	expect("\"x\ny\",1\nz,2\n", ',', "1:x~y|1\n3:z|2\n");
	expect("\"x\r\ny\rz\"\r\nq\r\n", ',', "1:x~~y~z\n4:q\n");
	expect("\n\na\n", ',', "1:\n2:\n3:a\n");
	expect("\r\r\na\r\r", ',', "1:\n2:\n3:a\n4:\n");
	expect("\"a\"\r\n\"b\"\r\n", ',', "1:a\n2:b\n");
}

static void
delimited__feed__names_the_quote_that_nobody_closed(void **state)
{
	struct buf out = BUF_INIT;
	struct err err = ERR_INIT;

	assert_false(parse("a,b\nc,\"d\ne,f\n", 3, ',', &out, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_non_null(strstr(err.text, "第 2 行第 2 列"));
	assert_string_equal(buf_str(&out), "1:a|b\n");
	buf_clear(&out);
}

static void
delimited__feed__stops_at_its_limits_with_a_sentence(void **state)
{
	struct buf text = BUF_INIT, out = BUF_INIT;
	struct err err = ERR_INIT;

	buf_add(&text, "a,\"");
	buf_fill(&text, 'x', DELIMITED_CELL_MAX + 1);
	assert_false(parse(buf_str(&text), 4096, ',', &out, &err));
	assert_non_null(strstr(err.text, "第 1 行第 2 列"));
	err_clear(&err);
	buf_cut(&text, 0);
	buf_add(&text, "first\n");
	buf_fill(&text, ',', DELIMITED_CELLS_MAX + 1);
	assert_false(parse(buf_str(&text), 4096, ',', &out, &err));
	assert_non_null(strstr(err.text, "第 2 行"));
	buf_clear(&text);
	buf_clear(&out);
}

static bool
only_two(void *arg, const struct delimited_row *row)
{
	return ++*(int *)arg < 2;
}

static void
delimited__feed__is_stopped_by_its_caller_without_an_error(void **state)
{
	struct err err = ERR_INIT;
	int rows = 0;
	struct delimited *parser = delimited_new(',', only_two, &rows);

	assert_false(delimited_feed(parser, "a\nb\nc\n", 6, true, &err));
	assert_int_equal(err.kind, ERR_NONE);
	assert_int_equal(rows, 2);
	delimited_free(parser);
}

static void
delimited__where__names_line_cell_and_character(void **state)
{
	struct buf out = BUF_INIT;
	struct delimited *parser = delimited_new(',', note, &out);
	long line, cell, column;

	assert_true(delimited_feed(parser, "姓名,性别\r\n张三,", 21, false, NULL));
	delimited_where(parser, &line, &cell, &column);
	assert_int_equal(line, 2);
	assert_int_equal(cell, 1);
	assert_int_equal(column, 3);
	delimited_free(parser);
	buf_clear(&out);
}

static void
delimited__cell__is_read_again_as_it_was(void **state)
{
	static const char *const cell[] = { "", "a", "a,b", "\"", "x\ny", " z ",
		"'=1+1", "a\r\nb", "\"q\"" };
	struct buf text = BUF_INIT, out = BUF_INIT;
	size_t i;

	for (i = 0; i < sizeof(cell) / sizeof(cell[0]); i++)
		delimited_cell(&text, cell[i], ',', i == 0);
	assert_true(parse(buf_str(&text), 1, ',', &out, NULL));
	assert_string_equal(buf_str(&out),
	    "1:|a|a,b|\"|x~y| z |'=1+1|a~~b|\"q\"\n");
	buf_clear(&text);
	buf_clear(&out);
}

static void
delimited__formula__is_known_and_its_guard_taken_off(void **state)
{
	assert_true(delimited_formula("=1+1"));
	assert_true(delimited_formula("@x"));
	assert_true(delimited_formula("+8613"));
	assert_true(delimited_formula("-a"));
	assert_false(delimited_formula("-5"));
	assert_false(delimited_formula("张=三"));
	assert_false(delimited_formula(""));
	assert_string_equal(delimited_unguard("'=1+1"), "=1+1");
	assert_string_equal(delimited_unguard("''=1+1"), "'=1+1");
	assert_string_equal(delimited_unguard("'abc"), "'abc");
	assert_string_equal(delimited_unguard("=1"), "=1");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(delimited__feed__splits_rows_in_pieces_of_any_size),
		cmocka_unit_test(delimited__feed__reads_quotes_as_spreadsheets_write_them),
		cmocka_unit_test(delimited__feed__counts_lines_as_an_editor_does),
		cmocka_unit_test(delimited__feed__names_the_quote_that_nobody_closed),
		cmocka_unit_test(delimited__feed__stops_at_its_limits_with_a_sentence),
		cmocka_unit_test(delimited__feed__is_stopped_by_its_caller_without_an_error),
		cmocka_unit_test(delimited__where__names_line_cell_and_character),
		cmocka_unit_test(delimited__cell__is_read_again_as_it_was),
		cmocka_unit_test(delimited__formula__is_known_and_its_guard_taken_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
