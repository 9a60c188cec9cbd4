/*
 * tests/fuzz/def-fuzz.c: hostile definition files
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <assert.h>

#include "base/def.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct err err = ERR_INIT;
	struct def_file *file = def_parse("fuzz.form", (const char *)data, n, &err);
	size_t i;

	/* A file is taken, or refused with a sentence. */
	assert((file != NULL) == (err.kind == ERR_NONE));
	assert(file != NULL || err.text[0] != '\0');
	for (i = 0; file != NULL && i < file->count; i++)
		assert(file->section[i].kind != NULL && file->section[i].line > 0);
	def_free(file);
	return 0;
}
