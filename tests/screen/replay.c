/*
 * tests/screen/replay.c: plays a scene in a terminal and compares screens
 * SPDX-License-Identifier: Apache-2.0
 *
 * replay SCENE GOLDEN-DIR PROGRAM [ARGUMENT ...]
 *
 * A scene is lines of
 *	terminal COLUMNSxROWS TERM LOCALE [CHARSET]	first; starts the program
 *	window N		the terminal that the following lines mean (1-4)
 *	user NAME, env NAME[=VALUE]	for the programs started from here on
 *	key NAME [COUNT]	Enter Esc Tab F1-F12 Up Down Left Right Home End
 *				PgUp PgDn Ins Del BS, C-x, or one character
 *	type TEXT		as typed or pasted without brackets
 *	paste TEXT		in bracketed-paste marks; \n is a line feed
 *	click TEXT		the left button on the first cell of it
 *	bytes HEX ...		raw bytes
 *	wait TEXT		until it stands on the screen (10 s at most)
 *	gone TEXT		until it does not
 *	either TEXT | TEXT	until one of them stands there: who is first, is chance
 *	screen NAME		the whole screen is GOLDEN-DIR/NAME.txt, of which
 *				the last line tells the cursor
 *	cursor ROW COLUMN	from 0
 *	never HEX ...		these bytes have not been sent to the terminal
 *	mark / budget N		at most N bytes were sent since mark
 *	resize COLUMNSxROWS, hangup, signal NAME, ends STATUS
 *	fill FILE [KIB], remove FILE	takes all room of the disk that FILE is on,
 *				but so many KiB; gives it back
 *				FILE is in the directory $SCENE_STORE
 * Wait for something after Esc: what follows at once would be Alt with a key.
 * Prints TAP: a case for each wait, gone, screen, cursor, never, budget, ends.
 * With UPDATE_SCREENS=1 golden files are written instead of compared.
 */
#include "config.h"

#include <assert.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "tests/screen/pty.h"

#define PATIENCE 10000	/* ms; only a failing test waits that long */
#define QUIET 40

#define WINDOWS 4

static struct pty *windows[WINDOWS], *pty;
static size_t window;
static int cases, failures;
static bool lost;	/* what a scene waits for did not come: its rest is moot */
static const char *scene;

static const struct { const char *name, *bytes; } key_names[] = {
	{ "Enter", "\r" }, { "Esc", "\033" }, { "Tab", "\t" }, { "BackTab", "\033[Z" },
	{ "BS", "\177" }, { "Space", " " },
	{ "Up", "\033OA" }, { "Down", "\033OB" }, { "Right", "\033OC" }, { "Left", "\033OD" },
	{ "Home", "\033OH" }, { "End", "\033OF" }, { "Ins", "\033[2~" }, { "Del", "\033[3~" },
	{ "PgUp", "\033[5~" }, { "PgDn", "\033[6~" },
	{ "F1", "\033OP" }, { "F2", "\033OQ" }, { "F3", "\033OR" }, { "F4", "\033OS" },
	{ "F5", "\033[15~" }, { "F6", "\033[17~" }, { "F7", "\033[18~" }, { "F8", "\033[19~" },
	{ "F9", "\033[20~" }, { "F10", "\033[21~" }, { "F11", "\033[23~" }, { "F12", "\033[24~" },
};

static void
verdict(bool ok, int line, const char *what, const char *detail)
{
	printf("%sok %d - %s:%d %s %s\n", ok ? "" : "not ", ++cases, scene, line, what, detail);
	failures += !ok;
}

/* The screen, and a line for the cursor; the caller's. */
static char *
picture(void)
{
	char *rows = pty_screen(pty), *text = malloc(strlen(rows) + 40);
	int row, column;

	assert(text != NULL);
	if (pty_cursor(pty, &row, &column))
		sprintf(text, "%s= cursor %d %d\n", rows, row, column);
	else
		sprintf(text, "%s= no cursor\n", rows);
	free(rows);
	return text;
}

