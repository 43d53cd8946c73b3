/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the compiler's first pass finds, in host memory: programs (lists of
 * instructions), objects to be made, texts to be interned.  An argument whose
 * number is not known before the second pass says what it refers to.
 *
 * Programs come out inside first: the body of a timer has its number before
 * the timer_setup that mentions it.
 */
#ifndef COMPILE_PLAN_H
#define COMPILE_PLAN_H

#include "compile.h"
#include "linux/object.h"

#define NAME_MAX_LEN 60

/* An object that will be made. */
struct planned {
	char name[NAME_MAX_LEN + 1];
	enum object_kind kind;
	bool setup;			/* a timer nobody has set up */
	u64 clock, mode;		/* ... an hrtimer, by what started it */
	u32 serial;			/* second pass */
};

enum ref { REF_NONE, REF_PLANNED, REF_PROGRAM, REF_TEXT, REF_INSN };

struct plan_arg {
	struct program_arg arg;
	enum ref ref;			/* what arg.value is until the second pass */
	char *text;			/* REF_TEXT */
	size_t len;
};

struct plan_insn {
	u16 call;
	u16 nr_args;
	u32 end;			/* within its body */
	u32 line;
	char *text;
	struct plan_arg arg[PROGRAM_MAX_ARGS];
	struct plan_arg result;
};

struct plan_body {
	char name[NAME_MAX_LEN + 8];
	struct plan_insn *v;
	u32 nr, room;
	enum call_context context;
	u32 nest;			/* open blocks */
	u32 id;				/* second pass */
};

struct compiler {
	const struct compile_options *options;
	struct machine *m;
	struct script_error *error;
	const struct script *script;
	struct plan_body *bodies;	/* finished ones, inside first */
	u32 nr_bodies, room_bodies;
	struct planned *planned;
	u32 nr_planned, room_planned;
	u32 depth;			/* bodies within bodies */
	bool typed;			/* one statement, not a block */
	const struct stmt_arg *by;	/* call p1 ...: the process */
	char (*announced)[NAME_MAX_LEN + 1];	/* processes, threads to be */
	u32 nr_announced, room_announced;
};

static inline const struct token *arg_token(const struct compiler *c,
					    const struct stmt_arg *arg)
{
	return script_token(c->script, arg->first);
}

static inline struct span arg_span(const struct compiler *c, const struct stmt_arg *arg)
{
	return script_span(c->script, arg->first, arg->first + arg->nr);
}

/* False, with the compiler's error set: the host has no memory left. */
bool plan_no_memory(struct compiler *c);

/* @v with room for one more element behind @nr; NULL: no memory, @v is as it was. */
void *plan_grow(void *v, u32 nr, u32 *room, size_t size);

/* Tell what was done that nobody asked for. */
void plan_note(const struct compiler *c, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The latest planned object of this name; the machine's; NULL: there is none. */
struct planned *plan_find(struct compiler *c, struct span name);
struct object *plan_find_object(const struct compiler *c, struct span name);

/* @out becomes a copy of @text, to be interned; false: no memory. */
bool text_arg(struct compiler *c, struct span text, enum arg_type type,
	      struct plan_arg *out);

/* An empty instruction at the end of @body; NULL: no memory.  It moves when the
 * next one is added.  @line: in its script, from 1; 0: nobody wrote it. */
struct plan_insn *plan_add_insn(struct compiler *c, struct plan_body *body,
				const struct call_row *row, u32 line);

/* A finished body, which becomes program *index; @body is the compiler's then,
 * or freed when there is no memory. */
bool plan_add_body(struct compiler *c, struct plan_body *body, u32 *index);
void plan_free_body(struct plan_body *body);

#endif
