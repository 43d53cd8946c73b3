/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Futexes: see futex.h.
 */
#include "linux/futex.h"

#include "linux/hrtimer_sleeper.h"
#include "linux/kernel.h"
#include "linux/preempt.h"
#include "linux/process.h"
#include "linux/timekeeping.h"

/* --- memory ------------------------------------------------------------- */

notrace void futexes_init(struct process *p, const struct process *parent)
{
	struct futexes *futexes = &p->futexes;

	raw_spin_lock_init(&futexes->hb.lock);
	INIT_LIST_HEAD(&futexes->hb.chain);
	if (parent)
		__builtin_memcpy(futexes->word, parent->futexes.word,
				 sizeof(futexes->word));
}

notrace void futexes_exec(struct process *p)
{
	__builtin_memset(p->futexes.word, 0, sizeof(p->futexes.word));
}

/* --- waiting ------------------------------------------------------------ */

/* Queue up, if the word still is as the caller saw it.  Who changes it and
 * then wakes takes the lock after us, and finds us. */
static s64 futex_wait_setup(struct futex_hash_bucket *hb, struct futex_q *q,
			    u32 val)
{
	const struct futexes *futexes = &current_process()->futexes;
	s64 ret = 0;
	bool flags;

	if (q->word >= NR_FUTEX_WORDS)
		return -EFAULT;
	raw_spin_lock_irqsave(&hb->lock, flags);
	if (futexes->word[q->word].value != val) {
		ret = -EAGAIN;
	} else {
		set_current_state(TASK_INTERRUPTIBLE);
		list_add_tail(&q->list, &hb->chain);
	}
	raw_spin_unlock_irqrestore(&hb->lock, flags);
	return ret;
}

static void futex_do_wait(const struct futex_q *q,
			  struct hrtimer_sleeper *timeout)
{
	if (timeout)
		hrtimer_start_expires(&timeout->timer, HRTIMER_MODE_ABS);
	if (!list_empty(&q->list) && (!timeout || timeout->task))
		schedule();
	set_current_state(TASK_RUNNING);
}

/* True: nobody had woken us. */
static bool futex_unqueue(struct futex_hash_bucket *hb, struct futex_q *q)
{
	bool queued, flags;

	raw_spin_lock_irqsave(&hb->lock, flags);
	queued = !list_empty(&q->list);
	list_del_init(&q->list);
	raw_spin_unlock_irqrestore(&hb->lock, flags);
	return queued;
}

/* Being woken comes first, then the time, then a signal. */
static s64 __futex_wait(u32 word, u32 val, struct hrtimer_sleeper *to)
{
	struct futex_hash_bucket *hb = &current_process()->futexes.hb;
	struct futex_q q = { .task = current, .word = word };
	bool queued;
	s64 ret;

	INIT_LIST_HEAD(&q.list);
	for (;;) {
		ret = futex_wait_setup(hb, &q, val);
		if (ret)
			return ret;
		/* mark: futex-waits */
		futex_do_wait(&q, to);
		queued = futex_unqueue(hb, &q);
		if (!queued)
			return 0;
		if (to && !to->task)
			return -ETIMEDOUT;
		if (signal_pending())
			return -ERESTARTSYS;
	}
}

static void futex_setup_timer(struct hrtimer_sleeper *to, ktime_t time,
			      u32 flags)
{
	s32 clock = flags & FLAGS_CLOCKRT ? CLOCK_REALTIME : CLOCK_MONOTONIC;

	hrtimer_init_sleeper_on_stack(to, clock, HRTIMER_MODE_ABS);
	hrtimer_set_expires_range_ns(&to->timer, time,
				     current_thread()->timer_slack_ns);
}

static s64 futex_wait_restart(struct restart_block *restart);

/* With a time limit the rest of the wait is gone on with, for the moment when
 * it ends has been computed. */
