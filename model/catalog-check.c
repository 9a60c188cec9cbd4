/*
 * model/catalog-check.c: every mention of something defined elsewhere
 * SPDX-License-Identifier: Apache-2.0
 *
 * Makers see one definition at a time and judge what it says of itself.  Here
 * all of them are loaded, and what they say of each other is judged: code
 * tables, forms, blanks, codes in SQL.  SQL itself is prepared by
 * model/prepare.h.
 */
#include "config.h"
#include "model/catalog-check.h"

#include <stdlib.h>
#include <string.h>

#include "model/tree.h"

static bool
fail(const char *file, int line, struct err *err, const struct err *why)
{
	return err_set(err, ERR_DATA, "%s:%d：%s", file, line, why->text);
}

bool
check_form(struct catalog *catalog, const char *name, const char *file, int line,
    const struct formdef **form, struct err *err)
{
	struct err why = ERR_INIT;

	*form = catalog_form(catalog, name, &why);
	if (*form != NULL)
		return true;
	return why.kind == ERR_MISSING ? fail(file, line, err, &why) :
	    err_set(err, why.kind, "%s", why.text);
}

bool
check_codes(struct catalog *catalog, const char *name, const char *file, int line,
    const struct codetable **table, struct err *err)
{
	struct err why = ERR_INIT;

	*table = catalog_codes(catalog, name, &why);
	if (*table != NULL)
		return true;
	return why.kind == ERR_MISSING ? fail(file, line, err, &why) :
	    err_set(err, why.kind, "%s", why.text);
}

bool
check_blank(const struct formdef *form, const char *name, const char *file, int line,
    const struct fielddef **field, struct err *err)
{
	const char **known;
	struct buf list = BUF_INIT;
	size_t i;

	*field = formdef_field(form, name);
	if (*field != NULL)
		return true;
	known = mem_resize(NULL, form->count, sizeof(*known));
	for (i = 0; i < form->count; i++)
		known[i] = form->field[i].name;
	names_join(&list, known, form->count);
	err_set(err, ERR_DATA, "%s:%d：表“%s”没有栏目“%.60s”，请从现有的里面选：%s",
	    file, line, form->name, name, buf_str(&list));
	buf_clear(&list);
	free(known);
	return false;
}

/* ---- files ---- */
/* Each file parses, holds something, and its pages stand behind a form. */
static bool
check_file(struct catalog *catalog, size_t at, struct err *err)
{
	const struct def_file *file = catalog_parse(catalog, at, err);
	const struct def_section *section;
	bool form = false;
	size_t i;

	if (file == NULL)
		return false;
	if (file->count == 0)
		return err_set(err, ERR_DATA, "%s:1：文件里一节也没有，请写上 [form 名称] 等，"
		    "或删去文件", file->path);
	for (i = 0; i < file->count; i++) {
		section = &file->section[i];
		if (strcmp(section->kind, "page") != 0)
			form = strcmp(section->kind, "form") == 0;
		else if (!form)
			return err_set(err, ERR_DATA, "%s:%d：[page %s] 前面没有表，"
			    "请把它移到 [form …] 下面", file->path, section->line,
			    section->name);
	}
	return true;
}

/* ---- forms ---- */
static const char *const system_tables[] = {
	"change", "definition", "due", "import", "meta", "office", "operation",
	"search_key", "setting", "source_number", "standing", "tally",
};

static bool
check_form_name(struct catalog *catalog, const struct formdef *form, struct err *err)
{
	const char *why = name_reserved(form->name);
	const struct fielddef *field;
	char *child;
	bool taken;
	size_t i;

	if (strcmp(form->name, "person") == 0 || strcmp(form->name, "period") == 0)
		why = NULL;
	for (i = 0; i < sizeof(system_tables) / sizeof(system_tables[0]); i++)
		if (strcmp(system_tables[i], form->name) == 0)
			why = "是系统自己的表";
	if (why != NULL)
		return err_set(err, ERR_DATA, "%s:%d：表的名称“%s”%s，请改名",
		    form->file, form->line, form->name, why);
	/* <form>_<blank> is a table as well. */
	for (i = 0; i < form->count; i++) {
		field = &form->field[i];
		if (!fielddef_multi(field))
			continue;
		child = mem_printf("%s_%s", form->name, field->name);
		taken = catalog_item(catalog, KIND_FORM, child, false) != NULL;
		free(child);
		if (taken)
			return err_set(err, ERR_DATA, "%s:%d：多选栏目“%s”的子表与"
			    "表“%s_%s”同名，请改栏目名", field->file, field->line,
			    field->name, form->name, field->name);
	}
	return true;
}

