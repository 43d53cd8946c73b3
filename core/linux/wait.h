/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Wait queues (include/linux/wait.h): who sleeps until something happens.
 *
 *	head -> entry -> entry -> ...	each on its sleeper's stack
 *
 *	init_wait_entry(&wait);
 *	for (;;) {
 *		prepare_to_wait(head, &wait, TASK_INTERRUPTIBLE);
 *		if (condition) break;
 *		if (signal_pending(current)) { error = -ERESTARTSYS; break; }
 *		schedule();
 *	}
 *	finish_wait(head, &wait);
 *
 * Invariant: an entry is on its head's list as long as its task may sleep for
 * it; wake_up() takes off the list whom it wakes.
 *
 * Differs from Linux: no exclusive waiters and no wake functions of one's own.
 */
#ifndef LINUX_WAIT_H
#define LINUX_WAIT_H

#include "lib/list.h"
#include "linux/spinlock.h"

struct task;

struct wait_queue_head {
	raw_spinlock_t lock;
	struct list_head head;
};

struct wait_queue_entry {
	struct list_head entry;
	struct task *task;
};

void init_waitqueue_head(struct wait_queue_head *head);
void init_wait_entry(struct wait_queue_entry *entry);

/* Queue the running task and announce its sleep.  Source:
 * kernel/sched/wait.c. */
void prepare_to_wait(struct wait_queue_head *head,
		     struct wait_queue_entry *entry, u32 state);

/* It is awake again. */
void finish_wait(struct wait_queue_head *head, struct wait_queue_entry *entry);

/* Wake everybody who waits.  Any context. */
void wake_up(struct wait_queue_head *head);

/* Does anybody wait? */
static inline notrace bool waitqueue_active(const struct wait_queue_head *head)
{
	return !list_empty(&head->head);
}


#endif
