/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * POSIX timers: timer_create() and its kin (kernel/time/posix-timers.c of
 * Linux 6.12; with kernel=6.18 the rework of 6.13).
 *
 *	timer_create(CLOCK_MONOTONIC, SIGALRM) = id
 *	      |
 *	      v          k_clock: how this clock does it
 *	  k_itimer ----> timer_set, timer_get, timer_rearm ...
 *	   |     '-----> it.real: an hrtimer, it.cpu, or it.alarm
 *	   '- sigq: the one entry that can be queued for the process
 *
 * A periodic timer is a chain of one-shot ones.  It expires, its entry is
 * queued, and it stays disarmed until somebody takes the signal: only then it
 * is moved past the present, on its grid, and what it missed is the overrun.
 *
 *	armed --expires--> queued ("requeue pending") --delivered--> armed
 *	                        '-- settime, delete: never mind
 *
 * So a timer costs its process one entry, however short its period is.  What
 * becomes of the queued entry when the timer is set again differs:
 *
 *	6.12	it is delivered.  it_requeue_pending counts settings; an entry
 *		that carries an old count does not re-arm the timer.  A timer
 *		whose signal is ignored goes on by itself, counting.
 *	6.18	it is dropped.  it_signal_seq counts settings, it_sigqueue_seq
 *		is the count when it was queued.  A periodic timer whose signal
 *		is ignored is parked on ignored_posix_timers.
 *
 * Locks: it_lock, then siglock.  Delivery, which holds siglock, drops it.
 *
 * Invariants (posix_timers_check()): every timer of a process is found by its
 * id, is on its list, and has one entry; one that is armed is queued in its
 * base, or expires just now; one that is not armed is in none.
 *
 * Differs from Linux: references count the readers that RCU would wait for; one
 * hash for all processes, of a fixed size; 6.12's it_active is it_status there
 * too; no time namespaces.
 */
#ifndef LINUX_POSIX_TIMERS_H
#define LINUX_POSIX_TIMERS_H

#include "linux/alarmtimer.h"
#include "linux/hrtimer.h"
#include "linux/process_timers.h"
#include "linux/syscall.h"

struct k_itimer;
struct machine;

#define CLOCK_PROCESS_CPUTIME_ID 2
#define CLOCK_THREAD_CPUTIME_ID 3
#define CLOCK_MONOTONIC_RAW 4
#define CLOCK_REALTIME_COARSE 5
#define CLOCK_MONOTONIC_COARSE 6
#define CLOCK_REALTIME_ALARM 8
#define CLOCK_BOOTTIME_ALARM 9

#define TIMER_ABSTIME 1

#define SIGEV_SIGNAL 0
#define SIGEV_NONE 1
#define SIGEV_THREAD 2
#define SIGEV_THREAD_ID 4

/* What a k_clock's function returns when the timer expires just now. */
#define TIMER_RETRY 1

/* 6.12, it_requeue_pending: a signal is to re-arm the timer. */
#define REQUEUE_PENDING 1

struct sigevent {
	u64 sigev_value;
	s32 sigev_signo;
	s32 sigev_notify;
	s32 sigev_notify_thread_id;
};

enum posix_timer_state {
	POSIX_TIMER_DISARMED,
	POSIX_TIMER_ARMED,
	POSIX_TIMER_REQUEUE_PENDING,	/* expired; its signal re-arms it */
	POSIX_TIMER_NR_STATES,
};

/* A timer on a CPU clock. */
struct cpu_timer {
	struct timerqueue_node node;	/* expires: on the clock, 0: off */
	struct timerqueue_head *head;	/* NULL: not queued */
	s32 pid;			/* whose clock: a tid or a pid */
	bool firing;			/* is on a list of those that fire */
	bool nanosleep;			/* clock_nanosleep(): wake it_task */
	struct list_head elist;		/* that list */
};

struct k_itimer {
	struct list_head list;		/* process->timers.posix_timers */
	struct hlist_node t_hash;
	raw_spinlock_t it_lock;
	/* constant */
	s32 it_id;
	s32 it_clock;
	s32 it_sigev_notify;
	s32 it_pid;			/* whom the signal is for */
	enum pid_type it_pid_type;
	struct process *it_process;	/* its owner */
	struct sigqueue *sigq;
	u32 object;			/* serial: how traces name it */
	/* guarded by it_lock */
	const struct k_clock *kclock;
	struct process *it_signal;	/* its owner; NULL: not yet, or
					 * no longer, to be found */
	struct task *it_task;		/* nanosleep: who sleeps */
	enum posix_timer_state it_status;
	ktime_t it_interval;
	s64 it_overrun;			/* since the last delivery; -1: none */
	s64 it_overrun_last;		/* what timer_getoverrun() tells */
	s32 it_requeue_pending;		/* 6.12 */
	u32 it_signal_seq;		/* 6.18 */
	u32 it_sigqueue_seq;		/* 6.18; siglock */
	bool it_sig_periodic;		/* 6.18; siglock */
	struct list_head ignored_list;	/* 6.18; siglock; empty: not parked */
	u32 refs;			/* freed at 0 */
	union {
		struct hrtimer real;
		struct cpu_timer cpu;
		struct alarm alarm;
	} it;
};

