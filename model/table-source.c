/*
 * model/table-source.c: a table from outside as rows, text or workbook alike
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/table-source.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "model/table-book.h"
#include "model/table-file.h"

#define HEAD_TEXT (256u * 1024)	/* in which the heads have to be */

struct tablesource {
	struct tablefile *file;
	struct tablebook *book;		/* NULL: the file is text */
	char		*dir;
	bool		(*goes)(void *arg);
	void		*arg;
	uint32_t	 said, delimiter;
	bool		 crlf;
	char		 digest[TABLEFILE_DIGEST];
};

static bool
goes_on(const struct tablesource *source, struct err *err)
{
	return source->goes == NULL || source->goes(source->arg) ||
	    err_set(err, ERR_INTERRUPTED, "导入已停下");
}

/* ---- open ---- */

static bool
open_book(struct tablesource *source, const char *sheet, struct err *err)
{
	source->book = tablebook_open(source->file, source->dir, source->goes,
	    source->arg, err);
	source->crlf = true;
	return source->book != NULL && (sheet == NULL ||
	    tablebook_take(source->book, sheet, err));
}

struct tablesource *
tablesource_open(const char *path, const struct tablesource_options *options,
    struct err *err)
{
	struct tablesource *source = mem_new(sizeof(*source));

	source->dir = mem_text(options->dir != NULL ? options->dir : ".");
	source->goes = options->goes;
	source->arg = options->arg;
	source->said = source->delimiter = options->delimiter;
	source->file = tablefile_open(path, options->encoding, err);
	if (source->file != NULL && (!tablefile_workbook(source->file) ||
	    open_book(source, options->sheet, err)))
		return source;
	tablesource_close(source);
	return NULL;
}

void
tablesource_close(struct tablesource *source)
{
	if (source == NULL)
		return;
	tablebook_close(source->book);
	tablefile_close(source->file);
	free(source->dir);
	free(source);
}

/* ---- what it is ---- */

bool
tablesource_workbook(const struct tablesource *source)
{
	return source->book != NULL;
}

const char *
tablesource_encoding(const struct tablesource *source)
{
	return source->book != NULL ? "utf-8" : tablefile_encoding(source->file);
}

const char *
tablesource_looks(const struct tablesource *source)
{
	return source->book != NULL ? "utf-8" : tablefile_looks(source->file);
}

bool
tablesource_crlf(const struct tablesource *source)
{
	return source->crlf;
}

uint32_t
tablesource_delimiter(const struct tablesource *source)
{
	return source->book != NULL ? 0 : source->delimiter;
}

size_t
tablesource_sheets(const struct tablesource *source)
{
	return source->book != NULL ? tablebook_sheets(source->book) : 0;
}

const char *
tablesource_sheet(const struct tablesource *source, size_t sheet)
{
	return tablebook_sheet(source->book, sheet);
}

bool
tablesource_hidden(const struct tablesource *source, size_t sheet)
{
	return tablebook_hidden(source->book, sheet);
}

bool
tablesource_alike(const struct tablesource *source, size_t sheet)
{
	return tablebook_alike(source->book, sheet);
}

size_t
tablesource_taken(const struct tablesource *source)
{
	return tablebook_taken(source->book);
}

void
tablesource_split(struct tablesource *source, uint32_t delimiter)
{
	source->said = source->delimiter = delimiter;
}

bool
tablesource_take(struct tablesource *source, const char *sheet, struct err *err)
{
	assert(source->book != NULL);
	return tablebook_take(source->book, sheet, err);
}

const char *
tablesource_digest(const struct tablesource *source)
{
	return source->digest;
}

/* ---- the rows of a text ---- */

struct feeding {
	struct tablesource *source;
	struct delimited *parser;
	struct err	*err;
	bool		 begun;
};

static bool
feed(void *arg, const char *text, size_t n, bool end, long long done)
{
	struct feeding *feeding = arg;

	if (!feeding->begun)
		feeding->source->crlf = memmem(text, n, "\r\n", 2) != NULL;
	feeding->begun = true;
	return goes_on(feeding->source, feeding->err) &&
	    delimited_feed(feeding->parser, text, n, end, feeding->err);
}

