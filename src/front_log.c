/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The kernel log and the stream of records: see front_log.h.
 */
#include "front_log.h"

#include "linux/trace.h"
#include "machine/strings.h"

/* A line of the kernel log, as dmesg prints it. */
static void print_log_line(struct front *front,
			   const struct trace_record *record)
{
	front_print(front, "[%5llu.%06llu] %s\n",
		    (unsigned long long)(record->time / NSEC_PER_SEC),
		    (unsigned long long)(record->time % NSEC_PER_SEC / 1000),
		    string_text(front_machine(front), (u32)record->arg[0]));
}

void front_log_print(struct front *front)
{
	const struct machine *m = front_machine(front);
	const struct trace_store *trace = session_trace(front->session);

	for (; front->log_seen < m->nr_events; front->log_seen++) {
		const struct trace_record *record =
			trace_store_get(trace, front->log_seen);

		if (record && record->kind == EVENT_console)
			print_log_line(front, record);
	}
	front->log_seen = m->nr_events;
}

/* Each record when it is new.  When none are kept, the log is printed here. */
static void take_record(void *ctx, const struct trace_record *record)
{
	struct front *front = ctx;

	if (front->options.stream)
		front->options.stream(front->options.stream_ctx, record);
	if (front->forgets && record->kind == EVENT_console)
		print_log_line(front, record);
}

void front_log_stream(struct front *front)
{
	if (front->options.stream || front->forgets)
		trace_store_stream(session_trace(front->session), take_record,
				   front);
}
