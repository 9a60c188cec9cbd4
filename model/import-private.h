/*
 * model/import-private.h: what the parts of an import share
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_IMPORT_PRIVATE_H
#define MODEL_IMPORT_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "model/catalog.h"
#include "model/correction.h"
#include "model/delimited.h"
#include "model/export.h"
#include "model/import.h"
#include "model/record.h"
#include "model/store.h"
#include "model/sender.h"
#include "model/table-head.h"
#include "model/table-source.h"

/*
 * A row goes through three hands.  import-row.c reads and mends its cells, in
 * no transaction; import-match.c says whose it is; import-apply.c writes it.
 * The last two run inside a batch.  All of them ask the plan, which is the
 * profile put on the columns of this file.
 */

/* More empty rows than this are a table that was dragged to its end. */
#define IMPORT_EMPTY_MOST 1000000L

/* ---- the plan (import-plan.c) ---- */

#define PLAN_NONE ((size_t)-1)

enum plan_kind {
	PLAN_BLANK,		/* a blank of a form */
	PLAN_NUMBER,		/* the sender's number of the person */
	PLAN_RECORD,		/* the sender's number of the paper */
	PLAN_SKIP,		/* known and not stored */
	/* columns of our own full exports (import-own.c) */
	PLAN_OWN_RECORD, PLAN_OWN_PERSON, PLAN_OWN_PERIOD, PLAN_OWN_ABSENT
};

struct plan_blank {
	enum plan_kind	 kind;
	const struct importfield *field;
	const struct formdef *form;
	size_t		 slot;		/* of form in the plan, PLAN_NONE: only asked */
	const struct fielddef *blank;
	size_t		 column;	/* TABLEHEAD_NONE: the file has none */
	size_t		 from;		/* the plan's blank to copy, PLAN_NONE */
	struct value_source source;	/* whose numbers its cells have */
};

struct plan_form {
	const struct formdef *form;
	bool		 main;		/* a row without its required blanks is no row */
	const struct fielddef *date;	/* the date the paper bears, NULL */
	struct formexpr	*expr;
	bool		 stops;		/* some check forbids to save */
};

struct plan_link {			/* a ref blank that gets another form's record */
	size_t		 slot, target;
	const struct fielddef *blank;
};

enum plan_match { MATCH_ID_CARD, MATCH_NUMBER, MATCH_KEYS, MATCH_NAME, MATCH_WAYS };

#define PLAN_WORDS 64
#define PLAN_KEYS 6

struct import_plan {
	struct store	*store;
	const struct profiledef *profile;
	const struct tablehead *head;
	bool		 doubtful;	/* --accept-doubtful */
	bool		 must;		/* the person has to be there */
	bool		 own;		/* of our own export, by ids */
	bool		 none;		/* the office's own papers, known by their keys */
	size_t		 form_count;
	struct plan_form *form;
	size_t		 person, period;	/* slots, PLAN_NONE */
	size_t		 paper;		/* slot of what a log is made of */
	const struct formdef *person_form, *period_form;
	const struct fielddef *name, *id_card, *serial;	/* of the person */
	const struct fielddef *birth;	/* NULL when the form has none */
	const struct fielddef *period_date;
	const struct fielddef *period_end;	/* NULL: every period is open */
	size_t		 count;
	struct plan_blank *blank;
	struct record	*owner_person, *owner_period;	/* of the last row, NULL */
	size_t		 way_count;
	enum plan_match	 way[MATCH_WAYS];
	size_t		 key_count;		/* of MATCH_KEYS, name among them */
	struct { const struct formdef *form; const struct fielddef *blank; }
			 key[PLAN_KEYS];
	size_t		 link_count;
	struct plan_link link[PLAN_KEYS];
	/* columns whose text is copied behind that of a blank, PLAN_NONE */
	size_t		 kept_at, kept_count;
	size_t		*kept;
	/* words and patterns of rows that are no person (import-other.c) */
	size_t		 sum_count, sign_count, line_count, group_count;
	char		*sum[PLAN_WORDS], *sign[PLAN_WORDS];
	char		*line[PLAN_WORDS], *group[PLAN_WORDS];
	const char	*source;	/* under which the sender's numbers are kept */
	const char	*common;	/* the same, of those who are not known; NULL: it is that */
	char		*sql_id_card, *sql_number, *sql_people, *sql_periods;
	char		*sql_sender, *sql_serial;
};

