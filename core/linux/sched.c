/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scheduler: see sched.h.
 *
 *	wake_up_process()            schedule()
 *	      |                          |
 *	      v                          v
 *	rq->queue: [next] ... [last] -> rq->curr
 *	      ^                          |
 *	      +---- still runnable ------+
 *
 * Invariants: curr is never on the queue; every task on the queue is on_rq, and
 * TASK_RUNNING unless it was preempted on its way to sleep; idle is neither
 * queued nor counted.
 */
#include "linux/sched.h"

#include "linux/cputime.h"
#include "linux/kernel.h"
#include "linux/preempt.h"
#include "linux/process.h"
#include "linux/tick.h"
#include "linux/trace.h"
#include "machine/fault.h"
#include "machine/strings.h"

/* SCHED_RR's default slice. */
#define TIME_SLICE_MS 100

static notrace u32 full_slice(void)
{
	return TIME_SLICE_MS * HZ / 1000;
}

static notrace struct rq *rq_of(const struct task *task)
{
	return &percpu_of(task->cpu)->rq;
}

notrace void set_current_state(u32 state)
{
	current->state = state;
}

/* --- trace events ------------------------------------------------------- */

/* The kernel's number for nice 0; nobody has another one here. */
#define DEFAULT_PRIO 120

static notrace u32 pid_of(const struct task *task)
{
	return task == rq_of(task)->idle ? 0 : task->serial;
}

/* One that was preempted on its way to sleep counts as able to run. */
static notrace const char *state_letter(const struct task *task, bool preempt)
{
	if (preempt)
		return "R+";
	switch (task->state) {
	case TASK_INTERRUPTIBLE:
		return "S";
	case TASK_UNINTERRUPTIBLE:
		return "D";
	case TASK_DEAD:
		return "X";
	default:
		return "R";
	}
}

static notrace void trace_sched_switch(bool preempt, const struct task *prev,
				       const struct task *next)
{
	const char *state = state_letter(prev, preempt);

	TRACE(sched_switch, prev->serial, pid_of(prev), DEFAULT_PRIO,
	      string_intern(hot.machine, state, text_length(state)),
	      next->serial, pid_of(next), DEFAULT_PRIO);
}

static notrace void trace_sched_waking(const struct task *task)
{
	TRACE(sched_waking, task->serial, pid_of(task), DEFAULT_PRIO,
	      task->cpu);
}

static notrace void trace_sched_wakeup(const struct task *task)
{
	TRACE(sched_wakeup, task->serial, pid_of(task), DEFAULT_PRIO,
	      task->cpu);
}

static notrace void trace_sched_wakeup_new(const struct task *task)
{
	TRACE(sched_wakeup_new, task->serial, pid_of(task), DEFAULT_PRIO,
	      task->cpu);
}

/* --- task switch -------------------------------------------------------- */

/* Swap stacks.  Returns when somebody switches back to @prev, on @prev's
 * stack; the preemption count travels with the task. */
static notrace void switch_to(struct task *prev, struct task *next)
{
	struct percpu *percpu = this_percpu();

	prev->preempt_count = percpu->preempt_count;
	percpu->preempt_count = next->preempt_count;
	hot.cpu->co = next->co;
	coroutine_switch(prev->co, next->co);
}

/* The task is no more, but its row in the object store stays. */
static notrace void task_forget(struct machine *m, struct task *task)
{
	struct object *object = object_get(m, task->serial);

	if (object) {
		object->freed = true;
		object->memory = NULL;
	}
	list_del(&task->all);
	if (task->thread)
		machine_release(m, task->thread, sizeof(*task->thread));
	machine_release(m, task, sizeof(*task));
}

notrace void task_free(struct task *task)
{
	u32 serial = task->serial;

	coroutine_free(task->co);
	task_forget(hot.machine, task);
	machine_ended(serial);
}

/* Give back what an exited task leaves behind; we are on another stack now. */
static notrace void put_dead_task(struct rq *rq)
{
	struct task *dead = rq->dead;

	rq->dead = NULL;
	if (dead)
		task_free(dead);
}

static notrace void enqueue_task(struct rq *rq, struct task *task, bool first)
{
	if (first)
		list_add(&task->run_list, &rq->queue);
	else
		list_add_tail(&task->run_list, &rq->queue);
	rq->nr_running++;
}

/* A task off its CPU, on the way to another one: it is on no queue until it is
 * put on the new one. */