static s64 futex_wait(u32 word, u32 val, const ktime_t *abs_time, u32 flags)
{
	struct restart_block *restart = &current_thread()->restart_block;
	struct hrtimer_sleeper to;
	s64 ret;

	if (!abs_time)
		return __futex_wait(word, val, NULL);
	futex_setup_timer(&to, *abs_time, flags);
	ret = __futex_wait(word, val, &to);
	hrtimer_cancel(&to.timer);
	if (ret != -ERESTARTSYS)
		return ret;
	restart->futex = (struct futex_restart){ word, val, flags };
	restart->expires = (u64)*abs_time;
	restart->fn = futex_wait_restart;
	return -ERESTART_RESTARTBLOCK;
}

static s64 futex_wait_restart(struct restart_block *restart)
{
	struct futex_restart futex = restart->futex;
	ktime_t abs_time = (ktime_t)restart->expires;

	return futex_wait(futex.word, futex.val, &abs_time, futex.flags);
}

/* A distance becomes a moment. */
static ktime_t futex_init_timeout(const struct timespec64 *ts, u32 flags)
{
	ktime_t t = timespec64_to_ktime(*ts);
	ktime_t now;

	if (flags & FLAGS_ABS)
		return t;
	now = ktime_get();
	return ktime_add_safe(now, t);
}

s64 sys_futex_wait(u32 word, u32 val, const struct timespec64 *utimeout,
		   u32 flags)
{
	struct timespec64 ts;
	ktime_t t = 0;

	if (utimeout && copy_from_user(&ts, utimeout, sizeof(ts)))
		return -EFAULT;
	if (utimeout && !timespec64_valid(&ts))
		return -EINVAL;
	if (utimeout)
		t = futex_init_timeout(&ts, flags);
	if (flags & FLAGS_CLOCKRT && !(flags & FLAGS_ABS))
		return -ENOSYS;
	return futex_wait(word, val, utimeout ? &t : NULL, flags);
}

/* --- waking ------------------------------------------------------------- */

/* The oldest that waits for @word. */
static notrace struct futex_q *first_waiter(struct futex_hash_bucket *hb,
					    u32 word)
{
	struct futex_q *q;

	list_for_each_entry(q, &hb->chain, list) {
		if (q->word == word)
			return q;
	}
	return NULL;
}

/* @q is gone as soon as its task sees that it is off the chain. */
static void futex_wake_mark(struct futex_q *q)
{
	struct task *task = q->task;

	list_del_init(&q->list);
	wake_up_process(task);
}

/* One at least, whatever @nr says: that has always been so. */
s64 sys_futex_wake(u32 word, s32 nr)
{
	struct futex_hash_bucket *hb = &current_process()->futexes.hb;
	struct futex_q *q;
	s64 ret = 0;
	bool flags;

	if (word >= NR_FUTEX_WORDS)
		return -EFAULT;
	if (list_empty(&hb->chain))
		return 0;
	raw_spin_lock_irqsave(&hb->lock, flags);
	q = first_waiter(hb, word);
	while (q) {
		futex_wake_mark(q);
		ret++;
		if (ret >= nr)
			break;
		q = first_waiter(hb, word);
	}
	raw_spin_unlock_irqrestore(&hb->lock, flags);
	return ret;
}

/* --- readers ------------------------------------------------------------ */

/* Without the lock, or while it is held by somebody: links may be bent then. */
notrace const char *futexes_check(const struct process *p)
{
	const struct futex_hash_bucket *hb = &p->futexes.hb;
	const struct list_head *node = hb->chain.next;

	if (hb->lock.locked)
		return NULL;
	for (; node != &hb->chain; node = node->next) {
		const struct futex_q *q =
			list_entry(node, const struct futex_q, list);

		if (!state_readable(q, sizeof(*q)) || node->next->prev != node)
			return "futex: a chain is broken";
		if (q->word >= NR_FUTEX_WORDS)
			return "futex: somebody waits for no word";
		if (!state_readable(q->task, sizeof(*q->task)) ||
		    !q->task->thread || q->task->thread->process != p)
			return "futex: a waiter is of another process";
	}
	return NULL;
}
