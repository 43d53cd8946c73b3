/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The clocks by number, and the calls that read, set and sleep on them
 * (kernel/time/posix-timers.c).
 *
 *	0 REALTIME          4 MONOTONIC_RAW      8 REALTIME_ALARM
 *	1 MONOTONIC         5 REALTIME_COARSE    9 BOOTTIME_ALARM
 *	2 PROCESS_CPUTIME   6 MONOTONIC_COARSE  10 -
 *	3 THREAD_CPUTIME    7 BOOTTIME          11 TAI
 *	negative: a CPU clock of somebody, or a device's clock
 *
 * Differs from Linux: no device has a clock, so the latter are all invalid;
 * CLOCK_MONOTONIC_RAW is CLOCK_MONOTONIC, for nothing steers that.
 */
#include "linux/posix_timers.h"

#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "linux/nanosleep.h"
#include "linux/posix_cpu_timers.h"
#include "linux/process.h"
#include "linux/timekeeping.h"

/* --- reading clocks ----------------------------------------------------- */

static ktime_t ktime_of(s32 clock)
{
	switch (clock) {
	case CLOCK_REALTIME:
		return ktime_get_real();
	case CLOCK_BOOTTIME:
		return ktime_get_boottime();
	case CLOCK_TAI:
		return ktime_get_clocktai();
	default:
		return ktime_get();
	}
}

/* For relative timers on CLOCK_REALTIME, which are CLOCK_MONOTONIC's. */
static ktime_t monotonic_get_ktime(s32 clock)
{
	(void)clock;
	return ktime_get();
}

static s64 posix_get_timespec(s32 clock, struct timespec64 *tp)
{
	ktime_t now = ktime_of(clock);

	*tp = ktime_to_timespec64(now);
	return 0;
}

/* The time of the last tick: no clock source is read. */
static notrace ktime_t coarse_of(const struct timekeeper *tk, s32 clock)
{
	const struct tk_read_base *tkr = &tk->tkr_mono;
	ktime_t mono = tkr->base + (ktime_t)(tkr->xtime_nsec >> tkr->shift);

	return clock == CLOCK_REALTIME_COARSE ? mono + tk->offs_real : mono;
}

static s64 posix_get_coarse(s32 clock, struct timespec64 *tp)
{
	ktime_t now;
	u32 seq;

	do {
		seq = read_seqcount_begin(&tk_core.seq);
		now = coarse_of(&tk_core.timekeeper, clock);
	} while (read_seqcount_retry(&tk_core.seq, seq));
	*tp = ktime_to_timespec64(now);
	return 0;
}

static s64 posix_get_hrtimer_res(s32 clock, struct timespec64 *tp)
{
	(void)clock;
	*tp = (struct timespec64){ 0, kernel()->hrtimer_resolution };
	return 0;
}

static s64 posix_get_coarse_res(s32 clock, struct timespec64 *tp)
{
	(void)clock;
	*tp = (struct timespec64){ 0, (s64)tick_nsec(HZ) };
	return 0;
}

static s64 posix_clock_realtime_set(s32 clock, const struct timespec64 *tp)
{
	(void)clock;
	if (!timespec64_valid_settod(tp))
		return -EINVAL;
	if (!capable(CAP_SYS_TIME))
		return -EPERM;
	return do_settimeofday64(tp);
}

/* --- the clocks --------------------------------------------------------- */

static s64 common_nsleep(s32 clock, u32 flags, const struct timespec64 *rqtp)
{
	ktime_t texp = timespec64_to_ktime(*rqtp);
	u32 mode = flags & TIMER_ABSTIME ? HRTIMER_MODE_ABS :
					   HRTIMER_MODE_REL;

	return hrtimer_nanosleep(texp, mode, clock);
}

#define COMMON_TIMERS \
	.timer_set = common_timer_set, .timer_get = common_timer_get, \
	.timer_del = common_timer_del

#define HRTIMER_TIMERS \
	COMMON_TIMERS, .nsleep = common_nsleep, \
	.timer_create = common_timer_create, \
	.timer_rearm = common_hrtimer_rearm, \
	.timer_forward = common_hrtimer_forward, \
	.timer_remaining = common_hrtimer_remaining, \
	.timer_try_to_cancel = common_hrtimer_try_to_cancel, \
	.timer_arm = common_hrtimer_arm, \
	.clock_getres = posix_get_hrtimer_res, \
	.clock_get_timespec = posix_get_timespec

