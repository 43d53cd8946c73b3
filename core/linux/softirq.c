/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Softirqs: see softirq.h.
 *
 * A softirq never interrupts another one on the same CPU: SOFTIRQ_OFFSET in
 * the preemption count keeps irq_exit() from starting a second round.
 */
#include "linux/softirq.h"

#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "linux/preempt.h"
#include "linux/trace.h"

#define MAX_SOFTIRQ_RESTART 10u
#define MAX_SOFTIRQ_TIME_MS 2u

const char *const softirq_names[NR_SOFTIRQS] = {
	"HI", "TIMER", "NET_TX", "NET_RX", "BLOCK", "IRQ_POLL", "TASKLET",
	"SCHED", "HRTIMER", "RCU",
};

void open_softirq(u32 nr, void (*action)(void))
{
	kernel()->softirq_vec[nr] = action;
}

static void wakeup_softirqd(void)
{
	wake_up_process(this_percpu()->ksoftirqd);
}

/* The end of the interrupt, or of the section that keeps softirqs away, will
 * run it.  In plain code there is no such end. */
void raise_softirq_irqoff(u32 vec)
{
	TRACE(softirq_raise, vec);
	this_percpu()->softirq_pending |= BIT(vec);
	if (!in_interrupt())
		wakeup_softirqd();
}

void raise_softirq(u32 vec)
{
	bool flags = local_irq_save();

	raise_softirq_irqoff(vec);
	local_irq_restore(flags);
}

/* The events also leave word for displays which softirq is being served. */
static notrace void trace_softirq_entry(u32 vec)
{
	TRACE(softirq_entry, vec);
	this_percpu()->in_softirq_vec = vec + 1;
}

static notrace void trace_softirq_exit(u32 vec)
{
	this_percpu()->in_softirq_vec = 0;
	TRACE(softirq_exit, vec);
}

static void handle_softirq(u32 vec)
{
	void (*action)(void) = kernel()->softirq_vec[vec];

	trace_softirq_entry(vec);
	if (action)
		action();
	trace_softirq_exit(vec);
}

static notrace bool is_idle(void)
{
	return current == this_percpu()->rq.idle;
}

/* Has this interrupt come while the CPU was idle, and not in a softirq of an
 * earlier one? */
static notrace bool interrupts_idle(void)
{
	u32 count = preempt_count() & (HARDIRQ_MASK | SOFTIRQ_MASK);

	return is_idle() && count == HARDIRQ_OFFSET;
}

/* May another round follow, at jiffies before @end? */
static notrace bool may_restart(u64 end, u32 rounds)
{
	return time_before(jiffies, end) && rounds < MAX_SOFTIRQ_RESTART &&
	       !this_percpu()->rq.need_resched;
}

/* Run everything pending, with interrupts on, lowest vector first.  What is
 * raised meanwhile gets more rounds, but not for long: ten of them, 2 ms, and
 * only while no task wants the CPU.  The rest is for ksoftirqd, which has to
 * share the CPU with the other tasks. */
static void __do_softirq(void)
{
	u64 end = jiffies + msecs_to_jiffies(HZ, MAX_SOFTIRQ_TIME_MS);
	u32 pending = this_percpu()->softirq_pending;
	u32 rounds = 0;

	preempt_count_add(SOFTIRQ_OFFSET);
	do {
		this_percpu()->softirq_pending = 0;
		local_irq_enable();
		while (pending) {
			handle_softirq((u32)__builtin_ctz(pending));
			pending &= pending - 1;
		}
		local_irq_disable();
		pending = this_percpu()->softirq_pending;
		rounds++;
	} while (pending && may_restart(end, rounds));
	if (pending)
		wakeup_softirqd();
	preempt_count_sub(SOFTIRQ_OFFSET);
}

/* An idle CPU's tick may have been stopped: jiffies must be right before the
 * handler reads it. */
void irq_enter(void)
{
	preempt_count_add(HARDIRQ_OFFSET);
	if (interrupts_idle())
		tick_irq_enter();
}

/* Interrupts are off.  Softirqs run here unless this interrupt came in the
 * middle of one, or of a section that keeps them away. */
void irq_exit(void)
{
	preempt_count_sub(HARDIRQ_OFFSET);
	if (!in_interrupt() && this_percpu()->softirq_pending)
		__do_softirq();
	if (is_idle() && !in_interrupt())
		tick_irq_exit();
}

notrace void local_bh_disable(void)
{
	preempt_count_add(SOFTIRQ_DISABLE_OFFSET);
}

/* Nothing was disabled: taking it away would turn the count into nonsense. */
static notrace bool bh_is_enabled(void)
{
	if ((preempt_count() & SOFTIRQ_MASK) >= SOFTIRQ_DISABLE_OFFSET)
		return false;
	printk("timerscope: local_bh_enable() without local_bh_disable()");
	return true;
}

void local_bh_enable(void)
{
	bool flags;

	if (bh_is_enabled())
		return;
	preempt_count_sub(SOFTIRQ_DISABLE_OFFSET - PREEMPT_OFFSET);
	if (!in_interrupt() && this_percpu()->softirq_pending) {
		flags = local_irq_save();
		__do_softirq();
		local_irq_restore(flags);
	}
	preempt_enable();
}

/* --- ksoftirqd ----------------------------------------------------------- */

static void run_ksoftirqd(void)
{
	local_irq_disable();
	if (this_percpu()->softirq_pending)
		__do_softirq();
	local_irq_enable();
	if (this_percpu()->rq.need_resched)
		schedule();
}

void ksoftirqd_fn(struct task *task)
{
	(void)task;
	for (;;) {
		set_current_state(TASK_INTERRUPTIBLE);
		if (!this_percpu()->softirq_pending) {
			/* mark: ksoftirqd-sleep */
			schedule();
			continue;
		}
		set_current_state(TASK_RUNNING);
		run_ksoftirqd();
	}
}
