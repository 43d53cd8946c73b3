/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CPU clocks, and timers on them: see posix_cpu_timers.h.
 *
 *	posix_cpu_timers.c	clocks, setting and reading timers
 *	posix_cpu_expire.c	what the tick does
 *	posix_cpu_sleep.c	clock_nanosleep()
 */
#include "linux/posix_cpu_timers.h"

#include "linux/cputime.h"
#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "linux/preempt.h"

/* --- whose clock -------------------------------------------------------- */

/* Its number must be that of a process, or, to read it, of its caller. */
static notrace struct thread *thread_of_process_clock(s32 pid, bool gettime)
{
	const struct process *p = find_process(pid);

	if (gettime && pid == current_thread()->tid)
		p = current_process();
	return p ? process_next_thread(p, NULL) : NULL;
}

/* A thread's clock is for its process only; that of a process for all. */
struct thread *thread_of_clock(s32 clock, bool gettime)
{
	s32 pid = CPUCLOCK_PID(clock);
	struct thread *t;

	if (CPUCLOCK_WHICH(clock) >= CPUCLOCK_MAX)
		return NULL;
	if (!pid)
		return current_thread();
	if (!CPUCLOCK_PERTHREAD(clock))
		return thread_of_process_clock(pid, gettime);
	t = find_thread(pid);
	return same_thread_group(t, current_thread()) ? t : NULL;
}

/* The timer's thread, or a thread of its process; NULL: it has exited. */
static notrace struct thread *cpu_timer_task(const struct k_itimer *timer)
{
	const struct process *p;

	if (CPUCLOCK_PERTHREAD(timer->it_clock))
		return find_thread(timer->it.cpu.pid);
	p = find_process(timer->it.cpu.pid);
	return p ? process_next_thread(p, NULL) : NULL;
}

notrace struct posix_cputimers *cputimers_of(struct thread *t, s32 clock)
{
	return CPUCLOCK_PERTHREAD(clock) ? &t->timers.cputimers :
					   &t->process->timers.cputimers;
}

static notrace struct posix_cputimer_base *base_of(struct thread *t, s32 clock)
{
	return &cputimers_of(t, clock)->bases[CPUCLOCK_WHICH(clock)];
}

notrace u64 cpu_clock_sample(s32 clock, struct thread *t)
{
	u64 samples[CPUCLOCK_MAX];

	if (CPUCLOCK_PERTHREAD(clock))
		task_sample_cputime(t, samples);
	else
		proc_sample_cputime(t->process, samples);
	return samples[CPUCLOCK_WHICH(clock)];
}

/* --- the clocks --------------------------------------------------------- */

static s64 posix_cpu_clock_getres(s32 clock, struct timespec64 *tp)
{
	const struct thread *t = thread_of_clock(clock, false);
	bool exact = CPUCLOCK_WHICH(clock) == CPUCLOCK_SCHED;

	if (!t)
		return -EINVAL;
	*tp = (struct timespec64){
		0, exact ? 1 : (s64)((NSEC_PER_SEC + HZ - 1) / HZ),
	};
	return 0;
}

/* Nobody can, but an invalid clock is told first. */
static s64 posix_cpu_clock_set(s32 clock, const struct timespec64 *tp)
{
	const struct thread *t = thread_of_clock(clock, false);

	(void)tp;
	return t ? -EPERM : -EINVAL;
}

static s64 posix_cpu_clock_get(s32 clock, struct timespec64 *tp)
{
	struct thread *t = thread_of_clock(clock, true);
	u64 now;

	if (!t)
		return -EINVAL;
	now = cpu_clock_sample(clock, t);
	*tp = ktime_to_timespec64((ktime_t)now);
	return 0;
}

/* --- the queue ---------------------------------------------------------- */

notrace void posix_cputimers_init(struct posix_cputimers *pct)
{
	u32 i;

	for (i = 0; i < CPUCLOCK_MAX; i++) {
		pct->bases[i].nextevt = UINT64_MAX;
		timerqueue_init_head(&pct->bases[i].tqhead);
	}
}

void cpu_timer_dequeue(struct cpu_timer *ctmr)
{
	if (!ctmr->head)
		return;
	timerqueue_del(ctmr->head, &ctmr->node);
	ctmr->head = NULL;
}

/* Timers on the clocks of who exits can be read and deleted, but they will not
 * expire any more. */
