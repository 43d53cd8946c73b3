/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CPU timers: what the tick does.
 */
#include "linux/posix_cpu_timers.h"

#include "linux/cputime.h"
#include "linux/itimer.h"
#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "linux/preempt.h"

/* --- one timer ---------------------------------------------------------- */

/* A one-shot timer is off from now on; a periodic one waits for its signal to
 * be taken.  6.12: an ignored signal will never be, so go on at once. */
void cpu_timer_fire(struct k_itimer *timer)
{
	struct cpu_timer *ctmr = &timer->it.cpu;
	bool ignored;

	timer->it_status = POSIX_TIMER_DISARMED;
	if (ctmr->nanosleep) {
		wake_up_process(timer->it_task);
		cpu_timer_setexpires(ctmr, 0);
		return;
	}
	/* mark: cpu-timer-fires */
	ignored = posix_timer_queue_signal(timer);
	if (!timer->it_interval) {
		cpu_timer_setexpires(ctmr, 0);
	} else if (ignored) {
		posix_cpu_timer_rearm(timer);
		timer->it_requeue_pending++;
	}
}

/* --- collecting --------------------------------------------------------- */

/* At most so many at once. */
#define MAX_COLLECTED 20u

/* Move what is due at @now to the list @firing; the next expiry. */
static u64 collect_timerqueue(struct timerqueue_head *head,
			      struct list_head *firing, u64 now)
{
	struct timerqueue_node *next = timerqueue_getnext(head);
	struct cpu_timer *ctmr;
	u32 n = 0;

	while (next) {
		ctmr = container_of(next, struct cpu_timer, node);
		n++;
		if (n == MAX_COLLECTED || now < cpu_timer_getexpires(ctmr))
			return cpu_timer_getexpires(ctmr);
		ctmr->firing = true;
		cpu_timer_dequeue(ctmr);
		list_add_tail(&ctmr->elist, firing);
		next = timerqueue_getnext(head);
	}
	return UINT64_MAX;
}

static void collect_posix_cputimers(struct posix_cputimers *pct,
				    const u64 *samples,
				    struct list_head *firing)
{
	u32 i;

	for (i = 0; i < CPUCLOCK_MAX; i++)
		pct->bases[i].nextevt =
			collect_timerqueue(&pct->bases[i].tqhead, firing,
					   samples[i]);
}

static notrace bool expiry_cache_is_inactive(const struct posix_cputimers *pct)
{
	return pct->bases[CPUCLOCK_PROF].nextevt == UINT64_MAX &&
	       pct->bases[CPUCLOCK_VIRT].nextevt == UINT64_MAX &&
	       pct->bases[CPUCLOCK_SCHED].nextevt == UINT64_MAX;
}

/* A signal of the kernel's to the whole process; siglock is held. */
static void send_signal(int sig, struct thread *t)
{
	send_signal_locked(sig, SEND_SIG_PRIV, t, PIDTYPE_TGID);
}

static void check_thread_timers(struct thread *t, struct list_head *firing)
{
	struct posix_cputimers *pct = &t->timers.cputimers;
	u64 samples[CPUCLOCK_MAX];

	if (expiry_cache_is_inactive(pct))
		return;
	task_sample_cputime(t, samples);
	collect_posix_cputimers(pct, samples, firing);
}

/* setitimer(): the period counts from the expiry, not from now. */
static void check_cpu_itimer(struct thread *t, u32 clkid, u64 cur_time,
			     s32 which, int signo)
{
	struct process *p = t->process;
	struct cpu_itimer *it = &p->timers.it[clkid];
	struct posix_cputimer_base *base = &p->timers.cputimers.bases[clkid];

	if (!it->expires)
		return;
	if (cur_time >= it->expires) {
		if (it->incr)
			it->expires += it->incr;
		else
			it->expires = 0;
		trace_itimer_expire(p, which, cur_time);
		send_signal(signo, t);
	}
	if (it->expires && it->expires < base->nextevt)
		base->nextevt = it->expires;
}

/* RLIMIT_CPU counts seconds.  At the soft limit there is a warning, and again
 * each second; at the hard one it is over. */
static void check_rlimit_cpu(struct thread *t, u64 ptime)
{
	struct posix_cputimer_base *base =
		&t->process->timers.cputimers.bases[CPUCLOCK_PROF];
	struct rlimit *rlim = &t->process->rlim[RLIMIT_CPU];
	u64 psecs = ptime / NSEC_PER_SEC;

	if (rlim->rlim_cur == RLIM_INFINITY)
		return;
	if (rlim->rlim_max != RLIM_INFINITY && psecs >= rlim->rlim_max) {
		send_signal(SIGKILL, t);
		return;
	}
	if (psecs >= rlim->rlim_cur) {
		send_signal(SIGXCPU, t);
		rlim->rlim_cur++;
	}
	if (rlim->rlim_cur * NSEC_PER_SEC < base->nextevt)
		base->nextevt = rlim->rlim_cur * NSEC_PER_SEC;
}

