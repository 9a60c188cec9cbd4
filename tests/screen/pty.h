/*
 * tests/screen/pty.h: a program in a real pseudo-terminal, seen through libvterm
 * SPDX-License-Identifier: Apache-2.0
 *
 * libvterm speaks UTF-8 and gives ambiguous characters one column.  A GB18030
 * terminal gives every two-byte character two, so its byte stream is decoded
 * here and such characters pass through the emulator as wide stand-ins
 * (U+A000 and up), which pty_screen turns back.
 */
#ifndef TESTS_SCREEN_PTY_H
#define TESTS_SCREEN_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct pty;

struct pty *pty_start(char *const *argv, int columns, int rows,
	    const char *term, const char *locale, const char *charset);
void	pty_free(struct pty *pty);		/* kills what still runs */
/* Sends UTF-8 text in the terminal's charset, or bytes as they are. */
void	pty_type(struct pty *pty, const char *text);
void	pty_send(struct pty *pty, const void *bytes, size_t n);
/* Reads output until nothing came for quiet ms, at most limit ms. */
void	pty_settle(struct pty *pty, int quiet, int limit);
void	pty_resize(struct pty *pty, int columns, int rows);
void	pty_hangup(struct pty *pty);		/* the terminal window is closed */
pid_t	pty_child(const struct pty *pty);
/* Waits for the end; the exit status, 128 + signal, or -1 when limit passed. */
int	pty_wait_exit(struct pty *pty, int limit);
/* The whole screen, one line a row, blanks at the ends cut; the caller's. */
char	*pty_screen(struct pty *pty);
/* Where the cursor is; is it shown? */
bool	pty_cursor(struct pty *pty, int *row, int *column);
size_t	pty_bytes(const struct pty *pty);	/* sent to the terminal so far */
/* Processor time of the program that has ended, in microseconds. */
long long pty_cpu(const struct pty *pty);
const char *pty_log(const struct pty *pty);	/* those bytes, as they came */
/* CLOCK_MONOTONIC of the last byte that came, in microseconds. */
long long pty_last_output(const struct pty *pty);
/* Is the terminal still there (not hung up)? */
bool	pty_is_open(const struct pty *pty);

#endif
