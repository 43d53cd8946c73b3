/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * timerfd: see timerfd.h.
 */
#include "linux/timerfd.h"

#include "linux/kernel.h"
#include "linux/posix_timers.h"
#include "linux/preempt.h"
#include "linux/process.h"
#include "linux/timekeeping.h"
#include "machine/strings.h"

#define TFD_SETTIME_FLAGS (TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET)
#define TFD_CREATE_FLAGS (TFD_CLOEXEC | TFD_NONBLOCK)

static notrace bool alarm_clockid(s32 clockid)
{
	return clockid == CLOCK_REALTIME_ALARM ||
	       clockid == CLOCK_BOOTTIME_ALARM;
}

static notrace bool isalarm(const struct timerfd_ctx *ctx)
{
	return alarm_clockid(ctx->clockid);
}

static notrace struct timerfd_ctx *ctx_of(const struct file *file)
{
	return file->private_data;
}

/* By how much CLOCK_REALTIME is ahead: it changes when the clock is set. */
static notrace ktime_t realtime_offset(void)
{
	return tk_core.timekeeper.offs_real;
}

/* --- expiring ----------------------------------------------------------- */

/* In hardware interrupt context.  A periodic timer is not re-armed: that is
 * done by who reads, so that nobody can drown a CPU in interrupts. */
static void timerfd_triggered(struct timerfd_ctx *ctx)
{
	bool flags;

	raw_spin_lock_irqsave(&ctx->lock, flags);
	ctx->expired = true;
	ctx->ticks++;
	/* mark: timerfd-expires */
	wake_up(&ctx->wqh);
	raw_spin_unlock_irqrestore(&ctx->lock, flags);
}

static enum hrtimer_restart timerfd_tmrproc(struct hrtimer *htmr)
{
	timerfd_triggered(container_of(htmr, struct timerfd_ctx, t.tmr));
	return HRTIMER_NORESTART;
}

static enum alarmtimer_restart timerfd_alarmproc(struct alarm *alarm,
						 ktime_t now)
{
	(void)now;
	timerfd_triggered(container_of(alarm, struct timerfd_ctx, t.alarm));
	return ALARMTIMER_NORESTART;
}

/* --- hrtimer or alarm --------------------------------------------------- */

static int try_to_cancel(struct timerfd_ctx *ctx)
{
	if (isalarm(ctx))
		return alarm_try_to_cancel(&ctx->t.alarm);
	return hrtimer_try_to_cancel(&ctx->t.tmr);
}

static u64 forward_now(struct timerfd_ctx *ctx)
{
	if (isalarm(ctx))
		return alarm_forward_now(&ctx->t.alarm, ctx->tintv);
	return hrtimer_forward_now(&ctx->t.tmr, ctx->tintv);
}

static void restart(struct timerfd_ctx *ctx)
{
	if (isalarm(ctx))
		alarm_restart(&ctx->t.alarm);
	else
		hrtimer_restart(&ctx->t.tmr);
}

static void start(struct timerfd_ctx *ctx, ktime_t texp, bool absolute)
{
	if (!isalarm(ctx))
		hrtimer_start(&ctx->t.tmr, texp, absolute ? HRTIMER_MODE_ABS :
							    HRTIMER_MODE_REL);
	else if (absolute)
		alarm_start(&ctx->t.alarm, texp);
	else
		alarm_start_relative(&ctx->t.alarm, texp);
}

static void init_alarm(struct timerfd_ctx *ctx)
{
	ctx->t.alarm.timer.object = ctx->object;
	alarm_init(&ctx->t.alarm, clock2alarm(ctx->clockid),
		   timerfd_alarmproc);
}

static void init_hrtimer(struct timerfd_ctx *ctx, u32 mode)
{
	ctx->t.tmr.object = ctx->object;
	hrtimer_setup(&ctx->t.tmr, timerfd_tmrproc, ctx->clockid, mode);
}

static ktime_t timerfd_get_remaining(struct timerfd_ctx *ctx)
{
	ktime_t remaining;

	if (isalarm(ctx))
		remaining = alarm_expires_remaining(&ctx->t.alarm);
	else
		remaining = hrtimer_get_remaining(&ctx->t.tmr);
	return remaining < 0 ? 0 : remaining;
}

