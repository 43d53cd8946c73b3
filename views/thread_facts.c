/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Facts about threads: see process_facts.h.  What a thread waits for is read
 * off its call stack.
 */
#include "views/process_facts.h"

#include <inttypes.h>
#include <string.h>

#include "linux/cputime.h"
#include "linux/hrtimer_sleeper.h"
#include "linux/kernel.h"
#include "linux/state.h"
#include "views/frame_local.h"
#include "views/hrtimer_facts.h"
#include "views/value.h"

#define WIDE 128u			/* columns: all about a thread in a row */

const char *thread_name(const struct machine *m, const struct thread *t,
			char *buf)
{
	return value_object(m, t->task->serial, buf);
}

/* The run queue's idea of who runs there. */
static bool on_cpu(const struct machine *m, const struct task *task)
{
	const struct percpu *p = task->cpu < m->nr_cpus ?
				 percpu_of_cpu(&m->cpu[task->cpu]) : NULL;

	return p && p->rq.curr == task;
}

const char *thread_state_text(const struct machine *m, const struct thread *t,
			      char *buf)
{
	const struct task *task = t->task;

	if (on_cpu(m, task)) {
		snprintf(buf, VALUE_MAX, "on CPU %u", task->cpu);
		return buf;
	}
	switch (task->state) {
	case TASK_RUNNING:
		return "ready";
	case TASK_INTERRUPTIBLE:
		return t->idle ? "idle" : "asleep";
	case TASK_UNINTERRUPTIBLE:
		return "asleep (D)";
	case TASK_STOPPED:
		return "stopped";
	default:
		return "dead";
	}
}

/* --- what it waits for ----------------------------------------------------------- */

/* Functions that sleep, and for what. */
static const struct {
	const char *function, *what;
} waits[] = {
	{ "do_signal_stop", "for SIGCONT" },
	{ "do_nanosleep", "until its hrtimer expires" },
	{ "alarmtimer_do_nsleep", "until its alarm expires" },
	{ "sleep_for_signals", "for" },
	{ "sys_rt_sigsuspend", "for a signal that is handled" },
	{ "sys_pause", "for a signal that is handled" },
	{ "wait_for_ticks", "until the timerfd expires" },
	{ "signalfd_dequeue", "for a signal of the signalfd" },
	{ "do_poll", "until a file can be read" },
	{ "do_wait", "until a child exits, stops or goes on" },
	{ "join_thread", "until that thread exits" },
	{ "de_thread", "until the other threads have exited" },
	{ "sleep_on", "until the CPU clock has counted on" },
	{ "futex_do_wait", "until futex_wake() on word" },
};

const char *thread_wait_function(u32 i)
{
	return i < ARRAY_SIZE(waits) ? waits[i].function : NULL;
}

/* The row of @waits for a frame, or ARRAY_SIZE(waits). */
static size_t wait_of(const struct step_frame *frame)
{
	const struct step_func *func = frame_func(frame);
	size_t i;

	for (i = 0; func && i < ARRAY_SIZE(waits); i++)
		if (!strcmp(func->name, waits[i].function))
			return i;
	return ARRAY_SIZE(waits);
}

/* The sleeper's hrtimer, if the frame has one that is queued under @name. */
static const struct hrtimer *sleeper_named(const struct step_frame *frame,
					   const char *name)
{
	const struct step_local *local = frame_func(frame) ?
		frame_local_find(frame, name, strlen(name)) : NULL;
	const struct hrtimer_sleeper *sleeper = NULL;

	if (!local || strncmp(local->type, "struct hrtimer_sleeper", 22))
		return NULL;
	if (strchr(local->type, '*'))
		frame_local(frame, name, &sleeper, sizeof(sleeper));
	else
		sleeper = frame->local[local->slot];
	return state_readable(sleeper, sizeof(*sleeper)) &&
	       hrtimer_is_queued(&sleeper->timer) ? &sleeper->timer : NULL;
}

/* Who sleeps without a time has no timer: `t` then is what lay on the stack. */
static bool sleeps_for_ever(const struct step_frame *frame)
{
	const ktime_t *expires = NULL;

	return frame_func(frame) && frame_local_find(frame, "expires", 7) &&
	       frame_local(frame, "expires", &expires, sizeof(expires)) &&
	       !expires;
}

static const struct hrtimer *sleeper_of(const struct step_frame *frame)
{
	const struct hrtimer *timer = sleeps_for_ever(frame) ?
		NULL : sleeper_named(frame, "t");

	return timer ? timer : sleeper_named(frame, "timeout");
}

