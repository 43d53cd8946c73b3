/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a signal is: see signal_path.h.
 */
#include "views/signal_path.h"

#include <string.h>

#include "linux/kernel.h"
#include "linux/posix_cpu_timers.h"
#include "linux/state.h"
#include "linux/user.h"
#include "views/frame_local.h"

/* --- from call stacks ------------------------------------------------------------- */

/* What a function of the way has to say, in its parameters and such locals as
 * are set where they are declared. */
enum clue {
	CLUE_HRTIMER = 1 << 0,		/* timer: struct hrtimer * */
	CLUE_ALARM = 1 << 1,		/* alarm: struct alarm * */
	CLUE_TIMER = 1 << 2,		/* timer: struct k_itimer * */
	CLUE_TIMR = 1 << 3,		/* timr: the same */
	CLUE_ENTRY = 1 << 4,		/* q */
	CLUE_SIG = 1 << 5,		/* sig */
	CLUE_SIGNO = 1 << 6,		/* signo */
	CLUE_THREAD = 1 << 7,		/* t */
	CLUE_TYPE = 1 << 8,		/* type */
	CLUE_TARGET = 1 << 9,		/* target */
	CLUE_KSIG = 1 << 10,		/* ksig, filled in */
	CLUE_INFO = 1 << 11,		/* info, filled in */
	CLUE_CURRENT = 1 << 12,		/* the running thread takes it */
	CLUE_WAITER = 1 << 13,		/* who called it takes the signal */
	CLUE_FIRST = 1 << 14,		/* first: struct sigqueue * */
	CLUE_HANDLER = 1 << 15,		/* ... only where a handler was found */
};

