/*
 * tests/reports/report-test.c: reports over a real store
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "reports/report.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "model/import.h"
#include "reports/preview.h"

static char dir[] = "/tmp/bangjiao-report-XXXXXX";
static struct store *store;

static void
import_file(const char *path)
{
	struct import_options options = { .profile = "roster", .path = path };
	struct import_result result = { .read = 0 };
	struct err err = ERR_INIT;

	if (!import_run(store, &options, &result, &err))
		fail_msg("%s", err.text);
	import_result_clear(&result);
}

static int
set_up(void **state)
{
	const char *srcdir = getenv("srcdir");
	char *path = NULL, *roster;
	struct store_options options = { .path = NULL };
	struct err err = ERR_INIT;

	date_set_today(date_make(2026, 3, 4));
	if (mkdtemp(dir) == NULL)
		return -1;
	path = mem_printf("%s/s.db", dir);
	options.path = path;
	store = store_create(&options, "城关司法所", date_make(2025, 1, 1), &err);
	if (store == NULL)
		return -1;
	roster = mem_printf("%s/tests/cli/roster.csv",
	    srcdir == NULL ? "." : srcdir);
	import_file(roster);
	free(roster);
	free(path);
	return 0;
}

static int
tear_down(void **state)
{
	DIR *files = opendir(dir);
	struct dirent *entry;

	store_close(store);
	while (files != NULL && (entry = readdir(files)) != NULL)
		if (entry->d_name[0] != '.' || strlen(entry->d_name) > 2)
			unlinkat(dirfd(files), entry->d_name, 0);
	if (files != NULL)
		closedir(files);
	return rmdir(dir);
}

static void
report_open__keeps_its_rows__whatever_others_save(void **state)
{
	struct report_options options = { .profile = &layout_narrow };
	struct err err = ERR_INIT;
	struct report *report = report_open(store, "roster", &options, &err);
	struct report *later;
	char *path = mem_printf("%s/more.csv", dir);
	static const char more[] = "姓名,释放日期,村居\n新来某,2025-02-02,前湾村\n";
	struct file_out *out = file_create(path, false, &err);
	struct sheet_page *page;
	long n;

	assert_non_null(report);
	assert_true(file_write(out, more, sizeof(more) - 1, &err));
	assert_true(file_commit(out, &err));
	import_file(path);
	later = report_open(store, "roster", &options, &err);
	assert_int_equal(report_rows(later), report_rows(report) + 1);
	for (n = report_pages(report); n >= 1; n--) {
		page = report_page(report, n, &err);
		assert_non_null(page);
		assert_int_equal(page->of, report_pages(report));
		sheet_page_free(page);
	}
	report_close(later);
	report_close(report);
	free(path);
}

static bool
stop_at_once(void *arg, long done, long all)
{
	return false;
}

static void
report_open__stops__when_it_is_cancelled(void **state)
{
	struct report_options options = { .profile = &layout_narrow,
		.progress = stop_at_once };
	struct err err = ERR_INIT;

	assert_null(report_open(store, "roster", &options, &err));
	assert_int_equal(err.kind, ERR_INTERRUPTED);
	/* Nothing is left open behind it. */
	options.progress = NULL;
	err_clear(&err);
	report_close(report_open(store, "roster", &options, &err));
	assert_int_equal(err.kind, ERR_NONE);
}

static void
report_open__lists_what_there_is__for_unknown_names(void **state)
{
	struct report_value value = { "colour", "red" };
	struct report_options options = { .value = &value, .count = 1 };
	struct err err = ERR_INIT;

	assert_null(report_open(store, "nothing", &options, &err));
	assert_int_equal(err.kind, ERR_MISSING);
	assert_non_null(strstr(err.text, "roster"));
	err_clear(&err);
	assert_null(report_open(store, "roster", &options, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_non_null(strstr(err.text, "village"));
}

static bool
is_village(void *arg, const char *const *text, size_t count, struct err *err)
{
	++*(int *)arg;
	return true;
}

static void
report_each__gives_the_rows__that_parameters_ask_for(void **state)
{
	struct report_value value[] = {
		{ "village", "前湾村" }, { "class", "重点" }, { "to", "2025.12.31" }
	};
	struct report_options options = { .value = value, .count = 3 };
	struct err err = ERR_INIT;
	struct report *report = report_open(store, "roster", &options, &err);
	int rows = 0;

	assert_non_null(report);
	assert_true(report_each(report, is_village, &rows, &err));
	assert_int_equal(rows, report_rows(report));
	assert_in_range(rows, 1, 5);
	report_close(report);
}

static void
preview_page__gives_harmless_lines__within_the_paper(void **state)
{
	static const struct layout_profile screen = { text_cell_wide, 1 };
	struct report_options options = { .profile = &screen };
	struct err err = ERR_INIT;
	struct report *report = report_open(store, "roster", &options, &err);
	char **line;
	size_t count, i, at;
	uint32_t cp;
	struct pages pages;
	long n;

	assert_non_null(report);
	pages = report_as_pages(report);
	for (n = 1; n <= report_pages(report); n++) {
		line = preview_page(&pages, n, &count, &err);
		assert_non_null(line);
		assert_int_equal(count, report_sheet(report)->rows);
		for (i = 0; i < count; i++)
			for (at = 0; line[i][at] != '\0';) {
				at += text_decode(line[i] + at,
				    strlen(line[i] + at), &cp);
				assert_true(text_harmless(cp));
			}
		preview_free(line, count);
	}
	report_close(report);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(report_open__keeps_its_rows__whatever_others_save),
		cmocka_unit_test(report_open__stops__when_it_is_cancelled),
		cmocka_unit_test(report_open__lists_what_there_is__for_unknown_names),
		cmocka_unit_test(report_each__gives_the_rows__that_parameters_ask_for),
		cmocka_unit_test(preview_page__gives_harmless_lines__within_the_paper),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