static void
show_screen(void)
{
	char *text = picture(), *line, *rest = text;

	while ((line = strsep(&rest, "\n")) != NULL && rest != NULL)
		printf("#|%s\n", line);
	free(text);
}

static void
press(const char *name, int line)
{
	size_t i;
	char byte;

	for (i = 0; i < sizeof(key_names) / sizeof(key_names[0]); i++)
		if (strcmp(key_names[i].name, name) == 0) {
			pty_send(pty, key_names[i].bytes, strlen(key_names[i].bytes));
			return;
		}
	if (name[0] == 'C' && name[1] == '-' && name[2] != '\0') {
		byte = (char)(name[2] & 0x1F);
		pty_send(pty, &byte, 1);
	} else if (name[0] == 'M' && name[1] == '-' && name[2] != '\0') {
		pty_send(pty, "\033", 1);
		pty_send(pty, name + 2, 1);
	} else if (name[1] == '\0') {
		pty_send(pty, name, 1);
	} else {
		verdict(false, line, "unknown key", name);
	}
}

static bool
stands(const char *text)
{
	char *screen = pty_screen(pty);
	bool found = strstr(screen, text) != NULL;

	free(screen);
	return found;
}

static long
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000L + t.tv_nsec / 1000000L;
}

/* One of those with '|' between them. */
static bool
any_stands(const char *texts)
{
	char *copy = strdup(texts), *rest = copy, *text;
	bool found = false;

	assert(copy != NULL);
	while (!found && (text = strsep(&rest, "|")) != NULL) {
		while (*text == ' ')
			text++;
		while (*text != '\0' && text[strlen(text) - 1] == ' ')
			text[strlen(text) - 1] = '\0';
		found = stands(text);
	}
	free(copy);
	return found;
}

static bool
comes(const char *text, bool wanted)
{
	long end = now_ms() + PATIENCE;

	do
		pty_settle(pty, QUIET / 4, 200);
	while (stands(text) != wanted && now_ms() < end);
	return stands(text) == wanted;
}

static void
wait_for(const char *text, bool wanted, int line)
{
	if (comes(text, wanted)) {
		verdict(true, line, wanted ? "shows" : "no longer shows", text);
		return;
	}
	verdict(false, line, wanted ? "shows" : "no longer shows", text);
	show_screen();
	lost = true;
}

static char *
slurp(const char *path)
{
	FILE *in = fopen(path, "rb");
	char *text;
	size_t n;

	if (in == NULL)
		return NULL;
	text = malloc(1 << 16);
	assert(text != NULL);
	n = fread(text, 1, (1 << 16) - 1, in);
	text[n] = '\0';
	fclose(in);
	return text;
}

static void
compare(const char *dir, const char *name, int line)
{
	long end = now_ms() + PATIENCE / 2;
	char path[1024], *golden, *screen = NULL;
	bool same = false;
	FILE *out;

	snprintf(path, sizeof(path), "%s/%s.txt", dir, name);
	if (getenv("UPDATE_SCREENS") != NULL) {
		pty_settle(pty, 400, 3000);
		screen = picture();
		out = fopen(path, "wb");
		assert(out != NULL);
		fputs(screen, out);
		fclose(out);
		free(screen);
		verdict(true, line, "screen written:", name);
		return;
	}
	/* It may be there already, or be on its way: only in the end it counts. */
	golden = slurp(path);
	do {
		free(screen);
		screen = picture();
		same = golden != NULL && strcmp(golden, screen) == 0;
		if (!same)
			pty_settle(pty, QUIET / 4, 200);
	} while (!same && golden != NULL && now_ms() < end);
	verdict(same, line, "screen", name);
	if (!same) {
		printf("# it is:\n");
		show_screen();
		printf("# it should be: %s\n", golden == NULL ? "(no such file)" : "");
		if (golden != NULL) {
			char *row, *rest = golden;
			while ((row = strsep(&rest, "\n")) != NULL && rest != NULL)
				printf("#|%s\n", row);
		}
	}
	free(golden);
	free(screen);
}

