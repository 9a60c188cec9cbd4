/*
 * command-report.c: report export list indicators document
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "command.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/charset.h"
#include "base/mem.h"
#include "model/basis.h"
#include "model/export.h"
#include "model/listing.h"
#include "reports/document.h"
#include "reports/export-book.h"
#include "reports/print.h"
#include "reports/table.h"

/* ---- report ---- */

/* -p KEY=VALUE and the options that stand for one. */
bool
command_params(const struct cmdline *line, struct report_value *value,
    size_t *count, char **own, struct err *err)
{
	static const enum option named[] = {
		OPTION_FROM, OPTION_TO, OPTION_OFFICE
	};
	const char *equals;
	size_t i;

	*count = 0;
	for (i = 0; i < sizeof(named) / sizeof(named[0]); i++) {
		if (line->value[named[i]] == NULL)
			continue;
		value[*count].name = optiondef(named[i])->name;
		value[(*count)++].value = line->value[named[i]];
	}
	for (i = 0; i < line->params; i++) {
		equals = strchr(line->param[i], '=');
		if (equals == NULL || equals == line->param[i])
			return err_set(err, ERR_INPUT,
			    "-p 后面的“%s”不能用：请写 名称=值", line->param[i]);
		own[i] = mem_textn(line->param[i],
		    (size_t)(equals - line->param[i]));
		value[*count].name = own[i];
		value[(*count)++].value = equals + 1;
	}
	return true;
}

bool
command_showable(const struct print_job *job, struct err *err)
{
	return !print_format(job->format)->bytes || job->path != NULL ||
	    !isatty(STDOUT_FILENO) || err_set(err, ERR_INPUT,
	    "%s 不能显示在终端上：请加 -o 文件名", job->format);
}

int
command_report(const struct cmdline *line, struct store *store, struct err *err)
{
	static char doing[] = "制表";
	struct report_value value[PARAMS + 3];
	struct print_job job = { .path = line->value[OPTION_OUT],
		.force = line->value[OPTION_FORCE] != NULL,
		.charset = output_charset(), .value = value,
		.progress = progress_until, .arg = doing };
	struct buf notice = BUF_INIT;
	char *own[PARAMS] = { NULL };
	size_t i;
	bool ok;

	if (!command_format(line, print_formats, &job.format, err))
		return NOT_DONE;
	if (!command_showable(&job, err))
		return NOT_DONE;
	ok = command_params(line, value, &job.count, own, err) &&
	    print_report(store, line->word[0], &job, &notice, err);
	progress_end();
	if (ok && notice.len > 0)
		message("%s", buf_str(&notice));
	buf_clear(&notice);
	for (i = 0; i < PARAMS; i++)
		free(own[i]);
	return ok ? DONE : NOT_DONE;
}

/* ---- document ---- */

/* The one parameter: which period; "" = all. */
static bool
read_period(const struct cmdline *line, struct store *store,
    const char *person, char id[STORE_ID_SIZE], struct err *err)
{
	static const char name[] = "period=";
	size_t i;

	id[0] = '\0';
	for (i = 0; i < line->params; i++) {
		if (strncmp(line->param[i], name, strlen(name)) != 0)
			return err_set(err, ERR_INPUT, "文书没有参数“%s”。可用的参数："
			    "period=全部、最近，或那一期的日期", line->param[i]);
		if (!document_period(store, person, line->param[i] +
		    strlen(name), id, err))
			return false;
	}
	return true;
}

int
command_document(const struct cmdline *line, struct store *store,
    struct err *err)
{
	static char doing[] = "制作";
	struct print_job job = { .path = line->value[OPTION_OUT],
		.force = line->value[OPTION_FORCE] != NULL,
		.charset = output_charset(), .progress = progress_until,
		.arg = doing };
	const char *format = line->value[OPTION_FORMAT];
	char person[STORE_ID_SIZE], period[STORE_ID_SIZE];
	struct buf notice = BUF_INIT;
	bool ok;

