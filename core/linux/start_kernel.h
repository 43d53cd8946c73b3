/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Booting: how the time subsystem comes up, in the order in which Linux does
 * it (init/main.c, kernel/smp.c, arch/x86/kernel/smpboot.c of Linux 6.12).
 *
 *	CPU 0                                      other CPUs
 *	start_kernel()
 *	   sched_init()         the run queues
 *	   tick_init()          nobody ticks yet
 *	   init_timers()        the wheels, TIMER_SOFTIRQ
 *	   hrtimers_init()      this CPU's trees, HRTIMER_SOFTIRQ
 *	   softirq_init()
 *	   timekeeping_init()   clock: jiffies
 *	   time_init()
 *	   late_time_init()     the global timer: the first tick device
 *	rest_init()
 *	   kernel_init()
 *	      smp_prepare_cpus()   the local timer: a better one
 *	      smp_init()           their trees; -->  start_secondary()
 *	      do_initcalls()                          its local timer
 *	         clocksource_done_booting()           idle
 *	         init_tsc_clocksource()   a clock source for one-shot mode
 *	   idle
 *	... a tick: tick_check_oneshot_change(), and all goes on from there
 *
 * Differs from Linux: everything that is not about time is left out, and so are
 * tick_broadcast_init() and posix_cputimers_init_work() (no device stops in
 * deep sleep; CPU timers fire in the tick itself); memory, tasks and interrupt
 * lines are there from the beginning; kernel_init() runs
 * in the boot task itself and not in a thread, and start_kernel() returns.
 */
#ifndef LINUX_START_KERNEL_H
#define LINUX_START_KERNEL_H

#include "machine/machine.h"

/* Where the boot CPU and the others begin.  Interrupts are off; they never
 * return. */
void start_boot_cpu(void);
void start_secondary(void);

/* The same without idling, in no time and without a trace: the machine looks
 * as if nothing had happened yet, but has booted.  Host context, between
 * machine_start() and the first machine_run().  0, or a negative errno. */
int start_kernel_at_once(struct machine *m);

#endif
