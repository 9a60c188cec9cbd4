/*
 * model/demo-cook.c: one invented person after the other
 * SPDX-License-Identifier: Apache-2.0
 *
 * All chance comes from one generator, so that a seed gives one register.
 */
#include "config.h"
#include "model/demo-private.h"

#include <assert.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/idcard.h"
#include "base/mem.h"

#define LARGE 20000		/* persons from which most_large counts */
#define SEQUENCES 500		/* of one birthday and sex */
#define STRIDE 2654435761u	/* spreads neighbours over the birthdays */

/* splitmix64: small, even, the same everywhere */
static uint64_t
next(struct cook *cook)
{
	uint64_t z = cook->random += UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

/* least … most, both included */
static int
between(struct cook *cook, int least, int most)
{
	if (most <= least)
		return least;
	return least + (int)(next(cook) % (uint64_t)(most - least + 1));
}

static bool
happens(struct cook *cook, int percent)
{
	return percent >= 100 || between(cook, 0, 99) < percent;
}

/* The words of the office in hand, where it has its own. */
static const struct wordlist *
words_here(const struct cook *cook, const struct wordlist *list)
{
	const struct wordlist *own;

	if (cook->office == 0 || list->at == 0)
		return list;
	own = &cook->recipe->office[cook->office - 1].list[list->at - 1];
	return own->count > 0 ? own : list;
}

static const char *
choose(struct cook *cook, const struct wordlist *common)
{
	const struct wordlist *list = words_here(cook, common);
	unsigned at = (unsigned)between(cook, 0, (int)list->total - 1);
	size_t low = 0, high = list->count, mid;

	while (low < high) {
		mid = (low + high) / 2;
		if (list->word[mid].upto > at)
			high = mid;
		else
			low = mid + 1;
	}
	return list->word[low].text;
}

/* ---- what is there already ---- */

static struct record *
newest(const struct cook *cook, const struct formdef *form)
{
	size_t i;

	for (i = cook->count; i-- > 0; )
		if (cook->paper[i]->form == form)
			return cook->paper[i];
	return NULL;
}

static const char *
value_of(const struct cook *cook, const struct record *own,
    const struct blankref *ref)
{
	const struct record *record = ref->form == NULL ? own :
	    newest(cook, ref->form);

	return record != NULL ? record->value[ref->at] : NULL;
}

static int
date_of(const struct cook *cook, const struct record *own,
    const struct blankref *ref)
{
	const char *text = value_of(cook, own, ref);

	return text != NULL ? date_parse(text) : DATE_NONE;
}

static bool
holds(struct cook *cook, const struct record *own, const struct condition *c)
{
	const char *value;
	int date;

	switch (c->kind) {
	case IF_CHANCE:
		return happens(cook, c->chance);
	case IF_FILLED:
		return value_of(cook, own, &c->ref) != NULL;
	case IF_EQUAL:
		value = value_of(cook, own, &c->ref);
		return value != NULL && strcmp(value, c->text) == 0;
	case IF_PAST:
		date = date_of(cook, own, &c->ref);
		return date != DATE_NONE && date <= cook->today;
	}
	abort();
}

/* ---- values ---- */

static const struct namelist *
names_of(const struct recipe *recipe, const char *nation)
{
	size_t i;

	for (i = 0; nation != NULL && i < recipe->names_count; i++)
		if (strcmp(recipe->names[i].nation, nation) == 0)
			return &recipe->names[i];
	return &recipe->names[0];
}

static void
add_name(struct cook *cook, const char *nation, bool girl, struct buf *out)
{
	const struct namelist *names = names_of(cook->recipe, nation);
	const struct wordlist *given = girl ? &names->girl : &names->boy;

	if (names->join != NULL) {
		buf_add(out, choose(cook, &names->given));
		buf_add(out, names->join);
		buf_add(out, choose(cook, &names->given));
		return;
	}
	buf_add(out, choose(cook, &names->surname));
	buf_add(out, choose(cook, given));
	if (happens(cook, 68))
		buf_add(out, choose(cook, given));
}

static void
add_date(int date, struct buf *out)
{
	char iso[DATE_SIZE];

	buf_add(out, date_print(date, iso));
}

/* Birthday and sequence follow from the person's place in the register, so
 * that no number comes twice. */
static void
add_id_card(struct cook *cook, const struct step *step, struct buf *out)
{
	char id[IDCARD_SIZE];
	int youngest = date_add_months(cook->today, -12 * step->least);
	int oldest = date_add_months(cook->today, -12 * step->most);
	uint64_t days = (uint64_t)(youngest - oldest), all = days * SEQUENCES, at;
	int year, month, day;

	at = ((uint64_t)cook->index * STRIDE + 12345) % all;
	date_split(oldest + (int)(at / SEQUENCES), &year, &month, &day);
	/* odd sequences are men's */
	snprintf(id, sizeof(id), "%.6s%04d%02d%02d%03d", cook->recipe->region, year,
	    month, day, (int)(at % SEQUENCES) * 2 + happens(cook, step->third));
	id[17] = idcard_checkchar(id);
	id[18] = '\0';
	assert(idcard_check(id) == IDCARD_OK);
	buf_add(out, id);
}

static void
add_of_id(const struct record *own, const struct step *step, struct buf *out)
{
	const char *id = NULL;
	size_t i;

	for (i = 0; i < own->form->count && id == NULL; i++)
		if (own->form->field[i].type == BLANK_ID_CARD)
			id = own->value[i];
	if (id == NULL)
		return;
	if (step->blank->type == BLANK_CODE)
		buf_addc(out, idcard_sex(id));
	else
		add_date(idcard_birth(id), out);
}

/* 27 months: 2年3个月 */
static void
add_span(int months, struct buf *out)
{
	if (months >= 12)
		buf_addf(out, "%d年", months / 12);
	if (months % 12 > 0)
		buf_addf(out, "%d个月", months % 12);
}

static void
add_piece(struct cook *cook, const struct record *own, const struct piece *piece,
    struct buf *out)
{
	const char *value;
	int i;

	switch (piece->kind) {
	case PIECE_TEXT:
		buf_add(out, piece->text);
		break;
	case PIECE_LIST:
		buf_add(out, choose(cook, piece->list));
		break;
	case PIECE_BLANK:
		value = value_of(cook, own, &piece->ref);
		buf_add(out, value);
		break;
	case PIECE_NUMBER:
		buf_addf(out, "%d", between(cook, piece->least, piece->most));
		break;
	case PIECE_DIGITS:
		for (i = 0; i < piece->least; i++)
			buf_addc(out, (char)('0' + between(cook, 0, 9)));
		break;
	}
}

static void
add_words(struct cook *cook, const struct step *step, struct buf *out)
{
	int n = between(cook, step->least, step->most), i;
	const char *word, *before = "";

	for (i = 0; i < n; i++) {
		word = choose(cook, step->list);
		if (word == before)
			continue;
		buf_addf(out, "%s%s", i > 0 ? "，" : "", word);
		before = word;
	}
	if (step->most > 1)
		buf_add(out, "。");
}

static void
add_all(const struct wordlist *list, struct buf *out)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		buf_addf(out, "%s%s", i > 0 ? "、" : "", list->word[i].text);
}