static const struct {
	const char *function;
	enum signal_stage stage;
	u32 clues;
	const char *past;		/* only behind this statement */
} ways[] = {
	{ "__run_hrtimer", STAGE_EXPIRES, CLUE_HRTIMER, NULL },
	{ "alarmtimer_fired", STAGE_EXPIRES, CLUE_HRTIMER, NULL },
	{ "alarm_handle_timer", STAGE_CALLBACK, CLUE_ALARM, NULL },
	{ "posix_timer_fn", STAGE_CALLBACK, CLUE_HRTIMER, NULL },
	{ "it_real_fn", STAGE_CALLBACK, CLUE_HRTIMER, NULL },
	{ "fire_one", STAGE_EXPIRES, CLUE_TIMER, NULL },
	{ "cpu_timer_fire", STAGE_CALLBACK, CLUE_TIMER, NULL },
	{ "check_cpu_itimer", STAGE_CALLBACK, CLUE_SIGNO | CLUE_THREAD,
	  "trace_itimer_expire" },
	{ "posix_timer_queue_signal", STAGE_CALLBACK, CLUE_TIMR, NULL },
	{ "posix_timer_event", STAGE_CALLBACK, CLUE_TIMR, NULL },
	{ "send_sigqueue", STAGE_SEND, CLUE_ENTRY | CLUE_TYPE, NULL },
	{ "__send_sigqueue", STAGE_SEND, CLUE_ENTRY | CLUE_THREAD | CLUE_TYPE,
	  NULL },
	{ "posixtimer_send_sigqueue", STAGE_SEND, CLUE_TIMR, NULL },
	{ "do_send_sig_info", STAGE_SEND, CLUE_SIG | CLUE_THREAD | CLUE_TYPE,
	  NULL },
	{ "send_signal_locked", STAGE_SEND, CLUE_SIG | CLUE_THREAD | CLUE_TYPE,
	  NULL },
	{ "__send_signal_locked", STAGE_SEND,
	  CLUE_SIG | CLUE_THREAD | CLUE_TYPE, NULL },
	{ "prepare_signal", STAGE_SEND, CLUE_SIG | CLUE_THREAD, NULL },
	{ "queue_signal", STAGE_LIST, CLUE_SIG | CLUE_THREAD, NULL },
	{ "queue_sigqueue", STAGE_LIST, CLUE_ENTRY | CLUE_THREAD | CLUE_TYPE,
	  NULL },
	{ "complete_signal", STAGE_CHOOSE,
	  CLUE_SIG | CLUE_THREAD | CLUE_TYPE | CLUE_TARGET, NULL },
	{ "signal_wake_up", STAGE_WOKEN, CLUE_THREAD, NULL },
	{ "deliver_timer", STAGE_TAKE, CLUE_INFO | CLUE_CURRENT, NULL },
	{ "posixtimer_rearm", STAGE_TAKE, CLUE_INFO | CLUE_CURRENT, NULL },
	{ "posixtimer_deliver_signal", STAGE_TAKE, CLUE_INFO | CLUE_CURRENT,
	  NULL },
	{ "collect_signal", STAGE_TAKE, CLUE_SIG | CLUE_FIRST | CLUE_CURRENT,
	  NULL },
	{ "__dequeue_signal", STAGE_TAKE, CLUE_SIG | CLUE_INFO | CLUE_CURRENT,
	  "int sig" },
	{ "dequeue_one", STAGE_TAKE, CLUE_SIG | CLUE_INFO | CLUE_CURRENT,
	  "sig = __dequeue_signal" },
	{ "dequeue_signal", STAGE_TAKE, CLUE_SIG | CLUE_INFO | CLUE_CURRENT,
	  "sig = dequeue_one" },
	{ "dequeue_signal", STAGE_TAKE, CLUE_CURRENT, NULL },
	{ "take_signal", STAGE_TAKE, CLUE_KSIG | CLUE_CURRENT,
	  "ksig->sig = dequeue_signal" },
	{ "do_sigtimedwait", STAGE_TAKE, CLUE_WAITER | CLUE_CURRENT, NULL },
	{ "signalfd_dequeue", STAGE_TAKE, CLUE_WAITER | CLUE_CURRENT, NULL },
	{ "act_on_signal", STAGE_END, CLUE_KSIG | CLUE_CURRENT, NULL },
	{ "die_of", STAGE_END, CLUE_KSIG | CLUE_CURRENT, NULL },
	{ "do_signal_stop", STAGE_END, CLUE_SIG | CLUE_CURRENT, NULL },
	{ "handle_signal", STAGE_END, CLUE_KSIG | CLUE_CURRENT, NULL },
	{ "get_signal", STAGE_END, CLUE_KSIG | CLUE_CURRENT,
	  "taken = take_signal" },
	{ "get_signal", STAGE_END, CLUE_KSIG | CLUE_CURRENT | CLUE_HANDLER,
	  NULL },
	{ "arch_do_signal_or_restart", STAGE_END,
	  CLUE_KSIG | CLUE_CURRENT | CLUE_HANDLER, "handler = get_signal" },
	{ "get_signal", STAGE_TAKE, CLUE_CURRENT, NULL },
};

const char *signal_path_function(u32 i)
{
	return i < ARRAY_SIZE(ways) ? ways[i].function : NULL;
}

/* The verdict of get_signal(), RUN_HANDLER, or what its caller made of it. */
static bool handler_found(const struct step_frame *frame)
{
	bool handler = false;
	u32 verdict = 0;

	return (frame_local(frame, "handler", &handler, sizeof(handler)) &&
		handler) ||
	       (frame_local(frame, "verdict", &verdict, sizeof(verdict)) &&
		verdict == 1);
}

/* The row of @ways that a frame stands for; ARRAY_SIZE(ways): none. */
static size_t way_of(const struct step_frame *frame)
{
	const struct step_func *func = frame_func(frame);
	size_t i;

	for (i = 0; func && i < ARRAY_SIZE(ways); i++)
		if (!strcmp(func->name, ways[i].function) &&
		    (!ways[i].past || frame_past(frame, ways[i].past)) &&
		    (!(ways[i].clues & CLUE_HANDLER) || handler_found(frame)))
			return i;
	return ARRAY_SIZE(ways);
}

