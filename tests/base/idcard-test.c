/*
 * tests/base/idcard-test.c
 * SPDX-License-Identifier: Apache-2.0
 *
 * The numbers are the public examples of GB 11643 and changes of them.
 */
#include "config.h"
#include "base/idcard.h"

#include <string.h>

#include "base/date.h"
#include "tests/base/test.h"

static void
idcard__check__public_examples_pass(void **state)
{
	assert_int_equal(idcard_check("11010519491231002X"), IDCARD_OK);
	assert_int_equal(idcard_check("440524188001010014"), IDCARD_OK);
	assert_int_equal(idcard_check("34052419800101001X"), IDCARD_OK);
	assert_int_equal(idcard_check("340524800101001"), IDCARD_OK);
}

static void
idcard__check__each_fault_has_its_name(void **state)
{
	static const struct {
		const char *id;
		enum idcard_fault fault;
	} list[] = {
		{ "", IDCARD_EMPTY },
		{ "3.30702E+17", IDCARD_SCIENCE },
		{ "3.30702e17", IDCARD_SCIENCE },
		{ "3E+17", IDCARD_SCIENCE },
		{ "3.30702E+", IDCARD_LENGTH },
		{ "1101051949123100", IDCARD_LENGTH },
		{ "11010519491231002X1", IDCARD_LENGTH },
		{ "无", IDCARD_LENGTH },
		{ "11010519491231002x", IDCARD_CHARS },
		{ "1101051949123100X2", IDCARD_CHARS },
		{ "11010519491231O02X", IDCARD_CHARS },
		{ "34052480010100X", IDCARD_CHARS },
		{ "一二三四五六七八九十一二三四五六七八", IDCARD_CHARS },
		{ "110105194902290021", IDCARD_BIRTH },
		{ "110105194913010021", IDCARD_BIRTH },
		{ "110105010112310021", IDCARD_BIRTH },
		{ "340524800230001", IDCARD_BIRTH },
		{ "110105194912310021", IDCARD_CHECK },
		{ "11010519491231003X", IDCARD_CHECK },
		{ "110105194912310000", IDCARD_ROUNDED },
	};
	size_t i;

	for (i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		if (idcard_check(list[i].id) != list[i].fault)
			fail_msg("%s: %d", list[i].id, idcard_check(list[i].id));
}

static void
idcard__check__finds_every_wrong_digit_and_swap(void **state)
{
	const char *good = "440524188001010014";
	char id[IDCARD_SIZE];
	int i, d;

	for (i = 0; i < 18; i++)
		for (d = '0'; d <= '9'; d++) {
			strcpy(id, good);
			id[i] = (char)d;
			if (strcmp(id, good) != 0)
				assert_int_not_equal(idcard_check(id), IDCARD_OK);
		}
	for (i = 0; i < 16; i++) {
		strcpy(id, good);
		id[i] = good[i + 1];
		id[i + 1] = good[i];
		if (strcmp(id, good) != 0)
			assert_int_not_equal(idcard_check(id), IDCARD_OK);
	}
}

static void
idcard__says__a_phrase_without_a_number(void **state)
{
	int fault;
	const char *says;

	for (fault = IDCARD_OK; fault <= IDCARD_CHECK; fault++) {
		says = idcard_says((enum idcard_fault)fault);
		assert_non_null(says);
		assert_int_equal(strcspn(says, "0123456789"), strlen(says));
	}
}

static void
mends(const char *from, const char *to, size_t length)
{
	char out[IDCARD_SIZE];

	memset(out, '#', sizeof(out));
	assert_int_equal(idcard_mend(from, out), length);
	assert_string_equal(out, to);
}

static void
idcard__mend__what_spreadsheets_and_hands_leave(void **state)
{
	mends("11010519491231002x", "11010519491231002X", 18);
	mends("'11010519491231002X", "11010519491231002X", 18);
	mends("’11010519491231002X", "11010519491231002X", 18);
	mends(" 110105 19491231 002X\t", "11010519491231002X", 18);
	mends("１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X", 18);
	mends("　110105\302\24019491231002x\357\273\277", "11010519491231002X", 18);
	mends("", "", 0);
	mends("  ' ", "", 0);
	mends("3.30702E+17", "3.30702E+17", 11);
}

static void
idcard__mend__longer_input_is_cut_and_told(void **state)
{
	mends("11010519491231002X9", "11010519491231002X", 19);
	mends("1101051949123100219999", "110105194912310021", 22);
	mends("没有证件没有证件没有", "没有证件没有", 30);
	mends("12345678901234567镇1", "12345678901234567", 21);
}

static void
idcard__birth__and_sex(void **state)
{
	assert_int_equal(idcard_birth("11010519491231002X"),
	    date_make(1949, 12, 31));
	assert_int_equal(idcard_birth("340524800101001"), date_make(1980, 1, 1));
	assert_int_equal(idcard_birth("440524188001010014"), date_make(1880, 1, 1));
	assert_int_equal(idcard_birth("11010519491331002X"), DATE_NONE);
	assert_int_equal(idcard_birth("1234"), DATE_NONE);
	assert_int_equal(idcard_sex("11010519491231002X"), 'f');
	assert_int_equal(idcard_sex("440524188001010014"), 'm');
	assert_int_equal(idcard_sex("340524800101001"), 'm');
	assert_int_equal(idcard_sex("340524800101002"), 'f');
	assert_int_equal(idcard_sex("34052480010100"), 0);
	assert_int_equal(idcard_sex(""), 0);
}

static void
idcard__upgrade__fifteen_to_eighteen(void **state)
{
	char out[IDCARD_SIZE];

	assert_true(idcard_upgrade("340524800101001", out));
	assert_string_equal(out, "34052419800101001X");
	assert_int_equal(idcard_check(out), IDCARD_OK);
	assert_false(idcard_upgrade("34052419800101001X", out));
	assert_false(idcard_upgrade("340524801301001", out));
	assert_false(idcard_upgrade("", out));
	assert_string_equal(out, "");
}

static void
idcard__checkchar__needs_seventeen_digits(void **state)
{
	assert_int_equal(idcard_checkchar("11010519491231002"), 'X');
	assert_int_equal(idcard_checkchar("44052418800101001"), '4');
	assert_int_equal(idcard_checkchar("1101051949123100"), 0);
	assert_int_equal(idcard_checkchar("1101051949123100a"), 0);
	assert_int_equal(idcard_checkchar(""), 0);
}

static void
masks(const char *id, const char *want)
{
	char out[64];

	memset(out, '#', sizeof(out));
	idcard_mask(id, out);
	assert_string_equal(out, want);
	assert_true(strlen(out) <= strlen(id));
}

static void
idcard__mask__shows_no_birth_date(void **state)
{
	masks("11010519491231002X", "110105********002X");
	masks("340524800101001", "340524*****1001");
	masks("12345678", "******78");
	masks("123", "*23");
	masks("12", "**");
	masks("1", "*");
	masks("", "");
	masks("护照甲一二", "***一二");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(idcard__check__public_examples_pass),
		cmocka_unit_test(idcard__check__each_fault_has_its_name),
		cmocka_unit_test(idcard__check__finds_every_wrong_digit_and_swap),
		cmocka_unit_test(idcard__says__a_phrase_without_a_number),
		cmocka_unit_test(idcard__mend__what_spreadsheets_and_hands_leave),
		cmocka_unit_test(idcard__mend__longer_input_is_cut_and_told),
		cmocka_unit_test(idcard__birth__and_sex),
		cmocka_unit_test(idcard__upgrade__fifteen_to_eighteen),
		cmocka_unit_test(idcard__checkchar__needs_seventeen_digits),
		cmocka_unit_test(idcard__mask__shows_no_birth_date),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
