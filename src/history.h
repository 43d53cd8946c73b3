/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The checkpoints of a session: which to take, which to keep.
 *
 * Old times are kept thin, recent ones dense: when there are too many, the one
 * whose neighbours are closest, measured by its age, goes first.
 */
#ifndef HISTORY_H
#define HISTORY_H

#include "machine/checkpoint.h"
#include "machine/machine.h"
#include "position.h"

struct history;

struct history *history_new(struct machine *machine);
void history_free(struct history *history);

/* Take a checkpoint of the machine, which stands at @at.  Does nothing when
 * there is one already, or no memory. */
void history_take(struct history *history, const struct position *at);

/* Take one if the last is far enough behind. */
void history_maybe_take(struct history *history, const struct position *at);

/* Statements until the next one should be taken. */
u64 history_next(const struct history *history, const struct position *at);

/* Restore the latest checkpoint at or before @to (strictly before it when
 * @before); *at receives its position.  False: there is none. */
bool history_restore(struct history *history, const struct position *to,
		     bool before, struct position *at);

/* Restore the latest checkpoint from which @limits can be reached. */
bool history_restore_before(struct history *history,
			    bool (*lies_before)(const struct position *,
						const struct machine_limits *),
			    const struct machine_limits *limits,
			    struct position *at);

/* Forget the checkpoints after @at: another future begins there. */
void history_cut(struct history *history, const struct position *at);

#endif
