/*
 * ui/keys.h: the one table of keys: bar, help screen and loop read it
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_KEYS_H
#define UI_KEYS_H

#include <stddef.h>

#include "base/buf.h"
#include "base/text.h"

/* What a key asks for.  Screens handle commands, never keys. */
enum command {
	CMD_NONE,
	CMD_HELP, CMD_SAVE, CMD_FIND, CMD_FIND_PROBLEM, CMD_CHOOSE,
	CMD_REFRESH, CMD_PRINT, CMD_NEW, CMD_AGAIN, CMD_DELETE, CMD_WHY,
	CMD_MENU, CMD_ABSENT, CMD_BACK,
	CMD_ENTER, CMD_NEXT, CMD_PREV, CMD_UP, CMD_DOWN, CMD_LEFT, CMD_RIGHT,
	CMD_HOME, CMD_END, CMD_PAGE_UP, CMD_PAGE_DOWN,
	CMD_WORD_LEFT, CMD_WORD_RIGHT, CMD_NEWLINE,
	CMD_BACKSPACE, CMD_ERASE, CMD_KILL_END, CMD_KILL_ALL,
	CMD_UNDO, CMD_REDO, CMD_OVERWRITE,
	CMD_GO,			/* the next step of an import */
	CMD_SWITCH,		/* the other way to show it */
	CMD_TAKE,		/* what is suggested */
	CMD_LEAVE_OUT,		/* a column, a correction */
	CMD_COMPARE,		/* with what we have, and write nothing */
	CMD_COUNT
};
#define CMD_BIT(command) (1ULL << (command))

/* Where a key means this. */
enum {
	KEYS_DESK = 1,		/* the workbench and menus */
	KEYS_LIST = 2,
	KEYS_FORM = 4,
	KEYS_TEXT = 8,		/* something to read */
	KEYS_PICK = 16,		/* a short list to choose from */
	KEYS_ASK = 32,		/* a question with one line to type */
	KEYS_FILE = 64,		/* a person's file: lists with tabs */
	KEYS_DUES = 128,	/* lists of dues */
	KEYS_FOLDER = 256,	/* a folder: which file */
	KEYS_SIGHT = 512,	/* a file to be imported, as it reads */
	KEYS_COLUMNS = 1024,	/* its columns and what they fill */
	KEYS_TRIAL = 2048,	/* what the import would do */
	KEYS_CELLS = 4096,	/* one of its rows, to correct */
	KEYS_EXPORT = 8192,	/* what goes out as a file */
	KEYS_COMPARE = 16384,	/* a list to compare, and with whom */
	KEYS_OWED = 32768,	/* a due in a person's file */
	KEYS_SETTINGS = 65536,	/* what the office chose */
};

/* What must be there for it. */
enum {
	HAVE_ROW = 1,		/* a row under the cursor */
	HAVE_WRITE = 2,		/* the store takes writes */
	HAVE_SAVED = 4,		/* the record is in the store */
};

struct keydef {
	enum command	 command;
	int		 press, twin;	/* enum press; the twin is never a function key */
	const char	*label;		/* in the bar; NULL: not there */
	unsigned	 where, needs;
	const char	*help;
};

extern const struct keydef keys_table[];
extern const size_t keys_count;

/* The key that a press means there, or NULL. */
const struct keydef *keys_find(int press, unsigned where);
/* The key for a command there, or NULL. */
const struct keydef *keys_of(enum command command, unsigned where);
/* Why a key cannot be used now, a sentence; NULL when it can. */
const char *keys_lacking(const struct keydef *key, unsigned have);
/* "F2" "Ctrl-S" "Esc" "↑"; "" for none. */
const char *keys_name(int press);
/* A press by its name, any case ("f2", "ctrl-s", "PageDown"), or PRESS_NONE. */
int	keys_press(const char *name);

/* The bar: keys that the screen handles, as many as fit, each with its place. */
#define KEYS_BAR 16
struct keys_slot {
	const struct keydef *key;
	int	col, name, label;	/* cells */
};
size_t	keys_bar(unsigned where, unsigned long long commands, int cells,
	    struct keys_slot slot[KEYS_BAR]);
/* The help text of one place, a line a key. */
void	keys_help(struct buf *out, unsigned where, unsigned long long commands,
	    text_cell_fn cell);

#endif
