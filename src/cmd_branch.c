/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands that choose among futures: undo, redo, branch.
 */
#include <string.h>

#include "command.h"

static bool input_is(const struct front *front, u32 i, const char *beginning)
{
	const char *text = session_get_input(front->session, i)->text;

	return !strncmp(text, beginning, strlen(beginning));
}

/* How many inputs the last command gave: `cpu 1 step` and `cpu 1 CALL` stand
 * between `force cpu 1` and `force off`. */
static u32 last_inputs(const struct front *front)
{
	u32 nr = session_nr_applied(front->session);

	if (nr < 2 || !input_is(front, nr - 1, "force off"))
		return 1;
	if (input_is(front, nr - 2, "force cpu"))
		return 2;
	return nr > 2 && input_is(front, nr - 3, "force cpu") ? 3 : 1;
}

static int run_undo(struct front *front, const struct stmt *stmt)
{
	u32 nr = last_inputs(front);

	(void)stmt;
	if (session_undo(front->session))
		return front_error(front, NULL, "there is nothing to undo");
	while (--nr > 0)
		session_undo(front->session);
	front_came_to(front, session_focus(front->session));
	return 0;
}
const struct command cmd_undo = {
	.name = "undo", .usage = "", .effect = EFFECT_VIEW, .run = run_undo,
	.help = "Take the last changing command back; `redo` gives it again.",
};

static int run_redo(struct front *front, const struct stmt *stmt)
{
	(void)stmt;
	if (session_redo(front->session))
		return front_error(front, "`info branches` lists what is kept",
				   "there is nothing to redo");
	while (front_machine(front)->forced_cpu >= 0 &&
	       !session_redo(front->session))
		;			/* to the end of `cpu N step` */
	front_came_to(front, session_focus(front->session));
	return 0;
}
const struct command cmd_redo = {
	.name = "redo", .usage = "", .effect = EFFECT_VIEW, .run = run_redo,
	.help = "Give the command again that undo took back.",
};

static int run_branch(struct front *front, const struct stmt *stmt)
{
	struct script_error error = { 0 };
	u64 number = 0;

	if (command_number(stmt, 0, &number, &error))
		return front_script_error(front, &error);
	if (number < 1 || number > session_nr_branches(front->session) ||
	    session_switch_branch(front->session, (u32)number - 1))
		return front_error(front, "`info branches` lists them",
				   "there is no such branch");
	front_came_to(front, session_focus(front->session));
	return 0;
}
const struct command cmd_branch = {
	.name = "branch", .usage = "NUMBER", .effect = EFFECT_VIEW,
	.min_args = 1, .max_args = 1, .run = run_branch,
	.help = "Go to a future that was cut off; the present one is kept.",
};
