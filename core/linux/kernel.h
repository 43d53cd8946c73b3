/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The kernel's root structures: one `struct kernel` a machine, one `struct
 * percpu` a CPU.  Everything that Linux knows on the simulated machine hangs
 * off these two.
 *
 * Differs from Linux: there, per-CPU variables live in a linker section and
 * globals in .data; here one struct holds them, so that they lie in the arena
 * and several kernels can run side by side.
 */
#ifndef LINUX_KERNEL_H
#define LINUX_KERNEL_H

#include "linux/clocksource.h"
#include "linux/faults.h"
#include "linux/hrtimer.h"
#include "linux/object.h"
#include "linux/program.h"
#include "linux/sched.h"
#include "linux/softirq.h"
#include "linux/tick.h"
#include "linux/tick_sched.h"
#include "linux/timekeeping.h"
#include "linux/warn.h"
#include "linux/wheel.h"
#include "machine/machine.h"
#include "machine/state.h"

struct percpu {
	u32 cpu;
	u32 preempt_count;		/* see linux/preempt.h */
	u32 softirq_pending;		/* one bit per vector */
	u32 in_softirq_vec;		/* vector being run + 1, 0: none */
	struct task *ksoftirqd;		/* runs what was put off */
	struct rq rq;
	struct timer_base timer_bases[NR_BASES];
	struct hrtimer_cpu_base hrtimer_bases;
	bool call_function_pending;	/* IRQ_CALL_FUNCTION was sent */
	struct tick_device tick;
	struct tick_sched tick_sched;
	struct clock_event_device lapic;
	bool online;			/* it has come up */
	u64 slow_driver_ns;		/* see faults.h: what it will take */
};

/* One row of the cache behind trace_function_id(). */
struct function_cache {
	step_fn fn;
	u32 id;
};

struct posix_timers;

/* A clock event device as the machine has it; 0: as usual. */
struct clockevent_config {
	u32 hz;
	u32 features;			/* CLOCK_EVT_FEAT_... */
	u32 rating;
	bool absent;
	u64 min_delta, max_delta;	/* counts */
};

struct kernel_config {
	u32 nr_cpus;			/* 1..64 */
	u32 hz;				/* 100, 250, 300 or 1000 */
	u64 jiffies0;			/* jiffies at boot */
	bool ticks;			/* boot with tick devices running */
	bool highres;			/* exact hrtimers, if possible */
	bool nohz;			/* no tick while idle, if possible */
	bool skew_tick;			/* CPUs tick one after the other */
	bool boot_steps;		/* start_kernel() is to be walked */
	u32 release;			/* 612 or 618; 0: 612 */
	bool no_rtc;			/* alarm clocks need one */
	u32 tsc_hz;			/* 0: as usual */
	u64 realtime0;			/* seconds since 1970 at power-on,
					 * 0: as usual */
	struct clockevent_config lapic;
	struct clockevent_config hpet;
};

struct kernel {
	struct kernel_config config;
	u64 jiffies_64;
	struct jiffies_update jiffies_update;
	s32 tick_do_timer_cpu;		/* who advances jiffies */
	bool tick_nohz_active;		/* some CPU may stop its tick */
	bool booted;			/* start_kernel() is over */
	struct timekeeping timekeeping;
	struct clocksources clocksources;
	struct clocksource tsc;
	struct clocksource hpet_source;
	struct clockevents clockevents;
	struct clock_event_device hpet_event;
	void (*late_time_init)(void);
	void (*softirq_vec[NR_SOFTIRQS])(void);
	struct faults faults;
	u32 irq_name[NR_IRQ_LINES];	/* string ids for trace events */
	u32 irq_handled;
	u32 panicked;
	u64 nr_warnings;
	struct object_store objects;
	struct program_store programs;
	struct list_head tasks;		/* every task, oldest first */
	raw_spinlock_t tasklist_lock;	/* guards who is whose child */
	u64 nr_sigqueues;		/* of all users together */
	struct list_head ucounts;	/* struct ucounts.node: users */
	struct posix_timers *posix_timers;	/* see posix_timers.h */
	struct percpu *percpu[MACHINE_MAX_CPUS];
	u32 warned[WARN_NR];		/* WARN_ON_ONCE: already said */
	struct hrtimer_cpu_base migration_cpu_base;	/* see hrtimer.c */
	u32 hrtimer_resolution;		/* ns */
	struct function_cache functions[16];	/* see trace.c */
};

static inline notrace struct kernel *kernel(void)
{
	return hot.machine->kernel;
}

static inline notrace struct percpu *this_percpu(void)
{
	return kernel()->percpu[hot.cpu->id];
}

static inline notrace u32 smp_processor_id(void)
{
	return hot.cpu->id;
}

/* Is it the later kernel, where the two behave differently? */
static inline notrace bool kernel_is_618(void)
{
	return kernel()->config.release == 618;
}

#define jiffies (kernel()->jiffies_64)
#define HZ (kernel()->config.hz)

/* Another CPU's per-CPU data.  A wild number faults, as a wild per-CPU
 * offset does. */
static inline notrace struct percpu *percpu_of(u32 cpu)
{
	if (cpu >= kernel()->config.nr_cpus)
		return (struct percpu *)(uintptr_t)LIST_POISON1;
	return kernel()->percpu[cpu];
}

/* Build a kernel on the machine @m (host context): objects, per-CPU data,
 * idle tasks; then machine_start().  Returns 0 or a negative errno:
 * -EINVAL for a configuration out of range, -ENOMEM. */
int kernel_boot(struct machine *m, const struct kernel_config *config);

/* The root of all state tables: a struct machine. */
extern const struct state_type machine_type;

/* NULL when every invariant of kernel and machine holds, else what is broken.
 * Host context, at any step. */
const char *kernel_check(struct machine *m);

#endif
