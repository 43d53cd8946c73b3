/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands that move in time: step, next, finish, until, continue, tick,
 * event, run, goto, and their reverse twins.
 */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "endless.h"
#include "views/value.h"

/* `step mod_timer t1 +3j`: the rest of the statement is a call. */
static bool is_call_argument(const struct stmt *stmt)
{
	return stmt->nr_args > 0 && compile_row(stmt_arg_span(stmt, 0));
}

/* The result that the focused CPU's task is to fill in and has not yet. */
static u32 open_result(const struct front *front)
{
	const struct machine *m = front_machine(front);
	const struct kernel *k = m->kernel;
	const struct rq *rq = &k->percpu[session_focus(front->session)]->rq;
	const struct object *object = object_get(m, rq->curr->result);
	const struct result *result = object ? object->memory : NULL;

	return result && !result->returned ? rq->curr->result : 0;
}

/* Stepping has gone past the end of a typed call. */
static void say_returned(struct front *front, u32 serial)
{
	const struct object *object = object_get(front_machine(front), serial);
	const struct result *result = object ? object->memory : NULL;

	if (result && result->returned)
		front_print(front, "The call has returned %lld.\n",
			    (long long)result->rc);
}

static int move(struct front *front, enum verb verb, u64 count)
{
	u32 result = open_result(front);
	struct arrival arrival = navigate(front->session, front->breakpoints,
					  verb, count, 0,
					  front_steps_left(front),
					  front->options.limits.time);

	say_returned(front, result);
	front_arrived(front, &arrival, false);
	return 0;
}

/* Spins with interrupts off until something more is typed. */
static bool waits_for_command(const struct cpu *cpu)
{
	return cpu->state == CPU_RELAXING && cpu->wait_kind == WAIT_CONSOLE &&
	       !cpu->irqs_on && !cpu->irq_pending;
}

static int refuse_held(struct front *front)
{
	const struct machine *m = front_machine(front);
	const struct cpu *cpu = &m->cpu[session_focus(front->session)];

	if (cpu->held && m->forced_cpu < 0)
		return front_error(front, "`cpu N step` moves it, `release cpu "
				   "N` lets it go", "CPU %u is held", cpu->id);
	return 0;
}

/* A CPU that may not move can be waited for until doomsday. */
static int refuse_stuck(struct front *front)
{
	const struct machine *m = front_machine(front);
	const struct cpu *cpu = &m->cpu[session_focus(front->session)];

	if (m->forced_cpu >= 0 && m->forced_cpu != (s32)cpu->id)
		return front_error(front, "`force off` ends that",
				   "only CPU %d may move", m->forced_cpu);
	if (refuse_held(front))
		return -1;
	if (cpu->state == CPU_DEAD)
		return front_error(front, "`reverse-step` goes back to before "
				   "that", "CPU %u is dead: %s", cpu->id,
				   cpu->oops);
	if (waits_for_command(cpu))
		return front_error(front, "`local_irq_enable`, or whatever gives "
				   "back what was taken", "CPU %u waits for your "
				   "next command", cpu->id);
	return 0;
}

static bool moves_focus(enum verb verb)
{
	return verb == VERB_STEP || verb == VERB_NEXT ||
	       verb == VERB_FINISH || verb == VERB_UNTIL;
}

static int move_count(struct front *front, const struct stmt *stmt,
		      enum verb verb)
{
	struct script_error error = { 0 };
	u64 count = 1;

	if (command_number(stmt, 0, &count, &error))
		return front_script_error(front, &error);
	if (moves_focus(verb) && refuse_stuck(front))
		return -1;
	return count ? move(front, verb, count) : 0;
}

static int say_interrupted(struct front *front)
{
	front_print(front, "Stopped: interrupted\n");
	front_came_to(front, session_focus(front->session));
	return 0;
}

/* On the way, what has never been before has stopped it. */
static int say_stopped(struct front *front)
{
	const struct machine *m = front_machine(front);
	struct arrival arrival = { .moved = true };

	arrival.cpu = session_focus(front->session);
	arrival.stop.reason = m->stop;
	arrival.stop.cpu = m->stop_cpu;
	memcpy(arrival.stop.text, m->stop_text, sizeof(arrival.stop.text));
	front_arrived(front, &arrival, false);
	return 0;
}

