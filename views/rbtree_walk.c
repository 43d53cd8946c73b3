/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From tree to list: see rbtree_walk.h.
 */
#include "views/rbtree_walk.h"

#include <stdlib.h>

#include "views/hrtimer_facts.h"

#define MAX_ITEMS 1000000u

static bool make_room(struct rbtree_items *items)
{
	const u32 max = items->max ? 2 * items->max : 64;
	struct rbtree_item *v;

	if (items->nr < items->max)
		return true;
	if (items->nr >= MAX_ITEMS)
		return false;
	v = realloc(items->v, max * sizeof(*v));
	if (!v)
		return false;
	items->v = v;
	items->max = max;
	return true;
}

/* The subtree at @node, which is readable; returns its root's item. */
static u32 walk(struct rbtree_items *items, const struct rb_node *leftmost,
		const struct rb_node *node, u32 depth)
{
	const struct rb_node *child = rb_read_left(node, state_readable);
	u32 left = RBTREE_NONE, right = RBTREE_NONE, self;

	if (depth >= RBTREE_MAX_DEPTH)
		return RBTREE_NONE;
	if (child)
		left = walk(items, leftmost, child, depth + 1);
	if (!make_room(items))
		return RBTREE_NONE;
	self = items->nr++;
	if (items->height <= depth)
		items->height = depth + 1;
	child = rb_read_right(node, state_readable);
	if (child)
		right = walk(items, leftmost, child, depth + 1);
	items->v[self] = (struct rbtree_item){
		.timer = hrtimer_at(node), .depth = depth,
		.parent = RBTREE_NONE, .left = left, .right = right,
		.red = rb_is_red(node), .leftmost = node == leftmost,
	};
	if (left != RBTREE_NONE)
		items->v[left].parent = self;
	if (right != RBTREE_NONE)
		items->v[right].parent = self;
	return self;
}

void rbtree_walk(struct rbtree_items *items,
		 const struct hrtimer_clock_base *base)
{
	const struct rb_root_cached *root = &base->active.rb_root;

	items->nr = items->height = 0;
	if (root->rb_root.rb_node &&
	    state_readable(root->rb_root.rb_node, sizeof(struct hrtimer)))
		walk(items, root->rb_leftmost, root->rb_root.rb_node, 0);
}

void rbtree_items_free(struct rbtree_items *items)
{
	free(items->v);
	*items = (struct rbtree_items){ 0 };
}
