/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The statements of bodies that concern hrtimers: the functions behind their
 * rows in calls.c.  As there, all are notrace.
 */
#include "linux/program.h"

#include "linux/hrtimer_sleeper.h"
#include "linux/kernel.h"
#include "linux/object.h"

/* --- arguments ---------------------------------------------------------- */

/* A freed timer is handed out as it is: poison. */
static notrace struct khrtimer *khrtimer_arg(const struct call *call)
{
	const struct program_arg *arg = &call->insn->arg[0];
	struct object *object = arg->type == ARG_NAME ?
					object_find(hot.machine,
						    (u32)arg->value) :
					object_get(hot.machine,
						   (u32)arg->value);

	return object ? object->memory : NULL;
}

static notrace struct hrtimer *hrtimer_arg(const struct call *call)
{
	return &khrtimer_arg(call)->timer;
}

static notrace const struct program_arg *arg_at(const struct call *call, u32 i)
{
	return &call->insn->arg[i];
}

static notrace bool is_given(const struct call *call, u32 i)
{
	return arg_at(call, i)->type != ARG_NONE;
}

static notrace s32 clock_arg(const struct call *call, u32 i)
{
	return is_given(call, i) ? (s32)arg_at(call, i)->value :
				   CLOCK_MONOTONIC;
}

static notrace u64 slack_arg(const struct call *call, u32 i)
{
	return is_given(call, i) ? program_arg_ns(arg_at(call, i)) : 0;
}

/* "=T" and "+T" say whether a time is absolute. */
static notrace u32 when_mode(const struct program_arg *arg)
{
	return arg->absolute ? HRTIMER_MODE_ABS : HRTIMER_MODE_REL;
}

/* --- timers ------------------------------------------------------------- */

notrace void run_hrtimer_setup(struct call *call)
{
	struct khrtimer *timer = khrtimer_arg(call);
	u64 bits = arg_at(call, 2)->value;
	u32 mode = (u32)bits & (ARG_MODE_ABS - 1);

	if (!(bits & ARG_MODE_ABS))
		mode |= HRTIMER_MODE_REL;
	timer->program = (u32)arg_at(call, 3)->value;
	hrtimer_setup(&timer->timer, program_hrtimer_fn, clock_arg(call, 1),
		      mode);
}

/* timer->function is assigned without a lock, as drivers do: a callback that
 * runs meanwhile is not disturbed, and the next one is the new one. */
static notrace void set_callback(struct call *call, u32 fn, u32 body)
{
	if (is_given(call, fn))
		khrtimer_arg(call)->program = (u32)arg_at(call, fn)->value;
	if (is_given(call, body))
		khrtimer_arg(call)->program = (u32)arg_at(call, body)->value;
}

notrace void run_hrtimer_start(struct call *call)
{
	const struct program_arg *when = arg_at(call, 1);
	struct hrtimer *timer = hrtimer_arg(call);
	u32 mode = HRTIMER_MODE_PINNED | HRTIMER_MODE_SOFT | HRTIMER_MODE_HARD;

	if (is_given(call, 4))
		mode &= (u32)arg_at(call, 4)->value;
	else
		mode = (timer->is_soft ? HRTIMER_MODE_SOFT : 0) |
		       (timer->is_hard ? HRTIMER_MODE_HARD : 0);
	set_callback(call, 5, 6);
	hrtimer_start_range_ns(timer, (ktime_t)program_arg_ns(when),
			       slack_arg(call, 2), mode | when_mode(when));
}

notrace void run_hrtimer_cancel(struct call *call)
{
	call->rc = hrtimer_cancel(hrtimer_arg(call));
}

notrace void run_hrtimer_try_to_cancel(struct call *call)
{
	call->rc = hrtimer_try_to_cancel(hrtimer_arg(call));
}

notrace void run_hrtimer_forward(struct call *call)
{
	struct hrtimer *timer = hrtimer_arg(call);
	ktime_t interval = (ktime_t)program_arg_ns(arg_at(call, 1));

	if (is_given(call, 2))
		call->rc = (s64)hrtimer_forward(
			timer, (ktime_t)program_arg_ns(arg_at(call, 2)),
			interval);
	else
		call->rc = (s64)hrtimer_forward_now(timer, interval);
}

notrace void run_hrtimer_active(struct call *call)
{
	call->rc = hrtimer_active(hrtimer_arg(call));
}

notrace void run_hrtimer_get_remaining(struct call *call)
{
	call->rc = hrtimer_get_remaining(hrtimer_arg(call));
}

/* --- in callbacks ------------------------------------------------------- */

notrace void run_hrtimer_restart(struct call *call)
{
	call->restart = true;
}

/* "=T" sets a new expiry, "+T" moves along the grid, "-T" makes it due. */
notrace void run_hrtimer_rearm(struct call *call)
{
	const struct program_arg *when = arg_at(call, 0);
	struct hrtimer *timer = &call->hrtimer->timer;
	ktime_t ns = (ktime_t)program_arg_ns(when);

	call->restart = true;
	if (when->absolute)
		hrtimer_set_expires(timer, ns);
	else if (!when->negative)
		call->rc = (s64)hrtimer_forward_now(timer, ns);
}

/* --- sleeping ----------------------------------------------------------- */

notrace void run_schedule_hrtimeout(struct call *call)
{
	const struct program_arg *when = arg_at(call, 0);
	ktime_t expires = (ktime_t)program_arg_ns(when);

	set_current_state(TASK_INTERRUPTIBLE);
	call->rc = schedule_hrtimeout_range_clock(&expires, slack_arg(call, 1),
						  when_mode(when),
						  clock_arg(call, 2));
}

static notrace u64 microseconds(const struct program_arg *arg)
{
	return (program_arg_ns(arg) + NSEC_PER_USEC - 1) / NSEC_PER_USEC;
}

notrace void run_usleep_range(struct call *call)
{
	usleep_range(microseconds(arg_at(call, 0)),
		     microseconds(arg_at(call, 1)));
}
