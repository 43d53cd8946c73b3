/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the CPUs stand: before which lines of which texts.
 */
#ifndef VIEWS_STANDING_H
#define VIEWS_STANDING_H

#include "views/source_text.h"
#include "views/view.h"

struct standing {
	struct source_place place[MACHINE_MAX_CPUS];
	bool stands[MACHINE_MAX_CPUS];	/* false: nowhere */
};

void standing_find(struct standing *standing, const struct view *view);

bool standing_at(const struct standing *standing, u32 cpu,
		 const struct source_text *text, u32 line);

/* Columns that the numbers of the CPUs at a line may take. */
u32 standing_columns(u32 nr_cpus);

/* The CPUs before a line, the focused one first: "0", "013", "12,60"; "0+"
 * where there is no room for all; nothing on a machine of one.  @buf has 8
 * bytes.  Returns how many there are. */
u32 standing_list(const struct standing *standing, const struct view *view,
		  const struct source_text *text, u32 line, char *buf);

#endif
