/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stepping: see navigate.h.
 *
 * A verb is a question put after each statement: are we there?  Depth is
 * counted on the coroutine where the movement began, so that an interrupt
 * handler on top of it, or another task in between, is run through.
 */
#include "navigate.h"

#include <string.h>

#include "endless.h"
#include "linux/kernel.h"
#include "linux/process.h"
#include "linux/trace.h"

struct walk {
	enum verb verb;
	u32 cpu;			/* the focused one */
	const struct coroutine *co;	/* what it ran when we began */
	u32 depth;			/* UINT32_MAX: it has not begun */
	u32 at;				/* statement where we began */
	u64 cpu_steps;
	u64 target_steps;		/* VERB_STEP */
	u32 result;			/* VERB_ENTER: what the call fills in */
	struct breakpoints *breakpoints;
	bool searching;			/* backwards: hits do not count */
	u64 last_steps;			/* where the search looked last */
	u32 hit;
	s32 hit_cpu;
	char note[160];
};

static u32 depth_of(const struct coroutine *co)
{
	const struct step_frame *frame;
	u32 depth = 0;

	for (frame = co ? co->frame : NULL; frame; frame = frame->up)
		depth++;
	return depth;
}

static struct walk walk_begin(struct session *session,
			      struct breakpoints *breakpoints, enum verb verb)
{
	const struct machine *m = session_machine(session);
	const struct cpu *cpu = &m->cpu[session_focus(session)];
	struct walk walk = {
		.verb = verb,
		.cpu = cpu->id,
		.co = cpu->co,
		.depth = depth_of(cpu->co),
		.cpu_steps = cpu->steps,
		.breakpoints = breakpoints,
		.hit_cpu = -1,
	};

	if (cpu->co && cpu->co->frame)
		walk.at = cpu->co->frame->at;
	else
		walk.depth = UINT32_MAX;
	return walk;
}

static bool check_breakpoints(struct session *session, struct walk *walk)
{
	const struct machine *m = session_machine(session);

	if (!breakpoints_any(walk->breakpoints))
		return false;
	walk->hit = breakpoints_here(walk->breakpoints, m->last_cpu,
				     !walk->searching, walk->note,
				     sizeof(walk->note));
	walk->hit_cpu = m->last_cpu;
	return walk->hit != 0;
}

/* Has the task in which the movement began gone? */
static bool walk_is_over(const struct machine *m, const struct walk *walk)
{
	u32 i;

	for (i = 0; i < m->stack_high; i++)
		if (m->slot[i] == walk->co)
			return false;
	return true;
}

/* Is this the set-up that was put before a call because its timer was new? */
static bool is_implicit_setup(const struct machine *m, u32 at)
{
	const struct insn *insn = program_insn(m, at);
	const struct program *program = program_get(m, insn->program);

	const char *name = call_table[insn->call].name;

	return at == program->first && program->nr > 1 &&
	       (!strcmp(name, "timer_setup") || !strcmp(name, "hrtimer_setup"));
}

/* A task that asks the thread of a process to make the call stands here. */
static bool only_asks(const struct step_frame *frame)
{
	return !strcmp(step_funcs[frame->func].name, "thread_run_insn");
}

/* Is @task the one that makes the call, for itself or because it was asked? */
static bool makes_call(const struct task *task, u32 result)
{
	const struct job *job = task->thread ? task->thread->job : NULL;

	return task->result == result || (job && job->waiter->result == result);
}

/* Does the call whose result is walk->result stand, on @cpu, before the first
 * statement of the kernel function it calls? */
static bool entered_on(const struct machine *m, const struct walk *walk, u32 cpu)
{
	const struct kernel *k = m->kernel;
	const struct step_frame *frame = m->cpu[cpu].co->frame;

	return m->cpu[cpu].standing && makes_call(k->percpu[cpu]->rq.curr, walk->result) &&
	       frame && frame->up &&
	       frame->func != STEP_FUNC_BODY && frame->up->func == STEP_FUNC_BODY &&
	       !is_implicit_setup(m, frame->up->at) && !only_asks(frame);
}

