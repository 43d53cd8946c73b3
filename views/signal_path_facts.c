/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The way of a signal in words: see signal_path.h.
 */
#include "views/signal_path.h"

#include <inttypes.h>
#include <string.h>

#include "linux/kernel.h"
#include "linux/state.h"
#include "views/hrtimer_facts.h"
#include "views/value.h"

#define PATH_ID 0x516e5u		/* ids of the rows */

/* --- what each stage is called ------------------------------------------------------ */

static const char *const expires_names[SOURCE_NR] = {
	[SOURCE_HRTIMER] = "hrtimer expires", [SOURCE_ALARM] = "alarm expires",
	[SOURCE_CPU] = "tick finds it due", [SOURCE_REAL] = "hrtimer expires",
	[SOURCE_CPU_ITIMER] = "tick finds it due",
};

static const char *callback_name(const struct signal_path *path)
{
	return path->timer ? posix_timer_callback(path->timer) :
	       path->source == SOURCE_REAL ? "it_real_fn" : "check_cpu_itimer";
}

static const char *send_name(const struct signal_path *path)
{
	return !path->timer ? "send_signal_locked" :
	       kernel_is_618() ? "posixtimer_send_sigqueue" :
	       "send_sigqueue";
}

const char *signal_path_end(const struct machine *m,
			    const struct signal_path *path, char *buf)
{
	const u32 i = (u32)(path->sig - 1) % NR_SIGNALS;
	const char *what = "ends";
	char name[VALUE_MAX];

	if (path->waited_for)
		return "returned by the call";
	if (path->process->action[i].sa_handler == SIG_HANDLER)
		return "handler";
	if (sig_task_ignored(path->process, path->sig))
		return "ignored";
	if (sig_in(SIG_KERNEL_STOP_MASK, path->sig))
		what = "stops";
	snprintf(buf, VALUE_MAX, "%s %.60s", what,
		 value_object(m, path->process->serial, name));
	return buf;
}

static const char *stage_name(const struct machine *m,
			      const struct signal_path *path,
			      enum signal_stage stage, char *buf)
{
	switch (stage) {
	case STAGE_ARMED:
		return "armed";
	case STAGE_EXPIRES:
		return expires_names[path->source];
	case STAGE_CALLBACK:
		return callback_name(path);
	case STAGE_SEND:
		return send_name(path);
	case STAGE_LIST:
		return path->private ? "private list" : "shared list";
	case STAGE_CHOOSE:
		return "complete_signal";
	case STAGE_WOKEN:
		return "TIF_SIGPENDING";
	case STAGE_TAKE:
		return "dequeue_signal";
	default:
		return signal_path_end(m, path, buf);
	}
}

static void add_stages(struct facts *facts, const struct signal_path *path)
{
	enum signal_stage stage = path->source == SOURCE_CALL ? STAGE_SEND :
								STAGE_ARMED;
	char text[VALUE_MAX];

	for (; stage < STAGE_NR; stage++) {
		const char *name = stage_name(facts->m, path, stage, text);

		if (path->at_rest)
			facts_marked(facts, ROLE_DIM, GLYPH_BULLET, name);
		else if (stage == path->stage)
			facts_stage(facts, memo_key("stage", 0), name);
		else if (stage < path->stage)
			facts_marked(facts, ROLE_TEXT, GLYPH_DONE, name);
		else
			facts_marked(facts, ROLE_DIM, GLYPH_BULLET, name);
	}
}

/* --- what happens there -------------------------------------------------------------- */

struct names {
	char process[VALUE_MAX], thread[VALUE_MAX], timer[VALUE_MAX];
	const char *p, *t, *timr, *sig;
};

static void add_armed(struct facts *facts, const struct signal_path *path,
		      const struct names *n)
{
	char text[VALUE_MAX];
	s64 left = 0;

	if (path->timer)
		posix_timer_left(facts->m, path->timer, &left);
	else if (path->source == SOURCE_CPU_ITIMER)
		cpu_itimer_left(path->process, path->sig == SIGPROF ?
				CPUCLOCK_PROF : CPUCLOCK_VIRT, &left);
	else
		left = hrtimer_get_expires(&path->process->timers.real_timer) -
		       (s64)facts->m->now;
	facts_sentence(facts, ROLE_TEXT, path->source == SOURCE_CPU ||
		       path->source == SOURCE_CPU_ITIMER ?
		       "%s waits for the CPU clock, which ticks compare with "
		       "it:" :
		       "%s waits in a tree of hrtimers; it expires", n->timr);
	facts_value(facts, ROLE_PENDING, memo_key("path left", 0), "%s",
		    hrtimer_from_now(left, text));
}

