/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command line: see options.h.
 */
#include "options.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "views/theme.h"

enum kind { FLAG, TEXT, THEME, NUMBER, TIME, SIZE };

struct option_row {
	const char *name;
	char letter;
	enum kind kind;
	size_t offset;
	const char *argument;
	const char *help;
};

#define AT(field) offsetof(struct options, field)

static const struct option_row rows[] = {
	{ "console", 0, FLAG, AT(console), NULL,
	  "type commands at a prompt (readline), as in gdb" },
	{ "theme", 0, THEME, AT(theme), "NAME",
	  "colours of the screen: " },
	{ "ascii", 0, FLAG, AT(ascii), NULL,
	  "draw the screen with ASCII characters only" },
	{ "mouse", 0, FLAG, AT(mouse), NULL,
	  "let the mouse focus panes and choose in them" },
	{ "batch", 'b', TEXT, AT(batch), "FILE",
	  "run a script without a terminal; - is standard input" },
	{ "execute", 'e', TEXT, AT(execute), "COMMANDS",
	  "run these commands, separated by semicolons" },
	{ "load", 0, TEXT, AT(load), "FILE", "begin with a saved session" },
	{ "json", 0, TEXT, AT(json), "FILE",
	  "write configuration, final state and expectations as JSON" },
	{ "events", 0, TEXT, AT(events), "FILE",
	  "write each trace event as a line of JSON" },
	{ "ftrace", 0, FLAG, AT(ftrace), NULL,
	  "write --events as ftrace text instead" },
	{ "verify", 0, FLAG, AT(verify), NULL,
	  "compare the model with recordings of real kernels" },
	{ "check-lesson", 0, FLAG, AT(check_lesson), NULL,
	  "prove that the lessons in these files can be solved, and how" },
	{ "no-progress", 0, FLAG, AT(no_progress), NULL,
	  "neither read nor keep progress in lessons" },
	{ "schema", 0, FLAG, AT(schema), NULL,
	  "print the JSON Schema of both exports" },
	{ "history", 0, FLAG, AT(history), NULL,
	  "keep the past in a batch run too, so as to go back" },
	{ "max-steps", 0, NUMBER, AT(limits.steps), "N",
	  "statements a batch run may execute (100000000)" },
	{ "max-time", 0, TIME, AT(limits.time), "SECONDS",
	  "virtual time a batch run may take (1000000)" },
	{ "max-memory", 0, SIZE, AT(limits.memory), "MIB",
	  "simulated memory (1024)" },
	{ "max-output", 0, SIZE, AT(limits.output), "MIB",
	  "what a batch run may print (64)" },
	{ "wall-limit", 0, NUMBER, AT(limits.wall), "SECONDS",
	  "real time of a batch run; the one limit that is not "
	  "deterministic (none)" },
	{ "help", 'h', FLAG, AT(help), NULL, "print this" },
	{ "version", 0, FLAG, AT(version), NULL, "print the version" },
	{ "manual", 0, FLAG, AT(manual), NULL,
	  "print the manual's sections of options and commands, in mdoc" },
	{ "completion", 0, FLAG, AT(completion), NULL,
	  "print the completion for bash" },
	{ "print-options", 0, FLAG, AT(print_options), NULL,
	  "print the names of all options" },
};
#define NR_ROWS (sizeof(rows) / sizeof(rows[0]))

#define HELP_MAX 300u

static bool read_number(const char *text, u64 max, u64 *value)
{
	char *end;

	if (*text < '0' || *text > '9')
		return false;
	errno = 0;
	*value = strtoull(text, &end, 10);
	return !errno && !*end && *value > 0 && *value <= max;
}

/* The help of a row, with what may be given where that is a table's. */
static const char *help_of(const struct option_row *row, char *buf, size_t size)
{
	size_t at = (size_t)snprintf(buf, size, "%s", row->help);
	u32 i;

	for (i = 0; row->kind == THEME && theme_name(i) && at < size; i++)
		at += (size_t)snprintf(buf + at, size - at, "%s%s",
				       i ? ", " : "", theme_name(i));
	return buf;
}

static bool store(struct options *options, const struct option_row *row,
		  const char *argument)
{
	char *at = (char *)options + row->offset;
	char help[HELP_MAX];
	u64 value = 0;

	if (row->kind == FLAG) {
		*(bool *)(void *)at = true;
		return true;
	}
	if (row->kind == THEME && !theme_find(argument)) {
		fprintf(stderr, "timerscope: --%s: there is no \"%s\"; %s\n",
			row->name, argument, help_of(row, help, sizeof(help)));
		return false;
	}
	if (row->kind == TEXT || row->kind == THEME) {
		*(const char **)(void *)at = argument;
		return true;
	}
	if (!read_number(argument, row->kind == SIZE ? 1 << 20 :
			 row->kind == TIME ? KTIME_MAX / NSEC_PER_SEC :
			 UINT64_MAX, &value)) {
		fprintf(stderr, "timerscope: --%s: \"%s\" is no number that fits; "
			"see timerscope --help\n", row->name, argument);
		return false;
	}
	if (row->kind == SIZE)
		value <<= 20;
	else if (row->kind == TIME)
		value *= NSEC_PER_SEC;
	*(u64 *)(void *)at = value;
	return true;
}

