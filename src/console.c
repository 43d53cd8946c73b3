/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The console: see console.h.  Ctrl-C stops a run that takes long.
 */
#include "config.h"

#include "console.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "line.h"
#include "typed.h"

/* Signal handlers take no argument of ours. */
static struct front *the_front;

static void interrupt(int signal_number)
{
	(void)signal_number;
	if (the_front->session)
		front_machine(the_front)->host->interrupted = 1;
}

static bool confirm_quit(struct front *front, bool end_of_input)
{
	char *answer;
	bool yes;

	if (!front->changed || end_of_input || !isatty(STDIN_FILENO))
		return true;
	answer = line_ask("The session has not been saved. Quit? (y or n) ");
	yes = !answer || *answer == 'y' || *answer == 'Y';
	free(answer);
	front->quit = yes;
	return yes;
}

void console_run(struct front *front)
{
	struct sigaction action = { .sa_handler = interrupt };
	struct typed typed = { NULL, NULL };
	char prompt[64];
	bool end;

	the_front = front;
	line_open(front);
	sigaction(SIGINT, &action, NULL);
	do {
		char *text = line_ask(typed_prompt(&typed, front, prompt));

		end = !text;
		if (text)
			typed_line(&typed, front, text);
		free(text);
		fflush(front->options.out);
	} while (!(end || front->quit) || !confirm_quit(front, end));
	if (end && typed.pending)	/* an open block: say that it is one */
		front_execute(front, typed.pending, strlen(typed.pending),
			      NULL);
	typed_free(&typed);
	line_close();
}
