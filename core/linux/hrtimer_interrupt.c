/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hrtimers: running what is due.
 *
 *	high resolution                    low resolution
 *	device                             tick
 *	  '-> hrtimer_interrupt()            '-> hrtimer_run_queues()
 *	         |    hard timers                   |
 *	         +--> __hrtimer_run_queues() <------+
 *	         |       '-> __run_hrtimer(): the callback
 *	         |
 *	         '--> HRTIMER_SOFTIRQ -> hrtimer_run_softirq(): soft timers
 *
 * Bases are run in their order, and in each base the timers in the order of
 * their hard expiry, as long as the soft expiry of the first has passed: a
 * timer behind one that is not due waits for it, due or not.
 */
#include "linux/hrtimer.h"

#include "linux/hrtimer_trace.h"
#include "linux/kernel.h"
#include "linux/preempt.h"
#include "linux/timekeeping.h"
#include "machine/fault.h"
#include "machine/strings.h"

/* How often an interrupt looks again before it gives up. */
#define MAX_RETRIES 3
/* How far away the next interrupt may be put after a hang. */
#define MAX_HANG_DELAY ((ktime_t)(100 * NSEC_PER_MSEC))

/* --- one timer ---------------------------------------------------------- */

/* Others who look without lock must not mix what was before with what comes
 * after (hrtimer_active()): to them both numbers are one change. */
static notrace void raw_write_seqcount_barrier(u32 *seq)
{
	*seq += 2;
}

/* Run the callback of @timer, which is due, with the lock released meanwhile.
 * "Running" begins before "queued" ends, and the other way round after the
 * callback, so that the timer never seems inactive in between. */
static void __run_hrtimer(struct hrtimer_cpu_base *cpu_base,
			  struct hrtimer_clock_base *base,
			  struct hrtimer *timer, ktime_t now, bool flags)
{
	enum hrtimer_restart (*fn)(struct hrtimer *timer);
	enum hrtimer_restart restart;
	u32 object = timer->object;

	base->running = timer;
	raw_write_seqcount_barrier(&base->seq);
	__remove_hrtimer(timer, base, HRTIMER_STATE_INACTIVE, false);
	fn = timer->function;
	raw_spin_unlock_irqrestore(&cpu_base->lock, flags);
	trace_hrtimer_expire_entry(timer, now);
	/* mark: run-hrtimer */
	restart = fn(timer);
	trace_hrtimer_expire_exit(object);
	raw_spin_lock_irq(&cpu_base->lock);
	if (restart != HRTIMER_NORESTART &&
	    !(timer->state & HRTIMER_STATE_ENQUEUED))
		enqueue_hrtimer(timer, base, HRTIMER_MODE_ABS, false);
	raw_write_seqcount_barrier(&base->seq);
	warn_on_once(base->running != timer, WARN_HRTIMER_RUNNING,
		     "WARNING: __run_hrtimer(): another callback runs");
	base->running = NULL;
}

/* --- all that are due --------------------------------------------------- */

/* The soft expiry decides; the hard one, by which the tree is sorted, only
 * says who is asked first. */
static notrace struct hrtimer *next_due(struct hrtimer_clock_base *base,
					ktime_t basenow)
{
	struct timerqueue_node *node = timerqueue_getnext(&base->active);
	struct hrtimer *timer;

	if (!node)
		return NULL;
	timer = container_of(node, struct hrtimer, node);
	return basenow < hrtimer_get_softexpires(timer) ? NULL : timer;
}

void __hrtimer_run_queues(struct hrtimer_cpu_base *cpu_base, ktime_t now,
			  bool flags, u32 active_mask)
{
	u32 active = cpu_base->active_bases & active_mask;
	struct hrtimer_clock_base *base;
	struct hrtimer *timer;
	ktime_t basenow;

	for_each_active_base(base, cpu_base, active) {
		basenow = now + base->offset;
		timer = next_due(base, basenow);
		while (timer) {
			__run_hrtimer(cpu_base, base, timer, basenow, flags);
			timer = next_due(base, basenow);
		}
	}
}

/* Soft timers are left to the softirq. */
static void raise_when_soft_is_due(struct hrtimer_cpu_base *cpu_base,
				   ktime_t now)
{
	if (now < cpu_base->softirq_expires_next)
		return;
	cpu_base->softirq_expires_next = KTIME_MAX;
	cpu_base->softirq_activated = true;
	raise_softirq_irqoff(HRTIMER_SOFTIRQ);
}

/* --- the softirq -------------------------------------------------------- */

/* The softirq is done: from now on the device has to be programmed for soft
 * timers too. */
static void hrtimer_update_softirq_timer(struct hrtimer_cpu_base *cpu_base,
					 bool reprogram)
{
	ktime_t expires;

	expires = __hrtimer_get_next_event(cpu_base, HRTIMER_ACTIVE_SOFT);
	if (expires == KTIME_MAX)
		return;
	hrtimer_reprogram(cpu_base->softirq_next_timer, reprogram);
}

void hrtimer_run_softirq(void)
{
	struct hrtimer_cpu_base *cpu_base = &this_percpu()->hrtimer_bases;
	ktime_t now;
	bool flags;

	raw_spin_lock_irqsave(&cpu_base->lock, flags);
	now = hrtimer_update_base(cpu_base);
	__hrtimer_run_queues(cpu_base, now, flags, HRTIMER_ACTIVE_SOFT);
	cpu_base->softirq_activated = false;
	hrtimer_update_softirq_timer(cpu_base, true);
	raw_spin_unlock_irqrestore(&cpu_base->lock, flags);
}

