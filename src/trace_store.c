/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The trace, packed.
 *
 * Recording must cost little beside the machine itself, and most of what it
 * costs is memory that is touched for the first time.  So records are not stored
 * as they are (112 bytes), but as what is new in them (some 12):
 *
 *	| header, 8 bytes        | time | step | task | argument | ...
 *	  kind, CPU, context ...   0, 2, 4 or 8 bytes each: 2 bits of the header
 *
 * New are time and step since the last record, and the bits in which the task
 * differs from that record's and an argument from that of the last record of
 * this kind.  Most of them are 0.
 *
 * 256 records make a block, which begins with the difference to nothing, so
 * that it can be read without those before it.  Blocks are found by number
 * through one array, and lie in chunks of memory.  When the limit is reached,
 * the oldest chunk's memory becomes the newest.
 *
 * Reading unpacks a block, up to the record that was asked for, and keeps it:
 * who reads on, or executes the past again, finds the next one there.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE		/* MADV_HUGEPAGE */
#endif
#include "trace_store.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define BLOCK 256u		/* records */
#define CHUNK (2u << 20)	/* bytes; a huge page of the usual size */
#define DEFAULT_LIMIT (1ull << 30)

/* The header, from the lowest bit. */
#define HEAD_KIND 0		/* 8 bits; the others have 8, too */
#define HEAD_CPU 8
#define HEAD_CONTEXT 16
#define HEAD_PREEMPT_DEPTH 24
#define HEAD_NR_ARGS 32		/* 4 bits */
#define HEAD_SIZES 36		/* 2 bits for each value that follows */

/* The values: time, step, task, then the arguments. */
#define VALUE_TIME 0
#define VALUE_STEP 1
#define VALUE_TASK 2
#define VALUE_ARG 3
#define MAX_VALUES (VALUE_ARG + TRACE_MAX_ARGS)
#define MAX_PACKED (8 + MAX_VALUES * 8)

/* Kinds with the same number modulo this share their last arguments. */
#define KINDS 32u

/* What the next record is a difference to. */
struct base {
	u64 time, step;
	u32 task;
	u64 arg[KINDS][TRACE_MAX_ARGS];
};

/* Somewhere in a block. */
struct place {
	u8 *at;
	struct base base;
};

struct chunk {
	u8 *memory;
	u64 first_block;
};

/* A block being read: its first @nr records, and where the next one lies.
 * Only a cache: reading does not change the store. */
struct reader {
	u64 block;			/* TRACE_STORE_NONE: no block */
	u32 nr;
	struct place place;
	struct trace_record record[BLOCK];
};

struct trace_store {
	u64 recorded;			/* records ever stored, not truncated */
	u64 visible;			/* ... that have happened */
	u64 first;			/* the oldest that is kept */
	u64 diverged;
	struct place end;		/* where record number `recorded` goes */
	u32 room;			/* records that this block still takes */
	u8 **block;			/* by number / BLOCK */
	u64 max_blocks;
	struct chunk *chunk;		/* those in use, oldest first */
	u64 nr_chunks, max_chunks;
	u64 limit;			/* chunks to keep, at least 2 */
	bool keep, lost;
	trace_stream_fn stream;
	void *stream_ctx;
	struct reader *reader;
};

/* --- packing ---------------------------------------------------------------- */

/* 0, 2, 4 or 8 bytes for the size 0, 1, 2 or 3. */
static u32 bytes_of(u32 size)
{
	return 1u << size & ~1u;
}

/* Add value number @i.  8 bytes are written in any case, lowest first: the next
 * value overwrites what was too much. */
static u8 *put(u8 *at, u64 *head, u32 i, u64 value)
{
	u32 size = (value > 0) + (value > UINT16_MAX) + (value > UINT32_MAX);

	memcpy(at, &value, sizeof(value));
	*head |= (u64)size << (HEAD_SIZES + 2 * i);
	return at + bytes_of(size);
}

static void pack(struct place *place, const struct trace_record *record)
{
	struct base *base = &place->base;
	u64 *last = base->arg[record->kind % KINDS];
	u64 head = (u64)record->kind << HEAD_KIND | (u64)record->cpu << HEAD_CPU |
		   (u64)record->context << HEAD_CONTEXT |
		   (u64)record->preempt_depth << HEAD_PREEMPT_DEPTH |
		   (u64)record->nr_args << HEAD_NR_ARGS;
	u8 *at = place->at + sizeof(head);
	u32 i;

	if (record->time != base->time) {
		at = put(at, &head, VALUE_TIME, record->time - base->time);
		base->time = record->time;
	}
	if (record->task != base->task) {
		at = put(at, &head, VALUE_TASK, record->task ^ base->task);
		base->task = record->task;
	}
	at = put(at, &head, VALUE_STEP, record->step - base->step);
	base->step = record->step;
	for (i = 0; i < record->nr_args; i++) {
		if (record->arg[i] == last[i])
			continue;
		at = put(at, &head, VALUE_ARG + i, record->arg[i] ^ last[i]);
		last[i] = record->arg[i];
	}
	memcpy(place->at, &head, sizeof(head));
	place->at = at;
}