/* The process may live on another CPU: then that is where to look. */
static bool entered(const struct machine *m, struct walk *walk)
{
	u32 cpu = m->last_cpu >= 0 ? (u32)m->last_cpu : walk->cpu;

	if (entered_on(m, walk, walk->cpu))
		return true;
	if (!entered_on(m, walk, cpu))
		return false;
	walk->cpu = cpu;
	return true;
}

/* `next` does not wait for what never comes back: it goes in. */
static bool enters_endless(const struct walk *walk, const struct cpu *cpu)
{
	const struct step_frame *frame = cpu->co->frame;

	return depth_of(cpu->co) == walk->depth + 1 &&
	       frame->at == step_funcs[frame->func].first_stmt &&
	       function_is_endless(frame->func);
}

/* Has @cpu, which went on from where @walk began, or @back from there, come to
 * the next place that the verb wants? */
static bool is_outside(const struct walk *walk, const struct cpu *cpu, bool back)
{
	u32 depth = depth_of(cpu->co);

	switch (walk->verb) {
	case VERB_NEXT:
		return depth <= walk->depth ||
		       (!back && enters_endless(walk, cpu));
	case VERB_FINISH:
		return depth < walk->depth;
	case VERB_UNTIL:
		if (depth != walk->depth)
			return depth < walk->depth;
		return back ? cpu->co->frame->at < walk->at :
			      cpu->co->frame->at > walk->at;
	default:
		return false;
	}
}

/* Does the focused CPU stand where @walk's verb wants to be? */
static bool arrived(const struct machine *m, struct walk *walk)
{
	const struct cpu *cpu = &m->cpu[walk->cpu];

	if (walk->verb == VERB_ENTER)
		return entered(m, walk);
	if (!cpu->standing)
		return false;
	if (walk->verb == VERB_STEP)
		return cpu->steps >= walk->target_steps;
	if (walk->verb == VERB_CONTINUE || walk->verb == VERB_WAIT ||
	    walk->verb == VERB_TICK || walk->verb == VERB_EVENT)
		return false;
	if (cpu->steps == walk->cpu_steps)
		return false;
	if (walk_is_over(m, walk))
		return true;
	if (cpu->co != walk->co)
		return false;
	return is_outside(walk, cpu, false);
}

static bool here_forwards(struct session *session, void *ctx)
{
	struct walk *walk = ctx;

	if (check_breakpoints(session, walk))
		return true;
	return arrived(session_machine(session), walk);
}

/* --- bookkeeping around a movement ---------------------------------------------- */

static void note_steps(struct session *session, struct arrival *arrival,
		       bool end)
{
	const struct machine *m = session_machine(session);
	u32 i;

	for (i = 0; i < m->nr_cpus; i++)
		arrival->steps[i] = end ? m->cpu[i].steps - arrival->steps[i] :
					  m->cpu[i].steps;
}

static void finish_arrival(struct session *session, struct arrival *arrival,
			   const struct walk *walk,
			   const struct session_stop *stop)
{
	arrival->stop = *stop;
	arrival->breakpoint = walk->hit;
	arrival->cpu = walk->hit_cpu >= 0 ? (u32)walk->hit_cpu : walk->cpu;
	memcpy(arrival->note, walk->note, sizeof(arrival->note));
	note_steps(session, arrival, true);
	arrival->moved = true;
}

/* --- forwards ---------------------------------------------------------------------- */

