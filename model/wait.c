/*
 * model/wait.c: waiting for another session
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/wait.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"

long long
wait_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

void
wait_nap(void)
{
	struct timespec now, nap = { 0, 1000000 };

	clock_gettime(CLOCK_MONOTONIC, &now);
	nap.tv_nsec += (now.tv_nsec / 1000 + getpid() * 104729L) % 4000 * 1000;
	nanosleep(&nap, NULL);
}

struct fairlock {
	char	*path;
	int	 fd;
	bool	 held;
};

struct fairlock *
fairlock_open(const char *path, struct err *err)
{
	struct fairlock *lock;
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	struct stat st;

	if (fd < 0 || fstat(fd, &st) != 0) {
		err_set(err, errno == EROFS ? ERR_READONLY : errno == EACCES ? ERR_DENIED :
		    errno == ENOSPC ? ERR_FULL : ERR_SYSTEM,
		    "锁文件 %s 打不开（%s）；请检查目录权限", path, err_reason(errno));
		if (fd >= 0)
			close(fd);
		return NULL;
	}
	/* Made just now under some umask: private, and usable for us. */
	if ((st.st_mode & 0777) != 0600 && st.st_uid == geteuid() && fchmod(fd, 0600) != 0) {
		err_set(err, ERR_SYSTEM, "锁文件 %s 的权限改不成 0600（%s）", path, err_reason(errno));
		close(fd);
		return NULL;
	}
	lock = mem_new(sizeof(*lock));
	lock->path = mem_text(path);
	lock->fd = fd;
	return lock;
}

struct fairlock *
fairlock_look(const char *path)
{
	struct fairlock *look;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

	if (fd < 0)
		return NULL;
	look = mem_new(sizeof(*look));
	look->path = mem_text(path);
	look->fd = fd;
	return look;
}

void
fairlock_close(struct fairlock *lock)
{
	if (lock == NULL)
		return;
	close(lock->fd);
	free(lock->path);
	free(lock);
}

/* Only there to interrupt the wait. */
static void
on_alarm(int number)
{
}

/* flock has no time limit: a timer that goes on ticking interrupts it, so that
 * a tick between the look at the clock and the call is not the last. */
static bool
wait_in_line(struct fairlock *lock, int how)
{
	struct sigaction tick = { .sa_handler = on_alarm }, old_action;
	struct itimerval every = { { 0, 200000 }, { 0, 200000 } }, old_timer;
	long long end = wait_now() + WAIT_LIMIT;
	sigset_t alarm_only, old_mask;
	int got, number = 0;

	sigemptyset(&tick.sa_mask);
	sigemptyset(&alarm_only);
	sigaddset(&alarm_only, SIGALRM);
	sigaction(SIGALRM, &tick, &old_action);
	sigprocmask(SIG_UNBLOCK, &alarm_only, &old_mask);
	setitimer(ITIMER_REAL, &every, &old_timer);
	while ((got = flock(lock->fd, how)) != 0) {
		number = errno;
		if (number != EINTR || wait_now() >= end)
			break;
	}
	setitimer(ITIMER_REAL, &old_timer, NULL);
	sigprocmask(SIG_SETMASK, &old_mask, NULL);
	sigaction(SIGALRM, &old_action, NULL);
	errno = number;
	return got == 0;
}

bool
fairlock_take(struct fairlock *lock, struct err *err)
{
	if (lock == NULL)
		return true;
	if (flock(lock->fd, LOCK_EX | LOCK_NB) != 0 &&
	    (errno != EWOULDBLOCK || !wait_in_line(lock, LOCK_EX)))
		return err_set(err, errno == EINTR ? ERR_BUSY : ERR_SYSTEM, errno == EINTR ?
		    "%s：别人正在写入，等了 10 秒仍未轮到，未保存；请稍后再保存一次" :
		    "%s：锁不上，未保存；请检查磁盘", lock->path);
	lock->held = true;
	return true;
}

void
fairlock_give(struct fairlock *lock)
{
	if (lock == NULL)
		return;
	if (lock->held)
		flock(lock->fd, LOCK_UN);
	lock->held = false;
}

/* A shared lock is had at once when nobody holds the other. */
bool
fairlock_wanted(struct fairlock *look)
{
	if (flock(look->fd, LOCK_SH | LOCK_NB) != 0)
		return errno == EWOULDBLOCK;
	flock(look->fd, LOCK_UN);
	return false;
}

void
fairlock_let(struct fairlock *look)
{
	if (flock(look->fd, LOCK_SH | LOCK_NB) == 0 || wait_in_line(look, LOCK_SH))
		flock(look->fd, LOCK_UN);
}
