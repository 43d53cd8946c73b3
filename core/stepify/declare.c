/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Declarations: which locals does a function have, and of which types?
 *
 * A declaration is its specifiers and then declarators, separated by commas:
 *
 *	struct timer_base *base = cpu->base, *bases[2];
 *	|--- specifiers --|---- declarator --|-- declarator --|
 *
 * A local's type is written as the specifiers and the declarator without its
 * name: "struct timer_base *", "struct timer_base *[2]".  A parameter that
 * looks like an array is the pointer that it really is.
 *
 * Typedefs live in headers that stepify does not read, so a statement that
 * begins with an unknown word is told apart by its form: `word name' and
 * `word *name' followed by = ; , or [ declare something.
 */
#include "stepify.h"

#include <string.h>

static const char *const type_words[] = {
	"void", "char", "short", "int", "long", "float", "double", "signed",
	"unsigned", "bool", "_Bool", "const", "volatile", "static", "extern",
	"typedef", "register", "auto", "inline", "typeof", "__typeof__",
	"_Alignas", "_Atomic", "_Static_assert", "static_assert",
	"__attribute__", "_Thread_local", "__thread", "__auto_type", NULL
};

static const char *const words_with_argument[] = {
	"typeof", "__typeof__", "_Atomic", "_Static_assert", "static_assert",
	NULL
};

static const char *const statement_words[] = {
	"if", "else", "while", "do", "for", "switch", "case", "default",
	"return", "break", "continue", "goto", "sizeof", "asm", "__asm__",
	"__asm", NULL
};

static const char *const pointer_words[] = {
	"*", "const", "volatile", "restrict", NULL
};

/* Attributes and annotations that say nothing about a type. */
static bool is_attribute(const struct source *s, u32 i)
{
	return is(s, i, "__attribute__") || is(s, i, "__maybe_unused") ||
	       is(s, i, "__always_unused") || is(s, i, "__aligned") ||
	       is(s, i, "_Alignas");
}

u32 skip_attributes(const struct source *s, u32 i)
{
	while (is_attribute(s, i)) {
		i++;
		if (is(s, i, "("))
			i = closing(s, i) + 1;
	}
	return i;
}

static bool is_tag(const struct source *s, u32 i)
{
	return is(s, i, "struct") || is(s, i, "union") || is(s, i, "enum");
}

/* Behind `struct tag', `struct tag { ... }' or `struct { ... }'. */
u32 skip_tag(const struct source *s, u32 i)
{
	i = skip_attributes(s, i + 1);
	if (is_word(s, i))
		i++;
	if (is(s, i, "{"))
		i = closing(s, i) + 1;
	return i;
}

/* Behind all the specifiers; a first unknown word is a typedef's name. */
static u32 skip_specifiers(const struct source *s, u32 i)
{
	bool have_type = false;

	for (;; i++) {
		if (is_attribute(s, i)) {
			i = skip_attributes(s, i) - 1;
		} else if (is_tag(s, i)) {
			i = skip_tag(s, i) - 1;
			have_type = true;
		} else if (is_one_of(s, i, type_words)) {
			have_type |= !is(s, i, "const") &&
				     !is(s, i, "volatile") &&
				     !is(s, i, "static") &&
				     !is(s, i, "typedef") &&
				     !is(s, i, "inline");
			if (is_one_of(s, i, words_with_argument))
				i = closing(s, i + 1);
		} else if (is_word(s, i) && !have_type) {
			have_type = true;
		} else {
			return i;
		}
	}
}

/* Words that are certainly types, whatever follows. */
static bool is_type_word(const struct source *s, u32 i)
{
	static const char *const words[] = {
		"u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64", NULL
	};
	u32 end = token_end(s, i);

	return is_tag(s, i) || is_one_of(s, i, type_words) ||
	       is_one_of(s, i, words) ||
	       (is_word(s, i) && !strncmp(s->text + end - 2, "_t", 2));
}

