/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Checkpoints in an array, sorted by position: see history.h.
 */
#include "history.h"

#include <stdlib.h>
#include <string.h>

#define MAX_KEPT 64
#define MAX_BYTES (256ull << 20)

/* Statements between two checkpoints: so many that re-executing them takes
 * twenty times as long as copying the machine (110 us a MiB, 3 ns a statement
 * where this was measured). */
#define INTERVAL 20000
#define INTERVAL_PER_MIB 700000

struct kept {
	struct position at;
	struct checkpoint *checkpoint;
};

struct history {
	struct machine *machine;
	u32 nr;
	struct kept kept[MAX_KEPT + 1];
	u64 declined;			/* step of one that was not worth keeping */
};

static void *host_alloc(u64 bytes)
{
	return malloc(bytes ? bytes : 1);
}

struct history *history_new(struct machine *machine)
{
	struct history *history = calloc(1, sizeof(*history));

	if (!history)
		return NULL;
	history->machine = machine;
	machine->host->alloc = host_alloc;
	machine->host->release = free;
	return history;
}

void history_free(struct history *history)
{
	u32 i;

	if (!history)
		return;
	for (i = 0; i < history->nr; i++)
		checkpoint_drop(history->machine, history->kept[i].checkpoint);
	free(history);
}

static void drop(struct history *history, u32 i)
{
	checkpoint_drop(history->machine, history->kept[i].checkpoint);
	history->nr--;
	memmove(&history->kept[i], &history->kept[i + 1],
		(history->nr - i) * sizeof(history->kept[0]));
}

static u64 total_bytes(const struct history *history)
{
	u64 bytes = 0;
	u32 i;

	for (i = 0; i < history->nr; i++)
		bytes += checkpoint_bytes(history->kept[i].checkpoint);
	return bytes;
}

/* The one that will be missed least: smallest gap / age.  The first and the
 * last always stay. */
static u32 least_missed(const struct history *history)
{
	u64 newest = history->kept[history->nr - 1].at.steps;
	double best = 0;
	u32 best_i = 1;
	u32 i;

	for (i = 1; i + 1 < history->nr; i++) {
		double gap = (double)(history->kept[i + 1].at.steps -
				      history->kept[i - 1].at.steps);
		double age = (double)(newest - history->kept[i].at.steps) + 1;

		if (i == 1 || gap / age < best) {
			best = gap / age;
			best_i = i;
		}
	}
	return best_i;
}

static void thin(struct history *history)
{
	while (history->nr > 2 && (history->nr > MAX_KEPT ||
				   total_bytes(history) > MAX_BYTES))
		drop(history, least_missed(history));
}

/* Index of the first one after @at; earlier ones are at or before it. */
static u32 after(const struct history *history, const struct position *at)
{
	u32 i = history->nr;

	while (i > 0 && position_compare(&history->kept[i - 1].at, at) > 0)
		i--;
	return i;
}

static bool is_missing(const struct history *history, const struct position *at)
{
	u32 i = after(history, at);

	return i == 0 || position_compare(&history->kept[i - 1].at, at) != 0;
}

void history_take(struct history *history, const struct position *at)
{
	u32 i = after(history, at);
	struct checkpoint *previous = NULL;
	struct checkpoint *checkpoint;

	if (i > 0) {
		if (!position_compare(&history->kept[i - 1].at, at))
			return;
		previous = history->kept[i - 1].checkpoint;
	}
	checkpoint = checkpoint_take(history->machine, previous);
	if (!checkpoint)
		return;
	memmove(&history->kept[i + 1], &history->kept[i],
		(history->nr - i) * sizeof(history->kept[0]));
	history->kept[i] = (struct kept){ *at, checkpoint };
	history->nr++;
	thin(history);
	/* In the past, it may have been the least missed itself: let an interval
	 * pass before the next attempt. */
	if (is_missing(history, at))
		history->declined = at->steps;
}

u64 history_next(const struct history *history, const struct position *at)
{
	u32 i = after(history, at);
	u64 interval = INTERVAL + history->machine->heap_used *
				  INTERVAL_PER_MIB / (1024 * 1024);
	u64 last, since;

	if (i == 0)
		return 0;
	last = history->kept[i - 1].at.steps;
	if (history->declined > last && history->declined <= at->steps)
		last = history->declined;
	since = at->steps - last;
	return since >= interval ? 0 : interval - since;
}

void history_maybe_take(struct history *history, const struct position *at)
{
	if (!history_next(history, at))
		history_take(history, at);
}

bool history_restore(struct history *history, const struct position *to,
		     bool before, struct position *at)
{
	u32 i = after(history, to);

	while (before && i > 0 &&
	       !position_compare(&history->kept[i - 1].at, to))
		i--;
	if (i == 0)
		return false;
	checkpoint_restore(history->machine, history->kept[i - 1].checkpoint);
	*at = history->kept[i - 1].at;
	return true;
}

bool history_restore_before(struct history *history,
			    bool (*lies_before)(const struct position *,
						const struct machine_limits *),
			    const struct machine_limits *limits,
			    struct position *at)
{
	u32 i = history->nr;

	while (i > 0 && !lies_before(&history->kept[i - 1].at, limits))
		i--;
	if (i == 0)
		return false;
	checkpoint_restore(history->machine, history->kept[i - 1].checkpoint);
	*at = history->kept[i - 1].at;
	return true;
}

void history_cut(struct history *history, const struct position *at)
{
	u32 keep = after(history, at);

	while (history->nr > keep)
		drop(history, history->nr - 1);
}
