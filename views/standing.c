/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the CPUs stand: see standing.h.
 */
#include "views/standing.h"

#include "linux/state.h"

void standing_find(struct standing *standing, const struct view *view)
{
	const struct machine *m = view->m;
	u32 i;

	for (i = 0; i < m->nr_cpus; i++)
		standing->stands[i] =
			source_place_of(m, stack_of_cpu(&m->cpu[i]),
					&standing->place[i]);
}

bool standing_at(const struct standing *standing, u32 cpu,
		 const struct source_text *text, u32 line)
{
	const struct source_place *place = &standing->place[cpu];

	return standing->stands[cpu] && place->kind == text->kind &&
	       place->id == text->id && place->line == line;
}

u32 standing_columns(u32 nr_cpus)
{
	if (nr_cpus == 1)
		return 0;
	return nr_cpus <= 4 ? nr_cpus : nr_cpus <= 10 ? 4 : 5;
}

u32 standing_list(const struct standing *standing, const struct view *view,
		  const struct source_text *text, u32 line, char *buf)
{
	const u32 nr = view->m->nr_cpus, room = standing_columns(nr);
	char all[4 * MACHINE_MAX_CPUS] = "";
	u32 i, at = 0, fits = 0, found = 0;

	for (i = 0; i < nr; i++) {
		const u32 cpu = (view->focus + i) % nr;

		if (!standing_at(standing, cpu, text, line))
			continue;
		at += (u32)sprintf(all + at, "%s%u",
				   found++ && nr > 10 ? "," : "", cpu);
		if (at < room)
			fits = at;
	}
	if (at <= room || !room)
		sprintf(buf, "%.*s", (int)room, all);
	else
		sprintf(buf, "%.*s+", (int)fits, all);
	return found;
}
