/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The root of the state tables: machine, CPUs and call stacks.
 *
 *	machine --- cpu[0] --- rq, tick, softirq ...
 *	   |           |------ base[local|global|def] --- the wheels
 *	   |           '------ stack[0] (innermost), stack[1] ...
 *	   |------- timer[t1], lock[L], task[p1], result[r]
 *	   '------- object[1], device[0] ...
 *
 * Every path that print, watch and expect understand starts here, and so does
 * the JSON export.  The tables of other structures stand in state_objects.c
 * (tasks, locks, ticks), object.c and wheel_check.c.
 *
 * All functions are notrace: they are no part of the kernel, but look at it
 * from outside, between two statements.  They believe no pointer that a
 * program with a bug in it could have spoilt.
 */
#include "linux/state.h"

#include "linux/preempt.h"
#include "linux/process.h"
#include "linux/trace.h"
#include "linux/wheel.h"
#include "machine/strings.h"

const char *const cpu_context_names[CONTEXT_NR] = {
	"off", "idle", "task", "user", "softirq", "hardirq",
};
const char *const cpu_state_names[CPU_DEAD + 1] = {
	"off", "running", "halted", "burning", "relaxing", "dead",
};
const char *const timer_base_names[NR_BASES] = { "local", "global", "def" };

static const char *const wait_names[] = {
	"nothing", "lock", "timer callback", "console", "update",
};

#define STACK_MAX_FRAMES 1024u

/* --- call stacks -------------------------------------------------------- */

static notrace const struct step_frame *
checked_frame(const struct step_frame *frame)
{
	return state_readable(frame, sizeof(*frame)) ? frame : NULL;
}

/* Where frames lie says nothing: a compiler may put an inlined function's
 * frame above its caller's.  So a chain that has been overwritten, and leads
 * nowhere or in a circle, is told by its length. */
static notrace const struct step_frame *
checked_chain(const struct step_frame *first)
{
	const struct step_frame *frame = checked_frame(first);
	u32 n;

	for (n = 0; frame && n < STACK_MAX_FRAMES; n++)
		frame = checked_frame(frame->up);
	return frame ? NULL : checked_frame(first);
}

notrace const struct step_frame *stack_of_cpu(const struct cpu *cpu)
{
	if (hot.cpu == cpu)
		return checked_chain(hot.frame);
	return cpu->co ? checked_chain(cpu->co->frame) : NULL;
}

notrace const struct step_frame *stack_of_task(const struct task *task)
{
	return task->co ? checked_chain(task->co->frame) : NULL;
}

notrace const struct step_frame *stack_next(const struct step_frame *frame)
{
	return checked_frame(frame->up);
}

static notrace bool is_body(const struct step_frame *frame)
{
	return frame->func == STEP_FUNC_BODY;
}

/* The instruction at which a body's frame stands, or NULL. */
static notrace const struct insn *frame_insn(const struct step_frame *frame)
{
	return program_insn(hot.machine, frame->at);
}

/* The statement at which a C function's frame stands; 0 before its first. */
static notrace const struct step_stmt *
frame_stmt(const struct step_frame *frame)
{
	return &step_stmts[frame->at < step_nr_stmts ? frame->at : 0];
}

notrace const char *frame_function(const struct step_frame *frame)
{
	const struct insn *insn;

	if (!is_body(frame))
		return frame->func < step_nr_funcs ?
		       step_funcs[frame->func].name : "";
	insn = frame_insn(frame);
	return trace_function_name(hot.machine, TRACE_FUNCTION_BODY |
				   (insn ? insn->program : 0));
}

notrace const char *frame_file(const struct step_frame *frame)
{
	if (is_body(frame) || frame->func >= step_nr_funcs)
		return "";
	return step_files[step_funcs[frame->func].file].path;
}

notrace u32 frame_line(const struct step_frame *frame)
{
	const struct insn *insn;

	if (is_body(frame)) {
		insn = frame_insn(frame);
		return insn ? insn->line : 0;
	}
	if (!frame->at && frame->func < step_nr_funcs)
		return step_funcs[frame->func].line;
	return frame_stmt(frame)->line;
}

