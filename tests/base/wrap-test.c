/*
 * tests/base/wrap-test.c
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "base/text.h"

#include <string.h>

#include "tests/base/test.h"

struct lines {
	const char	*s;
	struct buf	 out;		/* lines, '|' behind each */
	size_t		 end;		/* where the last one ended */
	int		 cells;
	bool		 ordered, fits;
};

static void
collect(void *arg, size_t from, size_t len)
{
	struct lines *lines = arg;
	struct buf one = BUF_INIT;
	size_t i;

	/* Between two lines only blanks and line feeds may be left out. */
	lines->ordered = lines->ordered && from >= lines->end;
	for (i = lines->end; i < from; i++)
		lines->ordered = lines->ordered &&
		    strchr(" \t\n\343\200\200", lines->s[i]) != NULL;
	lines->end = from + len;
	buf_addn(&one, lines->s + from, len);
	if (text_width(buf_str(&one), text_cell_narrow) > lines->cells &&
	    text_next(buf_str(&one), 0) < one.len)
		lines->fits = false;
	buf_add(&lines->out, buf_str(&one));
	buf_addc(&lines->out, '|');
	buf_clear(&one);
}

static int
wrap(struct lines *lines, const char *s, int cells)
{
	int n;

	*lines = (struct lines){ s, BUF_INIT, 0, cells, true, true };
	n = text_wrap(s, cells, text_cell_narrow, collect, lines);
	assert_int_equal(n, text_wrap(s, cells, text_cell_narrow, NULL, NULL));
	return n;
}

static void
expect(const char *s, int cells, const char *want)
{
	struct lines lines;

	wrap(&lines, s, cells);
	assert_string_equal(buf_str(&lines.out), want);
	assert_true(lines.ordered);
	assert_true(lines.fits);
	buf_clear(&lines.out);
}

static void
wrap__lines__empty_and_line_feeds(void **state)
{
	expect("", 10, "|");
	expect("\n", 10, "||");
	expect("一\n\n二", 10, "一||二|");
	expect("一二\n", 4, "一二||");
}

static void
wrap__lines__ideographs_break_anywhere(void **state)
{
	expect("一二三四五六七", 6, "一二三|四五六|七|");
	expect("一二三四五六七", 7, "一二三|四五六|七|");
	expect("a一二三", 4, "a一|二三|");
}

static void
wrap__closing__never_begins_a_line(void **state)
{
	expect("一二三，四五", 6, "一二|三，四|五|");
	expect("一二三。”四五", 9, "一二三。”|四五|");
	expect("一二三。”四五", 8, "一二|三。”四|五|");
	expect("温度是三十℃呢", 10, "温度是三|十℃呢|");
	expect("百分之五十％", 10, "百分之五|十％|");
	expect("增长12.5%后", 8, "增长|12.5%后|");
	expect("买买提·阿不都", 6, "买买|提·阿|不都|");
	expect("等等……完了", 6, "等等……|完了|");
	expect("等等……完了", 5, "等|等……|完了|");
}

static void
wrap__opening__never_ends_a_line(void **state)
{
	expect("一二（三四）五", 6, "一二|（三|四）五|");
	expect("一二三“四”", 7, "一二三|“四”|");
	expect("共￥500元整", 5, "共|￥500|元整|");
}

static void
wrap__words__stay_whole_when_they_fit(void **state)
{
	expect("the quick brown fox", 10, "the quick|brown fox|");
	expect("身份证11010519491231002X号", 18,
	    "身份证|11010519491231002X|号|");
	expect("于2026-03-04走访", 12, "于2026-03-04|走访|");
	expect("电话 0579-85551234。", 15, "电话|0579-85551234。|");
}

static void
wrap__words__too_long_are_cut(void **state)
{
	expect("abcdefghij", 4, "abcd|efgh|ij|");
	expect("一abcdefghij", 4, "一|abcd|efgh|ij|");
	expect("aaaaaaaa，b", 8, "aaaaaaa|a，b|");
}

static void
wrap__blanks__at_a_break_belong_to_no_line(void **state)
{
	expect("ab   cd", 3, "ab|cd|");
	expect("一二 三四", 4, "一二|三四|");
	expect("　　一二三四", 8, "　　一二|三四|");
	expect("abc ", 3, "abc|");
	expect("ab ", 3, "ab |");
	expect("        x", 4, "    |    |x|");
}

static void
wrap__narrow__always_comes_to_an_end(void **state)
{
	static const char *const hard[] = {
		"一二三", "，，，，", "（（（（", "a，b。c", "一 二 三",
		"e\314\201e\314\201", "\314\201\314\201", "   ", "””””””””””",
		"\n\n", "“”“”“”", "一——二……三"
	};
	struct lines lines;
	size_t i;
	int cells;

	for (cells = -2; cells <= 4; cells++)
		for (i = 0; i < sizeof(hard) / sizeof(hard[0]); i++) {
			assert_true(wrap(&lines, hard[i], cells) >= 1);
			assert_true(lines.ordered);
			assert_true(lines.fits);
			buf_clear(&lines.out);
		}
	expect("一二", 1, "一|二|");
	expect("。。。。", 4, "。。|。。|");
}

