/*
 * model/import-run.h: one import while it runs
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_IMPORT_RUN_H
#define MODEL_IMPORT_RUN_H

#include "base/buf.h"
#include "base/err.h"
#include "model/import-private.h"
#include "model/store.h"
#include "model/table-source.h"

#define OTHERS_MOST 20		/* lines of rows that are no person, told at the end */

struct run {
	struct store	*store;		/* the store, or the copy of a dry run */
	struct store	*kept;		/* the store itself */
	const struct import_options *options;
	struct import_result *result;
	struct tablesource *source;
	struct tablehead *head;
	struct import_plan *plan;
	const struct profiledef *profile;
	struct profiledef *own;		/* the profile is made of a form, NULL */
	struct recall	 recall;	/* of the sender */
	struct amends	 amends;	/* rows corrected by a clerk */
	struct buf	 columns;	/* for the journal */
	struct journal	 journal;
	struct rejects	*rejects;
	long		 rows;		/* of the file but the head */
	long		 empty;		/* of these */
	long		 done;
	long		 resumed;	/* lines up to this were taken before */
	bool		 began;		/* a batch is in the store */
	size_t		 refused;	/* row of the batch that could not be saved */
	struct import_row *batch;
	size_t		 count, want;
	long		 others;	/* rows that are no person and not empty */
	struct buf	 other_lines;	/* the first of them */
	struct err	*err;
};

/* The second pass (import-batch.c): reads all rows behind the head and writes them
 * in short transactions.  False: run->err says why, and what was committed stays. */
bool	batches_take(struct run *run);

#endif
