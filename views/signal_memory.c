/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a signal lies that no CPU deals with: see signal_memory.h.
 */
#include "views/signal_memory.h"

#include "linux/kernel.h"
#include "linux/posix_cpu_timers.h"
#include "linux/state.h"
#include "linux/user.h"
#include "views/signal_lists.h"

/* A signal that waits on a list: how urgent?  0: none waits. */
enum urgency { NOTHING, LATER, TO_BE_TAKEN };

/* --- lists --------------------------------------------------------------------- */

/* The signal on a list that will be taken first; else one that is blocked. */
static s32 foremost(const struct sigpending *pending, const struct process *p,
		    const struct thread *own)
{
	ksigset_t mask = own ? own->blocked : 0;
	s32 sig = next_signal(pending, mask);

	while (!own && sig && !signal_taker(p, NULL, sig)) {
		mask |= SIG_BIT(sig);
		sig = next_signal(pending, mask);
	}
	return sig ? sig : next_signal(pending, 0);
}

/* Signal @sig lies on the list of @p, or of its thread @own, as @q, or as a bit
 * without an entry. */
static enum urgency say_listed(struct signal_path *path,
			       const struct process *p,
			       const struct thread *own, s32 sig,
			       const struct sigqueue *q)
{
	*path = (struct signal_path){ .stage = STAGE_LIST, .process = p };
	if (q)
		signal_path_info(path, p, &q->info);
	path->entry = q;
	path->sig = sig;
	path->thread = signal_taker(p, own, sig);
	path->blocked = !path->thread;
	path->thread = own ? own : path->thread;
	path->private = own;
	if (path->blocked || !path->thread->sigpending)
		return LATER;
	path->stage = STAGE_WOKEN;
	return TO_BE_TAKEN;
}

static enum urgency look_at_list(struct signal_path *path,
				 const struct sigpending *pending,
				 const struct process *p,
				 const struct thread *own)
{
	const s32 sig = foremost(pending, p, own);

	return sig ? say_listed(path, p, own, sig, signal_entry(pending, sig)) :
		     NOTHING;
}

static enum urgency find_pending(struct signal_path *path,
				 const struct process *p)
{
	const struct thread *t = process_facts_thread(p, NULL);
	struct signal_path found;
	enum urgency urgency = look_at_list(path, &p->shared_pending, p, NULL);
	enum urgency other;

	for (; t && urgency < TO_BE_TAKEN; t = process_facts_thread(p, t)) {
		other = look_at_list(&found, &t->pending, p, t);
		if (other > urgency) {
			urgency = other;
			*path = found;
		}
	}
	return urgency;
}

/* --- handlers ------------------------------------------------------------------ */

static bool is_running(const struct machine *m, const struct task *task)
{
	const struct percpu *p = task->cpu < m->nr_cpus ?
				 percpu_of_cpu(&m->cpu[task->cpu]) : NULL;

	return p && p->rq.curr == task;
}

static void say_handled(struct signal_path *path, const struct thread *t,
			const struct sigframe *frame)
{
	*path = (struct signal_path){
		.stage = STAGE_END, .thread = t, .cpu = t->task->cpu,
	};
	signal_path_info(path, t->process, &frame->ksig.info);
}

/* A handler that runs, on a CPU rather than asleep. */
static bool find_running_handler(struct signal_path *path,
				 const struct machine *m,
				 const struct process *p)
{
	const struct thread *t = process_facts_thread(p, NULL);

	for (; t; t = process_facts_thread(p, t)) {
		if (!t->frames || !is_running(m, t->task) ||
		    !state_readable(t->frames, sizeof(*t->frames)))
			continue;
		say_handled(path, t, t->frames);
		return true;
	}
	return false;
}

/* A handler of this signal, interrupted or not. */
static bool find_handler_of(struct signal_path *path, const struct process *p,
			    const struct signal_choice *who)
{
	const struct thread *t = process_facts_thread(p, NULL);
	const struct sigframe *frame;
	u32 depth;

	for (; t; t = process_facts_thread(p, t)) {
		frame = t->frames;
		for (depth = 0; frame && depth <= USER_DEPTH_MAX; depth++) {
			if (!state_readable(frame, sizeof(*frame)))
				break;
			say_handled(path, t, frame);
			path->private |= t->task->serial == who->serial;
			if (signal_path_is(path, who))
				return true;
			frame = frame->up;
		}
	}
	return false;
}

/* --- timers -------------------------------------------------------------------- */

/* The timer that expires next, and in how long; @sig: that sends this signal,
 * 0: any. */
