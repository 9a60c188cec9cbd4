/*
 * command-table.c: the commands: names, arguments, needs, help
 * SPDX-License-Identifier: Apache-2.0
 *
 * The one place that says what a command takes: the parser, the help pages and
 * the checks before a command runs all read it.
 */
#include "config.h"
#include "command.h"

const struct command commands[] = {
	{
		.name = "init", .args = "", .summary = "建一个空库",
		.must = 1UL << OPTION_OFFICE, .options = 1UL << OPTION_START,
		.help =
    "在 --db 所说的地方建一个空库。DATE 是启用日：此前到期的事项是历史未记，\n"
    "不算逾期。已有的文件不会被覆盖。\n",
		.run = command_init
	}, {
		.name = "demo", .args = "", .summary = "建一个演示库",
		.options = 1UL << OPTION_PERSONS | 1UL << OPTION_SEED,
		.help =
    "建一个新库，人员、走访和司法所名册都是虚构的。人数、种子和日期相同，库就逐字节相同。\n"
    "超过 2500 人的分属几个司法所，每多 2500 人多一个，最多十二个。\n"
    "已有的文件不会被覆盖。\n",
		.run = command_demo
	}, {
		.name = "import", .args = "PROFILE FILE",
		.summary = "导入外来的名单", .least = 2, .most = 2, .paths = 2,
		.needs = NEEDS_STORE | NEEDS_WRITE,
		.options = 1UL << OPTION_ENCODING | 1UL << OPTION_DRY_RUN |
		    1UL << OPTION_REJECTS | 1UL << OPTION_DOUBTFUL |
		    1UL << OPTION_SENDER | 1UL << OPTION_FORCE,
		.help =
    "按导入对照 PROFILE（见 bangjiao list profiles）逐行读入 FILE：CSV、制表符\n"
    "分隔的文本或 XLSX 工作簿，编码和分隔符看内容而定。最后一行报告\n"
    "“读入 N 新建 N 更新 N 未变 N 未导入 N 格式规范 N 其他行 N”。未导入的行连同\n"
    "行号和原因写到另一个文件，改正后可以再导入。同一文件再导入一次不会有变化；\n"
    "中断之后再运行一次就从断处接着做。有未导入的行时退出码为 1。\n"
    "--sender 写明来文单位：名单上的编号是它自己的，单凭编号就认得人；在导入屏上\n"
    "为它选定过的列照样用上。\n",
		.run = command_import
	}, {
		.name = "compare", .args = "PROFILE FILE",
		.summary = "外来名单与库对账", .least = 2, .most = 2, .paths = 2,
		.needs = NEEDS_STORE,
		.options = 1UL << OPTION_ENCODING | 1UL << OPTION_SENDER |
		    1UL << OPTION_FULL |
		    1UL << OPTION_FROM | 1UL << OPTION_TO | 1UL << OPTION_PARAM |
		    1UL << OPTION_FORMAT | 1UL << OPTION_OUT | 1UL << OPTION_FORCE,
		.help =
    "把 FILE（同 import）与库逐人比对，什么也不写入，打印双方签字的对账单：我有他无、\n"
    "他有我无、不一致（哪一栏，我方、对方各是什么）、我方空缺、无法比对（原因）。\n"
    "花名册（roster）比截至今天在帮的人，-p to=日期 另定日子，-p every=1 含已解除的，\n"
    "-p village=村居、-p station=责任单位 只比一部分；预释放名单（prerelease）比刑满日期\n"
    "在名单首尾之间的人，-p from= to= prison= 另定。证件号码和电话打码，除非 --full。\n"
    "--sender 同 import：名单上的编号是这个单位的，单凭编号就认得人。\n"
    "格式同 report。最后报告“读入 N 我方 N 一致 N 不一致 N 他有我无 N 我有他无 N\n"
    "无法比对 N 我方无法比对 N 其他行 N”：text 在标准输出，其余在标准错误。\n"
    "全部一致退出码为 0，有不一致为 1。\n",
		.run = command_compare
	}, {
		.name = "export", .args = "NAME", .summary = "导出一种表",
		.least = 1, .most = 1, .needs = NEEDS_STORE,
		.options = 1UL << OPTION_FORMAT | 1UL << OPTION_ENCODING |
		    1UL << OPTION_FULL | 1UL << OPTION_OUT | 1UL << OPTION_FORCE,
		.help =
    "NAME 是一种表（见 bangjiao list forms），或 roster（花名册，每个帮教期一行）。\n"
    "格式为 csv 或 xlsx（xlsx 要用 -o）。证件号码和电话打码，除非 --full。\n"
    "一种表的 --full 导出另有记录号等几列，可以用 import 表名 原样导回（先人员、\n"
    "帮教期，后其他表；事由在走访之前）。\n",
		.run = command_export
	}, {
		.name = "find", .args = "TEXT", .summary = "找人",
		.least = 1, .most = 1, .needs = NEEDS_STORE,
		.options = 1UL << OPTION_FORMAT,
		.help =
    "TEXT 是姓名中的字、拼音首字母、全拼、证件号码末几位、电话、村居或人员编号。\n"
    "格式为 text（默认）或 csv。没有找到时退出码也是 0。\n",
		.run = command_find
	}, {
		.name = "due", .args = "", .summary = "待办事项",
		.needs = NEEDS_STORE,
		.options = 1UL << OPTION_OVERDUE | 1UL << OPTION_DAYS |
		    1UL << OPTION_PERSON | 1UL << OPTION_FORMAT,
		.help =
    "不写选项：全部待办。按期限、人员编号、规则排列；不逾期的逾期天数为 0。\n"
    "“规则”一列是 bangjiao why 所用的名字。格式为 text（默认）或 csv。\n",
		.run = command_due
	}, {
		.name = "why", .args = "PERSON RULE",
		.summary = "一人为什么有（没有）某项待办",
		.least = 2, .most = 2, .needs = NEEDS_STORE,
		.help =
    "PERSON 是人员编号或完整的公民身份号码，RULE 见 bangjiao list rules。\n",
		.run = command_why
	}, {
		.name = "indicators", .args = "[NAME]", .summary = "考核指标",
		.most = 1, .needs = NEEDS_STORE,
		.options = 1UL << OPTION_MISSING | 1UL << OPTION_FROM |
		    1UL << OPTION_TO | 1UL << OPTION_OFFICE | 1UL << OPTION_FORMAT,
		.help =
    "指标 NAME，不写就是全部（见 bangjiao list indicators）。\n",
		.run = command_indicators
	}, {
		.name = "report", .args = "NAME", .summary = "台账报表",
		.least = 1, .most = 1, .needs = NEEDS_STORE,
		.options = 1UL << OPTION_FROM | 1UL << OPTION_TO |
		    1UL << OPTION_OFFICE | 1UL << OPTION_PARAM |
		    1UL << OPTION_FORMAT | 1UL << OPTION_OUT | 1UL << OPTION_FORCE,
		.help =
    "NAME 见 bangjiao list reports。格式为 text（默认，分页）、csv、pdf、xlsx 或 html；\n"
    "pdf 和 xlsx 要用 -o 写到文件。\n"
    "--from --to --office 就是 -p from=… -p to=… -p office=…。\n",
		.run = command_report
	}, {
		.name = "document", .args = "NAME PERSON", .summary = "一人的文书",
		.least = 2, .most = 2, .needs = NEEDS_STORE,
		.options = 1UL << OPTION_PARAM | 1UL << OPTION_FORMAT |
		    1UL << OPTION_OUT | 1UL << OPTION_FORCE,
		.help =
    "NAME 见 bangjiao list documents（dossier 是一人一档），PERSON 是人员编号或完整\n"
    "的公民身份号码。格式为 text（默认，分页）、csv、pdf、xlsx 或 html；pdf 和 xlsx\n"
    "要用 -o 写到文件。释放过几次的，-p period=最近 或 -p period=释放日期 只印一期，\n"
    "不写就全部印出。文书供装订入卷，证件号码、电话都是全的，请按卷宗保管。\n",
		.run = command_document
	}, {
		.name = "list", .args = "KIND", .summary = "列出各种定义",
		.least = 1, .most = 1, .options = 1UL << OPTION_FORMAT,
		.help =
    "KIND：forms 表、codes 代码表、rules 期限规则、states 环节和类别、\n"
    "indicators 考核指标、reports 台账报表、documents 文书、profiles 导入对照。\n"
    "有库时列出库所用的定义，否则列出内置的（或 --data 的）。\n",
		.run = command_list
	}, {
		.name = "check", .args = "", .summary = "检查库或定义",
		.options = 1UL << OPTION_DEFINITIONS,
		.help =
    "检查库文件、摘要、日志、待办、状态、计数；有发现时退出码为 1。\n"
    "--definitions：只检查定义，不需要库。\n",
		.run = command_check
	}, {
		.name = "accept", .args = "[DIR]", .summary = "把改过的定义收进库",
		.most = 1, .paths = 1, .needs = NEEDS_STORE | NEEDS_WRITE,
		.help =
    "先备份，再把内置的（或 --data 的）定义和本所目录 DIR 里的定义收进库，\n"
    "并列出每一处变化。\n",
		.run = command_accept
	}, {
		.name = "backup", .args = "FILE", .summary = "备份",
		.least = 1, .most = 1, .paths = 1, .needs = NEEDS_STORE,
		.help =
    "把整个库复制到新文件 FILE。已有的文件不会被覆盖。\n",
		.run = command_backup
	}, {
		.name = "restore", .args = "FILE", .summary = "从备份恢复",
		.least = 1, .most = 1, .paths = 1,
		.help =
    "先检查 FILE，再用它代替库；原来的库改名留在旁边。\n",
		.run = command_restore
	}, {
		.name = "script", .args = "FILE", .summary = "在工作台上重放按键",
		.least = 1, .most = 1, .paths = 1,
		.needs = NEEDS_STORE | NEEDS_WRITE,
		.help =
    "FILE 里一行一个动作：size 80x24 · key F2 · type 文本 · wait 文本 [秒] ·\n"
    "save FILE。\n",
		.run = command_script
	}, {
		.name = "help", .args = "[COMMAND]", .summary = "帮助",
		.most = 1,
		.help = "显示所有命令，或一个命令的用法。\n",
		.run = command_help_run
	},
	{ .name = NULL }
};
