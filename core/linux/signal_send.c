/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sending a signal (kernel/signal.c): is it wanted at all, where is it queued,
 * and who is to take it?
 */
#include "linux/signal.h"

#include "linux/irq.h"
#include "linux/kernel.h"
#include "linux/preempt.h"
#include "linux/process.h"
#include "linux/trace.h"

/* --- ignored ------------------------------------------------------------ */

static notrace bool sig_handler_ignored(u32 handler, int sig)
{
	if (handler == SIG_IGN)
		return true;
	return handler == SIG_DFL && sig_in(SIG_KERNEL_IGNORE_MASK, sig);
}

notrace bool sig_task_ignored(const struct process *p, int sig)
{
	const u32 i = (u32)(sig - 1) % NR_SIGNALS;

	return sig_handler_ignored(p->action[i].sa_handler, sig);
}

/* What is blocked is never ignored at once: the thread may still change its
 * mind before it unblocks the signal. */
notrace bool sig_ignored(const struct thread *t, int sig)
{
	if (sig_in(t->blocked | t->real_blocked, sig))
		return false;
	return sig_task_ignored(t->process, sig);
}

/* --- waking ------------------------------------------------------------- */

static notrace bool task_curr(const struct thread *t)
{
	return percpu_of(t->task->cpu)->rq.curr == t->task;
}

/* A thread in user mode on another CPU sees its signals when it enters the
 * kernel: an interrupt makes it do so. */
static void kick_process(struct thread *t)
{
	u32 cpu = t->task->cpu;

	if (cpu != smp_processor_id() && task_curr(t))
		smp_send_reschedule(cpu);
}

void signal_wake_up(struct thread *t, bool fatal)
{
	u32 states = TASK_INTERRUPTIBLE;
	int woken;

	if (fatal)
		states |= TASK_STOPPED;
	t->sigpending = true;
	woken = wake_up_state(t->task, states);
	if (!woken)
		kick_process(t);
}

/* --- stop and continue -------------------------------------------------- */

static void flush_all(struct process *p, ksigset_t mask)
{
	struct thread *t;

	flush_sigqueue_mask(p, mask, &p->shared_pending);
	t = process_next_thread(p, NULL);
	while (t) {
		flush_sigqueue_mask(p, mask, &t->pending);
		t = process_next_thread(p, t);
	}
}

/* Every stopped thread goes on, and who has not stopped yet need not. */
static void continue_threads(struct process *p)
{
	struct thread *t = process_next_thread(p, NULL);

	while (t) {
		task_clear_jobctl_pending(t);
		t->jobctl &= ~JOBCTL_STOPPED;
		wake_up_state(t->task, TASK_STOPPED);
		t = process_next_thread(p, t);
	}
}

/* SIGCONT acts when it is sent, not when it is handled.  The first thread to
 * wake tells the parent. */
static void continue_process(struct process *p)
{
	u32 why = 0;

	flush_all(p, SIG_KERNEL_STOP_MASK);
	continue_threads(p);
	if (p->flags & SIGNAL_STOP_STOPPED)
		why = SIGNAL_CLD_CONTINUED;
	else if (p->group_stop_count)
		why = SIGNAL_CLD_STOPPED;
	if (!why)
		return;
	p->flags &= ~(SIGNAL_STOP_STOPPED | SIGNAL_CLD_MASK);
	p->flags |= why | SIGNAL_STOP_CONTINUED;
	p->group_stop_count = 0;
	p->group_exit_code = 0;
}

/* A stop signal and SIGCONT cancel each other at once, whatever else becomes
 * of them.  True: the signal is to be queued. */
bool prepare_signal(int sig, struct thread *t)
{
	struct process *p = t->process;

	if (p->flags & SIGNAL_GROUP_EXIT)
		return false;
	if (sig_in(SIG_KERNEL_STOP_MASK, sig))
		flush_all(p, SIG_BIT(SIGCONT));
	else if (sig == SIGCONT)
		continue_process(p);
	return !sig_ignored(t, sig);
}

/* --- choosing a thread -------------------------------------------------- */

/* A thread that runs takes it even with others pending: it will look at them
 * soon.  One that sleeps and has been woken already needs no more. */
static notrace bool wants_signal(int sig, const struct thread *t)
{
	if (sig_in(t->blocked, sig) || t->flags & PF_EXITING)
		return false;
	if (sig == SIGKILL)
		return true;
	if (t->jobctl & JOBCTL_STOPPED)
		return false;
	return task_curr(t) || !t->sigpending;
}

