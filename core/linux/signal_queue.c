/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signals in waiting: entries, lists and sets (kernel/signal.c).
 *
 * An entry counts against RLIMIT_SIGPENDING from its birth to its end.  The
 * entries of POSIX timers are born with the timer and only move between "not
 * queued" and some list.
 */
#include "linux/signal.h"

#include "linux/kernel.h"
#include "linux/preempt.h"
#include "linux/process.h"

const char *const signal_names[NR_SIGNALS + 1] = {
	"0", "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT",
	"SIGBUS", "SIGFPE", "SIGKILL", "SIGUSR1", "SIGSEGV", "SIGUSR2",
	"SIGPIPE", "SIGALRM", "SIGTERM", "SIGSTKFLT", "SIGCHLD", "SIGCONT",
	"SIGSTOP", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGXCPU",
	"SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO", "SIGPWR",
	"SIGSYS", "32", "33", "SIGRTMIN", "SIGRTMIN+1", "SIGRTMIN+2",
	"SIGRTMIN+3", "SIGRTMIN+4", "SIGRTMIN+5", "SIGRTMIN+6", "SIGRTMIN+7",
	"SIGRTMIN+8", "SIGRTMIN+9", "SIGRTMIN+10", "SIGRTMIN+11",
	"SIGRTMIN+12", "SIGRTMIN+13", "SIGRTMIN+14", "SIGRTMIN+15",
	"SIGRTMIN+16", "SIGRTMIN+17", "SIGRTMIN+18", "SIGRTMIN+19",
	"SIGRTMIN+20", "SIGRTMIN+21", "SIGRTMIN+22", "SIGRTMIN+23",
	"SIGRTMIN+24", "SIGRTMIN+25", "SIGRTMIN+26", "SIGRTMIN+27",
	"SIGRTMIN+28", "SIGRTMIN+29", "SIGRTMAX",
};

const char *const signal_result_names[SIGNAL_NR_RESULTS] = {
	"delivered", "ignored", "already_pending", "overflow_fail", "lose_info",
};

notrace void init_sigpending(struct sigpending *pending)
{
	INIT_LIST_HEAD(&pending->list);
	pending->signal = 0;
}

/* --- entries ------------------------------------------------------------ */

static notrace void count_sigpending(struct ucounts *ucounts, s64 n)
{
	ucounts->sigpending += (u64)n;
	kernel()->nr_sigqueues += (u64)n;
}

/* One more entry of the user's who owns @p, if his limit or @override allows
 * it.  It is counted first, so that two CPUs cannot take the last one. */
struct sigqueue *__sigqueue_alloc(const struct process *p, bool override,
				  u32 flags)
{
	struct ucounts *ucounts = process_ucounts(p);
	struct sigqueue *q = NULL;

	if (!ucounts)
		return NULL;
	count_sigpending(ucounts, 1);
	if (override || ucounts->sigpending <= rlimit(p, RLIMIT_SIGPENDING))
		q = machine_alloc(hot.machine, sizeof(*q));
	if (!q) {
		count_sigpending(ucounts, -1);
		return NULL;
	}
	INIT_LIST_HEAD(&q->list);
	q->flags = flags;
	q->ucounts = ucounts;
	return q;
}

void __sigqueue_free(struct sigqueue *q)
{
	if (q->flags & SIGQUEUE_PREALLOC) {
		posixtimer_sigqueue_putref(q);
		return;
	}
	count_sigpending(q->ucounts, -1);
	machine_release(hot.machine, q, sizeof(*q));
}

struct sigqueue *sigqueue_alloc(void)
{
	return __sigqueue_alloc(current_process(), false, SIGQUEUE_PREALLOC);
}

/* A queued entry is left to whoever takes it off its list: it is an ordinary
 * one from now on. */
void sigqueue_free(struct sigqueue *q)
{
	struct process *p = current_process();
	bool queued;
	bool flags;

	raw_spin_lock_irqsave(&p->siglock, flags);
	q->flags &= ~SIGQUEUE_PREALLOC;
	queued = !list_empty(&q->list);
	raw_spin_unlock_irqrestore(&p->siglock, flags);
	if (!queued)
		__sigqueue_free(q);
}

/* --- dropping ----------------------------------------------------------- */

static notrace struct sigqueue *first_entry(struct sigpending *pending)
{
	if (list_empty(&pending->list))
		return NULL;
	return list_first_entry(&pending->list, struct sigqueue, list);
}

/* All of them; the owner is exiting. */
void flush_sigqueue(struct sigpending *pending)
{
	struct sigqueue *q;

	pending->signal = 0;
	q = first_entry(pending);
	while (q) {
		list_del_init(&q->list);
		__sigqueue_free(q);
		q = first_entry(pending);
	}
}

/* The oldest entry whose signal is in @mask. */
static notrace struct sigqueue *find_entry(struct sigpending *pending,
					   ksigset_t mask)
{
	struct sigqueue *q;

	list_for_each_entry(q, &pending->list, list) {
		if (sig_in(mask, q->info.si_signo))
			return q;
	}
	return NULL;
}

/* The entry of an ignored signal has left its list.  From 6.13 on that of a
 * periodic timer is kept aside, until somebody wants the signal again. */
static void sigqueue_free_ignored(struct process *p, struct sigqueue *q)
{
	if (kernel_is_618() && q->flags & SIGQUEUE_PREALLOC)
		posixtimer_sig_ignore(p, q);
	else
		__sigqueue_free(q);
}

