/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The object store: rows by serial number, and a hash from names to the newest
 * object of that name.  Bookkeeping of the simulator, not of Linux: nothing
 * here is a step.
 */
#include "linux/object.h"

#include "linux/hrtimer.h"
#include "linux/kernel.h"
#include "linux/posix_timers.h"
#include "linux/process.h"
#include "linux/sched.h"
#include "linux/spinlock.h"
#include "linux/wheel.h"
#include "machine/strings.h"

#define FIRST_BUCKETS 64u
#define OBJECTS_PER_BUCKET 2u

const char *const object_kind_names[OBJECT_NR_KINDS] = {
	"none", "timer", "lock", "task", "result", "hrtimer",
	"process", "posix_timer",
};

static const struct state_field object_fields[] = {
	FIELD_STRING(struct object, name, "what commands call it"),
	FIELD(struct object, serial, NONE, "its number in traces"),
	FIELD_ENUM(struct object, kind, object_kind_names, "what it is"),
	FIELD(struct object, freed, NONE, "kfree() has poisoned its memory"),
	FIELD(struct object, internal, NONE, "made by the kernel itself"),
};
const struct state_type object_type =
	STATE_TYPE("object", struct object, object_fields,
		   "the row of a named object");

static notrace struct object_store *store_of(const struct machine *m)
{
	return &((struct kernel *)m->kernel)->objects;
}

notrace u64 object_size(enum object_kind kind)
{
	switch (kind) {
	case OBJECT_TIMER:
		return sizeof(struct ktimer);
	case OBJECT_HRTIMER:
		return sizeof(struct khrtimer);
	case OBJECT_LOCK:
		return sizeof(struct klock);
	case OBJECT_TASK:
		return sizeof(struct task);
	case OBJECT_RESULT:
		return sizeof(struct result);
	case OBJECT_PROCESS:
		return sizeof(struct process);
	case OBJECT_POSIX_TIMER:
		return sizeof(struct k_itimer);
	default:
		return 0;
	}
}

notrace const struct state_type *object_state_type(enum object_kind kind)
{
	switch (kind) {
	case OBJECT_TIMER:
		return &ktimer_type;
	case OBJECT_HRTIMER:
		return &khrtimer_type;
	case OBJECT_LOCK:
		return &klock_type;
	case OBJECT_TASK:
		return &task_type;
	case OBJECT_RESULT:
		return &result_type;
	case OBJECT_PROCESS:
		return &process_type;
	case OBJECT_POSIX_TIMER:
		return &k_itimer_type;
	default:
		return NULL;
	}
}

notrace int object_store_init(struct machine *m, struct object_store *store)
{
	*store = (struct object_store){ 0 };
	store->max_chunks = 16;
	store->chunk = machine_alloc(m, store->max_chunks *
					sizeof(*store->chunk));
	store->nr_buckets = FIRST_BUCKETS;
	store->bucket = machine_alloc(m, store->nr_buckets * sizeof(u32));
	return store->chunk && store->bucket ? 0 : -1;
}

static notrace struct object *row(const struct object_store *store, u32 serial)
{
	return &store->chunk[(serial - 1) / OBJECT_CHUNK]
			    [(serial - 1) % OBJECT_CHUNK];
}

static notrace u32 *chain(const struct object_store *store, u32 name)
{
	u32 hash = name * 2654435761u;

	return &store->bucket[(hash ^ hash >> 16) & (store->nr_buckets - 1)];
}

/* The newest comes first in its chain, so that a name means the newest. */
static notrace void enter(struct object_store *store, struct object *object)
{
	u32 *head = chain(store, object->name);

	object->hash_next = *head;
	*head = object->serial;
}

/* Twice the buckets; when memory is short, chains just grow longer. */
static notrace void grow_buckets(struct machine *m, struct object_store *store)
{
	u32 nr = store->nr_buckets * 2;
	u32 *bucket = machine_alloc(m, (u64)nr * sizeof(u32));
	u32 serial;

	if (!bucket)
		return;
	machine_release(m, store->bucket,
			(u64)store->nr_buckets * sizeof(u32));
	store->bucket = bucket;
	store->nr_buckets = nr;
	for (serial = 1; serial <= store->nr; serial++) {
		if (row(store, serial)->name)
			enter(store, row(store, serial));
	}
}

