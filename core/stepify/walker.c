/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The walker: from a function's body to statements and texts to insert
 *
 * A small recursive descent over the statements of C.  Each one becomes a
 * step: an id, a fact for the tables, and a text inserted on its line.
 *
 *	x = 1;			STEP(1); x = 1;
 *	if (x)			STEP(2); if (x)
 *		f(x);			{STEP(3); f(x);}
 *	while (x)		while (STEP_EXPR(4), x)
 *		f(x);			{STEP(5); f(x);}
 *	for (i = 0; i < n; i++)	STEP(6); for (i = 0; i < n; STEP_EXPR(6), i++)
 *
 * Bodies without braces get them, so that an `else' stays with its `if'.  A
 * declaration is a step if it stores a value.  walk->i is always the first
 * token that has not been walked yet.
 */
#include "stepify.h"

#include <stdlib.h>
#include <string.h>

static void statement(struct walk *w);

static void insert(struct source *s, u32 off, char *text)
{
	struct insertion *in = vec_add(&s->insertions);

	in->off = off;
	in->seq = (u32)s->insertions.nr;
	in->text = text;
}

static u32 offset(const struct walk *w, u32 i)
{
	return w->s->tokens.v[i].off;
}

static void expect(struct walk *w, const char *text)
{
	if (!is(w->s, w->i, text))
		fail(w->s, token_line(w->s, w->i), "'%s' instead of '%s'",
		     token_text(w->s, w->i), text);
}

/* A statement begins here: the only one on its line. */
static void begin(struct walk *w)
{
	u32 line = token_line(w->s, w->i);

	if (line == w->s->last_start)
		fail(w->s, line, "two statements begin on one line");
	w->s->last_start = line;
}

static void add_mark(const struct source *s, struct comment *c, u32 stmt)
{
	struct fact_mark *mark;
	size_t i;

	for (i = 1; i < facts.marks.nr; i++) {
		if (!strcmp(facts.marks.v[i].name, c->mark))
			fail(s, c->line, "mark '%s' is already placed",
			     c->mark);
	}
	mark = vec_add(&facts.marks);
	mark->name = c->mark;
	mark->stmt = stmt;
	c->mark = NULL;
}

/* The marks in front of this offset belong to the statement there. */
static void place_marks(struct source *s, u32 off, u32 stmt)
{
	size_t i;

	for (i = 0; i < s->comments.nr && s->comments.v[i].off < off; i++) {
		if (s->comments.v[i].mark)
			add_mark(s, &s->comments.v[i], stmt);
	}
}

/* No mark in front of this offset may wait for a statement any longer. */
static void check_marks(const struct source *s, u32 off, const char *why)
{
	size_t i;

	for (i = 0; i < s->comments.nr && s->comments.v[i].off < off; i++) {
		if (s->comments.v[i].mark)
			fail(s, s->comments.v[i].line, "mark '%s' %s",
			     s->comments.v[i].mark, why);
	}
}

/* A new step: the statement whose head is from token i up to offset end. */
static unsigned add_step(struct walk *w, u32 i, u32 end)
{
	struct fact_func *func = &facts.funcs.v[w->func];
	u32 id = (u32)facts.stmts.nr;
	struct fact_stmt *stmt = vec_add(&facts.stmts);

	if (!func->nr_stmts)
		func->first_stmt = id;
	stmt->text = offset(w, i);
	stmt->len = end > stmt->text ? end - stmt->text : 1;
	if (stmt->len > UINT16_MAX)
		stmt->len = UINT16_MAX;
	stmt->file = w->s->id;
	stmt->func = w->func;
	stmt->ordinal = ++func->nr_stmts;
	stmt->line = token_line(w->s, i);
	if (stmt->ordinal > UINT16_MAX)
		fail(w->s, stmt->line, "more than 65535 statements");
	place_marks(w->s, stmt->text, id);
	return id;
}