notrace u64 frame_text(const struct step_frame *frame, const char **start)
{
	const struct step_stmt *stmt;
	const struct insn *insn;

	if (is_body(frame)) {
		insn = frame_insn(frame);
		*start = string_text(hot.machine, insn ? insn->text : 0);
		return text_length(*start);
	}
	stmt = frame_stmt(frame);
	*start = step_files[stmt->file].text + stmt->text;
	return stmt->len;
}

static notrace u64 text_frame_function(const void *frame, const char **start)
{
	*start = frame_function(frame);
	return text_length(*start);
}

static notrace u64 text_frame_file(const void *frame, const char **start)
{
	*start = frame_file(frame);
	return text_length(*start);
}

static notrace u64 text_frame_text(const void *frame, const char **start)
{
	return frame_text(frame, start);
}

static notrace u64 get_frame_line(const void *frame)
{
	return frame_line(frame);
}

/* Counted within its function, or within its program. */
static notrace u64 get_frame_statement(const void *object)
{
	const struct step_frame *frame = object;
	const struct program *program;
	const struct insn *insn;

	if (!is_body(frame))
		return frame_stmt(frame)->ordinal;
	insn = frame_insn(frame);
	program = insn ? program_get(hot.machine, insn->program) : NULL;
	return program ? frame->at - program->first + 1 : 0;
}

static const struct state_field frame_fields[] = {
	FIELD_GET_TEXT("function", text_frame_function,
		       "the function, or the body of a program"),
	FIELD_GET("statement", UINT, NONE, get_frame_statement,
		  "the statement it stands at, counted from 1"),
	FIELD_GET_TEXT_HIDDEN("file", text_frame_file,
			      "its source file; none for a body"),
	FIELD_GET_HIDDEN("line", UINT, NONE, get_frame_line,
			 "the statement's line there"),
	FIELD_GET_TEXT_HIDDEN("text", text_frame_text,
			      "the statement as it is written"),
};
const struct state_type frame_type =
	STATE_TYPE("frame", struct step_frame, frame_fields,
		   "one function of a call stack and where it stands");

/* --- CPUs --------------------------------------------------------------- */

notrace const struct percpu *percpu_of_cpu(const struct cpu *cpu)
{
	const struct kernel *k = hot.machine->kernel;

	return k ? k->percpu[cpu->id] : NULL;
}

static notrace const struct task *current_of(const struct cpu *cpu)
{
	const struct percpu *p = percpu_of_cpu(cpu);

	return p ? p->rq.curr : NULL;
}

static notrace u64 get_preempt_count(const void *cpu)
{
	const struct percpu *p = percpu_of_cpu(cpu);

	return p ? p->preempt_count : 0;
}

notrace enum cpu_context cpu_context_of(const struct cpu *cpu)
{
	u64 count = get_preempt_count(cpu);

	if (cpu->state == CPU_OFF || !percpu_of_cpu(cpu))
		return CONTEXT_OFF;
	if (count & HARDIRQ_MASK)
		return CONTEXT_HARDIRQ;
	if (count & SOFTIRQ_OFFSET)
		return CONTEXT_SOFTIRQ;
	if (current_of(cpu) == percpu_of_cpu(cpu)->rq.idle)
		return CONTEXT_IDLE;
	if (current_of(cpu)->thread)
		return current_of(cpu)->user_mode ? CONTEXT_USER :
						    CONTEXT_TASK;
	return cpu->state == CPU_BURNING ? CONTEXT_USER : CONTEXT_TASK;
}

static notrace u64 get_context(const void *cpu)
{
	return cpu_context_of(cpu);
}

static notrace u64 get_current(const void *cpu)
{
	const struct task *task = current_of(cpu);

	return task ? task->serial : 0;
}

static notrace u64 get_softirq_pending(const void *cpu)
{
	const struct percpu *p = percpu_of_cpu(cpu);

	return p ? p->softirq_pending : 0;
}

