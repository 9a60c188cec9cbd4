/*
 * model/import.h: files from outside into records, row by row
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_IMPORT_H
#define MODEL_IMPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "model/store.h"

struct import_choice {			/* what one column fills */
	size_t		 column;	/* from 0, as the file has them */
	const char	*field;		/* "form.blank" of the profile, or SENDER_SKIP */
};

/* A row that is not taken.  Texts live until the call returns. */
struct import_reject {
	long		 line;
	const char	*reason;
	size_t		 count;		/* cells, as many as heads or more */
	const char *const *head;	/* "" beyond the heads */
	const char *const *cell;	/* as they were read: corrected, if they were */
	const char *const *own;		/* as the file has them */
	const bool	*wrong;		/* cells that the reason is about */
	bool		 corrected;
	bool		 doubt;		/* 疑似重复: somebody has to decide who it is */
	const char	*numbers;	/* of the doubt: 人员编号 by 、; "" */
};

struct import_options {
	const char	*profile, *path;
	const char	*encoding;		/* NULL: by content */
	uint32_t	 delimiter;		/* 0: by content */
	const char	*sheet;			/* of a workbook; NULL: the one with the heads */
	long		 head_line;		/* of the head row; 0: by content */
	/* What columns fill, where it is not what the profile says. */
	const struct import_choice *choice;
	size_t		 choice_count;
	/* 来文单位: his numbers are his own.  NULL: not said.  With recall what is
	 * remembered of his heads is used where choice says nothing. */
	const char	*sender;
	bool		 recall;
	/* Rows corrected by this user (correction.h) are read as corrected, and
	 * the corrections dropped at the end of the import. */
	bool		 corrected;
	/* The file as it was when it was looked at (digest.h, as hex): another one
	 * of its name is not imported.  NULL: whatever is there. */
	const char	*digest;
	/* Path of the rejects file; an existing one is refused unless force.
	 * NULL: <name of the file>.rejects.csv in the current directory (the
	 * place of the file itself may be a stick or somebody else's), numbered
	 * when that is taken; only when a row was not taken, and not by a dry
	 * run. */
	const char	*rejects;
	/* The folder that takes the place of the current one; NULL: none does. */
	const char	*rejects_folder;
	bool		 dry_run, accept_doubtful, force;
	/* Rows; all is 0 while the file is read for the first time.  false
	 * cancels. */
	bool		(*progress)(void *arg, long done, long all);
	/* One line for a clerk about a row that was taken all the same (冲突) or
	 * about the file (columns that nothing reads); may be NULL. */
	void		(*says)(void *arg, const char *line);
	/* Each row that is not taken, in the order of the file; may be NULL. */
	void		(*reject)(void *arg, const struct import_reject *reject);
	void		*arg;
};

struct import_result {		/* 读入 = 新建 + 更新 + 未变 + 未导入 */
	long	 read, created, updated, unchanged, rejected;
	long	 mended;	/* 格式规范: cells */
	long	 other;		/* 其他行: title, sum, signature, empty */
	long	 conflicts;	/* 冲突: the stored value was kept, and said so */
	long	 corrected;	/* of read: rows with other cells than the file's */
	char	*rejects;	/* path written, or NULL */
	const char *encoding;
	const char *delimiter;	/* 逗号, 制表符 …; NULL: of a workbook */
	char	*sheet;		/* of a workbook: which was read, NULL */
	/* What it wrote stands behind the first and up to the second of these
	 * numbers of the log, among what others wrote; both 0: nothing. */
	long long log_from, log_to;
	long	 resumed;	/* goes on behind this line of a broken run; 0 = from the start */
};

/* One file (table-source.h) by one profile, in journalled batches that can be
 * resumed after a
 * kill: running the same import again goes on and changes nothing twice, with
 * the counts of the whole file.  The file is decoded and parsed to its end
 * before the first row is written.  ERR_INTERRUPTED: some of it is in the
 * store, run it again; any other error: nothing was changed.  A dry run does
 * the same to a private copy. */
bool	import_run(struct store *store, const struct import_options *options,
	    struct import_result *result, struct err *err);
void	import_result_clear(struct import_result *result);
/* Every profile against the forms: check --definitions. */
bool	import_prepare(struct store *store, struct err *err);

#endif
