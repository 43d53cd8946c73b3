/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Clock event devices: what can interrupt a CPU at a moment that the kernel
 * chooses (kernel/time/clockevents.c, include/linux/clockchips.h).
 */
#ifndef LINUX_CLOCKEVENTS_H
#define LINUX_CLOCKEVENTS_H

#include "lib/list.h"
#include "linux/ktime.h"

enum clock_event_state {
	CLOCK_EVT_STATE_DETACHED,	/* not in use */
	CLOCK_EVT_STATE_SHUTDOWN,	/* in use, switched off */
	CLOCK_EVT_STATE_PERIODIC,	/* interrupts HZ times a second */
	CLOCK_EVT_STATE_ONESHOT,	/* interrupts once when programmed */
	CLOCK_EVT_STATE_ONESHOT_STOPPED,	/* oneshot, nothing to do */
	CLOCK_EVT_STATE_NR,
};

#define CLOCK_EVT_FEAT_PERIODIC 0x01u
#define CLOCK_EVT_FEAT_ONESHOT 0x02u
#define CLOCK_EVT_FEAT_C3STOP 0x08u	/* stops in deep sleep */

struct clock_event_device {
	void (*event_handler)(struct clock_event_device *dev);
	int (*set_next_event)(u64 evt, struct clock_event_device *dev);
	int (*set_state_periodic)(struct clock_event_device *dev);
	int (*set_state_oneshot)(struct clock_event_device *dev);
	int (*set_state_oneshot_stopped)(struct clock_event_device *dev);
	int (*set_state_shutdown)(struct clock_event_device *dev);
	ktime_t next_event;		/* CLOCK_MONOTONIC; KTIME_MAX: none */
	u64 max_delta_ns, min_delta_ns;
	u64 max_delta_ticks, min_delta_ticks;
	u32 mult, shift;		/* ticks = ns * mult >> shift */
	enum clock_event_state state_use_accessors;
	u32 features;			/* CLOCK_EVT_FEAT_... */
	u64 retries;			/* forced with the minimum delta */
	u32 rating;			/* the higher the better */
	u32 name;			/* string id */
	s32 cpu;			/* whom it can interrupt, -1: anybody */
	u32 irq;			/* its interrupt line */
	struct list_head list;
};

/* Program @dev to interrupt at @expires (CLOCK_MONOTONIC, ns).  0, or -ETIME
 * when that has passed; with @force the earliest possible moment is taken
 * instead.  Interrupts are off.  Source: kernel/time/clockevents.c. */
int clockevents_program_event(struct clock_event_device *dev, ktime_t expires,
			      bool force);

#endif