static void
wrap__marks__stay_with_their_base(void **state)
{
	expect("e\314\201e\314\201e\314\201", 2,
	    "e\314\201e\314\201|e\314\201|");
	expect("ab\314\201 c", 2, "ab\314\201|c|");
}

static void
wrap__wide__asks_the_printer(void **state)
{
	assert_int_equal(text_wrap("①②③④", 4, text_cell_narrow, NULL, NULL), 1);
	assert_int_equal(text_wrap("①②③④", 4, text_cell_wide, NULL, NULL), 2);
}

/* Random text of every class at every width: ordered, complete, and without a
 * closing mark at the beginning wherever a better break existed. */
static void
wrap__random__rules_hold(void **state)
{
	static const char *const piece[] = {
		"一", "镇", "，", "。", "（", "）", "“", "”", "a", "bc", "12",
		" ", "　", "-", "…", "\n", "\314\201", "𠮷", "￥", "%", "'"
	};
	const size_t count = sizeof(piece) / sizeof(piece[0]);
	unsigned seed = 20261121;
	char s[200];
	struct lines lines;
	int round, cells;
	size_t n;

	for (round = 0; round < 3000; round++) {
		s[0] = '\0';
		for (n = (size_t)round % 40; n > 0; n--) {
			seed = seed * 1103515245u + 12345u;
			strcat(s, piece[(seed >> 16) % count]);
		}
		for (cells = 0; cells <= 24; cells += 3) {
			wrap(&lines, s, cells);
			if (!lines.ordered || !lines.fits)
				fail_msg("%d: %s -> %s", cells, s,
				    buf_str(&lines.out));
			for (n = lines.end; s[n] != '\0'; n++)
				assert_non_null(strchr(" \t\343\200\200", s[n]));
			buf_clear(&lines.out);
		}
	}
}

struct kinsoku {
	const char	*s;
	bool		 broken;
};

static const char closers[] = "，。）”、％";
static const char openers[] = "（“￥";

static void
check_edges(void *arg, size_t from, size_t len)
{
	struct kinsoku *k = arg;
	char one[5] = { 0 };

	if (len < 3)
		return;
	memcpy(one, k->s + from, 3);
	k->broken = k->broken || (from > 0 && strstr(closers, one) != NULL);
	memcpy(one, k->s + from + len - 3, 3);
	k->broken = k->broken ||
	    (k->s[from + len] != '\0' && strstr(openers, one) != NULL);
}

/* Chinese with single marks, as people write it: no line of ten cells or more
 * is ever broken against the rules. */
static void
wrap__random__marks_never_stand_at_the_wrong_edge(void **state)
{
	static const char *const mark[] = { "，", "。", "、", "）", "”", "％" };
	static const char *const open[] = { "（", "“", "￥" };
	struct kinsoku k = { NULL, false };
	unsigned seed = 5;
	char s[400];
	int round, i, cells;

	for (round = 0; round < 2000; round++) {
		s[0] = '\0';
		for (i = 0; i < 20; i++) {
			seed = seed * 1103515245u + 12345u;
			if (seed >> 16 & 1)
				strcat(s, open[(seed >> 17) % 3]);
			strcat(s, seed >> 20 & 1 ? "镇" : "司法");
			if (seed >> 21 & 1)
				strcat(s, mark[(seed >> 22) % 6]);
		}
		k.s = s;
		for (cells = 10; cells <= 40; cells++) {
			text_wrap(s, cells, text_cell_narrow, check_edges, &k);
			if (k.broken)
				fail_msg("%d: %s", cells, s);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wrap__lines__empty_and_line_feeds),
		cmocka_unit_test(wrap__lines__ideographs_break_anywhere),
		cmocka_unit_test(wrap__closing__never_begins_a_line),
		cmocka_unit_test(wrap__opening__never_ends_a_line),
		cmocka_unit_test(wrap__words__stay_whole_when_they_fit),
		cmocka_unit_test(wrap__words__too_long_are_cut),
		cmocka_unit_test(wrap__blanks__at_a_break_belong_to_no_line),
		cmocka_unit_test(wrap__narrow__always_comes_to_an_end),
		cmocka_unit_test(wrap__marks__stay_with_their_base),
		cmocka_unit_test(wrap__wide__asks_the_printer),
		cmocka_unit_test(wrap__random__rules_hold),
		cmocka_unit_test(wrap__random__marks_never_stand_at_the_wrong_edge),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
