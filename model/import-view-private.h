/*
 * model/import-view-private.h: what the parts of a file's view share
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_IMPORT_VIEW_PRIVATE_H
#define MODEL_IMPORT_VIEW_PRIVATE_H

#include "base/buf.h"
#include "model/import-private.h"
#include "model/import-view.h"
#include "model/table-choice.h"
#include "model/table-file.h"
#include "model/table-head.h"
#include "model/table-source.h"

struct view {
	struct importview pub;		/* first: it is handed out */
	struct store	*store;
	char		*path, *dir;
	bool		(*goes)(void *arg);
	void		*arg;
	struct tablesource *source;
	/* what the clerk said */
	char		*profile_said;	/* NULL: what fits best */
	const char	*encoding_said;	/* NULL: by content */
	uint32_t	 delimiter_said;
	bool		 sheet_said;
	long		 head_said;	/* line, 0: by content */
	char		*sender;	/* NULL */
	size_t		 hand_count;
	char		**hand;		/* field by column, NULL: nothing said */
	/* import-view-look.c */
	struct importview_row *row;
	struct err	 broken;	/* the table cannot be read to here */
	const struct profiledef *profile;
	struct profiledef *own;		/* made of a form, NULL */
	struct importview_fit *fit;
	size_t		 fit_count;
	const char	**sheet_name;
	/* import-view-match.c */
	struct sender_head *memory;
	size_t		 memory_count;
	char		*doubt;		/* of the head, NULL */
	struct tablehead *head;		/* with all that was said; NULL: none */
	struct importview_column *column;
	struct importview_target *target;
	char		**field;	/* of target */
	struct importview_say *say;
	size_t		 say_count, say_cap;
	struct import_choice *choice;	/* in force: by memory and by hand */
	size_t		 choice_count;
	/* corrections */
	struct drafts	*drafts;
	char		 digest[DIGEST_HEX];
	bool		 corrections_read;
	struct correction *correction;
	size_t		 correction_count;
	long		 stale;		/* of the file as it was before */
};

/* import-view.c: opens the drafts file and takes the digest, once. */
bool	view_drafts(struct view *view, struct err *err);

/* import-view-look.c: rows, profiles, the head row.  false: the file cannot be
 * read at all. */
bool	view_look(struct view *view, struct err *err);
void	view_look_clear(struct view *view);

/* import-view-match.c: what the columns fill, and what is to be said. */
bool	view_match(struct view *view, struct err *err);
void	view_match_clear(struct view *view);
void	view_say(struct view *view, bool stops, size_t column, const char *fmt, ...)
	    __attribute__((format(printf, 4, 5)));

/* import-view-suggest.c: suggestions for columns that nothing reads. */
void	view_suggest(struct view *view);

#endif