static unsigned step_before(struct walk *w, u32 i, u32 end)
{
	unsigned id = add_step(w, i, end);

	insert(w->s, offset(w, i), format("STEP(%u); ", id));
	return id;
}

/* Behind any labels; true if there were some. */
static bool skip_labels(struct walk *w)
{
	const struct source *s = w->s;
	u32 first = w->i, questions;

	for (;; w->i++) {
		if (is(s, w->i, "case")) {
			for (questions = 0; !is(s, w->i, ":") || questions;) {
				questions += is(s, w->i, "?");
				questions -= is(s, w->i, ":");
				w->i = closing(s, w->i) + 1;
				if (is(s, w->i, ";") || is(s, w->i, "}"))
					fail(s, token_line(s, w->i),
					     "a case without ':'");
			}
		} else if (is_word(s, w->i) && is(s, w->i + 1, ":")) {
			w->i++;
		} else {
			break;
		}
	}
	if (w->i > first && is(s, w->i, "}"))
		fail(s, token_line(s, w->i), "a label without a statement");
	return w->i > first;
}

static void block(struct walk *w)
{
	size_t locals = facts.locals.nr;

	expect(w, "{");
	w->i++;
	while (!is(w->s, w->i, "}"))
		statement(w);
	close_scope(locals, token_line(w->s, w->i));
	w->i++;
}

/* The body of if, else, while ...; with `head' in front of all in it. */
static void body(struct walk *w, const char *head)
{
	unsigned id;

	if (is(w->s, w->i, "{")) {
		insert(w->s, token_end(w->s, w->i), format("%s", head));
		block(w);
		return;
	}
	insert(w->s, offset(w, w->i), format("{%s%s", head,
					     *head ? " " : ""));
	if (is(w->s, w->i, ";")) {
		begin(w);
		id = add_step(w, w->i, 0);
		insert(w->s, offset(w, w->i++), format("STEP(%u);", id));
	} else if (is_declaration(w->s, w->i)) {
		fail(w->s, token_line(w->s, w->i),
		     "a declaration cannot be a body");
	} else {
		statement(w);
	}
	insert(w->s, token_end(w->s, w->i - 1), format("}"));
}

/* The parentheses behind if, while, switch: returns the opening one. */
static u32 condition(struct walk *w)
{
	u32 open = ++w->i;

	expect(w, "(");
	w->i = closing(w->s, open);
	if (w->i == open + 1)
		fail(w->s, token_line(w->s, open), "an empty condition");
	check_condition(w, open + 1, w->i);
	w->i++;
	return open;
}

static void walk_if(struct walk *w)
{
	u32 first = w->i;

	condition(w);
	step_before(w, first, token_end(w->s, w->i - 1));
	body(w, "");
	if (!is(w->s, w->i, "else"))
		return;
	w->i++;
	body(w, "");
}

static void walk_switch(struct walk *w)
{
	u32 first = w->i;

	condition(w);
	step_before(w, first, token_end(w->s, w->i - 1));
	body(w, "");
}

/* `while (1)' and `while (true)' */
static bool is_endless(const struct source *s, u32 open)
{
	return (is(s, open + 1, "1") || is(s, open + 1, "true")) &&
	       closing(s, open) == open + 2;
}

/* Compilers must still see that an endless loop is one. */
static void walk_while(struct walk *w)
{
	u32 first = w->i, open = condition(w);
	unsigned id = add_step(w, first, token_end(w->s, w->i - 1));

	if (is_endless(w->s, open)) {
		body(w, format(" STEP(%u);", id));
		return;
	}
	insert(w->s, token_end(w->s, open), format("STEP_EXPR(%u), ", id));
	body(w, "");
}

static void walk_do(struct walk *w)
{
	u32 first, open;
	unsigned id;

	w->i++;
	body(w, "");
	expect(w, "while");
	begin(w);
	first = w->i;
	open = condition(w);
	id = add_step(w, first, token_end(w->s, w->i - 1));
	insert(w->s, token_end(w->s, open), format("STEP_EXPR(%u), ", id));
	expect(w, ";");
	w->i++;
}

