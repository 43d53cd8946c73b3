/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Programs: the bodies of callbacks, tasks, `at` and `on` blocks, and every
 * typed kernel call, compiled to a list of instructions in the arena.
 *
 *	program 7 "t1_fn"          insn  call     end  arguments
 *	  printk "tick"             31   printk        "tick"
 *	  repeat 3 {                32   repeat    34  3
 *	    burn 1ms                33   burn          1 ms
 *	  }
 *	  rearm +10j                34   rearm         +10 jiffies
 *
 * The interpreter in program.c runs an instruction at a time; each is one
 * step, with its own line in the source pane.  The instructions are flat: a
 * block instruction (repeat, if, until) says where its block ends; what comes
 * back to its head is the interpreter's stack of open blocks.
 *
 * Everything here is ids, never pointers: objects by serial, texts by string
 * id, expressions by the string id of their text (the host evaluates them).
 *
 * A program that is typed once need not stay: program_release() gives its
 * room back, as soon as every newer program has been released too.
 */
#ifndef LINUX_PROGRAM_H
#define LINUX_PROGRAM_H

#include "linux/hrtimer.h"
#include "machine/machine.h"
#include "machine/state.h"

struct ktimer;
struct task;
struct timer_list;

#define PROGRAM_MAX_ARGS 8
#define PROGRAM_MAX_NEST 32		/* open blocks in one body */

/* What an argument of a call is. */
enum arg_type {
	ARG_NONE,
	ARG_OBJECT,			/* serial */
	ARG_NAME,			/* string id: object looked up late */
	ARG_TIME,			/* converted when the call is made */
	ARG_NUMBER,			/* also the bits of [flags] */
	ARG_STRING,			/* string id */
	ARG_PROGRAM,			/* a nested body */
	ARG_EXPRESSION,			/* string id of the expression */
	ARG_NULL,			/* a pointer: NULL */
	ARG_BADPTR,			/* a pointer that faults: badptr */
};

/* Of a mode beside the bits of enum hrtimer_mode: "abs" was written. */
#define ARG_MODE_ABS 0x10u

/* How a time was written: the unit decides how it becomes jiffies. */
enum time_unit {
	TIME_JIFFIES,
	TIME_NS,
	TIME_US,
	TIME_MS,
	TIME_S,
	TIME_TIMESPEC,			/* value: seconds, and nsec */
};

struct program_arg {
	u8 type;			/* enum arg_type */
	u8 unit;			/* enum time_unit */
	bool absolute;			/* "=T" */
	bool negative;			/* "-T": before now */
	u32 nsec;			/* of sec:nsec */
	u64 value;			/* serial, number, string id, time */
};

struct insn {
	u16 call;			/* index into call_table */
	u16 nr_args;
	u32 text;			/* the statement as written */
	u32 end;			/* first instruction after its block */
	u32 line;			/* line in its script, 0: typed */
	u32 result;			/* object serial for "-> r", 0: none */
	u32 program;			/* the program it belongs to */
	struct program_arg arg[PROGRAM_MAX_ARGS];
};

struct program {
	u32 name;			/* string id: shown as function name */
	u32 first, nr;			/* its instructions */
	u32 text, text_size;		/* its statements' texts, one block */
	bool released;
};

#define INSN_CHUNK 26u			/* instructions of one 4 KiB block */

struct program_store {
	struct insn **chunk;		/* grows by doubling */
	u32 nr_chunks, max_chunks;
	u32 nr_insns;			/* the last; 0 is no instruction */
	struct program *program;	/* 1..nr; grows by doubling */
	u32 nr_programs, max_programs;
};

struct syscall_in;
struct syscall_out;

/* What is to become of a system call that a signal cut short. */
enum call_again { CALL_ONCE, CALL_AGAIN, CALL_RESTART_BLOCK };

/* The running call, as its function sees it. */
struct call {
	const struct insn *insn;
	struct task *task;		/* NULL in a callback */
	struct ktimer *timer;		/* whose callback runs, or NULL */
	struct khrtimer *hrtimer;	/* ... if it is an hrtimer's */
	bool restart;			/* to be set: the hrtimer goes on */
	s64 rc;				/* to be set: the return value */
	u32 number;			/* of the instruction */
	enum call_again again;		/* see linux/user.h */
	struct syscall_in *in;		/* see linux/syscall.h */
	struct syscall_out *out;
};

/* Where a row may stand, and what it is. */
enum call_context {
	CALL_IN_TASK = 1,		/* typed, tasks, at, on */
	CALL_IN_CALLBACK = 2,		/* of a wheel timer */
	CALL_IN_HRTIMER = 4,		/* of an hrtimer */
	CALL_ANYWHERE = 7,		/* in the kernel */
	CALL_IN_USER = 8,		/* bodies of processes */
	CALL_BY_THREAD = 16,		/* slot 0 says which thread does it */
	CALL_SYSCALL = 32,		/* a system call of that thread */
	CALL_OF_USER = 64,		/* ... in user mode, by nobody else */
	CALL_EVERYWHERE = CALL_ANYWHERE | CALL_IN_USER,
	CALL_FROM_USER = CALL_IN_TASK | CALL_IN_USER | CALL_BY_THREAD |
			 CALL_SYSCALL,
};

/* What the interpreter itself does. */
enum call_control {
	CONTROL_NONE,
	CONTROL_REPEAT,
	CONTROL_IF,
	CONTROL_UNTIL,
	CONTROL_EXIT,
};

