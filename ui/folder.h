/*
 * ui/folder.h: what is in a folder, for somebody who looks for a list
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_FOLDER_H
#define UI_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"

/*
 * Names are bytes of the file system; what is shown of them is UTF-8 and made
 * harmless.  Folders stand first, by name; files follow, the newest first,
 * for a list that was just sent is the one that is wanted.  It knows no
 * curses.
 */
#define FOLDER_MOST 20000	/* entries that are read */
#define FOLDER_SOUNDED 1500	/* above, initials are not looked at: a key waits */

enum folder_kind { FOLDER_UP, FOLDER_INSIDE, FOLDER_FILE };

struct folder_entry {
	enum folder_kind kind;
	char		*name;		/* bytes */
	char		*shown;
	long long	 size;		/* bytes, of files */
	long long	 changed;	/* seconds since 1970 */
	bool		 table;		/* of a suffix that tables have */
};

struct folder {
	char		*path;		/* absolute; bytes */
	char		*shown;
	struct folder_entry *entry;
	size_t		 count, cap;
	bool		 more;		/* there is more than was read */
	size_t		*seen;		/* entries that are meant now */
	size_t		 seen_count;
	size_t		 others;	/* files kept out of sight */
};

/* Reads a folder, path bytes; relative ones from where the program stands.
 * What was in *folder goes; on failure it stays as it was.  Zeroes at first. */
bool	folder_read(struct folder *folder, const char *path, struct err *err);
void	folder_clear(struct folder *folder);
/* Which entries are meant: all, or only folders and tables; of these, those
 * that fit what was typed (part of the name, or initials in a folder that
 * is not too large). */
void	folder_narrow(struct folder *folder, const char *typed, bool all);
/* The path of the nth that is seen, and of a folder above; the caller's. */
char	*folder_path(const struct folder *folder, size_t nth);
char	*folder_above(const struct folder *folder);
/* The place among the seen of an entry of this name (bytes); 0 if none. */
size_t	folder_find(const struct folder *folder, const char *name);

/* What was typed or pasted as a path: ~, quotes around it, \ before blanks and
 * file:// as file managers give them.  Absolute, bytes; NULL when it is no
 * path (it does not begin like one).  The caller's. */
char	*folder_typed(const char *text, const char *home);
/* A name or path as it is shown: UTF-8, else GB18030, else with the odd bytes
 * as [E4]; control and direction marks as [U+202E].  Appends. */
void	folder_shown(struct buf *out, const char *bytes);
/* The same for a path, with ~ for the clerk's home ($HOME). */
void	folder_tell(struct buf *out, const char *path);
/* A shown name in at most so many cells: of a longer one the middle is left out
 * ("~"), for its end tells what it is.  Appends. */
void	folder_short(struct buf *out, const char *shown, int cells, text_cell_fn cell);
/* "812 B" "28 KB" "1.4 MB". */
void	folder_size(long long bytes, char *out, size_t size);

/* Where sticks and other disks are mounted: folders below /media, /run/media
 * and /mnt that hold something mounted.  The caller's, ends with NULL. */
char	**folder_sticks(void);
void	folder_sticks_free(char **stick);

#endif
