/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * POSIX timers: the signal, and what becomes of the timer when it is queued,
 * ignored, delivered or dropped.
 *
 *	posix_timer_queue_signal()
 *	   6.12: send_sigqueue()         6.18: posixtimer_send_sigqueue()
 *	           ignored: -> caller            ignored: parked, or lost
 *	dequeue_signal()
 *	   6.12: posixtimer_rearm()      6.18: posixtimer_deliver_signal()
 */
#include "linux/posix_timers.h"

#include "linux/kernel.h"
#include "linux/preempt.h"
#include "linux/process.h"

/* --- queueing, 6.12 ----------------------------------------------------- */

/* it_requeue_pending goes with the entry: who takes it re-arms the timer only
 * if the number is still the same.  0: there is nothing to re-arm. */
static bool posix_timer_event(struct k_itimer *timr)
{
	s32 si_private = 0;
	int ret;

	timr->it_status = POSIX_TIMER_DISARMED;
	if (timr->it_interval)
		si_private = ++timr->it_requeue_pending;
	timr->sigq->info.si_sys_private = si_private;
	ret = send_sigqueue(timr->sigq, timr->it_pid, timr->it_pid_type);
	return ret > 0;
}

/* --- queueing, 6.18 ----------------------------------------------------- */

/* The thread asked for; else the running one, if it belongs to the process,
 * for it need not be woken; else any.  NULL: gone. */
notrace struct thread *posixtimer_get_target(const struct k_itimer *timr)
{
	struct process *p = timr->it_process;

	if (timr->it_pid_type == PIDTYPE_PID)
		return find_thread(timr->it_pid);
	if (p == current_process() && !(current_thread()->flags & PF_EXITING))
		return current_thread();
	return process_next_thread(p, NULL);
}

/* A periodic timer is kept aside with its reference, so that a handler that
 * comes later gets the signal with all that was missed.  siglock is held. */
static void park(struct process *p, struct k_itimer *timr)
{
	list_add(&timr->ignored_list, &p->timers.ignored_posix_timers);
}

/* The signal is ignored.  It may be queued all the same: from when it was
 * blocked. */
static void send_ignored(struct k_itimer *timr, struct process *p)
{
	bool parked = !list_empty(&timr->ignored_list);

	if (!list_empty(&timr->sigq->list))
		return;
	if (timr->it_sig_periodic && !parked) {
		timr->refs++;
		park(p, timr);
	} else if (!timr->it_sig_periodic && parked) {
		list_del_init(&timr->ignored_list);
		posixtimer_putref(timr);
	}
}

/* The signal is wanted.  A parked timer's reference is handed on. */
static int send_wanted(struct k_itimer *timr, struct thread *t)
{
	if (!list_empty(&timr->sigq->list))
		return TRACE_SIGNAL_ALREADY_PENDING;
	if (list_empty(&timr->ignored_list))
		timr->refs++;
	else
		list_del_init(&timr->ignored_list);
	queue_sigqueue(timr->sigq, t, timr->it_pid_type);
	return TRACE_SIGNAL_DELIVERED;
}

static void posixtimer_send_sigqueue(struct k_itimer *timr)
{
	int result = TRACE_SIGNAL_IGNORED;
	int sig = timr->sigq->info.si_signo;
	struct thread *t = posixtimer_get_target(timr);
	struct process *p;
	bool wanted, flags;

	if (!t)
		return;
	p = t->process;
	raw_spin_lock_irqsave(&p->siglock, flags);
	timr->it_sigqueue_seq = timr->it_signal_seq;
	timr->it_sig_periodic =
		timr->it_status == POSIX_TIMER_REQUEUE_PENDING;
	wanted = prepare_signal(sig, t);
	if (wanted)
		result = send_wanted(timr, t);
	else
		send_ignored(timr, p);
	trace_signal_generate(sig, &timr->sigq->info, t,
			      timr->it_pid_type != PIDTYPE_PID, result);
	raw_spin_unlock_irqrestore(&p->siglock, flags);
}

