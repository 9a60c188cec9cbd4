/*
 * ui/script.c: keys from a file, screens to files, no terminal
 * SPDX-License-Identifier: Apache-2.0
 *
 * One verb a line:
 *	size 80x24		another size of the terminal
 *	key F2			a key by the name that help shows
 *	type 文本		typed characters
 *	wait TEXT [seconds]	the screen shows TEXT, within so many seconds (5)
 *	save FILE		the screen as text; "-" is standard output
 * Blank lines and lines that begin with '#' are skipped.
 */
#include "config.h"
#include "ui/ui.h"

#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/charset.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/desk.h"
#include "ui/input.h"
#include "ui/keys.h"
#include "ui/snapshot.h"
#include "ui/term.h"

#define SCRIPT_MOST (1 << 20)
#define WAIT_SECONDS 5
#define WAIT_MOST 600
#define SIZE_LEAST 10
#define SIZE_MOST 500

/* Paints, with all that a clerk would see after a moment. */
static void
paint(struct ui *ui)
{
	stack_paint(ui);
	while (!ui->ended && stack_waiting(ui)) {
		stack_work(ui);
		stack_paint(ui);
	}
}

/* Takes in what was fed, and paints. */
static void
turn(struct ui *ui)
{
	struct event event;

	for (;;) {
		input_next(ui->input, 0, &event);
		if (ui->ended || event.kind == EVENT_IDLE)
			break;
		stack_event(ui, &event);
		if (!ui->ended)
			stack_paint(ui);
	}
	if (!ui->ended)
		paint(ui);
}

/* ---- verbs ---- */
static bool
do_size(struct ui *ui, const char *arg, struct err *err)
{
	struct event event = { .kind = EVENT_RESIZE };
	int cols, rows;
	char rest;

	if (sscanf(arg, "%5dx%5d%c", &cols, &rows, &rest) != 2 || cols < SIZE_LEAST ||
	    rows < SIZE_LEAST || cols > SIZE_MOST || rows > SIZE_MOST)
		return err_set(err, ERR_INPUT, "size 要写成 列x行，如 size 80x24。");
	term_size(rows, cols);
	stack_event(ui, &event);
	paint(ui);
	return true;
}

static bool
do_key(struct ui *ui, const char *arg, struct err *err)
{
	int press = keys_press(arg);

	if (press == PRESS_NONE)
		return err_set(err, ERR_INPUT,
		    "没有叫“%s”的键；可用 F1…F12 Enter Esc Tab Up Down Left Right "
		    "Home End PgUp PgDn Backspace Delete Insert Ctrl-字母。", arg);
	input_press(ui->input, press);
	turn(ui);
	return true;
}

static bool
do_type(struct ui *ui, const char *arg, struct err *err)
{
	struct buf bytes = BUF_INIT;
	size_t lost = 0;

	if (!charset_encode(term_charset(), arg, "", &bytes, &lost, err)) {
		buf_clear(&bytes);
		return false;
	}
	input_type(ui->input, buf_str(&bytes));
	buf_clear(&bytes);
	turn(ui);
	return lost == 0 || err_set(err, ERR_INPUT,
	    "有 %zu 个字终端字符集 %s 里没有，打不进去。", lost, term_charset());
}

static bool
shows(const char *text)
{
	struct buf screen = BUF_INIT;
	bool found;

	snapshot_take(&screen);
	found = strstr(buf_str(&screen), text) != NULL;
	buf_clear(&screen);
	return found;
}

static bool
do_wait(struct ui *ui, char *arg, struct err *err)
{
	static const struct timespec nap = { 0, 20 * 1000 * 1000 };
	struct event idle = { .kind = EVENT_IDLE };
	char *last = strrchr(arg, ' '), *end;
	long seconds = WAIT_SECONDS, given;
	time_t until;

	if (last != NULL && last[1] != '\0') {
		given = strtol(last + 1, &end, 10);
		if (*end == '\0' && given >= 0 && given <= WAIT_MOST) {
			seconds = given;
			*last = '\0';
		}
	}
	until = time(NULL) + seconds + 1;
	while (!shows(arg)) {
		if (time(NULL) >= until)
			return err_set(err, ERR_MISSING, "等了 %ld 秒，屏上没有“%s”。",
			    seconds, arg);
		nanosleep(&nap, NULL);
		stack_event(ui, &idle);
		paint(ui);
	}
	return true;
}

static bool
do_save(const char *arg, struct err *err)
{
	struct buf screen = BUF_INIT;
	struct file_out *out;
	bool ok;

	snapshot_take(&screen);
	out = file_create(arg, true, err);
	ok = out != NULL;
	if (ok && !file_write(out, buf_str(&screen), screen.len, err)) {
		file_abandon(out);
		ok = false;
	} else if (ok) {
		ok = file_commit(out, err);
	}
	buf_clear(&screen);
	return ok;
}

static bool
obey(struct ui *ui, char *line, struct err *err)
{
	char *arg = line + strcspn(line, " \t");

	if (*arg != '\0')
		*arg++ = '\0';
	if (strcmp(line, "type") != 0)
		arg = text_trim(arg);
	if (*arg == '\0')
		return err_set(err, ERR_INPUT, "“%s”后面缺内容。", line);
	if (strcmp(line, "size") == 0)
		return do_size(ui, arg, err);
	if (strcmp(line, "key") == 0)
		return do_key(ui, arg, err);
	if (strcmp(line, "type") == 0)
		return do_type(ui, arg, err);
	if (strcmp(line, "wait") == 0)
		return do_wait(ui, arg, err);
	if (strcmp(line, "save") == 0)
		return do_save(arg, err);
	return err_set(err, ERR_INPUT, "不认识“%s”；可用 size key type wait save。", line);
}

/* After the desk was left only remarks may follow. */
static bool
play(struct ui *ui, const char *file, char *text, struct err *err)
{
	char *line, *next;
	int number = 0;

	for (line = text; line != NULL; line = next) {
		next = strchr(line, '\n');
		if (next != NULL)
			*next++ = '\0';
		line[strcspn(line, "\r")] = '\0';
		number++;
		if (*line == '\0' || *line == '#')
			continue;
		if (ui->ended)
			err_set(err, ERR_INPUT, "工作台已经退出，后面的键没有用上。");
		else if (obey(ui, line, err))
			continue;
		return err_wrap(err, "%s:%d：", file, number);
	}
	return true;
}

int
ui_script(struct store *store, const char *file, struct err *err)
{
	struct ui ui;
	struct buf text = BUF_INIT;
	bool ok;

	if (!file_read(file, SCRIPT_MOST, &text, err))
		return 2;
	if (!text_valid(buf_str(&text), text.len, NULL)) {
		buf_clear(&text);
		err_set(err, ERR_INPUT, "%s 不是 UTF-8 文本，请另存为 UTF-8。", file);
		return 2;
	}
	if (!desk_open(&ui, store, true, 24, 80, err)) {
		buf_clear(&text);
		return 2;
	}
	paint(&ui);
	ok = text.len == 0 || play(&ui, file, text.text, err);
	if (!ui.ended)
		stack_leave(&ui);	/* what was not saved is a draft */
	desk_close(&ui);
	buf_clear(&text);
	return ok ? 0 : 2;
}
