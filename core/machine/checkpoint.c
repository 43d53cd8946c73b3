/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Checkpoints by pages: see checkpoint.h.
 *
 * The page list is sorted by page number, so that sharing with the previous
 * checkpoint is one merge.  What lies below a stack pointer on its page is
 * copied along; it is dead, and nothing ever compares it.
 */
#include "machine/checkpoint.h"

#define PAGE 4096u

struct page {
	u32 refs;
	u8 data[PAGE];
};

struct checkpoint {
	u64 steps, hw_events, now, events;
	u32 nr_pages;
	u32 own_pages;
	u32 *number;			/* page numbers, ascending */
	struct page **page;
};

/* --- which pages -------------------------------------------------------- */

static u32 page_of(const struct machine *m, const void *address)
{
	return (u32)((u64)((const u8 *)address - m->base) / PAGE);
}

/* Live pages of the stack in @slot: from *first up to, not including, *end. */
static bool stack_pages(const struct machine *m, u32 slot, u32 *first, u32 *end)
{
	const struct coroutine *co = m->slot[slot];

	if (!co || !co->started)
		return false;
	*first = page_of(m, co->sp);
	*end = (u32)((m->heap_max + (u64)(slot + 1) * m->stack_size) / PAGE);
	return *first < *end;
}

static u32 heap_pages(const struct machine *m)
{
	return (u32)((m->heap_used + PAGE - 1) / PAGE);
}

static u32 count_pages(const struct machine *m)
{
	u32 n = heap_pages(m);
	u32 slot, first, end;

	for (slot = 0; slot < m->stack_high; slot++)
		if (stack_pages(m, slot, &first, &end))
			n += end - first;
	return n;
}

static void list_pages(const struct machine *m, u32 *number)
{
	u32 n = heap_pages(m);
	u32 slot, first, end, i;

	for (i = 0; i < n; i++)
		*number++ = i;
	for (slot = 0; slot < m->stack_high; slot++) {
		if (!stack_pages(m, slot, &first, &end))
			continue;
		for (i = first; i < end; i++)
			*number++ = i;
	}
}

/* --- taking ------------------------------------------------------------- */

static struct page *copy_page(struct machine *m, u32 number)
{
	struct page *page = m->host->alloc(sizeof(*page));

	if (!page)
		return NULL;
	page->refs = 1;
	__builtin_memcpy(page->data, m->base + (u64)number * PAGE, PAGE);
	return page;
}

static bool same_page(const struct machine *m, const struct page *page,
		      u32 number)
{
	return !__builtin_memcmp(page->data, m->base + (u64)number * PAGE,
				 PAGE);
}

/* The previous checkpoint's page @number, searching on from *at. */
static struct page *page_before(const struct checkpoint *previous, u32 number,
				u32 *at)
{
	if (!previous)
		return NULL;
	while (*at < previous->nr_pages && previous->number[*at] < number)
		(*at)++;
	if (*at == previous->nr_pages || previous->number[*at] != number)
		return NULL;
	return previous->page[*at];
}

static bool fill_pages(struct machine *m, struct checkpoint *checkpoint,
		       const struct checkpoint *previous)
{
	u32 at = 0;
	u32 i;

	for (i = 0; i < checkpoint->nr_pages; i++) {
		u32 number = checkpoint->number[i];
		struct page *page = page_before(previous, number, &at);

		if (page && same_page(m, page, number)) {
			page->refs++;
		} else {
			page = copy_page(m, number);
			checkpoint->own_pages++;
		}
		checkpoint->page[i] = page;
		if (!page)
			return false;
	}
	return true;
}

static struct checkpoint *checkpoint_alloc(struct machine *m, u32 nr_pages)
{
	struct checkpoint *checkpoint = m->host->alloc(sizeof(*checkpoint));

	if (!checkpoint)
		return NULL;
	*checkpoint = (struct checkpoint){
		.steps = m->steps,
		.hw_events = m->nr_hw_events,
		.now = m->now,
		.events = m->nr_events,
		.nr_pages = nr_pages,
	};
	checkpoint->number = m->host->alloc(nr_pages * sizeof(u32));
	checkpoint->page = m->host->alloc(nr_pages * sizeof(struct page *));
	if (checkpoint->number && checkpoint->page) {
		__builtin_memset(checkpoint->page, 0,
				 nr_pages * sizeof(struct page *));
		return checkpoint;
	}
	checkpoint->nr_pages = 0;
	checkpoint_drop(m, checkpoint);
	return NULL;
}

struct checkpoint *checkpoint_take(struct machine *m,
				   struct checkpoint *previous)
{
	struct checkpoint *checkpoint = checkpoint_alloc(m, count_pages(m));

	if (!checkpoint)
		return NULL;
	list_pages(m, checkpoint->number);
	if (fill_pages(m, checkpoint, previous))
		return checkpoint;
	checkpoint_drop(m, checkpoint);
	return NULL;
}

/* --- restoring and dropping --------------------------------------------- */

void checkpoint_restore(struct machine *m, const struct checkpoint *checkpoint)
{
	u32 i;

	for (i = 0; i < checkpoint->nr_pages; i++)
		__builtin_memcpy(m->base + (u64)checkpoint->number[i] * PAGE,
				 checkpoint->page[i]->data, PAGE);
}

void checkpoint_drop(struct machine *m, struct checkpoint *checkpoint)
{
	u32 i;

	for (i = 0; i < checkpoint->nr_pages; i++) {
		struct page *page = checkpoint->page[i];

		if (page && --page->refs == 0)
			m->host->release(page);
	}
	if (checkpoint->number)
		m->host->release(checkpoint->number);
	if (checkpoint->page)
		m->host->release(checkpoint->page);
	m->host->release(checkpoint);
}

u64 checkpoint_steps(const struct checkpoint *checkpoint)
{
	return checkpoint->steps;
}

u64 checkpoint_hw_events(const struct checkpoint *checkpoint)
{
	return checkpoint->hw_events;
}

u64 checkpoint_now(const struct checkpoint *checkpoint)
{
	return checkpoint->now;
}

u64 checkpoint_events(const struct checkpoint *checkpoint)
{
	return checkpoint->events;
}

u64 checkpoint_bytes(const struct checkpoint *checkpoint)
{
	return (u64)checkpoint->own_pages * sizeof(struct page);
}