static notrace u64 text_softirq(const void *cpu, const char **start)
{
	const struct percpu *p = percpu_of_cpu(cpu);
	u32 vec = p ? p->in_softirq_vec : 0;

	*start = vec && vec <= NR_SOFTIRQS ? softirq_names[vec - 1] : "";
	return text_length(*start);
}

static notrace u64 get_need_resched(const void *cpu)
{
	const struct percpu *p = percpu_of_cpu(cpu);

	return p && p->rq.need_resched;
}

/* An idle, dead or switched-off CPU has no next statement of its own. */
static notrace u64 get_burn_until(const void *object)
{
	const struct cpu *cpu = object;

	return cpu->state == CPU_BURNING ? cpu->burn_until : KTIME_MAX;
}

static notrace u64 get_wait_for(const void *cpu)
{
	return ((const struct cpu *)cpu)->wait_for;
}

static notrace const void *follow_rq(const void *cpu)
{
	const struct percpu *p = percpu_of_cpu(cpu);

	return p ? &p->rq : NULL;
}

static notrace const void *follow_tick(const void *cpu)
{
	const struct percpu *p = percpu_of_cpu(cpu);

	return p ? &p->tick : NULL;
}

static notrace u64 get_slow_driver_ns(const void *cpu)
{
	const struct percpu *p = percpu_of_cpu(cpu);

	return p ? p->slow_driver_ns : 0;
}

static notrace const void *follow_tick_sched(const void *cpu)
{
	const struct percpu *p = percpu_of_cpu(cpu);

	return p ? &p->tick_sched : NULL;
}

static notrace const void *follow_hrtimers(const void *cpu)
{
	const struct percpu *p = percpu_of_cpu(cpu);

	return p ? &p->hrtimer_bases : NULL;
}

static notrace const void *next_base(const void *cpu, const void *prev)
{
	const struct percpu *p = percpu_of_cpu(cpu);
	const struct timer_base *base = prev;

	if (!p)
		return NULL;
	base = base ? base + 1 : p->timer_bases;
	return base < p->timer_bases + NR_BASES ? base : NULL;
}

static notrace u64 key_base(const void *cpu, const void *base)
{
	const struct percpu *p = percpu_of_cpu(cpu);

	return (u64)((const struct timer_base *)base - p->timer_bases);
}

static notrace const void *next_cpu_frame(const void *cpu, const void *prev)
{
	return prev ? stack_next(prev) : stack_of_cpu(cpu);
}

static const struct state_field cpu_fields[] = {
	FIELD(struct cpu, id, NONE, "the CPU's number, from 0"),
	FIELD_ENUM(struct cpu, state, cpu_state_names,
		   "whether it executes statements, or why not"),
	FIELD_GET_ENUM("context", cpu_context_names, get_context,
		       "what runs: a task, a softirq, an interrupt, nothing"),
	FIELD_GET("current", OBJECT, NONE, get_current,
		  "the task that has the CPU"),
	FIELD(struct cpu, ready_at, NS, "time of its next statement"),
	FIELD_GET("burn_until", UINT, NS, get_burn_until,
		  "end of its user-mode work; never: it does none"),
	FIELD(struct cpu, steps, STEPS, "statements it has executed"),
	FIELD(struct cpu, held, NONE, "taken out by `hold`"),
	FIELD(struct cpu, irqs_on, NONE, "it accepts interrupts"),
	FIELD(struct cpu, irq_pending, MASK,
	      "interrupt lines that wait: bit 0 reschedule, bit 1 timer"),
	FIELD(struct cpu, nr_irqs, NONE, "interrupts it has taken"),
	FIELD_GET("preempt_count", UINT, MASK, get_preempt_count,
		  "0-7 preempt_disable, 8-15 softirq, 16-19 hardirq depth"),
	FIELD_GET("need_resched", BOOL, NONE, get_need_resched,
		  "schedule() is due at the next occasion"),
	FIELD_GET_FLAGS("softirq_pending", softirq_names, get_softirq_pending,
			"softirqs that were raised and have not run"),
	FIELD_GET_TEXT("softirq", text_softirq, "the softirq that runs now"),
	FIELD_ENUM(struct cpu, wait_kind, wait_names,
		   "what it spins for"),
	FIELD_GET("wait_for", OBJECT, NONE, get_wait_for,
		  "the lock or timer it spins for, if it has a name"),
	FIELD(struct cpu, wait_cpu, NONE,
	      "the CPU that must act first; -1: not known"),
	FIELD_TEXT(struct cpu, oops, "why it is dead"),
	FIELD_FOLLOW("rq", &rq_type, follow_rq, "its run queue"),
	FIELD_FOLLOW("tick", &tick_device_type, follow_tick,
		     "its tick device"),
	FIELD_GET("slow_driver_ns", UINT, NS, get_slow_driver_ns,
		  "fault: how long a driver will keep interrupts off"),
	FIELD_FOLLOW("tick_sched", &tick_sched_type, follow_tick_sched,
		     "its tick in one-shot mode, and while it is idle"),
	FIELD_LIST_NAMES("base", &timer_base_type, next_base, key_base,
			 timer_base_names, "its timer wheels"),
	FIELD_FOLLOW("hrtimers", &hrtimer_cpu_base_type, follow_hrtimers,
		     "its high-resolution timers"),
	FIELD_LIST("stack", &frame_type, next_cpu_frame,
		   "its call stack, innermost function first"),
};
const struct state_type cpu_type =
	STATE_TYPE("cpu", struct cpu, cpu_fields,
		   "a CPU and what the kernel keeps for it");

