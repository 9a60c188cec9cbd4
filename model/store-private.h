/*
 * model/store-private.h: what the store's own files share
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_STORE_PRIVATE_H
#define MODEL_STORE_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/catalog.h"
#include "model/db.h"
#include "model/embedded.h"
#include "model/store.h"
#include "model/wait.h"

#define STORE_APPLICATION 0x626a5f31	/* "bj_1" in the file's head */

struct setting_value {
	char	*name;
	char	*value;			/* NULL = neither stored nor defined */
	struct setting_value *next;
};

/* Texts that a catalog borrows. */
struct text_list {
	struct catalog_source *source;
	size_t	 count, cap;
};

struct store {
	char	*path, *user;
	struct db *db;
	struct fairlock *lock;		/* NULL when read_only */
	struct catalog *offered;	/* the program's own set, or --data */
	struct catalog *catalog;	/* what is in force; may be the same */
	struct text_list texts;		/* from the store */
	struct catalog *former;		/* in force before store_accept: its forms are in use */
	struct text_list former_texts;
	char	*office, *office_name, *station;
	int	 start;
	bool	 read_only, pending, reserve_used;
	bool	 copy;			/* of store_copy: the catalog is another's */
	char	*definitions;		/* digest of what is in force */
	long long settings;		/* their version */
	struct setting_value *setting;
	bool	 setting_written;	/* in the transaction that is open */
	/* ids */
	bool	 seeded;
	uint64_t random;		/* state of the seeded generator */
	uint64_t tick, tail;		/* of the last id */
	/* what other files keep with the store */
	void	*part[STORE_PARTS];
	void	(*drop[STORE_PARTS])(void *);
	/* people whose caches entry_settle rebuilds */
	struct touched *touched;
	long long operations;		/* the station's last one, 0 = to be asked */
	struct tally *tally;		/* counts to be written (tally.h) */
};

/* store.c */
void	parts_drop(struct store *store);
char	*store_find_path(const char *given);		/* the caller's */
char	*store_find_user(const char *given);
bool	store_load_meta(struct store *store, struct err *err);
bool	store_meta(struct store *store, const char *name, char **value, struct err *err);
bool	store_set_meta(struct store *store, const char *name, const char *value,
	    struct err *err);
/* store-migrate.c: the numbered SQL of the system tables; files as embedded. */
int	migrate_newest(const struct embedded *files);
bool	migrate_run(struct db *db, const struct embedded *files, struct err *err);
bool	migrate_needed(struct db *db, const struct embedded *files, bool *needed,
	    struct err *err);
/* store-upgrade.c: an older store is migrated, after a copy was put beside it, by
 * one of those who open it; the others wait and find it done.  ERR_READONLY says
 * who may write it. */
bool	store_upgrade(const char *path, struct err *err);
/* store-definitions.c */
bool	definitions_open(struct store *store, const char *data, bool accepting,
	    struct err *err);
void	definitions_close(struct store *store);
bool	definitions_load(struct store *store, bool all, struct text_list *list,
	    struct err *err);
struct catalog *definitions_join(const struct catalog *below, const struct text_list *texts,
	    struct err *err);
bool	definitions_write(struct store *store, const struct catalog *catalog,
	    struct err *err);
void	text_list_clear(struct text_list *list);
/* store-setting.c */
bool	words_register(struct store *store, struct err *err);
void	settings_forget(struct store *store);
/* store-form.c; says may be NULL. */
bool	form_grow(struct store *store, const struct formdef *form,
	    void (*says)(void *arg, const char *line), void *arg, struct err *err);
/* store-id.c */
void	id_fill_random(void *data, size_t n);
/* store-reserve.c */
void	store_keep_reserve(struct store *store);
/* entry-settle.c */
void	touched_clear(struct store *store);

#endif