/* An old signal, which 6.18 drops when it is taken. */
static void add_stale(struct facts *facts, const struct signal_path *path)
{
	if (path->timer && path->entry && path->entry == path->timer->sigq &&
	    kernel_is_618() && posix_timer_stale(path->timer))
		facts_sentence(facts, ROLE_BAD, "- but it is stale, of a setting "
			       "that is over: who takes it drops it");
}

static void add_list(struct facts *facts, const struct signal_path *path,
		     const struct names *n)
{
	const char *list = path->private ? n->t : n->p;

	const s32 overrun = path->timer && path->timer->sigq ?
			    path->timer->sigq->info.si_overrun : 0;

	if (path->returning && overrun)
		facts_sentence(facts, ROLE_TEXT, "%s has one entry, and it was "
			       "queued already: overrun %" PRId32, n->timr,
			       overrun);
	else if (path->function && !path->returning)
		facts_sentence(facts, ROLE_TEXT, path->timer ?
			       "%s(): the timer's one entry goes on the list "
			       "of %s" :
			       "%s(): a new entry goes on the list of %s",
			       path->function, list);
	else if (path->process->flags & SIGNAL_STOP_STOPPED)
		facts_sentence(facts, ROLE_TEXT, "on the list of %s, and stays: "
			       "%s is stopped until SIGCONT", list, n->p);
	else if (path->blocked && path->private)
		facts_sentence(facts, ROLE_TEXT, "on %s's own list, and stays: "
			       "%s blocks %s", n->t, n->t, n->sig);
	else if (path->blocked)
		facts_sentence(facts, ROLE_TEXT, "on the list of %s, and stays: "
			       "all its threads block %s", n->p, n->sig);
	else
		facts_sentence(facts, ROLE_TEXT, "on the list of %s; %s can take "
			       "it when it looks", list, n->t);
}

static void add_woken(struct facts *facts, const struct signal_path *path,
		      const struct names *n)
{
	char state[VALUE_MAX];

	if (path->function && !path->returning)
		facts_sentence(facts, ROLE_TEXT, "%s is chosen: it gets "
			       "TIF_SIGPENDING, and is woken if it sleeps",
			       n->t);
	else if (path->process->flags & SIGNAL_STOP_STOPPED)
		facts_sentence(facts, ROLE_TEXT, "%s is to take it, but %s is "
			       "stopped until SIGCONT", n->t, n->p);
	else
		facts_sentence(facts, ROLE_TEXT, "%s takes it on its way to "
			       "user mode; now it is %s", n->t,
			       thread_state_text(facts->m, path->thread,
						 state));
}

static void add_take(struct facts *facts, const struct signal_path *path,
		     const struct names *n)
{
	const bool delivers =
		!strcmp(path->function, "posixtimer_deliver_signal");

	if (delivers && path->timer && posix_timer_stale(path->timer) &&
	    path->timer->it_status != POSIX_TIMER_REQUEUE_PENDING)
		facts_sentence(facts, ROLE_TEXT, "%s() drops a signal of a setting "
			       "that is over; else it counts missed expiries as "
			       "overrun and arms the timer again",
			       path->function);
	else if (delivers && path->timer && !path->timer->it_interval)
		facts_sentence(facts, ROLE_TEXT, "%s() finds a timer without an "
			       "interval: nothing is armed again",
			       path->function);
	else if (delivers || !strcmp(path->function, "posixtimer_rearm"))
		facts_sentence(facts, ROLE_TEXT, "%s() counts missed expiries as "
			       "overrun and arms the timer again",
			       path->function);
	else
		facts_sentence(facts, ROLE_TEXT, "%s takes the lowest it does not "
			       "block: its own first, then those of %s", n->t, n->p);
}

static void add_end(struct facts *facts, const struct signal_path *path,
		    const struct names *n)
{
	char text[VALUE_MAX];

	if (!path->function)
		facts_sentence(facts, ROLE_TEXT, path->thread->task->user_mode ?
			       "%s runs its handler; sys_rt_sigreturn() brings "
			       "the old mask back" :
			       "the handler's frame lies on the stack of %s, "
			       "until sys_rt_sigreturn()", n->t);
	else if (!strcmp(path->function, "handle_signal"))
		facts_sentence(facts, ROLE_TEXT, "a frame on the stack of %s: the "
			       "handler runs next, with %s blocked", n->t,
			       n->sig);
	else
		facts_sentence(facts, ROLE_TEXT, "%s has taken it. What %s does "
			       "about %s: %s", n->t, n->p, n->sig,
			       signal_path_end(facts->m, path, text));
}

