/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ktime_t: nanoseconds on one of the kernel's clocks (include/linux/ktime.h),
 * and the numbers of those clocks (include/uapi/linux/time.h).
 *
 *	MONOTONIC   since boot; never set
 *	REALTIME    MONOTONIC + offs_real: the wall clock, may be set
 *	BOOTTIME    MONOTONIC + offs_boot: counts suspend too
 *	TAI         MONOTONIC + offs_tai: REALTIME without leap seconds
 */
#ifndef LINUX_KTIME_H
#define LINUX_KTIME_H

#include "machine/types.h"

typedef s64 ktime_t;			/* ns */

struct timespec64 {
	s64 tv_sec;
	s64 tv_nsec;			/* 0..999999999 when normalized */
};

/* As in libc's header, which a program may include as well. */
#ifndef CLOCK_REALTIME
#define CLOCK_REALTIME 0
#define CLOCK_MONOTONIC 1
#define CLOCK_BOOTTIME 7
#define CLOCK_TAI 11
#endif

/* By number; not all of them are modelled. */
#define NR_CLOCKIDS 12
extern const char *const clockid_names[NR_CLOCKIDS];

#define KTIME_SEC_MAX (KTIME_MAX / (s64)NSEC_PER_SEC)

/* @lhs + @rhs; a sum that passes the end of time becomes the end of time. */
static inline notrace ktime_t ktime_add_safe(ktime_t lhs, ktime_t rhs)
{
	ktime_t sum = (ktime_t)((u64)lhs + (u64)rhs);

	return sum < 0 || sum < lhs || sum < rhs ? KTIME_MAX : sum;
}

static inline notrace ktime_t timespec64_to_ktime(struct timespec64 ts)
{
	if (ts.tv_sec >= KTIME_SEC_MAX)
		return KTIME_MAX;
	return ts.tv_sec * (s64)NSEC_PER_SEC + ts.tv_nsec;
}

static inline notrace struct timespec64 ktime_to_timespec64(ktime_t kt)
{
	struct timespec64 ts = {
		kt / (s64)NSEC_PER_SEC, kt % (s64)NSEC_PER_SEC
	};

	if (ts.tv_nsec < 0) {
		ts.tv_sec--;
		ts.tv_nsec += (s64)NSEC_PER_SEC;
	}
	return ts;
}

#endif
