/*
 * tests/ui/decode-test.c: keys, even when their bytes come one by one
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/text.h"
#include "ui/decode.h"

static struct decode *decode;
static struct buf seen;

static int
begin(void **state)
{
	decode = decode_new("utf-8");
	return 0;
}

static int
begin_gb(void **state)
{
	decode = decode_new("gb18030");
	return 0;
}

static int
end(void **state)
{
	decode_free(decode);
	buf_clear(&seen);
	return 0;
}

/* Events as text: characters themselves, <n> a press, {…} a paste, @r,c. */
static void
drain(void)
{
	struct event event;
	char one[5];

	while (decode_next(decode, &event)) {
		switch (event.kind) {
		case EVENT_CHAR:
			text_encode(event.cp, one);
			buf_add(&seen, one);
			break;
		case EVENT_PASTE:
			buf_addf(&seen, "{%s}", event.text);
			break;
		case EVENT_CLICK:
			buf_addf(&seen, "@%d,%d", event.row, event.col);
			break;
		case EVENT_PRESS:
			if (event.press == PRESS_UNKNOWN)
				buf_add(&seen, "<?>");
			else if (event.press >= PRESS_CTRL)
				buf_addf(&seen, "<^%c>", event.press - PRESS_CTRL);
			else
				buf_addf(&seen, "<%d>", event.press);
			break;
		default:
			fail();
		}
	}
}

static void
send(const char *bytes)
{
	for (; *bytes != '\0'; bytes++) {
		decode_byte(decode, (unsigned char)*bytes);
		drain();
	}
}

static void
assert_seen(const char *fmt, ...)
{
	struct buf want = BUF_INIT;
	char line[200];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	buf_add(&want, line);
	assert_string_equal(buf_str(&seen), buf_str(&want));
	buf_clear(&want);
	buf_clear(&seen);
}

static void
decode__utf8__gives_characters_of_any_length(void **state)
{
	send("a张𠮷é");
	assert_seen("a张𠮷é");
}

static void
decode__bad_byte__does_not_cost_the_keyboard(void **state)
{
	send("\xFF\xD6\xD0" "abc张");
	assert_non_null(strstr(buf_str(&seen), "abc张"));
	buf_clear(&seen);
	send("\xE5\xBC");			/* the rest never comes */
	assert_true(decode_wait(decode) > 0);
	decode_timeout(decode);
	drain();
	assert_seen("<?>");
	send("x");
	assert_seen("x");
}

static void
decode__gb18030__gives_two_and_four_byte_characters(void **state)
{
	send("\xD5\xC5\xC8\xFD");		/* 张三 */
	assert_seen("张三");
	send("\x95\x34\xB5\x37");		/* a character of plane 2 */
	assert_int_equal(text_length(buf_str(&seen)), 1);
	buf_clear(&seen);
	send("\xD5" "\x1B[A");			/* half a character, then a key */
	assert_seen("<%d>", PRESS_UP);
}

static void
decode__control__is_named_by_its_letter(void **state)
{
	send("\x13\x11\r\t\x7F\x08");
	assert_seen("<^s><^q><%d><%d><%d><%d>", PRESS_ENTER, PRESS_TAB,
	    PRESS_BACKSPACE, PRESS_BACKSPACE);
}

static void
decode__sequence__unknown_to_curses_is_a_key(void **state)
{
	send("\x1B[1;5C\x1B[1;5D\x1B[A\x1B[15~\x1B[21~\x1BOP\x1B[[E\x1B[3~\x1B[Z");
	assert_seen("<%d><%d><%d><%d><%d><%d><%d><%d><%d>", PRESS_WORD_RIGHT,
	    PRESS_WORD_LEFT, PRESS_UP, PRESS_F5, PRESS_F10, PRESS_F1,
	    PRESS_F5, PRESS_DELETE, PRESS_BACKTAB);
}

