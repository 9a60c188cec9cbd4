/*
 * model/pairs.c: names with values as lines of text, for logs and drafts
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include "model/pairs.h"

#include <assert.h>
#include <string.h>

void
pairs_add(struct buf *out, const char *name, const char *value)
{
	assert(strpbrk(name, "\t\n") == NULL);
	buf_add(out, name);
	buf_addc(out, '\t');
	for (; *value != '\0'; value++) {
		switch (*value) {
		case '\\':
			buf_add(out, "\\\\");
			break;
		case '\t':
			buf_add(out, "\\t");
			break;
		case '\n':
			buf_add(out, "\\n");
			break;
		case '\r':
			buf_add(out, "\\r");
			break;
		default:
			buf_addc(out, *value);
		}
	}
	buf_addc(out, '\n');
}

bool
pairs_next(const char **text, struct buf *name, struct buf *value)
{
	const char *p = *text, *tab = strchr(p, '\t'), *end = strchr(p, '\n');

	if (tab == NULL || (end != NULL && end < tab))
		return false;
	buf_cut(name, 0);
	buf_cut(value, 0);
	buf_addn(name, p, (size_t)(tab - p));
	for (p = tab + 1; *p != '\0' && *p != '\n'; p++) {
		if (*p != '\\' || p[1] == '\0') {
			buf_addc(value, *p);
			continue;
		}
		p++;
		buf_addc(value, *p == 't' ? '\t' : *p == 'n' ? '\n' : *p == 'r' ? '\r' : *p);
	}
	*text = *p == '\n' ? p + 1 : p;
	return true;
}
