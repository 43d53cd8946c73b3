/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Red-black trees: inserting and erasing.
 *
 * Read rbtree.h first.  Both begin as in any binary search tree: a new node
 * becomes a leaf, and a node with two children gives its place to its
 * successor.  Then the colours are put right from there upwards, by painting
 * nodes and by rotations:
 *
 *	        x                              y
 *	       / \      rb_rotate_left(x)     / \
 *	      a   y    ------------------>   x   c
 *	         / \   <------------------  / \
 *	        b   c   rb_rotate_right(y) a   b
 *
 * A rotation keeps the order a x b y c, and moves c one level up and a one
 * down.  At most two are needed for an insertion, three for an erasure.
 */
#include "lib/rbtree.h"

/* --- links -------------------------------------------------------------- */

/* @new takes the place of @old below @parent; no parent: it becomes the root.
 * @new may be NULL. */
static void __rb_change_child(struct rb_node *old, struct rb_node *new,
			      struct rb_node *parent, struct rb_root *root)
{
	if (!parent)
		root->rb_node = new;
	else if (parent->rb_left == old)
		parent->rb_left = new;
	else
		parent->rb_right = new;
}

/* The end of a rotation: @new, which has become the parent of @old, inherits
 * its place and its colour; @old is painted @color. */
static void __rb_rotate_set_parents(struct rb_node *old, struct rb_node *new,
				    struct rb_root *root, enum rb_color color)
{
	struct rb_node *parent = old->rb_parent;

	new->rb_parent = parent;
	new->rb_color = old->rb_color;
	old->rb_parent = new;
	old->rb_color = color;
	__rb_change_child(old, new, parent, root);
}

/* The right child of @node comes up; @node goes down to its left. */
static void rb_rotate_left(struct rb_node *node, struct rb_root *root,
			   enum rb_color color)
{
	struct rb_node *right = node->rb_right;
	struct rb_node *middle = right->rb_left;

	/* mark: rb-rotate-left */
	node->rb_right = middle;
	right->rb_left = node;
	if (middle)
		middle->rb_parent = node;
	__rb_rotate_set_parents(node, right, root, color);
}

/* The left child of @node comes up; @node goes down to its right. */
static void rb_rotate_right(struct rb_node *node, struct rb_root *root,
			    enum rb_color color)
{
	struct rb_node *left = node->rb_left;
	struct rb_node *middle = left->rb_right;

	/* mark: rb-rotate-right */
	node->rb_left = middle;
	left->rb_right = node;
	if (middle)
		middle->rb_parent = node;
	__rb_rotate_set_parents(node, left, root, color);
}

/* --- inserting ---------------------------------------------------------- */

/* A red leaf changes no number of black nodes; the only thing that can be
 * wrong afterwards is that its parent is red, too. */
void rb_link_node(struct rb_node *node, struct rb_node *parent,
		  struct rb_node **link)
{
	node->rb_parent = parent;
	node->rb_color = RB_RED;
	node->rb_left = NULL;
	node->rb_right = NULL;
	*link = node;
}

/* Case 1, the parent and its sibling are red: paint both black and the
 * grandparent red.  No way down has gained or lost a black node.
 *
 *	     [g]                (g)
 *	     / \                / \
 *	   (p) (u)    ---->   [p] [u]
 *	   /                  /
 *	 (n)                (n)
 */
static void rb_flip_colors(struct rb_node *gparent)
{
	gparent->rb_left->rb_color = RB_BLACK;
	gparent->rb_right->rb_color = RB_BLACK;
	gparent->rb_color = RB_RED;
}

/* The parent is a left child and red, its sibling is not.  Case 2, @node is on
 * the inner side: a rotation puts it in its parent's place, and its parent on
 * the outer side.  Case 3, the outer of two red nodes: they come up, and the
 * grandparent goes down, red.
 *
 *	     [g]                  [g]                 [n]
 *	     / \      case 2      / \      case 3     / \
 *	   (p) [u]    ---->     (n) [u]    ---->    (p) (g)
 *	     \                  /                         \
 *	     (n)              (p)                         [u]
 */
static void rb_insert_left(struct rb_node *node, struct rb_node *parent,
			   struct rb_node *gparent, struct rb_root *root)
{
	if (node == parent->rb_right)
		rb_rotate_left(parent, root, RB_RED);
	rb_rotate_right(gparent, root, RB_RED);
}

