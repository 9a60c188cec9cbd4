/*
 * tests/model/json.h: enough JSON to read what must be in a store
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_MODEL_JSON_H
#define TESTS_MODEL_JSON_H

#include <stdbool.h>
#include <stddef.h>

struct json {
	enum { JSON_NULL, JSON_NUMBER, JSON_TEXT, JSON_LIST, JSON_OBJECT } kind;
	long	 number;
	char	*text;
	size_t	 count;
	char	**name;			/* JSON_OBJECT */
	struct json *item;
};

/* Fails the test when the file is not there or not JSON. */
struct json *json_read(const char *path);
void	json_free(struct json *json);
/* A member, or NULL. */
const struct json *json_get(const struct json *object, const char *name);
const char *json_text(const struct json *object, const char *name);

#endif
