/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The line editor: see line.h.
 *
 * In the screen, readline is fed bytes from a queue: it asks for one only while
 * there is one, and never touches the terminal itself.  What it would display
 * (line, cursor, candidates) is asked of it after each key.
 */
#include "config.h"

#include "line.h"

#include <ctype.h>
#include <readline/history.h>
#include <readline/readline.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "linux/trace.h"
#include "state_dir.h"
#include "topics.h"

/* readline's callbacks take no argument of ours. */
static struct front *the_front;

/* --- completion -------------------------------------------------------------------- */

struct candidates {
	char **list;
	size_t nr, max, next;
	size_t skip;			/* characters that stand in the line already */
};
static struct candidates candidates;

static void candidates_clear(void)
{
	while (candidates.nr > 0)
		free(candidates.list[--candidates.nr]);
	candidates.next = 0;
	candidates.skip = 0;
}

static void offer(const char *text, const char *part)
{
	if (strncmp(text, part, strlen(part)))
		return;
	if (candidates.nr == candidates.max) {
		size_t max = 2 * candidates.max + 64;
		char **list = realloc(candidates.list, max * sizeof(*list));

		if (!list)
			return;
		candidates.list = list;
		candidates.max = max;
	}
	candidates.list[candidates.nr++] = strdup(text);
}

static void offer_found(void *data, const char *candidate, const char *help)
{
	(void)help;
	offer(candidate, data);
}

static void offer_commands(const char *part)
{
	u32 i;

	for (i = 0; i < nr_commands; i++)
		offer(commands[i]->name, part);
}

static void offer_calls(const char *part)
{
	u32 i;

	for (i = 0; i < nr_calls; i++)
		offer(call_table[i].name, part);
}

static void offer_places(const char *part)
{
	u32 i;

	for (i = 1; i < step_nr_funcs; i++)
		offer(step_funcs[i].name, part);
	for (i = 1; i < step_nr_marks; i++)
		offer(step_marks[i].name, part);
}

/* What `help` also knows. */
static void offer_topics(const char *part)
{
	u32 i;

	offer(TOPICS_LIST, part);
	for (i = 0; i < nr_topics; i++)
		offer(topics[i].name, part);
	for (i = 0; i < EVENT_NR; i++)
		offer(trace_events[i].name, part);
}

static void offer_words(const char *words, const char *part)
{
	char *copy = strdup(words ? words : "");
	char *word;

	for (word = strtok(copy, " "); word; word = strtok(NULL, " "))
		offer(word, part);
	free(copy);
}

static void offer_each(const char *(*word)(u32 nr), const char *part)
{
	u32 i;

	for (i = 0; word && word(i); i++)
		offer(word(i), part);
}

static void offer_expression(const char *line, int end, const char *part)
{
	expr_complete(&the_front->expr_ctx, line, (size_t)end, offer_found,
		      (void *)part);
}

static u32 words_before(const char *line, int start)
{
	u32 words = 0;
	bool in_word = false;
	int i;

	for (i = 0; i < start; i++) {
		bool blank = line[i] == ' ' || line[i] == '\t';

		words += !blank && !in_word;
		in_word = !blank;
	}
	return words;
}

static void offer_for(const struct command *command, const char *line,
		      int end, const char *part)
{
	switch (command->complete) {
	case COMPLETE_EXPRESSION:
		offer_expression(line, end, part);
		break;
	case COMPLETE_PLACE:
		offer_places(part);
		offer_words("event", part);
		break;
	case COMPLETE_CALL:
		offer_calls(part);
		break;
	case COMPLETE_STATEMENT:
	case COMPLETE_COMMAND:
		offer_commands(part);
		offer_calls(part);
		if (command->complete == COMPLETE_COMMAND)
			offer_topics(part);
		break;
	case COMPLETE_WORDS:
		offer_words(command->words, part);
		offer_each(command->word, part);
		break;
	default:
		break;
	}
}

static void offer_arguments(const char *line, int start, int end,
			    const char *part)
{
	struct span word = { line, strcspn(line, " \t") };
	const struct call_row *row;
	const struct command *command;
	struct script_error error;

	while (*word.text == ' ')
		word.text++;
	word.len = strcspn(word.text, " \t");
	row = compile_row(word);
	command = command_find(word, &error);
	if (row)
		call_complete(row, &the_front->expr_ctx,
			      words_before(line, start) - 1, part,
			      strlen(part), offer_found, (void *)part);
	else if (command)
		offer_for(command, line, end, part);
}

static char *next_candidate(const char *text, int state)
{
	(void)text;
	if (!state)
		candidates.next = 0;
	if (candidates.next >= candidates.nr)
		return NULL;
	return strdup(candidates.list[candidates.next++] + candidates.skip);
}

/* For readline a word begins behind "="; candidates have the key, too: "hz=250".  Where the
 * key begins; @start if there is none. */
static int key_before(const char *line, int start)
{
	int at = start - 1;

	if (at < 1 || line[at] != '=')
		return start;
	while (at > 0 && (isalnum((unsigned char)line[at - 1]) || line[at - 1] == '_'))
		at--;
	return at < start - 1 && at > 0 && line[at - 1] == ' ' ? at : start;
}