static void find_armed(struct signal_path *path, const struct machine *m,
		       const struct process *p, s32 sig, s64 *least)
{
	static const s32 signals[] = { SIGPROF, SIGVTALRM };
	const struct k_itimer *timr = process_next_posix_timer(p, NULL);
	const struct hrtimer *real = &p->timers.real_timer;
	u32 clkid;
	s64 left;

	for (; timr; timr = process_next_posix_timer(p, timr)) {
		if (!timr->sigq || (sig && timr->sigq->info.si_signo != sig) ||
		    !posix_timer_left(m, timr, &left) || left >= *least)
			continue;
		*least = left;
		*path = (struct signal_path){ .stage = STAGE_ARMED };
		signal_path_timer(path, timr);
	}
	left = hrtimer_get_expires(real) - (s64)m->now;
	if ((!sig || sig == SIGALRM) && hrtimer_is_queued(real) &&
	    left < *least) {
		*least = left;
		*path = (struct signal_path){
			.stage = STAGE_ARMED, .source = SOURCE_REAL,
			.process = p, .sig = SIGALRM,
		};
	}
	for (clkid = 0; clkid < CPUCLOCK_SCHED; clkid++) {
		if ((sig && sig != signals[clkid]) ||
		    !cpu_itimer_left(p, clkid, &left) || left >= *least)
			continue;
		*least = left;
		*path = (struct signal_path){
			.stage = STAGE_ARMED, .source = SOURCE_CPU_ITIMER,
			.process = p, .sig = signals[clkid],
		};
	}
}

/* --- which one ------------------------------------------------------------------ */

bool signal_memory_find(struct signal_path *path, const struct machine *m,
			u32 only)
{
	struct signal_path waiting, armed, found;
	enum urgency urgency = NOTHING;
	const struct process *p;
	s64 least = INT64_MAX;
	bool handler = false;

	for (p = process_facts_next(m, NULL); p; p = process_facts_next(m, p)) {
		enum urgency its;

		if (only && p->serial != only)
			continue;
		its = find_pending(&found, p);
		if (its == TO_BE_TAKEN) {
			*path = found;
			return true;
		}
		if (its > urgency) {
			urgency = its;
			waiting = found;
		}
		if (!handler)
			handler = find_running_handler(path, m, p);
		find_armed(&armed, m, p, 0, &least);
	}
	if (handler)
		return true;
	if (urgency)
		*path = waiting;
	else if (least < INT64_MAX)
		*path = armed;
	return urgency || least < INT64_MAX;
}

void signal_memory_of_timer(struct signal_path *path, const struct machine *m,
			    const struct k_itimer *timr)
{
	const struct signal_choice who = { .serial = timr->object };
	const struct sigqueue *q = timr->sigq;
	const struct thread *own = timr->it_pid_type == PIDTYPE_PID ?
				   find_thread(timr->it_pid) : NULL;
	s64 left;

	if (q && !list_empty(&q->list)) {
		say_listed(path, timr->it_process, own, q->info.si_signo, q);
		return;
	}
	if (find_handler_of(path, timr->it_process, &who))
		return;
	*path = (struct signal_path){ .stage = STAGE_ARMED };
	signal_path_timer(path, timr);
	path->at_rest = !posix_timer_left(m, timr, &left);
}

/* Where is the signal pending: on which list? */
static bool find_listed(struct signal_path *path, const struct process *p,
			const struct thread *own, s32 sig)
{
	const struct thread *t = own ? own : process_facts_thread(p, NULL);

	if (!own && sig_in(p->shared_pending.signal, sig)) {
		say_listed(path, p, NULL, sig,
			   signal_entry(&p->shared_pending, sig));
		return true;
	}
	for (; t; t = own ? NULL : process_facts_thread(p, t)) {
		if (!sig_in(t->pending.signal, sig))
			continue;
		say_listed(path, p, t, sig, signal_entry(&t->pending, sig));
		return true;
	}
	return false;
}

void signal_memory_of_signal(struct signal_path *path, const struct machine *m,
			     const struct process *p, const struct thread *own,
			     s32 sig)
{
	const struct signal_choice who = {
		.serial = own ? own->task->serial : p->serial, .sig = sig,
	};
	s64 least = INT64_MAX;

	if (find_listed(path, p, own, sig) || find_handler_of(path, p, &who))
		return;
	*path = (struct signal_path){
		.process = p, .thread = own, .private = own, .sig = sig,
		.at_rest = true,
	};
	if (!own)
		find_armed(path, m, p, sig, &least);
}
