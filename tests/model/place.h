/*
 * tests/model/place.h: a folder of its own for each test
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_MODEL_PLACE_H
#define TESTS_MODEL_PLACE_H

#include <stddef.h>
#include <stdint.h>

/* Made before a test, removed with all that is in it behind it. */
struct place;

struct place *place_new(void);
void	place_free(struct place *place);
const char *place_dir(const struct place *place);
/* The path of a file in it; lives as long as the place. */
const char *place_file(struct place *place, const char *name);
void	place_write(struct place *place, const char *name, const void *data, size_t n);
void	place_append(struct place *place, const char *name, const char *text);
/* A digest over the file's bytes, 0 when there is none. */
uint64_t place_digest(struct place *place, const char *name);

/* For cmocka: *state is the place. */
int	place_setup(void **state);
int	place_teardown(void **state);
/* clang-format off */
#define PLACE_TEST(f) cmocka_unit_test_setup_teardown(f, place_setup, place_teardown)
/* clang-format on */

#endif
