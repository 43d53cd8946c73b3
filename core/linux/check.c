/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The kernel's invariants: those of scheduler and contexts here, the rest by
 * the check that each structure brings along.  Host context, between any two
 * statements; a program that misbehaves may break them.
 *
 * While a run queue's lock is taken, somebody is in the middle of changing it;
 * what its lock guards is then passed over.  A dead CPU died in the middle of
 * anything.
 */
#include "linux/kernel.h"

#include "linux/jiffies.h"
#include "linux/posix_timers.h"
#include "linux/preempt.h"
#include "linux/process.h"

/* --- locks -------------------------------------------------------------- */

static notrace const char *check_lock(const struct machine *m,
				      const raw_spinlock_t *lock)
{
	if (lock->locked != (lock->owner_cpu >= 0))
		return "kernel: a lock is taken by nobody, or held while free";
	if (lock->owner_cpu >= (s32)m->nr_cpus)
		return "kernel: a lock is held by a CPU that does not exist";
	return NULL;
}

/* Those of the kernel itself are held with interrupts and preemption off. */
static notrace const char *check_kernel_lock(const struct machine *m,
					     const raw_spinlock_t *lock)
{
	const struct kernel *k = m->kernel;
	const char *broken = check_lock(m, lock);
	const struct cpu *owner;

	if (broken || !lock->locked)
		return broken;
	owner = &m->cpu[lock->owner_cpu];
	if (owner->state == CPU_DEAD)
		return NULL;
	if (owner->irqs_on)
		return "kernel: a CPU holds a lock with interrupts on";
	if (!(k->percpu[owner->id]->preempt_count & PREEMPT_MASK))
		return "kernel: a CPU holds a lock and may be preempted";
	return NULL;
}

static notrace const char *check_named_locks(const struct machine *m)
{
	const struct object *object = object_next(m, NULL, OBJECT_LOCK);
	const char *broken = NULL;

	for (; object && !broken; object = object_next(m, object, OBJECT_LOCK))
		if (!object->freed)
			broken = check_lock(m, object->memory);
	return broken;
}

/* --- tasks -------------------------------------------------------------- */

static notrace const char *check_task(const struct machine *m,
				      const struct task *task)
{
	const struct object *object = object_get(m, task->serial);

	if (!object || object->kind != OBJECT_TASK || object->memory != task)
		return "sched: a task has lost its object";
	if (task->cpu >= m->nr_cpus)
		return "sched: a task belongs to no CPU";
	if (task->state != TASK_RUNNING && task->state != TASK_INTERRUPTIBLE &&
	    task->state != TASK_UNINTERRUPTIBLE &&
	    task->state != TASK_STOPPED && task->state != TASK_DEAD)
		return "sched: a task is in no known state";
	return NULL;
}

static notrace const char *check_tasks(const struct machine *m)
{
	const struct kernel *k = m->kernel;
	const struct list_head *node = k->tasks.next;
	const char *broken = NULL;

	for (; node != &k->tasks && !broken; node = node->next) {
		if (!state_readable(node, sizeof(*node)) ||
		    node->next->prev != node)
			return "sched: the list of all tasks is broken";
		broken = check_task(m, list_entry(node, struct task, all));
	}
	return broken;
}

/* --- run queues --------------------------------------------------------- */

static notrace const char *check_queued(const struct rq *rq,
					const struct task *task, u32 cpu)
{
	if (task == rq->idle)
		return "sched: the idle task is queued";
	if (task == rq->curr)
		return "sched: the running task is queued";
	if (task->cpu != cpu)
		return "sched: a task is queued on another CPU";
	if (task->state == TASK_DEAD || !task->on_rq)
		return "sched: a sleeping or dead task is queued";
	if (!(task->preempt_count & PREEMPT_MASK))
		return "sched: a task left the CPU while preemptible";
	return NULL;
}

static notrace const char *check_queue(const struct rq *rq, u32 cpu)
{
	const struct list_head *node = rq->queue.next;
	const char *broken = NULL;
	u32 n = 0;

	for (; node != &rq->queue && !broken; node = node->next) {
		if (!state_readable(node, sizeof(*node)) ||
		    node->next->prev != node || n++ > rq->nr_running)
			return "sched: a run queue's list is broken";
		broken = check_queued(rq, list_entry(node, struct task,
						     run_list), cpu);
	}
	if (!broken && n != rq->nr_running)
		broken = "sched: nr_running is not the queue's length";
	return broken;
}

