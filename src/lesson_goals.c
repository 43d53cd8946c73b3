/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The goals of the step that is open: what has been reached stays reached.
 *
 * They are looked at when a command has been executed or the machine has
 * stopped.  A long run may pass through what a goal wants and leave it again;
 * so while it runs, goals are looked at after each event, of the trace or of the
 * hardware.  To ask the trace takes time that grows with its length, and with
 * its square if that is done at each event: a run may read so many records for
 * its goals, and when it has read them, those that ask the trace are looked at
 * again at its end.
 */
#include <stdlib.h>
#include <string.h>

#include "lesson_state.h"

/* Events of one movement after which goals are looked at: about half a
 * second's work.  Beyond that only the end of the run counts. */
#define MAX_LOOKS 1000000u
#define MAX_RECORDS 10000000u		/* of the trace, the same */

struct lesson_goal_state {
	const char *condition;
	bool here;			/* counts only where the machine stops */
	bool passed;			/* has held on the way */
	bool asks_trace;
	struct expr *expr;		/* to be looked at on the way, or NULL */
};

/* --- the goals of a step ------------------------------------------------- */

void lesson_goals_free(struct lesson_state *state)
{
	u32 i;

	for (i = 0; state->goals && i < state->view.nr_goals; i++)
		expr_free(state->goal_states[i].expr);
	state->goals = NULL;
	state->goal_states = NULL;
}

void lesson_goals_make(struct lesson_state *state)
{
	const struct lesson_goal *goal = state->step->goals;
	struct pool *pool = &state->pool;
	u32 nr = state->step->nr_goals;
	u32 i;

	state->goals = pool_alloc(pool, (nr + 1) * sizeof(*state->goals));
	state->goal_states = pool_alloc(pool, (nr + 1) *
					sizeof(*state->goal_states));
	for (i = 0; i < nr; i++, goal = goal->next) {
		state->goals[i].text = lesson_fill(pool, state->variant,
						   goal->text.head);
		state->goals[i].waiting = goal->then;
		state->goal_states[i].here = goal->here;
		state->goal_states[i].condition =
			lesson_condition(pool, state->variant, &goal->text);
	}
	state->view.goals = state->goals;
	state->view.nr_goals = nr;
}

u32 lesson_open_goals(const struct lesson_state *state)
{
	u32 open = 0;
	u32 i;

	for (i = 0; i < state->view.nr_goals; i++)
		open += !state->goals[i].reached;
	return open;
}

/* --- while the machine runs ---------------------------------------------- */

/* Is there time to look at it?  Counts what it takes. */
static bool can_look(struct front *front, const struct lesson_goal_state *goal)
{
	struct lesson_state *state = front->lesson;
	const u64 records = trace_store_count(session_trace(front->session));

	if (!goal->expr || (goal->asks_trace && records > state->records))
		return false;
	if (goal->asks_trace)
		state->records -= records;
	return true;
}

static bool holds_on_the_way(struct front *front,
			     const struct lesson_goal_state *goal)
{
	struct script_error error = { 0 };
	bool value = false;

	return can_look(front, goal) &&
	       expr_eval_bool(goal->expr, &front->expr_ctx, &value, &error) &&
	       value;
}

/* After an event.  Nothing is said before the run ends. */
static void look_on(void *ctx)
{
	struct front *front = ctx;
	struct lesson_state *state = front->lesson;
	bool above = true;
	u32 i;

	if (state->busy || !state->looks)
		return;
	state->looks--;
	for (i = 0; i < state->view.nr_goals; i++) {
		struct lesson_goal_state *goal = &state->goal_states[i];
		bool waits = state->goals[i].waiting && !above;

		if (!goal->passed && !waits)
			goal->passed = holds_on_the_way(front, goal);
		above = above && (goal->passed || state->goals[i].reached);
	}
}

/* What is to be looked at during the next run?  Parsed anew each time, for
 * objects come and go between runs. */
static void look_on_from_here(struct front *front)
{
	struct lesson_state *state = front->lesson;
	struct script_error error = { 0 };
	bool any = false;
	u32 i;

	for (i = 0; i < state->view.nr_goals; i++) {
		struct lesson_goal_state *goal = &state->goal_states[i];

		expr_free(goal->expr);
		goal->expr = NULL;
		if (state->goals[i].reached || goal->here)
			continue;
		goal->expr = lesson_parse(front, goal->condition, &error);
		goal->asks_trace = goal->expr && expr_asks_trace(goal->expr);
		any |= goal->expr != NULL;
	}
	state->looks = MAX_LOOKS;
	state->records = MAX_RECORDS;
	session_look_on(front->session, any ? look_on : NULL, front);
}

void lesson_goals_begin(struct front *front)
{
	u32 i;

	for (i = 0; i < front->lesson->view.nr_goals; i++)
		front->lesson->goal_states[i].passed = false;
	look_on_from_here(front);
}

/* --- where it has stopped ------------------------------------------------ */

static bool goal_holds(struct front *front,
		       const struct lesson_goal_state *goal)
{
	struct script_error error = { 0 };
	bool value = false;

	return goal->passed ||
	       (lesson_true(front, goal->condition, &value, &error) && value);
}

const char *lesson_goal_why_not(struct front *front, u32 i)
{
	struct lesson_state *state = front->lesson;
	struct script_error error = { 0 };
	bool value;

	if (lesson_true(front, state->goal_states[i].condition, &value, &error))
		return NULL;
	return pool_format(&state->pool, "%s%s%s", error.what,
			   error.right[0] ? "; " : "", error.right);
}

/* In order: a goal that holds may let the next one count at once. */
void lesson_look(struct front *front)
{
	struct lesson_state *state = front->lesson;
	bool any = false;
	bool above = true;		/* all goals so far are reached */
	u32 i;

	if (!state || state->busy)
		return;
	for (i = 0; i < state->view.nr_goals; i++) {
		struct lesson_goal_view *goal = &state->goals[i];

		goal->waiting = goal->waiting && !above;
		if (!goal->reached && !goal->waiting &&
		    goal_holds(front, &state->goal_states[i])) {
			goal->reached = true;
			any = true;
			front_print(front, "Goal reached: %s\n", goal->text);
		}
		above = above && goal->reached;
	}
	if (any)
		lesson_update(front, true);
	look_on_from_here(front);
}
