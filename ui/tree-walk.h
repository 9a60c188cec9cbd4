/*
 * ui/tree-walk.h: choosing from a tree, without the screen
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_TREE_WALK_H
#define UI_TREE_WALK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "model/tree.h"

/*
 * Somebody stands at a node and sees what is below it, or what fits the
 * characters typed: first what stands below that node and begins with them,
 * then the whole tree, the best first.  It knows no curses.
 */
enum walk_kind {
	WALK_HERE,			/* the node itself, where it may be chosen */
	WALK_NODE,
	WALK_OTHER			/* a text from elsewhere: filled in before */
};

struct walk_row {
	enum walk_kind	 kind;
	struct tree_node node;		/* of a WALK_OTHER only its label */
	size_t		 place;		/* the number that means it; 0 with WALK_HERE */
};

#define WALK_ROWS 200			/* more are not shown; the clerk types on */
#define WALK_TYPED 64

struct walk {
	struct tree	 tree;
	int		 on, choose;	/* as of tree_query, tree_may_choose */
	bool		 labels;	/* picked are labels, else codes */
	bool		 by_table;	/* a number is a place in the code table */
	bool		 many;
	char		 upper[TREE_CODE];	/* where one stands; "" at the top */
	char		 typed[WALK_TYPED];
	struct walk_row	*row;
	size_t		 count, all;	/* rows shown, and all that fit */
	size_t		 at;
	bool		 settled;	/* the last thing done was a mark */
	char		**picked;	/* with many */
	size_t		 picked_count, picked_cap;
	char		**other;
	size_t		 other_count, other_cap;
};

/* Begins at the top. */
void	walk_init(struct walk *walk, const struct tree *tree, int on, int choose);
void	walk_clear(struct walk *walk);
/* A text of before, offered at the top and when it fits what is typed; not one
 * that the tree has itself.  Before walk_stand. */
void	walk_offer(struct walk *walk, const char *text);
/* Stands at the node above a code, the cursor on it; at the top when there is no
 * such code. */
void	walk_stand(struct walk *walk, const char *code);
/* What is typed now; the best row comes under the cursor. */
void	walk_type(struct walk *walk, const char *typed);
/* To what is below the row under the cursor; false when it is a leaf. */
bool	walk_down(struct walk *walk);
/* One up, the cursor on where one came from; false at the top. */
bool	walk_up(struct walk *walk);
void	walk_move(struct walk *walk, size_t at);
/* The row under the cursor, NULL when nothing fits. */
const struct walk_row *walk_row(const struct walk *walk);
/* May the row be taken?  A node with others below it only as WALK_HERE. */
bool	walk_may_choose(const struct walk_row *row);
/* What the row gives: its label or its code. */
const char *walk_value(const struct walk *walk, const struct walk_row *row);
/* With many: in or out. */
void	walk_mark(struct walk *walk, const char *value);
bool	walk_marked(const struct walk *walk, const char *value);
/* Appends what choosing the row under the cursor gives: its value, or with many
 * all picked ones and it, between them `between`.  false: it may not be chosen. */
bool	walk_choose(struct walk *walk, const char *between, struct buf *out);
/* Appends "江苏省 > 镇江市", "全部" at the top. */
void	walk_path(const struct walk *walk, struct buf *out);
/* Appends what stands above a row of a search. */
void	walk_above(const struct walk *walk, const struct walk_row *row, struct buf *out);

#endif
