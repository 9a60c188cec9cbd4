/*
 * ui/term.c: the terminal: locale, modes, colours, and giving it back
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/term.h"

#include <assert.h>
#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

#include "base/charset.h"
#include "base/mem.h"

#define PASTE_ON	"\033[?2004h"
#define PASTE_OFF	"\033[?2004l"
#define MOUSE_OFF	"\033[?1000l\033[?1006l"

static SCREEN *screen;
static FILE *nothing;		/* a headless run draws to /dev/null */
static bool plain_frames;
static unsigned long attribute[ROLE_COUNT];

/* What gives the terminal back, made ready while all is well. */
static char restore[256];
static size_t restore_length;
static struct termios saved;
static volatile sig_atomic_t armed;

/* ---- locale ---- */
static const char *
locale_name(void)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };
	const char *value;
	size_t i;

	for (i = 0; i < 3; i++) {
		value = getenv(names[i]);
		if (value != NULL && *value != '\0')
			return value;
	}
	return "C";
}

/* A charset with Chinese, not merely one that charset_name takes for one. */
static bool
has_chinese(const char *codeset)
{
	if (strncmp(codeset, "ANSI_X3", 7) == 0 || strcmp(codeset, "US-ASCII") == 0)
		return false;
	return charset_name(codeset) != NULL;
}

bool
term_locale(bool headless, struct err *err)
{
	bool known = setlocale(LC_ALL, "") != NULL;

	if (headless && !has_chinese(nl_langinfo(CODESET)))
		setlocale(LC_ALL, "C.UTF-8");
	if (has_chinese(nl_langinfo(CODESET)))
		return true;
	return err_set(err, ERR_INPUT, "语言环境 %s %s，显示不了中文，工作台没有打开。"
	    "先执行 export LC_ALL=C.UTF-8 再运行 bangjiao，终端软件的字符集也要选 UTF-8。"
	    " (This locale has no Chinese: run  export LC_ALL=C.UTF-8  first.)",
	    locale_name(), known ? "的字符集不是中文字符集" : "本机没有安装");
}

const char *
term_charset(void)
{
	const char *name = charset_name(nl_langinfo(CODESET));

	return name != NULL ? name : "utf-8";
}

/* ---- giving the terminal back ---- */
static void
add_string(const char *name)
{
	const char *s = tigetstr(name);

	if (s == NULL || s == (char *)-1)
		return;
	while (*s != '\0' && restore_length + 1 < sizeof(restore)) {
		if (s[0] == '$' && s[1] == '<' && strchr(s, '>') != NULL)
			s = strchr(s, '>') + 1;		/* a delay */
		else
			restore[restore_length++] = *s++;
	}
}

static void
prepare_restore(void)
{
	restore_length = strlen(PASTE_OFF MOUSE_OFF);
	memcpy(restore, PASTE_OFF MOUSE_OFF, restore_length);
	add_string("sgr0");
	add_string("rmkx");
	add_string("cnorm");
	add_string("rmcup");
}

/* Only calls that are allowed in a signal handler. */
static void
give_back(void)
{
	ssize_t n;

	if (!armed)
		return;
	armed = 0;
	n = write(STDOUT_FILENO, restore, restore_length);
	(void)n;
	tcsetattr(STDIN_FILENO, TCSANOW, &saved);
}

static void
broken(int number)
{
	give_back();
	signal(number, SIG_DFL);
	raise(number);
}