static bool at_limit(const struct front *front,
		     const struct machine_limits *limits,
		     const struct machine_limits *wanted)
{
	const struct machine *m = front_machine(front);

	return (limits->steps < wanted->steps && m->steps >= limits->steps) ||
	       (limits->time < wanted->time && m->now >= limits->time);
}

static int go_limits(struct front *front, const struct machine_limits *wanted)
{
	struct machine_limits limits = *wanted;
	int result;

	if (limits.steps > front->options.limits.steps)
		limits.steps = front->options.limits.steps;
	limits.time = front_time_limit(front, limits.time);
	result = session_goto_limits(front->session, &limits);
	if (result < 0)
		return front_error(front, "give the option --history",
				   "a batch run keeps no past to go back to");
	if (result && front_machine(front)->host->interrupted)
		return say_interrupted(front);
	if (result || at_limit(front, &limits, wanted))
		return say_stopped(front);
	front_came_to(front, session_focus(front->session));
	return 0;
}

static int go_start(struct front *front)
{
	struct machine_limits limits = goal_none().limits;

	limits.steps = 0;
	limits.time = 0;
	limits.events = 0;
	return go_limits(front, &limits);
}

/* Nothing in the past stops: as in gdb, the beginning does. */
static int back_to_beginning(struct front *front)
{
	front_print(front, "No more reverse-execution history.\n");
	return go_start(front);
}

static int back(struct front *front, enum verb verb, u64 count)
{
	struct arrival arrival = navigate_back(front->session,
					       front->breakpoints, verb, count);

	/* Somebody who pressed Ctrl-C stays. */
	if (!arrival.moved && front_machine(front)->host->interrupted)
		return say_interrupted(front);
	if (!arrival.moved && verb == VERB_CONTINUE)
		return back_to_beginning(front);
	if (!arrival.moved) {
		front_print(front, "That is as far back as it goes: "
			    "no earlier point would stop here.\n");
		front_came_to(front, session_focus(front->session));
		return 0;
	}
	front_arrived(front, &arrival, false);
	return 0;
}

static int back_count(struct front *front, const struct stmt *stmt,
		      enum verb verb)
{
	struct script_error error = { 0 };
	u64 count = 1;

	if (!front->config.history)
		return front_error(front, "give the option --history",
				   "a batch run keeps no past to go back to");
	if (command_number(stmt, 0, &count, &error))
		return front_script_error(front, &error);
	return count ? back(front, verb, count) : 0;
}

/* Give the call as an input and go to the first statement of it. */
static int enter_call(struct front *front, const struct stmt *stmt)
{
	struct script_error error = { 0 };
	struct arrival arrival;
	struct stmt call;
	struct span span;
	char text[4096];
	u32 wait;

	if (!stmt_sub(stmt, 0, &call, &error))
		return front_script_error(front, &error);
	front->column = call.column;
	if (refuse_held(front) ||
	    command_refuse_lost(front, session_focus(front->session)))
		return -1;
	span = stmt_span(&call);
	if (span.len >= sizeof(text))
		return front_error(front, "make it a task", "too long");
	memcpy(text, span.text, span.len);
	text[span.len] = '\0';
	if (front_input(front, text, &wait))
		return -1;
	arrival = navigate(front->session, front->breakpoints, VERB_ENTER, 1,
			   wait, front_steps_left(front),
			   front->options.limits.time);
	front_arrived(front, &arrival, false);
	return 0;
}

extern const struct command cmd_step, cmd_run, cmd_goto;

static int run_step(struct front *front, const struct stmt *stmt)
{
	if (is_call_argument(stmt))
		return enter_call(front, stmt);
	if (!command_ends(front, &cmd_step, stmt, 1) ||
	    command_no_result(front, &cmd_step, stmt))
		return -1;
	return move_count(front, stmt, VERB_STEP);
}
const struct command cmd_step = {
	.name = "step", .abbreviation = "s", .usage = "[COUNT | CALL]",
	.effect = EFFECT_VIEW, .max_args = 64, .run = run_step,
	.repeats = true, .results = true,
	.complete = COMPLETE_CALL,
	.help = "Run the focused CPU to its next statement.",
	.more = "With a kernel call: give the call and stop at its first "
		"statement. Other CPUs that had to move first are named.",
};

