/*
 * model/table-source.c: a table from outside as rows, text or workbook alike
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each way through the table is a run of bangjiao-table, a process that gets
 * the open file and nothing else, and whose answer is taken as it comes
 * (table-frame.h).  That it is the same file every time is seen by its digest,
 * which is taken here as well as there.
 */
#include "config.h"
#include "model/table-source.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/charset.h"
#include "base/child.h"
#include "base/file.h"
#include "base/mem.h"
#include "model/table-file.h"
#include "model/table-frame.h"

/* Of a workbook: a string can stand in many cells. */
#define BOOK_TEXT_MAX (512LL << 20)
/* One byte of GB18030 or UTF-16 becomes at most so many of UTF-8. */
#define TEXT_GROWS 3

struct sheet {
	char		*name;
	bool		 hidden, alike;
};

struct tablesource {
	struct tablefile *file;
	char		*dir;
	bool		(*goes)(void *arg);
	void		*arg;
	bool		 workbook;
	/* of a text */
	const char	*said_encoding;	/* canonical, NULL */
	const char	*encoding, *looks;
	uint32_t	 said_delimiter, delimiter;
	bool		 crlf;
	/* of a workbook */
	struct sheet	*sheet;
	size_t		 sheets, cap, taken;
	bool		 said_sheet;
	long		 below;		/* row of the heads, 0: not known */
	char		 digest[DIGEST_HEX];
};

/* ---- one run of the helper ---- */

struct pass {
	struct tablesource *source;
	struct tableframe_reader *reader;
	tableframe_fn	 part, row;	/* NULL: none may come */
	void		*arg;
	bool		 first;		/* it tells what the file is */
	bool		 stopped;	/* row said so: err is the caller's affair */
	bool		 spoilt;
	long long	 bytes;		/* of all cells */
	char		 digest[DIGEST_HEX];
};

static bool
changed(struct err *err)
{
	return err_set(err, ERR_INPUT, "文件在导入时被改动了；请不要再改动它，再导入一次");
}

/* What the file is, or that it still is. */
static bool
take_kind(struct pass *pass, const struct tableframe *frame, struct err *err)
{
	struct tablesource *source = pass->source;
	const char *encoding, *looks;

	if (source->workbook != (frame->kind == TABLEFRAME_BOOK))
		return tableframe_wrong(err);
	if (source->workbook)
		return true;
	encoding = charset_name(frame->word);
	looks = charset_name(frame->second);
	if (encoding == NULL || looks == NULL)
		return tableframe_wrong(err);
	if (!pass->first)
		return (source->encoding == encoding && source->looks == looks) ||
		    changed(err);
	source->encoding = encoding;
	source->looks = looks;
	source->crlf = frame->number != 0;
	return true;
}

static bool
take_sheet(struct pass *pass, const struct tableframe *frame, struct err *err)
{
	struct tablesource *source = pass->source;
	struct sheet *sheet;

	if (!pass->first)
		return tableframe_wrong(err);
	source->sheet = mem_grow(source->sheet, source->sheets, &source->cap,
	    sizeof(*source->sheet));
	sheet = &source->sheet[source->sheets++];
	sheet->name = mem_text(frame->word);
	sheet->hidden = frame->number != 0;
	sheet->alike = false;
	return true;
}

/* A row must fit into the file, which is not so long. */
static bool
count_bytes(struct pass *pass, const struct delimited_row *row, struct err *err)
{
	struct tablesource *source = pass->source;
	const char *last = row->cell[row->count - 1];

	pass->bytes += last + strlen(last) + 1 - row->cell[0];
	if (source->workbook)
		return pass->bytes <= BOOK_TEXT_MAX || err_set(err, ERR_INPUT,
		    "工作簿展开后的文字超过 %lld 兆，不予读取；"
		    "请拆成几个文件，或另存为 CSV 再导入", BOOK_TEXT_MAX >> 20);
	return (row->line - 1 <= tablefile_size(source->file) && pass->bytes <=
	    (tablefile_size(source->file) + 1) * (TEXT_GROWS + 1)) ||
	    tableframe_wrong(err);
}

static bool
take_frame(void *arg, const struct tableframe *frame, struct err *err)
{
	struct pass *pass = arg;

	switch (frame->kind) {
	case TABLEFRAME_TEXT:
	case TABLEFRAME_BOOK:
		return take_kind(pass, frame, err);
	case TABLEFRAME_SHEET:
		return take_sheet(pass, frame, err);
	case TABLEFRAME_PART:
		pass->bytes = 0;
		return pass->part != NULL ? pass->part(pass->arg, frame, err) :
		    tableframe_wrong(err);
	case TABLEFRAME_ROW:
		if (pass->row == NULL)
			return tableframe_wrong(err);
		if (!count_bytes(pass, &frame->row, err))
			return false;
		pass->stopped = !pass->row(pass->arg, frame, err);
		return !pass->stopped;
	case TABLEFRAME_SPOILT:
		pass->spoilt = true;
		return true;
	case TABLEFRAME_END:
		if (strlen(frame->word) >= sizeof(pass->digest))
			return tableframe_wrong(err);
		strcpy(pass->digest, frame->word);
		return true;
	}
	return false;
}

