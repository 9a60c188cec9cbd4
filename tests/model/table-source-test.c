/*
 * tests/model/table-source-test.c: texts and workbooks as rows
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/mem.h"
#include "model/table-source.h"
#include "tests/model/book.h"
#include "tests/model/place.h"

static const char *const name_heads[] = { "姓名" };
static const char *const date_heads[] = { "释放日期" };
static const struct importfield fields[] = {
	{ .form = "person", .field = "name", .head_count = 1, .head = name_heads,
	    .required = true },
	{ .form = "period", .field = "out", .head_count = 1, .head = date_heads,
	    .required = true },
};
static const struct profiledef profile = { .name = "roster", .title = "花名册",
	.count = 2, .field = fields };

static bool
hear(void *arg, const struct delimited_row *row)
{
	struct buf *heard = arg;
	size_t i;

	buf_addf(heard, "%ld", row->line);
	for (i = 0; i < row->count; i++)
		buf_addf(heard, " [%s]", row->cell[i]);
	buf_addc(heard, '\n');
	return true;
}

static struct tablesource *
source_of(struct place *place, const char *name, struct tablesource_options *options)
{
	struct err err = ERR_INIT;
	struct tablesource *source;

	options->dir = place_file(place, ".");
	source = tablesource_open(place_file(place, name), options, &err);
	if (source == NULL)
		fail_msg("%s", err.text);
	return source;
}

static void
expect_rows(struct tablesource *source, const char *rows)
{
	struct buf heard = BUF_INIT;
	struct err err = ERR_INIT;

	if (!tablesource_rows(source, hear, &heard, &err))
		fail_msg("%s", err.text);
	assert_string_equal(buf_str(&heard), rows);
	buf_clear(&heard);
}

static void
expect_preview(struct tablesource *source, size_t most, const char *rows)
{
	struct buf heard = BUF_INIT;
	struct err err = ERR_INIT;

	if (!tablesource_preview(source, most, hear, &heard, &err))
		fail_msg("%s", err.text);
	assert_string_equal(buf_str(&heard), rows);
	buf_clear(&heard);
}

static void
table_source__text__tells_what_it_is_and_its_rows_again(void **state)
{
	static const char text[] = "\xEF\xBB\xBF名册\r\n姓名;释放日期\r\n王\"一;2025\r\n";
	struct tablesource_options options = { .encoding = NULL };
	struct tablesource *source;
	struct tablehead *head;
	struct err err = ERR_INIT;

	place_write(*state, "a.csv", text, sizeof(text) - 1);
	source = source_of(*state, "a.csv", &options);
	assert_false(tablesource_workbook(source));
	assert_string_equal(tablesource_encoding(source), "utf-8");
	assert_string_equal(tablesource_looks(source), "utf-8");
	assert_int_equal(tablesource_sheets(source), 0);
	assert_int_equal(tablesource_delimiter(source), 0);
	expect_preview(source, 2, "1 [名册]\n2 [姓名;释放日期]\n");
	expect_preview(source, 0, "");
	head = tablesource_head(source, &profile, &err);
	assert_non_null(head);
	assert_int_equal(head->line, 2);
	assert_int_equal(tablesource_delimiter(source), ';');
	assert_true(tablesource_crlf(source));
	tablehead_free(head);
	expect_preview(source, 2, "1 [名册]\n2 [姓名] [释放日期]\n");
	assert_string_equal(tablesource_digest(source), "");
	expect_rows(source, "1 [名册]\n2 [姓名] [释放日期]\n3 [王\"一] [2025]\n");
	assert_int_equal(strlen(tablesource_digest(source)), 64);
	expect_rows(source, "1 [名册]\n2 [姓名] [释放日期]\n3 [王\"一] [2025]\n");
	tablesource_close(source);
}

static void
table_source__text__takes_encoding_and_delimiter_as_told(void **state)
{
	static const char text[] = "\xD0\xD5\xC3\xFB,a\tb\n";
	struct tablesource_options options = { .encoding = "gbk", .delimiter = '\t' };
	struct tablesource *source;
	struct tablehead *head;
	struct err err = ERR_INIT;

	place_write(*state, "a.csv", text, sizeof(text) - 1);
	source = source_of(*state, "a.csv", &options);
	assert_string_equal(tablesource_encoding(source), "gb18030");
	expect_preview(source, 5, "1 [姓名,a] [b]\n");
	tablesource_close(source);
	place_write(*state, "a.csv", "姓名,释放日期\n", 20);
	options.encoding = NULL;
	source = source_of(*state, "a.csv", &options);
	head = tablesource_head(source, &profile, &err);
	assert_null(head);
	assert_non_null(strstr(err.text, "逗号"));
	tablesource_close(source);
}

static void
table_source__text__that_changes_meanwhile_is_refused(void **state)
{
	struct tablesource_options options = { .delimiter = ',' };
	struct tablesource *source;
	struct buf heard = BUF_INIT;
	struct err err = ERR_INIT;

	place_write(*state, "a.csv", "a,b\n", 4);
	source = source_of(*state, "a.csv", &options);
	expect_rows(source, "1 [a] [b]\n");
	place_write(*state, "a.csv", "a,c\n", 4);
	assert_false(tablesource_rows(source, hear, &heard, &err));
	assert_non_null(strstr(err.text, "改动"));
	buf_clear(&heard);
	tablesource_close(source);
}

static const struct book_sheet sheet[] = {
	{ "往年", true, "姓名|释放日期\n王旧|2020-01-01\n" },
	{ "说明", false, "一、如实填写\n" },
	{ "名册", false, "云岭镇\n\n姓名|释放日期\n李一|2025-03-01\n" },
};

static void
table_source__workbook__takes_the_sheet_with_the_heads(void **state)
{
	struct tablesource_options options = { .encoding = NULL };
	struct tablesource *source;
	struct tablehead *head;
	struct err err = ERR_INIT;

	book_write(place_file(*state, "a.xlsx"), sheet, 3);
	source = source_of(*state, "a.xlsx", &options);
	assert_true(tablesource_workbook(source));
	assert_string_equal(tablesource_encoding(source), "utf-8");
	assert_int_equal(tablesource_sheets(source), 3);
	assert_string_equal(tablesource_sheet(source, 2), "名册");
	assert_true(tablesource_hidden(source, 0));
	assert_int_equal(tablesource_taken(source), 1);
	expect_preview(source, 9, "1 [一、如实填写]\n");
	head = tablesource_head(source, &profile, &err);
	assert_non_null(head);
	assert_int_equal(head->line, 3);
	tablehead_free(head);
	assert_int_equal(tablesource_taken(source), 2);
	assert_true(tablesource_alike(source, 2));
	assert_false(tablesource_alike(source, 1));
	expect_rows(source, "1 [云岭镇]\n3 [姓名] [释放日期]\n4 [李一] [2025-03-01]\n");
	expect_rows(source, "1 [云岭镇]\n3 [姓名] [释放日期]\n4 [李一] [2025-03-01]\n");
	assert_int_equal(strlen(tablesource_digest(source)), 64);
	tablesource_close(source);
}

static void
table_source__workbook__reads_the_sheet_that_is_told(void **state)
{
	struct tablesource_options options = { .sheet = "往年" };
	struct tablesource *source;
	struct tablehead *head;
	struct err err = ERR_INIT;

	book_write(place_file(*state, "a.xlsx"), sheet, 3);
	source = source_of(*state, "a.xlsx", &options);
	assert_int_equal(tablesource_taken(source), 0);
	head = tablesource_head(source, &profile, &err);
	assert_non_null(head);
	tablehead_free(head);
	expect_rows(source, "1 [姓名] [释放日期]\n2 [王旧] [2020-01-01]\n");
	tablesource_close(source);
	options.sheet = "说明";
	source = source_of(*state, "a.xlsx", &options);
	assert_null(tablesource_head(source, &profile, &err));
	tablesource_close(source);
	options.sheet = "没有";
	assert_null(tablesource_open(place_file(*state, "a.xlsx"), &options, &err));
	assert_non_null(strstr(err.text, "往年、说明、名册"));
}

static bool
stop_when_told(void *arg)
{
	return !*(bool *)arg;
}

static void
table_source__rows__can_be_stopped_by_the_caller(void **state)
{
	bool told = false;
	struct tablesource_options options = { .goes = stop_when_told,
		.arg = &told };
	struct tablesource *source;
	struct buf heard = BUF_INIT;
	struct err err = ERR_INIT;

	place_write(*state, "a.csv", "a,b\n", 4);
	source = source_of(*state, "a.csv", &options);
	told = true;
	assert_false(tablesource_rows(source, hear, &heard, &err));
	assert_int_equal(err.kind, ERR_INTERRUPTED);
	buf_clear(&heard);
	tablesource_close(source);
}

/* ---- the helper's process ---- */

