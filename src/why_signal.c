/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `why p1 SIGALRM`, `why PROCESS`, `why POSIX-TIMER`: where a signal is, and
 * what keeps it there.
 */
#include "why_text.h"

#include <inttypes.h>
#include <string.h>

#include "linux/posix_timers.h"
#include "linux/process.h"
#include "linux/trace.h"
#include "linux/user.h"
#include "machine/strings.h"
#include "session.h"
#include "trace_store.h"
#include "views/hrtimer_facts.h"
#include "views/process_facts.h"
#include "views/value.h"

/* --- who can take it --------------------------------------------------------- */

/* The question: a signal of @p, or, with @own, of that thread alone. */
struct asked {
	const struct process *p;
	const struct thread *own;
	s32 sig;
	const char *name, *signal;	/* "p1", "SIGALRM" */
};

static bool can_take(const struct thread *t, s32 sig)
{
	return !sig_in(t->blocked, sig) && !(t->flags & PF_EXITING);
}

/* A thread that can take it, rather one that was woken for it. */
static const struct thread *taker(const struct asked *a)
{
	const struct thread *t = a->own ? a->own :
					  process_facts_thread(a->p, NULL);
	const struct thread *found = NULL;

	for (; t; t = a->own ? NULL : process_facts_thread(a->p, t)) {
		if (!can_take(t, a->sig))
			continue;
		if (t->sigpending)
			return t;
		found = found ? found : t;
	}
	return found;
}

/* Entries of the signal on a list; *@timer: one of a POSIX timer, or NULL. */
static u32 count_entries(const struct sigpending *pending, s32 sig,
			 const struct sigqueue **timer)
{
	const struct list_head *at = pending->list.next;
	const struct sigqueue *q;
	u32 n = 0, seen = 0;

	for (; at && at != &pending->list && seen < UINT16_MAX; seen++) {
		q = list_entry(at, const struct sigqueue, list);
		if (!state_readable(q, sizeof(*q)))
			break;
		n += q->info.si_signo == sig;
		if (q->info.si_signo == sig && q->info.si_code == SI_TIMER)
			*timer = q;
		at = q->list.next;
	}
	return n;
}

/* --- it is pending ------------------------------------------------------------ */

static void say_entry(struct why_text *w, const struct asked *a,
		      const struct sigqueue *q)
{
	char name[VALUE_MAX];
	const struct k_itimer *timr = q->timer;

	if (!(q->flags & SIGQUEUE_PREALLOC) || !timr ||
	    !state_readable(timr, sizeof(*timr)))
		return;
	why_say(w, " It is the one entry of %s: further expiries make no other "
		"signal.", value_object(w->m, timr->object, name));
	if (q->info.si_overrun)
		why_say(w, " send_sigqueue() has met it still queued, and "
			"counted: si_overrun %" PRId32 ".", q->info.si_overrun);
	if (timr->it_interval)
		why_say(w, " Who takes %s arms the timer again, and what was "
			"missed becomes its overrun (%s()).", a->signal,
			kernel_is_618() ? "posixtimer_deliver_signal" :
					  "posixtimer_rearm");
}

/* A process's name stands for its first thread, in commands. */
static const char *command_name(const struct why_text *w,
				const struct asked *a, char *buf)
{
	const struct thread *t = a->own ? a->own : a->p->group_leader;

	return t && t != a->p->group_leader ? thread_name(w->m, t, buf) :
	       value_object(w->m, a->p->serial, buf);
}

static void say_blocked(struct why_text *w, const struct asked *a)
{
	char buf[VALUE_MAX];
	const char *name = command_name(w, a, buf);

	if (a->own)
		why_say(w, " %s blocks it: sigprocmask() has to unblock it "
			"(`unblock %s %s`).", a->name, name, a->signal);
	else
		why_say(w, " %s blocks it, so complete_signal() has found "
			"nobody to wake; who unblocks it takes it (`unblock %s "
			"%s`).", a->p->nr_threads > 1 ? "Every thread" :
			"Its thread", name, a->signal);
}

/* Where does the thread that is to take it stand? */
static void say_taker(struct why_text *w, const struct thread *t)
{
	char name[VALUE_MAX], state[VALUE_MAX], text[256];

	why_say(w, t->sigpending ? " %s was chosen (complete_signal()), has "
		"TIF_SIGPENDING, and takes it in get_signal() before it is in "
		"user mode again; now it is %s." :
		" %s can take it, once it looks; now it is %s.",
		thread_name(w->m, t, name),
		thread_state_text(w->m, t, state));
	if (*thread_waits_text(w->m, t, text, sizeof(text)) && !t->idle)
		why_say(w, " It waits %s.", text);
	why_cpu_stands_still(w, t->task->cpu);
}

