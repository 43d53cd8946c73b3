/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words of the field: what `help wheel` or `help softirq` says.  The
 * topics are rows of topics.def; events of the trace have their rows in
 * linux/events.def, and those count too.
 */
#ifndef TOPICS_H
#define TOPICS_H

#include <stdio.h>

#include "machine/types.h"
#include "parse.h"

/* `help topics` lists them all. */
#define TOPICS_LIST "topics"

struct topic {
	const char *name;
	const char *text;		/* a few sentences, unwrapped */
	const char *see;		/* other topics, blank separated, or "" */
};

extern const struct topic topics[];
extern const u32 nr_topics;

/* The topic called @word, or the one that tells about that word; in small or
 * big letters; or NULL. */
const struct topic *topic_find(struct span word);

/* The event called @word (an index of trace_events), or -1. */
int topic_find_event(struct span word);

/* The manual's section of topics, in mdoc. */
void topics_write_manual(FILE *out);

#endif
