/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Moving on: see session.h.
 *
 * Everything that moves the machine goes through session_advance(): it runs up
 * to the next thing that must happen (a recorded input, a checkpoint, a limit)
 * and does it.  Replaying and running for the first time are the same code.
 */
#include "session_state.h"

#include <stdio.h>

#include "linux/kernel.h"
#include "linux/sched.h"
#include "stuck.h"

#define LIVELOCK_STEPS 10000000
#define LIVELOCK_STEPS_OBJECT 1000

struct goal goal_none(void)
{
	return (struct goal){
		.limits = {
			.steps = UINT64_MAX, .time = KTIME_MAX,
			.events = UINT64_MAX, .hw_events = UINT64_MAX,
			.cpu = -1, .cpu_steps = UINT64_MAX,
		},
	};
}

void session_note_furthest(struct session *session)
{
	struct position at = session_position(session);

	if (position_compare(&at, &session->furthest) > 0)
		session->furthest = at;
}

static void apply_next(struct session *session)
{
	const struct input *input = &session->inputs.input[session->applied];
	u32 wait;

	if (session->apply(session, input, &wait))
		session->mismatch = true;
	session->applied++;
}

static u64 least(u64 a, u64 b)
{
	return a < b ? a : b;
}

/* The machine stands where the next recorded input was given, or only time
 * separates it from there. */
static bool at_input(const struct session *session, const struct input *input)
{
	const struct machine *m = session->machine;

	return m->steps >= input->at.steps &&
	       m->nr_hw_events >= input->at.hw_events;
}

/* Bound a run so that it cannot miss the next input or checkpoint. */
static struct machine_limits bounded(struct session *session,
				     const struct machine_limits *limits,
				     const struct input *input)
{
	struct machine *m = session->machine;
	struct machine_limits bound = *limits;
	struct position at;

	if (input && m->steps < input->at.steps)
		bound.steps = least(bound.steps, input->at.steps);
	else if (input)
		bound.hw_events = least(bound.hw_events, input->at.hw_events);
	if (session->history) {
		at = session_position(session);
		bound.steps = least(bound.steps, m->steps + 1 +
				    history_next(session->history, &at));
	}
	return bound;
}

const struct input *session_next_input(const struct session *session,
				       u32 max_input)
{
	if (session->applied >= session->inputs.nr ||
	    session->applied >= max_input)
		return NULL;
	return &session->inputs.input[session->applied];
}

/* Did the run end at one of the caller's own limits, or at something that the
 * machine met?  Ours (inputs, checkpoints) are none of his business. */
static bool is_final(const struct machine *m, enum stop_reason reason,
		     const struct machine_limits *limits)
{
	switch (reason) {
	case STOP_STEPS:
		return m->steps >= limits->steps;
	case STOP_HW_EVENTS:
		return m->nr_hw_events >= limits->hw_events;
	default:
		return true;
	}
}

enum stop_reason session_advance(struct session *session,
				 const struct machine_limits *limits,
				 u32 max_input)
{
	struct machine *m = session->machine;
	const struct input *input = session_next_input(session, max_input);
	struct machine_limits bound;
	struct position at;
	enum stop_reason reason;

	if (input && at_input(session, input)) {
		if (input->at.now > limits->time) {
			machine_advance(m, limits->time);
			return STOP_TIME;
		}
		machine_advance(m, input->at.now);
		apply_next(session);
		return STOP_NONE;
	}
	bound = bounded(session, limits, input);
	reason = machine_run(m, &bound);
	trace_store_set_visible(session->trace, m->nr_events);
	if (session->history) {
		at = session_position(session);
		history_maybe_take(session->history, &at);
	}
	return is_final(m, reason, limits) ? reason : STOP_NONE;
}

/* Make the machine stop when the call @serial is over.  False: it is so
 * already. */
static bool begin_wait(struct session *session, u32 serial)
{
	struct machine *m = session->machine;
	const struct object *object = object_get(m, serial);
	const struct task *task = object ? object->memory : NULL;

	if (serial && !task)
		return false;
	m->host->awaited = serial;
	m->host->awaited_cpu = task ? task->cpu : 0;
	return true;
}

static bool wait_is_over(const struct machine *m)
{
	const struct machine_host *host = m->host;

	return host->awaited &&
	       m->os->awaited(&m->cpu[host->awaited_cpu], host->awaited) ==
		       AWAITED_OVER;
}