/* The next in turn after whom the last one was given to; NULL: nobody can take
 * it now, and who unblocks it will find it. */
static struct thread *find_target(int sig, struct process *p)
{
	struct thread *t = p->curr_target;
	u32 left = p->nr_threads;

	while (left > 0) {
		if (wants_signal(sig, t)) {
			p->curr_target = t;
			return t;
		}
		t = next_thread(t);
		left--;
	}
	return NULL;
}

static notrace bool sig_fatal(const struct process *p, int sig)
{
	if (sig_in(SIG_KERNEL_IGNORE_MASK | SIG_KERNEL_STOP_MASK, sig))
		return false;
	return p->action[sig - 1].sa_handler == SIG_DFL;
}

/* The end of all threads need not wait until one of them takes the signal. */
static void kill_group(int sig, struct process *p)
{
	struct thread *t;

	p->flags = SIGNAL_GROUP_EXIT;
	p->group_exit_code = sig;
	p->group_stop_count = 0;
	t = process_next_thread(p, NULL);
	while (t) {
		task_clear_jobctl_pending(t);
		t->pending.signal |= SIG_BIT(SIGKILL);
		signal_wake_up(t, true);
		t = process_next_thread(p, t);
	}
}

static notrace bool kills_at_once(int sig, const struct thread *t)
{
	if (!sig_fatal(t->process, sig) ||
	    t->process->flags & SIGNAL_GROUP_EXIT)
		return false;
	return !sig_in(t->real_blocked, sig) &&
	       !sig_in(SIG_KERNEL_COREDUMP_MASK, sig);
}

/* The signal is queued; now somebody has to take it.  The thread that it was
 * sent to comes first. */
void complete_signal(int sig, struct thread *t, enum pid_type type)
{
	struct thread *target = t;

	if (!wants_signal(sig, t)) {
		if (type == PIDTYPE_PID || t->process->nr_threads <= 1)
			return;
		target = find_target(sig, t->process);
		if (!target)
			return;
	}
	if (kills_at_once(sig, target)) {
		kill_group(sig, t->process);
		return;
	}
	signal_wake_up(target, sig == SIGKILL);
}

/* --- queueing ----------------------------------------------------------- */

static notrace struct sigpending *pending_of(struct thread *t,
					     enum pid_type type)
{
	return type == PIDTYPE_PID ? &t->pending : &t->process->shared_pending;
}

void trace_signal_generate(int sig, const struct kernel_siginfo *info,
			   const struct thread *t, bool group, int result)
{
	TRACE(signal_generate, sig, info->si_errno, info->si_code,
	      t->task->serial, group, result);
}

void queue_sigqueue(struct sigqueue *q, struct thread *t, enum pid_type type)
{
	struct sigpending *pending = pending_of(t, type);
	int sig = q->info.si_signo;

	signalfd_notify(t->process, sig);
	list_add_tail(&q->list, &pending->list);
	pending->signal |= SIG_BIT(sig);
	complete_signal(sig, t, type);
}

/* Standard signals are queued once, whoever sent the first. */
static notrace bool legacy_queue(const struct sigpending *pending, int sig)
{
	return sig < SIGNAL_RT_FIRST && sig_in(pending->signal, sig);
}

/* A standard signal of the kernel's, or of kill(), gets an entry whatever the
 * limit says. */
static notrace bool overrides_limit(int sig, const struct kernel_siginfo *info)
{
	return sig < SIGNAL_RT_FIRST && info->si_code >= 0;
}

/* @real: it has a siginfo that may not be lost. */
static int queue_signal(int sig, const struct kernel_siginfo *info, bool real,
			struct thread *t, struct sigpending *pending)
{
	struct sigqueue *q;

	if (sig == SIGKILL)
		return TRACE_SIGNAL_DELIVERED;
	q = __sigqueue_alloc(t->process, overrides_limit(sig, info), 0);
	if (q) {
		q->info = *info;
		list_add_tail(&q->list, &pending->list);
		return TRACE_SIGNAL_DELIVERED;
	}
	if (real && sig >= SIGNAL_RT_FIRST && info->si_code != SI_USER)
		return TRACE_SIGNAL_OVERFLOW_FAIL;
	return TRACE_SIGNAL_LOSE_INFO;
}