struct import_plan *plan_new(struct store *store, const struct profiledef *profile,
	    const struct tablehead *head, bool doubtful, struct err *err);
void	plan_free(struct import_plan *plan);		/* NULL ok */
/* The sender is known: his numbers are kept under his name, and find people by
 * themselves.  sender lives as long as the plan. */
void	plan_set_sender(struct import_plan *plan, const char *sender);
/* The plan's blank for a form's blank, or NULL. */
const struct plan_blank *plan_find(const struct import_plan *plan,
	    const struct formdef *form, const struct fielddef *blank);
/* What the profile says behind this key, or NULL. */
const char *plan_extra(const struct profiledef *profile, const char *key);

/* ---- columns that no blank takes (import-unread.c) ---- */

/* Heads of the file that nothing reads, joined by 、; how many. */
size_t	plan_unread(const struct import_plan *plan, struct buf *out);
/* Is it the head of a column that is only copied into a note (`kept`)? */
bool	plan_keeps(const struct profiledef *profile, const char *head);
/* Appends a sentence about the columns that are; false: there are none. */
bool	plan_kept(const struct import_plan *plan, struct buf *out);

/* ---- what the columns fill (import-head.c) ---- */

struct recall {
	char		*sender;	/* NULL: not said */
	struct sender_head *list;	/* what is remembered of him */
	size_t		 count;
	struct profiledef *with;	/* the profile with that, NULL */
	const struct profiledef *profile;	/* to read the file by */
	bool		 special;	/* not by the profile's heads alone */
};

/* The profile of this name, or that of a form's own full export (*own:
 * own_profile_free). */
const struct profiledef *import_profile(struct catalog *catalog,
	    const char *name, struct profiledef **own, struct err *err);
/* recall_clear in any case. */
bool	recall_begin(struct recall *recall, struct store *store,
	    const struct import_options *options, const struct profiledef *profile,
	    struct err *err);
void	recall_clear(struct recall *recall);
/* gone: see tablechoice_recall. */
struct tablehead *recall_head(struct recall *recall, struct tablesource *source,
	    const struct import_options *options, struct buf *gone,
	    struct err *err);
/* Remembers the choices for the sender, in a transaction of its own. */
bool	recall_keep(const struct recall *recall, struct store *store,
	    const struct import_options *options, const struct tablehead *head,
	    struct err *err);
/* A word that tells heads with other columns apart; appends. */
void	recall_print(const struct tablehead *head, const char *sheet,
	    struct buf *out);

/* ---- a cell (import-cell.c) ---- */

/* Nothing in it but what is not seen. */
bool	cell_is_blank(const char *text);
/* A dash or stroke where there is nothing to say. */
bool	cell_is_dash(const char *text);
/* A blank for words: our guard and our marks are taken off it. */
bool	cell_is_prose(const struct fielddef *blank);
/* Appends text with LF as line breaks; without lines they become blanks. */
void	cell_lines(struct buf *out, const char *text, bool lines);
/* ="330702…", as systems keep a spreadsheet from eating a number: what stands
 * between the quotes.  In place; returns text. */
char	*cell_unwrap(char *text);
/* The cell as it is read: trimmed, guard and wrapping taken off, made narrow
 * where the blank is not for words.  The caller's. */
char	*cell_text(const struct fielddef *blank, const char *cell);
/* A tick is a 是, a cross a 否: the word for it; NULL: it is neither. */
const char *cell_tick(const char *text);
/* Why the text a spreadsheet has left cannot be what was meant (an error of a
 * formula, figures shortened); NULL: it can. */
const char *cell_spoilt(enum blank_type type, const char *text);

/* ---- a row (import-row.c) ---- */

