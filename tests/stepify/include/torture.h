/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the torture files share, and the driver calls. */
#ifndef TORTURE_H
#define TORTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define notrace
#define fallthrough	__attribute__((__fallthrough__))
#define __releases(x)

typedef int64_t ktime_t;
typedef struct torture_node *node_ptr;

struct torture_node {
	struct torture_node *next;
	int value;
};

#define list_for_each_node(pos, head) \
	for ((pos) = (head); (pos); (pos) = (pos)->next)
#define for_each_set_bit(bit, mask) \
	for ((bit) = 0; (bit) < 8; (bit)++) \
		if (!((mask) & (1 << (bit)))) {} else

int dangling_else(int a, int b);
int else_if_chain(int x);
int switches(int n);
int labels(int n);
int loops(int n);
int macros(int mask);
int declarations(int n);
int expressions(int n);
int forever(int n);
int while_true(int n);
int strings(void);
int pointers(int (*fn)(int x, void *), int values[4], char *names[],
	     int grid[][2]);
int second(int n);

#endif
