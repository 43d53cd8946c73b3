/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Alarm timers: see alarmtimer.h.
 */
#include "linux/alarmtimer.h"

#include "linux/hrtimer_sleeper.h"
#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "linux/nanosleep.h"
#include "linux/posix_timers.h"
#include "linux/process.h"
#include "linux/timekeeping.h"
#include "linux/trace.h"

const char *const alarmtimer_names[ALARM_NUMTYPE] = { "realtime", "boottime" };

notrace bool alarmtimer_get_rtcdev(void)
{
	return !kernel()->config.no_rtc;
}

static notrace struct alarm_base *base_of(const struct alarm *alarm)
{
	return &kernel()->posix_timers->alarm_bases[alarm->type];
}

static notrace s32 base_clockid(enum alarmtimer_type type)
{
	return type == ALARM_REALTIME ? CLOCK_REALTIME : CLOCK_BOOTTIME;
}

ktime_t alarm_get_ktime(enum alarmtimer_type type)
{
	return type == ALARM_REALTIME ? ktime_get_real() :
					ktime_get_boottime();
}

notrace enum alarmtimer_type clock2alarm(s32 clock)
{
	return clock == CLOCK_REALTIME_ALARM ? ALARM_REALTIME : ALARM_BOOTTIME;
}

static notrace void trace_alarm(u32 kind, const struct alarm *alarm,
				ktime_t now)
{
	trace_emit((u16)kind, 4, (u64[]){
		alarm->timer.object, alarm->type, (u64)alarm->node.expires,
		(u64)now,
	});
}

/* --- the queue ---------------------------------------------------------- */

/* base->lock is held. */
static void alarmtimer_enqueue(struct alarm_base *base, struct alarm *alarm)
{
	if (alarm->state & ALARMTIMER_STATE_ENQUEUED)
		timerqueue_del(&base->timerqueue, &alarm->node);
	timerqueue_add(&base->timerqueue, &alarm->node);
	alarm->state |= ALARMTIMER_STATE_ENQUEUED;
}

static void alarmtimer_dequeue(struct alarm_base *base, struct alarm *alarm)
{
	if (!(alarm->state & ALARMTIMER_STATE_ENQUEUED))
		return;
	timerqueue_del(&base->timerqueue, &alarm->node);
	alarm->state &= ~(u32)ALARMTIMER_STATE_ENQUEUED;
}

/* Run it; the function says whether it goes on, and has moved it then. */
static enum alarmtimer_restart run_alarm(struct alarm *alarm)
{
	ktime_t now = alarm_get_ktime(alarm->type);

	if (!alarm->function)
		return ALARMTIMER_NORESTART;
	return alarm->function(alarm, now);
}

/* The hrtimer's callback: it is due. */
static enum hrtimer_restart alarmtimer_fired(struct hrtimer *timer)
{
	struct alarm *alarm = container_of(timer, struct alarm, timer);
	struct alarm_base *base = base_of(alarm);
	enum hrtimer_restart ret = HRTIMER_NORESTART;
	enum alarmtimer_restart restart;
	ktime_t now;
	bool flags;

	raw_spin_lock_irqsave(&base->lock, flags);
	alarmtimer_dequeue(base, alarm);
	raw_spin_unlock_irqrestore(&base->lock, flags);
	restart = run_alarm(alarm);
	raw_spin_lock_irqsave(&base->lock, flags);
	if (restart != ALARMTIMER_NORESTART) {
		hrtimer_set_expires(&alarm->timer, alarm->node.expires);
		alarmtimer_enqueue(base, alarm);
		ret = HRTIMER_RESTART;
	}
	raw_spin_unlock_irqrestore(&base->lock, flags);
	now = alarm_get_ktime(alarm->type);
	trace_alarm(EVENT_alarmtimer_fired, alarm, now);
	return ret;
}

/* --- for its users ------------------------------------------------------ */

void alarm_init(struct alarm *alarm, enum alarmtimer_type type,
		enum alarmtimer_restart (*function)(struct alarm *, ktime_t))
{
	timerqueue_init(&alarm->node);
	hrtimer_setup(&alarm->timer, alarmtimer_fired, base_clockid(type),
		      HRTIMER_MODE_ABS);
	alarm->function = function;
	alarm->type = type;
	alarm->state = ALARMTIMER_STATE_INACTIVE;
}

void alarm_start(struct alarm *alarm, ktime_t start)
{
	struct alarm_base *base = base_of(alarm);
	ktime_t now;
	bool flags;

	raw_spin_lock_irqsave(&base->lock, flags);
	/* the queue is sorted: out before the expiry changes */
	alarmtimer_dequeue(base, alarm);
	alarm->node.expires = start;
	alarmtimer_enqueue(base, alarm);
	hrtimer_start(&alarm->timer, alarm->node.expires, HRTIMER_MODE_ABS);
	raw_spin_unlock_irqrestore(&base->lock, flags);
	now = alarm_get_ktime(alarm->type);
	trace_alarm(EVENT_alarmtimer_start, alarm, now);
}