	if (format != NULL && strcmp(format, "escp") == 0) {
		err_set(err, ERR_INPUT, "文书还不能直接送针式打印机（escp）："
		    "请用 --format pdf 或 text");
		return NOT_DONE;
	}
	if (!command_format(line, print_formats, &job.format, err) ||
	    !command_showable(&job, err))
		return NOT_DONE;
	ok = person_resolve(store, line->word[1], person, err) &&
	    read_period(line, store, person, period, err) &&
	    print_document(store, line->word[0], person, period, &job,
	    &notice, err);
	progress_end();
	if (ok && notice.len > 0)
		message("%s", buf_str(&notice));
	buf_clear(&notice);
	return ok ? DONE : NOT_DONE;
}

/* ---- export ---- */

/* Rows that go to the terminal are progress enough. */
static bool
export_goes_on(void *arg, long done, long all)
{
	return arg == NULL ? !interrupt_asked() : progress_show(arg, done, all);
}

static bool
run_export(const struct cmdline *line, struct store *store, bool book,
    const char *encoding, struct err *err)
{
	static char doing[] = "导出";
	const char *path = line->value[OPTION_OUT];
	bool full = line->value[OPTION_FULL] != NULL;
	struct buf notice = BUF_INIT;
	struct output *output;
	char *shown;
	long rows = 0;
	bool ok;

	if (book && path == NULL)
		return err_set(err, ERR_INPUT, "XLSX 不能写到屏幕上：请用 -o 指明文件");
	output = output_open(path, line->value[OPTION_FORCE] != NULL, encoding,
	    !book, err);
	if (output == NULL)
		return false;
	shown = file_terminal(output_file(output)) ? NULL : doing;
	ok = book ? export_book(store, line->word[0], full, output_file(output),
	    export_goes_on, shown, &rows, &notice, err) :
	    export_csv(store, line->word[0], encoding, full,
	    output_file(output), export_goes_on, shown, &rows, &notice, err);
	progress_end();
	if (!ok)
		output_abandon(output);
	ok = ok && output_commit(output, err);
	if (ok && notice.len > 0)
		message("%s", buf_str(&notice));
	if (ok && path != NULL)
		message("已导出 %ld 行到 %s", rows, path);
	buf_clear(&notice);
	return ok;
}

int
command_export(const struct cmdline *line, struct store *store, struct err *err)
{
	static const char *const formats[] = { "csv", "xlsx", NULL };
	const char *encoding = line->value[OPTION_OUT] == NULL ?
	    output_charset() : "utf-8", *asked, *format;

	if (!command_format(line, formats, &format, err))
		return NOT_DONE;
	asked = line->value[OPTION_ENCODING];
	if (asked != NULL) {
		encoding = charset_name(asked);
		if (encoding == NULL || (strcmp(encoding, "utf-8") != 0 &&
		    strcmp(encoding, "gb18030") != 0)) {
			err_set(err, ERR_INPUT, "导出没有编码“%s”。"
			    "可用的编码：utf-8 gb18030", asked);
			return NOT_DONE;
		}
	}
	return run_export(line, store,
	    strcmp(format, "xlsx") == 0, encoding, err) ? DONE : NOT_DONE;
}

/* ---- what there is ---- */

static const struct kind {
	const char	*name;
	const char	*word;		/* of the catalog; NULL: it has none */
	const char	*label;
} kinds[] = {
	{ "forms", "form", "表" },
	{ "codes", "codes", "代码表" },
	{ "rules", "rule", "期限规则" },
	{ "states", "states", "环节和类别" },
	{ "indicators", NULL, "考核指标" },
	{ "reports", "report", "台账报表" },
	{ "documents", "document", "文书" },
	{ "profiles", "profile", "导入对照" },
};
enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

static const struct kind *
find_kind(const char *name, struct err *err)
{
	struct buf list = BUF_INIT;
	size_t i;

	for (i = 0; i < KINDS; i++)
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	for (i = 0; i < KINDS; i++)
		buf_addf(&list, " %s", kinds[i].name);
	err_set(err, ERR_INPUT, "没有“%s”这一类定义。可列出的有：%s", name,
	    buf_str(&list));
	buf_clear(&list);
	return NULL;
}