/* The pointer in a local; NULL where what it points to cannot be read. */
static const void *pointer(const struct step_frame *frame, const char *name,
			   size_t size)
{
	const void *target = NULL;

	if (!frame_local(frame, name, &target, sizeof(target)) ||
	    !state_readable(target, size))
		return NULL;
	return target;
}

/* --- whose timer ----------------------------------------------------------------- */

static bool is_alarm(const struct k_itimer *timr)
{
	return timr->it_clock == CLOCK_REALTIME_ALARM ||
	       timr->it_clock == CLOCK_BOOTTIME_ALARM;
}

static void set_timer(struct signal_path *path, const struct k_itimer *timr)
{
	path->timer = timr;
	path->process = timr->it_process;
	path->source = timr->it_clock < 0 ? SOURCE_CPU :
		       is_alarm(timr) ? SOURCE_ALARM : SOURCE_HRTIMER;
	path->private = timr->it_pid_type == PIDTYPE_PID;
	if (timr->sigq && state_readable(timr->sigq, sizeof(*timr->sigq)))
		path->sig = timr->sigq->info.si_signo;
}

/* Many hrtimers belong to nobody's process: those are not on the way. */
static void set_hrtimer(struct signal_path *path, const struct machine *m,
			const struct hrtimer *timer)
{
	const struct object *object = timer->object ?
				      object_get(m, timer->object) : NULL;
	const struct process *p = NULL;
	const struct k_itimer *timr;

	if (!object || (object->kind != OBJECT_POSIX_TIMER &&
			object->kind != OBJECT_HRTIMER))
		return;
	for (p = process_facts_next(m, NULL); p; p = process_facts_next(m, p)) {
		if (timer == &p->timers.real_timer) {
			path->process = p;
			path->source = SOURCE_REAL;
			path->sig = SIGALRM;
			return;
		}
		timr = object->kind == OBJECT_POSIX_TIMER ?
		       process_next_posix_timer(p, NULL) : NULL;
		for (; timr; timr = process_next_posix_timer(p, timr)) {
			if (timr->object == timer->object) {
				set_timer(path, timr);
				return;
			}
		}
	}
}

static void set_entry(struct signal_path *path, const struct sigqueue *q)
{
	path->entry = q;
	path->sig = q->info.si_signo;
	if (q->flags & SIGQUEUE_PREALLOC && q->timer &&
	    state_readable(q->timer, sizeof(*q->timer)))
		set_timer(path, q->timer);
}

/* What was taken or is being handled tells by its siginfo who made it. */
static void set_info(struct signal_path *path, const struct process *p,
		     const struct kernel_siginfo *info)
{
	const struct k_itimer *timr = NULL;

	if (info->si_code == SI_TIMER)
		timr = process_next_posix_timer(p, NULL);
	while (timr && timr->it_id != info->si_tid)
		timr = process_next_posix_timer(p, timr);
	if (timr)
		set_timer(path, timr);
	else if (info->si_code == SI_KERNEL && info->si_signo == SIGALRM)
		path->source = SOURCE_REAL;
	else if (info->si_code == SI_KERNEL && (info->si_signo == SIGVTALRM ||
						info->si_signo == SIGPROF))
		path->source = SOURCE_CPU_ITIMER;
	path->process = p;
	path->sig = info->si_signo;
}

static void set_thread(struct signal_path *path, const struct thread *t)
{
	if (!path->thread)
		path->thread = t;
	if (!path->process)
		path->process = t->process;
}

/* --- lists --------------------------------------------------------------------- */

static bool can_take(const struct thread *t, s32 sig)
{
	return !sig_in(t->blocked, sig) && !(t->flags & PF_EXITING);
}

/* Who will take a signal of the process: who was woken, else who could. */
static const struct thread *taker(const struct process *p, s32 sig)
{
	const struct thread *t = process_facts_thread(p, NULL);
	const struct thread *found = NULL;

	for (; t; t = process_facts_thread(p, t)) {
		if (!can_take(t, sig))
			continue;
		if (t->sigpending)
			return t;
		found = found ? found : t;
	}
	return found;
}

