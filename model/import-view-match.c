/*
 * model/import-view-match.c: what each column of a file fills, and why
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/import-view-private.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/idcard.h"
#include "base/mem.h"
#include "base/text.h"

/* ---- what is said ---- */

void
view_say(struct view *view, bool stops, size_t column, const char *fmt, ...)
{
	struct importview_say *say;
	char text[ERR_TEXT * 2];
	va_list ap;
	size_t at;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	view->say = mem_grow(view->say, view->say_count, &view->say_cap,
	    sizeof(*view->say));
	/* those that stop stand first, each kind in its order */
	for (at = view->say_count; stops && at > 0 && !view->say[at - 1].stops; at--)
		view->say[at] = view->say[at - 1];
	say = &view->say[at];
	say->stops = stops;
	say->column = column;
	say->text = mem_text(text);
	view->say_count++;
	view->pub.say = view->say;
	view->pub.say_count = view->say_count;
}

static void
says_clear(struct view *view)
{
	size_t i;

	for (i = 0; i < view->say_count; i++)
		free(view->say[i].text);
	view->say_count = view->pub.say_count = 0;
}

/* ---- targets ---- */

static void
targets_clear(struct view *view)
{
	size_t i;

	for (i = 0; i < view->pub.target_count; i++) {
		free(view->field[i]);
		free(view->target[i].label);
	}
	free(view->field);
	free(view->target);
	view->field = NULL;
	view->target = NULL;
	view->pub.target = NULL;
	view->pub.target_count = 0;
}

static char *
label_of(const struct view *view, const struct importfield *field)
{
	struct catalog *catalog = store_catalog(view->store);
	const struct formdef *form;
	const struct fielddef *blank;

	if (strcmp(field->form, "source") == 0)
		return mem_text(strcmp(field->field, "number") == 0 ?
		    "来文·人员编号" : "来文·记录编号");
	form = view->own != NULL && strcmp(field->form, "own") == 0 ? NULL :
	    catalog_form(catalog, field->form, NULL);
	blank = form != NULL ? formdef_field(form, field->field) : NULL;
	if (blank == NULL)
		return mem_text(field->head_count > 0 ? field->head[0] :
		    field->field);
	return mem_printf("%s·%s", form->title, blank->label);
}

/* The first of those that are filled together stands for all. */
static bool
stands_for(const struct profiledef *profile, size_t at)
{
	size_t i;

	for (i = 0; i < at; i++)
		if (tablechoice_together(&profile->field[i], &profile->field[at]))
			return false;
	return profile->field[at].form != NULL;
}

static bool
required(const struct profiledef *profile, size_t at)
{
	size_t i;

	for (i = 0; i < profile->count; i++)
		if (profile->field[i].required && profile->field[i].head_count > 0 &&
		    tablechoice_together(&profile->field[i], &profile->field[at]))
			return true;
	return false;
}

static void
add_target(struct view *view, char *field, char *label, bool must)
{
	size_t n = view->pub.target_count++;

	view->field[n] = field;
	view->target[n] = (struct importview_target){ .field = field,
		.label = label, .required = must, .column = IMPORTVIEW_NONE };
}

static void
make_targets(struct view *view)
{
	const struct profiledef *profile = view->profile;
	struct buf name = BUF_INIT;
	size_t i;

	targets_clear(view);
	view->target = mem_new((profile->count + 1) * sizeof(*view->target));
	view->field = mem_new((profile->count + 1) * sizeof(*view->field));
	view->pub.target = view->target;
	for (i = 0; i < profile->count; i++) {
		if (!stands_for(profile, i))
			continue;
		tablechoice_name(&name, &profile->field[i]);
		add_target(view, buf_take(&name), label_of(view, &profile->field[i]),
		    required(profile, i));
	}
	add_target(view, mem_text(SENDER_SKIP), mem_text("不读"), false);
}

/* The target that a field belongs to. */
static size_t
target_of(const struct view *view, const struct importfield *field)
{
	const struct importfield *first;
	size_t i;

	for (i = 0; i + 1 < view->pub.target_count; i++) {
		first = tablechoice_field(view->profile, view->field[i]);
		if (first != NULL && tablechoice_together(first, field))
			return i;
	}
	return IMPORTVIEW_NONE;
}

static size_t
target_named(const struct view *view, const char *name)
{
	const struct importfield *field;

	if (strcmp(name, SENDER_SKIP) == 0)
		return view->pub.target_count - 1;
	field = tablechoice_field(view->profile, name);
	return field != NULL ? target_of(view, field) : IMPORTVIEW_NONE;
}

