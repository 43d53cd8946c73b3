/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A session: one machine, the inputs it was given, and its past.
 *
 * A session is its inputs (inputs.h).  Every command that changes the machine
 * is kept with the position (position.h) at which it was given; everything else
 * follows by execution.  Going back means restoring the nearest checkpoint
 * before the target and executing again; going forward again applies the later
 * inputs where they were given.  A new input in the past cuts the later ones
 * off into a numbered branch.
 *
 * Navigation (stepping, running, going back) is no input.
 */
#ifndef SESSION_H
#define SESSION_H

#include <stdbool.h>
#include <stdio.h>
#include <time.h>	/* before linux/wheel.h, which renames timer_delete */

#include "inputs.h"
#include "linux/kernel.h"
#include "machine/machine.h"
#include "position.h"
#include "trace_store.h"

struct session;

struct session_config {
	struct kernel_config kernel;
	u32 step_cost;			/* ns a statement */
	u64 heap_max;			/* bytes of simulated memory, 0: 1 GiB */
	bool history;			/* take checkpoints, so as to go back */
	void *user;			/* for the apply function */
};

/* Applies a changing command to the machine, at once, without running it.
 * Returns 0, or -1 when it was refused and nothing was changed; *wait is the
 * serial of the task that the prompt should wait for, 0 for none. */
typedef int (*session_apply)(struct session *session, const struct input *input,
			     u32 *wait);

/* Called after each statement while it is set (navigation): true stops. */
typedef bool (*session_here)(struct session *session, void *ctx);

/* Called while the machine runs, after each statement that has caused an event
 * of the trace, and after each event of the hardware.  It must only look.  Not
 * when the past is executed again. */
typedef void (*session_look)(void *ctx);

/* How far to run; absolute.  UINT64_MAX (cpu -1) where there is no limit. */
struct goal {
	struct machine_limits limits;
	u32 wait;			/* stop when this call (a task) is over */
	session_here here;
	void *ctx;
};

struct session_stop {
	enum stop_reason reason;
	bool here;			/* goal->here said stop */
	bool returned;			/* goal->wait is over */
	s32 cpu;			/* the CPU it is about, or -1 */
	char text[MACHINE_TEXT_MAX];
};

/* Make and boot a machine.  NULL with *error set when the configuration is
 * refused or memory is short. */
struct session *session_new(const struct session_config *config,
			    session_apply apply, const char **error);
void session_free(struct session *session);

struct machine *session_machine(const struct session *session);
struct trace_store *session_trace(const struct session *session);
const struct session_config *session_get_config(const struct session *session);

/* Where it stands. */
struct position session_position(const struct session *session);
/* Where the present future ends, as far as it has been executed. */
struct position session_end(const struct session *session);

/* The focused CPU: a matter of view, never recorded. */
u32 session_focus(const struct session *session);
void session_set_focus(struct session *session, u32 cpu);

/* Give a changing command.  In the past it cuts the later inputs off. */
int session_input(struct session *session, const char *text, u32 line,
		  u32 *wait);

/* Execute until the goal; later inputs are applied on the way. */
struct session_stop session_run(struct session *session,
				const struct goal *goal);

/* Let @look watch all runs from now on; NULL: nobody does. */
void session_look_on(struct session *session, session_look look, void *ctx);

/* Go to a position, backwards or forwards.  0, or -1 when it cannot be
 * reached (no history; before the first checkpoint).  Ctrl-C does not leave it
 * half way: it gets there, with host->interrupted set. */
int session_goto(struct session *session, const struct position *to);

/* Go to where a run from the beginning, with the same inputs, would stop at
 * these limits (steps, time, events).  0; -1 when there is no way back; 1 when
 * something happened for the first time that ended it before (machine->stop
 * says what: an Oops, a deadlock), or Ctrl-C, with host->interrupted set: then
 * it is back where it began, or, without history, has come as far as that. */
int session_goto_limits(struct session *session,
			const struct machine_limits *limits);

/* Go back to where @cpu has just executed its statement number @steps (1..),
 * which lies before this position or here.  -1: that is nowhere, nothing
 * moved. */
int session_goto_cpu_step(struct session *session, u32 cpu, u64 steps,
			  struct position *at);

/* Go back to the latest position before this one for which @here answers true.
 * False: there is none, or Ctrl-C came (host->interrupted); nothing moved. */
bool session_search_back(struct session *session, session_here here, void *ctx);

/* Give an input for a position ahead: when the session gets there, it is
 * applied.  -1: that position lies in the past. */
int session_plan(struct session *session, const char *text, u32 cpu,
		 const struct position *at);

/* The inputs applied so far and those that lie ahead. */
u32 session_nr_applied(const struct session *session);
u32 session_nr_inputs(const struct session *session);
const struct input *session_get_input(const struct session *session, u32 i);

/* Branches: the futures that new inputs in the past have cut off. */
u32 session_nr_branches(const struct session *session);
/* Its inputs; @nr receives their number, @end where that future stood. */
const struct input *session_get_branch(const struct session *session, u32 i,
				       u32 *nr, struct position *end);
/* Make branch @i the present future again; the present one becomes a branch.
 * Goes to the branch's end. */
int session_switch_branch(struct session *session, u32 i);

/* Take back the last input (its future becomes a branch), or give the undone
 * one again.  -1: there is none. */
int session_undo(struct session *session);
int session_redo(struct session *session);
bool session_can_redo(const struct session *session);

/* Re-execution has produced other events than the first time: an internal
 * error.  The event's number, or UINT64_MAX. */
u64 session_diverged(const struct session *session);

/* A goal without limits. */
struct goal goal_none(void);

#endif
