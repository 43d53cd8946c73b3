/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Timers and CPU clocks at the birth and death of processes and threads
 * (kernel/fork.c, kernel/exit.c).
 */
#include "linux/process_timers.h"

#include "linux/itimer.h"
#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "linux/posix_cpu_timers.h"
#include "linux/posix_timers.h"
#include "linux/preempt.h"
#include "linux/process.h"

/* A child inherits no timer; it inherits limits, and so the need to look at
 * them. */
void process_timers_init(struct process *p, const struct process *parent)
{
	struct process_timers *timers = &p->timers;

	(void)parent;
	INIT_LIST_HEAD(&timers->posix_timers);
	INIT_LIST_HEAD(&timers->ignored_posix_timers);
	hrtimer_setup(&timers->real_timer, it_real_fn, CLOCK_MONOTONIC,
		      HRTIMER_MODE_REL);
	posix_cputimers_init(&timers->cputimers);
	rlimit_changed(p, RLIMIT_CPU);
}

void thread_timers_init(struct thread *t)
{
	posix_cputimers_init(&t->timers.cputimers);
	t->timers.default_timer_slack_ns = t->timer_slack_ns;
}

void process_timers_exit(struct process *p)
{
	hrtimer_cancel(&p->timers.real_timer);
	exit_itimers(p);
	raw_spin_lock_irq(&p->siglock);
	posix_cputimers_exit(&p->timers.cputimers);
	raw_spin_unlock_irq(&p->siglock);
}

void thread_timers_exit(struct thread *t)
{
	raw_spin_lock_irq(&t->process->siglock);
	posix_cputimers_exit(&t->timers.cputimers);
	raw_spin_unlock_irq(&t->process->siglock);
}

/* A limit of 0 seconds means 1, or nobody could set it and live. */
void rlimit_changed(struct process *p, u32 resource)
{
	struct rlimit *rlim = &p->rlim[RLIMIT_CPU];

	if (resource != RLIMIT_CPU || rlim->rlim_cur == RLIM_INFINITY)
		return;
	update_rlimit_cpu(p, rlim->rlim_cur);
}

notrace void posix_timers_boot(struct machine *m)
{
	struct posix_timers *pt = ((struct kernel *)m->kernel)->posix_timers;
	u32 i;

	raw_spin_lock_init(&pt->hash_lock);
	raw_spin_lock_init(&pt->cancel_lock);
	INIT_LIST_HEAD(&pt->cancel_list);
	for (i = 0; i < ALARM_NUMTYPE; i++) {
		raw_spin_lock_init(&pt->alarm_bases[i].lock);
		timerqueue_init_head(&pt->alarm_bases[i].timerqueue);
	}
}
