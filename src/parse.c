/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parser of statements: recursive descent over the tokens, one level of
 * recursion for each open brace.
 */
#include "parse.h"

#include <stdlib.h>
#include <string.h>

struct script {
	char *text;
	size_t len;
	struct tokens tokens;
	struct stmt *first;
};

struct parser {
	struct script *script;
	u32 at;
	u32 depth;
	struct script_error *error;
};

static const struct token *token_at(const struct parser *p, u32 i)
{
	return &p->script->tokens.v[i];
}

static const struct token *here(const struct parser *p)
{
	return token_at(p, p->at);
}

static bool is(const struct parser *p, const char *what)
{
	return token_is(p->script->text, here(p), what);
}

static bool at_end(const struct parser *p)
{
	u8 kind = here(p)->kind;

	return kind == TOKEN_END || kind == TOKEN_NEWLINE || is(p, "}");
}

static void free_stmts(struct stmt *stmt)
{
	while (stmt) {
		struct stmt *next = stmt->next;

		free_stmts(stmt->body);
		free_stmts(stmt->else_body);
		free(stmt->arg);
		free(stmt);
		stmt = next;
	}
}

static bool parse_statements(struct parser *p, struct stmt **first, const struct token *open);

/* "{" statements "}"; stands at the brace. */
static bool parse_block(struct parser *p, struct stmt **first)
{
	const struct token *open = here(p);
	bool ok;

	if (p->depth == SCRIPT_DEPTH_MAX)
		return script_fail(p->error, open, "take it apart",
				   "blocks nest more than %d deep", SCRIPT_DEPTH_MAX);
	p->depth++;
	p->at++;
	ok = parse_statements(p, first, open);
	p->depth--;
	return ok;
}

/* The end of the argument that begins here: white space outside brackets. */
static u32 argument_end(const struct parser *p, u32 i)
{
	u32 depth = 0;

	do {
		const struct token *token = token_at(p, i);

		if (token->kind == TOKEN_PUNCT) {
			if (token->punct == '(' || token->punct == '[')
				depth++;
			if (token->punct == ')' || token->punct == ']')
				depth--;
		}
		i++;
	} while (depth || (!token_at(p, i)->spaced && token_at(p, i)->kind > TOKEN_NEWLINE &&
			   token_at(p, i)->punct != '{' && token_at(p, i)->punct != '}' &&
			   token_at(p, i)->punct != PUNCT2('-', '>')));
	return i;
}

static void set_argument(const struct parser *p, struct stmt_arg *arg, u32 first, u32 end)
{
	*arg = (struct stmt_arg){ .first = first, .nr = end - first };
	if (end - first < 3 || token_at(p, first)->kind != TOKEN_WORD ||
	    token_at(p, first + 1)->punct != '=' || token_at(p, first + 1)->spaced)
		return;
	arg->has_key = true;
	arg->key = first;
	arg->first = first + 2;
	arg->nr = end - first - 2;
}

static bool arguments_end(const struct parser *p)
{
	return at_end(p) || is(p, "{") || is(p, "->");
}

static bool parse_arguments(struct parser *p, struct stmt *stmt)
{
	u32 start = p->at;
	u32 nr = 0;

	stmt->first_arg = start;
	for (; !arguments_end(p); nr++)
		p->at = argument_end(p, p->at);
	stmt->end_arg = p->at;
	stmt->nr_args = nr;
	if (!nr)
		return true;
	stmt->arg = calloc(nr, sizeof(*stmt->arg));
	if (!stmt->arg)
		return script_fail(p->error, token_at(p, start), NULL, "out of memory");
	p->at = start;
	for (nr = 0; nr < stmt->nr_args; nr++) {
		u32 end = argument_end(p, p->at);

		set_argument(p, &stmt->arg[nr], p->at, end);
		p->at = end;
	}
	return true;
}

