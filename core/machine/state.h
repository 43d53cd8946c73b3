/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * State tables: one description of every structure, many readers.
 *
 * Beside each struct of core/ stands a table of its fields.  print, watch,
 * expect, completion, JSON and its schema, the digest and the panes all read
 * these tables and nothing else:
 *
 *	static const struct state_field timer_base_fields[] = {
 *		FIELD(struct timer_base, clk, JIFFIES, "the wheel's own clock"),
 *		...
 *	};
 *	const struct state_type timer_base_type =
 *		STATE_TYPE("timer_base", struct timer_base, timer_base_fields,
 *			   "one timer wheel");
 *
 * A reader walks from a root (type, pointer) through fields.  A list, array or
 * map field yields elements through next(): each element is a struct with a
 * table of its own.  Elements come in an order that depends on the simulated
 * state alone, never on addresses.
 *
 * Reading changes nothing, and happens in host context, between statements.
 * Which machine is read stands in hot.machine (state_use()), because a field's
 * functions are given their own struct and no more.  A machine may be broken:
 * before a function follows a pointer that a misbehaving program could have
 * spoilt, it asks state_readable().
 */
#ifndef MACHINE_STATE_H
#define MACHINE_STATE_H

#include "machine/types.h"

enum state_kind {
	STATE_UINT,		/* 1, 2, 4 or 8 bytes */
	STATE_INT,
	STATE_BOOL,
	STATE_ENUM,		/* value indexes `names` */
	STATE_FLAGS,		/* bit n of the value is names[n] */
	STATE_STRING,		/* u32 string id; 0: none */
	STATE_TEXT,		/* char array in place, or text() */
	STATE_FUNCTION,		/* trace function id (get) */
	STATE_OBJECT,		/* object serial, 0: none; prints its name */
	STATE_STRUCT,		/* a struct in place, or where follow() leads */
	STATE_LIST,		/* elements by next(); keys 0, 1 ... or key() */
};

enum state_unit {
	UNIT_NONE,
	UNIT_NS,
	UNIT_JIFFIES,
	UNIT_STEPS,
	UNIT_BYTES,
	UNIT_MASK,		/* 64 bits: a string in JSON */
};

struct machine;
struct state_type;

struct state_field {
	const char *name;
	const char *help;
	u32 offset;
	u16 size;			/* bytes of a scalar */
	u8 kind;			/* enum state_kind */
	u8 unit;			/* enum state_unit */
	const struct state_type *type;	/* STRUCT, LIST: of the element */
	const char *const *names;	/* ENUM, FLAGS */
	u32 nr_names;
	/* scalars that are computed: the value; NULL: read at offset */
	u64 (*get)(const void *object);
	/* STRUCT: where it lies, NULL for none; else in place at offset */
	const void *(*follow)(const void *object);
	/* LIST: first element for prev NULL, then the next, NULL at the end */
	const void *(*next)(const void *object, const void *prev);
	/* LIST: the element's key in paths; NULL: its position.  A name of
	 * key_names, a string id (0: see state_key()) or a number */
	u64 (*key)(const void *object, const void *element);
	const char *const *key_names;	/* LIST: names[key], else a number */
	bool hidden;			/* shown, but not part of the digest */
	bool bends;			/* LIST: a misbehaving program can bend
					 * its links into a circle */
	bool key_is_string;		/* key() gives a string id */
	/* TEXT that is not in place: its length, and where it begins */
	u64 (*text)(const void *object, const char **start);
};

struct state_type {
	const char *name;
	const char *help;
	u32 size;
	u32 nr_fields;
	const struct state_field *fields;
};

#define STATE_TYPE(name_, struct_, fields_, help_) \
	{ (name_), (help_), sizeof(struct_), ARRAY_SIZE(fields_), (fields_) }

/* Kind of a plain C field, chosen by its type. */
#define STATE_KIND_OF(x) \
	_Generic((x), bool: STATE_BOOL, s8: STATE_INT, s16: STATE_INT, \
		 s32: STATE_INT, s64: STATE_INT, default: STATE_UINT)

