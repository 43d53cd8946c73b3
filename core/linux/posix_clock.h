/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The system calls that read and set the wall clock (kernel/time/time.c of
 * Linux 6.12); those for any clock are in linux/posix_timers.h.
 *
 * Differs from Linux: a caller's memory is the kernel's, so nothing is copied
 * and no call fails with EFAULT; no time zones; whoever sets the clock may do
 * so.
 */
#ifndef LINUX_POSIX_CLOCK_H
#define LINUX_POSIX_CLOCK_H

#include "linux/ktime.h"

/* Both return 0 or -EINVAL: it cannot be set to such a time.  Task context. */
int sys_gettimeofday(struct timespec64 *tv);
int sys_settimeofday(const struct timespec64 *tv);

#endif