void alarm_start_relative(struct alarm *alarm, ktime_t start)
{
	ktime_t now = alarm_get_ktime(alarm->type);

	alarm_start(alarm, ktime_add_safe(start, now));
}

void alarm_restart(struct alarm *alarm)
{
	struct alarm_base *base = base_of(alarm);
	bool flags;

	raw_spin_lock_irqsave(&base->lock, flags);
	hrtimer_set_expires(&alarm->timer, alarm->node.expires);
	hrtimer_restart(&alarm->timer);
	alarmtimer_enqueue(base, alarm);
	raw_spin_unlock_irqrestore(&base->lock, flags);
}

int alarm_try_to_cancel(struct alarm *alarm)
{
	struct alarm_base *base = base_of(alarm);
	ktime_t now;
	bool flags;
	int ret;

	raw_spin_lock_irqsave(&base->lock, flags);
	ret = hrtimer_try_to_cancel(&alarm->timer);
	if (ret >= 0)
		alarmtimer_dequeue(base, alarm);
	raw_spin_unlock_irqrestore(&base->lock, flags);
	now = alarm_get_ktime(alarm->type);
	trace_alarm(EVENT_alarmtimer_cancel, alarm, now);
	return ret;
}

int alarm_cancel(struct alarm *alarm)
{
	int ret = alarm_try_to_cancel(alarm);

	while (ret < 0) {
		/* mark: alarm-cancel-wait */
		cpu_relax();
		ret = alarm_try_to_cancel(alarm);
	}
	return ret;
}

/* As hrtimer_forward(): the smallest multiple that lies in the future. */
u64 alarm_forward(struct alarm *alarm, ktime_t now, ktime_t interval)
{
	ktime_t delta = now - alarm->node.expires;
	u64 overrun = 1;

	if (delta < 0)
		return 0;
	if (delta >= interval) {
		overrun = (u64)(delta / interval);
		alarm->node.expires = ktime_add_safe(
			alarm->node.expires, (ktime_t)overrun * interval);
		if (alarm->node.expires > now)
			return overrun;
		overrun++;
	}
	alarm->node.expires = ktime_add_safe(alarm->node.expires, interval);
	return overrun;
}

u64 alarm_forward_now(struct alarm *alarm, ktime_t interval)
{
	ktime_t now = alarm_get_ktime(alarm->type);

	return alarm_forward(alarm, now, interval);
}

ktime_t alarm_expires_remaining(const struct alarm *alarm)
{
	ktime_t now = alarm_get_ktime(alarm->type);

	return alarm->node.expires - now;
}

/* --- POSIX timers ------------------------------------------------------- */

/* 6.12, see rearm_ignored() in posix_hrtimer.c. */
static void rearm_ignored(struct k_itimer *timr, struct alarm *alarm)
{
	ktime_t tick = (ktime_t)tick_nsec(HZ);
	ktime_t now = alarm_get_ktime(alarm->type);

	if (timr->it_interval < tick)
		now = ktime_add_safe(now, tick);
	timr->it_overrun += (s64)alarm_forward(alarm, now, timr->it_interval);
	timr->it_requeue_pending++;
	timr->it_status = POSIX_TIMER_ARMED;
}

static enum alarmtimer_restart alarm_handle_timer(struct alarm *alarm,
						  ktime_t now)
{
	struct k_itimer *timr = container_of(alarm, struct k_itimer, it.alarm);
	enum alarmtimer_restart result = ALARMTIMER_NORESTART;
	bool ignored, flags;

	(void)now;
	raw_spin_lock_irqsave(&timr->it_lock, flags);
	ignored = posix_timer_queue_signal(timr);
	if (ignored && timr->it_interval) {
		rearm_ignored(timr, alarm);
		result = ALARMTIMER_RESTART;
	}
	unlock_timer(timr, flags);
	return result;
}

static s64 alarm_timer_create(struct k_itimer *timr)
{
	if (!alarmtimer_get_rtcdev())
		return -EOPNOTSUPP;
	if (!capable(CAP_WAKE_ALARM))
		return -EPERM;
	timr->it.alarm.timer.object = timr->object;
	alarm_init(&timr->it.alarm, clock2alarm(timr->it_clock),
		   alarm_handle_timer);
	return 0;
}

static void alarm_timer_rearm(struct k_itimer *timr)
{
	struct alarm *alarm = &timr->it.alarm;

	timr->it_overrun += (s64)alarm_forward_now(alarm, timr->it_interval);
	alarm_start(alarm, alarm->node.expires);
}

static s64 alarm_timer_forward(struct k_itimer *timr, ktime_t now)
{
	return (s64)alarm_forward(&timr->it.alarm, now, timr->it_interval);
}

static ktime_t alarm_timer_remaining(struct k_itimer *timr, ktime_t now)
{
	return timr->it.alarm.node.expires - now;
}

static int alarm_timer_try_to_cancel(struct k_itimer *timr)
{
	return alarm_try_to_cancel(&timr->it.alarm);
}

