/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands around the panes: their titles, the first line of the screen
 * (where the machine is) and the last one (which keys matter now, or what was
 * wrong).
 */
#ifndef VIEWS_FRAME_H
#define VIEWS_FRAME_H

#include "views/layout.h"
#include "views/pane.h"

/* The title row of a place that shows pane @shown: number, name, what the pane
 * says about itself, and the panes that share the place. */
void frame_title(const struct canvas *screen, const struct place *place,
		 u32 shown, bool focus, const char *about);

/* Time, jiffies, statements, and whether this is the past. */
void frame_top(const struct canvas *screen, const struct view *view);

/* The keys that matter in this situation for pane @pane, and the message: beside
 * them, or above them where it is long. */
void frame_bottom(const struct canvas *screen, const struct view *view,
		  const char *pane);

/* "terminal too small", for what no layout fits. */
void frame_too_small(const struct canvas *screen);

#endif