/* Will the call that is waited for never get its turn?  Then *stop says why. */
static bool wait_in_vain(const struct machine *m, struct session_stop *stop)
{
	char why[STUCK_TEXT_MAX];

	if (!m->host->awaited || wait_is_over(m) ||
	    !cpu_is_stuck(m, m->host->awaited_cpu, why))
		return false;
	stop->reason = STOP_HELD;
	stop->cpu = (s32)m->host->awaited_cpu;
	snprintf(stop->text, sizeof(stop->text), "%.100s: the call waits there",
		 why);
	return true;
}

void session_look_on(struct session *session, session_look look, void *ctx)
{
	session->look = look;
	session->look_ctx = ctx;
}

/* A run that stops at each event, for somebody who looks on.  After a device's
 * event the CPU is still what it was while time passed. */
static enum stop_reason advance_to_event(struct session *session,
					 const struct machine_limits *limits)
{
	const struct machine *m = session->machine;
	const u64 events = m->nr_events;
	const u64 hw_events = m->nr_hw_events;
	struct machine_limits bound = *limits;
	enum stop_reason reason;

	bound.events = least(limits->events, events + 1);
	bound.hw_events = least(limits->hw_events, hw_events + 1);
	reason = session_advance(session, &bound, UINT32_MAX);
	if (m->nr_events > events || m->nr_hw_events > hw_events)
		session->look(session->look_ctx);
	if ((reason == STOP_EVENTS && m->nr_events < limits->events) ||
	    (reason == STOP_HW_EVENTS && m->nr_hw_events < limits->hw_events))
		return STOP_NONE;
	return reason;
}

/* On to the next thing that somebody is to see. */
static enum stop_reason advance_some(struct session *session,
				     const struct machine_limits *limits)
{
	return session->look ? advance_to_event(session, limits) :
			       session_advance(session, limits, UINT32_MAX);
}

/* One turn of a run: up to the next statement when somebody watches each. */
static enum stop_reason run_turn(struct session *session,
				 const struct goal *goal)
{
	struct machine_limits limits = goal->limits;
	enum stop_reason reason;

	if (!goal->here)
		return advance_some(session, &limits);
	limits.steps = least(limits.steps, session->machine->steps + 1);
	reason = advance_some(session, &limits);
	if (reason == STOP_STEPS &&
	    session->machine->steps < goal->limits.steps)
		return STOP_NONE;
	return reason;
}

static bool limit_reached(const struct machine *m,
			  const struct machine_limits *limits)
{
	return m->steps >= limits->steps || m->nr_events >= limits->events ||
	       m->nr_hw_events >= limits->hw_events;
}

/* Where there is much, much may be due at one instant: 100,000 timers, each with
 * its signal and handler, take more than LIVELOCK_STEPS. */
u64 session_livelock_limit(const struct machine *m)
{
	const struct kernel *k = m->kernel;

	return m->instant_steps + LIVELOCK_STEPS +
	       (k ? (u64)k->objects.nr * LIVELOCK_STEPS_OBJECT : 0);
}

struct session_stop session_run(struct session *session,
				const struct goal *goal)
{
	struct machine *m = session->machine;
	struct session_stop stop = { 0 };

	if (!begin_wait(session, goal->wait)) {
		stop.reason = STOP_AWAITED;
		stop.returned = true;
	}
	m->host->livelock_steps = session_livelock_limit(m);
	m->host->interrupted = 0;
	while (stop.reason == STOP_NONE) {
		u64 steps = m->steps;

		if (limit_reached(m, &goal->limits) && !goal->here) {
			stop.reason = STOP_STEPS;
			break;
		}
		if (wait_in_vain(m, &stop))
			break;
		stop.reason = run_turn(session, goal);
		if (wait_is_over(m)) {
			stop.returned = true;
			break;
		}
		if (goal->here && m->steps != steps &&
		    goal->here(session, goal->ctx)) {
			stop.here = true;
			break;
		}
	}
	m->host->awaited = 0;
	m->host->livelock_steps = UINT64_MAX;
	if (!stop.text[0]) {
		stop.cpu = m->stop_cpu;
		snprintf(stop.text, sizeof(stop.text), "%s", m->stop_text);
	}
	session_note_furthest(session);
	return stop;
}