/* The tree that a blank is chosen from, and the blank that the choice begins. */
static bool
check_field_tree(struct catalog *catalog, const struct formdef *form,
    const struct fielddef *field, struct err *err)
{
	const struct fielddef *begins;
	struct err why = ERR_INIT;
	struct tree tree;

	if (field->tree == NULL)
		return true;
	if (!tree_open(catalog, field->tree, &tree, &why))
		return why.kind == ERR_MISSING ?
		    fail(field->file, field->line, err, &why) :
		    err_set(err, why.kind, "%s", why.text);
	if (field->begins == NULL)
		return true;
	if (!check_blank(form, field->begins, field->file, field->line, &begins, err))
		return false;
	if (begins->type != BLANK_PLACE && begins->type != BLANK_TEXT)
		return err_set(err, ERR_DATA, "%s:%d：begins 的“%s”应是 place 或 text 栏目，"
		    "请改正", field->file, field->line, field->begins);
	return true;
}

static bool
check_field(struct catalog *catalog, const struct formdef *form,
    const struct fielddef *field, struct err *err)
{
	const struct codetable *table;
	const struct formdef *target;
	const struct fielddef *other;

	if (field->table != NULL &&
	    !check_codes(catalog, field->table, field->file, field->line, &table, err))
		return false;
	if (field->suggest != NULL &&
	    !check_codes(catalog, field->suggest, field->file, field->line, &table, err))
		return false;
	if (!check_field_tree(catalog, form, field, err))
		return false;
	if (field->target != NULL &&
	    !check_form(catalog, field->target, field->file, field->line, &target, err))
		return false;
	if (field->was != NULL && formdef_field(form, field->was) != NULL)
		return err_set(err, ERR_DATA, "%s:%d：栏目“%s”的 was = %s 还是现有的栏目，"
		    "请核对原来的名称", field->file, field->line, field->name, field->was);
	if (field->was != NULL && !name_good(field->was))
		return err_set(err, ERR_DATA, "%s:%d：was 应是栏目原来的名称，请改正“%s”",
		    field->file, field->line, field->was);
	for (other = form->field; other < field; other++)
		if (field->serial != NULL && other->serial != NULL)
			return err_set(err, ERR_DATA, "%s:%d：一张表只能有一个 serial 栏目，"
			    "第%d行已经有了，请删去一处", field->file, field->line, other->line);
	return true;
}

static bool
check_forms(struct catalog *catalog, struct err *err)
{
	const struct formdef *form, *owner;
	const char *const *name;
	size_t i, n, count = catalog_names(catalog, "form", &name);

	for (i = 0; i < count; i++) {
		form = catalog_form(catalog, name[i], err);
		if (form == NULL || !check_form_name(catalog, form, err))
			return false;
		if (form->of != FORM_OF_OFFICE && !check_form(catalog, "person",
		    form->file, form->line, &owner, err))
			return false;
		if (form->of == FORM_OF_PERIOD && !check_form(catalog, "period",
		    form->file, form->line, &owner, err))
			return false;
		for (n = 0; n < form->count; n++)
			if (!check_field(catalog, form, &form->field[n], err) ||
			    !check_field_sql(catalog, form, &form->field[n], err))
				return false;
	}
	return true;
}

/* ---- rules, states ---- */
/* The blank that names the subject has to be able to. */
static bool
check_answer(struct catalog *catalog, const struct ruledef *rule, struct err *err)
{
	const struct formdef *form;
	const struct fielddef *blank;

	if (rule->answer_form == NULL)
		return true;
	if (!check_form(catalog, rule->answer_form, rule->file, rule->answer_line, &form, err))
		return false;
	if (rule->answer_blank == NULL)
		return true;
	if (!check_blank(form, rule->answer_blank, rule->file, rule->answer_line, &blank, err))
		return false;
	if (blank->target == NULL || strcmp(blank->target, rule->subject) != 0)
		return err_set(err, ERR_DATA, "%s:%d：answer 的栏目“%s”应是 ref %s 或 refs %s，"
		    "请改成这样的栏目，或只写表名", rule->file, rule->answer_line,
		    rule->answer_blank, rule->subject, rule->subject);
	return true;
}

static bool
check_rule(struct catalog *catalog, const struct ruledef *rule, struct err *err)
{
	const struct sqlpart *const part[] = {
		&rule->applies, &rule->starts, &rule->answered_by, &rule->excused, &rule->until
	};
	const struct formdef *subject;
	size_t i;

	/* The office itself may owe as well. */
	if (strcmp(rule->subject, "office") != 0 &&
	    !check_form(catalog, rule->subject, rule->file, rule->line, &subject, err))
		return false;
	if (!check_answer(catalog, rule, err))
		return false;
	if (rule->count_sql != NULL && !check_sql(catalog, NULL, rule->count_sql, rule->file,
	    rule->line, err))
		return false;
	for (i = 0; i < sizeof(part) / sizeof(part[0]); i++)
		if (part[i]->sql != NULL && !check_sql(catalog, NULL, part[i]->sql,
		    rule->file, part[i]->line, err))
			return false;
	return true;
}

