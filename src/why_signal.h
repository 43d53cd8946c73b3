/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files that explain signals share: the question, and who says what.
 *
 *	why_signal.c		the answer: where it is, and what keeps it there
 *	why_signal_sent.c	what became of one that is nowhere, and who could
 *				send it
 *	why_posix.c		processes, threads, POSIX timers
 */
#ifndef WHY_SIGNAL_H
#define WHY_SIGNAL_H

#include "why_text.h"

#include "linux/posix_timers.h"
#include "linux/process.h"

/* The question: a signal of @p, or, with @own, of that thread alone. */
struct asked {
	const struct process *p;
	const struct thread *own;
	s32 sig;
	const char *name, *signal;	/* "p1", "SIGALRM" */
};

/* The answer, all of it. */
void why_signal(struct why_text *w, const struct asked *a);

/* It is not pending: when was it sent last, and where did it go? */
void why_say_last_sent(struct why_text *w, const struct asked *a);

/* The timers with that signal: when they send it, or why they do not. */
void why_say_senders(struct why_text *w, const struct asked *a);

/* Whom the question is about, by a name that commands take, into @buf of
 * VALUE_MAX bytes. */
const char *why_asked_name(const struct why_text *w, const struct asked *a,
			   char *buf);

/* "in 10 ms"; @buf of VALUE_MAX bytes. */
const char *why_in_time(s64 left, char *buf);

/* Its entry is queued, and posix_timer_stale(): what of it. */
void why_say_stale(struct why_text *w, const struct k_itimer *timr);

#endif