static void say_stopped(struct why_text *w, const struct asked *a)
{
	char buf[VALUE_MAX];
	const char *name = value_object(w->m, a->p->serial, buf);

	why_say(w, " %s is stopped: its threads sleep in do_signal_stop() and "
		"take nothing but SIGKILL until SIGCONT (`kill %s SIGCONT`).",
		name, name);
}

static void say_pending(struct why_text *w, const struct asked *a,
			const struct sigpending *pending, bool shared)
{
	const struct thread *t = taker(a);
	const struct sigqueue *timer = NULL;
	u32 n = count_entries(pending, a->sig, &timer);
	int next;

	why_say(w, shared ? "%s is pending, on the shared list of %s%s" :
		"%s is pending, on the own list of %s%s", a->signal, a->name,
		n ? "" : ", as a bit without an entry");
	why_say(w, n > 1 ? ", %u times." : ".", n);
	if (a->p->flags & SIGNAL_STOP_STOPPED)
		say_stopped(w, a);
	else if (!t)
		say_blocked(w, a);
	else
		say_taker(w, t);
	next = t ? next_signal(pending, t->blocked) : 0;
	if (next && next != a->sig)
		why_say(w, " %s comes first: its number is lower.",
			signal_name(next));
	if (timer)
		say_entry(w, a, timer);
}

/* --- it is being handled ------------------------------------------------------- */

static bool say_handled(struct why_text *w, const struct asked *a)
{
	const struct thread *t = a->own ? a->own :
					  process_facts_thread(a->p, NULL);
	const struct sigframe *frame;
	char name[VALUE_MAX];
	u32 depth;

	for (; t; t = a->own ? NULL : process_facts_thread(a->p, t)) {
		frame = t->frames;
		for (depth = 0; frame && depth <= USER_DEPTH_MAX; depth++) {
			if (!state_readable(frame, sizeof(*frame)))
				break;
			if (frame->ksig.sig == a->sig)
				goto found;
			frame = frame->up;
		}
	}
	return false;
found:
	why_say(w, "%s has taken %s and is in its handler%s. ",
		thread_name(w->m, t, name), a->signal, depth ?
		", which another handler has interrupted" : "");
	if (sig_in(t->blocked, a->sig))
		why_say(w, "It blocks %s until sys_rt_sigreturn(). ", a->signal);
	return true;
}

/* --- it is nowhere -------------------------------------------------------------- */

/* Was the record about a thread of the process? */
static bool is_about(const struct asked *a, const struct trace_record *record)
{
	const struct thread *t = process_facts_thread(a->p, NULL);

	if (record->kind == EVENT_signal_deliver)
		return record->arg[0] == (u64)a->sig &&
		       record->arg[5] == a->p->serial;
	if (record->kind != EVENT_signal_generate ||
	    record->arg[0] != (u64)a->sig)
		return false;
	for (; t; t = process_facts_thread(a->p, t))
		if (record->arg[3] == t->task->serial)
			return true;
	return false;
}

static void say_record(struct why_text *w, const struct trace_record *record)
{
	char time[VALUE_MAX];
	const char *at = value_time(record->time, time);

	if (record->kind == EVENT_signal_deliver)
		why_say(w, "It was taken last at %s (get_signal()).", at);
	else if (record->arg[5] == TRACE_SIGNAL_IGNORED)
		why_say(w, "It was sent last at %s, and dropped: "
			"prepare_signal() found that it is ignored.", at);
	else if (record->arg[5] == TRACE_SIGNAL_OVERFLOW_FAIL)
		why_say(w, "It was sent last at %s, and refused with EAGAIN: "
			"RLIMIT_SIGPENDING allows no more entries.", at);
	else
		why_say(w, "It was sent last at %s, and is gone: SIGCONT and "
			"stop signals cancel each other, and exec and exit "
			"drop what is pending.", at);
}

static void say_last(struct why_text *w, const struct asked *a)
{
	const struct trace_store *trace = session_trace(w->front->session);
	const u64 first = trace_store_first(trace);
	u64 n = trace_store_count(trace);
	const struct trace_record *record;
	char name[VALUE_MAX];

	while (n > first) {
		record = trace_store_get(trace, --n);
		if (record && is_about(a, record)) {
			say_record(w, record);
			return;
		}
	}
	why_say(w, "Nobody has sent it yet (`kill %s %s`).",
		command_name(w, a, name), a->signal);
}

