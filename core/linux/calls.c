/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The statements of bodies: one table, and a function of a few lines for each
 * row that hands the arguments to the kernel.
 *
 * The compiler checks arguments against the table, usage errors, help, Tab
 * completion and the manual are printed from it.  A new call is a function
 * and a row.
 *
 * The functions are notrace: what a body's statement does is one step, until
 * it enters the kernel; the kernel's own functions are stepped as always.
 *
 * Differs from Linux: there a driver's C code would make these calls.
 */
#include "linux/program.h"

#include "linux/calls_futex.h"
#include "linux/calls_posix.h"
#include "linux/calls_process.h"
#include "linux/error_numbers.h"
#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "linux/object.h"
#include "linux/preempt.h"
#include "linux/sched.h"
#include "linux/sleep_timeout.h"
#include "linux/softirq.h"
#include "linux/spinlock.h"
#include "linux/user.h"
#include "linux/warn.h"
#include "linux/wheel.h"
#include "machine/fault.h"
#include "machine/strings.h"

/* --- arguments ---------------------------------------------------------- */

static notrace struct object *object_arg(const struct call *call, u32 i)
{
	const struct program_arg *arg = &call->insn->arg[i];

	if (arg->type == ARG_NAME)
		return object_find(hot.machine, (u32)arg->value);
	return object_get(hot.machine, (u32)arg->value);
}

/* A freed timer is handed out as it is: poison. */
static notrace struct ktimer *ktimer_arg(const struct call *call, u32 i)
{
	struct object *object = object_arg(call, i);

	return object ? object->memory : NULL;
}

static notrace struct timer_list *timer_arg(const struct call *call, u32 i)
{
	return &ktimer_arg(call, i)->timer;
}

static notrace struct klock *lock_arg(const struct call *call, u32 i)
{
	return object_arg(call, i)->memory;
}

static notrace u64 number_arg(const struct call *call, u32 i)
{
	return call->insn->arg[i].value;
}

static notrace u64 ns_arg(const struct call *call, u32 i)
{
	return program_arg_ns(&call->insn->arg[i]);
}

static notrace u64 jiffies_arg(const struct call *call, u32 i)
{
	return program_arg_jiffies(&call->insn->arg[i]);
}

static notrace u64 expires_arg(const struct call *call, u32 i)
{
	return program_arg_expires(&call->insn->arg[i]);
}

/* --- timers ------------------------------------------------------------- */

static notrace void run_nop(struct call *call)
{
	(void)call;
}

/* The bucket goes on pointing to it: with CONFIG_DEBUG_OBJECTS_TIMERS a kernel
 * would say "ODEBUG: init active". */
static notrace void say_if_pending(const struct timer_list *timer)
{
	const struct object *object = object_get(hot.machine, timer->object);

	if (timer_pending(timer))
		printk_name("timerscope: timer_setup() of a pending timer "
			    "(ODEBUG: init active): ", object->name);
}

static notrace void run_timer_setup(struct call *call)
{
	static const u32 flag[] = {
		TIMER_PINNED, TIMER_DEFERRABLE, TIMER_IRQSAFE,
	};
	struct ktimer *timer = ktimer_arg(call, 0);
	u64 bits = number_arg(call, 1);
	u32 flags = 0;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(flag); i++) {
		if (bits >> i & 1)
			flags |= flag[i];
	}
	say_if_pending(&timer->timer);
	timer->program = (u32)number_arg(call, 2);
	timer_setup(&timer->timer, program_timer_fn, flags);
}

static notrace void run_add_timer(struct call *call)
{
	struct timer_list *timer = timer_arg(call, 0);

	timer->expires = expires_arg(call, 1);
	add_timer(timer);
}

static notrace void run_add_timer_on(struct call *call)
{
	struct timer_list *timer = timer_arg(call, 0);

	timer->expires = expires_arg(call, 2);
	add_timer_on(timer, (u32)number_arg(call, 1));
}