static int run_start(struct front *front, const struct stmt *stmt)
{
	char text[32];
	u32 wait;

	if (!is_call_argument(stmt))
		return front_error(front, "for example `start mod_timer t1 +3j`",
				   "start needs a kernel call");
	if (enter_call(front, stmt))
		return -1;
	snprintf(text, sizeof(text), "hold cpu %u",
		 session_focus(front->session));
	return front_input(front, text, &wait);
}
const struct command cmd_start = {
	.name = "start", .usage = "CALL", .effect = EFFECT_VIEW,
	.min_args = 1, .max_args = 64, .run = run_start, .results = true,
	.complete = COMPLETE_CALL,
	.help = "Park a kernel call at its first statement and hold its CPU.",
	.more = "Other CPUs go on; `cpu N step` moves the held one, "
		"`release cpu N` lets it go.",
};

static int run_next(struct front *front, const struct stmt *stmt)
{
	return move_count(front, stmt, VERB_NEXT);
}
const struct command cmd_next = {
	.name = "next", .abbreviation = "n", .usage = "[COUNT]",
	.effect = EFFECT_VIEW, .max_args = 1, .run = run_next,
	.repeats = true,
	.help = "Like step, but run through the functions it calls.",
	.more = "From where an idle CPU halts, that is to when the next "
		"interrupt has been handled. Into a function that never returns "
		"it goes like step.",
};

/* The function that would have to return, and never does; NULL: there is none. */
static const char *never_returns(const struct front *front, u64 count)
{
	const struct machine *m = front_machine(front);
	const struct cpu *cpu = &m->cpu[session_focus(front->session)];
	const struct step_frame *frame = cpu->co ? cpu->co->frame : NULL;
	const struct step_frame *endless = endless_frame(frame, count);

	if (endless)
		return step_funcs[endless->func].name;
	return !frame && cpu->co == &cpu->boot_co ? "the idle loop" : NULL;
}

static int run_finish(struct front *front, const struct stmt *stmt)
{
	struct script_error error = { 0 };
	const char *name;
	u64 count = 1;

	if (command_number(stmt, 0, &count, &error))
		return front_script_error(front, &error);
	name = never_returns(front, count);
	if (name)
		return front_error(front, "`next` goes on in it, `break` and "
				   "`continue` to a place",
				   "%s never returns: there is nothing to "
				   "finish", name);
	return move_count(front, stmt, VERB_FINISH);
}
const struct command cmd_finish = {
	.name = "finish", .usage = "[COUNT]", .effect = EFFECT_VIEW,
	.max_args = 1, .run = run_finish,
	.repeats = true,
	.help = "Run until the current function has returned.",
};

static int until_place(struct front *front, const struct stmt *stmt)
{
	char error[200];
	char *place = command_text(stmt, 0);
	u32 statement = breakpoint_place(place, error, sizeof(error));
	u32 number;

	if (!statement) {
		free(place);
		return front_error(front, NULL, "%s", error);
	}
	number = breakpoint_add(front->breakpoints, BREAK_STATEMENT, statement,
				place, NULL, true);
	free(place);
	move(front, VERB_CONTINUE, 1);
	breakpoint_delete(front->breakpoints, number);
	return 0;
}

static int run_until(struct front *front, const struct stmt *stmt)
{
	if (stmt->nr_args)
		return until_place(front, stmt);
	if (refuse_stuck(front))
		return -1;
	return move(front, VERB_UNTIL, 1);
}
const struct command cmd_until = {
	.name = "until", .abbreviation = "u", .usage = "[PLACE]",
	.effect = EFFECT_VIEW, .max_args = 1, .run = run_until,
	.repeats = true,
	.complete = COMPLETE_PLACE,
	.help = "Run on past the end of a loop, or to a place.",
	.more = "With a block, `until EXPR { ... }` is a statement of bodies.",
};

static int run_continue(struct front *front, const struct stmt *stmt)
{
	return move_count(front, stmt, VERB_CONTINUE);
}
const struct command cmd_continue = {
	.name = "continue", .abbreviation = "c", .usage = "[COUNT]",
	.effect = EFFECT_VIEW, .max_args = 1, .run = run_continue,
	.repeats = true,
	.help = "Run to the next breakpoint, watch, Oops or deadlock.",
	.more = "Ctrl-C stops it.",
};

static int run_tick(struct front *front, const struct stmt *stmt)
{
	return move_count(front, stmt, VERB_TICK);
}
const struct command cmd_tick = {
	.name = "tick", .usage = "[COUNT]", .effect = EFFECT_VIEW,
	.max_args = 1, .run = run_tick,
	.repeats = true,
	.help = "Let time go on to the next device event, and handle it.",
	.more = "That is the next tick where CPUs tick. An idle CPU without timers stops its "
		"tick: then the next event may be minutes away (`show ticks`, `why cpu 0`).",
};