/* Which of its process's words the thread sleeps on; NULL: none. */
static const struct futex_q *futex_of(const struct thread *t)
{
	const struct futex_q *q;

	list_for_each_entry(q, &t->process->futexes.hb.chain, list) {
		if (q->task == t->task)
			return q;
	}
	return NULL;
}

static s64 time_left(const struct machine *m, const struct hrtimer *timer)
{
	const struct hrtimer_clock_base *base = timer->base;

	return timer->_softexpires - (s64)m->now -
	       (base && state_readable(base, sizeof(*base)) ? base->offset : 0);
}

const char *thread_waits_text(const struct machine *m, const struct thread *t,
			      char *buf, size_t size)
{
	const struct step_frame *frame = stack_of_task(t->task);
	const struct hrtimer *timer = NULL;
	const struct futex_q *q;
	char set[256], left[VALUE_MAX];
	size_t way = ARRAY_SIZE(waits);
	size_t at;

	buf[0] = '\0';
	if (t->task->state == TASK_RUNNING || on_cpu(m, t->task))
		return buf;
	for (; frame && frame->func != STEP_FUNC_BODY && way == ARRAY_SIZE(waits);
	     frame = stack_next(frame)) {
		timer = timer ? timer : sleeper_of(frame);
		way = wait_of(frame);
	}
	if (way == ARRAY_SIZE(waits)) {
		snprintf(buf, size, "%s", t->idle ? "for a signal, or a call that names it" : "");
		return buf;
	}
	at = (size_t)snprintf(buf, size, "%s", waits[way].what);
	q = futex_of(t);
	if (q && at < size)
		at += (size_t)snprintf(buf + at, size - at, " %" PRIu32, q->word);
	if (t->real_blocked && at < size)
		at += (size_t)snprintf(buf + at, size - at, " %s",
				       sigset_text(t->real_blocked & ~t->blocked,
						   set, sizeof(set)));
	if (timer && at < size)
		snprintf(buf + at, size - at, ", %s",
			 hrtimer_from_now(time_left(m, timer), left));
	return buf;
}

/* --- its row -------------------------------------------------------------------- */

/* What it has run, up to now. */
static u64 run_so_far(const struct machine *m, const struct thread *t)
{
	const struct thread_timers *timers = &t->timers;

	return timers->cputime.sum_exec_runtime +
	       (on_cpu(m, t->task) && m->now > timers->exec_start ?
		m->now - timers->exec_start : 0);
}

static void add_doing(struct facts *facts, const struct thread *t, u64 id)
{
	const struct step_frame *frame = stack_of_task(t->task);
	char text[256];

	thread_waits_text(facts->m, t, text, sizeof(text));
	if (!t->syscall && (t->idle || t->task->user_mode))
		return;
	if (facts->width < WIDE)
		facts_row(facts, 8, id + 1, NULL);
	if (t->syscall)
		facts_value(facts, ROLE_STRONG, id ^ 6, "%s()",
			    call_table[t->syscall - 1].name);
	if (*text)
		facts_sentence(facts, ROLE_TEXT, "waits %s", text);
	else if (frame && !t->task->user_mode)
		facts_value(facts, ROLE_DIM, id ^ 7, "in %s:%u",
			    frame_function(frame), frame_line(frame));
}

void thread_facts(struct facts *facts, const struct thread *t)
{
	const u64 id = memo_key("thread", t->task->serial);
	const struct task_cputime *time = &t->timers.cputime;
	char text[VALUE_MAX];

	facts_row(facts, 2, id, "why %s", thread_name(facts->m, t, text));
	facts_word(facts, ROLE_STRONG, "%.18s", thread_name(facts->m, t, text));
	facts_column(facts, 18);
	facts_word(facts, ROLE_TEXT, "%" PRId32, t->tid);
	facts_column(facts, 24);
	facts_value(facts, ROLE_TEXT, id ^ 8, "%u", t->task->cpu);
	facts_column(facts, 28);
	facts_value(facts, ROLE_TEXT, id ^ 1, "%s",
		    thread_state_text(facts->m, t, text));
	facts_column(facts, 39);
	facts_value(facts, t->task->user_mode ? ROLE_USER : ROLE_TASK, id ^ 2,
		    "%s", t->task->user_mode ? "user" : "kernel");
	facts_column(facts, 46);
	facts_value(facts, ROLE_TEXT, id ^ 3, "%s",
		    value_duration(time->utime, text));
	facts_column(facts, 55);
	facts_value(facts, ROLE_TEXT, id ^ 4, "%s",
		    value_duration(time->stime, text));
	facts_column(facts, 64);
	facts_value(facts, ROLE_TEXT, id ^ 5, "%s",
		    value_duration(run_so_far(facts->m, t), text));
	if (facts->width >= WIDE)
		facts_column(facts, 78);
	add_doing(facts, t, id);
}
