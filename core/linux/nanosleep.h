/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * nanosleep(), and clock_nanosleep() on the clocks that hrtimers know
 * (kernel/time/hrtimer.c, Linux 6.12).
 *
 *	|------ asleep ------>|
 *	         ^ a signal: has it a handler?
 *	         |  yes: -EINTR, and what remains is written, if relative
 *	         '  no (stopped, continued): restart_syscall() sleeps on until
 *	            the moment that the first call computed
 */
#ifndef LINUX_NANOSLEEP_H
#define LINUX_NANOSLEEP_H

#include "linux/hrtimer.h"

struct restart_block;
struct timespec64;

s64 sys_nanosleep(const struct timespec64 *rqtp, struct timespec64 *rmtp);

/* Sleep until @rqtp, or with HRTIMER_MODE_REL for so long. */
s64 hrtimer_nanosleep(ktime_t rqtp, u32 mode, s32 clockid);

/* Tell the caller what remains, if it wants to know. */
s64 nanosleep_copyout(struct restart_block *restart,
		      const struct timespec64 *rem);

#endif
