/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hardware interrupts: count the context, run the line's handler, then the
 * softirqs, then the task switch that one of them asked for.
 */
#include "linux/irq.h"

#include "linux/console.h"
#include "linux/faults.h"
#include "linux/hpet.h"
#include "linux/hrtimer.h"
#include "linux/kernel.h"
#include "linux/lapic.h"
#include "linux/preempt.h"
#include "linux/tick.h"
#include "linux/trace.h"
#include "linux/user.h"
#include "machine/strings.h"

static const char *const irq_names[NR_IRQ_LINES] = {
	[IRQ_RESCHEDULE] = "reschedule",
	[IRQ_TIMER] = "timer",
	[IRQ_CONSOLE] = "console",
	[IRQ_HPET] = "hpet",
	[IRQ_STORM] = "storm",
	[IRQ_SLOW_DRIVER] = "slow driver",
	[IRQ_CALL_FUNCTION] = "function call",
};

static notrace u32 intern(struct machine *m, const char *text)
{
	return string_intern(m, text, text_length(text));
}

notrace void irq_init(struct machine *m)
{
	struct kernel *k = m->kernel;
	u32 line;

	for (line = 0; line < NR_IRQ_LINES; line++)
		k->irq_name[line] = intern(m, irq_names[line]);
	k->irq_handled = intern(m, "handled");
}

/* Trace events name a line by string id. */
static notrace u32 name_of(u32 line)
{
	return kernel()->irq_name[line];
}

static void handle_timer(void)
{
	TRACE(irq_handler_entry, IRQ_TIMER, name_of(IRQ_TIMER));
	local_apic_timer_interrupt();
	TRACE(irq_handler_exit, IRQ_TIMER, kernel()->irq_handled);
}

static void handle_storm(void)
{
	TRACE(irq_handler_entry, IRQ_STORM, name_of(IRQ_STORM));
	storm_interrupt();
	TRACE(irq_handler_exit, IRQ_STORM, kernel()->irq_handled);
}

static void handle_slow_driver(void)
{
	TRACE(irq_handler_entry, IRQ_SLOW_DRIVER, name_of(IRQ_SLOW_DRIVER));
	slow_driver_interrupt();
	TRACE(irq_handler_exit, IRQ_SLOW_DRIVER, kernel()->irq_handled);
}

static void handle_hpet(void)
{
	TRACE(irq_handler_entry, IRQ_HPET, name_of(IRQ_HPET));
	hpet_interrupt();
	TRACE(irq_handler_exit, IRQ_HPET, kernel()->irq_handled);
}

/* The sender has set need_resched: returning from the interrupt does it. */
static void handle_reschedule(void)
{
	TRACE(ipi_entry, name_of(IRQ_RESCHEDULE));
	TRACE(ipi_exit, name_of(IRQ_RESCHEDULE));
}

static void handle_console(void)
{
	TRACE(irq_handler_entry, IRQ_CONSOLE, name_of(IRQ_CONSOLE));
	wake_up_new_tasks();
	TRACE(irq_handler_exit, IRQ_CONSOLE, kernel()->irq_handled);
}

/* Who sent it waits until call_function_pending is off again. */
static void handle_call_function(void)
{
	TRACE(ipi_entry, name_of(IRQ_CALL_FUNCTION));
	retrigger_next_event();
	WRITE_ONCE(this_percpu()->call_function_pending, false);
	TRACE(ipi_exit, name_of(IRQ_CALL_FUNCTION));
}

static void (*const irq_action[])(void) = {
	[IRQ_RESCHEDULE] = handle_reschedule,
	[IRQ_TIMER] = handle_timer,
	[IRQ_CONSOLE] = handle_console,
	[IRQ_HPET] = handle_hpet,
	[IRQ_STORM] = handle_storm,
	[IRQ_SLOW_DRIVER] = handle_slow_driver,
	[IRQ_CALL_FUNCTION] = handle_call_function,
};

void do_IRQ(u32 line)
{
	bool from_user = irqentry_enter();

	irq_enter();
	irq_action[line]();
	irq_exit();
	irqentry_exit(from_user);
}