static void migrate_task(struct task *task)
{
	struct rq *rq;

	TRACE(sched_migrate_task, task->serial, task->cpu, task->next_cpu);
	task->cpu = task->next_cpu;
	rq = rq_of(task);
	raw_spin_lock_irq(&rq->lock);
	task->on_rq = true;
	enqueue_task(rq, task, true);
	resched_cpu(task->cpu);
	raw_spin_unlock_irq(&rq->lock);
}

/* The new task's side of a switch: it inherits the run queue's lock from the
 * task that left. */
static void finish_task_switch(struct rq *rq)
{
	struct task *leaving = rq->leaving;

	rq->leaving = NULL;
	put_dead_task(rq);
	raw_spin_unlock_irq(&rq->lock);
	if (leaving)
		migrate_task(leaving);
}

/* The event is the leaving task's: the kernel's `current` changes with the
 * stack. */
static void context_switch(struct rq *rq, struct task *prev, struct task *next,
			   bool preempt)
{
	rq->nr_switches++;
	trace_sched_switch(preempt, prev, next);
	rq->curr = next;
	cputime_stop(prev);
	cputime_start(next);
	switch_to(prev, next);
	finish_task_switch(&this_percpu()->rq);
}

static notrace struct task *dequeue_first(struct rq *rq)
{
	struct task *task;

	if (list_empty(&rq->queue))
		return rq->idle;
	task = list_first_entry(&rq->queue, struct task, run_list);
	list_del_init(&task->run_list);
	rq->nr_running--;
	return task;
}

/* Put the outgoing task back: first in line if it was interrupted in the
 * middle of its slice, last if the slice is used up. */
static notrace void put_prev_task(struct rq *rq, struct task *prev)
{
	bool used_up = prev->time_slice == 0;

	if (prev == rq->idle || !prev->on_rq)
		return;
	if (used_up)
		prev->time_slice = full_slice();
	enqueue_task(rq, prev, !used_up);
}

/* The next task, taken off the queue.  @prev goes on when it can still run and
 * nobody else wants to. */
static struct task *pick_next_task(struct rq *rq, struct task *prev)
{
	struct task *next;

	if (prev->on_rq && prev != rq->idle && !rq->nr_running)
		return prev;
	next = dequeue_first(rq);
	put_prev_task(rq, prev);
	return next;
}

/* Who wants to sleep interruptibly with a signal pending does not. */
static notrace bool signal_pending_state(const struct task *task)
{
	return task->state == TASK_INTERRUPTIBLE &&
	       thread_signal_pending(task->thread);
}

/* A sleeping or exiting task leaves the run queue.  One that was preempted on
 * its way to sleep stays on it, to get there when it runs again: the state it
 * has announced is kept. */
static notrace void deactivate_task(struct task *prev, bool preempt)
{
	if (preempt || prev->state == TASK_RUNNING)
		return;
	if (signal_pending_state(prev))
		prev->state = TASK_RUNNING;
	else
		prev->on_rq = false;
}

/* It goes on, but elsewhere: whoever runs next takes it there, for its stack
 * is in use until then. */
static notrace void send_away(struct rq *rq, struct task *prev)
{
	if (!prev->on_rq || prev->next_cpu == prev->cpu)
		return;
	prev->on_rq = false;
	rq->leaving = prev;
}

/* The kernel prints this line and, with panic_on_warn, stops; without it what
 * happens next is luck.  We always stop: the student steps back. */
static notrace void schedule_bug(struct task *prev)
{
	struct object *object = object_get(hot.machine, prev->serial);

	kernel()->panicked = 1;
	printk_name("BUG: scheduling while atomic: ", object->name);
	machine_die("Kernel panic: scheduling while atomic");
}

/* The heart of the scheduler, entered with preemption disabled once. */
static void __schedule(bool preempt)
{
	struct rq *rq = &this_percpu()->rq;
	struct task *prev = rq->curr;
	struct task *next;

	if (preempt_count() != PREEMPT_OFFSET)
		schedule_bug(prev);
	local_irq_disable();
	raw_spin_lock(&rq->lock);
	rq->need_resched = false;
	deactivate_task(prev, preempt);
	send_away(rq, prev);
	next = pick_next_task(rq, prev);
	/* mark: task-switch */
	if (next != prev)
		context_switch(rq, prev, next, preempt);
	else
		raw_spin_unlock_irq(&rq->lock);
}

void schedule(void)
{
	do {
		preempt_disable();
		__schedule(false);
		preempt_enable_no_resched();
	} while (this_percpu()->rq.need_resched);
}

void schedule_idle(void)
{
	do {
		__schedule(false);
	} while (this_percpu()->rq.need_resched);
}

