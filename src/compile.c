/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The compiler of bodies and kernel calls.
 *
 * Two passes.  The first (compile_stmt.c) reads statements and checks them
 * against the rows of call_table; what it finds lies in host memory
 * (compile_plan.h).  The second (compile_emit.c) moves it all into the machine's
 * arena; nothing but a full memory can go wrong there.
 */
#include "compile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compile_emit.h"
#include "compile_object.h"
#include "compile_stmt.h"

static bool compile(const struct compile_options *options, const struct stmt *stmt, bool one,
		    const char *name, struct compiled *out, struct script_error *error)
{
	struct compiler c = {
		.options = options, .m = options->ctx->m, .error = error,
		.script = stmt ? stmt->script : NULL, .typed = one,
	};
	const struct stmt *result_of = options->result_of;
	struct plan_arg bound = { 0 };
	struct plan_body main = {
		.context = options->callback ? CALL_IN_CALLBACK : CALL_IN_TASK,
	};
	bool ok;
	u32 i;

	memset(error, 0, sizeof(*error));
	*out = (struct compiled){ 0 };
	state_use(c.m);
	snprintf(main.name, sizeof(main.name), "%.*s", NAME_MAX_LEN, name);
	if (!c.script && result_of)
		c.script = result_of->script;
	ok = one ? compile_one(&c, &main, stmt) : compile_list(&c, &main, stmt);
	ok = ok && (!result_of || result_arg(&c, result_of, &bound));
	ok = ok && plan_emit(&c, &main, out);
	if (!one || !stmt->result)
		out->result = 0;
	if (ok && result_of)
		ok = plan_emit_result(&c, &bound, out);
	plan_free_body(&main);
	for (i = 0; i < c.nr_bodies; i++)
		plan_free_body(&c.bodies[i]);
	free(c.bodies);
	free(c.planned);
	free(c.announced);
	return ok;
}

bool compile_statement(const struct compile_options *options, const struct stmt *stmt,
		       struct compiled *out, struct script_error *error)
{
	struct span word = stmt_word(stmt);
	char name[NAME_MAX_LEN + 1];

	snprintf(name, sizeof(name), "%.*s", span_shown(word), word.text);
	return compile(options, stmt, true, name, out, error);
}

bool compile_body(const struct compile_options *options, const struct stmt *first,
		  const char *name, struct compiled *out, struct script_error *error)
{
	return compile(options, first, false, name, out, error);
}