/* "in 10 ms"; @buf of VALUE_MAX bytes. */
static const char *in_time(s64 left, char *buf)
{
	char text[VALUE_MAX];

	if (left <= 0)
		return "as soon as its interrupt is taken";
	snprintf(buf, VALUE_MAX, "in %.60s", hrtimer_from_now(left, text) + 1);
	return buf;
}

/* What could send it, and does not: the timers with that signal. */
static void say_timers(struct why_text *w, const struct asked *a)
{
	const struct k_itimer *timr = process_next_posix_timer(a->p, NULL);
	char buf[VALUE_MAX], left_text[VALUE_MAX];
	const char *name;
	u32 nr = 0;
	s64 left;

	for (; timr && nr < 3; timr = process_next_posix_timer(a->p, timr)) {
		if (!timr->sigq || timr->sigq->info.si_signo != a->sig)
			continue;
		nr++;
		name = value_object(w->m, timr->object, buf);
		if (posix_timer_left(w->m, timr, &left))
			why_say(w, " %s sends it %s.", name,
				in_time(left, left_text));
		else
			why_say(w, " %s would send it, but is %s.", name,
				posix_timer_status(timr));
	}
	if (a->sig != SIGALRM || !hrtimer_is_queued(&a->p->timers.real_timer))
		return;
	left = hrtimer_get_expires(&a->p->timers.real_timer) - (s64)w->m->now;
	why_say(w, " ITIMER_REAL sends it %s.", in_time(left, buf));
}

static void say_disposition(struct why_text *w, const struct asked *a)
{
	if (!sig_task_ignored(a->p, a->sig))
		return;
	why_say(w, " %s is ignored (%s): unless a thread blocks it, it is "
		"dropped when it is sent.", a->signal,
		a->p->action[a->sig - 1].sa_handler == SIG_IGN ? "SIG_IGN" :
		"SIG_DFL of that signal");
}

static void why_signal(struct why_text *w, const struct asked *a)
{
	const bool own = a->own && sig_in(a->own->pending.signal, a->sig);
	const struct thread *t = process_facts_thread(a->p, NULL);
	struct asked alone = *a;
	char name[VALUE_MAX];
	bool told;

	if (a->p->exited) {
		why_say(w, "%s has ended, and takes no signals.", a->name);
		return;
	}
	told = say_handled(w, a);
	for (; t && !a->own; t = process_facts_thread(a->p, t)) {
		if (!sig_in(t->pending.signal, a->sig))
			continue;
		alone.own = t;
		alone.name = thread_name(w->m, t, name);
		say_pending(w, &alone, &t->pending, false);
		why_say(w, " ");
		told = true;
	}
	if (own)
		say_pending(w, a, &a->own->pending, false);
	else if (!a->own && sig_in(a->p->shared_pending.signal, a->sig))
		say_pending(w, a, &a->p->shared_pending, true);
	else if (a->own && sig_in(a->p->shared_pending.signal, a->sig))
		why_say(w, "%s is pending for all threads of its process: ask "
			"about that.", a->signal);
	else if (!told)
		say_last(w, a);
	say_disposition(w, a);
	if (!own && !sig_in(a->p->shared_pending.signal, a->sig))
		say_timers(w, a);
}

/* --- how it is asked -------------------------------------------------------------- */

static s32 signal_number(const char *text)
{
	s32 sig;

	for (sig = 1; sig <= NR_SIGNALS; sig++)
		if (!strcmp(signal_names[sig], text))
			return sig;
	return 0;
}

/* A process, or a thread's task; false: neither. */
static bool find_owner(struct asked *a, const struct object *object)
{
	if (object->freed || !object->memory)
		return false;
	if (object->kind == OBJECT_PROCESS) {
		a->p = object->memory;
		return true;
	}
	if (object->kind != OBJECT_TASK)
		return false;
	a->own = ((const struct task *)object->memory)->thread;
	a->p = a->own ? a->own->process : NULL;
	return a->p;
}

bool why_signal_called(struct why_text *w, const char *text)
{
	const size_t len = strcspn(text, " ");
	const char *signal = text + len + strspn(text + len, " ");
	const u32 name = string_lookup(w->m, text, len);
	const struct object *object = name ? object_find(w->m, name) : NULL;
	struct asked a = { .sig = signal_number(signal), .signal = signal };

	if (!object || !a.sig || !find_owner(&a, object))
		return false;
	a.name = string_text(w->m, object->name);
	why_signal(w, &a);
	return true;
}

