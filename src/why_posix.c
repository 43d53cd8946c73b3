/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `why PROCESS`, `why THREAD`, `why POSIX-TIMER`: what they do or wait for.
 */
#include "why_signal.h"

#include <inttypes.h>

#include "linux/posix_timers.h"
#include "linux/trace.h"
#include "views/hrtimer_facts.h"
#include "views/process_facts.h"
#include "views/value.h"

/* --- processes and threads --------------------------------------------------------- */

/* A process's name stands for its first thread, in commands. */
const char *why_asked_name(const struct why_text *w, const struct asked *a,
			   char *buf)
{
	const struct thread *t = a->own ? a->own : a->p->group_leader;

	return t && t != a->p->group_leader ? thread_name(w->m, t, buf) :
	       value_object(w->m, a->p->serial, buf);
}

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

/* --- POSIX timers ------------------------------------------------------------- */

/* "in 10 ms"; @buf of VALUE_MAX bytes. */
const char *why_in_time(s64 left, char *buf)
{
	char text[VALUE_MAX];

	if (left <= 0)
		return "as soon as its interrupt is taken";
	snprintf(buf, VALUE_MAX, "in %.60s", hrtimer_from_now(left, text) + 1);
	return buf;
}

void why_say_stale(struct why_text *w, const struct k_itimer *timr)
{
	if (!kernel_is_618())
		why_say(w, " The timer has been set again since: the signal is "
			"delivered still, but who takes it leaves the timer as "
			"it is (posixtimer_rearm()).");
	else if (!timr->it_signal)
		why_say(w, " The timer has been deleted since: who takes the "
			"entry drops it (posixtimer_deliver_signal()).");
	else
		why_say(w, " The timer has been set again since: the entry "
			"carries it_sigqueue_seq %" PRIu32 ", it_signal_seq is "
			"%" PRIu32 " now, so who takes it drops it, and no "
			"handler runs (posixtimer_deliver_signal()).",
			timr->it_sigqueue_seq, timr->it_signal_seq);
}

static void say_armed(struct why_text *w, const struct k_itimer *timr,
		      const char *name, s64 left)
{
	char text[VALUE_MAX];

	if (timr->it_clock < 0)
		why_say(w, "%s is armed: due %s of a CPU clock, which runs only "
			"while its threads do: ticks compare them "
			"(run_posix_cpu_timers()), so it is late by up to a "
			"tick.", name, why_in_time(left, text));
	else
		why_say(w, "%s is armed: its hrtimer expires %s and calls %s().",
			name, why_in_time(left, text),
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
	else if (timr->sigq && !list_empty(&timr->sigq->list) &&
		 timr->it_interval && !posix_timer_stale(timr))
		why_say(w, "%s has expired, its signal is queued, and it is off "
			"until that is taken.", name);
	else if (timr->sigq && !list_empty(&timr->sigq->list))
		why_say(w, "%s is off, and its last signal is still queued.",
			name);
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

void why_result_timer(struct why_text *w, const struct result *result)
{
	const struct object *timer = result->out.timer ?
				     object_get(w->m, result->out.timer) : NULL;
	char name[VALUE_MAX];

	if (!timer)
		return;
	why_say(w, " timer_create() made %s. ",
		value_object(w->m, timer->serial, name));
	if (timer->freed || !timer->memory)
		why_say(w, "It has been deleted since.");
	else
		why_posix_timer(w, timer);
}