static const struct sigqueue *entry_of(const struct sigpending *pending,
				       s32 sig)
{
	const struct list_head *at = pending->list.next;
	const struct sigqueue *q;
	u32 left = UINT16_MAX;

	for (; at && at != &pending->list && left; left--, at = q->list.next) {
		q = list_entry(at, const struct sigqueue, list);
		if (!state_readable(q, sizeof(*q)))
			return NULL;
		if (q->info.si_signo == sig)
			return q;
	}
	return NULL;
}

/* --- clues ------------------------------------------------------------------------ */

static void read_timers(struct signal_path *path, const struct machine *m,
			const struct step_frame *frame, u32 clues)
{
	const struct hrtimer *timer = NULL;
	const struct k_itimer *timr = NULL;
	const struct alarm *alarm = NULL;

	if (clues & CLUE_HRTIMER)
		timer = pointer(frame, "timer", sizeof(*timer));
	if (clues & CLUE_ALARM)
		alarm = pointer(frame, "alarm", sizeof(*alarm));
	if (clues & CLUE_TIMER)
		timr = pointer(frame, "timer", sizeof(*timr));
	if (clues & CLUE_TIMR)
		timr = pointer(frame, "timr", sizeof(*timr));
	if (alarm)
		timer = &alarm->timer;
	if (timr)
		set_timer(path, timr);
	else if (timer)
		set_hrtimer(path, m, timer);
}

/* Its own struct, or that of its caller. */
static const struct ksignal *ksig_of(const struct step_frame *frame)
{
	const struct step_local *local = frame_local_find(frame, "ksig", 4);

	if (local && !strchr(local->type, '*'))
		return (const struct ksignal *)frame->local[local->slot];
	return pointer(frame, "ksig", sizeof(struct ksignal));
}

static void read_signal(struct signal_path *path,
			const struct step_frame *frame, u32 clues)
{
	const struct kernel_siginfo *info = NULL;
	const struct ksignal *ksig = NULL;
	s32 sig = 0;

	if (clues & CLUE_INFO)
		info = pointer(frame, "info", sizeof(*info));
	if (clues & CLUE_KSIG)
		ksig = ksig_of(frame);
	if (clues & CLUE_SIG)
		frame_local(frame, "sig", &sig, sizeof(sig));
	if (clues & CLUE_SIGNO) {
		frame_local(frame, "signo", &sig, sizeof(sig));
		path->source = SOURCE_CPU_ITIMER;
	}
	if (info && clues & CLUE_SIG && info->si_signo != sig)
		info = NULL;		/* not filled in yet */
	if (ksig)
		info = &ksig->info;
	if (info)
		sig = info->si_signo;
	if (info && sig > 0 && !path->info)
		path->info = info;
	if (!path->sig && sig > 0 && sig <= NR_SIGNALS)
		path->sig = sig;
}

static void read_threads(struct signal_path *path, const struct machine *m,
			 const struct step_frame *frame, u32 clues)
{
	const struct thread *t = NULL, *target = NULL;
	enum pid_type type;

	if (clues & CLUE_TARGET)
		target = pointer(frame, "target", sizeof(*target));
	if (clues & CLUE_THREAD)
		t = pointer(frame, "t", sizeof(*t));
	if (clues & CLUE_CURRENT) {
		const struct percpu *p = percpu_of_cpu(&m->cpu[path->cpu]);

		t = p && p->rq.curr ? p->rq.curr->thread : NULL;
	}
	if (target)
		set_thread(path, target);
	else if (t)
		set_thread(path, t);
	if (clues & CLUE_TYPE && frame_local(frame, "type", &type,
					     sizeof(type)))
		path->private = type == PIDTYPE_PID;
	path->waited_for |= (clues & CLUE_WAITER) != 0;
}

