/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command why.
 */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "lesson_state.h"
#include "why.h"

static int run_why(struct front *front, const struct stmt *stmt)
{
	struct span span = script_span(stmt->script, stmt->first_arg,
				       stmt->end_arg);
	char text[WHY_MAX];
	char *word;
	bool known;

	word = stmt->nr_args == 1 ? command_text(stmt, 0) :
	       strndup(span.text, span.len);
	known = why(front, word, text, sizeof(text));
	free(word);
	if (!known)
		return front_error(front, "the name of a timer, hrtimer, lock, "
				   "task, process or result, `p1 SIGALRM` (a "
				   "signal), `cpu 0`, `global cpu 0` (a "
				   "wheel), `hrtimers cpu 0`, `tick cpu 0`, a "
				   "softirq as TIMER, `irq timer`, or jiffies "
				   "would be right",
				   "%s", text);
	lesson_wrap(front, "", text);
	return 0;
}
const struct command cmd_why = {
	.name = "why", .usage = "NAME | PROCESS|THREAD SIGNAL | cpu N | "
		 "BASE|hrtimers|tick|DEVICE [cpu N] | SOFTIRQ | irq LINE | jiffies",
	.effect = EFFECT_VIEW, .min_args = 1, .max_args = 4, .run = run_why,
	.complete = COMPLETE_EXPRESSION,
	.help = "Say why something is where it is, and what comes next.",
	.more = "Of a timer or hrtimer: why it waits where it is, and why it has "
		"not fired. Of a task, lock, result or CPU: what it waits for. Of a "
		"signal: where it is, and who is to take it. "
		"BASE is local, global or def, DEVICE lapic or hpet, SOFTIRQ a "
		"name such as TIMER, LINE one such as timer.",
};
