/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands: one row each, beside its function; the table feeds the parser,
 * usage errors, help, completion, the man page and the shell completion.
 *
 * To add one: write the function and its row in a cmd_*.c file, and name the
 * row in commands.c.
 */
#ifndef COMMAND_H
#define COMMAND_H

#include "compile.h"
#include "front.h"

enum effect {
	EFFECT_MACHINE,			/* changes the machine: an input */
	EFFECT_VIEW,			/* looks, or moves in time */
	EFFECT_HOST,			/* touches files or the program */
};

/* What may stand where the cursor is, for Tab. */
enum complete {
	COMPLETE_NOTHING,
	COMPLETE_EXPRESSION,
	COMPLETE_PLACE,			/* functions, marks, files */
	COMPLETE_CALL,			/* a kernel call */
	COMPLETE_STATEMENT,		/* any command */
	COMPLETE_COMMAND,		/* names of commands and topics */
	COMPLETE_FILE,
	COMPLETE_WORDS,			/* row->words, blank separated, or
					 * row->word */
};

struct command {
	const char *name;
	const char *abbreviation;	/* extra short name, or NULL */
	const char *usage;		/* its arguments */
	enum effect effect;
	u32 min_args, max_args;
	int (*run)(struct front *front, const struct stmt *stmt);
	/* EFFECT_MACHINE: apply an input; what run() has checked holds */
	int (*apply)(struct front *front, const struct input *input,
		     const struct stmt *stmt, u32 *wait);
	bool repeats;			/* an empty line gives it again */
	bool results;			/* `-> r` after it can be right */
	enum complete complete;
	const char *words;
	const char *(*word)(u32 nr);	/* or each of a table; NULL: no more */
	const char *help;		/* one line */
	const char *more;		/* further lines, or NULL */
};

extern const struct command *const commands[];
extern const u32 nr_commands;

/* The command meant by @word: its name, its abbreviation, or an unambiguous
 * beginning of a name.  NULL with *error set ("no such command", "could be
 * step or stop"). */
const struct command *command_find(struct span word,
				   struct script_error *error);

/* Offer the names of all commands and calls to somebody who misspelt one. */
void commands_offer(struct nearest *nearest);

/* Does the statement fit the row (number of arguments)?  Else *error says. */
bool command_check(const struct command *command, const struct stmt *stmt,
		   struct script_error *error);

/* The argument as a number; -1 with *error set. */
int command_number(const struct stmt *stmt, u32 arg, u64 *value,
		   struct script_error *error);
/* @what is wrong: one of these words, blank separated, would be right. -1. */
int command_no_word(struct front *front, const char *words, const char *what);
/* Are there no arguments from number @arg on?  Else an error, with the usage. */
bool command_ends(struct front *front, const struct command *command,
		  const struct stmt *stmt, u32 arg);
/* When jiffies becomes @j, in ns; -1 and an error on a machine without ticks. */
int command_jiffies(struct front *front, u64 j, u64 *ns);
/* Is there no `-> r`?  Else -1 and an error. */
int command_no_result(struct front *front, const struct command *command,
		      const struct stmt *stmt);
/* All the arguments as an expression, to be freed; NULL, having said why not. */
struct expr *command_expr(struct front *front, const struct stmt *stmt);
/* A CPU number of this machine. */
int command_cpu(struct front *front, const struct stmt *stmt, u32 arg,
		u32 *cpu);
/* The number of the trace event of that name, or -1 and an error. */
int command_event(struct front *front, const char *name);
/* "argument @i as a C string"; the caller frees it. */
char *command_text(const struct stmt *stmt, u32 arg);

/* A typed kernel call: give it as an input and wait for its return. */
int command_call(struct front *front, const struct stmt *stmt);
/* On some CPUs a call would be waited for until doomsday: -1, having said why,
 * when @cpu is such a one.  A held CPU is not: there the call waits. */
int command_refuse_lost(struct front *front, u32 cpu);
/* Start a compiled program on @cpu; *wait receives the result's serial. */
int command_spawn(struct front *front, u32 cpu, const char *name,
		  const struct compiled *compiled, u32 *wait);

/* Apply one changing command (see session_apply). */
int command_apply(struct session *session, const struct input *input,
		  u32 *wait);

/* The manual's section of commands and calls, in mdoc. */
void command_write_manual(FILE *out);
/* A few sentences as mdoc; `words` between such marks are bold. */
void command_write_text(FILE *out, const char *text);
/* The bash completion script. */
void command_write_completion(FILE *out);

#endif
