/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command line: one table of options feeds parser, --help and completion.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stdio.h>

#include "front.h"

struct options {
	const char *batch;		/* -b FILE, "-" standard input */
	const char *execute;		/* -e TEXT */
	const char *json, *events;	/* output files */
	const char *load;		/* a session to begin with */
	const char *theme;		/* of the screen */
	bool ascii, mouse;
	bool console, verify, schema, help, version, history;
	bool manual, completion, print_options;
	bool check_lesson, no_progress;
	bool ftrace;			/* --events writes ftrace text */
	bool wrong;			/* a usage error, said already */
	struct limits limits;
	int first_file;			/* index of the first operand */
};

/* Usage errors are said and set options->wrong; what else is given is read
 * all the same, so that the result can be written where it was wanted. */
void options_parse(struct options *options, int argc, char **argv);

void options_help(FILE *out);
void options_print(FILE *out);		/* for the shell completion */
void options_manual(FILE *out);		/* for the man page */

#endif
