/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The console: see console.h.
 *
 * An empty line repeats the last stepping command, as in gdb.  A line that
 * ends inside a block asks for more.  Ctrl-C stops a run that takes long.
 */
#include "config.h"

#include "console.h"

#include <readline/history.h>
#include <readline/readline.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"

/* readline's callbacks and signal handlers take no argument of ours. */
static struct front *the_front;

/* --- completion -------------------------------------------------------------------- */

struct candidates {
	char **list;
	size_t nr, max, next;
};
static struct candidates candidates;

static void candidates_clear(void)
{
	while (candidates.nr > 0)
		free(candidates.list[--candidates.nr]);
	candidates.next = 0;
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

static void offer_words(const char *words, const char *part)
{
	char *copy = strdup(words ? words : "");
	char *word;

	for (word = strtok(copy, " "); word; word = strtok(NULL, " "))
		offer(word, part);
	free(copy);
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
		break;
	case COMPLETE_WORDS:
		offer_words(command->words, part);
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
	return strdup(candidates.list[candidates.next++]);
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
	if (start > 0 && wants_file(rl_line_buffer))
		return NULL;	/* readline's own: file names */
	rl_attempted_completion_over = 1;
	candidates_clear();
	if (words_before(rl_line_buffer, start) == 0) {
		offer_commands(text);
		offer_calls(text);
	} else {
		offer_arguments(rl_line_buffer, start, end, text);
	}
	return rl_completion_matches(text, next_candidate);
}

/* --- history ------------------------------------------------------------------------ */

/* @path and the folders above it, private as the XDG specification wants. */
static void make_folders(char *path)
{
	char *slash;

	for (slash = strchr(path + 1, '/'); slash;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(path, 0700);
		*slash = '/';
	}
	mkdir(path, 0700);
}

static char *history_path(void)
{
	const char *state = getenv("XDG_STATE_HOME");
	const char *home = getenv("HOME");
	char path[4096];

	if (state && *state)
		snprintf(path, sizeof(path), "%s/timerscope", state);
	else if (home && *home)
		snprintf(path, sizeof(path), "%s/.local/state/timerscope",
			 home);
	else
		return NULL;
	make_folders(path);
	strncat(path, "/history", sizeof(path) - strlen(path) - 1);
	return strdup(path);
}

/* --- the loop ------------------------------------------------------------------------ */

static void interrupt(int signal_number)
{
	(void)signal_number;
	if (the_front->session)
		front_machine(the_front)->host->interrupted = 1;
}

static const char *prompt(struct front *front, bool more)
{
	static char text[64];

	if (more)
		return "> ";
	snprintf(text, sizeof(text), "(timerscope cpu %u) ",
		 session_focus(front->session));
	return text;
}

/* What an empty line after @line means: a movement again, but not the call that
 * `step CALL` gave.  NULL: nothing. */
static char *repeated(const char *line)
{
	struct script_error error;
	const struct command *command;
	struct span word, argument;

	line += strspn(line, " \t");
	word = (struct span){ line, strcspn(line, " \t") };
	argument.text = word.text + word.len + strspn(word.text + word.len,
						      " \t");
	argument.len = strcspn(argument.text, " \t");
	command = command_find(word, &error);
	if (!command || !command->repeats || strchr(line, ';'))
		return NULL;
	return strdup(compile_row(argument) ? command->name : line);
}

static bool incomplete(const char *text)
{
	struct script_error error = { 0 };
	struct script *script = script_parse(text, strlen(text), &error);

	script_free(script);
	return !script && error.incomplete;
}

/* One command, over several lines if it has an open block.  NULL: the end. */
static char *read_command(struct front *front)
{
	char *text = readline(prompt(front, false));

	while (text && incomplete(text)) {
		char *more = readline(prompt(front, true));
		char *both;

		if (!more)
			break;
		if (asprintf(&both, "%s\n%s", text, more) < 0)
			both = NULL;
		free(text);
		free(more);
		text = both;
	}
	return text;
}

static void execute(struct front *front, char *text, char **last)
{
	if (!*text && *last) {
		front_execute(front, *last, strlen(*last), NULL);
		return;
	}
	if (*text)
		add_history(text);
	free(*last);
	*last = repeated(text);
	front_execute(front, text, strlen(text), NULL);
}

static bool confirm_quit(struct front *front, bool end_of_input)
{
	char *answer;
	bool yes;

	if (!front->changed || end_of_input || !isatty(STDIN_FILENO))
		return true;
	answer = readline("The session has not been saved. Quit? (y or n) ");
	yes = !answer || *answer == 'y' || *answer == 'Y';
	free(answer);
	front->quit = yes;
	return yes;
}

void console_run(struct front *front)
{
	char *history = history_path();
	struct sigaction action = { .sa_handler = interrupt };
	char *last = NULL;
	char *text;
	bool end = false;

	the_front = front;
	rl_readline_name = "timerscope";
	rl_attempted_completion_function = complete;
	rl_basic_word_break_characters = " \t\n\"'=<>,;{}()";
	using_history();
	if (history)
		read_history(history);
	sigaction(SIGINT, &action, NULL);
	do {
		text = read_command(front);
		end = !text;
		if (text)
			execute(front, text, &last);
		free(text);
		fflush(front->options.out);
	} while (!(end || front->quit) || !confirm_quit(front, end));
	if (history)
		write_history(history);
	candidates_clear();
	free(candidates.list);
	free(history);
	free(last);
}