static bool
take(void *arg, const void *data, size_t n, struct err *err)
{
	return tableframe_feed(((struct pass *)arg)->reader, data, n, err);
}

static bool
goes_on(void *arg, struct err *err)
{
	const struct tablesource *source = ((struct pass *)arg)->source;

	return source->goes == NULL || source->goes(source->arg) ||
	    err_set(err, ERR_INTERRUPTED, "导入已停下");
}

/* Starts it and takes all it has to say.  scratch: -1 where none is needed. */
static bool
talk(struct pass *pass, const char *mode, uint32_t number, int scratch,
    struct err *err)
{
	const struct tablesource *source = pass->source;
	char *text = mem_printf("%lu", (unsigned long)number);
	char *below = mem_printf("%ld", source->below);
	const char *const args[] = { source->workbook ? "book" : "text", mode,
		source->said_encoding != NULL ? source->said_encoding : "-",
		text, below, NULL };
	struct child_spec spec = { .program = "bangjiao-table", .args = args,
		.in = tablefile_fd(source->file), .out = -1, .take = take,
		.also = scratch >= 0 ? &scratch : NULL, .goes = goes_on,
		.arg = pass };
	struct child *child = child_start(&spec, err);
	bool ok = child != NULL && child_end(child, NULL, err) &&
	    (tableframe_whole(pass->reader) || tableframe_wrong(err));

	free(text);
	free(below);
	return ok;
}

static bool
run(struct pass *pass, const char *mode, uint32_t number, struct err *err)
{
	const struct tablesource *source = pass->source;
	bool needs = source->workbook && !pass->first;
	int scratch = needs ? file_temporary(source->dir, err) : -1;
	bool ok = !needs || scratch >= 0;

	pass->reader = tableframe_reader_new(take_frame, pass);
	ok = ok && talk(pass, mode, number, scratch, err);
	tableframe_reader_free(pass->reader);
	if (scratch >= 0)
		close(scratch);
	if (!ok && !pass->stopped && source->workbook && err != NULL &&
	    err->kind != ERR_INTERRUPTED)
		err_wrap(err, "读不了工作簿 %s：", tablefile_path(source->file));
	return ok;
}

/* ---- open ---- */

static bool
take_encoding(struct tablesource *source, const char *encoding, struct err *err)
{
	if (encoding == NULL)
		return true;
	source->said_encoding = charset_name(encoding);
	return source->said_encoding != NULL || err_set(err, ERR_INPUT,
	    "不认识编码“%s”；可用的有 utf-8 gb18030 utf-16le utf-16be big5，"
	    "不写 --encoding 则按内容判断", encoding);
}

static bool
name_sheet(struct tablesource *source, const char *name, struct err *err)
{
	struct buf names = BUF_INIT;
	size_t i;

	for (i = 0; i < source->sheets; i++) {
		if (strcmp(source->sheet[i].name, name) == 0)
			break;
		buf_addf(&names, "%s%s", i > 0 ? "、" : "", source->sheet[i].name);
	}
	if (i == source->sheets) {
		err_set(err, ERR_INPUT, "工作簿里没有工作表“%s”；有的是：%s", name,
		    buf_str(&names));
	} else {
		source->taken = i;
		source->said_sheet = true;
	}
	buf_clear(&names);
	return i < source->sheets;
}

static bool
open_book(struct tablesource *source, const char *sheet, struct err *err)
{
	if (source->sheets == 0)
		return tableframe_wrong(err);
	source->encoding = source->looks = charset_name("utf-8");
	source->crlf = true;
	while (source->taken + 1 < source->sheets &&
	    source->sheet[source->taken].hidden)
		source->taken++;
	if (source->sheet[source->taken].hidden)
		source->taken = 0;
	return sheet == NULL || name_sheet(source, sheet, err);
}

struct tablesource *
tablesource_open(const char *path, const struct tablesource_options *options,
    struct err *err)
{
	struct tablesource *source = mem_new(sizeof(*source));
	struct pass pass = { .source = source, .first = true };

	source->dir = mem_text(options->dir != NULL ? options->dir : ".");
	source->goes = options->goes;
	source->arg = options->arg;
	source->said_delimiter = source->delimiter = options->delimiter;
	source->file = tablefile_open(path, err);
	source->workbook = source->file != NULL &&
	    tablefile_workbook(source->file);
	if (source->file != NULL &&
	    take_encoding(source, options->encoding, err) &&
	    run(&pass, "kind", 0, err) &&
	    (!source->workbook || open_book(source, options->sheet, err)))
		return source;
	tablesource_close(source);
	return NULL;
}