static notrace void run_mod_timer(struct call *call)
{
	u64 expires = expires_arg(call, 1);

	call->rc = mod_timer(timer_arg(call, 0), expires);
}

static notrace void run_mod_timer_pending(struct call *call)
{
	u64 expires = expires_arg(call, 1);

	call->rc = mod_timer_pending(timer_arg(call, 0), expires);
}

static notrace void run_timer_reduce(struct call *call)
{
	u64 expires = expires_arg(call, 1);

	call->rc = timer_reduce(timer_arg(call, 0), expires);
}

static notrace void run_rearm(struct call *call)
{
	u64 expires = expires_arg(call, 0);

	if (call->hrtimer) {
		run_hrtimer_rearm(call);
		return;
	}
	call->rc = mod_timer(&call->timer->timer, expires);
}

static notrace void run_timer_delete(struct call *call)
{
	call->rc = timer_delete(timer_arg(call, 0));
}

static notrace void run_timer_delete_sync(struct call *call)
{
	call->rc = timer_delete_sync(timer_arg(call, 0));
}

static notrace void run_try_to_del_timer_sync(struct call *call)
{
	call->rc = try_to_del_timer_sync(timer_arg(call, 0));
}

static notrace void run_timer_shutdown(struct call *call)
{
	call->rc = timer_shutdown(timer_arg(call, 0));
}

static notrace void run_timer_shutdown_sync(struct call *call)
{
	call->rc = timer_shutdown_sync(timer_arg(call, 0));
}

static notrace void run_timer_pending(struct call *call)
{
	call->rc = timer_pending(timer_arg(call, 0));
}

static notrace void run_round_jiffies(struct call *call)
{
	call->rc = (s64)round_jiffies(number_arg(call, 0));
}

static notrace void run_round_jiffies_up(struct call *call)
{
	call->rc = (s64)round_jiffies_up(number_arg(call, 0));
}

static notrace void run_round_jiffies_relative(struct call *call)
{
	call->rc = (s64)round_jiffies_relative(number_arg(call, 0));
}

static notrace void run_round_jiffies_up_relative(struct call *call)
{
	call->rc = (s64)round_jiffies_up_relative(number_arg(call, 0));
}

/* --- locks, interrupts, preemption -------------------------------------- */

static notrace void run_lock(struct call *call)
{
	raw_spin_lock(&lock_arg(call, 0)->lock);
}

static notrace void run_unlock(struct call *call)
{
	raw_spin_unlock(&lock_arg(call, 0)->lock);
}

/* The flags are kept in the lock, by its holder and for its holder only. */
static notrace void run_lock_irqsave(struct call *call)
{
	struct klock *lock = lock_arg(call, 0);
	bool flags = raw_spin_lock_save_irq(&lock->lock);

	lock->irqs_were_on = flags;
}

static notrace void run_unlock_irqrestore(struct call *call)
{
	struct klock *lock = lock_arg(call, 0);

	raw_spin_unlock_irqrestore(&lock->lock, lock->irqs_were_on);
}

static notrace void run_local_irq_disable(struct call *call)
{
	(void)call;
	local_irq_disable();
}

static notrace void run_local_irq_enable(struct call *call)
{
	(void)call;
	local_irq_enable();
}

static notrace void run_local_bh_disable(struct call *call)
{
	(void)call;
	local_bh_disable();
}

static notrace void run_local_bh_enable(struct call *call)
{
	(void)call;
	local_bh_enable();
}

static notrace void run_preempt_disable(struct call *call)
{
	(void)call;
	preempt_disable();
}

static notrace void run_preempt_enable(struct call *call)
{
	(void)call;
	preempt_enable();
}

static notrace void run_raise_softirq(struct call *call)
{
	raise_softirq((u32)number_arg(call, 0));
}

/* --- sleeping and working ----------------------------------------------- */

static notrace u64 milliseconds(u64 ns)
{
	return (ns + NSEC_PER_MSEC - 1) / NSEC_PER_MSEC;
}