struct import_row {
	long	 line;
	bool	 other;			/* title, sum, signature, line of print, empty */
	bool	 again;			/* refused before a break, and corrected since */
	size_t	 count;
	char	**cell;			/* verbatim, or as corrected */
	size_t	 own_count;
	char	**own;			/* the file's, of a corrected row; NULL */
	size_t	 width;			/* cells or heads, whichever are more */
	bool	*wrong;			/* width: the cells of the reasons */
	enum correction_who who;	/* decided by a clerk */
	char	*number;		/* of CORRECTION_PERSON */
	size_t	 values;
	char	**value;		/* for each of the plan's blanks; NULL = blank */
	const char **absent;		/* why it is empty, NULL */
	bool	*unread;		/* the cell says something that nobody knows,
					 * and the row is taken without it */
	long	 mended;
	struct buf reject;		/* why it is not taken; empty = it is */
	struct buf doubt;		/* of 疑似重复: 人员编号 by 、 */
	struct buf note;		/* what is told and taken all the same */
	size_t	 noted;			/* of it when the row was read */
	/* of import-apply */
	enum { ROW_UNCHANGED, ROW_UPDATED, ROW_CREATED } outcome;
	long	 conflicts;
};

/* Copies the row and reads it. */
bool	row_read(struct import_row *row, const struct import_plan *plan,
	    const struct delimited_row *raw, struct err *err);
/* The same with a clerk's cells and decision in the place of the file's; NULL:
 * there are none. */
bool	row_read_corrected(struct import_row *row, const struct import_plan *plan,
	    const struct delimited_row *raw, const struct correction *correction,
	    struct err *err);
bool	row_corrected(const struct import_row *row);
void	row_clear(struct import_row *row);
/* As it was when it was read: to be written once more. */
void	row_again(struct import_row *row);
/* One more reason: "“列”：…". */
void	row_reject(struct import_row *row, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));
void	row_note(struct import_row *row, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));
/* The row's value of a form's blank, or NULL. */
const char *row_value(const struct import_plan *plan, const struct import_row *row,
	    const struct formdef *form, const struct fielddef *blank);
/* Does the row hold something of this form, and all its keys? */
bool	row_fills(const struct import_plan *plan, const struct import_row *row,
	    size_t slot);

/* ---- rows that are no person (import-other.c) ---- */

/* Is it a title, the head once more, a sum, a signature, a line of print or
 * empty?  raw: the row as it came. */
bool	row_is_other(const struct import_plan *plan, const struct import_row *row,
	    const struct delimited_row *raw);
/* Appends what the row says, shortened; false when it says nothing. */
bool	row_shown(const struct import_row *row, struct buf *out);

/* ---- as a clerk corrected it (import-amend.c) ---- */

struct amends {
	struct drafts	*drafts;	/* NULL: none are there */
	struct correction_file file;
	struct correction *list;
	size_t		 count;
};

/* The corrections that this import uses (options->corrected), with a word
 * about those it does not; amends_clear in any case.  The texts live on. */
bool	amends_begin(struct amends *amends, struct store *store,
	    const struct import_options *options, const char *digest,
	    const char *sheet, struct err *err);
const struct correction *amends_of(const struct amends *amends, long line);
/* All rows are in the store: they are not wanted any more. */
bool	amends_end(struct amends *amends, struct err *err);
void	amends_clear(struct amends *amends);
/* Hands the row to options->reject. */
void	reject_tell(const struct import_options *options,
	    const struct tablehead *head, const struct import_row *row);
/* The same for a row that was refused before a break. */
void	reject_tell_again(const struct import_options *options,
	    const struct import_plan *plan, const struct delimited_row *raw,
	    const char *reason);

/* ---- whose it is (import-match.c) ---- */

/* The person's id, "" when nobody is (a new one); a doubt goes to row->reject.
 * fresh holds what the row would create (person, period or NULL), so that
 * blanks that follow from others can be compared. */
bool	match_person(const struct import_plan *plan, struct import_row *row,
	    const struct record *person, const struct record *period,
	    char id[STORE_ID_SIZE], struct err *err);
/* The period of a person that a paper of this date belongs to; the one that a
 * release on this date is (the same day, or near that of an open one, which it
 * corrects).  "" when there is none. */
bool	match_period(const struct import_plan *plan, const char *person, int on,
	    char id[STORE_ID_SIZE], struct err *err);
bool	match_release(const struct import_plan *plan, const char *person, int on,
	    char id[STORE_ID_SIZE], struct err *err);

/* Is it the same said with more, or with less? */
enum agreement { AGREES, COMPLETES, DIFFERS };
enum agreement value_agreement(const struct fielddef *blank, const char *stored,
	    const char *given);
