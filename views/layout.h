/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Layouts: a tree of rows and columns with panes as leaves.
 *
 *	col(row(source:3 cpus:2):4 wheel|log|*:4 console:2)
 *
 * `row` stands side by side, `col` one below the other; `:N` is the weight, `=N`
 * a fixed size in cells instead; panes joined by `|` share one place and show
 * one at a time; `*` is all panes that stand nowhere else.  Each pane's place
 * begins with a title row.
 */
#ifndef VIEWS_LAYOUT_H
#define VIEWS_LAYOUT_H

#include <stdbool.h>

#include "machine/types.h"
#include "views/pane.h"

#define LAYOUT_MAX_PLACES 12

struct place {
	u32 x, y, width, height;	/* the title row included */
	u32 nr_panes;
	u32 pane[MAX_PANES];	/* indexes into pane_types */
	bool edge;			/* a line separates it on its left */
};

struct layout {
	u32 nr_places;
	struct place place[LAYOUT_MAX_PLACES];
};

/* Below this, one pane and the console; below that, nothing fits. */
#define LAYOUT_MIN_WIDTH 40
#define LAYOUT_MIN_HEIGHT 12

/* The layout for this many cells, with or without a lesson. */
void layout_make(struct layout *layout, u32 width, u32 height, bool lesson);

/* One pane over all, with the console below it unless that is the pane. */
void layout_zoom(struct layout *layout, u32 width, u32 height, u32 pane);

/* A layout from its text; false: it is malformed (for tests). */
bool layout_parse(struct layout *layout, const char *text, u32 width,
		  u32 height);

#endif
