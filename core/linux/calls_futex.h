/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The functions behind the rows of calls_futex.def.
 */
#ifndef LINUX_CALLS_FUTEX_H
#define LINUX_CALLS_FUTEX_H

#include "linux/program.h"

void run_futex_wait(struct call *call);
void run_futex_wake(struct call *call);
void run_word_cmpxchg(struct call *call);
void run_word_xchg(struct call *call);
void run_word_add(struct call *call);

#endif