static int __send_signal_locked(int sig, const struct kernel_siginfo *info,
				bool real, struct thread *t,
				enum pid_type type)
{
	struct sigpending *pending = pending_of(t, type);
	int result;

	if (!prepare_signal(sig, t))
		return TRACE_SIGNAL_IGNORED;
	if (legacy_queue(pending, sig))
		return TRACE_SIGNAL_ALREADY_PENDING;
	result = queue_signal(sig, info, real, t, pending);
	if (result == TRACE_SIGNAL_OVERFLOW_FAIL)
		return result;
	signalfd_notify(t->process, sig);
	pending->signal |= SIG_BIT(sig);
	complete_signal(sig, t, type);
	return result;
}

/* What is told to the receiver when the sender gave no siginfo. */
static notrace struct kernel_siginfo
special_info(int sig, const struct kernel_siginfo *info)
{
	struct kernel_siginfo made = { .si_signo = sig };

	if (info == SEND_SIG_PRIV)
		made.si_code = SI_KERNEL;
	else if (current_process())
		made.si_pid = current_process()->pid;
	return made;
}

int send_signal_locked(int sig, struct kernel_siginfo *info, struct thread *t,
		       enum pid_type type)
{
	bool real = info != SEND_SIG_NOINFO && info != SEND_SIG_PRIV;
	struct kernel_siginfo made;
	int result;

	made = real ? *info : special_info(sig, info);
	result = __send_signal_locked(sig, &made, real, t, type);
	trace_signal_generate(sig, &made, t, type != PIDTYPE_PID, result);
	return result == TRACE_SIGNAL_OVERFLOW_FAIL ? -EAGAIN : 0;
}

int do_send_sig_info(int sig, struct kernel_siginfo *info, struct thread *t,
		     enum pid_type type)
{
	struct process *p = t->process;
	bool flags;
	int ret;

	raw_spin_lock_irqsave(&p->siglock, flags);
	ret = send_signal_locked(sig, info, t, type);
	raw_spin_unlock_irqrestore(&p->siglock, flags);
	return ret;
}

int send_sig(int sig, struct thread *t, bool priv)
{
	return do_send_sig_info(sig, priv ? SEND_SIG_PRIV : SEND_SIG_NOINFO, t,
				PIDTYPE_PID);
}

/* Nobody is left in a process that is a zombie: then all is well, and nothing
 * happens. */
int group_send_sig_info(int sig, struct kernel_siginfo *info,
			struct process *p)
{
	struct thread *t = process_next_thread(p, NULL);

	if (!sig || !t)
		return 0;
	return do_send_sig_info(sig, info, t, PIDTYPE_TGID);
}

/* --- POSIX timers, 6.12 ------------------------------------------------- */

/* Who gets it: the thread asked for; else the running one, if it belongs to
 * the process, for it need not be woken. */
static notrace struct thread *timer_target(s32 pid, enum pid_type type)
{
	struct process *p;

	if (type == PIDTYPE_PID)
		return find_thread(pid);
	p = find_process(pid);
	if (p && p == current_process() &&
	    !(current_thread()->flags & PF_EXITING))
		return current_thread();
	return p ? process_next_thread(p, NULL) : NULL;
}

static int __send_sigqueue(struct sigqueue *q, struct thread *t,
			   enum pid_type type, int *result)
{
	*result = TRACE_SIGNAL_IGNORED;
	if (!prepare_signal(q->info.si_signo, t))
		return 1;
	if (!list_empty(&q->list)) {
		*result = TRACE_SIGNAL_ALREADY_PENDING;
		q->info.si_overrun++;
		return 0;
	}
	*result = TRACE_SIGNAL_DELIVERED;
	q->info.si_overrun = 0;
	queue_sigqueue(q, t, type);
	return 0;
}

int send_sigqueue(struct sigqueue *q, s32 pid, enum pid_type type)
{
	struct thread *t = timer_target(pid, type);
	struct process *p;
	int result, ret;
	bool flags;

	if (!t)
		return -1;
	p = t->process;
	raw_spin_lock_irqsave(&p->siglock, flags);
	ret = __send_sigqueue(q, t, type, &result);
	trace_signal_generate(q->info.si_signo, &q->info, t,
			      type != PIDTYPE_PID, result);
	raw_spin_unlock_irqrestore(&p->siglock, flags);
	return ret;
}
