/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parts of a lesson: steps, goals, hints, questions; and what each of them
 * must have.
 */
#include "lesson_parse.h"

#include <string.h>

/* --- what must still come ------------------------------------------------ */

bool lesson_check_ask(struct parser *p)
{
	const struct lesson_ask *ask = p->ask;

	if (!ask)
		return true;
	if (ask->nr_choices == 1)
		return lesson_fail(p->error, ask->text.line, 1,
				   "add another `choice:`",
				   "this question has one choice only");
	if (!ask->nr_choices == !ask->value.head)
		return lesson_fail(p->error, ask->text.line, 1,
				   "give it either `choice:`s or a `value:`",
				   ask->value.head ?
				   "this question has choices and a value" :
				   "this question has no answer");
	return true;
}

static bool has_variable(const struct lesson_step *step, struct span name)
{
	const struct lesson_variant *variant = step->variants;
	u32 i;

	for (i = 0; variant && i < variant->nr; i++)
		if (span_is(name, variant->names[i]))
			return true;
	return false;
}

static bool check_variables(struct parser *p, const char *at, u32 line,
			    u32 column)
{
	struct span name;

	for (; *at; at++) {
		if (lesson_variable(at, &name) && !has_variable(p->step, name))
			return lesson_fail(p->error, line, column, "`vary:` "
					   "gives variables their values",
					   "no variable \"%.*s\"",
					   name.len > 40 ? 40 : (int)name.len,
					   name.text);
		column = *at == '\n' ? 1 : column + 1;
		line += *at == '\n';
	}
	return true;
}

static bool check_texts(struct parser *p)
{
	const struct said *said;

	for (said = p->said; said; said = said->next)
		if (!check_variables(p, said->text.head, said->text.line,
				     said->text.column) ||
		    !check_variables(p, said->text.body, said->text.body_line,
				     1))
			return false;
	return true;
}

bool lesson_check_step(struct parser *p)
{
	const struct lesson_step *step = p->step;

	if (!step)
		return true;
	if (!lesson_check_ask(p))
		return false;
	if (!step->text.head)
		return lesson_fail(p->error, step->title.line, 1,
				   "add `text:` with prose",
				   "this step says nothing");
	if (step->nr_goals && !step->solution.head)
		return lesson_fail(p->error, step->title.line, 1,
				   "add `solution:` with the commands that reach "
				   "them", "this step has goals and no solution");
	if (!check_texts(p))
		return false;
	if (step == p->lesson->steps && !step->start.head)
		return lesson_fail(p->error, step->title.line, 1,
				   "add `start:` with `machine cpus=1 hz=250`, "
				   "for example",
				   "the first step has no start");
	return true;
}

/* --- goals, hints, questions --------------------------------------------- */

static bool add_goal(struct parser *p, const struct lesson_text *text,
		     bool then, bool here)
{
	struct lesson_goal *goal = pool_alloc(&p->lesson->pool, sizeof(*goal));

	goal->text = *text;
	goal->then = then;
	goal->here = here;
	*p->goal_end = goal;
	p->goal_end = &goal->next;
	p->step->nr_goals++;
	return true;
}

bool lesson_read_goal(struct parser *p, const struct lesson_text *text)
{
	return add_goal(p, text, false, false);
}

bool lesson_read_here(struct parser *p, const struct lesson_text *text)
{
	return add_goal(p, text, p->step->nr_goals, true);
}

bool lesson_read_then(struct parser *p, const struct lesson_text *text)
{
	if (p->step->nr_goals)
		return add_goal(p, text, true, false);
	return lesson_fail(p->error, text->line, 1, "`goal:` would be right",
			   "`then:` comes after a goal");
}

bool lesson_read_hint(struct parser *p, const struct lesson_text *text)
{
	struct lesson_hint *hint = pool_alloc(&p->lesson->pool, sizeof(*hint));

	hint->text = *text;
	*p->hint_end = hint;
	p->hint_end = &hint->next;
	p->step->nr_hints++;
	return true;
}

bool lesson_read_ask(struct parser *p, const struct lesson_text *text)
{
	struct lesson_ask *ask = pool_alloc(&p->lesson->pool, sizeof(*ask));

	if (!lesson_check_ask(p))
		return false;
	ask->text = *text;
	*p->ask_end = ask;
	p->ask_end = &ask->next;
	p->ask = ask;
	p->choice = NULL;
	p->choice_end = &ask->choices;
	p->step->nr_asks++;
	return true;
}

bool lesson_read_choice(struct parser *p, const struct lesson_text *text)
{
	struct lesson_choice *choice = pool_alloc(&p->lesson->pool,
						  sizeof(*choice));

	choice->text = *text;
	*p->choice_end = choice;
	p->choice_end = &choice->next;
	p->choice = choice;
	p->ask->nr_choices++;
	return true;
}

bool lesson_read_step(struct parser *p, const struct lesson_text *text)
{
	struct lesson_step *step = pool_alloc(&p->lesson->pool, sizeof(*step));

	if (!lesson_check_step(p))
		return false;
	if (!p->lesson->title.head)
		return lesson_fail(p->error, text->line, 1,
				   "`lesson: TITLE` comes first",
				   "the lesson has no title");
	p->said = NULL;
	step->title = *text;
	*p->step_end = step;
	p->step_end = &step->next;
	p->step = step;
	p->ask = NULL;
	p->ask_end = &step->asks;
	p->goal_end = &step->goals;
	p->hint_end = &step->hints;
	p->variant_end = &step->variants;
	p->lesson->nr_steps++;
	return true;
}
