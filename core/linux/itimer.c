/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Interval timers: see itimer.h.
 */
#include "linux/itimer.h"

#include "linux/cputime.h"
#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "linux/posix_cpu_timers.h"
#include "linux/preempt.h"
#include "linux/process.h"
#include "linux/timekeeping.h"
#include "linux/trace.h"
#include "machine/strings.h"

#define NSEC_PER_USEC_S ((s64)NSEC_PER_USEC)
#define USEC_PER_SEC_S 1000000

/* --- events ------------------------------------------------------------- */

static notrace void trace_itimer_state(s32 which,
				       const struct itimerspec64 *value,
				       u64 expires)
{
	TRACE(itimer_state, (u64)which, expires,
	      (u64)value->it_value.tv_sec,
	      (u64)(value->it_value.tv_nsec / NSEC_PER_USEC_S),
	      (u64)value->it_interval.tv_sec,
	      (u64)(value->it_interval.tv_nsec / NSEC_PER_USEC_S));
}

notrace void trace_itimer_expire(const struct process *p, s32 which, u64 now)
{
	TRACE(itimer_expire, (u64)which, p->serial, now);
}

/* --- ITIMER_REAL -------------------------------------------------------- */

/* In hardware interrupt context. */
enum hrtimer_restart it_real_fn(struct hrtimer *timer)
{
	struct process *p =
		container_of(timer, struct process, timers.real_timer);

	trace_itimer_expire(p, ITIMER_REAL, 0);
	/* mark: itimer-real-expires */
	group_send_sig_info(SIGALRM, SEND_SIG_PRIV, p);
	return HRTIMER_NORESTART;
}

/* What has expired, and is not re-armed yet, is 0. */
static struct timespec64 itimer_get_remtime(struct hrtimer *timer)
{
	ktime_t rem = hrtimer_get_remaining(timer);
	bool active = hrtimer_active(timer);

	if (!active)
		rem = 0;
	else if (rem <= 0)
		rem = NSEC_PER_USEC_S;
	return ktime_to_timespec64(rem);
}

static void get_real(struct process *p, struct itimerspec64 *value)
{
	value->it_value = itimer_get_remtime(&p->timers.real_timer);
	value->it_interval = ktime_to_timespec64(p->timers.it_real_incr);
}

static notrace u32 name_of_real_timer(const struct process *p)
{
	const struct object *owner = object_get(hot.machine, p->serial);
	char text[96];
	u32 at;

	if (!owner || !owner->name)
		return 0;
	at = text_add(text, sizeof(text), 0,
		      string_text(hot.machine, owner->name));
	at = text_add(text, sizeof(text), at, ".real_timer");
	return string_intern(hot.machine, text, at);
}

/* Most processes never set it: its row is made for those who do. */
static notrace void name_real_timer(struct process *p)
{
	struct hrtimer *timer = &p->timers.real_timer;
	struct object *object;

	if (timer->object)
		return;
	timer->object = object_new(hot.machine, OBJECT_HRTIMER,
				   name_of_real_timer(p), NULL);
	object = object_get(hot.machine, timer->object);
	if (object)
		object->internal = true;
}

/* The callback takes no lock that we hold but siglock, to send: so it may be
 * waiting for us. */
static void cancel_real(struct process *p)
{
	int ret = hrtimer_try_to_cancel(&p->timers.real_timer);

	while (ret < 0) {
		raw_spin_unlock_irq(&p->siglock);
		/* mark: itimer-cancel-wait */
		cpu_relax();
		raw_spin_lock_irq(&p->siglock);
		ret = hrtimer_try_to_cancel(&p->timers.real_timer);
	}
}

static void set_real(struct process *p, const struct itimerspec64 *value,
		     struct itimerspec64 *ovalue)
{
	ktime_t expires = timespec64_to_ktime(value->it_value);

	name_real_timer(p);
	raw_spin_lock_irq(&p->siglock);
	if (ovalue)
		get_real(p, ovalue);
	cancel_real(p);
	if (expires) {
		p->timers.it_real_incr =
			timespec64_to_ktime(value->it_interval);
		hrtimer_start(&p->timers.real_timer, expires,
			      HRTIMER_MODE_REL);
	} else {
		p->timers.it_real_incr = 0;
	}
	trace_itimer_state(ITIMER_REAL, value, 0);
	raw_spin_unlock_irq(&p->siglock);
}

/* siglock is held.  A timer that was stopped meanwhile stays so. */
void posixtimer_rearm_itimer(struct process *p)
{
	struct hrtimer *timer = &p->timers.real_timer;

	if (hrtimer_is_queued(timer) || !p->timers.it_real_incr)
		return;
	hrtimer_forward_now(timer, p->timers.it_real_incr);
	hrtimer_restart(timer);
}

/* --- ITIMER_VIRTUAL, ITIMER_PROF ---------------------------------------- */

static notrace u32 clock_of(s32 which)
{
	return which == ITIMER_PROF ? CPUCLOCK_PROF : CPUCLOCK_VIRT;
}

/* Due, but no tick has seen it yet: a tick is left. */
static void get_cpu_itimer(struct process *p, s32 which,
			   struct itimerspec64 *value)
{
	const struct cpu_itimer *it = &p->timers.it[clock_of(which)];
	u64 samples[CPUCLOCK_MAX];
	u64 val, interval;

