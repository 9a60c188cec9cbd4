/*
 * ui/editor.c: the text of one blank while it is being typed
 * SPDX-License-Identifier: Apache-2.0
 *
 * The text is one NUL-terminated string; a note has a few hundred characters,
 * so every change makes it anew and the wrapped lines are found again after
 * each.  Undo keeps whole texts for the same reason.
 */
#include "config.h"
#include "ui/editor.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

#define UNDO_MOST 200

/* ---- lines and view ---- */
static void
add_line(void *arg, size_t from, size_t len)
{
	struct editor *ed = arg;

	ed->line = mem_grow(ed->line, ed->line_count, &ed->line_cap,
	    sizeof(*ed->line));
	ed->line[ed->line_count].from = from;
	ed->line[ed->line_count].len = len;
	ed->line_count++;
}

static int
cells_in(const struct editor *ed, size_t from, size_t to)
{
	int width = 0;
	uint32_t cp;

	while (from < to) {
		from += text_decode(ed->text + from, to - from, &cp);
		width += ed->cell(cp);
	}
	return width;
}

/* The line in which the cursor stands: the last that begins before it. */
static size_t
line_at(const struct editor *ed)
{
	size_t i = ed->line_count;

	while (i > 1 && ed->line[i - 1].from > ed->at)
		i--;
	return i - 1;
}

/* The beginning of the character that byte at belongs to. */
static size_t
snap(const char *text, size_t at)
{
	while (at > 0 && (text[at] & 0xC0) == 0x80)
		at--;
	return at == 0 ? 0 : text_prev(text, text_next(text, at));
}

static void
scroll_line(struct editor *ed)
{
	size_t len = strlen(ed->text), next;
	int room = ed->cells - 1;

	if (ed->first > len)
		ed->first = len;
	ed->first = snap(ed->text, ed->first);	/* a change may have moved it */
	if (ed->at < ed->first)
		ed->first = ed->at;
	while (cells_in(ed, ed->first, ed->at) > room && ed->first < ed->at)
		ed->first = text_next(ed->text, ed->first);
	/* Show as much as fits when the end was shortened. */
	while (ed->first > 0) {
		next = text_prev(ed->text, ed->first);
		if (cells_in(ed, next, len) > room)
			break;
		ed->first = next;
	}
}

/* After every change of text, cursor or view. */
static void
settle(struct editor *ed)
{
	int here;

	ed->line_count = 0;
	if (!ed->lines) {
		add_line(ed, 0, strlen(ed->text));
		scroll_line(ed);
		return;
	}
	text_wrap(ed->text, ed->cells > 1 ? ed->cells - 1 : 1, ed->cell, add_line, ed);
	here = (int)line_at(ed);
	if (here < ed->top)
		ed->top = here;
	if (here >= ed->top + ed->rows)
		ed->top = here - ed->rows + 1;
	if (ed->top > 0 && ed->top + ed->rows > (int)ed->line_count) {
		ed->top = (int)ed->line_count - ed->rows;
		if (ed->top < 0)
			ed->top = 0;
	}
}

void
editor_init(struct editor *ed, bool lines, int limit, text_cell_fn cell)
{
	memset(ed, 0, sizeof(*ed));
	ed->text = mem_text("");
	ed->lines = lines;
	ed->limit = limit;
	ed->cell = cell;
	ed->cells = 80;
	ed->rows = 1;
	ed->wanted = -1;
	settle(ed);
}

static void
drop_states(struct editor_state *state, size_t *count)
{
	while (*count > 0)
		free(state[--*count].text);
}

void
editor_clear(struct editor *ed)
{
	drop_states(ed->undo, &ed->undo_count);
	drop_states(ed->redo, &ed->redo_count);
	free(ed->undo);
	free(ed->redo);
	free(ed->line);
	free(ed->text);
	memset(ed, 0, sizeof(*ed));
}

