/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `at T { ... }`: a program that starts by itself at a moment of virtual time.
 *
 * Differs from Linux: nothing there corresponds to it; it stands for whatever
 * happens outside of the kernel and makes somebody call into it.
 */
#ifndef LINUX_AT_H
#define LINUX_AT_H

#include "machine/machine.h"

struct at_event {
	struct device_event event;
	u32 program;
	u32 name;			/* string id of the task's name */
	u32 result;			/* object serial, 0: none */
};

/* Start @program on @cpu at @time ns (not before now).  0, or -ENOMEM (-12).
 * Host context. */
int at_program(struct machine *m, u64 time, u32 cpu, u32 program, u32 name,
	       u32 result);

#endif
