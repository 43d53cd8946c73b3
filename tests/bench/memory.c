/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The memory that a million pending timers take, each with a name, as commands
 * create them; in MiB: what the machine has used, what the process has.
 */
#include "worker.h"

#include <string.h>
#include <unistd.h>

#include "linux/jiffies.h"
#include "linux/object.h"
#include "linux/program.h"
#include "linux/wheel.h"
#include "machine/machine.h"
#include "machine/strings.h"
#include "tests/machine.h"

#define TIMERS 1000000u
#define MIB (1024.0 * 1024.0)

static void arm(void *arg)
{
	struct machine *m = arg;
	u64 random = 88172645463325252ull;
	struct object *object = object_next(m, NULL, OBJECT_TIMER);

	for (; object; object = object_next(m, object, OBJECT_TIMER)) {
		struct ktimer *timer = object->memory;

		if (object->internal)
			continue;
		timer_setup(&timer->timer, program_timer_fn, 0);
		mod_timer(&timer->timer,
			  jiffies + 1 + worker_random(&random) % 1000000);
	}
}

static double resident(void)
{
	FILE *file = fopen("/proc/self/statm", "r");
	unsigned long size, pages = 0;

	if (file && fscanf(file, "%lu %lu", &size, &pages) != 2)
		pages = 0;
	if (file)
		fclose(file);
	return (double)pages * (double)sysconf(_SC_PAGESIZE);
}

int main(void)
{
	struct machine *m = test_machine(1, false);
	char name[16];
	u32 i;

	if (!m)
		worker_fail("no machine");
	for (i = 0; i < TIMERS; i++) {
		int len = snprintf(name, sizeof(name), "t%u", i);
		u32 id = string_intern(m, name, (u64)len);

		if (!id || !object_new_timer(m, id))
			worker_fail("the arena is full");
	}
	if (machine_call(m, 0, arm, m))
		worker_fail("the timers could not be armed");
	while (worker_asked()) {
		printf("%.6g %.6g\n", (double)m->heap_used / MIB,
		       resident() / MIB);
		fflush(stdout);
	}
	return 0;
}
