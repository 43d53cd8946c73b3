/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What there is to say about signals: for the pane and for `show signals`.
 *
 * Host context, after state_use().
 */
#ifndef VIEWS_SIGNAL_FACTS_H
#define VIEWS_SIGNAL_FACTS_H

#include "views/process_facts.h"
#include "views/signal_path.h"

/* Rows about the signals of all processes, or of the one with serial @only, the
 * way of one on top: of @who, see signal_path_find(). */
void signal_facts(struct facts *facts, u32 only,
		  const struct signal_choice *who);

/* What choosing a row with this fact_row.choice means; 0: no choice. */
struct signal_choice signal_facts_choice(u64 number);

#endif
