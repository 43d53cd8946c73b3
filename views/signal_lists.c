/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lists of pending signals: see signal_lists.h.
 */
#include "views/signal_lists.h"

#include "linux/kernel.h"
#include "linux/state.h"
#include "views/process_facts.h"

static bool can_take(const struct thread *t, s32 sig)
{
	return !sig_in(t->blocked, sig) && !(t->flags & PF_EXITING);
}

const struct thread *signal_taker(const struct process *p,
				  const struct thread *own, s32 sig)
{
	const struct thread *t = own ? own : process_facts_thread(p, NULL);
	const struct thread *found = NULL;

	for (; t; t = own ? NULL : process_facts_thread(p, t)) {
		if (!can_take(t, sig))
			continue;
		if (t->sigpending)
			return t;
		found = found ? found : t;
	}
	return found;
}

const struct sigqueue *signal_next_entry(const struct sigpending *pending,
					 const struct sigqueue *prev)
{
	const struct list_head *at = prev ? prev->list.next :
					    pending->list.next;
	const struct sigqueue *q;

	if (!at || at == &pending->list)
		return NULL;
	q = list_entry(at, const struct sigqueue, list);
	return state_readable(q, sizeof(*q)) ? q : NULL;
}

const struct sigqueue *signal_entry(const struct sigpending *pending, s32 sig)
{
	const struct sigqueue *q = signal_next_entry(pending, NULL);
	u32 left = UINT16_MAX;

	while (q && left && q->info.si_signo != sig) {
		q = signal_next_entry(pending, q);
		left--;
	}
	return left ? q : NULL;
}
