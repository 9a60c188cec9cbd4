/*
 * base/file.c: whole files, and files that appear whole
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

/* What the operating system's numbers mean for a clerk. */
static const struct fault {
	int		 number;
	enum err_kind	 kind;
	const char	*says;
} faults[] = {
	{ ENOENT, ERR_MISSING, "没有这个文件或目录，请核对路径" },
	{ ENOTDIR, ERR_MISSING, "路径中间有一段不是目录，请核对路径" },
	{ EISDIR, ERR_INPUT, "这是一个目录，请写出文件名" },
	{ EEXIST, ERR_EXISTS, "文件已存在，没有覆盖；请换一个文件名（命令行可加 --force）" },
	{ EACCES, ERR_DENIED, "没有权限，请换一个目录或请管理员授权" },
	{ EPERM, ERR_DENIED, "没有权限，请换一个目录或请管理员授权" },
	{ EROFS, ERR_READONLY, "磁盘是只读的，请换一个目录" },
	{ ENOSPC, ERR_FULL, "磁盘已满，请清理后重试" },
	{ EDQUOT, ERR_FULL, "磁盘配额已用完，请清理后重试" },
	{ EFBIG, ERR_FULL, "文件超过允许的大小，请换一个磁盘" },
	{ ENAMETOOLONG, ERR_INPUT, "文件名太长，请改短" },
	{ ELOOP, ERR_INPUT, "符号链接绕成了圈，请写出真正的路径" },
	{ EIO, ERR_SYSTEM, "读写磁盘出错，磁盘可能已损坏，请换一个磁盘并备份" },
	{ EMFILE, ERR_SYSTEM, "打开的文件太多，请退出后重试" },
	{ ENFILE, ERR_SYSTEM, "系统打开的文件太多，请稍后重试" },
	{ EBADF, ERR_SYSTEM, "没有打开，写不出去；请不要关闭它，或用 -o 写到文件" },
	{ EPIPE, ERR_SYSTEM, "接收输出的程序已经结束，请重新运行" },
};

bool
file_error(struct err *err, int number, const char *what, const char *path)
{
	size_t i;

	/* A path may fill the one line that a screen has for a message: what to
	 * do at once stands before it. */
	for (i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
		if (faults[i].number == number && faults[i].kind == ERR_FULL)
			return err_set(err, ERR_FULL, "%s（%s %s）。",
			    faults[i].says, what, path);
		else if (faults[i].number == number)
			return err_set(err, faults[i].kind, "%s %s：%s。", what,
			    path, faults[i].says);
	return err_set(err, ERR_SYSTEM, "%s %s：系统报告错误 %d，请重试；仍不行请告诉管理员。",
	    what, path, number);
}

/* Reads fd to its end, at most limit bytes. */
static bool
read_all(int fd, const char *path, size_t limit, struct buf *out,
    struct err *err)
{
	char chunk[16384];
	size_t total = 0;
	ssize_t n;

	while ((n = read(fd, chunk, sizeof(chunk))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return file_error(err, errno, "读取", path);
		if ((size_t)n > limit - total)
			return err_set(err, ERR_INPUT,
			    "读取 %s：文件超过 %zu 字节的上限，请核对是不是这个文件。",
			    path, limit);
		buf_addn(out, chunk, (size_t)n);
		total += (size_t)n;
	}
	return true;
}

bool
file_read(const char *path, size_t limit, struct buf *out, struct err *err)
{
	size_t before = out->len;
	struct stat st;
	bool ok;
	int fd;

	/* Not blocking, for a pipe that nobody writes to. */
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0)
		return file_error(err, errno, "打开", path);
	if (fstat(fd, &st) != 0)
		ok = file_error(err, errno, "读取", path);
	else if (S_ISDIR(st.st_mode))
		ok = file_error(err, EISDIR, "读取", path);
	else if (!S_ISREG(st.st_mode))
		ok = err_set(err, ERR_INPUT,
		    "读取 %s：这不是普通文件，请先存成文件。", path);
	else
		ok = read_all(fd, path, limit, out, err);
	close(fd);
	if (!ok)
		buf_cut(out, before);
	return ok;
}

char *
file_dir(const char *path)
{
	size_t n = strlen(path);

	while (n > 1 && path[n - 1] == '/')
		n--;
	while (n > 0 && path[n - 1] != '/')
		n--;
	while (n > 1 && path[n - 1] == '/')
		n--;
	return n == 0 ? mem_text(".") : mem_textn(path, n);
}

char *
file_scratch(const char *path)
{
	char *dir = file_dir(path);
	const char *other = secure_getenv("TMPDIR");

	if (file_may(dir, W_OK | X_OK) || errno == ENOENT)
		return dir;
	free(dir);
	return mem_text(other != NULL && *other == '/' &&
	    file_may(other, W_OK | X_OK) ? other : "/tmp");
}

int
file_temporary(const char *dir, struct err *err)
{
	char *name;
	int fd;

	fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd >= 0)
		return fd;
	/* The file system may not know nameless files. */
	name = mem_printf("%s/.bangjiao-XXXXXX", dir);
	fd = mkostemp(name, O_CLOEXEC);
	if (fd < 0)
		file_error(err, errno, "在目录中建临时文件", dir);
	else if (unlink(name) != 0) {
		file_error(err, errno, "删去临时文件", name);
		close(fd);
		fd = -1;
	}
	free(name);
	return fd;
}

