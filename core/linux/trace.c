/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of trace events, and numbers for functions.
 *
 * events.def is read twice: trace.h makes the enum from it, this file the
 * table that all formatters read.
 *
 * A record must not hold addresses, so a callback is recorded by its place in
 * the sources: file number (from 1) << 16 | position in that file's symbol
 * table.  The number is the same on every machine, and its name is found at
 * once.  The way there, from an address, is a search through all symbols; a
 * kernel arms few different callbacks again and again, so that a cache of 16
 * rows, indexed by some address bits, answers nearly always.
 *
 * Differs from Linux: a kernel finds names in kallsyms, by address.
 */
#include "linux/trace.h"

#include "linux/kernel.h"
#include "machine/strings.h"

#define EFIELD(type_, name_, help_) { #name_, TRACE_##type_, help_ },
#define EVENT(name_, help_, ...) \
	[EVENT_##name_] = { \
		#name_, help_, \
		ARRAY_SIZE(((const struct trace_field[]){ __VA_ARGS__ })), \
		{ __VA_ARGS__ } },

const struct trace_event trace_events[EVENT_NR] = {
#include "linux/events.def"
};

/* Positions take the low half of a function's number, files the high half. */
#define FUNCTION_FILE_SHIFT 16
#define FUNCTION_POSITION_MASK 0xffffu

static notrace u32 find_function(step_fn fn)
{
	const struct step_symbol *symbol;
	u32 file;

	for (file = 0; step_symbol_tables[file]; file++) {
		symbol = step_symbol_tables[file];
		for (; symbol->name; symbol++) {
			if (symbol->fn == fn)
				return (file + 1) << FUNCTION_FILE_SHIFT |
				       (u32)(symbol - step_symbol_tables[file]);
		}
	}
	return 0;
}

/* 0 for an address that is no function of the kernel's. */
notrace u32 trace_function_id(step_fn fn)
{
	struct function_cache *row;

	if (!fn)
		return 0;
	row = &kernel()->functions[(uintptr_t)fn / 16 %
				   ARRAY_SIZE(kernel()->functions)];
	if (row->fn != fn) {
		row->fn = fn;
		row->id = find_function(fn);
	}
	return row->id;
}

static notrace const char *body_name(const struct machine *m, u32 program)
{
	const struct program *body = m->kernel ? program_get(m, program) : NULL;

	return body ? string_text(m, body->name) : "";
}

notrace const char *trace_function_name(const struct machine *m, u32 id)
{
	u32 file = id >> FUNCTION_FILE_SHIFT;

	if (id & TRACE_FUNCTION_BODY)
		return body_name(m, id & ~TRACE_FUNCTION_BODY);
	if (!file)
		return "";
	return step_symbol_tables[file - 1][id & FUNCTION_POSITION_MASK].name;
}