static int run_event(struct front *front, const struct stmt *stmt)
{
	return move_count(front, stmt, VERB_EVENT);
}
const struct command cmd_event = {
	.name = "event", .usage = "[COUNT]", .effect = EFFECT_VIEW,
	.max_args = 1, .run = run_event,
	.repeats = true,
	.help = "Run to the next trace event.",
};

/* --- run ----------------------------------------------------------------------- */

/* A time argument as ns: relative ones from now on; =Nj as moment.h says. */
static int time_argument(struct front *front, const struct stmt *stmt, u32 i,
			 bool relative, u64 *ns)
{
	const struct machine *m = front_machine(front);
	struct script_error error = { 0 };
	struct program_arg arg = { 0 };
	bool is_signed;
	u64 value;

	if (!compile_time(stmt, i, &arg, &is_signed, &error))
		return front_script_error(front, &error);
	if (arg.negative)
		return front_error(front, "`reverse-run TIME` goes back",
				   "time does not run backwards");
	hot.machine = front_machine(front);
	value = program_arg_ns(&arg);
	if (arg.unit == TIME_JIFFIES && (arg.absolute || !relative) &&
	    command_jiffies(front, arg.value, &value))
		return -1;
	if (relative && !arg.absolute)
		value = value > KTIME_MAX - m->now ? KTIME_MAX :
			m->now + value;
	*ns = value;
	return 0;
}

static int run_run(struct front *front, const struct stmt *stmt)
{
	bool until = span_is(stmt_arg_span(stmt, 0), "until");
	struct arrival arrival;
	u64 time;

	if (until && stmt->nr_args < 2)
		return front_error(front, "for example `run until 2s`",
				   "until when?");
	if (!command_ends(front, &cmd_run, stmt, until + 1u))
		return -1;
	if (time_argument(front, stmt, until, !until, &time))
		return -1;
	if (time < front_machine(front)->now)
		return front_error(front, "`goto TIME` goes back",
				   "that moment has passed");
	arrival = navigate_until(front->session, front->breakpoints,
				 front_time_limit(front, time),
				 front_steps_left(front));
	front_arrived(front, &arrival, true);
	return 0;
}
const struct command cmd_run = {
	.name = "run", .abbreviation = "r", .usage = "TIME | until TIME",
	.effect = EFFECT_VIEW, .min_args = 1, .max_args = 2, .run = run_run,
	.repeats = true,
	.complete = COMPLETE_WORDS, .words = "until 10ms 1s 10j",
	.help = "Let virtual time pass: everything up to and including that "
		"moment happens.",
};

/* --- backwards -------------------------------------------------------------------- */

static int run_reverse_step(struct front *front, const struct stmt *stmt)
{
	return back_count(front, stmt, VERB_STEP);
}
const struct command cmd_reverse_step = {
	.name = "reverse-step", .abbreviation = "rs", .usage = "[COUNT]",
	.effect = EFFECT_VIEW, .max_args = 1, .run = run_reverse_step,
	.repeats = true,
	.help = "Go back to before the focused CPU's last statement.",
};

static int run_reverse_next(struct front *front, const struct stmt *stmt)
{
	return back_count(front, stmt, VERB_NEXT);
}
const struct command cmd_reverse_next = {
	.name = "reverse-next", .abbreviation = "rn", .usage = "[COUNT]",
	.effect = EFFECT_VIEW, .max_args = 1, .run = run_reverse_next,
	.repeats = true,
	.help = "Go back one statement, over the functions it called.",
};

static int run_reverse_finish(struct front *front, const struct stmt *stmt)
{
	return back_count(front, stmt, VERB_FINISH);
}
const struct command cmd_reverse_finish = {
	.name = "reverse-finish", .usage = "[COUNT]", .effect = EFFECT_VIEW,
	.max_args = 1, .run = run_reverse_finish,
	.repeats = true,
	.help = "Go back to where the current function was called.",
};

static int run_reverse_until(struct front *front, const struct stmt *stmt)
{
	return back_count(front, stmt, VERB_UNTIL);
}
const struct command cmd_reverse_until = {
	.name = "reverse-until", .usage = "[COUNT]", .effect = EFFECT_VIEW,
	.max_args = 1, .run = run_reverse_until,
	.repeats = true,
	.help = "Go back to before the loop.",
};

