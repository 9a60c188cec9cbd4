/*
 * tests/reports/ledger.c: an invented ledger, and golden files
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "tests/reports/ledger.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"

static const struct columndef columns[] = {
	{ .name = "number", .head = "编号", .width = 7 },
	{ .name = "name", .head = "姓名", .width = 8 },
	{ .name = "sex", .head = "性别", .width = 4, .align = CELL_CENTRE },
	{ .name = "address", .head = "居住地址", .width = 16, .wrap = true },
	{ .name = "visits", .head = "走访次数", .width = 8, .align = CELL_RIGHT,
	  .sum = true },
	{ .name = "aid", .head = "救助金额(元)", .width = 10,
	  .align = CELL_RIGHT, .format = CELL_MONEY, .sum = true },
};

const struct reportdef ledger = {
	.name = "ledger", .title = "刑满释放人员走访救助台账",
	.paper = "A4 landscape", .font = 12,
	.column_count = 6, .column = columns,
	.group = "village", .group_label = "村居", .group_total = "小计#人",
	.total = "合计", .signoff = "填报单位(公章) 单位负责人 审核人 填表人 "
	    "联系电话 填报日期",
	.file = "test.report", .line = 1
};

void
ledger_row(struct spool *rows, const struct reportdef *def, int i)
{
	static const char *const family[] = { "张", "王", "欧阳", "𠮷田", "李" };
	static const char *const street[] = { "东阳路", "人民北路（原粮站宿舍）", "" };
	char number[16], name[32], address[96], visits[16], fen[16], aid[16];
	char village[32];
	const char *text[9] = { number, name, i % 3 ? "男" : "女", address,
		visits, aid, def->group == NULL ? "" : village, visits, fen };
	struct err err = ERR_INIT;

	snprintf(number, sizeof(number), "A%06d", i + 1);
	snprintf(name, sizeof(name), "%s某%s", family[i % 5], i % 2 ? "某" : "");
	snprintf(address, sizeof(address), "%s%d号", street[i % 3], i * 7 % 100);
	snprintf(visits, sizeof(visits), "%d", i % 4);
	snprintf(fen, sizeof(fen), "%d", i * 1050);
	snprintf(aid, sizeof(aid), "%d.%02d", i * 1050 / 100, i * 1050 % 100);
	snprintf(village, sizeof(village), "第%d社区", i / 9 + 1);
	assert_true(spool_add(rows, 0, text, 9, NULL, &err));
}

struct book *
ledger_book(const struct reportdef *def, int count,
    const struct layout_profile *profile)
{
	struct spool *rows = spool_new(".");
	struct book_spec spec = { def, rows, count, "单位：测试司法所",
		"制表日期：2026-03-04", NULL, ".", profile, NULL, NULL };
	struct err err = ERR_INIT;
	struct book *book;
	int i;

	for (i = 0; i < count; i++)
		ledger_row(rows, def, i);
	book = book_new(&spec, &err);
	if (book == NULL)
		fail_msg("%s", err.text);
	spool_free(rows);
	return book;
}

void
expect_golden(const char *name, const char *have)
{
	const char *srcdir = getenv("srcdir"), *mode = getenv("BANGJIAO_GOLDEN");
	char *path = mem_printf("%s/tests/reports/golden/%s",
	    srcdir == NULL ? "." : srcdir, name);
	struct buf want = BUF_INIT;
	struct err err = ERR_INIT;
	struct file_out *file;

	if (mode != NULL && strcmp(mode, "write") == 0) {
		file = file_create(path, true, &err);
		assert_non_null(file);
		assert_true(file_write(file, have, strlen(have), &err));
		assert_true(file_commit(file, &err));
	}
	if (!file_read(path, 10 * 1000 * 1000, &want, &err))
		fail_msg("%s", err.text);
	assert_string_equal(have, buf_str(&want));
	buf_clear(&want);
	free(path);
}
