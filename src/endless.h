/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Functions that never return, as their source shows: the idle loop, threads of
 * the kernel, and what ends with a call of one of those.
 *
 *	void cpu_startup_entry(void)		static void rest_init(void)
 *	{					{
 *		local_irq_enable();			kernel_init();
 *		for (;;) {				cpu_startup_entry();
 *			do_idle();		}
 *			schedule_idle();
 *		}
 *	}
 *
 * One whose end depends on a value is not found, and so is not one that leaves
 * its loop in any way: what is found here is certain.
 */
#ifndef ENDLESS_H
#define ENDLESS_H

#include "machine/step.h"

/* Does this function (an index into step_funcs) never return? */
bool function_is_endless(u32 func);

/* The first of the @nr innermost frames from @frame on that never returns; NULL:
 * each of them does. */
const struct step_frame *endless_frame(const struct step_frame *frame, u64 nr);

#endif
