/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The way of one signal, and how far it has come.
 *
 *	armed -> expires -> callback -> send -> list -> choose -> woken
 *	                                                            |
 *	                       handler, default action, ignored <- taken
 *
 * Which signal: the one that was chosen (struct signal_choice); else the one
 * that a CPU's call stack deals with (signal_stack.h), the focused CPU's first;
 * else, by what lies in memory (signal_memory.h), one that a thread is to take;
 * a handler that runs; one that waits because it is blocked; at last the timer
 * that expires next.  But for the choice nothing is remembered, so that stepping
 * back shows the same.
 */
#ifndef VIEWS_SIGNAL_PATH_H
#define VIEWS_SIGNAL_PATH_H

#include "views/process_facts.h"

enum signal_stage {
	STAGE_ARMED,
	STAGE_EXPIRES,
	STAGE_CALLBACK,
	STAGE_SEND,
	STAGE_LIST,
	STAGE_CHOOSE,
	STAGE_WOKEN,
	STAGE_TAKE,
	STAGE_END,
	STAGE_NR,
};

enum signal_source {
	SOURCE_CALL,			/* kill() and the like, or the kernel */
	SOURCE_HRTIMER,			/* timer_create() */
	SOURCE_ALARM,			/* ... CLOCK_..._ALARM */
	SOURCE_CPU,			/* ... CLOCK_..._CPUTIME_ID */
	SOURCE_REAL,			/* setitimer() */
	SOURCE_CPU_ITIMER,
	SOURCE_NR,
};

struct signal_path {
	enum signal_stage stage;
	enum signal_source source;
	const struct process *process;
	const struct thread *thread;	/* sent to, chosen, or taking it */
	const struct k_itimer *timer;	/* NULL: no POSIX timer's */
	const struct sigqueue *entry;	/* where it is queued, or NULL */
	const struct kernel_siginfo *info;	/* as it was taken, or NULL */
	s32 sig;
	bool private;			/* on the thread's own list */
	const char *function;		/* that deals with it now, or NULL */
	u32 cpu;			/* ... on this CPU */
	bool returning;			/* function has done its part */
	bool blocked;			/* by all who could take it */
	bool waited_for;		/* sigtimedwait(), signalfd take it */
	bool chosen;			/* by the user */
	bool at_rest;			/* ... and nowhere on its way */
};

/* A signal to be followed: that of the POSIX timer called @serial if @sig is 0,
 * else signal @sig of that process, or of that thread alone. */
struct signal_choice {
	u32 serial;			/* 0: whichever is on its way */
	s32 sig;
};

/* false: no signal is under way, and no timer is armed.  @only: of the process
 * with that serial; 0: of any.  @who: this one, if it exists; NULL: any. */
bool signal_path_find(struct signal_path *path, const struct machine *m,
		      u32 focus, u32 only, const struct signal_choice *who);

/* Is it the signal that was chosen? */
bool signal_path_is(const struct signal_path *path,
		    const struct signal_choice *who);

/* Whose it is: fill in what a POSIX timer tells about its signal; what the
 * hrtimer of one does, or of setitimer(); an entry on a list; the siginfo of a
 * signal that a thread of @p has taken. */
void signal_path_timer(struct signal_path *path, const struct k_itimer *timr);
void signal_path_hrtimer(struct signal_path *path, const struct machine *m,
			 const struct hrtimer *timer);
void signal_path_entry(struct signal_path *path, const struct sigqueue *q);
void signal_path_info(struct signal_path *path, const struct process *p,
		      const struct kernel_siginfo *info);

/* What is done about the signal when it is taken: "handler", "ends p1". */
const char *signal_path_end(const struct machine *m,
			    const struct signal_path *path, char *buf);

/* "SIGALRM of p1.timer0 for p1", "chosen: SIGALRM ...", "" where no signal is under way. */
const char *signal_path_title(const struct machine *m, u32 focus, u32 only,
			      const struct signal_choice *who, char *buf,
			      size_t size);

/* The stages, and what happens now: rows that stay on top. */
void signal_path_facts(struct facts *facts, const struct signal_path *path);

#endif