/* Words may have hyphens here: reverse-step. */
static bool parse_head(struct parser *p, struct stmt *stmt)
{
	const struct token *token = here(p);

	if (token->kind != TOKEN_WORD && !is(p, "?"))
		return script_fail(p->error, token, "for example: add_timer t1 +3j",
				   "a statement begins with a word");
	if (is(p, "else"))
		return script_fail(p->error, token, "write } else { on one line",
				   "else has no if before it on this line");
	stmt->head = p->at++;
	while (token_is(p->script->text, here(p), "-") && !here(p)->spaced &&
	       token_at(p, p->at + 1)->kind == TOKEN_WORD && !token_at(p, p->at + 1)->spaced)
		p->at += 2;
	stmt->nr_head = p->at - stmt->head;
	stmt->line = token->line;
	stmt->column = token->column;
	return true;
}

static bool parse_result(struct parser *p, struct stmt *stmt)
{
	if (!is(p, "->"))
		return true;
	p->at++;
	if (here(p)->kind != TOKEN_WORD)
		return script_fail(p->error, here(p), "for example: -> r",
				   "a name must follow ->");
	stmt->result = p->at++;
	return true;
}

static struct stmt *new_stmt(struct parser *p)
{
	struct stmt *stmt = calloc(1, sizeof(*stmt));

	if (stmt)
		stmt->script = p->script;
	else
		script_fail(p->error, here(p), NULL, "out of memory");
	return stmt;
}

static bool parse_statement(struct parser *p, struct stmt **out);

/* Stands behind `else`: a block, or one more if. */
static bool parse_else(struct parser *p, struct stmt *stmt)
{
	bool ok;

	stmt->has_else = true;
	if (is(p, "{"))
		return parse_block(p, &stmt->else_body);
	if (!is(p, "if"))
		return script_fail(p->error, here(p), "write else { ... } or else if ... { ... }",
				   "a block must follow else");
	if (p->depth == SCRIPT_DEPTH_MAX)
		return script_fail(p->error, here(p), "take it apart",
				   "else if follows else if more than %d times",
				   SCRIPT_DEPTH_MAX);
	p->depth++;
	ok = parse_statement(p, &stmt->else_body);
	p->depth--;
	return ok;
}

static bool parse_rest(struct parser *p, struct stmt *stmt)
{
	if (!parse_arguments(p, stmt))
		return false;
	if (is(p, "{")) {
		stmt->has_body = true;
		if (!parse_block(p, &stmt->body))
			return false;
		if (is(p, "else")) {
			p->at++;
			if (!parse_else(p, stmt))
				return false;
		}
	}
	if (!parse_result(p, stmt))
		return false;
	stmt->end = p->at;
	if (at_end(p))
		return true;
	return script_fail(p->error, here(p), "begin a new line, or write ; between statements",
			   "the statement should end here");
}

static bool parse_statement(struct parser *p, struct stmt **out)
{
	struct stmt *stmt = new_stmt(p);

	*out = stmt;
	return stmt && parse_head(p, stmt) && parse_rest(p, stmt);
}

/* Statements up to the closing brace, or to the end of the text. */
static bool parse_statements(struct parser *p, struct stmt **first, const struct token *open)
{
	for (;;) {
		while (here(p)->kind == TOKEN_NEWLINE)
			p->at++;
		if (here(p)->kind == TOKEN_END) {
			if (!open)
				return true;
			script_fail(p->error, open, "close it with }", "this { is not closed");
			p->error->incomplete = true;
			return false;
		}
		if (is(p, "}")) {
			if (!open)
				return script_fail(p->error, here(p), NULL,
						   "there is no { for this } to close");
			p->at++;
			return true;
		}
		if (!parse_statement(p, first))
			return false;
		first = &(*first)->next;
	}
}

struct script *script_lex(const char *text, size_t len, struct script_error *error)
{
	static const struct token start = { .line = 1, .column = 1 };
	struct script *script = calloc(1, sizeof(*script));

