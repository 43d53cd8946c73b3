/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The front end without a face: what console, scripts and later the screen
 * share.  It executes statements of the command language on a session, keeps
 * expectations, displays and limits, and knows how it all ended.
 *
 *	front.c			its life, its machine, its limits, its end
 *	front_execute.c		texts and statements
 *	front_say.c		what it prints, and errors
 *	front_where.c		where a CPU stands
 *	front_arrive.c		what stopped a movement
 *	front_log.c		the kernel log
 */
#ifndef FRONT_H
#define FRONT_H

#include <stdio.h>

#include "breakpoint.h"
#include "expectation.h"
#include "expr.h"
#include "json.h"
#include "navigate.h"
#include "parse.h"
#include "session.h"

/* How a run of the program ends; LANGUAGE: exit codes. */
enum exit_code {
	EXIT_HELD = 0,			/* all expectations held */
	EXIT_FAILED = 1,		/* one failed, or none was checked */
	EXIT_SCRIPT = 2,		/* usage or script error */
	EXIT_LIMIT = 3,			/* a limit, a deadlock, a livelock */
	EXIT_OOPS = 4,			/* an unexpected simulated Oops */
	EXIT_OWN_FAULT = 5,		/* timerscope's own fault */
};

struct limits {
	u64 steps;			/* statements in all */
	u64 time;			/* ns of virtual time */
	u64 memory;			/* bytes of simulated memory */
	u64 output;			/* bytes printed */
	u64 wall;			/* seconds, 0: none */
};

struct front_options {
	bool batch;			/* a script: stops are failures */
	bool ascii;			/* screens: no other characters */
	struct limits limits;
	FILE *out;			/* what commands print */
	FILE *err;			/* diagnoses */
	bool may_forget;		/* one script: if it asks nothing of the
					 * trace, none is kept */
	bool progress;			/* keep progress in lessons */
	trace_stream_fn stream;		/* each trace record, as it comes */
	void *stream_ctx;
};

struct lesson_state;

struct screen;

struct front {
	struct front_options options;
	struct session_config config;
	struct session *session;
	u32 nr_sessions;		/* begun so far */
	struct breakpoints *breakpoints;
	struct expr_ctx expr_ctx;
	struct conditions *conditions;	/* of breakpoints and displays */
	struct expr_cache *expr_cache;
	const char *script_name;	/* NULL: typed */
	u32 line, column;		/* of the statement being executed */
	struct expectations expectations;
	char **displays;
	u32 nr_displays;
	struct screen *screen;		/* NULL: none has been made */
	bool on_screen;			/* it shows where the machine stands */
	bool quit;
	u32 catches;			/* stops that `catch` expects, by reason */
	u32 caught;			/* of these, the ones that have come */
	bool limited;			/* a limit was met, not a mistake */
	bool forgets;			/* the trace is not kept */
	u32 depth;			/* scripts that `source` scripts */
	bool replaying;			/* inputs are not new: say nothing */
	enum exit_code code;		/* the worst so far */
	char reason[640];
	char error_text[640];		/* the first error said */
	u64 log_seen;			/* events whose log lines were printed */
	bool saying;			/* a new input: say what it implies */
	volatile int out_of_time;	/* set by a signal: the wall limit */
	u32 list_file, list_line;	/* where `list` goes on */
	bool changed;			/* since the last save */
	struct lesson_state *lesson;	/* the open one, or NULL */
};

/* The machine that is made when nobody asks for another. */
struct session_config front_default_config(void);

struct front *front_new(const struct front_options *options,
			const struct session_config *config,
			const char **error);
void front_free(struct front *front);

/* Start over with another configuration.  -1 with *error set: nothing has
 * changed. */
int front_restart(struct front *front, const struct session_config *config,
		  const char **error);

struct machine *front_machine(const struct front *front);

/* Execute a text: every statement is checked before the first one runs.
 * 0, or -1 when it was refused or a statement failed (said so already). */
int front_execute(struct front *front, const char *text, size_t len,
		  const char *name);

/* Does every statement name a command, with the right number of arguments?
 * Else *error says. */
bool front_check(const struct script *script, struct script_error *error);

/* Execute one statement that has been parsed. */
int front_statement(struct front *front, const struct stmt *stmt);

/* Say what was wrong and what would be right; returns -1. */
int front_error(struct front *front, const char *right, const char *what, ...)
	__attribute__((format(printf, 3, 4)));
int front_script_error(struct front *front, const struct script_error *error);
/* Say what the simulated machine has too little of; returns -1. */
int front_exhausted(struct front *front);
/* The same of one that front_restart() could not make. */
int front_no_machine(struct front *front, const char *error);
/* The same for the text of an input: it is a part of the script. */
int front_input_error(struct front *front, const struct script_error *error);

/* Print to options.out, counting against the output limit. */
void front_print(struct front *front, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Tell what was done that nobody asked for (a timer set up by itself, a time
 * converted); nothing while inputs are replayed.  @data is the front. */
void front_note(void *data, const char *text);

/* Note how it ends, if that is worse than what is known. */
void front_end(struct front *front, enum exit_code code, const char *reason);

/* After a movement: say what stopped it, where the focused CPU stands, and
 * show the displays.  Quiet movements (run, a call) say only what is unusual. */
void front_arrived(struct front *front, const struct arrival *arrival,
		   bool quiet);

/* The line "CPU 0 ... function, file:line" and the statement itself. */
void front_where(struct front *front, u32 cpu);

/* The same after a movement: a screen shows it anyway. */
void front_came_to(struct front *front, u32 cpu);

/* The innermost C function of the focused CPU; NULL: it stands in none. */
const struct step_frame *front_frame(const struct front *front);

/* Steps that may still be executed under the limits. */
u64 front_steps_left(const struct front *front);
u64 front_time_limit(const struct front *front, u64 time);

/* Give a changing command as an input of the session and, when it is a call,
 * wait for its return as @wait says. */
int front_input(struct front *front, const char *text, u32 *wait);

/* The JSON result of it all. */
bool front_write_json(const struct front *front, FILE *file);

/* What the exit code is now, expectations considered. */
enum exit_code front_exit_code(struct front *front);

#endif