/* The newest live paper of a slot's form with the row's keys; "" = none. */
bool	match_paper(const struct import_plan *plan, const struct import_row *row,
	    size_t slot, const char *person, const char *period,
	    char id[STORE_ID_SIZE], struct err *err);

/* ---- our own full exports (import-own.c) ---- */

/* The profile of a form's full export; own_profile_free. */
struct profiledef *own_profile(struct catalog *catalog, const char *form,
	    struct err *err);
void	own_profile_free(struct profiledef *profile);	/* NULL ok */
enum plan_kind own_kind(const char *name);
/* Reads a cell as it was stored. */
void	own_cell(const struct import_plan *plan, size_t at, struct import_row *row);
const char *own_value(const struct import_plan *plan, const struct import_row *row,
	    enum plan_kind kind);
/* The record that the row is, stored or new (with its owners); what forbids it
 * goes to row->reject.  *out is the caller's. */
bool	own_record(const struct import_plan *plan, struct import_row *row,
	    struct record **out, bool *fresh, struct err *err);
/* A number or a person that another record has goes to row->reject. */
bool	own_check(const struct import_plan *plan, struct import_row *row,
	    const struct record *record, struct err *err);

/* ---- writing it (import-apply.c) ---- */

/* Inside a batch.  Sets outcome, conflicts, note, reject. */
bool	row_apply(struct import_plan *plan, struct import_row *row,
	    struct err *err);

/* ---- the journal (import-journal.c) ---- */

struct journal {
	char	 id[STORE_ID_SIZE];	/* "" = not begun */
	long	 line;			/* rows up to this line are in the store */
	char	*rejects;		/* a broken run was about to write it, NULL */
	struct import_result counts;
};

/* Finds the unfinished import of the same file with the same options.  columns:
 * of recall_print, "" when the profile's heads say it all. */
bool	journal_find(struct journal *journal, struct store *store,
	    const struct import_options *options, const char *digest,
	    const char *columns, struct err *err);
/* Begins one, unless one was found (in a transaction of its own). */
bool	journal_begin(struct journal *journal, struct store *store,
	    const struct import_options *options, const char *digest,
	    const char *columns, struct err *err);
void	journal_clear(struct journal *journal);
/* Inside a batch.  ERR_CONFLICT when another session goes on with the same. */
/* Is the import still where we left it?  ERR_CONFLICT: another goes on with it. */
bool	journal_ours(const struct journal *journal, struct store *store,
	    struct err *err);
bool	journal_step(struct journal *journal, struct store *store, long line,
	    const struct import_result *counts, struct err *err);
bool	journal_reject(struct journal *journal, struct store *store, long line,
	    const char *reason, struct err *err);
/* Inside a batch: a row of this line is taken once more, corrected. */
bool	journal_retake(struct journal *journal, struct store *store, long line,
	    struct err *err);
/* Why the row on this line was not taken before the break; NULL when it was.
 * The caller's. */
bool	journal_rejected(const struct journal *journal, struct store *store,
	    long line, char **reason, struct err *err);
/* The rejects file of this path is about to appear: when a kill comes between
 * it and journal_done, the next run may replace it. */
bool	journal_naming(struct journal *journal, struct store *store,
	    const char *path, struct err *err);
bool	journal_done(struct journal *journal, struct store *store, struct err *err);

/* ---- the rejects file (import-rejects.c) ---- */

struct rejects;
/* options->rejects NULL: <file>.rejects.csv in the current directory, numbered
 * when that is taken; a directory that cannot be written matters only when a row
 * is added.  own: a path that is this import's, from a broken run.  dir: for
 * rows while they wait. */
struct rejects *rejects_open(const struct import_options *options,
	    const char *own, const char *dir, const char *encoding, bool crlf,
	    const struct tablehead *head, struct err *err);
bool	rejects_add(struct rejects *rejects, long line, const char *reason,
	    const char *const *cell, size_t count, struct err *err);
const char *rejects_path(const struct rejects *rejects);
/* The file appears; *path is the caller's.  Frees in any case. */
bool	rejects_commit(struct rejects *rejects, char **path, struct err *err);
void	rejects_abandon(struct rejects *rejects);	/* NULL ok */

#endif
