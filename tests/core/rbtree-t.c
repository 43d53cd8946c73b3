/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Red-black trees and timer queues: long random histories against a sorted
 * array, the invariants after every operation, and what readers see in the
 * middle of one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/timerqueue.h"
#include "linux/kernel.h"
#include "machine/machine.h"
#include "tests/machine.h"

#define NR_NODES 400
#define NR_OPERATIONS 60000

static struct timerqueue_head queue;
static struct timerqueue_node node[NR_NODES];
static struct timerqueue_node *model[NR_NODES];
static u32 nr_queued;

static u32 seed;

static u32 dice(u32 sides)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % sides;
}

static bool anything(const void *memory, u64 size)
{
	(void)size;
	return memory != NULL;
}

/* --- the model ----------------------------------------------------------- */

static u32 model_place(const struct timerqueue_node *n)
{
	u32 at = 0;

	while (at < nr_queued && model[at]->expires <= n->expires)
		at++;
	return at;
}

static void model_add(struct timerqueue_node *n)
{
	u32 at = model_place(n);

	memmove(&model[at + 1], &model[at], (nr_queued - at) * sizeof(*model));
	model[at] = n;
	nr_queued++;
}

static void model_del(const struct timerqueue_node *n)
{
	u32 at = 0;

	while (model[at] != n)
		at++;
	nr_queued--;
	memmove(&model[at], &model[at + 1], (nr_queued - at) * sizeof(*model));
}

static const char *check_queue(void)
{
	return rb_check(&queue.rb_root, timerqueue_less, anything);
}

static void assert_agrees(void)
{
	struct timerqueue_node *at = timerqueue_getnext(&queue);
	const char *broken = check_queue();
	u32 i;

	if (broken)
		fail_msg("%s", broken);
	for (i = 0; i < nr_queued; i++) {
		assert_ptr_equal(at, model[i]);
		at = timerqueue_iterate_next(at);
	}
	assert_null(at);
}

/* --- histories ----------------------------------------------------------- */

static void begin(u32 number)
{
	u32 i;

	seed = number;
	nr_queued = 0;
	timerqueue_init_head(&queue);
	for (i = 0; i < NR_NODES; i++)
		timerqueue_init(&node[i]);
	hot.left = INT64_MAX;
}

static void toggle(struct timerqueue_node *n, u32 keys)
{
	if (timerqueue_node_queued(n)) {
		model_del(n);
		assert_int_equal(timerqueue_del(&queue, n), nr_queued != 0);
		assert_false(timerqueue_node_queued(n));
		return;
	}
	n->expires = (s64)dice(keys) - 100;
	model_add(n);
	assert_int_equal(timerqueue_add(&queue, n), model[0] == n);
	assert_true(timerqueue_node_queued(n));
}

static void random_history(u32 nodes, u32 keys, u32 operations)
{
	u32 i;

	begin(nodes + keys);
	for (i = 0; i < operations; i++) {
		toggle(&node[dice(nodes)], keys);
		if (nodes < 50 || i % 50 == 0)
			assert_agrees();
		else if (check_queue())
			fail_msg("%s", check_queue());
	}
}

static void test_few_nodes(void **state)
{
	(void)state;
	random_history(6, 1000, NR_OPERATIONS);
}

static void test_many_nodes(void **state)
{
	(void)state;
	random_history(NR_NODES, 1000000, NR_OPERATIONS);
}

/* First come, first served. */
static void test_equal_keys(void **state)
{
	(void)state;
	random_history(40, 3, NR_OPERATIONS);
}

/* In order, the tree is always worst balanced on one side; and emptied from
 * the left, as timers expire. */
static void test_ascending(void **state)
{
	u32 i;

	(void)state;
	begin(1);
	for (i = 0; i < NR_NODES; i++) {
		node[i].expires = i;
		model_add(&node[i]);
		timerqueue_add(&queue, &node[i]);
		assert_null(check_queue());
	}
	assert_agrees();
	for (i = 0; i < NR_NODES; i++) {
		assert_ptr_equal(timerqueue_getnext(&queue), &node[i]);
		model_del(&node[i]);
		timerqueue_del(&queue, &node[i]);
		assert_agrees();
	}
}

/* Each invariant, broken on purpose, is found. */
static void test_check(void **state)
{
	struct rb_node *root, *left;
	s64 expires;
	u32 i;

	(void)state;
	begin(2);
	for (i = 0; i < 10; i++)
		toggle(&node[i], 1000000);
	root = queue.rb_root.rb_root.rb_node;
	left = root->rb_left;
	root->rb_color = RB_RED;
	assert_non_null(check_queue());
	root->rb_color = RB_BLACK;
	left->rb_parent = left;
	assert_string_equal(check_queue(), "rbtree: a node does not know its parent");
	left->rb_parent = root;
	left->rb_color = left->rb_color == RB_RED ? RB_BLACK : RB_RED;
	assert_non_null(check_queue());
	left->rb_color = left->rb_color == RB_RED ? RB_BLACK : RB_RED;
	expires = rb_entry(left, struct timerqueue_node, node)->expires;
	rb_entry(left, struct timerqueue_node, node)->expires = INT64_MAX;
	assert_string_equal(check_queue(), "rbtree: nodes are not in order");
	rb_entry(left, struct timerqueue_node, node)->expires = expires;
	queue.rb_root.rb_leftmost = root;
	assert_string_equal(check_queue(),
			    "rbtree: the cached leftmost node is not the leftmost");
}

/* --- in the middle of a change ------------------------------------------- */

static struct timerqueue_node *chosen;

static void toggle_chosen(void *arg)
{
	(void)arg;
	if (timerqueue_node_queued(chosen))
		timerqueue_del(&queue, chosen);
	else
		timerqueue_add(&queue, chosen);
}

/* Between any two statements a reader gets each node at most once, and in order,
 * and finds its way to the end. */
static void read_all(void)
{
	const struct timerqueue_node *at = NULL, *prev = NULL;
	bool seen[NR_NODES] = { false };
	u32 n = 0;

	for (;;) {
		at = timerqueue_read_next(&queue, prev, anything);
		if (!at)
			break;
		assert_false(seen[at - node]);
		seen[at - node] = true;
		if (prev)
			assert_true(prev->expires <= at->expires);
		prev = at;
		assert_true(++n <= NR_NODES);
	}
}

static struct task *toggler;

static void toggle_forever(struct task *task)
{
	(void)task;
	toggle_chosen(NULL);
	do_exit();
}

static void read_while_stepping(struct machine *m, u32 *steps)
{
	struct machine_limits limits;
	u32 i;

	toggler = task_new(m, 0, 0, toggle_forever);
	task_wake_new(m, toggler);
	for (i = 0; i < 2000; i++) {
		memset(&limits, 0xff, sizeof(limits));
		limits.steps = m->steps + 1;
		if (machine_run(m, &limits) != STOP_STEPS)
			break;
		read_all();
		(*steps)++;
	}
}

static void test_readers(void **state)
{
	struct machine *m = test_machine(1, false);
	u32 steps = 0;
	u32 i;

	(void)state;
	begin(3);
	for (i = 0; i < 1500; i++) {
		chosen = &node[dice(24)];
		if (!timerqueue_node_queued(chosen))
			chosen->expires = dice(30);
		read_while_stepping(m, &steps);
		assert_null(check_queue());
	}
	assert_true(steps > 100000);
	machine_free(m);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_few_nodes),
		cmocka_unit_test(test_many_nodes),
		cmocka_unit_test(test_equal_keys),
		cmocka_unit_test(test_ascending),
		cmocka_unit_test(test_check),
		cmocka_unit_test(test_readers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