bool is_declaration(const struct source *s, u32 i)
{
	if (is_type_word(s, i))
		return true;
	if (!is_word(s, i) || is_one_of(s, i, statement_words))
		return false;
	if (is_word(s, i + 1))
		return true;
	if (!is(s, i + 1, "*"))
		return false;
	for (i++; is_one_of(s, i, pointer_words); i++)
		;
	return is_word(s, i) && (is(s, i + 1, "=") || is(s, i + 1, ";") ||
				 is(s, i + 1, ",") || is(s, i + 1, "["));
}

/* The word that a declarator declares, or `to' if there is none. */
static u32 declared_word(const struct source *s, u32 from, u32 to)
{
	u32 i;

	for (i = from; i < to; i++) {
		i = skip_attributes(s, i);
		if (is_one_of(s, i, pointer_words) || is(s, i, "("))
			continue;
		return i < to && is_word(s, i) ? i : to;
	}
	return to;
}

/*
 * Tokens [from, to) as a type shows them: without attributes, storage classes
 * and the token `without'; a space where the source has some.
 */
static char *join(const struct source *s, u32 from, u32 to, u32 without)
{
	char *text = format("%s", "");
	bool gap;
	u32 i;

	for (i = from; i < to; i++) {
		if (is_attribute(s, i)) {
			i = skip_attributes(s, i) - 1;
			continue;
		}
		if (i == without || is(s, i, "static"))
			continue;
		gap = *text && token_end(s, i - 1) < s->tokens.v[i].off &&
		      text[strlen(text) - 1] != '(';
		text = format("%s%s%s", text, gap ? " " : "",
			      token_text(s, i));
	}
	return text;
}

/* `u64 a[4]' and `u64 a[][2]' as parameters are `u64 *' and `u64 (*)[2]'. */
static char *decayed_declarator(const struct source *s, u32 from, u32 to,
				u32 name)
{
	u32 rest = closing(s, name + 1) + 1;

	if (rest >= to)
		return format("%s*", join(s, from, name, name));
	return format("%s(*)%s", join(s, from, name, name),
		      join(s, rest, to, name));
}

/* Note a local, and return the text that tells the program its address. */
static char *add_local(struct walk *w, u32 name, char *specifiers, char *rest)
{
	struct fact_local *local = vec_add(&facts.locals);
	struct fact_func *func = &facts.funcs.v[w->func];

	local->name = token_text(w->s, name);
	local->type = format("%s%s%s", specifiers, *rest ? " " : "", rest);
	local->func = w->func;
	local->slot = func->nr_locals++;
	local->line = token_line(w->s, name);
	if (func->nr_locals > UINT16_MAX)
		fail(w->s, local->line, "more than 65535 locals");
	return format(" STEP_LOCAL(%u, %s);", (unsigned)local->slot,
		      local->name);
}

/* The locals from `first' on end here, unless they ended before. */
void close_scope(size_t first, u32 line)
{
	for (; first < facts.locals.nr; first++) {
		if (!facts.locals.v[first].end_line)
			facts.locals.v[first].end_line = line;
	}
}

/* The first of the tokens [i, to) outside brackets that is `text'. */
static u32 find(const struct source *s, u32 i, u32 to, const char *text)
{
	for (; i < to && !is(s, i, text); i++)
		i = closing(s, i);
	return i < to ? i : to;
}

static bool is_end(const struct source *s, u32 i)
{
	return s->tokens.v[i].kind == T_END || is(s, i, "}") ||
	       is(s, i, ")") || is(s, i, "]");
}

/* The `;' that ends the statement or declaration to which token i belongs. */
u32 find_semicolon(const struct source *s, u32 i)
{
	u32 line = token_line(s, i);

	for (; !is(s, i, ";"); i++) {
		if (is_end(s, i))
			fail(s, line, "no ';' ends this");
		i = closing(s, i);
	}
	return i;
}

static char *declare_param(struct walk *w, u32 from, u32 to)
{
	const struct source *s = w->s;
	u32 start = skip_specifiers(s, from);
	u32 name = start < to ? declared_word(s, start, to) : to;
	char *rest;

	if (name == to)
		fail(s, token_line(s, from),
		     "a parameter without a type or name");
	if (name + 1 < to && is(s, name + 1, "["))
		rest = decayed_declarator(s, start, to, name);
	else
		rest = join(s, start, to, name);
	return add_local(w, name, join(s, from, start, to), rest);
}

