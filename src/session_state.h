/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inside a session: what the files session*.c share, and nobody else knows.
 *
 *	session.c	begins and ends, and says where it stands
 *	session_run.c	moves on
 *	session_back.c	goes back, and anywhere the machine has been
 *	session_input.c	takes inputs, and keeps the futures they cut off
 *
 * Everything that moves the machine goes through session_advance().
 */
#ifndef SESSION_STATE_H
#define SESSION_STATE_H

#include "history.h"
#include "inputs.h"
#include "session.h"

#define MAX_REDO 256

struct branch {
	struct inputs inputs;
	struct position end;
};

struct session {
	struct session_config config;
	struct machine *machine;
	struct trace_store *trace;
	struct history *history;	/* NULL: cannot go back */
	session_apply apply;
	u32 focus;
	struct inputs inputs;
	u32 applied;			/* inputs that have been applied */
	struct position furthest;	/* where the present future ends */
	struct branch *branches;
	u32 nr_branches;
	u32 redo[MAX_REDO];		/* branches that undo made, last on top */
	u32 nr_redo;
	bool mismatch;			/* an input could not be replayed */
	bool interrupted;		/* Ctrl-C came during a replay */
	session_look look;		/* NULL: nobody looks on */
	void *look_ctx;
};

/* Run to the next input, checkpoint or limit, whichever comes first, and apply
 * the input or take the checkpoint.  Inputs from number @max_input on are left
 * alone.  STOP_NONE: there is more to do. */
enum stop_reason session_advance(struct session *session,
				 const struct machine_limits *limits,
				 u32 max_input);

/* The recorded input that is to be applied next, if its number is less than
 * @max_input; NULL: there is none. */
const struct input *session_next_input(const struct session *session,
				       u32 max_input);

/* So many statements of the machine without progress in time are a livelock, in
 * a movement that begins now.  While the past is executed again nothing is: it
 * was gone through once. */
u64 session_livelock_limit(const struct machine *m);

/* Where the session stands may be further than it has ever been. */
void session_note_furthest(struct session *session);

#endif