	memset(error, 0, sizeof(*error));
	if (script)
		script->text = malloc(len + 1);
	if (!script || !script->text) {
		free(script);
		script_fail(error, &start, NULL, "out of memory");
		return NULL;
	}
	memcpy(script->text, text, len);
	script->text[len] = '\0';
	script->len = len;
	if (lex(script->text, len, &script->tokens, error))
		return script;
	script_free(script);
	return NULL;
}

struct script *script_parse(const char *text, size_t len, struct script_error *error)
{
	struct script *script = script_lex(text, len, error);
	struct parser p = { .script = script, .error = error };

	if (!script)
		return NULL;
	if (parse_statements(&p, &script->first, NULL))
		return script;
	script_free(script);
	return NULL;
}

void script_free(struct script *script)
{
	if (!script)
		return;
	free_stmts(script->first);
	free(script->tokens.v);
	free(script->text);
	free(script);
}

const struct stmt *script_first(const struct script *script)
{
	return script->first;
}

const char *script_text(const struct script *script)
{
	return script->text;
}

u32 script_nr_tokens(const struct script *script)
{
	return script->tokens.nr;
}

const struct token *script_token(const struct script *script, u32 i)
{
	return &script->tokens.v[i < script->tokens.nr ? i : script->tokens.nr - 1];
}

struct span script_span(const struct script *script, u32 first, u32 end)
{
	const struct token *a = script_token(script, first);
	const struct token *b;

	if (end <= first)
		return (struct span){ script->text + a->at, 0 };
	b = script_token(script, end - 1);
	return (struct span){ script->text + a->at, b->at + b->len - a->at };
}

struct span stmt_word(const struct stmt *stmt)
{
	return script_span(stmt->script, stmt->head, stmt->head + stmt->nr_head);
}

struct span stmt_span(const struct stmt *stmt)
{
	return script_span(stmt->script, stmt->head, stmt->end);
}

struct span stmt_arg_span(const struct stmt *stmt, u32 i)
{
	const struct stmt_arg *arg = &stmt->arg[i];

	return script_span(stmt->script, arg->first, arg->first + arg->nr);
}

bool span_is(struct span span, const char *what)
{
	return span.len == strlen(what) && !memcmp(span.text, what, span.len);
}

int span_shown(struct span span)
{
	return span.len > 60 ? 60 : (int)span.len;
}

bool stmt_sub(const struct stmt *stmt, u32 i, struct stmt *out, struct script_error *error)
{
	const struct token *token;

	if (i >= stmt->nr_args)
		return script_fail(error, script_token(stmt->script, stmt->end_arg),
				   "for example: on cpu 1 add_timer t1 +3j",
				   "a statement must follow here");
	token = script_token(stmt->script, stmt->arg[i].first);
	if (stmt->arg[i].has_key || token->kind != TOKEN_WORD)
		return script_fail(error, token, "for example: on cpu 1 add_timer t1 +3j",
				   "a statement begins with a word");
	*out = *stmt;
	out->line = token->line;
	out->column = token->column;
	out->head = stmt->arg[i].first;
	out->nr_head = stmt->arg[i].nr;
	out->first_arg = out->head + out->nr_head;
	out->arg = stmt->arg + i + 1;
	out->nr_args = stmt->nr_args - i - 1;
	out->next = NULL;
	return true;
}

u32 stmt_find(const struct stmt *stmt, const char *word)
{
	u32 i;

	for (i = 0; i < stmt->nr_args; i++) {
		if (!stmt->arg[i].has_key && span_is(stmt_arg_span(stmt, i), word))
			break;
	}
	return i;
}

const struct stmt_arg *stmt_key(const struct stmt *stmt, const char *key)
{
	u32 i;

	for (i = 0; i < stmt->nr_args; i++) {
		const struct stmt_arg *arg = &stmt->arg[i];

		if (arg->has_key && span_is(script_span(stmt->script, arg->key, arg->key + 1), key))
			return arg;
	}
	return NULL;
}
