/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Warnings and the kernel log.  WARN_ON_ONCE says its line once per boot and
 * goes on; a second misuse of the same kind is silent, as in the kernel.
 * Lines that Linux itself would not print begin with "timerscope:".
 */
#ifndef LINUX_WARN_H
#define LINUX_WARN_H

#include "machine/types.h"

/* The places that warn once. */
enum warn_site {
	WARN_CLOCKEVENT_NEGATIVE,
	WARN_CLOCKEVENT_STATE,
	WARN_ADD_TIMER_PENDING,
	WARN_ADD_TIMER_ON_PENDING,
	WARN_TIMER_EXPIRED_NO_FUNCTION,
	WARN_TIMER_NEXT_EXPIRY_BEHIND,
	WARN_TIMER_PREEMPT_LEAK,
	WARN_TIMER_BUCKET_LOST,
	WARN_PREEMPT_UNDERFLOW,
	WARN_HRTIMER_FORWARD_QUEUED,
	WARN_HRTIMER_HANG,
	WARN_HRTIMER_NEGATIVE,
	WARN_HRTIMER_NO_FUNCTION,
	WARN_HRTIMER_RUNNING,
	WARN_HRTIMER_SOFT,
	WARN_USLEEP_RANGE,
	WARN_NR,
};

/* Write a line to the kernel log (event "console"). */
void printk(const char *text);
/* The same with one name (string id, 0: none) appended. */
void printk_name(const char *text, u32 name);

/* @condition, having said @text to the log if it is true. */
bool warn_on(bool condition, const char *text);

/* @condition, having said @text to the log the first time it is true. */
bool warn_on_once(bool condition, enum warn_site site, const char *text);

#endif
