/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The system calls that read and set clocks (kernel/time/time.c,
 * kernel/time/posix-timers.c of Linux 6.12).
 *
 * Differs from Linux: a caller's memory is the kernel's, so nothing is copied
 * and no call fails with EFAULT; no time zones, no per-process clocks; whoever
 * sets the clock may do so.
 */
#ifndef LINUX_POSIX_CLOCK_H
#define LINUX_POSIX_CLOCK_H

#include "linux/ktime.h"

/* All return 0 or -EINVAL: no such clock, or it cannot be set, or to no such
 * time.  Task context. */
int sys_clock_gettime(s32 which_clock, struct timespec64 *tp);
int sys_clock_settime(s32 which_clock, const struct timespec64 *tp);
int sys_clock_getres(s32 which_clock, struct timespec64 *tp);
int sys_gettimeofday(struct timespec64 *tv);
int sys_settimeofday(const struct timespec64 *tv);

#endif
