/*
 * model/tree.h: codes that stand below each other, to be chosen step by step
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_TREE_H
#define MODEL_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "model/catalog.h"
#include "model/typed.h"

/*
 * A tree is either a code table with `upper` (charges by chapter) or a
 * [tree …] of the definitions: long sorted lists inside the program that are
 * never loaded, only scanned where an answer lies (divisions: 45,000 codes).
 * A tree that is a code table without `upper` has one level.
 */
struct treedef;

struct tree {				/* a value; lives as long as the catalog */
	const char	*name, *title, *basis;
	const struct codetable *codes;	/* or */
	const struct treedef *text;
};

#define TREE_CODE 44
#define TREE_LABEL 160

struct tree_node {
	char	 code[TREE_CODE], label[TREE_LABEL];
	bool	 leaf;			/* nothing stands below it */
	bool	 closed;		/* not in use on the day asked */
	enum typed_fit fit;		/* of a search: how well it fits */
};

struct tree_query {
	const char	*upper;		/* NULL or "": the top */
	const char	*typed;		/* NULL or "": everything */
	bool	 	 deep;		/* all that stands below upper, not its children alone */
	int		 on;		/* DATE_NONE: nothing counts as closed */
};

/* A [tree name] or a [codes name]; ERR_MISSING when there is neither. */
bool	tree_open(struct catalog *catalog, const char *name, struct tree *tree,
	    struct err *err);

/* The node of a code, named as on that day (DATE_NONE: as now, or as last);
 * false when there never was such a code. */
bool	tree_find(const struct tree *tree, const char *code, int on,
	    struct tree_node *node);
/* The code it is shown below, "" at the top; false when there is no such code. */
bool	tree_upper(const struct tree *tree, const char *code, char out[TREE_CODE]);
/* The level of a code, 1 at the top.  Levels of a [tree …] are its `levels`,
 * whether a place is shown there or not; of a code table, what stands above. */
size_t	tree_level(const struct tree *tree, const char *code);
/* Fills node[0..room) and returns how many there are, more than room perhaps.
 * Nothing typed: in list order.  Typed (model/typed.h): the best first, then the
 * shorter.  What is closed comes last: codes out of use, and with `on` what was
 * called otherwise or existed before.  A whole country of 45,000 codes is
 * searched while somebody types. */
size_t	tree_list(const struct tree *tree, const struct tree_query *query,
	    struct tree_node *node, size_t room);
/* Which nodes somebody's words mean, the best first, at most room of them in
 * node; 1 = it is clear, 0 = there is none.  A code, a label or another
 * spelling, a path (江苏省镇江市丹徒区), initials (dtq): what they name whole goes
 * before what they begin.  Nodes that may not be chosen or are closed on the
 * day are not meant, unless named exactly. */
size_t	tree_meant(const struct tree *tree, const char *text, int choose, int on,
	    struct tree_node *node, size_t room);
/* May a blank take this node?  What has nothing below it always; else from the
 * level `choose` on (fielddef.choose). */
bool	tree_may_choose(const struct tree *tree, const struct tree_node *node, int choose);
/* Appends the labels from the top to the code, with between between them;
 * nothing when there is no such code. */
void	tree_path(const struct tree *tree, const char *code, int on,
	    const char *between, struct buf *out);

/* The labels from the top to a code, as one name; of a code that no list has,
 * those of what it would stand below.  The caller's, NULL when nothing of it is
 * known. */
char	*tree_place(const struct tree *tree, const char *code, int on);

/* A county, city or province by the six digits of an identity number, as it
 * was called on that day: "江苏省镇江市丹徒县"; of a county that no list has,
 * its city or province.  The caller's; NULL when nothing of it is known.  From
 * the tree `division`. */
char	*division_name(struct catalog *catalog, const char *code, int on);

#endif
