/*
 * tests/model/json.c: enough JSON to read what must be in a store
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "tests/model/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"

static void read_value(const char **at, struct json *out);

static void
pass_blanks(const char **at)
{
	*at += strspn(*at, " \t\r\n");
}

static void
expect(const char **at, char c)
{
	pass_blanks(at);
	assert_int_equal(**at, c);
	(*at)++;
}

static char *
read_text(const char **at)
{
	struct buf out = BUF_INIT;
	char character[5];
	char hex[5] = "";

	expect(at, '"');
	for (; **at != '"'; (*at)++) {
		assert_int_not_equal(**at, '\0');
		if (**at != '\\') {
			buf_addc(&out, **at);
			continue;
		}
		(*at)++;
		if (**at == 'u') {
			memcpy(hex, *at + 1, 4);
			text_encode((uint32_t)strtoul(hex, NULL, 16), character);
			buf_add(&out, character);
			*at += 4;
		} else {
			buf_addc(&out, **at == 'n' ? '\n' : **at == 't' ? '\t' :
			    **at == 'r' ? '\r' : **at);
		}
	}
	(*at)++;
	buf_add(&out, "");		/* "" and not NULL */
	return buf_take(&out);
}

static void
read_members(const char **at, struct json *out, char end)
{
	size_t cap = 0, name_cap = 0;

	(*at)++;
	pass_blanks(at);
	while (**at != end) {
		out->item = mem_grow(out->item, out->count, &cap, sizeof(*out->item));
		if (end == '}') {
			out->name = mem_grow(out->name, out->count, &name_cap,
			    sizeof(*out->name));
			out->name[out->count] = read_text(at);
			expect(at, ':');
		}
		read_value(at, &out->item[out->count++]);
		pass_blanks(at);
		if (**at == ',')
			(*at)++;
		pass_blanks(at);
	}
	(*at)++;
}

static void
read_value(const char **at, struct json *out)
{
	char *end;

	memset(out, 0, sizeof(*out));
	pass_blanks(at);
	switch (**at) {
	case '{':
		out->kind = JSON_OBJECT;
		read_members(at, out, '}');
		break;
	case '[':
		out->kind = JSON_LIST;
		read_members(at, out, ']');
		break;
	case '"':
		out->kind = JSON_TEXT;
		out->text = read_text(at);
		break;
	case 'n':
		*at += 4;
		break;
	default:
		out->kind = JSON_NUMBER;
		out->number = strtol(*at, &end, 10);
		assert_ptr_not_equal(end, *at);
		*at = end;
	}
}

struct json *
json_read(const char *path)
{
	struct json *json = mem_new(sizeof(*json));
	struct buf text = BUF_INIT;
	struct err err = ERR_INIT;
	const char *at;

	if (!file_read(path, 16u << 20, &text, &err))
		fail_msg("%s", err.text);
	at = buf_str(&text);
	read_value(&at, json);
	buf_clear(&text);
	return json;
}

static void
clear(struct json *json)
{
	size_t i;

	for (i = 0; i < json->count; i++) {
		clear(&json->item[i]);
		if (json->name != NULL)
			free(json->name[i]);
	}
	free(json->item);
	free(json->name);
	free(json->text);
}

void
json_free(struct json *json)
{
	if (json != NULL)
		clear(json);
	free(json);
}

const struct json *
json_get(const struct json *object, const char *name)
{
	size_t i;

	for (i = 0; i < object->count; i++)
		if (strcmp(object->name[i], name) == 0)
			return &object->item[i];
	return NULL;
}

const char *
json_text(const struct json *object, const char *name)
{
	const struct json *item = json_get(object, name);

	return item != NULL ? item->text : NULL;
}