bool posix_timer_queue_signal(struct k_itimer *timr)
{
	bool ignored;

	if (!kernel_is_618()) {
		ignored = posix_timer_event(timr);
		return ignored;
	}
	if (!timr->it_signal)
		return false;
	timr->it_status = timr->it_interval ? POSIX_TIMER_REQUEUE_PENDING :
					      POSIX_TIMER_DISARMED;
	posixtimer_send_sigqueue(timr);
	return false;
}

/* --- ignored, 6.18 ------------------------------------------------------ */

notrace void posixtimer_sigqueue_putref(struct sigqueue *q)
{
	if (kernel_is_618())
		posixtimer_putref(q->timer);
}

void posixtimer_sig_ignore(struct process *p, struct sigqueue *q)
{
	struct k_itimer *timr = q->timer;

	if (timr->it_signal && timr->it_sig_periodic)
		park(p, timr);
	else
		posixtimer_putref(timr);
}

/* The next parked timer with this signal. */
static notrace struct k_itimer *find_parked(const struct process *p, int sig)
{
	struct k_itimer *timr;

	list_for_each_entry(timr, &p->timers.ignored_posix_timers,
			    ignored_list) {
		if (timr->sigq->info.si_signo == sig)
			return timr;
	}
	return NULL;
}

/* Whether the timer is to be re-armed is not our business: who takes the
 * signal finds out. */
void posixtimer_sig_unignore(struct process *p, int sig)
{
	struct k_itimer *timr = find_parked(p, sig);
	struct thread *t;

	while (timr) {
		list_del_init(&timr->ignored_list);
		t = posixtimer_get_target(timr);
		if (t)
			queue_sigqueue(timr->sigq, t, timr->it_pid_type);
		else
			posixtimer_putref(timr);
		timr = find_parked(p, sig);
	}
}

/* --- delivery ----------------------------------------------------------- */

/* si_overrun is an int: what is too much becomes INT_MAX. */
static notrace s32 timer_overrun_to_int(const struct k_itimer *timr, s32 base)
{
	s64 sum = timr->it_overrun_last + base;

	return sum > INT32_MAX ? INT32_MAX : (s32)sum;
}

/* Back on its grid, with what was missed in it_overrun_last. */
static void rearm(struct k_itimer *timr)
{
	timr->kclock->timer_rearm(timr);
	timr->it_status = POSIX_TIMER_ARMED;
	timr->it_overrun_last = timr->it_overrun;
	timr->it_overrun = -1;
}

/* The entry carries the number of the setting that it belongs to.  Another
 * number: the timer was set meanwhile, and lives its own life. */
void posixtimer_rearm(struct kernel_siginfo *info)
{
	struct k_itimer *timr;
	bool flags;

	timr = lock_timer(info->si_tid, &flags);
	if (!timr)
		return;
	if (timr->it_interval &&
	    timr->it_requeue_pending == info->si_sys_private) {
		rearm(timr);
		timr->it_requeue_pending++;
		info->si_overrun = timer_overrun_to_int(timr,
							info->si_overrun);
	}
	unlock_timer(timr, flags);
}

static bool __posixtimer_deliver_signal(struct kernel_siginfo *info,
					struct k_itimer *timr)
{
	if (timr->it_signal_seq != timr->it_sigqueue_seq || !timr->it_signal)
		return false;
	if (!timr->it_interval ||
	    timr->it_status != POSIX_TIMER_REQUEUE_PENDING)
		return true;
	rearm(timr);
	timr->it_signal_seq++;
	info->si_overrun = timer_overrun_to_int(timr, 0);
	return true;
}

/* siglock is taken inside of it_lock, never around it. */
bool posixtimer_deliver_signal(struct kernel_siginfo *info, struct sigqueue *q)
{
	struct process *p = current_process();
	struct k_itimer *timr = q->timer;
	bool deliver;

	raw_spin_unlock(&p->siglock);
	raw_spin_lock(&timr->it_lock);
	deliver = __posixtimer_deliver_signal(info, timr);
	raw_spin_unlock(&timr->it_lock);
	posixtimer_putref(timr);
	raw_spin_lock(&p->siglock);
	return deliver;
}
