/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inputs of a session, and its branches: see session.h.
 *
 * An input belongs to the position at which it is given.  Given in the past, it
 * cuts off what followed there; that future is kept as a branch.
 */
#include "session_state.h"

#include <stdlib.h>
#include <string.h>

static void save_branch(struct session *session)
{
	struct branch *branches;
	struct branch *branch;

	branches = realloc(session->branches,
			   (session->nr_branches + 1) * sizeof(*branches));
	if (!branches)
		return;
	session->branches = branches;
	branch = &branches[session->nr_branches++];
	inputs_copy(&branch->inputs, &session->inputs);
	branch->end = session->furthest;
}

/* The inputs ahead become a branch; from now on the future is open. */
static void cut_future(struct session *session)
{
	struct position at = session_position(session);

	if (inputs_have_future(&session->inputs, session->applied)) {
		save_branch(session);
		inputs_drop_future(&session->inputs, session->applied);
	}
	trace_store_truncate(session->trace, session->machine->nr_events);
	if (session->history)
		history_cut(session->history, &at);
	session->furthest = at;
}

int session_input(struct session *session, const char *text, u32 line,
		  u32 *wait)
{
	struct input *input;
	struct input new = {
		.at = session_position(session),
		.cpu = session->focus,
		.line = line,
		.text = strdup(text),
	};

	*wait = 0;
	landmark_of(session->machine, session->focus, &new.landmark);
	if (session->apply(session, &new, wait)) {
		free(new.text);
		return -1;
	}
	cut_future(session);
	input = inputs_insert(&session->inputs, session->applied);
	if (!input) {
		free(new.text);
		return -1;
	}
	*input = new;
	session->applied++;
	session->nr_redo = 0;
	session_note_furthest(session);
	return 0;
}

int session_plan(struct session *session, const char *text, u32 cpu,
		 const struct position *at)
{
	struct position here = session_position(session);
	struct input *input;
	u32 i = session->applied;

	if (at->steps < here.steps || (at->steps == here.steps &&
				       at->hw_events < here.hw_events))
		return -1;
	while (i < session->inputs.nr &&
	       (session->inputs.input[i].at.steps < at->steps ||
		(session->inputs.input[i].at.steps == at->steps &&
		 session->inputs.input[i].at.hw_events <= at->hw_events)))
		i++;
	input = inputs_insert(&session->inputs, i);
	if (!input)
		return -1;
	*input = (struct input){
		.at = *at, .cpu = cpu, .planned = true, .text = strdup(text),
	};
	return 0;
}

u32 session_nr_applied(const struct session *session)
{
	return session->applied;
}

u32 session_nr_inputs(const struct session *session)
{
	return session->inputs.nr;
}

const struct input *session_get_input(const struct session *session, u32 i)
{
	return &session->inputs.input[i];
}

u32 session_nr_branches(const struct session *session)
{
	return session->nr_branches;
}

const struct input *session_get_branch(const struct session *session, u32 i,
				       u32 *nr, struct position *end)
{
	const struct branch *branch = &session->branches[i];

	*nr = branch->inputs.nr;
	*end = branch->end;
	return branch->inputs.input;
}

int session_switch_branch(struct session *session, u32 i)
{
	struct branch target;
	struct position end;
	struct position fork = { 0 };
	u32 shared;

	if (i >= session->nr_branches)
		return -1;
	shared = inputs_common(&session->inputs, &session->branches[i].inputs);
	target = session->branches[i];
	end = target.end;
	if (shared > 0)
		fork = session->inputs.input[shared - 1].at;
	fork.input = shared;
	if (session_goto(session, &fork))
		return -1;
	/* The present future takes the place of the branch. */
	session->branches[i].inputs = session->inputs;
	session->branches[i].end = session->furthest;
	session->inputs = target.inputs;
	trace_store_truncate(session->trace, session->machine->nr_events);
	if (session->history)
		history_cut(session->history, &fork);
	session->furthest = fork;
	return session_goto(session, &end);
}

int session_undo(struct session *session)
{
	struct position to;
	u32 last = session->applied;

	if (last == 0)
		return -1;
	to = session->inputs.input[last - 1].at;
	to.input = last - 1;
	if (session_goto(session, &to))
		return -1;
	cut_future(session);
	if (session->nr_redo < MAX_REDO)
		session->redo[session->nr_redo++] = session->nr_branches - 1;
	return 0;
}

bool session_can_redo(const struct session *session)
{
	return session->nr_redo > 0;
}

int session_redo(struct session *session)
{
	if (!session->nr_redo)
		return -1;
	return session_switch_branch(session,
				     session->redo[--session->nr_redo]);
}
