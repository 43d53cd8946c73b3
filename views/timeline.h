/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The timeline pane in parts: timeline.c has the window, the cursor and the keys,
 * timeline_row.c paints a timer's row and says in words what it shows.
 */
#ifndef VIEWS_TIMELINE_H
#define VIEWS_TIMELINE_H

#include "views/grid.h"
#include "views/timeline_index.h"

/* A stretch of virtual time on columns of the canvas. */
struct strip {
	const struct view *view;
	u64 left;			/* ns: where the first column begins */
	u64 column;			/* ns a column, at least 1 */
	u32 x, width;			/* its columns */
	u64 period;			/* ns a jiffy */
	u64 jiffies0;			/* at time 0 */
};

/* When that jiffy begins, KTIME_MAX if it is too far. */
u64 strip_time(const struct strip *strip, u64 jiffy);
/* The column of @time, below 0 or from `width` on outside. */
s64 strip_column(const struct strip *strip, u64 time);

/* Is there anything of @timer on the strip? */
bool timeline_touches(const struct timeline_timer *timer,
		      const struct strip *strip);

/* Paint the row; what is not drawn on keeps blank. */
void timeline_paint_row(const struct canvas *canvas, u32 y,
			const struct strip *strip,
			const struct timeline_index *index,
			const struct timeline_timer *timer);

/* "armed 0.000034 s, asked +3 j ...": what the timer did up to @time. */
void timeline_describe(const struct strip *strip,
		       const struct timeline_timer *timer, u64 time, char *buf,
		       size_t size);

#endif
