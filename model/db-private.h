/*
 * model/db-private.h: a connection and its statements, for the parts of db.h
 * SPDX-License-Identifier: Apache-2.0
 *
 * A connection keeps every statement it has prepared, found again by its text.
 * Statements are ours, the engine's lie behind them: so that a connection that
 * met an I/O error can be closed and opened again (nothing that it holds may be
 * believed) while forms on the screen keep their statements.
 */
#ifndef MODEL_DB_PRIVATE_H
#define MODEL_DB_PRIVATE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "model/db.h"
#include "model/verdict.h"

#define DB_BUCKETS	128
#define DB_TICK		10000		/* engine steps between two looks */

struct word;

struct stmt {
	struct db	*db;
	sqlite3_stmt	*raw;		/* NULL: to be prepared anew */
	char		*sql;
	struct verdict	*verdict;	/* of a definition, else NULL */
	bool		 out;		/* given to a caller */
	bool		 running;	/* stepped, not at its end */
	bool		 gives_way;	/* its caller runs it again */
	int		 tries;		/* how often it gave way */
	int		 patience;	/* looks that it holds on, this time */
	bool		 lost;		/* its connection went while it ran */
	int		 bound;		/* result of the bindings */
	long long	 budget;	/* engine steps left to a definition */
	unsigned long	 used;
	struct stmt	*next;
};

struct word_link {			/* what a function of ours gets to know */
	struct db	*db;
	const struct word *word;
};

struct db {
	sqlite3		*raw;
	char		*path;		/* NULL = in memory */
	enum db_mode	 mode;
	int		 application_id;
	bool		 broken;	/* met an I/O error: open anew before writing */
	bool		 spent;		/* the running definition used up its budget */
	struct stmt	*bucket[DB_BUCKETS];
	size_t		 kept;
	unsigned long	 clock;
	long long	 budget;	/* engine steps one definition may take */
	struct stmt	*judged;	/* definition being prepared or run */
	struct views	*views;
	bool		(*stop)(void *arg);
	void		*stop_arg;
	struct db_vocabulary words;
	bool		 has_words;
	struct word_link *link;
	long long	 busy_since;
	const struct db_way *way;	/* NULL = gives none */
	struct stmt	*giving;	/* the statement that runs and may give way */
	bool		 gave_way;	/* so ended the last one that failed */
};

/* ---- db-error.c ---- */
/* Is it time to fail (db_fail_after)?  Then as an I/O error would, with err. */
bool	db_struck(struct db *db, struct err *err);
/* The engine's result as one of our errors.  Returns false. */
bool	db_error(struct db *db, int code, struct err *err);

/* ---- db-wait.c: called by the engine, arg = the connection ---- */
int	db_on_busy(void *arg, int count);
int	db_on_progress(void *arg);		/* every DB_TICK steps */

/* ---- db-judge.c: called by the engine, arg = the connection ---- */
int	db_on_authorize(void *arg, int action, const char *a, const char *b,
	    const char *schema, const char *through);

/* ---- db-words.c ---- */
/* The vocabulary to a connection just opened. */
bool	db_words_register(struct db *db, struct err *err);

/* ---- db-kept.c ---- */
/* The engine's statement behind ours. */
bool	stmt_prepare(struct db *db, struct stmt *stmt, struct err *err);
/* Takes the verdict (NULL = not a definition); views: its words may need some. */
struct stmt *db_find(struct db *db, const char *sql, struct verdict *verdict, bool views,
	    struct err *err);
/* Lets idle statements go: all, or the oldest when there are too many. */
void	db_free_idle(struct db *db, bool all);
/* Views are looked up again when a definition next names them. */
void	db_forget_views(struct db *db);

/* ---- db-open.c ---- */
/* After an I/O error: a new connection under the same statements. */
bool	db_open_again(struct db *db, struct err *err);

#endif