static u64 take(u8 **at, u64 head, u32 i)
{
	u32 bytes = bytes_of(head >> (HEAD_SIZES + 2 * i) & 3);
	u64 value = 0;

	memcpy(&value, *at, bytes);
	*at += bytes;
	return value;
}

static void unpack(struct place *place, struct trace_record *record)
{
	struct base *base = &place->base;
	u8 *at = place->at;
	u64 *last;
	u64 head;
	u32 i;

	memcpy(&head, at, sizeof(head));
	at += sizeof(head);
	base->time += take(&at, head, VALUE_TIME);
	base->task ^= (u32)take(&at, head, VALUE_TASK);
	base->step += take(&at, head, VALUE_STEP);
	*record = (struct trace_record){
		.time = base->time,
		.step = base->step,
		.kind = head >> HEAD_KIND & 0xff,
		.cpu = head >> HEAD_CPU & 0xff,
		.context = head >> HEAD_CONTEXT & 0xff,
		.preempt_depth = head >> HEAD_PREEMPT_DEPTH & 0xff,
		.nr_args = head >> HEAD_NR_ARGS & 0xf,
		.task = base->task,
	};
	last = base->arg[record->kind % KINDS];
	for (i = 0; i < record->nr_args; i++) {
		last[i] ^= take(&at, head, VALUE_ARG + i);
		record->arg[i] = last[i];
	}
	place->at = at;
}

/* --- life ------------------------------------------------------------------- */

struct trace_store *trace_store_new(void)
{
	struct trace_store *store = calloc(1, sizeof(*store));

	if (!store)
		return NULL;
	store->reader = malloc(sizeof(*store->reader));
	if (!store->reader) {
		free(store);
		return NULL;
	}
	store->diverged = TRACE_STORE_NONE;
	store->keep = true;
	store->reader->block = TRACE_STORE_NONE;
	trace_store_limit(store, DEFAULT_LIMIT);
	return store;
}

static void free_chunks(struct trace_store *store)
{
	while (store->nr_chunks > 0)
		munmap(store->chunk[--store->nr_chunks].memory, CHUNK);
}

void trace_store_free(struct trace_store *store)
{
	if (!store)
		return;
	free_chunks(store);
	free(store->chunk);
	free(store->block);
	free(store->reader);
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
	free_chunks(store);
	store->first = store->recorded;
	store->reader->block = TRACE_STORE_NONE;
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
	store->limit = bytes / CHUNK;
	if (store->limit < 2)
		store->limit = 2;
}

/* --- writing ---------------------------------------------------------------- */

/* Room for @nr elements of @size bytes, with some to spare.  NULL without memory;
 * then @array is as it was. */
static void *grow(void *array, u64 *max, u64 nr, size_t size)
{
	u64 more = *max ? *max : 64;
	void *grown;

	while (more < nr)
		more *= 2;
	if (more == *max)
		return array;
	grown = realloc(array, more * size);
	if (grown)
		*max = more;
	return grown;
}

static bool grow_chunks(struct trace_store *store)
{
	struct chunk *chunk = grow(store->chunk, &store->max_chunks,
				   store->nr_chunks + 1, sizeof(*chunk));

	if (chunk)
		store->chunk = chunk;
	return chunk != NULL;
}

static bool grow_blocks(struct trace_store *store, u64 nr)
{
	u8 **block = grow(store->block, &store->max_blocks, nr, sizeof(*block));

	if (block)
		store->block = block;
	return block != NULL;
}

/* The oldest chunk's memory, with all its blocks forgotten. */
static u8 *recycle(struct trace_store *store)
{
	u8 *memory = store->chunk[0].memory;

	store->nr_chunks--;
	memmove(&store->chunk[0], &store->chunk[1],
		store->nr_chunks * sizeof(store->chunk[0]));
	store->first = store->chunk[0].first_block * BLOCK;
	store->lost = true;
	return memory;
}

