/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The timeline pane in parts: timeline.c has the rows,
 * timeline_window.c the window on time, timeline_keys.c the keys,
 * timeline_axis.c the labels above; timeline_row.c paints a timer's row,
 * timeline_row_signal.c its signals, timeline_row_words.c says in words what
 * they show; timeline_lane.c and timeline_lane_words.c those
 * of a CPU.
 */
#ifndef VIEWS_TIMELINE_H
#define VIEWS_TIMELINE_H

#include "views/grid.h"
#include "views/timeline_index.h"

#define TIMELINE_TICK 10u		/* columns from label to label */

/* A stretch of virtual time on columns of the canvas. */
struct strip {
	const struct view *view;
	const struct timeline_index *index;
	u64 left;			/* ns: where the first column begins */
	u64 column;			/* ns a column, at least 1 */
	u32 x, width;			/* its columns */
	u64 period;			/* ns a jiffy */
};

/* When @jiffy begins, seen from where @armed was; KTIME_MAX if that is too far,
 * 0 if it was before the beginning.  Ticks come at multiples of the period. */
u64 strip_time(const struct strip *strip, const struct timeline_mark *armed,
	       u64 jiffy);
/* The column of @time, below 0 or from `width` on outside. */
s64 strip_column(const struct strip *strip, u64 time);

/* The rows of the axis: times in row 0, jiffies from now on in row 1. */
void timeline_paint_times(const struct canvas *canvas,
			  const struct strip *strip);
void timeline_paint_jiffies(const struct canvas *canvas,
			    const struct strip *strip);

/* Is there anything of @timer on the strip? */
bool timeline_touches(const struct timeline_timer *timer,
		      const struct strip *strip);

/* Paint the row; what is not drawn on keeps blank. */
void timeline_paint_row(const struct canvas *canvas, u32 y,
			const struct strip *strip,
			const struct timeline_index *index,
			const struct timeline_timer *timer);

/* --- between the files of a timer's row --- */

/* What became of an arming. */
enum timeline_outcome {
	TIMELINE_IS_PENDING,
	TIMELINE_HAS_FIRED,
	TIMELINE_FIRES,			/* between bucket and callback */
	TIMELINE_MOVED,			/* armed again */
	TIMELINE_DELETED,
};
/* *end is set to the mark that ended it, NULL: none has. */
enum timeline_outcome timeline_outcome_of(const struct strip *strip,
					  const struct timeline_timer *timer,
					  const struct timeline_mark *armed,
					  const struct timeline_mark **end);
/* When @value, of arming @armed, came or will come; KTIME_MAX: that cannot be
 * told, for a CPU clock. */
u64 timeline_mark_time(const struct strip *strip,
		       const struct timeline_timer *timer,
		       const struct timeline_mark *armed,
		       const struct timeline_mark *end, u64 value);

/* The signals of marks @from to @to - 1: how long they waited. */
void timeline_paint_signals(const struct canvas *canvas, u32 y,
			    const struct strip *strip,
			    const struct timeline_timer *timer, u32 from,
			    u32 to);
/* The one that waits now. */
void timeline_paint_queued(const struct canvas *canvas, u32 y,
			   const struct strip *strip,
			   const struct timeline_timer *timer);
/* "SIGALRM waited 16900 us, taken 0.030900 s, overrun 4; ": the last signal up
 * to @time; "": there was none. */
void timeline_describe_signal(const struct strip *strip,
			      const struct timeline_timer *timer, u64 time,
			      char *buf, size_t size);

/* "armed 0.000034 s, asked +3 j ...": what the timer did up to @time. */
void timeline_describe(const struct strip *strip,
		       const struct timeline_timer *timer, u64 time, char *buf,
		       size_t size);

/* What a CPU's row shows: all in one, or one row for each. */
enum lane_layer {
	LANE_LAYER_RUN = 1,		/* the task, or idle */
	LANE_LAYER_HARD = 2,		/* interrupts */
	LANE_LAYER_SOFT = 4,		/* softirqs */
	LANE_LAYER_ALL = 7,
};

void timeline_paint_lane(const struct canvas *canvas, u32 y,
			 const struct strip *strip, const struct lanes *lanes,
			 u32 cpu, u32 layers);

/* "idle since 0.004 s, tick stopped; until 0.008 s: IPI reschedule": at the
 * present, or what lies from @from to @to. */
void timeline_describe_lane(const struct strip *strip,
			    const struct lanes *lanes, u32 cpu, bool away,
			    u64 from, u64 to, char *buf, size_t size);

/* Whose callback ran in this span, 0: nobody's; *more: others did, too. */
u32 timeline_fired_in(const struct lane *lane, const struct lane_span *span,
		      bool *more);
/* When CPU @cpu's timer will interrupt next; KTIME_MAX: never. */
u64 timeline_next_interrupt(const struct strip *strip, u32 cpu);

#endif
