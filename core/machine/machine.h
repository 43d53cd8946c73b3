/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The simulated machine: CPUs, interrupts, a clock, and the controller that
 * decides which CPU takes the next step.
 *
 *	struct machine | heap: kernel objects ... | stack | stack | stack ...
 *	^ arena base                                ^ one slot per coroutine
 *
 * Everything simulated lies in one arena, so that a checkpoint is a copy of
 * bytes.  What belongs to the host (trace sink, controller stack, checkpoints)
 * hangs off `host` and is never part of the image.
 *
 * Time.  Virtual, in ns.  Each statement costs `step_cost` ns of its CPU's
 * time (0: kernel code takes no time).  Each CPU has `ready_at`, the time of
 * its next statement; the controller runs the smallest by one total order
 *
 *	(time, device event before CPU, CPU number)
 *
 * which both picks a CPU and bounds how far it may run on.  A stop must never
 * change the schedule: whatever makes a CPU or a device due earlier goes
 * through machine_due(), which ends the running slice at the next statement.
 *
 * Position.  A point in a machine's life is (steps, hardware events, now);
 * the same inputs at the same positions give the same machine, always.
 */
#ifndef MACHINE_MACHINE_H
#define MACHINE_MACHINE_H

#include "machine/coroutine.h"
#include "machine/step.h"
#include "machine/trace.h"

#define MACHINE_MAX_CPUS 64
#define MACHINE_TEXT_MAX 160	/* bytes of a stop or Oops message */

/* Why a CPU is not executing statements. */
enum cpu_state {
	CPU_OFF,			/* not there, or not yet started */
	CPU_RUNNING,			/* stands before a statement */
	CPU_HALTED,			/* waits for an interrupt */
	CPU_BURNING,			/* user-mode work until ready_at */
	CPU_RELAXING,			/* spins; waits for another CPU */
	CPU_DEAD,			/* parked for good: Oops or panic */
};

/* What a spinning CPU waits for: feeds "deadlock" and the locks' display. */
enum wait_kind {
	WAIT_NOTHING,
	WAIT_LOCK,
	WAIT_TIMER_CALLBACK,
	WAIT_CONSOLE,			/* the next typed command */
	WAIT_SEQCOUNT,			/* somebody writes what it reads */
};

struct cpu {
	u32 id;
	enum cpu_state state;
	struct coroutine *co;		/* what runs on it */
	struct coroutine boot_co;	/* the idle loop it was booted into */
	u64 ready_at;			/* ns: time of its next statement */
	u64 burn_until;			/* ns: end of user-mode work */
	u64 steps;			/* statements executed by this CPU */
	bool held;			/* taken out by the user */
	bool standing;			/* before a statement, all of the last
					 * one done */

	/* interrupts */
	bool irqs_on;
	u64 irq_pending;		/* one bit per line, lowest first */
	u64 nr_irqs;

	/* spinning */
	bool recheck;			/* runs on to test its condition */
	u32 relax_at;			/* statement at which it last relaxed */
	bool relax_same;		/* ... for the second time in a row */
	u64 relax_irqs;			/* nr_irqs at that moment */
	struct step_frame *relax_frame;
	enum wait_kind wait_kind;
	u64 wait_for;			/* object serial or cookie waited for */
	s32 wait_cpu;			/* CPU that must act, -1 unknown */

	char oops[MACHINE_TEXT_MAX];	/* why it is CPU_DEAD */
};

/* A device's next moment: fire(event) is called by the controller at `at`.
 * Equal times fire in the order of `id`. */
struct device_event {
	u64 at;				/* ns */
	u64 id;				/* unique: orders equal times */
	struct device_event *next;	/* queue, earliest first */
	void (*fire)(struct device_event *event);
	bool queued;
	u32 cpu;
};

/* How far is the call that somebody waits for? */
enum awaited {
	AWAITED_RUNS,
	AWAITED_ENDED,			/* it is no more; its CPU is still on
					 * its way to something else */
	AWAITED_OVER,			/* its CPU does something else */
};

/* What the operating system gives the hardware. */
struct machine_os {
	void (*start_cpu)(void *cpu);	/* entry of each CPU; never returns */
	void (*interrupt)(u32 line);	/* irqs off, on the interrupted stack */
	u8 (*context)(struct cpu *cpu);	/* enum trace_context for records */
	/* context, preempt_depth and task of a record emitted on @cpu */
	void (*stamp)(struct cpu *cpu, struct trace_record *record);
	/* the call with this serial, which was made on @cpu */
	enum awaited (*awaited)(const struct cpu *cpu, u32 serial);
};