static void
unescape(char *text)
{
	char *to = text;

	for (; *text != '\0'; text++) {
		if (text[0] == '\\' && text[1] == 'n') {
			*to++ = '\n';
			text++;
		} else {
			*to++ = *text;
		}
	}
	*to = '\0';
}

static int
signal_number(const char *name)
{
	return strcmp(name, "HUP") == 0 ? SIGHUP : strcmp(name, "TERM") == 0 ? SIGTERM :
	    strcmp(name, "KILL") == 0 ? SIGKILL : strcmp(name, "INT") == 0 ? SIGINT : 0;
}

/* ---- verbs ---- */
struct play {
	int		 line;
	const char	*dir;
	char		**argv;		/* NULL-terminated, ours to change */
};

static size_t mark[WINDOWS];

static void
do_terminal(struct play *play, char *text)
{
	char term[64], locale[64], charset[32] = "utf-8";
	int columns, rows;

	if (sscanf(text, "%dx%d %63s %63s %31s", &columns, &rows, term, locale,
	    charset) < 4) {
		verdict(false, play->line, "terminal", text);
		return;
	}
	pty_free(pty);
	pty = windows[window] = pty_start(play->argv, columns, rows, term, locale,
	    charset);
	mark[window] = 0;
}

static void
do_window(struct play *play, char *text)
{
	int n = atoi(text);

	if (n < 1 || n > WINDOWS) {
		verdict(false, play->line, "window", text);
		return;
	}
	window = (size_t)n - 1;
	pty = windows[window];
}

static void
do_user(struct play *play, char *text)
{
	static char *user;		/* until the next one */
	size_t i;

	for (i = 0; play->argv[i] != NULL; i++)
		if (strcmp(play->argv[i], "--user") == 0 && play->argv[i + 1] != NULL) {
			free(user);
			play->argv[i + 1] = user = strdup(text);
			return;
		}
	verdict(false, play->line, "no --user to change for", text);
}

static void
do_env(struct play *play, char *text)
{
	char *name = strsep(&text, "=");

	if (text != NULL)
		setenv(name, text, 1);
	else
		unsetenv(name);
}

static void
do_key(struct play *play, char *text)
{
	char name[32];
	int count = 1;

	if (sscanf(text, "%31s %d", name, &count) < 1)
		count = 0;
	for (; count > 0; count--) {
		press(name, play->line);
		pty_settle(pty, QUIET / 2, 500);
	}
}

static void
do_type(struct play *play, char *text)
{
	pty_type(pty, text);
	pty_settle(pty, QUIET, 2000);
}

static void
do_paste(struct play *play, char *text)
{
	unescape(text);
	pty_send(pty, "\033[200~", 6);
	pty_type(pty, text);
	pty_send(pty, "\033[201~", 6);
	pty_settle(pty, QUIET, 2000);
}

/* Bytes from their hexadecimal names; how many. */
static size_t
read_bytes(char *text, char *bytes, size_t most)
{
	char *word;
	size_t n = 0;

	while ((word = strsep(&text, " ")) != NULL && n < most)
		if (*word != '\0')
			bytes[n++] = (char)strtoul(word, NULL, 16);
	return n;
}

static void
do_bytes(struct play *play, char *text)
{
	char bytes[256];

	pty_send(pty, bytes, read_bytes(text, bytes, sizeof(bytes)));
	pty_settle(pty, QUIET, 2000);
}

static void
do_never(struct play *play, char *text)
{
	char bytes[256], *copy = strdup(text);
	size_t n = read_bytes(copy, bytes, sizeof(bytes));

	pty_settle(pty, QUIET * 2, 2000);
	verdict(n > 0 && memmem(pty_log(pty), pty_bytes(pty), bytes, n) == NULL,
	    play->line, "never sent", text);
	free(copy);
}

