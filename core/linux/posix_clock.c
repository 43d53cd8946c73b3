/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gettimeofday(), settimeofday(): see posix_clock.h.
 */
#include "linux/posix_clock.h"

#include "linux/timekeeping.h"

/* Whole microseconds. */
int sys_gettimeofday(struct timespec64 *tv)
{
	ktime_get_real_ts64(tv);
	tv->tv_nsec -= tv->tv_nsec % (s64)NSEC_PER_USEC;
	return 0;
}

int sys_settimeofday(const struct timespec64 *tv)
{
	return do_settimeofday64(tv);
}
