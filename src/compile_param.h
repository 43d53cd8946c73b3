/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a row of call_table wants: its text of arguments ("[by:THREAD]
 * timer:TIMER when:WHEN"), taken apart.  An argument's type is a word; what it
 * is called in messages and what an example of it looks like stands here, how
 * it is read in compile_value.c.
 */
#ifndef COMPILE_PARAM_H
#define COMPILE_PARAM_H

#include "linux/program.h"

#define MAX_PARAMS 20

enum param_kind { PARAM_VALUE, PARAM_FLAG, PARAM_BODY, PARAM_PROGRAM };

struct param {
	enum param_kind kind;
	bool optional;
	char name[24];
	char type[16];
	u32 slot;			/* argument of the instruction */
	u32 bit;			/* FLAG */
};

/* The parameters of @row, at most MAX_PARAMS; returns how many.  Flags share one
 * slot, at the place of the first; a body has none. */
u32 params_read(const struct call_row *row, struct param *params);

/* What a parameter of this type is called in a usage, or an example of one;
 * @type itself when it is not known. */
const char *param_type_text(const char *type, bool example);

/* Is the first of @nr parameters a value of this type? */
bool params_first_is(const struct param *params, u32 nr, const char *type);

/* Is the first parameter the thread that makes the call? */
bool params_name_caller(const struct param *params);

#endif
