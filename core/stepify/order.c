/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Order: at most one stepping call in a full expression
 *
 * C lets a compiler evaluate the operands of + and the arguments of a call in
 * any order.  If two of them call functions that step, gcc and clang would
 * step through them differently, and a session recorded with one would not
 * replay with the other.  So
 *
 *	f(x) + g(x)	is refused
 *	h(f(x), g(x))	is refused
 *	f(g(x))		is fine: g returns before f begins
 *	f(x) && g(x)	is fine, as with || ?: and the comma operator
 *
 * if f and g step.  A function steps if one of the given sources defines it
 * without notrace; a call through a pointer may step.  An expression is taken
 * apart from its loosest operator to its tightest; what then remains is a row
 * of operands of which only one may step.
 */
#include "stepify.h"

static bool steps(const struct walk *w, u32 from, u32 to);

/* Two parts without an order between them: both must not step. */
static bool either(const struct walk *w, bool a, bool b, u32 i)
{
	if (a && b)
		fail(w->s, token_line(w->s, i),
		     "two stepping calls in one expression");
	return a || b;
}

static u32 next_operator(const struct source *s, u32 i, u32 to,
			 bool (*match)(const struct source *, u32))
{
	u32 depth = 0;

	for (; i < to; i++) {
		if (!depth && match(s, i))
			return i;
		depth += is(s, i, "?");
		depth -= depth && is(s, i, ":");
		i = closing(s, i);
	}
	return to;
}

static bool is_comma(const struct source *s, u32 i)
{
	return is(s, i, ",");
}

static bool is_question(const struct source *s, u32 i)
{
	return is(s, i, "?");
}

static bool is_colon(const struct source *s, u32 i)
{
	return is(s, i, ":");
}

static bool is_or(const struct source *s, u32 i)
{
	return is(s, i, "||");
}

static bool is_and(const struct source *s, u32 i)
{
	return is(s, i, "&&");
}

/* Arguments or initialisers, which have no order among them. */
static bool list_steps(const struct walk *w, u32 from, u32 to)
{
	bool any = false;
	u32 comma;

	for (; from < to; from = comma + 1) {
		comma = next_operator(w->s, from, to, is_comma);
		any = either(w, any, steps(w, from, comma), from);
	}
	return any;
}

/* Does calling this word step?  A local's name is a pointer to a function. */
static bool word_steps(const struct walk *w, u32 i)
{
	const char *name = token_text(w->s, i);
	size_t k = facts.funcs.v[w->func].first_local;

	for (; k < facts.locals.nr; k++) {
		if (!facts.locals.v[k].end_line &&
		    is(w->s, i, facts.locals.v[k].name))
			return true;
	}
	return function_is_stepped(name);
}

static bool is_unevaluated(const struct source *s, u32 i)
{
	static const char *const words[] = {
		"sizeof", "_Alignof", "typeof", "__typeof__", "offsetof", NULL
	};

	return is_one_of(s, i, words) && is(s, i + 1, "(");
}

/*
 * What follows a primary expression: calls, indices, members, initialisers.
 * call_steps: whether a call directly at i would step.
 */
static u32 suffixes(const struct walk *w, u32 i, u32 to, bool call_steps,
		    bool can_call, bool *any)
{
	const struct source *s = w->s;
	bool inner;

	while (i < to) {
		if (is(s, i, ".") || is(s, i, "->")) {
			i += 2;
			can_call = call_steps = true;
			continue;
		}
		if (!is_open(s, i) || (is(s, i, "(") && !can_call))
			return i;
		inner = is(s, i, "[") ? steps(w, i + 1, closing(s, i)) :
					list_steps(w, i + 1, closing(s, i));
		*any = either(w, *any, inner, i);
		*any |= is(s, i, "(") && call_steps;
		can_call = call_steps = !is(s, i, "{");
		i = closing(s, i) + 1;
	}
	return i;
}

/* One operand, or one operator; behind it. */
static u32 operand(const struct walk *w, u32 i, u32 to, bool *any)
{
	const struct source *s = w->s;
	u32 end = closing(s, i);
	bool pointer;

	*any = false;
	if (is_unevaluated(s, i))
		return closing(s, i + 1) + 1;
	if (is(s, i, "(")) {
		pointer = is(s, i + 1, "*");
		*any = steps(w, i + 1, end);
		return suffixes(w, end + 1, to, pointer, pointer, any);
	}
	if (is(s, i, "{")) {
		*any = list_steps(w, i + 1, end);
		return end + 1;
	}
	if (is_word(s, i))
		return suffixes(w, i + 1, to, word_steps(w, i), true, any);
	if (is(s, i, ".") || is(s, i, "["))	/* a designator */
		return suffixes(w, i, to, false, false, any);
	return i + 1;
}

static bool operands_step(const struct walk *w, u32 from, u32 to)
{
	bool any = false, one;
	u32 i = from;

	while (from < to) {
		i = from;
		from = operand(w, i, to, &one);
		any = either(w, any, one, i);
	}
	return any;
}

/* Both sides of a sequencing operator, one after the other. */
static bool both(const struct walk *w, u32 from, u32 split, u32 to)
{
	bool left = steps(w, from, split);
	bool right = steps(w, split + 1, to);

	return left || right;
}

/* Whether the evaluation of tokens [from, to) steps; fail if in any order. */
static bool steps(const struct walk *w, u32 from, u32 to)
{
	const struct source *s = w->s;
	u32 i, colon;
	bool left, right;

	i = next_operator(s, from, to, is_comma);
	if (i < to)
		return both(w, from, i, to);
	i = next_operator(s, from, to, is_assignment);
	if (i < to) {
		left = operands_step(w, from, i);
		right = steps(w, i + 1, to);
		return either(w, left, right, i);
	}
	i = next_operator(s, from, to, is_question);
	if (i < to) {
		colon = next_operator(s, i + 1, to, is_colon);
		left = steps(w, from, i);
		right = both(w, i + 1, colon, to);
		return left || right;
	}
	i = next_operator(s, from, to, is_or);
	if (i == to)
		i = next_operator(s, from, to, is_and);
	return i < to ? both(w, from, i, to) : operands_step(w, from, to);
}

void check_expression(const struct walk *w, u32 from, u32 to)
{
	steps(w, from, to);
}

/* `.name =' and `[index] =' in an initialiser assign nothing. */
static bool is_designator(const struct source *s, u32 i)
{
	u32 before = is(s, i - 1, "]") ? s->tokens.v[i - 1].match - 1 : i - 3;

	if (!is(s, i - 1, "]") && !is(s, i - 2, "."))
		return false;
	return is(s, i, "=") && (is(s, before, "{") || is(s, before, ","));
}

void check_condition(const struct walk *w, u32 from, u32 to)
{
	u32 i;

	for (i = from; i < to; i++) {
		if (is_assignment(w->s, i) && !is_designator(w->s, i))
			fail(w->s, token_line(w->s, i),
			     "an assignment inside a condition");
	}
	check_expression(w, from, to);
}
