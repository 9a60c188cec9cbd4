/*
 * ui/form-suggest.c: offers for a blank of free text
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/form-private.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "model/suggest.h"
#include "model/typed.h"
#include "ui/picker.h"
#include "ui/width.h"

#define OFFERS_MOST 50
#define OFFERS_LINE 5		/* on the message line */
#define INITIALS 40

bool
form_suggests(const struct fielddef *field)
{
	return field->suggest != NULL || field->suggest_stored;
}

static bool
ask(struct form_state *state, const char *typed, struct suggestion **offer,
    size_t *count, struct err *err)
{
	struct filling *filling = state->filling;
	int on = record_date(filling->record, filling->period);

	return suggest_list(filling->store, filling->form,
	    &filling->form->field[state->at], typed, on == DATE_NONE ? date_today() : on,
	    offer, count, err);
}

static bool
open_offers(struct screen *screen, const struct suggestion *offer, size_t count)
{
	struct form_state *state = screen->data;
	struct picker_item *item = mem_new(count * sizeof(*item));
	char (*initials)[INITIALS] = mem_new(count * sizeof(*initials));
	struct picker picker = { .title = state->filling->form->field[state->at].label,
	    .item = item, .count = count };
	size_t i;
	bool ok;

	for (i = 0; i < count; i++) {
		typed_initials(offer[i].text, initials[i], sizeof(initials[i]));
		item[i].value = item[i].label = offer[i].text;
		item[i].initials = initials[i];
	}
	ok = picker_open(screen->ui, &picker, TAG_VALUE);
	free(initials);
	free(item);
	return ok;
}

bool
form_pick_suggested(struct screen *screen)
{
	struct form_state *state = screen->data;
	const char *typed = state->editor.text;
	struct suggestion *offer = NULL;
	struct err err = ERR_INIT;
	size_t count = OFFERS_MOST;
	bool ok = ask(state, typed, &offer, &count, &err);

	/* What stands there already is no choice: offer everything. */
	if (ok && *typed != '\0' && (count == 0 ||
	    (count == 1 && strcmp(offer[0].text, typed) == 0))) {
		suggest_free(offer, count);
		offer = NULL;
		count = OFFERS_MOST;
		ok = ask(state, "", &offer, &count, &err);
	}
	if (!ok)
		ui_fail(screen->ui, &err);
	else if (count == 0)
		ui_say(screen->ui, ROLE_MESSAGE,
		    "还没有以前填过的可选，直接填写；确实没有的按 F11。");
	else
		ok = open_offers(screen, offer, count);
	suggest_free(offer, count);
	return ok && count > 0;
}

void
form_offer(struct screen *screen)
{
	struct form_state *state = screen->data;
	struct suggestion *offer = NULL;
	struct err err = ERR_INIT;
	struct buf line = BUF_INIT;
	size_t count = OFFERS_LINE, i;

	if (screen->ui->message.len > 0 || state->editor.text[0] == '\0')
		return;
	/* Offers are a help: that there are none today stops nobody. */
	if (ask(state, state->editor.text, &offer, &count, &err) && count > 0 &&
	    strcmp(offer[0].text, state->editor.text) != 0) {
		buf_add(&line, "F4 选：");
		for (i = 0; i < count; i++)
			buf_addf(&line, "%s%s", i > 0 ? "  " : "", offer[i].text);
		ui_say(screen->ui, ROLE_MESSAGE, "%s", buf_str(&line));
	}
	buf_clear(&line);
	suggest_free(offer, count);
}
