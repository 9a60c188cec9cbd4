/*
 * reports/params.h: the parameters of a report: read, defaulted, shown
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_PARAMS_H
#define REPORTS_PARAMS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "model/catalog.h"
#include "model/store.h"

/* One that was given, by its name. */
struct report_value { const char *name, *value; };

/* The values of all parameters of a definition, in its order: canonical texts,
 * NULL where nothing was given and there is no default.  A name that it does
 * not have, and a text that the type does not take, is refused.  The caller's
 * (params_free); NULL with err. */
char	**params_read(struct store *store, const struct reportdef *def,
	    const struct report_value *given, size_t count, struct err *err);
void	params_free(const struct reportdef *def, char **value);	/* NULL ok */
/* Must it compare as a number? */
bool	params_number(const struct paramdef *param);
/* For people: a code's label, 是 or 否. */
const char *params_shown(struct store *store, const struct paramdef *param,
	    const char *value);

#endif