void posix_cputimers_exit(struct posix_cputimers *pct)
{
	struct timerqueue_node *node;
	u32 i;

	for (i = 0; i < CPUCLOCK_MAX; i++) {
		node = timerqueue_getnext(&pct->bases[i].tqhead);
		while (node) {
			cpu_timer_dequeue(container_of(node, struct cpu_timer,
						       node));
			node = timerqueue_getnext(&pct->bases[i].tqhead);
		}
	}
}

/* siglock is held. */
static void arm_timer(struct k_itimer *timer, struct thread *t)
{
	struct posix_cputimer_base *base = base_of(t, timer->it_clock);
	struct cpu_timer *ctmr = &timer->it.cpu;
	u64 newexp = cpu_timer_getexpires(ctmr);
	bool first;

	timer->it_status = POSIX_TIMER_ARMED;
	ctmr->head = &base->tqhead;
	first = timerqueue_add(&base->tqhead, &ctmr->node);
	if (!first)
		return;
	if (newexp < base->nextevt)
		base->nextevt = newexp;
	cputimers_of(t, timer->it_clock)->timers_active = true;
}

/* Move the expiry past @now, in periods, and count them; by doubling, for there
 * may be many. */
static u64 bump_cpu_timer(struct k_itimer *timer, u64 now)
{
	u64 expires = cpu_timer_getexpires(&timer->it.cpu);
	u64 incr = (u64)timer->it_interval;
	u64 periods;

	if (!incr || now < expires)
		return expires;
	periods = (now - expires) / incr + 1;
	timer->it_overrun += (s64)periods;
	expires += periods * incr;
	cpu_timer_setexpires(&timer->it.cpu, expires);
	return expires;
}

/* --- timers ------------------------------------------------------------- */

/* Whose clock it is, is remembered by number: the timer may outlive them. */
s64 posix_cpu_timer_create(struct k_itimer *timer)
{
	const struct thread *t = thread_of_clock(timer->it_clock, false);

	if (!t)
		return -EINVAL;
	timer->kclock = &clock_posix_cpu;
	timerqueue_init(&timer->it.cpu.node);
	INIT_LIST_HEAD(&timer->it.cpu.elist);
	timer->it.cpu.pid = CPUCLOCK_PERTHREAD(timer->it_clock) ?
				    t->tid : t->process->pid;
	return 0;
}

s64 posix_cpu_timer_del(struct k_itimer *timer)
{
	struct cpu_timer *ctmr = &timer->it.cpu;
	struct thread *t = cpu_timer_task(timer);
	s64 ret = 0;
	bool flags;

	if (!t)
		return 0;
	raw_spin_lock_irqsave(&t->process->siglock, flags);
	if (ctmr->firing) {
		ctmr->firing = false;
		ret = TIMER_RETRY;
	} else {
		cpu_timer_dequeue(ctmr);
		timer->it_status = POSIX_TIMER_DISARMED;
	}
	raw_spin_unlock_irqrestore(&t->process->siglock, flags);
	return ret;
}

/* What remains at @now of a timer that is set. */
static void __posix_cpu_timer_get(struct k_itimer *timer,
				  struct itimerspec64 *itp, u64 now)
{
	bool sigev_none = timer->it_sigev_notify == SIGEV_NONE;
	u64 expires = cpu_timer_getexpires(&timer->it.cpu);

	if (timer->it_interval &&
	    (posix_timer_requeue_pending(timer) || sigev_none))
		expires = bump_cpu_timer(timer, now);
	if (now < expires)
		itp->it_value = ktime_to_timespec64((ktime_t)(expires - now));
	else if (!sigev_none)
		itp->it_value.tv_nsec = 1;
}

static void posix_cpu_timer_get(struct k_itimer *timer,
				struct itimerspec64 *itp)
{
	struct thread *t = cpu_timer_task(timer);
	u64 now;

	if (!t || !cpu_timer_getexpires(&timer->it.cpu))
		return;
	itp->it_interval = ktime_to_timespec64(timer->it_interval);
	now = cpu_clock_sample(timer->it_clock, t);
	__posix_cpu_timer_get(timer, itp, now);
}

/* Take the timer off its queue.  Not when it is firing: then it is told not to
 * send its signal, and the caller has to try again. */
static s64 disarm(struct k_itimer *timer)
{
	struct cpu_timer *ctmr = &timer->it.cpu;

	if (ctmr->firing) {
		ctmr->firing = false;
		return TIMER_RETRY;
	}
	cpu_timer_dequeue(ctmr);
	return 0;
}

/* siglock is held.  @expires is on the clock. */
static void set_expiry(struct k_itimer *timer, struct thread *t, u64 expires,
		       u64 now)
{
	timer->it_status = POSIX_TIMER_DISARMED;
	cpu_timer_setexpires(&timer->it.cpu, expires);
	if (timer->it_sigev_notify != SIGEV_NONE && expires && now < expires)
		arm_timer(timer, t);
}

