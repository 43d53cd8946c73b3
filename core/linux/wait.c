/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Wait queues: see wait.h.
 */
#include "linux/wait.h"

#include "linux/kernel.h"
#include "linux/preempt.h"
#include "linux/sched.h"

notrace void init_waitqueue_head(struct wait_queue_head *head)
{
	raw_spin_lock_init(&head->lock);
	INIT_LIST_HEAD(&head->head);
}

notrace void init_wait_entry(struct wait_queue_entry *entry)
{
	INIT_LIST_HEAD(&entry->entry);
	entry->task = current;
}

/* The state is set while the lock is held: who changes the condition and then
 * wakes the queue either is seen by our test, or wakes us. */
void prepare_to_wait(struct wait_queue_head *head,
		     struct wait_queue_entry *entry, u32 state)
{
	bool flags;

	raw_spin_lock_irqsave(&head->lock, flags);
	if (list_empty(&entry->entry))
		list_add_tail(&entry->entry, &head->head);
	set_current_state(state);
	raw_spin_unlock_irqrestore(&head->lock, flags);
}

void finish_wait(struct wait_queue_head *head, struct wait_queue_entry *entry)
{
	bool flags;

	set_current_state(TASK_RUNNING);
	raw_spin_lock_irqsave(&head->lock, flags);
	list_del_init(&entry->entry);
	raw_spin_unlock_irqrestore(&head->lock, flags);
}

static notrace struct wait_queue_entry *first_waiter(struct list_head *head)
{
	struct wait_queue_entry *entry;

	if (list_empty(head))
		return NULL;
	entry = list_first_entry(head, struct wait_queue_entry, entry);
	list_del_init(&entry->entry);
	return entry;
}

void wake_up(struct wait_queue_head *head)
{
	struct wait_queue_entry *entry;
	bool flags;

	raw_spin_lock_irqsave(&head->lock, flags);
	entry = first_waiter(&head->head);
	while (entry) {
		wake_up_process(entry->task);
		entry = first_waiter(&head->head);
	}
	raw_spin_unlock_irqrestore(&head->lock, flags);
}