/* ---- choices ---- */

static bool
is_skip(const struct view *view, size_t target)
{
	return target + 1 == view->pub.target_count;
}

/* Two columns by hand for one target: neither is used until one is changed. */
static bool
conflicts(const struct view *view, size_t column)
{
	size_t i, target = target_named(view, view->hand[column]);

	for (i = 0; i < view->hand_count; i++)
		if (i != column && view->hand[i] != NULL && !is_skip(view, target) &&
		    target_named(view, view->hand[i]) == target)
			return true;
	return false;
}

static struct tablehead *
plain_head(const struct view *view)
{
	const struct importview_row *row = &view->row[view->pub.head];
	struct delimited_row raw = { .line = row->line, .count = row->count,
		.cell = row->cell };

	return tablehead_of(view->profile, view->pub.workbook ? ',' :
	    view->pub.delimiter, &raw);
}

static void
fit_hand(struct view *view, size_t count)
{
	size_t i;

	if (view->hand_count == count)
		return;
	for (i = 0; i < view->hand_count; i++)
		free(view->hand[i]);
	free(view->hand);
	view->hand = mem_new((count + 1) * sizeof(*view->hand));
	view->hand_count = count;
}

/* By hand first, then what is remembered of the rest. */
static void
make_choices(struct view *view)
{
	struct import_choice *hand, *memory;
	struct buf gone = BUF_INIT;
	size_t i, n = 0, more = 0;

	hand = mem_new((view->hand_count + 1) * sizeof(*hand));
	for (i = 0; i < view->hand_count; i++)
		if (view->hand[i] != NULL) {
			hand[n].column = i;
			hand[n++].field = view->hand[i];
		}
	memory = tablechoice_recall(view->head, view->profile, view->memory,
	    view->memory_count, hand, n, &more, &gone);
	free(view->choice);
	view->choice = mem_new((n + more + 1) * sizeof(*view->choice));
	view->choice_count = 0;
	for (i = 0; i < n; i++)
		if (!conflicts(view, hand[i].column))
			view->choice[view->choice_count++] = hand[i];
	for (i = 0; i < more; i++)
		view->choice[view->choice_count++] = memory[i];
	if (gone.len > 0)
		view_say(view, false, IMPORTVIEW_NONE, "%s：记得它们填的栏目，"
		    "导入对照里已经没有了，请重新对照", buf_str(&gone));
	free(hand);
	free(memory);
	buf_clear(&gone);
}

static const struct import_choice *
choice_of(const struct view *view, size_t column)
{
	size_t i;

	for (i = 0; i < view->choice_count; i++)
		if (view->choice[i].column == column)
			return &view->choice[i];
	return NULL;
}

/* ---- columns ---- */

static size_t
field_of_column(const struct tablehead *head, size_t column)
{
	size_t i;

	for (i = 0; i < head->field_count; i++)
		if (head->column[i] == column)
			return i;
	return IMPORTVIEW_NONE;
}

static void
judge_by_choice(struct view *view, size_t at, struct importview_column *column)
{
	const struct import_choice *choice = choice_of(view, at);
	bool hand = view->hand[at] != NULL;

	column->target = target_named(view, hand ? view->hand[at] : choice->field);
	column->how = hand ? IMPORTVIEW_CHOSEN : IMPORTVIEW_REMEMBERED;
	column->by = column->how;
	column->conflict = hand && conflicts(view, at);
	if (column->target != IMPORTVIEW_NONE && is_skip(view, column->target))
		column->how = IMPORTVIEW_SKIPPED;
	if (column->conflict)
		view_say(view, true, at, "第 %zu 列“%s”和另一列都填“%s”；"
		    "请改其中一列", at + 1, column->text,
		    view->target[column->target].label);
}

static void
judge_by_head(struct view *view, size_t at, const struct tablehead *plain,
    struct importview_column *column)
{
	size_t field = field_of_column(view->head, at);

	if (field != IMPORTVIEW_NONE) {
		column->how = IMPORTVIEW_KNOWN;
		column->target = target_of(view, &view->profile->field[field]);
	} else if (view->head->known[at]) {
		column->how = IMPORTVIEW_SKIPPED;
		column->by = IMPORTVIEW_KNOWN;
		column->target = view->pub.target_count - 1;
	} else if (field_of_column(plain, at) != IMPORTVIEW_NONE) {
		column->why = "所填栏目改由别的列填";
	} else if (plan_keeps(view->profile, view->head->text[at])) {
		column->why = "不分栏，原文连列名照抄";
	}
}

