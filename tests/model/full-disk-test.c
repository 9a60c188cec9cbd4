/*
 * tests/model/full-disk-test.c: saving on a disk that is really full
 * SPDX-License-Identifier: Apache-2.0
 *
 * On a small file system of its own (tmpfs in a mount namespace): that takes
 * root; without, the test says that it is skipped.
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/draft.h"
#include "model/store-private.h"
#include "tests/model/office.h"

static bool
small_disk(struct place *place)
{
	return unshare(CLONE_NEWNS) == 0 &&
	    mount("none", "/", "none", MS_REC | MS_PRIVATE, NULL) == 0 &&
	    mount("tmpfs", place_dir(place), "tmpfs", 0, "size=6m,mode=0700") == 0;
}

/* Writes until nothing goes any more. */
static void
fill(struct place *place)
{
	static char block[4096];
	int fd = open(place_file(place, "junk"), O_WRONLY | O_CREAT | O_APPEND, 0600);

	assert_true(fd >= 0);
	memset(block, 'x', sizeof(block));
	while (write(fd, block, sizeof(block)) > 0)
		;
	close(fd);
}

static void
full_disk__save__keeps_the_form_and_loses_nothing(void **state)
{
	char person_id[STORE_ID_SIZE], period_id[STORE_ID_SIZE];
	struct place *place = *state;
	struct record *person, *period, *visit;
	struct outcome outcome;
	struct err err = ERR_INIT;
	struct store *store;
	struct drafts *drafts;
	struct draft draft = { .title = NULL };
	long saved = 0, before, n;
	char long_text[2000];

	if (!small_disk(place)) {
		print_message("# skipped: no right to mount a small disk\n");
		skip();
	}
	store = office_new(place);
	person = office_record(store, "person", NULL, NULL, "name", "张三", NULL);
	office_do(store, CHANGE_CREATE, person);
	period = office_record(store, "period", person->id, NULL, NULL);
	office_do(store, CHANGE_CREATE, period);
	memset(long_text, 'y', sizeof(long_text) - 1);
	long_text[sizeof(long_text) - 1] = '\0';
	fill(place);
	/* The room that was kept back saves what is on the screen … */
	assert_false(store_reserve_used(store));
	for (;;) {
		visit = office_record(store, "visit", person->id, period->id, "content",
		    long_text, NULL);
		if (!office_apply(store, CHANGE_CREATE, visit, NULL, &outcome, &err))
			break;
		record_free(visit);
		assert_true(++saved < 3000);
	}
	assert_true(saved > 10);
	assert_true(store_reserve_used(store));
	/* … then the form stays as it is, with the reason. */
	assert_int_equal(err.kind, ERR_FULL);
	assert_non_null(strstr(err.text, "未保存"));
	assert_string_equal(visit->id, "");
	assert_string_equal(record_get(visit, "content"), long_text);
	assert_int_equal(office_number(store, "SELECT count(*) FROM main.visit"), saved);
	/* A draft that cannot be written is told, no more. */
	drafts = drafts_open(store, &err);
	if (drafts != NULL) {
		draft.record = visit;
		err_clear(&err);
		if (!drafts_save(drafts, &draft, &err))
			assert_int_equal(err.kind, ERR_FULL);
	}
	drafts_close(drafts);
	/* It can still be opened and read; after room was made, saved. */
	before = saved;
	memcpy(person_id, person->id, sizeof(person_id));
	memcpy(period_id, period->id, sizeof(period_id));
	/* Records point into the catalog of the store that made them. */
	record_free(visit);
	record_free(period);
	record_free(person);
	store_close(store);
	store = office_open(place);
	assert_int_equal(office_number(store, "SELECT count(*) FROM main.visit"), before);
	assert_int_equal(unlink(place_file(place, "junk")), 0);
	visit = office_record(store, "visit", person_id, period_id, "content", long_text, NULL);
	office_do(store, CHANGE_CREATE, visit);
	assert_true(store_check(store, NULL, NULL, &n, &err));
	assert_int_equal(n, 0);
	record_free(visit);
	store_close(store);
	/* The room is kept back again. */
	store = office_open(place);
	assert_int_equal(access(place_file(place, "store.db.reserve"), F_OK), 0);
	store_close(store);
	umount(place_dir(place));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(full_disk__save__keeps_the_form_and_loses_nothing),
	};

	return cmocka_run_group_tests_name("full-disk", tests, NULL, NULL);
}