static void read_clues(struct signal_path *path, const struct machine *m,
		       const struct step_frame *frame, u32 clues)
{
	const struct sigqueue *q = NULL;

	if (clues & CLUE_ENTRY)
		q = pointer(frame, "q", sizeof(*q));
	if (clues & CLUE_FIRST)
		q = pointer(frame, "first", sizeof(*q));
	if (q)
		set_entry(path, q);
	read_timers(path, m, frame, clues);
	read_signal(path, frame, clues);
	read_threads(path, m, frame, clues);
}

/* The signal that the running thread is about to take, and whose it is as long
 * as it is on a list. */
static void guess_next(struct signal_path *path)
{
	const struct thread *t = path->thread;
	const struct sigpending *shared;

	if (path->stage != STAGE_TAKE || !t || path->timer)
		return;
	shared = &t->process->shared_pending;
	if (!path->sig)
		path->sig = next_signal(&t->pending, t->blocked);
	if (!path->sig)
		path->sig = next_signal(shared, t->blocked);
	path->entry = entry_of(&t->pending, path->sig);
	path->private = path->entry;
	if (!path->entry)
		path->entry = entry_of(shared, path->sig);
	if (path->entry)
		set_info(path, t->process, &path->entry->info);
}

/* The functions that brought the signal here return, one by one: where it is
 * now, the lists tell. */
static void look_ahead(struct signal_path *path)
{
	const struct process *p = path->process;
	const struct thread *t = path->thread;
	const bool queued = path->timer && path->timer->sigq ?
		!list_empty(&path->timer->sigq->list) :
		t && sig_in(path->private ? t->pending.signal :
			    p->shared_pending.signal, path->sig);

	if (path->stage > STAGE_SEND || !queued)
		return;
	path->thread = path->private && t ? t : taker(p, path->sig);
	path->entry = path->timer ? path->timer->sigq :
		      entry_of(path->private ? &t->pending :
			       &p->shared_pending, path->sig);
	path->blocked = !path->thread ||
			sig_in(path->thread->blocked, path->sig);
	path->stage = !path->blocked && path->thread->sigpending ?
		      STAGE_WOKEN : STAGE_LIST;
	path->returning = true;
}

static bool find_on_stack(struct signal_path *path, const struct machine *m,
			  u32 cpu)
{
	const struct step_frame *frame = stack_of_cpu(&m->cpu[cpu]);
	bool found = false;

	*path = (struct signal_path){ .cpu = cpu };
	for (; frame; frame = stack_next(frame)) {
		const size_t way = way_of(frame);

		if (frame->func == STEP_FUNC_BODY)
			break;		/* what comes further out waits */
		if (way == ARRAY_SIZE(ways))
			continue;
		if (!found) {
			path->stage = ways[way].stage;
			path->function = ways[way].function;
			found = true;
		}
		read_clues(path, m, frame, ways[way].clues);
	}
	guess_next(path);
	if (path->info && path->process && path->stage >= STAGE_TAKE &&
	    path->info->si_signo == path->sig)
		set_info(path, path->process, path->info);
	if (!found || !path->sig || !path->process)
		return false;
	look_ahead(path);
	return true;
}

/* --- from what lies in memory ---------------------------------------------------- */

/* A signal that waits on a list: how urgent?  0: none waits. */
enum urgency { NOTHING, LATER, TO_BE_TAKEN };

/* The signal on a list that will be taken first; else one that is blocked. */
static s32 foremost(const struct sigpending *pending, const struct process *p,
		    const struct thread *own)
{
	ksigset_t mask = own ? own->blocked : 0;
	s32 sig = next_signal(pending, mask);

	while (!own && sig && !taker(p, sig)) {
		mask |= SIG_BIT(sig);
		sig = next_signal(pending, mask);
	}
	return sig ? sig : next_signal(pending, 0);
}

