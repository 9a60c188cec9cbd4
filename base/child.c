/*
 * base/child.c: a helper program of ours, fed through a pipe
 * SPDX-License-Identifier: Apache-2.0
 *
 * Its input is a socket, so that writing to a dead helper is an error and no
 * signal.  All ends wait together in poll(2): a helper that is full of output
 * takes no input, and the other way round.
 */
#include "config.h"
#include "base/child.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"

enum { CHUNK = 64 * 1024, MOST_SAID = 16 * 1024, ARGS_MOST = 8 };
enum { LISTEN = 200 };		/* ms without asking whether to go on */

struct child {
	char		*path;
	pid_t		 pid;
	int		 in, out, said;		/* ours; -1 when closed */
	child_fn	 take;
	child_goes	 goes;
	void		*arg;
	struct buf	 words;			/* of its standard error */
	char		 data[CHUNK];
};

static void
close_one(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void
child_free(struct child *child)
{
	close_one(&child->in);
	close_one(&child->out);
	close_one(&child->said);
	buf_clear(&child->words);
	free(child->path);
	free(child);
}

/* ---- start ---- */

static bool
start_failed(const struct child *child, int number, struct err *err)
{
	if (number == ENOENT || number == EACCES)
		return err_set(err, ERR_MISSING, "缺少辅助程序：请重新安装 bangjiao，"
		    "或让 BANGJIAO_LIBEXEC 指向它所在的目录（没有可以运行的 %s）",
		    child->path);
	return err_set(err, ERR_SYSTEM, "%s 启动不了（%s）：请关闭一些程序后重试",
	    child->path, err_reason(number));
}

/* Beside this program, as in a build that is not installed; NULL if not. */
static char *
beside_us(const char *program)
{
	char *self = realpath("/proc/self/exe", NULL), *dir, *path;

	if (self == NULL)
		return NULL;
	dir = file_dir(self);
	path = mem_printf("%s/%s", dir, program);
	free(dir);
	free(self);
	if (access(path, X_OK) == 0)
		return path;
	free(path);
	return NULL;
}

/* Where the helper is, absolute, for it may work in another directory.  A
 * program with more rights than its caller takes only what is installed. */
static bool
find(struct child *child, const char *program)
{
	bool secure = getauxval(AT_SECURE) != 0;
	const char *dir = secure ? NULL : getenv("BANGJIAO_LIBEXEC");
	char *path = NULL;

	if (dir != NULL && *dir != '\0')
		child->path = mem_printf("%s/%s", dir, program);
	else if (secure || (child->path = beside_us(program)) == NULL)
		child->path = mem_printf("%s/%s", PKGLIBEXECDIR, program);
	path = realpath(child->path, NULL);
	if (path == NULL)
		return false;
	free(child->path);
	child->path = path;
	return true;
}

/* Makes the ends: child[0..2] are the helper's. */
static bool
make_ends(struct child *child, const struct child_spec *spec, int end[3])
{
	int pair[2];

	end[0] = spec->in;
	end[1] = spec->out;
	if (spec->in < 0) {
		if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0,
		    pair) != 0)
			return false;
		child->in = pair[0];
		end[0] = pair[1];
	}
	if (spec->out < 0) {
		if (pipe2(pair, O_CLOEXEC) != 0)
			return false;
		child->out = pair[0];
		end[1] = pair[1];
	}
	if (pipe2(pair, O_CLOEXEC) != 0)
		return false;
	child->said = pair[0];
	end[2] = pair[1];
	return true;
}

/* What helpers read; what the sanitizers want to know. */
enum { FONTS };
static const char *const known[] = { [FONTS] = "BANGJIAO_FONTS", "TZ", "ASAN_OPTIONS",
	"LSAN_OPTIONS", "UBSAN_OPTIONS" };
#define KNOWN (sizeof(known) / sizeof(known[0]))

static void
make_environment(char *env[KNOWN + 1])
{
	const char *value;
	char *whole;
	size_t i, n = 0;

	for (i = 0; i < KNOWN; i++) {
		value = getenv(known[i]);
		if (value == NULL)
			continue;
		/* A path that begins where we are; it works elsewhere. */
		whole = i == FONTS && *value != '\0' ? realpath(value, NULL) : NULL;
		env[n++] = mem_printf("%s=%s", known[i],
		    whole != NULL ? whole : value);
		free(whole);
	}
	env[n] = NULL;
}

