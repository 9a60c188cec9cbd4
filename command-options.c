/*
 * command-options.c: the options, and reading them
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "command.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/mem.h"

/* clang-format off */
static const struct optiondef options[OPTIONS] = {
	[OPTION_DB] = { 0, "db", "FILE", true,
	    "库文件（否则用 $BANGJIAO_DB，再否则用本站的库）" },
	[OPTION_USER] = { 0, "user", "NAME", false,
	    "操作人（否则用系统账号）" },
	[OPTION_TODAY] = { 0, "today", "YYYY-MM-DD", false,
	    "业务日期（日志时间仍是真实时间）" },
	[OPTION_DATA] = { 0, "data", "DIR", true,
	    "用 DIR 中的定义代替内置的" },
	[OPTION_HELP] = { 'h', "help", NULL, false, "显示帮助" },
	[OPTION_VERSION] = { 'V', "version", NULL, false, "显示版本" },
	[OPTION_OFFICE] = { 0, "office", "NAME", false, "单位" },
	[OPTION_START] = { 0, "start", "DATE", false,
	    "启用日（否则为今天）" },
	[OPTION_PERSONS] = { 0, "persons", "N", false, "人数（否则为 60）" },
	[OPTION_SEED] = { 0, "seed", "S", false,
	    "种子：相同的种子得到相同的库（否则为 1）" },
	[OPTION_ENCODING] = { 0, "encoding", "E", false,
	    "字符编码 utf-8 gb18030（导入还有 utf-16 big5；否则看内容）" },
	[OPTION_DRY_RUN] = { 0, "dry-run", NULL, false,
	    "只检查，什么也不写入库" },
	[OPTION_REJECTS] = { 0, "rejects", "FILE", true,
	    "未导入的行写到 FILE" },
	[OPTION_DOUBTFUL] = { 0, "accept-doubtful", NULL, false,
	    "校验位不对的身份证号也收下，记为存疑" },
	[OPTION_SENDER] = { 0, "sender", "NAME", false,
	    "来文单位：它的编号自成一套，列的对照记在它名下" },
	[OPTION_FORMAT] = { 0, "format", "F", false,
	    "输出格式" },
	[OPTION_FULL] = { 0, "full", NULL, false,
	    "证件号码和电话不打码" },
	[OPTION_OUT] = { 'o', "output", "FILE", true,
	    "写到 FILE（已有的文件不覆盖）" },
	[OPTION_FORCE] = { 0, "force", NULL, false, "可以覆盖已有的文件" },
	[OPTION_OVERDUE] = { 0, "overdue", NULL, false, "只看逾期的" },
	[OPTION_DAYS] = { 0, "days", "N", false,
	    "N 天内到期的和逾期的" },
	[OPTION_PERSON] = { 0, "person", "P", false,
	    "只看一人（人员编号或公民身份号码）" },
	[OPTION_FROM] = { 0, "from", "D", false, "起始日期" },
	[OPTION_TO] = { 0, "to", "D", false, "截止日期" },
	[OPTION_PARAM] = { 'p', "param", "KEY=VALUE", false,
	    "报表的其他参数，可写多次" },
	[OPTION_MISSING] = { 0, "missing", NULL, false,
	    "列出没有达到的人和原因" },
	[OPTION_DEFINITIONS] = { 0, "definitions", NULL, false,
	    "只检查定义" },
};
/* clang-format on */

const struct optiondef *
optiondef(enum option option)
{
	return &options[option];
}

/* Keeps a text as long as the command line lives. */
static const char *
own(struct cmdline *line, char *text)
{
	line->owned = mem_grow(line->owned, line->owned_count,
	    &line->owned_cap, sizeof(*line->owned));
	line->owned[line->owned_count++] = text;
	return text;
}

static const char *
own_text(struct cmdline *line, const char *bytes, bool path, struct err *err)
{
	char *text = path ? mem_text(bytes) : input_text(bytes, err);

	return text == NULL ? NULL : own(line, text);
}

/* All options that the command takes, for a message. */
static void
list_options(const struct cmdline *line, struct buf *out)
{
	unsigned long have = OPTION_ANY;
	size_t i;

	if (line->command != NULL)
		have |= line->command->must | line->command->options;
	for (i = 0; i < OPTIONS; i++) {
		if (!(have & (1UL << i)))
			continue;
		if (options[i].letter != 0)
			buf_addf(out, " -%c", options[i].letter);
		buf_addf(out, " --%s", options[i].name);
	}
}

static bool
unknown_option(const struct cmdline *line, const char *arg, struct err *err)
{
	struct buf list = BUF_INIT;

	list_options(line, &list);
	err_set(err, ERR_INPUT, "%s%s没有选项“%s”。可用的选项：%s",
	    line->command == NULL ? "" : line->command->name,
	    line->command == NULL ? "命令之前" : " ", arg, buf_str(&list));
	buf_clear(&list);
	return false;
}

/* The option that arg names; *value is what follows a "=" or a letter. */
static int
find_option(const char *arg, const char **value)
{
	size_t i, n;

	*value = NULL;
	for (i = 0; i < OPTIONS; i++) {
		if (arg[1] != '-') {
			if (options[i].letter == 0 ||
			    arg[1] != options[i].letter)
				continue;
			if (arg[2] != '\0')
				*value = arg + 2;
			return (int)i;
		}
		n = strlen(options[i].name);
		if (strncmp(arg + 2, options[i].name, n) != 0)
			continue;
		if (arg[2 + n] == '=')
			*value = arg + 3 + n;
		if (arg[2 + n] == '\0' || arg[2 + n] == '=')
			return (int)i;
	}
	return -1;
}

