/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A queue of timers, sorted by expiry (lib/timerqueue.c of Linux 6.12): a
 * red-black tree whose leftmost node is the next to expire.
 *
 *	timerqueue_getnext()   the next to expire, at once
 *	timerqueue_add(), timerqueue_del()   in log2(n) comparisons
 *
 * Nodes with the same expiry stay in the order in which they were added.
 * Whoever uses a queue keeps others away from it: it has no lock of its own.
 *
 * Invariants: those of the tree (rb_check() with timerqueue_less()); a node
 * that is in no queue says so (timerqueue_node_queued()).
 */
#ifndef LIB_TIMERQUEUE_H
#define LIB_TIMERQUEUE_H

#include "lib/rbtree.h"

struct timerqueue_node {
	struct rb_node node;
	s64 expires;			/* ns of whatever clock the user has */
};

struct timerqueue_head {
	struct rb_root_cached rb_root;
};

static inline notrace void timerqueue_init_head(struct timerqueue_head *head)
{
	head->rb_root = (struct rb_root_cached){ { NULL }, NULL };
}

static inline notrace void timerqueue_init(struct timerqueue_node *node)
{
	RB_CLEAR_NODE(&node->node);
}

static inline notrace bool
timerqueue_node_queued(const struct timerqueue_node *node)
{
	return !RB_EMPTY_NODE(&node->node);
}

/* The next to expire, NULL if there is none. */
static inline notrace struct timerqueue_node *
timerqueue_getnext(const struct timerqueue_head *head)
{
	struct rb_node *leftmost = rb_first_cached(&head->rb_root);

	return leftmost ? rb_entry(leftmost, struct timerqueue_node, node) :
			  NULL;
}

/* Queue @node, which is in no queue, by its expires.  Returns true if it is
 * the next to expire.  CPU context. */
bool timerqueue_add(struct timerqueue_head *head,
		    struct timerqueue_node *node);

/* Take @node out.  Returns true if others are left. */
bool timerqueue_del(struct timerqueue_head *head,
		    struct timerqueue_node *node);

/* The node that expires after @node, NULL if @node is the last. */
struct timerqueue_node *
timerqueue_iterate_next(struct timerqueue_node *node);

/* Does @a expire before @b?  For rb_check() and rb_read_next() too. */
bool timerqueue_less(const struct rb_node *a, const struct rb_node *b);

/* The node after @prev (NULL: the first), NULL at the end, for readers: host
 * context, whatever the state of the tree.  See rb_read_next(). */
const struct timerqueue_node *
timerqueue_read_next(const struct timerqueue_head *head,
		     const struct timerqueue_node *prev, rb_readable readable);

#endif
