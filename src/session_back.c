/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Going back: see session.h.
 *
 * The nearest checkpoint before the target is restored, and the machine
 * executes again from there, applying the inputs on the way.
 */
#include "session_state.h"

/* Restore a checkpoint at (or, @before, strictly before) @to. */
static bool restore(struct session *session, const struct position *to,
		    bool before)
{
	struct position at;

	if (!session->history ||
	    !history_restore(session->history, to, before, &at))
		return false;
	session->applied = at.input;
	trace_store_set_visible(session->trace, session->machine->nr_events);
	return true;
}

/* What has been is executed again to its end, lest the session stand somewhere
 * in between: Ctrl-C is put aside until then. */
static void replay_begin(struct session *session)
{
	session->machine->host->interrupted = 0;
	session->interrupted = false;
}

static void replay_end(struct session *session)
{
	if (session->interrupted)
		session->machine->host->interrupted = 1;
}

static void put_aside_interrupt(struct session *session)
{
	session->machine->host->interrupted = 0;
	session->interrupted = true;
}

/* One turn of a replay.  False when nothing moved: what happened the first
 * time does not happen again. */
static bool replay_turn(struct session *session,
			const struct machine_limits *limits, u32 max_input)
{
	struct position before = session_position(session);
	struct position after;

	if (session_advance(session, limits, max_input) == STOP_INTERRUPTED) {
		put_aside_interrupt(session);
		return true;
	}
	after = session_position(session);
	return position_compare(&before, &after) != 0;
}

static void replay_steps(struct session *session, u64 steps, u32 max_input)
{
	struct goal goal = goal_none();

	goal.limits.steps = steps;
	while (session->machine->steps < steps)
		if (!replay_turn(session, &goal.limits, max_input))
			return;
}

/* Execute from here, which is not after it, to @to. */
static void replay(struct session *session, const struct position *to)
{
	struct machine *m = session->machine;
	struct goal goal = goal_none();

	replay_steps(session, to->steps, to->input);
	goal.limits.hw_events = to->hw_events;
	while (m->nr_hw_events < to->hw_events ||
	       session_next_input(session, to->input))
		if (!replay_turn(session, &goal.limits, to->input))
			break;
	machine_advance(m, to->now);
}

/* Leave a few checkpoints close before the target: the next step back will
 * start from one of them. */
static void replay_dense(struct session *session, const struct position *to)
{
	static const u64 before[] = { 4000, 400, 40 };
	u64 steps = session->machine->steps;
	size_t i;

	for (i = 0; i < sizeof(before) / sizeof(before[0]); i++) {
		struct position at;

		if (to->steps < steps + 2 * before[i])
			continue;
		replay_steps(session, to->steps - before[i], to->input);
		at = session_position(session);
		history_take(session->history, &at);
	}
	replay(session, to);
}

int session_goto(struct session *session, const struct position *to)
{
	struct position at = session_position(session);

	replay_begin(session);
	if (position_compare(to, &at) < 0) {
		if (!restore(session, to, false))
			return -1;
		replay_dense(session, to);
	} else {
		replay(session, to);
	}
	replay_end(session);
	session_note_furthest(session);
	at = session_position(session);
	return position_compare(&at, to) ? -1 : 0;
}

/* The same in the middle of something else, which has been interrupted or has
 * failed. */
static void go_back_to(struct session *session, const struct position *to,
		       bool interrupted)
{
	session_goto(session, to);
	if (interrupted)
		session->machine->host->interrupted = 1;
}

/* Does where @limits stop lie here or ahead? */
static bool is_ahead(const struct position *at,
		     const struct machine_limits *limits)
{
	return at->steps <= limits->steps && at->now <= limits->time &&
	       at->events <= limits->events;
}

/* Can a checkpoint at @at lead there?  Where it has as many statements already,
 * time may have gone on after the last one. */
static bool lies_before(const struct position *at,
			const struct machine_limits *limits)
{
	return is_ahead(at, limits) &&
	       (at->steps < limits->steps || !at->steps) &&
	       (at->events < limits->events || !at->events);
}

/* Does a run to somewhere end here?  What stopped it the first time (a
 * deadlock, an Oops) does not, as long as the past went on. */
static bool ends_here(const struct session *session, enum stop_reason reason,
		      const struct position *before)
{
	struct position at = session_position(session);

	if (reason == STOP_NONE)
		return false;
	if (reason == STOP_TIME || reason == STOP_INTERRUPTED)
		return true;
	return !position_compare(&at, before) ||
	       position_compare(&at, &session->furthest) >= 0;
}

