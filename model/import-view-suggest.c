/*
 * model/import-view-suggest.c: what a head that nobody knows may mean
 * SPDX-License-Identifier: Apache-2.0
 *
 * Two things speak for a blank: a head near one that the profile knows, or near
 * the blank's own label; and cells that look like what the blank holds.  What
 * the cells say against it outweighs the head.  All of it is an offer.
 */
#include "config.h"
#include "model/import-view-private.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/idcard.h"
#include "base/mem.h"
#include "base/text.h"

#define NEAR 60				/* percent of a head that is shared */
#define FITS 80				/* percent of the cells */
#define VALUES 20			/* cells that are looked at */
#define HEAD_MOST 40			/* characters of a head */

/* ---- near heads ---- */

static size_t
characters(const char *text, uint32_t out[HEAD_MOST])
{
	size_t n = strlen(text), len, count = 0;

	for (; n > 0 && count < HEAD_MOST; text += len, n -= len)
		len = text_decode(text, n, &out[count++]);
	return count;
}

/* Characters that both have, in the same order: percent of both. */
static int
nearness(const char *a, const char *b)
{
	uint32_t ca[HEAD_MOST], cb[HEAD_MOST];
	size_t row[HEAD_MOST + 1] = { 0 }, before, kept, i, k;
	size_t na = characters(a, ca), nb = characters(b, cb);

	if (na < 2 || nb < 2)
		return 0;
	for (i = 0; i < na; i++) {
		before = 0;
		for (k = 0; k < nb; k++) {
			kept = row[k + 1];
			if (ca[i] == cb[k])
				row[k + 1] = before + 1;
			else if (row[k] > row[k + 1])
				row[k + 1] = row[k];
			before = kept;
		}
	}
	return (int)(200 * row[nb] / (na + nb));
}

static int
near_head(const char *plain, const char *head)
{
	struct buf other = BUF_INIT;
	int near;

	tablehead_plain(&other, head);
	near = nearness(plain, buf_str(&other));
	buf_clear(&other);
	return near;
}

/* ---- cells ---- */

struct cells {
	const char	*cell[VALUES];
	size_t		 count;
	bool		 several;	/* not all alike */
};

static void
cells_of(const struct view *view, size_t column, struct cells *cells)
{
	const struct importview_row *row;
	size_t i;

	memset(cells, 0, sizeof(*cells));
	for (i = view->pub.head + 1; i < view->pub.row_count &&
	    cells->count < VALUES; i++) {
		row = &view->row[i];
		if (column >= row->count || *row->cell[column] == '\0')
			continue;
		cells->several |= cells->count > 0 &&
		    strcmp(cells->cell[0], row->cell[column]) != 0;
		cells->cell[cells->count++] = row->cell[column];
	}
}

static bool
is_id_card(const char *text)
{
	char id[IDCARD_SIZE];
	enum idcard_fault fault;
	size_t len = idcard_mend(text, id);

	fault = idcard_check(id);
	return len < IDCARD_SIZE && (fault == IDCARD_OK || fault == IDCARD_CHECK);
}

static bool
is_date(const char *text)
{
	struct buf narrow = BUF_INIT;
	char iso[DATE_SIZE];
	bool yes;

	text_narrow(&narrow, text);
	yes = date_read_partial(buf_str(&narrow), DATE_NONE, iso, NULL) &&
	    strlen(buf_str(&narrow)) > 4;
	buf_clear(&narrow);
	return yes;
}

static bool
is_phone(const char *text)
{
	struct buf narrow = BUF_INIT;
	const char *s;
	size_t digits = 0;
	bool yes = true;

	text_narrow(&narrow, text);
	for (s = buf_str(&narrow); *s != '\0'; s++) {
		digits += *s >= '0' && *s <= '9';
		yes &= strchr("0123456789-+ ()'", *s) != NULL;
	}
	buf_clear(&narrow);
	return yes && digits >= 7 && digits <= 13;
}

static bool
fits_cell(const struct view *view, const struct fielddef *blank, const char *text)
{
	static const struct value_source source = { "", NULL };
	char *value = NULL;
	bool ok;

	if (blank->type == BLANK_ID_CARD)
		return is_id_card(text);
	if (blank->type == BLANK_DATE || blank->type == BLANK_PDATE)
		return is_date(text);
	if (blank->type == BLANK_PHONE)
		return is_phone(text);
	if (blank->type == BLANK_CODE || blank->type == BLANK_CODES ||
	    blank->type == BLANK_INT || blank->type == BLANK_MONEY ||
	    blank->type == BLANK_YESNO) {
		ok = value_taken(view->store, blank, text, DATE_NONE, &source, &value, NULL);
		free(value);
		return ok;
	}
	/* prose takes everything, but these have blanks of their own */
	return !is_id_card(text) && !is_date(text) && !is_phone(text);
}

