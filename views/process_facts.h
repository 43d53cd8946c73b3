/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What there is to say about processes, their threads and timers: for the pane
 * and for `show processes`; and what the facts about signals share with it.
 *
 * Host context, after state_use().  Texts go into @buf of VALUE_MAX bytes.
 */
#ifndef VIEWS_PROCESS_FACTS_H
#define VIEWS_PROCESS_FACTS_H

#include "views/facts.h"

#include "linux/posix_timers.h"
#include "linux/process.h"

/* Rows about all processes, or about the one with serial @only. */
void process_facts(struct facts *facts, u32 only);

/* "no process yet ...": what to type. */
void process_facts_empty(struct facts *facts);

/* Iterates over processes that are not freed: the first for NULL. */
const struct process *process_facts_next(const struct machine *m,
					 const struct process *prev);

/* The same over the threads of a process, and no further than can be. */
const struct thread *process_facts_thread(const struct process *p,
					  const struct thread *prev);

/* Its thread, as commands name it: "p1" for the first one. */
const char *thread_name(const struct machine *m, const struct thread *t,
			char *buf);

/* "SIGALRM", "32", "?". */
const char *signal_name(s32 sig);

/* "SIGUSR1|SIGALRM", "all but SIGUSR1", "none"; @buf of @size bytes. */
const char *sigset_text(ksigset_t set, char *buf, size_t size);

/* "on CPU 0", "ready", "asleep", "idle", "stopped", "dead". */
const char *thread_state_text(const struct machine *m, const struct thread *t,
			      char *buf);

/* What it sleeps for: "until its hrtimer expires, +2 ms"; "" when it does not
 * sleep.  @buf of @size bytes. */
const char *thread_waits_text(const struct machine *m, const struct thread *t,
			      char *buf, size_t size);

/* A row about a thread, or two. */
void thread_facts(struct facts *facts, const struct thread *t);

/* Names of the functions that it looks for, NULL at the end: for a test that
 * they exist. */
const char *thread_wait_function(u32 i);

/* "MONOTONIC", "PROCESS_CPUTIME", "-14". */
const char *posix_timer_clock(const struct k_itimer *timr, char *buf);

/* The function that its expiry calls: "posix_timer_fn". */
const char *posix_timer_callback(const struct k_itimer *timr);

/* Where the timer and its one signal are: "armed", "signal queued", ... */
const char *posix_timer_status(const struct k_itimer *timr);

/* Was the timer set or deleted after its entry was queued? */
bool posix_timer_stale(const struct k_itimer *timr);

/* The time until an armed timer expires on its clock; 0 where it is not armed
 * or the clock cannot be read. */
bool posix_timer_left(const struct machine *m, const struct k_itimer *timr,
		      s64 *left);

/* The same for ITIMER_PROF and ITIMER_VIRTUAL, by CPUCLOCK_...: CPU time. */
bool cpu_itimer_left(const struct process *p, u32 clkid, s64 *left);

#endif
