/*
 * tests/base/child-test.c: helpers that work, fail, die and do not listen
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "base/child.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/mem.h"

static char dir[] = "/tmp/bangjiao-child-XXXXXX";

/* A helper named as its script says. */
static void
helper(const char *name, const char *script)
{
	char *path = mem_printf("%s/%s", dir, name);
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fprintf(file, "#!/bin/sh\n%s\n", script);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(chmod(path, 0700), 0);
	free(path);
}

static bool
take(void *arg, const void *data, size_t n, struct err *err)
{
	buf_addn(arg, data, n);
	return true;
}

static struct child *
start(const char *name, struct buf *out, struct err *err)
{
	struct child_spec spec = { .program = name, .in = -1, .out = -1,
		.take = take, .arg = out };

	return child_start(&spec, err);
}

static void
child_write__does_not_hang__with_more_than_pipes_hold(void **state)
{
	struct buf out = BUF_INIT, notice = BUF_INIT;
	struct err err = ERR_INIT;
	struct child *child;
	char block[4096];
	int i;

	helper("echoes", "exec cat");
	memset(block, 'x', sizeof(block));
	child = start("echoes", &out, &err);
	assert_non_null(child);
	for (i = 0; i < 500; i++)
		assert_true(child_write(child, block, sizeof(block), &err));
	assert_true(child_end(child, &notice, &err));
	assert_int_equal(out.len, 500 * sizeof(block));
	assert_int_equal(notice.len, 0);
	buf_clear(&out);
	buf_clear(&notice);
}

static void
child_end__gives_what_was_said__with_status_0(void **state)
{
	struct buf out = BUF_INIT, notice = BUF_INIT;
	struct err err = ERR_INIT;
	struct child *child;

	helper("notes", "cat; echo '一处\033[31m提示' >&2");
	child = start("notes", &out, &err);
	assert_true(child_end(child, &notice, &err));
	assert_string_equal(buf_str(&notice), "一处[U+001B][31m提示");
	buf_clear(&out);
	buf_clear(&notice);
}

static void
child_end__fails_with_its_sentence__with_another_status(void **state)
{
	struct buf out = BUF_INIT;
	struct err err = ERR_INIT;
	struct child *child;

	helper("refuses", "cat >/dev/null; echo 没有字体：请安装 >&2; exit 2");
	child = start("refuses", &out, &err);
	assert_true(child_write(child, "x", 1, &err));
	assert_false(child_end(child, NULL, &err));
	assert_string_equal(err.text, "没有字体：请安装");
	buf_clear(&out);
}

static void
child_end__says_so__when_the_helper_was_killed(void **state)
{
	struct buf out = BUF_INIT;
	struct err err = ERR_INIT;
	struct child *child;

	helper("dies", "cat >/dev/null; kill -9 $$");
	child = start("dies", &out, &err);
	assert_false(child_end(child, NULL, &err));
	assert_non_null(strstr(err.text, "信号 9"));
	assert_non_null(strstr(err.text, "请重试"));
	buf_clear(&out);
}

/* Writes until the helper's end is noticed; its reason comes with it. */
static void
child_write__tells_the_reason__of_a_helper_that_left(void **state)
{
	struct buf out = BUF_INIT;
	struct err err = ERR_INIT;
	struct child *child;
	char block[4096];

	helper("leaves", "echo 磁盘已满 >&2; exit 2");
	memset(block, 'x', sizeof(block));
	child = start("leaves", &out, &err);
	while (child_write(child, block, sizeof(block), &err))
		continue;
	assert_string_equal(err.text, "磁盘已满");
	child_kill(child);
	buf_clear(&out);
}

static void
child_write__fails__when_the_helper_did_not_want_all(void **state)
{
	struct buf out = BUF_INIT;
	struct err err = ERR_INIT;
	struct child *child;
	char block[4096];

	helper("bored", "exit 0");
	memset(block, 'x', sizeof(block));
	child = start("bored", &out, &err);
	while (child_write(child, block, sizeof(block), &err))
		continue;
	assert_non_null(strstr(err.text, "没有读完"));
	child_kill(child);
	buf_clear(&out);
}

static bool
refuse(void *arg, const void *data, size_t n, struct err *err)
{
	return err_set(err, ERR_FULL, "满了");
}

static void
child_end__stops__when_its_output_cannot_be_taken(void **state)
{
	struct child_spec spec = { .program = "echoes", .in = -1, .out = -1,
		.take = refuse };
	struct err err = ERR_INIT;
	struct child *child = child_start(&spec, &err);

	assert_non_null(child);
	assert_true(child_write(child, "x", 1, &err) || err.kind == ERR_FULL);
	assert_false(child_end(child, NULL, &err));
	assert_string_equal(err.text, "满了");
}

static void
child_start__works_in_another_directory__when_told(void **state)
{
	struct buf out = BUF_INIT;
	struct err err = ERR_INIT;
	struct child_spec spec = { .program = "where", .dir = "/", .in = -1,
		.out = -1, .take = take, .arg = &out };
	struct child *child;

	helper("where", "pwd");
	child = child_start(&spec, &err);
	assert_non_null(child);
	assert_true(child_end(child, NULL, &err));
	assert_string_equal(buf_str(&out), "/\n");
	buf_clear(&out);
}

static void
child_start__names_helper_and_remedy__when_there_is_none(void **state)
{
	struct buf out = BUF_INIT;
	struct err err = ERR_INIT;

	assert_null(start("no-such-helper", &out, &err));
	assert_int_equal(err.kind, ERR_MISSING);
	assert_non_null(strstr(err.text, "no-such-helper"));
	assert_non_null(strstr(err.text, "BANGJIAO_LIBEXEC"));
}

static void
child_kill__leaves_nothing__of_one_that_works(void **state)
{
	struct buf out = BUF_INIT;
	struct err err = ERR_INIT;

	child_kill(start("echoes", &out, &err));
	child_kill(NULL);
	buf_clear(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(child_write__does_not_hang__with_more_than_pipes_hold),
		cmocka_unit_test(child_end__gives_what_was_said__with_status_0),
		cmocka_unit_test(child_end__fails_with_its_sentence__with_another_status),
		cmocka_unit_test(child_end__says_so__when_the_helper_was_killed),
		cmocka_unit_test(child_write__tells_the_reason__of_a_helper_that_left),
		cmocka_unit_test(child_write__fails__when_the_helper_did_not_want_all),
		cmocka_unit_test(child_end__stops__when_its_output_cannot_be_taken),
		cmocka_unit_test(child_start__works_in_another_directory__when_told),
		cmocka_unit_test(child_start__names_helper_and_remedy__when_there_is_none),
		cmocka_unit_test(child_kill__leaves_nothing__of_one_that_works),
	};
	static const char *const names[] = { "echoes", "notes", "refuses",
		"dies", "leaves", "bored", "where" };
	size_t i;
	int status;

	if (mkdtemp(dir) == NULL)
		return 1;
	setenv("BANGJIAO_LIBEXEC", dir, 1);
	status = cmocka_run_group_tests(tests, NULL, NULL);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char *path = mem_printf("%s/%s", dir, names[i]);

		unlink(path);
		free(path);
	}
	rmdir(dir);
	return status;
}