/* Called with interrupts off, returns with them off. */
void preempt_schedule_irq(void)
{
	do {
		preempt_disable();
		local_irq_enable();
		__schedule(true);
		local_irq_disable();
		preempt_enable_no_resched();
	} while (this_percpu()->rq.need_resched);
}

static void preempt_schedule(void)
{
	do {
		preempt_disable();
		__schedule(true);
		preempt_enable_no_resched();
	} while (this_percpu()->rq.need_resched);
}

notrace void preempt_underflow(void)
{
	warn_on_once(true, WARN_PREEMPT_UNDERFLOW, "WARNING: preempt_enable() "
		     "or unlock without its counterpart");
}

/* The task switch that had to wait happens here, unless something else (an
 * outer section, interrupts off) still forbids it. */
notrace void preempt_enable(void)
{
	preempt_count_sub(PREEMPT_OFFSET);
	if (this_percpu()->rq.need_resched && !preempt_count() &&
	    !irqs_disabled())
		preempt_schedule();
}

/* --- waking ------------------------------------------------------------- */

void smp_send_reschedule(u32 cpu)
{
	TRACE(ipi_raise, cpu, kernel()->irq_name[IRQ_RESCHEDULE]);
	machine_interrupt(hot.machine, &hot.machine->cpu[cpu], IRQ_RESCHEDULE);
}

/* Ask a CPU to call schedule(); another one is told by an interrupt. */
void resched_cpu(u32 cpu)
{
	percpu_of(cpu)->rq.need_resched = true;
	if (cpu != smp_processor_id())
		smp_send_reschedule(cpu);
}

/* It leaves the idle loop for a moment, and computes its sleep anew.  This CPU
 * will do so by itself when the interrupt that we are in is over. */
void wake_up_nohz_cpu(u32 cpu)
{
	if (cpu == smp_processor_id())
		return;
	resched_cpu(cpu);
}

/* Queue a task that becomes runnable.  One that was asleep goes first, see
 * sched.h; a new one (@first false) waits for its turn. */
static void activate_task(struct rq *rq, struct task *task, bool first)
{
	task->state = TASK_RUNNING;
	task->on_rq = true;
	enqueue_task(rq, task, first);
	if (first || rq->curr == rq->idle)
		resched_cpu(task->cpu);
}

/* Take the lock of the queue to which @task belongs: it may move meanwhile. */
static struct rq *task_rq_lock(struct task *task, bool *flags)
{
	struct rq *rq;

	for (;;) {
		rq = rq_of(task);
		raw_spin_lock_irqsave(&rq->lock, *flags);
		if (rq == rq_of(task))
			return rq;
		raw_spin_unlock_irqrestore(&rq->lock, *flags);
	}
}

/* A task that has announced its sleep but not yet called schedule() is still
 * on_rq: it just stays awake. */
int wake_up_state(struct task *task, u32 states)
{
	struct rq *rq;
	bool flags;
	int woken = 0;

	rq = task_rq_lock(task, &flags);
	if (task->state & states) {
		woken = 1;
		trace_sched_waking(task);
		if (task->on_rq)
			task->state = TASK_RUNNING;
		else
			activate_task(rq, task, true);
		trace_sched_wakeup(task);
	}
	raw_spin_unlock_irqrestore(&rq->lock, flags);
	return woken;
}

int wake_up_process(struct task *task)
{
	return wake_up_state(task, TASK_NORMAL);
}

/* Where @task is now decides how it gets to its new CPU.  True: it runs, and
 * must be taken off first. */
static bool move_queued_task(struct rq *rq, struct task *task)
{
	if (rq->curr == task)
		return true;
	if (!task->on_rq) {
		task->cpu = task->next_cpu;
		return false;
	}
	list_del_init(&task->run_list);
	rq->nr_running--;
	task->on_rq = false;
	return false;
}

/* A sleeper is woken on the new CPU, a queued task changes the queue, a running
 * one is sent away by schedule(). */
void set_task_cpu(struct task *task, u32 cpu)
{
	bool running, queued, flags;
	struct rq *rq;

	rq = task_rq_lock(task, &flags);
	task->next_cpu = cpu;
	queued = task->on_rq && task->cpu != cpu;
	running = task->cpu != cpu && move_queued_task(rq, task);
	raw_spin_unlock_irqrestore(&rq->lock, flags);
	if (running && task != current)
		resched_cpu(task->cpu);
	else if (running)
		schedule();
	else if (queued)
		migrate_task(task);
}

