/*
 * model/value-show.c: values as people read them
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/value.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "model/record.h"

/* How a value is shown. */
struct way {
	bool	 titles;		/* of records referred to without their notes */
	int	 on;			/* places are named as on that day, DATE_NONE = now */
};

/* The line that a record has in its form's list; no references in it. */
static bool
show_record(struct store *store, const char *target, const char *id, const struct way *way,
    struct buf *out, struct err *err)
{
	const struct formdef *form = catalog_form(store_catalog(store), target, err);
	struct buf sql = BUF_INIT;
	const struct fielddef **column;
	struct stmt *stmt;
	size_t i, n = 0, start = out->len;
	bool ok = true;
	int row;

	if (form == NULL)
		return false;
	column = mem_resize(NULL, form->list_count, sizeof(struct fielddef *));
	buf_add(&sql, "SELECT id");
	for (i = 0; i < form->list_count; i++) {
		if (fielddef_multi(form->list[i]) || form->list[i]->type == BLANK_REF ||
		    (way->titles && form->list[i]->type == BLANK_NOTE))
			continue;
		buf_addf(&sql, ", \"%s\"", form->list[i]->name);
		column[n++] = form->list[i];
	}
	buf_addf(&sql, " FROM main.\"%s\" WHERE id = ?1", form->name);
	stmt = db_query(store_db(store), buf_str(&sql), err);
	buf_clear(&sql);
	if (stmt == NULL) {
		free(column);
		return false;
	}
	stmt_text(stmt, 1, id);
	row = stmt_step(stmt, err);
	for (i = 0; ok && row == 1 && i < n; i++) {
		const char *text = stmt_get(stmt, (int)i + 1);
		char *fen = NULL;

		if (text == NULL)
			continue;
		if (column[i]->type == BLANK_MONEY)
			text = fen = value_money(stmt_get_int(stmt, (int)i + 1));
		buf_add(out, out->len > start ? " " : "");
		ok = value_shown(store, column[i], text, out, err);
		free(fen);
	}
	stmt_done(stmt);
	free(column);
	if (ok && row == 0)
		buf_add(out, "（记录不在了）");
	return ok && row >= 0;
}

static bool
show_one(struct store *store, const struct fielddef *field, const char *value,
    const struct way *way, struct buf *out, struct err *err)
{
	const struct codetable *table;
	const struct code *code;

	switch (field->type) {
	case BLANK_YESNO:
		buf_add(out, strcmp(value, "1") == 0 ? "是" : "否");
		return true;
	case BLANK_CODE:
	case BLANK_CODES:
		table = catalog_codes(store_catalog(store), field->table, err);
		if (table == NULL)
			return false;
		code = codetable_code(table, value);
		buf_add(out, code == NULL ? value : code->label);
		return true;
	case BLANK_REF:
	case BLANK_REFS:
		return show_record(store, field->target, value, way, out, err);
	default:
		if (field->tree != NULL)
			return value_shown_node(store, field, value, way->on, out, err);
		buf_add(out, value);
		return true;
	}
}

static bool
show(struct store *store, const struct fielddef *field, const char *value, const struct way *way,
    struct buf *out, struct err *err)
{
	const char *end;
	char *one;
	bool ok = true;

	if (value == NULL)
		return true;
	if (!fielddef_multi(field))
		return show_one(store, field, value, way, out, err);
	for (; ok && *value != '\0'; value = end + (*end == '\n')) {
		end = value + strcspn(value, "\n");
		one = mem_textn(value, (size_t)(end - value));
		ok = show_one(store, field, one, way, out, err);
		if (*end != '\0')
			buf_add(out, "、");
		free(one);
	}
	return ok;
}

bool
value_shown(struct store *store, const struct fielddef *field, const char *value,
    struct buf *out, struct err *err)
{
	static const struct way way = { false, DATE_NONE };

	return show(store, field, value, &way, out, err);
}

bool
value_titled(struct store *store, const struct fielddef *field, const char *value,
    int on, struct buf *out, struct err *err)
{
	struct way way = { true, on };

	return show(store, field, value, &way, out, err);
}

const char *
absent_label(const char *why)
{
	static const struct { const char *why, *label; } words[] = {
		{ "none", "无" }, { "unknown", "不详" }, { "refused", "拒绝" },
		{ "unasked", "未问" },
	};
	size_t i;

	if (why == NULL)
		return "";
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].why, why) == 0)
			return words[i].label;
	return why;
}
