/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state of the timeline pane, for timeline.c, timeline_window.c and
 * timeline_keys.c alone.
 *
 *	time     |0        |40 ms		head
 *	CPU 0    T....T....T..			lane_height: CPUs from
 *	CPU 1    ____t________			lanes.top on
 *	t1       >---o]*			height: timers from
 *	t2       >---------....o]		list.top on
 *	t1: armed ...
 */
#ifndef VIEWS_TIMELINE_PANE_H
#define VIEWS_TIMELINE_PANE_H

#include "views/pane.h"
#include "views/timeline.h"

struct timeline_pane {
	struct timeline_index index;
	struct list_view lanes;		/* CPUs */
	struct list_view list;		/* timers */
	u32 *shown;			/* rows: numbers of timers */
	u32 nr_shown, max_shown;
	u32 serial;			/* the timer under the cursor */
	u32 cpu, nr_cpus;
	u32 rows_a_cpu;			/* 1 or 3 */
	bool on_lane;			/* the cursor is on a CPU */
	u64 left, cursor;		/* ns */
	s32 scale;			/* steps from a jiffy a column */
	bool scaled;			/* the user has chosen it */
	u32 session;			/* of the last paint */
	u64 seen;			/* ns: the present of the last paint */
	bool away;			/* the cursor is not the present */
	bool picked;			/* the row was chosen by the user */
	u32 head, lane_height, height;	/* rows of the last paint */
	struct strip strip;
	char search[100];
};

/* Nothing has been recorded, so there is nothing to move on. */
static inline bool timeline_is_empty(const struct timeline_pane *pane)
{
	return !pane->index.nr && !pane->index.lanes.nr_spans;
}

/* The timer in row @row. */
const struct timeline_timer *timeline_timer_at(const struct timeline_pane *pane,
					       u64 row);
/* The end of the cursor's column, but not of one that lies ahead. */
u64 timeline_cursor_end(const struct timeline_pane *pane);
/* Place pane->strip on @canvas, behind the names. */
void timeline_set_strip(struct timeline_pane *pane, const struct view *view,
			const struct canvas *canvas, u32 name_width);
/* Another scale: @steps times wider or, below 0, closer; false: no further. */
bool timeline_rescale(struct timeline_pane *pane, s32 steps);
/* Put the time of the cursor a third of the way into the window. */
void timeline_show_cursor(struct timeline_pane *pane);

bool timeline_act(void *state, const struct view *view, enum action action,
		  const char *text, struct reply *reply);
bool timeline_click(void *state, const struct view *view, u32 x, u32 y,
		    struct reply *reply);

#endif