void
editor_set(struct editor *ed, const char *text)
{
	char *copy = mem_text(text);

	drop_states(ed->undo, &ed->undo_count);
	drop_states(ed->redo, &ed->redo_count);
	free(ed->text);
	ed->text = copy;
	ed->at = strlen(copy);
	ed->first = 0;
	ed->top = 0;
	ed->wanted = -1;
	ed->last = EDITOR_NOTHING;
	settle(ed);
}

void
editor_view(struct editor *ed, int cells, int rows)
{
	assert(cells > 0 && rows > 0);
	ed->cells = cells;
	ed->rows = rows;
	settle(ed);
}

/* ---- undo ---- */
static void
push(struct editor_state **stack, size_t *count, size_t *cap,
    const struct editor *ed)
{
	if (*count == UNDO_MOST) {
		free((*stack)[0].text);
		memmove(*stack, *stack + 1, (UNDO_MOST - 1) * sizeof(**stack));
		(*count)--;
	}
	*stack = mem_grow(*stack, *count, cap, sizeof(**stack));
	(*stack)[*count].text = mem_text(ed->text);
	(*stack)[*count].at = ed->at;
	(*count)++;
}

/* Before a change: a run of the same small deeds is one to undo. */
static void
remember(struct editor *ed, enum editor_deed deed)
{
	if (deed == EDITOR_OTHER || deed != ed->last)
		push(&ed->undo, &ed->undo_count, &ed->undo_cap, ed);
	drop_states(ed->redo, &ed->redo_count);
	ed->last = deed;
}

static bool
take_back(struct editor *ed, struct editor_state *from, size_t *count)
{
	if (*count == 0)
		return false;
	(*count)--;
	free(ed->text);
	ed->text = from[*count].text;
	ed->at = from[*count].at;
	ed->last = EDITOR_NOTHING;
	ed->wanted = -1;
	settle(ed);
	return true;
}

bool
editor_undo(struct editor *ed)
{
	if (ed->undo_count == 0)
		return false;
	push(&ed->redo, &ed->redo_count, &ed->redo_cap, ed);
	return take_back(ed, ed->undo, &ed->undo_count);
}

bool
editor_redo(struct editor *ed)
{
	if (ed->redo_count == 0)
		return false;
	push(&ed->undo, &ed->undo_count, &ed->undo_cap, ed);
	return take_back(ed, ed->redo, &ed->redo_count);
}

/* ---- changes ---- */
/* Replaces the bytes from..to; the cursor stands behind what was put in. */
static void
splice(struct editor *ed, size_t from, size_t to, const char *text)
{
	struct buf out = BUF_INIT;
	size_t at;

	buf_addn(&out, ed->text, from);
	buf_add(&out, text);
	at = out.len;
	buf_add(&out, ed->text + to);
	free(ed->text);
	ed->text = out.text == NULL ? mem_text("") : buf_take(&out);
	/* A mark that now joins what was put in must not be torn off it. */
	ed->at = at == 0 ? 0 : text_next(ed->text, text_prev(ed->text, at));
	ed->wanted = -1;
	settle(ed);
}

/* What of the text may go in, one line or several; counts what may not. */
static void
clean(const struct editor *ed, const char *text, struct buf *out,
    struct editor_report *report)
{
	size_t n, len = strlen(text);
	uint32_t cp;
	char one[5];

	for (; len > 0; text += n, len -= n) {
		n = text_decode(text, len, &cp);
		if (cp == '\r' && text[n] == '\n')
			continue;
		if (cp == '\r' || cp == '\n') {
			buf_addc(out, ed->lines ? '\n' : ' ');
		} else if (cp == '\t') {
			buf_addc(out, ' ');
		} else if (!text_harmless(cp)) {
			report->dropped++;
		} else {
			text_encode(cp, one);
			buf_add(out, one);
		}
	}
}

/* Byte offset behind the n-th character. */
static size_t
behind(const char *text, size_t n)
{
	size_t at = 0;
	uint32_t cp;

	while (n-- > 0 && text[at] != '\0')
		at += text_decode(text + at, strlen(text + at), &cp);
	return at;
}

