/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hardware interrupts: count the context, run the line's handler, then the
 * softirqs, then the task switch that one of them asked for.
 */
#include "linux/irq.h"

#include "linux/console.h"
#include "linux/kernel.h"
#include "linux/preempt.h"
#include "linux/tick.h"
#include "linux/trace.h"
#include "machine/strings.h"

static notrace u32 name(const char *text)
{
	return string_intern(hot.machine, text, text_length(text));
}

static void handle_timer(void)
{
	TRACE(irq_handler_entry, IRQ_TIMER, name("timer"));
	tick_handle_periodic();
	TRACE(irq_handler_exit, IRQ_TIMER, name("handled"));
}

/* The sender has set need_resched: returning from the interrupt does it. */
static void handle_reschedule(void)
{
	TRACE(ipi_entry, name("reschedule"));
	TRACE(ipi_exit, name("reschedule"));
}

static void handle_console(void)
{
	TRACE(irq_handler_entry, IRQ_CONSOLE, name("console"));
	wake_up_new_tasks();
	TRACE(irq_handler_exit, IRQ_CONSOLE, name("handled"));
}

static void (*const irq_action[])(void) = {
	[IRQ_RESCHEDULE] = handle_reschedule,
	[IRQ_TIMER] = handle_timer,
	[IRQ_CONSOLE] = handle_console,
};

void do_IRQ(u32 line)
{
	irq_enter();
	irq_action[line]();
	irq_exit();
	if (this_percpu()->rq.need_resched && !preempt_count())
		preempt_schedule_irq();
}
