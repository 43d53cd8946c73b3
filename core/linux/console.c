/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The console: see console.h.
 */
#include "linux/console.h"

#include "linux/kernel.h"
#include "linux/preempt.h"

/* Take the task at @node, an end of the inbox; NULL when it is empty. */
static notrace struct task *inbox_take(struct rq *rq, struct list_head *node)
{
	if (list_empty(&rq->inbox))
		return NULL;
	list_del_init(node);
	return list_entry(node, struct task, run_list);
}

/* The newest is woken first: as who is woken last runs first, calls run in the
 * order in which they were typed. */
static void empty_inbox(struct rq *rq)
{
	struct task *task = inbox_take(rq, rq->inbox.prev);

	while (task) {
		wake_up_process(task);
		task = inbox_take(rq, rq->inbox.prev);
	}
}

/* A task that lingers has put its own program aside; threads of processes never
 * have one in their tasks. */
static notrace bool lingers(const struct rq *rq)
{
	return rq->curr != rq->idle && !rq->curr->thread && !rq->curr->program;
}

/* A lingering task keeps the CPU and runs the calls in the inbox itself: woken,
 * they would wait for it, and it for them. */
void wake_up_new_tasks(void)
{
	struct rq *rq = &this_percpu()->rq;

	if (!lingers(rq))
		empty_inbox(rq);
}

notrace bool console_must_linger(void)
{
	return preempt_count() != 0 || irqs_disabled();
}

/* Run the next typed call in the lingering task's place. */
static notrace void run_next_call(struct rq *rq)
{
	program_task_stand_in(inbox_take(rq, rq->inbox.next));
}

/* Spin with what is held: the CPU looks to everybody else like one that takes
 * very long.  Interrupts come if they are on. */
void console_linger(void)
{
	struct rq *rq = &this_percpu()->rq;

	while (console_must_linger()) {
		if (!list_empty(&rq->inbox)) {
			run_next_call(rq);
		} else {
			cpu_waits_for(WAIT_CONSOLE, 0, -1);
			/* mark: console-linger */
			cpu_relax();
		}
	}
	cpu_waits_for(WAIT_NOTHING, 0, -1);
}

/* Has the scheduler found something else to do, and is it under way? */
static notrace bool goes_on(const struct cpu *cpu, const struct percpu *percpu)
{
	const struct rq *rq = &percpu->rq;

	if (rq->curr == rq->idle)
		return cpu->state == CPU_HALTED;
	return !rq->curr->returned && !percpu->preempt_count && cpu->irqs_on;
}

/* Is a lingering task on @cpu out of work? */
static notrace bool waits_for_calls(const struct cpu *cpu, const struct rq *rq)
{
	return cpu->state == CPU_RELAXING && cpu->wait_kind == WAIT_CONSOLE &&
	       list_empty(&rq->inbox);
}

/* Does @cpu spin for what a lingering task holds, or for a CPU that does?  Only
 * another typed call can end that. */
static notrace bool waits_for_user(const struct cpu *cpu)
{
	u32 hops;

	for (hops = 0; hops < hot.machine->nr_cpus; hops++) {
		if (cpu->state != CPU_RELAXING || cpu->wait_cpu < 0)
			return false;
		cpu = &hot.machine->cpu[cpu->wait_cpu];
		if (waits_for_calls(cpu, &kernel()->percpu[cpu->id]->rq))
			return true;
	}
	return false;
}

/* Asks nothing but the machine's own state, so that it makes no difference how
 * often and where somebody asks. */
notrace enum awaited console_awaited(const struct cpu *cpu, u32 serial)
{
	const struct percpu *percpu = kernel()->percpu[cpu->id];
	const struct object *object = object_get(hot.machine, serial);
	const struct task *task = object ? object->memory : NULL;

	if (task && !task->returned)
		return waits_for_user(cpu) ? AWAITED_OVER : AWAITED_RUNS;
	if (waits_for_calls(cpu, &percpu->rq))
		return AWAITED_OVER;
	if (!task && goes_on(cpu, percpu))
		return AWAITED_OVER;
	return AWAITED_ENDED;
}