void
editor_insert(struct editor *ed, const char *text, struct editor_report *report)
{
	struct editor_report mine = { 0, 0, 0 };
	struct buf out = BUF_INIT;
	size_t count, room, to = ed->at, over, i;

	clean(ed, text, &out, &mine);
	count = text_length(buf_str(&out));
	if (ed->overwrite)
		for (i = 0; i < count && ed->text[to] != '\0' &&
		    ed->text[to] != '\n'; i++)
			to = text_next(ed->text, to);
	if (ed->limit > 0) {
		over = text_length(ed->text);
		for (i = ed->at; i < to; i++)
			over -= (ed->text[i] & 0xC0) != 0x80;
		room = over < (size_t)ed->limit ? (size_t)ed->limit - over : 0;
		if (count > room) {
			mine.too_many = count - room;
			buf_cut(&out, behind(buf_str(&out), room));
			count = room;
		}
	}
	mine.taken = count;
	if (count > 0) {
		remember(ed, count == 1 ? EDITOR_TYPED : EDITOR_OTHER);
		splice(ed, ed->at, to, buf_str(&out));
	}
	buf_clear(&out);
	if (report != NULL)
		*report = mine;
}

bool
editor_delete(struct editor *ed)
{
	if (ed->text[ed->at] == '\0')
		return false;
	remember(ed, EDITOR_ERASED);
	splice(ed, ed->at, text_next(ed->text, ed->at), "");
	return true;
}

bool
editor_backspace(struct editor *ed)
{
	if (ed->at == 0)
		return false;
	remember(ed, EDITOR_ERASED);
	splice(ed, text_prev(ed->text, ed->at), ed->at, "");
	return true;
}

bool
editor_kill_end(struct editor *ed)
{
	size_t to = ed->at + strcspn(ed->text + ed->at, "\n");

	if (to == ed->at && ed->text[to] == '\n')
		to++;		/* at the end of a line: joins the next */
	if (to == ed->at)
		return false;
	remember(ed, EDITOR_OTHER);
	splice(ed, ed->at, to, "");
	return true;
}

bool
editor_kill_all(struct editor *ed)
{
	size_t from = ed->at, to = ed->at + strcspn(ed->text + ed->at, "\n");

	while (from > 0 && ed->text[from - 1] != '\n')
		from--;
	if (from == to)
		return false;
	remember(ed, EDITOR_OTHER);
	splice(ed, from, to, "");
	return true;
}

/* ---- moves ---- */
static bool
move(struct editor *ed, size_t at)
{
	if (at == ed->at)
		return false;
	ed->at = at;
	ed->wanted = -1;
	ed->last = EDITOR_NOTHING;
	settle(ed);
	return true;
}

bool
editor_left(struct editor *ed)
{
	return move(ed, text_prev(ed->text, ed->at));
}

bool
editor_right(struct editor *ed)
{
	return move(ed, text_next(ed->text, ed->at));
}

