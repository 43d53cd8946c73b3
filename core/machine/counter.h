/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A free-running counter: the hardware behind a clock source.
 *
 *	count
 *	  |            /  hz counts a second, skewed by `ppm`
 *	  |          /
 *	  |   base /
 *	  |      |
 *	  '------'---------> machine time
 *	       since
 *
 * It counts up from power-on at its own frequency.  Reading it takes no time,
 * and every CPU reads the same value at the same time.  Two faults can be put
 * into it: it runs too fast or too slow, and it jumps.
 */
#ifndef MACHINE_COUNTER_H
#define MACHINE_COUNTER_H

#include "machine/types.h"

struct counter {
	u64 hz;				/* what it says it is, <= 4294967295 */
	s32 ppm;			/* how much faster it is in truth */
	u64 base;			/* its value at `since` */
	u64 since;			/* ns of machine time */
};

/* A counter that stands at 0 now.  Host or CPU context, as all below. */
void counter_init(struct counter *counter, u64 hz);

/* Its value now; it wraps at 2^64. */
u64 counter_read(const struct counter *counter);

/* From now on run @ppm millionths faster (-999999 .. 1000000) than it says. */
void counter_skew(struct counter *counter, s32 ppm);

/* Jump by @ns of its own time, forwards or backwards, but not below 0. */
void counter_jump(struct counter *counter, s64 ns);

/* Counts in @ns at @hz, and ns in @counts at @hz, rounded down. */
u64 counts_of_ns(u64 ns, u64 hz);
u64 ns_of_counts(u64 counts, u64 hz);

#endif