/* Add the function's parameters; the text to insert at the body's head. */
char *declare_params(struct walk *w)
{
	u32 i = w->f->params + 1, end = closing(w->s, w->f->params), to;
	char *text = format("%s", "");

	if (i == end)
		fail(w->s, token_line(w->s, i), "write (void)");
	if (is(w->s, i, "void") && i + 1 == end)
		return text;
	for (; i < end; i = to + 1) {
		to = find(w->s, i, end, ",");
		if (!is(w->s, i, "..."))
			text = format("%s%s", text, declare_param(w, i, to));
	}
	return text;
}

/* A static local must be const itself, not only point to const. */
static void check_static(const struct source *s, u32 from, u32 start, u32 name)
{
	bool is_const = find(s, from, start, "const") < start;
	u32 i;

	for (i = start; i < name; i++) {
		if (is(s, i, "*"))
			is_const = is(s, i + 1, "const");
	}
	if (!is_const)
		fail(s, token_line(s, name), "core keeps no mutable static");
}

/* What may stand in a function, of all that C allows. */
static void check_specifiers(const struct source *s, u32 from, u32 to)
{
	static const char *const refused[] = {
		"extern", "register", "auto", "_Thread_local", "__thread",
		"inline", NULL
	};

	for (; from < to; from++) {
		if (is_one_of(s, from, refused))
			fail(s, token_line(s, from),
			     "%s is not understood inside a function",
			     token_text(s, from));
		from = closing(s, from);
	}
}

static void check_nested_function(const struct source *s, u32 i)
{
	while (is(s, i, "*"))
		i++;
	if (is_word(s, i) && is(s, i + 1, "(") &&
	    is(s, closing(s, i + 1) + 1, "{"))
		fail(s, token_line(s, i), "a function inside a function");
}

static void check_declarator(const struct source *s, u32 start, u32 name,
			     u32 to)
{
	if (name == to)
		fail(s, token_line(s, start),
		     "this declaration is not understood");
	if (is(s, name + 1, "("))
		fail(s, token_line(s, name),
		     "a function is declared inside a function");
}

/* The comma or semicolon behind a declarator and its value. */
static u32 find_declarator_end(const struct source *s, u32 i)
{
	while (!is(s, i, ",") && !is(s, i, ";")) {
		if (is_end(s, i))
			fail(s, token_line(s, i), "no ';' ends a declaration");
		i = closing(s, i) + 1;
	}
	return i;
}

static bool is_static_assert(const struct source *s, u32 i)
{
	return is(s, i, "_Static_assert") || is(s, i, "static_assert");
}

/*
 * Declare what the declaration at i declares, and return its `;'.  It is a
 * step if it stores an initial value; locals receives the text to insert
 * behind it.
 */
u32 declare(struct walk *w, u32 i, bool *is_step, char **locals)
{
	const struct source *s = w->s;
	u32 start = skip_specifiers(s, i), from, to, name, value;
	bool is_typedef = find(s, i, start, "typedef") < start;
	bool is_static = find(s, i, start, "static") < start;

	*locals = format("%s", "");
	*is_step = false;
	if (is_static_assert(s, i))
		return find_semicolon(s, i);
	check_specifiers(s, i, start);
	for (from = start; !is(s, from, ";"); from = to + is(s, to, ",")) {
		check_nested_function(s, from);
		to = find_declarator_end(s, from);
		value = find(s, from, to, "=");
		name = declared_word(s, from, value);
		check_declarator(s, from, name, value);
		if (value < to)
			check_expression(w, value + 1, to);
		if (is_static)
			check_static(s, i, start, name);
		if (is_typedef || is_static)
			continue;
		*is_step |= value < to;
		*locals = format("%s%s", *locals,
				 add_local(w, name, join(s, i, start, value),
					   join(s, from, value, name)));
	}
	return from;
}
