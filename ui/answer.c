/*
 * ui/answer.c: the paper that answers a due
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/answer.h"

#include <stdio.h>
#include <string.h>

#include "model/listing.h"
#include "model/record.h"
#include "ui/form-screen.h"

/* The period that the subject belongs to: itself, its own, or the newest. */
static bool
find_period(struct store *store, const struct ruledef *rule,
    const struct answer *answer, char period[STORE_ID_SIZE], struct err *err)
{
	const struct formdef *form;
	struct record *record;

	if (strcmp(rule->subject, "period") == 0) {
		snprintf(period, STORE_ID_SIZE, "%s", answer->subject);
		return true;
	}
	if (strcmp(rule->subject, "person") == 0)
		return person_period(store, answer->person, period, err);
	form = catalog_form(store_catalog(store), rule->subject, err);
	record = form == NULL ? NULL : record_load(store, form, answer->subject, false, err);
	if (record == NULL)
		return false;
	snprintf(period, STORE_ID_SIZE, "%s", record->period);
	record_free(record);
	return period[0] != '\0' || person_period(store, answer->person, period, err);
}

bool
answer_open(struct ui *ui, const struct answer *answer, int tag)
{
	struct err err = ERR_INIT;
	const struct ruledef *rule =
	    catalog_rule(store_catalog(ui->store), answer->rule, &err);
	char period[STORE_ID_SIZE] = "";
	struct filling_arg arg = { .person = answer->person, .period = period,
	    .value = answer->subject };

	if (rule == NULL || rule->answer_form == NULL || *answer->person == '\0' ||
	    store_read_only(ui->store))
		return false;
	arg.form = rule->answer_form;
	arg.field = rule->answer_blank;
	if (!find_period(ui->store, rule, answer, period, &err))
		ui_fail(ui, &err);
	else if (period[0] == '\0')
		return false;
	else
		form_screen_open(ui, &arg, tag);
	return true;
}