static enum urgency look_at_list(struct signal_path *path,
				 const struct sigpending *pending,
				 const struct process *p,
				 const struct thread *own)
{
	const s32 sig = foremost(pending, p, own);
	const struct sigqueue *q;

	if (!sig)
		return NOTHING;
	*path = (struct signal_path){ .stage = STAGE_LIST, .process = p };
	q = entry_of(pending, sig);
	if (q)
		set_info(path, p, &q->info);
	path->entry = q;
	path->sig = sig;
	path->thread = own ? own : taker(p, sig);
	path->private = own;
	path->blocked = !path->thread || sig_in(path->thread->blocked, sig);
	if (path->blocked || !path->thread->sigpending)
		return LATER;
	path->stage = STAGE_WOKEN;
	return TO_BE_TAKEN;
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

/* A handler that runs or is interrupted, on a CPU rather than asleep. */
static bool find_handler(struct signal_path *path, const struct machine *m,
			 const struct process *p, bool on_cpu)
{
	const struct thread *t = process_facts_thread(p, NULL);

	for (; t; t = process_facts_thread(p, t)) {
		const struct sigframe *frame = t->frames;
		const struct percpu *of = t->task->cpu < m->nr_cpus ?
			percpu_of_cpu(&m->cpu[t->task->cpu]) : NULL;

		if (!frame || !state_readable(frame, sizeof(*frame)) ||
		    (on_cpu && (!of || of->rq.curr != t->task)))
			continue;
		*path = (struct signal_path){
			.stage = STAGE_END, .thread = t,
			.cpu = t->task->cpu,
		};
		set_info(path, p, &frame->ksig.info);
		return true;
	}
	return false;
}

/* The timer that expires next, and in how long. */
static void find_armed(struct signal_path *path, const struct machine *m,
		       const struct process *p, s64 *least)
{
	const struct k_itimer *timr = process_next_posix_timer(p, NULL);
	const struct hrtimer *real = &p->timers.real_timer;
	u32 clkid;
	s64 left;

	for (; timr; timr = process_next_posix_timer(p, timr)) {
		if (!posix_timer_left(m, timr, &left) || left >= *least ||
		    !timr->sigq)
			continue;
		*least = left;
		*path = (struct signal_path){ .stage = STAGE_ARMED };
		set_timer(path, timr);
	}
	left = hrtimer_get_expires(real) - (s64)m->now;
	if (hrtimer_is_queued(real) && left < *least) {
		*least = left;
		*path = (struct signal_path){
			.stage = STAGE_ARMED, .source = SOURCE_REAL,
			.process = p, .sig = SIGALRM,
		};
	}
	for (clkid = 0; clkid < CPUCLOCK_SCHED; clkid++) {
		if (!cpu_itimer_left(p, clkid, &left) || left >= *least)
			continue;
		*least = left;
		*path = (struct signal_path){
			.stage = STAGE_ARMED, .source = SOURCE_CPU_ITIMER,
			.process = p,
			.sig = clkid == CPUCLOCK_PROF ? SIGPROF : SIGVTALRM,
		};
	}
}

static bool concerns(const struct process *p, u32 only)
{
	return p && (!only || p->serial == only);
}

static bool find_in_memory(struct signal_path *path, const struct machine *m,
			   u32 only)
{
	struct signal_path waiting, armed, found;
	enum urgency urgency = NOTHING;
	const struct process *p;
	s64 least = INT64_MAX;
	bool handler = false;

	for (p = process_facts_next(m, NULL); p; p = process_facts_next(m, p)) {
		enum urgency its;

		if (!concerns(p, only))
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
			handler = find_handler(path, m, p, true);
		find_armed(&armed, m, p, &least);
	}
	if (handler)
		return true;
	if (urgency)
		*path = waiting;
	else if (least < INT64_MAX)
		*path = armed;
	return urgency || least < INT64_MAX;
}

bool signal_path_find(struct signal_path *path, const struct machine *m,
		      u32 focus, u32 only)
{
	u32 i;

	for (i = 0; i < m->nr_cpus; i++) {
		const u32 cpu = (focus + i) % m->nr_cpus;

		if (find_on_stack(path, m, cpu) &&
		    concerns(path->process, only))
			return true;
	}
	return find_in_memory(path, m, only);
}