/* What a clock can do; NULL: it cannot. */
struct k_clock {
	s64 (*clock_getres)(s32 clock, struct timespec64 *tp);
	s64 (*clock_set)(s32 clock, const struct timespec64 *tp);
	s64 (*clock_get_timespec)(s32 clock, struct timespec64 *tp);
	ktime_t (*clock_get_ktime)(s32 clock);
	s64 (*nsleep)(s32 clock, u32 flags, const struct timespec64 *rqtp);
	s64 (*timer_create)(struct k_itimer *timr);
	s64 (*timer_set)(struct k_itimer *timr, u32 flags,
			 const struct itimerspec64 *new_setting,
			 struct itimerspec64 *old_setting);
	s64 (*timer_del)(struct k_itimer *timr);
	void (*timer_get)(struct k_itimer *timr,
			  struct itimerspec64 *cur_setting);
	void (*timer_rearm)(struct k_itimer *timr);
	s64 (*timer_forward)(struct k_itimer *timr, ktime_t now);
	ktime_t (*timer_remaining)(struct k_itimer *timr, ktime_t now);
	int (*timer_try_to_cancel)(struct k_itimer *timr);
	void (*timer_arm)(struct k_itimer *timr, ktime_t expires,
			  bool absolute, bool sigev_none);
};

/* kernel()->posix_timers: what belongs to no process. */
#define POSIX_TIMERS_HASH 4096u
struct posix_timers {
	raw_spinlock_t hash_lock;
	struct hlist_head *hash;	/* NULL before the first timer */
	struct alarm_base alarm_bases[ALARM_NUMTYPE];
	raw_spinlock_t cancel_lock;
	struct list_head cancel_list;	/* struct timerfd_ctx.clist */
};

/* --- system calls ---------------------------------------------------------
 * Each returns 0, a count, or -errno; pointers are user memory. */

s64 sys_timer_create(s32 clock, const struct sigevent *event, u64 *created_id);
s64 sys_timer_settime(s32 id, u32 flags,
		      const struct itimerspec64 *new_setting,
		      struct itimerspec64 *old_setting);
s64 sys_timer_gettime(s32 id, struct itimerspec64 *setting);
s64 sys_timer_getoverrun(s32 id);
s64 sys_timer_delete(s32 id);
s64 sys_clock_gettime(s32 clock, struct timespec64 *tp);
s64 sys_clock_settime(s32 clock, const struct timespec64 *tp);
s64 sys_clock_getres(s32 clock, struct timespec64 *tp);
s64 sys_clock_nanosleep(s32 clock, u32 flags, const struct timespec64 *rqtp,
			struct timespec64 *rmtp);
/* prctl(PR_TIMER_CREATE_RESTORE_IDS), 6.18. */
s64 posixtimer_create_prctl(u64 ctrl);

/* --- inside ---------------------------------------------------------------
 * What the files called posix_*.c and alarmtimer.c share. */

/* The clock with this number; NULL: there is none. */
const struct k_clock *clockid_to_kclock(s32 clock);

/* The running process's timer, locked; NULL. */
struct k_itimer *lock_timer(s32 id, bool *flags);
void unlock_timer(struct k_itimer *timr, bool flags);
/* It expires just now on another CPU: let it, then lock it again. */
struct k_itimer *timer_wait_running(struct k_itimer *timr, bool *flags);

/* One more of the timer's users is gone; the last one frees it. */
void posixtimer_putref(struct k_itimer *timr);

/* The timer has expired: queue its entry.  True (6.12 only): the signal is
 * ignored, and nobody will re-arm the timer.  it_lock is held. */
bool posix_timer_queue_signal(struct k_itimer *timr);

/* What every k_clock's timer_set does in the end. */
void posix_timer_set_common(struct k_itimer *timr,
			    const struct itimerspec64 *new_setting);

/* Will a signal that was queued re-arm it?  it_lock is held. */
bool posix_timer_requeue_pending(const struct k_itimer *timr);

s64 common_timer_set(struct k_itimer *timr, u32 flags,
		     const struct itimerspec64 *new_setting,
		     struct itimerspec64 *old_setting);
void common_timer_get(struct k_itimer *timr,
		      struct itimerspec64 *cur_setting);
s64 common_timer_del(struct k_itimer *timr);

/* hrtimers as POSIX timers (posix_hrtimer.c). */
s64 common_timer_create(struct k_itimer *timr);
void common_hrtimer_rearm(struct k_itimer *timr);
s64 common_hrtimer_forward(struct k_itimer *timr, ktime_t now);
ktime_t common_hrtimer_remaining(struct k_itimer *timr, ktime_t now);
int common_hrtimer_try_to_cancel(struct k_itimer *timr);
void common_hrtimer_arm(struct k_itimer *timr, ktime_t expires, bool absolute,
			bool sigev_none);

extern const struct k_clock clock_realtime, clock_monotonic;
extern const struct k_clock alarm_clock;
extern const struct k_clock clock_posix_cpu, clock_process, clock_thread;

/* The owner of @timr waits for a signal whose handler is @t's business: who
 * gets it (posix_timers_signal.c). */
struct thread *posixtimer_get_target(const struct k_itimer *timr);

void posix_timers_boot(struct machine *m);

/* The next of a process's timers, oldest first, for readers. */
const struct k_itimer *process_next_posix_timer(const struct process *p,
						const struct k_itimer *prev);

/* NULL when the invariants hold, else what is broken.  Host context. */
const char *posix_timers_check(const struct machine *m);

extern const struct state_type k_itimer_type;

#endif
