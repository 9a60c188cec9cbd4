/*
 * model/catalog-private.h: what the parts of the catalog share
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_CATALOG_PRIVATE_H
#define MODEL_CATALOG_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/def.h"
#include "base/err.h"
#include "base/mem.h"
#include "model/catalog.h"
#include "model/digest.h"

enum kind {
	KIND_FORM, KIND_CODES, KIND_RULE, KIND_STATES, KIND_LIST, KIND_REPORT,
	KIND_PROFILE, KIND_SETTINGS, KIND_PHRASE, KIND_TREE, KIND_DOCUMENT, KIND_PAGE,
	KINDS
};

struct source_file {
	struct catalog_source source;
	struct def_file	*parsed;	/* NULL until something of it is asked for */
	char		*owned;		/* the text, when the catalog read it */
	const unsigned char *digest;	/* of the text, NULL = not made yet */
};

/* One section head. */
struct item {
	enum kind	 kind;
	const char	*name;
	bool		 adds;
	size_t		 source;
	int		 line;
	const void	*made;		/* the definition, once parsed */
};

struct catalog {
	struct arena	*arena;
	size_t		 source_count;
	struct source_file *source;
	struct catalog_source *list;	/* the same, for catalog_sources */
	size_t		 count;
	struct item	*item;		/* in file order */
	struct item	**sorted;	/* by kind, name, adds */
	size_t		 name_count[KINDS];
	const char *const *name[KINDS];	/* NULL until asked for */
	bool		 settings_made;
	size_t		 setting_count;
	struct settingdef *setting;
	bool		 hashed;
	char		 digest[DIGEST_HEX];
};

/* What the maker of one definition works with. */
struct making {
	struct catalog	*catalog;
	const struct source_file *source;
	const struct def_file *file;
	const struct def_section *section;
};

/* The makers: one a kind, NULL with err. */
const void *make_form(const struct making *making, const struct item *item, struct err *err);
const void *make_codes(const struct making *making, struct err *err);
const void *make_rule(const struct making *making, struct err *err);
const void *make_states(const struct making *making, struct err *err);
const void *make_report(const struct making *making, bool listing, struct err *err);
const void *make_phrase(const struct making *making, struct err *err);
const void *make_tree(const struct making *making, struct err *err);
const void *make_document(const struct making *making, struct err *err);
const void *make_profile(const struct making *making, struct err *err);
/* All settings sections into catalog->setting. */
bool	settings_make(struct catalog *catalog, struct err *err);

/* A blank's line, "name type [argument] label", and then its attributes
 * (catalog-field.c). */
bool	field_line(const struct making *making, const struct def_entry *entry,
	    struct fielddef *field, struct err *err);
bool	field_attrs(const struct making *making, const struct def_entry *entry,
	    struct fielddef *field, struct err *err);
/* suggest, tree, choose and begins of a blank (catalog-offer.c). */
bool	field_offers(const struct making *making, const struct def_entry *entry,
	    struct fielddef *field, struct err *err);

/* The lines of a form's head that mention its blanks, when all of those are known
 * (catalog-mention.c).  pair NULL = there is no such line. */
bool	form_list(const struct making *making, struct formdef *form,
	    const struct def_pair *pair, struct err *err);
bool	form_order(const struct making *making, struct formdef *form,
	    const struct def_pair *pair, struct err *err);
bool	form_index(const struct making *making, struct formdef *form, struct err *err);

/* ---- catalog.c ---- */
const char *kind_name(enum kind kind);
/* The definition of a kind and name, NULL with err. */
const void *catalog_get(struct catalog *catalog, enum kind kind, const char *name,
	    struct err *err);
struct item *catalog_item(struct catalog *catalog, enum kind kind, const char *name,
	    bool adds);
/* A source's sections, parsed once; NULL with err. */
const struct def_file *catalog_parse(struct catalog *catalog, size_t at, struct err *err);
/* Opens a section: its file is parsed if need be. */
bool	item_open(struct catalog *catalog, const struct item *item,
	    struct making *making, struct err *err);

/* ---- catalog-part.c: pieces that every kind has ---- */
void	*making_get(const struct making *making, size_t count, size_t size);
bool	making_error(const struct making *making, int line, struct err *err,
	    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* def_known, where keys in many (NULL-ended, may be NULL) may stand twice. */
bool	making_known(const struct making *making, const struct def_pair *pair,
	    size_t count, const char *const *keys, const char *const *many,
	    struct err *err);
/* A property of the section, NULL if it is not there. */
const char *making_value(const struct making *making, const char *key);
/* The title (always) and the basis (when asked for): there must be one. */
bool	making_title(const struct making *making, const char **title, struct err *err);
bool	making_basis(const struct making *making, const char **basis, struct err *err);
/* These leave *out as it is when pair is NULL. */
bool	making_date(const struct making *making, const struct def_pair *pair,
	    int *out, struct err *err);
bool	making_yes(const struct making *making, const struct def_pair *pair,
	    bool *out, struct err *err);
bool	making_int(const struct making *making, const struct def_pair *pair,
	    int least, int most, int *out, struct err *err);
/* One word of a list; *at is its place. */
bool	making_choice(const struct making *making, const struct def_pair *pair,
	    const char *const *choice, int *at, struct err *err);
/* SQL with its phrases put in; *out stays as it is when pair is NULL. */
bool	making_sql(const struct making *making, const struct def_pair *pair,
	    const char **out, struct err *err);
/* since and until of a section or an entry. */
bool	making_span(const struct making *making, const struct def_pair *pair,
	    size_t count, int *since, int *until, struct err *err);
/* All words of a text, split at blanks and at any of also ("" = none). */
size_t	making_words(const struct making *making, const char *text, const char *also,
	    const char *const **word);
/* [a-z][a-z0-9_]*, not a word of SQL or of the program; what: 栏目, 表 … */
bool	name_good(const char *name);
const char *name_reserved(const char *name);	/* why, or NULL */
bool	making_name(const struct making *making, int line, const char *what,
	    const char *name, struct err *err);
/* "甲、乙、丙", cut when there are too many. */
void	names_join(struct buf *out, const char *const *name, size_t count);

#endif