struct watch { pid_t pid; bool seen; };

static bool
read_proc(pid_t pid, const char *what, struct buf *out)
{
	char *path = mem_printf("/proc/%ld/%s", (long)pid, what), piece[4096];
	FILE *file = fopen(path, "r");
	size_t n;

	free(path);
	if (file == NULL)
		return false;
	while ((n = fread(piece, 1, sizeof(piece), file)) > 0)
		buf_addn(out, piece, n);
	fclose(file);
	return true;
}

/* Our only child. */
static pid_t
find_child(void)
{
	DIR *dir = opendir("/proc");
	struct dirent *entry;
	struct buf status = BUF_INIT;
	char *parent = mem_printf("PPid:\t%ld\n", (long)getpid());
	pid_t pid = 0;

	assert_non_null(dir);
	while (pid == 0 && (entry = readdir(dir)) != NULL) {
		buf_cut(&status, 0);
		if (atol(entry->d_name) > 0 &&
		    read_proc((pid_t)atol(entry->d_name), "status", &status) &&
		    strstr(buf_str(&status), parent) != NULL)
			pid = (pid_t)atol(entry->d_name);
	}
	closedir(dir);
	buf_clear(&status);
	free(parent);
	return pid;
}

/* Its descriptors, when we may see them; -1 else. */
static int
count_descriptors(pid_t pid)
{
	char *path = mem_printf("/proc/%ld/fd", (long)pid);
	DIR *dir = opendir(path);
	struct dirent *entry;
	int count = 0;

	free(path);
	if (dir == NULL)
		return -1;
	while ((entry = readdir(dir)) != NULL)
		count += entry->d_name[0] != '.';
	closedir(dir);
	return count;
}

