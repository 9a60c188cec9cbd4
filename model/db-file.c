/*
 * model/db-file.c: the file of a database, before and after the engine
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/db-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"

static enum err_kind
kind_of(int number)
{
	switch (number) {
	case EEXIST:
		return ERR_EXISTS;
	case ENOENT:
	case ENOTDIR:
		return ERR_MISSING;
	case EACCES:
	case EPERM:
		return ERR_DENIED;
	case EROFS:
		return ERR_READONLY;
	case ENOSPC:
	case EDQUOT:
		return ERR_FULL;
	default:
		return ERR_SYSTEM;
	}
}

bool
dbfile_error(const char *path, int number, struct err *err)
{
	switch (kind_of(number)) {
	case ERR_FULL:
		/* A screen has one line for it, which the path may fill. */
		return err_set(err, ERR_FULL, "磁盘已满，未保存；请腾出空间后再保存一次（%s）", path);
	case ERR_READONLY:
		return err_set(err, ERR_READONLY, "%s：磁盘为只读，未保存；请换到可写的位置", path);
	case ERR_DENIED:
		return err_set(err, ERR_DENIED, "%s：没有权限，未保存；请检查文件和目录的权限", path);
	default:
		return err_set(err, ERR_SYSTEM, "%s：读写出错（%s），未保存；请检查磁盘后再试",
		    path, number != 0 ? err_reason(number) : "输入输出错误");
	}
}

bool
dbfile_look(const char *path, struct err *err)
{
	struct stat st;

	if (stat(path, &st) != 0) {
		if (errno == ENOENT || errno == ENOTDIR)
			return err_set(err, ERR_MISSING, "%s：没有这个库；请核对路径，"
			    "新办公室先运行 bangjiao init --office 名称", path);
		return err_set(err, kind_of(errno), "%s：打不开（%s）；请检查权限和磁盘",
		    path, err_reason(errno));
	}
	if (S_ISDIR(st.st_mode))
		return err_set(err, ERR_FOREIGN, "%s：是目录，不是库；请指明目录中的库文件", path);
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_FOREIGN, "%s：不是普通文件，不能作库；请核对路径", path);
	if (!file_may(path, R_OK))
		return err_set(err, kind_of(errno), "%s：不可读（%s）；请检查文件权限",
		    path, err_reason(errno));
	if (st.st_size == 0)
		return err_set(err, ERR_DAMAGED, "%s：是空文件（0 字节），不是库；"
		    "请用备份恢复：bangjiao restore 备份文件", path);
	return true;
}

bool
dbfile_create(const char *path, struct err *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	int number = errno;
	bool ok;

	if (fd < 0)
		return err_set(err, kind_of(number), "%s：不能新建（%s）；请换一个路径或检查目录",
		    path, number == EEXIST ? "已有此文件，不会覆盖" : err_reason(number));
	ok = fchmod(fd, 0600) == 0;
	number = errno;
	close(fd);
	return ok || err_set(err, kind_of(number), "%s：%s", path, err_reason(number));
}

static bool
sync_name(const char *path, int flags)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | flags), number;
	bool ok;

	if (fd < 0)
		return false;
	ok = fsync(fd) == 0;
	number = errno;
	close(fd);
	errno = number;
	return ok;
}

static bool
sync_dir(const char *path, struct err *err)
{
	char *dir = file_dir(path);
	bool ok = sync_name(dir, O_DIRECTORY);

	if (!ok)
		err_set(err, kind_of(errno), "目录 %s 写不进磁盘（%s）；请检查磁盘",
		    dir, err_reason(errno));
	free(dir);
	return ok;
}

bool
dbfile_sync(const char *path, struct err *err)
{
	if (!sync_name(path, 0))
		return err_set(err, kind_of(errno), "%s：写不进磁盘（%s）；请检查磁盘",
		    path, err_reason(errno));
	return sync_dir(path, err);
}

/* The engine ignores a failed sync of the directory, so the journal's name is
 * made and synced here, once; TRUNCATE keeps it. */
bool
dbfile_journal(const char *path, struct err *err)
{
	char *journal = mem_printf("%s-journal", path);
	bool ok = true;
	int fd = open(journal, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);

	/* It is there already, or the first write will say what is wrong. */
	if (fd >= 0) {
		ok = fchmod(fd, 0600) == 0 && sync_dir(path, err);
		close(fd);
		if (!ok && (err == NULL || err->kind == ERR_NONE))
			err_set(err, kind_of(errno), "%s：%s", journal, err_reason(errno));
	}
	free(journal);
	return ok;
}

bool
dbfile_publish(const char *temporary, const char *path, struct err *err)
{
	bool ok = dbfile_sync(temporary, err);

	if (ok && link(temporary, path) != 0) {
		if (errno == EPERM || errno == EOPNOTSUPP) {
			/* A file system without hard links (FAT on a stick). */
			ok = !file_may(path, F_OK);
			if (ok)
				ok = errno == ENOENT && rename(temporary, path) == 0;
			else
				errno = EEXIST;
		} else
			ok = false;
		if (!ok)
			err_set(err, kind_of(errno), "%s：不能写成（%s）", path,
			    errno == EEXIST ? "已有此文件，不会覆盖" : err_reason(errno));
	}
	unlink(temporary);
	return ok && sync_dir(path, err);
}

char *
dbfile_beside(const char *path, const char *what)
{
	char stamp[DATE_STAMP_SIZE], *c, *name;
	int n = 1;

	date_stamp(stamp);
	for (c = stamp; *c != '\0'; c++)
		if (*c == ' ' || *c == ':')
			*c = '-';
	name = mem_printf("%s.%s-%s", path, what, stamp);
	while (file_may(name, F_OK)) {
		free(name);
		name = mem_printf("%s.%s-%s-%d", path, what, stamp, ++n);
	}
	return name;
}