/* An SGR report of the button over the text, when it is there, as xterm sends
 * it: the key bar is drawn last. */
static void
do_click(struct play *play, char *text)
{
	char *screen, *at, *p, out[64];
	int row = 1, column = 1;

	comes(text, true);
	screen = pty_screen(pty);
	at = strstr(screen, text);
	for (p = screen; at != NULL && p < at; p++) {
		if (*p == '\n') {
			row++;
			column = 1;
		} else if ((*p & 0xC0) != 0x80) {
			/* three bytes and more: two cells, but for lines */
			column += (*p & 0xF0) >= 0xE0 && (unsigned char)*p != 0xE2 ? 2 : 1;
		}
	}
	verdict(at != NULL, play->line, "can be clicked:", text);
	snprintf(out, sizeof(out), "\033[<0;%d;%dM\033[<0;%d;%dm", column, row, column, row);
	if (at != NULL)
		pty_send(pty, out, strlen(out));
	pty_settle(pty, QUIET, 2000);
	free(screen);
}

static void
do_wait(struct play *play, char *text)
{
	wait_for(text, true, play->line);
}

static void
do_gone(struct play *play, char *text)
{
	wait_for(text, false, play->line);
}

static void
do_either(struct play *play, char *text)
{
	long end = now_ms() + PATIENCE;

	do
		pty_settle(pty, QUIET / 4, 200);
	while (!any_stands(text) && now_ms() < end);
	verdict(any_stands(text), play->line, "shows one of", text);
	if (!any_stands(text)) {
		show_screen();
		lost = true;
	}
}

static void
do_screen(struct play *play, char *text)
{
	compare(play->dir, text, play->line);
}

static void
do_cursor(struct play *play, char *text)
{
	char detail[64];
	int row, column, want_row, want_column;
	bool shown;

	pty_settle(pty, QUIET, 2000);
	shown = pty_cursor(pty, &row, &column);
	snprintf(detail, sizeof(detail), "%s (is %s %d %d)", text,
	    shown ? "shown" : "hidden", row, column);
	verdict(shown && sscanf(text, "%d %d", &want_row, &want_column) == 2 &&
	    row == want_row && column == want_column, play->line, "cursor", detail);
}

static void
do_mark(struct play *play, char *text)
{
	pty_settle(pty, QUIET * 2, 2000);
	mark[window] = pty_bytes(pty);
}

static void
do_budget(struct play *play, char *text)
{
	char detail[64];
	size_t sent;

	pty_settle(pty, QUIET * 2, 2000);
	sent = pty_bytes(pty) - mark[window];
	snprintf(detail, sizeof(detail), "%zu of %s bytes", sent, text);
	/* Nothing at all would be no proof: the key was not heard. */
	verdict(sent > 0 && sent <= (size_t)atol(text), play->line, "budget", detail);
	mark[window] = pty_bytes(pty);
}

static void
do_resize(struct play *play, char *text)
{
	int columns, rows;

	if (sscanf(text, "%dx%d", &columns, &rows) != 2) {
		verdict(false, play->line, "resize", text);
		return;
	}
	pty_resize(pty, columns, rows);
	pty_settle(pty, QUIET * 2, 2000);
}

static void
do_hangup(struct play *play, char *text)
{
	pty_hangup(pty);
}

static void
do_signal(struct play *play, char *text)
{
	if (signal_number(text) == 0)
		verdict(false, play->line, "signal", text);
	else
		kill(pty_child(pty), signal_number(text));
}

static void
do_ends(struct play *play, char *text)
{
	int status = pty_wait_exit(pty, PATIENCE);
	char detail[64];

	snprintf(detail, sizeof(detail), "%s (is %d)", text, status);
	verdict(status == atoi(text), play->line, "ends with", detail);
}

