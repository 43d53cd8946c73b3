/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A stand-in for core/machine/step.h: every step and every local is reported
 * to step_log(), which driver.c defines.
 */
#ifndef MACHINE_STEP_H
#define MACHINE_STEP_H

#include <stdint.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;

typedef void (*step_fn)(void);

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
	const char *narration;
};

struct step_stmt {
	u32 text;
	u16 len;
	u16 file;
	u16 func;
	u16 ordinal;
	u32 line;
};

struct step_mark {
	const char *name;
	u32 stmt;
};

struct step_local {
	const char *name;
	const char *type;
	u16 func;
	u16 slot;
	u32 line, end_line;
};

struct step_symbol {
	step_fn fn;
	u32 func;
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
extern const char step_digest[];

struct step_frame {
	struct step_frame *up;
	u32 func;
	u32 at;
	const void **local;
};

extern struct step_frame *step_top;
void step_log(u32 id);

static inline void step_leave(struct step_frame *frame)
{
	step_top = frame->up;
}

#define STEP_ENTER(func_, nr_locals_) \
	const void *step_local_[(nr_locals_) + 1]; \
	struct step_frame step_frame \
		__attribute__((__cleanup__(step_leave))) = { \
		step_top, (func_), 0, step_local_ }; \
	step_top = &step_frame
#define STEP_LOCAL(slot, name) \
	(step_local_[slot] = (const void *)&(name))
#define STEP_EXPR(id) \
	(step_frame.at = (id), step_log(id))
#define STEP(id) STEP_EXPR(id)

#endif
