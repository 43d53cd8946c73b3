/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Locals: see locals.h.  The type as it was written decides how the bytes are
 * read.
 */
#include "locals.h"

#include <inttypes.h>
#include <string.h>

#include "linux/kernel.h"
#include "show.h"
#include "views/frame_local.h"

enum scalar { UNSIGNED, SIGNED, BOOLEAN };

static const struct {
	const char *type;
	u32 size;
	enum scalar scalar;
} scalars[] = {
	{ "u64", 8, UNSIGNED }, { "u32", 4, UNSIGNED }, { "u16", 2, UNSIGNED },
	{ "u8", 1, UNSIGNED }, { "s64", 8, SIGNED }, { "s32", 4, SIGNED },
	{ "int", 4, SIGNED }, { "unsigned int", 4, UNSIGNED },
	{ "bool", 1, BOOLEAN },
};

static const struct {
	const char *type;
	const struct state_type *table;
} pointers[] = {
	{ "struct timer_base *", &timer_base_type },
	{ "struct timer_list *", &timer_type },
	{ "struct rq *", &rq_type },
	{ "struct task *", &task_type },
	{ "raw_spinlock_t *", &spinlock_type },
};

static const char *skip_const(const char *type)
{
	return strncmp(type, "const ", 6) ? type : type + 6;
}

static void print_scalar(FILE *out, size_t row, const void *at)
{
	u64 value = 0;

	memcpy(&value, at, scalars[row].size);
	if (scalars[row].scalar == BOOLEAN)
		fputs(value ? "true" : "false", out);
	else if (scalars[row].scalar == SIGNED && scalars[row].size == 4)
		fprintf(out, "%" PRId32, (s32)value);
	else if (scalars[row].scalar == SIGNED)
		fprintf(out, "%" PRId64, (s64)value);
	else
		fprintf(out, "%" PRIu64, value);
	fputc('\n', out);
}

static void print_pointer(FILE *out, struct machine *m,
			  const struct step_local *local, const void *target,
			  bool brief)
{
	const char *type = skip_const(local->type);
	size_t i;

	if (!target) {
		fputs("NULL\n", out);
		return;
	}
	for (i = 0; i < ARRAY_SIZE(pointers); i++) {
		if (strcmp(type, pointers[i].type))
			continue;
		if (brief || !state_readable(target, pointers[i].table->size))
			break;
		show_state(out, m, pointers[i].table, target, 1);
		return;
	}
	for (i = 0; i < ARRAY_SIZE(scalars); i++) {
		size_t len = strlen(scalars[i].type);

		if (strncmp(type, scalars[i].type, len) ||
		    strcmp(type + len, " *"))
			continue;
		if (!state_readable(target, scalars[i].size))
			break;
		fputs("-> ", out);
		print_scalar(out, i, target);
		return;
	}
	fprintf(out, "(%s)\n", local->type);
}

static void print(FILE *out, struct machine *m, const struct step_frame *frame,
		  const struct step_local *local, bool brief)
{
	const void *at = frame->local[local->slot];
	const char *type = skip_const(local->type);
	const void *target;
	size_t i;

	fprintf(out, "%s = ", local->name);
	state_use(m);
	for (i = 0; i < ARRAY_SIZE(scalars); i++) {
		if (strcmp(type, scalars[i].type))
			continue;
		print_scalar(out, i, at);
		return;
	}
	if (!strchr(type, '*')) {
		fprintf(out, "(%s)\n", local->type);
		return;
	}
	memcpy(&target, at, sizeof(target));
	print_pointer(out, m, local, target, brief);
}

void local_print(FILE *out, struct machine *m, const struct step_frame *frame,
		 const struct step_local *local)
{
	print(out, m, frame, local, false);
}

bool locals_print(FILE *out, struct machine *m, const struct step_frame *frame)
{
	const struct step_func *func = frame_func(frame);
	bool any = false;
	u32 i;

	if (frame && frame->at && !frame->local)
		return false;
	for (i = 0; func && i < func->nr_locals; i++) {
		const struct step_local *local =
			&step_locals[func->first_local + i];

		if (!frame_local_alive(frame, local))
			continue;
		print(out, m, frame, local, true);
		any = true;
	}
	if (!any)
		fputs("No locals here yet.\n", out);
	return true;
}