/* The same, seen in a mirror. */
static void rb_insert_right(struct rb_node *node, struct rb_node *parent,
			    struct rb_node *gparent, struct rb_root *root)
{
	if (node == parent->rb_left)
		rb_rotate_right(parent, root, RB_RED);
	rb_rotate_left(gparent, root, RB_RED);
}

/* @node is red, and all is well below it.  Case 1 makes a grandparent red,
 * whose own parent may be red: then it is that node's turn.  The other cases
 * are the end, and so are a black parent and the root. */
void rb_insert_color(struct rb_node *node, struct rb_root *root)
{
	struct rb_node *gparent;
	struct rb_node *parent;

	for (;;) {
		parent = node->rb_parent;
		if (!parent) {
			node->rb_color = RB_BLACK;
			return;
		}
		if (!rb_is_red(parent))
			return;
		gparent = parent->rb_parent;
		if (!rb_is_red(gparent->rb_left) ||
		    !rb_is_red(gparent->rb_right))
			break;
		rb_flip_colors(gparent);
		node = gparent;
	}
	if (parent == gparent->rb_left)
		rb_insert_left(node, parent, gparent, root);
	else
		rb_insert_right(node, parent, gparent, root);
}

/* --- erasing ------------------------------------------------------------ */

/* @child, or nothing, takes the place of @node, which has no other child.  A
 * lonely child is red, and below a black node: painted black it makes up for
 * it.  Without child, a black node is missed: returns where, or NULL. */
static struct rb_node *rb_erase_simple(struct rb_node *node,
				       struct rb_node *child,
				       struct rb_root *root)
{
	struct rb_node *parent = node->rb_parent;

	__rb_change_child(node, child, parent, root);
	if (child) {
		child->rb_parent = parent;
		child->rb_color = node->rb_color;
		return NULL;
	}
	return rb_is_red(node) ? NULL : parent;
}

/* Take the successor of @node, the leftmost node on its right, out of the
 * right subtree, and give it that subtree.  It has no left child.  Returns who
 * has become the parent of its right child, which may be missing. */
static struct rb_node *rb_take_successor(struct rb_node *node,
					 struct rb_node *successor)
{
	struct rb_node *parent = successor->rb_parent;
	struct rb_node *right = node->rb_right;

	if (right == successor)
		return successor;
	parent->rb_left = successor->rb_right;
	successor->rb_right = right;
	right->rb_parent = successor;
	return parent;
}

/* @node has two children.  Its successor takes its place and its colour; what
 * is missed, if it was black, is missed where the successor has been. */
static struct rb_node *rb_erase_inner(struct rb_node *node,
				      struct rb_root *root)
{
	struct rb_node *successor = node->rb_right;
	bool was_red;
	struct rb_node *parent;
	struct rb_node *child;

	while (successor->rb_left)
		successor = successor->rb_left;
	child = successor->rb_right;
	was_red = rb_is_red(successor);
	parent = rb_take_successor(node, successor);
	successor->rb_left = node->rb_left;
	node->rb_left->rb_parent = successor;
	__rb_change_child(node, successor, node->rb_parent, root);
	successor->rb_parent = node->rb_parent;
	successor->rb_color = node->rb_color;
	if (child) {
		child->rb_parent = parent;
		child->rb_color = RB_BLACK;
		return NULL;
	}
	return was_red ? NULL : parent;
}

/* Case 2, the sibling and its children are black: paint the sibling red, and
 * both sides are equally short.  A red parent makes up for that; else the
 * parent's own subtree is one short: returns it, or NULL when all is well. */
static struct rb_node *rb_shorten_sibling(struct rb_node *parent,
					  struct rb_node *sibling)
{
	sibling->rb_color = RB_RED;
	if (!rb_is_red(parent))
		return parent;
	parent->rb_color = RB_BLACK;
	return NULL;
}

/* The left subtree of @parent is one black node short; so there is a sibling
 * on the right.
 *
 *	case 1: a red sibling comes up; then the sibling is a black one
 *	case 2: nothing red around: the shortage moves up
 *	case 3: the sibling's inner child is red: make it the outer one
 *	case 4: the sibling comes up, and its outer red child is painted black
 *
 *	    p                 p                       s
 *	   / \     case 3    / \        case 4       / \
 *	  .  [s]   ---->    .  [i]      ---->      [p] [o]
 *	     /                   \                 /
 *	   (i)                   (s)              .
 */