/* Names the place of a byte that cannot be decoded. */
static bool
spoilt(const struct tablesource *source, const struct delimited *parser,
    const struct tablefile_pass *pass, struct err *err)
{
	const char *encoding = tablefile_encoding(source->file);
	const char *looks = tablefile_looks(source->file);
	struct buf bytes = BUF_INIT;
	long line, cell, column;
	size_t i;

	delimited_where(parser, &line, &cell, &column);
	for (i = 0; i < pass->bytes; i++)
		buf_addf(&bytes, "%s%02X", i > 0 ? " " : "", pass->byte[i]);
	err_set(err, ERR_INPUT, "第 %ld 行第 %ld 列（第 %ld 个字符处）有 %s 读不出的"
	    "字节 %s；%s", line, cell, column, encoding, buf_str(&bytes),
	    strcmp(encoding, looks) != 0 ? "内容看起来是另一种编码，请不写 --encoding 再试"
	    : "请用原来的程序重新导出，或改正这一处再导入");
	if (strcmp(encoding, looks) != 0)
		err_wrap(err, "按 %s 读（内容像 %s）", encoding, looks);
	buf_clear(&bytes);
	return false;
}

static bool
changed(struct err *err)
{
	return err_set(err, ERR_INPUT, "文件在导入时被改动了；请不要再改动它，再导入一次");
}

static bool
text_rows(struct tablesource *source, delimited_fn row, void *arg,
    struct err *err)
{
	struct feeding feeding = { source, NULL, err, false };
	struct tablefile_pass pass;
	bool again = source->digest[0] != '\0', ok;

	feeding.parser = delimited_new(source->delimiter != 0 ?
	    source->delimiter : ',', row, arg);
	ok = tablefile_read(source->file, feed, &feeding, &pass, err);
	if (pass.bad)
		ok = again ? changed(err) :
		    spoilt(source, feeding.parser, &pass, err);
	else if (ok && again && strcmp(pass.digest, source->digest) != 0)
		ok = changed(err);
	else if (ok)
		memcpy(source->digest, pass.digest, sizeof(source->digest));
	delimited_free(feeding.parser);
	return ok;
}

bool
tablesource_rows(struct tablesource *source, delimited_fn row, void *arg,
    struct err *err)
{
	if (source->book == NULL)
		return text_rows(source, row, arg, err);
	return (source->digest[0] != '\0' || tablefile_digest(source->file,
	    source->digest, err)) && tablebook_rows(source->book, row, arg, err);
}

struct preview { delimited_fn row; void *arg; size_t left; bool stopped; };

static bool
preview_row(void *arg, const struct delimited_row *row)
{
	struct preview *preview = arg;

	if (preview->left > 0 && !preview->row(preview->arg, row))
		preview->left = 1;
	preview->stopped = preview->left <= 1;
	preview->left -= preview->left > 0;
	return !preview->stopped;
}

bool
tablesource_preview(struct tablesource *source, size_t most, delimited_fn row,
    void *arg, struct err *err)
{
	struct preview preview = { row, arg, most, false };

	return (source->book != NULL ?
	    tablebook_rows(source->book, preview_row, &preview, err) :
	    text_rows(source, preview_row, &preview, err)) || preview.stopped;
}

/* ---- the heads ---- */

static bool
add_text(void *arg, const char *text, size_t n, bool end, long long done)
{
	struct buf *begin = arg;

	buf_addn(begin, text, n);
	return begin->len < HEAD_TEXT && !end;
}

static bool
none(void *arg, const struct delimited_row *row)
{
	return true;
}

static struct tablehead *
text_head(struct tablesource *source, const struct profiledef *profile,
    struct err *err)
{
	struct buf text = BUF_INIT;
	struct tablefile_pass pass;
	struct tablehead *head;
	struct err why = ERR_INIT;
	const char *encoding = tablefile_encoding(source->file);
	const char *looks = tablefile_looks(source->file);

	if (!tablefile_read(source->file, add_text, &text, &pass, &why) &&
	    why.kind != ERR_NONE) {
		err_set(err, why.kind, "%s", why.text);
		buf_clear(&text);
		return NULL;
	}
	source->crlf = strstr(buf_str(&text), "\r\n") != NULL;
	head = tablehead_find(profile, source->said, buf_str(&text), text.len,
	    text.len < HEAD_TEXT && !pass.bad, err);
	buf_clear(&text);
	if (head != NULL)
		source->delimiter = head->delimiter;
	else if (pass.bad)
		text_rows(source, none, NULL, err);
	else if (strcmp(encoding, looks) != 0)
		err_wrap(err, "按 %s 读（内容像 %s，可以不写 --encoding 再试）",
		    encoding, looks);
	return head;
}

struct tablehead *
tablesource_head(struct tablesource *source, const struct profiledef *profile,
    struct err *err)
{
	return source->book != NULL ? tablebook_head(source->book, profile, err) :
	    text_head(source, profile, err);
}
