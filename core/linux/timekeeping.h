/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Timekeeping: what time it is (kernel/time/timekeeping.c).
 */
#ifndef LINUX_TIMEKEEPING_H
#define LINUX_TIMEKEEPING_H

#include "linux/ktime.h"

/* Now, on CLOCK_MONOTONIC, CLOCK_REALTIME, CLOCK_BOOTTIME, CLOCK_TAI.  Any
 * context but inside the timekeeper's own updates. */
ktime_t ktime_get(void);
ktime_t ktime_get_real(void);
ktime_t ktime_get_boottime(void);
ktime_t ktime_get_clocktai(void);

/* Now on CLOCK_MONOTONIC.  Where clocks have been set since *@cwsseq, the
 * offsets are written as well and *@cwsseq is brought up to date.  For
 * hrtimer_update_base(). */
ktime_t ktime_get_update_offsets_now(u32 *cwsseq, ktime_t *offs_real,
				     ktime_t *offs_boot, ktime_t *offs_tai);

/* Can the clock source in use time what happens between ticks? */
bool timekeeping_valid_for_hres(void);

/* ns for which timekeeping can do without update_wall_time(). */
u64 timekeeping_max_deferment(void);

/* Set CLOCK_REALTIME; 0 or -EINVAL.  Calls clock_was_set().  Task context. */
int do_settimeofday64(const struct timespec64 *ts);

#endif
