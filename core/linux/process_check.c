/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The invariants of processes and signals: see process.h and signal.h.  Host
 * context, between any two statements; while a siglock is taken, somebody is
 * in the middle of changing what it guards.
 *
 * The user's count of entries must be what lists hold, plus what belongs to
 * POSIX timers, plus one a thread for an entry that is on its way to or from a
 * list, or to a new timer.
 */
#include "linux/process.h"

#include "linux/kernel.h"
#include "linux/posix_timers.h"
#include "linux/user.h"

/* What is counted up while all processes are walked. */
struct tally {
	u64 entries;			/* on lists, counted, not a timer's */
	u64 timers;			/* POSIX timers, with one each */
	u64 threads;			/* each may be about to use one */
	bool busy;			/* some siglock is taken */
};

/* --- lists of signals --------------------------------------------------- */

static notrace const char *check_entry(const struct sigpending *pending,
				       const struct sigqueue *q)
{
	if (!sig_in(~(ksigset_t)0, q->info.si_signo))
		return "signal: an entry has no signal";
	if (!sig_in(pending->signal, q->info.si_signo))
		return "signal: an entry is queued, and its bit is not set";
	return NULL;
}

/* 6.18: the entry of a deleted timer is queued until somebody takes it. */
static notrace bool is_timers_own(const struct sigqueue *q)
{
	return q->flags & SIGQUEUE_PREALLOC && q->timer &&
	       q->timer->it_signal;
}

static notrace const char *check_pending(const struct sigpending *pending,
					 struct tally *tally)
{
	const struct list_head *node = pending->list.next;
	const char *broken = NULL;

	for (; node != &pending->list && !broken; node = node->next) {
		const struct sigqueue *q =
			list_entry(node, const struct sigqueue, list);

		if (!state_readable(q, sizeof(*q)) || node->next->prev != node)
			return "signal: a list of entries is broken";
		broken = check_entry(pending, q);
		if (!is_timers_own(q))
			tally->entries++;
	}
	return broken;
}

/* --- threads ------------------------------------------------------------ */

static notrace const char *check_mode(const struct thread *t)
{
	const struct rq *rq = &kernel()->percpu[t->task->cpu]->rq;

	if (t->task->user_mode && rq->curr != t->task)
		return "process: a thread left its CPU in user mode";
	if (t->task->user_mode && kernel()->percpu[t->task->cpu]
					  ->preempt_count)
		return "process: user mode cannot be preempted";
	if (t->idle && t->task->user_mode)
		return "process: an idle thread runs";
	return NULL;
}

/* Who has stopped looks for signals as soon as it goes on. */
static notrace bool signal_is_due(const struct thread *t)
{
	ksigset_t set = t->pending.signal & ~t->blocked;

	return set && !(t->flags & PF_EXITING) &&
	       !(t->jobctl & JOBCTL_STOPPED);
}

static notrace const char *check_thread(const struct process *p,
					const struct thread *t,
					struct tally *tally)
{
	const char *broken;

	if (t->process != p)
		return "process: a thread belongs to another process";
	if (!state_readable(t->task, sizeof(*t->task)) || t->task->thread != t)
		return "process: a thread has lost its task";
	if (t->tid != (s32)t->task->serial)
		return "process: a thread's number is not its task's";
	if (t->blocked & SIG_KERNEL_ONLY_MASK && !t->real_blocked)
		return "signal: SIGKILL or SIGSTOP is blocked";
	broken = check_mode(t);
	if (broken || p->siglock.locked)
		return broken;
	if (signal_is_due(t) && !t->sigpending)
		return "signal: a thread does not know of its signal";
	return check_pending(&t->pending, tally);
}

static notrace const char *check_threads(const struct process *p,
					 struct tally *tally)
{
	const struct list_head *node = p->threads.next;
	const char *broken = NULL;
	u32 n = 0;

	for (; node != &p->threads && !broken; node = node->next, n++) {
		const struct thread *t =
			list_entry(node, const struct thread, node);

		if (!state_readable(t, sizeof(*t)) || node->next->prev != node)
			return "process: the list of threads is broken";
		broken = check_thread(p, t, tally);
	}
	if (!broken && !p->siglock.locked && n != p->nr_threads)
		broken = "process: nr_threads is not the list's length";
	if (!broken && p->live > p->nr_threads)
		broken = "process: more threads live than there are";
	return broken;
}

/* --- processes ---------------------------------------------------------- */

static notrace const char *check_lock_of(const struct machine *m,
					 const struct process *p)
{
	if (!p->siglock.locked)
		return NULL;
	if (p->siglock.owner_cpu < 0 ||
	    p->siglock.owner_cpu >= (s32)m->nr_cpus)
		return "signal: a siglock is held by no CPU";
	return NULL;
}

static notrace const char *check_files(const struct process *p)
{
	u32 fd;

	for (fd = 0; fd < NR_OPEN; fd++) {
		const struct file *file = p->files.fd[fd].file;

		if (!file)
			continue;
		if (!state_readable(file, sizeof(*file)) || !file->f_op)
			return "file: a number leads nowhere";
		if (!file->f_count)
			return "file: an open file is held by nobody";
	}
	return NULL;
}

static notrace u64 nr_timers(const struct process *p)
{
	const struct k_itimer *timr = process_next_posix_timer(p, NULL);
	u64 n = 0;

	for (; timr; timr = process_next_posix_timer(p, timr))
		n++;
	return n;
}

static notrace const char *check_process(const struct machine *m,
					 const struct process *p,
					 struct tally *tally)
{
	const char *broken = check_lock_of(m, p);

	if (!broken)
		broken = check_threads(p, tally);
	if (!broken)
		broken = check_files(p);
	if (!broken)
		broken = futexes_check(p);
	tally->timers += nr_timers(p);
	tally->threads += p->nr_threads;
	if (p->siglock.locked)
		tally->busy = true;
	else if (!broken)
		broken = check_pending(&p->shared_pending, tally);
	if (!broken && p->exited && p->nr_threads)
		broken = "process: it has exited, and has threads";
	if (!broken && p->reaped && !p->exited)
		broken = "process: it was reaped alive";
	if (!broken && p->cred.cap_effective & ~p->cred.cap_permitted)
		broken = "cred: what is effective is not permitted";
	return broken;
}

static notrace u64 sum_of_ucounts(void)
{
	const struct ucounts *ucounts;
	u64 sum = 0;

	list_for_each_entry(ucounts, &kernel()->ucounts, node)
		sum += ucounts->sigpending;
	return sum;
}

/* Between alloc and list, and between list and free, an entry is on no list;
 * that is one at most for each thread, and for each CPU that runs none. */
static notrace const char *check_tally(const struct machine *m,
				       const struct tally *tally)
{
	u64 now = kernel()->nr_sigqueues;
	u64 known = tally->entries + tally->timers;

	if (sum_of_ucounts() != now)
		return "signal: the users' counts do not add up";
	if (tally->busy)
		return NULL;
	if (now < known || now > known + tally->threads + m->nr_cpus)
		return "signal: the count of entries is wrong";
	return NULL;
}

notrace const char *process_check(const struct machine *m)
{
	const struct object *object = object_next(m, NULL, OBJECT_PROCESS);
	struct tally tally = { 0 };
	const char *broken = NULL;

	for (; object && !broken;
	     object = object_next(m, object, OBJECT_PROCESS)) {
		const struct process *p = object->memory;

		if (p->pid)
			broken = check_process(m, p, &tally);
	}
	return broken ? broken : check_tally(m, &tally);
}
