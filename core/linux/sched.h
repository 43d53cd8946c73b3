/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tasks and a small round-robin scheduler (the shape of kernel/sched/core.c).
 *
 *	rq->curr    the task that has the CPU
 *	rq->queue   runnable tasks, next first; curr is not among them
 *	rq->idle    runs when the queue is empty; never queued
 *
 * A task is a coroutine.  schedule() really blocks: it switches to the next
 * task's stack and returns when this one is chosen again.
 *
 * Differs from Linux: one class, SCHED_RR-like with a time slice of 100 ms; no
 * priorities, no load balancing; a task stays on its CPU; who is woken runs
 * first, as a sleeper usually does under CFS.  Preemption is full
 * (CONFIG_PREEMPT): at the end of an interrupt and in preempt_enable().
 */
#ifndef LINUX_SCHED_H
#define LINUX_SCHED_H

#include "lib/list.h"
#include "linux/spinlock.h"
#include "machine/coroutine.h"
#include "machine/state.h"

/* Task states, as in include/linux/sched.h. */
#define TASK_RUNNING 0u
#define TASK_INTERRUPTIBLE 1u
#define TASK_UNINTERRUPTIBLE 2u
#define TASK_DEAD 0x80u

struct task {
	struct list_head run_list;	/* on rq->queue */
	struct list_head all;		/* on kernel->tasks */
	struct coroutine own_co;	/* its stack */
	struct coroutine *co;		/* own_co, or an idle CPU's boot_co */
	u32 serial;			/* its object */
	u32 cpu;			/* it runs here only */
	u32 state;			/* TASK_... */
	bool on_rq;
	u32 preempt_count;		/* saved while it does not run */
	u32 time_slice;			/* ticks left */
	u32 program;			/* the body it runs, 0: none */
	bool program_once;		/* give the program back at the end */
	bool returned;			/* the program has run; it will exit */
	u32 result;			/* object serial to fill in, 0: none */
	u32 timeout_timer;		/* serial: its schedule_timeout timer */
	u32 sleep_hrtimer;		/* serial: its usleep_range() timer,
					 * 0 before the first */
	s64 rc;				/* return value of its last call */
	void (*fn)(struct task *task);
};

struct rq {
	raw_spinlock_t lock;
	struct task *curr;
	struct task *idle;
	struct task *dead;		/* exited; its stack is freed next */
	struct list_head queue;
	struct list_head inbox;		/* new tasks from outside the machine */
	u32 nr_running;			/* on the queue, without curr */
	bool need_resched;
	u64 nr_switches;
};

#define current (this_percpu()->rq.curr)

/* Give the CPU to the next runnable task; returns when this one is chosen
 * again.  Task context, interrupts on or off; complains ("scheduling while
 * atomic") with preemption disabled.  Source: kernel/sched/core.c. */
void schedule(void);

/* Make @task runnable again if it sleeps.  1: it was asleep, 0: it was not.
 * Any context.  Source: try_to_wake_up(). */
int wake_up_process(struct task *task);

/* Make a new task runnable, behind those that are.  Any context.  Source:
 * kernel/sched/core.c. */
void wake_up_new_task(struct task *task);

/* Set the running task's state before schedule(). */
void set_current_state(u32 state);

/* A tick for the running task: counts its time slice. */
void scheduler_tick(void);

/* Ask @cpu to call schedule() soon; wakes it when it is another one. */
void resched_cpu(u32 cpu);

/* A timer that is due earlier was given to @cpu, which is idle: let it look at
 * its timers again. */
void wake_up_nohz_cpu(u32 cpu);

/* The end of an interrupt in preemptible code. */
void preempt_schedule_irq(void);

/* Never returns: the running task ends. */
void do_exit(void);

/* What the idle loop calls when there is work; preemption is disabled. */
void schedule_idle(void);

/* The idle task of @cpu; it runs on the CPU's boot coroutine. */
struct task *task_new_idle(struct machine *m, u32 cpu, u32 name);

/* Create a task on @cpu that will run fn(task).  Name 0: anonymous.  NULL when
 * memory is exhausted.  Any context. */
struct task *task_new(struct machine *m, u32 cpu, u32 name,
		      void (*fn)(struct task *));

/* Hand a new task to its CPU from outside: it lands in the CPU's inbox and the
 * interrupt IRQ_CONSOLE makes the CPU wake it.  Host context, or a device. */
void task_wake_new(struct machine *m, struct task *task);

/* Give back a task that does not run: its stack, its memory. */
void task_free(struct task *task);

extern const struct state_type task_type;
extern const struct state_type rq_type;

#endif
