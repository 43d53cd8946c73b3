/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CPUs that will not get to a call that is given to them: who waits for it
 * would wait forever.
 *
 *	CPU 2 --spins for--> CPU 1 --spins for--> CPU 0, which is dead
 *
 * Asked of the machine's state, so that it makes no difference when somebody
 * asks.  Host context.
 */
#ifndef STUCK_H
#define STUCK_H

#include "machine/machine.h"

#define STUCK_TEXT_MAX MACHINE_TEXT_MAX

/* Will CPU @id not begin anything new, whatever happens, unless the user does
 * something about it?  Then @text (STUCK_TEXT_MAX bytes) says why: it is dead,
 * held, not the one that is forced, or spins, and cannot be preempted, for a CPU
 * that will not move. */
bool cpu_is_stuck(const struct machine *m, u32 id, char *text);

#endif
