/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lexer: from a source's text to tokens, comments and directives
 *
 * Tokens are only places in the text; nothing is ever copied or changed.
 * Comments and preprocessor directives are kept in lists of their own, so that
 * the later stages see a stream of plain C tokens: comments are looked at
 * for marks and narration, directives because none may stand in a function.
 *
 * At the end every bracket knows its other half, which makes "skip over it"
 * one look-up everywhere else.
 */
#include "stepify.h"

#include <ctype.h>
#include <string.h>

struct lexer {
	struct source *s;
	u32 at, line;
	u32 line_start;		/* offset of the first byte of this line */
	bool bare;		/* no token on this line yet */
	int depth;		/* open #if's */
};

static char peek(const struct lexer *l, u32 ahead)
{
	u32 at = l->at + ahead;

	return at < l->s->len ? l->s->text[at] : '\0';
}

static bool word_byte(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* Step over one byte, counting lines. */
static void advance(struct lexer *l)
{
	if (l->s->text[l->at++] == '\n') {
		l->line++;
		l->line_start = l->at;
		l->bare = true;
	}
}

static bool blank_before(const struct lexer *l)
{
	u32 i;

	for (i = l->line_start; i < l->at; i++) {
		if (!isspace((unsigned char)l->s->text[i]))
			return false;
	}
	return true;
}

static bool is_comment(const struct lexer *l)
{
	return peek(l, 0) == '/' && (peek(l, 1) == '*' || peek(l, 1) == '/');
}

/* Stand behind the comment that begins here. */
static void skip_comment(struct lexer *l)
{
	bool block = peek(l, 1) == '*';
	u32 line = l->line;

	l->at += 2;
	while (l->at < l->s->len) {
		if (!block && peek(l, 0) == '\n')
			return;
		if (!block && peek(l, 0) == '\\' && peek(l, 1) == '\n')
			advance(l);
		if (block && peek(l, 0) == '*' && peek(l, 1) == '/') {
			l->at += 2;
			return;
		}
		advance(l);
	}
	if (block)
		fail(l->s, line, "comment without end");
}

/* "mark: name" in a comment; anything else that begins so is a mistake. */
static char *mark_name(const struct source *s, const struct comment *c)
{
	const char *p = s->text + c->off + 2;
	const char *end = s->text + c->off + c->len;
	const char *name;

	if (s->text[c->off + 1] == '*')
		end -= 2;
	while (p < end && isspace((unsigned char)*p))
		p++;
	if (end - p < 5 || strncmp(p, "mark:", 5))
		return NULL;
	for (p += 5; p < end && isspace((unsigned char)*p); p++)
		;
	while (p < end && isspace((unsigned char)end[-1]))
		end--;
	for (name = p; p < end; p++) {
		if (!islower((unsigned char)*p) &&
		    !isdigit((unsigned char)*p) && *p != '-')
			break;
	}
	if (p < end || name == end)
		fail(s, c->line, "a mark's name is made of a-z, 0-9 and -");
	return copy_text(name, (size_t)(end - name));
}

static void lex_comment(struct lexer *l)
{
	struct comment *c = vec_add(&l->s->comments);

	c->off = l->at;
	c->line = l->line;
	c->leads = blank_before(l);
	skip_comment(l);
	c->len = l->at - c->off;
	c->end_line = l->line;
	c->mark = mark_name(l->s, c);
}

static void skip_quoted_in_directive(struct lexer *l)
{
	char quote = peek(l, 0);

	for (l->at++; l->at < l->s->len && peek(l, 0) != '\n'; l->at++) {
		if (peek(l, 0) == quote) {
			l->at++;
			return;
		}
		if (peek(l, 0) == '\\' && peek(l, 1) == '\n')
			return;
		if (peek(l, 0) == '\\')
			l->at++;
	}
}

static void count_conditional(struct lexer *l, u32 off)
{
	const char *p = l->s->text + off + 1;

	p += strspn(p, " \t");
	if (!strncmp(p, "if", 2))
		l->depth++;
	else if (!strncmp(p, "endif", 5))
		l->depth--;
}

/* A directive ends at the first newline that no backslash or comment hides. */
static void lex_directive(struct lexer *l)
{
	struct directive *d = vec_add(&l->s->directives);
	char c;

	d->off = l->at;
	d->line = l->line;
	while (l->at < l->s->len && peek(l, 0) != '\n') {
		c = peek(l, 0);
		if (is_comment(l)) {
			skip_comment(l);
		} else if (c == '"' || c == '\'') {
			skip_quoted_in_directive(l);
		} else {
			if (c == '\\' && peek(l, 1) == '\n')
				l->at++;
			advance(l);
		}
	}
	count_conditional(l, d->off);
	d->depth = l->depth;
}

static void scan_quoted(struct lexer *l)
{
	char quote = peek(l, 0);

	for (l->at++; peek(l, 0) != quote; l->at++) {
		if (peek(l, 0) == '\\')
			l->at++;
		if (l->at >= l->s->len || peek(l, 0) == '\n')
			fail(l->s, l->line, "the line ends inside a %s",
			     quote == '"' ? "string" : "character");
	}
	l->at++;
}

static void scan_number(struct lexer *l)
{
	while (word_byte(peek(l, 0)) || peek(l, 0) == '.') {
		if (strchr("eEpP", peek(l, 0)) &&
		    (peek(l, 1) == '+' || peek(l, 1) == '-'))
			l->at++;
		l->at++;
	}
}

static void scan_punct(struct lexer *l)
{
	static const char *const longer[] = {
		"...", "<<=", ">>=", "->", "++", "--", "<<", ">>", "<=", ">=",
		"==", "!=", "&&", "||", "+=", "-=", "*=", "/=", "%=", "&=",
		"|=", "^=",
	};
	const char *p = l->s->text + l->at;
	size_t i;

	if (!strncmp(p, "<%", 2) || !strncmp(p, "<:", 2))
		fail(l->s, l->line, "digraphs are not understood");
	if (!strchr("{}[]()<>;:,.?!~+-*/%&|^=", *p))
		fail(l->s, l->line, "'%c' is not understood here", *p);
	for (i = 0; i < sizeof(longer) / sizeof(*longer); i++) {
		if (!strncmp(p, longer[i], strlen(longer[i]))) {
			l->at += (u32)strlen(longer[i]);
			return;
		}
	}
	l->at++;
}

static void lex_token(struct lexer *l)
{
	struct token *t = vec_add(&l->s->tokens);
	char c = peek(l, 0);

	t->off = l->at;
	t->line = l->line;
	l->bare = false;
	if (isdigit((unsigned char)c) ||
	    (c == '.' && isdigit((unsigned char)peek(l, 1)))) {
		t->kind = T_NUMBER;
		scan_number(l);
	} else if (word_byte(c)) {
		t->kind = T_WORD;
		while (word_byte(peek(l, 0)))
			l->at++;
	} else if (c == '"' || c == '\'') {
		t->kind = c == '"' ? T_STRING : T_CHAR;
		scan_quoted(l);
	} else {
		t->kind = T_PUNCT;
		scan_punct(l);
	}
	t->len = l->at - t->off;
}

/* Let every bracket know its other half. */
static void match_brackets(struct source *s)
{
	static const char opens[] = "([{", closes[] = ")]}";
	VEC(u32) stack = { NULL, 0, 0 };
	const char *p;
	u32 i, open;

	for (i = 0; i < s->tokens.nr; i++) {
		if (s->tokens.v[i].kind != T_PUNCT)
			continue;
		if (is_open(s, i))
			*vec_add(&stack) = i;
		p = strchr(closes, s->text[s->tokens.v[i].off]);
		if (!p)
			continue;
		if (!stack.nr)
			fail(s, s->tokens.v[i].line, "'%c' closes nothing", *p);
		open = stack.v[--stack.nr];
		if (!is(s, open, (char[]){ opens[p - closes], '\0' }))
			fail(s, s->tokens.v[i].line,
			     "'%c' does not close the %s of line %u", *p,
			     token_text(s, open),
			     (unsigned)token_line(s, open));
		s->tokens.v[open].match = i;
		s->tokens.v[i].match = open;
	}
	if (stack.nr)
		fail(s, token_line(s, stack.v[stack.nr - 1]),
		     "%s is never closed",
		     token_text(s, stack.v[stack.nr - 1]));
}

void lex(struct source *s)
{
	struct lexer l = { .s = s, .line = 1, .bare = true };
	struct token *end;
	char c;

	while (l.at < s->len) {
		c = peek(&l, 0);
		if (c == '\0' || c == '\r')
			fail(s, l.line, "a NUL or carriage return");
		if (isspace((unsigned char)c))
			advance(&l);
		else if (is_comment(&l))
			lex_comment(&l);
		else if (c == '#' && l.bare)
			lex_directive(&l);
		else
			lex_token(&l);
	}
	end = vec_add(&s->tokens);
	end->kind = T_END;
	end->off = s->len;
	end->line = l.line;
	s->nr_lines = l.line - (s->len && s->text[s->len - 1] == '\n');
	match_brackets(s);
}

/* Questions about tokens, which all other stages ask. */

static const struct token *token(const struct source *s, u32 i)
{
	return &s->tokens.v[i < s->tokens.nr ? i : s->tokens.nr - 1];
}

bool is(const struct source *s, u32 i, const char *text)
{
	const struct token *t = token(s, i);

	return t->len == strlen(text) &&
	       !memcmp(s->text + t->off, text, t->len);
}

bool is_one_of(const struct source *s, u32 i, const char *const *texts)
{
	for (; *texts; texts++) {
		if (is(s, i, *texts))
			return true;
	}
	return false;
}

bool starts_with(const struct source *s, u32 i, const char *text)
{
	size_t len = strlen(text);

	return token(s, i)->len >= len &&
	       !memcmp(s->text + token(s, i)->off, text, len);
}

bool is_word(const struct source *s, u32 i)
{
	return token(s, i)->kind == T_WORD;
}

bool is_open(const struct source *s, u32 i)
{
	return is(s, i, "(") || is(s, i, "[") || is(s, i, "{");
}

bool is_assignment(const struct source *s, u32 i)
{
	static const char *const operators[] = {
		"=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=",
		">>=", NULL
	};

	return is_one_of(s, i, operators);
}

char *token_text(const struct source *s, u32 i)
{
	return copy_text(s->text + token(s, i)->off, token(s, i)->len);
}

u32 token_line(const struct source *s, u32 i)
{
	return token(s, i)->line;
}

/* The offset behind the token. */
u32 token_end(const struct source *s, u32 i)
{
	return token(s, i)->off + token(s, i)->len;
}

/* The token that closes the bracket i; any other token closes itself. */
u32 closing(const struct source *s, u32 i)
{
	return is_open(s, i) ? token(s, i)->match : i;
}
