/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command schedule: the choices of who moves next, as a string.
 */
#include <stdlib.h>
#include <string.h>

#include "command.h"

/*
 * The schedule string: one word for each forced choice,
 *
 *	h1@120.4.16000000  hold CPU 1       r1@300.9.20000000  release it
 *	f1@120.4.16000000  force CPU 1      x0@133.4.16000000  force off
 *
 * at step 120, hardware event 4, 16 ms: while nothing moves, only time tells one
 * moment from another.
 */
static const struct {
	char letter;
	const char *text;
} choices[] = {
	{ 'h', "hold cpu " }, { 'r', "release cpu " }, { 'f', "force cpu " },
	{ 'x', "force off" },
};

static bool print_choice(struct front *front, const struct input *input,
			 bool first)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(choices); i++) {
		size_t len = strlen(choices[i].text);

		if (strncmp(input->text, choices[i].text, len))
			continue;
		front_print(front, "%s%c%s@%llu.%llu.%llu", first ? "" : ",",
			    choices[i].letter,
			    choices[i].letter == 'x' ? "0" : input->text + len,
			    (unsigned long long)input->at.steps,
			    (unsigned long long)input->at.hw_events,
			    (unsigned long long)input->at.now);
		return true;
	}
	return false;
}

static int print_schedule(struct front *front)
{
	u32 nr = session_nr_inputs(front->session);
	bool first = true;
	u32 i;

	for (i = 0; i < nr; i++)
		if (print_choice(front, session_get_input(front->session, i),
				 first))
			first = false;
	if (first)
		front_print(front, "No forced choices. `hold cpu N` and "
			    "`cpu N step` make some.");
	front_print(front, "\n");
	return 0;
}

/* Plan one word of a schedule.  NULL: it is wrong; else what follows it. */
static const char *plan_choice(struct front *front, const char *word)
{
	struct position at = session_position(front->session);
	unsigned long cpu;
	char text[32];
	char *end;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(choices); i++)
		if (choices[i].letter == *word)
			break;
	if (i == ARRAY_SIZE(choices))
		return NULL;
	cpu = strtoul(word + 1, &end, 10);
	if (*end != '@' || cpu >= front_machine(front)->nr_cpus)
		return NULL;
	at.steps = strtoull(end + 1, &end, 10);
	if (*end != '.')
		return NULL;
	at.hw_events = strtoull(end + 1, &end, 10);
	if (*end != '.')
		return NULL;
	at.now = strtoull(end + 1, &end, 10);
	if (choices[i].letter == 'x')
		snprintf(text, sizeof(text), "%s", choices[i].text);
	else
		snprintf(text, sizeof(text), "%s%lu", choices[i].text, cpu);
	if (session_plan(front->session, text, (u32)cpu, &at))
		return NULL;
	return end;
}

static int run_schedule(struct front *front, const struct stmt *stmt)
{
	struct span span = script_span(stmt->script, stmt->first_arg,
				       stmt->end_arg);
	char *text;
	const char *at;

	if (!stmt->nr_args)
		return print_schedule(front);
	text = strndup(span.text, span.len);
	at = text + (*text == '"');
	while (at && *at && *at != '"') {
		at = plan_choice(front, at);
		if (at && *at == ',')
			at++;
	}
	free(text);
	if (!at)
		return front_error(front, "words such as h1@120.4.16000000, at steps "
				   "that lie ahead, would be right",
				   "that is no schedule for this machine");
	return 0;
}
const struct command cmd_schedule = {
	.name = "schedule", .usage = "[STRING]", .effect = EFFECT_VIEW,
	.max_args = 256, .run = run_schedule,
	.help = "Print the forced choices as a string, or replay one.",
	.more = "Given at the start of a session with the same other inputs, "
		"the string makes the same schedule.",
};
