/*
 * model/import-rejects.c: the rows that were not taken, to be mended and sent
 * SPDX-License-Identifier: Apache-2.0
 *
 * The rows wait as UTF-8 in a nameless file; at the end they are written in
 * the encoding of the file they came from, with its delimiter, so that the
 * program that made it opens it.  What that encoding cannot hold makes the
 * whole of it UTF-8.
 */
#include "config.h"
#include "model/import-private.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/charset.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"

#define PIECE (64u * 1024)
#define BASE_MOST 200		/* bytes of a file's name that go on in its rejects' */

struct rejects {
	char		*path;
	struct file_out	*out;		/* NULL: why not */
	struct err	 why;
	int		 spool;
	const char	*encoding;
	const char	*eol;
	uint32_t	 delimiter;
	size_t		 ours;
	bool		 own_folder;	/* the clerk's, at a screen */
	bool		 shown;		/* on a terminal: marked, not verbatim */
	struct buf	 held;		/* not yet in the spool */
};

/* <file>.rejects.csv in the folder, numbered when it is there: an older one may
 * be in somebody's hands.  A name as long as names may be is shortened. */
static char *
free_name(const char *folder, const char *path)
{
	const char *base = strrchr(path, '/'), *slash = folder == NULL ? "" : "/";
	size_t n;
	char *name;
	int i;

	if (folder == NULL)
		folder = "";
	base = base != NULL ? base + 1 : path;
	for (n = 0; n < BASE_MOST && base[n] != '\0'; n++)
		continue;
	while (n > 0 && ((unsigned char)base[n] & 0xC0) == 0x80)
		n--;		/* not in the middle of a character */
	name = mem_printf("%s%s%.*s.rejects.csv", folder, slash, (int)n, base);
	for (i = 2; file_may(name, F_OK) && i < 10000; i++) {
		free(name);
		name = mem_printf("%s%s%.*s.rejects-%d.csv", folder, slash, (int)n, base, i);
	}
	return name;
}

