/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state tables of tasks, locks and ticks, and the way to objects.
 *
 * An object's row in the store never goes away, its memory may: readers come
 * to timers, locks and tasks through the store and leave out what is freed or
 * was replaced by a newer object of the same name.
 */
#include "linux/state.h"

#include "linux/kernel.h"
#include "linux/process.h"
#include "machine/strings.h"

/* --- the object store --------------------------------------------------- */

/* Is it the one that its name means now? */
static notrace bool is_newest(const struct object *object)
{
	return !object->name ||
	       object_find(hot.machine, object->name) == object;
}

notrace const void *object_memory(u32 serial, u32 kind)
{
	const struct object *object = object_get(hot.machine, serial);

	if (!object || object->kind != kind || object->freed)
		return NULL;
	return state_readable(object->memory, 1) ? object->memory : NULL;
}

notrace const void *object_next_memory(u32 serial, u32 kind)
{
	const struct object *object;

	if (!hot.machine->kernel)
		return NULL;
	object = serial ? object_get(hot.machine, serial) : NULL;
	if (serial && !object)
		return NULL;
	for (;;) {
		object = object_next(hot.machine, object, kind);
		if (!object)
			return NULL;
		if (is_newest(object) && object_memory(object->serial, kind))
			return object->memory;
	}
}

notrace u64 object_key(u32 serial)
{
	const struct object *object = object_get(hot.machine, serial);

	if (object && object->name)
		return object->name;
	return STATE_KEY_NUMBER | serial;
}

/* --- locks -------------------------------------------------------------- */

static const struct state_field spinlock_fields[] = {
	FIELD(struct raw_spinlock, locked, NONE, "somebody holds it"),
	FIELD(struct raw_spinlock, owner_cpu, NONE,
	      "the CPU that holds it; -1: none"),
	FIELD(struct raw_spinlock, contended, NONE,
	      "how often somebody had to spin for it"),
	FIELD_OBJECT(struct raw_spinlock, object, "its name, if it has one"),
};
const struct state_type spinlock_type =
	STATE_TYPE("spinlock", struct raw_spinlock, spinlock_fields,
		   "a spinlock");

static const struct state_field klock_fields[] = {
	FIELD(struct klock, serial, NONE, "its number as an object"),
	FIELD_AS("locked", struct klock, lock.locked, NONE,
		 "somebody holds it"),
	FIELD_AS("owner_cpu", struct klock, lock.owner_cpu, NONE,
		 "the CPU that holds it; -1: none"),
	FIELD_AS("contended", struct klock, lock.contended, NONE,
		 "how often somebody had to spin for it"),
	FIELD(struct klock, irqs_were_on, NONE,
	      "interrupts will be on again after unlock"),
};
const struct state_type klock_type =
	STATE_TYPE("lock", struct klock, klock_fields, "a named spinlock");

/* --- tasks -------------------------------------------------------------- */

static const char *const task_state_names[] = {
	"running", "interruptible", "uninterruptible", "stopped", "dead",
};

static notrace u64 get_task_state(const void *task)
{
	u32 state = ((const struct task *)task)->state;

	return state == TASK_DEAD ? 4 : state == TASK_STOPPED ? 3 : state;
}

static notrace u64 get_task_name(const void *object)
{
	const struct task *task = object;
	const struct object *named = object_get(hot.machine, task->serial);

	return named ? named->name : 0;
}

/* Does it have its CPU?  Then its stack is the CPU's. */
static notrace u64 get_on_cpu(const void *object)
{
	const struct task *task = object;
	const struct kernel *k = kernel();

	if (task->cpu >= k->config.nr_cpus || !k->percpu[task->cpu])
		return 0;
	return k->percpu[task->cpu]->rq.curr == task;
}

static notrace u64 get_task_program(const void *object)
{
	const struct task *task = object;
	const struct program *program = program_get(hot.machine, task->program);

	return program ? program->name : 0;
}

static notrace const void *next_task_frame(const void *task, const void *prev)
{
	if (prev)
		return stack_next(prev);
	return get_on_cpu(task) ? NULL : stack_of_task(task);
}

static notrace const void *follow_thread(const void *task)
{
	return ((const struct task *)task)->thread;
}

static notrace u64 get_leaving(const void *rq)
{
	const struct task *leaving = ((const struct rq *)rq)->leaving;

	return leaving ? leaving->serial : 0;
}

