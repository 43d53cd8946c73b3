/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `why LOCK`, `why TASK`, `why RESULT`: what holds them up.
 */
#include "why_text.h"

#include "linux/process.h"
#include "linux/trace.h"
#include "views/hrtimer_facts.h"
#include "views/value.h"

/* --- locks --------------------------------------------------------------- */

void why_lock(struct why_text *w, u32 serial)
{
	const struct klock *lock = object_memory(serial, OBJECT_LOCK);
	char buf[VALUE_MAX];
	const char *name;
	u32 waiting = 0;
	u32 i;

	name = value_object(w->m, serial, buf);
	if (!lock->lock.locked) {
		why_say(w, "%s is free: the next raw_spin_lock() takes it at "
			"once. So far somebody had to spin for it %u times.",
			name, lock->lock.contended);
		return;
	}
	why_say(w, "%s is held by CPU %d, with preemption off, until "
		"raw_spin_unlock() there.", name, lock->lock.owner_cpu);
	for (i = 0; i < w->m->nr_cpus; i++) {
		const struct cpu *cpu = &w->m->cpu[i];

		if (cpu->state != CPU_RELAXING || cpu->wait_kind != WAIT_LOCK ||
		    cpu->wait_for != serial)
			continue;
		why_say(w, waiting ? " So does CPU %u." :
			" CPU %u spins for it in spin_contended().", i);
		waiting++;
	}
	if (!waiting)
		why_say(w, " Nobody waits for it.");
	if (!why_cpu_stands_still(w, (u32)lock->lock.owner_cpu) &&
	    w->m->cpu[lock->lock.owner_cpu].wait_kind == WAIT_CONSOLE &&
	    w->m->cpu[lock->lock.owner_cpu].state == CPU_RELAXING)
		why_say(w, " It was taken from the prompt: `unlock %s`, typed on "
			"CPU %d, gives it back.", name, lock->lock.owner_cpu);
}

/* --- tasks --------------------------------------------------------------- */

/* The timer of schedule_timeout() lies on the task's stack; the trace knows
 * where it was put. */
static const struct trace_record *sleep_timer(const struct why_text *w,
					      const struct task *task)
{
	const struct trace_record *last = task->timeout_timer ?
		why_last_record(w, BIT_ULL(EVENT_timer_start) |
				BIT_ULL(EVENT_timer_cancel),
				task->timeout_timer) : NULL;

	return last && last->kind == EVENT_timer_start ? last : NULL;
}

/* The same of usleep_range() and its kind: an hrtimer. */
static const struct trace_record *sleep_hrtimer(const struct why_text *w,
						const struct task *task)
{
	const struct trace_record *last = task->sleep_hrtimer ?
		why_last_record(w, BIT_ULL(EVENT_hrtimer_start) |
				BIT_ULL(EVENT_hrtimer_cancel),
				task->sleep_hrtimer) : NULL;

	return last && last->kind == EVENT_hrtimer_start ? last : NULL;
}

static bool say_asleep_until(struct why_text *w, const struct task *task,
			     const char *name)
{
	const struct trace_record *hrtimer = sleep_hrtimer(w, task);
	char soft[VALUE_MAX];

	if (!hrtimer)
		return false;
	why_say(w, "%s sleeps in schedule_hrtimeout_range(): its hrtimer waits "
		"for %s s on its clock; then hrtimer_wakeup() wakes it.", name,
		hrtimer_seconds((ktime_t)hrtimer->arg[3], soft));
	return true;
}

