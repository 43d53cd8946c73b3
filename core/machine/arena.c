/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The arena: one mapping that holds everything simulated.
 *
 *	0             heap_used          heap_max
 *	| struct machine | objects ... | untouched | slot 0 | slot 1 | ...
 *
 * The heap is a bump allocator with free lists by size: 16, 32 ... 512 bytes,
 * then powers of two up to 64 KiB; larger blocks are not reused.  Which address
 * an object gets depends only on the order of calls, never on the host.
 */
#include "machine/host.h"
#include "machine/machine.h"
#include "machine/strings.h"

#define HEAP_DEFAULT (1ull << 30)
#define STACK_SLOTS 4096u
#ifdef HAVE_ASAN
#define STACK_SIZE (256u * 1024)
#else
#define STACK_SIZE (64u * 1024)
#endif

#define SMALL_CLASSES 32	/* 16-byte steps up to 512 */
#define CLASSES 39		/* then 1 KiB ... 64 KiB */

/* The free list for @bytes, and the bytes it hands out; -1: too large. */
static int size_class(u64 bytes, u64 *rounded)
{
	int class;

	if (bytes <= 512) {
		*rounded = bytes ? (bytes + 15) / 16 * 16 : 16;
		return (int)(*rounded / 16) - 1;
	}
	for (class = SMALL_CLASSES; class < CLASSES; class++) {
		*rounded = 1024ull << (class - SMALL_CLASSES);
		if (bytes <= *rounded)
			return class;
	}
	*rounded = (bytes + 15) / 16 * 16;
	return -1;
}

static void fill(void *memory, u8 byte, u64 bytes)
{
	__builtin_memset(memory, byte, bytes);
}

void *machine_alloc(struct machine *m, u64 bytes)
{
	u64 rounded;
	int class = size_class(bytes, &rounded);
	void *memory;

	if (class >= 0 && m->free_list[class]) {
		memory = m->free_list[class];
		m->free_list[class] = *(void **)memory;
	} else {
		if (rounded > m->heap_max - m->heap_used) {
			m->host->exhausted = "simulated memory";
			return NULL;
		}
		memory = m->base + m->heap_used;
		m->heap_used += rounded;
	}
	m->heap_live += rounded;
	fill(memory, 0, rounded);
	return memory;
}

/* The first word of a freed block links the free list; the rest is poison.
 * A block that is too large for a class stays poisoned for good. */
void machine_release(struct machine *m, void *memory, u64 bytes)
{
	u64 rounded;
	int class = size_class(bytes, &rounded);

	fill(memory, POISON_FREE, rounded);
	m->heap_live -= rounded;
	if (class < 0)
		return;
	*(void **)memory = m->free_list[class];
	m->free_list[class] = memory;
}

static void init_cpus(struct machine *m)
{
	u32 i;

	for (i = 0; i < MACHINE_MAX_CPUS; i++) {
		m->cpu[i].id = i;
		m->cpu[i].state = CPU_OFF;
		m->cpu[i].boot_co.slot = -1;
		m->cpu[i].wait_cpu = -1;
	}
}

static u64 round_to_page(u64 bytes)
{
	u64 page = host_page_size();

	return (bytes + page - 1) / page * page;
}

struct machine *machine_new(u32 nr_cpus, u64 heap_max)
{
	u64 heap = round_to_page(heap_max ? heap_max : HEAP_DEFAULT);
	u64 size = heap + (u64)STACK_SLOTS * STACK_SIZE;
	u64 host_size = round_to_page(sizeof(struct machine_host));
	struct machine *m;

	if (nr_cpus < 1 || nr_cpus > MACHINE_MAX_CPUS)
		return NULL;
	m = host_map(size);
	if (!m)
		return NULL;
	m->host = host_map(host_size);
	if (!m->host) {
		host_unmap(m, size);
		return NULL;
	}
	m->base = (u8 *)m;
	m->size = size;
	m->heap_used = (sizeof(*m) + 63) / 64 * 64;
	m->heap_max = heap;
	m->stack_size = STACK_SIZE;
	m->stack_slots = STACK_SLOTS;
	m->nr_cpus = nr_cpus;
	m->forced_cpu = -1;
	m->stop_cpu = -1;
	m->last_cpu = -1;
	m->host->controller.slot = -1;
	m->host->controller.started = true;
	m->host->event_limit = UINT64_MAX;
	m->host->livelock_steps = 10000000;
	init_cpus(m);
	m->slot = machine_alloc(m, STACK_SLOTS * sizeof(*m->slot));
	if (!m->slot || strings_init(m)) {
		machine_free(m);
		return NULL;
	}
	host_catch_faults();
	return m;
}

void machine_free(struct machine *m)
{
	u64 stacks = (u64)m->host->stack_high * m->stack_size;

	if (hot.machine == m)
		hot = (struct hot){ 0 };
	host_forget_poison(m->base + m->heap_max, stacks);
	host_unmap(m->host, round_to_page(sizeof(struct machine_host)));
	host_unmap(m, m->size);
}