void
tablesource_close(struct tablesource *source)
{
	size_t i;

	if (source == NULL)
		return;
	for (i = 0; i < source->sheets; i++)
		free(source->sheet[i].name);
	free(source->sheet);
	tablefile_close(source->file);
	free(source->dir);
	free(source);
}

/* ---- what it is ---- */

bool
tablesource_workbook(const struct tablesource *source)
{
	return source->workbook;
}

const char *
tablesource_encoding(const struct tablesource *source)
{
	return source->encoding;
}

const char *
tablesource_looks(const struct tablesource *source)
{
	return source->looks;
}

bool
tablesource_crlf(const struct tablesource *source)
{
	return source->crlf;
}

uint32_t
tablesource_delimiter(const struct tablesource *source)
{
	return source->workbook ? 0 : source->delimiter;
}

size_t
tablesource_sheets(const struct tablesource *source)
{
	return source->sheets;
}

const char *
tablesource_sheet(const struct tablesource *source, size_t sheet)
{
	assert(sheet < source->sheets);
	return source->sheet[sheet].name;
}

bool
tablesource_hidden(const struct tablesource *source, size_t sheet)
{
	assert(sheet < source->sheets);
	return source->sheet[sheet].hidden;
}

bool
tablesource_alike(const struct tablesource *source, size_t sheet)
{
	assert(sheet < source->sheets);
	return source->sheet[sheet].alike;
}

size_t
tablesource_taken(const struct tablesource *source)
{
	return source->taken;
}

void
tablesource_split(struct tablesource *source, uint32_t delimiter)
{
	source->said_delimiter = source->delimiter = delimiter;
}

void
tablesource_below(struct tablesource *source, long line)
{
	source->below = line;
}

bool
tablesource_take(struct tablesource *source, const char *sheet, struct err *err)
{
	assert(source->workbook);
	return name_sheet(source, sheet, err);
}

const char *
tablesource_digest(const struct tablesource *source)
{
	return source->digest;
}

/* ---- the rows ---- */

struct rows { delimited_fn row; void *arg; size_t left; };

static bool
hand_on(void *arg, const struct tableframe *frame, struct err *err)
{
	struct rows *rows = arg;

	return rows->left > 0 && rows->row(rows->arg, &frame->row) &&
	    --rows->left > 0;
}

static uint32_t
number_of(const struct tablesource *source)
{
	return source->workbook ? (uint32_t)source->taken :
	    source->delimiter != 0 ? source->delimiter : ',';
}

/* The digest of the rows that were read is the file's own, and the same as
 * the time before. */
static bool
same_file(struct tablesource *source, const struct pass *pass, struct err *err)
{
	if (source->digest[0] == '\0' &&
	    !tablefile_digest(source->file, source->digest, err))
		return false;
	if (strcmp(source->digest, pass->digest) == 0)
		return true;
	return changed(err);
}

bool
tablesource_rows(struct tablesource *source, delimited_fn row, void *arg,
    struct err *err)
{
	struct rows rows = { row, arg, SIZE_MAX };
	struct pass pass = { .source = source, .row = hand_on, .arg = &rows };

	if (run(&pass, "rows", number_of(source), err))
		return same_file(source, &pass, err);
	/* It could be read to its end before. */
	if (!pass.stopped && source->digest[0] != '\0' && err != NULL &&
	    err->kind == ERR_INPUT)
		changed(err);
	return false;
}

bool
tablesource_preview(struct tablesource *source, size_t most, delimited_fn row,
    void *arg, struct err *err)
{
	struct rows rows = { row, arg, most };
	struct pass pass = { .source = source, .row = hand_on, .arg = &rows };

	return most == 0 || run(&pass, "rows", number_of(source), err) ||
	    pass.stopped;
}

void
tablesource_glimpse(struct tablesource *source, size_t most, delimited_fn row,
    void *arg)
{
	struct rows rows = { row, arg, most };
	struct pass pass = { .source = source, .row = hand_on, .arg = &rows };

	assert(!source->workbook);
	run(&pass, "shown", number_of(source), NULL);
}

/* ---- the heads of a text ---- */

static bool
text_part(void *arg, const struct tableframe *frame, struct err *err)
{
	const struct delimited_mark *mark;
	size_t i;

	for (i = 0; (mark = delimited_marks(i)) != NULL; i++)
		if (mark->mark == frame->number) {
			tablehead_search_part(arg, frame->number);
			return true;
		}
	return tableframe_wrong(err);
}