static int
add_actions(posix_spawn_file_actions_t *actions, const struct child_spec *spec,
    const int end[3])
{
	int i, number = 0, free_from = 3;

	for (i = 0; i < 3 && number == 0; i++)
		number = posix_spawn_file_actions_adddup2(actions, end[i], i);
	if (number == 0 && spec->also != NULL)
		number = posix_spawn_file_actions_adddup2(actions,
		    *spec->also, free_from++);
	if (number == 0)
		number = posix_spawn_file_actions_addclosefrom_np(actions,
		    free_from);
	if (number == 0)
		number = posix_spawn_file_actions_addchdir_np(actions,
		    spec->dir != NULL ? spec->dir : "/");
	return number;
}

/* In a process group of its own, an interruption at the keyboard reaches this
 * program alone, which then ends the helper. */
static int
spawn(struct child *child, const struct child_spec *spec, const int end[3])
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attr;
	char *argv[ARGS_MOST + 2] = { child->path }, *env[KNOWN + 1];
	sigset_t none, all;
	int number;
	size_t i;

	for (i = 0; spec->args != NULL && spec->args[i] != NULL; i++) {
		assert(i < ARGS_MOST);
		argv[i + 1] = mem_text(spec->args[i]);
	}
	make_environment(env);
	sigemptyset(&none);
	sigfillset(&all);
	if (posix_spawn_file_actions_init(&actions) != 0 ||
	    posix_spawnattr_init(&attr) != 0)
		die("内存不足，请关闭其他程序后重试");
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setsigdefault(&attr, &all);
	posix_spawnattr_setpgroup(&attr, 0);
	posix_spawnattr_setflags(&attr, (short)(POSIX_SPAWN_SETSIGMASK |
	    POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP |
	    (spec->dir == NULL ? POSIX_SPAWN_RESETIDS : 0)));
	number = add_actions(&actions, spec, end);
	if (number == 0)
		number = posix_spawn(&child->pid, child->path, &actions, &attr,
		    argv, env);
	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&actions);
	for (i = 1; argv[i] != NULL; i++)
		free(argv[i]);
	for (i = 0; env[i] != NULL; i++)
		free(env[i]);
	return number;
}

struct child *
child_start(const struct child_spec *spec, struct err *err)
{
	struct child *child = mem_new(sizeof(*child));
	int end[3] = { -1, -1, -1 }, number;

	assert(spec->out >= 0 || spec->take != NULL);
	child->in = child->out = child->said = -1;
	child->take = spec->take;
	child->goes = spec->goes;
	child->arg = spec->arg;
	number = !find(child, spec->program) ? errno : make_ends(child, spec, end) ?
	    spawn(child, spec, end) : errno;
	if (spec->in < 0)
		close_one(&end[0]);
	if (spec->out < 0)
		close_one(&end[1]);
	close_one(&end[2]);
	if (number == 0)
		return child;
	start_failed(child, number, err);
	child_free(child);
	return NULL;
}

/* ---- talk ---- */

/* Reads what is there at one of its outputs; closes it at its end. */
static bool
take_some(struct child *child, int *fd, struct err *err)
{
	ssize_t n = read(*fd, child->data, CHUNK);

	if (n < 0)
		return errno == EINTR || errno == EAGAIN || err_set(err,
		    ERR_SYSTEM, "%s 的输出读不出来（%s）：请重试", child->path,
		    err_reason(errno));
	if (n == 0) {
		close_one(fd);
		return true;
	}
	if (fd == &child->out)
		return child->take(child->arg, child->data, (size_t)n, err);
	if (child->words.len < MOST_SAID)
		buf_addn(&child->words, child->data, (size_t)n);
	return true;
}

/* Sends a part of data; a helper that no longer listens has its reasons,
 * which child_end tells. */
