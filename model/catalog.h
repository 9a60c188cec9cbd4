/*
 * model/catalog.h: all definitions, loaded when needed and cross-checked
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_CATALOG_H
#define MODEL_CATALOG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/*
 * The catalog knows which definition stands in which file as soon as it is
 * opened (one quick scan for section heads), and parses a file when a
 * definition of it is asked for the first time.  Everything it hands out is
 * const and lives until catalog_free.  doc/definitions.md is the grammar.
 */
struct catalog;

struct catalog_source {			/* one definition file */
	const char	*name;		/* "visit.form", "codes/sex.codes" */
	const char	*text;
	size_t		 size;
	bool		 overlay;	/* the office's own folder */
};

/* ---- code tables ---- */
struct code {
	const char	*code;		/* stable: "absent" */
	const char	*label;
	const char	*class;		/* statistical class, NULL */
	const char	*initials;	/* for quick choice */
	const char	*upper;		/* parent code in a tree, NULL */
	int		 since, until;	/* DATE_NONE = open; inclusive */
	size_t		 also_count;
	const char *const *also;	/* spellings to accept */
	size_t		 foreign_count;
	const struct code_foreign { const char *system, *code; } *foreign;
	const char	*file;
	int		 line;
};

struct codetable {
	const char	*name, *title, *basis;
	size_t		 count;
	const struct code *code;	/* in screen order */
	const char	*ending;	/* that its labels may drop (罪), NULL */
};

/* ---- forms ---- */
enum form_of { FORM_OF_OFFICE, FORM_OF_PERSON, FORM_OF_PERIOD };

enum blank_type {
	BLANK_TEXT, BLANK_NOTE, BLANK_INT, BLANK_MONEY, BLANK_DATE, BLANK_PDATE,
	BLANK_TIME, BLANK_YESNO, BLANK_CODE, BLANK_CODES, BLANK_REF, BLANK_REFS,
	BLANK_ID_CARD, BLANK_PHONE, BLANK_PLACE, BLANK_STAFF, BLANK_FILE,
	BLANK_TYPES
};

enum blank_search { SEARCH_NOT, SEARCH_NAME, SEARCH_ID_CARD, SEARCH_PHONE, SEARCH_PLACE };
enum blank_mask { MASK_NOT, MASK_ID_CARD, MASK_PHONE, MASK_NAME };

struct formcheck {
	const char	*expr;		/* SQL: false is a problem */
	const char	*say;
	bool		 stop;
	int		 line;
};

struct fielddef {
	const char	*name, *label;
	enum blank_type	 type;
	int		 length;	/* characters; always set (default by type) */
	const char	*table;		/* code table of code and codes, else NULL */
	const char	*target;	/* form of ref and refs, else NULL */
	const char	*required;	/* SQL; "1" for yes; NULL = no */
	const char	*initial;	/* SQL of `default`, NULL */
	const char	*shown;		/* SQL, NULL = always */
	int		 required_line, initial_line, shown_line;
	size_t		 check_count;
	const struct formcheck *check;
	const char	*help, *basis, *unit, *was;
	const char	*suggest;	/* code table with suggestions for a text, NULL */
	bool		 suggest_stored; /* and what the store holds in this blank */
	const char	*tree;		/* a text that is a code of this tree, NULL */
	int		 choose;	/* from which level on (1 = the top) a code may be chosen
					 * that has others below it; 0 = none */
	const char	*begins;	/* blank of the form that a chosen place begins, NULL */
	const char	*serial;	/* "A000000", NULL */
	bool		 carry;
	enum blank_search search;
	enum blank_mask	 mask;
	bool		 ranged;
	long long	 least, most;
	int		 since, until;
	int		 page;		/* index in formdef.page */
	const char	*file;
	int		 line;
};

/* How a filled-in form is printed: a card of labelled blanks for each record, or
 * one table with a row for each. */
enum form_print { FORM_CARD, FORM_TABLE };

struct formdef {
	const char	*name, *title, *basis;
	enum form_of	 of;
	bool		 many;
	enum form_print	 print;
	bool		 led;		/* its card begins with the person's blanks */
	const char	*signoff;	/* words under its print, as in reports; NULL */
	int		 since, until;
	size_t		 page_count;
	const char *const *page;	/* titles */
	size_t		 count;
	const struct fielddef *field;	/* in paper order */
	size_t		 list_count;
	const struct fielddef *const *list;
	size_t		 order_count;
	const struct form_order { const struct fielddef *field; bool descending; } *order;
	size_t		 index_count;
	const char *const *index;	/* each "blank blank …" */
	const char	*file;
	int		 line;
};