static bool
watch(void *arg, const struct delimited_row *row)
{
	struct watch *watch = arg;
	struct buf status = BUF_INIT, environment = BUF_INIT;
	int descriptors;

	if (row->line < 2000 || watch->seen)
		return true;
	watch->seen = true;
	watch->pid = find_child();
	assert_true(watch->pid > 0);
	assert_true(read_proc(watch->pid, "status", &status));
#ifndef SANITIZED
	assert_non_null(strstr(buf_str(&status), "NoNewPrivs:\t1"));
	if (strstr(buf_str(&status), "Seccomp:\t0") != NULL)
		print_message("# this kernel has no lists of system calls\n");
	else
		assert_non_null(strstr(buf_str(&status), "Seccomp:\t2"));
#endif
	descriptors = count_descriptors(watch->pid);
	if (descriptors >= 0)
		assert_int_equal(descriptors, 3);
	if (read_proc(watch->pid, "environ", &environment))
		assert_null(memmem(buf_str(&environment), environment.len,
		    "BANGJIAO_SECRET", 15));
	buf_clear(&status);
	buf_clear(&environment);
	return true;
}

static void
table_source__helper__holds_the_open_file_and_nothing_else(void **state)
{
	struct tablesource_options options = { .delimiter = ',' };
	struct tablesource *source;
	struct watch seen = { 0, false };
	struct buf text = BUF_INIT;
	struct err err = ERR_INIT;
	int i, store = open("/dev/null", O_RDWR);

	/* more than the pipe holds: it is there while we look */
	for (i = 0; i < 100000; i++)
		buf_addf(&text, "%d,王某,下田村\n", i);
	place_write(*state, "a.csv", buf_str(&text), text.len);
	setenv("BANGJIAO_SECRET", "x", 1);
	assert_true(store >= 0);	/* not closed on exec */
	source = source_of(*state, "a.csv", &options);
	assert_true(tablesource_rows(source, watch, &seen, &err));
	assert_true(seen.seen);
	tablesource_close(source);
	close(store);
	buf_clear(&text);
}

static bool
kill_helper(void *arg, const struct delimited_row *row)
{
	if (row->line == 2000)
		assert_int_equal(kill(find_child(), SIGKILL), 0);
	return true;
}

static void
table_source__helper__that_is_killed_is_told(void **state)
{
	struct tablesource_options options = { .delimiter = ',' };
	struct tablesource *source;
	struct buf text = BUF_INIT;
	struct err err = ERR_INIT;
	int i;

	for (i = 0; i < 100000; i++)
		buf_addf(&text, "%d,王某,下田村\n", i);
	place_write(*state, "a.csv", buf_str(&text), text.len);
	source = source_of(*state, "a.csv", &options);
	assert_false(tablesource_rows(source, kill_helper, NULL, &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
	assert_non_null(strstr(err.text, "中途被终止"));
	assert_string_equal(tablesource_digest(source), "");
	tablesource_close(source);
	buf_clear(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(table_source__text__tells_what_it_is_and_its_rows_again),
		PLACE_TEST(table_source__text__takes_encoding_and_delimiter_as_told),
		PLACE_TEST(table_source__text__that_changes_meanwhile_is_refused),
		PLACE_TEST(table_source__workbook__takes_the_sheet_with_the_heads),
		PLACE_TEST(table_source__workbook__reads_the_sheet_that_is_told),
		PLACE_TEST(table_source__rows__can_be_stopped_by_the_caller),
		PLACE_TEST(table_source__helper__holds_the_open_file_and_nothing_else),
		PLACE_TEST(table_source__helper__that_is_killed_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
