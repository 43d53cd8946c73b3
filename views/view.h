/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What panes see.  The machine they read for themselves, through core's
 * headers and state tables; all that belongs to the program (trace, breakpoints,
 * what was typed, the lesson) is handed to them here, ready to be painted.
 *
 * Panes never change any of it: what a key means comes back as a command.
 */
#ifndef VIEWS_VIEW_H
#define VIEWS_VIEW_H

#include "machine/machine.h"
#include "machine/trace.h"
#include "views/grid.h"
#include "views/memo.h"

/* The trace up to now; ctx is the program's. */
struct view_trace {
	u64 first, nr;			/* records first .. nr - 1 can be read */
	/* NULL: no longer kept.  Valid until the next call. */
	const struct trace_record *(*get)(void *ctx, u64 number);
	/* "timer_start: t1 expires 4294892304 ..." without time and CPU */
	void (*text)(void *ctx, const struct trace_record *record, char *buf,
		     size_t size);
	void *ctx;
};

/* Lines that commands printed, oldest first, and the line being typed. */
struct view_console {
	const char *const *line;
	u32 nr_lines;
	const char *prompt;
	const char *input;
	u32 point;			/* bytes of input before the cursor */
};

/* The lesson, NULL pointers and zeros where there is none. */
struct view_goal {
	const char *text;
	bool reached;
};
struct view_choice {
	const char *text;
	char key;			/* that chooses it */
	bool chosen, right;		/* right only once answered */
};
struct view_lesson {
	const char *title;		/* NULL: no lesson is open */
	u32 step, nr_steps;		/* 1.. */
	const char *heading;		/* of the step */
	const char *prose;		/* paragraphs, one a line */
	const struct view_goal *goal;
	u32 nr_goals;
	const char *question;		/* NULL: none */
	const struct view_choice *choice;
	u32 nr_choices;
	bool answered, right;
	const char *comment;		/* on the answer, or "" */
	const char *const *hint;
	u32 nr_hints, more_hints;
	u32 source;			/* a statement to look at, 0: none */
	bool complete;			/* the step: `lesson next` goes on */
	const char *next;		/* what to do next, one line */
};

/* A lesson in the list that `timerscope` opens with. */
struct view_entry {
	const char *name, *title, *about;
	u32 done, nr_steps;
};

/* What is going on: decides which keys matter now. */
enum situation {
	SITUATION_READY,		/* the machine stands, keys step it */
	SITUATION_FRESH,		/* nothing has been armed or run yet */
	SITUATION_PAST,			/* there is a future to go forward to */
	SITUATION_STOPPED,		/* Oops, deadlock: only back helps */
	SITUATION_CONSOLE,		/* keys are typed */
	SITUATION_LIST,			/* a lesson is to be chosen */
	SITUATION_QUESTION,		/* the lesson waits for a choice */
	SITUATION_VALUE,		/* ... for an answer to be typed */
	SITUATION_COMPLETE,		/* the lesson's step is done */
	SITUATION_DONE,			/* ... and was the last one */
	SITUATION_HELP,			/* help covers the panes */
	SITUATION_SEARCH,		/* a search text is being typed */
	SITUATION_QUITTING,		/* it asks whether to quit */
	SITUATION_RUNNING,		/* a long run: Ctrl-C ends it */
	SITUATION_NR,
};

struct view {
	struct machine *m;		/* to be read only; state_use() is done */
	u32 focus;			/* the focused CPU */
	struct memo *memo;
	struct view_trace trace;
	struct view_console console;
	struct view_lesson lesson;
	const struct view_entry *entry;	/* the lessons there are */
	u32 nr_entries;
	/* The number of the breakpoint before this statement, 0: none. */
	u32 (*breakpoint)(void *ctx, u32 stmt);
	void *ctx;
	u64 end_steps;			/* statements of the known future */
	bool past;			/* inputs or statements lie ahead */
	bool can_undo, can_redo;
	bool unsaved;
	u32 session;			/* changes with each new machine */
	u32 branch;			/* number of branches cut off so far */
	enum situation situation;
	const char *message;		/* at the bottom, or "" */
	bool bad;			/* ... an error */
	bool ascii, playing;
};

/* Paint a value and, after it, a mark if it has changed since the last move:
 * one column is kept for the mark.  @key names the value on the whole screen.
 * Returns the column after the mark. */
u32 view_value(const struct view *view, const struct canvas *canvas, u32 x,
	       u32 y, enum role role, u64 key, const char *format, ...)
	__attribute__((format(printf, 7, 8)));

/* What a pane's key came to: a command for the program, a message, a line that the
 * user is to finish. */
struct reply {
	char command[256];
	char message[200];
	char typed[80];			/* the beginning of a line to type */
};

#endif
