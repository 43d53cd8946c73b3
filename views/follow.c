/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Following the trace: see follow.h.
 */
#include "views/follow.h"

/* The records of a shorter past are a beginning of those that were read.  With
 * another past they are not, which a new branch tells, a new session, or the
 * last record. */
static u64 hash_record(const struct view *view, u64 number)
{
	const struct trace_record *record =
		view->trace.get(view->trace.ctx, number);

	return record ? memo_hash(record, sizeof(*record)) : 0;
}

static bool is_the_same(const struct follow *follow, const struct view *view)
{
	if (follow->branch != view->branch || follow->session != view->session)
		return false;
	return !follow->next || follow->next > view->trace.nr ||
	       hash_record(view, follow->next - 1) == follow->last;
}

/* The panes that follow share one key: what they see moves together. */
static void find_news(struct follow *follow, const struct view *view)
{
	const u64 at[] = { view->m->steps, view->m->now, view->m->nr_hw_events,
			   view->trace.nr };
	const u64 place = memo_hash(at, sizeof(at));

	if (!memo_changed(view->memo, memo_key("trace", 0), place))
		follow->new_from = view->trace.nr;
	else if (place != follow->place)
		follow->new_from = follow->nr;
	follow->place = place;
	follow->nr = view->trace.nr;
}

u64 follow_begin(struct follow *follow, const struct view *view)
{
	find_news(follow, view);
	if (!is_the_same(follow, view))
		follow->next = 0;
	if (follow->next > view->trace.nr)
		follow->next = view->trace.nr;
	if (follow->next < view->trace.first)
		follow->next = view->trace.first;
	follow->branch = view->branch;
	follow->session = view->session;
	return follow->next;
}

void follow_end(struct follow *follow, const struct view *view)
{
	follow->next = view->trace.nr;
	follow->last = follow->next ? hash_record(view, follow->next - 1) : 0;
}

bool follow_new(const struct follow *follow, u64 number)
{
	return number >= follow->new_from;
}
