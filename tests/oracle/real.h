/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cases of the format that posix-cases plays, made on the kernel that runs us.
 *
 *	real-cases ---- per case: a coordinator ----- actor 0: p1
 *	  ^                         |  steps, as       `-- actor 1: its child,
 *	  |  observed[]             |  lines of JSON       a thread, ...
 *	  `-------------------------'  through pipes
 *
 * An actor is a process or thread that waits on its pipe for the next step.
 * Every step is a raw system call; libc would answer for the kernel here and
 * there.  Handlers note what they are given.
 *
 *	real-cases.c	files, cases, the coordinator
 *	real_actor.c	who acts: pipes, handlers; steps about time, signals and
 *			processes, and the table of all
 *	real_timers.c	steps about timers, clocks and sleeps
 *	real_words.c	names to numbers and back
 *	random.c	cases that a seed makes up
 */
#ifndef ORACLE_REAL_H
#define ORACLE_REAL_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#define REAL_NO_PID 4194301		/* no process is given this one */
#define REAL_ACTORS 6u
#define REAL_FD 200			/* pipes of the actors lie from here on */

/* A step that is being made, and its answer. */
struct real {
	unsigned int actor;		/* whose pipe told it */
	const json_t *args;
	json_t *answer;			/* ret, errno, out */
};

/* --- real_words.c: names -------------------------------------------------------- */

struct real_name {
	const char *name;
	int64_t number;
};

extern const struct real_name real_signals[], real_clocks[], real_errors[], real_codes[];

/* The number of a name, or of a number in text or JSON; 0 if there is none. */
int64_t real_number(const struct real_name *names, const json_t *value);
const char *real_text(const struct real_name *names, int64_t number);

int64_t real_int(const struct real *r, const char *key, int64_t otherwise);
bool real_has(const struct real *r, const char *key, const char *text);
/* A number, or names joined by '|'. */
int64_t real_flags(const struct real *r);
/* A pointer that a step passes: NULL, bad, or @good. */
void *real_pointer(const json_t *value, void *good);

/* KEY as in the file: KEY_ns, KEY or it_KEY as {sec, nsec or usec}, or
 * "now(CLOCK)+N ns". */
struct timespec real_time(const struct real *r, const char *key);
int64_t real_now(int64_t clock);	/* ns */
struct timespec real_timespec(int64_t ns);
int64_t real_ns(struct timespec ts);

/* Note a call's result; an out member; a time as out. */
void real_return(struct real *r, long result);
void real_out(struct real *r, const char *key, json_t *value);
void real_out_time(struct real *r, const char *key, struct timespec ts);

/* --- real_timers.c ------------------------------------------------------------------- */

/* Make a step about timers; false: it is about something else. */
bool real_timer_step(struct real *r, const char *call);

/* The last file that this process opened. */
extern int real_fd;

/* --- real_actor.c ---------------------------------------------------------------------- */

/* Serve the steps that come through the pipe of @actor until it closes.
 * @start: CLOCK_MONOTONIC in ns when the case began. */
void real_serve(unsigned int actor, int64_t start);

/* A siginfo in words. */
json_t *real_siginfo(const void *info);

/* --- random.c ------------------------------------------------------------------------------ */

/* A case without answers that @seed makes up. */
json_t *random_case(uint64_t seed);

#endif