/* The new expiry, absolute; 0: disarm. */
static notrace u64 absolute_expiry(const struct timespec64 *value, u32 flags,
				   u64 now)
{
	u64 expires = (u64)timespec64_to_ktime(*value);

	if (expires && !(flags & TIMER_ABSTIME))
		expires += now;
	return expires;
}

/* A moment that has passed already: no tick will find it, so the timer fires
 * here. */
s64 posix_cpu_timer_set(struct k_itimer *timer, u32 flags,
			const struct itimerspec64 *new_setting,
			struct itimerspec64 *old_setting)
{
	struct thread *t = cpu_timer_task(timer);
	u64 now, expires;
	bool irqs;
	s64 ret;

	if (!t)
		return -ESRCH;
	raw_spin_lock_irqsave(&t->process->siglock, irqs);
	ret = disarm(timer);
	now = cpu_clock_sample(timer->it_clock, t);
	if (old_setting && cpu_timer_getexpires(&timer->it.cpu))
		__posix_cpu_timer_get(timer, old_setting, now);
	expires = absolute_expiry(&new_setting->it_value, flags, now);
	if (!ret)
		set_expiry(timer, t, expires, now);
	raw_spin_unlock_irqrestore(&t->process->siglock, irqs);
	if (ret)
		return ret;
	posix_timer_set_common(timer, new_setting);
	if (timer->it_sigev_notify != SIGEV_NONE && expires && now >= expires)
		cpu_timer_fire(timer);
	return 0;
}

/* --- rearming ----------------------------------------------------------- */

void posix_cpu_timer_rearm(struct k_itimer *timer)
{
	struct thread *t = cpu_timer_task(timer);
	bool flags;
	u64 now;

	if (!t)
		return;
	raw_spin_lock_irqsave(&t->process->siglock, flags);
	now = cpu_clock_sample(timer->it_clock, t);
	bump_cpu_timer(timer, now);
	arm_timer(timer, t);
	raw_spin_unlock_irqrestore(&t->process->siglock, flags);
}

/* --- the caller's own --------------------------------------------------- */

static s64 process_cpu_clock_getres(s32 clock, struct timespec64 *tp)
{
	(void)clock;
	return posix_cpu_clock_getres(PROCESS_CLOCK, tp);
}

static s64 process_cpu_clock_get(s32 clock, struct timespec64 *tp)
{
	(void)clock;
	return posix_cpu_clock_get(PROCESS_CLOCK, tp);
}

static s64 process_cpu_timer_create(struct k_itimer *timer)
{
	timer->it_clock = PROCESS_CLOCK;
	return posix_cpu_timer_create(timer);
}

static s64 process_cpu_nsleep(s32 clock, u32 flags,
			      const struct timespec64 *rqtp)
{
	(void)clock;
	return posix_cpu_nsleep(PROCESS_CLOCK, flags, rqtp);
}

static s64 thread_cpu_clock_getres(s32 clock, struct timespec64 *tp)
{
	(void)clock;
	return posix_cpu_clock_getres(THREAD_CLOCK, tp);
}

static s64 thread_cpu_clock_get(s32 clock, struct timespec64 *tp)
{
	(void)clock;
	return posix_cpu_clock_get(THREAD_CLOCK, tp);
}

static s64 thread_cpu_timer_create(struct k_itimer *timer)
{
	timer->it_clock = THREAD_CLOCK;
	return posix_cpu_timer_create(timer);
}

const struct k_clock clock_posix_cpu = {
	.clock_getres = posix_cpu_clock_getres,
	.clock_set = posix_cpu_clock_set,
	.clock_get_timespec = posix_cpu_clock_get,
	.timer_create = posix_cpu_timer_create,
	.nsleep = posix_cpu_nsleep,
	.timer_set = posix_cpu_timer_set,
	.timer_del = posix_cpu_timer_del,
	.timer_get = posix_cpu_timer_get,
	.timer_rearm = posix_cpu_timer_rearm,
};

const struct k_clock clock_process = {
	.clock_getres = process_cpu_clock_getres,
	.clock_get_timespec = process_cpu_clock_get,
	.timer_create = process_cpu_timer_create,
	.nsleep = process_cpu_nsleep,
};

const struct k_clock clock_thread = {
	.clock_getres = thread_cpu_clock_getres,
	.clock_get_timespec = thread_cpu_clock_get,
	.timer_create = thread_cpu_timer_create,
};