static bool
send_some(struct child *child, const char **data, size_t *n, struct err *err)
{
	ssize_t done = send(child->in, *data, *n, MSG_NOSIGNAL | MSG_DONTWAIT);

	if (done < 0 && (errno == EINTR || errno == EAGAIN))
		return true;
	if (done < 0 && (errno == EPIPE || errno == ECONNRESET)) {
		close_one(&child->in);
		return true;
	}
	if (done < 0)
		return err_set(err, ERR_SYSTEM, "数据送不到 %s（%s）：请重试",
		    child->path, err_reason(errno));
	*data += done;
	*n -= (size_t)done;
	return true;
}

/* Sends n bytes; with none, takes all that comes until both its outputs are
 * closed. */
static bool
talk(struct child *child, const char *data, size_t n, struct err *err)
{
	bool sending = n > 0;

	while (sending ? n > 0 && child->in >= 0 :
	    child->out >= 0 || child->said >= 0) {
		struct pollfd set[3] = {
			{ sending ? child->in : -1, POLLOUT, 0 },
			{ child->out, POLLIN, 0 },
			{ child->said, POLLIN, 0 },
		};

		if (child->goes != NULL && !child->goes(child->arg, err))
			return false;
		if (poll(set, 3, child->goes != NULL ? LISTEN : -1) < 0) {
			if (errno == EINTR)
				continue;
			return err_set(err, ERR_SYSTEM, "等不到 %s（%s）："
			    "请重试", child->path, err_reason(errno));
		}
		if (set[1].revents != 0 && !take_some(child, &child->out, err))
			return false;
		if (set[2].revents != 0 && !take_some(child, &child->said, err))
			return false;
		if (set[0].revents != 0 && !send_some(child, &data, &n, err))
			return false;
	}
	return true;
}

/* ---- end ---- */

static bool
outcome(const struct child *child, int status, struct buf *notice,
    struct err *err)
{
	struct buf words = BUF_INIT;
	char *plain;

	/* It is our own program, but what it read was not. */
	plain = mem_textn(buf_str(&child->words), child->words.len);
	text_trim(plain);
	text_shown(&words, plain, true);
	free(plain);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
		if (notice != NULL)
			buf_add(notice, buf_str(&words));
		buf_clear(&words);
		return true;
	}
	if (WIFSIGNALED(status))
		err_set(err, ERR_SYSTEM, "%s 中途被终止（信号 %d），没有产生结果："
		    "请重试；仍不行请告诉管理员", child->path, WTERMSIG(status));
	else if (words.len == 0)
		err_set(err, ERR_SYSTEM, "%s 失败（状态 %d），没有产生结果：请重试",
		    child->path, WEXITSTATUS(status));
	else
		err_set(err, ERR_INPUT, "%s", buf_str(&words));
	buf_clear(&words);
	return false;
}

static int
wait_for(struct child *child)
{
	int status = 0;

	while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	child->pid = -1;
	return status;
}

bool
child_write(struct child *child, const void *data, size_t n, struct err *err)
{
	if (n == 0)
		return true;
	if (child->in >= 0) {
		if (!talk(child, data, n, err))
			return false;
		if (child->in >= 0)
			return true;
		/* It has stopped listening: it says why and goes. */
		if (!talk(child, NULL, 0, err) ||
		    !outcome(child, wait_for(child), NULL, err))
			return false;
	}
	return err_set(err, ERR_SYSTEM, "%s 没有读完就停下了，没有产生结果：请重试",
	    child->path);
}

bool
child_end(struct child *child, struct buf *notice, struct err *err)
{
	bool ok;

	if (child->in >= 0 && shutdown(child->in, SHUT_WR) != 0 &&
	    errno != ENOTCONN) {
		err_set(err, ERR_SYSTEM, "数据送不到 %s（%s）：请重试",
		    child->path, err_reason(errno));
		child_kill(child);
		return false;
	}
	if (!talk(child, NULL, 0, err)) {
		child_kill(child);
		return false;
	}
	ok = outcome(child, wait_for(child), notice, err);
	child_free(child);
	return ok;
}

void
child_kill(struct child *child)
{
	if (child == NULL)
		return;
	if (child->pid > 0) {
		kill(child->pid, SIGKILL);
		wait_for(child);
	}
	child_free(child);
}