/* Why machine_run() returned. */
enum stop_reason {
	STOP_NONE,
	STOP_STEPS,			/* the step limit was reached */
	STOP_CPU_STEPS,			/* the CPU's step limit was reached */
	STOP_TIME,			/* the time limit was reached */
	STOP_EVENTS,			/* the trace record limit was reached */
	STOP_HW_EVENTS,			/* the hardware event limit */
	STOP_DEADLOCK,			/* spinning CPUs wait for each other */
	STOP_LIVELOCK,			/* too many steps at one instant */
	STOP_OOPS,			/* a CPU has just died */
	STOP_IDLE,			/* nothing will ever happen again */
	STOP_HELD,			/* only held CPUs could move */
	STOP_INTERRUPTED,		/* host->interrupted was set */
	STOP_AWAITED,			/* the awaited call is over */
};

/* Limits of one machine_run(); UINT64_MAX (or cpu -1) where there is none.
 * All are absolute, so that the same limits mean the same stop. */
struct machine_limits {
	u64 steps;			/* machine->steps */
	u64 time;			/* ns: run what is due before this */
	u64 events;			/* machine->nr_events */
	u64 hw_events;			/* machine->nr_hw_events */
	s32 cpu;			/* stop when it has executed ... */
	u64 cpu_steps;			/* ... so many and stands before one */
	bool cpu_exact;			/* ... or not yet stands */
};

/* What belongs to the host and is never in a checkpoint. */
struct machine_host {
	struct coroutine controller;
	void *stack_bottom;		/* the host's stack, for sanitizers */
	u64 stack_size;
	u32 stack_high;			/* slots ever used, also in a future
					 * that has been left */
	trace_sink sink;
	void *sink_ctx;
	u64 event_limit;		/* end the slice at this record */
	u64 livelock_steps;		/* 10,000,000 unless set */
	volatile int interrupted;	/* set by a signal handler: Ctrl-C */
	u32 awaited;			/* serial: stop when this call, made */
	u32 awaited_cpu;		/* ... on this CPU, is over */
	bool in_cpu;			/* simulated code is running */
	bool resumed;			/* ... until it yields by itself */
	const char *exhausted;		/* what there was too little of, the
					 * last time that something was */
	/* conditions in bodies: the expression whose text is string @text;
	 * answers an enum program_eval of the operating system */
	int (*eval)(void *ctx, u32 text);
	void *eval_ctx;
	/* for checkpoints: the host's memory, not the arena's */
	void *(*alloc)(u64 bytes);
	void (*release)(void *memory);
};

struct machine {
	/* the arena */
	u8 *base;
	u64 size;			/* of the mapping, bytes */
	u64 heap_used;			/* bytes from base; rest untouched */
	u64 heap_max;			/* end of the heap, offset from base */
	u64 stack_size;			/* bytes of one slot, guard included */
	u32 stack_slots;
	u32 stack_high;			/* slots ever used */
	u64 heap_live;			/* bytes allocated and not freed */
	void *free_list[40];		/* freed blocks by size class */
	struct coroutine **slot;	/* by slot: who owns it, or NULL */
	struct string_table *strings;	/* see machine/strings.h */

	/* configuration */
	u32 nr_cpus;
	u32 step_cost;			/* ns a statement */
	const struct machine_os *os;
	void *kernel;			/* the operating system's own root */

	/* position */
	u64 now;			/* ns */
	u64 steps;			/* statements executed by all CPUs */
	u64 nr_events;			/* trace records emitted */
	u64 nr_hw_events;		/* devices fired, CPUs made to stand */
	u64 slice;			/* statements granted to the slice */
	u64 slice_start;		/* ns at which the slice began */
	u64 instant_steps;		/* statements at this very instant */
	s32 last_cpu;			/* who had the last slice, -1: nobody */

	/* choices made by the user */
	s32 forced_cpu;			/* only this one may move; -1: none */

	struct device_event *devices;	/* queue, earliest first */
	u64 next_device_id;
	enum stop_reason stop;		/* pending reason to stop, or NONE */
	s32 stop_cpu;
	char stop_text[MACHINE_TEXT_MAX];

	struct cpu cpu[MACHINE_MAX_CPUS];
	struct machine_host *host;
};

/* --- life --------------------------------------------------------------- */

/* Map an arena and make an empty machine of @nr_cpus (1..64) that waits to be
 * booted; heap_max bytes of heap, 0 for the default (1 GiB, mapped lazily).
 * Returns NULL when memory cannot be mapped.  Host context. */
