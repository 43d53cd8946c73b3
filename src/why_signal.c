/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `why p1 SIGALRM`: where a signal is, and what keeps it there.
 */
#include "why_signal.h"

#include <inttypes.h>
#include <string.h>

#include "linux/posix_timers.h"
#include "linux/process.h"
#include "linux/user.h"
#include "machine/strings.h"
#include "views/process_facts.h"
#include "views/signal_lists.h"
#include "views/value.h"

/* --- it is pending ------------------------------------------------------------ */

/* Entries of the signal on a list; *@timer: one of a POSIX timer, or NULL. */
static u32 count_entries(const struct sigpending *pending, s32 sig,
			 const struct sigqueue **timer)
{
	const struct sigqueue *q = signal_next_entry(pending, NULL);
	u32 n = 0, seen = 0;

	for (; q && seen < UINT16_MAX; seen++) {
		n += q->info.si_signo == sig;
		if (q->info.si_signo == sig && q->info.si_code == SI_TIMER)
			*timer = q;
		q = signal_next_entry(pending, q);
	}
	return n;
}

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
	if (posix_timer_stale(timr) &&
	    (timr->it_interval || kernel_is_618()))
		why_say_stale(w, timr);
	else if (timr->it_interval)
		why_say(w, " Who takes %s arms the timer again, and what was "
			"missed becomes its overrun (%s()).", a->signal,
			kernel_is_618() ? "posixtimer_deliver_signal" :
					  "posixtimer_rearm");
}

static void say_blocked(struct why_text *w, const struct asked *a)
{
	char buf[VALUE_MAX];
	const char *name = why_asked_name(w, a, buf);

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
	const struct thread *t = signal_taker(a->p, a->own, a->sig);
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

static void say_disposition(struct why_text *w, const struct asked *a)
{
	if (!sig_task_ignored(a->p, a->sig))
		return;
	why_say(w, " %s is ignored (%s): unless a thread blocks it, it is "
		"dropped when it is sent.", a->signal,
		a->p->action[a->sig - 1].sa_handler == SIG_IGN ? "SIG_IGN" :
		"SIG_DFL of that signal");
}

void why_signal(struct why_text *w, const struct asked *a)
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
		why_say_last_sent(w, a);
	say_disposition(w, a);
	if (!own && !sig_in(a->p->shared_pending.signal, a->sig))
		why_say_senders(w, a);
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
