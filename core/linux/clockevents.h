/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Clock event devices: what can interrupt a CPU at a moment that the kernel
 * chooses (kernel/time/clockevents.c, include/linux/clockchips.h of Linux
 * 6.12).
 *
 *	                set_state_...()
 *	 DETACHED <--> SHUTDOWN <--> PERIODIC         HZ times a second
 *	                   |   <--> ONESHOT           once, when programmed
 *	                   |           |
 *	                   '------ ONESHOT_STOPPED    nothing to come
 *
 * A device counts at its own frequency: counts = ns * mult >> shift.  It can
 * be programmed for no less than min_delta_ns from now and no more than
 * max_delta_ns; what is further away comes too early, and whoever programmed
 * it finds nothing to do and programs it again.
 *
 * Every device that registers is offered to the CPU it is registered on; see
 * tick_check_new_device().  What is replaced is released, and offered again.
 *
 * Invariants (clockevents_check()): a device in use is on one list; it is
 * never programmed below min_delta_ns; next_event is "never" unless the device
 * is in a state that can fire.
 *
 * Differs from Linux: a device serves one CPU or any CPU, no other sets of
 * them; no suspend, no hotplug, no dummy devices, none that takes a ktime_t;
 * devices are not rebound by hand (sysfs).  A device with C3STOP goes on all
 * the same, for no CPU sleeps so deep: nothing is broadcast (tick.h).
 */
#ifndef LINUX_CLOCKEVENTS_H
#define LINUX_CLOCKEVENTS_H

#include "lib/list.h"
#include "linux/ktime.h"
#include "linux/spinlock.h"
#include "machine/state.h"
#include "machine/timer_chip.h"

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
#define CLOCK_EVT_FEAT_C3STOP 0x08u	/* says that it stops in deep sleep */
#define CLOCK_EVT_FEAT_USUAL \
	(CLOCK_EVT_FEAT_PERIODIC | CLOCK_EVT_FEAT_ONESHOT)

struct clock_event_device {
	void (*event_handler)(struct clock_event_device *dev);
	int (*set_next_event)(u64 evt, struct clock_event_device *dev);
	int (*set_state_periodic)(struct clock_event_device *dev);
	int (*set_state_oneshot)(struct clock_event_device *dev);
	int (*set_state_oneshot_stopped)(struct clock_event_device *dev);
	int (*set_state_shutdown)(struct clock_event_device *dev);
	ktime_t next_event;		/* CLOCK_MONOTONIC; KTIME_MAX: none */
	u64 max_delta_ns, min_delta_ns;
	u64 max_delta_ticks, min_delta_ticks;	/* the same in counts */
	u32 mult, shift;		/* counts = ns * mult >> shift */
	enum clock_event_state state_use_accessors;
	u32 features;			/* CLOCK_EVT_FEAT_... */
	u64 retries;			/* forced with the minimum delta */
	u32 rating;			/* the higher the better */
	u32 name;			/* string id */
	s32 cpu;			/* whom it can interrupt, -1: anybody */
	u32 irq;			/* its interrupt line */
	struct list_head list;		/* of devices, or of released ones */
	struct timer_chip chip;		/* its hardware */
};

/* All devices. */
struct clockevents {
	raw_spinlock_t lock;
	struct list_head devices;
	struct list_head released;
	struct clock_event_device *broadcast;	/* spare, NULL: none */
};

static inline notrace enum clock_event_state
clockevent_get_state(const struct clock_event_device *dev)
{
	return dev->state_use_accessors;
}

static inline notrace bool
clockevent_state_detached(const struct clock_event_device *dev)
{
	return dev->state_use_accessors == CLOCK_EVT_STATE_DETACHED;
}

static inline notrace bool
clockevent_state_shutdown(const struct clock_event_device *dev)
{
	return dev->state_use_accessors == CLOCK_EVT_STATE_SHUTDOWN;
}

static inline notrace bool
clockevent_state_periodic(const struct clock_event_device *dev)
{
	return dev->state_use_accessors == CLOCK_EVT_STATE_PERIODIC;
}

static inline notrace bool
clockevent_state_oneshot(const struct clock_event_device *dev)
{
	return dev->state_use_accessors == CLOCK_EVT_STATE_ONESHOT;
}

static inline notrace bool
clockevent_state_oneshot_stopped(const struct clock_event_device *dev)
{
	return dev->state_use_accessors == CLOCK_EVT_STATE_ONESHOT_STOPPED;
}

/* Program @dev to interrupt at @expires (CLOCK_MONOTONIC, ns).  0, or -ETIME
 * when that has passed; with @force the earliest possible moment is taken
 * instead.  Interrupts are off. */
int clockevents_program_event(struct clock_event_device *dev, ktime_t expires,
			      bool force);

/* Bring @dev into a state, if it is in another one and can. */
void clockevents_switch_state(struct clock_event_device *dev,
			      enum clock_event_state state);

/* Switch @dev off; it stays in use. */
void clockevents_shutdown(struct clock_event_device *dev);

/* @old (may be NULL) is given up, @new (may be NULL) is taken, switched off.
 * clockevents.lock is held. */
void clockevents_exchange_device(struct clock_event_device *old,
				 struct clock_event_device *new);

/* The handler of a device that nobody listens to. */
void clockevents_handle_noop(struct clock_event_device *dev);

/* @dev exists: offer it to the running CPU.  At boot. */
void clockevents_register_device(struct clock_event_device *dev);

/* The same for one that counts at @freq Hz, at least @min_delta and at most
 * @max_delta counts at once. */
void clockevents_config_and_register(struct clock_event_device *dev, u32 freq,
				     u64 min_delta, u64 max_delta);

extern const char *const clock_event_state_names[CLOCK_EVT_STATE_NR];
extern const struct state_type clock_event_device_type;

/* NULL when all invariants hold, else what is broken. */
const char *clockevents_check(const struct clockevents *clockevents);

#endif
