/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Machines for lessons: made to stand where a step begins, and asked.
 *
 * A step with `start:` begins on a new machine.  One without begins where the
 * author's solution of the step before ends: so its machine is made by the
 * last start and all solutions since.
 */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "lesson_state.h"

#define SCRATCH_STEPS 50000000u
#define SCRATCH_TIME (100000000ull * 1000000000ull)	/* ns */
#define SCRATCH_MEMORY (1ull << 30)

/* --- executing ----------------------------------------------------------- */

static FILE *nowhere(void)
{
	return fopen("/dev/null", "w");
}

int lesson_execute(struct front *front, const char *path, const char *code,
		   bool quiet)
{
	FILE *out = front->options.out;
	FILE *null = quiet ? nowhere() : NULL;
	int result;

	if (null)
		front->options.out = null;
	result = front_execute(front, code, strlen(code), path);
	front->options.out = out;
	if (null)
		fclose(null);
	return result;
}

/* The last step up to @nr that has a start; the first step has one. */
static u32 step_with_start(const struct lesson *lesson, u32 nr)
{
	while (nr > 0 && !lesson_step(lesson, nr)->start.head)
		nr--;
	return nr;
}

static int execute_text(struct front *front, const struct lesson *lesson,
			u32 nr, u64 seed, bool start)
{
	const struct lesson_step *step = lesson_step(lesson, nr);
	struct pool pool = { 0 };
	const char *code = lesson_code(&pool, lesson_variant(step, seed),
				       start ? &step->start : &step->solution);
	int result = lesson_execute(front, lesson->path, code, true);

	pool_clear(&pool);
	return result;
}

int lesson_prepare(struct front *front, const struct lesson *lesson, u32 nr,
		   u64 seed)
{
	struct session_config config = front_default_config();
	u32 i = step_with_start(lesson, nr);
	const char *error = "";
	int result;

	config.history = front->config.history;
	if (front_restart(front, &config, &error))
		return front_error(front, NULL, "%s", error);
	result = execute_text(front, lesson, i, seed, true);
	for (; i < nr && !result; i++)
		result = execute_text(front, lesson, i, seed, false);
	front->log_seen = front_machine(front)->nr_events;
	front->changed = false;
	return result;
}

struct front *lesson_scratch(FILE *err)
{
	const struct session_config config = front_default_config();
	const struct front_options options = {
		.limits = {
			.steps = SCRATCH_STEPS, .time = SCRATCH_TIME,
			.memory = SCRATCH_MEMORY,
		},
		.out = nowhere(),
		.err = err,
	};
	const char *error = "";

	return options.out ? front_new(&options, &config, &error) : NULL;
}

int lesson_try(const struct front *front, const struct lesson *lesson, u32 nr,
	       u64 seed)
{
	struct machine *present = hot.machine;
	struct front *scratch = lesson_scratch(front->options.err);
	FILE *out;
	int result;

	if (!scratch)
		return -1;
	out = scratch->options.out;
	result = lesson_prepare(scratch, lesson, nr, seed);
	front_free(scratch);
	fclose(out);
	state_use(present);
	return result;
}

/* --- asking -------------------------------------------------------------- */

static bool is_newline(const struct script *script, u32 i)
{
	return script_token(script, i)->kind == TOKEN_NEWLINE;
}

/* The tokens of the one expression that a text holds. */
static bool find_expression(const struct script *script, u32 *first, u32 *end,
			    struct script_error *error)
{
	u32 i;

	*first = 0;
	*end = script_nr_tokens(script) - 1;
	while (*first < *end && is_newline(script, *first))
		++*first;
	while (*end > *first && is_newline(script, *end - 1))
		--*end;
	for (i = *first; i < *end; i++)
		if (is_newline(script, i))
			return script_fail(error, script_token(script, i),
					   "a line goes on after a backslash, "
					   "or inside ( )",
					   "the expression ends here, and "
					   "something follows");
	if (*first < *end)
		return true;
	return script_fail(error, script_token(script, *first), NULL,
			   "an expression is missing");
}

struct expr *lesson_parse(struct front *front, const char *code,
			  struct script_error *error)
{
	struct script *script = script_lex(code, strlen(code), error);
	struct expr *expr = NULL;
	u32 first, end;

	if (script && find_expression(script, &first, &end, error))
		expr = expr_parse(script, first, end, &front->expr_ctx, true,
				  error);
	script_free(script);
	return expr;
}

