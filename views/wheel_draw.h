/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The drawing of a wheel: a row a level, a cell a bucket.
 *
 *	           0       8       16      24              48      56
 *	L0    4 ms ........1...^..........+......  ...  .................. ^12
 *	L1*  32 ms .....*......................2.  ...  .................. ^23
 *	  |   |    '-- buckets: their timers, 1-9 or +   the hand's bucket --'
 *	  |   '-- what a bucket stands for
 *	  '-- a bucket of this level has changed; one that is now empty says so
 *
 * The hand stands in a cell without timers; with timers their number stays.  A
 * wide pane has two columns a bucket, the second one for hand and mark; a
 * narrow one draws several buckets as one cell, with the sum of their timers.
 */
#ifndef VIEWS_WHEEL_DRAW_H
#define VIEWS_WHEEL_DRAW_H

#include "linux/wheel.h"
#include "views/view.h"

#define WHEEL_LABEL 11u			/* columns before the buckets */

struct wheel_picture {
	const struct view *view;
	const struct timer_base *base;
	u32 count[WHEEL_MAX_SIZE];	/* timers of each bucket */
	bool changed[WHEEL_MAX_SIZE];	/* since the last move */
	u64 nr;				/* timers in all */
	u32 nr_changed;
	u32 cursor;			/* idx of the bucket under the cursor */
	u32 columns;			/* of a cell: 1 or 2 */
	u32 group;			/* buckets a cell: 1, 2, 4, 8 or 16 */
};

/* Count, compare with before the last move, and choose the size of cells. */
void wheel_picture(struct wheel_picture *picture, const struct view *view,
		   const struct timer_base *base, u32 width);

/* Timers on a level. */
u64 wheel_level_count(const struct wheel_picture *picture, u32 level);

void wheel_draw_ruler(const struct wheel_picture *picture,
		      const struct canvas *canvas, u32 y);
void wheel_draw_level(const struct wheel_picture *picture,
		      const struct canvas *canvas, u32 y, u32 level);

/* The first bucket (0..63) of the cell at column @x; LVL_SIZE: none. */
u32 wheel_bucket_at(u32 columns, u32 group, u32 x);

#endif