void flush_sigqueue_mask(struct process *p, ksigset_t mask,
			 struct sigpending *pending)
{
	struct sigqueue *q;

	if (!(pending->signal & mask))
		return;
	pending->signal &= ~mask;
	q = find_entry(pending, mask);
	while (q) {
		list_del_init(&q->list);
		sigqueue_free_ignored(p, q);
		q = find_entry(pending, mask);
	}
}

/* Is there another entry for the same signal? */
static notrace bool still_pending(const struct sigpending *pending,
				  const struct sigqueue *first)
{
	const struct sigqueue *q;

	list_for_each_entry(q, &pending->list, list) {
		if (q != first && q->info.si_signo == first->info.si_signo)
			return true;
	}
	return false;
}

static notrace struct sigqueue *find_timer_entry(struct sigpending *pending)
{
	struct sigqueue *q;

	list_for_each_entry(q, &pending->list, list) {
		if (q->info.si_code == SI_TIMER)
			return q;
	}
	return NULL;
}

/* Signals that are on the list for another reason stay; one that found no room
 * for an entry is forgotten if a timer had the same. */
static void __flush_itimer_signals(struct sigpending *pending)
{
	struct sigqueue *q;

	q = find_timer_entry(pending);
	while (q) {
		if (!still_pending(pending, q))
			pending->signal &= ~SIG_BIT(q->info.si_signo);
		list_del_init(&q->list);
		__sigqueue_free(q);
		q = find_timer_entry(pending);
	}
}

/* A new program shall not hear of timers that the old one made. */
void flush_itimer_signals(void)
{
	struct thread *t = current_thread();

	raw_spin_lock_irq(&t->process->siglock);
	__flush_itimer_signals(&t->pending);
	__flush_itimer_signals(&t->process->shared_pending);
	raw_spin_unlock_irq(&t->process->siglock);
}

/* --- taking ------------------------------------------------------------- */

/* The next signal that is not in @mask: those that an instruction caused come
 * first, then the lowest number. */
notrace int next_signal(const struct sigpending *pending, ksigset_t mask)
{
	ksigset_t set = pending->signal & ~mask;

	if (set & SYNCHRONOUS_MASK)
		set &= SYNCHRONOUS_MASK;
	return set ? __builtin_ctzll(set) + 1 : 0;
}

/* Take the oldest entry of @sig off its list.  There may be none: then memory
 * or the limit was exhausted, and all we know is the number. */
static struct sigqueue *collect_signal(int sig, struct sigpending *pending,
				       struct kernel_siginfo *info)
{
	struct sigqueue *first = find_entry(pending, SIG_BIT(sig));

	if (!first) {
		pending->signal &= ~SIG_BIT(sig);
		*info = (struct kernel_siginfo){ .si_signo = sig };
		return NULL;
	}
	if (!still_pending(pending, first))
		pending->signal &= ~SIG_BIT(sig);
	list_del_init(&first->list);
	*info = first->info;
	if (first->flags & SIGQUEUE_PREALLOC && info->si_code == SI_TIMER)
		return first;
	__sigqueue_free(first);
	return NULL;
}

/* Returns the signal, or 0; a timer's own entry is handed out in @timer. */
int __dequeue_signal(struct sigpending *pending, ksigset_t mask,
		     struct kernel_siginfo *info, struct sigqueue **timer)
{
	int sig = next_signal(pending, mask);

	if (sig)
		*timer = collect_signal(sig, pending, info);
	return sig;
}

static notrace bool sig_kernel_stop(int sig)
{
	return sig_in(SIG_KERNEL_STOP_MASK, sig);
}

/* 6.12: who set the timer meanwhile has changed si_sys_private, which
 * posixtimer_rearm() sees.  The lock order forbids to hold siglock there. */
static void rearm_612(struct process *p, struct kernel_siginfo *info)
{
	raw_spin_unlock(&p->siglock);
	posixtimer_rearm(info);
	raw_spin_lock(&p->siglock);
	info->si_sys_private = 0;
}

/* May the signal of a timer be delivered?  6.18 drops those of settings that
 * are no longer in force. */
static bool deliver_timer(struct process *p, struct kernel_siginfo *info,
			  struct sigqueue *timer)
{
	if (kernel_is_618())
		return posixtimer_deliver_signal(info, timer);
	if (info->si_sys_private)
		rearm_612(p, info);
	return true;
}

static int dequeue_one(struct thread *t, ksigset_t mask,
		       struct kernel_siginfo *info, enum pid_type *type,
		       struct sigqueue **timer)
{
	int sig;

	*type = PIDTYPE_PID;
	sig = __dequeue_signal(&t->pending, mask, info, timer);
	if (sig)
		return sig;
	*type = PIDTYPE_TGID;
	sig = __dequeue_signal(&t->process->shared_pending, mask, info, timer);
	if (sig == SIGALRM)
		posixtimer_rearm_itimer(t->process);
	return sig;
}

/* The thread's own signals come before those of its process. */
int dequeue_signal(ksigset_t mask, struct kernel_siginfo *info,
		   enum pid_type *type)
{
	struct thread *t = current_thread();
	struct sigqueue *timer;
	bool deliver;
	int sig;

	do {
		timer = NULL;
		deliver = true;
		sig = dequeue_one(t, mask, info, type, &timer);
		recalc_sigpending();
		if (sig_kernel_stop(sig))
			t->jobctl |= JOBCTL_STOP_DEQUEUED;
		if (timer)
			deliver = deliver_timer(t->process, info, timer);
	} while (!deliver);
	return sig;
}
