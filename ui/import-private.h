/*
 * ui/import-private.h: what the screens of an import share
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_IMPORT_PRIVATE_H
#define UI_IMPORT_PRIVATE_H

#include "model/import-view.h"
#include "model/table-head.h"
#include "ui/cells.h"
#include "ui/screen.h"

/*
 * 看文件 owns the view of the file; the screens above it borrow it, and are
 * closed before it.
 */
bool	import_sight_open(struct ui *ui, const char *path);
bool	import_columns_open(struct ui *ui, struct importview *view);
bool	import_trial_open(struct ui *ui, struct importview *view);

/* ---- shown and kept alike (import-show.c) ---- */
/* Writes down what was chosen, so that it is there when the file is opened
 * again; a failure is told. */
void	import_keep(struct ui *ui, struct importview *view);
/* The file's name without its folders, as shown; the caller's. */
char	*import_name(const struct importview *view);
/* The same of any path, and short enough for a message; the caller's. */
char	*import_short_name(const char *path);
/* Draws a cell of the file, padded; its line breaks are blanks. */
void	import_draw_cell(struct screen *screen, int row, int col, int cells,
	    const char *cell, enum role role);
/* What stands in the way or should be known, in so many rows; returns the rows
 * used.  stopping: only what stops. */
int	import_draw_says(struct screen *screen, const struct importview *view, int row,
	    int rows);

/* Opens a row that is not taken to be corrected (import-correct.c), cells.h;
 * view and row outlive the screen. */
struct trial_row;
bool	import_correct_open(struct ui *ui, struct importview *view,
	    const struct trial_row *row, int tag);

/* ---- the dry run (import-trial-run.c) ---- */
#define REJECTS_MOST 2000		/* that are kept to be corrected */

struct trial_row {			/* that is not taken */
	long	 line;
	char	*reason;
	size_t	 count;
	char	**head, **cell, **own;
	bool	*wrong;
	bool	 doubt;
	char	*numbers;		/* of who it may be */
	bool	 corrected;		/* before this run */
	bool	 fresh;			/* corrected since: not tried yet */
};

struct trial {
	struct import_result result;
	struct trial_row *row;
	size_t	 count, cap;
	bool	 more;			/* there are more rejects */
	struct buf says;		/* a line each */
	size_t	 said;
};

/* Runs it; on failure *trial is as it was. */
bool	trial_run(struct trial *trial, struct ui *ui, struct importview *view,
	    bool doubtful, struct err *err);
void	trial_clear(struct trial *trial);
/* 读入 N 新建 N … */
void	trial_counts(const struct import_result *result, struct buf *out);
/* The import itself, with progress; the rejects file goes to the clerk's own
 * folder.  stopped: by Esc, or the terminal is gone. */
bool	trial_import(struct ui *ui, struct importview *view, bool doubtful,
	    struct import_result *result, bool *stopped, struct err *err);

#endif
