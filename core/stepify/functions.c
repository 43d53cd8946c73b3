/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * File scope: which functions does a source define?
 *
 * One external declaration after the other is stepped over: up to its `;', or
 * to the end of a function's body.  A function definition is a word, its
 * parameters in parentheses, perhaps annotations such as __releases(x), and
 * then a brace:
 *
 *	static notrace u32 wheel_index(u32 clk) __must_hold(lock) { ... }
 *	^first             ^word      ^params                     ^body
 *
 * All files are searched before the first body is walked, because order.c
 * must know which names belong to stepping functions.
 */
#include "stepify.h"

#include <string.h>

/* Behind the parameters: the body's brace, or 0 if this is no definition. */
static u32 find_body(const struct source *s, u32 params)
{
	u32 i = closing(s, params) + 1;

	while (is(s, i, "notrace") ||
	       (is_word(s, i) && starts_with(s, i, "__"))) {
		i++;
		if (is(s, i, "("))
			i = closing(s, i) + 1;
	}
	return is(s, i, "{") ? i : 0;
}

/* Is there a `text' among the tokens that declare the function? */
static bool specified(const struct source *s, const struct function *f,
		      const char *text)
{
	u32 i;

	for (i = f->first; i < f->body; i++) {
		if (i == f->params)
			i = closing(s, i);
		if (is(s, i, text))
			return true;
	}
	return false;
}

/* A table of the functions follows each file, so none may be conditional. */
static void check_conditional(const struct source *s, u32 off, u32 line)
{
	size_t i;
	int depth = 0;

	for (i = 0; i < s->directives.nr && s->directives.v[i].off < off; i++)
		depth = s->directives.v[i].depth;
	if (depth)
		fail(s, line, "a function is defined inside #if");
}

static void add_function(struct source *s, u32 first, u32 word, u32 body)
{
	struct function *f = vec_add(&s->functions);

	f->name = token_text(s, word);
	f->first = first;
	f->word = word;
	f->params = word + 1;
	f->body = body;
	f->notrace = specified(s, f, "notrace");
	f->is_inline = specified(s, f, "inline") ||
		       specified(s, f, "__inline");
	check_conditional(s, s->tokens.v[word].off, token_line(s, word));
}

/* Step over one external declaration, and note it if it is a function. */
static u32 external_declaration(struct source *s, u32 first)
{
	bool in_value = false;
	u32 i, body;

	for (i = first; !is(s, i, ";"); i++) {
		if (s->tokens.v[i].kind == T_END)
			fail(s, token_line(s, first),
			     "a declaration without end");
		if (is(s, i, "struct") || is(s, i, "union") ||
		    is(s, i, "enum")) {
			i = skip_tag(s, i) - 1;
			continue;
		}
		if (is(s, i, "="))
			in_value = true;
		if (is(s, i, "{") && !in_value)
			fail(s, token_line(s, i),
			     "a '{' at file scope is not understood");
		if (is(s, i, "(") && !in_value && i > first &&
		    is_word(s, i - 1)) {
			body = find_body(s, i);
			if (body) {
				add_function(s, first, i - 1, body);
				return closing(s, body) + 1;
			}
		}
		i = closing(s, i);
	}
	return i + 1;
}

void find_functions(struct source *s)
{
	u32 i = 0;

	while (s->tokens.v[i].kind != T_END)
		i = external_declaration(s, i);
}

bool function_is_stepped(const char *name)
{
	const struct source *s;
	size_t i, k;

	for (i = 1; i < facts.files.nr; i++) {
		s = facts.files.v[i];
		for (k = 0; k < s->functions.nr; k++) {
			if (!s->functions.v[k].notrace &&
			    !strcmp(s->functions.v[k].name, name))
				return true;
		}
	}
	return false;
}

/*
 * Narration: the paragraph above a function
 */

/* One line of a comment without its decoration, but with its indentation. */
static char *bare_line(const char *p, size_t len)
{
	const char *end = p + len;

	while (p < end && (*p == ' ' || *p == '\t'))
		p++;
	if (p < end && *p == '/')
		p++;
	while (p < end && (*p == '*' || *p == '/') &&
	       !(p + 1 < end && p[0] == '*' && p[1] == '/'))
		p++;
	if (end - p >= 2 && !strncmp(end - 2, "*/", 2))
		end -= 2;
	if (p < end && *p == ' ')
		p++;
	while (p < end && (end[-1] == ' ' || end[-1] == '\t'))
		end--;
	return copy_text(p, (size_t)(end - p));
}

static char *bare_comment(const struct source *s, const struct comment *c)
{
	const char *p = s->text + c->off, *end = p + c->len, *eol;
	char *text = format("%s", ""), *line;

	for (; p < end; p = eol + 1) {
		eol = memchr(p, '\n', (size_t)(end - p));
		if (!eol)
			eol = end;
		line = bare_line(p, (size_t)(eol - p));
		if (*line || *text)
			text = format("%s%s%s", text, *text ? "\n" : "", line);
	}
	return text;
}

/* The comments that end on the line above the token, and so on upwards. */
char *narration(const struct source *s, u32 first)
{
	u32 line = token_line(s, first), off = s->tokens.v[first].off;
	char *text = format("%s", ""), *above;
	size_t i = s->comments.nr;
	const struct comment *c;

	while (i--) {
		c = &s->comments.v[i];
		if (c->off > off)
			continue;
		if (!c->leads || c->end_line + 1 != line)
			break;
		above = bare_comment(s, c);
		text = *text ? format("%s\n%s", above, text) : above;
		line = c->line;
	}
	for (i = strlen(text); i && text[i - 1] == '\n'; i--)
		text[i - 1] = '\0';
	return text;
}
