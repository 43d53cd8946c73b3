/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A red-black tree of hrtimers as a list in the order of expiry, for painting.
 *
 * It stands trees that are just being changed (a node may be missing or hang on
 * the wrong side for a few statements) and such as a program has spoilt.
 */
#ifndef VIEWS_RBTREE_WALK_H
#define VIEWS_RBTREE_WALK_H

#include "linux/hrtimer.h"

#define RBTREE_NONE UINT32_MAX
#define RBTREE_MAX_DEPTH 64u

struct rbtree_item {
	const struct hrtimer *timer;
	u32 depth;			/* of the root: 0 */
	u32 parent, left, right;	/* items, or RBTREE_NONE */
	bool red, leftmost;
};

struct rbtree_items {
	struct rbtree_item *v;
	u32 nr, max;
	u32 height;			/* rows of the tree */
};

/* List the tree of @base; what was listed before is replaced. */
void rbtree_walk(struct rbtree_items *items,
		 const struct hrtimer_clock_base *base);
void rbtree_items_free(struct rbtree_items *items);

#endif
