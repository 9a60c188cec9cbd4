/*
 * tests/base/test.h: what every unit test includes
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_BASE_TEST_H
#define TESTS_BASE_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Is what in the text?  Says the text when it is not. */
#define assert_tells(text, what) do {					\
	if (strstr((text), (what)) == NULL)				\
		fail_msg("no \"%s\" in \"%s\"", (what), (text));	\
} while (0)

#endif