#define OUT_BUFFER 65536

struct file_out {
	int	 fd;
	char	*path;		/* NULL: standard output */
	char	*dir;
	char	*temp;		/* NULL while the file has no name */
	bool	 force;
	int	 failed;	/* errno of the first write that failed */
	size_t	 held;
	char	 data[OUT_BUFFER];
};

static const char *
out_name(const struct file_out *out)
{
	return out->path == NULL ? "标准输出" : out->path;
}

/* The years of an office are not what --force was meant for. */
static bool
is_store(const char *path)
{
	static const char mark[] = "SQLite format 3";
	char head[sizeof(mark)];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool same = fd >= 0 && read(fd, head, sizeof(head)) == (ssize_t)sizeof(head) &&
	    memcmp(head, mark, sizeof(mark)) == 0;

	if (fd >= 0)
		close(fd);
	return same;
}

/* Is path what a store keeps beside itself?  A list under the name of the lock
 * lets two clerks write at once, one under the journal's is rolled back. */
static bool
is_beside_store(const char *path)
{
	static const char *const tails[] = { "-journal", "-wal", "-shm", ".lock",
		".drafts", ".drafts-journal", ".reserve" };
	size_t i, n = strlen(path), tail;
	char *store;
	bool is = false;

	for (i = 0; !is && i < sizeof(tails) / sizeof(tails[0]); i++) {
		tail = strlen(tails[i]);
		if (n <= tail || strcmp(path + n - tail, tails[i]) != 0)
			continue;
		store = mem_textn(path, n - tail);
		is = is_store(store);
		free(store);
	}
	return is;
}

static bool
beside_store(struct err *err, const char *path)
{
	return err_set(err, ERR_INPUT,
	    "写文件 %s：库自己要用这个名字，请换一个文件名。", path);
}

/* May path be written?  A link that may be replaced gives its target. */
static bool
check_target(struct file_out *out, struct err *err)
{
	struct stat st;
	char *real;

	if (is_beside_store(out->path))
		return beside_store(err, out->path);
	if (lstat(out->path, &st) != 0)
		return errno == ENOENT ||
		    file_error(err, errno, "写文件", out->path);
	if (!out->force)
		return file_error(err, EEXIST, "写文件", out->path);
	if (S_ISLNK(st.st_mode)) {
		real = realpath(out->path, NULL);
		if (real == NULL)
			return file_error(err, errno, "写文件", out->path);
		free(out->path);
		out->path = real;
		if (stat(real, &st) != 0)
			return file_error(err, errno, "写文件", real);
	}
	if (S_ISDIR(st.st_mode))
		return file_error(err, EISDIR, "写文件", out->path);
	/* A device is not to be replaced by a file. */
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_INPUT,
		    "写文件 %s：这不是普通文件，请换一个文件名。", out->path);
	if (is_beside_store(out->path))
		return beside_store(err, out->path);
	if (is_store(out->path))
		return err_set(err, ERR_INPUT,
		    "写文件 %s：这是一个库，不能用别的文件盖掉它，请换一个文件名。", out->path);
	return true;
}

/* Where the kernel shows an open file, so that it can be given a name. */
static void
fd_name(int fd, char out[64])
{
	snprintf(out, 64, "/proc/self/fd/%d", fd);
}

/* A nameless file vanishes with the process, whatever ends it; where there
 * are none, a hidden name stands in. */
