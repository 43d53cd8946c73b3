/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Step points: how ordinary C becomes single-steppable.
 *
 * The build tool stepify copies every source of core/{lib,linux,...} and puts
 * STEP(id) before each statement and STEP_ENTER(func) at the top of each
 * function.  A step point costs a store, a decrement and a branch:
 *
 *	step_frame.at = id;          where this function stands
 *	if (--hot.left < 0)          the controller's countdown has run out
 *		step_stop();         hand the CPU back to the controller
 *
 * The frames form the CPU's call stack: a list on the simulated stack itself,
 * innermost first, linked by `up`.  All reasons to stop (a step limit, another
 * CPU's turn, an interrupt) are folded into the one countdown `hot.left`.
 *
 * `hot` is the only mutable variable of core/ outside the arena; it caches
 * what the controller would otherwise have to look up at each step, and is
 * reloaded whenever a CPU is resumed.
 */
#ifndef MACHINE_STEP_H
#define MACHINE_STEP_H

#include "machine/types.h"

typedef void (*step_fn)(void);

struct step_frame {
	struct step_frame *up;		/* the caller's frame */
	u32 func;			/* index into step_funcs */
	u32 at;				/* next or current statement */
	void **local;			/* addresses of locals, by slot */
};

/* In frame->func: this frame belongs to a script body, not to C code;
 * frame->at is then an instruction number of the kernel's program store. */
#define STEP_FUNC_BODY 0xffffffffu

struct hot {
	s64 left;			/* statements left in this slice */
	struct step_frame *frame;	/* innermost frame of the running CPU */
	struct cpu *cpu;		/* the running CPU, NULL: controller */
	struct machine *machine;	/* the machine it belongs to */
};
extern struct hot hot;

/* The tables that stepify generates; entry 0 of each is a dummy. */
struct step_file {
	const char *path;
	const char *text;
	u32 text_len;
	u32 nr_lines;
};

struct step_func {
	const char *name;
	u16 file;
	u16 nr_locals;
	u32 line, end_line;
	u32 first_stmt, nr_stmts;
	u32 first_local;
	const char *narration;		/* the paragraph above the function */
};

struct step_stmt {
	u32 text;			/* offset in the file's text */
	u16 len;
	u16 file;
	u16 func;
	u16 ordinal;			/* 1.. within its function */
	u32 line;
};

struct step_mark {
	const char *name;
	u32 stmt;
};

struct step_local {
	const char *name;
	const char *type;		/* as written in the source */
	u16 func;
	u16 slot;
	u32 line, end_line;		/* its scope */
};

struct step_symbol {
	step_fn fn;
	u32 func;			/* 0: a notrace function */
	const char *name;
};

extern const struct step_file step_files[];
extern const struct step_func step_funcs[];
extern const struct step_stmt step_stmts[];
extern const struct step_mark step_marks[];
extern const struct step_local step_locals[];
extern const struct step_symbol *const step_symbol_tables[];
extern const u32 step_nr_files, step_nr_funcs, step_nr_stmts;
extern const u32 step_nr_marks, step_nr_locals;
extern const char step_digest[];	/* of all stepped sources, hex */

/* The countdown has run out: wait for the controller.  May take interrupts. */
void step_stop(void);

static inline notrace void step_leave(struct step_frame *frame)
{
	hot.frame = frame->up;
}

#ifdef STEP_LOCALS
#define STEP_FRAME_LOCALS(n) void *step_local_[(n) + 1];
#define STEP_FRAME_LOCAL_PTR step_local_
#define STEP_LOCAL(slot, name) (step_local_[slot] = (void *)&(name))
#else
#define STEP_FRAME_LOCALS(n)
#define STEP_FRAME_LOCAL_PTR NULL
#define STEP_LOCAL(slot, name) ((void)0)
#endif

#define STEP_ENTER(func_, nr_locals_) \
	STEP_FRAME_LOCALS(nr_locals_) \
	struct step_frame step_frame \
		__attribute__((__cleanup__(step_leave))) = { \
		hot.frame, (func_), 0, STEP_FRAME_LOCAL_PTR }; \
	hot.frame = &step_frame

#define STEP_EXPR(id) \
	(step_frame.at = (id), \
	 __builtin_expect(--hot.left < 0, 0) ? step_stop() : (void)0)
#define STEP(id) STEP_EXPR(id)

#endif
