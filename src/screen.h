/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The screen over a front end: panes in a layout, keys that become commands.
 *
 *	key -> row of the key table -> command -> front end -> machine
 *	machine, trace, console, lesson -> struct view -> panes -> grid
 *
 * Nothing here knows a terminal: screen_run.c connects keys and grid to one,
 * the commands `key` and `screen` do the same for scripts and tests.
 */
#ifndef SCREEN_H
#define SCREEN_H

#include "front.h"
#include "views/grid.h"
#include "views/key.h"
#include "views/theme.h"

struct screen;

/* A screen of this size; NULL without memory.  It becomes front->screen. */
struct screen *screen_new(struct front *front, u32 width, u32 height);
void screen_free(struct screen *screen);

/* The screen of @front; made at 80x24 if there is none yet. */
struct screen *screen_of(struct front *front);

bool screen_resize(struct screen *screen, u32 width, u32 height);
void screen_ascii(struct screen *screen, bool ascii);

/* Paint everything; the grid is valid until the next call. */
const struct grid *screen_paint(struct screen *screen);

/* A key, a click, a paste.  May run commands. */
void screen_key(struct screen *screen, const struct key_event *event);

/* The list of lessons: what the program opens with. */
void screen_list_lessons(struct screen *screen);

/* Bring a pane to the front and give it the keys. */
void screen_focus(struct screen *screen, u32 pane);
void screen_zoom(struct screen *screen, bool zoom);
bool screen_zoomed(const struct screen *screen);

/* Execute a command as if it were typed: echo, output and errors go to the
 * console pane, the first error also to the last line. */
void screen_execute(struct screen *screen, const char *text);

/* The same for what a function prints. */
void screen_call(struct screen *screen, void (*fn)(struct front *, void *),
		 void *data);

/* What stands in the last line until the next key. */
void screen_say(struct screen *screen, bool bad, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

const struct theme *screen_theme(const struct screen *screen);
void screen_set_theme(struct screen *screen, const struct theme *theme);
bool screen_mouse(const struct screen *screen);
void screen_set_mouse(struct screen *screen, bool on);

/* Auto-play: a step is due every 1/30 s while this is true. */
bool screen_playing(const struct screen *screen);
void screen_play_step(struct screen *screen);

/* The user has confirmed that the program shall end. */
bool screen_done(const struct screen *screen);
/* Ask for it: at once if nothing is unsaved. */
void screen_quit(struct screen *screen);
/* A long run is under way: paint so. */
void screen_progress(struct screen *screen, bool running);
/* Ctrl-L was pressed: true once. */
bool screen_wants_redraw(struct screen *screen);

#endif