	raw_spin_lock_irq(&p->siglock);
	val = it->expires;
	interval = it->incr;
	if (val) {
		proc_sample_cputime(p, samples);
		if (val < samples[clock_of(which)])
			val = tick_nsec(HZ);
		else
			val -= samples[clock_of(which)];
	}
	raw_spin_unlock_irq(&p->siglock);
	value->it_value = ktime_to_timespec64((ktime_t)val);
	value->it_interval = ktime_to_timespec64((ktime_t)interval);
}

/* A tick is added: the one that runs now may be nearly over, and the timer must
 * not expire early. */
static void set_cpu_itimer(struct process *p, s32 which,
			   const struct itimerspec64 *value,
			   struct itimerspec64 *ovalue)
{
	struct cpu_itimer *it = &p->timers.it[clock_of(which)];
	u64 nval = (u64)timespec64_to_ktime(value->it_value);
	u64 oval, ointerval;

	raw_spin_lock_irq(&p->siglock);
	oval = it->expires;
	ointerval = it->incr;
	if (oval || nval) {
		if (nval)
			nval += tick_nsec(HZ);
		set_process_cpu_timer(p, clock_of(which), &nval, &oval);
	}
	it->expires = nval;
	it->incr = (u64)timespec64_to_ktime(value->it_interval);
	trace_itimer_state(which, value, nval);
	raw_spin_unlock_irq(&p->siglock);
	if (ovalue) {
		ovalue->it_value = ktime_to_timespec64((ktime_t)oval);
		ovalue->it_interval = ktime_to_timespec64((ktime_t)ointerval);
	}
}

/* --- system calls ------------------------------------------------------- */

static s64 do_getitimer(s32 which, struct itimerspec64 *value)
{
	struct process *p = current_process();

	switch (which) {
	case ITIMER_REAL:
		raw_spin_lock_irq(&p->siglock);
		get_real(p, value);
		raw_spin_unlock_irq(&p->siglock);
		return 0;
	case ITIMER_VIRTUAL:
	case ITIMER_PROF:
		get_cpu_itimer(p, which, value);
		return 0;
	default:
		return -EINVAL;
	}
}

static s64 do_setitimer(s32 which, const struct itimerspec64 *value,
			struct itimerspec64 *ovalue)
{
	struct process *p = current_process();

	switch (which) {
	case ITIMER_REAL:
		set_real(p, value, ovalue);
		return 0;
	case ITIMER_VIRTUAL:
	case ITIMER_PROF:
		set_cpu_itimer(p, which, value, ovalue);
		return 0;
	default:
		return -EINVAL;
	}
}

/* A struct timeval counts in microseconds. */
static notrace struct timespec64 to_timeval(struct timespec64 ts)
{
	return (struct timespec64){ ts.tv_sec, ts.tv_nsec / NSEC_PER_USEC_S };
}

static notrace struct timespec64 from_timeval(struct timespec64 tv)
{
	return (struct timespec64){ tv.tv_sec, tv.tv_nsec * NSEC_PER_USEC_S };
}

static notrace bool timeval_valid(const struct timespec64 *tv)
{
	return tv->tv_sec >= 0 && (u64)tv->tv_nsec < USEC_PER_SEC_S;
}

static s64 get_itimerval(struct itimerspec64 *o, const struct itimerspec64 *i)
{
	struct itimerspec64 v;

	if (copy_from_user(&v, i, sizeof(v)))
		return -EFAULT;
	if (!timeval_valid(&v.it_value) || !timeval_valid(&v.it_interval))
		return -EINVAL;
	o->it_value = from_timeval(v.it_value);
	o->it_interval = from_timeval(v.it_interval);
	return 0;
}

static s64 put_itimerval(struct itimerspec64 *o, const struct itimerspec64 *i)
{
	struct itimerspec64 v = {
		.it_value = to_timeval(i->it_value),
		.it_interval = to_timeval(i->it_interval),
	};

	return copy_to_user(o, &v, sizeof(v)) ? -EFAULT : 0;
}

s64 sys_getitimer(s32 which, struct itimerspec64 *value)
{
	struct itimerspec64 get_buffer;
	s64 error;

	error = do_getitimer(which, &get_buffer);
	if (error)
		return error;
	return put_itimerval(value, &get_buffer);
}

/* A missing new value stops the timer, which POSIX does not know. */
s64 sys_setitimer(s32 which, const struct itimerspec64 *value,
		  struct itimerspec64 *ovalue)
{
	struct itimerspec64 set_buffer = { 0 };
	struct itimerspec64 get_buffer;
	s64 error = 0;

	if (value)
		error = get_itimerval(&set_buffer, value);
	if (error)
		return error;
	error = do_setitimer(which, &set_buffer, ovalue ? &get_buffer : NULL);
	if (error || !ovalue)
		return error;
	return put_itimerval(ovalue, &get_buffer);
}

/* Rounded to the nearest second; but 0 would mean that there was no alarm. */
s64 sys_alarm(u32 seconds)
{
	struct itimerspec64 it_new = { .it_value = { seconds, 0 } };
	struct itimerspec64 it_old;
	const struct timespec64 *left = &it_old.it_value;

	do_setitimer(ITIMER_REAL, &it_new, &it_old);
	if ((!left->tv_sec && left->tv_nsec) ||
	    left->tv_nsec >= (s64)NSEC_PER_SEC / 2)
		return left->tv_sec + 1;
	return left->tv_sec;
}
