/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The console: how typed commands become tasks of the simulated kernel.
 *
 * A typed call is a new task in its CPU's inbox; the interrupt IRQ_CONSOLE
 * makes the CPU wake it.  A call that leaves the CPU with a lock held or with
 * interrupts off cannot just end: its task lingers, spinning, and runs the
 * next typed calls itself, until everything is given back.
 *
 * Differs from Linux: there a shell would make system calls; a system call
 * cannot return with a spinlock held.
 */
#ifndef LINUX_CONSOLE_H
#define LINUX_CONSOLE_H

#include "linux/sched.h"

/* The handler of IRQ_CONSOLE: wake what lies in the inbox. */
void wake_up_new_tasks(void);

/* May the running task not sleep, because of what its call has left? */
bool console_must_linger(void);

/* The end of such a call: stay as long as this CPU must not sleep. */
void console_linger(void);

/* Whoever typed the call that is task @serial waits until it is over: the task
 * has exited and @cpu idles again or goes on with what it interrupted; or the
 * task lingers; or @cpu spins for what a lingering task holds.  Host context,
 * at any step. */
enum awaited console_awaited(const struct cpu *cpu, u32 serial);

#endif