const struct k_clock clock_realtime = {
	HRTIMER_TIMERS,
	.clock_get_ktime = ktime_of,
	.clock_set = posix_clock_realtime_set,
};

const struct k_clock clock_monotonic = {
	HRTIMER_TIMERS,
	.clock_get_ktime = monotonic_get_ktime,
};

static const struct k_clock clock_boottime_tai = {
	HRTIMER_TIMERS,
	.clock_get_ktime = ktime_of,
};

static const struct k_clock clock_monotonic_raw = {
	.clock_getres = posix_get_hrtimer_res,
	.clock_get_timespec = posix_get_timespec,
};

static const struct k_clock clock_coarse = {
	.clock_getres = posix_get_coarse_res,
	.clock_get_timespec = posix_get_coarse,
};

/* A file's clock: no file has one. */
static s64 no_clock_get(s32 clock, struct timespec64 *tp)
{
	(void)clock;
	(void)tp;
	return -EINVAL;
}

static s64 no_clock_set(s32 clock, const struct timespec64 *tp)
{
	(void)clock;
	(void)tp;
	return -EINVAL;
}

static const struct k_clock clock_posix_dynamic = {
	.clock_getres = no_clock_get,
	.clock_set = no_clock_set,
	.clock_get_timespec = no_clock_get,
};

static const struct k_clock *const posix_clocks[NR_CLOCKIDS] = {
	[CLOCK_REALTIME] = &clock_realtime,
	[CLOCK_MONOTONIC] = &clock_monotonic,
	[CLOCK_PROCESS_CPUTIME_ID] = &clock_process,
	[CLOCK_THREAD_CPUTIME_ID] = &clock_thread,
	[CLOCK_MONOTONIC_RAW] = &clock_monotonic_raw,
	[CLOCK_REALTIME_COARSE] = &clock_coarse,
	[CLOCK_MONOTONIC_COARSE] = &clock_coarse,
	[CLOCK_BOOTTIME] = &clock_boottime_tai,
	[CLOCK_REALTIME_ALARM] = &alarm_clock,
	[CLOCK_BOOTTIME_ALARM] = &alarm_clock,
	[CLOCK_TAI] = &clock_boottime_tai,
};

const struct k_clock *clockid_to_kclock(s32 clock)
{
	if (clock < 0)
		return (clock & CLOCKFD_MASK) == CLOCKFD ?
			       &clock_posix_dynamic : &clock_posix_cpu;
	return clock < NR_CLOCKIDS ? posix_clocks[clock] : NULL;
}

/* --- system calls ------------------------------------------------------- */

s64 sys_clock_gettime(s32 clock, struct timespec64 *utp)
{
	const struct k_clock *kc = clockid_to_kclock(clock);
	struct timespec64 tp;
	s64 error;

	if (!kc)
		return -EINVAL;
	error = kc->clock_get_timespec(clock, &tp);
	if (!error && copy_to_user(utp, &tp, sizeof(tp)))
		error = -EFAULT;
	return error;
}

s64 sys_clock_settime(s32 clock, const struct timespec64 *utp)
{
	const struct k_clock *kc = clockid_to_kclock(clock);
	struct timespec64 tp;

	if (!kc || !kc->clock_set)
		return -EINVAL;
	if (copy_from_user(&tp, utp, sizeof(tp)))
		return -EFAULT;
	return kc->clock_set(clock, &tp);
}

s64 sys_clock_getres(s32 clock, struct timespec64 *utp)
{
	const struct k_clock *kc = clockid_to_kclock(clock);
	struct timespec64 tp;
	s64 error;

	if (!kc)
		return -EINVAL;
	error = kc->clock_getres(clock, &tp);
	if (!error && utp && copy_to_user(utp, &tp, sizeof(tp)))
		error = -EFAULT;
	return error;
}

/* Nothing remains of a sleep until a moment. */
s64 sys_clock_nanosleep(s32 clock, u32 flags, const struct timespec64 *urqtp,
			struct timespec64 *rmtp)
{
	const struct k_clock *kc = clockid_to_kclock(clock);
	struct timespec64 rqtp;

	if (!kc)
		return -EINVAL;
	if (!kc->nsleep)
		return -EOPNOTSUPP;
	if (copy_from_user(&rqtp, urqtp, sizeof(rqtp)))
		return -EFAULT;
	if (!timespec64_valid(&rqtp))
		return -EINVAL;
	current_thread()->restart_block.rmtp =
		flags & TIMER_ABSTIME ? NULL : rmtp;
	return kc->nsleep(clock, flags, &rqtp);
}