bool lesson_true(struct front *front, const char *code, bool *value,
		 struct script_error *error)
{
	struct expr *expr = lesson_parse(front, code, error);
	bool ok = expr && expr_eval_bool(expr, &front->expr_ctx, value, error);

	expr_free(expr);
	return ok;
}

bool lesson_value(struct front *front, const char *code,
		  struct lesson_result *result, struct script_error *error)
{
	struct expr *expr = lesson_parse(front, code, error);
	struct expr_value value = { 0 };
	bool ok = expr && expr_eval(expr, &front->expr_ctx, &value, error);

	if (ok) {
		expr_value_format(&front->expr_ctx, &value, result->value,
				  sizeof(result->value));
		result->number = value.kind == EXPR_NUMBER;
		result->unit = value.unit;
		result->amount = value.number;
	}
	expr_free(expr);
	return ok;
}

/* --- is it all well-formed? ---------------------------------------------- */

struct validation {
	struct front *front;
	struct script_error *error;
	struct pool pool;
	const struct lesson_variant *variant;
};

/* Source lines move with each edit of core/. */
static bool check_no_lines(const struct lesson_text *text,
			   struct script_error *error)
{
	const char *at = strstr(text->body, ".c:");
	u32 line = text->body_line;
	const char *c;

	if (strstr(text->head, ".c:"))
		return lesson_fail(error, text->line, text->column, "`info "
				   "marks` lists the marks", "name a mark or a "
				   "function, not a line of source");
	if (!at || at[3] < '0' || at[3] > '9')
		return true;
	for (c = text->body; c < at; c++)
		line += *c == '\n';
	return lesson_fail(error, line, 1, "`info marks` lists the marks",
			   "name a mark or a function, not a line of source");
}

static bool check_code(struct validation *v, const struct lesson_text *text)
{
	struct script *script;
	const char *code;
	bool ok;

	if (!text->head)
		return true;
	code = lesson_code(&v->pool, v->variant, text);
	script = script_parse(code, strlen(code), v->error);
	ok = script && front_check(script, v->error) &&
	     check_no_lines(text, v->error);
	script_free(script);
	return ok;
}

static bool check_condition(struct validation *v,
			    const struct lesson_text *text)
{
	struct expr *expr = lesson_parse(v->front,
					 lesson_condition(&v->pool, v->variant,
							  text), v->error);

	expr_free(expr);
	return expr;
}

static bool check_value(struct validation *v, const struct lesson_text *text)
{
	struct expr *expr;

	if (!text->head)
		return true;
	expr = lesson_parse(v->front, lesson_code(&v->pool, v->variant, text),
			    v->error);
	expr_free(expr);
	return expr;
}

static bool check_ask(struct validation *v, const struct lesson_ask *ask)
{
	const struct lesson_choice *choice;

	if (!check_code(v, &ask->run) || !check_value(v, &ask->value))
		return false;
	for (choice = ask->choices; choice; choice = choice->next)
		if (!check_condition(v, &choice->text))
			return false;
	return true;
}

static bool check_step(struct validation *v, const struct lesson_step *step)
{
	const struct lesson_goal *goal;
	const struct lesson_ask *ask;

	if (!check_code(v, &step->start) || !check_code(v, &step->solution))
		return false;
	for (goal = step->goals; goal; goal = goal->next)
		if (!check_condition(v, &goal->text))
			return false;
	for (ask = step->asks; ask; ask = ask->next)
		if (!check_ask(v, ask))
			return false;
	return true;
}

static bool check_steps(struct validation *v, const struct lesson *lesson)
{
	const struct lesson_step *step;
	bool ok = true;
	u32 i;

	for (step = lesson->steps; step && ok; step = step->next)
		for (i = 0; i < (step->nr_variants ? step->nr_variants : 1) &&
		     ok; i++) {
			v->variant = lesson_variant(step, i);
			ok = check_step(v, step);
		}
	return ok;
}

bool lesson_validate(const struct lesson *lesson, struct script_error *error)
{
	struct machine *present = hot.machine;
	struct validation v = {
		.front = lesson_scratch(stderr), .error = error,
	};
	FILE *out;
	bool ok;

	if (!v.front)
		return lesson_fail(error, 0, 0, NULL, "no memory");
	out = v.front->options.out;
	ok = check_steps(&v, lesson);
	pool_clear(&v.pool);
	front_free(v.front);
	fclose(out);
	state_use(present);
	return ok;
}
