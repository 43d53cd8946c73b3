/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The arguments of system calls: see syscall.h.
 */
#include "linux/syscall.h"

#include "linux/calls_arg.h"
#include "linux/kernel.h"
#include "linux/process.h"

notrace bool arg_given(const struct call *call, u32 i)
{
	return arg_at(call, i)->type != ARG_NONE;
}

/* A process is its pid, a thread its tid, also when it is gone; a result what
 * it holds.  Nothing at all: a number that is nobody's, no group's, and no
 * file's; -1 would be everybody. */
static notrace s64 object_number(const struct object *object)
{
	if (!object)
		return INT32_MIN;
	if (!object->memory)
		return object->kind == OBJECT_TASK ? object->serial : INT32_MIN;
	if (object->kind == OBJECT_PROCESS)
		return ((const struct process *)object->memory)->pid;
	if (object->kind == OBJECT_RESULT)
		return ((const struct result *)object->memory)->rc;
	return object->serial;
}

notrace s64 int_arg(const struct call *call, u32 i)
{
	const struct program_arg *arg = arg_at(call, i);

	s64 number = (s64)arg->value;

	if (arg->type == ARG_NAME || arg->type == ARG_OBJECT)
		number = object_number(arg_object(call, i));
	return arg->negative ? -number : number;
}

notrace void *user_arg(const struct call *call, u32 i, void *memory)
{
	switch (arg_at(call, i)->type) {
	case ARG_NONE:
	case ARG_NULL:
		return NULL;
	case ARG_BADPTR:
		return BAD_USER_POINTER;
	default:
		return memory;
	}
}

notrace struct timespec64 timespec_arg(const struct call *call, u32 i)
{
	const struct program_arg *arg = arg_at(call, i);
	struct timespec64 ts;
	u64 ns;

	if (arg->unit == TIME_TIMESPEC) {
		ts = (struct timespec64){ (s64)arg->value, (s32)arg->nsec };
	} else if (arg->unit == TIME_S) {
		ts = (struct timespec64){ (s64)arg->value, 0 };
	} else {
		ns = program_arg_ns(arg);
		ts = (struct timespec64){ (s64)(ns / NSEC_PER_SEC),
					  (s64)(ns % NSEC_PER_SEC) };
	}
	if (arg->negative)
		ts.tv_sec = -ts.tv_sec;
	if (arg->negative && arg->unit != TIME_TIMESPEC)
		ts.tv_nsec = -ts.tv_nsec;
	return ts;
}
