/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tick: each CPU is interrupted HZ times a second, one CPU advances
 * jiffies, each looks after its own timers and time slice
 * (kernel/time/tick-common.c, tick-oneshot.c of Linux 6.12).
 *
 *	                    tick device of a CPU
 *	TICKDEV_MODE_PERIODIC              TICKDEV_MODE_ONESHOT
 *	  tick_handle_periodic()             hrtimer_interrupt()  highres=on
 *	                                     tick_nohz_lowres_handler()  nohz
 *
 * A CPU's tick device is the best clock event device that it could get.  It
 * begins periodic.  Once clock source and device allow it, and unless the
 * kernel was booted with highres=off and nohz=off, a tick finds that out and
 * switches to one-shot mode; from then on the tick is a timer like others, and
 * the device is programmed for whatever comes first (tick_sched.h).
 *
 * jiffies_lock and jiffies_seq guard jiffies and the two moments beside it.
 *
 * Differs from Linux: broadcasting is not modelled, for no CPU sleeps so deep
 * that its device stops; a spare device is kept and shut down.  What is left
 * of CLOCK_EVT_FEAT_C3STOP is what it forbids: one-shot mode without a spare
 * device that can do it, too, and to be that spare device.
 */
#ifndef LINUX_TICK_H
#define LINUX_TICK_H

#include "linux/clockevents.h"
#include "linux/ktime.h"
#include "linux/seqlock.h"
#include "machine/machine.h"
#include "machine/state.h"

/* Interrupt lines of the simulated machine. */
enum irq_line {
	IRQ_RESCHEDULE,			/* IPI: call schedule() */
	IRQ_TIMER,			/* the local timer */
	IRQ_CONSOLE,			/* a command was typed for this CPU */
	IRQ_CALL_FUNCTION,		/* IPI: see call_function_pending */
	IRQ_HPET,			/* the global timer */
	IRQ_STORM,			/* a device that does not stop */
	IRQ_SLOW_DRIVER,		/* a driver that takes too long */
	NR_IRQ_LINES,
};

enum tick_device_mode {
	TICKDEV_MODE_PERIODIC,
	TICKDEV_MODE_ONESHOT,
	TICKDEV_MODE_NR,
};

struct tick_device {
	struct clock_event_device *evtdev;	/* NULL: none */
	enum tick_device_mode mode;
	u32 pad;
	u64 period;			/* ns from tick to tick */
	u64 nr_ticks;			/* so far */
};

/* Who advances jiffies, and when. */
struct jiffies_update {
	raw_spinlock_t lock;
	seqcount_t seq;			/* guards the next two and jiffies */
	ktime_t next_period;		/* not before then */
	ktime_t last_update;		/* one-shot mode: jiffies is right for
					 * this moment; 0: not yet begun */
};

/* The kernel's names. */
#define jiffies_lock (kernel()->jiffies_update.lock)
#define jiffies_seq (kernel()->jiffies_update.seq)
#define tick_next_period (kernel()->jiffies_update.next_period)
#define last_jiffies_update (kernel()->jiffies_update.last_update)

/* kernel()->tick_do_timer_cpu: the CPU that advances jiffies, or ... */
#define TICK_DO_TIMER_NONE (-1)		/* whoever ticks next */
#define TICK_DO_TIMER_BOOT (-2)		/* nobody has ticked yet */

/* Is @newdev better than what this CPU has?  Then it becomes the CPU's tick
 * device, and what it replaces is released.  clockevents.lock is held. */
void tick_check_new_device(struct clock_event_device *newdev);

/* The handler in periodic mode; interrupts are off. */
void tick_handle_periodic(struct clock_event_device *dev);

/* What every CPU does in every tick, whatever it runs. */
void update_process_times(void);

/* --- one-shot mode -------------------------------------------------------- */

/* Program this CPU's tick device for @expires (CLOCK_MONOTONIC, ns; KTIME_MAX
 * stops it).  As clockevents_program_event().  Interrupts are off. */
int tick_program_event(ktime_t expires, bool force);

/* Switch this CPU's tick device to one-shot mode with that handler, or with
 * hrtimer_interrupt().  0 or -EINVAL.  Interrupts are off. */
int tick_switch_to_oneshot(void (*handler)(struct clock_event_device *dev));
int tick_init_highres(void);

/* Bring @newdev, in a CPU that is in one-shot mode, into use. */
void tick_setup_oneshot(struct clock_event_device *newdev,
			void (*handler)(struct clock_event_device *dev),
			ktime_t next_event);

/* Does this CPU's tick device run in one-shot mode? */
bool tick_oneshot_mode_active(void);

/* Can it? */
bool tick_is_oneshot_available(void);

extern const char *const tick_device_mode_names[TICKDEV_MODE_NR];
extern const struct state_type tick_device_type;
extern const struct state_type jiffies_update_type;

#endif
