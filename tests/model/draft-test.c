/*
 * tests/model/draft-test.c: half-filled forms that survive
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "model/draft.h"
#include "tests/model/office.h"

static struct draft
half_filled(struct store *store)
{
	struct draft draft;

	memset(&draft, 0, sizeof(draft));
	draft.record = office_record(store, "visit", "p000000000000000", "q000000000000000", "visited_on", "2026-02-01",
	    "content", "两行\n第二行\t\\𠮷", NULL);
	draft.title = mem_text("走访：张三");
	draft.raw = mem_text("cost\t十二块\n");
	draft.field = mem_text("content");
	draft.offset = 7;
	return draft;
}

static struct drafts *
open_drafts(struct store *store)
{
	struct err err = ERR_INIT;
	struct drafts *drafts = drafts_open(store, &err);

	if (drafts == NULL)
		fail_msg("%s", err.text);
	return drafts;
}

static size_t
listed(struct drafts *drafts, struct draft **list)
{
	struct err err = ERR_INIT;
	size_t count;

	if (!drafts_list(drafts, list, &count, &err))
		fail_msg("%s", err.text);
	return count;
}

/* Saves a draft in another process, which is then killed without a word. */
static void
save_in_a_session_that_dies(struct store *store)
{
	int status;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		struct err err = ERR_INIT;
		struct draft draft = half_filled(store);
		struct drafts *drafts = drafts_open(store, &err);

		if (drafts == NULL || !drafts_save(drafts, &draft, &err))
			_exit(1);
		kill(getpid(), SIGKILL);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
}

static void
drafts__a_killed_session__leaves_the_form_as_it_was(void **state)
{
	struct store *store = office_new(*state);
	struct drafts *drafts;
	struct draft *list;

	save_in_a_session_that_dies(store);
	drafts = open_drafts(store);
	assert_int_equal(listed(drafts, &list), 1);
	assert_string_equal(list[0].form, "visit");
	assert_string_equal(list[0].title, "走访：张三");
	assert_string_equal(list[0].field, "content");
	assert_int_equal(list[0].offset, 7);
	assert_string_equal(list[0].raw, "cost\t十二块\n");
	assert_null(list[0].base);
	assert_string_equal(record_get(list[0].record, "content"), "两行\n第二行\t\\𠮷");
	assert_string_equal(record_get(list[0].record, "visited_on"), "2026-02-01");
	assert_string_equal(list[0].record->period, "q000000000000000");
	drafts_list_free(list, 1);
	drafts_close(drafts);
	store_close(store);
}

static void
drafts__a_living_session__keeps_its_drafts_to_itself(void **state)
{
	struct store *store = office_new(*state);
	struct drafts *drafts;
	struct draft *list;
	int ready[2], leave[2];
	char byte;
	pid_t child;

	assert_int_equal(pipe(ready), 0);
	assert_int_equal(pipe(leave), 0);
	child = fork();
	if (child == 0) {
		struct err err = ERR_INIT;
		struct draft draft = half_filled(store);
		struct drafts *own = drafts_open(store, &err);

		close(leave[1]);
		if (own == NULL || !drafts_save(own, &draft, &err) || write(ready[1], "x", 1) != 1)
			_exit(1);
		_exit(read(leave[0], &byte, 1) == 0 ? 0 : 1);
	}
	/* A child that fails closes the pipe, and the test does not wait. */
	close(ready[1]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	drafts = open_drafts(store);
	assert_int_equal(listed(drafts, &list), 0);
	close(leave[1]);
	waitpid(child, NULL, 0);
	assert_int_equal(listed(drafts, &list), 1);
	drafts_list_free(list, 1);
	drafts_close(drafts);
	store_close(store);
}

static void
drafts__saved_again__replace_themselves_and_go_when_done(void **state)
{
	struct store *store = office_new(*state);
	struct drafts *drafts = open_drafts(store);
	struct draft draft = half_filled(store), *list;
	struct err err = ERR_INIT;

	assert_true(drafts_save(drafts, &draft, &err));
	assert_int_not_equal(draft.id[0], '\0');
	record_set(draft.record, "content", "改了");
	record_set_absent(draft.record, "visited_on", "unknown");
	assert_true(drafts_save(drafts, &draft, &err));
	assert_int_equal(listed(drafts, &list), 1);
	assert_string_equal(record_get(list[0].record, "content"), "改了");
	assert_null(record_get(list[0].record, "visited_on"));
	drafts_list_free(list, 1);
	assert_true(drafts_delete(drafts, draft.id, &err));
	assert_int_equal(listed(drafts, &list), 0);
	draft_clear(&draft);
	drafts_close(drafts);
	store_close(store);
}

static void
drafts__the_file__is_for_its_owner_only_and_put_aside_when_damaged(void **state)
{
	struct store *store = office_new(*state);
	struct drafts *drafts = open_drafts(store);
	char *path = mem_printf("%s.drafts", store_path(store));
	struct draft *list;
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	drafts_close(drafts);
	place_write(*state, "store.db.drafts", "not a database at all, but long enough to be read as one", 56);
	drafts = open_drafts(store);
	assert_int_equal(listed(drafts, &list), 0);
	drafts_close(drafts);
	free(path);
	store_close(store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(drafts__a_killed_session__leaves_the_form_as_it_was),
		PLACE_TEST(drafts__a_living_session__keeps_its_drafts_to_itself),
		PLACE_TEST(drafts__saved_again__replace_themselves_and_go_when_done),
		PLACE_TEST(drafts__the_file__is_for_its_owner_only_and_put_aside_when_damaged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
