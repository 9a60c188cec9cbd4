/*
 * model/db-open.c: opening a database, again after an I/O error, and closing it
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/db-private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "model/db-file.h"

/* Limits and switches that do not touch the file. */
static void
harden(sqlite3 *raw)
{
	sqlite3_extended_result_codes(raw, 1);
	sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_db_config(raw, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(raw, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
	sqlite3_limit(raw, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_limit(raw, SQLITE_LIMIT_LENGTH, 64 << 20);
}

/* Is it ours?  Reading the schema finds a truncated file as well. */
static bool
check_file(struct db *db, struct err *err)
{
	long long id;

	if (!db_int(db, "SELECT application_id FROM pragma_application_id", NULL, 0, 0, &id, err))
		return false;
	if (id != db->application_id)
		return err_set(err, ERR_FOREIGN, "%s：是别的程序的数据库，不是本程序的库；"
		    "请核对路径", db->path);
	return db_int(db, "SELECT count(*) FROM sqlite_schema", NULL, 0, 0, &id, err);
}

static bool
open_raw(struct db *db, enum db_mode mode, struct err *err)
{
	int flags = mode == DB_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
	int code;
	char *id;
	bool ok;

	code = sqlite3_open_v2(db->path != NULL ? db->path : "", &db->raw,
	    flags | SQLITE_OPEN_NOMUTEX | (db->path == NULL ? SQLITE_OPEN_CREATE : 0), NULL);
	if (db->raw == NULL)
		die("内存不足");
	if (code != SQLITE_OK)
		return db_error(db, code, err);
	harden(db->raw);
	sqlite3_busy_handler(db->raw, db_on_busy, db);
	sqlite3_progress_handler(db->raw, DB_TICK, db_on_progress, db);
	sqlite3_set_authorizer(db->raw, db_on_authorize, db);
	if (db->has_words && !db_words_register(db, err))
		return false;
	if (db->path == NULL)
		return true;
	if (mode == DB_CREATE) {
		id = mem_printf("PRAGMA application_id = %d", db->application_id);
		ok = db_exec(db, id, err);
		free(id);
		if (!ok)
			return false;
	} else if (!check_file(db, err))
		return false;
	if (mode != DB_READ && sqlite3_db_readonly(db->raw, "main") == 1)
		return err_set(err, ERR_READONLY, "%s：库不可写；请检查文件权限或磁盘", db->path);
	if (mode != DB_READ && !dbfile_journal(db->path, err))
		return false;
	return db_exec(db, mode == DB_READ ? "PRAGMA cell_size_check = ON" :
	    "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = EXTRA;"
	    "PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON", err);
}

/* Big sorts spill beside the store, in files without a name. */
static void
set_temporary(const char *path)
{
	char *dir = file_dir(path);

	if (sqlite3_temp_directory == NULL || strcmp(sqlite3_temp_directory, dir) != 0) {
		sqlite3_free(sqlite3_temp_directory);
		sqlite3_temp_directory = sqlite3_mprintf("%s", dir);
	}
	free(dir);
}

/* Takes path. */
static struct db *
open_new(char *path, enum db_mode mode, int application_id, struct err *err)
{
	static bool begun;
	struct db *db = mem_new(sizeof(*db));

	if (!begun) {		/* one thread; memory is not counted */
		sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
		sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
		begun = true;
	}
	if (path != NULL)
		set_temporary(path);
	db->path = path;
	db->mode = mode == DB_READ ? DB_READ : DB_WRITE;
	db->application_id = application_id;
	db->budget = DB_BUDGET;
	db->views = views_new();
	if (open_raw(db, mode, err))
		return db;
	db_close(db);
	return NULL;
}

struct db *
db_open(const char *path, enum db_mode mode, int application_id, struct err *err)
{
	struct db *db;

	assert(path != NULL && path[0] != '\0');
	if (mode == DB_CREATE ? !dbfile_create(path, err) : !dbfile_look(path, err))
		return NULL;
	/* A name with a colon or without a slash is still a file's. */
	db = open_new(path[0] == '/' ? mem_text(path) : mem_printf("./%s", path), mode,
	    application_id, err);
	if (db == NULL && mode == DB_CREATE)
		unlink(path);
	return db;
}

struct db *
db_open_memory(struct err *err)
{
	return open_new(NULL, DB_WRITE, 0, err);
}

void
db_close(struct db *db)
{
	int code;

	if (db == NULL)
		return;
	db_free_idle(db, true);
	assert(db->kept == 0);		/* else somebody forgot stmt_done */
	code = sqlite3_close(db->raw);
	assert(code == SQLITE_OK);
	views_free(db->views);
	free(db->link);
	free(db->path);
	free(db);
}

bool
db_open_again(struct db *db, struct err *err)
{
	struct stmt *stmt;
	sqlite3 *old = db->raw;
	size_t i;
	int code;

	db_free_idle(db, true);
	for (i = 0; i < DB_BUCKETS; i++)
		for (stmt = db->bucket[i]; stmt != NULL; stmt = stmt->next) {
			sqlite3_finalize(stmt->raw);
			stmt->raw = NULL;
			stmt->lost = stmt->running;
			stmt->running = false;
		}
	db_forget_views(db);
	code = sqlite3_close(old);
	assert(code == SQLITE_OK);
	if (!open_raw(db, db->mode, err))
		return false;
	db->broken = false;
	return true;
}
