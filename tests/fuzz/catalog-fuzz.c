/*
 * tests/fuzz/catalog-fuzz.c: hostile definitions, cross-checked
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <assert.h>

#include "tests/fuzz/fuzz.h"
#include "tests/model/desk.h"

#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct catalog_source source[3] = {
		{ "paper.form", desk_paper, strlen(desk_paper), false },
		{ "codes/paper.codes", desk_codes, strlen(desk_codes), false },
		{ "own.form", (const char *)data, n, true },
	};
	struct err err = ERR_INIT;
	struct catalog *catalog = catalog_open(source, 3, &err);
	bool ok = catalog != NULL && catalog_check(catalog, &err);

	/* Taken, or refused with a sentence that names a file and a line. */
	assert(ok == (err.kind == ERR_NONE));
	assert(ok || (err.kind == ERR_DATA && strstr(err.text, "：") != NULL));
	catalog_free(catalog);
	return 0;
}
