/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The system calls that read and set clocks: see posix_clock.h.
 *
 * What the kernel knows about a clock stands in a table: struct k_clock.
 */
#include "linux/posix_clock.h"

#include "linux/kernel.h"
#include "linux/timekeeping.h"

#define EINVAL 22

struct k_clock {
	s32 clockid;
	ktime_t (*clock_get_ktime)(void);
	int (*clock_set)(const struct timespec64 *tp); /* NULL: cannot */
};

static int posix_clock_realtime_set(const struct timespec64 *tp)
{
	return do_settimeofday64(tp);
}

static const struct k_clock posix_clocks[] = {
	{ CLOCK_REALTIME, ktime_get_real, posix_clock_realtime_set },
	{ CLOCK_MONOTONIC, ktime_get, NULL },
	{ CLOCK_BOOTTIME, ktime_get_boottime, NULL },
	{ CLOCK_TAI, ktime_get_clocktai, NULL },
};

static notrace const struct k_clock *clockid_to_kclock(s32 which_clock)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(posix_clocks); i++)
		if (posix_clocks[i].clockid == which_clock)
			return &posix_clocks[i];
	return NULL;
}

int sys_clock_gettime(s32 which_clock, struct timespec64 *tp)
{
	const struct k_clock *kc = clockid_to_kclock(which_clock);
	ktime_t now;

	if (!kc)
		return -EINVAL;
	now = kc->clock_get_ktime();
	*tp = ktime_to_timespec64(now);
	return 0;
}

int sys_clock_settime(s32 which_clock, const struct timespec64 *tp)
{
	const struct k_clock *kc = clockid_to_kclock(which_clock);

	if (!kc || !kc->clock_set)
		return -EINVAL;
	return kc->clock_set(tp);
}

/* What an hrtimer on it can tell apart: a tick, or a nanosecond. */
int sys_clock_getres(s32 which_clock, struct timespec64 *tp)
{
	const struct k_clock *kc = clockid_to_kclock(which_clock);

	if (!kc)
		return -EINVAL;
	tp->tv_sec = 0;
	tp->tv_nsec = kernel()->hrtimer_resolution;
	return 0;
}

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
