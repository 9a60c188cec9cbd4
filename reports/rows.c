/*
 * reports/rows.c: all rows of a report's SELECT, read in short transactions
 * SPDX-License-Identifier: Apache-2.0
 *
 * A record of the spool is a key, then the row's values.  The key makes strcmp
 * order rows as SQLite does: for each column of the order a NULL is "\1", a
 * text "\2", itself, "\1".
 */
#include "config.h"
#include "reports/rows.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/mem.h"
#include "reports/merge.h"
#include "reports/spool.h"

enum { PROGRESS_EVERY = 1000 };
/* Records of a part, and the time that a part should take. */
enum { FIRST_PART = 500, LEAST_PART = 50, MOST_PART = 50000, PART_MS = 70 };

struct rows {
	struct spool	*spool;
	struct merge	*merge;
	long long	*start;		/* of each part in the spool */
	size_t		 parts, cap;
	long		 count;
};

/* What is needed while reading. */
struct reading {
	const struct rows_job *job;
	struct rows	*rows;
	struct buf	 key, last;	/* of this row and the one before */
};

static bool
interrupted(struct err *err)
{
	return err_set(err, ERR_INTERRUPTED, "已中断，没有产生结果：请再做一次");
}

static void
make_key(struct reading *reading)
{
	struct select *select = reading->job->select;
	const char *text;
	size_t i;

	buf_cut(&reading->key, 0);
	for (i = 0; i < select->order_count; i++) {
		text = select_value(select, select->count + i);
		if (text != NULL) {
			buf_addc(&reading->key, '\2');
			buf_add(&reading->key, text);
		}
		buf_addc(&reading->key, '\1');
	}
}

/* Merging needs parts that are sorted as the order says. */
static bool
check_order(struct reading *reading, struct err *err)
{
	const struct reportdef *def = reading->job->select->def;
	struct buf swap = reading->last;

	if (strcmp(buf_str(&reading->last), buf_str(&reading->key)) > 0)
		return err_set(err, ERR_DATA, "%s:%d：select 的 ORDER BY 与 order "
		    "不一致：请把 order 的各列照样写进 ORDER BY（都是文字，升序）",
		    def->file, def->select_line);
	reading->last = reading->key;
	reading->key = swap;
	return true;
}

/* Runs the select with what is bound and copies its rows. */
static bool
copy_rows(struct reading *reading, struct err *err)
{
	struct select *select = reading->job->select;
	struct rows *rows = reading->rows;
	const char **text = mem_new((select->count + 1) * sizeof(*text));
	bool ok = true;
	size_t i;
	int got;

	buf_cut(&reading->last, 0);
	while (ok && (got = select_step(select, err)) != 0) {
		if (got < 0) {
			ok = false;
			break;
		}
		make_key(reading);
		text[0] = buf_str(&reading->key);
		for (i = 0; i < select->count; i++)
			text[i + 1] = select_value(select, i);
		ok = spool_add(rows->spool, 0, text, select->count + 1, NULL,
		    err) && check_order(reading, err);
		if (ok && ++rows->count % PROGRESS_EVERY == 0 &&
		    !reading->job->goes_on(reading->job->arg, rows->count))
			ok = interrupted(err);
	}
	stmt_again(select->stmt);
	free(text);
	return ok;
}

static bool
read_part(struct reading *reading, struct err *err)
{
	struct rows *rows = reading->rows;

	rows->start = mem_grow(rows->start, rows->parts, &rows->cap,
	    sizeof(*rows->start));
	rows->start[rows->parts++] = spool_end(rows->spool);
	return copy_rows(reading, err);
}

/* ---- parts ---- */

/* The id of the slice's record that is size records behind `after`; NULL in
 * *upto when there are not so many. */
static bool
find_bound(struct reading *reading, const char *after, long size, char **upto,
    struct err *err)
{
	char *sql = mem_printf("SELECT id FROM %s WHERE id > :after ORDER BY id "
	    "LIMIT 1 OFFSET :size", reading->job->select->def->slice);
	struct stmt *stmt = store_query(reading->job->store, sql, NULL, NULL,
	    err);
	int got;

	free(sql);
	*upto = NULL;
	if (stmt == NULL)
		return false;
	stmt_text(stmt, stmt_param(stmt, ":after"), after);
	stmt_int(stmt, stmt_param(stmt, ":size"), size - 1);
	got = stmt_step(stmt, err);
	if (got == 1)
		*upto = mem_text(stmt_get(stmt, 0));
	stmt_done(stmt);
	return got >= 0;
}

static long
milliseconds(const struct timespec *since)
{
	struct timespec now;

	if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
		return PART_MS;
	return (now.tv_sec - since->tv_sec) * 1000 +
	    (now.tv_nsec - since->tv_nsec) / 1000000;
}

/* As many records as would have taken PART_MS, without leaps. */
static long
next_size(long size, long took)
{
	long wanted = took < 1 ? size * 4 : size * PART_MS / took;

	if (wanted > size * 4)
		wanted = size * 4;
	if (wanted < LEAST_PART)
		wanted = LEAST_PART;
	return wanted > MOST_PART ? MOST_PART : wanted;
}

static bool
read_parts(struct reading *reading, struct err *err)
{
	struct select *select = reading->job->select;
	char *after = mem_text(""), *upto = NULL;
	struct timespec since;
	long size = FIRST_PART;
	bool ok, more = true;

	for (ok = true; ok && more; after = upto) {
		if (clock_gettime(CLOCK_MONOTONIC, &since) != 0)
			memset(&since, 0, sizeof(since));
		ok = find_bound(reading, after, size, &upto, err);
		if (!ok)
			break;
		more = upto != NULL;
		select_bind(select, "after", after);
		/* Ids are of letters and digits. */
		select_bind(select, "upto", more ? upto : "\177");
		free(after);
		ok = read_part(reading, err);
		size = next_size(size, milliseconds(&since));
	}
	free(after);
	return ok;
}

/* ---- */

struct rows *
rows_read(const struct rows_job *job, struct err *err)
{
	struct rows *rows = mem_new(sizeof(*rows));
	struct reading reading = { job, rows, BUF_INIT, BUF_INIT };
	bool ok;

	rows->spool = spool_new(job->dir);
	ok = job->select->def->slice == NULL ? read_part(&reading, err) :
	    read_parts(&reading, err);
	buf_clear(&reading.key);
	buf_clear(&reading.last);
	if (ok)
		rows->merge = merge_open(rows->spool, rows->start, rows->parts,
		    err);
	if (rows->merge != NULL)
		return rows;
	rows_free(rows);
	return NULL;
}

void
rows_free(struct rows *rows)
{
	if (rows == NULL)
		return;
	merge_close(rows->merge);
	spool_free(rows->spool);
	free(rows->start);
	free(rows);
}

long
rows_count(const struct rows *rows)
{
	return rows->count;
}

int
rows_next(struct rows *rows, const char *const **value, struct err *err)
{
	size_t count;
	int got = merge_next(rows->merge, value, &count, err);

	if (got == 1)
		++*value;		/* the key is ours */
	return got;
}