/*
 * One kernel call or statement of the body language.  `args` names its
 * arguments, each with what it must be:
 *
 *	name:TYPE	by position, or as name=...
 *	[name:TYPE]	may be left out; only as name=...
 *	[word]		a flag; all flags share one argument, a bit each
 *	{body}		a block of the row's own control statement
 *	{program}	a block that becomes a program of its own
 *	[{program}]	the same, and may be left out
 *
 * A row with CALL_BY_THREAD begins with `[by:THREAD]`, which may be left out in
 * the body of a process and is the first word elsewhere; or `[from:THREAD]`,
 * which may be left out anywhere, and needs its key.
 *
 * Types: THREAD INT SIGNAL SIGSET PID (see linux/syscall.h), NEWPROCESS,
 * TIMER HRTIMER LOCK TASK OBJECT (objects; an unknown timer or lock is
 * made), NEWTIMER NEWHRTIMER NEWTASK (a name), WHEN (+T =T -T), HRWHEN (+T =T,
 * no jiffies), DURATION (T or +T), CLOCK (the same without jiffies), JIFFIES
 * (=Nj or +Nj), CLOCKID (monotonic ...), MODE (abs|pinned ...), NUMBER, CPU,
 * SOFTIRQ, TEXT, EXPR, STATEMENT.
 */
struct call_row {
	const char *name;
	const char *args;
	u32 contexts;			/* enum call_context */
	enum call_control control;
	void (*run)(struct call *call);
	const char *help;		/* one line */
	const char *more;		/* long help, source */
};

/* Calls whose functions have a file of their own: calls_hrtimer.c. */
void run_clock_gettime(struct call *call);
void run_clock_getres(struct call *call);
void run_clock_settime(struct call *call);
void run_gettimeofday(struct call *call);
void run_settimeofday(struct call *call);
void run_hrtimer_setup(struct call *call);
void run_hrtimer_start(struct call *call);
void run_hrtimer_cancel(struct call *call);
void run_hrtimer_try_to_cancel(struct call *call);
void run_hrtimer_forward(struct call *call);
void run_hrtimer_active(struct call *call);
void run_hrtimer_get_remaining(struct call *call);
void run_hrtimer_restart(struct call *call);
void run_hrtimer_rearm(struct call *call);
void run_schedule_hrtimeout(struct call *call);
void run_usleep_range(struct call *call);

extern const struct call_row call_table[];
extern const u32 nr_calls;

/* The row called @name (of @len bytes), or NULL. */
const struct call_row *call_find(const char *name, u64 len);

/* --- the store (host or CPU context) ------------------------------------ */

/* -1 when memory is exhausted.  program_new() does it when needed. */
int program_store_init(struct machine *m, struct program_store *store);

/* A program of @nr zeroed instructions whose texts will take @text_size
 * bytes; its number, or 0 when memory is exhausted. */
u32 program_new(struct machine *m, u32 name, u32 nr, u32 text_size);

/* By number; NULL for 0 and for numbers that are not in use. */
struct program *program_get(const struct machine *m, u32 id);
struct insn *program_insn(const struct machine *m, u32 number);

/* Nobody will run @id again.  Not for bodies of timers: records name them. */
void program_release(struct machine *m, u32 id);

/* --- running (CPU context) ---------------------------------------------- */

/* Run a program to its end, in @task or as the callback of @timer.  Returns
 * what its last call returned. */
s64 program_run(u32 id, struct task *task, struct ktimer *timer);

/* Run a single instruction in @task; what a system call wrote goes to @out. */
s64 program_run_insn(u32 number, struct task *task, struct syscall_out *out);

/* The name of a row as string id, for traces. */
u32 call_name(u32 call);

/* The callback of every timer that commands set up: runs its body. */
void program_timer_fn(struct timer_list *timer);

/* What traces call the timer's function: its body, or plain C. */
u32 program_timer_function(const struct timer_list *timer);

/* The same for hrtimers. */
enum hrtimer_restart program_hrtimer_fn(struct hrtimer *timer);
u32 program_hrtimer_function(const struct hrtimer *timer);

/* The entry of every task that commands create: runs task->program, leaves
 * what it returned in task->result, and ends the task. */
void program_task_fn(struct task *task);

/* Run what @other, a task that has not begun, was to run, in the running task;
 * @other is gone afterwards. */
void program_task_stand_in(struct task *other);

/* Start a task called @name (string id, 0: none) on @cpu that runs a program;
 * result: serial of the object it fills in, 0 for none.  NULL when memory is
 * exhausted.  Any context. */
struct task *program_spawn(struct machine *m, u32 cpu, u32 name, u32 program,
			   u32 result);

/* What the host->eval hook answers. */
enum program_eval { EVAL_FALSE, EVAL_TRUE, EVAL_ERROR };

/* An argument of type ARG_TIME in jiffies, as the kernel's callers convert
 * (msecs_to_jiffies() and so on): a distance, or the moment itself. */
u64 program_arg_jiffies(const struct program_arg *arg);
u64 program_arg_expires(const struct program_arg *arg);
/* ... in nanoseconds; jiffies count as ticks. */
u64 program_arg_ns(const struct program_arg *arg);

/* NULL when programs and instructions agree, else what is broken. */
const char *program_store_check(const struct machine *m);

#endif