static void alarm_timer_arm(struct k_itimer *timr, ktime_t expires,
			    bool absolute, bool sigev_none)
{
	struct alarm *alarm = &timr->it.alarm;
	ktime_t now;

	if (!absolute) {
		now = alarm_get_ktime(alarm->type);
		expires = ktime_add_safe(expires, now);
	}
	if (sigev_none)
		alarm->node.expires = expires;
	else
		alarm_start(alarm, expires);
}

/* --- the clocks --------------------------------------------------------- */

static s64 alarm_clock_getres(s32 clock, struct timespec64 *tp)
{
	(void)clock;
	if (!alarmtimer_get_rtcdev())
		return -EINVAL;
	*tp = (struct timespec64){ 0, kernel()->hrtimer_resolution };
	return 0;
}

static ktime_t alarm_clock_get_ktime(s32 clock)
{
	return alarm_get_ktime(clock2alarm(clock));
}

static s64 alarm_clock_get_timespec(s32 clock, struct timespec64 *tp)
{
	ktime_t now;

	if (!alarmtimer_get_rtcdev())
		return -EINVAL;
	now = alarm_clock_get_ktime(clock);
	*tp = ktime_to_timespec64(now);
	return 0;
}

/* --- sleeping ----------------------------------------------------------- */

/* An alarm on a sleeper's stack, and who waits for it; nobody when it has
 * expired. */
struct alarm_sleeper {
	struct alarm alarm;
	struct task *task;
};

static enum alarmtimer_restart alarmtimer_nsleep_wakeup(struct alarm *alarm,
							ktime_t now)
{
	struct alarm_sleeper *t =
		container_of(alarm, struct alarm_sleeper, alarm);
	struct task *task = t->task;

	(void)now;
	t->task = NULL;
	if (task)
		wake_up_process(task);
	return ALARMTIMER_NORESTART;
}

static s64 alarmtimer_do_nsleep(struct alarm_sleeper *t, ktime_t absexp)
{
	struct restart_block *restart = &current_thread()->restart_block;
	struct timespec64 rem;
	ktime_t left;

	t->task = current;
	do {
		set_current_state(TASK_INTERRUPTIBLE);
		alarm_start(&t->alarm, absexp);
		if (t->task)
			schedule();
		alarm_cancel(&t->alarm);
	} while (t->task && !signal_pending());
	set_current_state(TASK_RUNNING);
	if (!t->task)
		return 0;
	if (!restart->rmtp)
		return -ERESTART_RESTARTBLOCK;
	left = absexp - alarm_get_ktime(t->alarm.type);
	if (left <= 0)
		return 0;
	rem = ktime_to_timespec64(left);
	return nanosleep_copyout(restart, &rem);
}

static s64 alarm_timer_nsleep_restart(struct restart_block *restart)
{
	struct alarm_sleeper t;

	t.alarm.timer.object = hrtimer_sleep_object();
	alarm_init(&t.alarm, (enum alarmtimer_type)restart->clockid,
		   alarmtimer_nsleep_wakeup);
	return alarmtimer_do_nsleep(&t, (ktime_t)restart->expires);
}

static s64 alarm_timer_nsleep(s32 clock, u32 flags,
			      const struct timespec64 *rqtp)
{
	struct restart_block *restart = &current_thread()->restart_block;
	enum alarmtimer_type type = clock2alarm(clock);
	ktime_t exp = timespec64_to_ktime(*rqtp);
	struct alarm_sleeper t;
	s64 ret;

	if (!alarmtimer_get_rtcdev())
		return -EOPNOTSUPP;
	if (flags & ~(u32)TIMER_ABSTIME)
		return -EINVAL;
	if (!capable(CAP_WAKE_ALARM))
		return -EPERM;
	t.alarm.timer.object = hrtimer_sleep_object();
	alarm_init(&t.alarm, type, alarmtimer_nsleep_wakeup);
	if (flags != TIMER_ABSTIME)
		exp = ktime_add_safe(exp, alarm_get_ktime(type));
	ret = alarmtimer_do_nsleep(&t, exp);
	if (ret != -ERESTART_RESTARTBLOCK)
		return ret;
	if (flags == TIMER_ABSTIME)
		return -ERESTARTNOHAND;
	restart->clockid = (s32)type;
	restart->expires = (u64)exp;
	restart->fn = alarm_timer_nsleep_restart;
	return ret;
}

const struct k_clock alarm_clock = {
	.clock_getres = alarm_clock_getres,
	.clock_get_ktime = alarm_clock_get_ktime,
	.clock_get_timespec = alarm_clock_get_timespec,
	.timer_create = alarm_timer_create,
	.timer_set = common_timer_set,
	.timer_del = common_timer_del,
	.timer_get = common_timer_get,
	.timer_arm = alarm_timer_arm,
	.timer_rearm = alarm_timer_rearm,
	.timer_forward = alarm_timer_forward,
	.timer_remaining = alarm_timer_remaining,
	.timer_try_to_cancel = alarm_timer_try_to_cancel,
	.nsleep = alarm_timer_nsleep,
};