/* --- high resolution ---------------------------------------------------- */

/* One look through the queues; the lock is held, and released.  Meanwhile
 * expires_next is never, so that no other CPU thinks of this one as a suitable
 * target for its timer, which we may not see any more.  Returns when the next
 * timer expires. */
static ktime_t run_hard_queues(struct hrtimer_cpu_base *cpu_base, ktime_t now,
			       bool flags)
{
	ktime_t expires_next;

	cpu_base->in_hrtirq = true;
	cpu_base->expires_next = KTIME_MAX;
	raise_when_soft_is_due(cpu_base, now);
	__hrtimer_run_queues(cpu_base, now, flags, HRTIMER_ACTIVE_HARD);
	expires_next = hrtimer_update_next_event(cpu_base);
	cpu_base->expires_next = expires_next;
	cpu_base->in_hrtirq = false;
	raw_spin_unlock_irqrestore(&cpu_base->lock, flags);
	return expires_next;
}

static notrace void pr_warn_once_interrupt_took(ktime_t delta)
{
	char text[80];
	u32 at;

	if (kernel()->warned[WARN_HRTIMER_HANG]++)
		return;
	at = text_add(text, sizeof(text), 0, "hrtimer: interrupt took ");
	at = text_add_u64(text, sizeof(text), at, (u64)delta);
	text_add(text, sizeof(text), at, " ns");
	printk(text);
}

/* The queues cannot be kept up with.  To let others have the CPU for a while,
 * the next interrupt comes after as much time as this one has taken. */
static void hrtimer_hang(struct hrtimer_cpu_base *cpu_base, ktime_t now,
			 ktime_t entry_time)
{
	ktime_t delta = now - entry_time;

	if ((u32)delta > cpu_base->max_hang_time)
		cpu_base->max_hang_time = (u32)delta;
	if (delta > MAX_HANG_DELAY)
		now += MAX_HANG_DELAY;
	else
		now += delta;
	tick_program_event(now, true);
	pr_warn_once_interrupt_took(delta);
}

/* The queues are looked through until the next timer lies in the future, so
 * that the device can be programmed for it; but not more than three times:
 * callbacks that take longer than the time between them would keep us here. */
void hrtimer_interrupt(struct clock_event_device *dev)
{
	struct hrtimer_cpu_base *cpu_base = &this_percpu()->hrtimer_bases;
	ktime_t expires_next;
	ktime_t entry_time;
	ktime_t now;
	u32 retries = 0;
	bool flags;
	int late;

	if (!cpu_base->hres_active)
		machine_panic("hrtimer_interrupt() in low resolution");
	cpu_base->nr_events++;
	dev->next_event = KTIME_MAX;
	raw_spin_lock_irqsave(&cpu_base->lock, flags);
	now = hrtimer_update_base(cpu_base);
	entry_time = now;
	for (;;) {
		expires_next = run_hard_queues(cpu_base, now, flags);
		late = tick_program_event(expires_next, false);
		if (!late) {
			cpu_base->hang_detected = false;
			return;
		}
		/* mark: hrtimer-interrupt-retry */
		raw_spin_lock_irqsave(&cpu_base->lock, flags);
		now = hrtimer_update_base(cpu_base);
		cpu_base->nr_retries++;
		retries++;
		if (retries == MAX_RETRIES)
			break;
	}
	cpu_base->nr_hangs++;
	cpu_base->hang_detected = true;
	raw_spin_unlock_irqrestore(&cpu_base->lock, flags);
	/* mark: hrtimer-hang */
	hrtimer_hang(cpu_base, now, entry_time);
}

/* --- low resolution, and the way out of it ------------------------------ */

/* The tick becomes an hrtimer of its own, and the device is ours. */
static void hrtimer_switch_to_hres(void)
{
	struct hrtimer_cpu_base *base = &this_percpu()->hrtimer_bases;
	int error;

	error = tick_init_highres();
	if (error) {
		printk("Could not switch to high resolution mode");
		return;
	}
	base->hres_active = true;
	kernel()->hrtimer_resolution = 1;
	tick_setup_sched_timer(true);
	retrigger_next_event();
}

/* Each tick also asks whether it is time to switch modes.  */
void hrtimer_run_queues(void)
{
	struct hrtimer_cpu_base *cpu_base = &this_percpu()->hrtimer_bases;
	ktime_t now;
	bool flags;
	int switch_to_hres;

	if (cpu_base->hres_active)
		return;
	switch_to_hres = tick_check_oneshot_change(!kernel()->config.highres);
	if (switch_to_hres) {
		/* mark: hrtimer-switch-to-hres */
		hrtimer_switch_to_hres();
		return;
	}
	raw_spin_lock_irqsave(&cpu_base->lock, flags);
	now = hrtimer_update_base(cpu_base);
	raise_when_soft_is_due(cpu_base, now);
	__hrtimer_run_queues(cpu_base, now, flags, HRTIMER_ACTIVE_HARD);
	raw_spin_unlock_irqrestore(&cpu_base->lock, flags);
}