void options_parse(struct options *options, int argc, char **argv)
{
	struct option longs[NR_ROWS + 1];
	char shorts[2 * NR_ROWS + 1];
	char *letter = shorts;
	size_t i;
	int c, index;

	memset(longs, 0, sizeof(longs));
	for (i = 0; i < NR_ROWS; i++) {
		longs[i].name = rows[i].name;
		longs[i].has_arg = rows[i].kind != FLAG;
		longs[i].val = rows[i].letter ? rows[i].letter : 256 + (int)i;
		if (rows[i].letter)
			*letter++ = rows[i].letter;
		if (rows[i].letter && rows[i].kind != FLAG)
			*letter++ = ':';
	}
	*letter = '\0';
	while ((c = getopt_long(argc, argv, shorts, longs, &index)) != -1) {
		for (i = 0; i < NR_ROWS; i++)
			if (longs[i].val == c)
				break;
		if (i == NR_ROWS) {
			fprintf(stderr, "see timerscope --help\n");
			options->wrong = true;
		} else if (!store(options, &rows[i], optarg)) {
			options->wrong = true;
		}
	}
	options->first_file = optind;
	if (options->ftrace && !options->events) {
		fprintf(stderr, "timerscope: --ftrace says how to write the "
			"events; --events FILE says where\n");
		options->wrong = true;
	}
}

static void left_side(const struct option_row *row, char *buf, size_t size)
{
	snprintf(buf, size, "%c%c%s--%s%s%s", row->letter ? '-' : ' ',
		 row->letter ? row->letter : ' ', row->letter ? ", " : "  ",
		 row->name, row->argument ? " " : "",
		 row->argument ? row->argument : "");
}

void options_help(FILE *out)
{
	char left[64], help[HELP_MAX];
	size_t i;

	fputs("usage: timerscope [OPTION]... [SCRIPT]\n"
	      "       timerscope [OPTION]... LESSON\n"
	      "       timerscope --verify RECORDING...\n"
	      "       timerscope --check-lesson FILE...\n"
	      "A machine with Linux' timers that can be single-stepped, "
	      "forwards and backwards.\n\n", out);
	for (i = 0; i < NR_ROWS; i++) {
		left_side(&rows[i], left, sizeof(left));
		fprintf(out, "  %-26s %s\n", left,
			help_of(&rows[i], help, sizeof(help)));
	}
	fputs("\nExit codes: 0 all held; 1 an expectation failed, or none was "
	      "checked; 2 usage or\nscript error; 3 a limit, deadlock or "
	      "livelock; 4 an unexpected Oops; 5 timerscope's\nown fault.\n",
	      out);
}

void options_print(FILE *out)
{
	size_t i;

	for (i = 0; i < NR_ROWS; i++)
		fprintf(out, "--%s\n", rows[i].name);
}

/* Hyphens of options are minus signs, not the ones that break lines. */
static void manual_text(FILE *out, const char *text, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		fputs(text[i] == '-' ? "\\-" : (char[]){ text[i], '\0' }, out);
}

/* The description of one option; a trailing "(...)" is its default. */
static void manual_help(FILE *out, const char *help)
{
	const char *note = strrchr(help, '(');
	size_t len = strlen(help);

	if (note && (help[len - 1] != ')' ||
		     !strchr("0123456789n", note[1])))
		note = NULL;
	fputc(*help >= 'a' && *help <= 'z' ? *help - 'a' + 'A' : *help, out);
	manual_text(out, help + 1,
		    note ? (size_t)(note - help) - 2 : len - 1);
	fputs(".\n", out);
	if (note)
		fprintf(out, "The default is %.*s.\n",
			(int)strcspn(note + 1, ")"), note + 1);
}

void options_manual(FILE *out)
{
	char help[HELP_MAX];
	size_t i;

	fputs(".Sh OPTIONS\n.Bl -tag -width Ds\n", out);
	for (i = 0; i < NR_ROWS; i++) {
		fputs(".It ", out);
		if (rows[i].letter)
			fprintf(out, "Fl %c , ", rows[i].letter);
		fputs("Fl \\-", out);
		manual_text(out, rows[i].name, strlen(rows[i].name));
		if (rows[i].argument)
			fprintf(out, " Ar %s", rows[i].argument);
		fputc('\n', out);
		manual_help(out, help_of(&rows[i], help, sizeof(help)));
	}
	fputs(".El\n", out);
}