static u64 add_saturated(u64 a, u64 b)
{
	return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

/* A lingering task that runs another's call has its result, too. */
static u32 result_of(const struct machine *m, u32 serial)
{
	const struct object *object = object_get(m, serial);
	const struct task *task = object ? object->memory : NULL;

	return task ? task->result : 0;
}

static struct goal goal_for(struct session *session, struct walk *walk,
			    u64 count, u32 task)
{
	const struct machine *m = session_machine(session);
	struct goal goal = goal_none();

	switch (walk->verb) {
	case VERB_STEP:
		walk->target_steps = walk->cpu_steps + count;
		if (!m->cpu[walk->cpu].standing && count > 0)
			walk->target_steps--;	/* first it comes to stand */
		goal.limits.cpu = (s32)walk->cpu;
		goal.limits.cpu_steps = walk->target_steps;
		break;
	case VERB_NEXT:
	case VERB_FINISH:
	case VERB_UNTIL:
		goal.here = here_forwards;
		break;
	case VERB_EVENT:
		goal.limits.events = m->nr_events + count;
		break;
	case VERB_TICK:
		goal.limits.time = machine_next_device(m);
		break;
	case VERB_ENTER:
		goal.here = here_forwards;
		walk->result = result_of(m, task);
		goal.wait = task;
		break;
	case VERB_WAIT:
		goal.wait = task;
		break;
	case VERB_CONTINUE:
		break;
	}
	if (breakpoints_any(walk->breakpoints))
		goal.here = here_forwards;
	goal.ctx = walk;
	return goal;
}

static struct session_stop go(struct session *session, struct walk *walk,
			      enum verb verb, u64 count, u32 task,
			      u64 max_steps, u64 max_time)
{
	struct goal goal;

	*walk = walk_begin(session, walk->breakpoints, verb);
	goal = goal_for(session, walk, count, task);
	goal.limits.steps = max_steps;
	if (goal.limits.time > max_time)
		goal.limits.time = max_time;
	return session_run(session, &goal);
}

/* To the end of the instant in which a device interrupts next.  In this one a
 * handler may have yet to program its device: it is run to its end first. */
static struct session_stop go_to_tick(struct session *session,
				      struct walk *walk, u64 max_steps,
				      u64 max_time)
{
	u64 now = session_machine(session)->now;
	struct session_stop stop;

	stop = go(session, walk, VERB_CONTINUE, 1, 0, max_steps, now);
	if (stop.reason != STOP_TIME)
		return stop;
	return go(session, walk, VERB_TICK, 1, 0, max_steps, max_time);
}

static bool counts_by_repeating(enum verb verb)
{
	return verb == VERB_NEXT || verb == VERB_FINISH ||
	       verb == VERB_UNTIL || verb == VERB_TICK ||
	       verb == VERB_CONTINUE;
}

/* Something that ends a movement, however many times it was to be repeated. */
static bool ends_movement(enum stop_reason reason)
{
	return reason == STOP_OOPS || reason == STOP_DEADLOCK ||
	       reason == STOP_LIVELOCK || reason == STOP_HELD ||
	       reason == STOP_INTERRUPTED;
}

struct arrival navigate(struct session *session, struct breakpoints *breakpoints,
			enum verb verb, u64 count, u32 task, u64 max_steps,
			u64 max_time)
{
	struct walk walk = { .breakpoints = breakpoints };
	struct arrival arrival = { 0 };
	struct session_stop stop = { 0 };
	u64 i;
	u64 limit = add_saturated(session_machine(session)->steps, max_steps);

	note_steps(session, &arrival, false);
	if (breakpoints)
		breakpoints_arm(breakpoints);
	if (!counts_by_repeating(verb)) {
		stop = go(session, &walk, verb, count, task, limit, max_time);
		finish_arrival(session, &arrival, &walk, &stop);
		if (verb == VERB_ENTER)
			session_set_focus(session, walk.cpu);
		return arrival;
	}
	for (i = 0; i < count && session_machine(session)->now < max_time;
	     i++) {
		if (verb == VERB_TICK)
			stop = go_to_tick(session, &walk, limit, max_time);
		else
			stop = go(session, &walk, verb, 1, task, limit,
				  max_time);
		if (ends_movement(stop.reason))
			break;
		if (verb == VERB_CONTINUE ? !walk.hit : walk.hit != 0)
			break;
		if (verb == VERB_TICK ? stop.reason != STOP_TIME : !stop.here)
			break;
	}
	finish_arrival(session, &arrival, &walk, &stop);
	return arrival;
}

struct arrival navigate_until(struct session *session,
			      struct breakpoints *breakpoints, u64 time,
			      u64 max_steps)
{
	struct walk walk = walk_begin(session, breakpoints, VERB_CONTINUE);
	struct arrival arrival = { 0 };
	struct session_stop stop;
	struct goal goal = goal_for(session, &walk, 1, 0);

	note_steps(session, &arrival, false);
	if (breakpoints)
		breakpoints_arm(breakpoints);
	goal.limits.time = time;
	goal.limits.steps = add_saturated(session_machine(session)->steps,
					  max_steps);
	stop = session_run(session, &goal);
	finish_arrival(session, &arrival, &walk, &stop);
	return arrival;
}

/* --- backwards --------------------------------------------------------------------- */

/* A search enters the past at a checkpoint: what changed before it does not
 * count as a change. */
static bool search_breakpoints(struct session *session, struct walk *walk)
{
	u64 steps = session_machine(session)->steps;

	if (steps != walk->last_steps + 1)
		breakpoints_arm(walk->breakpoints);
	walk->last_steps = steps;
	return check_breakpoints(session, walk);
}

static bool here_back(struct session *session, void *ctx)
{
	struct walk *walk = ctx;
	const struct machine *m = session_machine(session);
	const struct cpu *cpu = &m->cpu[walk->cpu];

	if (walk->verb == VERB_CONTINUE)
		return breakpoints_any(walk->breakpoints) &&
		       search_breakpoints(session, walk);
	if (!cpu->standing || cpu->steps >= walk->cpu_steps ||
	    cpu->co != walk->co)
		return false;
	return is_outside(walk, cpu, true);
}

/* The latest point at which the focused CPU stood before statement @steps of
 * its own: one back from where it has executed one more. */
static bool back_to_cpu_step(struct session *session, u32 cpu, u64 steps)
{
	struct machine *m = session_machine(session);
	struct position at;

	if (session_goto_cpu_step(session, cpu, steps + 1, &at))
		return false;
	at.steps--;
	at.now = 0;
	session_goto(session, &at);
	return m->cpu[cpu].steps == steps;
}

/* When a device last interrupted before now; 0: never.  What ticks by itself
 * does so on a grid; in one-shot mode the trace knows. */
static u64 tick_before(const struct session *session)
{
	const struct machine *m = session_machine(session);
	const struct trace_store *trace = session_trace(session);
	const struct kernel *k = m->kernel;
	const struct tick_device *tick = &k->percpu[0]->tick;
	u64 i = trace_store_count(trace);

	if (tick->mode == TICKDEV_MODE_PERIODIC)
		return (m->now - 1) / tick->period * tick->period;
	while (i--) {
		const struct trace_record *record = trace_store_get(trace, i);

		if (record->kind == EVENT_irq_handler_entry && record->time < m->now &&
		    record->arg[0] != IRQ_CONSOLE)
			return record->time;
	}
	return 0;
}

static bool back_one(struct session *session, struct walk *walk, enum verb verb,
		     u64 count)
{
	struct machine *m = session_machine(session);
	struct machine_limits limits = goal_none().limits;
	const struct kernel *k = m->kernel;

	switch (verb) {
	case VERB_STEP:
		if (walk->cpu_steps < count)
			return false;
		return back_to_cpu_step(session, walk->cpu,
					walk->cpu_steps - count);
	case VERB_EVENT:
		if (m->nr_events < count)
			return false;
		limits.events = m->nr_events - count;
		return session_goto_limits(session, &limits) == 0;
	case VERB_TICK:
		if (!k->percpu[0]->tick.period || !m->now)
			return false;
		limits.time = tick_before(session);
		return session_goto_limits(session, &limits) == 0;
	default:
		return session_search_back(session, here_back, walk);
	}
}

struct arrival navigate_back(struct session *session,
			     struct breakpoints *breakpoints, enum verb verb,
			     u64 count)
{
	struct arrival arrival = { 0 };
	struct session_stop stop = { 0 };
	struct walk walk = { 0 };
	struct position start = session_position(session);
	volatile int *interrupted =
		&session_machine(session)->host->interrupted;
	bool whole = verb == VERB_STEP || verb == VERB_EVENT;
	u64 i;

	arrival.moved = true;
	for (i = 0; i < (whole ? 1 : count) && arrival.moved; i++) {
		walk = walk_begin(session, breakpoints, verb);
		walk.searching = true;
		if (breakpoints)
			breakpoints_arm(breakpoints);
		arrival.moved = back_one(session, &walk, verb, count);
	}
	if (!arrival.moved && *interrupted && i > 1) {
		session_goto(session, &start);
		*interrupted = 1;
	}
	stop.here = arrival.moved;
	finish_arrival(session, &arrival, &walk, &stop);
	arrival.moved = stop.here;
	memset(arrival.steps, 0, sizeof(arrival.steps));
	return arrival;
}