/* CHUNK bytes at a multiple of CHUNK, cut out of twice as many. */
static u8 *map_chunk(void)
{
	u8 *memory = mmap(NULL, 2 * CHUNK, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	size_t before;

	if (memory == MAP_FAILED)
		return NULL;
	before = -(uintptr_t)memory % CHUNK;
	if (before)
		munmap(memory, before);
	munmap(memory + before + CHUNK, CHUNK - before);
	return memory + before;
}

/* Half of what recording costs is the kernel's, who hands out the pages one by
 * one.  A trace that has filled a chunk gets the next one as a huge page; one
 * that has not takes no more than it needs. */
static u8 *chunk_memory(struct trace_store *store)
{
	u8 *memory = NULL;

	if (store->nr_chunks < store->limit)
		memory = map_chunk();
	if (!memory)
		return store->nr_chunks > 1 ? recycle(store) : NULL;
	if (store->nr_chunks > 0)
		madvise(memory, CHUNK, MADV_HUGEPAGE);
	return memory;
}

static bool add_chunk(struct trace_store *store, u64 block)
{
	u8 *memory;

	if (!grow_chunks(store))
		return false;
	memory = chunk_memory(store);
	if (!memory)
		return false;
	store->chunk[store->nr_chunks++] = (struct chunk){ memory, block };
	store->end.at = memory;
	return true;
}

static bool block_fits(const struct trace_store *store)
{
	const struct chunk *last;

	if (!store->nr_chunks)
		return false;
	last = &store->chunk[store->nr_chunks - 1];
	return store->end.at + (size_t)BLOCK * MAX_PACKED <= last->memory + CHUNK;
}

/* Record number `recorded` is the first of its block. */
static bool begin_block(struct trace_store *store)
{
	u64 block = store->recorded / BLOCK;

	if (!grow_blocks(store, block + 1))
		return false;
	if (!block_fits(store) && !add_chunk(store, block))
		return false;
	store->block[block] = store->end.at;
	memset(&store->end.base, 0, sizeof(store->end.base));
	store->room = BLOCK;
	return true;
}

/* A record that is not kept: those before it cannot be numbered without it, and
 * the next one to be kept is the first of a block. */
static void lose(struct trace_store *store)
{
	drop_all(store);
	store->first = store->recorded + 1;
	store->lost = true;
}

/* No block is open: begin one, if records are kept and it is time. */
static void make_room(struct trace_store *store)
{
	if (!store->keep)
		store->first = store->recorded + 1;
	else if (store->recorded % BLOCK || !begin_block(store))
		lose(store);
}

static void append(struct trace_store *store, const struct trace_record *record)
{
	if (!store->room)
		make_room(store);
	if (store->room) {
		pack(&store->end, record);
		store->room--;
	}
	store->recorded++;
	store->visible = store->recorded;
	if (store->stream)
		store->stream(store->stream_ctx, record);
}

/* --- reading ---------------------------------------------------------------- */

/* Have the first @nr records of @block unpacked. */
static void read_block(const struct trace_store *store, u64 block, u32 nr)
{
	struct reader *reader = store->reader;

	if (reader->block != block) {
		reader->block = block;
		reader->nr = 0;
		reader->place.at = store->block[block];
		memset(&reader->place.base, 0, sizeof(reader->place.base));
	}
	for (; reader->nr < nr; reader->nr++) {
		struct trace_record *record = &reader->record[reader->nr];

		unpack(&reader->place, record);
		record->number = block * BLOCK + reader->nr;
	}
}

static const struct trace_record *stored(const struct trace_store *store, u64 n)
{
	u32 i = n % BLOCK;

	if (n < store->first || n >= store->recorded)
		return NULL;
	read_block(store, n / BLOCK, i + 1);
	return &store->reader->record[i];
}

static bool same(const struct trace_record *a, const struct trace_record *b)
{
	return !memcmp(a, b, offsetof(struct trace_record, arg)) &&
	       !memcmp(a->arg, b->arg, a->nr_args * sizeof(a->arg[0]));
}

/* A record with a number that we have: it must be the same again. */
static void compare(struct trace_store *store, const struct trace_record *record)
{
	const struct trace_record *old = stored(store, record->number);

	if (old && !same(old, record) && store->diverged == TRACE_STORE_NONE)
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

/* Write on after record number @n - 1; chunks that are no longer needed go. */
static void rewind_to(struct trace_store *store, u64 n)
{
	u64 block = n / BLOCK;

	if (n <= store->first) {
		drop_all(store);
		return;
	}
	store->reader->block = TRACE_STORE_NONE;
	read_block(store, block, n % BLOCK);
	store->end = store->reader->place;
	store->room = n % BLOCK ? BLOCK - n % BLOCK : 0;
	while (store->chunk[store->nr_chunks - 1].first_block > block)
		munmap(store->chunk[--store->nr_chunks].memory, CHUNK);
}

void trace_store_truncate(struct trace_store *store, u64 n)
{
	if (n >= store->recorded)
		return;
	rewind_to(store, n);
	store->recorded = n;
	if (store->visible > n)
		store->visible = n;
	if (store->first > n)
		store->first = n;
	if (store->diverged != TRACE_STORE_NONE && store->diverged >= n)
		store->diverged = TRACE_STORE_NONE;
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
