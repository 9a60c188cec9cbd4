/*
 * reports/form-grid.c: where the blanks of a form stand on its grid
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "reports/form-grid.h"

#include <assert.h>

#include "base/text.h"

/* Cells of a unit and of the value of one third and of two, on A4 at 10
 * points; on other paper a line more or less, that is all. */
enum { UNIT = 4, ONE_THIRD = 15, TWO_THIRDS = 47 };
enum { REFS = 60, PLACE = 40, NOTE = 90, SEVERAL = 40, NAMES = 14, PHONE = 13 };

static int
widest_label(struct catalog *catalog, const char *name, struct err *err)
{
	const struct codetable *table = catalog_codes(catalog, name, err);
	int widest = 2, width;
	size_t i;

	if (table == NULL)
		return 0;
	for (i = 0; i < table->count; i++) {
		width = text_width(table->code[i].label, text_cell_narrow);
		widest = width > widest ? width : widest;
	}
	return widest;
}

int
form_blank_cells(struct catalog *catalog, const struct fielddef *field,
    struct err *err)
{
	int cells;

	switch (field->type) {
	case BLANK_DATE:
	case BLANK_PDATE:
		return 10;
	case BLANK_TIME:
	case BLANK_YESNO:
		return 5;
	case BLANK_INT:
	case BLANK_MONEY:
		return 8;
	case BLANK_ID_CARD:
		return 18;
	case BLANK_PHONE:
		return PHONE;
	case BLANK_STAFF:
		return NAMES;
	case BLANK_CODE:
		return widest_label(catalog, field->table, err);
	case BLANK_CODES:
		cells = widest_label(catalog, field->table, err);
		return cells == 0 || cells > SEVERAL ? cells : SEVERAL;
	case BLANK_PLACE:
		return PLACE;
	case BLANK_REF:
	case BLANK_REFS:
		return REFS;
	case BLANK_TEXT:
		/* Few are as long as they may be; a place is told with its name. */
		return field->tree != NULL ? SEVERAL : field->length <= 50 ? NAMES :
		    field->length <= 100 ? SEVERAL : NOTE;
	default:
		return NOTE;
	}
}

int
form_blank_span(const struct fielddef *field, int cells)
{
	if (field->type == BLANK_NOTE || field->type == BLANK_FILE)
		return FORM_THIRDS;
	return cells <= ONE_THIRD ? 1 : cells <= TWO_THIRDS ? 2 : FORM_THIRDS;
}

size_t
form_flow(const int *span, size_t count, struct form_place *place)
{
	size_t row = 0, i;
	int at = 0;

	for (i = 0; i < count; i++) {
		assert(span[i] >= 1 && span[i] <= FORM_THIRDS);
		if (at + span[i] > FORM_THIRDS) {
			place[i - 1].to = FORM_THIRDS;
			row++;
			at = 0;
		}
		place[i].row = row;
		place[i].from = at;
		place[i].to = at += span[i];
	}
	if (count > 0)
		place[count - 1].to = FORM_THIRDS;
	return count > 0 ? row + 1 : 0;
}

void
form_columns(const int *cells, size_t count, int units, int *unit)
{
	int used = 0, best;
	size_t i, at;

	assert(count > 0 && (int)count * 2 <= units);
	for (i = 0; i < count; i++) {
		unit[i] = (cells[i] + UNIT) / UNIT;
		unit[i] = unit[i] < 2 ? 2 : unit[i];
		used += unit[i];
	}
	for (; used > units; used--) {		/* the widest gives */
		for (at = 0, i = 1; i < count; i++)
			if (unit[i] > unit[at])
				at = i;
		unit[at]--;
	}
	for (; used < units; used++) {		/* the poorest takes */
		for (at = 0, best = -1, i = 0; i < count; i++)
			if (cells[i] * 100 / unit[i] > best) {
				best = cells[i] * 100 / unit[i];
				at = i;
			}
		unit[at]++;
	}
}
