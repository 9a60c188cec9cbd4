/*
 * model/tree-private.h: the lists behind a [tree …]
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_TREE_PRIVATE_H
#define MODEL_TREE_PRIVATE_H

#include "base/mem.h"
#include "model/tree.h"

#define TREE_LEVELS 6
#define TREE_LISTS 4

/* Lines "code TAB label [TAB …]", sorted by their bytes, behind a head of # lines. */
struct tree_text {
	const char	*name, *text;
	size_t		 from, size;	/* of the lines */
	size_t		 digits;	/* of its codes */
};

struct treedef {
	const char	*name, *title, *basis;
	struct arena	*arena;
	size_t		 levels;
	size_t		 level[TREE_LEVELS];	/* digits that tell the nodes of a level apart */
	size_t		 filled;		/* shorter codes have zeros up to so many */
	size_t		 lists;
	struct tree_text list[TREE_LISTS];
	struct tree_text former;		/* text NULL = none */
	size_t		 folds;
	const char *const *fold;		/* labels of what is no place */
	size_t		 endings;
	const char *const *ending;		/* what labels may be typed without */
	struct tree_labels *labels;		/* handed out by tree_label */
};

/* One line; its parts are not ended by NUL. */
struct tree_line {
	const char	*code, *label, *rest;	/* rest: behind the label's tab, or its end */
	size_t		 code_len, label_len;
	size_t		 next;			/* offset of the line behind it */
	bool		 gone;			/* of the former ones: not so on the day asked */
};

/* What a text tree calls back for each line of an answer. */
typedef void (*tree_line_fn)(void *arg, const struct tree_line *line);

/* Offset of the first line whose code is not before key[0..n). */
size_t	tree_text_seek(const struct tree_text *list, const char *key, size_t n);
/* The line at an offset; false at the end. */
bool	tree_text_line(const struct tree_text *list, size_t at, struct tree_line *line);
/* The line of a code as it is now, and as it was called on a day. */
bool	tree_text_now(const struct treedef *tree, const char *code, struct tree_line *line);
bool	tree_text_then(const struct treedef *tree, const char *code, int on,
	    struct tree_line *line);
bool	tree_text_folded(const struct treedef *tree, const struct tree_line *line);
bool	tree_text_leaf(const struct treedef *tree, const char *code, size_t n);
void	tree_text_upper(const struct treedef *tree, const char *code, char out[TREE_CODE]);
/* Which of tree->level a code is of. */
size_t	tree_text_level(const struct treedef *tree, const char *code, size_t n);
/* on: the day asked, for what was called otherwise then or is no more;
 * DATE_NONE leaves those out. */
void	tree_text_below(const struct treedef *tree, const char *upper, bool deep, int on,
	    tree_line_fn each, void *arg);

/* The label of a code as it is now or was last, NULL if it never was; kept by
 * the tree. */
const char *tree_label(const struct treedef *tree, const char *code);

#endif
