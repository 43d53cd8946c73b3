/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Positions: points in a session's life.
 *
 *	position = (statements, hardware events, time, inputs applied)
 *
 * The same inputs at the same positions give the same machine, so a position
 * names a state of it.  Positions of one session are totally ordered.
 */
#ifndef POSITION_H
#define POSITION_H

#include "machine/types.h"

/* Ordered by (steps, hw_events, now, input). */
struct position {
	u64 steps;			/* statements executed */
	u64 hw_events;			/* hardware events */
	u64 now;			/* ns */
	u64 events;			/* trace records; for information */
	u32 input;			/* inputs applied */
};

/* Less than, equal to or greater than 0 as @a lies before, at or after @b. */
int position_compare(const struct position *a, const struct position *b);

#endif
