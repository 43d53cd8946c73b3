/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Processes, POSIX timers and signals driven by a recording: the third part of
 * what verify.c compares.
 *
 * The workload must have told its system calls by markers, the events of
 * signals must have been recorded:
 *
 *	M: CASE g_ovr begin
 *	M: block {"sig":"SIGUSR1"} -> 0
 *	hrtimer_start: hrtimer=... function=posix_timer_fn expires=... ...
 *	M: timer_settime {"timerid":0,"value_ns":40000000,...} -> 0
 *	signal_generate: sig=10 errno=0 code=-2 comm=... pid=32533 grp=1 res=0
 *	M: sleep_until {"ms_since_start":60} -> -999
 *	signal_deliver: sig=10 errno=0 code=-2 sa_handler=... sa_flags=...
 *	M: unblock {"sig":"SIGUSR1"} -> 0
 *	M: CASE g_ovr end
 *
 * A machine of its own makes the same calls in the same order (case_steps.h),
 * each at the moment that the workload asked for.  A marker ends its call: what
 * was recorded since the one before belongs to it.
 *
 *	input, taken from the recording		output, compared
 *	---------------------------------	--------------------------------
 *	the calls and their arguments		what they return
 *	what others sent to who calls, and when	every signal: number, errno, code,
 *						  to whom, what became of it
 *						which are taken, with a handler or
 *						  without, in what order
 *						which timers are started, and where
 *						  a periodic one goes on its grid
 *
 * Within one call, how soon a signal is taken after it was sent is the
 * scheduler's business; but not before it was sent.  Not compared: SIGCHLD of
 * the workload's own children, the addresses of handlers, moments.
 */
#ifndef VERIFY_POSIX_H
#define VERIFY_POSIX_H

#include "verify_model.h"

/* Drive machines with the cases in the lines [first, end) of @trace.  Adds to
 * @counts.  false: no memory, or a machine could not be made (@error). */
bool verify_posix(const struct ftrace *trace, u32 first, u32 end, struct verify_counts *counts,
		  verify_report report, void *ctx, char *error, size_t size);

#endif
