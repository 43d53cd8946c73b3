/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What happens when simulated code follows a wild pointer: an Oops.
 */
#ifndef MACHINE_FAULT_H
#define MACHINE_FAULT_H

#include "machine/machine.h"

/* Called by the signal handler: park the running CPU with an Oops that names
 * the statement, abandon its coroutine and continue the controller.  @sp is
 * the stack pointer at the fault (NULL: unknown), @address what was touched. */
void machine_fault(void *sp, void *address);

/* Park the running CPU with @text.  CPU context; does not return. */
void machine_die(const char *text);

#endif
