/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CPU clocks, and timers on them (kernel/time/posix-cpu-timers.c, Linux 6.12).
 *
 * The number of a CPU clock says whose it is:
 *
 *	clock = ~pid << 3 | thread << 2 | which
 *	                     '- 1: one thread   '- CPUCLOCK_PROF, VIRT, SCHED
 *	pid 0: the caller's own.
 *
 * These clocks run only while the thread does, so no hrtimer can wait for them:
 * every tick compares them with the first expiry (run_posix_cpu_timers()).
 * That is why CPU timers expire late, by up to a tick.
 *
 *	tick:  collect what is due (siglock) -> firing -> each by itself
 *	       (it_lock): queue its signal
 *
 * Invariant: nextevt of a base is not after the first timer in its queue.
 *
 * Differs from Linux: timers fire in the interrupt, not in task work (as
 * without CONFIG_POSIX_CPU_TIMERS_TASK_WORK); there are no real-time tasks, so
 * RLIMIT_RTTIME limits nothing.
 */
#ifndef LINUX_POSIX_CPU_TIMERS_H
#define LINUX_POSIX_CPU_TIMERS_H

#include "linux/posix_timers.h"
#include "linux/process.h"

#define CPUCLOCK_PERTHREAD_MASK 4
#define CPUCLOCK_CLOCK_MASK 3
#define CLOCKFD 3			/* not a CPU clock, but a device's */
#define CLOCKFD_MASK (CPUCLOCK_PERTHREAD_MASK | CPUCLOCK_CLOCK_MASK)
#define CPUCLOCK_PID(clock) (~((clock) >> 3))
#define CPUCLOCK_WHICH(clock) ((clock) & CPUCLOCK_CLOCK_MASK)
#define CPUCLOCK_PERTHREAD(clock) (((clock) & CPUCLOCK_PERTHREAD_MASK) != 0)
#define PROCESS_CLOCK ((s32)(~0u << 3) | CPUCLOCK_SCHED)
#define THREAD_CLOCK (PROCESS_CLOCK | CPUCLOCK_PERTHREAD_MASK)

/* In every tick; interrupts are off. */
void run_posix_cpu_timers(void);

/* setitimer(), RLIMIT_CPU: the tick is to look at @newval of a clock of the
 * process; *@oldval becomes what remains of it.  With siglock. */
void set_process_cpu_timer(struct process *p, u32 clkid, u64 *newval,
			   u64 *oldval);

/* setrlimit(RLIMIT_CPU), in seconds. */
void update_rlimit_cpu(struct process *p, u64 rlim_new);

void posix_cputimers_init(struct posix_cputimers *pct);

/* A thread, a process exits: its clocks stop, timers on them are taken off.
 * With siglock. */
void posix_cputimers_exit(struct posix_cputimers *pct);

/* --- inside --------------------------------------------------------------- */

/* Whose clock: the base of a clock of @t, or of its process. */
struct posix_cputimers *cputimers_of(struct thread *t, s32 clock);

/* The time on it now. */
u64 cpu_clock_sample(s32 clock, struct thread *t);

/* A thread of whom @clock is; NULL: nobody's.  @gettime: any thread's number
 * stands for its process. */
struct thread *thread_of_clock(s32 clock, bool gettime);

/* @timer, locked, has expired. */
void cpu_timer_fire(struct k_itimer *timer);
void posix_cpu_timer_rearm(struct k_itimer *timer);
s64 posix_cpu_timer_create(struct k_itimer *timer);
s64 posix_cpu_timer_set(struct k_itimer *timer, u32 flags,
			const struct itimerspec64 *new_setting,
			struct itimerspec64 *old_setting);
s64 posix_cpu_timer_del(struct k_itimer *timer);

static inline notrace u64 cpu_timer_getexpires(const struct cpu_timer *ctmr)
{
	return (u64)ctmr->node.expires;
}

static inline notrace void cpu_timer_setexpires(struct cpu_timer *ctmr, u64 exp)
{
	ctmr->node.expires = (ktime_t)exp;
}

void cpu_timer_dequeue(struct cpu_timer *ctmr);

/* clock_nanosleep() on a CPU clock (posix_cpu_sleep.c). */
s64 posix_cpu_nsleep(s32 clock, u32 flags, const struct timespec64 *rqtp);

#endif
