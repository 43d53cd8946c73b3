/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What there is to say about signals: for the pane and for `show signals`.
 *
 * Host context, after state_use().
 */
#ifndef VIEWS_SIGNAL_FACTS_H
#define VIEWS_SIGNAL_FACTS_H

#include "views/process_facts.h"

/* Rows about the signals of all processes, or of the one with serial @only. */
void signal_facts(struct facts *facts, u32 only);

#endif
