/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * timerfd: a timer as something to read (fs/timerfd.c, Linux 6.12).
 *
 *	hrtimer expires: ticks = 1, wake the reader
 *	read(): ticks + all periods since; re-arm on the grid; ticks = 0
 *
 * As with POSIX timers a period costs nothing until somebody looks.  With
 * TFD_TIMER_CANCEL_ON_SET a reader is told by -ECANCELED that CLOCK_REALTIME
 * was set while it waited for a moment of that clock.
 *
 * Invariant: a context is on the cancel list exactly if might_cancel is set.
 */
#ifndef LINUX_TIMERFD_H
#define LINUX_TIMERFD_H

#include "linux/alarmtimer.h"
#include "linux/file.h"
#include "linux/syscall.h"

#define TFD_TIMER_ABSTIME 1u
#define TFD_TIMER_CANCEL_ON_SET 2u
#define TFD_NONBLOCK 04000u
#define TFD_CLOEXEC 02000000u

struct timerfd_ctx {
	/* constant */
	s32 clockid;
	u32 object;			/* serial: how traces name it */
	/* guarded by lock */
	raw_spinlock_t lock;
	union {
		struct hrtimer tmr;
		struct alarm alarm;
	} t;
	ktime_t tintv;			/* the period */
	ktime_t moffs;			/* CLOCK_REALTIME's offset when it was
					 * set; KTIME_MAX: canceled */
	u64 ticks;			/* expiries nobody has read */
	bool expired;
	u32 settime_flags;
	struct wait_queue_head wqh;
	/* guarded by the list's lock */
	bool might_cancel;
	struct list_head clist;
};

s64 sys_timerfd_create(s32 clockid, u32 flags);
s64 sys_timerfd_settime(s64 fd, u32 flags,
			const struct itimerspec64 *new_setting,
			struct itimerspec64 *old_setting);
s64 sys_timerfd_gettime(s64 fd, struct itimerspec64 *setting);

/* CLOCK_REALTIME was set: wake those who asked to be told. */
void timerfd_clock_was_set(void);

extern const struct state_type timerfd_type;

#endif