/* Where the past has not been yet, statements without end are a livelock. */
static void watch_livelock(struct session *session, const struct position *at)
{
	struct machine *m = session->machine;

	if (m->host->livelock_steps == UINT64_MAX &&
	    position_compare(at, &session->furthest) >= 0)
		m->host->livelock_steps = session_livelock_limit(m);
}

/* @back: only what has been is executed. */
static enum stop_reason run_to_limits(struct session *session,
				      const struct machine_limits *limits,
				      bool back)
{
	struct machine *m = session->machine;
	enum stop_reason reason = STOP_NONE;
	struct position at;

	while (m->steps < limits->steps && m->nr_events < limits->events) {
		at = session_position(session);
		watch_livelock(session, &at);
		reason = session_advance(session, limits, UINT32_MAX);
		if (back && reason == STOP_INTERRUPTED)
			put_aside_interrupt(session);
		else if (ends_here(session, reason, &at))
			break;
	}
	m->host->livelock_steps = UINT64_MAX;
	return reason;
}

static bool restore_before(struct session *session,
			   const struct machine_limits *limits)
{
	struct position at;

	if (!session->history ||
	    !history_restore_before(session->history, lies_before, limits, &at))
		return false;
	session->applied = at.input;
	trace_store_set_visible(session->trace, session->machine->nr_events);
	return true;
}

/* Did something other than the limits end it? */
static bool stopped_short(enum stop_reason reason)
{
	return reason == STOP_OOPS || reason == STOP_DEADLOCK ||
	       reason == STOP_LIVELOCK || reason == STOP_HELD ||
	       reason == STOP_INTERRUPTED;
}

/* What a machine meets at the very moment that was asked for stops nothing short. */
static bool arrived(const struct machine *m, const struct machine_limits *limits)
{
	return m->steps >= limits->steps || m->nr_events >= limits->events ||
	       m->now >= limits->time;
}

int session_goto_limits(struct session *session,
			const struct machine_limits *limits)
{
	struct position start = session_position(session);
	bool back = !is_ahead(&start, limits);
	enum stop_reason reason;

	replay_begin(session);
	if (back && !restore_before(session, limits))
		return -1;
	reason = run_to_limits(session, limits, back);
	replay_end(session);
	session_note_furthest(session);
	if (reason == STOP_INTERRUPTED && !back && session->history)
		go_back_to(session, &start, true);
	return !back && stopped_short(reason) &&
	       !arrived(session->machine, limits);
}

/* Restore the latest checkpoint at which @cpu had not executed so much. */
static bool restore_cpu_step(struct session *session, u32 cpu, u64 steps)
{
	struct position at = session_position(session);

	do {
		if (!restore(session, &at, true))
			return false;
		at = session_position(session);
	} while (session->machine->cpu[cpu].steps >= steps);
	return true;
}

static bool replay_cpu_step(struct session *session, u32 cpu, u64 steps,
			    u32 max_input)
{
	struct machine_limits limits = goal_none().limits;

	limits.cpu = (s32)cpu;
	limits.cpu_steps = steps;
	limits.cpu_exact = true;
	while (session->machine->cpu[cpu].steps < steps)
		if (!replay_turn(session, &limits, max_input))
			return false;
	return true;
}

int session_goto_cpu_step(struct session *session, u32 cpu, u64 steps,
			  struct position *at)
{
	struct position start = session_position(session);
	bool there;

	replay_begin(session);
	there = restore_cpu_step(session, cpu, steps) &&
		replay_cpu_step(session, cpu, steps, start.input);
	replay_end(session);
	if (!there)
		go_back_to(session, &start, session->interrupted);
	*at = session_position(session);
	return there ? 0 : -1;
}

/* Look through [here, end) for the last position that pleases; false: none. */
static bool search_window(struct session *session, const struct position *end,
			  session_here here, void *ctx, struct position *found)
{
	struct position at = session_position(session);
	bool any = false;

	while (position_compare(&at, end) < 0 && !session->interrupted) {
		if (here(session, ctx)) {
			*found = at;
			any = true;
		}
		if (at.steps == end->steps)
			break;
		replay_steps(session, at.steps + 1, end->input);
		if (session->machine->steps == at.steps)
			break;
		at = session_position(session);
	}
	return any;
}

bool session_search_back(struct session *session, session_here here, void *ctx)
{
	struct position start = session_position(session);
	struct position end = start;
	struct position found;
	bool any = false;

	replay_begin(session);
	while (!any && !session->interrupted &&
	       restore(session, &end, true)) {
		struct position begin = session_position(session);

		any = search_window(session, &end, here, ctx, &found);
		if (!any)
			restore(session, &begin, false);
		end = begin;
	}
	any &= !session->interrupted;
	go_back_to(session, any ? &found : &start, session->interrupted);
	return any;
}
