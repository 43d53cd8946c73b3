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
 * priorities, no load balancing; a task stays on its CPU until it is told to
 * leave (set_task_cpu()); who is woken runs first, as a sleeper usually does
 * under CFS.  Preemption is full (CONFIG_PREEMPT): at the end of an interrupt
 * and in preempt_enable().
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
#define TASK_STOPPED 4u			/* by a signal */
#define TASK_DEAD 0x80u
#define TASK_NORMAL (TASK_INTERRUPTIBLE | TASK_UNINTERRUPTIBLE)

struct thread;

struct task {
	struct list_head run_list;	/* on rq->queue */
	struct list_head all;		/* on kernel->tasks */
	struct coroutine own_co;	/* its stack */
	struct coroutine other_co;	/* exec: the next stack, or the last */
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
	struct thread *thread;		/* of a process; NULL: the kernel's */
	bool user_mode;			/* its code runs, not the kernel's */
	bool irq_user_mode;		/* ... before the present interrupt */
	u32 next_cpu;			/* where it is to run */
	void (*fn)(struct task *task);
};

struct rq {
	raw_spinlock_t lock;
	struct task *curr;
	struct task *idle;
	struct task *dead;		/* exited; its stack is freed next */
	struct task *leaving;		/* for another CPU, when it is off */
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

/* The same if it is in one of @states. */
int wake_up_state(struct task *task, u32 states);

/* From now on @task runs on @cpu: it goes there when it is next off its own.
 * Task context. */
void set_task_cpu(struct task *task, u32 cpu);

/* Make @cpu enter the kernel for a moment. */
void smp_send_reschedule(u32 cpu);

/* Does @thread, if it is any, have a signal to take? */
bool thread_signal_pending(const struct thread *thread);

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

/* exec: a second stack for the running task, 0 or -ENOMEM; begin anew on it
 * with task->fn (never returns), or give it back. */
int task_second_stack(struct task *task);
void task_begin_anew(struct task *task);
void task_drop_second_stack(struct task *task);

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
