/*
 * tests/fuzz/fuzz.h: what a fuzzer looks like here
 * SPDX-License-Identifier: Apache-2.0
 *
 * With --enable-fuzzing (clang) each is linked with libFuzzer; else with
 * replay.c, which runs the committed corpus in `make check`.
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#endif
