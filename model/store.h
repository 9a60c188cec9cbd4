/*
 * model/store.h: the store: opening, settings, lock, definitions
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_STORE_H
#define MODEL_STORE_H

#include <stdbool.h>

#include "base/err.h"
#include "model/catalog.h"
#include "model/db.h"

#define STORE_ID_SIZE 17		/* a random id and its NUL */

/*
 * A store is one SQLite file with all records of an office, a lock file
 * (<store>.lock) for fair waiting, and a drafts file (<store>.drafts).
 */
struct store;

struct store_options {
	const char	*path;		/* NULL: $BANGJIAO_DB, else the station's (~/.local/share/bangjiao/store.db) */
	const char	*user;		/* NULL: the Unix account */
	const char	*data;		/* --data DIR, NULL: the embedded set */
	bool		 read_only;	/* writes nothing but an upgrade, works on read-only media */
	bool		 seeded;	/* store_create: ids follow from seed, from the first on */
	unsigned long long seed;
	bool		 accepting;	/* for store_accept: data may differ from what is accepted */
};

/* Opens an existing store and its catalog.  Missing, foreign, newer, damaged,
 * unreadable: refused with a sentence and the next step, never replaced.
 * Runs system migrations (after a backup) when the store is older, read_only or
 * not; ERR_READONLY when it cannot be written, and who must do it. */
struct store *store_open(const struct store_options *options, struct err *err);
/* A new store; fails with ERR_EXISTS when path is there.  start: 启用日. */
struct store *store_create(const struct store_options *options,
	    const char *office, int start, struct err *err);
void	store_close(struct store *store);	/* NULL ok */
/* A private copy in a nameless file that goes away with it, to try something
 * out; to be closed before the store, whose catalog it uses. */
struct store *store_copy(struct store *store, struct err *err);

struct db *store_db(struct store *store);
struct catalog *store_catalog(struct store *store);
const char *store_path(const struct store *store);
const char *store_user(const struct store *store);
const char *store_office(const struct store *store);	/* id of the own office */
const char *store_office_name(const struct store *store);
const char *store_station(const struct store *store);	/* "A" */
int	store_start(const struct store *store);		/* 启用日 */
bool	store_read_only(const struct store *store);
/* Definitions newer than the accepted ones are there (told once at start). */
bool	store_definitions_pending(const struct store *store);

/* A save found the disk full and was done with the room kept back: told to the
 * clerk once more with every save until there is room.  Only entry.c and drafts
 * release it; false when there is none left. */
bool	store_reserve_used(const struct store *store);
bool	store_release_reserve(struct store *store);

/* An office's setting: the stored value, else the definition's default; NULL
 * when neither exists.  Borrowed until the setting changes. */
const char *store_setting(struct store *store, const char *name);
bool	store_set_setting(struct store *store, const char *name,
	    const char *value, struct err *err);
/* The same with a reason for the log and progress over the people whose dues are
 * computed anew; for clerks see model/setting.h. */
bool	store_save_setting(struct store *store, const char *name, const char *value,
	    const char *reason, bool (*progress)(void *arg, long done, long all), void *arg,
	    struct err *err);

/* A write: the fair lock, BEGIN IMMEDIATE, and the check that the accepted
 * definitions are still this session's (else ERR_STALE).  Only entry.c, import
 * batches and maintenance use these. */
bool	store_begin(struct store *store, struct err *err);
bool	store_commit(struct store *store, struct err *err);
void	store_rollback(struct store *store);

/* A new random id (time-ordered, so that indexes grow at the end). */
void	store_new_id(struct store *store, char id[STORE_ID_SIZE]);
/* Demo stores: ids, stamps and all else follow from the seed. */
void	store_seed(struct store *store, unsigned long long seed);

/* Definitions' SQL: db_query_definition over the forms' views of live records
 * (made at the first call) and the system tables that definitions may read. */
struct stmt *store_query(struct store *store, const char *sql,
	    void (*read)(void *arg, const char *table), void *arg, struct err *err);

/* What a file of the model keeps as long as the store is open (compiled rules):
 * a slot, NULL at first; store_close calls drop for a slot that is set, before
 * it closes the database. */
enum store_part { STORE_PART_RULES, STORE_PART_SEARCH, STORE_PART_ROWS, STORE_PARTS };
void **store_part(struct store *store, enum store_part part, void (*drop)(void *));

/* Creates or grows the tables of a form; inside a write. */
bool	store_grow_form(struct store *store, const struct formdef *form, struct err *err);
/* Takes the definitions (embedded, --data, plus overlay dir or NULL) into the
 * store: checks them all, backs up, grows the tables, keeps the texts.  says
 * gets one line for each change. */
bool	store_accept(struct store *store, const char *overlay,
	    void (*says)(void *arg, const char *line), void *arg, struct err *err);

bool	store_backup(struct store *store, const char *path, struct err *err);
/* Puts a checked backup in the store's place (the old one is kept beside it). */
bool	store_restore(const char *path, const char *backup, struct err *err);

/* All of check: integrity, digests, log chain, dues, states, tally, search rows, catalog.
 * finding() for each problem; returns false with err only if it could not run. */
bool	store_check(struct store *store, void (*finding)(void *arg, const char *text),
	    void *arg, long *findings, struct err *err);

#endif
