/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The statements of bodies that read and set clocks: the functions behind
 * their rows in calls.c.  As there, all are notrace.
 */
#include "linux/program.h"

#include "linux/kernel.h"
#include "linux/posix_clock.h"
#include "linux/posix_timers.h"
#include "linux/timekeeping.h"

static notrace s32 clock_arg(const struct call *call, u32 i, s32 usual)
{
	const struct program_arg *arg = &call->insn->arg[i];

	return arg->type == ARG_NONE ? usual : (s32)arg->value;
}

/* What a system call has written, if it did not fail. */
static notrace s64 result(s64 error, const struct timespec64 *ts)
{
	return error ? error : timespec64_to_ktime(*ts);
}

notrace void run_clock_gettime(struct call *call)
{
	struct timespec64 ts = { 0, 0 };
	s64 error =
		sys_clock_gettime(clock_arg(call, 0, CLOCK_MONOTONIC), &ts);

	call->rc = result(error, &ts);
}

notrace void run_clock_getres(struct call *call)
{
	struct timespec64 ts = { 0, 0 };
	s64 error =
		sys_clock_getres(clock_arg(call, 0, CLOCK_MONOTONIC), &ts);

	call->rc = result(error, &ts);
}

notrace void run_gettimeofday(struct call *call)
{
	struct timespec64 ts = { 0, 0 };
	int error = sys_gettimeofday(&ts);

	call->rc = result(error, &ts);
}

/* "+T" counts from what the wall clock says, as a program would that reads it
 * first. */
static notrace struct timespec64 setting(const struct program_arg *when)
{
	ktime_t time = (ktime_t)program_arg_ns(when);

	if (!when->absolute)
		time = ktime_add_safe(time, ktime_get_real());
	return ktime_to_timespec64(time);
}

notrace void run_clock_settime(struct call *call)
{
	struct timespec64 ts = setting(&call->insn->arg[0]);

	call->rc = sys_clock_settime(clock_arg(call, 1, CLOCK_REALTIME), &ts);
}

notrace void run_settimeofday(struct call *call)
{
	struct timespec64 ts = setting(&call->insn->arg[0]);

	call->rc = sys_settimeofday(&ts);
}