/* Words: runs of letters and digits, of ideographs, of marks. */
static int
kind_at(const char *text, size_t at)
{
	uint32_t cp;

	text_decode(text + at, strlen(text + at), &cp);
	if (cp == ' ' || cp == '\n' || cp == 0x3000)
		return 0;
	if (text_ideograph(cp))
		return 1;
	if ((cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z') ||
	    (cp >= 'a' && cp <= 'z') || (cp >= 0xC0 && cp < 0x2000))
		return 2;
	return 3;
}

bool
editor_word_right(struct editor *ed)
{
	size_t at = ed->at;
	int kind;

	if (ed->text[at] == '\0')
		return false;
	kind = kind_at(ed->text, at);
	while (ed->text[at] != '\0' && kind_at(ed->text, at) == kind)
		at = text_next(ed->text, at);
	while (ed->text[at] != '\0' && kind_at(ed->text, at) == 0)
		at = text_next(ed->text, at);
	return move(ed, at);
}

bool
editor_word_left(struct editor *ed)
{
	size_t at = ed->at;
	int kind;

	while (at > 0 && kind_at(ed->text, text_prev(ed->text, at)) == 0)
		at = text_prev(ed->text, at);
	if (at > 0) {
		kind = kind_at(ed->text, text_prev(ed->text, at));
		while (at > 0 && kind_at(ed->text, text_prev(ed->text, at)) == kind)
			at = text_prev(ed->text, at);
	}
	return move(ed, at);
}

/* The last place of a line where the cursor can be seen in that line. */
static size_t
line_end(const struct editor *ed, size_t line)
{
	size_t end = ed->line[line].from + ed->line[line].len;

	if (line + 1 < ed->line_count && ed->line[line + 1].from == end &&
	    end > ed->line[line].from)
		return text_prev(ed->text, end);
	return end;
}

bool
editor_home(struct editor *ed)
{
	return move(ed, ed->line[line_at(ed)].from);
}

bool
editor_end(struct editor *ed)
{
	return move(ed, line_end(ed, line_at(ed)));
}

/* The place in a line that is at most col cells from its beginning. */
static size_t
place_in(const struct editor *ed, size_t line, int col)
{
	size_t at = ed->line[line].from, end = line_end(ed, line), next;
	int width = 0, w;

	while (at < end) {
		next = text_next(ed->text, at);
		w = cells_in(ed, at, next);
		if (width + w > col)
			break;
		width += w;
		at = next;
	}
	return at < end ? at : end;
}

static bool
to_line(struct editor *ed, size_t from, size_t line)
{
	int wanted = ed->wanted;

	if (wanted < 0)
		wanted = cells_in(ed, ed->line[from].from, ed->at);
	ed->at = place_in(ed, line, wanted);
	ed->last = EDITOR_NOTHING;
	settle(ed);
	ed->wanted = wanted;
	return true;
}

bool
editor_up(struct editor *ed)
{
	size_t here = line_at(ed);

	return here > 0 && to_line(ed, here, here - 1);
}

bool
editor_down(struct editor *ed)
{
	size_t here = line_at(ed);

	return here + 1 < ed->line_count && to_line(ed, here, here + 1);
}

void
editor_point(struct editor *ed, int row, int col)
{
	size_t line = (size_t)(ed->top + row), at;

	if (ed->lines) {
		if (line >= ed->line_count)
			line = ed->line_count - 1;
		move(ed, place_in(ed, line, col));
		return;
	}
	for (at = ed->first; ed->text[at] != '\0'; at = text_next(ed->text, at))
		if (cells_in(ed, ed->first, text_next(ed->text, at)) > col)
			break;
	move(ed, at);
}

void
editor_goto(struct editor *ed, size_t at)
{
	size_t len = strlen(ed->text);

	move(ed, at < len ? snap(ed->text, at) : len);
}

/* ---- what is seen ---- */
bool
editor_row(const struct editor *ed, int row, size_t *from, size_t *len)
{
	size_t line = (size_t)(ed->top + row);

	if (!ed->lines) {
		if (row != 0)
			return false;
		*from = ed->first;
		*len = text_cut(ed->text + ed->first, ed->cells - 1, ed->cell, NULL);
		return true;
	}
	if (row < 0 || row >= ed->rows || line >= ed->line_count)
		return false;
	*from = ed->line[line].from;
	*len = ed->line[line].len;
	return true;
}

void
editor_cursor(const struct editor *ed, int *row, int *col)
{
	size_t line = line_at(ed);

	*row = ed->lines ? (int)line - ed->top : 0;
	*col = cells_in(ed, ed->lines ? ed->line[line].from : ed->first, ed->at);
	if (*col > ed->cells - 1)	/* in the blanks over the edge */
		*col = ed->cells - 1;
}

bool
editor_before(const struct editor *ed)
{
	return ed->lines ? ed->top > 0 : ed->first > 0;
}

bool
editor_after(const struct editor *ed)
{
	size_t from, len;

	if (ed->lines)
		return ed->top + ed->rows < (int)ed->line_count;
	return editor_row(ed, 0, &from, &len) && ed->text[from + len] != '\0';
}
