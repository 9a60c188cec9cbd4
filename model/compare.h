/*
 * model/compare.h: 对账: a list from outside beside our register, nothing written
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_COMPARE_H
#define MODEL_COMPARE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "model/catalog.h"
#include "model/import.h"
#include "model/store.h"

/*
 * The rows of the list are read, mended and matched as an import would; every
 * row and every period in scope comes into one class, so that both sides add
 * up (law 7):
 *
 *   读入 = 一致 + 不一致 + 他有我无 + 无法比对
 *   我方 = 一致 + 不一致 + 我有他无 + 我方无法比对
 *
 * What comes out lies in temporary tables of the session, which spill to a
 * nameless file beside the store; a report with `scope` shows them.  The store
 * itself is only read, in transactions of some 60 ms.
 *
 *   compared(seq, class, kind, line, person, period, number, name, id_card,
 *       id_card_masked, place, day, why)
 *   compared_blank(seq, nth, blank, kind, ours, theirs, ours_masked,
 *       theirs_masked)
 *
 * class: ours theirs differs same unclear; kind says more of it: of theirs,
 * outside = we have this period, and it is not in scope.  line: of the file, NULL for one of
 * ours.  day: the period's date.  kind of a blank: differs; missing (ours is
 * empty or says less); unread (what they wrote means nothing to us).
 */
extern const char *const compare_tables[];	/* those two, ends with NULL */

struct compare_value {			/* of a parameter of the report */
	const char	*name, *value;	/* value NULL = blank */
	bool		 number;
};

struct compare_options {
	/* profile, path, encoding, how its columns are taken; progress, says.
	 * What is about writing is not looked at.  A wrong check digit is
	 * compared as it stands. */
	const struct import_options *import;
	const struct reportdef *report;		/* whose scope it is */
	const struct compare_value *value;
	size_t		 count;
};

struct compare_result {
	long	 read, ours;		/* the two denominators */
	long	 same, differing;
	long	 missing;		/* of differing: we are only not told */
	long	 ours_only, theirs_only;
	long	 unclear, unclear_ours;
	long	 other;			/* title, sum, signature, empty rows */
	char	*sheet;			/* of a workbook, NULL */
	char	*encoding;
	const char *delimiter;		/* NULL: of a workbook */
};

/* Makes the tables, empty. */
struct db;
bool	compare_begin(struct db *db, struct err *err);
/* Compares; what an earlier one left is gone.  The report is then ready to be
 * opened in this session.  ERR_INPUT: the file, or a profile that cannot be
 * compared; ERR_INTERRUPTED: progress said so. */
bool	compare_run(struct store *store, const struct compare_options *options,
	    struct compare_result *result, struct err *err);
void	compare_result_clear(struct compare_result *result);
/* Does anything differ? */
bool	compare_found(const struct compare_result *result);
/* The report that compares files of a profile; NULL with err (ERR_INPUT: such
 * files are no lists to compare). */
const struct reportdef *compare_report(struct catalog *catalog,
	    const char *profile, struct err *err);
/* Is this report's comparison what lies in the tables?  Else err says how it
 * is made. */
bool	compare_ready(struct store *store, const struct reportdef *report,
	    struct err *err);

#endif
