/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Taking a signal (kernel/signal.c): what a thread does about pending signals
 * before it returns to user mode.
 *
 *	get_signal() -- ignored --> the next one
 *	      |------- stop ------> sleeps until SIGCONT, then the next one
 *	      |------- fatal -----> do_group_exit()
 *	      '------- handler ---> its caller
 */
#include "linux/signal.h"

#include "linux/kernel.h"
#include "linux/preempt.h"
#include "linux/process.h"
#include "linux/trace.h"

/* --- TIF_SIGPENDING ----------------------------------------------------- */

notrace bool thread_signal_pending(const struct thread *t)
{
	return t && t->sigpending;
}

notrace bool signal_pending(void)
{
	return thread_signal_pending(current_thread());
}

static notrace bool has_pending_signals(const struct thread *t)
{
	ksigset_t set = t->pending.signal | t->process->shared_pending.signal;

	return set & ~t->blocked;
}

static notrace bool recalc_sigpending_tsk(struct thread *t)
{
	if (!has_pending_signals(t) && !(t->jobctl & JOBCTL_STOP_PENDING))
		return false;
	t->sigpending = true;
	return true;
}

void recalc_sigpending(void)
{
	struct thread *t = current_thread();

	if (!recalc_sigpending_tsk(t))
		t->sigpending = false;
}

/* --- the mask ----------------------------------------------------------- */

/* @t cannot take the signals of @which any more: others may have to be woken,
 * for whom it took them. */
static void retarget_shared_pending(struct thread *t, ksigset_t which)
{
	struct process *p = t->process;
	struct thread *other = process_next_thread(p, NULL);

	which &= p->shared_pending.signal;
	while (which && other) {
		if (other != t && !(other->flags & PF_EXITING) &&
		    which & ~other->blocked) {
			which &= other->blocked;
			if (!other->sigpending)
				signal_wake_up(other, false);
		}
		other = process_next_thread(p, other);
	}
}

/* @t exits: others take what is left. */
void retarget_exiting(struct thread *t)
{
	t->flags |= PF_EXITING;
	if (t->process->nr_threads > 1 &&
	    !(t->process->flags & SIGNAL_GROUP_EXIT))
		retarget_shared_pending(t, ~t->blocked);
}

static void __set_task_blocked(struct thread *t, ksigset_t mask)
{
	if (t->sigpending && t->process->nr_threads > 1)
		retarget_shared_pending(t, mask & ~t->blocked);
	t->blocked = mask;
	recalc_sigpending();
}

static void __set_current_blocked(ksigset_t mask)
{
	struct thread *t = current_thread();

	if (t->blocked == mask)
		return;
	raw_spin_lock_irq(&t->process->siglock);
	__set_task_blocked(t, mask);
	raw_spin_unlock_irq(&t->process->siglock);
}

void set_current_blocked(ksigset_t mask)
{
	__set_current_blocked(mask & ~SIG_KERNEL_ONLY_MASK);
}

/* The mask before is kept until the signal that ends the call has been
 * handled. */
void set_user_sigmask(ksigset_t mask)
{
	struct thread *t = current_thread();

	t->restore_sigmask = true;
	t->saved_sigmask = t->blocked;
	set_current_blocked(mask);
}

void restore_saved_sigmask(void)
{
	struct thread *t = current_thread();

	if (!t->restore_sigmask)
		return;
	t->restore_sigmask = false;
	__set_current_blocked(t->saved_sigmask);
}

/* --- stopping ----------------------------------------------------------- */

notrace void task_clear_jobctl_pending(struct thread *t)
{
	t->jobctl &= ~(JOBCTL_STOP_PENDING | JOBCTL_STOP_CONSUME |
		       JOBCTL_STOP_DEQUEUED | JOBCTL_STOP_SIGMASK);
}

/* A thread that is about to exit cannot stop any more. */
static notrace bool task_set_jobctl_pending(struct thread *t, u32 bits)
{
	if (t->flags & PF_EXITING || t->process->flags & SIGNAL_GROUP_EXIT)
		return false;
	t->jobctl &= ~JOBCTL_STOP_SIGMASK;
	t->jobctl |= bits;
	return true;
}

/* Count ourselves among the stopped.  True for the last one: the process as a
 * whole has stopped now. */
notrace bool task_participate_group_stop(struct thread *t)
{
	struct process *p = t->process;
	bool consume = t->jobctl & JOBCTL_STOP_CONSUME;

	t->jobctl &= ~(JOBCTL_STOP_PENDING | JOBCTL_STOP_CONSUME |
		       JOBCTL_STOP_DEQUEUED | JOBCTL_STOP_SIGMASK);
	if (!consume)
		return false;
	if (p->group_stop_count)
		p->group_stop_count--;
	if (p->group_stop_count || p->flags & SIGNAL_STOP_STOPPED)
		return false;
	p->flags &= ~(SIGNAL_CLD_MASK | SIGNAL_STOP_CONTINUED);
	p->flags |= SIGNAL_STOP_STOPPED;
	return true;
}

/* The first thread that takes the signal makes all of them stop. */
static void begin_group_stop(struct thread *t, int sig)
{
	struct process *p = t->process;
	u32 bits = (u32)sig | JOBCTL_STOP_PENDING | JOBCTL_STOP_CONSUME;
	struct thread *other = process_next_thread(p, NULL);

	if (!(p->flags & SIGNAL_STOP_STOPPED))
		p->group_exit_code = sig;
	p->group_stop_count = 0;
	while (other) {
		if ((other == t || !(other->jobctl & JOBCTL_STOPPED)) &&
		    task_set_jobctl_pending(other, bits)) {
			p->group_stop_count++;
			if (other != t)
				signal_wake_up(other, false);
		}
		other = process_next_thread(p, other);
	}
}

