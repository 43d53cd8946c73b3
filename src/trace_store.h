/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The trace: every record that a machine has emitted, on the host's side.
 *
 *	0 ............ visible ............ recorded
 *	| what has happened | what happened before we went back |
 *
 * The machine holds only the number of its next record.  Going back hides the
 * records after that number; re-execution emits them again, and they are
 * compared with what is stored: a difference means that the same inputs did
 * not give the same machine, which is timerscope's own fault.  New input in
 * the past truncates.
 */
#ifndef TRACE_STORE_H
#define TRACE_STORE_H

#include "machine/machine.h"
#include "machine/trace.h"

#define TRACE_STORE_NONE UINT64_MAX

struct trace_store;

/* Called for each record when it is recorded for the first time. */
typedef void (*trace_stream_fn)(void *ctx, const struct trace_record *record);

/* An empty store; NULL without memory. */
struct trace_store *trace_store_new(void);
void trace_store_free(struct trace_store *store);

/* The machine's trace_sink; @store is a struct trace_store. */
void trace_store_sink(void *store, const struct trace_record *record);

/* Connect the machine's sink to the store. */
void trace_store_attach(struct trace_store *store, struct machine *m);

/* Pass each new record on, as it comes; fn NULL: no longer. */
void trace_store_stream(struct trace_store *store, trace_stream_fn fn, void *ctx);

/* false: count records but store none (batch mode without questions to the trace). */
void trace_store_keep(struct trace_store *store, bool keep);

/* At most @bytes of records are kept (default 1 GiB); the oldest go first, by the chunk. */
void trace_store_limit(struct trace_store *store, u64 bytes);

/* After a jump: records 0 .. @n - 1 have happened. */
void trace_store_set_visible(struct trace_store *store, u64 n);

/* Forget records from @n on: they will not happen again. */
void trace_store_truncate(struct trace_store *store, u64 n);

/* How many records have happened; how many were ever recorded. */
u64 trace_store_count(const struct trace_store *store);
u64 trace_store_recorded(const struct trace_store *store);

/* The first record that is still kept. */
u64 trace_store_first(const struct trace_store *store);

/* Record @n, or NULL: not kept, or not (yet) happened.  It stays what it is until
 * the next call of this function or the next record. */
const struct trace_record *trace_store_get(const struct trace_store *store, u64 n);

/* Number of the first record that came out differently, or TRACE_STORE_NONE. */
u64 trace_store_diverged(const struct trace_store *store);

/* Did records get lost, because memory was exhausted or limited? */
bool trace_store_lost(const struct trace_store *store);

#endif
