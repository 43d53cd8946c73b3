/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Alarm timers: CLOCK_REALTIME_ALARM and CLOCK_BOOTTIME_ALARM, whose timers
 * would wake a machine that is suspended (kernel/time/alarmtimer.c, Linux
 * 6.12).
 *
 *	alarm -- its hrtimer                 while the machine runs
 *	     '-- node, in alarm_base's queue  to find the first of all, for
 *	                                     which an RTC would be programmed
 *
 * They need an RTC that can wake the machine (`machine rtc=`); without one a
 * timer or a sleep on these clocks is refused.  A timerfd is not: it would
 * only not wake anybody.
 *
 * Differs from Linux: this machine is never suspended, so the RTC is only
 * asked whether it is there; everybody may use these clocks (CAP_WAKE_ALARM).
 */
#ifndef LINUX_ALARMTIMER_H
#define LINUX_ALARMTIMER_H

#include "lib/timerqueue.h"
#include "linux/hrtimer.h"

enum alarmtimer_type {
	ALARM_REALTIME,
	ALARM_BOOTTIME,
	ALARM_NUMTYPE,
};
extern const char *const alarmtimer_names[ALARM_NUMTYPE];

enum alarmtimer_restart {
	ALARMTIMER_NORESTART,
	ALARMTIMER_RESTART,
};

#define ALARMTIMER_STATE_INACTIVE 0
#define ALARMTIMER_STATE_ENQUEUED 1

struct alarm {
	struct timerqueue_node node;	/* expires */
	struct hrtimer timer;
	enum alarmtimer_restart (*function)(struct alarm *alarm, ktime_t now);
	enum alarmtimer_type type;
	u32 state;			/* ALARMTIMER_STATE_... */
};

struct alarm_base {
	raw_spinlock_t lock;
	struct timerqueue_head timerqueue;
};

/* Is there an RTC? */
bool alarmtimer_get_rtcdev(void);

/* The clock of a type, now. */
ktime_t alarm_get_ktime(enum alarmtimer_type type);

/* CLOCK_..._ALARM's type. */
enum alarmtimer_type clock2alarm(s32 clock);

/* @alarm->timer.object names it. */
void alarm_init(struct alarm *alarm, enum alarmtimer_type type,
		enum alarmtimer_restart (*function)(struct alarm *, ktime_t));
void alarm_start(struct alarm *alarm, ktime_t start);
void alarm_start_relative(struct alarm *alarm, ktime_t start);
void alarm_restart(struct alarm *alarm);
/* As hrtimer_try_to_cancel(), hrtimer_cancel(). */
int alarm_try_to_cancel(struct alarm *alarm);
int alarm_cancel(struct alarm *alarm);
/* As hrtimer_forward(), on alarm->node. */
u64 alarm_forward(struct alarm *alarm, ktime_t now, ktime_t interval);
u64 alarm_forward_now(struct alarm *alarm, ktime_t interval);
ktime_t alarm_expires_remaining(const struct alarm *alarm);

#endif