/* The creator goes on: the new task runs when it sleeps or is out of time. */
void wake_up_new_task(struct task *task)
{
	struct rq *rq = rq_of(task);
	bool flags;

	raw_spin_lock_irqsave(&rq->lock, flags);
	activate_task(rq, task, false);
	trace_sched_wakeup_new(task);
	raw_spin_unlock_irqrestore(&rq->lock, flags);
}

/* One tick of the running task's slice. */
void scheduler_tick(void)
{
	struct rq *rq = &this_percpu()->rq;
	struct task *task = rq->curr;

	if (task == rq->idle)
		return;
	if (task->time_slice > 0)
		task->time_slice--;
	if (task->time_slice == 0 && rq->nr_running)
		rq->need_resched = true;
}

/* --- birth and death ---------------------------------------------------- */

/* The first thing a new task does: finish the switch that started it. */
static void schedule_tail(void)
{
	finish_task_switch(&this_percpu()->rq);
	preempt_enable();
}

static notrace void task_main(void *arg)
{
	struct task *task = arg;

	schedule_tail();
	task->fn(task);
	do_exit();
}

void do_exit(void)
{
	struct rq *rq;

	preempt_disable();
	rq = &this_percpu()->rq;
	current->state = TASK_DEAD;
	rq->dead = current;
	/* mark: task-exit */
	__schedule(false);
	machine_panic("a dead task was scheduled");
}

/* --- a new stack -------------------------------------------------------- */

/* On the new stack: nobody comes back to the old one. */
static notrace void task_anew(void *arg)
{
	struct task *task = arg;

	coroutine_free(&task->other_co);
	task->fn(task);
	do_exit();
}

notrace int task_second_stack(struct task *task)
{
	return coroutine_init(&task->other_co, task_anew, task);
}

notrace void task_drop_second_stack(struct task *task)
{
	coroutine_free(&task->other_co);
}

notrace void task_begin_anew(struct task *task)
{
	struct coroutine old = task->own_co;

	task->own_co = task->other_co;
	task->other_co = old;
	hot.machine->slot[task->own_co.slot] = &task->own_co;
	hot.machine->slot[task->other_co.slot] = &task->other_co;
	coroutine_switch(&task->other_co, &task->own_co);
}

static notrace u32 name_of_timeout(struct machine *m, u32 name)
{
	char text[64];
	u32 at;

	if (!name)
		return 0;
	at = text_add(text, sizeof(text), 0, string_text(m, name));
	at = text_add(text, sizeof(text), at, ".timeout");
	return string_intern(m, text, at);
}

static notrace struct task *task_alloc(struct machine *m, u32 cpu, u32 name)
{
	struct kernel *k = m->kernel;
	struct task *task = machine_alloc(m, sizeof(*task));
	u32 timer;

	if (!task)
		return NULL;
	INIT_LIST_HEAD(&task->run_list);
	list_add_tail(&task->all, &k->tasks);
	task->cpu = cpu;
	task->next_cpu = cpu;
	task->serial = object_new(m, OBJECT_TASK, name, task);
	timer = object_new(m, OBJECT_TIMER, name_of_timeout(m, name), NULL);
	if (!task->serial || !timer) {
		task_forget(m, task);
		return NULL;
	}
	object_get(m, timer)->internal = true;
	task->timeout_timer = timer;
	task->time_slice = TIME_SLICE_MS * k->config.hz / 1000;
	return task;
}

notrace struct task *task_new(struct machine *m, u32 cpu, u32 name,
			      void (*fn)(struct task *))
{
	struct task *task = task_alloc(m, cpu, name);

	hot.machine = m;
	if (!task)
		return NULL;
	if (coroutine_init(&task->own_co, task_main, task)) {
		task_forget(m, task);
		return NULL;
	}
	task->co = &task->own_co;
	task->fn = fn;
	task->state = TASK_UNINTERRUPTIBLE;
	task->preempt_count = 2 * PREEMPT_OFFSET;
	return task;
}

notrace struct task *task_new_idle(struct machine *m, u32 cpu, u32 name)
{
	struct task *task = task_alloc(m, cpu, name);

	if (!task)
		return NULL;
	task->co = &m->cpu[cpu].boot_co;
	task->on_rq = true;
	object_get(m, task->serial)->internal = true;
	return task;
}

notrace void task_wake_new(struct machine *m, struct task *task)
{
	struct kernel *k = m->kernel;
	struct rq *rq = &k->percpu[task->cpu]->rq;

	hot.machine = m;
	list_add_tail(&task->run_list, &rq->inbox);
	machine_interrupt(m, &m->cpu[task->cpu], IRQ_CONSOLE);
	machine_poke(m, &m->cpu[task->cpu]);
}
