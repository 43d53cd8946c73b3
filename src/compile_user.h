/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The arguments that only system calls have: signals and sets of them, limits,
 * pointers, raw times.  They are read here, checked as little as a program's
 * own are: what is wrong the kernel says.
 */
#ifndef COMPILE_USER_H
#define COMPILE_USER_H

#include "linux/program.h"
#include "parse.h"

enum user_arg { USER_ARG_OTHER, USER_ARG_DONE, USER_ARG_WRONG };

/* Read @arg as a @type of a row's arguments: SIGNAL SIGSET HOW RLIMIT POINTER
 * TIMESPEC RAW (an INT that is written as a number).  OTHER: that is none of
 * these types; WRONG with *error set. */
enum user_arg compile_user_arg(const char *type, const struct script *script,
			       const struct stmt_arg *arg, struct program_arg *out,
			       struct script_error *error);

/* "NULL" or "badptr": true, and @out is set. */
bool compile_pointer(struct span span, struct program_arg *out);

/* A number, perhaps with a minus before it, or `infinity`. */
bool compile_raw(const struct script *script, const struct stmt_arg *arg,
		 struct program_arg *out, struct script_error *error);

/* SIGALRM, SIGRTMIN+2: its number, or 0. */
u32 signal_number(struct span span);

#endif