static void say_asleep(struct why_text *w, const struct task *task,
		       const char *name)
{
	const struct trace_record *timer = sleep_timer(w, task);

	if (task == w->k->percpu[task->cpu]->ksoftirqd) {
		why_say(w, "%s sleeps, for no softirq is left to it: "
			"wakeup_softirqd() wakes it when __do_softirq() has had "
			"too many, or when one is raised outside of interrupts.",
			name);
	} else if (!stack_of_task(task)) {
		why_say(w, "%s has not begun: it waits for an interrupt that "
			"makes CPU %u call wake_up_new_task().", name,
			task->cpu);
	} else if (timer) {
		why_say(w, "%s sleeps in schedule_timeout(): its timer waits in "
			"CPU %llu's wheel, in bucket %llu, which is run at %llu; "
			"then process_timeout() wakes it.", name,
			(unsigned long long)timer->arg[5],
			(unsigned long long)timer->arg[6],
			(unsigned long long)timer->arg[4]);
		why_cpu_stands_still(w, (u32)timer->arg[5]);
		return;
	} else if (!say_asleep_until(w, task, name)) {
		why_say(w, "%s sleeps: it has called schedule(), and CPU %u went "
			"on with another task. Only wake_up_process() makes it "
			"ready again: `wake %s`.", name, task->cpu, name);
	}
	why_cpu_stands_still(w, task->cpu);
}

void why_task(struct why_text *w, u32 serial)
{
	const struct task *task = object_memory(serial, OBJECT_TASK);
	const struct rq *rq = &w->k->percpu[task->cpu]->rq;
	char buf[VALUE_MAX];
	const char *name;

	name = value_object(w->m, serial, buf);
	if (task->state == TASK_DEAD) {
		why_say(w, "%s is dead: it has called do_exit(), and the next "
			"task that runs gives its stack back.", name);
	} else if (task->state == TASK_STOPPED) {
		why_say(w, "%s is stopped, by SIGSTOP or a signal like it: only "
			"SIGCONT makes it go on, or SIGKILL.", name);
	} else if (rq->curr == task) {
		why_say(w, "%s has CPU %u and stands in %s(). ", name, task->cpu,
			why_function(stack_of_task(task)));
		why_cpu(w, task->cpu);
	} else if (task == rq->idle) {
		why_say(w, "%s is the idle task of CPU %u: schedule() takes it "
			"when no other task is ready, and one is.", name,
			task->cpu);
	} else if (task->on_rq || task->state == TASK_RUNNING) {
		char other[VALUE_MAX];

		why_say(w, "%s is ready and waits for CPU %u, which %s has. ",
			name, task->cpu,
			value_object(w->m, rq->curr->serial, other));
		why_say(w, rq->curr == rq->idle ?
			"The idle loop gives it away (schedule_idle())." :
			"schedule() switches when that one sleeps, ends, or has "
			"used up its time slice.");
		why_cpu_stands_still(w, task->cpu);
	} else if (task->thread && stack_of_task(task)) {
		why_thread(w, task->thread);
	} else {
		say_asleep(w, task, name);
	}
}

/* --- results ------------------------------------------------------------- */

/* A typed call may be run by a task that was there already: ask the CPUs
 * first. */
static const struct task *task_of_result(const struct why_text *w, u32 serial)
{
	const struct task *task = NULL;
	u32 i;

	for (i = 0; i < w->m->nr_cpus; i++)
		if (w->k->percpu[i]->rq.curr->result == serial)
			return w->k->percpu[i]->rq.curr;
	do {
		task = object_next_memory(task ? task->serial : 0, OBJECT_TASK);
	} while (task && task->result != serial);
	return task;
}

void why_result(struct why_text *w, u32 serial)
{
	const struct result *result = object_memory(serial, OBJECT_RESULT);
	const struct task *task;
	char buf[VALUE_MAX];
	const char *name;
	char time[VALUE_MAX];

	name = value_object(w->m, serial, buf);
	if (result->returned) {
		why_say(w, "%s: the call returned %lld at %s, jiffies %llu.",
			name, (long long)result->rc,
			value_time(result->at, time),
			(unsigned long long)result->at_jiffies);
		why_result_timer(w, result);
		return;
	}
	task = task_of_result(w, serial);
	if (!task) {
		why_say(w, "%s: the call has not returned, and no task runs it "
			"any more.", name);
		return;
	}
	why_say(w, "%s: the call has not returned yet. ", name);
	why_task(w, task->serial);
}
