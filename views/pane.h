/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A pane: a rectangle that answers one question about the machine.
 *
 * To add one: a file views/NAME.c with its functions and its row, pane_NAME, and
 * a line in Makefile.am's list of panes.  Its key, its place in help and in
 * layouts, and the word that `focus NAME` and lessons use follow from the row.
 */
#ifndef VIEWS_PANE_H
#define VIEWS_PANE_H

#include "views/view.h"

/* What a key can mean: the rows of views/keys.def.  First what panes do, moves of
 * a cursor up to ACTION_END before all else, then what the screen does. */
enum action {
	ACTION_NONE,
#define COMMAND(...)
#define ALSO(...)
#define PANE(NAME, ...) ACTION_##NAME,
#define SCREEN(...)
#include "views/keys.def"
#undef PANE
#undef SCREEN
#define PANE(...)
#define SCREEN(NAME, ...) ACTION_##NAME,
#include "views/keys.def"
#undef COMMAND
#undef ALSO
#undef PANE
#undef SCREEN
	ACTION_COMMAND,
	ACTION_NR,
};
_Static_assert(ACTION_UP == 1 && ACTION_END == 8 && ACTION_SELECT == 9,
	       "in keys.def, rows that move a cursor come first");

struct pane_type {
	const char *name;		/* "wheel" */
	char key;			/* that brings it here: '2' */
	const char *question;		/* that it answers: for help */
	size_t size;			/* of its state, zeroed at first */
	/* Paint all of @canvas (the title row is not part of it). */
	void (*paint)(void *state, const struct view *view,
		      const struct canvas *canvas);
	/* What stands in the title after the name, at most @size bytes. */
	void (*title)(void *state, const struct view *view, char *buf,
		      size_t size);
	/* @text is what SEARCH, ANSWER and the like are about, else "".
	 * false: the pane does nothing on this action. */
	bool (*act)(void *state, const struct view *view, enum action action,
		    const char *text, struct reply *reply);
	/* A click on a cell of the canvas; NULL: only focuses. */
	bool (*click)(void *state, const struct view *view, u32 x, u32 y,
		      struct reply *reply);
	/* Free what state owns; NULL: nothing. */
	void (*release)(void *state);
};

#define MAX_PANES 32
extern const struct pane_type *const pane_types[];
extern const u32 nr_pane_types;

/* The number of the pane called @name (or whose key that is), or -1. */
s32 pane_find(const char *name, size_t len);

/* The name of a pane; NULL behind the last one. */
const char *pane_name(u32 nr);

/* "cpus, wheel and source are the panes", all of them. */
const char *pane_names(char *buf, size_t size);

/* --- lists with a cursor --------------------------------------------------- */

/* A window on many rows with one of them under the cursor; for panes that are
 * lists.  The window follows the cursor. */
struct list_view {
	u64 top, cursor;
};

/* UP, DOWN, PAGE_UP, PAGE_DOWN, HOME, END; false: another action. */
bool list_view_act(struct list_view *list, enum action action, u64 nr,
		   u32 height);
/* Bring cursor and window into 0 .. nr - 1 before painting. */
void list_view_fit(struct list_view *list, u64 nr, u32 height);

#endif
