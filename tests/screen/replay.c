/*
 * tests/screen/replay.c: plays a scene in a terminal and compares screens
 * SPDX-License-Identifier: Apache-2.0
 *
 * replay SCENE GOLDEN-DIR PROGRAM [ARGUMENT ...]
 *
 * A scene is lines of
 *	terminal COLUMNSxROWS TERM LOCALE [CHARSET]	first; starts the program
 *	key NAME [COUNT]	Enter Esc Tab F1-F12 Up Down Left Right Home End
 *				PgUp PgDn Ins Del BS, C-x, or one character
 *	type TEXT		as typed or pasted without brackets
 *	paste TEXT		in bracketed-paste marks; \n is a line feed
 *	bytes HEX ...		raw bytes
 *	wait TEXT		until it stands on the screen (10 s at most)
 *	gone TEXT		until it does not
 *	screen NAME		the whole screen is GOLDEN-DIR/NAME.txt
 *	mark / budget N		at most N bytes were sent since mark
 *	resize COLUMNSxROWS, hangup, signal NAME, ends STATUS
 * Prints TAP: a case for each wait, gone, screen, budget, ends.  With
 * UPDATE_SCREENS=1 golden files are written instead of compared.
 */
#include "config.h"

#include <assert.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tests/screen/pty.h"

#define PATIENCE 10000	/* ms; only a failing test waits that long */
#define QUIET 40

static struct pty *pty;
static int cases, failures;
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

static void
show_screen(void)
{
	char *text = pty_screen(pty), *line, *rest = text;

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

static void
wait_for(const char *text, bool wanted, int line)
{
	long end = now_ms() + PATIENCE;

	pty_settle(pty, QUIET, 2000);
	while (stands(text) != wanted && now_ms() < end)
		pty_settle(pty, QUIET, 200);
	if (stands(text) == wanted) {
		verdict(true, line, wanted ? "shows" : "no longer shows", text);
		return;
	}
	verdict(false, line, wanted ? "shows" : "no longer shows", text);
	show_screen();
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
	pty_settle(pty, QUIET * 2, 2000);
	if (getenv("UPDATE_SCREENS") != NULL) {
		pty_settle(pty, 400, 3000);
		screen = pty_screen(pty);
		out = fopen(path, "wb");
		assert(out != NULL);
		fputs(screen, out);
		fclose(out);
		free(screen);
		verdict(true, line, "screen written:", name);
		return;
	}
	golden = slurp(path);
	do {
		free(screen);
		screen = pty_screen(pty);
		same = golden != NULL && strcmp(golden, screen) == 0;
		if (!same)
			pty_settle(pty, QUIET, 200);
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

static void
play(char *text, int line, const char *dir, char *const *argv)
{
	static size_t mark;
	char *verb = strsep(&text, " "), detail[64];
	int columns, rows, count = 1, status;

	text = text == NULL ? verb + strlen(verb) : text;
	if (strcmp(verb, "terminal") == 0) {
		char term[64], locale[64], charset[32] = "utf-8";

		if (sscanf(text, "%dx%d %63s %63s %31s", &columns, &rows, term, locale, charset) < 4) {
			verdict(false, line, "terminal", text);
			return;
		}
		pty_free(pty);
		pty = pty_start(argv, columns, rows, term, locale, charset);
		return;
	}
	if (pty == NULL) {
		verdict(false, line, "no terminal yet:", verb);
	} else if (strcmp(verb, "key") == 0) {
		char name[32];

		if (sscanf(text, "%31s %d", name, &count) < 1)
			count = 0;
		for (; count > 0; count--) {
			press(name, line);
			pty_settle(pty, QUIET / 2, 500);
		}
	} else if (strcmp(verb, "type") == 0) {
		pty_type(pty, text);
		pty_settle(pty, QUIET, 2000);
	} else if (strcmp(verb, "paste") == 0) {
		unescape(text);
		pty_send(pty, "\033[200~", 6);
		pty_type(pty, text);
		pty_send(pty, "\033[201~", 6);
		pty_settle(pty, QUIET, 2000);
	} else if (strcmp(verb, "bytes") == 0) {
		char *word;

		while ((word = strsep(&text, " ")) != NULL) {
			char byte = (char)strtoul(word, NULL, 16);
			pty_send(pty, &byte, 1);
		}
		pty_settle(pty, QUIET, 2000);
	} else if (strcmp(verb, "wait") == 0) {
		wait_for(text, true, line);
	} else if (strcmp(verb, "gone") == 0) {
		wait_for(text, false, line);
	} else if (strcmp(verb, "screen") == 0) {
		compare(dir, text, line);
	} else if (strcmp(verb, "mark") == 0) {
		pty_settle(pty, QUIET * 2, 2000);
		mark = pty_bytes(pty);
	} else if (strcmp(verb, "budget") == 0) {
		pty_settle(pty, QUIET * 2, 2000);
		snprintf(detail, sizeof(detail), "%zu of %s bytes", pty_bytes(pty) - mark, text);
		verdict(pty_bytes(pty) - mark <= (size_t)atol(text), line, "budget", detail);
		mark = pty_bytes(pty);
	} else if (strcmp(verb, "resize") == 0 && sscanf(text, "%dx%d", &columns, &rows) == 2) {
		pty_resize(pty, columns, rows);
		pty_settle(pty, QUIET * 2, 2000);
	} else if (strcmp(verb, "hangup") == 0) {
		pty_hangup(pty);
	} else if (strcmp(verb, "signal") == 0 && signal_number(text) != 0) {
		kill(pty_child(pty), signal_number(text));
	} else if (strcmp(verb, "ends") == 0) {
		status = pty_wait_exit(pty, PATIENCE);
		snprintf(detail, sizeof(detail), "%s (is %d)", text, status);
		verdict(status == atoi(text), line, "ends with", detail);
	} else {
		verdict(false, line, "unknown verb", verb);
	}
}

int
main(int argc, char **argv)
{
	char line[4096];
	FILE *in;
	int number = 0;

	if (argc < 4 || (in = fopen(argv[1], "r")) == NULL) {
		fprintf(stderr, "usage: replay SCENE GOLDEN-DIR PROGRAM [ARGUMENT ...]\n");
		return 2;
	}
	scene = strrchr(argv[1], '/') != NULL ? strrchr(argv[1], '/') + 1 : argv[1];
	setvbuf(stdout, NULL, _IOLBF, 0);
	while (fgets(line, sizeof(line), in) != NULL) {
		number++;
		line[strcspn(line, "\n")] = '\0';
		if (line[0] != '\0' && line[0] != '#')
			play(line, number, argv[2], argv + 3);
	}
	fclose(in);
	pty_free(pty);
	return failures > 0 ? 1 : 0;
}
