/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Red-black trees (lib/rbtree.c and include/linux/rbtree.h of Linux 6.12).
 *
 * A binary search tree that keeps itself balanced.  Smaller nodes are on the
 * left, and every node is red or black:
 *
 *	            [30]              [n] black    (n) red
 *	          /      \
 *	      (10)        [40]        black nodes on every way down: 2
 *	     /    \           \
 *	  [5]     [20]        (50)
 *	   ^ leftmost: what rb_first_cached() gives without any walk
 *
 * Invariants (rb_check()):
 *	- a node is not smaller than its left neighbours, nor larger than its
 *	  right ones; equal ones stand in the order they came in;
 *	- the root is black, and a red node has no red child;
 *	- every way from the root down to a missing child passes the same
 *	  number of black nodes; so none is more than twice as long as another;
 *	- children know their parent; the cached leftmost is the leftmost.
 *
 * While a node is inserted or erased these hold only in part, and each
 * statement in between can be stepped.  One thing holds even then, for readers
 * and lockless walkers: the links to children never make a circle.
 *
 * The user's structs contain a node; only the user knows how to compare them.
 *
 * Differs from Linux: the colour has a field of its own (there it is the lowest
 * bit of the parent's address); the rotations, which are written out in each
 * case there, are functions; no augmented trees, no RCU variants.
 */
#ifndef LIB_RBTREE_H
#define LIB_RBTREE_H

#include "machine/types.h"

enum rb_color { RB_RED, RB_BLACK };

struct rb_node {
	struct rb_node *rb_parent;	/* itself: in no tree */
	struct rb_node *rb_left;
	struct rb_node *rb_right;
	enum rb_color rb_color;
};

struct rb_root {
	struct rb_node *rb_node;	/* NULL: the tree is empty */
};

struct rb_root_cached {
	struct rb_root rb_root;
	struct rb_node *rb_leftmost;	/* NULL: the tree is empty */
};

#define rb_entry(ptr, type, member) container_of(ptr, type, member)

/* Does @a belong before @b? */
typedef bool (*rb_less)(const struct rb_node *a, const struct rb_node *b);

static inline notrace bool RB_EMPTY_NODE(const struct rb_node *node)
{
	return node->rb_parent == node;
}

static inline notrace void RB_CLEAR_NODE(struct rb_node *node)
{
	node->rb_parent = node;
}

static inline notrace bool RB_EMPTY_ROOT(const struct rb_root *root)
{
	return !root->rb_node;
}

/* Is there a node, and is it red?  Missing children count as black. */
static inline notrace bool rb_is_red(const struct rb_node *node)
{
	return node && node->rb_color == RB_RED;
}

static inline notrace struct rb_node *
rb_first_cached(const struct rb_root_cached *root)
{
	return root->rb_leftmost;
}

/* --- changing trees (CPU context) ----------------------------------------- */

/* Hang @node below @parent, at *@link, as a red leaf; rb_insert_color() must
 * follow. */
void rb_link_node(struct rb_node *node, struct rb_node *parent,
		  struct rb_node **link);

/* Put the colours right after rb_link_node(). */
void rb_insert_color(struct rb_node *node, struct rb_root *root);

/* Take @node out of the tree.  It keeps its links; RB_CLEAR_NODE() it. */
void rb_erase(struct rb_node *node, struct rb_root *root);

/* Find a place for @node, behind its equals, and insert it.  Returns true if
 * it has become the leftmost node.  Source: rb_add_cached(). */
bool rb_add_cached(struct rb_node *node, struct rb_root_cached *root,
		   rb_less less);

/* rb_erase(), keeping the leftmost node up to date. */
void rb_erase_cached(struct rb_node *node, struct rb_root_cached *root);

/* The node after @node, NULL after the last one and for one in no tree. */
struct rb_node *rb_next(const struct rb_node *node);

/* --- for readers (host context) -------------------------------------------
 * A tree may be read between any two statements, also in the middle of a
 * rotation, or broken: its nodes freed while they were in it.  @readable tells
 * whether memory may be looked at (state_readable()). */

typedef bool (*rb_readable)(const void *memory, u64 size);

/* The node after @prev in the tree's order (NULL: the first), NULL at the end.
 * Each node comes at most once, unless the tree is broken: then the nodes can
 * come in a circle (state_walk() ends there).  A node that nobody links to, in
 * the middle of a change, is left out. */
const struct rb_node *rb_read_next(const struct rb_root *root,
				   const struct rb_node *prev, rb_less less,
				   rb_readable readable);

/* The left or right child of @node, unless it belongs to another one: in the
 * middle of an erasure two nodes can point to the same child. */
const struct rb_node *rb_read_left(const struct rb_node *node,
				   rb_readable readable);
const struct rb_node *rb_read_right(const struct rb_node *node,
				    rb_readable readable);

/* NULL when every invariant holds, else what is broken. */
const char *rb_check(const struct rb_root_cached *root, rb_less less,
		     rb_readable readable);

#endif
