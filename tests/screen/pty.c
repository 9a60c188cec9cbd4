/*
 * tests/screen/pty.c: a program in a real pseudo-terminal, seen through libvterm
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include "tests/screen/pty.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

#define STAND_IN 0xA000u	/* Yi syllables: wide, and on no form */
#define STAND_INS 0x400u

struct pty {
	int		 fd;
	pid_t		 child;
	int		 status;	/* -1 while it runs */
	int		 columns, rows;
	bool		 gb;
	VTerm		*vterm;
	VTermScreen	*screen;
	char		*log;		/* all bytes that came, as they came */
	size_t		 bytes, log_room;
	bool		 cursor_shown;
	long long	 last_output, cpu;
	unsigned char	 pending[4];
	size_t		 pending_count;
	uint32_t	 stand_in[STAND_INS];
	size_t		 stand_ins;
	iconv_t		 decode, encode;
};

static int
note_cursor(VTermProp prop, VTermValue *value, void *arg)
{
	struct pty *pty = arg;

	if (prop == VTERM_PROP_CURSORVISIBLE)
		pty->cursor_shown = value->boolean;
	return 1;
}

static const VTermScreenCallbacks callbacks = { .settermprop = note_cursor };

/* Runs a program whose arguments are in the terminal's charset. */
static void
run(struct pty *pty, char *const *argv)
{
	static char room[8192];
	char *list[64], *to = room, *from;
	size_t n, left, free_room = sizeof(room);

	for (n = 0; argv[n] != NULL && n < 63; n++) {
		list[n] = argv[n];
		if (!pty->gb)
			continue;
		list[n] = to;
		from = argv[n];
		left = strlen(from) + 1;
		if (iconv(pty->encode, &from, &left, &to, &free_room) == (size_t)-1)
			_exit(126);
	}
	list[n] = NULL;
	execv(list[0], list);
	_exit(127);
}

struct pty *
pty_start(char *const *argv, int columns, int rows, const char *term,
    const char *locale, const char *charset)
{
	struct pty *pty = calloc(1, sizeof(*pty));
	struct winsize size = { .ws_row = (unsigned short)rows,
	    .ws_col = (unsigned short)columns };

	assert(pty != NULL);
	pty->columns = columns;
	pty->rows = rows;
	pty->status = -1;
	pty->gb = strcmp(charset, "utf-8") != 0;
	pty->decode = iconv_open("UCS-4LE", "GB18030");
	pty->encode = iconv_open("GB18030", "UTF-8");
	pty->vterm = vterm_new(rows, columns);
	vterm_set_utf8(pty->vterm, 1);
	pty->screen = vterm_obtain_screen(pty->vterm);
	pty->cursor_shown = true;
	vterm_screen_set_callbacks(pty->screen, &callbacks, pty);
	vterm_screen_reset(pty->screen, 1);
	pty->child = forkpty(&pty->fd, NULL, NULL, &size);
	assert(pty->child >= 0);
	if (pty->child == 0) {
		setenv("TERM", term, 1);
		setenv("LC_ALL", locale, 1);
		unsetenv("COLUMNS");
		unsetenv("LINES");
		run(pty, argv);
	}
	fcntl(pty->fd, F_SETFL, O_NONBLOCK);
	return pty;
}

void
pty_free(struct pty *pty)
{
	if (pty == NULL)
		return;
	if (pty->status < 0) {
		kill(pty->child, SIGKILL);
		pty_wait_exit(pty, 5000);
	}
	if (pty->fd >= 0)
		close(pty->fd);
	vterm_free(pty->vterm);
	free(pty->log);
	iconv_close(pty->decode);
	iconv_close(pty->encode);
	free(pty);
}

void
pty_send(struct pty *pty, const void *bytes, size_t n)
{
	const char *p = bytes;

	while (n > 0 && pty->fd >= 0) {
		ssize_t sent = write(pty->fd, p, n);

		if (sent > 0) {
			p += sent;
			n -= (size_t)sent;
		} else if (errno == EAGAIN) {
			pty_settle(pty, 5, 50);
		} else {
			return;
		}
	}
}

void
pty_type(struct pty *pty, const char *text)
{
	char out[4096], *to = out, *from = (char *)(uintptr_t)text;
	size_t left = strlen(text), room = sizeof(out);

	if (!pty->gb) {
		pty_send(pty, text, left);
		return;
	}
	iconv(pty->encode, NULL, NULL, NULL, NULL);
	if (iconv(pty->encode, &from, &left, &to, &room) == (size_t)-1) {
		fprintf(stderr, "pty: cannot encode %s\n", text);
		abort();
	}
	pty_send(pty, out, (size_t)(to - out));
}

static uint32_t
stand_in_for(struct pty *pty, uint32_t cp)
{
	size_t i;

	for (i = 0; i < pty->stand_ins; i++)
		if (pty->stand_in[i] == cp)
			return STAND_IN + (uint32_t)i;
	assert(pty->stand_ins < STAND_INS);
	pty->stand_in[pty->stand_ins] = cp;
	return STAND_IN + (uint32_t)pty->stand_ins++;
}

