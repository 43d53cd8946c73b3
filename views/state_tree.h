/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state tables as a tree of rows, for the state pane.
 *
 *	cpu                     list      cpu
 *	  [0]                   element   cpu[0]
 *	    id      0           value     cpu[0].id
 *	    rq                  struct    cpu[0].rq
 *	  ... 60 more           more
 *
 * Only what is open becomes rows, made anew from the machine each time; what is
 * open is remembered by path, so that it stays open while machines come and go.
 * Paths are those that `print` takes.  Of a long list a window is shown.
 */
#ifndef VIEWS_STATE_TREE_H
#define VIEWS_STATE_TREE_H

#include "machine/machine.h"
#include "machine/state.h"

#define STATE_PATH_MAX 256u
#define STATE_WINDOW 50u		/* elements of a list shown at a time */
#define STATE_COUNT_MAX 1000u		/* elements are counted up to this */

enum state_row_kind {
	STATE_ROW_VALUE,
	STATE_ROW_STRUCT,
	STATE_ROW_LIST,
	STATE_ROW_ELEMENT,
	STATE_ROW_BEFORE,		/* of a list: its elements before, */
	STATE_ROW_MORE,			/* and behind the window */
};

struct state_row {
	enum state_row_kind kind;
	bool open;
	u32 depth;
	u32 parent;			/* its row; of a root's field: itself */
	u32 path;			/* where it begins in the tree's text */
	u64 hash;			/* of the path */
	u32 name_width;			/* of the longest name beside it */
	const struct state_field *field;	/* ELEMENT: the list */
	const void *owner;		/* has the field */
	const void *at;			/* STRUCT, ELEMENT: what it leads to */
	u64 count;			/* LIST, BEFORE, MORE: elements */
};

struct state_choice {
	u64 path;			/* hash */
	bool open;
	u64 from;			/* LIST: the window's first element */
};

struct state_tree {
	struct state_row *row;
	u32 nr, max;
	char *text;			/* paths, one behind the other */
	u32 text_len, text_max;
	struct state_choice *choice;
	u32 nr_choices, max_choices;
	u32 focus;			/* this CPU is open by itself */
	char path[STATE_PATH_MAX];	/* of the row being made */
	u32 path_len;
};

/* The rows of the machine as it is.  state_use() has been called. */
void state_tree_build(struct state_tree *tree, const struct machine *m,
		      u32 focus);
void state_tree_free(struct state_tree *tree);

/* Valid until the next build. */
const char *state_row_path(const struct state_tree *tree,
			   const struct state_row *row);
/* "clk" or "[local]": the last part of a path. */
const char *state_path_name(const char *path);
bool state_row_opens(const struct state_row *row);

/* For the next build: open or close a node; move the window of the list that a
 * BEFORE or MORE row belongs to. */
void state_tree_open(struct state_tree *tree, const struct state_row *row,
		     bool open);
void state_tree_page(struct state_tree *tree, const struct state_row *row);

/* Open all that @path leads through; "t1.expires" means the object's.  Writes
 * the path as rows have it to @found (STATE_PATH_MAX bytes).  False: it leads
 * nowhere, and nothing was opened. */
bool state_tree_reveal(struct state_tree *tree, const struct machine *m,
		       const char *path, char *found);

/* The next name or key that contains @what, or path if that has a "." or "[",
 * behind the row @from (a path) or before it, around the ends; closed nodes are
 * searched too.  Writes its path to @found.  False: there is none, or *limit is
 * set, because more than enough was looked at. */
bool state_tree_find(const struct machine *m, const char *what,
		     const char *from, bool forwards, char *found,
		     bool *limit);

/* --- paths being put together ------------------------------------------- */

/* Append ".name" or "[key]"; false: it does not fit, nothing was added. */
bool state_path_field(char *path, u32 *len, const char *name);
bool state_path_key(char *path, u32 *len, const char *key);
bool state_path_append(char *path, u32 *len, const char *text);
u64 state_path_hash(const char *path);

/* What was chosen for a path, NULL: nothing yet; and choose. */
struct state_choice *state_tree_choice(const struct state_tree *tree, u64 path);
void state_tree_choose(struct state_tree *tree, const char *path, bool open);

#endif
