/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The way of a signal: see signal_path.h.
 */
#include "views/signal_path.h"

#include "linux/kernel.h"
#include "linux/state.h"
#include "views/signal_memory.h"
#include "views/signal_stack.h"

/* --- whose timer ----------------------------------------------------------------- */

static bool is_alarm(const struct k_itimer *timr)
{
	return timr->it_clock == CLOCK_REALTIME_ALARM ||
	       timr->it_clock == CLOCK_BOOTTIME_ALARM;
}

void signal_path_timer(struct signal_path *path, const struct k_itimer *timr)
{
	path->timer = timr;
	path->process = timr->it_process;
	path->source = timr->it_clock < 0 ? SOURCE_CPU :
		       is_alarm(timr) ? SOURCE_ALARM : SOURCE_HRTIMER;
	path->private = timr->it_pid_type == PIDTYPE_PID;
	if (path->private && !path->thread)
		path->thread = find_thread(timr->it_pid);
	if (timr->sigq && state_readable(timr->sigq, sizeof(*timr->sigq)))
		path->sig = timr->sigq->info.si_signo;
}

/* Many hrtimers belong to nobody's process: those are not on the way. */
void signal_path_hrtimer(struct signal_path *path, const struct machine *m,
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
				signal_path_timer(path, timr);
				return;
			}
		}
	}
}

void signal_path_entry(struct signal_path *path, const struct sigqueue *q)
{
	path->entry = q;
	path->sig = q->info.si_signo;
	if (q->flags & SIGQUEUE_PREALLOC && q->timer &&
	    state_readable(q->timer, sizeof(*q->timer)))
		signal_path_timer(path, q->timer);
}

/* What was taken or is being handled tells by its siginfo who made it. */
void signal_path_info(struct signal_path *path, const struct process *p,
		      const struct kernel_siginfo *info)
{
	const struct k_itimer *timr = NULL;

	if (info->si_code == SI_TIMER)
		timr = process_next_posix_timer(p, NULL);
	while (timr && timr->it_id != info->si_tid)
		timr = process_next_posix_timer(p, timr);
	if (timr)
		signal_path_timer(path, timr);
	else if (info->si_code == SI_KERNEL && info->si_signo == SIGALRM)
		path->source = SOURCE_REAL;
	else if (info->si_code == SI_KERNEL && (info->si_signo == SIGVTALRM ||
						info->si_signo == SIGPROF))
		path->source = SOURCE_CPU_ITIMER;
	path->process = p;
	path->sig = info->si_signo;
}

/* --- which signal ------------------------------------------------------------------ */

static bool concerns(const struct process *p, u32 only)
{
	return p && (!only || p->serial == only);
}

/* On which CPU's stack is the signal, the focused one's first?  @who NULL: any
 * signal of process @only. */
static bool find_on_stacks(struct signal_path *path, const struct machine *m,
			   u32 focus, u32 only, const struct signal_choice *who)
{
	u32 i;

	for (i = 0; i < m->nr_cpus; i++) {
		const u32 cpu = (focus + i) % m->nr_cpus;

		if (signal_stack_find(path, m, cpu) &&
		    (who ? signal_path_is(path, who) :
			   concerns(path->process, only)))
			return true;
	}
	return false;
}

bool signal_path_is(const struct signal_path *path,
		    const struct signal_choice *who)
{
	if (!who->sig)
		return path->timer && path->timer->object == who->serial;
	return path->sig == who->sig && path->process &&
	       (path->process->serial == who->serial ||
		(path->private && path->thread &&
		 path->thread->task->serial == who->serial));
}

/* What was chosen; false: it is there no more, or not yet. */
static bool find_chosen(struct signal_path *path, const struct machine *m,
			u32 focus, const struct signal_choice *who)
{
	const struct object *object = who->serial ?
				      object_get(m, who->serial) : NULL;
	const struct thread *own = NULL;
	const struct process *p = NULL;

	if (!object || object->freed || !object->memory)
		return false;
	if (object->kind == OBJECT_PROCESS)
		p = object->memory;
	else if (object->kind == OBJECT_TASK)
		own = ((const struct task *)object->memory)->thread;
	if (own)
		p = own->process;
	if (who->sig ? !p || p->exited : object->kind != OBJECT_POSIX_TIMER)
		return false;
	if (!find_on_stacks(path, m, focus, 0, who)) {
		if (who->sig)
			signal_memory_of_signal(path, m, p, own, who->sig);
		else
			signal_memory_of_timer(path, m, object->memory);
	}
	path->chosen = true;
	return true;
}

bool signal_path_find(struct signal_path *path, const struct machine *m,
		      u32 focus, u32 only, const struct signal_choice *who)
{
	return (who && find_chosen(path, m, focus, who)) ||
	       find_on_stacks(path, m, focus, only, NULL) ||
	       signal_memory_find(path, m, only);
}