/* A file of the scene beside the store; NULL when there is no such place. */
static const char *
beside_store(const char *name)
{
	static char path[1024];
	const char *dir = getenv("SCENE_STORE");

	if (dir == NULL)
		return NULL;
	snprintf(path, sizeof(path), "%s/%s", dir, name);
	return path;
}

static void
do_fill(struct play *play, char *text)
{
	static char block[4096];
	const char *name = strsep(&text, " ");
	long left = text != NULL ? atol(text) * 1024 : 0;
	const char *path = beside_store(name);
	int fd = path == NULL ? -1 : open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	size_t blocks = 0, most = 65536;

	memset(block, 'x', sizeof(block));
	while (fd >= 0 && blocks < most && write(fd, block, sizeof(block)) > 0)
		blocks++;
	/* The last block perhaps in part. */
	while (fd >= 0 && blocks < most && write(fd, block, 1) > 0)
		;
	if (fd >= 0 && left > 0 && ftruncate(fd, lseek(fd, 0, SEEK_END) - left) != 0)
		blocks = most;
	if (fd >= 0)
		close(fd);
	verdict(fd >= 0 && blocks < most, play->line, "the disk is full by", name);
}

static void
do_remove(struct play *play, char *text)
{
	const char *path = beside_store(text);

	verdict(path != NULL && unlink(path) == 0, play->line, "removed", text);
}

static const struct verb {
	const char	*name;
	void		(*play)(struct play *play, char *text);
	bool		 anywhere;	/* also without a terminal */
} verbs[] = {
	{ "terminal", do_terminal, true }, { "window", do_window, true },
	{ "user", do_user, true }, { "env", do_env, true },
	{ "key", do_key, false }, { "type", do_type, false },
	{ "paste", do_paste, false }, { "click", do_click, false },
	{ "bytes", do_bytes, false }, { "wait", do_wait, false },
	{ "gone", do_gone, false }, { "either", do_either, false },
	{ "screen", do_screen, false },
	{ "cursor", do_cursor, false }, { "never", do_never, false },
	{ "mark", do_mark, false }, { "budget", do_budget, false },
	{ "resize", do_resize, false }, { "hangup", do_hangup, false },
	{ "signal", do_signal, false }, { "ends", do_ends, false },
	{ "fill", do_fill, true }, { "remove", do_remove, true },
};

static void
play_line(struct play *play, char *text)
{
	char *verb = strsep(&text, " ");
	size_t i;

	text = text == NULL ? verb + strlen(verb) : text;
	for (i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (strcmp(verbs[i].name, verb) == 0) {
			if (pty != NULL || verbs[i].anywhere)
				verbs[i].play(play, text);
			else
				verdict(false, play->line, "no terminal yet:", verb);
			return;
		}
	verdict(false, play->line, "unknown verb", verb);
}

int
main(int argc, char **argv)
{
	char line[4096];
	struct play play;
	FILE *in;
	size_t i;

	if (argc < 4 || (in = fopen(argv[1], "r")) == NULL) {
		fprintf(stderr, "usage: replay SCENE GOLDEN-DIR PROGRAM [ARGUMENT ...]\n");
		return 2;
	}
	scene = strrchr(argv[1], '/') != NULL ? strrchr(argv[1], '/') + 1 : argv[1];
	setvbuf(stdout, NULL, _IOLBF, 0);
	unsetenv("NO_COLOR");
	play = (struct play){ 0, argv[2], argv + 3 };
	while (!lost && fgets(line, sizeof(line), in) != NULL) {
		play.line++;
		line[strcspn(line, "\n")] = '\0';
		if (line[0] != '\0' && line[0] != '#')
			play_line(&play, line);
	}
	fclose(in);
	for (i = 0; i < WINDOWS; i++)
		pty_free(windows[i]);
	return failures > 0 ? 1 : 0;
}
