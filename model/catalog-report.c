/*
 * model/catalog-report.c: lists and reports
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/catalog-private.h"

#include <stdlib.h>
#include <string.h>

static const char *const report_keys[] = {
	"title", "basis", "paper", "font", "param", "select", "slice", "order",
	"group", "total", "scope", "note", "signoff", NULL
};
static const char *const report_many[] = { "param", NULL };
static const char *const list_keys[] = { "title", "basis", "select", NULL };
static const char *const column_keys[] = { "sum", "format", "wrap", "mask", NULL };

/* Reads a form's types, so that a parameter is asked like a blank. */
static const char *const param_types[] = {
	"text", "int", "money", "date", "pdate", "yesno", "code", "ref", NULL
};

static const struct def_pair *
property(const struct making *making, const char *key)
{
	return def_find(making->section->pair, making->section->pair_count, key);
}

/* Takes the next blank-separated word off *text. */
static const char *
word_take(const struct making *making, const char **text)
{
	const char *from = *text + strspn(*text, " \t\n");
	size_t len = strcspn(from, " \t\n");

	*text = from + len;
	return len == 0 ? NULL : arena_textn(making->catalog->arena, from, len);
}

/* ---- parameters: "name type label default-SQL" ---- */
static bool
param_read(const struct making *making, struct reportdef *report,
    struct paramdef *param, const char *text, int line, struct err *err)
{
	const char *table;
	size_t i;

	param->line = line;
	param->name = word_take(making, &text);
	param->type = word_take(making, &text);
	for (i = 0; param->type != NULL && param_types[i] != NULL; i++)
		if (strcmp(param_types[i], param->type) == 0)
			break;
	if (param->type == NULL || param_types[i] == NULL)
		return making_error(making, line, err,
		    "参数应写成：名称 类型 标签 默认值，类型是 text、int、money、date、"
		    "pdate、yesno、code 代码表 或 ref 表，请改正");
	if (strcmp(param->type, "code") == 0 || strcmp(param->type, "ref") == 0) {
		struct buf type = BUF_INIT;

		table = word_take(making, &text);
		buf_addf(&type, "%s %s", param->type, table == NULL ? "" : table);
		param->type = arena_text(making->catalog->arena, buf_str(&type));
		buf_clear(&type);
	}
	param->label = word_take(making, &text);
	if (param->label == NULL)
		return making_error(making, line, err,
		    "参数“%s”没有标签，请写成：名称 类型 标签 默认值", param->name);
	if (!name_good(param->name) || strcmp(param->name, "person") == 0)
		return making_error(making, line, err,
		    "参数名称“%s”只能用小写字母、数字和下划线（person 除外），请改名",
		    param->name);
	for (i = 0; i < report->param_count; i++)
		if (strcmp(report->param[i].name, param->name) == 0)
			return making_error(making, line, err,
			    "参数“%s”写了两次，请删去一处", param->name);
	text += strspn(text, " \t\n");
	report->param_count++;
	return making_sql(making, *text == '\0' ? NULL :
	    &(struct def_pair){ "param", text, line }, &param->initial, err);
}

static const char *
param_entry(const struct def_entry *entry)
{
	return strncmp(entry->text, "param ", 6) == 0 ||
	    strncmp(entry->text, "param\t", 6) == 0 ? entry->text + 6 : NULL;
}

/* "param = …" lines, or entries that begin with the word. */
static bool
params_read(const struct making *making, struct reportdef *report, struct err *err)
{
	const struct def_section *section = making->section;
	struct paramdef *param = making_get(making,
	    section->pair_count + section->entry_count, sizeof(*param));
	size_t i;

	report->param = param;
	for (i = 0; i < section->pair_count; i++)
		if (strcmp(section->pair[i].key, "param") == 0 &&
		    !param_read(making, report, &param[report->param_count],
		    section->pair[i].value, section->pair[i].line, err))
			return false;
	for (i = 0; i < section->entry_count; i++)
		if (param_entry(&section->entry[i]) != NULL &&
		    !param_read(making, report, &param[report->param_count],
		    param_entry(&section->entry[i]), section->entry[i].line, err))
			return false;
	return true;
}

