/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A signal that is not pending: what became of it, by the trace, and who could
 * send it.  See why_signal.h.
 */
#include "why_signal.h"

#include <string.h>

#include "linux/trace.h"
#include "machine/strings.h"
#include "session.h"
#include "trace_store.h"
#include "views/process_facts.h"
#include "views/value.h"

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

/* What happened after a signal was queued: all that can take it away again
 * without an event of its own. */
enum since {
	SINCE_ACTION = 1 << 0,		/* sigaction() */
	SINCE_SET = 1 << 1,		/* timer_settime() */
	SINCE_DELETED = 1 << 2,		/* timer_delete() */
	SINCE_EXEC = 1 << 3,
	SINCE_EXIT = 1 << 4,		/* of a thread */
	SINCE_OPPOSITE = 1 << 5,	/* SIGCONT to a stop signal, or v. v. */
	SINCE_WAITED = 1 << 6,		/* sigtimedwait() has returned it */
	SINCE_READ = 1 << 7,		/* read(), perhaps of a signalfd */
};

static u32 since_call(const char *call)
{
	static const struct {
		const char *call;
		u32 since;
	} calls[] = {
		{ "sigaction", SINCE_ACTION }, { "timer_settime", SINCE_SET },
		{ "timer_delete", SINCE_DELETED }, { "exec", SINCE_EXEC },
		{ "thread_exit", SINCE_EXIT }, { "read", SINCE_READ },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(calls); i++)
		if (!strcmp(calls[i].call, call))
			return calls[i].since;
	return 0;
}

static bool has_thread(const struct process *p, u32 task)
{
	const struct thread *t = process_facts_thread(p, NULL);

	while (t && t->task->serial != task)
		t = process_facts_thread(p, t);
	return t;
}

static u32 since_record(const struct why_text *w, const struct asked *a,
			const struct trace_record *record)
{
	const ksigset_t opposite = a->sig == SIGCONT ? SIG_KERNEL_STOP_MASK :
		sig_in(SIG_KERNEL_STOP_MASK, a->sig) ? SIG_BIT(SIGCONT) : 0;
	const char *call;

	switch (record->kind) {
	case EVENT_sys_enter:
		return record->arg[1] == a->p->serial ?
		       since_call(string_text(w->m, (u32)record->arg[0])) : 0;
	case EVENT_sys_exit:
		call = string_text(w->m, (u32)record->arg[0]);
		return has_thread(a->p, record->task) &&
		       record->arg[1] == (u64)a->sig &&
		       !strcmp(call, "sigtimedwait") ? SINCE_WAITED : 0;
	case EVENT_signal_generate:
		return sig_in(opposite, (s32)record->arg[0]) &&
		       has_thread(a->p, (u32)record->arg[3]) ?
		       SINCE_OPPOSITE : 0;
	default:
		return 0;
	}
}

/* All that happened since record @n. */
static u32 since(const struct why_text *w, const struct asked *a, u64 n)
{
	const struct trace_store *trace = session_trace(w->front->session);
	const struct trace_record *record;
	u32 found = 0;

	for (; n < trace_store_count(trace); n++) {
		record = trace_store_get(trace, n);
		if (record)
			found |= since_record(w, a, record);
	}
	return found;
}