/* --- devices ------------------------------------------------------------ */

static const struct state_field device_event_fields[] = {
	FIELD(struct device_event, at, NS, "when it fires"),
	FIELD(struct device_event, id, NONE,
	      "its number; equal times fire in this order"),
	FIELD(struct device_event, cpu, NONE, "the CPU it belongs to"),
};
const struct state_type device_event_type =
	STATE_TYPE("device_event", struct device_event, device_event_fields,
		   "a device's next moment");

/* --- the machine -------------------------------------------------------- */

static notrace u64 get_jiffies(const void *machine)
{
	const struct kernel *k = ((const struct machine *)machine)->kernel;

	return k ? k->jiffies_64 : 0;
}

static notrace u64 get_hz(const void *machine)
{
	const struct kernel *k = ((const struct machine *)machine)->kernel;

	return k ? k->config.hz : 0;
}

static notrace u64 get_tick_cpu(const void *machine)
{
	const struct kernel *k = ((const struct machine *)machine)->kernel;

	return k ? (u64)k->tick_do_timer_cpu : 0;
}

static notrace u64 get_nohz_active(const void *machine)
{
	const struct kernel *k = ((const struct machine *)machine)->kernel;

	return k && k->tick_nohz_active;
}

static notrace u64 get_booted(const void *machine)
{
	const struct kernel *k = ((const struct machine *)machine)->kernel;

	return k && k->booted;
}

static notrace const void *follow_jiffies(const void *machine)
{
	const struct kernel *k = ((const struct machine *)machine)->kernel;

	return k ? &k->jiffies_update : NULL;
}

static notrace const void *follow_timekeeping(const void *machine)
{
	const struct kernel *k = ((const struct machine *)machine)->kernel;

	return k ? &k->timekeeping : NULL;
}

static notrace const void *follow_faults(const void *machine)
{
	const struct kernel *k = ((const struct machine *)machine)->kernel;

	return k ? &k->faults : NULL;
}

/* In the order in which they are listed; nothing while none is. */
static notrace const void *next_clocksource(const void *machine,
					    const void *prev)
{
	const struct kernel *k = ((const struct machine *)machine)->kernel;
	const struct clocksource *cs = prev;
	const struct list_head *at;

	if (!k)
		return NULL;
	at = cs ? cs->list.next : k->clocksources.list.next;
	if (at == &k->clocksources.list)
		return NULL;
	return list_entry(at, const struct clocksource, list);
}

static notrace u64 key_clocksource(const void *machine, const void *cs)
{
	(void)machine;
	return ((const struct clocksource *)cs)->name;
}

