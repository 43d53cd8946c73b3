/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Functions that never return: see endless.h.
 */
#include "endless.h"

#include <ctype.h>
#include <string.h>

#include "parse.h"

#define MAX_CALLS 16u			/* in a row, of which the last is endless */

/* --- words of a function --------------------------------------------------- */

struct reader {
	const char *at, *end;
	u32 depth;			/* of braces; the body is 1 */
};

static const char *line_begin(const struct step_file *file, u32 line)
{
	const char *at = file->text;

	for (; line > 1 && at; line--) {
		at = memchr(at, '\n', (size_t)(file->text + file->text_len - at));
		at = at ? at + 1 : NULL;
	}
	return at;
}

static struct reader reader_of(u32 func)
{
	const struct step_func *f = &step_funcs[func];
	const struct step_file *file = &step_files[f->file];
	const char *end = line_begin(file, f->end_line + 1);

	return (struct reader){
		.at = line_begin(file, f->line),
		.end = end ? end : file->text + file->text_len,
	};
}

static void skip_comment(struct reader *r)
{
	while (r->at < r->end && (r->at[-1] != '*' || *r->at != '/'))
		r->at++;
}

static void skip_string(struct reader *r)
{
	const char quote = *r->at++;

	while (r->at < r->end && *r->at != quote)
		r->at += 1 + (*r->at == '\\');
}

/* The next name, or a character that is none; r->at stands behind it.  Empty at
 * the end. */
static struct span next_word(struct reader *r)
{
	for (; r->at && r->at < r->end; r->at++) {
		const char *begin = r->at;

		if (isalpha((u8)*begin) || *begin == '_') {
			while (r->at < r->end && (isalnum((u8)*r->at) ||
						  *r->at == '_'))
				r->at++;
			return (struct span){ begin, (size_t)(r->at - begin) };
		}
		if (begin[0] == '/' && begin[1] == '*') {
			r->at += 3;
			skip_comment(r);
		} else if (*begin == '"' || *begin == '\'') {
			skip_string(r);
		} else if (!isspace((u8)*begin)) {
			r->depth += *begin == '{';
			r->depth -= *begin == '}';
			r->at++;
			return (struct span){ begin, 1 };
		}
	}
	return (struct span){ r->end, 0 };
}

static bool is_endless_loop(struct reader r)
{
	static const char *const heads[] = { "(", ";", ";", ")" };
	size_t i;

	for (i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
		if (!span_is(next_word(&r), heads[i]))
			return false;
	return true;
}

/* --- functions --------------------------------------------------------------- */

/* In the body itself, not in a branch of it: "for (;;)" and no way out. */
static bool has_endless_loop(u32 func)
{
	struct reader r = reader_of(func);
	bool loops = false;
	struct span word;

	for (word = next_word(&r); word.len; word = next_word(&r)) {
		if (span_is(word, "return") || span_is(word, "break") ||
		    span_is(word, "goto"))
			return false;
		if (r.depth == 1 && span_is(word, "for") && is_endless_loop(r))
			loops = true;
	}
	return loops;
}

/* The function called so, of this file if there are several; 0: none. */
static u32 function_called(struct span name, u16 file)
{
	u32 i, found = 0;

	for (i = 1; i < step_nr_funcs; i++)
		if (span_is(name, step_funcs[i].name) &&
		    (!found || step_funcs[i].file == file))
			found = i;
	return found;
}

/* What the last statement of the body calls, if it is nothing but a call and no
 * statement returns before; 0: none. */
static u32 last_call(u32 func)
{
	struct reader r = reader_of(func);
	struct span word, first = { r.at, 0 }, call = { r.at, 0 };
	bool begins = false;		/* a statement of the body does */

	for (word = next_word(&r); word.len; word = next_word(&r)) {
		if (span_is(word, "return") || span_is(word, "goto"))
			return 0;
		if (begins)
			first = word;
		else if (first.len && span_is(word, "(") &&
			 first.text + first.len == word.text)
			call = first;
		if (begins && r.depth == 1)
			call.len = 0;
		if (!begins)
			first.len = 0;
		begins = r.depth == 1 && (span_is(word, "{") ||
			 span_is(word, ";") || span_is(word, "}"));
	}
	return call.len ? function_called(call, step_funcs[func].file) :
			  0;
}

bool function_is_endless(u32 func)
{
	u32 i;

	for (i = 0; func && func < step_nr_funcs && i < MAX_CALLS; i++) {
		if (has_endless_loop(func))
			return true;
		func = last_call(func);
	}
	return false;
}

const struct step_frame *endless_frame(const struct step_frame *frame, u64 nr)
{
	for (; frame && nr; frame = frame->up, nr--)
		if (frame->func != STEP_FUNC_BODY &&
		    function_is_endless(frame->func))
			return frame;
	return NULL;
}