#define FIELD(struct_, field_, unit_, help_) \
	{ .name = #field_, .help = (help_), \
	  .offset = offsetof(struct_, field_), \
	  .size = sizeof(((struct_ *)0)->field_), \
	  .kind = STATE_KIND_OF(((struct_ *)0)->field_), \
	  .unit = UNIT_##unit_ }
/* The same under another name, such as a member of a member. */
#define FIELD_AS(name_, struct_, field_, unit_, help_) \
	{ .name = (name_), .help = (help_), \
	  .offset = offsetof(struct_, field_), \
	  .size = sizeof(((struct_ *)0)->field_), \
	  .kind = STATE_KIND_OF(((struct_ *)0)->field_), \
	  .unit = UNIT_##unit_ }
/* A serial in place that names an object. */
#define FIELD_OBJECT(struct_, field_, help_) \
	{ .name = #field_, .help = (help_), \
	  .offset = offsetof(struct_, field_), .size = 4, \
	  .kind = STATE_OBJECT }
#define FIELD_STRING(struct_, field_, help_) \
	{ .name = #field_, .help = (help_), \
	  .offset = offsetof(struct_, field_), .size = 4, \
	  .kind = STATE_STRING }
#define FIELD_TEXT(struct_, field_, help_) \
	{ .name = #field_, .help = (help_), \
	  .offset = offsetof(struct_, field_), \
	  .size = sizeof(((struct_ *)0)->field_), .kind = STATE_TEXT }
#define FIELD_ENUM(struct_, field_, names_, help_) \
	{ .name = #field_, .help = (help_), \
	  .offset = offsetof(struct_, field_), \
	  .size = sizeof(((struct_ *)0)->field_), .kind = STATE_ENUM, \
	  .names = (names_), .nr_names = ARRAY_SIZE(names_) }
#define FIELD_GET(name_, kind_, unit_, get_, help_) \
	{ .name = (name_), .help = (help_), .size = 8, \
	  .kind = STATE_##kind_, .unit = UNIT_##unit_, .get = (get_) }
#define FIELD_GET_TEXT(name_, text_, help_) \
	{ .name = (name_), .help = (help_), .kind = STATE_TEXT, \
	  .text = (text_) }
/* Shown, but not part of the digest: follows from other fields. */
#define FIELD_GET_HIDDEN(name_, kind_, unit_, get_, help_) \
	{ .name = (name_), .help = (help_), .size = 8, .hidden = true, \
	  .kind = STATE_##kind_, .unit = UNIT_##unit_, .get = (get_) }
#define FIELD_GET_TEXT_HIDDEN(name_, text_, help_) \
	{ .name = (name_), .help = (help_), .kind = STATE_TEXT, \
	  .hidden = true, .text = (text_) }
#define FIELD_GET_ENUM(name_, names_, get_, help_) \
	{ .name = (name_), .help = (help_), .size = 8, \
	  .kind = STATE_ENUM, .get = (get_), .names = (names_), \
	  .nr_names = ARRAY_SIZE(names_) }
#define FIELD_GET_FLAGS(name_, names_, get_, help_) \
	{ .name = (name_), .help = (help_), .size = 8, \
	  .kind = STATE_FLAGS, .get = (get_), .names = (names_), \
	  .nr_names = ARRAY_SIZE(names_) }
#define FIELD_STRUCT(struct_, field_, type_, help_) \
	{ .name = #field_, .help = (help_), \
	  .offset = offsetof(struct_, field_), .kind = STATE_STRUCT, \
	  .type = (type_) }
#define FIELD_FOLLOW(name_, type_, follow_, help_) \
	{ .name = (name_), .help = (help_), .kind = STATE_STRUCT, \
	  .type = (type_), .follow = (follow_) }
#define FIELD_LIST(name_, type_, next_, help_) \
	{ .name = (name_), .help = (help_), .kind = STATE_LIST, \
	  .type = (type_), .next = (next_) }

/* The same with links that a misbehaving program can bend into a circle. */
#define FIELD_LIST_BENDS(name_, type_, next_, help_) \
	{ .name = (name_), .help = (help_), .kind = STATE_LIST, \
	  .type = (type_), .next = (next_), .bends = true }
/* A list with keys: names[key()], string ids from key(), numbers from key(). */
#define FIELD_LIST_NAMES(name_, type_, next_, key_, names_, help_) \
	{ .name = (name_), .help = (help_), .kind = STATE_LIST, \
	  .type = (type_), .next = (next_), .key = (key_), \
	  .key_names = (names_), .nr_names = ARRAY_SIZE(names_) }
#define FIELD_LIST_STRINGS(name_, type_, next_, key_, help_) \
	{ .name = (name_), .help = (help_), .kind = STATE_LIST, \
	  .type = (type_), .next = (next_), .key = (key_), \
	  .key_is_string = true }
#define FIELD_LIST_NUMBERS(name_, type_, next_, key_, help_) \
	{ .name = (name_), .help = (help_), .kind = STATE_LIST, \
	  .type = (type_), .next = (next_), .key = (key_) }

/* In what key() returns for key_is_string: no name; the rest is a number that
 * stands for one. */
#define STATE_KEY_NUMBER BIT_ULL(32)

/* Bytes that state_key() may need. */
#define STATE_KEY_MAX 24

/* The machine that is read from now on.  Host context. */
void state_use(struct machine *m);

/* May @size bytes at @memory be read: do they lie in the arena's used part,
 * or on one of its stacks? */
bool state_readable(const void *memory, u64 size);

/* The value of a scalar field of @object (strings, functions and objects:
 * their ids; signed values sign-extended). */
u64 state_value(const struct state_field *field, const void *object);

/* The text of a STATE_TEXT field: returns its length, sets @start. */
u64 state_text(const struct state_field *field, const void *object,
	       const char **start);

/* Address of the struct a STATE_STRUCT field leads to, or NULL. */
const void *state_struct(const struct state_field *field, const void *object);

/* The field called @name (of @len bytes), or NULL. */
const struct state_field *state_find(const struct state_type *type,
				     const char *name, u64 len);

/* A walk through the elements of a list: each comes once, even when its links
 * run in a circle.
 *
 *	struct state_walk walk = state_walk(field, object);
 *
 *	for (;;) {
 *		element = state_walk_next(&walk);	NULL at the end
 */
struct state_walk {
	const struct state_field *field;
	const void *object;
	const void *element;
	u64 left;			/* elements to come, at most */
};
struct state_walk state_walk(const struct state_field *field,
			     const void *object);
const void *state_walk_next(struct state_walk *walk);

/* How many elements next() goes through before they repeat themselves;
 * UINT64_MAX when they end. */
u64 state_circle(const void *(*next)(const void *object, const void *prev),
		 const void *object);

/* The key of a list's @element at @position, as it is written in paths.  Uses
 * @buf (STATE_KEY_MAX bytes) for numbers. */
const char *state_key(const struct state_field *field, const void *object,
		      const void *element, u64 position, char *buf);

/* The element of a list that bears the key @key (of @len bytes), or NULL. */
const void *state_element(const struct state_field *field, const void *object,
			  const char *key, u64 len);

/* 64-bit FNV-1a over everything the tables describe under (type, object), but
 * hidden fields.  Strings enter by their text; functions and objects by their
 * numbers, which are the same on every machine and with every compiler. */
u64 state_digest(const struct state_type *type, const void *object);

#endif