static size_t
encode_utf8(uint32_t cp, char out[4])
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xC0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xE0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		out[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	out[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}

/* One byte of a GB18030 stream; whole characters go on to the emulator. */
static void
feed_gb(struct pty *pty, unsigned char byte)
{
	unsigned char *p = pty->pending;
	size_t n, want, left, room;
	char utf8[4], *from, *to;
	uint32_t cp = 0;

	p[pty->pending_count++] = byte;
	n = pty->pending_count;
	if (n == 1 && byte < 0x80) {
		vterm_input_write(pty->vterm, (char *)p, 1);
		pty->pending_count = 0;
		return;
	}
	want = n >= 2 && p[1] >= 0x30 && p[1] <= 0x39 ? 4 : 2;
	if (n < want)
		return;
	from = (char *)p;
	left = n;
	to = (char *)&cp;
	room = sizeof(cp);
	iconv(pty->decode, NULL, NULL, NULL, NULL);
	if (iconv(pty->decode, &from, &left, &to, &room) == (size_t)-1)
		cp = 0xFFFD;
	if (want == 2 && cp < 0x2E80)
		cp = stand_in_for(pty, cp);
	vterm_input_write(pty->vterm, utf8, encode_utf8(cp, utf8));
	pty->pending_count = 0;
}

static void
feed(struct pty *pty, const char *data, size_t n)
{
	struct timespec t;
	size_t i;

	clock_gettime(CLOCK_MONOTONIC, &t);
	pty->last_output = t.tv_sec * 1000000LL + t.tv_nsec / 1000;
	if (pty->bytes + n > pty->log_room) {
		pty->log_room = (pty->bytes + n) * 2;
		pty->log = realloc(pty->log, pty->log_room);
		assert(pty->log != NULL);
	}
	memcpy(pty->log + pty->bytes, data, n);
	pty->bytes += n;
	if (!pty->gb) {
		vterm_input_write(pty->vterm, data, n);
		return;
	}
	for (i = 0; i < n; i++)
		feed_gb(pty, (unsigned char)data[i]);
}

static long
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000L + t.tv_nsec / 1000000L;
}

void
pty_settle(struct pty *pty, int quiet, int limit)
{
	long end = now_ms() + limit;
	char data[8192];

	while (pty->fd >= 0 && now_ms() < end) {
		struct pollfd p = { .fd = pty->fd, .events = POLLIN };
		ssize_t n;

		if (poll(&p, 1, quiet) == 0)
			return;
		n = read(pty->fd, data, sizeof(data));
		if (n > 0) {
			feed(pty, data, (size_t)n);
		} else if (n == 0 || errno == EIO) {
			return;		/* the program has ended */
		}
	}
}

void
pty_resize(struct pty *pty, int columns, int rows)
{
	struct winsize size = { .ws_row = (unsigned short)rows,
	    .ws_col = (unsigned short)columns };

	pty->columns = columns;
	pty->rows = rows;
	vterm_set_size(pty->vterm, rows, columns);
	ioctl(pty->fd, TIOCSWINSZ, &size);
}

void
pty_hangup(struct pty *pty)
{
	close(pty->fd);
	pty->fd = -1;
}

pid_t
pty_child(const struct pty *pty)
{
	return pty->child;
}

int
pty_wait_exit(struct pty *pty, int limit)
{
	long end = now_ms() + limit;
	struct rusage used;
	int status;

	while (pty->status < 0) {
		if (wait4(pty->child, &status, WNOHANG, &used) == pty->child) {
			pty->cpu = (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000LL +
			    used.ru_utime.tv_usec + used.ru_stime.tv_usec;
			pty->status = WIFEXITED(status) ?
			    WEXITSTATUS(status) : 128 + WTERMSIG(status);
		} else if (now_ms() > end)
			return -1;
		else if (pty->fd >= 0)
			pty_settle(pty, 20, 20);
		else
			poll(NULL, 0, 20);
	}
	return pty->status;
}

char *
pty_screen(struct pty *pty)
{
	size_t room = (size_t)pty->rows * ((size_t)pty->columns * 8 + 1) + 1;
	char *text = malloc(room), *p = text, *line_end;
	int row, column;
	size_t i;

	assert(text != NULL);
	for (row = 0; row < pty->rows; row++) {
		line_end = p;
		for (column = 0; column < pty->columns; column++) {
			VTermPos pos = { .row = row, .col = column };
			VTermScreenCell cell;

			vterm_screen_get_cell(pty->screen, pos, &cell);
			if (cell.chars[0] == (uint32_t)-1)
				continue;	/* right half of a wide one */
			if (cell.chars[0] == 0) {
				*p++ = ' ';
				continue;
			}
			for (i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0; i++) {
				uint32_t cp = cell.chars[i];

				if (cp >= STAND_IN && cp < STAND_IN + pty->stand_ins)
					cp = pty->stand_in[cp - STAND_IN];
				p += encode_utf8(cp, p);
			}
			line_end = p;
		}
		while (line_end > text && line_end[-1] == ' ')
			line_end--;
		p = line_end;
		*p++ = '\n';
	}
	*p = '\0';
	return text;
}

bool
pty_cursor(struct pty *pty, int *row, int *column)
{
	VTermPos pos;

	vterm_state_get_cursorpos(vterm_obtain_state(pty->vterm), &pos);
	*row = pos.row;
	*column = pos.col;
	return pty->cursor_shown;
}

size_t
pty_bytes(const struct pty *pty)
{
	return pty->bytes;
}

const char *
pty_log(const struct pty *pty)
{
	return pty->log;
}

long long
pty_cpu(const struct pty *pty)
{
	return pty->cpu;
}

long long
pty_last_output(const struct pty *pty)
{
	return pty->last_output;
}

bool
pty_is_open(const struct pty *pty)
{
	return pty->fd >= 0;
}
