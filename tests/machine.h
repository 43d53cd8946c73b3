/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small machines for unit tests: booted, with timers and tasks that a test
 * arms through the kernel's own calls.
 */
#ifndef TESTS_MACHINE_H
#define TESTS_MACHINE_H

#include <string.h>

#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "linux/program.h"
#include "linux/wheel.h"
#include "machine/machine.h"
#include "machine/strings.h"

static inline struct machine *test_machine(u32 nr_cpus, bool ticks)
{
	const struct kernel_config config = {
		.nr_cpus = nr_cpus, .hz = 250, .jiffies0 = INITIAL_JIFFIES_OF(250), .ticks = ticks,
	};
	struct machine *m = machine_new(nr_cpus, 0);

	if (!m || kernel_boot(m, &config))
		return NULL;
	return m;
}

/* Run until @ns. */
static inline enum stop_reason test_run(struct machine *m, u64 ns)
{
	struct machine_limits limits;

	memset(&limits, 0xff, sizeof(limits));
	limits.time = ns;
	return machine_run(m, &limits);
}

/* A named timer that runs no body. */
static inline struct ktimer *test_timer(struct machine *m, const char *name)
{
	u32 id = string_intern(m, name, strlen(name));
	u32 serial = object_new_timer(m, id);

	return serial ? object_get(m, serial)->memory : NULL;
}

struct test_arm {
	struct timer_list *timer;
	u64 delta;
	u32 flags;
};

static inline void test_arm_call(void *arg)
{
	struct test_arm *arm = arg;

	timer_setup(arm->timer, program_timer_fn, arm->flags);
	mod_timer(arm->timer, jiffies + arm->delta);
}

/* Set up and arm a timer on @cpu, @delta jiffies from now. */
static inline int test_arm_timer(struct machine *m, u32 cpu, struct ktimer *timer, u64 delta,
				 u32 flags)
{
	struct test_arm arm = { &timer->timer, delta, flags };

	return machine_call(m, cpu, test_arm_call, &arm);
}

#endif
