/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values as text: how numbers of the tables are written for people.
 *
 * Everything that shows state or events (print, show, traces, JSON names)
 * writes enums, objects, functions and times through here, so that the same
 * thing looks the same everywhere.
 */
#ifndef VALUE_H
#define VALUE_H

#include "machine/machine.h"
#include "machine/state.h"

/* Bytes that any buffer for a value must have. */
#define VALUE_MAX 96

/* An object's name; "#12" for one without a name, "none" for 0. */
const char *value_object(const struct machine *m, u32 serial, char *buf);

/* The task of a trace record: its name, "<idle>" for 0. */
const char *value_task(const struct machine *m, u32 serial, char *buf);

/* "1.234567890 s", or "never" for KTIME_MAX. */
const char *value_time(u64 ns, char *buf);

/* A duration in the largest unit that keeps it exact: "4 ms", "1500 us"; with
 * more than four digits before its unit, from a second on, as value_time() says it. */
const char *value_duration(u64 ns, char *buf);

/* Name of bit @bit of a FLAGS field. */
const char *value_flag(const struct state_field *field, u32 bit, char *buf);

/* A scalar's @value without its unit: numbers, names, "true", "a|b".  Long names are returned
 * where they lie, all else in @buf. */
const char *value_text(const struct machine *m, const struct state_field *field, u64 value,
		       char *buf);

/* "", " ns", " jiffies" ... */
const char *value_unit(const struct state_field *field);

#endif