static bool
blank_cell(const char *text)
{
	char *copy = mem_text(text);
	bool blank = *text_trim(copy) == '\0';

	free(copy);
	return blank;
}

static void
take_samples(const struct view *view, size_t at, struct importview_column *column)
{
	const struct importview_row *row;
	size_t i, n = 0;

	for (i = view->pub.head + 1; i < view->pub.row_count; i++) {
		row = &view->row[i];
		if (at >= row->count || blank_cell(row->cell[at]))
			continue;
		column->filled++;
		if (n < IMPORTVIEW_SAMPLES)
			column->sample[n++] = row->cell[at];
	}
}

static void
judge_columns(struct view *view, const struct tablehead *plain)
{
	struct importview_column *column;
	size_t i;

	view->column = mem_new((view->head->count + 1) * sizeof(*view->column));
	for (i = 0; i < view->head->count; i++) {
		column = &view->column[i];
		column->text = view->row[view->pub.head].cell[i];
		column->target = IMPORTVIEW_NONE;
		column->why = "";
		take_samples(view, i, column);
		if (i < view->head->ours) {
			column->how = IMPORTVIEW_SKIPPED;
			column->by = IMPORTVIEW_KNOWN;
			column->target = view->pub.target_count - 1;
		} else if (view->hand[i] != NULL || choice_of(view, i) != NULL) {
			judge_by_choice(view, i, column);
		} else {
			judge_by_head(view, i, plain, column);
		}
		if (column->target != IMPORTVIEW_NONE &&
		    !is_skip(view, column->target) && !column->conflict)
			view->target[column->target].column = i;
	}
	view->pub.column = view->column;
	view->pub.column_count = view->head->count;
	view->pub.ours = view->head->ours;
}

/* ---- what stands in the way ---- */

/* Does it hold somebody's number?  One that a spreadsheet spoilt, too. */
static bool
holds_number(const struct importview_row *row)
{
	char id[IDCARD_SIZE];
	enum idcard_fault fault;
	size_t i;

	for (i = 0; i < row->count; i++) {
		if (idcard_mend(row->cell[i], id) >= IDCARD_SIZE)
			continue;
		fault = idcard_check(id);
		if (fault == IDCARD_OK || fault == IDCARD_CHECK || fault == IDCARD_ROUNDED ||
		    fault == IDCARD_SCIENCE)
			return true;
	}
	return false;
}

/* Whoever stands in the row that was pointed out is lost: no row below is his. */
static void
say_head(struct view *view)
{
	const struct importview_row *row = &view->row[view->pub.head];
	size_t i, known = 0;

	if (view->head_said == 0)
		return;
	for (i = 0; i < view->pub.column_count; i++)
		known += view->column[i].how == IMPORTVIEW_KNOWN ||
		    view->column[i].how == IMPORTVIEW_REMEMBERED ||
		    (view->column[i].how == IMPORTVIEW_SKIPPED &&
		    view->column[i].by != IMPORTVIEW_CHOSEN);
	if (holds_number(row))
		view->doubt = mem_printf("第 %ld 行有证件号码，像是一个人：拿它作表头，"
		    "这个人就不会导入", row->line);
	else if (known == 0)
		view->doubt = mem_printf("第 %ld 行没有一个认得的列名：它要是一个人，"
		    "拿它作表头，这个人就不会导入", row->line);
	if (view->doubt != NULL)
		view_say(view, false, IMPORTVIEW_NONE, "%s", view->doubt);
	view->pub.head_doubt = view->doubt;
}

static void
say_missing(struct view *view)
{
	const struct importview_column *column;
	const char *hint;
	size_t i, k;

	for (i = 0; i < view->pub.target_count; i++) {
		if (!view->target[i].required ||
		    view->target[i].column != IMPORTVIEW_NONE)
			continue;
		hint = "";
		for (k = 0; k < view->pub.column_count && *hint == '\0'; k++) {
			column = &view->column[k];
			if (column->how == IMPORTVIEW_SUGGESTED &&
			    column->target == i)
				hint = column->text;
		}
		if (*hint != '\0')
			view_say(view, true, k - 1, "还没有列填“%s”（必须有）；"
			    "第 %zu 列“%s”像是，是的话请采用建议",
			    view->target[i].label, k, hint);
		else
			view_say(view, true, IMPORTVIEW_NONE, "还没有列填“%s”"
			    "（必须有）；请指给它一列", view->target[i].label);
	}
}

