/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The signal that a call stack deals with: see signal_stack.h.
 */
#include "views/signal_stack.h"

#include <string.h>

#include "linux/kernel.h"
#include "linux/state.h"
#include "views/frame_local.h"
#include "views/signal_lists.h"

/* --- the functions of the way ------------------------------------------------------ */

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

const char *signal_stack_function(u32 i)
{
	return i < ARRAY_SIZE(ways) ? ways[i].function : NULL;
}

/* The verdict of get_signal(), RUN_HANDLER, or what its caller made of it. */
static bool handler_found(const struct step_frame *frame)
{
	bool handler = false;
	enum signal_verdict verdict = NEXT_SIGNAL;

	return (frame_local(frame, "handler", &handler, sizeof(handler)) &&
		handler) ||
	       (frame_local(frame, "verdict", &verdict, sizeof(verdict)) &&
		verdict == RUN_HANDLER);
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

/* --- clues ------------------------------------------------------------------------ */

static void set_thread(struct signal_path *path, const struct thread *t)
{
	if (!path->thread)
		path->thread = t;
	if (!path->process)
		path->process = t->process;
}

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
		signal_path_timer(path, timr);
	else if (timer)
		signal_path_hrtimer(path, m, timer);
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
		signal_path_entry(path, q);
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
	path->entry = signal_entry(&t->pending, path->sig);
	path->private = path->entry;
	if (!path->entry)
		path->entry = signal_entry(shared, path->sig);
	if (path->entry)
		signal_path_info(path, t->process, &path->entry->info);
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
	path->thread = path->private && t ? t : signal_taker(p, NULL, path->sig);
	path->entry = path->timer ? path->timer->sigq :
		      signal_entry(path->private ? &t->pending :
			       &p->shared_pending, path->sig);
	path->blocked = !path->thread ||
			sig_in(path->thread->blocked, path->sig);
	path->stage = !path->blocked && path->thread->sigpending ?
		      STAGE_WOKEN : STAGE_LIST;
	path->returning = true;
}

bool signal_stack_find(struct signal_path *path, const struct machine *m,
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
		signal_path_info(path, path->process, path->info);
	if (!found || !path->sig || !path->process)
		return false;
	look_ahead(path);
	return true;
}
