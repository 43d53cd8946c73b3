/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The screen, as its own files see it.
 *
 *	screen.c         its life; what the loop and commands ask of it
 *	screen_places.c  where panes stand, which one has the keys
 *	screen_paint.c   what panes see, and their places painted
 *	screen_keys.c    who gets a key
 *	screen_do.c      what a key does
 *	screen_search.c  the search text being typed
 *	screen_output.c  commands given here, and what they print
 *
 * screen_view.c and screen_lesson.c fill in what panes see of the program.
 */
#ifndef SCREEN_STATE_H
#define SCREEN_STATE_H

#include "screen.h"

#include "line.h"
#include "screen_lesson.h"
#include "screen_view.h"
#include "scrollback.h"
#include "typed.h"
#include "views/layout.h"

#define SEARCH_MAX 100

struct screen {
	struct front *front;
	struct grid grid;
	struct layout layout;
	struct view view;
	struct scrollback *scrollback;
	struct screen_lesson *lesson;
	struct typed typed;
	bool edits;			/* the line editor is ours */
	struct position painted;	/* where the machine stood then */
	u64 painted_events;
	void *state[MAX_PANES];
	u32 raised[MAX_PANES];		/* the higher, the later brought here */
	u32 raises;
	u32 focus, before;		/* panes; before the console */
	u32 large;			/* the pane that is zoomed */
	bool zoomed;
	bool listing;			/* the list of lessons, at first */
	bool helping;
	struct list_view help;
	bool searching;
	char search[SEARCH_MAX];
	bool quitting, done;
	bool playing, running, redraw, mouse;
	const struct theme *theme;
	char message[256];
	bool bad;
};

/* --- screen_places.c ------------------------------------------------------ */

/* The number of the pane called @name, which there is. */
u32 screen_pane(const char *name);
/* Does the console have the keys? */
bool screen_is_typing(const struct screen *screen);
/* Is the terminal large enough for anything? */
bool screen_fits(const struct screen *screen);
/* Set the places of the layout for the size and the panes of now. */
void screen_lay_out(struct screen *screen);
/* The pane that a place shows: the one brought here last. */
u32 screen_shown_in(const struct screen *screen, const struct place *place);
/* The place that may show @pane, or that has this cell; NULL: none. */
const struct place *screen_place_of(const struct screen *screen, u32 pane);
const struct place *screen_place_at(const struct screen *screen, u32 x, u32 y);
/* The next place in the layout; what it shows gets the keys. */
void screen_focus_by(struct screen *screen, u32 distance);

/* --- screen_paint.c ------------------------------------------------------- */

/* Gather what panes see. */
void screen_update_view(struct screen *screen);

/* --- screen_do.c ---------------------------------------------------------- */

/* Let a pane do this, and do what it replies; false: it does nothing on it. */
bool screen_act(struct screen *screen, u32 pane, enum action action,
		const char *text);
/* Do what a row of the key table says, or say why not now. */
void screen_use_row(struct screen *screen, const struct key_row *row);
/* A key for the line that is being typed. */
void screen_feed(struct screen *screen, u32 key);

/* --- screen_search.c ------------------------------------------------------ */

void screen_search_begin(struct screen *screen);
void screen_search_key(struct screen *screen, u32 key);

/* --- screen_output.c ------------------------------------------------------ */

extern const struct line_user screen_line_user;

/* The console pane, if it was scrolled back. */
void screen_show_newest(struct screen *screen);

#endif