static notrace void run_msleep(struct call *call)
{
	msleep((u32)milliseconds(ns_arg(call, 0)));
}

static notrace void run_schedule_timeout(struct call *call)
{
	u64 timeout = jiffies_arg(call, 0);

	set_current_state(TASK_INTERRUPTIBLE);
	call->rc = schedule_timeout((s64)timeout);
}

static notrace void run_sleep(struct call *call)
{
	if (call->insn->arg[0].unit == TIME_JIFFIES)
		schedule_timeout_uninterruptible((s64)number_arg(call, 0));
	else
		run_msleep(call);
}

static notrace void run_delay(struct call *call)
{
	preempt_disable();
	cpu_burn(ns_arg(call, 0));
	preempt_enable();
}

/* A process burns in user mode, unless it says otherwise; a task of the
 * kernel's has no choice. */
static notrace void run_burn(struct call *call)
{
	bool in_kernel = number_arg(call, 1) & 2;

	if (in_kernel && call->task && call->task->thread)
		burn_in_kernel(ns_arg(call, 2));
	else
		cpu_burn(ns_arg(call, 2));
}

static notrace void run_wake(struct call *call)
{
	struct object *object = object_arg(call, 0);

	if (object && object->kind == OBJECT_TASK && !object->freed)
		call->rc = wake_up_process(object->memory);
	else
		call->rc = -ESRCH;
}

static notrace void run_yield(struct call *call)
{
	(void)call;
	schedule();
}

static notrace void run_task(struct call *call)
{
	const struct program_arg *arg = call->insn->arg;
	u32 cpu = arg[1].type == ARG_NONE ? smp_processor_id() :
					    (u32)arg[1].value;
	struct task *task = program_spawn(hot.machine, cpu, (u32)arg[0].value,
					  (u32)arg[2].value, 0);

	call->rc = task ? (s64)task->serial : -ENOMEM;
}

/* The result object belongs to the new task, which fills it in at its end. */
static notrace void run_call(struct call *call)
{
	const struct program_arg *arg = call->insn->arg;
	struct task *task = program_spawn(hot.machine, smp_processor_id(), 0,
					  (u32)arg[0].value,
					  (u32)arg[1].value);

	call->rc = task ? (s64)task->serial : -ENOMEM;
}

/* --- memory and messages ------------------------------------------------ */

static notrace void run_printk(struct call *call)
{
	printk(string_text(hot.machine, (u32)number_arg(call, 0)));
}

/* Freed memory holds no pointer, but poison: whoever follows it has an Oops.
 * Here it is known beforehand, and can be said by its name. */
static notrace void run_touch(struct call *call)
{
	const struct object *object = object_arg(call, 0);

	if (!object)
		machine_die("Oops: there is no such object");
	else if (object->freed)
		machine_die("Oops: use after free");
}

static notrace void run_kfree(struct call *call)
{
	struct object *object = object_arg(call, 0);

	if (!object)
		call->rc = -ESRCH;
	else if (object->freed)
		printk_name("timerscope: double kfree() of ", object->name);
	else
		object_free(object);
}

/* --- the table ---------------------------------------------------------- */

#define TIMER_C "kernel/time/timer.c"
#define HRTIMER_C "kernel/time/hrtimer.c"
#define POSIX_TIMERS_C "kernel/time/posix-timers.c"

