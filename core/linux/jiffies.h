/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * jiffies: the tick count since boot, offset so that a 32-bit copy wraps five
 * minutes after it (include/linux/jiffies.h, kernel/time/time.c).
 *
 * Differs from Linux: HZ is chosen when the machine is made, so conversions
 * divide where the kernel picks a constant at compile time; results are the
 * same.
 */
#ifndef LINUX_JIFFIES_H
#define LINUX_JIFFIES_H

#include "linux/kernel.h"

#define INITIAL_JIFFIES_OF(hz) ((u64)(u32)-(s32)(300 * (hz)))
#define MAX_JIFFY_OFFSET ((u64)((INT64_MAX >> 1) - 1))
#define MAX_SCHEDULE_TIMEOUT INT64_MAX

/* Comparisons that survive the wrap. */
#define time_after(a, b) ((s64)((u64)(b) - (u64)(a)) < 0)
#define time_before(a, b) time_after(b, a)
#define time_after_eq(a, b) ((s64)((u64)(a) - (u64)(b)) >= 0)
#define time_before_eq(a, b) time_after_eq(b, a)

/* Nanoseconds of one tick at @hz. */
static inline notrace u64 tick_nsec(u32 hz)
{
	return (NSEC_PER_SEC + hz / 2) / hz;
}

/* Conversions as kernel/time/time.c makes them: rounded up, so that nothing
 * comes early, and MAX_JIFFY_OFFSET for what is too long.  The kernel takes 32
 * bits of ms and us; more counts as too long here.  Any context, host too. */
u64 msecs_to_jiffies(u32 hz, u64 ms);
u64 usecs_to_jiffies(u32 hz, u64 us);
u64 timespec64_to_jiffies(u32 hz, u64 sec, u64 nsec);

/* Microseconds in @j jiffies, cut to 32 bits as the kernel's unsigned int. */
u32 jiffies_to_usecs(u32 hz, u64 j);

/* Move @j, absolute or (_relative) seen from now, to a whole second of
 * jiffies, so that timers of little precision expire together; skewed by 3
 * jiffies a CPU so that CPUs do not all wake at once.  Down in the first
 * quarter of a second, else up; the _up forms always up.  What would land in
 * the past stays as it is.  CPU context.  Source: kernel/time/timer.c. */
u64 round_jiffies(u64 j);
u64 round_jiffies_relative(u64 j);
u64 round_jiffies_up(u64 j);
u64 round_jiffies_up_relative(u64 j);

#endif
