/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Linked lists, as in the kernel (include/linux/list.h).
 *
 *	list_head:  circular, two pointers a node; head and node look alike
 *	hlist:      the head is one pointer; each node knows the pointer that
 *	            points at it (pprev), so that it can be unlinked without
 *	            knowing its head.  pprev == NULL: not on a list.
 *
 * Everything here is notrace: one list operation is one step of its caller.
 *
 * Differs from Linux: no lockless (RCU) variants; the only debugging aid is
 * that a removed node's pointers are poisoned.
 */
#ifndef LIB_LIST_H
#define LIB_LIST_H

#include "machine/types.h"

/* What a deleted node points to: faults when somebody follows it. */
#define LIST_POISON1 ((void *)0xdead000000000100ull)
#define LIST_POISON2 ((void *)0xdead000000000122ull)

struct list_head {
	struct list_head *next, *prev;
};

static inline notrace void INIT_LIST_HEAD(struct list_head *list)
{
	list->next = list;
	list->prev = list;
}

static inline notrace bool list_empty(const struct list_head *head)
{
	return head->next == head;
}

static inline notrace void list_insert_between(struct list_head *node,
					       struct list_head *prev,
					       struct list_head *next)
{
	next->prev = node;
	node->next = next;
	node->prev = prev;
	prev->next = node;
}

static inline notrace void list_add(struct list_head *node,
				    struct list_head *head)
{
	list_insert_between(node, head, head->next);
}

static inline notrace void list_add_tail(struct list_head *node,
					 struct list_head *head)
{
	list_insert_between(node, head->prev, head);
}

static inline notrace void list_del(struct list_head *node)
{
	node->next->prev = node->prev;
	node->prev->next = node->next;
	node->next = LIST_POISON1;
	node->prev = LIST_POISON2;
}

static inline notrace void list_del_init(struct list_head *node)
{
	node->next->prev = node->prev;
	node->prev->next = node->next;
	INIT_LIST_HEAD(node);
}

#define list_entry(ptr, type, member) container_of(ptr, type, member)
#define list_first_entry(head, type, member) \
	list_entry((head)->next, type, member)
#define list_for_each_entry(pos, head, member) \
	for (pos = list_first_entry(head, __typeof__(*pos), member); \
	     &pos->member != (head); \
	     pos = list_entry(pos->member.next, __typeof__(*pos), member))

struct hlist_node {
	struct hlist_node *next, **pprev;
};

struct hlist_head {
	struct hlist_node *first;
};

static inline notrace bool hlist_empty(const struct hlist_head *head)
{
	return !head->first;
}

static inline notrace bool hlist_unhashed(const struct hlist_node *node)
{
	return !node->pprev;
}

static inline notrace void hlist_add_head(struct hlist_node *node,
					  struct hlist_head *head)
{
	node->next = head->first;
	if (node->next)
		node->next->pprev = &node->next;
	head->first = node;
	node->pprev = &head->first;
}

static inline notrace void __hlist_del(struct hlist_node *node)
{
	*node->pprev = node->next;
	if (node->next)
		node->next->pprev = node->pprev;
}

/* Is @node the only one on the list that starts at @head? */
static inline notrace bool
hlist_is_singular_node(const struct hlist_node *node,
		       const struct hlist_head *head)
{
	return !node->next && node->pprev == &head->first;
}

/* Move a whole list to another head. */
static inline notrace void hlist_move_list(struct hlist_head *from,
					   struct hlist_head *to)
{
	to->first = from->first;
	if (to->first)
		to->first->pprev = &to->first;
	from->first = NULL;
}

#define hlist_entry(ptr, type, member) container_of(ptr, type, member)

#endif
