/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What comes with a signal (include/uapi/asm-generic/siginfo.h), and sets of
 * signals: the types alone, for those who keep them.  See linux/signal.h.
 */
#ifndef LINUX_SIGINFO_H
#define LINUX_SIGINFO_H

#include "machine/types.h"

typedef u64 ksigset_t;			/* bit n - 1: signal n */

#define NR_SIGNALS 64

/* Names by number; "SIGRTMIN+n" from 34 on, "32" and "33" for libc's own. */
extern const char *const signal_names[NR_SIGNALS + 1];

/* The same for the bits of a set, where signal n is bit n - 1. */
#define sigset_names (&signal_names[1])

/* What became of a signal that was sent. */
enum signal_result {
	TRACE_SIGNAL_DELIVERED,
	TRACE_SIGNAL_IGNORED,
	TRACE_SIGNAL_ALREADY_PENDING,
	TRACE_SIGNAL_OVERFLOW_FAIL,
	TRACE_SIGNAL_LOSE_INFO,
	SIGNAL_NR_RESULTS,
};
extern const char *const signal_result_names[SIGNAL_NR_RESULTS];

/* libc's <signal.h>, which a program may include as well, has macros of these
 * names for its own siginfo_t. */
#undef si_pid
#undef si_overrun
#undef si_status
#undef si_value

struct kernel_siginfo {
	s32 si_signo;
	s32 si_errno;
	s32 si_code;
	s32 si_pid;			/* the sender, or the child */
	s32 si_tid;			/* SI_TIMER: the timer's id */
	s32 si_overrun;			/* SI_TIMER */
	s32 si_sys_private;		/* SI_TIMER: it_requeue_pending */
	s32 si_status;			/* SIGCHLD */
	u64 si_value;			/* SI_QUEUE, SI_TIMER: sigval */
};

#endif
