/*
 * model/db.c: the only door to SQLite
 * SPDX-License-Identifier: Apache-2.0
 *
 * A connection keeps every statement it has prepared, found again by its text.
 * Statements are ours, the engine's lie behind them: so that a connection that
 * met an I/O error can be closed and opened again (nothing that it holds may be
 * believed) while forms on the screen keep their statements.
 */
#include "config.h"
#include "model/db.h"

#include <assert.h>
#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "model/db-file.h"
#include "model/verdict.h"
#include "model/vocabulary.h"
#include "model/wait.h"

#define BUCKETS		128
#define KEPT		256		/* idle statements kept prepared */
#define TICK		10000		/* engine steps between two looks */

struct stmt {
	struct db	*db;
	sqlite3_stmt	*raw;		/* NULL: to be prepared anew */
	char		*sql;
	struct verdict	*verdict;	/* of a definition, else NULL */
	bool		 out;		/* given to a caller */
	bool		 running;	/* stepped, not at its end */
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
	struct stmt	*bucket[BUCKETS];
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
};

/* ---- errors ---- */
/* Is it time to fail?  Then as an I/O error would. */
static bool
fault(struct db *db, struct err *err)
{
	if (!db_fault())
		return false;
	db->broken = true;
	err_set(err, ERR_SYSTEM, "读写库文件出错（试验），未保存");
	return true;
}

static const char *
path_of(const struct db *db)
{
	return db->path != NULL ? db->path : "试算用的临时文件";
}

/* The engine's result as one of our errors.  Returns false. */
static bool
set_error(struct db *db, int code, struct err *err)
{
	static const struct { int code; enum err_kind kind; const char *text; } known[] = {
		{ SQLITE_BUSY, ERR_BUSY, "库正忙（别人正在写入），请稍后再试" },
		{ SQLITE_LOCKED, ERR_BUSY, "库正忙（自己另有操作未完），请稍后再试" },
		{ SQLITE_CORRUPT, ERR_DAMAGED,
		    "库已损坏；请用备份恢复：bangjiao restore 备份文件" },
		{ SQLITE_NOTADB, ERR_FOREIGN,
		    "不是本程序的库，或文件头已损坏；请核对路径，或用备份恢复" },
		{ SQLITE_READONLY, ERR_READONLY,
		    "库或其所在目录不可写，未保存；请检查权限或磁盘" },
		{ SQLITE_PERM, ERR_DENIED, "没有读写权限；请检查文件权限" },
	};
	size_t i;

	code &= 0xff;
	if (code == SQLITE_NOMEM)
		die("内存不足");
	if (code == SQLITE_IOERR || code == SQLITE_CANTOPEN) {
		db->broken = code == SQLITE_IOERR;
		return dbfile_error(path_of(db), sqlite3_system_errno(db->raw), err);
	}
	if (code == SQLITE_INTERRUPT && db->spent)
		return err_set(err, ERR_DATA, "查询步数超过上限，已停止；请简化这条 SQL");
	if (code == SQLITE_INTERRUPT)
		return err_set(err, ERR_INTERRUPTED, "已中断");
	if (code == SQLITE_CONSTRAINT)
		return err_set(err, ERR_DATA, "库拒绝了这次写入（%s），未保存",
		    sqlite3_errmsg(db->raw));
	if (code == SQLITE_FULL)
		return dbfile_error(path_of(db), ENOSPC, err);
	for (i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (known[i].code == code)
			return err_set(err, known[i].kind, "%s：%s", path_of(db), known[i].text);
	return err_set(err, ERR_DATA, "SQL 有误：%s", sqlite3_errmsg(db->raw));
}

/* ---- callbacks of the engine ---- */
/* The engine's own handler has a long tail. */
static int
on_busy(void *arg, int count)
{
	struct db *db = arg;

	if (count == 0)
		db->busy_since = wait_now();
	if (wait_now() - db->busy_since > WAIT_LIMIT ||
	    (db->stop != NULL && db->stop(db->stop_arg)))
		return 0;
	wait_nap();
	return 1;
}

static int
on_progress(void *arg)
{
	struct db *db = arg;

	if (db->stop != NULL && sqlite3_txn_state(db->raw, "main") !=
	    SQLITE_TXN_WRITE && db->stop(db->stop_arg))
		return 1;
	if (db->judged != NULL) {
		db->judged->budget -= TICK;
		if (db->judged->budget < 0) {
			db->spent = true;
			return 1;
		}
	}
	return 0;
}

static int
on_authorize(void *arg, int action, const char *a, const char *b,
    const char *schema, const char *through)
{
	struct db *db = arg;
	struct verdict *verdict;
	bool may;

	if (db->judged == NULL)
		return SQLITE_OK;
	verdict = db->judged->verdict;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_RECURSIVE:
		return SQLITE_OK;
	case SQLITE_READ:
		may = verdict_read(verdict, db->views, a, b, schema != NULL ? schema : "",
		    through);
		break;
	case SQLITE_FUNCTION:
		may = verdict_function(verdict, b);
		break;
	default:
		may = verdict_statement(verdict);
	}
	return may ? SQLITE_OK : SQLITE_DENY;
}