/* It was queued, nobody has it, and get_signal() has not taken it. */
static void say_gone(struct why_text *w, const struct asked *a, u32 found,
		     bool of_timer)
{
	const bool dropped = of_timer && kernel_is_618();

	if (found & SINCE_WAITED)
		why_say(w, "sigtimedwait() has returned it.");
	else if (found & SINCE_OPPOSITE)
		why_say(w, a->sig == SIGCONT ?
			"a stop signal was sent after it, and dropped it "
			"(prepare_signal())." :
			"SIGCONT was sent after it, and drops pending stop "
			"signals (prepare_signal()).");
	else if (found & SINCE_ACTION && sig_task_ignored(a->p, a->sig))
		why_say(w, "then sigaction() had it ignored, and what is ignored "
			"from now on is dropped from all lists "
			"(do_sigaction(), flush_sigqueue_mask()).");
	else if (dropped && found & SINCE_DELETED)
		why_say(w, "then timer_delete() made it stale, and who took it "
			"dropped it (posixtimer_deliver_signal()).");
	else if (dropped && found & SINCE_SET)
		why_say(w, "then timer_settime() made it stale, and who took it "
			"dropped it (posixtimer_deliver_signal()).");
	else if (found & SINCE_READ)
		why_say(w, "read() of a signalfd has taken it.");
	else if (found & SINCE_EXEC)
		why_say(w, "exec() has ended the thread that it was for.");
	else if (found & SINCE_EXIT)
		why_say(w, "the thread that it was for has exited.");
	else if (found & SINCE_ACTION)
		why_say(w, "sigaction() had it ignored for a while, which "
			"dropped it from all lists (flush_sigqueue_mask()).");
	else
		why_say(w, "nobody has it any more.");
}

static void say_record(struct why_text *w, const struct asked *a,
		       const struct trace_record *record)
{
	char time[VALUE_MAX];
	const char *at = value_time(record->time, time);

	if (record->kind == EVENT_signal_deliver) {
		why_say(w, "It was taken last at %s (get_signal()).", at);
	} else if (record->arg[5] == TRACE_SIGNAL_IGNORED) {
		why_say(w, "It was sent last at %s, and dropped: "
			"prepare_signal() found that it is ignored.", at);
	} else if (record->arg[5] == TRACE_SIGNAL_OVERFLOW_FAIL) {
		why_say(w, "It was sent last at %s, and refused with EAGAIN: "
			"RLIMIT_SIGPENDING allows no more entries.", at);
	} else {
		const u64 next = record->number + 1;
		const bool of_timer = (s32)record->arg[2] == SI_TIMER;

		why_say(w, "It was sent last at %s and is not pending any more: ",
			at);
		say_gone(w, a, since(w, a, next), of_timer);
	}
}

void why_say_last_sent(struct why_text *w, const struct asked *a)
{
	const struct trace_store *trace = session_trace(w->front->session);
	const u64 first = trace_store_first(trace);
	u64 n = trace_store_count(trace);
	const struct trace_record *record;
	char name[VALUE_MAX];

	while (n > first) {
		record = trace_store_get(trace, --n);
		if (record && is_about(a, record)) {
			say_record(w, a, record);
			return;
		}
	}
	why_say(w, "Nobody has sent it yet (`kill %s %s`).",
		why_asked_name(w, a, name), a->signal);
}

/* A timer that will not send its signal by itself. */
static void say_idle_timer(struct why_text *w, const struct k_itimer *timr,
			   const char *name)
{
	if (!list_empty(&timr->ignored_list))
		why_say(w, " %s would send it, but is parked until it is no "
			"longer ignored.", name);
	else if (!list_empty(&timr->sigq->list))
		why_say(w, " %s has sent it: its one entry is still queued.",
			name);
	else if (timr->it_status == POSIX_TIMER_REQUEUE_PENDING)
		why_say(w, " %s has sent it; who takes it arms the timer again.",
			name);
	else
		why_say(w, " %s would send it, but is disarmed "
			"(timer_settime() arms it).", name);
}

/* What could send it, and does not: the timers with that signal. */
void why_say_senders(struct why_text *w, const struct asked *a)
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
				why_in_time(left, left_text));
		else
			say_idle_timer(w, timr, name);
	}
	if (a->sig != SIGALRM || !hrtimer_is_queued(&a->p->timers.real_timer))
		return;
	left = hrtimer_get_expires(&a->p->timers.real_timer) - (s64)w->m->now;
	why_say(w, " ITIMER_REAL sends it %s.", why_in_time(left, buf));
}