static notrace const char *check_current(const struct machine *m,
					 const struct percpu *percpu)
{
	const struct rq *rq = &percpu->rq;
	const struct task *task = rq->curr;

	if (task->cpu != percpu->cpu || m->cpu[percpu->cpu].co != task->co)
		return "sched: the CPU runs another task than curr";
	if (!task->on_rq)
		return "sched: the running task sleeps";
	if (rq->dead && (rq->dead != task || task->state != TASK_DEAD))
		return "sched: a dead task's stack was not freed";
	if (task == rq->idle && task->state != TASK_RUNNING)
		return "sched: the idle task sleeps";
	if (task == rq->idle && !(percpu->preempt_count & PREEMPT_MASK))
		return "sched: the idle task may be preempted";
	return NULL;
}

static notrace const char *check_rq(const struct machine *m,
				    const struct percpu *percpu)
{
	const struct rq *rq = &percpu->rq;
	const char *broken = check_kernel_lock(m, &rq->lock);

	if (broken)
		return broken;
	if (!rq->curr || !rq->idle)
		return "sched: a CPU has nothing to run";
	if (rq->lock.locked)
		return NULL;
	broken = check_current(m, percpu);
	return broken ? broken : check_queue(rq, percpu->cpu);
}

/* --- contexts ----------------------------------------------------------- */

/* A hardware interrupt keeps the others away until its handler is done. */
static notrace const char *check_context(const struct cpu *cpu,
					 const struct percpu *percpu)
{
	u32 count = percpu->preempt_count;

	if (count & HARDIRQ_MASK && cpu->irqs_on)
		return "kernel: interrupts are on in a hardware interrupt";
	if (count & ~(PREEMPT_MASK | SOFTIRQ_MASK | HARDIRQ_MASK))
		return "kernel: preempt_count has been overrun";
	if (percpu->softirq_pending >> NR_SOFTIRQS)
		return "softirq: a vector is pending that does not exist";
	return NULL;
}

static notrace const char *check_tick(const struct machine *m,
				      const struct percpu *percpu)
{
	const struct kernel *k = m->kernel;
	const struct tick_device *tick = &percpu->tick;

	if (tick->evtdev && tick->period != tick_nsec(k->config.hz))
		return "tick: the period does not fit HZ";
	return tick_sched_check(m, percpu->cpu);
}

static notrace const char *check_percpu(const struct machine *m, u32 cpu)
{
	const struct kernel *k = m->kernel;
	const struct percpu *percpu = k->percpu[cpu];
	const char *broken = NULL;
	u32 i;

	if (percpu->cpu != cpu)
		return "kernel: per-CPU data does not know its CPU";
	for (i = 0; i < NR_BASES && !broken; i++)
		broken = check_kernel_lock(m, &percpu->timer_bases[i].lock);
	if (!broken)
		broken = check_kernel_lock(m, &percpu->hrtimer_bases.lock);
	if (!broken)
		broken = check_tick(m, percpu);
	if (broken || m->cpu[cpu].state == CPU_DEAD)
		return broken;
	broken = check_context(&m->cpu[cpu], percpu);
	return broken ? broken : check_rq(m, percpu);
}

static notrace const char *check_time(const struct kernel *k)
{
	const char *broken = clocksource_check(&k->clocksources);

	if (!broken)
		broken = timekeeping_check(&k->timekeeping);
	return broken ? broken : clockevents_check(&k->clockevents);
}

notrace const char *kernel_check(struct machine *m)
{
	const struct kernel *k = m->kernel;
	const char *broken = machine_check(m);
	u32 cpu;

	hot.machine = m;
	if (broken || !k->booted)
		return broken;
	broken = check_time(k);
	if (!broken)
		broken = object_store_check(m);
	if (!broken && k->programs.chunk)
		broken = program_store_check(m);
	if (!broken)
		broken = check_tasks(m);
	if (!broken)
		broken = check_named_locks(m);
	if (!broken)
		broken = process_check(m);
	if (!broken)
		broken = posix_timers_check(m);
	for (cpu = 0; cpu < m->nr_cpus && !broken; cpu++)
		broken = check_percpu(m, cpu);
	if (!broken)
		broken = hrtimer_check(m);
	return broken ? broken : wheel_check(m);
}