/* ---- rules and states ---- */
enum rule_every { EVERY_NOT, EVERY_MONTH, EVERY_QUARTER, EVERY_HALF, EVERY_YEAR, EVERY_AFTER };
enum rule_unit { UNIT_DAYS, UNIT_WORKDAYS, UNIT_MONTHS };

struct sqlpart { const char *sql; int line; };	/* sql NULL = not there */

struct ruledef {
	const char	*name, *title, *act, *basis, *set, *ower, *subject;
	enum rule_every	 every;
	int		 count;			/* of unit, for within and EVERY_AFTER */
	const char	*count_sql;		/* `within = setting('x') days`: SQL, else NULL */
	enum rule_unit	 unit;
	int		 grace, early;
	bool		 first_same;
	bool		 ours;			/* ower is 站 or 小组 */
	/* `answer = visit answers`: the paper that a clerk fills to answer it,
	 * and the blank of it that names the subject; NULL = not said. */
	const char	*answer_form, *answer_blank;
	int		 answer_line;
	struct sqlpart	 applies, starts, answered_by, excused, until;
	int		 since, stop;		/* the rule's own since and until */
	const char	*file;
	int		 line;
};

struct statedef {
	const char	*name, *label, *basis;
	struct sqlpart	 when;
};

struct statetrack {
	const char	*name, *title, *basis, *subject;
	bool		 many;			/* pick = many */
	size_t		 count;
	const struct statedef *state;
	const char	*file;
	int		 line;
};

/* ---- lists, reports ---- */
enum cell_format { CELL_PLAIN, CELL_DATE, CELL_ID_CARD, CELL_MONEY, CELL_LABEL };
enum cell_align { CELL_LEFT, CELL_RIGHT, CELL_CENTRE };

struct columndef {
	const char	*name;			/* of the select */
	const char	*head;
	int		 width;			/* cells */
	enum cell_align	 align;
	enum cell_format format;
	const char	*table;			/* CELL_LABEL */
	bool		 sum, wrap;
	enum blank_mask	 mask;
	int		 line;
};

struct paramdef { const char *name, *type, *label, *initial; int line; };

struct reportdef {
	const char	*name, *title, *basis, *paper;
	int		 font;			/* points */
	const char	*select;
	int		 select_line;
	size_t		 param_count;
	const struct paramdef *param;
	size_t		 column_count;
	const struct columndef *column;
	/* The form whose records the SELECT can take part by part (id > :after
	 * and id <= :upto), NULL = all at once; the parts are merged by the
	 * columns of order, texts as in its ORDER BY. */
	const char	*slice;
	size_t		 order_count;
	const char *const *order;
	const char	*group, *group_label, *group_total;	/* NULL = none */
	const char	*total;			/* NULL = none */
	/* A sheet of a comparison (model/compare.h), NULL = a ledger: which of
	 * our periods it compares; and what the sheet says behind its rows, a
	 * line a row, NULL = nothing. */
	const char	*scope, *note;
	int		 scope_line, note_line;
	const char	*signoff;		/* lines of blanks, NULL = none */
	bool		 listing;		/* a [list …]: one row for :person */
	const char	*file;
	int		 line;
};

/* ---- documents ---- */
/* One person's paper: a cover, and the forms that he has, each as it prints. */
struct documentdef {
	const char	*name, *title, *basis, *paper;
	int		 font;			/* points */
	size_t		 form_count;
	const char *const *form;		/* in the order of the folder */
	bool		 rest;			/* and all others of people behind */
	const char	*signoff;		/* under the cover, NULL = none */
	const char	*file;
	int		 line, form_line;
};

/* ---- import profiles ---- */
struct importfield {
	const char	*form;			/* NULL: head is known, not stored; "source" for source.number */
	const char	*field;
	size_t		 head_count;
	const char *const *head;
	bool		 required, overwrite;
	bool		 copied;	/* the list's own word: no finding while ours is empty */
	bool		 key;		/* the form is filled only with it; same keys, same record */
	size_t		 value_count;
	const struct import_value { const char *from, *to; } *value;
	const char	*from_form, *from_field; /* another blank of the row, NULL */
	const char	*system;	/* whose numbers the cells have, NULL: as the profile says */
	int		 line;
};

struct profiledef {
	const char	*name, *title;
	const char	*like;		/* the profile whose heads it has, NULL */
	size_t		 form_count;
	const char *const *form;
	const char	*match;
	const char	*compare;	/* the report that compares such a list, NULL */
	int		 compare_line;
	size_t		 count;
	const struct importfield *field;
	/* properties that the importer reads itself (doc/definitions.md); behind
	 * its own those of the profile that it is `like` */
	size_t		 extra_count;
	const struct def_pair *extra;
	const char	*file;
	int		 line;
};