/* Percent of the cells; a column without any says nothing. */
static int
fitness(const struct view *view, const struct fielddef *blank,
    const struct cells *cells)
{
	size_t i, n = 0;

	for (i = 0; i < cells->count; i++)
		n += fits_cell(view, blank, cells->cell[i]);
	return cells->count > 0 ? (int)(100 * n / cells->count) : 0;
}

/* ---- a column and a target ---- */

struct offer {
	int		 score;
	size_t		 column, target;
	const char	*why;
};

static const struct fielddef *
blank_of(const struct view *view, const struct importfield *field)
{
	const struct formdef *form;

	if (field->form == NULL || strcmp(field->form, "source") == 0 ||
	    (view->own != NULL && strcmp(field->form, "own") == 0))
		return NULL;
	form = catalog_form(store_catalog(view->store), field->form, NULL);
	return form != NULL ? formdef_field(form, field->field) : NULL;
}

static int
near_target(const struct importfield *field, const struct fielddef *blank,
    const char *plain)
{
	int near, best = blank != NULL ? near_head(plain, blank->label) : 0;
	size_t i;

	for (i = 0; i < field->head_count; i++) {
		near = near_head(plain, field->head[i]);
		if (near > best)
			best = near;
	}
	return best;
}

/* Cells speak alone only where few blanks hold the like. */
static int
by_content(const struct view *view, size_t target, const struct fielddef *blank,
    const struct cells *cells, const char **why)
{
	if (blank == NULL || cells->count == 0)
		return 0;
	switch (blank->type) {
	case BLANK_ID_CARD:
		*why = "内容像身份证号码";
		break;
	case BLANK_PHONE:
		*why = "内容像电话号码";
		break;
	case BLANK_DATE:
		if (!view->target[target].required)
			return 0;
		*why = "内容是日期";
		break;
	case BLANK_CODE:
		if (!cells->several)
			return 0;
		*why = "内容是这一栏的代码";
		break;
	default:
		return 0;
	}
	return fitness(view, blank, cells) >= FITS ? NEAR - 1 : 0;
}

static bool
offer_of(const struct view *view, size_t target, const char *plain,
    const struct cells *cells, struct offer *offer)
{
	const struct importfield *field = tablechoice_field(view->profile,
	    view->target[target].field);
	const struct fielddef *blank = blank_of(view, field);
	int near = near_target(field, blank, plain);

	offer->target = target;
	if (near >= NEAR && (blank == NULL || cells->count == 0 ||
	    fitness(view, blank, cells) >= FITS / 2)) {
		offer->score = near;
		offer->why = "表头相近";
		return true;
	}
	offer->score = by_content(view, target, blank, cells, &offer->why);
	/* a little nearness settles which of two */
	offer->score += offer->score > 0 ? near / 10 : 0;
	return offer->score > 0;
}

static int
higher(const void *va, const void *vb)
{
	const struct offer *a = va, *b = vb;

	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	if (a->column != b->column)
		return a->column < b->column ? -1 : 1;
	return a->target < b->target ? -1 : a->target > b->target;
}

static void
add_offers(const struct view *view, size_t column, struct offer **list,
    size_t *count, size_t *cap)
{
	struct buf plain = BUF_INIT;
	struct cells cells;
	struct offer offer;
	size_t i;

	tablehead_plain(&plain, view->column[column].text);
	cells_of(view, column, &cells);
	/* nothing over it and nothing in it */
	for (i = 0; (plain.len > 0 || cells.count > 0) &&
	    i + 1 < view->pub.target_count; i++) {
		if (view->target[i].column != IMPORTVIEW_NONE)
			continue;
		offer.column = column;
		if (!offer_of(view, i, buf_str(&plain), &cells, &offer))
			continue;
		*list = mem_grow(*list, *count, cap, sizeof(**list));
		(*list)[(*count)++] = offer;
	}
	buf_clear(&plain);
}

void
view_suggest(struct view *view)
{
	struct importview_column *column;
	struct offer *list = NULL;
	size_t count = 0, cap = 0, i;
	bool *taken;

	for (i = 0; i < view->pub.column_count; i++)
		if (view->column[i].how == IMPORTVIEW_UNREAD &&
		    *view->column[i].why == '\0')
			add_offers(view, i, &list, &count, &cap);
	if (count > 1)
		qsort(list, count, sizeof(*list), higher);
	taken = mem_new((view->pub.target_count + 1) * sizeof(*taken));
	for (i = 0; i < count; i++) {
		column = &view->column[list[i].column];
		if (column->how != IMPORTVIEW_UNREAD || taken[list[i].target])
			continue;
		taken[list[i].target] = true;
		column->how = IMPORTVIEW_SUGGESTED;
		column->target = list[i].target;
		column->why = list[i].why;
	}
	free(taken);
	free(list);
}
