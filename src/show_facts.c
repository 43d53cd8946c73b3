/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `show processes`, `show signals`: what the panes say, as text.
 */
#include "show.h"

#include "views/process_facts.h"
#include "views/signal_facts.h"
#include "views/signal_path.h"

#define WIDTH 80u

void show_processes(FILE *file, struct machine *m, u32 focus, u32 process)
{
	struct facts facts = { 0 };

	state_use(m);
	facts_begin(&facts, m, WIDTH, focus);
	process_facts(&facts, process);
	facts_print(&facts, file);
	facts_free(&facts);
}

void show_signals(FILE *file, struct machine *m, u32 focus, u32 process)
{
	struct facts facts = { 0 };
	char title[256];

	state_use(m);
	if (*signal_path_title(m, focus, process, NULL, title, sizeof(title)))
		fprintf(file, "%s\n", title);
	facts_begin(&facts, m, WIDTH, focus);
	signal_facts(&facts, process, NULL);
	facts_print(&facts, file);
	facts_free(&facts);
}