/* A function of the vocabulary is called from SQL. */
static void
on_word(sqlite3_context *context, int n, sqlite3_value **value)
{
	const struct word_link *link = sqlite3_user_data(context);
	const char *arg[WORD_ARGS] = { NULL, NULL, NULL };
	struct word_value out;
	int i;

	for (i = 0; i < n && i < WORD_ARGS; i++)
		arg[i] = (const char *)sqlite3_value_text(value[i]);
	vocabulary_call(link->word, &link->db->words, n, arg, &out);
	if (out.kind == WORD_INT)
		sqlite3_result_int64(context, out.number);
	else if (out.kind == WORD_TEXT)
		sqlite3_result_text(context, out.text, -1, free);
	else
		sqlite3_result_null(context);
}

static bool
register_words(struct db *db, struct err *err)
{
	size_t count, i;
	int n, code;

	for (count = 0; vocabulary[count].name != NULL; count++)
		;
	if (db->link == NULL)
		db->link = mem_new(count * sizeof(*db->link));
	for (i = 0; i < count; i++) {
		db->link[i] = (struct word_link){ db, &vocabulary[i] };
		for (n = vocabulary[i].least; n <= vocabulary[i].most; n++) {
			code = sqlite3_create_function(db->raw, vocabulary[i].name, n,
			    SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
			    &db->link[i], on_word, NULL, NULL);
			if (code != SQLITE_OK)
				return set_error(db, code, err);
		}
	}
	return true;
}

bool
db_vocabulary(struct db *db, const struct db_vocabulary *words, struct err *err)
{
	db->words = *words;
	db->has_words = true;
	return register_words(db, err);
}

/* ---- opening ---- */
bool
db_exec(struct db *db, const char *sql, struct err *err)
{
	int code;

	if (fault(db, err))
		return false;
	code = sqlite3_exec(db->raw, sql, NULL, NULL, NULL);
	return code == SQLITE_OK || set_error(db, code, err);
}

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
		return set_error(db, code, err);
	harden(db->raw);
	sqlite3_busy_handler(db->raw, on_busy, db);
	sqlite3_progress_handler(db->raw, TICK, on_progress, db);
	sqlite3_set_authorizer(db->raw, on_authorize, db);
	if (db->has_words && !register_words(db, err))
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

static void
free_stmt(struct stmt *stmt)
{
	sqlite3_finalize(stmt->raw);
	verdict_free(stmt->verdict);
	free(stmt->sql);
	free(stmt);
}

