/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A queue of timers, sorted by expiry: see timerqueue.h.
 */
#include "lib/timerqueue.h"

/* One comparison: no step of its own. */
notrace bool timerqueue_less(const struct rb_node *a, const struct rb_node *b)
{
	return rb_entry(a, const struct timerqueue_node, node)->expires <
	       rb_entry(b, const struct timerqueue_node, node)->expires;
}

bool timerqueue_add(struct timerqueue_head *head, struct timerqueue_node *node)
{
	return rb_add_cached(&node->node, &head->rb_root, timerqueue_less);
}

bool timerqueue_del(struct timerqueue_head *head, struct timerqueue_node *node)
{
	rb_erase_cached(&node->node, &head->rb_root);
	RB_CLEAR_NODE(&node->node);
	return !RB_EMPTY_ROOT(&head->rb_root.rb_root);
}

struct timerqueue_node *timerqueue_iterate_next(struct timerqueue_node *node)
{
	struct rb_node *next = rb_next(&node->node);

	return next ? rb_entry(next, struct timerqueue_node, node) : NULL;
}

notrace const struct timerqueue_node *
timerqueue_read_next(const struct timerqueue_head *head,
		     const struct timerqueue_node *prev, rb_readable readable)
{
	const struct rb_node *node = rb_read_next(
		&head->rb_root.rb_root, prev ? &prev->node : NULL,
		timerqueue_less, readable);

	return node ? rb_entry(node, const struct timerqueue_node, node) : NULL;
}
