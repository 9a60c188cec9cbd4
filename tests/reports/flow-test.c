/*
 * tests/reports/flow-test.c: where the pages of a document begin
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "reports/flow.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static char begun[200];			/* "0 3 …": blocks that begin pages */

static bool
note(void *arg, size_t first)
{
	size_t n = strlen(begun);

	snprintf(begun + n, sizeof(begun) - n, "%s%zu", n > 0 ? " " : "", first);
	return true;
}

static void
add(struct flow *flow, const struct flow_block *block, size_t count,
    bool together)
{
	begun[0] = '\0';
	assert_true(flow_add(flow, block, count, together, note, NULL));
	assert_true(flow->used <= flow->room);
}

static void
flow_add__breaks_between_blocks__where_the_page_is_full(void **state)
{
	static const struct flow_block block[] = {
		{ .height = 4 }, { .height = 4 }, { .height = 4 }, { .height = 2 }
	};
	struct flow flow;

	flow_init(&flow, 10);
	add(&flow, block, 4, false);
	assert_string_equal(begun, "0 2");
	assert_int_equal(flow.pages, 2);
	assert_int_equal(flow.used, 6);
}

static void
flow_add__moves_a_group__that_fits_on_a_page_of_its_own(void **state)
{
	static const struct flow_block block[] = {
		{ .height = 3 }, { .height = 3 }
	};
	static const struct flow_block high[] = {
		{ .height = 6 }, { .height = 6 }
	};
	struct flow flow;

	flow_init(&flow, 10);
	add(&flow, block, 2, true);
	add(&flow, block, 2, true);
	assert_string_equal(begun, "0");
	assert_int_equal(flow.pages, 2);
	/* One that fits nowhere whole goes on where there is room. */
	flow_init(&flow, 10);
	add(&flow, block, 1, true);
	add(&flow, high, 2, true);
	assert_string_equal(begun, "1");
}

static void
flow_add__keeps_chains__unless_they_fill_more_than_a_page(void **state)
{
	static const struct flow_block block[] = {
		{ .height = 8 }, { .height = 1, .with_next = true }, { .height = 2 }
	};
	static const struct flow_block tied[] = {
		{ .height = 6, .with_next = true },
		{ .height = 6, .with_next = true }, { .height = 6 }
	};
	struct flow flow;

	flow_init(&flow, 10);
	add(&flow, block, 3, false);
	assert_string_equal(begun, "0 1");
	flow_init(&flow, 10);
	add(&flow, tied, 3, false);
	assert_string_equal(begun, "0 1 2");
}

static void
flow_add__counts_what_is_repeated_and_dropped__at_the_top(void **state)
{
	static const struct flow_block block[] = {
		{ .height = 10 }, { .height = 3, .again = 2 },
		{ .height = 5 }, { .height = 1, .lead = 1 }
	};
	struct flow flow;

	flow_init(&flow, 10);
	add(&flow, block, 4, false);
	assert_string_equal(begun, "0 1 3");
	assert_int_equal(flow.used, 0);
}

static void
flow_add__begins_a_page__for_what_is_fresh(void **state)
{
	static const struct flow_block block[] = {
		{ .height = 1, .fresh = true }, { .height = 1, .fresh = true }
	};
	struct flow flow;

	flow_init(&flow, 10);
	add(&flow, block, 2, false);
	assert_string_equal(begun, "0 1");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(flow_add__breaks_between_blocks__where_the_page_is_full),
		cmocka_unit_test(flow_add__moves_a_group__that_fits_on_a_page_of_its_own),
		cmocka_unit_test(flow_add__keeps_chains__unless_they_fill_more_than_a_page),
		cmocka_unit_test(flow_add__counts_what_is_repeated_and_dropped__at_the_top),
		cmocka_unit_test(flow_add__begins_a_page__for_what_is_fresh),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