/* --- a process, a POSIX timer ------------------------------------------------------ */

void why_process(struct why_text *w, const struct object *object)
{
	const struct process *p = object->memory;
	const struct thread *t = process_facts_thread(p, NULL);
	char buf[VALUE_MAX], set[256];
	const char *name = value_object(w->m, p->serial, buf);

	if (p->exited) {
		if (p->group_exit_code & 0x7f)
			why_say(w, "%s was ended by %s", name,
				signal_name(p->group_exit_code & 0x7f));
		else
			why_say(w, "%s has exited with %" PRId32, name,
				p->group_exit_code >> 8);
		why_say(w, p->reaped ? "." :
			", and is a zombie until its parent waits for it.");
		return;
	}
	if (p->flags & SIGNAL_STOP_STOPPED)
		why_say(w, "%s is stopped, until SIGCONT. ", name);
	for (; t; t = process_facts_thread(p, t)) {
		why_thread(w, t);
		why_say(w, " ");
	}
	if (p->shared_pending.signal)
		why_say(w, "Pending for all its threads: %s; `why %s SIGNAL` "
			"says more.", sigset_text(p->shared_pending.signal, set,
						  sizeof(set)), name);
}

/* What it does, or what it sleeps for. */
void why_thread(struct why_text *w, const struct thread *t)
{
	char name[VALUE_MAX], state[VALUE_MAX], text[256];

	why_say(w, "%s is %s", thread_name(w->m, t, name),
		thread_state_text(w->m, t, state));
	if (t->syscall)
		why_say(w, ", in %s()", call_table[t->syscall - 1].name);
	if (*thread_waits_text(w->m, t, text, sizeof(text)))
		why_say(w, ": it waits %s", text);
	why_say(w, ".");
	if (t->task->state == TASK_INTERRUPTIBLE && !t->idle)
		why_say(w, " A signal that it does not block wakes it as well.");
	why_cpu_stands_still(w, t->task->cpu);
}

static void say_armed(struct why_text *w, const struct k_itimer *timr,
		      const char *name, s64 left)
{
	char text[VALUE_MAX];

	if (timr->it_clock < 0)
		why_say(w, "%s is armed: due %s of a CPU clock, which runs only "
			"while its threads do: ticks compare them "
			"(run_posix_cpu_timers()), so it is late by up to a "
			"tick.", name, in_time(left, text));
	else
		why_say(w, "%s is armed: its hrtimer expires %s and calls %s().",
			name, in_time(left, text),
			posix_timer_callback(timr));
}

void why_posix_timer(struct why_text *w, const struct object *object)
{
	const struct k_itimer *timr = object->memory;
	struct asked a = { .p = timr->it_process };
	bool none = (timr->it_sigev_notify & 3) == SIGEV_NONE;
	char buf[VALUE_MAX], owner[VALUE_MAX];
	const char *name = value_object(w->m, object->serial, buf);
	s64 left;

	if (posix_timer_left(w->m, timr, &left))
		say_armed(w, timr, name, left);
	else if (!list_empty(&timr->ignored_list))
		why_say(w, "%s has expired while its signal was ignored, and is "
			"parked: a handler for it makes it go on "
			"(posixtimer_sig_unignore()).", name);
	else if (timr->sigq && !list_empty(&timr->sigq->list))
		why_say(w, "%s has expired, its signal is queued, and it is off "
			"until that is taken.", name);
	else if (timr->it_status == POSIX_TIMER_REQUEUE_PENDING)
		why_say(w, "%s has expired; who takes its signal arms it "
			"again.", name);
	else
		why_say(w, "%s is disarmed: it was never set, was set to zero, "
			"or has expired once without a period. timer_settime() "
			"arms it.", name);
	if (none)
		why_say(w, " It sends no signal (SIGEV_NONE): only "
			"timer_gettime() sees it.");
	if (none || !timr->sigq || list_empty(&timr->sigq->list) || !a.p)
		return;
	a.sig = timr->sigq->info.si_signo;
	a.signal = signal_name(a.sig);
	if (timr->it_pid_type == PIDTYPE_PID)
		a.own = find_thread(timr->it_pid);
	a.name = a.own ? thread_name(w->m, a.own, owner) :
			 value_object(w->m, a.p->serial, owner);
	why_say(w, " ");
	why_signal(w, &a);
}