static void check_process_timers(struct thread *t, struct list_head *firing)
{
	struct process *p = t->process;
	struct posix_cputimers *pct = &p->timers.cputimers;
	u64 samples[CPUCLOCK_MAX];

	if (!pct->timers_active || pct->expiry_active)
		return;
	pct->expiry_active = true;
	proc_sample_cputime(p, samples);
	collect_posix_cputimers(pct, samples, firing);
	check_cpu_itimer(t, CPUCLOCK_PROF, samples[CPUCLOCK_PROF], ITIMER_PROF,
			 SIGPROF);
	check_cpu_itimer(t, CPUCLOCK_VIRT, samples[CPUCLOCK_VIRT],
			 ITIMER_VIRTUAL, SIGVTALRM);
	check_rlimit_cpu(t, samples[CPUCLOCK_PROF]);
	if (expiry_cache_is_inactive(pct))
		pct->timers_active = false;
	pct->expiry_active = false;
}

/* --- the tick ----------------------------------------------------------- */

static notrace bool task_cputimers_expired(const u64 *samples,
					   const struct posix_cputimers *pct)
{
	u32 i;

	for (i = 0; i < CPUCLOCK_MAX; i++) {
		if (samples[i] >= pct->bases[i].nextevt)
			return true;
	}
	return false;
}

/* Without lock: most ticks find nothing. */
static bool fastpath_timer_check(struct thread *t)
{
	struct posix_cputimers *pct = &t->process->timers.cputimers;
	u64 samples[CPUCLOCK_MAX];

	task_sample_cputime(t, samples);
	if (task_cputimers_expired(samples, &t->timers.cputimers))
		return true;
	if (!READ_ONCE(pct->timers_active) || READ_ONCE(pct->expiry_active))
		return false;
	proc_sample_cputime(t->process, samples);
	return task_cputimers_expired(samples, pct);
}

/* Whoever set the timer while it was on the list of the firing has cleared the
 * flag, and counts it as an overrun: then there is no signal. */
static void fire_one(struct k_itimer *timer)
{
	bool firing;

	raw_spin_lock(&timer->it_lock);
	list_del_init(&timer->it.cpu.elist);
	firing = timer->it.cpu.firing;
	timer->it.cpu.firing = false;
	if (firing)
		cpu_timer_fire(timer);
	raw_spin_unlock(&timer->it_lock);
}

/* siglock comes inside of it_lock: so first all that are due are put aside,
 * then, without siglock, each is locked and fired. */
static void handle_posix_cpu_timers(struct thread *t)
{
	struct list_head firing;
	struct cpu_timer *ctmr;
	bool flags;

	INIT_LIST_HEAD(&firing);
	raw_spin_lock_irqsave(&t->process->siglock, flags);
	check_thread_timers(t, &firing);
	check_process_timers(t, &firing);
	raw_spin_unlock_irqrestore(&t->process->siglock, flags);
	while (!list_empty(&firing)) {
		ctmr = list_first_entry(&firing, struct cpu_timer, elist);
		fire_one(container_of(ctmr, struct k_itimer, it.cpu));
	}
}

void run_posix_cpu_timers(void)
{
	struct thread *t = current->thread;
	bool due;

	if (!t || t->flags & PF_EXITING)
		return;
	due = fastpath_timer_check(t);
	if (due)
		handle_posix_cpu_timers(t);
}

/* --- limits, setitimer() ------------------------------------------------ */

void set_process_cpu_timer(struct process *p, u32 clkid, u64 *newval,
			   u64 *oldval)
{
	struct posix_cputimers *pct = &p->timers.cputimers;
	u64 samples[CPUCLOCK_MAX];

	proc_sample_cputime(p, samples);
	if (oldval) {
		if (*oldval && *oldval <= samples[clkid])
			*oldval = tick_nsec(HZ);
		else if (*oldval)
			*oldval -= samples[clkid];
		if (*newval)
			*newval += samples[clkid];
	}
	if (!*newval && oldval)
		return;
	if (*newval < pct->bases[clkid].nextevt)
		pct->bases[clkid].nextevt = *newval;
	pct->timers_active = true;
}

void update_rlimit_cpu(struct process *p, u64 rlim_new)
{
	u64 nsecs = rlim_new * NSEC_PER_SEC;

	raw_spin_lock_irq(&p->siglock);
	set_process_cpu_timer(p, CPUCLOCK_PROF, &nsecs, NULL);
	raw_spin_unlock_irq(&p->siglock);
}
