/*
 * tests/model/desk.c: a catalog and an empty database, without a store
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "tests/model/desk.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

const char desk_paper[] =
    "[form person]\n"				/* 1 */
    "title = 人员\n"
    "of    = office\n"
    "basis = GB 11643\n"
    "list  = name\n"				/* 5 */
    "paper = no\n"
    "[page 身份]\n"
    "name    text 20 姓名\n"
    "    required = yes\n"
    "birth   date    出生日期\n"		/* 10 */
    "[form period]\n"
    "title = 登记表\n"
    "of    = person\n"
    "basis = S3-9 36\n"
    "list  = released_on class\n"		/* 15 */
    "order = released_on desc\n"
    "[page 建档]\n"
    "released_on date 释放日期\n"
    "class   code class 类别\n"
    "[form visit]\n"				/* 20 */
    "title = 走访记录\n"
    "of    = period\n"
    "basis = S3-7 十一\n"
    "list  = visited_on method\n"
    "order = visited_on desc\n"			/* 25 */
    "index = visited_on\n"
    "index = period visited_on\n"
    "[page 走访]\n"
    "visited_on date 走访日期\n"
    "    default = today()\n"			/* 30 */
    "method  code method 走访方式\n"
    "answers refs event 所答事由\n"
    "marks   codes class 标记\n"
    "[page 谈话]\n"
    "content note 谈话内容\n"			/* 35 */
    "[form event]\n"
    "title = 事由\n"
    "of    = period\n"
    "basis = S3-2\n"
    "list  = happened_on\n"			/* 40 */
    "[page 事由]\n"
    "happened_on date 触发日期\n";

const char desk_codes[] =
    "[codes method]\n"
    "title   = 走访方式\n"
    "basis   = SF\n"
    "systems = mz gb\n"
    "home    上门 mz=01 also=上门走访,入户 py=sm\n"	/* 5 */
    "phone   电话 mz=02,03 class=remote\n"
    "letter  信函\n"
    "    until = 2013-12-28\n"
    "    also  = 书信，信件\n"
    "[codes class]\n"				/* 10 */
    "title   = 类别\n"
    "systems = mz\n"
    "key      重点 mz=1\n"
    "ordinary 一般 mz=1\n"
    "drug     涉毒 upper=key\n";

struct catalog *
desk_catalog(struct err *err, const char *name, const char *text)
{
	struct catalog_source source[3] = {
		{ "paper.form", desk_paper, strlen(desk_paper), false },
		{ "codes/paper.codes", desk_codes, strlen(desk_codes), false },
	};

	if (name == NULL)
		return catalog_open(source, 2, err);
	source[2].name = name;
	source[2].text = text;
	source[2].size = strlen(text);
	source[2].overlay = strncmp(name, "own", 3) == 0;
	return catalog_open(source, 3, err);
}
