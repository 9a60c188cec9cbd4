/*
 * model/demo-private.h: the recipe of an invented register
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_DEMO_PRIVATE_H
#define MODEL_DEMO_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/def.h"
#include "base/err.h"
#include "model/catalog.h"
#include "model/record.h"
#include "model/store.h"

/*
 * data/demo/office.demo says what is invented; this is its reader (demo-
 * recipe.c) and its cook (demo-cook.c).  Everything lives as long as the
 * recipe.
 */
struct wordlist {
	const char	*name;
	size_t		 count, cap;
	struct { const char *text; unsigned upto; } *word;	/* upto: weights added up */
	unsigned	 total;
	size_t		 at;		/* 1…: which of the recipe's, 0: none of them */
};

/* A further office: its words in place of the recipe's. */
struct officeplan {
	struct wordlist	*list;		/* as recipe->list; without words: as there */
};

struct namelist {
	const char	*nation;
	const char	*join;		/* NULL: surname and given */
	struct wordlist	 surname, boy, girl, given;
};

struct blankref {
	const struct formdef *form;	/* NULL: the paper itself */
	size_t		 at;
};

enum piece_kind { PIECE_TEXT, PIECE_LIST, PIECE_BLANK, PIECE_NUMBER, PIECE_DIGITS };
struct piece {
	enum piece_kind	 kind;
	const char	*text;
	const struct wordlist *list;
	struct blankref	 ref;
	int		 least, most;
};

enum how {
	HOW_PICK, HOW_WORDS, HOW_TEXT, HOW_AGO, HOW_AFTER, HOW_PLAN, HOW_NUMBER, HOW_SPAN,
	HOW_NAMES, HOW_ID_CARD, HOW_OF_ID, HOW_COPY, HOW_REF, HOW_STEP, HOW_ALL, HOW_COUNT,
	HOWS
};

#define CONDITIONS 3
struct condition {
	enum { IF_CHANCE, IF_FILLED, IF_EQUAL, IF_PAST } kind;
	int		 chance;
	struct blankref	 ref;
	const char	*text;
};

struct step {			/* one entry of a sheet */
	const struct fielddef *blank;
	size_t		 condition_count;
	struct condition condition[CONDITIONS];
	enum how	 how;
	const struct wordlist *list;
	struct blankref	 ref;
	const char	*text;
	int		 least, most, third;
	size_t		 piece_count;
	struct piece	*piece;
};

struct sheetplan {		/* one [make …] */
	const struct formdef *form;
	struct formexpr	*expr;	/* of derive = yes, else NULL */
	bool		 of_office;	/* a paper of each office, not of a person */
	int		 chance;
	bool		 has_when, has_from, has_until;
	struct blankref	 when, from, until;
	int		 each_least, each_most, since, most, most_large;
	size_t		 count;
	struct step	*step;
};

struct recipe {
	struct def_file	*file;
	struct store	*store;
	const char	*title, *user, *region;
	int		 start;
	int		 each;		/* persons of an office, before there is one more */
	size_t		 list_count, office_count, names_count, sheet_count;
	struct wordlist	*list;
	struct officeplan *office;	/* but the first, whose words are `list` */
	struct namelist	*names;
	struct sheetplan *sheet;
};

/* The office's own words, before there is a store: title, user, start. */
struct recipe *recipe_open(struct err *err);
/* The sheets, against the forms of the store. */
bool	recipe_bind(struct recipe *recipe, struct store *store, struct err *err);
void	recipe_free(struct recipe *recipe);		/* NULL ok */

/* ---- the cook ---- */
#define COOK_PAPERS 64		/* of one person */

struct cook {
	const struct recipe *recipe;
	uint64_t	 random;
	long		 index, all;	/* of the person */
	size_t		 office, offices;	/* 0: the first */
	int		 today, day;	/* day: of `each` */
	size_t		 count;
	struct record	*paper[COOK_PAPERS];	/* in the order they are made */
};

void	cook_init(struct cook *cook, const struct recipe *recipe,
	    unsigned long long seed, long persons);
/* The papers of the next person; they stay until the next call. */
bool	cook_person(struct cook *cook, struct err *err);
/* The papers of an office (0 … offices - 1), likewise.  After the people, so
 * that no chance of theirs hangs on it. */
bool	cook_office(struct cook *cook, size_t office, struct err *err);
void	cook_clear(struct cook *cook);

#endif
