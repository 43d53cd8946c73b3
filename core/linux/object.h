/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Named objects: the timers, locks, tasks and results that commands create.
 *
 * The store gives every object a serial number, 1, 2, 3 ..., never used twice;
 * traces, results and displays name objects by serial.  The row stays when
 * the object's memory is freed, so that a freed timer still has a name.
 *
 *	chunk[0] -> | row 1 | row 2 | ... | row 170 |
 *	chunk[1] -> | row 171 | ...
 *
 *	bucket[hash(name)] -> newest row -> older row -> ...   (by serial)
 *
 * A timer costs its 48 bytes, a row of 24, its name and a few bytes of hash:
 * a million of them fit into 128 MiB.
 *
 * Differs from Linux: a kernel knows no names for its objects; debugobjects
 * comes closest.  kfree() here poisons memory but never hands it out again, so
 * that what a dangling pointer finds is always POISON_FREE.
 */
#ifndef LINUX_OBJECT_H
#define LINUX_OBJECT_H

#include "linux/syscall.h"
#include "machine/machine.h"
#include "machine/state.h"

enum object_kind {
	OBJECT_NONE,
	OBJECT_TIMER,
	OBJECT_LOCK,
	OBJECT_TASK,
	OBJECT_RESULT,
	OBJECT_HRTIMER,
	OBJECT_PROCESS,
	OBJECT_POSIX_TIMER,
	OBJECT_NR_KINDS,
};
extern const char *const object_kind_names[OBJECT_NR_KINDS];

struct object {
	u32 name;			/* string id */
	u32 serial;
	u32 hash_next;			/* serial of the next in its chain */
	u8 kind;			/* enum object_kind */
	bool freed;			/* kfree: the memory is poisoned */
	bool internal;			/* made by the kernel itself */
	u8 pad;
	void *memory;			/* struct ktimer, struct klock, ... */
};

#define OBJECT_CHUNK 170u		/* rows of one 4 KiB block */
#define OBJECT_MAX (1u << 24)		/* objects in a machine's life */

struct object_store {
	struct object **chunk;		/* grows by doubling */
	u32 nr_chunks, max_chunks;
	u32 nr;				/* serials handed out */
	u32 nr_buckets;			/* of the hash by name: a power of 2 */
	u32 *bucket;
};

/* A result: what `-> r` binds. */
struct result {
	u32 serial;
	u32 by;				/* who made the call: its object */
	bool returned;
	s64 rc;				/* return value */
	s64 err;			/* errno, 0 for success */
	u64 at;				/* ns: when the call returned */
	u64 at_jiffies;
	struct syscall_out out;		/* what a system call wrote */
};

/* -1 when memory is exhausted. */
int object_store_init(struct machine *m, struct object_store *store);

/* A new object; name 0 for an anonymous one.  Its serial, or 0 when memory is
 * exhausted.  The caller has checked that the name is free. */
u32 object_new(struct machine *m, enum object_kind kind, u32 name,
	       void *memory);

/* The same with its memory: a zeroed timer (to be set up by timer_setup()),
 * a free lock, an empty result.  Host or CPU context. */
u32 object_new_timer(struct machine *m, u32 name);
u32 object_new_hrtimer(struct machine *m, u32 name);
u32 object_new_lock(struct machine *m, u32 name);
u32 object_new_result(struct machine *m, u32 name);

/* By serial; NULL for 0 and for numbers never handed out. */
struct object *object_get(const struct machine *m, u32 serial);

/* The newest object called @name (string id), or NULL. */
struct object *object_find(const struct machine *m, u32 name);

/* Iterates by serial: the first for NULL, NULL at the end; OBJECT_NONE: every
 * kind. */
struct object *object_next(const struct machine *m, const struct object *prev,
			   enum object_kind kind);

/* Bytes of an object's memory; the table that describes it, NULL for none. */
u64 object_size(enum object_kind kind);
const struct state_type *object_state_type(enum object_kind kind);

/* kfree(): fill the object's memory with POISON_FREE and mark its row.  What
 * still points to it will meet the poison. */
void object_free(struct object *object);

/* NULL when rows, chains and counts agree, else what is broken. */
const char *object_store_check(const struct machine *m);

extern const struct state_type object_type;
extern const struct state_type result_type;

#endif
