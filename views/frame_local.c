/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Locals of frames: see frame_local.h.
 */
#include "views/frame_local.h"

#include <string.h>

/* A declaration's own line does not count: it has not been executed yet. */
bool frame_local_alive(const struct step_frame *frame,
		       const struct step_local *local)
{
	const u32 line = step_stmts[frame->at].line;

	return line > local->line && line <= local->end_line;
}

const struct step_func *frame_func(const struct step_frame *frame)
{
	if (!frame || !frame->at || frame->func >= step_nr_funcs)
		return NULL;
	return &step_funcs[frame->func];
}

const struct step_local *frame_local_find(const struct step_frame *frame,
					  const char *name, size_t len)
{
	const struct step_func *func = frame_func(frame);
	const struct step_local *found = NULL;
	u32 i;

	for (i = 0; func && frame->local && i < func->nr_locals; i++) {
		const struct step_local *local =
			&step_locals[func->first_local + i];

		if (frame_local_alive(frame, local) &&
		    strlen(local->name) == len &&
		    !strncmp(local->name, name, len))
			found = local;	/* the innermost scope comes last */
	}
	return found;
}

bool frame_local(const struct step_frame *frame, const char *name, void *value,
		 size_t size)
{
	const struct step_local *local =
		frame_local_find(frame, name, strlen(name));

	if (!local)
		return false;
	memcpy(value, frame->local[local->slot], size);
	return true;
}

bool frame_past(const struct step_frame *frame, const char *text)
{
	const struct step_func *func = frame_func(frame);
	const size_t len = strlen(text);
	u32 i;

	for (i = 0; func && i < func->nr_stmts; i++) {
		const struct step_stmt *stmt =
			&step_stmts[func->first_stmt + i];

		if (stmt->len >= len &&
		    !strncmp(step_files[stmt->file].text + stmt->text, text,
			     len))
			return step_stmts[frame->at].line > stmt->line;
	}
	return false;
}
