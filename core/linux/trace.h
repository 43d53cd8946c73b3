/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The kernel's trace events: an enum and a table made from events.def, and
 * the one-line wrappers through which the kernel's code emits them.
 */
#ifndef LINUX_TRACE_H
#define LINUX_TRACE_H

#include "machine/machine.h"
#include "machine/trace.h"

enum trace_kind {
#define EVENT(name, help, ...) EVENT_##name,
#include "linux/events.def"
#undef EVENT
	EVENT_NR,
};

/* The table, indexed by enum trace_kind. */
extern const struct trace_event trace_events[EVENT_NR];

#define TRACE(name, ...) \
	trace_emit(EVENT_##name, \
		   sizeof((u64[]){ __VA_ARGS__ }) / sizeof(u64), \
		   (u64[]){ __VA_ARGS__ })

/* A function's number for TRACE_FUNCTION fields: its place in the sources
 * (0: unknown); bodies of scripts have TRACE_FUNCTION_BODY | program. */
#define TRACE_FUNCTION_BODY 0x80000000u
u32 trace_function_id(step_fn fn);
/* The name of such a number; "" for 0. */
const char *trace_function_name(const struct machine *m, u32 id);

#endif
