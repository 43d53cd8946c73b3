/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tree of an expression.
 *
 * The parser (expr.c, expr_parse_*.c) builds it, once; the evaluator (expr_eval.c,
 * expr_ask.c) walks it, as often as wanted, and changes nothing in it but what
 * the links of its paths remember.
 */
#ifndef EXPR_TREE_H
#define EXPR_TREE_H

#include "expr.h"

#define EXPR_HEIGHT_MAX 1000	/* of the tree; evaluation recurses */
#define EXPR_MAX_TERMS 16	/* filters of a question, members of a list */

enum node_kind {
	NODE_LITERAL,		/* value */
	NODE_NAME,		/* a bare word that is no path: meaning comes from around it */
	NODE_PATH,		/* a walk through the state tables */
	NODE_NOT,
	NODE_NEGATE,
	NODE_BINARY,		/* op */
	NODE_IN,		/* kid[0] in [kid[1], ...] */
	NODE_QUERY,		/* count, first, last */
	NODE_ORDER,
	NODE_FIRED,
	NODE_DELIVERIES,	/* kid[0]: whose; value.number: the signal, 0: any */
	NODE_MEMBER,		/* kid[0].name, of an event */
};

enum node_op {
	OP_OR, OP_AND,
	OP_EQ, OP_NE, OP_LT, OP_LE, OP_GT, OP_GE, OP_CONTAINS,
	OP_ADD, OP_SUB, OP_MUL, OP_DIV, OP_MOD,
};
extern const char *const op_names[];	/* as they are written */

enum query { QUERY_COUNT, QUERY_FIRST, QUERY_LAST };

/* One link of a path. */
struct link {
	bool index;			/* [name] rather than .name */
	char *name;
	u32 line, column;
	/* cache: `field` is what name means in `type` */
	const struct state_type *type;
	const struct state_field *field;
};

/* field=value of a question to the trace. */
struct filter {
	s32 field;			/* of the event, or a MEMBER_ number */
	enum node_op op;
};

struct node {
	enum node_kind kind;
	u32 line, column;
	u32 from, to;			/* operands: its place in the expression's text */
	u32 height;
	u32 nr_kids;
	struct node **kid;
	struct expr_value value;	/* LITERAL; others: kind, unit and field as far as known */
	char *name;			/* NAME, PATH: the object's name, NULL: the machine;
					   MEMBER: the member */
	u32 object_kind;		/* PATH: timer(t1) wants a timer; 0: any */
	struct link *link;		/* PATH */
	u32 nr_links;
	enum node_op op;
	enum query query;
	u32 event;			/* QUERY: enum trace_kind */
	struct filter filter[EXPR_MAX_TERMS];	/* QUERY: one for each kid */
	s32 member;			/* MEMBER: see struct filter */
};

/* A name that was looked up among the objects while parsing; what the parser
 * made of it depends on what it found (see expr_fresh()). */
struct met {
	char *name;
	u32 found;
	struct met *next;
};

struct expr {
	struct node *root;
	struct met *met;
	bool forgets;			/* not all of them are known */
	char *text;
	u32 deepest;			/* nesting while it was parsed */
	bool asks_trace;
};

/* The whole list. */
void met_free(struct met *met);

/* With all below it; NULL is allowed.  node_drop() returns NULL. */
void node_free(struct node *node);
struct node *node_drop(struct node *node);

/* Say that what stands at @node is wrong; returns false. */
bool node_fail(struct script_error *error, const struct node *node, const char *right,
	       const char *what, ...) __attribute__((format(printf, 4, 5)));

#endif