/* ---- columns: "name width [align] head" ---- */
static bool
column_line(const struct making *making, const struct def_entry *entry,
    struct columndef *column, struct err *err)
{
	static const char *const align[] = { "left", "right", "centre" };
	const char *const *word;
	size_t words = making_words(making, entry->text, "", &word), i;
	char *end;
	long width;

	if (words != 3 && words != 4)
		return making_error(making, entry->line, err,
		    "列应写成：名称 宽度 left|right|centre 列头，请改正“%s”", entry->text);
	column->line = entry->line;
	column->name = word[0];
	width = strtol(word[1], &end, 10);
	if (*end != '\0' || width < 1 || width > 200)
		return making_error(making, entry->line, err,
		    "列“%s”的宽度应是1到200（一个汉字占2），请改正“%s”", word[0], word[1]);
	column->width = (int)width;
	for (i = 0; words == 4 && i < 3; i++)
		if (strcmp(align[i], word[2]) == 0)
			break;
	if (i == 3)
		return making_error(making, entry->line, err,
		    "列“%s”的对齐应是 left、right 或 centre，请改正“%s”", word[0], word[2]);
	column->align = (enum cell_align)i;
	column->head = word[words - 1];
	return true;
}

static bool
column_format(const struct making *making, const struct def_pair *pair,
    struct columndef *column, struct err *err)
{
	const char *text, *word, *table;

	if (pair == NULL)
		return true;
	text = pair->value;
	word = word_take(making, &text);
	table = word_take(making, &text);
	if (word != NULL && strcmp(word, "label") == 0 && table != NULL) {
		column->format = CELL_LABEL;
		column->table = table;
	} else if (word != NULL && table == NULL && strcmp(word, "date") == 0) {
		column->format = CELL_DATE;
	} else if (word != NULL && table == NULL && strcmp(word, "id_card") == 0) {
		column->format = CELL_ID_CARD;
	} else if (word != NULL && table == NULL && strcmp(word, "money") == 0) {
		column->format = CELL_MONEY;
	} else {
		return making_error(making, pair->line, err,
		    "format 应是 date、id_card、money 或“label 代码表”，请改正“%s”",
		    pair->value);
	}
	return true;
}

static bool
column_read(const struct making *making, const struct def_entry *entry,
    struct reportdef *report, struct columndef *column, struct err *err)
{
	static const char *const mask[] = { "id_card", "phone", "name", NULL };
	int at = -1;
	size_t i;

	if (!column_line(making, entry, column, err) ||
	    !making_known(making, entry->attr, entry->count, column_keys, NULL, err) ||
	    !making_yes(making, def_find(entry->attr, entry->count, "sum"),
	    &column->sum, err) ||
	    !making_yes(making, def_find(entry->attr, entry->count, "wrap"),
	    &column->wrap, err) ||
	    !making_choice(making, def_find(entry->attr, entry->count, "mask"), mask,
	    &at, err) ||
	    !column_format(making, def_find(entry->attr, entry->count, "format"),
	    column, err))
		return false;
	column->mask = (enum blank_mask)(at + 1);
	for (i = 0; i < report->column_count; i++)
		if (strcmp(report->column[i].name, column->name) == 0)
			return making_error(making, entry->line, err,
			    "列“%s”写了两次，请删去一处", column->name);
	report->column_count++;
	return true;
}

static bool
columns_read(const struct making *making, struct reportdef *report, struct err *err)
{
	const struct def_section *section = making->section;
	struct columndef *column = making_get(making, section->entry_count, sizeof(*column));
	size_t i;

	report->column = column;
	for (i = 0; i < section->entry_count; i++)
		if (param_entry(&section->entry[i]) == NULL &&
		    !column_read(making, &section->entry[i], report,
		    &column[report->column_count], err))
			return false;
	if (report->column_count == 0)
		return making_error(making, report->line, err,
		    "[%s %s] 一列也没有，请写：名称 宽度 left|right|centre 列头",
		    section->kind, section->name);
	return true;
}

