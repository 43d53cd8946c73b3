/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Programs that start by themselves: see at.h.
 */
#include "linux/at.h"

#include "linux/program.h"

static notrace void at_fire(struct device_event *event)
{
	struct machine *m = hot.machine;
	struct at_event *at = container_of(event, struct at_event, event);

	program_spawn(m, event->cpu, at->name, at->program, at->result);
	machine_release(m, at, sizeof(*at));
}

notrace int at_program(struct machine *m, u64 time, u32 cpu, u32 program,
		       u32 name, u32 result)
{
	struct at_event *at = machine_alloc(m, sizeof(*at));

	if (!at)
		return -12;	/* ENOMEM */
	hot.machine = m;
	at->program = program;
	at->name = name;
	at->result = result;
	at->event.cpu = cpu;
	at->event.fire = at_fire;
	device_arm(m, &at->event, time > m->now ? time : m->now);
	return 0;
}