const struct call_row call_table[] = {
	{ "nop", "", CALL_EVERYWHERE, CONTROL_NONE, run_nop,
	  "do nothing for one step",
	  "A statement that only takes a step (and the machine's step cost)." },
	{ "timer_setup",
	  "timer:NEWTIMER [pinned] [deferrable] [irqsafe] [{program}]",
	  CALL_ANYWHERE, CONTROL_NONE, run_timer_setup,
	  "make a timer ready for use, with flags and a callback",
	  "The body in braces is the timer's callback; without one it does "
	  "nothing. An unknown name becomes a new timer; a known one is "
	  "initialised again, which is a mistake while it is pending. "
	  "Source: timer_setup(), " TIMER_C "." },
	{ "add_timer", "timer:TIMER expires:WHEN", CALL_ANYWHERE,
	  CONTROL_NONE, run_add_timer,
	  "set timer->expires and start the timer",
	  "The timer must not be pending: the kernel warns once and then "
	  "ignores the call. Source: add_timer(), " TIMER_C "." },
	{ "add_timer_on", "timer:TIMER cpu:CPU expires:WHEN", CALL_ANYWHERE,
	  CONTROL_NONE, run_add_timer_on,
	  "start a timer on a chosen CPU",
	  "The timer must not be pending. Source: add_timer_on(), " TIMER_C
	  "." },
	{ "mod_timer", "timer:TIMER expires:WHEN", CALL_ANYWHERE,
	  CONTROL_NONE, run_mod_timer,
	  "set a new expiry, and start the timer if it is not pending",
	  "Returns 1 if the timer was pending, else 0. Source: mod_timer(), "
	  TIMER_C "." },
	{ "mod_timer_pending", "timer:TIMER expires:WHEN", CALL_ANYWHERE,
	  CONTROL_NONE, run_mod_timer_pending,
	  "set a new expiry, but only if the timer is pending",
	  "Returns 1 if the timer was pending, else 0. Source: "
	  "mod_timer_pending(), " TIMER_C "." },
	{ "timer_reduce", "timer:TIMER expires:WHEN", CALL_ANYWHERE,
	  CONTROL_NONE, run_timer_reduce,
	  "set a new expiry if it is earlier than the old one",
	  "Starts a timer that is not pending. Returns 1 if it was pending, "
	  "else 0. Source: timer_reduce(), " TIMER_C "." },
	{ "rearm", "expires:WHEN", CALL_IN_CALLBACK | CALL_IN_HRTIMER,
	  CONTROL_NONE, run_rearm,
	  "in a callback: mod_timer() of its own timer",
	  "The usual way to make a periodic timer. An hrtimer is moved along "
	  "its grid by hrtimer_forward_now(), and its callback returns "
	  "HRTIMER_RESTART in the end; with slack it may have run before its "
	  "hard expiry, which then stays, and it runs again at once. Source: "
	  "mod_timer(), " TIMER_C ", hrtimer_forward(), " HRTIMER_C "." },
	{ "timer_delete", "timer:TIMER", CALL_ANYWHERE, CONTROL_NONE,
	  run_timer_delete,
	  "stop a timer; its callback may still be running",
	  "Returns 1 if the timer was pending, else 0. Source: "
	  "timer_delete(), " TIMER_C "." },
	{ "del_timer", "timer:TIMER", CALL_ANYWHERE, CONTROL_NONE,
	  run_timer_delete,
	  "the old name of timer_delete",
	  "Source: include/linux/timer.h (until 6.14)." },
	{ "timer_delete_sync", "timer:TIMER", CALL_ANYWHERE, CONTROL_NONE,
	  run_timer_delete_sync,
	  "stop a timer and wait until its callback has returned",
	  "Deadlocks when called from the timer's own callback, or while "
	  "holding a lock that the callback takes. Returns 1 if the timer "
	  "was pending, else 0. Source: timer_delete_sync(), " TIMER_C "." },
	{ "del_timer_sync", "timer:TIMER", CALL_ANYWHERE, CONTROL_NONE,
	  run_timer_delete_sync,
	  "the old name of timer_delete_sync",
	  "Source: include/linux/timer.h (until 6.14)." },
	{ "try_to_del_timer_sync", "timer:TIMER", CALL_ANYWHERE, CONTROL_NONE,
	  run_try_to_del_timer_sync,
	  "stop a timer unless its callback is running",
	  "Returns -1 if the callback is running, 1 if the timer was "
	  "pending, else 0. Source: try_to_del_timer_sync(), " TIMER_C "." },
	{ "timer_shutdown", "timer:TIMER", CALL_ANYWHERE, CONTROL_NONE,
	  run_timer_shutdown,
	  "stop a timer for good: it cannot be armed again",
	  "Does not wait for a running callback. Returns 1 if the timer was "
	  "pending, else 0. Source: timer_shutdown(), " TIMER_C "." },
	{ "timer_shutdown_sync", "timer:TIMER", CALL_ANYWHERE, CONTROL_NONE,
	  run_timer_shutdown_sync,
	  "stop a timer for good and wait for its callback",
	  "Afterwards its memory may be freed. Returns 1 if the timer was "
	  "pending, else 0. Source: timer_shutdown_sync(), " TIMER_C "." },
	{ "timer_pending", "timer:TIMER", CALL_ANYWHERE, CONTROL_NONE,
	  run_timer_pending,
	  "is the timer in a bucket?",
	  "Returns 1 or 0. Source: include/linux/timer.h." },
	{ "round_jiffies", "jiffies:JIFFIES", CALL_ANYWHERE, CONTROL_NONE,
	  run_round_jiffies,
	  "round a moment to a full second of jiffies",
	  "Spread by 3 jiffies a CPU; never into the past. Returns the "
	  "rounded moment. Source: round_jiffies(), " TIMER_C "." },
	{ "round_jiffies_up", "jiffies:JIFFIES", CALL_ANYWHERE, CONTROL_NONE,
	  run_round_jiffies_up,
	  "the same, never rounding down",
	  "Source: round_jiffies_up(), " TIMER_C "." },
	{ "round_jiffies_relative", "jiffies:JIFFIES", CALL_ANYWHERE,
	  CONTROL_NONE, run_round_jiffies_relative,
	  "round a distance from now to a full second of jiffies",
	  "Source: round_jiffies_relative(), " TIMER_C "." },
	{ "round_jiffies_up_relative", "jiffies:JIFFIES", CALL_ANYWHERE,
	  CONTROL_NONE, run_round_jiffies_up_relative,
	  "the same, never rounding down",
	  "Source: round_jiffies_up_relative(), " TIMER_C "." },
	{ "hrtimer_setup",
	  "timer:NEWHRTIMER [clock:CLOCKID] [mode:MODE] [{program}]",
	  CALL_ANYWHERE, CONTROL_NONE, run_hrtimer_setup,
	  "make an hrtimer ready for use, with a clock and a callback",
	  "clock= is monotonic (if not given), realtime, boottime or tai; a "
	  "relative timer (mode=rel, if not given) on realtime becomes one on "
	  "monotonic. mode=soft: its callback runs in HRTIMER_SOFTIRQ, else "
	  "in the interrupt. Source: hrtimer_init(), hrtimer_setup(), "
	  HRTIMER_C "." },
	{ "hrtimer_start",
	  "timer:HRTIMER expires:HRWHEN [slack:CLOCK] [clock:CLOCKID] "
	  "[mode:MODE] [fn:CALLBACK] [{program}]",
	  CALL_ANYWHERE, CONTROL_NONE, run_hrtimer_start,
	  "arm or move an hrtimer: from now, or at a moment of its clock",
	  "It may run from its expiry on and is made to run at the end of "
	  "slack=. mode=pinned keeps it on this CPU; soft must be given as it "
	  "was to hrtimer_setup, and is if mode= is not there at all. clock= "
	  "is for a timer that nobody has set up. A block becomes its "
	  "callback first, or the function that fn= names: h1_fn is the "
	  "callback that hrtimer_setup gave to h1. Source: "
	  "hrtimer_start_range_ns(), " HRTIMER_C "." },
	{ "hrtimer_cancel", "timer:HRTIMER", CALL_ANYWHERE, CONTROL_NONE,
	  run_hrtimer_cancel,
	  "stop an hrtimer and wait until its callback has returned",
	  "Deadlocks when called from the timer's own callback. Returns 1 if "
	  "it was active, else 0. Source: hrtimer_cancel(), " HRTIMER_C "." },
	{ "hrtimer_try_to_cancel", "timer:HRTIMER", CALL_ANYWHERE,
	  CONTROL_NONE, run_hrtimer_try_to_cancel,
	  "stop an hrtimer unless its callback is running",
	  "Returns -1 if the callback is running, 1 if the timer was active, "
	  "else 0. Source: hrtimer_try_to_cancel(), " HRTIMER_C "." },
	{ "hrtimer_forward", "timer:HRTIMER interval:CLOCK [now:CLOCK]",
	  CALL_ANYWHERE, CONTROL_NONE, run_hrtimer_forward,
	  "move an expiry past now, along its grid; does not arm",
	  "The timer must not be queued. now= is the present of its clock if "
	  "not given. Returns how many intervals it took. Source: "
	  "hrtimer_forward(), hrtimer_forward_now(), " HRTIMER_C "." },
	{ "hrtimer_active", "timer:HRTIMER", CALL_ANYWHERE, CONTROL_NONE,
	  run_hrtimer_active,
	  "is the hrtimer queued, or does its callback run?",
	  "Returns 1 or 0. Source: hrtimer_active(), " HRTIMER_C "." },
	{ "hrtimer_get_remaining", "timer:HRTIMER", CALL_ANYWHERE,
	  CONTROL_NONE, run_hrtimer_get_remaining,
	  "how long until the hrtimer expires",
	  "Returns nanoseconds, less than 0 when that has passed. Source: "
	  "__hrtimer_get_remaining(), " HRTIMER_C "." },
	{ "restart", "", CALL_IN_HRTIMER, CONTROL_NONE, run_hrtimer_restart,
	  "in an hrtimer's callback: return HRTIMER_RESTART in the end",
	  "The timer is queued again, at the expiry that it has then: move "
	  "it with hrtimer_forward before, or use rearm, which does both. "
	  "Source: __run_hrtimer(), " HRTIMER_C "." },
	{ "clock_gettime", "[clock:CLOCKID]", CALL_ANYWHERE, CONTROL_NONE,
	  run_clock_gettime,
	  "read a clock",
	  "clock= is monotonic (if not given), realtime, boottime or tai. "
	  "Returns what a program would find in *tp, in ns. Source: "
	  "clock_gettime(), " POSIX_TIMERS_C "." },
	{ "clock_getres", "[clock:CLOCKID]", CALL_ANYWHERE, CONTROL_NONE,
	  run_clock_getres,
	  "ask how exact timers on a clock are",
	  "A tick, or 1 ns as soon as a CPU is in high-resolution mode. "
	  "Returns ns. Source: clock_getres(), " POSIX_TIMERS_C "." },
	{ "clock_settime", "time:HRWHEN [clock:CLOCKID]", CALL_IN_TASK,
	  CONTROL_NONE, run_clock_settime,
	  "set the wall clock",
	  "=TIME counts from 1970, +TIME from what the clock says. clock= "
	  "is realtime if not given; the others cannot be set (-22, EINVAL). "
	  "Source: clock_settime(), " POSIX_TIMERS_C "." },
	{ "gettimeofday", "", CALL_ANYWHERE, CONTROL_NONE, run_gettimeofday,
	  "read the wall clock, in whole microseconds",
	  "Returns ns since 1970. Source: kernel/time/time.c." },
	{ "settimeofday", "time:HRWHEN", CALL_IN_TASK, CONTROL_NONE,
	  run_settimeofday,
	  "set the wall clock",
	  "As clock_settime. Source: do_sys_settimeofday64(), "
	  "kernel/time/time.c." },
	{ "lock", "lock:LOCK", CALL_ANYWHERE, CONTROL_NONE, run_lock,
	  "take a spinlock, spinning until it is free",
	  "An unknown name becomes a new lock. Source: spin_lock(), "
	  "include/linux/spinlock.h." },
	{ "unlock", "lock:LOCK", CALL_ANYWHERE, CONTROL_NONE, run_unlock,
	  "let a spinlock go",
	  "Source: spin_unlock(), include/linux/spinlock.h." },
	{ "lock_irqsave", "lock:LOCK", CALL_ANYWHERE, CONTROL_NONE,
	  run_lock_irqsave,
	  "take a spinlock with interrupts off",
	  "Source: spin_lock_irqsave(), include/linux/spinlock.h." },
	{ "unlock_irqrestore", "lock:LOCK", CALL_ANYWHERE, CONTROL_NONE,
	  run_unlock_irqrestore,
	  "let a spinlock go and put interrupts back as they were",
	  "Source: spin_unlock_irqrestore(), include/linux/spinlock.h." },
	{ "local_irq_disable", "", CALL_ANYWHERE, CONTROL_NONE,
	  run_local_irq_disable,
	  "take no interrupts on this CPU",
	  "Source: include/linux/irqflags.h." },
	{ "local_irq_enable", "", CALL_ANYWHERE, CONTROL_NONE,
	  run_local_irq_enable,
	  "take interrupts on this CPU again",
	  "Source: include/linux/irqflags.h." },
	{ "local_bh_disable", "", CALL_ANYWHERE, CONTROL_NONE,
	  run_local_bh_disable,
	  "run no softirqs on this CPU",
	  "Source: include/linux/bottom_half.h." },
	{ "local_bh_enable", "", CALL_ANYWHERE, CONTROL_NONE,
	  run_local_bh_enable,
	  "run softirqs again; pending ones at once",
	  "Source: __local_bh_enable_ip(), kernel/softirq.c." },
	{ "preempt_disable", "", CALL_ANYWHERE, CONTROL_NONE,
	  run_preempt_disable,
	  "keep this task on the CPU",
	  "Source: include/linux/preempt.h." },
	{ "preempt_enable", "", CALL_ANYWHERE, CONTROL_NONE,
	  run_preempt_enable,
	  "let other tasks run; at once if one is due",
	  "Source: include/linux/preempt.h." },
	{ "raise_softirq", "vector:SOFTIRQ", CALL_ANYWHERE, CONTROL_NONE,
	  run_raise_softirq,
	  "mark a softirq pending on this CPU",
	  "Vectors: HI TIMER NET_TX NET_RX BLOCK IRQ_POLL TASKLET SCHED "
	  "HRTIMER RCU. Source: raise_softirq(), kernel/softirq.c." },
	{ "sleep", "time:DURATION", CALL_ANYWHERE, CONTROL_NONE, run_sleep,
	  "sleep: msleep(), or schedule_timeout() for jiffies",
	  "Only tasks may sleep. In a callback this is the bug "
	  "\"scheduling while atomic\". Source: kernel/time/sleep_timeout.c."
	  },
	{ "msleep", "time:CLOCK", CALL_ANYWHERE, CONTROL_NONE, run_msleep,
	  "sleep for milliseconds, rounded up to jiffies",
	  "Source: msleep(), kernel/time/sleep_timeout.c." },
	{ "schedule_timeout", "time:DURATION", CALL_ANYWHERE, CONTROL_NONE,
	  run_schedule_timeout,
	  "sleep interruptibly until woken or until time is up",
	  "Sets TASK_INTERRUPTIBLE first. Returns the jiffies that were "
	  "left. Source: schedule_timeout(), kernel/time/sleep_timeout.c." },
	{ "schedule_hrtimeout",
	  "expires:HRWHEN [slack:CLOCK] [clock:CLOCKID]", CALL_ANYWHERE,
	  CONTROL_NONE, run_schedule_hrtimeout,
	  "sleep interruptibly with an hrtimer, until woken or time is up",
	  "Sets TASK_INTERRUPTIBLE first. Returns 0 when the time is up, -4 "
	  "(EINTR) when somebody woke the task. Source: "
	  "schedule_hrtimeout_range_clock(), " HRTIMER_C "." },
	{ "usleep_range", "min:CLOCK max:CLOCK", CALL_ANYWHERE, CONTROL_NONE,
	  run_usleep_range,
	  "sleep with an hrtimer: not before min, if possible until max",
	  "Rounded up to microseconds. Source: usleep_range_state(), "
	  "kernel/time/timer.c." },
	{ "delay", "time:DURATION", CALL_ANYWHERE, CONTROL_NONE, run_delay,
	  "keep the CPU busy without sleeping, as udelay() does",
	  "Preemption is off meanwhile. Source: include/linux/delay.h." },
	{ "burn", "[by:THREAD] [user] [sys] time:DURATION",
	  CALL_EVERYWHERE | CALL_BY_THREAD, CONTROL_NONE, run_burn,
	  "work for some time",
	  "Interrupts cut in, and other tasks may: the work then takes "
	  "longer. A process works in user mode, or with `sys` in the "
	  "kernel's: its CPU clocks tell." },
	{ "wake", "task:TASK", CALL_ANYWHERE, CONTROL_NONE, run_wake,
	  "wake a sleeping task",
	  "Returns 1 if it was asleep, 0 if not, -3 (ESRCH) when there is "
	  "no such task yet. Source: wake_up_process(), "
	  "kernel/sched/core.c." },
	{ "yield", "", CALL_ANYWHERE, CONTROL_NONE, run_yield,
	  "let another task run: schedule()",
	  "Source: schedule(), kernel/sched/core.c." },
	{ "task", "name:NEWTASK [cpu:CPU] {program}", CALL_ANYWHERE,
	  CONTROL_NONE, run_task,
	  "start a task that runs the body",
	  "On this CPU, or on cpu=N. It ends when its body does. Returns "
	  "its number. Source: the shape of kthread_create_on_cpu() and "
	  "wake_up_process()." },
	{ "call", "statement:STATEMENT", CALL_ANYWHERE, CONTROL_NONE,
	  run_call,
	  "run one statement in the background, in a task of its own",
	  "`call X -> c`: then c.returned, c.rc, c.errno and c.at tell how "
	  "it went." },
	{ "printk", "text:TEXT", CALL_EVERYWHERE, CONTROL_NONE, run_printk,
	  "write a line to the kernel log",
	  "Source: kernel/printk/printk.c." },
	{ "touch", "object:OBJECT", CALL_ANYWHERE, CONTROL_NONE, run_touch,
	  "use an object's memory: an Oops when it has been freed",
	  "It stands for code that reads or writes the object." },
	{ "kfree", "object:OBJECT", CALL_ANYWHERE, CONTROL_NONE, run_kfree,
	  "free an object's memory",
	  "The memory is filled with POISON_FREE (0x6b). Nobody stops you "
	  "from freeing a pending timer: the wheel will find the poison "
	  "later, as in the kernel. Source: kfree(), mm/slub.c." },
	{ "repeat", "times:NUMBER {body}", CALL_EVERYWHERE, CONTROL_REPEAT,
	  NULL,
	  "run the block N times",
	  "Each turn steps over the head of the loop once more." },
	{ "if", "condition:EXPR {body}", CALL_EVERYWHERE, CONTROL_IF, NULL,
	  "run the block if the expression holds; else the other one",
	  "`else` or `else if` follows the closing brace on its line." },
	{ "until", "condition:EXPR {body}", CALL_EVERYWHERE, CONTROL_UNTIL,
	  NULL,
	  "repeat the block until the expression holds",
	  "The expression is tested before each turn. With an empty block "
	  "this is a spin loop with cpu_relax()." },
	{ "exit", "", CALL_EVERYWHERE, CONTROL_EXIT, NULL,
	  "leave the body at once",
	  "A task ends, a callback returns." },
#include "linux/calls_process.def"
#include "linux/calls_signal.def"
#include "linux/calls_posix.def"
#include "linux/calls_futex.def"
};

const u32 nr_calls = ARRAY_SIZE(call_table);
