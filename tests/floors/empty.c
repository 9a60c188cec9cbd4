/*
 * tests/floors/empty.c: links a whole floor with only the floors below it
 * SPDX-License-Identifier: Apache-2.0
 *
 * Made three times by Makefile.am with --whole-archive: an upward call in a
 * floor is an undefined reference here, and the build of the tests fails.
 */
#include <stdio.h>

int
main(void)
{
	puts("ok 1 - floor__links__with_only_the_floors_below_it\n1..1");
	return 0;
}
