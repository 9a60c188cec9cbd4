/*
 * model/import.h: files from outside into records, row by row
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_IMPORT_H
#define MODEL_IMPORT_H

#include <stdbool.h>

#include "base/err.h"
#include "model/store.h"

struct import_options {
	const char	*profile, *path;
	const char	*encoding;		/* NULL: by content */
	const char	*rejects;		/* path of the rejects file; NULL: <file>.rejects.csv in the current directory? see import.c */
	bool		 dry_run, accept_doubtful, force;
	bool		(*progress)(void *arg, long done, long all);	/* false cancels */
	void		*arg;
};

struct import_result {		/* 读入 = 新建 + 更新 + 未变 + 未导入 */
	long	 read, created, updated, unchanged, rejected;
	long	 mended;	/* 格式规范: cells */
	long	 other;		/* 其他行: title, sum, signature, empty */
	long	 conflicts;	/* 冲突: kept, and told in the rejects file's tail or on stderr */
	char	*rejects;	/* path written, or NULL */
	const char *encoding;
	char	 delimiter;
};

/* One file by one profile, in journalled batches that can be resumed after a
 * kill: running the same import again goes on and changes nothing twice. */
bool	import_run(struct store *store, const struct import_options *options,
	    struct import_result *result, struct err *err);
void	import_result_clear(struct import_result *result);

#endif