static void add_send(struct facts *facts, const struct signal_path *path,
		     const struct names *n)
{
	if (!strcmp(path->function, "prepare_signal"))
		facts_sentence(facts, ROLE_TEXT, "is %s ignored, and not blocked? "
			       "Then prepare_signal() drops it", n->sig);
	else
		facts_sentence(facts, ROLE_TEXT, "%s(): does %s want %s, and is it "
			       "not queued yet?", path->function, n->p, n->sig);
}

/* What was chosen is nowhere. */
static void add_rest(struct facts *facts, const struct signal_path *path,
		     const struct names *n)
{
	if (path->timer)
		facts_sentence(facts, ROLE_TEXT, "%s is %s; g follows whichever "
			       "signal is on its way", n->timr,
			       posix_timer_status(path->timer));
	else
		facts_sentence(facts, ROLE_TEXT, "%s is not pending for %s, and "
			       "no handler of it runs; g follows whichever is "
			       "on its way", n->sig,
			       path->private ? n->t : n->p);
}

static void add_sentence(struct facts *facts, const struct signal_path *path,
			 const struct names *n)
{
	if (path->at_rest) {
		add_rest(facts, path, n);
		return;
	}
	switch (path->stage) {
	case STAGE_ARMED:
		add_armed(facts, path, n);
		break;
	case STAGE_EXPIRES:
		facts_sentence(facts, ROLE_TEXT, "%s is due and off its queue; "
			       "%s() calls its callback", n->timr,
			       path->function);
		break;
	case STAGE_CALLBACK:
		facts_sentence(facts, ROLE_TEXT, path->timer ?
			       "%s(): the timer stays off until its signal "
			       "is taken" :
			       "%s() sends %s", path->function,
			       n->sig);
		break;
	case STAGE_SEND:
		add_send(facts, path, n);
		break;
	case STAGE_LIST:
		add_list(facts, path, n);
		add_stale(facts, path);
		break;
	case STAGE_CHOOSE:
		facts_sentence(facts, ROLE_TEXT, "which thread of %s does not block "
			       "%s? %s is asked first", n->p, n->sig, n->t);
		break;
	case STAGE_WOKEN:
		add_woken(facts, path, n);
		add_stale(facts, path);
		break;
	case STAGE_TAKE:
		add_take(facts, path, n);
		break;
	default:
		add_end(facts, path, n);
	}
}

/* --- the rows ------------------------------------------------------------------------ */

static void fill_names(struct names *n, const struct machine *m,
		       const struct signal_path *path)
{
	n->p = value_object(m, path->process->serial, n->process);
	n->t = path->thread ? thread_name(m, path->thread, n->thread) :
	       path->private ? "a dead thread" : n->p;
	n->sig = signal_name(path->sig);
	if (path->timer)
		n->timr = value_object(m, path->timer->object, n->timer);
	else
		n->timr = path->source == SOURCE_REAL ? "ITIMER_REAL" :
			  path->sig == SIGPROF ? "ITIMER_PROF" :
						 "ITIMER_VIRTUAL";
}

static void head_row(struct facts *facts, u32 indent, u64 id,
		     const char *process, const char *sig)
{
	facts_row(facts, indent, id, "why %s %s", process, sig);
	if (facts->nr_rows)
		facts->row[facts->nr_rows - 1].head = true;
}

const char *signal_path_title(const struct machine *m, u32 focus, u32 only,
			      const struct signal_choice *who, char *buf,
			      size_t size)
{
	struct signal_path path;
	struct names n;
	size_t at;

	buf[0] = '\0';
	if (!signal_path_find(&path, m, focus, only, who))
		return buf;
	fill_names(&n, m, &path);
	at = (size_t)snprintf(buf, size, "%s%s", path.chosen ? "chosen: " : "",
			      n.sig);
	if (path.source != SOURCE_CALL && at < size)
		at += (size_t)snprintf(buf + at, size - at, " of %s", n.timr);
	if (at < size)
		at += (size_t)snprintf(buf + at, size - at, path.private &&
				       path.thread ? " for %s alone" :
				       " for %s",
				       path.private ? n.t : n.p);
	if (path.function && at < size)
		snprintf(buf + at, size - at, ", on CPU %u", path.cpu);
	return buf;
}

void signal_path_facts(struct facts *facts, const struct signal_path *path)
{
	struct names n;

	fill_names(&n, facts->m, path);
	facts->active = memo_key("signals", path->process->serial);
	head_row(facts, 0, PATH_ID, n.p, n.sig);
	add_stages(facts, path);
	head_row(facts, 0, PATH_ID + 16, n.p, n.sig);
	add_sentence(facts, path, &n);
}