static bool
group_read(const struct making *making, struct reportdef *report, struct err *err)
{
	const struct def_pair *pair = property(making, "group");
	const char *const *word;
	size_t words;

	if (pair == NULL)
		return true;
	words = making_words(making, pair->value, "", &word);
	if (words != 2 && words != 3)
		return making_error(making, pair->line, err,
		    "group 应写成：列 标签 小计的标签，请改正“%s”", pair->value);
	report->group = word[0];
	report->group_label = word[1];
	report->group_total = words == 3 ? word[2] : NULL;
	return true;
}

/* slice and order: both or none. */
static bool
slice_read(const struct making *making, struct reportdef *report, struct err *err)
{
	const struct def_pair *slice = property(making, "slice");
	const struct def_pair *order = property(making, "order");

	if (slice == NULL && order == NULL)
		return true;
	if (slice == NULL || order == NULL)
		return making_error(making, slice == NULL ? order->line : slice->line,
		    err, "slice 和 order 要一起写，请补上%s",
		    slice == NULL ? " slice = 表名" : " order = 列 列 …（与 ORDER BY 相同）");
	report->slice = slice->value;
	report->order_count = making_words(making, order->value, "", &report->order);
	return report->order_count > 0 || making_error(making, order->line, err,
	    "order 是空的，请写 ORDER BY 所用的列");
}

/* scope makes a report the sheet of a comparison; only such a sheet has a note,
 * which is read at once: it may ask nothing that grows with the store. */
static bool
scope_read(const struct making *making, struct reportdef *report, struct err *err)
{
	const struct def_pair *scope = property(making, "scope");
	const struct def_pair *note = property(making, "note");

	if (scope == NULL)
		return note == NULL || making_error(making, note->line, err,
		    "note 只用于对账单，请补上 scope = SELECT …，或删去 note");
	if (report->slice != NULL)
		return making_error(making, scope->line, err,
		    "写了 scope 就不能再写 slice、order，请删去一样");
	report->scope_line = scope->line;
	report->note_line = note != NULL ? note->line : 0;
	return making_sql(making, scope, &report->scope, err) &&
	    making_sql(making, note, &report->note, err);
}

const void *
make_report(const struct making *making, bool listing, struct err *err)
{
	const struct def_section *section = making->section;
	struct reportdef *report = making_get(making, 1, sizeof(*report));
	const struct def_pair *select = property(making, "select");

	report->name = section->name;
	report->file = making->source->source.name;
	report->line = section->line;
	report->listing = listing;
	report->font = 9;
	if (!making_known(making, section->pair, section->pair_count,
	    listing ? list_keys : report_keys, listing ? NULL : report_many, err) ||
	    !making_title(making, &report->title, err))
		return NULL;
	report->basis = making_value(making, "basis");
	if (!listing && !making_basis(making, &report->basis, err))
		return NULL;
	if (select == NULL || *select->value == '\0') {
		making_error(making, section->line, err,
		    "[%s %s] 没有 select，请加一行 select = SELECT … AS 列名 FROM …",
		    section->kind, section->name);
		return NULL;
	}
	report->select_line = select->line;
	report->paper = making_value(making, "paper");
	if (report->paper == NULL)
		report->paper = "A4 portrait";
	report->total = making_value(making, "total");
	report->signoff = making_value(making, "signoff");
	if (!making_sql(making, select, &report->select, err) ||
	    !making_int(making, property(making, "font"), 5, 24, &report->font, err) ||
	    (!listing && !params_read(making, report, err)) ||
	    !columns_read(making, report, err) || !group_read(making, report, err) ||
	    (!listing && (!slice_read(making, report, err) ||
	    !scope_read(making, report, err))))
		return NULL;
	return report;
}
