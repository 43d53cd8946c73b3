/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a CPU does when it has nothing to do (kernel/sched/idle.c).
 */
#include "linux/idle.h"

#include "linux/kernel.h"
#include "linux/preempt.h"

/* Sleep until there is somebody to run.  Interrupts are off between the test
 * and the halt: a wake-up in between stays pending and ends the halt.  After
 * each interrupt the tick is looked at again: the handler may have armed a
 * timer. */
static void do_idle(void)
{
	struct rq *rq = &this_percpu()->rq;

	tick_nohz_idle_enter();
	while (!rq->need_resched) {
		local_irq_disable();
		if (rq->need_resched) {
			local_irq_enable();
			break;
		}
		tick_nohz_idle_stop_tick();
		/* mark: idle-halt */
		cpu_halt();
	}
	tick_nohz_idle_exit();
}

/* A CPU is born idle, with preemption disabled as long as it idles.  Each turn
 * sleeps until there is work, then hands the CPU over; schedule_idle() returns
 * when the work is done. */
void cpu_startup_entry(void)
{
	local_irq_enable();
	for (;;) {
		do_idle();
		schedule_idle();
	}
}
