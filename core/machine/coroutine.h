/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Coroutines: every simulated task and every CPU's idle loop has a stack of
 * its own, so that schedule() and sleeping calls really block.
 *
 * A stack is one slot of the arena with an inaccessible guard page below it.
 * While a coroutine waits, `sp` is its stack pointer and the bytes from `sp`
 * up to the slot's top are all there is to it: a checkpoint copies just these.
 */
#ifndef MACHINE_COROUTINE_H
#define MACHINE_COROUTINE_H

#include "machine/step.h"

struct coroutine {
	void *sp;			/* saved stack pointer while it waits */
	struct step_frame *frame;	/* innermost frame while it waits */
	void (*fn)(void *);
	void *arg;
	s32 slot;			/* stack slot; -1: the host's stack */
	bool started;
};

/* Give @co a stack on which its first switch will call fn(arg).  fn must not
 * return.  Returns 0, or -ENOMEM when every stack slot is taken. */
int coroutine_init(struct coroutine *co, void (*fn)(void *), void *arg);

/* Give the stack back.  @co must not be the running one. */
void coroutine_free(struct coroutine *co);

/* Save the running coroutine in @from and continue @to. */
void coroutine_switch(struct coroutine *from, struct coroutine *to);

/* Abandon whatever runs (in a signal handler: after a fault) and continue
 * @to, saving @sp as the abandoned coroutine's stack pointer. */
void coroutine_abandon(struct coroutine *from, void *sp, struct coroutine *to);

#endif