static void
add_value(struct cook *cook, struct record *own, const struct step *step,
    struct buf *out)
{
	const char *nation = step->text, *value;
	struct record *other;
	size_t i;
	int date;

	switch (step->how) {
	case HOW_PICK:
		buf_add(out, choose(cook, step->list));
		break;
	case HOW_WORDS:
		add_words(cook, step, out);
		break;
	case HOW_TEXT:
		for (i = 0; i < step->piece_count; i++)
			add_piece(cook, own, &step->piece[i], out);
		break;
	case HOW_AGO:
		add_date(cook->today - between(cook, step->least, step->most), out);
		break;
	case HOW_AFTER:
	case HOW_PLAN:
		date = date_of(cook, own, &step->ref);
		if (date == DATE_NONE)
			break;
		date += between(cook, step->least, step->most);
		/* what has not happened yet stands on no paper, but for plans */
		if (date <= cook->today || step->how == HOW_PLAN)
			add_date(date, out);
		break;
	case HOW_NUMBER:
		buf_addf(out, "%d", between(cook, step->least, step->most));
		break;
	case HOW_SPAN:
		value = value_of(cook, own, &step->ref);
		if (value != NULL)
			add_span(atoi(value), out);
		break;
	case HOW_NAMES:
		if (nation == NULL)
			nation = value_of(cook, own, &step->ref);
		value = NULL;
		for (i = 0; i < own->form->count && value == NULL; i++)
			if (own->form->field[i].type == BLANK_ID_CARD)
				value = own->value[i];
		add_name(cook, nation, value != NULL ? idcard_sex(value) == 'f' :
		    happens(cook, 40), out);
		break;
	case HOW_ID_CARD:
		add_id_card(cook, step, out);
		break;
	case HOW_OF_ID:
		add_of_id(own, step, out);
		break;
	case HOW_COPY:
		value = value_of(cook, own, &step->ref);
		buf_add(out, value);
		break;
	case HOW_REF:
		other = newest(cook, step->ref.form);
		buf_add(out, other != NULL ? other->id : NULL);
		break;
	case HOW_STEP:
		add_date(cook->day, out);
		break;
	case HOW_ALL:
		add_all(words_here(cook, step->list), out);
		break;
	case HOW_COUNT:
		buf_addf(out, "%zu", words_here(cook, step->list)->count);
		break;
	case HOWS:
		abort();
	}
}

/* ---- papers ---- */

