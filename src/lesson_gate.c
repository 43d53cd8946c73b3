/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which commands a lesson's step lets through.
 *
 * Looking, moving in time and leaving are always allowed, unless the author
 * forbids a command by name; what changes the machine is allowed if the step
 * names it, or names nothing.  A call inside of another command (`step CALL`,
 * `on cpu 1 CALL`) counts as that call.  Blocks are not looked into.
 */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "lesson_state.h"

/* Commands that put another machine in the place of the step's. */
static const char *const replacing[] = { "machine", "reset", "load" };

/* Commands whose argument number @arg begins a statement. */
static const struct {
	const char *name;
	u32 arg;
} carriers[] = {
	{ "step", 0 }, { "start", 0 }, { "on", 2 }, { "at", 1 }, { "cpu", 1 },
};

static bool has_word(const struct lesson_words *words, const char *name)
{
	u32 i;

	for (i = 0; i < words->nr; i++)
		if (!strcmp(words->v[i], name))
			return true;
	return false;
}

static int refuse(struct front *front, const char *name)
{
	const struct lesson_state *state = front->lesson;
	const struct lesson_words *allow = &state->step->allow;
	char list[400] = "nothing that changes the machine";
	size_t used = 0;
	u32 i;

	for (i = 0; i < allow->nr && used < sizeof(list) - 64; i++)
		used += (size_t)snprintf(list + used, sizeof(list) - used,
					 "%s%s", !i ? "" :
					 i + 1 == allow->nr ? " and " : ", ",
					 allow->v[i]);
	return front_error(front, "`lesson close` leaves the lesson and its "
			   "rules", "%s has no part in this step (%s): it "
			   "allows %s", name, state->view.step_title, list);
}

static int gate_name(struct front *front, const char *name, bool changes)
{
	const struct lesson_step *step = front->lesson->step;
	size_t i;

	if (has_word(&step->forbid, name))
		return front_error(front, "`lesson goal` shows what is to be "
				   "done, `lesson close` leaves the lesson",
				   "%s is left out of this step", name);
	for (i = 0; i < ARRAY_SIZE(replacing); i++)
		if (!strcmp(name, replacing[i]))
			return front_error(front, "`lesson reset` restores its "
					   "start, `lesson close` leaves the "
					   "lesson", "%s would take this step's "
					   "machine away", name);
	if (changes && step->allow.given && !has_word(&step->allow, name))
		return refuse(front, name);
	return 0;
}

/* The start of the step is not the student's to take back. */
static int gate_undo(struct front *front)
{
	if (lesson_has_inputs(front))
		return 0;
	return front_error(front, "`lesson back` goes to the step before",
			   "there is nothing to undo: the step begins here");
}

static u32 carried(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(carriers); i++)
		if (!strcmp(carriers[i].name, name))
			return carriers[i].arg;
	return UINT32_MAX;
}

static int gate(struct front *front, const struct stmt *stmt)
{
	struct span word = stmt_word(stmt);
	const struct call_row *row = compile_row(word);
	struct script_error error = { 0 };
	const struct command *command;
	struct stmt sub;
	u32 arg;

	if (row && (!span_is(word, "until") || stmt->has_body))
		return gate_name(front, row->name, true);
	command = command_find(word, &error);
	if (!command)
		return 0;	/* no command: that is said later */
	if (gate_name(front, command->name,
		      command->effect == EFFECT_MACHINE))
		return -1;
	if (!strcmp(command->name, "undo"))
		return gate_undo(front);
	arg = carried(command->name);
	if (arg < stmt->nr_args && stmt_sub(stmt, arg, &sub, &error))
		return gate(front, &sub);
	return 0;
}

int lesson_gate(struct front *front, const struct stmt *stmt)
{
	if (!front->lesson || front->lesson->busy)
		return 0;
	return gate(front, stmt);
}