static const struct state_field task_fields[] = {
	FIELD_GET("name", STRING, NONE, get_task_name, "its name"),
	FIELD(struct task, serial, NONE,
	      "its number as an object; traces show it as the pid"),
	FIELD(struct task, cpu, NONE, "the CPU it runs on"),
	FIELD_GET_ENUM("state", task_state_names, get_task_state,
		       "running (or ready to), asleep, or dead"),
	FIELD_GET("on_cpu", BOOL, NONE, get_on_cpu, "it has its CPU now"),
	FIELD(struct task, on_rq, NONE, "it is ready to run, or runs"),
	FIELD(struct task, preempt_count, MASK,
	      "its preemption count while it does not run"),
	FIELD(struct task, time_slice, NONE,
	      "ticks left before another task's turn"),
	FIELD_GET("program", STRING, NONE, get_task_program,
		  "the body it runs; none: kernel code"),
	FIELD(struct task, program_once, NONE,
	      "the body is forgotten when it has run"),
	FIELD(struct task, returned, NONE, "its body has run; it will exit"),
	FIELD_OBJECT(struct task, result, "the result it fills in"),
	FIELD_OBJECT(struct task, timeout_timer,
		     "the timer that will wake it from schedule_timeout()"),
	FIELD_OBJECT(struct task, sleep_hrtimer,
		     "the hrtimer that will wake it from usleep_range()"),
	FIELD(struct task, rc, NONE, "what its last call returned"),
	FIELD_FOLLOW("thread", &thread_type, follow_thread,
		     "the thread of a process that it is"),
	FIELD(struct task, user_mode, NONE,
	      "its own code runs, not the kernel's"),
	FIELD(struct task, irq_user_mode, NONE,
	      "so it did before the last interrupt"),
	FIELD(struct task, next_cpu, NONE, "the CPU it is to go to"),
	FIELD_LIST("stack", &frame_type, next_task_frame,
		   "its call stack while it does not run, innermost first"),
};
const struct state_type task_type =
	STATE_TYPE("task", struct task, task_fields, "a task");

/* A task on a run queue: by name, for its own table is machine.task[]. */
static const struct state_field task_ref_fields[] = {
	FIELD_AS("number", struct task, serial, NONE, "its number"),
	FIELD_GET("name", STRING, NONE, get_task_name, "its name"),
};
static const struct state_type task_ref_type =
	STATE_TYPE("task_ref", struct task, task_ref_fields,
		   "a task on a run queue");

static notrace u64 get_curr(const void *rq)
{
	const struct task *curr = ((const struct rq *)rq)->curr;

	return curr ? curr->serial : 0;
}

static notrace u64 get_dead(const void *rq)
{
	const struct task *dead = ((const struct rq *)rq)->dead;

	return dead ? dead->serial : 0;
}

static notrace const void *next_listed(const struct list_head *head,
				       const struct task *task)
{
	const struct list_head *at = task ? &task->run_list : head;

	if (!at->next || at->next == head)
		return NULL;
	task = list_entry(at->next, const struct task, run_list);
	return state_readable(task, sizeof(*task)) ? task : NULL;
}

static notrace const void *next_queued(const void *rq, const void *prev)
{
	return next_listed(&((const struct rq *)rq)->queue, prev);
}

static notrace const void *next_new(const void *rq, const void *prev)
{
	return next_listed(&((const struct rq *)rq)->inbox, prev);
}

static const struct state_field rq_fields[] = {
	FIELD_STRUCT(struct rq, lock, &spinlock_type, "guards the queue"),
	FIELD_GET("curr", OBJECT, NONE, get_curr, "the task that has the CPU"),
	FIELD_GET("dead", OBJECT, NONE, get_dead,
		  "a task that has exited and is not yet put away"),
	FIELD_GET("leaving", OBJECT, NONE, get_leaving,
		  "a task that goes to another CPU"),
	FIELD(struct rq, nr_running, NONE, "tasks that wait for the CPU"),
	FIELD(struct rq, need_resched, NONE,
	      "schedule() is due at the next occasion"),
	FIELD(struct rq, nr_switches, NONE, "task switches so far"),
	FIELD_LIST("queue", &task_ref_type, next_queued,
		   "the tasks that wait for the CPU, next first"),
	FIELD_LIST("inbox", &task_ref_type, next_new,
		   "new tasks that the CPU has not yet seen"),
};
const struct state_type rq_type =
	STATE_TYPE("rq", struct rq, rq_fields, "the run queue of a CPU");