/* The global ones; those of CPUs are found at the CPUs. */
static notrace const void *next_clockevent(const void *machine,
					   const void *prev)
{
	const struct kernel *k = ((const struct machine *)machine)->kernel;

	return !k || prev || !k->hpet_event.name ? NULL : &k->hpet_event;
}

static notrace u64 key_clockevent(const void *machine, const void *dev)
{
	(void)machine;
	return ((const struct clock_event_device *)dev)->name;
}

static notrace u64 get_panicked(const void *machine)
{
	const struct kernel *k = ((const struct machine *)machine)->kernel;

	return k && k->panicked;
}

static notrace u64 get_warnings(const void *machine)
{
	const struct kernel *k = ((const struct machine *)machine)->kernel;

	return k ? k->nr_warnings : 0;
}

static notrace const void *next_cpu(const void *machine, const void *prev)
{
	const struct machine *m = machine;
	const struct cpu *cpu = prev;

	cpu = cpu ? cpu + 1 : m->cpu;
	return cpu < m->cpu + m->nr_cpus ? cpu : NULL;
}

static notrace const void *next_timer(const void *machine, const void *prev)
{
	const struct ktimer *timer = prev;

	(void)machine;
	return object_next_memory(timer ? timer->timer.object : 0,
				  OBJECT_TIMER);
}

static notrace u64 key_timer(const void *machine, const void *timer)
{
	(void)machine;
	return object_key(((const struct ktimer *)timer)->timer.object);
}

static notrace const void *next_hrtimer(const void *machine, const void *prev)
{
	const struct khrtimer *timer = prev;

	(void)machine;
	return object_next_memory(timer ? timer->timer.object : 0,
				  OBJECT_HRTIMER);
}

static notrace u64 key_hrtimer(const void *machine, const void *timer)
{
	(void)machine;
	return object_key(((const struct khrtimer *)timer)->timer.object);
}

static notrace const void *next_lock(const void *machine, const void *prev)
{
	const struct klock *lock = prev;

	(void)machine;
	return object_next_memory(lock ? lock->serial : 0, OBJECT_LOCK);
}

static notrace u64 key_lock(const void *machine, const void *lock)
{
	(void)machine;
	return object_key(((const struct klock *)lock)->serial);
}

static notrace const void *next_task(const void *machine, const void *prev)
{
	const struct task *task = prev;

	(void)machine;
	return object_next_memory(task ? task->serial : 0, OBJECT_TASK);
}

static notrace u64 key_task(const void *machine, const void *task)
{
	(void)machine;
	return object_key(((const struct task *)task)->serial);
}

static notrace const void *next_process(const void *machine, const void *prev)
{
	const struct process *p = prev;

	(void)machine;
	return object_next_memory(p ? p->serial : 0, OBJECT_PROCESS);
}

static notrace u64 key_process(const void *machine, const void *process)
{
	(void)machine;
	return object_key(((const struct process *)process)->serial);
}

static notrace const void *next_ucounts(const void *machine, const void *prev)
{
	const struct kernel *k = ((const struct machine *)machine)->kernel;
	const struct list_head *at;

	if (!k)
		return NULL;
	at = prev ? &((const struct ucounts *)prev)->node : &k->ucounts;
	if (!at->next || at->next == &k->ucounts)
		return NULL;
	return list_entry(at->next, const struct ucounts, node);
}

static notrace u64 key_ucounts(const void *machine, const void *ucounts)
{
	(void)machine;
	return ((const struct ucounts *)ucounts)->uid;
}

static notrace u64 get_nr_sigqueues(const void *machine)
{
	const struct kernel *k = ((const struct machine *)machine)->kernel;

	return k ? k->nr_sigqueues : 0;
}

static notrace const void *next_result(const void *machine, const void *prev)
{
	const struct result *result = prev;

	(void)machine;
	return object_next_memory(result ? result->serial : 0, OBJECT_RESULT);
}

static notrace u64 key_result(const void *machine, const void *result)
{
	(void)machine;
	return object_key(((const struct result *)result)->serial);
}

