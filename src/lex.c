/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scanner of the command language.
 *
 * One pass over the bytes.  Outside of strings and comments only ASCII is
 * accepted, so that no two commands can look alike; inside them anything goes
 * but line ends and NUL bytes.  A line end ends a statement, except inside
 * ( ) and [ ], and after a backslash.
 */
#include "lex.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct lexer {
	const char *text;
	size_t len;
	size_t at;
	u32 line, column;
	bool spaced;
	u32 nr_open;			/* ( and [ that wait to be closed */
	u32 open[SCRIPT_DEPTH_MAX];	/* ... their tokens */
	struct tokens *tokens;
	u32 room;
	struct script_error *error;
};

void script_vfail(struct script_error *error, u32 line, u32 column, const char *right,
		  const char *what, va_list ap)
{
	memset(error, 0, sizeof(*error));
	error->line = line;
	error->column = column;
	vsnprintf(error->what, sizeof(error->what), what, ap);
	snprintf(error->right, sizeof(error->right), "%s", right ? right : "");
}

bool script_fail(struct script_error *error, const struct token *token, const char *right,
		 const char *what, ...)
{
	va_list ap;

	va_start(ap, what);
	script_vfail(error, token->line, token->column, right, what, ap);
	va_end(ap);
	return false;
}

void script_error_format(const struct script_error *error, char *buf, size_t size)
{
	snprintf(buf, size, "line %u, column %u: %s%s%s", error->line, error->column, error->what,
		 error->right[0] ? "; " : "", error->right);
}

__attribute__((format(printf, 3, 4)))
static bool fail(struct lexer *lx, const char *right, const char *what, ...)
{
	va_list ap;

	va_start(ap, what);
	script_vfail(lx->error, lx->line, lx->column, right, what, ap);
	va_end(ap);
	return false;
}

static int peek(const struct lexer *lx, size_t ahead)
{
	return lx->at + ahead < lx->len ? (u8)lx->text[lx->at + ahead] : -1;
}

/* Columns count characters: the later bytes of a UTF-8 sequence are none. */
static void advance(struct lexer *lx)
{
	u8 c = (u8)lx->text[lx->at++];

	if (c == '\n') {
		lx->line++;
		lx->column = 1;
	} else if ((c & 0xc0) != 0x80) {
		lx->column++;
	}
}

static struct token *add(struct lexer *lx, enum token_kind kind)
{
	struct tokens *tokens = lx->tokens;
	struct token *token;

	if (tokens->nr == lx->room) {
		u32 room = lx->room ? lx->room * 2 : 64;
		struct token *v = realloc(tokens->v, room * sizeof(*v));

		if (!v) {
			fail(lx, NULL, "out of memory");
			return NULL;
		}
		tokens->v = v;
		lx->room = room;
	}
	token = &tokens->v[tokens->nr++];
	*token = (struct token){
		.kind = (u8)kind, .spaced = lx->spaced, .at = (u32)lx->at,
		.line = lx->line, .column = lx->column,
	};
	lx->spaced = false;
	return token;
}