/* The first entry of a blank that gives a value counts; "-" is a value: blank. */
static void
fill(struct cook *cook, const struct sheetplan *sheet, struct record *own)
{
	const struct formdef *form = sheet->form;
	bool *done = mem_new((form->count + 1) * sizeof(*done));
	const struct step *step;
	struct buf value = BUF_INIT;
	size_t i, k, at;

	for (i = 0; i < sheet->count; i++) {
		step = &sheet->step[i];
		at = (size_t)(step->blank - form->field);
		if (done[at])
			continue;
		for (k = 0; k < step->condition_count; k++)
			if (!holds(cook, own, &step->condition[k]))
				break;
		if (k < step->condition_count)
			continue;
		buf_cut(&value, 0);
		add_value(cook, own, step, &value);
		if (value.len == 0)
			continue;
		done[at] = true;
		if (strcmp(buf_str(&value), "-") == 0)
			continue;
		own->value[at] = mem_text(buf_str(&value));
	}
	buf_clear(&value);
	free(done);
}

static void
own_by(const struct cook *cook, struct record *record)
{
	size_t i;

	for (i = cook->count; i-- > 0; ) {
		if (record->period[0] == '\0' && record->form->of == FORM_OF_PERIOD &&
		    cook->paper[i]->form->of == FORM_OF_PERSON)
			memcpy(record->period, cook->paper[i]->id, STORE_ID_SIZE);
		if (cook->paper[i]->form->of == FORM_OF_OFFICE &&
		    record->form->of != FORM_OF_OFFICE)
			memcpy(record->person, cook->paper[i]->id, STORE_ID_SIZE);
	}
}

static bool
make(struct cook *cook, const struct sheetplan *sheet, struct err *err)
{
	struct record *record = record_new(sheet->form);
	struct record *person = NULL;

	store_new_id(cook->recipe->store, record->id);
	own_by(cook, record);
	fill(cook, sheet, record);
	if (cook->count > 0 && !sheet->of_office)
		person = cook->paper[0];
	assert(cook->count < COOK_PAPERS);
	cook->paper[cook->count++] = record;
	return sheet->expr == NULL ||
	    formexpr_derive(sheet->expr, record, person, NULL, err);
}

/* One every so often, the last `most` of them. */
static bool
make_each(struct cook *cook, const struct sheetplan *sheet, struct err *err)
{
	int most = cook->all >= LARGE ? sheet->most_large : sheet->most;
	int from = date_of(cook, NULL, &sheet->from);
	int until = cook->today, least = sheet->each_least, k;
	int day[COOK_PAPERS], count = 0;

	if (sheet->has_until && date_of(cook, NULL, &sheet->until) != DATE_NONE)
		until = date_of(cook, NULL, &sheet->until);
	if (from == DATE_NONE)
		return true;
	if (most > COOK_PAPERS / 2)
		most = COOK_PAPERS / 2;
	/* backwards, so that few visits are the last ones */
	until -= between(cook, 0, least);
	while (count < most && until > from &&
	    (sheet->since == INT_MAX || until >= cook->today - sheet->since)) {
		day[count++] = until;
		until -= between(cook, least, sheet->each_most);
	}
	for (k = count; k-- > 0; ) {
		cook->day = day[k];
		if (!make(cook, sheet, err))
			return false;
	}
	return true;
}

void
cook_init(struct cook *cook, const struct recipe *recipe,
    unsigned long long seed, long persons)
{
	memset(cook, 0, sizeof(*cook));
	cook->recipe = recipe;
	cook->random = seed;
	cook->all = persons;
	cook->offices = persons > recipe->each ?
	    (size_t)((persons - 1) / recipe->each + 1) : 1;
	if (cook->offices > recipe->office_count + 1)
		cook->offices = recipe->office_count + 1;
	cook->today = date_today();
}

void
cook_clear(struct cook *cook)
{
	size_t i;

	for (i = 0; i < cook->count; i++)
		record_free(cook->paper[i]);
	cook->count = 0;
}

static bool
cook_papers(struct cook *cook, bool of_office, struct err *err)
{
	const struct sheetplan *sheet;
	size_t i;
	bool ok = true;

	cook_clear(cook);
	for (i = 0; ok && i < cook->recipe->sheet_count; i++) {
		sheet = &cook->recipe->sheet[i];
		if (sheet->of_office != of_office)
			continue;
		if (!happens(cook, sheet->chance) || (sheet->has_when &&
		    value_of(cook, NULL, &sheet->when) == NULL))
			continue;
		ok = sheet->each_most > 0 ? make_each(cook, sheet, err) :
		    make(cook, sheet, err);
	}
	return ok;
}

bool
cook_person(struct cook *cook, struct err *err)
{
	bool ok;

	cook->office = (size_t)cook->index % cook->offices;
	ok = cook_papers(cook, false, err);
	cook->index++;
	return ok;
}

bool
cook_office(struct cook *cook, size_t office, struct err *err)
{
	assert(office < cook->offices);
	cook->office = office;
	return cook_papers(cook, true, err);
}
