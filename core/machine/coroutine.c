/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stack slots and the switch between coroutines.
 *
 * The switch itself is a handful of instructions per architecture in
 * coroutine_<arch>.S; it saves the callee-saved registers on the stack that
 * is left.  Without such a file, or with -DCOROUTINE_UCONTEXT, ucontext does
 * the same a hundred times slower: the context lies on the stack that is left,
 * SAVED_BELOW bytes above the stack pointer that we note.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "machine/coroutine.h"

#include "machine/host.h"
#include "machine/machine.h"

#if !defined(__x86_64__) && !defined(__aarch64__)
#define COROUTINE_UCONTEXT 1
#endif

static notrace u8 *slot_bottom(const struct machine *m, s32 slot)
{
	return m->base + m->heap_max + (u64)slot * m->stack_size;
}

/* The first statement of every coroutine. */
static void coroutine_main(struct coroutine *co)
{
	void *bottom;
	u64 size;

	host_switch_end(&bottom, &size);
	if (hot.machine->host->stack_bottom == NULL) {
		hot.machine->host->stack_bottom = bottom;
		hot.machine->host->stack_size = size;
	}
	co->fn(co->arg);
	machine_panic("a coroutine returned");
}

#ifdef COROUTINE_UCONTEXT
#include <ucontext.h>

#define SAVED_BELOW 2048

static void ucontext_main(unsigned int high, unsigned int low)
{
	coroutine_main((struct coroutine *)(uintptr_t)
		       ((u64)high << 32 | low));
}

static void arch_switch(void **save, struct coroutine *to)
{
	ucontext_t own, fresh;

	*save = (void *)((uintptr_t)&own - SAVED_BELOW);
	if (!to->started) {
		to->started = true;
		getcontext(&fresh);
		fresh.uc_stack.ss_sp = slot_bottom(hot.machine, to->slot);
		fresh.uc_stack.ss_size = hot.machine->stack_size;
		fresh.uc_link = NULL;
		makecontext(&fresh, (void (*)(void))(void *)ucontext_main, 2,
			    (unsigned int)((u64)(uintptr_t)to >> 32),
			    (unsigned int)(u64)(uintptr_t)to);
		swapcontext(&own, &fresh);
		return;
	}
	swapcontext(&own, (ucontext_t *)((uintptr_t)to->sp + SAVED_BELOW));
}
#else
/* Push the callee-saved registers, note sp in *save, load @sp, pop, jump. */
void coroutine_swap(void **save, void *sp);
/* Where a fresh stack begins: calls coroutine_main(first saved register). */
void coroutine_begin(void);

#if defined(__x86_64__)
#define SAVED_WORDS 6		/* r15 r14 r13 r12 rbx rbp, then the address */
#define ENTRY_WORD 6
#define ARG_WORD 3		/* r12 */
#define MAIN_WORD 2		/* r13 */
#define FRESH_WORDS 8
#else
#define SAVED_WORDS 20		/* x19-x30, d8-d15 */
#define ENTRY_WORD 11		/* x30 */
#define ARG_WORD 0		/* x19 */
#define MAIN_WORD 1		/* x20 */
#define FRESH_WORDS 20
#endif

static notrace void prepare_stack(struct coroutine *co)
{
	u64 *top = (void *)(slot_bottom(hot.machine, co->slot) +
			    hot.machine->stack_size);
	u64 *sp = top - FRESH_WORDS - 2;
	u32 i;

	for (i = 0; i < FRESH_WORDS + 2; i++)
		sp[i] = 0;
	sp[ARG_WORD] = (u64)(uintptr_t)co;
	sp[MAIN_WORD] = (u64)(uintptr_t)coroutine_main;
	sp[ENTRY_WORD] = (u64)(uintptr_t)coroutine_begin;
	co->sp = sp;
}

static notrace void arch_switch(void **save, struct coroutine *to)
{
	if (!to->started) {
		to->started = true;
		prepare_stack(to);
	}
	coroutine_swap(save, to->sp);
}
#endif

int coroutine_init(struct coroutine *co, void (*fn)(void *), void *arg)
{
	struct machine *m = hot.machine;
	u64 page = host_page_size();
	s32 slot;

	for (slot = 0; slot < (s32)m->stack_slots; slot++)
		if (!m->slot[slot])
			break;
	if (slot == (s32)m->stack_slots) {
		m->host->exhausted = "stacks for tasks";
		return -12;	/* ENOMEM */
	}
	host_forget_poison(slot_bottom(m, slot), m->stack_size);
	host_guard(slot_bottom(m, slot), page);
	if ((u32)slot >= m->stack_high)
		m->stack_high = (u32)slot + 1;
	if (m->host->stack_high < m->stack_high)
		m->host->stack_high = m->stack_high;
	m->slot[slot] = co;
	co->slot = slot;
	co->fn = fn;
	co->arg = arg;
	co->frame = NULL;
	co->started = false;
	co->sp = slot_bottom(m, slot) + m->stack_size;
	return 0;
}

void coroutine_free(struct coroutine *co)
{
	hot.machine->slot[co->slot] = NULL;
	co->slot = -1;
	co->sp = NULL;
	co->frame = NULL;
}

/* Tell the sanitizer where we go. */
static notrace void switch_begin(const struct coroutine *to)
{
	struct machine *m = hot.machine;

	if (to->slot < 0)
		host_switch_begin(m->host->stack_bottom, m->host->stack_size);
	else
		host_switch_begin(slot_bottom(m, to->slot), m->stack_size);
}

void coroutine_switch(struct coroutine *from, struct coroutine *to)
{
	void *bottom;
	u64 size;

	from->frame = hot.frame;
	hot.frame = to->frame;
	switch_begin(to);
	arch_switch(&from->sp, to);
	host_switch_end(&bottom, &size);
}

void coroutine_abandon(struct coroutine *from, void *sp, struct coroutine *to)
{
	void *nowhere;

	from->frame = hot.frame;
	from->sp = sp;
	hot.frame = to->frame;
	switch_begin(to);
	arch_switch(&nowhere, to);
}
