/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The signal that a CPU deals with, read off its call stack: a table knows the
 * functions that a signal's way leads through, what each is about, and in which
 * of its parameters and local variables the signal is.
 *
 *	complete_signal()      sig, t, type, target	<- stage
 *	queue_sigqueue()       q			<- more clues
 *	posix_timer_fn()       timer			<- and whose it is
 *
 * Without locals (--disable-locals) nothing is found here, and the way is told
 * by what lies in memory alone (signal_memory.h).
 */
#ifndef VIEWS_SIGNAL_STACK_H
#define VIEWS_SIGNAL_STACK_H

#include "views/signal_path.h"

/* false: this CPU deals with no signal. */
bool signal_stack_find(struct signal_path *path, const struct machine *m,
		       u32 cpu);

/* Names of functions that the way leads through, NULL at the end: for a test
 * that they exist. */
const char *signal_stack_function(u32 i);

#endif