struct settingdef {
	const char	*name, *type, *label, *help, *basis;	/* type: int text yesno date dates */
	const char	*initial;		/* canonical text, NULL = none */
	bool		 ranged;		/* int */
	int		 least, most;
	size_t		 choice_count;		/* text: only these */
	const struct setting_choice { const char *value, *label; } *choice;
	const char	*file;
	int		 line;
};

/* ---- the catalog ---- */
/* Takes the sources (copied list, borrowed texts: they must outlive it).  Scans
 * section heads; fails on a double definition or an overlay that redefines. */
struct catalog *catalog_open(const struct catalog_source *source, size_t count,
	    struct err *err);
/* The same over embedded_files. */
struct catalog *catalog_open_embedded(struct err *err);
/* The same over a folder (its *.form … and codes/); owns the texts it read. */
struct catalog *catalog_open_dir(const char *dir, struct err *err);
/* The definition files of a folder, not yet a catalog (an office's own folder
 * lies over another set): names and texts are the caller's, catalog_free_dir. */
bool	catalog_read_dir(const char *dir, struct catalog_source **list, size_t *count,
	    struct err *err);
void	catalog_free_dir(struct catalog_source *list, size_t count);
void	catalog_free(struct catalog *catalog);
size_t	catalog_sources(const struct catalog *catalog, const struct catalog_source **source);
/* The digest of all sources (hex), sorted by name: what a store accepts. */
const char *catalog_digest(const struct catalog *catalog);

/* One definition, parsed on the first call; NULL with err (ERR_MISSING lists
 * the names that exist; ERR_DATA names file:line). */
const struct formdef	*catalog_form(struct catalog *, const char *name, struct err *);
const struct codetable	*catalog_codes(struct catalog *, const char *name, struct err *);
const struct ruledef	*catalog_rule(struct catalog *, const char *name, struct err *);
const struct statetrack	*catalog_states(struct catalog *, const char *name, struct err *);
const struct reportdef	*catalog_report(struct catalog *, const char *name, struct err *);
const struct reportdef	*catalog_list(struct catalog *, const char *name, struct err *);
const struct profiledef	*catalog_profile(struct catalog *, const char *name, struct err *);
const struct documentdef *catalog_document(struct catalog *, const char *name, struct err *);
const struct settingdef	*catalog_setting(struct catalog *, const char *name, struct err *);

/* Does a text fit the setting (type, range, choice)?  A sentence if not. */
bool	setting_fits(const struct settingdef *setting, const char *value, struct err *err);

/* Names of all definitions of a kind ("form" "codes" "rule" "states" "report"
 * "list" "profile" "document" "settings") in file order: `list forms` and the loops. */
size_t	catalog_names(struct catalog *, const char *kind, const char *const **name);

/* Loads everything and checks every mention of a blank, form, code table; the
 * SQL is prepared by formcheck_prepare_all and friends (model/expr.h). */
bool	catalog_check(struct catalog *, struct err *);

/* A blank of a form, or NULL. */
const struct fielddef *formdef_field(const struct formdef *form, const char *name);
bool	fielddef_multi(const struct fielddef *field);	/* codes, refs */
bool	fielddef_stored_int(const struct fielddef *field);	/* int money yesno */
/* A code of a table or NULL; by code; by any spelling (label, also, foreign code
 * of `system` if given, compared after narrowing and trimming). */
const struct code *codetable_code(const struct codetable *table, const char *code);
const struct code *codetable_spelling(const struct codetable *table,
	    const char *text, const char *system);
/* What label() of definitions gives: the label of a code, of a state (table = a
 * track), what a rule asks for (`rule`), is called (`rule_title`) or rests on
 * (`basis`); NULL if unknown. */
const char *catalog_label(struct catalog *catalog, const char *table, const char *code);
/* What code_in() of definitions gives: the number that another system has for a
 * code, its first one; NULL when it has none. */
const char *catalog_code_in(struct catalog *catalog, const char *table, const char *code,
	    const char *system);
/* What class_of() of definitions gives: the class of the first code of the table
 * that a text names, by any spelling, alone or in a list (盗窃罪、抢劫罪); NULL if
 * it names none. */
const char *catalog_class(struct catalog *catalog, const char *table, const char *text);
/* Is the code open on that date? */
bool	code_open(const struct code *code, int on);

#endif
