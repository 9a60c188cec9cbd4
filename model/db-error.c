/*
 * model/db-error.c: the engine's results in words
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/db-private.h"

#include <errno.h>

#include "base/mem.h"
#include "model/db-file.h"

bool
db_struck(struct db *db, struct err *err)
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

bool
db_error(struct db *db, int code, struct err *err)
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
	if (code == SQLITE_INTERRUPT && db->gave_way)
		return err_set(err, ERR_BUSY, "别人要保存，检查先让路");
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