/* --- when the clock is set ---------------------------------------------- */

/* The offset of a reader that is to be told becomes KTIME_MAX; the tick makes
 * the file readable. */
static void cancel_one(struct timerfd_ctx *ctx, ktime_t moffs)
{
	raw_spin_lock(&ctx->lock);
	if (ctx->moffs != moffs) {
		ctx->moffs = KTIME_MAX;
		ctx->ticks++;
		wake_up(&ctx->wqh);
	}
	raw_spin_unlock(&ctx->lock);
}

void timerfd_clock_was_set(void)
{
	struct posix_timers *pt = kernel()->posix_timers;
	ktime_t moffs = realtime_offset();
	struct timerfd_ctx *ctx;
	bool flags;

	if (list_empty(&pt->cancel_list))
		return;
	raw_spin_lock_irqsave(&pt->cancel_lock, flags);
	list_for_each_entry(ctx, &pt->cancel_list, clist)
		cancel_one(ctx, moffs);
	raw_spin_unlock_irqrestore(&pt->cancel_lock, flags);
}

static bool timerfd_canceled(struct timerfd_ctx *ctx)
{
	if (!ctx->might_cancel || ctx->moffs != KTIME_MAX)
		return false;
	ctx->moffs = realtime_offset();
	return true;
}

/* Only a moment of CLOCK_REALTIME can be missed by setting that clock. */
static void timerfd_setup_cancel(struct timerfd_ctx *ctx, u32 flags)
{
	bool realtime = ctx->clockid == CLOCK_REALTIME ||
			ctx->clockid == CLOCK_REALTIME_ALARM;
	bool wanted = realtime && flags == TFD_SETTIME_FLAGS;
	struct posix_timers *pt = kernel()->posix_timers;

	raw_spin_lock_irq(&pt->cancel_lock);
	if (wanted && !ctx->might_cancel)
		list_add(&ctx->clist, &pt->cancel_list);
	else if (!wanted && ctx->might_cancel)
		list_del_init(&ctx->clist);
	ctx->might_cancel = wanted;
	raw_spin_unlock_irq(&pt->cancel_lock);
}

/* --- the file ----------------------------------------------------------- */

static void timerfd_release(struct file *file)
{
	struct timerfd_ctx *ctx = ctx_of(file);
	struct object *object = object_get(hot.machine, ctx->object);

	timerfd_setup_cancel(ctx, 0);
	if (isalarm(ctx))
		alarm_cancel(&ctx->t.alarm);
	else
		hrtimer_cancel(&ctx->t.tmr);
	if (object)
		object->freed = true;
	machine_release(hot.machine, ctx, sizeof(*ctx));
}

static u32 timerfd_poll(struct file *file)
{
	struct timerfd_ctx *ctx = ctx_of(file);
	u32 events;
	bool flags;

	raw_spin_lock_irqsave(&ctx->lock, flags);
	events = ctx->ticks ? EPOLLIN : 0;
	raw_spin_unlock_irqrestore(&ctx->lock, flags);
	return events;
}

static notrace struct wait_queue_head *timerfd_queue(struct file *file)
{
	return &ctx_of(file)->wqh;
}

/* Sleep until there is something to read; lock is held, but while we sleep. */
static s64 wait_for_ticks(struct timerfd_ctx *ctx)
{
	struct wait_queue_entry wait;
	s64 ret = 0;

	init_wait_entry(&wait);
	while (!ctx->ticks) {
		prepare_to_wait(&ctx->wqh, &wait, TASK_INTERRUPTIBLE);
		if (signal_pending()) {
			ret = -ERESTARTSYS;
			break;
		}
		raw_spin_unlock_irq(&ctx->lock);
		schedule();
		raw_spin_lock_irq(&ctx->lock);
	}
	finish_wait(&ctx->wqh, &wait);
	return ret;
}

/* All expiries since the last read; a periodic timer goes on.  lock is held.
 */
static u64 take_ticks(struct timerfd_ctx *ctx)
{
	u64 ticks = ctx->ticks;

	if (ticks && ctx->expired && ctx->tintv) {
		ticks += forward_now(ctx) - 1;
		restart(ctx);
	}
	ctx->expired = false;
	ctx->ticks = 0;
	return ticks;
}

