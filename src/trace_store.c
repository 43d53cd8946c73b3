/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The trace, in chunks of 4096 records.
 *
 * Appending is a copy of one record: the sink remembers where the next one
 * goes and how much room is left there, so that the usual case is two
 * comparisons and the copy.  Chunks are found by number through one array,
 * which grows by doubling.  When the limit is reached, the oldest chunk's
 * memory becomes the newest.
 */
#include "trace_store.h"

#include <stdlib.h>
#include <string.h>

#define CHUNK 4096u
#define DEFAULT_LIMIT (1ull << 30)

struct trace_store {
	u64 recorded;			/* records ever stored, not truncated */
	u64 visible;			/* ... that have happened */
	u64 first;			/* the oldest that is kept */
	u64 diverged;
	struct trace_record *next;	/* where record number `recorded` goes */
	u64 room;			/* records that fit there */
	struct trace_record **chunk;	/* by number / CHUNK */
	u64 nr_chunks, max_chunks;
	u64 limit;			/* chunks to keep, at least 2 */
	bool keep, lost;
	trace_stream_fn stream;
	void *stream_ctx;
};

struct trace_store *trace_store_new(void)
{
	struct trace_store *store = calloc(1, sizeof(*store));

	if (!store)
		return NULL;
	store->diverged = TRACE_STORE_NONE;
	store->keep = true;
	trace_store_limit(store, DEFAULT_LIMIT);
	return store;
}

void trace_store_free(struct trace_store *store)
{
	u64 i;

	if (!store)
		return;
	for (i = 0; i < store->nr_chunks; i++)
		free(store->chunk[i]);
	free(store->chunk);
	free(store);
}

void trace_store_attach(struct trace_store *store, struct machine *m)
{
	m->host->sink = trace_store_sink;
	m->host->sink_ctx = store;
}

void trace_store_stream(struct trace_store *store, trace_stream_fn fn, void *ctx)
{
	store->stream = fn;
	store->stream_ctx = ctx;
}

/* Give up everything stored so far: what remains are the counters. */
static void drop_all(struct trace_store *store)
{
	u64 i;

	for (i = 0; i < store->nr_chunks; i++) {
		free(store->chunk[i]);
		store->chunk[i] = NULL;
	}
	store->first = store->recorded;
	store->room = 0;
}

void trace_store_keep(struct trace_store *store, bool keep)
{
	if (store->keep != keep)
		drop_all(store);
	store->keep = keep;
}

void trace_store_limit(struct trace_store *store, u64 bytes)
{
	store->limit = bytes / (CHUNK * sizeof(struct trace_record));
	if (store->limit < 2)
		store->limit = 2;
}

static bool grow_chunks(struct trace_store *store, u64 nr)
{
	u64 max = store->max_chunks ? store->max_chunks : 16;
	struct trace_record **chunk;

	while (max < nr)
		max *= 2;
	if (max == store->max_chunks)
		return true;
	chunk = realloc(store->chunk, max * sizeof(*chunk));
	if (!chunk)
		return false;
	memset(chunk + store->max_chunks, 0, (max - store->max_chunks) * sizeof(*chunk));
	store->chunk = chunk;
	store->max_chunks = max;
	return true;
}

/* Memory for a chunk: new, or the oldest one's. */
static struct trace_record *chunk_memory(struct trace_store *store, u64 index)
{
	u64 oldest = store->first / CHUNK;
	struct trace_record *memory = NULL;

	if (index - oldest < store->limit)
		memory = malloc(CHUNK * sizeof(*memory));
	if (memory || oldest >= index)
		return memory;
	store->lost = true;
	memory = store->chunk[oldest];
	store->chunk[oldest] = NULL;
	store->first = (oldest + 1) * CHUNK;
	return memory;
}

/* Make room for record number `recorded`.  Without any memory it is lost. */
static bool make_room(struct trace_store *store)
{
	u64 index = store->recorded / CHUNK;
	u64 at = store->recorded % CHUNK;

	if (!grow_chunks(store, index + 1))
		return false;
	if (!store->chunk[index])
		store->chunk[index] = chunk_memory(store, index);
	if (!store->chunk[index])
		return false;
	if (store->nr_chunks <= index)
		store->nr_chunks = index + 1;
	store->next = store->chunk[index] + at;
	store->room = CHUNK - at;
	return true;
}

/* A record that is not kept: those before it cannot be numbered without it. */
static void lose(struct trace_store *store)
{
	u64 recorded = store->recorded;

	drop_all(store);
	store->first = recorded + 1;
	store->lost = true;
}

static void append(struct trace_store *store, const struct trace_record *record)
{
	if (!store->keep) {
		store->first = store->recorded + 1;
	} else if (store->room || make_room(store)) {
		*store->next++ = *record;
		store->room--;
	} else {
		lose(store);
	}
	store->recorded++;
	store->visible = store->recorded;
	if (store->stream)
		store->stream(store->stream_ctx, record);
}

static struct trace_record *stored(const struct trace_store *store, u64 n)
{
	if (n < store->first || n >= store->recorded)
		return NULL;
	return &store->chunk[n / CHUNK][n % CHUNK];
}

/* A record with a number that we have: it must be the same again. */
static void compare(struct trace_store *store, const struct trace_record *record)
{
	const struct trace_record *old = stored(store, record->number);

	if (old && memcmp(old, record, sizeof(*old)) && store->diverged == TRACE_STORE_NONE)
		store->diverged = record->number;
	store->visible = record->number + 1;
}

void trace_store_sink(void *store, const struct trace_record *record)
{
	struct trace_store *s = store;

	if (record->number == s->recorded)
		append(s, record);
	else if (record->number < s->recorded)
		compare(s, record);
	else if (s->diverged == TRACE_STORE_NONE)
		s->diverged = record->number;
}

void trace_store_set_visible(struct trace_store *store, u64 n)
{
	store->visible = n < store->recorded ? n : store->recorded;
}

void trace_store_truncate(struct trace_store *store, u64 n)
{
	if (n >= store->recorded)
		return;
	store->recorded = n;
	if (store->visible > n)
		store->visible = n;
	if (store->first > n)
		store->first = n;
	if (store->diverged != TRACE_STORE_NONE && store->diverged >= n)
		store->diverged = TRACE_STORE_NONE;
	store->room = 0;
}

u64 trace_store_count(const struct trace_store *store)
{
	return store->visible;
}

u64 trace_store_recorded(const struct trace_store *store)
{
	return store->recorded;
}

u64 trace_store_first(const struct trace_store *store)
{
	return store->first;
}

const struct trace_record *trace_store_get(const struct trace_store *store, u64 n)
{
	return n < store->visible ? stored(store, n) : NULL;
}

u64 trace_store_diverged(const struct trace_store *store)
{
	return store->diverged;
}

bool trace_store_lost(const struct trace_store *store)
{
	return store->lost;
}