static bool is_letter(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(int c)
{
	return c >= '0' && c <= '9';
}

/* A word, or a number with whatever letters stick to it. */
static bool lex_word(struct lexer *lx, enum token_kind kind)
{
	struct token *token = add(lx, kind);

	if (!token)
		return false;
	while (is_letter(peek(lx, 0)) || is_digit(peek(lx, 0)))
		advance(lx);
	token->len = (u32)lx->at - token->at;
	return true;
}

static int hex_digit(int c)
{
	if (is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* Stands behind a backslash in a string. */
static bool lex_escape(struct lexer *lx)
{
	int c = peek(lx, 0);

	if (c == 'n' || c == 't' || c == '"' || c == '\\') {
		advance(lx);
		return true;
	}
	if (c == 'x' && hex_digit(peek(lx, 1)) >= 0 && hex_digit(peek(lx, 2)) >= 0 &&
	    hex_digit(peek(lx, 1)) + hex_digit(peek(lx, 2)) > 0) {
		advance(lx);
		advance(lx);
		advance(lx);
		return true;
	}
	return fail(lx, "write \\n \\t \\\" \\\\ or \\xHH (not \\x00)",
		    "this is no escape sequence");
}

static bool lex_string(struct lexer *lx)
{
	struct token *token = add(lx, TOKEN_STRING);
	u32 index = lx->tokens->nr - 1;

	if (!token)
		return false;
	advance(lx);
	while (peek(lx, 0) != '"') {
		int c = peek(lx, 0);

		if (c < 0 || c == '\n')
			return script_fail(lx->error, &lx->tokens->v[index],
					   "end it with \" on the same line",
					   "this string is not closed");
		if (c == 0)
			return fail(lx, NULL, "a NUL byte in a string");
		advance(lx);
		if (c == '\\' && !lex_escape(lx))
			return false;
	}
	advance(lx);
	token = &lx->tokens->v[index];
	token->len = (u32)lx->at - token->at;
	return true;
}

/* The operators of two characters. */
static bool is_pair(int a, int b)
{
	if (b == '=')
		return a == '=' || a == '!' || a == '<' || a == '>';
	return a == '-' && b == '>';
}

static bool lex_open(struct lexer *lx)
{
	if (lx->nr_open == SCRIPT_DEPTH_MAX)
		return fail(lx, "take it apart", "brackets nest more than %d deep",
			    SCRIPT_DEPTH_MAX);
	lx->open[lx->nr_open++] = lx->tokens->nr;
	return true;
}

static bool lex_close(struct lexer *lx, int c)
{
	const struct token *open;

	if (!lx->nr_open)
		return fail(lx, NULL, "there is no %c for this %c to close", c == ')' ? '(' : '[',
			    c);
	open = &lx->tokens->v[lx->open[--lx->nr_open]];
	if (lx->text[open->at] == (c == ')' ? '(' : '['))
		return true;
	return fail(lx, lx->text[open->at] == '(' ? "write ) here" : "write ] here",
		    "%c does not close the %c of line %u, column %u", c, lx->text[open->at],
		    open->line, open->column);
}

static bool not_closed(struct lexer *lx)
{
	const struct token *open = &lx->tokens->v[lx->open[lx->nr_open - 1]];
	char c = lx->text[open->at];

	return script_fail(lx->error, open, c == '(' ? "close it with )" : "close it with ]",
			   "this %c is not closed", c);
}

static bool lex_punct(struct lexer *lx)
{
	int c = peek(lx, 0);
	struct token *token;

	if (c < 0x20 || c == 0x7f)
		return fail(lx, NULL, c ? "a control character (0x%02x)" : "a NUL byte", c);
	if (c >= 0x80)
		return fail(lx, "put it in quotes: \"...\"",
			    "outside of strings and comments only ASCII is understood");
	if ((c == '(' || c == '[') && !lex_open(lx))
		return false;
	if ((c == ')' || c == ']') && !lex_close(lx, c))
		return false;
	if ((c == '{' || c == '}') && lx->nr_open)
		return not_closed(lx);
	token = add(lx, TOKEN_PUNCT);
	if (!token)
		return false;
	token->punct = PUNCT2(c, 0);
	token->len = 1;
	if (is_pair(c, peek(lx, 1))) {
		token->punct = PUNCT2(c, peek(lx, 1));
		token->len = 2;
		advance(lx);
	}
	advance(lx);
	return true;
}

/* The end of a line or a ";" is a token, except inside brackets. */
static bool lex_newline(struct lexer *lx)
{
	struct token *token;

	if (lx->nr_open && peek(lx, 0) == ';')
		return not_closed(lx);
	if (lx->nr_open) {
		advance(lx);
	} else {
		token = add(lx, TOKEN_NEWLINE);
		if (!token)
			return false;
		token->len = 1;
		advance(lx);
	}
	lx->spaced = true;
	return true;
}

/* Skips what separates tokens: white space, comments, escaped line ends. */
static void skip_space(struct lexer *lx)
{
	for (;;) {
		int c = peek(lx, 0);

		if (c == ' ' || c == '\t' || c == '\r') {
			advance(lx);
		} else if (c == '#') {
			while (peek(lx, 0) >= 0 && peek(lx, 0) != '\n')
				advance(lx);
		} else if (c == '\\' && peek(lx, 1) == '\n') {
			advance(lx);
			advance(lx);
		} else {
			return;
		}
		lx->spaced = true;
	}
}

static bool lex_one(struct lexer *lx)
{
	int c = peek(lx, 0);

	if (c == '\n' || c == ';')
		return lex_newline(lx);
	if (c == '"')
		return lex_string(lx);
	if (is_letter(c))
		return lex_word(lx, TOKEN_WORD);
	if (is_digit(c))
		return lex_word(lx, TOKEN_NUMBER);
	if (c == '\\' && lx->at + 1 == lx->len) {
		fail(lx, "go on in the next line", "the line ends with a backslash");
		lx->error->incomplete = true;
		return false;
	}
	return lex_punct(lx);
}

static bool lex_all(struct lexer *lx)
{
	if (lx->len >= 3 && !memcmp(lx->text, "\xef\xbb\xbf", 3))
		lx->at = 3;
	for (;;) {
		skip_space(lx);
		if (lx->at == lx->len)
			break;
		if (!lex_one(lx))
			return false;
	}
	if (lx->nr_open) {
		not_closed(lx);
		lx->error->incomplete = true;
		return false;
	}
	return add(lx, TOKEN_END);
}

bool lex(const char *text, size_t len, struct tokens *tokens, struct script_error *error)
{
	struct lexer lx = {
		.text = text, .len = len, .line = 1, .column = 1, .spaced = true,
		.tokens = tokens, .error = error,
	};

	*tokens = (struct tokens){ 0 };
	if (len > INT32_MAX)
		return fail(&lx, "split it", "the text is longer than 2 GiB");
	if (lex_all(&lx))
		return true;
	free(tokens->v);
	*tokens = (struct tokens){ 0 };
	return false;
}

char *token_string(const char *text, const struct token *token, size_t *len)
{
	char *out = malloc(token->len + 1);
	size_t n = 0;
	u32 i;

	if (!out)
		return NULL;
	for (i = token->at + 1; i < token->at + token->len - 1; i++) {
		char c = text[i];

		if (c == '\\') {
			c = text[++i];
			if (c == 'x') {
				c = (char)(hex_digit(text[i + 1]) << 4 | hex_digit(text[i + 2]));
				i += 2;
			} else if (c == 'n') {
				c = '\n';
			} else if (c == 't') {
				c = '\t';
			}
		}
		out[n++] = c;
	}
	out[n] = '\0';
	*len = n;
	return out;
}

bool token_is(const char *text, const struct token *token, const char *what)
{
	return (token->kind == TOKEN_WORD || token->kind == TOKEN_PUNCT) &&
	       token->len == strlen(what) && !memcmp(text + token->at, what, token->len);
}

/* --- numbers ------------------------------------------------------------------ */

static const struct {
	const char *name;
	enum number_unit unit;
	u64 ns;
} units[] = {
	{ "", NUMBER_PLAIN, 0 },	       { "j", NUMBER_JIFFIES, 0 },
	{ "ns", NUMBER_NS, 1 },		       { "us", NUMBER_US, NSEC_PER_USEC },
	{ "ms", NUMBER_MS, NSEC_PER_MSEC },    { "s", NUMBER_S, NSEC_PER_SEC },
};

static bool too_large(struct script_error *error, const struct token *token)
{
	return script_fail(error, token, "the largest is 9223372036854775807 (ns: 292 years)",
			   "this number is too large: time ends at KTIME_MAX");
}

/* Digits into *value; returns how many bytes they took, 0 for overflow. */
static u32 read_digits(const char *s, u32 len, u64 *value)
{
	u32 base = len > 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X') ? 16 : 10;
	u32 i = base == 16 ? 2 : 0;

	*value = 0;
	for (; i < len; i++) {
		int digit = base == 16 ? hex_digit(s[i]) : is_digit(s[i]) ? s[i] - '0' : -1;

		if (digit < 0)
			break;
		if (*value > (UINT64_MAX - (u64)digit) / base)
			return 0;
		*value = *value * base + (u64)digit;
	}
	return i;
}

/* Masks may have all 64 bits and jiffies wrap there; everything else is signed. */
static bool in_range(const struct number *number, u64 factor, bool hex)
{
	if (number->unit == NUMBER_JIFFIES || (hex && number->unit == NUMBER_PLAIN))
		return true;
	return number->value <= KTIME_MAX / (factor ? factor : 1);
}

static bool read_number(const char *text, const struct token *token, struct number *number,
			struct script_error *error)
{
	const char *s = text + token->at;
	u32 used = read_digits(s, token->len, &number->value);
	size_t i;

	if (!used)
		return too_large(error, token);
	for (i = 0; i < ARRAY_SIZE(units); i++) {
		if (strlen(units[i].name) != token->len - used ||
		    memcmp(units[i].name, s + used, token->len - used))
			continue;
		number->unit = units[i].unit;
		if (!in_range(number, units[i].ns, used > 2 && (s[1] | 0x20) == 'x'))
			return too_large(error, token);
		number->ns = number->value * units[i].ns;
		return true;
	}
	return script_fail(error, token, "units are j (jiffies), ns, us, ms, s",
			   "'%.*s' is no number and no time",
			   (int)(token->len > 40 ? 40 : token->len), s);
}

/* The part of a sec:nsec behind the colon. */
static u32 read_nsec(const char *text, const struct token *token, struct number *number,
		     struct script_error *error)
{
	struct number nsec = { 0 };

	if (!read_number(text, token, &nsec, error))
		return 0;
	if (number->unit != NUMBER_PLAIN || nsec.unit != NUMBER_PLAIN ||
	    nsec.value >= NSEC_PER_SEC) {
		script_fail(error, token, "for example 1:500000000 is one and a half seconds",
			    "sec:nsec are two numbers without units, the second below 1000000000");
		return 0;
	}
	if (number->value > (KTIME_MAX - nsec.value) / NSEC_PER_SEC) {
		too_large(error, token);
		return 0;
	}
	number->unit = NUMBER_S;
	number->timespec = true;
	number->nsec = (u32)nsec.value;
	number->ns = number->value * NSEC_PER_SEC + nsec.value;
	return 3;
}

u32 token_number(const char *text, const struct token *token, struct number *number,
		 struct script_error *error)
{
	*number = (struct number){ 0 };
	if (token->kind != TOKEN_NUMBER) {
		script_fail(error, token, "for example 10ms, 3j, 2s or 500us",
			    "a number was expected here");
		return 0;
	}
	if (!read_number(text, token, number, error))
		return 0;
	if (token[1].kind == TOKEN_PUNCT && !token[1].spaced &&
	    token[2].kind == TOKEN_NUMBER && !token[2].spaced) {
		if (token_is(text, &token[1], ":"))
			return read_nsec(text, &token[2], number, error);
		if (token_is(text, &token[1], ".")) {
			script_fail(error, token, "use a smaller unit: 1500us, not 1.5ms",
				    "there are no fractions");
			return 0;
		}
	}
	return 1;
}

/* --- names that are nearly right ---------------------------------------------- */

#define NEAREST_LEN 63

/* Levenshtein distance, with one row of the table. */
static u32 edit_distance(const char *a, size_t na, const char *b, size_t nb)
{
	u32 row[NEAREST_LEN + 1];
	size_t i, j;

	for (j = 0; j <= nb; j++)
		row[j] = (u32)j;
	for (i = 1; i <= na; i++) {
		u32 diagonal = row[0];

		row[0] = (u32)i;
		for (j = 1; j <= nb; j++) {
			u32 best = diagonal + (a[i - 1] != b[j - 1]);

			diagonal = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[nb];
}

void nearest_begin(struct nearest *nearest, const char *word, size_t len)
{
	memset(nearest, 0, sizeof(*nearest));
	nearest->word = word;
	nearest->len = len;
}

/* How far apart, where a beginning that fits counts as near. */
static u32 distance_to(const struct nearest *nearest, const char *name, size_t len)
{
	if (nearest->len >= 2 && len > nearest->len && !memcmp(name, nearest->word, nearest->len))
		return 1;
	return edit_distance(nearest->word, nearest->len, name, len);
}

void nearest_offer(struct nearest *nearest, const char *name)
{
	size_t len = strlen(name);
	u32 distance, i, j;

	if (!len || len > NEAREST_LEN || nearest->len > NEAREST_LEN)
		return;
	distance = distance_to(nearest, name, len);
	if (distance > 1 + nearest->len / 3)
		return;
	for (i = 0; i < nearest->nr; i++) {
		if (!strcmp(nearest->name[i], name))
			return;
	}
	for (i = 0; i < nearest->nr && nearest->distance[i] <= distance; i++)
		;
	if (i == ARRAY_SIZE(nearest->distance))
		return;
	if (nearest->nr < ARRAY_SIZE(nearest->distance))
		nearest->nr++;
	for (j = nearest->nr - 1; j > i; j--) {
		nearest->distance[j] = nearest->distance[j - 1];
		memcpy(nearest->name[j], nearest->name[j - 1], sizeof(nearest->name[j]));
	}
	nearest->distance[i] = distance;
	memcpy(nearest->name[i], name, len + 1);
}

const char *nearest_text(const struct nearest *nearest, char *buf, size_t size)
{
	const char (*name)[64] = nearest->name;

	if (nearest->nr == 0)
		return "";
	if (nearest->nr == 1)
		snprintf(buf, size, "did you mean %s?", name[0]);
	else if (nearest->nr == 2)
		snprintf(buf, size, "did you mean %s or %s?", name[0], name[1]);
	else
		snprintf(buf, size, "did you mean %s, %s or %s?", name[0], name[1], name[2]);
	return buf;
}