struct machine *machine_new(u32 nr_cpus, u64 heap_max);
void machine_free(struct machine *m);

/* Power on: every CPU will start in os->start_cpu(cpu), irqs off. */
int machine_start(struct machine *m, const struct machine_os *os);

/* --- the controller (host context) -------------------------------------- */

/* Run until a limit or a reason to stop.  Stopping and continuing any number
 * of times gives the same machine as running through. */
enum stop_reason machine_run(struct machine *m,
			     const struct machine_limits *limits);

/* The CPU that machine_run() would give the next step, -1 for none.  Does not
 * change the machine. */
s32 machine_next_cpu(struct machine *m);

/* Time of the next device event, KTIME_MAX for none. */
u64 machine_next_device(const struct machine *m);

/* Resume one CPU, whatever the others do, until it gives the controller back
 * by machine_yield() (verify's readers) or dies.  All of it happens at this
 * very moment: statements cost no time, or it would go back afterwards. */
void machine_resume(struct machine *m, struct cpu *cpu);

/* Run fn(arg) to its return on @cpu, on a coroutine of its own, as if it
 * were called by what runs there; nothing else moves.  Returns 0, -ENOMEM
 * without a stack, -EDEADLK when it would have to wait.  Host context. */
int machine_call(struct machine *m, u32 cpu, void (*fn)(void *), void *arg);

/* Let an idle machine's clock move on to @time; nothing may be due before. */
void machine_advance(struct machine *m, u64 time);

void machine_hold(struct machine *m, u32 cpu, bool held);
void machine_force(struct machine *m, s32 cpu);	/* -1: nobody */

/* --- for simulated code (CPU context, all notrace) ---------------------- */

static inline notrace struct cpu *this_cpu(void)
{
	return hot.cpu;
}

/* The running CPU's time in ns, or the machine's outside of CPUs. */
u64 machine_now(void);

/* Statements executed so far by the whole machine. */
u64 machine_steps(void);

/* @cpu (NULL: only a device) has become due earlier than the controller
 * could know: end the slice, wake a halted CPU. */
void machine_due(struct machine *m, struct cpu *cpu);

/* What runs does not run in a circle: something finite that can only shrink has
 * become smaller (objects that can still be made, timers of a process that
 * exits).  Statements at this instant count anew for a livelock.  CPU context;
 * changes nothing but when that is noticed. */
void machine_progress(void);

/* Something that @cpu may be spinning for has come from outside. */
void machine_poke(struct machine *m, struct cpu *cpu);

/* Give the CPU back to the controller. */
void machine_yield(void);

/* Wait for an interrupt, with interrupts on; returns after handling it. */
void cpu_halt(void);

/* @ns of user-mode work; interrupts cut in and the rest follows. */
void cpu_burn(u64 ns);

/* One turn of a spin loop: let others move first. */
void cpu_relax(void);

/* Say for whom the coming cpu_relax() waits; WAIT_NOTHING when done. */
void cpu_waits_for(enum wait_kind kind, u64 object, s32 cpu);

/* Interrupts on this CPU.  Pending ones are taken at the next statement. */
void cpu_irq_enable(void);
void cpu_irq_disable(void);
bool cpu_irqs_on(void);

/* Make @line (0..63) pending on @cpu.  Any context. */
void machine_interrupt(struct machine *m, struct cpu *cpu, u32 line);

/* Queue or move a device's next event to @at ns; dequeue it. */
void device_arm(struct machine *m, struct device_event *event, u64 at);
void device_cancel(struct machine *m, struct device_event *event);

/* The call @serial is no more.  If somebody waits for it (host->awaited), the
 * machine goes on by single statements, so as to stop at the first one at which
 * os->awaited() says that the wait is over.  Told once, that would be missed
 * when another stop comes first. */
void machine_ended(u32 serial);

/* The impossible has happened: park this CPU with a message. */
void machine_panic(const char *message);

/* --- memory ------------------------------------------------------------- */

/* Zeroed memory of the arena, 16-byte aligned; NULL when the heap is full.
 * Freed memory is filled with POISON_FREE and given out again by size. */
void *machine_alloc(struct machine *m, u64 bytes);
void machine_release(struct machine *m, void *memory, u64 bytes);

/* --- invariants --------------------------------------------------------- */

/* NULL when every invariant of the machine holds, else what is broken. */
const char *machine_check(const struct machine *m);

#endif