/* Title and basis of a definition; false with err when it does not parse. */
static bool
describe(struct catalog *catalog, const char *word, const char *name,
    const char **title, const char **basis, struct err *err)
{
	const struct formdef *form;
	const struct codetable *codes;
	const struct ruledef *rule;
	const struct statetrack *states;
	const struct reportdef *report;
	const struct documentdef *document;
	const struct profiledef *profile;

	if (strcmp(word, "form") == 0 &&
	    (form = catalog_form(catalog, name, err)) != NULL)
		*title = form->title, *basis = form->basis;
	else if (strcmp(word, "codes") == 0 &&
	    (codes = catalog_codes(catalog, name, err)) != NULL)
		*title = codes->title, *basis = codes->basis;
	else if (strcmp(word, "rule") == 0 &&
	    (rule = catalog_rule(catalog, name, err)) != NULL)
		*title = rule->title, *basis = rule->basis;
	else if (strcmp(word, "states") == 0 &&
	    (states = catalog_states(catalog, name, err)) != NULL)
		*title = states->title, *basis = states->basis;
	else if (strcmp(word, "report") == 0 &&
	    (report = catalog_report(catalog, name, err)) != NULL)
		*title = report->title, *basis = report->basis;
	else if (strcmp(word, "document") == 0 &&
	    (document = catalog_document(catalog, name, err)) != NULL)
		*title = document->title, *basis = document->basis;
	else if (strcmp(word, "profile") == 0 &&
	    (profile = catalog_profile(catalog, name, err)) != NULL)
		*title = profile->title;
	return *title != NULL;
}

static int
list_kind(struct catalog *catalog, const struct kind *kind, const char *format,
    struct err *err)
{
	struct table *table = table_new(3, ".");
	const char *const *name = NULL;
	const char *text[3], *basis;
	struct buf told = BUF_INIT;
	size_t count = 0, i;
	bool ok = true;

	table_head(table, 0, "名称", false);
	table_head(table, 1, kind->label, false);
	table_head(table, 2, "依据", false);
	if (kind->word != NULL)
		count = catalog_names(catalog, kind->word, &name);
	for (i = 0; ok && i < count; i++) {
		text[0] = name[i];
		text[1] = basis = NULL;
		ok = describe(catalog, kind->word, name[i], &text[1], &basis, err);
		buf_cut(&told, 0);
		basis_told(catalog, basis, &told);
		text[2] = basis == NULL ? NULL : buf_str(&told);
		ok = ok && table_add(table, text, err);
	}
	buf_clear(&told);
	ok = ok && command_print(table, format, err);
	if (ok && count == 0)
		message("%s：这套定义里一项也没有", kind->label);
	table_free(table);
	return ok ? DONE : NOT_DONE;
}

int
command_list(const struct cmdline *line, struct store *none, struct err *err)
{
	const struct kind *kind = find_kind(line->word[0], err);
	struct catalog *catalog = NULL;
	struct store *store = NULL;
	const char *format;
	int status = NOT_DONE;

	if (kind == NULL || !command_format(line, command_tables, &format, err))
		return NOT_DONE;
	/* Without a store, what a new one would have. */
	if (line->value[OPTION_DATA] != NULL && line->value[OPTION_DB] == NULL) {
		catalog = catalog_open_dir(line->value[OPTION_DATA], err);
	} else {
		store = command_store(line, false, err);
		if (store == NULL && err->kind == ERR_MISSING &&
		    line->value[OPTION_DB] == NULL) {
			err_clear(err);
			catalog = catalog_open_embedded(err);
		}
	}
	if (store != NULL)
		status = list_kind(store_catalog(store), kind, format, err);
	else if (catalog != NULL)
		status = list_kind(catalog, kind, format, err);
	catalog_free(catalog);
	store_close(store);
	return status;
}

/* ---- kinds of which the definitions have none ---- */

static int
none_of(const char *kind, const char *name, struct err *err)
{
	err_set(err, ERR_MISSING, "没有名为“%s”的%s：这套定义里一项也没有", name,
	    kind);
	return NOT_DONE;
}

int
command_indicators(const struct cmdline *line, struct store *store,
    struct err *err)
{
	const char *format;

	if (!command_format(line, command_tables, &format, err))
		return NOT_DONE;
	if (line->words > 0)
		return none_of(kinds[4].label, line->word[0], err);
	return list_kind(store_catalog(store), &kinds[4], format, err);
}
