/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What /proc would say on the simulated machine, as Linux 6.12 writes it.
 *
 * Differs from Linux: pointers are always hidden; there is no memory behind
 * them that anybody could look at.  Of /proc/PID/status only the lines are
 * here that tell of something the machine has: no memory, no groups.
 */
#ifndef PROC_H
#define PROC_H

#include <stdio.h>

#include "machine/machine.h"

/* /proc/timer_list, version v0.10. */
void proc_timer_list(FILE *file, struct machine *m);

/* /proc/uptime: seconds since boot, seconds that all CPUs were idle. */
void proc_uptime(FILE *file, struct machine *m);

struct process;
struct thread;

/* /proc/PID/status, or with @t one of its threads' (/proc/PID/task/TID/status);
 * NULL: the first. */
void proc_status(FILE *file, struct machine *m, const struct process *p, const struct thread *t);

#endif