/* Stop this thread, and with @sig all others.  Entered with siglock, which it
 * gives up if it returns true: then we were asleep, and things are different
 * now. */
static bool do_signal_stop(int sig)
{
	struct thread *t = current_thread();
	struct process *p = t->process;
	bool last;

	if (!(t->jobctl & JOBCTL_STOP_PENDING)) {
		if (!(t->jobctl & JOBCTL_STOP_DEQUEUED) ||
		    p->flags & SIGNAL_GROUP_EXIT || p->group_exec)
			return false;
		begin_group_stop(t, sig);
	}
	last = task_participate_group_stop(t);
	t->jobctl |= JOBCTL_STOPPED;
	set_current_state(TASK_STOPPED);
	raw_spin_unlock_irq(&p->siglock);
	if (last)
		do_notify_parent_cldstop(p, CLD_STOPPED);
	/* mark: stopped */
	schedule();
	return true;
}

/* The parent is told by the first thread that wakes.  Entered with siglock;
 * true: it was dropped meanwhile. */
static bool notify_cld(struct process *p)
{
	int why = p->flags & SIGNAL_CLD_CONTINUED ? CLD_CONTINUED :
						    CLD_STOPPED;

	if (!(p->flags & SIGNAL_CLD_MASK))
		return false;
	p->flags &= ~SIGNAL_CLD_MASK;
	raw_spin_unlock_irq(&p->siglock);
	do_notify_parent_cldstop(p, why);
	raw_spin_lock_irq(&p->siglock);
	return true;
}

/* --- get_signal --------------------------------------------------------- */

static notrace void trace_signal_deliver(const struct ksignal *ksig)
{
	const struct process *p = current_process();
	const struct k_sigaction *ka = &p->action[ksig->sig - 1];
	u32 handler = ka->sa_handler == SIG_HANDLER ?
			      TRACE_FUNCTION_BODY | ka->program : 0;

	TRACE(signal_deliver, ksig->sig, ksig->info.si_errno,
	      ksig->info.si_code, handler, ka->sa_flags, p->serial,
	      ksig->info.si_value, ksig->info.si_overrun,
	      ksig->info.si_tid);
}

/* The whole process is to end: with the code of whoever began it. */
static void die_with_group(struct ksignal *ksig)
{
	struct thread *t = current_thread();

	t->pending.signal &= ~SIG_BIT(SIGKILL);
	ksig->sig = SIGKILL;
	ksig->info = (struct kernel_siginfo){ .si_signo = SIGKILL };
	trace_signal_deliver(ksig);
	recalc_sigpending();
	raw_spin_unlock_irq(&t->process->siglock);
	do_group_exit(SIGKILL);
}

static bool take_signal(struct ksignal *ksig)
{
	struct thread *t = current_thread();
	enum pid_type type;

	ksig->sig = dequeue_signal(t->blocked, &ksig->info, &type);
	if (!ksig->sig)
		return false;
	trace_signal_deliver(ksig);
	return true;
}

static void die_of(const struct ksignal *ksig)
{
	struct process *p = current_process();

	raw_spin_unlock_irq(&p->siglock);
	current_thread()->flags |= PF_SIGNALED;
	do_group_exit(ksig->sig);
}

/* What the process wants to be done about a signal that was taken. */
static enum signal_verdict act_on_signal(struct ksignal *ksig)
{
	struct k_sigaction *ka = &current_process()->action[ksig->sig - 1];
	bool slept;

	if (ka->sa_handler == SIG_IGN)
		return NEXT_SIGNAL;
	if (ka->sa_handler == SIG_HANDLER) {
		ksig->ka = *ka;
		if (ka->sa_flags & SA_RESETHAND)
			ka->sa_handler = SIG_DFL;
		return RUN_HANDLER;
	}
	if (sig_in(SIG_KERNEL_IGNORE_MASK, ksig->sig))
		return NEXT_SIGNAL;
	if (sig_in(SIG_KERNEL_STOP_MASK, ksig->sig)) {
		slept = do_signal_stop(ksig->sig);
		return slept ? WAS_STOPPED : NEXT_SIGNAL;
	}
	die_of(ksig);
	return NEXT_SIGNAL;
}

/* Is there something that comes before any signal?  True: siglock was
 * dropped, look again. */
static bool group_business(struct ksignal *ksig)
{
	struct thread *t = current_thread();
	struct process *p = t->process;
	bool again;

	if (p->flags & SIGNAL_GROUP_EXIT ||
	    (p->group_exec && p->group_exec != t))
		die_with_group(ksig);
	if (!(t->jobctl & JOBCTL_STOP_PENDING))
		return false;
	again = do_signal_stop(0);
	if (again)
		raw_spin_lock_irq(&p->siglock);
	return again;
}

/* Take signals until one has a handler; the rest is dealt with here.  siglock
 * is dropped while we are stopped; afterwards all is looked at anew. */
bool get_signal(struct ksignal *ksig)
{
	struct process *p = current_process();
	enum signal_verdict verdict = NEXT_SIGNAL;
	bool taken = true;

	raw_spin_lock_irq(&p->siglock);
	while (taken && verdict != RUN_HANDLER) {
		if (verdict == WAS_STOPPED)
			raw_spin_lock_irq(&p->siglock);
		verdict = NEXT_SIGNAL;
		if (notify_cld(p))
			continue;
		if (group_business(ksig))
			continue;
		taken = take_signal(ksig);
		if (taken)
			verdict = act_on_signal(ksig);
	}
	raw_spin_unlock_irq(&p->siglock);
	return taken;
}