static void
decode__sequence__unknown_to_all_types_nothing(void **state)
{
	send("\x1B[99;12;7u\x1B[777~\x1Bq");
	assert_seen("<?><?><?>");
	send("\x1B[M !!x");
	assert_seen("x");
}

static void
decode__escape__alone_is_known_by_the_silence_behind_it(void **state)
{
	send("\x1B");
	assert_seen("");
	assert_true(decode_wait(decode) > 0);
	decode_timeout(decode);
	drain();
	assert_seen("<%d>", PRESS_ESC);
	assert_int_equal(decode_wait(decode), -1);
	send("\x1B\x1B[B");
	assert_seen("<%d><%d>", PRESS_ESC, PRESS_DOWN);
	send("\x1B\r");
	assert_seen("<%d><%d>", PRESS_ESC, PRESS_ENTER);
}

static void
decode__paste__comes_as_one_text(void **state)
{
	send("a\x1B[200~张三\r\n李四\r王五\t\x1B[201~b");
	assert_seen("a{张三\n李四\n王五\t}b");
}

static void
decode__paste__ignores_keys_inside(void **state)
{
	send("\x1B[200~x\x1B[31my\x03");
	decode_press(decode, PRESS_F2);
	decode_press(decode, PRESS_ENTER);
	send("z\x1B[201~");
	assert_seen("{xy\x03\nz}");
}

static void
decode__paste__two_in_one_burst_stay_two(void **state)
{
	const char *bytes = "\x1B[200~甲\x1B[201~\x1B[200~乙\x1B[201~";

	for (; *bytes != '\0'; bytes++)
		decode_byte(decode, (unsigned char)*bytes);
	drain();
	assert_seen("{甲}{乙}");
}

static void
decode__paste__without_an_end_ends_by_silence(void **state)
{
	send("\x1B[200~甲");
	assert_true(decode_pasting(decode));
	assert_true(decode_wait(decode) > 0);
	decode_timeout(decode);
	drain();
	assert_seen("{甲}");
	send("a");
	assert_seen("a");
}

static void
decode__click__is_a_place(void **state)
{
	send("\x1B[<0;5;24M\x1B[<0;5;24m\x1B[<64;1;1M");
	assert_seen("@23,4");
}

/* Any bytes: the keyboard answers afterwards. */
static void
decode__noise__never_locks(void **state)
{
	unsigned seed = 11;
	int i, round;

	for (round = 0; round < 200; round++) {
		for (i = 0; i < 100; i++) {
			seed = seed * 1103515245u + 12345u;
			decode_byte(decode, (unsigned char)(seed >> 16));
		}
		for (i = 0; i < 5 && decode_wait(decode) >= 0; i++) {
			drain();
			decode_timeout(decode);
		}
		drain();
		buf_clear(&seen);
		send("k");
		assert_seen("k");
	}
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
#define TEST_GB(name) cmocka_unit_test_setup_teardown(name, begin_gb, end)
	const struct CMUnitTest tests[] = {
		TEST(decode__utf8__gives_characters_of_any_length),
		TEST(decode__bad_byte__does_not_cost_the_keyboard),
		TEST_GB(decode__gb18030__gives_two_and_four_byte_characters),
		TEST(decode__control__is_named_by_its_letter),
		TEST(decode__sequence__unknown_to_curses_is_a_key),
		TEST(decode__sequence__unknown_to_all_types_nothing),
		TEST(decode__escape__alone_is_known_by_the_silence_behind_it),
		TEST(decode__paste__comes_as_one_text),
		TEST(decode__paste__ignores_keys_inside),
		TEST(decode__paste__two_in_one_burst_stay_two),
		TEST(decode__paste__without_an_end_ends_by_silence),
		TEST(decode__click__is_a_place),
		TEST(decode__noise__never_locks),
		TEST_GB(decode__noise__never_locks),
	};

	return cmocka_run_group_tests_name("ui/decode", tests, NULL, NULL);
}
