/*
 * tests/ui/keys-test.c: the table of keys agrees with itself
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/text.h"
#include "ui/event.h"
#include "ui/keys.h"

#define ALL (~0ULL)

static void
keys__table__has_one_meaning_for_a_key_in_a_place(void **state)
{
	size_t i, k;

	for (i = 0; i < keys_count; i++) {
		for (k = 0; k < i; k++) {
			if (!(keys_table[i].where & keys_table[k].where))
				continue;
			assert_int_not_equal(keys_table[i].press, keys_table[k].press);
			assert_int_not_equal(keys_table[i].press, keys_table[k].twin);
			assert_int_not_equal(keys_table[i].twin, keys_table[k].press);
			if (keys_table[i].twin != PRESS_NONE)
				assert_int_not_equal(keys_table[i].twin, keys_table[k].twin);
		}
	}
}

static void
keys__table__gives_every_function_key_a_twin(void **state)
{
	size_t i;

	for (i = 0; i < keys_count; i++) {
		if (keys_table[i].press > PRESS_ESC)
			continue;
		assert_in_range(keys_table[i].twin, PRESS_CTRL + 'a', PRESS_CTRL + 'z');
		/* these bytes are Backspace, Tab, line feed and Enter */
		assert_null(strchr("hijm", keys_table[i].twin - PRESS_CTRL));
	}
	for (i = 0; i < keys_count; i++)
		assert_true(keys_table[i].help[0] != '\0');
}

static void
keys__find__depends_on_the_place(void **state)
{
	assert_int_equal(keys_find(PRESS_F7, KEYS_LIST)->command, CMD_NEW);
	assert_int_equal(keys_find(PRESS_F7, KEYS_FORM)->command, CMD_AGAIN);
	assert_int_equal(keys_find(PRESS_CTRL + 's', KEYS_FORM)->command, CMD_SAVE);
	assert_null(keys_find(PRESS_F2, KEYS_LIST));
	assert_null(keys_find(PRESS_NONE, KEYS_LIST));
}

static void
keys__lacking__says_what_must_be_there(void **state)
{
	const struct keydef *key = keys_of(CMD_DELETE, KEYS_LIST);

	assert_null(keys_lacking(key, HAVE_ROW | HAVE_WRITE));
	assert_non_null(strstr(keys_lacking(key, HAVE_ROW), "只读"));
	assert_non_null(strstr(keys_lacking(key, HAVE_WRITE), "选中"));
}

static void
keys__bar__fits_80_columns_in_every_place(void **state)
{
	static const unsigned places[] = { KEYS_DESK, KEYS_LIST, KEYS_FORM,
	    KEYS_TEXT, KEYS_PICK, KEYS_ASK, KEYS_FILE, KEYS_OWED, KEYS_SETTINGS, KEYS_FOLDER, KEYS_SIGHT,
	    KEYS_COLUMNS, KEYS_TRIAL, KEYS_CELLS, KEYS_EXPORT };
	struct keys_slot slot[KEYS_BAR];
	size_t i, k, n, want;

	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		want = 0;
		for (k = 0; k < keys_count; k++)
			want += keys_table[k].label != NULL &&
			    (keys_table[k].where & places[i]);
		n = keys_bar(places[i], ALL, 80, slot);
		assert_int_equal(n, want);
		for (k = 1; k < n; k++)
			assert_int_equal(slot[k].col, slot[k - 1].col +
			    slot[k - 1].name + slot[k - 1].label + 1);
	}
	assert_int_equal(keys_bar(KEYS_FORM, ALL, 20, slot), 3);
	assert_int_equal(keys_bar(KEYS_FORM, CMD_BIT(CMD_BACK), 80, slot), 1);
}

static void
keys__help__lists_both_keys(void **state)
{
	struct buf out = BUF_INIT;

	keys_help(&out, KEYS_FORM, ALL, text_cell_narrow);
	assert_non_null(strstr(buf_str(&out), "F2 或 Ctrl-S"));
	assert_non_null(strstr(buf_str(&out), "Esc 或 Ctrl-Q"));
	assert_null(strstr(buf_str(&out), "新建一条"));
	buf_clear(&out);
}

static void
keys__press__is_found_by_its_name(void **state)
{
	size_t i;

	for (i = 0; i < keys_count; i++) {
		assert_int_equal(keys_press(keys_name(keys_table[i].press)),
		    keys_table[i].press);
		if (keys_table[i].twin != PRESS_NONE)
			assert_int_equal(keys_press(keys_name(keys_table[i].twin)),
			    keys_table[i].twin);
	}
	assert_int_equal(keys_press("pgdn"), PRESS_PAGEDOWN);
	assert_int_equal(keys_press("up"), PRESS_UP);
	assert_int_equal(keys_press("ctrl-S"), PRESS_CTRL + 's');
	assert_int_equal(keys_press("nosuchkey"), PRESS_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys__table__has_one_meaning_for_a_key_in_a_place),
		cmocka_unit_test(keys__table__gives_every_function_key_a_twin),
		cmocka_unit_test(keys__find__depends_on_the_place),
		cmocka_unit_test(keys__lacking__says_what_must_be_there),
		cmocka_unit_test(keys__bar__fits_80_columns_in_every_place),
		cmocka_unit_test(keys__help__lists_both_keys),
		cmocka_unit_test(keys__press__is_found_by_its_name),
	};

	return cmocka_run_group_tests_name("ui/keys", tests, NULL, NULL);
}
