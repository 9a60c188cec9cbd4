/*
 * tests/base/file-test.c
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"
#include "tests/base/test.h"

static char dir[] = "/tmp/bangjiao-file-XXXXXX";

/* A path in the test's directory; good until the fourth call after. */
static const char *
at(const char *name)
{
	static char *paths[4];
	static int turn;

	turn = (turn + 1) % 4;
	free(paths[turn]);
	paths[turn] = mem_printf("%s/%s", dir, name);
	return paths[turn];
}

/* Removes everything in the directory; how many files there were. */
static int
sweep(void)
{
	DIR *d = opendir(dir);
	struct dirent *e;
	int n = 0;

	assert_non_null(d);
	while ((e = readdir(d)) != NULL)
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0) {
			n++;
			if (unlink(at(e->d_name)) != 0)
				assert_int_equal(rmdir(at(e->d_name)), 0);
		}
	closedir(d);
	return n;
}

static int
set_up(void **state)
{
	return mkdtemp(dir) == NULL;
}

static int
tear_down(void **state)
{
	sweep();
	return rmdir(dir);
}

static int
clean(void **state)
{
	sweep();
	return 0;
}

static void
put(const char *name, const char *text)
{
	int fd = open(at(name), O_WRONLY | O_CREAT | O_TRUNC, 0644);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
}

static void
holds(const char *name, const char *text)
{
	struct err err = ERR_INIT;
	struct buf buf = BUF_INIT;

	if (!file_read(at(name), 1 << 20, &buf, &err))
		fail_msg("%s", err.text);
	assert_string_equal(buf_str(&buf), text);
	buf_clear(&buf);
}

static void
write_file(const char *name, bool force, const char *text)
{
	struct err err = ERR_INIT;
	struct file_out *out = file_create(at(name), force, &err);

	if (out == NULL)
		fail_msg("%s", err.text);
	assert_true(file_write(out, text, strlen(text), &err));
	if (!file_commit(out, &err))
		fail_msg("%s", err.text);
}

static void
refuses(const char *path, bool force, enum err_kind kind, const char *tells)
{
	struct err err = ERR_INIT;

	assert_null(file_create(path, force, &err));
	assert_int_equal(err.kind, kind);
	assert_tells(err.text, tells);
}

static void
file__create__replaces_no_store(void **state)
{
	char head[32] = "SQLite format 3";
	int fd = open(at("a.db"), O_WRONLY | O_CREAT | O_TRUNC, 0600);

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, head, sizeof(head)), (ssize_t)sizeof(head));
	close(fd);
	refuses(at("a.db"), true, ERR_INPUT, "这是一个库");
	holds("a.db", head);
}

static void
file__create__leaves_what_stands_beside_a_store(void **state)
{
	static const char *const names[] = { "a.db.lock", "a.db-journal",
		"a.db.drafts", "a.db.reserve", "link" };
	char head[32] = "SQLite format 3", file[64], target[64];
	size_t i;
	int fd = open(at("a.db"), O_WRONLY | O_CREAT | O_TRUNC, 0600);

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, head, sizeof(head)), (ssize_t)sizeof(head));
	close(fd);
	put("a.db.lock", "x");
	snprintf(target, sizeof(target), "%s", at("a.db.lock"));
	snprintf(file, sizeof(file), "%s", at("link"));
	assert_int_equal(symlink(target, file), 0);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		refuses(at(names[i]), true, ERR_INPUT, "库自己要用这个名字");
	refuses(at("a.db-journal"), false, ERR_INPUT, "库自己要用这个名字");
	holds("a.db.lock", "x");
	/* Without a store it is a name like any other. */
	write_file("b.db.lock", true, "y");
	holds("b.db.lock", "y");
}

static void
file__scratch__is_beside_or_where_it_can_be_written(void **state)
{
	uid_t user = geteuid();
	char *beside, *other;

	(void)state;
	beside = file_scratch(at("a.db"));
	assert_string_equal(beside, dir);
	free(beside);
	/* Root may write anywhere. */
	assert_int_equal(chmod(dir, 0500), 0);
	if (user == 0)
		assert_int_equal(seteuid(65534), 0);
	setenv("TMPDIR", "/none", 1);
	beside = file_scratch(at("a.db"));
	setenv("TMPDIR", "/var/tmp", 1);
	other = file_scratch(at("a.db"));
	unsetenv("TMPDIR");
	assert_int_equal(seteuid(user), 0);
	assert_int_equal(chmod(dir, 0700), 0);
	assert_string_equal(beside, "/tmp");
	assert_string_equal(other, "/var/tmp");
	free(beside);
	free(other);
}

