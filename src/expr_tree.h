/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tree of an expression: what expr.c builds and expr_eval.c walks.
 */
#ifndef EXPR_TREE_H
#define EXPR_TREE_H

#include "expr.h"
#include "linux/siginfo.h"
#include "linux/trace.h"

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
extern const char *const op_names[];

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

/* What every record has, besides its event's own fields. */
enum member {
	MEMBER_AT = -1, MEMBER_CPU = -2, MEMBER_STEP = -3, MEMBER_NUMBER = -4, MEMBER_TASK = -5,
	MEMBER_JIFFIES = -6, MEMBER_COUNT = -7,	/* of fired() only */
	MEMBER_UNKNOWN = -100,
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

struct expr {
	struct node *root;
	char *text;
	u32 deepest;			/* nesting while it was parsed */
	bool asks_trace;
};

/* Where a walk through the tables has come to. */
struct place {
	const struct state_type *type;	/* a struct of this type ... */
	const void *at;			/* ... here; NULL: none */
	const struct state_field *field;	/* a field of it, NULL: the struct itself */
	const struct object *object;	/* begun at this object, until the first link */
	bool count;			/* the field is a list, and its length is meant */
};

/* Follow a path; not @live: types only.  False with *error set. */
bool path_walk(const struct node *path, struct machine *m, bool live, struct place *place,
	       struct script_error *error);

/* Kind, unit and names of what a field yields. */
void field_value_type(const struct state_field *field, struct expr_value *value);

/* The field's value, read from @object; not for STRUCT fields. */
void field_value_read(const struct machine *m, const struct state_field *field, const void *object,
		      struct expr_value *value);

/* May @a op @b be?  Looks at kinds and units only; sets *out's.  False with
 * *error set (at @node) when not. */
bool check_operands(const struct node *node, const struct expr_value *a,
		    const struct expr_value *b, struct expr_value *out,
		    struct script_error *error);

/* The number of an event's field or of a MEMBER_, or MEMBER_UNKNOWN. */
s32 event_member(u32 event, const char *name);
/* Kind and unit of it. */
void member_value_type(u32 event, s32 member, struct expr_value *value);

/* A value that is one of a few, or a name of a few; for `value.field`. */
extern const struct state_field softirq_field;
extern const struct state_field signal_field;

bool node_fail(struct script_error *error, const struct node *node, const char *right,
	       const char *what, ...) __attribute__((format(printf, 4, 5)));

/* The names of a table's fields, "a, b, c ..."; returns @buf. */
const char *field_names(const struct state_type *type, char *buf, size_t size);

#endif
