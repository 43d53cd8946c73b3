/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pending signals: what is on a list, and who can take it.
 *
 * Host context, after state_use(): the lists of a program that misbehaves may
 * lead anywhere, so every entry is looked at before it is read.
 */
#ifndef VIEWS_SIGNAL_LISTS_H
#define VIEWS_SIGNAL_LISTS_H

#include "linux/process.h"

/* The thread that will take @sig of process @p, or of its thread @own alone:
 * who was woken, else who could; NULL: all block it. */
const struct thread *signal_taker(const struct process *p,
				  const struct thread *own, s32 sig);

/* Iterates over a list, oldest entry first: the first for NULL. */
const struct sigqueue *signal_next_entry(const struct sigpending *pending,
					 const struct sigqueue *prev);

/* The entry that is taken first for @sig; NULL: there is none. */
const struct sigqueue *signal_entry(const struct sigpending *pending, s32 sig);

#endif
