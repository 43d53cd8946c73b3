/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What /proc would say on the simulated machine, as Linux 6.12 writes it.
 *
 * Differs from Linux: pointers are always hidden; there is no memory behind
 * them that anybody could look at.
 */
#ifndef PROC_H
#define PROC_H

#include <stdio.h>

#include "machine/machine.h"

/* /proc/timer_list, version v0.10. */
void proc_timer_list(FILE *file, struct machine *m);

/* /proc/uptime: seconds since boot, seconds that all CPUs were idle. */
void proc_uptime(FILE *file, struct machine *m);

#endif