static void
file__read__whole_or_not_at_all(void **state)
{
	struct buf buf = BUF_INIT;
	struct err err = ERR_INIT;

	put("a", "0123456789");
	buf_add(&buf, "x");
	assert_true(file_read(at("a"), 10, &buf, &err));
	assert_string_equal(buf_str(&buf), "x0123456789");
	assert_false(file_read(at("a"), 9, &buf, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_tells(err.text, "9 字节");
	assert_string_equal(buf_str(&buf), "x0123456789");
	buf_clear(&buf);
}

static void
file__read__what_is_no_file(void **state)
{
	struct buf buf = BUF_INIT;
	struct err err = ERR_INIT;

	assert_false(file_read(at("none"), 10, &buf, &err));
	assert_int_equal(err.kind, ERR_MISSING);
	assert_tells(err.text, "/none：");
	assert_false(file_read(dir, 10, &buf, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_tells(err.text, "目录");
	put("a", "x");
	assert_false(file_read(at("a/b"), 10, &buf, &err));
	assert_int_equal(err.kind, ERR_MISSING);
	assert_int_equal(mkfifo(at("pipe"), 0600), 0);
	assert_false(file_read(at("pipe"), 10, &buf, &err));
	assert_tells(err.text, "不是普通文件");
	assert_false(file_read("/dev/null", 10, &buf, &err));
	buf_clear(&buf);
}

static void
file__commit__appears_whole_and_private(void **state)
{
	struct err err = ERR_INIT;
	struct file_out *out = file_create(at("a"), false, &err);
	struct stat st;

	assert_non_null(out);
	assert_true(file_write(out, "张", 3, &err));
	assert_int_not_equal(access(at("a"), F_OK), 0);
	assert_true(file_write(out, "三", 3, &err));
	assert_true(file_commit(out, &err));
	holds("a", "张三");
	assert_int_equal(stat(at("a"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(sweep(), 1);
}

static void
file__commit__large_output_comes_through(void **state)
{
	struct err err = ERR_INIT;
	struct file_out *out = file_create(at("a"), false, &err);
	struct buf want = BUF_INIT, got = BUF_INIT;
	size_t done, step;

	while (want.len < 500000)
		buf_addf(&want, "%zu,", want.len);
	for (done = 0, step = 1; done < want.len; done += step) {
		step = step * 3 % 100001;
		if (step > want.len - done)
			step = want.len - done;
		assert_true(file_write(out, want.text + done, step, &err));
	}
	assert_true(file_commit(out, &err));
	assert_true(file_read(at("a"), 1 << 20, &got, &err));
	assert_int_equal(got.len, want.len);
	assert_memory_equal(got.text, want.text, want.len);
	buf_clear(&want);
	buf_clear(&got);
}

static void
file__abandon__leaves_nothing(void **state)
{
	struct err err = ERR_INIT;
	struct file_out *out = file_create(at("a"), false, &err);

	assert_true(file_write(out, "x", 1, &err));
	file_abandon(out);
	file_abandon(NULL);
	assert_int_equal(sweep(), 0);
	put("a", "old");
	out = file_create(at("a"), true, &err);
	assert_true(file_write(out, "x", 1, &err));
	file_abandon(out);
	holds("a", "old");
	assert_int_equal(sweep(), 1);
}

static void
file__create__existing_is_refused_without_force(void **state)
{
	put("a", "old");
	refuses(at("a"), false, ERR_EXISTS, "--force");
	assert_int_equal(symlink("nowhere", at("b")), 0);
	refuses(at("b"), false, ERR_EXISTS, "/b：");
	holds("a", "old");
	write_file("a", true, "new");
	holds("a", "new");
}

static void
file__commit__one_that_came_meanwhile_is_refused(void **state)
{
	struct err err = ERR_INIT;
	struct file_out *out = file_create(at("a"), false, &err);

	assert_true(file_write(out, "mine", 4, &err));
	put("a", "theirs");
	assert_false(file_commit(out, &err));
	assert_int_equal(err.kind, ERR_EXISTS);
	holds("a", "theirs");
	assert_int_equal(sweep(), 1);
}

static void
file__create__force_follows_a_link(void **state)
{
	struct stat st;

	put("real", "old");
	assert_int_equal(symlink("real", at("link")), 0);
	write_file("link", true, "new");
	holds("real", "new");
	assert_int_equal(lstat(at("link"), &st), 0);
	assert_true(S_ISLNK(st.st_mode));
}

static void
file__create__devices_and_directories_stay(void **state)
{
	refuses("/dev/null", true, ERR_INPUT, "不是普通文件");
	refuses(dir, true, ERR_INPUT, "目录");
	refuses("", false, ERR_INPUT, "文件名");
	refuses(at("sub/"), false, ERR_INPUT, "文件名");
	refuses(at("no/such"), false, ERR_MISSING, "路径");
	put("a", "x");
	refuses(at("a/b"), false, ERR_MISSING, "路径");
	refuses("/proc/x", false, ERR_MISSING, "/proc/x");
}

static void
file__create__no_permission_is_told(void **state)
{
	uid_t me = geteuid();

	assert_int_equal(mkdir(at("d"), 0555), 0);
	/* root may do everything; be nobody for a moment. */
	assert_int_equal(chmod(dir, 0711), 0);
	if (me == 0)
		assert_int_equal(seteuid(65534), 0);
	refuses(at("d/a"), false, ERR_DENIED, "权限");
	if (me == 0)
		assert_int_equal(seteuid(me), 0);
}

static void
file__write__a_full_disk_is_told(void **state)
{
	struct err err = ERR_INIT;
	struct file_out *out = file_create(at("a"), false, &err);
	struct rlimit old, small;
	char block[8192] = { 0 };
	int i;
	bool ok = true;

	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	small = old;
	small.rlim_cur = 100000;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	for (i = 0; i < 30 && ok; i++)
		ok = file_write(out, block, sizeof(block), &err);
	if (ok)
		ok = file_commit(out, &err);
	else
		file_abandon(out);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	assert_false(ok);
	assert_int_equal(err.kind, ERR_FULL);
	assert_int_equal(sweep(), 0);
}

static void
file__write__what_failed_once_is_never_put_in_place(void **state)
{
	struct err err = ERR_INIT;
	struct file_out *out = file_create(at("a"), false, &err);
	struct rlimit old, small;
	char *block = mem_new(200000);

	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &old);
	small = old;
	small.rlim_cur = 1000;
	setrlimit(RLIMIT_FSIZE, &small);
	assert_false(file_write(out, block, 200000, &err));
	setrlimit(RLIMIT_FSIZE, &old);
	err_clear(&err);
	assert_false(file_commit(out, &err));
	assert_int_equal(err.kind, ERR_FULL);
	assert_int_equal(sweep(), 0);
	free(block);
}

static void
file__create__killed_leaves_nothing(void **state)
{
	struct err err = ERR_INIT;
	struct file_out *out;
	int status, pipes[2], fd;
	char c;
	pid_t pid;

	fd = open(dir, O_TMPFILE | O_WRONLY, 0600);
	if (fd < 0)
		return;		/* no nameless files on this file system */
	close(fd);
	assert_int_equal(pipe(pipes), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		out = file_create(at("a"), false, &err);
		if (out != NULL && file_write(out, "secret", 6, &err) &&
		    write(pipes[1], "x", 1) == 1)
			pause();
		_exit(1);
	}
	assert_int_equal(read(pipes[0], &c, 1), 1);
	assert_int_equal(kill(pid, SIGKILL), 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(sweep(), 0);
	close(pipes[0]);
	close(pipes[1]);
}

static void
file__stdout__takes_what_is_written(void **state)
{
	struct err err = ERR_INIT;
	struct file_out *out;
	int keep, fd;
	bool ok;

	fflush(stdout);
	keep = dup(STDOUT_FILENO);
	fd = open(at("a"), O_WRONLY | O_CREAT, 0600);
	dup2(fd, STDOUT_FILENO);
	close(fd);
	out = file_create("-", false, &err);
	ok = out != NULL && file_write(out, "one", 3, &err) &&
	    file_commit(out, &err);
	out = file_create(NULL, false, &err);
	ok = ok && out != NULL && file_write(out, "two", 3, &err) &&
	    file_commit(out, &err);
	dup2(keep, STDOUT_FILENO);
	close(keep);
	assert_true(ok);
	holds("a", "onetwo");
}

static void
file__temporary__has_no_name(void **state)
{
	struct err err = ERR_INIT;
	struct stat st;
	char c;
	int fd = file_temporary(dir, &err);

	assert_true(fd >= 0);
	assert_int_equal(fstat(fd, &st), 0);
	assert_int_equal(st.st_nlink, 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(pwrite(fd, "x", 1, 0), 1);
	assert_int_equal(pread(fd, &c, 1, 0), 1);
	assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	close(fd);
	assert_int_equal(sweep(), 0);
	assert_int_equal(file_temporary(at("none"), &err), -1);
	assert_int_equal(err.kind, ERR_MISSING);
}

static void
file__dir__of_every_path(void **state)
{
	static const char *const list[][2] = {
		{ "a", "." }, { "a/b", "a" }, { "/a", "/" }, { "/a/b", "/a" },
		{ "a/b/", "a" }, { "a//b", "a" }, { "/", "/" }, { "", "." },
		{ "//a", "/" }, { "../x", ".." }, { "a/", "." },
	};
	size_t i;
	char *got;

	for (i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		got = file_dir(list[i][0]);
		assert_string_equal(got, list[i][1]);
		free(got);
	}
}

static void
file__error__kinds_and_sentences(void **state)
{
	static const struct {
		int number;
		enum err_kind kind;
	} list[] = {
		{ ENOSPC, ERR_FULL }, { EDQUOT, ERR_FULL }, { EACCES, ERR_DENIED },
		{ EPERM, ERR_DENIED }, { EROFS, ERR_READONLY },
		{ ENOENT, ERR_MISSING }, { EEXIST, ERR_EXISTS },
		{ EIO, ERR_SYSTEM }, { 9999, ERR_SYSTEM },
	};
	struct err err = ERR_INIT;
	size_t i;

	for (i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		assert_false(file_error(&err, list[i].number, "写文件", "a.csv"));
		assert_int_equal(err.kind, list[i].kind);
		assert_tells(err.text, err.kind == ERR_FULL ? "（写文件 a.csv）" :
		    "写文件 a.csv：");
		assert_tells(err.text, "请");
	}
	assert_tells(err.text, "9999");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(file__create__replaces_no_store, clean),
		cmocka_unit_test(file__scratch__is_beside_or_where_it_can_be_written),
		cmocka_unit_test_teardown(file__create__leaves_what_stands_beside_a_store, clean),
		cmocka_unit_test_teardown(file__read__whole_or_not_at_all, clean),
		cmocka_unit_test_teardown(file__read__what_is_no_file, clean),
		cmocka_unit_test_teardown(file__commit__appears_whole_and_private, clean),
		cmocka_unit_test_teardown(file__commit__large_output_comes_through, clean),
		cmocka_unit_test_teardown(file__abandon__leaves_nothing, clean),
		cmocka_unit_test_teardown(file__create__existing_is_refused_without_force, clean),
		cmocka_unit_test_teardown(file__commit__one_that_came_meanwhile_is_refused, clean),
		cmocka_unit_test_teardown(file__create__force_follows_a_link, clean),
		cmocka_unit_test_teardown(file__create__devices_and_directories_stay, clean),
		cmocka_unit_test_teardown(file__create__no_permission_is_told, clean),
		cmocka_unit_test_teardown(file__write__a_full_disk_is_told, clean),
		cmocka_unit_test_teardown(file__write__what_failed_once_is_never_put_in_place, clean),
		cmocka_unit_test_teardown(file__create__killed_leaves_nothing, clean),
		cmocka_unit_test_teardown(file__stdout__takes_what_is_written, clean),
		cmocka_unit_test_teardown(file__temporary__has_no_name, clean),
		cmocka_unit_test(file__dir__of_every_path),
		cmocka_unit_test(file__error__kinds_and_sentences),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
