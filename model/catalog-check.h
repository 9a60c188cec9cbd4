/*
 * model/catalog-check.h: what the parts of catalog_check share
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_CATALOG_CHECK_H
#define MODEL_CATALOG_CHECK_H

#include "model/catalog-private.h"

/* Each finds what is named at file:line, or says there that it is missing and
 * what there is. */
bool	check_form(struct catalog *catalog, const char *name, const char *file, int line,
	    const struct formdef **form, struct err *err);
bool	check_codes(struct catalog *catalog, const char *name, const char *file, int line,
	    const struct codetable **table, struct err *err);
bool	check_blank(const struct formdef *form, const char *name, const char *file,
	    int line, const struct fielddef **field, struct err *err);

/* ---- catalog-words.c: names inside SQL ---- */
/* What label() may be asked for: a code table, a track, 'rule', 'basis'. */
bool	check_label(struct catalog *catalog, const char *name, const char *file, int line,
	    struct err *err);
/* label('…'), setting('…'), and codes that blanks are compared with.  own: the
 * form whose blanks stand without a table, or NULL. */
bool	check_sql(struct catalog *catalog, const struct formdef *own, const char *sql,
	    const char *file, int line, struct err *err);
bool	check_field_sql(struct catalog *catalog, const struct formdef *form,
	    const struct fielddef *field, struct err *err);

/* ---- catalog-check-profile.c ---- */
bool	check_profiles(struct catalog *catalog, struct err *err);

#endif
