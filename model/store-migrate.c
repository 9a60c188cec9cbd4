/*
 * model/store-migrate.c: the numbered SQL of the system tables
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/store-private.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* "system/003-roles.sql" is 3, anything else 0. */
static int
number_of(const char *name)
{
	static const char dir[] = "system/";

	if (strncmp(name, dir, sizeof(dir) - 1) != 0)
		return 0;
	return atoi(name + sizeof(dir) - 1);
}

/* Files come sorted by name, so the numbers come in order. */
int
migrate_newest(const struct embedded *files)
{
	int newest = 0;

	for (; files->name != NULL; files++)
		if (number_of(files->name) > newest)
			newest = number_of(files->name);
	return newest;
}

bool
migrate_needed(struct db *db, const struct embedded *files, bool *needed, struct err *err)
{
	long long version;

	if (!db_int(db, "PRAGMA user_version", NULL, 0, 0, &version, err))
		return false;
	*needed = version < migrate_newest(files);
	if (version > migrate_newest(files))
		return err_set(err, ERR_NEWER, "这个库由更新的程序写成（库版本 %lld，本程序只认到 %d）；"
		    "请升级本程序", version, migrate_newest(files));
	return true;
}

/* Inside a transaction: all that is newer than the store. */
bool
migrate_run(struct db *db, const struct embedded *files, struct err *err)
{
	long long version;
	char *sql;
	bool ok;
	int number;

	if (!db_int(db, "PRAGMA user_version", NULL, 0, 0, &version, err))
		return false;
	for (; files->name != NULL; files++) {
		number = number_of(files->name);
		if (number <= version)
			continue;
		sql = mem_printf("%s\nPRAGMA user_version = %d;", files->text, number);
		ok = db_exec(db, sql, err);
		free(sql);
		if (!ok)
			return err_wrap(err, "%s：", files->name);
	}
	return true;
}
