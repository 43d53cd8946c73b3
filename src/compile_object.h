/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Arguments that name objects: timers, locks, tasks, processes, results.  An
 * object exists, or is planned by what stands before, or (in bodies, which run
 * later) is left to be found by its name.  A timer or lock that nobody has made
 * is planned, and set up with defaults.
 */
#ifndef COMPILE_OBJECT_H
#define COMPILE_OBJECT_H

#include "compile_plan.h"

/* p1.main, p1.timer0: what the kernel makes has a name of words and dots. */
bool is_dotted(const struct compiler *c, const struct stmt_arg *arg);

/* Is this the name of a process or thread, as far as is known? */
bool names_thread(const struct compiler *c, const struct stmt_arg *arg);

/* All the following set @out, or return false with the compiler's error set.
 * An object of this kind; OBJECT_NONE: of any. */
bool object_arg(struct compiler *c, const struct stmt_arg *arg, u32 kind,
		struct plan_arg *out);

/* An object of one of two kinds. */
bool either_arg(struct compiler *c, const struct stmt_arg *arg, u32 kind, u32 other,
		struct plan_arg *out);

/* NEWTIMER, NEWHRTIMER; NEWTASK, NEWPROCESS: a name for one to be made. */
bool new_timer_arg(struct compiler *c, const struct stmt_arg *arg, enum object_kind kind,
		   struct plan_arg *out);
bool new_task_arg(struct compiler *c, const struct stmt_arg *arg, enum object_kind kind,
		  struct plan_arg *out);

/* What stands behind ->; nothing there is right as well. */
bool result_arg(struct compiler *c, const struct stmt *stmt, struct plan_arg *out);

/* False, with an error that offers names like it; @other: another kind that would
 * do as well, or @wanted again. */
bool unknown_object(struct compiler *c, const struct token *token, struct span name,
		    u32 wanted, u32 other);

#endif