/* The `;' behind a for's init; a declaration there yields locals. */
static u32 for_init(struct walk *w, u32 i, char **locals)
{
	bool is_step;
	u32 end;

	if (is_declaration(w->s, i))
		return declare(w, i, &is_step, locals);
	end = find_semicolon(w->s, i);
	check_expression(w, i, end);
	return end;
}

static void walk_for(struct walk *w)
{
	size_t first_local = facts.locals.nr;
	u32 first = w->i++, close, init_end, cond_end;
	char *locals = format("%s", "");
	unsigned id;

	expect(w, "(");
	close = closing(w->s, w->i);
	init_end = for_init(w, w->i + 1, &locals);
	cond_end = find_semicolon(w->s, init_end + 1);
	check_condition(w, init_end + 1, cond_end);
	check_expression(w, cond_end + 1, close);

	id = step_before(w, first, token_end(w->s, close));
	insert(w->s, token_end(w->s, cond_end),
	       format(" STEP_EXPR(%u)%s", id, cond_end + 1 < close ? "," : ""));
	w->i = close + 1;
	body(w, locals);
	close_scope(first_local, token_line(w->s, w->i - 1));
}

static void walk_declaration(struct walk *w)
{
	bool is_step;
	char *locals;
	u32 end = declare(w, w->i, &is_step, &locals);

	if (is_step)
		step_before(w, w->i, offset(w, end));
	if (*locals)
		insert(w->s, token_end(w->s, end), locals);
	w->i = end + 1;
}

/* A macro in front of a body: only those that are called for_each. */
static void walk_loop_macro(struct walk *w)
{
	u32 first = w->i, close = closing(w->s, first + 1);
	char *name = token_text(w->s, first);

	if (!strstr(name, "for_each"))
		fail(w->s, token_line(w->s, first),
		     "'%s' is no loop: only macros called for_each may stand "
		     "before a statement", name);
	check_expression(w, first, close + 1);
	step_before(w, first, token_end(w->s, close));
	w->i = close + 1;
	body(w, "");
}

/* `word (...)' and then something that no operator joins to it. */
static bool is_loop_macro(const struct source *s, u32 i)
{
	u32 next;

	if (!is_word(s, i) || !is(s, i + 1, "(") || is(s, i, "return") ||
	    is(s, i, "sizeof"))
		return false;
	next = closing(s, i + 1) + 1;
	if (is_word(s, next) || is(s, next, "{") || is(s, next, "}") ||
	    s->tokens.v[next].kind == T_NUMBER)
		return true;
	return !is(s, next, ";") && strstr(token_text(s, i), "for_each");
}

/* `fallthrough;' and its attribute do nothing when they run. */
static bool is_fallthrough(const struct source *s, u32 i)
{
	if (is(s, i, "fallthrough") || is(s, i, "__fallthrough"))
		return is(s, i + 1, ";");
	return is(s, i, "__attribute__") &&
	       is(s, closing(s, i + 1) + 1, ";");
}

/* Refuse what might be a declaration but does not look like one. */
static void check_simple(const struct source *s, u32 i)
{
	static const char *const refused[] = {
		"else", "asm", "__asm__", "__asm", "__label__", "__extension__",
		NULL
	};

	if (is_one_of(s, i, refused))
		fail(s, token_line(s, i), "'%s' is not understood here",
		     token_text(s, i));
	if (!is_word(s, i) || is(s, i, "return") || is(s, i, "goto"))
		return;
	if (is(s, i + 1, "*") || (is(s, i + 1, "(") && is(s, i + 2, "*") &&
				  is_word(s, i + 3) && is(s, i + 4, ")") &&
				  is(s, i + 5, "(")))
		fail(s, token_line(s, i),
		     "is this a declaration?  Its type is not known");
}