static notrace const void *next_object(const void *machine, const void *prev)
{
	const struct machine *m = machine;

	return m->kernel ? object_next(m, prev, OBJECT_NONE) : NULL;
}

static notrace u64 key_object(const void *machine, const void *object)
{
	(void)machine;
	return ((const struct object *)object)->serial;
}

static notrace const void *next_device(const void *machine, const void *prev)
{
	const struct device_event *event = prev;

	return event ? event->next : ((const struct machine *)machine)->devices;
}

static const struct state_field machine_fields[] = {
	FIELD(struct machine, now, NS, "virtual time since power-on"),
	FIELD(struct machine, steps, STEPS,
	      "statements executed by all CPUs"),
	FIELD(struct machine, nr_events, NONE, "trace events so far"),
	FIELD(struct machine, nr_hw_events, NONE,
	      "device events so far: ticks and `at` blocks"),
	FIELD(struct machine, nr_cpus, NONE, "how many CPUs it has"),
	FIELD(struct machine, step_cost, NS, "time that a statement takes"),
	FIELD(struct machine, forced_cpu, NONE,
	      "the only CPU that may move; -1: all may"),
	FIELD_GET("jiffies", UINT, JIFFIES, get_jiffies, "jiffies_64"),
	FIELD_GET("hz", UINT, NONE, get_hz, "ticks a second"),
	FIELD_GET("tick_do_timer_cpu", INT, NONE, get_tick_cpu,
		  "the CPU whose tick advances jiffies; -1: who ticks next"),
	FIELD_FOLLOW("jiffies_update", &jiffies_update_type, follow_jiffies,
		     "what guards jiffies, and when they go on"),
	FIELD_GET("tick_nohz_active", BOOL, NONE, get_nohz_active,
		  "a CPU that is idle may stop its tick"),
	FIELD_GET("booted", BOOL, NONE, get_booted,
		  "start_kernel() is over"),
	FIELD_FOLLOW("timekeeping", &timekeeping_type, follow_timekeeping,
		     "what time it is"),
	FIELD_FOLLOW("faults", &faults_type, follow_faults,
		     "what does not work"),
	FIELD_LIST_STRINGS("clocksource", &clocksource_type, next_clocksource,
			   key_clocksource, "the clock sources, best first"),
	FIELD_LIST_STRINGS("clockevent", &clock_event_device_type,
			   next_clockevent, key_clockevent,
			   "the clock event devices that belong to no CPU"),
	FIELD_GET("panicked", BOOL, NONE, get_panicked,
		  "the kernel has given up"),
	FIELD_GET("nr_warnings", UINT, NONE, get_warnings,
		  "how often the kernel complained (WARN)"),
	FIELD_LIST("cpu", &cpu_type, next_cpu, "the CPUs"),
	FIELD_LIST_STRINGS("timer", &ktimer_type, next_timer, key_timer,
			   "the timers, by name"),
	FIELD_LIST_STRINGS("hrtimer", &khrtimer_type, next_hrtimer,
			   key_hrtimer, "the hrtimers, by name"),
	FIELD_LIST_STRINGS("lock", &klock_type, next_lock, key_lock,
			   "the named locks"),
	FIELD_LIST_STRINGS("task", &task_type, next_task, key_task,
			   "the tasks, by name"),
	FIELD_LIST_STRINGS("process", &process_type, next_process,
			   key_process, "the processes, by name"),
	FIELD_GET("nr_sigqueues", UINT, NONE, get_nr_sigqueues,
		  "entries of signals, of all users"),
	FIELD_LIST_NUMBERS("ucounts", &ucounts_type, next_ucounts, key_ucounts,
			   "what each user has used, by uid"),
	FIELD_LIST_STRINGS("result", &result_type, next_result, key_result,
			   "what calls returned, by the name after ->"),
	FIELD_LIST_NUMBERS("object", &object_type, next_object, key_object,
			   "all objects ever made, by number"),
	FIELD_LIST("device", &device_event_type, next_device,
		   "what devices will do, earliest first"),
};
const struct state_type machine_type =
	STATE_TYPE("machine", struct machine, machine_fields,
		   "the whole simulated machine");