static struct rb_node *rb_lengthen_left(struct rb_node *parent,
					struct rb_root *root)
{
	struct rb_node *sibling = parent->rb_right;

	if (rb_is_red(sibling)) {
		rb_rotate_left(parent, root, RB_RED);
		sibling = parent->rb_right;
	}
	if (!rb_is_red(sibling->rb_right)) {
		if (!rb_is_red(sibling->rb_left))
			return rb_shorten_sibling(parent, sibling);
		rb_rotate_right(sibling, root, RB_RED);
		sibling = parent->rb_right;
	}
	rb_rotate_left(parent, root, RB_BLACK);
	sibling->rb_right->rb_color = RB_BLACK;
	return NULL;
}

/* The same, seen in a mirror. */
static struct rb_node *rb_lengthen_right(struct rb_node *parent,
					 struct rb_root *root)
{
	struct rb_node *sibling = parent->rb_left;

	if (rb_is_red(sibling)) {
		rb_rotate_right(parent, root, RB_RED);
		sibling = parent->rb_left;
	}
	if (!rb_is_red(sibling->rb_left)) {
		if (!rb_is_red(sibling->rb_right))
			return rb_shorten_sibling(parent, sibling);
		rb_rotate_left(sibling, root, RB_RED);
		sibling = parent->rb_left;
	}
	rb_rotate_right(parent, root, RB_BLACK);
	sibling->rb_left->rb_color = RB_BLACK;
	return NULL;
}

/* Below @parent, where @node is (NULL at first: a leaf was erased), ways down
 * are one black node short.  Each turn repairs that or moves it one up; at the
 * root, all ways are equally long again.  At first both children of @parent
 * can be NULL only if the erased leaf was red, so the left one alone tells the
 * side. */
static void ____rb_erase_color(struct rb_node *parent, struct rb_root *root)
{
	struct rb_node *node = NULL;

	while (parent) {
		if (node == parent->rb_left)
			node = rb_lengthen_left(parent, root);
		else
			node = rb_lengthen_right(parent, root);
		if (!node)
			return;
		parent = node->rb_parent;
	}
}

void rb_erase(struct rb_node *node, struct rb_root *root)
{
	struct rb_node *rebalance;

	if (!node->rb_left)
		rebalance = rb_erase_simple(node, node->rb_right, root);
	else if (!node->rb_right)
		rebalance = rb_erase_simple(node, node->rb_left, root);
	else
		rebalance = rb_erase_inner(node, root);
	if (rebalance)
		____rb_erase_color(rebalance, root);
}

/* --- with the leftmost node at hand -------------------------------------- */

/* Going down, equal nodes are passed on the right: first come, first served.
 * Whoever never has to turn right has become the leftmost. */
bool rb_add_cached(struct rb_node *node, struct rb_root_cached *root,
		   rb_less less)
{
	struct rb_node **link = &root->rb_root.rb_node;
	struct rb_node *parent = NULL;
	bool leftmost = true;

	while (*link) {
		parent = *link;
		if (less(node, parent)) {
			link = &parent->rb_left;
		} else {
			link = &parent->rb_right;
			leftmost = false;
		}
	}
	rb_link_node(node, parent, link);
	if (leftmost)
		root->rb_leftmost = node;
	rb_insert_color(node, &root->rb_root);
	return leftmost;
}

void rb_erase_cached(struct rb_node *node, struct rb_root_cached *root)
{
	if (root->rb_leftmost == node)
		root->rb_leftmost = rb_next(node);
	rb_erase(node, &root->rb_root);
}

/* The leftmost node on the right; without a right side, the first ancestor of
 * which we are on the left. */
struct rb_node *rb_next(const struct rb_node *node)
{
	struct rb_node *parent;

	if (RB_EMPTY_NODE(node))
		return NULL;
	if (node->rb_right) {
		node = node->rb_right;
		while (node->rb_left)
			node = node->rb_left;
		return (struct rb_node *)node;
	}
	parent = node->rb_parent;
	while (parent && node == parent->rb_right) {
		node = parent;
		parent = node->rb_parent;
	}
	return parent;
}
