/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the functions of rows read their arguments, by slot.  What concerns
 * system calls only stands in linux/syscall.h.
 */
#ifndef LINUX_CALLS_ARG_H
#define LINUX_CALLS_ARG_H

#include "linux/object.h"
#include "linux/program.h"
#include "linux/syscall.h"

static inline notrace const struct program_arg *arg_at(const struct call *call,
						       u32 i)
{
	return &call->insn->arg[i];
}

/* The object that an argument names; NULL when there is none (yet). */
static inline notrace struct object *arg_object(const struct call *call, u32 i)
{
	const struct program_arg *arg = arg_at(call, i);

	if (arg->type == ARG_NAME)
		return object_find(hot.machine, (u32)arg->value);
	return arg->type == ARG_OBJECT ?
		       object_get(hot.machine, (u32)arg->value) : NULL;
}

/* The bits of the flags, in the order of the row's words. */
static inline notrace u32 arg_flags(const struct call *call, u32 i)
{
	return (u32)arg_at(call, i)->value;
}

#endif
