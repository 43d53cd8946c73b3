/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Trace records as text: for programs (JSON Lines), for people who know
 * ftrace, and for the console's log.
 *
 * One formatter reads the table of events; the three forms differ only in what
 * stands around the fields.  A record holds numbers; names are looked up in
 * the machine that made it.
 */
#ifndef TRACE_TEXT_H
#define TRACE_TEXT_H

#include <stdio.h>

#include "machine/machine.h"
#include "machine/trace.h"

/* One line, one JSON object:
 * {"number":0,"time":4000000,"step":12,"cpu":0,"event":"timer_expire_entry",
 *  "context":"softirq","flags":"..s1.","task":"<idle>","fields":{"timer":"t1",...}} */
bool trace_write_json(FILE *file, const struct machine *m, const struct trace_record *record);

/* The comment lines with which an ftrace file of @entries lines begins; as long
 * for every number, so that it can be put right at the end.  UINT64_MAX: nobody
 * knows (a pipe). */
void trace_write_ftrace_header(FILE *file, const struct machine *m, u64 entries);

/* COMM-PID [CPU] FLAGS SECONDS.MICROSECONDS: event: fields */
void trace_write_ftrace(FILE *file, const struct machine *m, const struct trace_record *record);

/* A line for the console: time, CPU, context, event and fields. */
void trace_write_line(FILE *file, const struct machine *m, const struct trace_record *record);

/* "event: fields", cut to @size bytes. */
void trace_format(const struct machine *m, const struct trace_record *record, char *buf,
		  size_t size);

/* The flag column of ftrace: irqs off, need resched, context, preemption depth, "." */
#define TRACE_FLAGS_MAX 6
const char *trace_flags(const struct trace_record *record, char *buf);

/* "hardirq", "softirq" or "task". */
const char *trace_context_name(const struct trace_record *record);

/* The event's row, or NULL for a number that is none. */
const struct trace_event *trace_event_of(const struct trace_record *record);

/* An argument of a record as text; @buf holds VALUE_MAX bytes (value.h). */
const char *trace_arg_text(const struct machine *m, const struct trace_field *field, u64 value,
			   char *buf);

#endif