static bool
check_rules(struct catalog *catalog, struct err *err)
{
	const struct statetrack *track;
	const struct ruledef *rule;
	const struct formdef *subject;
	const char *const *name;
	size_t i, n, count = catalog_names(catalog, "rule", &name);

	for (i = 0; i < count; i++) {
		rule = catalog_rule(catalog, name[i], err);
		if (rule == NULL || !check_rule(catalog, rule, err))
			return false;
	}
	count = catalog_names(catalog, "states", &name);
	for (i = 0; i < count; i++) {
		track = catalog_states(catalog, name[i], err);
		if (track == NULL || !check_form(catalog, track->subject, track->file,
		    track->line, &subject, err))
			return false;
		for (n = 0; n < track->count; n++)
			if (!check_sql(catalog, NULL, track->state[n].when.sql, track->file,
			    track->state[n].when.line, err))
				return false;
	}
	return true;
}

/* ---- reports, lists ---- */
static bool
check_param(struct catalog *catalog, const struct reportdef *report,
    const struct paramdef *param, struct err *err)
{
	const struct codetable *table;
	const struct formdef *form;

	if (strncmp(param->type, "code ", 5) == 0)
		return check_codes(catalog, param->type + 5, report->file, param->line,
		    &table, err);
	if (strncmp(param->type, "ref ", 4) == 0)
		return check_form(catalog, param->type + 4, report->file, param->line,
		    &form, err);
	return true;
}

static bool
check_report(struct catalog *catalog, const struct reportdef *report, struct err *err)
{
	const struct formdef *form;
	size_t i;

	if (report == NULL)
		return false;
	if (report->slice != NULL && !check_form(catalog, report->slice,
	    report->file, report->line, &form, err))
		return false;
	for (i = 0; i < report->param_count; i++)
		if (!check_param(catalog, report, &report->param[i], err))
			return false;
	for (i = 0; i < report->column_count; i++)
		if (report->column[i].table != NULL && !check_label(catalog,
		    report->column[i].table, report->file, report->column[i].line, err))
			return false;
	if (report->scope != NULL && !check_sql(catalog, NULL, report->scope,
	    report->file, report->scope_line, err))
		return false;
	if (report->note != NULL && !check_sql(catalog, NULL, report->note,
	    report->file, report->note_line, err))
		return false;
	return check_sql(catalog, NULL, report->select, report->file, report->select_line, err);
}

static bool
check_reports(struct catalog *catalog, struct err *err)
{
	const char *const *name;
	size_t i, count = catalog_names(catalog, "report", &name);

	for (i = 0; i < count; i++)
		if (!check_report(catalog, catalog_report(catalog, name[i], err), err))
			return false;
	count = catalog_names(catalog, "list", &name);
	for (i = 0; i < count; i++)
		if (!check_report(catalog, catalog_list(catalog, name[i], err), err))
			return false;
	return true;
}

/* ---- documents ---- */
static bool
check_documents(struct catalog *catalog, struct err *err)
{
	const struct documentdef *document;
	const struct formdef *form;
	const char *const *name;
	size_t i, n, count = catalog_names(catalog, "document", &name);

	for (i = 0; i < count; i++) {
		document = catalog_document(catalog, name[i], err);
		if (document == NULL)
			return false;
		for (n = 0; n < document->form_count; n++) {
			if (!check_form(catalog, document->form[n], document->file,
			    document->form_line, &form, err))
				return false;
			if (form->of == FORM_OF_OFFICE && strcmp(form->name, "person") != 0)
				return err_set(err, ERR_DATA, "%s:%d：表“%s”不是人员的表，"
				    "请从 forms 里删去", document->file,
				    document->form_line, form->name);
		}
	}
	return true;
}

/* ---- all ---- */
bool
catalog_check(struct catalog *catalog, struct err *err)
{
	const char *const *name;
	size_t i, count;

	for (i = 0; i < catalog->source_count; i++)
		if (!check_file(catalog, i, err))
			return false;
	if (!settings_make(catalog, err))
		return false;
	count = catalog_names(catalog, "codes", &name);
	for (i = 0; i < count; i++)
		if (catalog_codes(catalog, name[i], err) == NULL)
			return false;
	count = catalog_names(catalog, "tree", &name);
	for (i = 0; i < count; i++)
		if (catalog_get(catalog, KIND_TREE, name[i], err) == NULL)
			return false;
	count = catalog_names(catalog, "phrase", &name);
	for (i = 0; i < count; i++)
		if (catalog_get(catalog, KIND_PHRASE, name[i], err) == NULL)
			return false;
	return check_forms(catalog, err) && check_rules(catalog, err) &&
	    check_reports(catalog, err) && check_profiles(catalog, err) &&
	    check_documents(catalog, err);
}
