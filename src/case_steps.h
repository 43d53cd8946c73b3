/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a step of a cases file to statements of the command language: what the
 * files share.
 *
 *	case_words.c		pieces of statements, from the members of args
 *	case_timers.c		timers, clocks, sleeps
 *	case_steps.c		time, signals, processes; the table of calls
 */
#ifndef CASE_STEPS_H
#define CASE_STEPS_H

#include <jansson.h>

#include "case_player.h"

#define NSEC_PER_MS 1000000

/* A step that is being played. */
struct step {
	struct player *p;
	const json_t *args;
	const json_t *expected;
	struct outcome *out;
};

/* A statement that is being written. */
struct words {
	char s[4000];
	size_t len;			/* beyond s: there was no room for all */
};

/* Members of args: a text, or NULL; is it this text?  A number. */
const char *step_text(const struct step *s, const char *key);
bool step_is(const struct step *s, const char *key, const char *text);
s64 step_number(const struct step *s, const char *key, s64 otherwise);

/* "NAME p1"; more words; and make the call. */
struct words words_begin(const struct step *s, const char *name);
void words_say(struct words *w, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
bool words_finish(struct step *s, const struct words *w);

/* A name or number, from args too; NULL and badptr for the pointer called @word; times, raw;
 * KEY=TIME however the file has written it; flags; a set of signals. */
void words_value(struct words *w, const json_t *value);
void words_member(struct words *w, const struct step *s, const char *key,
		  const char *otherwise);
void words_pointer(struct words *w, const json_t *value, const char *word);
void words_timespec(struct words *w, s64 sec, s64 nsec);
void words_ns(struct words *w, s64 ns);
bool words_now_plus(struct words *w, struct step *s, const char *text);
void words_time(struct words *w, struct step *s, const char *key);
void words_flags(struct words *w, const struct step *s);
void words_set(struct words *w, const struct step *s);

/* The time on a clock, now. */
s64 clock_now(struct step *s, const char *clock);

/* case_timers.c */
bool step_timer_create(struct step *s);
bool step_timer_settime(struct step *s);
bool step_timer_gettime(struct step *s);
bool step_timer_getoverrun(struct step *s);
bool step_timer_delete(struct step *s);
bool step_clock_getres(struct step *s);
bool step_clock_gettime(struct step *s);
bool step_clock_settime(struct step *s);
bool step_nanosleep(struct step *s);
bool step_clock_nanosleep(struct step *s);
bool step_setitimer(struct step *s);
bool step_getitimer(struct step *s);
bool step_alarm(struct step *s);
bool step_timerfd_create(struct step *s);
bool step_timerfd_settime(struct step *s);
bool step_timerfd_gettime(struct step *s);
bool step_read(struct step *s);
bool step_poll(struct step *s);
bool step_close(struct step *s);
bool step_signalfd(struct step *s);

#endif
