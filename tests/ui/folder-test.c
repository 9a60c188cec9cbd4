/*
 * tests/ui/folder-test.c: what is in a folder
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/mem.h"
#include "ui/folder.h"

static char place[64];

static void
put(const char *name, long changed)
{
	struct timespec when[2] = { { changed, 0 }, { changed, 0 } };
	char *path = mem_printf("%s/%s", place, name);
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs("abc", file);
	fclose(file);
	assert_int_equal(utimensat(AT_FDCWD, path, when, 0), 0);
	free(path);
}

static int
set_up(void **state)
{
	char *inside;

	snprintf(place, sizeof(place), "/tmp/folder-test.XXXXXX");
	assert_non_null(mkdtemp(place));
	inside = mem_printf("%s/往年", place);
	assert_int_equal(mkdir(inside, 0700), 0);
	free(inside);
	put("县局名单.csv", 1000);
	put("监狱.XLSX", 3000);
	put("a.txt", 2000);
	put("照片.jpg", 9000);
	put(".hidden.csv", 9000);
	put("\xD6\xD0\xCE\xC4.csv", 500);	/* GB18030 */
	put("bad\xFF.csv", 400);
	put("up\xE2\x80\xAE" "fdp.csv", 300);	/* a right-to-left mark */
	return 0;
}

static int
tear_down(void **state)
{
	static const char *const names[] = { "县局名单.csv", "监狱.XLSX", "a.txt",
	    "照片.jpg", ".hidden.csv", "\xD6\xD0\xCE\xC4.csv", "bad\xFF.csv",
	    ("up\xE2\x80\xAE" "fdp.csv"), "往年" };
	size_t i;
	char *path;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		path = mem_printf("%s/%s", place, names[i]);
		assert_int_equal(remove(path), 0);
		free(path);
	}
	return rmdir(place);
}

static const struct folder_entry *
nth(const struct folder *folder, size_t i)
{
	assert_true(i < folder->seen_count);
	return &folder->entry[folder->seen[i]];
}

static void
folder__read__folders_first_then_tables_the_newest_first(void **state)
{
	struct folder folder = { .path = NULL };
	struct err err = { 0 };

	assert_true(folder_read(&folder, place, &err));
	assert_int_equal(folder.seen_count, 8);
	assert_int_equal(nth(&folder, 0)->kind, FOLDER_UP);
	assert_string_equal(nth(&folder, 1)->shown, "往年");
	assert_string_equal(nth(&folder, 2)->shown, "监狱.XLSX");
	assert_string_equal(nth(&folder, 3)->shown, "a.txt");
	assert_int_equal(nth(&folder, 3)->size, 3);
	assert_int_equal(folder.others, 2);
	folder_narrow(&folder, "", true);
	assert_int_equal(folder.seen_count, 10);
	assert_int_equal(folder.others, 0);
	folder_clear(&folder);
}

static void
folder__shown__names_of_broken_bytes_and_marks_are_safe(void **state)
{
	struct folder folder = { .path = NULL };
	struct err err = { 0 };

	assert_true(folder_read(&folder, place, &err));
	assert_string_equal(nth(&folder, 5)->shown, "中文.csv");
	assert_string_equal(nth(&folder, 6)->shown, "bad[FF].csv");
	assert_string_equal(nth(&folder, 7)->shown, "up[U+202E]fdp.csv");
	folder_clear(&folder);
}

static void
folder__narrow__by_part_of_the_name_or_initials(void **state)
{
	struct folder folder = { .path = NULL };
	struct err err = { 0 };
	char *path;

	assert_true(folder_read(&folder, place, &err));
	folder_narrow(&folder, "XLSX", false);
	assert_int_equal(folder.seen_count, 1);
	folder_narrow(&folder, "xjmd", false);
	assert_int_equal(folder.seen_count, 1);
	path = folder_path(&folder, 0);
	assert_string_equal(strrchr(path, '/'), "/县局名单.csv");
	free(path);
	folder_narrow(&folder, "没有的", true);
	assert_int_equal(folder.seen_count, 0);
	folder_clear(&folder);
}

static void
folder__read__failing_leaves_what_was_there(void **state)
{
	struct folder folder = { .path = NULL };
	struct err err = { 0 };
	char *gone = mem_printf("%s/没有", place);

	assert_true(folder_read(&folder, place, &err));
	assert_false(folder_read(&folder, gone, &err));
	assert_int_equal(err.kind, ERR_MISSING);
	assert_int_equal(folder.seen_count, 8);
	assert_int_equal(folder_find(&folder, "a.txt"), 3);
	folder_clear(&folder);
	free(gone);
}

static void
typed(const char *text, const char *want)
{
	char *path = folder_typed(text, "/home/li");

	if (want == NULL)
		assert_null(path);
	else
		assert_string_equal(path, want);
	free(path);
}

static void
folder__typed__takes_paths_as_they_are_copied(void **state)
{
	typed("名单.csv", NULL);
	typed("~", "/home/li");
	typed("~/名单.csv", "/home/li/名单.csv");
	typed("  '/tmp/a b.csv' \n", "/tmp/a b.csv");
	typed("/tmp/no\\ such.csv", "/tmp/no such.csv");
	typed("file:///tmp/%E5%90%8D.csv", "/tmp/名.csv");
	typed("file:///tmp/%00%zz", "/tmp/%00%zz");
}

static void
folder__size__in_words(void **state)
{
	char text[24];

	folder_size(0, text, sizeof(text));
	assert_string_equal(text, "0 B");
	folder_size(30729, text, sizeof(text));
	assert_string_equal(text, "30 KB");
	folder_size(2819865, text, sizeof(text));
	assert_string_equal(text, "2.7 MB");
	folder_size(5LL << 40, text, sizeof(text));
	assert_string_equal(text, "5.0 TB");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folder__read__folders_first_then_tables_the_newest_first),
		cmocka_unit_test(folder__shown__names_of_broken_bytes_and_marks_are_safe),
		cmocka_unit_test(folder__narrow__by_part_of_the_name_or_initials),
		cmocka_unit_test(folder__read__failing_leaves_what_was_there),
		cmocka_unit_test(folder__typed__takes_paths_as_they_are_copied),
		cmocka_unit_test(folder__size__in_words),
	};

	return cmocka_run_group_tests_name("ui/folder", tests, set_up, tear_down);
}
