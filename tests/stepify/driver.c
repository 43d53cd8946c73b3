/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs the torture files.  Results go to stdout; when built with STEPPED, each
 * step goes to stderr as "id file:line function text".
 */
#include "torture.h"

#include <stdio.h>

#ifdef STEPPED
#include "machine/step.h"

struct step_frame *step_top;

void step_log(u32 id)
{
	const struct step_stmt *s = &step_stmts[id];
	const char *p = step_files[s->file].text + s->text;
	u32 i;

	if (!step_top || step_top->func != s->func || step_top->at != id)
		fprintf(stderr, "wrong frame at ");
	fprintf(stderr, "%u %s:%u %s ", id, step_files[s->file].path,
		s->line, step_funcs[s->func].name);
	for (i = 0; i < s->len && p[i] != '\n'; i++)
		fputc(p[i], stderr);
	fputc('\n', stderr);
}
#endif

static int add_one(int x, void *data)
{
	return data ? -1 : x + 1;
}

#define SHOW(call) printf("%s = %d\n", #call, call)

int main(void)
{
	char name[] = "A", *names[] = { name };
	int values[4] = { 1 }, grid[2][2] = { { 1, 2 }, { 3, 4 } };
	int i;

	for (i = 0; i < 4; i++)
		SHOW(dangling_else(i & 1, i & 2));
	for (i = 0; i < 7; i++)
		SHOW(else_if_chain(i));
	for (i = 0; i < 4; i++)
		SHOW(switches(i));
	SHOW(labels(-1));
	SHOW(labels(6));
	SHOW(labels(2));
	SHOW(loops(5));
	SHOW(macros(0));
	SHOW(macros(0x15));
	SHOW(declarations(3));
	SHOW(expressions(0));
	SHOW(expressions(2));
	SHOW(forever(1));
	SHOW(while_true(1));
	SHOW(strings());
	SHOW(pointers(add_one, values, names, grid));
	SHOW(second(2));
	return 0;
}