/* Lets idle statements go: all, or the oldest when there are too many. */
static void
free_idle(struct db *db, bool all)
{
	struct stmt **at, **oldest, *stmt;
	size_t i;

	do {
		oldest = NULL;
		for (i = 0; i < BUCKETS; i++)
			for (at = &db->bucket[i]; *at != NULL; at = &(*at)->next)
				if (!(*at)->out && (oldest == NULL || (*at)->used < (*oldest)->used))
					oldest = at;
		if (oldest == NULL)
			return;
		stmt = *oldest;
		*oldest = stmt->next;
		free_stmt(stmt);
		db->kept--;
	} while (all);
}

void
db_close(struct db *db)
{
	int code;

	if (db == NULL)
		return;
	free_idle(db, true);
	assert(db->kept == 0);		/* else somebody forgot stmt_done */
	code = sqlite3_close(db->raw);
	assert(code == SQLITE_OK);
	views_free(db->views);
	free(db->link);
	free(db->path);
	free(db);
}

/* They are looked up again when a definition next names them. */
static void
forget_views(struct db *db)
{
	views_free(db->views);
	db->views = views_new();
}

/* After an I/O error: a new connection under the same statements. */
static bool
open_again(struct db *db, struct err *err)
{
	struct stmt *stmt;
	sqlite3 *old = db->raw;
	size_t i;
	int code;

	free_idle(db, true);
	for (i = 0; i < BUCKETS; i++)
		for (stmt = db->bucket[i]; stmt != NULL; stmt = stmt->next) {
			sqlite3_finalize(stmt->raw);
			stmt->raw = NULL;
			stmt->lost = stmt->running;
			stmt->running = false;
		}
	forget_views(db);
	code = sqlite3_close(old);
	assert(code == SQLITE_OK);
	if (!open_raw(db, db->mode, err))
		return false;
	db->broken = false;
	return true;
}

/* ---- statements ---- */
static bool
prepare(struct db *db, struct stmt *stmt, struct err *err)
{
	const char *tail = NULL;
	int code;

	db->judged = stmt->verdict != NULL ? stmt : NULL;
	code = sqlite3_prepare_v3(db->raw, stmt->sql, -1, SQLITE_PREPARE_PERSISTENT,
	    &stmt->raw, &tail);
	db->judged = NULL;
	if (code != SQLITE_OK && stmt->verdict != NULL && stmt->verdict->refused[0] != '\0')
		return err_set(err, ERR_DATA, "%s", stmt->verdict->refused);
	if (code != SQLITE_OK)
		return set_error(db, code, err);
	if (stmt->raw == NULL)
		return err_set(err, ERR_DATA, "SQL 是空的");
	if (stmt->verdict != NULL && tail != NULL && tail[strspn(tail, " \t\r\n;")] != '\0')
		return err_set(err, ERR_DATA, "SQL 只能有一条语句：%.40s", tail);
	return true;
}

/* By length and end: some texts are thousands of bytes long and begin alike. */
static size_t
bucket_of(const char *sql)
{
	size_t n = strlen(sql), hash = n;

	for (sql += n > 24 ? n - 24 : 0; *sql != '\0'; sql++)
		hash = hash * 33 ^ (unsigned char)*sql;
	return hash % BUCKETS;
}

/* Takes the verdict (NULL = not a definition); views: its words may need some. */
static struct stmt *
find_or_prepare(struct db *db, const char *sql, struct verdict *verdict, bool views,
    struct err *err)
{
	struct stmt **bucket = &db->bucket[bucket_of(sql)], *stmt;

	for (stmt = *bucket; stmt != NULL; stmt = stmt->next)
		if (!stmt->out && strcmp(stmt->sql, sql) == 0 &&
		    verdict_same(stmt->verdict, verdict))
			break;
	if (stmt != NULL) {
		verdict_free(verdict);
	} else {
		stmt = mem_new(sizeof(*stmt));
		stmt->db = db;
		stmt->sql = mem_text(sql);
		stmt->verdict = verdict;
		if ((views && !views_make(db->views, db, sql, err)) || !prepare(db, stmt, err)) {
			free_stmt(stmt);
			return NULL;
		}
		if (db->kept >= KEPT)
			free_idle(db, false);
		stmt->next = *bucket;
		*bucket = stmt;
		db->kept++;
	}
	stmt->out = true;
	stmt->lost = false;
	stmt->bound = SQLITE_OK;
	stmt->budget = db->budget;
	stmt->used = ++db->clock;
	return stmt;
}

