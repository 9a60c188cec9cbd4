/*
 * command-help.c: help, printed from the tables
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "command.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

const struct command *
command_named(const char *name, struct err *err)
{
	const struct command *command;
	struct buf list = BUF_INIT;

	for (command = commands; command->name != NULL; command++)
		if (strcmp(command->name, name) == 0)
			return command;
	for (command = commands; command->name != NULL; command++)
		buf_addf(&list, " %s", command->name);
	err_set(err, ERR_INPUT, "没有命令“%s”。可用的命令：%s；"
	    "用 bangjiao help 命令名 看用法", name, buf_str(&list));
	buf_clear(&list);
	return NULL;
}

static void
add_option(enum option option, struct buf *out)
{
	const struct optiondef *def = optiondef(option);

	if (def->letter != 0 && option != OPTION_HELP &&
	    option != OPTION_VERSION)
		buf_addf(out, "-%c", def->letter);
	else
		buf_addf(out, "--%s", def->name);
	if (def->argument != NULL)
		buf_addf(out, " %s", def->argument);
}

void
command_usage(const struct command *command, struct buf *out)
{
	bool must;
	size_t i;

	buf_addf(out, "bangjiao %s%s%s", command->name,
	    *command->args == '\0' ? "" : " ", command->args);
	for (i = 0; i < OPTIONS; i++) {
		if (!((command->must | command->options) & (1UL << i)))
			continue;
		must = (command->must & (1UL << i)) != 0;
		buf_add(out, must ? " " : " [");
		add_option((enum option)i, out);
		buf_add(out, must ? "" : "]");
	}
}

/* The options of a set, each with its help in one column. */
static void
add_options(unsigned long set, struct buf *out)
{
	const struct optiondef *def;
	char *left;
	size_t i;

	for (i = 0; i < OPTIONS; i++) {
		if (!(set & (1UL << i)))
			continue;
		def = optiondef((enum option)i);
		left = def->letter == 0 ?
		    mem_printf("  --%s %s", def->name,
			def->argument == NULL ? "" : def->argument) :
		    mem_printf("  -%c, --%s %s", def->letter, def->name,
			def->argument == NULL ? "" : def->argument);
		text_pad(out, left, 30, TEXT_LEFT, text_cell_narrow);
		buf_addf(out, "%s\n", def->help);
		free(left);
	}
}

static void
add_overview(struct buf *out)
{
	const struct command *command;
	char *left;

	buf_add(out,
	    "bangjiao：司法所安置帮教台账\n\n"
	    "用法：bangjiao [选项] [命令]\n"
	    "不写命令：打开工作台（需要终端）。\n\n命令：\n");
	for (command = commands; command->name != NULL; command++) {
		left = mem_printf("  %s %s", command->name, command->args);
		text_pad(out, left, 30, TEXT_LEFT, text_cell_narrow);
		buf_addf(out, "%s\n", command->summary);
		free(left);
	}
	buf_add(out, "\n选项（任何命令都可用）：\n");
	add_options(OPTION_ANY, out);
	buf_add(out,
	    "\n结果在标准输出，消息在标准错误。退出码：0 已完成；1 已完成，但有"
	    "未导入的行\n（import）或发现（check）；2 没有完成，什么也没有改变；"
	    "3 中断，请再运行一次。\n"
	    "一个命令的详细说明：bangjiao help 命令名\n");
}

bool
command_help(const struct command *command, struct err *err)
{
	struct buf out = BUF_INIT;
	bool ok;

	if (command == NULL) {
		add_overview(&out);
	} else {
		buf_addf(&out, "%s：%s\n\n用法：", command->name,
		    command->summary);
		command_usage(command, &out);
		buf_addf(&out, "\n\n%s", command->help);
		if ((command->must | command->options) != 0) {
			buf_add(&out, "\n选项：\n");
			add_options(command->must | command->options, &out);
		}
	}
	ok = output_text(buf_str(&out), err);
	buf_clear(&out);
	return ok;
}

int
command_help_run(const struct cmdline *line, struct store *store,
    struct err *err)
{
	const struct command *command = NULL;

	if (line->words > 0 &&
	    (command = command_named(line->word[0], err)) == NULL)
		return NOT_DONE;
	return command_help(command, err) ? DONE : NOT_DONE;
}