static bool
open_temporary(struct file_out *out, struct err *err)
{
	char proc[64];

	out->fd = open(out->dir, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
	if (out->fd >= 0) {
		fd_name(out->fd, proc);
		if (access(proc, F_OK) != 0) {
			close(out->fd);
			out->fd = -1;
		}
	}
	if (out->fd < 0) {
		out->temp = mem_printf("%s/.bangjiao-XXXXXX", out->dir);
		out->fd = mkostemp(out->temp, O_CLOEXEC);
		if (out->fd < 0) {
			free(out->temp);
			out->temp = NULL;
			return file_error(err, errno, "写文件", out->path);
		}
	}
	return fchmod(out->fd, 0600) == 0 ||
	    file_error(err, errno, "写文件", out->path);
}

static void
out_free(struct file_out *out)
{
	if (out->path != NULL && out->fd >= 0)
		close(out->fd);
	if (out->temp != NULL)
		unlink(out->temp);
	free(out->temp);
	free(out->path);
	free(out->dir);
	free(out);
}

struct file_out *
file_create(const char *path, bool force, struct err *err)
{
	struct file_out *out = mem_new(sizeof(*out));

	out->fd = STDOUT_FILENO;
	if (path == NULL || strcmp(path, "-") == 0)
		return out;
	out->fd = -1;
	out->force = force;
	out->path = mem_text(path);
	if (*path == '\0' || path[strlen(path) - 1] == '/') {
		err_set(err, ERR_INPUT, "写文件“%s”：请写出文件名。", path);
		goto fail;
	}
	if (!check_target(out, err))
		goto fail;
	out->dir = file_dir(out->path);
	if (!open_temporary(out, err))
		goto fail;
	return out;
fail:
	out_free(out);
	return NULL;
}

bool
file_terminal(const struct file_out *out)
{
	return out->path == NULL && isatty(out->fd) == 1;
}

static bool
write_all(struct file_out *out, const char *data, size_t n, struct err *err)
{
	ssize_t done;

	/* A file with a hole must never get its name. */
	while (n > 0 && out->failed == 0) {
		done = write(out->fd, data, n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0) {
			out->failed = errno;
			break;
		}
		data += done;
		n -= (size_t)done;
	}
	return out->failed == 0 ||
	    file_error(err, out->failed, "写文件", out_name(out));
}

static bool
flush(struct file_out *out, struct err *err)
{
	size_t n = out->held;

	out->held = 0;
	return write_all(out, out->data, n, err);
}

bool
file_write(struct file_out *out, const void *data, size_t n, struct err *err)
{
	if (n > OUT_BUFFER - out->held && !flush(out, err))
		return false;
	if (n > OUT_BUFFER)
		return write_all(out, data, n, err);
	if (n > 0)
		memcpy(out->data + out->held, data, n);
	out->held += n;
	return true;
}

/* Gives a nameless file the hidden name that rename needs. */
static bool
give_name(struct file_out *out, struct err *err)
{
	char proc[64], *name;
	int i;

	fd_name(out->fd, proc);
	for (i = 0; i < 100; i++) {
		name = mem_printf("%s/.bangjiao-%ld-%d", out->dir,
		    (long)getpid(), i);
		if (linkat(AT_FDCWD, proc, AT_FDCWD, name,
		    AT_SYMLINK_FOLLOW) == 0) {
			out->temp = name;
			return true;
		}
		free(name);
		if (errno != EEXIST)
			break;
	}
	return file_error(err, errno, "写文件", out->path);
}

/* Without replacing: link(2) never does, nor this rename. */
static bool
put_new(struct file_out *out)
{
	char proc[64];

	if (out->temp == NULL) {
		fd_name(out->fd, proc);
		return linkat(AT_FDCWD, proc, AT_FDCWD, out->path,
		    AT_SYMLINK_FOLLOW) == 0;
	}
	if (renameat2(AT_FDCWD, out->temp, AT_FDCWD, out->path,
	    RENAME_NOREPLACE) == 0) {
		free(out->temp);
		out->temp = NULL;
		return true;
	}
	/* A file system without that flag; out_free takes temp away. */
	return (errno == EINVAL || errno == ENOSYS) &&
	    link(out->temp, out->path) == 0;
}

/* Puts the file under its name. */
static bool
put_in_place(struct file_out *out, struct err *err)
{
	if (!out->force)
		return put_new(out) ||
		    file_error(err, errno, "写文件", out->path);
	if (out->temp == NULL && !give_name(out, err))
		return false;
	if (rename(out->temp, out->path) != 0)
		return file_error(err, errno, "写文件", out->path);
	free(out->temp);
	out->temp = NULL;
	return true;
}

static bool
sync_dir(const char *dir, const char *path, struct err *err)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok;

	/* A directory that may be written but not read cannot be synced. */
	if (fd < 0)
		return errno == EACCES || file_error(err, errno, "写文件", path);
	ok = fsync(fd) == 0 || errno == EINVAL;
	if (!ok)
		file_error(err, errno, "文件已写好，但没能确认存到了磁盘：", path);
	close(fd);
	return ok;
}

bool
file_commit(struct file_out *out, struct err *err)
{
	bool ok = flush(out, err);

	if (ok && out->path != NULL) {
		if (fsync(out->fd) != 0)
			ok = file_error(err, errno, "写文件", out->path);
		else
			ok = put_in_place(out, err);
		ok = ok && sync_dir(out->dir, out->path, err);
		if (close(out->fd) != 0 && ok)
			ok = file_error(err, errno, "写文件", out->path);
		out->fd = -1;
	}
	out_free(out);
	return ok;
}

void
file_abandon(struct file_out *out)
{
	if (out != NULL)
		out_free(out);
}

bool
file_may(const char *path, int how)
{
	return faccessat(AT_FDCWD, path, how, AT_EACCESS) == 0;
}
