/*
 * command.h: the command line: options, commands, results, messages
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef COMMAND_H
#define COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/file.h"
#include "base/text.h"
#include "model/catalog.h"
#include "model/store.h"

/* The exit status is a contract with scripts (design.md 8). */
enum { DONE = 0, FINDINGS = 1, NOT_DONE = 2, INTERRUPTED = 3 };

/* ---- options: command-options.c ---- */
enum option {
	OPTION_DB, OPTION_USER, OPTION_TODAY, OPTION_DATA, OPTION_HELP,
	OPTION_VERSION,				/* these six go with any command */
	OPTION_OFFICE, OPTION_START, OPTION_PERSONS, OPTION_SEED,
	OPTION_ENCODING, OPTION_DRY_RUN, OPTION_REJECTS, OPTION_DOUBTFUL,
	OPTION_SENDER,
	OPTION_FORMAT, OPTION_FULL, OPTION_OUT, OPTION_FORCE, OPTION_OVERDUE,
	OPTION_DAYS, OPTION_PERSON, OPTION_FROM, OPTION_TO, OPTION_PARAM,
	OPTION_MISSING, OPTION_DEFINITIONS,
	OPTIONS
};
#define OPTION_ANY ((1UL << (OPTION_VERSION + 1)) - 1)

struct optiondef {
	char		 letter;	/* 0 = none */
	const char	*name;		/* "today" */
	const char	*argument;	/* "YYYY-MM-DD", NULL = a switch */
	bool		 path;		/* its bytes are a file name, as given */
	const char	*help;
};
const struct optiondef *optiondef(enum option option);

enum { WORDS = 4, PARAMS = 32 };

/* The command line as it was typed: texts in UTF-8, paths as given. */
struct cmdline {
	const struct command *command;		/* NULL: the workbench */
	const char	*value[OPTIONS];	/* NULL = not given; "" for a switch */
	size_t		 words;			/* behind the command */
	const char	*word[WORDS];
	size_t		 params;		/* -p KEY=VALUE */
	const char	*param[PARAMS];
	char		**owned;		/* what value and word point to */
	size_t		 owned_count, owned_cap;
};

bool	cmdline_parse(struct cmdline *line, int argc, char **argv, struct err *err);
void	cmdline_clear(struct cmdline *line);
/* --NAME as a number from least to most; def when not given. */
bool	cmdline_number(const struct cmdline *line, enum option option, long least,
	    long most, long def, long *out, struct err *err);
/* --NAME as a date; DATE_NONE when not given. */
bool	cmdline_date(const struct cmdline *line, enum option option, int *date,
	    struct err *err);

/* ---- commands: command-table.c, command-help.c ---- */
/* What must be there before a command runs; checked in one place. */
enum {
	NEEDS_STORE = 1,	/* an existing store */
	NEEDS_WRITE = 2		/* and it is opened for writing */
};

struct command {
	const char	*name;
	const char	*args;		/* "PROFILE FILE", "[COMMAND]", "" */
	size_t		 least, most;	/* words */
	unsigned	 paths;		/* bit n: word n is a file name */
	unsigned	 needs;
	unsigned long	 must;		/* 1UL << option: those it cannot do without */
	unsigned long	 options;	/* and those it takes, besides OPTION_ANY */
	const char	*summary;	/* one line */
	const char	*help;		/* several, each ends with a line feed */
	/* store is NULL unless needed.  An error is told by main. */
	int		 (*run)(const struct cmdline *line, struct store *store,
			    struct err *err);
};
/* Ends with a row without a name. */
extern const struct command commands[];
const struct command *command_named(const char *name, struct err *err);
/* Prints the page of a command, or of all (NULL). */
bool	command_help(const struct command *command, struct err *err);
/* "bangjiao import PROFILE FILE [--encoding E] …"; appends. */
void	command_usage(const struct command *command, struct buf *out);
/* Opens the store that the options name. */
struct store *command_store(const struct cmdline *line, bool write, struct err *err);
struct store_options command_store_options(const struct cmdline *line);

/* ---- results and messages: command-output.c ---- */
/* Settles the charset of the terminal by the locale: UTF-8 in an ASCII one. */
void	output_init(void);
const char *output_charset(void);
/* How wide the characters of results are taken to be. */
text_cell_fn output_cell(void);
/* A text of the command line as UTF-8; NULL with err when it is none of the
 * locale's.  The caller's. */
char	*input_text(const char *bytes, struct err *err);

/* Results: standard output or -o, in a charset, with or without a BOM. */
struct output;
/* path NULL: standard output, in the locale's charset unless charset says. */
struct output *output_open(const char *path, bool force, const char *charset,
	    bool bom, struct err *err);
bool	output_write(void *output, const char *text, struct err *err);
struct file_out *output_file(struct output *output);	/* for who encodes himself */
bool	output_commit(struct output *output, struct err *err);	/* frees */
void	output_abandon(struct output *output);		/* NULL allowed */
/* One text as a whole result on standard output. */
bool	output_text(const char *text, struct err *err);

/* Messages, on standard error: "bangjiao：" and a line. */
void	message(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* Progress on standard error if that is a terminal; arg is what is done
 * ("导入").  false when a signal asked to stop. */
bool	progress_show(void *arg, long done, long all);
/* The same, and takes the line off when all is done: a result follows. */
bool	progress_until(void *arg, long done, long all);
void	progress_end(void);		/* takes the line off the screen */

/* SIGINT, SIGTERM and SIGHUP ask long work to stop. */
void	interrupt_catch(void);
bool	interrupt_asked(void);

/* --format among known (the first is the default), which ends with NULL. */
bool	command_format(const struct cmdline *line, const char *const *known,
	    const char **format, struct err *err);
extern const char *const command_tables[];	/* text csv */
/* Tells the way back from an --encoding under which a file could not be read:
 * err says so without a word of options, for it is read on screens too. */
void	command_encoding_told(const struct cmdline *line, struct err *err);
/* --encoding of a file that is read: the charset's own name; NULL = not given. */
bool	command_encoding(const struct cmdline *line, const char **encoding,
	    struct err *err);
/* -p KEY=VALUE and the options that stand for one: at most PARAMS + 3.  own
 * has room for PARAMS texts, which the caller frees. */
struct report_value;
bool	command_params(const struct cmdline *line, struct report_value *value,
	    size_t *count, char **own, struct err *err);
/* Is the result no bytes for a terminal, or written elsewhere? */
struct print_job;
bool	command_showable(const struct print_job *job, struct err *err);
/* A table as a whole result on standard output. */
struct table;
bool	command_print(struct table *table, const char *format, struct err *err);

/* "已建立 what PATH …" on standard output; the exit status. */
int	command_created(const struct store *store, const char *what, struct err *err);

/* Without a command: the workbench. */
int	command_workbench(const struct cmdline *line, struct err *err);

/* ---- the commands ---- */
typedef int command_fn(const struct cmdline *line, struct store *store,
	    struct err *err);
command_fn command_accept, command_backup, command_check, command_compare, command_demo,
	    command_document, command_due, command_export, command_find,
	    command_help_run, command_import, command_indicators, command_init,
	    command_list, command_report, command_restore, command_script,
	    command_why;

#endif
