/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sleeping until somebody has used so much CPU time: clock_nanosleep() on a CPU
 * clock (kernel/time/posix-cpu-timers.c).  The timer lies on the sleeper's
 * stack; nobody else knows it but the queue of the clock.
 */
#include "linux/posix_cpu_timers.h"

#include "linux/kernel.h"
#include "linux/nanosleep.h"
#include "linux/preempt.h"

/* Until it has fired, or a signal comes.  it_lock is held, but while we sleep.
 */
static bool wait_for_timer(struct k_itimer *timer)
{
	while (!signal_pending()) {
		if (!cpu_timer_getexpires(&timer->it.cpu))
			return true;
		set_current_state(TASK_INTERRUPTIBLE);
		raw_spin_unlock_irq(&timer->it_lock);
		schedule();
		raw_spin_lock_irq(&timer->it_lock);
	}
	return false;
}

/* A signal has come: take the timer back, which may be firing just now; what
 * remains goes to @it. */
static void take_back(struct k_itimer *timer, struct itimerspec64 *it)
{
	struct itimerspec64 zero_it = { 0 };
	s64 error;

	*it = zero_it;
	error = posix_cpu_timer_set(timer, 0, &zero_it, it);
	while (error == TIMER_RETRY) {
		raw_spin_unlock_irq(&timer->it_lock);
		cpu_relax();
		raw_spin_lock_irq(&timer->it_lock);
		error = posix_cpu_timer_del(timer);
	}
}

static s64 sleep_on(struct k_itimer *timer, u32 flags,
		    const struct timespec64 *rqtp)
{
	struct restart_block *restart = &current_thread()->restart_block;
	struct itimerspec64 it = { .it_value = *rqtp };
	bool fired;
	u64 expires;
	s64 error;

	raw_spin_lock_irq(&timer->it_lock);
	error = posix_cpu_timer_set(timer, flags, &it, NULL);
	if (error) {
		raw_spin_unlock_irq(&timer->it_lock);
		return error;
	}
	fired = wait_for_timer(timer);
	expires = cpu_timer_getexpires(&timer->it.cpu);
	if (fired)
		posix_cpu_timer_del(timer);
	else
		take_back(timer, &it);
	raw_spin_unlock_irq(&timer->it_lock);
	if (fired || (!it.it_value.tv_sec && !it.it_value.tv_nsec))
		return 0;
	restart->expires = expires;
	return nanosleep_copyout(restart, &it.it_value);
}

static s64 do_cpu_nanosleep(s32 clock, u32 flags,
			    const struct timespec64 *rqtp)
{
	struct k_itimer timer = {
		.it_clock = clock, .it_overrun = -1, .it_task = current,
	};
	s64 error;

	raw_spin_lock_init(&timer.it_lock);
	error = posix_cpu_timer_create(&timer);
	if (error)
		return error;
	timer.it.cpu.nanosleep = true;
	return sleep_on(&timer, flags, rqtp);
}

static s64 posix_cpu_nsleep_restart(struct restart_block *restart)
{
	struct timespec64 t = ktime_to_timespec64((ktime_t)restart->expires);

	return do_cpu_nanosleep(restart->clockid, TIMER_ABSTIME, &t);
}

/* Nobody can sleep until he himself has run: that would never end. */
s64 posix_cpu_nsleep(s32 clock, u32 flags, const struct timespec64 *rqtp)
{
	struct thread *t = current_thread();
	s32 pid = CPUCLOCK_PID(clock);
	s64 error;

	if (CPUCLOCK_PERTHREAD(clock) && (!pid || pid == t->tid))
		return -EINVAL;
	error = do_cpu_nanosleep(clock, flags, rqtp);
	if (error != -ERESTART_RESTARTBLOCK)
		return error;
	if (flags & TIMER_ABSTIME)
		return -ERESTARTNOHAND;
	t->restart_block.fn = posix_cpu_nsleep_restart;
	t->restart_block.clockid = clock;
	return error;
}
