/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One case of a cases file, played on a machine through the command language.
 *
 *	step of the file -> statement -> machine -> outcome
 *	                                    |
 *	                        signal_deliver events: the handlers that ran
 *
 * The process of a case is p1, idle but for what the steps make it do.  Between
 * two steps some microseconds pass.
 */
#ifndef CASE_PLAYER_H
#define CASE_PLAYER_H

#include <jansson.h>

#include "front.h"

#define MAX_DELIVERED 4096u
#define MAX_EVENTS 4096u
#define MAX_MADE 32u
#define HANDLER_SAYS "handler"		/* printk in the body of every handler */
#define SKIPPED_SENTENCE "a measured sentence"

/* A handler that ran. */
struct delivered {
	u32 process;			/* serial */
	s32 sig, code, overrun, timerid;
	s64 value;
	bool told;			/* an earlier step has reported it */
};

/* What a step led to. */
struct outcome {
	bool made;			/* a call was made: rc says how it went */
	s64 rc;
	struct syscall_out out;
	u64 mask;			/* sigpending: the set */
	s32 killed_by;			/* terminated */
	char order[400];		/* sigtimedwait until EAGAIN */
	const char *skipped;		/* why it cannot be played, or NULL */
};

struct player {
	struct front *front;
	FILE *errors;			/* what the front end complains about */
	char *error_text;
	size_t error_size;
	u64 start;			/* ns: when the case began */
	u32 nr;				/* results so far */
	s64 fd;				/* of the last file that was opened */
	char who[40];			/* the process or thread that acts */
	char made[MAX_MADE][40];	/* children and threads there are */
	u32 nr_made;
	bool executed;			/* execve was a step */
	struct delivered delivered[MAX_DELIVERED];
	u32 nr_delivered;
	struct trace_record events[MAX_EVENTS];	/* of signals; hrtimer_start */
	u32 nr_events;
};

/* A machine as that kernel had it: "6.12", "6.18"; with an RTC or not.  NULL
 * with a message on stderr. */
struct player *player_new(const char *kernel, bool rtc);
void player_free(struct player *p);

/* Execute a statement; its result in @outcome.  False: it was refused, and
 * player_error() says why. */
bool player_do(struct player *p, struct outcome *outcome, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
const char *player_error(struct player *p);

/* A step that makes no statement; returns false. */
bool player_refuse(struct player *p, const char *why);

/* The microseconds between two steps: what is due already comes now. */
void player_settle(struct player *p);

/* The process (serial) that acts. */
u32 player_process(const struct player *p);

/* Play a step.  @expected says what was observed: only a step that somebody
 * else interrupts needs it, to know when.  False: it was refused. */
bool player_step(struct player *p, const json_t *step, const json_t *expected,
		 struct outcome *outcome);

#endif
