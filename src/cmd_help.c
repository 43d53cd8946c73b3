/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command help: commands, kernel calls, functions, topics, events.
 */
#include "command.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "help_state.h"
#include "lesson_state.h"
#include "linux/trace.h"
#include "topics.h"

/* Bytes of the first sentence; "..." ends none. */
static int first_sentence(const char *text)
{
	const char *end = strstr(text, ". ");

	while (end && end > text && end[-1] == '.')
		end = strstr(end + 1, ". ");
	return end ? (int)(end - text) + 1 : (int)strlen(text);
}

/* What a list says of a topic: its first sentence. */
static void topic_line(struct front *front, const struct topic *topic)
{
	struct pool pool = { 0 };

	lesson_wrap(front, pool_format(&pool, "  %-15s ", topic->name),
		    pool_format(&pool, "%.*s", first_sentence(topic->text),
				topic->text));
	pool_clear(&pool);
}

static void help_topics(struct front *front)
{
	u32 i;

	for (i = 0; i < nr_topics; i++)
		topic_line(front, &topics[i]);
	front_print(front, "`help NAME` tells more about each.\n");
}

static void help_all(struct front *front)
{
	struct pool pool = { 0 };
	const char *list = "Topics (help NAME; `help topics` tells what each is):";
	u32 i;

	front_print(front, "Commands (help NAME tells more):\n");
	for (i = 0; i < nr_commands; i++)
		front_print(front, "  %-18s%s\n", commands[i]->name,
			    commands[i]->help);
	front_print(front, "\nKernel calls and statements of bodies:\n");
	for (i = 0; i < nr_calls; i++)
		front_print(front, "  %-26s%s\n", call_table[i].name,
			    call_table[i].help);
	front_print(front, "\n");
	for (i = 0; i < nr_topics; i++)
		list = pool_format(&pool, "%s %s", list, topics[i].name);
	lesson_wrap(front, "", list);
	pool_clear(&pool);
}

static void help_command(struct front *front, const struct command *c)
{
	front_print(front, "%s %s\n%s\n", c->name, c->usage, c->help);
	if (c->more)
		front_print(front, "%s\n", c->more);
	if (c->abbreviation)
		front_print(front, "Short: %s\n", c->abbreviation);
}

static void help_call(struct front *front, const struct call_row *row)
{
	char usage[400];

	front_print(front, "%s\n%s\n", call_usage(row, usage, sizeof(usage)),
		    row->help);
	if (row->more)
		front_print(front, "%s\n", row->more);
	front_print(front, "For example: %s\n",
		    call_example(row, usage, sizeof(usage)));
}

static void help_topic(struct front *front, const struct topic *topic)
{
	lesson_wrap(front, "", topic->text);
	if (topic->see[0])
		front_print(front, "See also: %s\n", topic->see);
}

static void help_event(struct front *front, const struct trace_event *event)
{
	u32 i;

	front_print(front, "%s, an event of the trace: %s\n", event->name,
		    event->help);
	for (i = 0; i < event->nr_fields; i++)
		front_print(front, "  %-14s%s\n", event->field[i].name,
			    event->field[i].help);
	front_print(front, "`break event %s` stops at it, "
		    "`count(%s)` counts it.\n", event->name, event->name);
}

static bool help_function(struct front *front, struct span word)
{
	u32 i;

	for (i = 1; i < step_nr_funcs; i++) {
		if (!span_is(word, step_funcs[i].name))
			continue;
		front_print(front, "%s, %s:%u\n%s%s`list %s` shows its source.\n",
			    step_funcs[i].name,
			    step_files[step_funcs[i].file].path,
			    step_funcs[i].line, step_funcs[i].narration,
			    step_funcs[i].narration[0] ? "\n" : "",
			    step_funcs[i].name);
		return true;
	}
	return false;
}

static bool same_name(struct span word, const char *name)
{
	return strlen(name) == word.len &&
	       !strncasecmp(word.text, name, word.len);
}

/* What is called exactly so: a call, a topic, an event, a function, a pane; and
 * fields of the state, unless it is a @command. */
static bool help_exact(struct front *front, struct span word, bool command)
{
	const struct call_row *row = compile_row(word);
	const struct topic *topic = topic_find(word);
	int event = topic_find_event(word);
	bool known;

	if (row)
		help_call(front, row);
	if (row && compile_homonym(row))
		help_call(front, compile_homonym(row));
	if (topic && !same_name(word, topic->name))
		front_print(front, "%s:\n", topic->name);
	if (topic)
		help_topic(front, topic);
	if (event >= 0)
		help_event(front, &trace_events[event]);
	known = row || topic || event >= 0 || help_function(front, word);
	known |= help_pane(front, word);
	if (!row && !command)
		known |= help_field(front, word);
	return known;
}

static int no_help(struct front *front, struct span word)
{
	struct nearest nearest;
	char right[200] = "";
	u32 i;

	nearest_begin(&nearest, word.text, word.len);
	commands_offer(&nearest);
	for (i = 0; i < nr_topics; i++)
		nearest_offer(&nearest, topics[i].name);
	for (i = 0; i < EVENT_NR; i++)
		nearest_offer(&nearest, trace_events[i].name);
	nearest_text(&nearest, right, sizeof(right));
	return front_error(front, right[0] ? right : "`help` lists commands, "
			   "calls and topics", "no help on \"%.*s\"",
			   word.len > 40 ? 40 : (int)word.len, word.text);
}

static int run_help(struct front *front, const struct stmt *stmt)
{
	struct script_error error = { 0 };
	const struct command *c;
	struct span word;
	bool exact;

	if (!stmt->nr_args) {
		help_all(front);
		return 0;
	}
	word = script_span(stmt->script, stmt->first_arg, stmt->end_arg);
	if (span_is(word, TOPICS_LIST)) {
		help_topics(front);
		return 0;
	}
	c = command_find(word, &error);
	exact = c && (span_is(word, c->name) ||
		      (c->abbreviation && span_is(word, c->abbreviation)));
	if (exact)
		help_command(front, c);
	exact |= help_exact(front, word, exact);
	if (!exact && c)
		help_command(front, c);
	return exact || c ? 0 : no_help(front, word);
}
const struct command cmd_help = {
	.name = "help", .abbreviation = "h",
	.usage = "[COMMAND | CALL | FUNCTION | TOPIC | EVENT | FIELD | topics]",
	.effect = EFFECT_VIEW, .max_args = 3, .run = run_help,
	.complete = COMPLETE_COMMAND,
	.help = "Tell about a command, a kernel call or function, or a word of "
		"the field.",
	.more = "help topics lists those words with a sentence on each.",
};