static void
catch_breaks(void)
{
	static const int signals[] = { SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL };
	struct sigaction action = { .sa_handler = broken };
	size_t i;

	sigemptyset(&action.sa_mask);
	for (i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		sigaction(signals[i], &action, NULL);
	die_hook(give_back);
}

/* ---- colours ---- */
struct look {
	enum role	role;
	short		fore, back;
	unsigned long	colour, mono;	/* attributes with and without colour */
};

static const struct look looks[] = {
	{ ROLE_TEXT, -1, -1, A_NORMAL, A_NORMAL },
	{ ROLE_TITLE, COLOR_WHITE, COLOR_BLUE, A_NORMAL, A_REVERSE },
	{ ROLE_LABEL, COLOR_CYAN, -1, A_NORMAL, A_NORMAL },
	{ ROLE_FIELD, -1, -1, A_NORMAL, A_NORMAL },
	{ ROLE_CURRENT, -1, -1, A_BOLD, A_BOLD },
	{ ROLE_LATE, COLOR_RED, -1, A_NORMAL, A_BOLD },
	{ ROLE_PROBLEM, COLOR_RED, -1, A_NORMAL, A_BOLD },
	{ ROLE_DIM, -1, -1, A_NORMAL, A_NORMAL },
	{ ROLE_FRAME, -1, -1, A_NORMAL, A_NORMAL },
	{ ROLE_KEY, -1, -1, A_BOLD, A_BOLD },
	{ ROLE_KEY_LABEL, COLOR_WHITE, COLOR_BLUE, A_NORMAL, A_REVERSE },
	{ ROLE_MESSAGE, -1, -1, A_NORMAL, A_NORMAL },
	{ ROLE_ERROR, COLOR_RED, -1, A_BOLD, A_BOLD },
};
_Static_assert(sizeof(looks) / sizeof(looks[0]) == ROLE_COUNT, "every role has a look");

static void
choose_looks(void)
{
	const char *no = getenv("NO_COLOR");
	bool colour = (no == NULL || *no == '\0') && has_colors();
	size_t i;

	if (colour) {
		start_color();
		use_default_colors();
	}
	for (i = 0; i < ROLE_COUNT; i++) {
		attribute[looks[i].role] = looks[i].mono;
		if (!colour)
			continue;
		attribute[looks[i].role] = looks[i].colour;
		if (looks[i].fore < 0 && looks[i].back < 0)
			continue;
		init_pair((short)(i + 1), looks[i].fore, looks[i].back);
		attribute[looks[i].role] |= COLOR_PAIR(i + 1);
	}
}

unsigned long
term_role(enum role role)
{
	return attribute[role];
}

bool
term_plain_frames(void)
{
	return plain_frames;
}

/* ---- opening and closing ---- */
static bool
start_curses(bool headless, struct err *err)
{
	const char *type = getenv("TERM");

	if (headless) {
		nothing = fopen("/dev/null", "r+");
		if (nothing == NULL)
			return err_set(err, ERR_SYSTEM, "打不开 /dev/null，重放没有开始。");
		type = type == NULL || *type == '\0' || strcmp(type, "dumb") == 0 ?
		    "xterm" : type;
		screen = newterm(type, nothing, nothing);
		if (screen == NULL)
			screen = newterm("xterm", nothing, nothing);
	} else {
		if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
			return err_set(err, ERR_INPUT, "工作台要在终端里打开；"
			    "不用终端的命令见 bangjiao help。");
		if (tcgetattr(STDIN_FILENO, &saved) != 0)
			return err_set(err, ERR_SYSTEM, "读不到终端的设置，工作台没有打开。");
		screen = newterm(NULL, stdout, stdin);
	}
	if (screen == NULL)
		return err_set(err, ERR_INPUT, "不认识的终端类型 TERM=%s，工作台没有打开。"
		    "先执行 export TERM=xterm 再运行 bangjiao。", type == NULL ? "" : type);
	set_term(screen);
	return true;
}

bool
term_open(bool headless, int rows, int cols, struct err *err)
{
	const char *frames = getenv("BANGJIAO_FRAMES");

	assert(screen == NULL);
	/* PuTTY draws letters instead of lines otherwise (findings.md 2). */
	if (strcmp(term_charset(), "utf-8") == 0)
		setenv("NCURSES_NO_UTF8_ACS", "1", 0);
	if (!start_curses(headless, err)) {
		if (nothing != NULL)
			fclose(nothing);
		nothing = NULL;
		return false;
	}
	plain_frames = frames != NULL && strcmp(frames, "ascii") == 0;
	/* A repaint is never broken off for a key: the loop reads keys itself. */
	typeahead(-1);
	raw();
	noecho();
	nonl();
	meta(stdscr, TRUE);
	set_escdelay(100);
	choose_looks();
	curs_set(0);
	if (headless) {
		term_size(rows, cols);
		return true;
	}
	prepare_restore();
	catch_breaks();
	armed = 1;
	mousemask(BUTTON1_PRESSED | BUTTON1_CLICKED, NULL);
	mouseinterval(0);
	refresh();
	fputs(PASTE_ON, stdout);
	fflush(stdout);
	return true;
}

void
term_size(int rows, int cols)
{
	resizeterm(rows, cols);
}

void
term_close(void)
{
	if (screen == NULL)
		return;
	if (armed) {
		fputs(PASTE_OFF, stdout);
		fflush(stdout);
		mousemask(0, NULL);
	}
	endwin();
	armed = 0;
	die_hook(NULL);
	delscreen(screen);
	screen = NULL;
	if (nothing != NULL)
		fclose(nothing);
	nothing = NULL;
}
