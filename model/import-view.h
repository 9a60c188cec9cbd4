/*
 * model/import-view.h: a file looked at before it is imported
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_IMPORT_VIEW_H
#define MODEL_IMPORT_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "model/correction.h"
#include "model/import.h"
#include "model/sender.h"
#include "model/store.h"

/*
 * The beginning of the file as rows, which of them is the head, and what each
 * column fills and why we think so.  Everything public is for reading; the
 * functions below change it and look again.  Nothing is written to the store;
 * the corrections go to the drafts file.
 */
#define IMPORTVIEW_ROWS 60		/* rows that are kept; the head is among them */
#define IMPORTVIEW_SAMPLES 3
#define IMPORTVIEW_NONE ((size_t)-1)

/* How it is known what a column fills. */
enum importview_how {
	IMPORTVIEW_UNREAD,		/* 未认出: nothing reads it */
	IMPORTVIEW_KNOWN,		/* 认出: the profile knows the head */
	IMPORTVIEW_REMEMBERED,		/* 记得: of this sender */
	IMPORTVIEW_SUGGESTED,		/* 建议: read only when the clerk takes it */
	IMPORTVIEW_CHOSEN,		/* 手选 (also a suggestion that was taken) */
	IMPORTVIEW_SKIPPED		/* 不读: by the profile, the memory or hand: see by */
};

struct importview_target {		/* what a column can fill */
	const char	*field;		/* "period.released_on", "source.number"; SENDER_SKIP */
	char		*label;		/* 帮教期·释放日期 */
	bool		 required;
	size_t		 column;	/* that fills it now, IMPORTVIEW_NONE */
};

struct importview_column {
	const char	*text;		/* of the head row, verbatim */
	enum importview_how how;
	enum importview_how by;		/* of SKIPPED: KNOWN, REMEMBERED or CHOSEN */
	size_t		 target;	/* index; of SUGGESTED the suggestion; IMPORTVIEW_NONE */
	const char	*why;		/* one phrase: 表头相近, 内容像身份证号码 …; "" */
	const char	*sample[IMPORTVIEW_SAMPLES];	/* first values that are not empty; NULL */
	size_t		 filled;	/* of the rows kept behind the head */
	bool		 conflict;	/* another column fills the same */
};

struct importview_row {
	long		 line;
	size_t		 count;
	const char *const *cell;	/* verbatim */
};

struct importview_fit {			/* how well a profile fits the file */
	const char	*profile, *title;
	size_t		 known;		/* columns of the head that it knows */
	bool		 complete;	/* all that it requires is there */
};

struct importview_say {			/* what stands in the way, or should be known */
	bool		 stops;		/* the import would refuse the file */
	size_t		 column;	/* IMPORTVIEW_NONE: of the whole file */
	char		*text;
};

struct importview {
	const char	*path;
	const char	*profile, *title;
	const struct formdef *paper;	/* of the office's own, which its rows fill;
					 * NULL: they speak of people */
	const char	*encoding;	/* in use; NULL: of a workbook */
	const char	*looks;		/* what the bytes look like */
	bool		 encoding_set;	/* by the clerk */
	bool		 workbook;
	uint32_t	 delimiter;	/* in use; 0: of a workbook */
	const char	*delimiter_name;	/* 逗号 … */
	bool		 delimiter_set;
	size_t		 sheet_count;	/* 0: of a text */
	const char *const *sheet_name;
	size_t		 sheet;		/* in use */
	const char	*sender;	/* NULL: not said */
	size_t		 row_count;
	const struct importview_row *row;
	bool		 more;		/* the file goes on behind them */
	size_t		 head;		/* row of the heads, IMPORTVIEW_NONE */
	bool		 head_set;
	const char	*head_doubt;	/* why a head that was pointed out looks like
					 * somebody's row, as a sentence; NULL */
	size_t		 ours;		/* leading columns of a rejects file that came
					 * back: 行号 and 原因 */
	size_t		 column_count;	/* 0 without a head */
	const struct importview_column *column;
	size_t		 target_count;	/* of the profile; the last is 不读 */
	const struct importview_target *target;
	size_t		 fit_count;	/* all profiles, the best first */
	const struct importview_fit *fit;
	size_t		 say_count;	/* those that stop first */
	const struct importview_say *say;
	bool		 ready;		/* nothing stops */
};

/* profile NULL: the one that fits best.  goes: now and then while a workbook is
 * read; false stops it (NULL ok).  NULL with err when the file cannot be looked
 * at at all (no such file, 0 bytes, no table); what can be mended by a switch
 * is a say that stops. */
struct importview *importview_open(struct store *store, const char *path,
	    const char *profile, bool (*goes)(void *arg), void *arg,
	    struct err *err);
void	importview_close(struct importview *view);	/* NULL ok */

/* The switches: each looks again, and forgets what was chosen by hand for
 * another table.  false with err: refused, the view is as it was. */
bool	importview_set_profile(struct importview *view, const char *profile,
	    struct err *err);
bool	importview_set_encoding(struct importview *view, const char *encoding,
	    struct err *err);		/* NULL: by content */
bool	importview_set_delimiter(struct importview *view, uint32_t delimiter,
	    struct err *err);		/* 0: by content */
bool	importview_set_sheet(struct importview *view, size_t sheet, struct err *err);
/* The head row by its place in row; IMPORTVIEW_NONE: by content. */
bool	importview_set_head(struct importview *view, size_t row, struct err *err);
/* As typed; NULL or "": none.  Columns chosen by hand stay. */
bool	importview_set_sender(struct importview *view, const char *typed,
	    struct err *err);

/* What can be switched between, from 0; 0 and NULL behind the last. */
uint32_t importview_delimiter(size_t at);
const char *importview_encoding(size_t at);

/* What a column fills, by hand: a target, or IMPORTVIEW_NONE to forget what was
 * said of it (known, remembered or suggested again). */
void	importview_choose(struct importview *view, size_t column, size_t target);
/* Takes the suggestion of a column, or (IMPORTVIEW_NONE) of all. */
void	importview_take(struct importview *view, size_t column);

/* Puts all that was chosen into options (profile, path, encoding, delimiter,
 * sheet, head_line, choices, sender, corrected); what it points to lives until
 * the view changes.  The rest of options is left alone. */
void	importview_options(const struct importview *view,
	    struct import_options *options);

/* What the clerk said so far (switches, sender, columns), kept in the drafts
 * file by the bytes of this file, and put back: *found tells whether there was
 * something. */
bool	importview_keep(struct importview *view, struct err *err);
bool	importview_recall(struct importview *view, bool *found, struct err *err);
/* The folder of the file that this user kept last, bytes; NULL: none.  The
 * caller's. */
char	*importview_last_folder(struct store *store);

/* Corrected rows of this file (correction.h), kept across sessions: they are
 * used by an import with these options.  The list is borrowed until the next
 * change. */
bool	importview_corrections(struct importview *view,
	    const struct correction **list, size_t *count, struct err *err);
bool	importview_correct(struct importview *view,
	    const struct correction *correction, struct err *err);
bool	importview_correct_not(struct importview *view, long line, struct err *err);

#endif