static int run_reverse_continue(struct front *front, const struct stmt *stmt)
{
	return back_count(front, stmt, VERB_CONTINUE);
}
const struct command cmd_reverse_continue = {
	.name = "reverse-continue", .abbreviation = "rc", .usage = "[COUNT]",
	.effect = EFFECT_VIEW, .max_args = 1, .run = run_reverse_continue,
	.repeats = true,
	.help = "Go back to the last breakpoint or watched change.",
	.more = "When there is none, to the beginning.",
};

static int run_reverse_tick(struct front *front, const struct stmt *stmt)
{
	return back_count(front, stmt, VERB_TICK);
}
const struct command cmd_reverse_tick = {
	.name = "reverse-tick", .usage = "[COUNT]", .effect = EFFECT_VIEW,
	.max_args = 1, .run = run_reverse_tick,
	.repeats = true,
	.help = "Go back to the end of the tick before this one.",
};

static int run_reverse_event(struct front *front, const struct stmt *stmt)
{
	return back_count(front, stmt, VERB_EVENT);
}
const struct command cmd_reverse_event = {
	.name = "reverse-event", .usage = "[COUNT]", .effect = EFFECT_VIEW,
	.max_args = 1, .run = run_reverse_event,
	.repeats = true,
	.help = "Go back by one trace event.",
};

static int run_reverse_run(struct front *front, const struct stmt *stmt)
{
	struct machine_limits limits = goal_none().limits;
	u64 now = front_machine(front)->now;
	u64 time;

	if (time_argument(front, stmt, 0, true, &time))
		return -1;
	limits.time = time - now > now ? 0 : now - (time - now);
	limits.steps = front_machine(front)->steps;
	return go_limits(front, &limits);
}
const struct command cmd_reverse_run = {
	.name = "reverse-run", .usage = "TIME", .effect = EFFECT_VIEW,
	.min_args = 1, .max_args = 1, .run = run_reverse_run,
	.repeats = true,
	.help = "Go back in virtual time.",
};

/* --- goto --------------------------------------------------------------------------- */

static int goto_number(struct front *front, const struct stmt *stmt, u32 arg,
		       u64 *limit, const struct machine_limits *limits)
{
	struct script_error error = { 0 };

	if (command_number(stmt, arg, limit, &error))
		return front_script_error(front, &error);
	return go_limits(front, limits);
}

static bool has_unit(const struct stmt *stmt)
{
	struct span span = stmt_arg_span(stmt, 0);
	size_t i;

	for (i = 0; i < span.len; i++)
		if (span.text[i] < '0' || span.text[i] > '9')
			return true;
	return false;
}

static int goto_end(struct front *front)
{
	struct position end = session_end(front->session);

	session_goto(front->session, &end);
	front_came_to(front, session_focus(front->session));
	return 0;
}

static int run_goto(struct front *front, const struct stmt *stmt)
{
	struct machine_limits limits = goal_none().limits;
	struct span word = stmt_arg_span(stmt, 0);
	bool two = span_is(word, "event") || span_is(word, "step");

	if (!command_ends(front, &cmd_goto, stmt, two + 1u))
		return -1;
	if (two && stmt->nr_args < 2)
		return front_error(front, "for example `goto event 12`",
				   "to which one?");
	if (span_is(word, "end"))
		return goto_end(front);
	if (span_is(word, "start"))
		return go_start(front);
	if (span_is(word, "event"))
		return goto_number(front, stmt, 1, &limits.events, &limits);
	if (two)
		return goto_number(front, stmt, 1, &limits.steps, &limits);
	if (!has_unit(stmt))
		return goto_number(front, stmt, 0, &limits.steps, &limits);
	if (time_argument(front, stmt, 0, false, &limits.time))
		return -1;
	return go_limits(front, &limits);
}
const struct command cmd_goto = {
	.name = "goto",
	.usage = "STEP | TIME | step NUMBER | event NUMBER | start | end",
	.effect = EFFECT_VIEW, .min_args = 1, .max_args = 2, .run = run_goto,
	.complete = COMPLETE_WORDS, .words = "start end event step",
	.help = "Go to a step, a moment or an event, back or forth.",
	.more = "A number is a step; with a unit (12ms, =4294892300j) it is a "
		"moment.",
};