/* What it does not want any more is still there to be passed over. */
static bool
text_row(void *arg, const struct tableframe *frame, struct err *err)
{
	tablehead_search_row(arg, &frame->row);
	return true;
}

static bool
nothing(void *arg, const struct delimited_row *row)
{
	return true;
}

static struct tablehead *
text_head(struct tablesource *source, const struct profiledef *profile,
    struct err *err)
{
	struct tablehead_search *search = tablehead_search_new(profile,
	    source->said_delimiter);
	struct pass pass = { .source = source, .part = text_part,
		.row = text_row, .arg = search };
	bool ok = run(&pass, "heads", 0, err);
	struct tablehead *head;
	size_t score;

	head = tablehead_search_end(search, &score, ok ? err : NULL);
	if (!ok) {
		tablehead_free(head);
		return NULL;
	}
	if (head != NULL)
		source->delimiter = head->delimiter;
	else if (pass.spoilt)
		tablesource_rows(source, nothing, NULL, err);
	else if (source->encoding != source->looks)
		err_wrap(err, "按 %s 读（内容像 %s，可以改回按内容认）",
		    source->encoding, source->looks);
	return head;
}

/* ---- the heads of a workbook ---- */

struct found { struct tablehead *head; size_t score; struct err why; };

struct looking {
	struct tablesource *source;
	const struct profiledef *profile;
	struct tablehead_search *search;	/* in the sheet at */
	size_t		 at;
	struct found	*found;			/* by sheet */
};

static void
end_sheet(struct looking *looking)
{
	struct found *found = &looking->found[looking->at];

	if (looking->search != NULL)
		found->head = tablehead_search_end(looking->search,
		    &found->score, &found->why);
	looking->search = NULL;
}

static bool
book_part(void *arg, const struct tableframe *frame, struct err *err)
{
	struct looking *looking = arg;
	bool next = looking->search == NULL ? frame->number == 0 :
	    frame->number == looking->at + 1;

	if (!next || frame->number >= looking->source->sheets)
		return tableframe_wrong(err);
	end_sheet(looking);
	looking->at = frame->number;
	looking->search = tablehead_search_new(looking->profile, 0);
	return true;
}

static bool
book_row(void *arg, const struct tableframe *frame, struct err *err)
{
	struct looking *looking = arg;

	if (looking->search == NULL)
		return tableframe_wrong(err);
	tablehead_search_row(looking->search, &frame->row);
	return true;
}

/* The best among the visible or the hidden ones; -1 when none has the heads.
 * *near: the one that came nearest. */
static long
choose(struct looking *looking, bool hidden, long *near)
{
	struct tablesource *source = looking->source;
	struct found *found;
	long best = -1, i;

	for (i = 0; i < (long)source->sheets; i++) {
		if (source->said_sheet ? i != (long)source->taken :
		    source->sheet[i].hidden != hidden)
			continue;
		found = &looking->found[i];
		source->sheet[i].alike = found->head != NULL;
		if (found->head == NULL &&
		    (*near < 0 || looking->found[*near].score < found->score))
			*near = i;
		if (found->head != NULL && (best < 0 ||
		    found->score > looking->found[best].score))
			best = i;
	}
	return best;
}

static struct tablehead *
take_best(struct looking *looking, struct err *err)
{
	struct tablesource *source = looking->source;
	struct tablehead *head;
	long near = -1, best = choose(looking, false, &near);

	if (best < 0)
		best = choose(looking, true, &near);
	if (best >= 0) {
		source->taken = (size_t)best;
		head = looking->found[best].head;
		looking->found[best].head = NULL;
		return head;
	}
	if (err != NULL && near >= 0) {
		*err = looking->found[near].why;
		if (looking->found[near].score >= 2)
			err_wrap(err, "工作表“%s”", source->sheet[near].name);
	}
	return NULL;
}

static struct tablehead *
book_head(struct tablesource *source, const struct profiledef *profile,
    struct err *err)
{
	struct looking looking = { .source = source, .profile = profile,
		.found = mem_new(source->sheets * sizeof(struct found)) };
	struct pass pass = { .source = source, .part = book_part,
		.row = book_row, .arg = &looking };
	bool ok = run(&pass, "heads", 0, err);
	struct tablehead *head = NULL;
	size_t i;

	end_sheet(&looking);
	if (ok)
		head = take_best(&looking, err);
	for (i = 0; i < source->sheets; i++)
		tablehead_free(looking.found[i].head);
	free(looking.found);
	return head;
}

struct tablehead *
tablesource_head(struct tablesource *source, const struct profiledef *profile,
    struct err *err)
{
	struct tablehead *head = source->workbook ?
	    book_head(source, profile, err) : text_head(source, profile, err);

	source->below = head != NULL ? head->line : 0;
	return head;
}