static bool
spool_write(struct rejects *r, const char *text, size_t n, struct err *err)
{
	ssize_t done;

	while (n > 0) {
		done = write(r->spool, text, n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return err_set(err, errno == ENOSPC ? ERR_FULL : ERR_SYSTEM,
			    "写未导入清单的临时文件：%s；请检查磁盘空间", err_reason(errno));
		text += done;
		n -= (size_t)done;
	}
	return true;
}

static bool
hold(struct rejects *r, struct err *err)
{
	bool ok;

	buf_add(&r->held, r->eol);
	if (r->held.len < PIECE)
		return true;
	ok = spool_write(r, r->held.text, r->held.len, err);
	buf_cut(&r->held, 0);
	return ok;
}

static void
add_cell(struct rejects *r, const char *text)
{
	struct buf shown = BUF_INIT;

	if (r->shown)
		text_shown(&shown, text, true);
	delimited_cell(&r->held, r->shown ? buf_str(&shown) : text, r->delimiter, false);
	buf_clear(&shown);
}

/* What was not taken must not replace the list it is from. */
static bool
same_file(const char *a, const char *b)
{
	struct stat one, other;

	return stat(a, &one) == 0 && stat(b, &other) == 0 &&
	    one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

struct rejects *
rejects_open(const struct import_options *options, const char *own,
    const char *dir, const char *encoding, bool crlf,
    const struct tablehead *head, struct err *err)
{
	struct rejects *r = mem_new(sizeof(*r));
	bool force = options->force;
	size_t i;

	r->spool = -1;
	r->encoding = encoding;
	r->eol = crlf ? "\r\n" : "\n";
	r->delimiter = head->delimiter;
	r->ours = head->ours;
	r->own_folder = options->rejects_folder != NULL;
	r->path = options->rejects != NULL ? mem_text(options->rejects) :
	    own != NULL ? mem_text(own) : free_name(options->rejects_folder, options->path);
	if (own != NULL && strcmp(own, r->path) == 0)
		force = true;
	if (same_file(r->path, options->path)) {
		err_set(err, ERR_INPUT, "“未导入”文件 %s 就是要导入的文件；请用 --rejects 换一个文件名",
		    r->path);
		goto fail;
	}
	r->out = file_create(r->path, force, &r->why);
	/* Nobody asked for it, and most imports need none. */
	if (r->out == NULL && (options->rejects != NULL || own != NULL)) {
		err_set(err, r->why.kind, "%s", r->why.text);
		goto fail;
	}
	r->shown = r->out != NULL && file_terminal(r->out);
	if (r->shown) {
		r->encoding = "utf-8";
		r->eol = "\n";
	}
	r->spool = file_temporary(dir, err);
	if (r->spool < 0)
		goto fail;
	buf_add(&r->held, "行号");
	add_cell(r, "原因");
	for (i = r->ours; i < head->count; i++)
		add_cell(r, head->text[i]);
	if (!hold(r, err)) {
		rejects_abandon(r);
		return NULL;
	}
	return r;
fail:
	rejects_abandon(r);
	return NULL;
}

bool
rejects_add(struct rejects *r, long line, const char *reason,
    const char *const *cell, size_t count, struct err *err)
{
	size_t i;

	if (r->out == NULL)
		return err_set(err, r->why.kind, "第 %ld 行不能导入，而未导入清单写不下来："
		    "请%s，再导入一次。%s", line, r->own_folder ?
		    "给自己的目录腾出地方，或请管理员让它能写" :
		    "用 --rejects 指明能写的文件，或换一个目录", r->why.text);
	buf_addf(&r->held, "%ld", line);
	add_cell(r, reason);
	for (i = r->ours; i < count; i++)
		add_cell(r, cell[i]);
	return hold(r, err);
}

/* Runs the spool through the encoding; into the file, or only to see whether
 * it holds all of it (*fits). */
static bool
encode(struct rejects *r, const char *encoding, bool write, bool *fits,
    struct err *err)
{
	struct charset *cs = charset_open(encoding, "utf-8", err);
	struct buf out = BUF_INIT;
	char *piece = mem_new(PIECE);
	bool ok = cs != NULL;
	size_t bad;
	ssize_t n = 1;

	*fits = true;
	if (ok && lseek(r->spool, 0, SEEK_SET) != 0)
		ok = err_set(err, ERR_SYSTEM, "读未导入清单的临时文件：%s；请再导入一次",
		    err_reason(errno));
	while (ok && *fits && n > 0) {
		n = read(r->spool, piece, PIECE);
		if (n < 0) {
			ok = err_set(err, ERR_SYSTEM, "读未导入清单的临时文件：%s；"
			    "请再导入一次", err_reason(errno));
			break;
		}
		buf_cut(&out, 0);
		*fits = charset_convert(cs, piece, (size_t)n, n == 0, &out, &bad);
		if (write && *fits)
			ok = file_write(r->out, buf_str(&out), out.len, err);
	}
	free(piece);
	buf_clear(&out);
	charset_close(cs);
	return ok;
}

static const char *
byte_order_mark(const char *encoding, size_t *n)
{
	*n = 2;
	if (strcmp(encoding, "utf-16le") == 0)
		return "\xFF\xFE";
	if (strcmp(encoding, "utf-16be") == 0)
		return "\xFE\xFF";
	*n = strcmp(encoding, "utf-8") == 0 ? 3 : 0;
	return "\xEF\xBB\xBF";
}

static bool
write_file(struct rejects *r, struct err *err)
{
	const char *encoding = r->encoding, *mark;
	size_t n;
	bool fits;

	if (!spool_write(r, buf_str(&r->held), r->held.len, err))
		return false;
	buf_cut(&r->held, 0);
	if (!encode(r, encoding, false, &fits, err))
		return false;
	if (!fits)
		encoding = "utf-8";
	mark = byte_order_mark(encoding, &n);
	if (r->shown)
		n = 0;
	return file_write(r->out, mark, n, err) &&
	    encode(r, encoding, true, &fits, err);
}

const char *
rejects_path(const struct rejects *r)
{
	return r->path;
}

bool
rejects_commit(struct rejects *r, char **path, struct err *err)
{
	struct file_out *out;
	bool ok;

	ok = write_file(r, err);
	if (ok) {
		out = r->out;
		r->out = NULL;
		ok = file_commit(out, err);
	}
	if (ok) {
		*path = r->path;
		r->path = NULL;
	}
	rejects_abandon(r);
	return ok;
}

void
rejects_abandon(struct rejects *r)
{
	if (r == NULL)
		return;
	file_abandon(r->out);
	if (r->spool >= 0)
		close(r->spool);
	buf_clear(&r->held);
	free(r->path);
	free(r);
}