/* One more chunk of rows. */
static notrace bool add_chunk(struct machine *m, struct object_store *store)
{
	u64 bytes = store->max_chunks * sizeof(*store->chunk);
	struct object *rows;

	if (store->nr_chunks == store->max_chunks) {
		struct object **chunk = machine_alloc(m, bytes * 2);

		if (!chunk)
			return false;
		__builtin_memcpy(chunk, store->chunk, bytes);
		machine_release(m, store->chunk, bytes);
		store->chunk = chunk;
		store->max_chunks *= 2;
	}
	rows = machine_alloc(m, OBJECT_CHUNK * sizeof(*rows));
	if (!rows)
		return false;
	store->chunk[store->nr_chunks++] = rows;
	return true;
}

notrace u32 object_new(struct machine *m, enum object_kind kind, u32 name,
		       void *memory)
{
	struct object_store *store = store_of(m);
	struct object *object;

	if (store->nr >= OBJECT_MAX)
		return 0;
	if (store->nr == store->nr_chunks * OBJECT_CHUNK &&
	    !add_chunk(m, store))
		return 0;
	if (store->nr >= store->nr_buckets * OBJECTS_PER_BUCKET)
		grow_buckets(m, store);
	store->nr++;
	object = row(store, store->nr);
	object->serial = store->nr;
	object->name = name;
	object->kind = (u8)kind;
	object->memory = memory;
	if (name)
		enter(store, object);
	if (hot.cpu)
		machine_progress();
	return object->serial;
}

/* A row for @memory.  When there is none left, both are given back. */
static notrace u32 adopt(struct machine *m, enum object_kind kind, u32 name,
			 void *memory)
{
	u32 serial = object_new(m, kind, name, memory);

	if (!serial)
		machine_release(m, memory, object_size(kind));
	return serial;
}

notrace u32 object_new_timer(struct machine *m, u32 name)
{
	struct ktimer *timer = machine_alloc(m, sizeof(*timer));
	u32 serial;

	if (!timer)
		return 0;
	serial = adopt(m, OBJECT_TIMER, name, timer);
	if (serial)
		timer->timer.object = serial;
	return serial;
}

notrace u32 object_new_hrtimer(struct machine *m, u32 name)
{
	struct khrtimer *timer = machine_alloc(m, sizeof(*timer));

	if (!timer)
		return 0;
	timer->timer.object = object_new(m, OBJECT_HRTIMER, name, timer);
	return timer->timer.object;
}

notrace u32 object_new_lock(struct machine *m, u32 name)
{
	struct klock *lock = machine_alloc(m, sizeof(*lock));
	u32 serial;

	if (!lock)
		return 0;
	lock->lock.owner_cpu = -1;
	serial = adopt(m, OBJECT_LOCK, name, lock);
	if (serial) {
		lock->serial = serial;
		lock->lock.object = serial;
	}
	return serial;
}

notrace u32 object_new_result(struct machine *m, u32 name)
{
	struct result *result = machine_alloc(m, sizeof(*result));
	u32 serial;

	if (!result)
		return 0;
	serial = adopt(m, OBJECT_RESULT, name, result);
	if (serial)
		result->serial = serial;
	return serial;
}

notrace struct object *object_get(const struct machine *m, u32 serial)
{
	const struct object_store *store = store_of(m);

	if (!serial || serial > store->nr)
		return NULL;
	return row(store, serial);
}

notrace struct object *object_find(const struct machine *m, u32 name)
{
	const struct object_store *store = store_of(m);
	struct object *object;

	if (!name)
		return NULL;
	object = object_get(m, *chain(store, name));
	while (object && object->name != name)
		object = object_get(m, object->hash_next);
	return object;
}

notrace struct object *object_next(const struct machine *m,
				   const struct object *prev,
				   enum object_kind kind)
{
	u32 serial = prev ? prev->serial + 1 : 1;
	struct object *object = object_get(m, serial);

	while (object && kind != OBJECT_NONE && object->kind != kind)
		object = object_get(m, ++serial);
	return object;
}

notrace void object_free(struct object *object)
{
	if (object->memory)
		__builtin_memset(object->memory, POISON_FREE,
				 object_size(object->kind));
	object->freed = true;
}

/* Every named row is found through its chain, every number is its own. */
notrace const char *object_store_check(const struct machine *m)
{
	const struct object_store *store = store_of(m);
	u32 serial;

	if (store->nr > store->nr_chunks * OBJECT_CHUNK)
		return "object_store: more rows than chunks hold";
	for (serial = 1; serial <= store->nr; serial++) {
		const struct object *object = row(store, serial);

		if (object->serial != serial)
			return "object_store: a row has a wrong number";
		if (object->kind == OBJECT_NONE ||
		    object->kind >= OBJECT_NR_KINDS)
			return "object_store: a row has no kind";
		if (object->hash_next >= serial)
			return "object_store: a chain is not newest first";
		if (object->name && !object_find(m, object->name))
			return "object_store: a name is not found";
	}
	return NULL;
}