static void
say_unread(struct view *view)
{
	struct buf heads = BUF_INIT;
	size_t i;

	for (i = 0; i < view->pub.column_count; i++)
		if ((view->column[i].how == IMPORTVIEW_UNREAD ||
		    view->column[i].how == IMPORTVIEW_SUGGESTED) &&
		    !blank_cell(view->column[i].text) &&
		    !plan_keeps(view->profile, view->column[i].text))
			buf_addf(&heads, "%s%s", heads.len > 0 ? "、" : "",
			    view->column[i].text);
	if (heads.len > 0)
		view_say(view, false, IMPORTVIEW_NONE, "这些列还没有对应的栏目，"
		    "不导入：%s", buf_str(&heads));
	buf_clear(&heads);
}

static void
say_sheets(struct view *view)
{
	struct buf names = BUF_INIT;
	size_t i;

	for (i = 0; i < view->pub.sheet_count; i++)
		if (i != view->pub.sheet && tablesource_alike(view->source, i))
			buf_addf(&names, "%s%s", names.len > 0 ? "、" : "",
			    view->sheet_name[i]);
	if (names.len > 0)
		view_say(view, false, IMPORTVIEW_NONE, "这些工作表也有同样的表头，"
		    "要另导一次：%s", buf_str(&names));
	buf_clear(&names);
}

static void
say_file(struct view *view)
{
	if (view->broken.kind != ERR_NONE)
		view_say(view, true, IMPORTVIEW_NONE, "%s", view->broken.text);
	if (view->pub.head == IMPORTVIEW_NONE)
		view_say(view, true, IMPORTVIEW_NONE, "没有认出表头；请指出是哪一行"
		    "（没有就在表里加一行列名），或改选%s",
		    view->pub.workbook ? "工作表" : "编码、分隔符");
	if (view->pub.encoding != NULL &&
	    strcmp(view->pub.encoding, view->pub.looks) != 0)
		view_say(view, false, IMPORTVIEW_NONE, "按 %s 读，内容却像 %s",
		    view->pub.encoding, view->pub.looks);
	say_sheets(view);
}

/* Corrected rows of this file, and of what it was. */
static void
say_corrections(struct view *view)
{
	if (view->correction_count > 0)
		view_say(view, false, IMPORTVIEW_NONE, "以前为这个文件改正的 %zu 行"
		    "还在，试算和导入都会用上", view->correction_count);
	if (view->stale > 0)
		view_say(view, false, IMPORTVIEW_NONE, "这个文件改动过：以前为它改正的 "
		    "%ld 行没有用上，请看试算结果重新核对", view->stale);
}

/* ---- the whole ---- */

static void
columns_clear(struct view *view)
{
	tablehead_free(view->head);
	free(view->column);
	free(view->choice);
	view->head = NULL;
	view->column = NULL;
	view->choice = NULL;
	view->choice_count = 0;
	free(view->doubt);
	view->doubt = NULL;
	view->pub.head_doubt = NULL;
	view->pub.column = NULL;
	view->pub.column_count = 0;
	view->pub.ours = 0;
}

static bool
match_columns(struct view *view, struct err *err)
{
	struct tablehead *plain = plain_head(view);
	bool ok;

	view->head = plain_head(view);
	fit_hand(view, view->head->count);
	make_choices(view);
	ok = tablechoice_apply(view->head, view->profile, view->choice,
	    view->choice_count, err);
	if (ok) {
		judge_columns(view, plain);
		view_suggest(view);
		say_missing(view);
		say_head(view);
		say_unread(view);
	}
	tablehead_free(plain);
	return ok;
}

bool
view_match(struct view *view, struct err *err)
{
	says_clear(view);
	columns_clear(view);
	make_targets(view);
	say_file(view);
	if (view->pub.head != IMPORTVIEW_NONE && !match_columns(view, err))
		return false;
	say_corrections(view);
	view->pub.ready = view->say_count == 0 || !view->say[0].stops;
	return true;
}

void
view_match_clear(struct view *view)
{
	says_clear(view);
	free(view->say);
	columns_clear(view);
	targets_clear(view);
	fit_hand(view, 0);
	free(view->hand);
}
