/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a process and a thread keep for their timers and CPU clocks, and when
 * processes and signals call for them (struct signal_struct and task_struct
 * of Linux 6.12 have these fields among the others).
 *
 *	process->timers                        thread->timers
 *	  posix_timers   every k_itimer          cputime, exec_start
 *	  real_timer     setitimer(REAL)         cputimers: timers on the
 *	  it[2]          setitimer(PROF ...)                thread's clocks
 *	  cputime        sum of all threads
 *	  cputimers      timers on the process's clocks
 *
 * Differs from Linux: the sum of all threads' times is always kept, not only
 * while somebody has a timer on it.
 */
#ifndef LINUX_PROCESS_TIMERS_H
#define LINUX_PROCESS_TIMERS_H

#include "lib/timerqueue.h"
#include "linux/hrtimer.h"
#include "linux/signal.h"

/* What a CPU clock counts: user and system time in ticks, user time in ticks,
 * exact time on a CPU. */
#define CPUCLOCK_PROF 0
#define CPUCLOCK_VIRT 1
#define CPUCLOCK_SCHED 2
#define CPUCLOCK_MAX 3

/* ns */
struct task_cputime {
	u64 stime, utime;		/* counted by ticks */
	u64 sum_exec_runtime;		/* exact */
};

/* The timers on one CPU clock of a thread or process. */
struct posix_cputimer_base {
	u64 nextevt;			/* U64_MAX: nothing to look for */
	struct timerqueue_head tqhead;	/* struct cpu_timer.node */
};

/* ... on all three; guarded by siglock. */
struct posix_cputimers {
	struct posix_cputimer_base bases[CPUCLOCK_MAX];
	bool timers_active;		/* process: ticks must look */
	bool expiry_active;		/* process: somebody does */
};

/* setitimer(ITIMER_PROF, ITIMER_VIRTUAL), by CPUCLOCK_...; siglock. */
struct cpu_itimer {
	u64 expires;			/* on the process's clock; 0: off */
	u64 incr;
};

struct process_timers {
	/* guarded by siglock */
	struct list_head posix_timers;	/* struct k_itimer.list, newest first */
	struct list_head ignored_posix_timers;	/* 6.18: parked ones */
	struct hrtimer real_timer;
	ktime_t it_real_incr;
	struct cpu_itimer it[CPUCLOCK_SCHED];
	struct posix_cputimers cputimers;
	struct task_cputime cputime;
	/* guarded by hash_lock */
	u32 next_posix_timer_id;
	bool timer_create_restore_ids;	/* 6.18: prctl() */
};

struct thread_timers {
	struct task_cputime cputime;
	u64 exec_start;			/* sum_exec_runtime counts up to here */
	struct posix_cputimers cputimers;
	u64 default_timer_slack_ns;
};

/* A process, a thread is born; @parent is NULL for the first of its family. */
void process_timers_init(struct process *p, const struct process *parent);
void thread_timers_init(struct thread *t);
/* The last thread exits, or execs: POSIX timers go; on exit all others too. */
void exit_itimers(struct process *p);
void process_timers_exit(struct process *p);
void thread_timers_exit(struct thread *t);

/* setrlimit() has changed a limit (RLIMIT_CPU). */
void rlimit_changed(struct process *p, u32 resource);

/* dequeue_signal() took a timer's entry (with si_sys_private set): count what
 * was missed, re-arm.  6.12; without siglock. */
void posixtimer_rearm(struct kernel_siginfo *info);
/* The same in 6.18, with siglock, which is dropped in between; false: the
 * signal is stale, take another. */
bool posixtimer_deliver_signal(struct kernel_siginfo *info,
			       struct sigqueue *q);
/* SIGALRM was dequeued: a periodic ITIMER_REAL goes on.  With siglock. */
void posixtimer_rearm_itimer(struct process *p);
/* 6.18, with siglock: a pending timer signal is dropped because it is ignored;
 * @sig is no longer ignored; an entry left its list for good. */
void posixtimer_sig_ignore(struct process *p, struct sigqueue *q);
void posixtimer_sig_unignore(struct process *p, int sig);
void posixtimer_sigqueue_putref(struct sigqueue *q);

extern const struct state_type process_timers_type;
extern const struct state_type thread_timers_type;

#endif
