/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The terminal: the one file that knows ncurses.  It sends grids and returns
 * keys; there is one terminal a program.
 */
#ifndef VIEWS_TERMINAL_H
#define VIEWS_TERMINAL_H

#include "views/key.h"
#include "views/theme.h"

/* Take the terminal over.  false: it cannot show a screen, and @why says so. */
bool terminal_open(const struct theme *theme, char *why, size_t size);
/* Give it back as it was. */
void terminal_close(void);
bool terminal_is_open(void);

void terminal_size(u32 *width, u32 *height);
/* Can it show more than ASCII?  By the locale. */
bool terminal_utf8(void);

void terminal_theme(const struct theme *theme);
void terminal_mouse(bool on);

/* Show the grid; only what differs from the last one is sent. */
void terminal_show(const struct grid *grid);
/* Write into the last line how far a long run is; may be called by a signal's
 * handler.  terminal_redraw() afterwards. */
void terminal_progress(u64 now, u64 steps);
/* Send everything again with the next grid. */
void terminal_redraw(void);

/* Wait for a key, at most @milliseconds (-1: for ever).  false: none came, or
 * a signal did. */
bool terminal_key(struct key_event *event, int milliseconds);

#endif
