/*
 * command-output.c: results, messages, progress, and the wish to stop
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "command.h"

#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/charset.h"
#include "base/mem.h"

static const char *terminal_charset = "utf-8";

void
output_init(void)
{
	const char *name;

	setlocale(LC_CTYPE, "");
	name = charset_name(nl_langinfo(CODESET));
	/* ASCII, and what nobody here uses: UTF-8 loses nothing. */
	terminal_charset = name == NULL ? "utf-8" : name;
}

const char *
output_charset(void)
{
	return terminal_charset;
}

text_cell_fn
output_cell(void)
{
	return strcmp(terminal_charset, "utf-8") == 0 ? text_cell_narrow :
	    text_cell_wide;
}

char *
input_text(const char *bytes, struct err *err)
{
	struct charset *cs;
	struct buf out = BUF_INIT;
	size_t bad, n = strlen(bytes);

	if (strcmp(terminal_charset, "utf-8") == 0) {
		if (text_valid(bytes, n, &bad))
			return mem_text(bytes);
	} else {
		cs = charset_open("utf-8", terminal_charset, err);
		if (cs == NULL)
			return NULL;
		if (charset_convert(cs, bytes, n, true, &out, &bad)) {
			charset_close(cs);
			return buf_take(&out);
		}
		charset_close(cs);
		buf_clear(&out);
	}
	err_set(err, ERR_INPUT, "命令行的文字不是 %s 编码（第 %zu 字节）："
	    "请检查终端的字符集和 LANG 的设置", terminal_charset, bad + 1);
	return NULL;
}

/* ---- results ---- */

struct output {
	struct file_out	*file;
	const char	*charset;
};

struct output *
output_open(const char *path, bool force, const char *charset, bool bom,
    struct err *err)
{
	struct output *output = mem_new(sizeof(*output));

	output->charset = charset == NULL ? terminal_charset : charset;
	output->file = file_create(path, force, err);
	if (output->file != NULL && bom && path != NULL &&
	    strcmp(output->charset, "utf-8") == 0 &&
	    !file_write(output->file, "\357\273\277", 3, err)) {
		file_abandon(output->file);
		output->file = NULL;
	}
	if (output->file != NULL)
		return output;
	free(output);
	return NULL;
}

bool
output_write(void *arg, const char *text, struct err *err)
{
	struct output *output = arg;
	struct buf bytes = BUF_INIT, shown = BUF_INIT;
	size_t lost = 0;
	bool ok;

	/* Paths and names may hold anything; a file keeps it. */
	if (file_terminal(output->file)) {
		text_shown(&shown, text, true);
		text = buf_str(&shown);
	}
	if (strcmp(output->charset, "utf-8") == 0)
		ok = file_write(output->file, text, strlen(text), err);
	else
		ok = charset_encode(output->charset, text, "?", &bytes, &lost, err) &&
		    file_write(output->file, buf_str(&bytes), bytes.len, err);
	buf_clear(&bytes);
	buf_clear(&shown);
	return ok;
}

struct file_out *
output_file(struct output *output)
{
	return output->file;
}

bool
output_commit(struct output *output, struct err *err)
{
	bool ok = file_commit(output->file, err);

	free(output);
	return ok;
}

void
output_abandon(struct output *output)
{
	if (output == NULL)
		return;
	file_abandon(output->file);
	free(output);
}

bool
output_text(const char *text, struct err *err)
{
	struct output *output = output_open(NULL, false, NULL, false, err);

	if (output == NULL)
		return false;
	if (!output_write(output, text, err)) {
		output_abandon(output);
		return false;
	}
	return output_commit(output, err);
}

/* ---- messages ---- */

/* Bytes to standard error; there is nobody to tell when that fails. */
static void
tell(const char *text)
{
	struct buf bytes = BUF_INIT;
	size_t lost;

	if (strcmp(terminal_charset, "utf-8") != 0 &&
	    charset_encode(terminal_charset, text, "?", &bytes, &lost, NULL))
		text = buf_str(&bytes);
	fputs(text, stderr);
	fflush(stderr);
	buf_clear(&bytes);
}

void
message(const char *fmt, ...)
{
	struct buf line = BUF_INIT;
	char *text = NULL;
	va_list ap;

	progress_end();
	va_start(ap, fmt);
	if (vasprintf(&text, fmt, ap) < 0)
		text = NULL;
	va_end(ap);
	buf_add(&line, "bangjiao：");
	/* Paths and data of others are in it. */
	text_shown(&line, text == NULL ? fmt : text, true);
	buf_addc(&line, '\n');
	tell(buf_str(&line));
	buf_clear(&line);
	free(text);
}

/* ---- progress and interruption ---- */

static volatile sig_atomic_t asked;
static bool progress_open;
static struct timespec progress_last;

static void
on_signal(int number)
{
	asked = number;
}

void
interrupt_catch(void)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction action, old;
	size_t i;

	memset(&action, 0, sizeof(action));
	action.sa_handler = on_signal;
	/* A second one ends the program as usual: nothing is ever half kept. */
	action.sa_flags = (int)SA_RESETHAND;
	sigemptyset(&action.sa_mask);
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (sigaction(numbers[i], NULL, &old) == 0 &&
		    old.sa_handler != SIG_IGN)
			sigaction(numbers[i], &action, NULL);
}

bool
interrupt_asked(void)
{
	return asked != 0;
}

/* Four times a second is enough for the eye, and short work shows nothing. */
static bool
time_to_show(void)
{
	struct timespec now;
	long ms;

	if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
		return false;
	ms = (now.tv_sec - progress_last.tv_sec) * 1000 +
	    (now.tv_nsec - progress_last.tv_nsec) / 1000000;
	if (progress_last.tv_sec != 0 && ms < 250)
		return false;
	ms = progress_last.tv_sec;
	progress_last = now;
	return ms != 0;
}

bool
progress_show(void *arg, long done, long all)
{
	struct buf line = BUF_INIT;

	if (interrupt_asked())
		return false;
	if (!isatty(STDERR_FILENO) || !time_to_show())
		return true;
	buf_addf(&line, "\r%s %ld", (const char *)arg, done);
	if (all > 0)
		buf_addf(&line, " / %ld（%ld%%）", all, done * 100 / all);
	buf_add(&line, "   ");
	tell(buf_str(&line));
	buf_clear(&line);
	progress_open = true;
	return true;
}

void
progress_end(void)
{
	char line[82];

	/* Blanks, since not every terminal knows how to erase a line. */
	snprintf(line, sizeof(line), "\r%78s\r", "");
	if (progress_open)
		tell(line);
	progress_open = false;
}

bool
progress_until(void *arg, long done, long all)
{
	bool on = progress_show(arg, done, all);

	if (all > 0 && done >= all)
		progress_end();
	return on;
}