struct stmt *
db_query(struct db *db, const char *sql, struct err *err)
{
	if (fault(db, err))
		return NULL;
	return find_or_prepare(db, sql, NULL, false, err);
}

void
stmt_done(struct stmt *stmt)
{
	if (stmt == NULL)
		return;
	stmt_again(stmt);
	if (stmt->raw != NULL)
		sqlite3_clear_bindings(stmt->raw);
	stmt->out = false;
}

/* Binding begins a new run of a statement that has ended. */
static bool
bindable(struct stmt *stmt, int at)
{
	assert(stmt->out && !stmt->running);
	if (stmt->raw == NULL && !prepare(stmt->db, stmt, NULL))
		stmt->bound = SQLITE_ERROR;
	return at > 0 && stmt->bound == SQLITE_OK;
}

static void
keep_bound(struct stmt *stmt, int code)
{
	assert(code != SQLITE_RANGE && code != SQLITE_MISUSE);
	if (code == SQLITE_NOMEM)
		die("内存不足");
	if (code != SQLITE_OK)
		stmt->bound = code;
}

void
stmt_text(struct stmt *stmt, int at, const char *text)
{
	if (bindable(stmt, at))
		keep_bound(stmt, sqlite3_bind_text(stmt->raw, at, text, -1, SQLITE_TRANSIENT));
}

void
stmt_int(struct stmt *stmt, int at, long long value)
{
	if (bindable(stmt, at))
		keep_bound(stmt, sqlite3_bind_int64(stmt->raw, at, value));
}

void
stmt_blob(struct stmt *stmt, int at, const void *data, size_t n)
{
	if (bindable(stmt, at))
		keep_bound(stmt, sqlite3_bind_blob64(stmt->raw, at, data, n, SQLITE_TRANSIENT));
}

void
stmt_null(struct stmt *stmt, int at)
{
	stmt_text(stmt, at, NULL);
}

int
stmt_param(struct stmt *stmt, const char *name)
{
	return bindable(stmt, 1) ? sqlite3_bind_parameter_index(stmt->raw, name) : 0;
}

void
stmt_again(struct stmt *stmt)
{
	assert(stmt->out);
	if (stmt->raw != NULL)
		sqlite3_reset(stmt->raw);
	stmt->running = false;
	stmt->lost = false;
	stmt->budget = stmt->db->budget;
}

int
stmt_step(struct stmt *stmt, struct err *err)
{
	struct db *db = stmt->db;
	int code;

	assert(stmt->out);
	if (stmt->lost) {
		err_set(err, ERR_SYSTEM, "库因磁盘出错重新打开过，请重做这一步");
		return -1;
	}
	if (fault(db, err)) {
		stmt_again(stmt);
		return -1;
	}
	if (stmt->bound != SQLITE_OK) {
		err_set(err, ERR_INPUT, "内容太长，存不下");
		return -1;
	}
	if (stmt->raw == NULL && !prepare(db, stmt, err))
		return -1;
	db->spent = false;
	db->judged = stmt->verdict != NULL ? stmt : NULL;
	code = sqlite3_step(stmt->raw);
	db->judged = NULL;
	stmt->running = code == SQLITE_ROW;
	if (code == SQLITE_ROW)
		return 1;
	if (code == SQLITE_DONE) {
		sqlite3_reset(stmt->raw);	/* ends its read transaction */
		return 0;
	}
	set_error(db, code, err);
	sqlite3_reset(stmt->raw);
	return -1;
}