/* An expression, return, break, continue, goto. */
static void walk_simple(struct walk *w)
{
	u32 first = w->i, end = find_semicolon(w->s, first);

	check_simple(w->s, first);
	if (is(w->s, first, "return"))
		check_expression(w, first + 1, end);
	else if (!is(w->s, first, "goto"))
		check_expression(w, first, end);
	step_before(w, first, offset(w, end));
	w->i = end + 1;
}

static void statement(struct walk *w)
{
	static const struct {
		const char *word;
		void (*walk)(struct walk *w);
	} heads[] = {
		{ "if", walk_if }, { "switch", walk_switch },
		{ "while", walk_while }, { "do", walk_do }, { "for", walk_for },
	};
	bool labelled = skip_labels(w);
	size_t i;

	if (is(w->s, w->i, "{")) {
		block(w);
		return;
	}
	if (is(w->s, w->i, ";")) {
		w->i++;
		return;
	}
	begin(w);
	for (i = 0; i < sizeof(heads) / sizeof(*heads); i++) {
		if (is(w->s, w->i, heads[i].word)) {
			heads[i].walk(w);
			return;
		}
	}
	if (is_fallthrough(w->s, w->i))
		w->i = find_semicolon(w->s, w->i) + 1;
	else if (is_declaration(w->s, w->i) && labelled)
		fail(w->s, token_line(w->s, w->i),
		     "a declaration cannot follow a label");
	else if (is_declaration(w->s, w->i))
		walk_declaration(w);
	else if (is_loop_macro(w->s, w->i))
		walk_loop_macro(w);
	else
		walk_simple(w);
}

/* What must not stand anywhere in a function. */
static void check_body(const struct source *s, const struct function *f)
{
	u32 i, end = closing(s, f->body);
	const struct directive *d;
	size_t k;

	for (k = 0; k < s->directives.nr; k++) {
		d = &s->directives.v[k];
		if (d->off > s->tokens.v[f->first].off &&
		    d->off < s->tokens.v[end].off)
			fail(s, d->line, "a directive inside a function");
	}
	for (i = f->body; i < end; i++) {
		if (is(s, i, "(") && is(s, i + 1, "{"))
			fail(s, token_line(s, i), "a statement expression");
	}
}

static u32 add_func(const struct source *s, const struct function *f)
{
	u32 id = (u32)facts.funcs.nr;
	struct fact_func *func = vec_add(&facts.funcs);

	func->name = f->name;
	func->narration = narration(s, f->first);
	func->file = s->id;
	func->line = token_line(s, f->word);
	func->end_line = token_line(s, closing(s, f->body));
	func->first_local = (u32)facts.locals.nr;
	return id;
}

static void walk_function(struct source *s, struct function *f)
{
	struct walk w = { .s = s, .f = f, .i = f->body };
	size_t head = s->insertions.nr, locals = facts.locals.nr;
	u32 end = closing(s, f->body);
	char *params;

	check_marks(s, offset(&w, f->body), "stands in no stepped function");
	check_body(s, f);
	f->id = w.func = add_func(s, f);
	insert(s, token_end(s, f->body), NULL);
	params = declare_params(&w);
	block(&w);
	close_scope(locals, token_line(s, end));
	check_marks(s, offset(&w, end), "has no statement behind it");
	if (locals == facts.locals.nr)
		facts.funcs.v[w.func].first_local = 0;
	s->insertions.v[head].text =
		format(" STEP_ENTER(%u, %u);%s", (unsigned)w.func,
		       (unsigned)facts.funcs.v[w.func].nr_locals, params);
}

void walk_functions(struct source *s)
{
	size_t i;

	for (i = 0; i < s->functions.nr; i++) {
		if (!s->functions.v[i].notrace)
			walk_function(s, &s->functions.v[i]);
	}
	check_marks(s, s->len, "stands in no stepped function");
}
