/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Red-black trees for readers: walking through one that may be in the middle
 * of a change, and the check of its invariants.  Host context; nothing here is
 * a step, and nothing changes the tree.
 */
#include "lib/rbtree.h"

/* No way down is longer: a balanced tree of 2^24 nodes, the most a machine can
 * have, needs 48. */
#define RB_MAX_DEPTH 64

/* Nobody looks at more nodes in search of the next one: a tree that a program
 * has bent into a circle need not have any. */
#define RB_MAX_HOPS (1u << 20)

static notrace bool points_to(const struct rb_node *parent,
			      const struct rb_node *child)
{
	return parent->rb_left == child || parent->rb_right == child;
}

/* While a node is being replaced by its successor, which is still its child,
 * both point to its other child.  The upper one counts: there the child stands
 * in order. */
static notrace const struct rb_node *ours(const struct rb_node *node,
					  const struct rb_node *child,
					  rb_readable readable)
{
	const struct rb_node *parent = node->rb_parent;

	if (!child || !readable(child, sizeof(*child)))
		return NULL;
	if (!parent || !readable(parent, sizeof(*parent)))
		return child;
	if (points_to(parent, node) && points_to(parent, child))
		return NULL;
	return child;
}

notrace const struct rb_node *rb_read_left(const struct rb_node *node,
					   rb_readable readable)
{
	return ours(node, node->rb_left, readable);
}

notrace const struct rb_node *rb_read_right(const struct rb_node *node,
					    rb_readable readable)
{
	return ours(node, node->rb_right, readable);
}

/* A walk through the tree: the nodes still to come, each after everything on
 * its left, the next one last. */
struct rb_way {
	rb_readable readable;
	u32 depth;
	u32 hops;			/* nodes looked at so far */
	const struct rb_node *node[RB_MAX_DEPTH];
};

static notrace bool may_go_on(struct rb_way *way)
{
	way->hops++;
	return way->depth < RB_MAX_DEPTH && way->hops < RB_MAX_HOPS;
}

static notrace void way_push(struct rb_way *way, const struct rb_node *node)
{
	way->node[way->depth] = node;
	way->depth++;
}

static notrace void way_down_left(struct rb_way *way,
				  const struct rb_node *node)
{
	while (node && may_go_on(way)) {
		way_push(way, node);
		node = rb_read_left(node, way->readable);
	}
}

/* To the first node that is not smaller than @prev. */
static notrace void way_to(struct rb_way *way, const struct rb_node *node,
			   const struct rb_node *prev, rb_less less)
{
	while (node && may_go_on(way)) {
		if (less(node, prev)) {
			node = rb_read_right(node, way->readable);
			continue;
		}
		way_push(way, node);
		node = rb_read_left(node, way->readable);
	}
}

static notrace const struct rb_node *way_next(struct rb_way *way)
{
	const struct rb_node *node;

	if (!way->depth || way->hops >= RB_MAX_HOPS)
		return NULL;
	way->depth--;
	node = way->node[way->depth];
	way_down_left(way, rb_read_right(node, way->readable));
	return node;
}

/* A node does not know its place among its equals: they are gone through from
 * the first. */
notrace const struct rb_node *rb_read_next(const struct rb_root *root,
					   const struct rb_node *prev,
					   rb_less less, rb_readable readable)
{
	const struct rb_node *top = root->rb_node;
	const struct rb_node *node;
	struct rb_way way;

	way.readable = readable;
	way.depth = 0;
	way.hops = 0;
	if (top && !readable(top, sizeof(*top)))
		return NULL;
	if (!prev) {
		way_down_left(&way, top);
		return way_next(&way);
	}
	way_to(&way, top, prev, less);
	do
		node = way_next(&way);
	while (node && node != prev && !less(prev, node));
	return node == prev ? way_next(&way) : node;
}

/* --- invariants --------------------------------------------------------- */

static notrace const char *check_links(const struct rb_node *node,
				       const struct rb_node *parent,
				       rb_readable readable)
{
	if (!readable(node, sizeof(*node)))
		return "rbtree: a link leads out of memory: a node was freed";
	if (node->rb_parent != parent)
		return "rbtree: a node does not know its parent";
	if (node->rb_left && node->rb_left == node->rb_right)
		return "rbtree: both children are the same";
	if (rb_is_red(node) && rb_is_red(parent))
		return "rbtree: a red node has a red child";
	return NULL;
}

/* What a walk through the whole tree has seen so far. */
struct rb_walk {
	const struct rb_node *prev;	/* in the tree's order */
	u32 blacks;			/* from the root to where we are */
	u32 height;			/* of the ways seen so far, 0: none */
};

/* A missing child is the end of a way down. */
static notrace const char *check_end(struct rb_walk *walk)
{
	if (!walk->height)
		walk->height = walk->blacks;
	if (walk->height != walk->blacks)
		return "rbtree: ways down differ in black nodes";
	return NULL;
}

static notrace const char *check_order(struct rb_walk *walk,
				       const struct rb_node *node,
				       rb_less less)
{
	const struct rb_node *prev = walk->prev;

	walk->prev = node;
	if (prev && less(node, prev))
		return "rbtree: nodes are not in order";
	return NULL;
}

static notrace const char *check_below(const struct rb_node *node,
				       const struct rb_node *parent,
				       struct rb_walk *walk, rb_less less,
				       rb_readable readable, u32 depth)
{
	const char *broken;

	if (!node)
		return check_end(walk);
	if (depth >= RB_MAX_DEPTH)
		return "rbtree: a way down is too long";
	broken = check_links(node, parent, readable);
	if (broken)
		return broken;
	walk->blacks += !rb_is_red(node);
	broken = check_below(node->rb_left, node, walk, less, readable,
			     depth + 1);
	if (!broken)
		broken = check_order(walk, node, less);
	if (!broken)
		broken = check_below(node->rb_right, node, walk, less,
				     readable, depth + 1);
	walk->blacks -= !rb_is_red(node);
	return broken;
}

notrace const char *rb_check(const struct rb_root_cached *root, rb_less less,
			     rb_readable readable)
{
	const struct rb_node *top = root->rb_root.rb_node;
	struct rb_walk walk = { NULL, 1, 0 };
	const char *broken;

	broken = check_below(top, NULL, &walk, less, readable, 0);
	if (broken)
		return broken;
	if (rb_is_red(top))
		return "rbtree: the root is red";
	if (root->rb_leftmost != rb_read_next(&root->rb_root, NULL, less,
					      readable))
		return "rbtree: the cached leftmost node is not the leftmost";
	return NULL;
}