const char *
stmt_get(struct stmt *stmt, int col)
{
	assert(stmt->running);
	return (const char *)sqlite3_column_text(stmt->raw, col);
}

long long
stmt_get_int(struct stmt *stmt, int col)
{
	assert(stmt->running);
	return sqlite3_column_int64(stmt->raw, col);
}

const void *
stmt_get_blob(struct stmt *stmt, int col, size_t *n)
{
	const void *data;

	assert(stmt->running);
	data = sqlite3_column_blob(stmt->raw, col);
	*n = (size_t)sqlite3_column_bytes(stmt->raw, col);
	return data;
}

bool
stmt_is_null(struct stmt *stmt, int col)
{
	assert(stmt->running);
	return sqlite3_column_type(stmt->raw, col) == SQLITE_NULL;
}

int
stmt_columns(struct stmt *stmt)
{
	return sqlite3_column_count(stmt->raw);
}

const char *
stmt_name(struct stmt *stmt, int col)
{
	return stmt->raw != NULL ? sqlite3_column_name(stmt->raw, col) : NULL;
}

int
db_changes(struct db *db)
{
	return sqlite3_changes(db->raw);
}

/* ---- definitions ---- */
struct stmt *
db_query_definition(struct db *db, const char *sql, const char *const *tables,
    void (*read)(void *arg, const char *table), void *arg, struct err *err)
{
	struct stmt *stmt;
	size_t i;

	/* A live expression names no table: none of its words needs a view. */
	stmt = find_or_prepare(db, sql, verdict_new(tables),
	    tables == NULL || tables[0] != NULL, err);
	if (stmt == NULL || read == NULL)
		return stmt;
	for (i = 0; i < stmt->verdict->reads; i++)
		read(arg, stmt->verdict->read[i]);
	return stmt;
}

/* Nothing but the next use of a statement may remember the old columns. */
bool
db_forget(struct db *db, struct err *err)
{
	bool ok;

	free_idle(db, true);
	ok = views_drop(db->views, db, err);
	forget_views(db);
	return ok;
}

/* ---- transactions ---- */
bool
db_begin(struct db *db, struct err *err)
{
	assert(sqlite3_get_autocommit(db->raw));
	if (db->broken && !open_again(db, err))
		return false;
	return db_exec(db, "BEGIN IMMEDIATE", err);
}

bool
db_commit(struct db *db, struct err *err)
{
	if (db_exec(db, "COMMIT", err))
		return true;
	db_rollback(db);
	return false;
}

void
db_rollback(struct db *db)
{
	/* A failed write may have rolled back by itself.  When the rollback
	 * fails the journal does it at the next opening. */
	if (!sqlite3_get_autocommit(db->raw) &&
	    sqlite3_exec(db->raw, "ROLLBACK", NULL, NULL, NULL) != SQLITE_OK)
		db->broken = true;
	/* Views made or dropped in it are as before; a statement that is kept
	 * would not look for its own again. */
	free_idle(db, true);
	forget_views(db);
}

bool
db_in_transaction(const struct db *db)
{
	return !sqlite3_get_autocommit(db->raw);
}

void
db_budget(struct db *db, long long steps)
{
	db->budget = steps;
}

void
db_cancel(struct db *db, bool (*stop)(void *arg), void *arg)
{
	db->stop = stop;
	db->stop_arg = arg;
}

/* ---- care ---- */
bool
db_copy(struct db *db, struct db *to, struct err *err)
{
	sqlite3_backup *backup;
	int code;

	free_idle(to, true);
	forget_views(to);
	backup = sqlite3_backup_init(to->raw, "main", db->raw, "main");
	if (backup == NULL)
		return set_error(to, sqlite3_errcode(to->raw), err);
	sqlite3_backup_step(backup, -1);
	code = sqlite3_backup_finish(backup);
	return code == SQLITE_OK || set_error(to, code, err);
}