static bool wants_file(const char *line)
{
	struct span word = { line, strcspn(line, " \t") };
	struct script_error error;
	const struct command *command = command_find(word, &error);

	return command && command->complete == COMPLETE_FILE;
}

static char **complete(const char *text, int start, int end)
{
	int key = key_before(rl_line_buffer, start);
	char part[200];

	if (start > 0 && wants_file(rl_line_buffer))
		return NULL;	/* readline's own: file names */
	rl_attempted_completion_over = 1;
	candidates_clear();
	if (words_before(rl_line_buffer, start) == 0) {
		offer_commands(text);
		offer_calls(text);
	} else {
		snprintf(part, sizeof(part), "%.*s%s", start - key, rl_line_buffer + key, text);
		candidates.skip = (size_t)(start - key);
		offer_arguments(rl_line_buffer, key, end, part);
	}
	return rl_completion_matches(text, next_candidate);
}

/* --- life --------------------------------------------------------------------------- */

static char *history_file;

void line_open(struct front *front)
{
	the_front = front;
	history_file = state_dir_file("history");
	rl_readline_name = "timerscope";
	rl_attempted_completion_function = complete;
	rl_basic_word_break_characters = " \t\n\"'=<>,;{}()";
	using_history();
	if (history_file)
		read_history(history_file);
}

void line_close(void)
{
	if (history_file)
		write_history(history_file);
	clear_history();
	candidates_clear();
	free(candidates.list);
	candidates = (struct candidates){ 0 };
	free(history_file);
	history_file = NULL;
	the_front = NULL;
}

bool line_is_open(void)
{
	return the_front != NULL;
}

char *line_ask(const char *prompt)
{
	return readline(prompt);
}

void line_remember(const char *text)
{
	add_history(text);
}

/* --- fed with bytes, in the screen ----------------------------------------------------- */

#define QUEUE 4096u

static struct {
	const struct line_user *user;
	void *ctx;
	char byte[QUEUE];
	u32 first, nr;
	FILE *nowhere;
} fed;

static int next_byte(FILE *file)
{
	int byte;

	(void)file;
	if (!fed.nr)
		return EOF;
	byte = (unsigned char)fed.byte[fed.first];
	fed.first = (fed.first + 1) % QUEUE;
	fed.nr--;
	return byte;
}

static int input_waits(void)
{
	return fed.nr > 0;
}

static void no_terminal(int meta)
{
	(void)meta;
}

static void no_display(void)
{
}

static void show_candidates(char **matches, int nr, int longest)
{
	int i;

	(void)longest;
	for (i = 1; i <= nr; i++)
		fed.user->candidate(fed.ctx, matches[i]);
	fed.user->candidate(fed.ctx, NULL);
}

static void accept_line(char *text)
{
	if (text)
		fed.user->accept(fed.ctx, text);
	free(text);
}

void line_begin(const struct line_user *user, void *ctx, const char *prompt)
{
	fed.user = user;
	fed.ctx = ctx;
	fed.first = fed.nr = 0;
	fed.nowhere = fopen("/dev/null", "r+");
	rl_instream = fed.nowhere;
	rl_outstream = fed.nowhere;
	rl_catch_signals = 0;
	rl_catch_sigwinch = 0;
	rl_change_environment = 0;
	rl_prep_term_function = (rl_vintfunc_t *)no_terminal;
	rl_deprep_term_function = no_display;
	rl_getc_function = next_byte;
	rl_input_available_hook = input_waits;
	rl_redisplay_function = no_display;
	rl_completion_display_matches_hook = show_candidates;
	rl_completion_query_items = 0;
	rl_callback_handler_install(prompt, accept_line);
	rl_variable_bind("enable-bracketed-paste", "off");
	rl_variable_bind("bell-style", "none");
}

void line_prompt(const char *prompt)
{
	rl_set_prompt(prompt);
}

void line_end(void)
{
	rl_callback_handler_remove();
	rl_getc_function = rl_getc;
	rl_input_available_hook = NULL;
	rl_redisplay_function = rl_redisplay;
	rl_completion_display_matches_hook = NULL;
	rl_instream = stdin;
	rl_outstream = stdout;
	if (fed.nowhere)
		fclose(fed.nowhere);
	fed.nowhere = NULL;
}

void line_feed(const char *bytes, size_t nr)
{
	size_t i;

	for (i = 0; i < nr; i++) {
		fed.byte[(fed.first + fed.nr) % QUEUE] = bytes[i];
		fed.nr++;
		if (fed.nr < QUEUE && i + 1 < nr)
			continue;
		while (fed.nr)
			rl_callback_read_char();
	}
}

void line_kill(void)
{
	rl_replace_line("", 1);
	rl_point = 0;
}

struct line_state line_state(void)
{
	return (struct line_state){
		.prompt = rl_display_prompt ? rl_display_prompt : "",
		.text = rl_line_buffer ? rl_line_buffer : "",
		.point = (u32)rl_point,
	};
}
