/*
 * ui/raw.c: typed texts that are no values yet, as a draft keeps them
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/raw.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static void
write_one(const char *name, const char *text, struct buf *out)
{
	buf_addf(out, "%s\t", name);
	for (; *text != '\0'; text++) {
		if (*text == '\n')
			buf_add(out, "\\n");
		else if (*text == '\t')
			buf_add(out, "\\t");
		else if (*text == '\\')
			buf_add(out, "\\\\");
		else
			buf_addc(out, *text);
	}
	buf_addc(out, '\n');
}

void
raw_write(const struct formdef *form, const struct blank *blank, size_t typing,
    const char *text, struct buf *out)
{
	size_t i;

	for (i = 0; i < form->count; i++) {
		if (i == typing)
			write_one(form->field[i].name, text, out);
		else if (blank[i].unread)
			write_one(form->field[i].name, blank[i].text, out);
	}
}

/* The text of a line, which ends before end; the caller's. */
static char *
read_one(const char *from, const char *end)
{
	struct buf out = BUF_INIT;

	for (; from < end; from++) {
		if (*from != '\\' || from + 1 == end)
			buf_addc(&out, *from);
		else if (*++from == 'n')
			buf_addc(&out, '\n');
		else if (*from == 't')
			buf_addc(&out, '\t');
		else
			buf_addc(&out, *from);
	}
	return out.text == NULL ? mem_text("") : buf_take(&out);
}

void
raw_read(const struct formdef *form, const char *raw, struct blank *blank)
{
	const struct fielddef *field;
	const char *end, *tab;
	char *name;
	size_t at;

	for (; raw != NULL && *raw != '\0'; raw = *end == '\0' ? end : end + 1) {
		end = raw + strcspn(raw, "\n");
		tab = memchr(raw, '\t', (size_t)(end - raw));
		if (tab == NULL)
			continue;
		name = mem_textn(raw, (size_t)(tab - raw));
		field = formdef_field(form, name);
		free(name);
		if (field == NULL)
			continue;
		at = (size_t)(field - form->field);
		free(blank[at].text);
		blank[at].text = read_one(tab + 1, end);
		blank[at].unread = true;
		free(blank[at].problem);
		blank[at].problem = mem_text("还没有填完，请核对。");
	}
}