/* One option at argv[at]; moves *at over an argument of its own. */
static bool
take_option(struct cmdline *line, int argc, char **argv, int *at,
    struct err *err)
{
	const char *arg = argv[*at], *value, *text;
	int i = find_option(arg, &value);
	unsigned long have = OPTION_ANY |
	    (line->command == NULL ? 0 :
	    line->command->must | line->command->options);
	char *shown;
	bool ok;

	if (i < 0 || !(have & (1UL << i))) {
		shown = input_text(arg, err);
		ok = shown != NULL && unknown_option(line, shown, err);
		free(shown);
		return ok;
	}
	if (options[i].argument == NULL) {
		if (value != NULL)
			return err_set(err, ERR_INPUT,
			    "选项 --%s 后面没有值：请去掉“=”和它后面的字",
			    options[i].name);
		line->value[i] = "";
		return true;
	}
	if (value == NULL) {
		if (*at + 1 >= argc)
			return err_set(err, ERR_INPUT, "选项 --%s 后面要写 %s",
			    options[i].name, options[i].argument);
		value = argv[++*at];
	}
	text = own_text(line, value, options[i].path, err);
	if (text == NULL)
		return err_wrap(err, "选项 --%s：", options[i].name);
	/* An unset variable of a script must not mean another store. */
	if (*text == '\0' && (options[i].path || i == OPTION_USER))
		return err_set(err, ERR_INPUT, "选项 --%s 后面是空的：请写 %s",
		    options[i].name, options[i].argument);
	line->value[i] = text;
	if (i == OPTION_OUT && strcmp(text, "-") == 0)
		line->value[i] = NULL;		/* standard output, as without it */
	if (i == OPTION_PARAM) {
		if (line->params == PARAMS)
			return err_set(err, ERR_INPUT, "-p 太多：最多 %d 个",
			    PARAMS);
		line->param[line->params++] = text;
	}
	return true;
}

static bool
take_word(struct cmdline *line, const char *arg, struct err *err)
{
	struct buf usage = BUF_INIT;
	const char *text;
	char *name;

	if (line->command == NULL) {
		name = input_text(arg, err);
		if (name == NULL)
			return false;
		line->command = command_named(name, err);
		free(name);
		return line->command != NULL;
	}
	if (line->words == line->command->most || line->words == WORDS) {
		command_usage(line->command, &usage);
		name = input_text(arg, err);
		if (name != NULL)
			err_set(err, ERR_INPUT, "多了“%s”。用法：%s", name,
			    buf_str(&usage));
		free(name);
		buf_clear(&usage);
		return false;
	}
	text = own_text(line, arg, line->command->paths >> line->words & 1, err);
	if (text == NULL)
		return false;
	line->word[line->words++] = text;
	return true;
}

/* Is everything there that the command cannot do without? */
static bool
complete(const struct cmdline *line, struct err *err)
{
	struct buf usage = BUF_INIT;
	const char *missing = NULL;
	size_t i;

	for (i = 0; i < OPTIONS && missing == NULL; i++)
		if ((line->command->must & (1UL << i)) && line->value[i] == NULL)
			missing = options[i].name;
	if (missing == NULL && line->words >= line->command->least)
		return true;
	command_usage(line->command, &usage);
	err_set(err, ERR_INPUT, "少了%s%s。用法：%s",
	    missing == NULL ? "参数" : "选项 --", missing == NULL ? "" : missing,
	    buf_str(&usage));
	buf_clear(&usage);
	return false;
}

bool
cmdline_parse(struct cmdline *line, int argc, char **argv, struct err *err)
{
	bool words_only = false;
	int i;

	for (i = 1; i < argc; i++) {
		if (!words_only && strcmp(argv[i], "--") == 0) {
			words_only = true;
			continue;
		}
		if (!words_only && argv[i][0] == '-' && argv[i][1] != '\0') {
			if (!take_option(line, argc, argv, &i, err))
				return false;
		} else if (!take_word(line, argv[i], err)) {
			return false;
		}
	}
	if (line->value[OPTION_HELP] != NULL ||
	    line->value[OPTION_VERSION] != NULL || line->command == NULL)
		return true;
	return complete(line, err);
}

void
cmdline_clear(struct cmdline *line)
{
	size_t i;

	for (i = 0; i < line->owned_count; i++)
		free(line->owned[i]);
	free(line->owned);
}

bool
cmdline_number(const struct cmdline *line, enum option option, long least,
    long most, long def, long *out, struct err *err)
{
	const char *text = line->value[option];
	char *end;

	*out = def;
	if (text == NULL)
		return true;
	errno = 0;
	*out = strtol(text, &end, 10);
	if (end == text || *end != '\0' || errno != 0 || *out < least ||
	    *out > most)
		return err_set(err, ERR_INPUT,
		    "选项 --%s 的“%s”不能用：请写 %ld 到 %ld 的整数",
		    options[option].name, text, least, most);
	return true;
}

bool
cmdline_date(const struct cmdline *line, enum option option, int *date,
    struct err *err)
{
	const char *text = line->value[option];

	*date = DATE_NONE;
	if (text == NULL)
		return true;
	if (!date_read(text, option == OPTION_TODAY ? DATE_NONE : date_today(),
	    date, err))
		return err_wrap(err, "选项 --%s：", options[option].name);
	return true;
}