/* A clock that was set voids what has expired: the reader must think anew. */
static s64 timerfd_read(struct file *file, void *buf, u64 count)
{
	struct timerfd_ctx *ctx = ctx_of(file);
	bool canceled;
	u64 ticks = 0;
	s64 res = -EAGAIN;

	if (count < sizeof(ticks))
		return -EINVAL;
	raw_spin_lock_irq(&ctx->lock);
	if (!(file->f_flags & O_NONBLOCK))
		res = wait_for_ticks(ctx);
	canceled = timerfd_canceled(ctx);
	if (canceled) {
		ctx->ticks = 0;
		ctx->expired = false;
		res = -ECANCELED;
	}
	if (ctx->ticks)
		ticks = take_ticks(ctx);
	raw_spin_unlock_irq(&ctx->lock);
	if (!ticks)
		return res;
	if (copy_to_user(buf, &ticks, sizeof(ticks)))
		return -EFAULT;
	return sizeof(ticks);
}

static const struct file_operations timerfd_fops = {
	.name = "[timerfd]", .read = timerfd_read, .poll = timerfd_poll,
	.queue = timerfd_queue, .release = timerfd_release,
	.type = &timerfd_type,
};

/* The file, held until fput(); else NULL, with *@error. */
static notrace struct file *timerfd_fget(s64 fd, s64 *error)
{
	struct file *file = fdget(fd);

	*error = file ? 0 : -EBADF;
	if (!file || file->f_op == &timerfd_fops)
		return file;
	file->f_count--;
	*error = -EINVAL;
	return NULL;
}

/* --- creating ----------------------------------------------------------- */

static notrace bool timerfd_clock(s32 clockid)
{
	return clockid == CLOCK_MONOTONIC || clockid == CLOCK_REALTIME ||
	       clockid == CLOCK_REALTIME_ALARM || clockid == CLOCK_BOOTTIME ||
	       clockid == CLOCK_BOOTTIME_ALARM;
}

/* "p1.timerfd3", by the number that it is about to get; 0: without name. */
static notrace u32 name_of_timerfd(void)
{
	const struct process *p = current_process();
	const struct object *owner = object_get(hot.machine, p->serial);
	s64 fd = get_unused_fd(p);
	char text[96];
	u32 at;

	if (!owner || !owner->name || fd < 0)
		return 0;
	at = text_add(text, sizeof(text), 0,
		      string_text(hot.machine, owner->name));
	at = text_add(text, sizeof(text), at, ".timerfd");
	at = text_add_u64(text, sizeof(text), at, (u64)fd);
	return string_intern(hot.machine, text, at);
}

/* A row in the object store: how traces name the timer. */
static notrace u32 new_object(void)
{
	u32 serial = object_new(hot.machine, OBJECT_HRTIMER, name_of_timerfd(),
				NULL);

	if (serial)
		object_get(hot.machine, serial)->internal = true;
	return serial;
}

static struct timerfd_ctx *new_ctx(s32 clockid)
{
	struct timerfd_ctx *ctx = machine_alloc(hot.machine, sizeof(*ctx));

	if (!ctx)
		return NULL;
	raw_spin_lock_init(&ctx->lock);
	init_waitqueue_head(&ctx->wqh);
	INIT_LIST_HEAD(&ctx->clist);
	ctx->clockid = clockid;
	ctx->moffs = realtime_offset();
	ctx->object = new_object();
	if (isalarm(ctx))
		init_alarm(ctx);
	else
		init_hrtimer(ctx, HRTIMER_MODE_ABS);
	return ctx;
}

s64 sys_timerfd_create(s32 clockid, u32 flags)
{
	struct timerfd_ctx *ctx;
	s64 ufd;

	if (flags & ~TFD_CREATE_FLAGS || !timerfd_clock(clockid))
		return -EINVAL;
	if (alarm_clockid(clockid) && !capable(CAP_WAKE_ALARM))
		return -EPERM;
	ctx = new_ctx(clockid);
	if (!ctx)
		return -ENOMEM;
	ufd = anon_inode_getfd(&timerfd_fops, ctx, flags);
	if (ufd < 0)
		machine_release(hot.machine, ctx, sizeof(*ctx));
	return ufd;
}

/* --- setting ------------------------------------------------------------ */

/* Stop the timer, and take the lock.  Its callback takes it too. */
static void lock_stopped(struct timerfd_ctx *ctx)
{
	int ret;

	for (;;) {
		raw_spin_lock_irq(&ctx->lock);
		ret = try_to_cancel(ctx);
		if (ret >= 0)
			return;
		raw_spin_unlock_irq(&ctx->lock);
		/* mark: timerfd-cancel-wait */
		cpu_relax();
	}
}

static s64 timerfd_setup(struct timerfd_ctx *ctx, u32 flags,
			 const struct itimerspec64 *ktmr)
{
	bool absolute = flags & TFD_TIMER_ABSTIME;
	ktime_t texp = timespec64_to_ktime(ktmr->it_value);
	bool canceled;

	ctx->expired = false;
	ctx->ticks = 0;
	ctx->tintv = timespec64_to_ktime(ktmr->it_interval);
	if (isalarm(ctx))
		init_alarm(ctx);
	else
		init_hrtimer(ctx, absolute ? HRTIMER_MODE_ABS :
					     HRTIMER_MODE_REL);
	if (texp) {
		start(ctx, texp, absolute);
		canceled = timerfd_canceled(ctx);
		if (canceled)
			return -ECANCELED;
	}
	ctx->settime_flags = flags & TFD_SETTIME_FLAGS;
	return 0;
}

/* What remained is told as of now, on the grid. */
static s64 do_timerfd_settime(struct timerfd_ctx *ctx, u32 flags,
			      const struct itimerspec64 *new_setting,
			      struct itimerspec64 *old)
{
	ktime_t remaining;
	s64 ret;

	timerfd_setup_cancel(ctx, flags);
	lock_stopped(ctx);
	if (ctx->expired && ctx->tintv)
		forward_now(ctx);
	remaining = timerfd_get_remaining(ctx);
	old->it_value = ktime_to_timespec64(remaining);
	old->it_interval = ktime_to_timespec64(ctx->tintv);
	ret = timerfd_setup(ctx, flags, new_setting);
	raw_spin_unlock_irq(&ctx->lock);
	return ret;
}

s64 sys_timerfd_settime(s64 ufd, u32 flags, const struct itimerspec64 *utmr,
			struct itimerspec64 *otmr)
{
	struct itimerspec64 new_setting, old;
	struct file *file;
	s64 ret;

	if (copy_from_user(&new_setting, utmr, sizeof(new_setting)))
		return -EFAULT;
	if (flags & ~TFD_SETTIME_FLAGS ||
	    !timespec64_valid(&new_setting.it_value) ||
	    !timespec64_valid(&new_setting.it_interval))
		return -EINVAL;
	file = timerfd_fget(ufd, &ret);
	if (!file)
		return ret;
	if (isalarm(ctx_of(file)) && !capable(CAP_WAKE_ALARM))
		ret = -EPERM;
	else
		ret = do_timerfd_settime(ctx_of(file), flags, &new_setting,
					 &old);
	fput(file);
	if (!ret && otmr && copy_to_user(otmr, &old, sizeof(old)))
		return -EFAULT;
	return ret;
}

/* --- reading the setting ------------------------------------------------ */

/* Looking at a periodic timer that has expired moves it on, as read() does;
 * the expiries are kept. */
static void do_timerfd_gettime(struct timerfd_ctx *ctx,
			       struct itimerspec64 *t)
{
	ktime_t remaining;

	raw_spin_lock_irq(&ctx->lock);
	if (ctx->expired && ctx->tintv) {
		ctx->expired = false;
		ctx->ticks += forward_now(ctx) - 1;
		restart(ctx);
	}
	remaining = timerfd_get_remaining(ctx);
	t->it_value = ktime_to_timespec64(remaining);
	t->it_interval = ktime_to_timespec64(ctx->tintv);
	raw_spin_unlock_irq(&ctx->lock);
}

s64 sys_timerfd_gettime(s64 ufd, struct itimerspec64 *otmr)
{
	struct itimerspec64 setting;
	struct file *file;
	s64 ret;

	file = timerfd_fget(ufd, &ret);
	if (!file)
		return ret;
	do_timerfd_gettime(ctx_of(file), &setting);
	fput(file);
	return copy_to_user(otmr, &setting, sizeof(setting)) ? -EFAULT : 0;
}
