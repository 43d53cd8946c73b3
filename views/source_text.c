/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts of the source pane: see source_text.h.
 */
#include "views/source_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "linux/program.h"
#include "machine/step.h"
#include "machine/strings.h"
#include "views/match.h"

#define TAB 4u				/* columns of a tab, and of a block */
#define PAINT_MAX 512u			/* bytes of a line that are painted */

/* --- places -------------------------------------------------------------- */

static bool place_in_body(const struct machine *m, u32 number,
			  struct source_place *place)
{
	const struct insn *insn = program_insn(m, number);
	const struct program *program =
		insn ? program_get(m, insn->program) : NULL;

	if (!program)
		return false;
	*place = (struct source_place){
		SOURCE_BODY, insn->program, number - program->first,
	};
	return true;
}

bool source_place_of(const struct machine *m, const struct step_frame *frame,
		     struct source_place *place)
{
	u32 line;

	if (!frame)
		return false;
	if (frame->func == STEP_FUNC_BODY)
		return place_in_body(m, frame->at, place);
	if (frame->func >= step_nr_funcs || frame->at >= step_nr_stmts)
		return false;
	line = frame->at ? step_stmts[frame->at].line :
			   step_funcs[frame->func].line;
	*place = (struct source_place){
		SOURCE_FILE, step_funcs[frame->func].file,
		line ? line - 1 : 0,
	};
	return true;
}

/* --- reading ------------------------------------------------------------- */

static bool add_line(struct source_text *text, const struct source_line *line)
{
	if (text->nr == text->max) {
		const u32 max = text->max ? 2 * text->max : 256;
		struct source_line *grown =
			realloc(text->line, max * sizeof(*grown));

		if (!grown)
			return false;
		text->line = grown;
		text->max = max;
	}
	text->line[text->nr++] = *line;
	return true;
}

/* What a byte of C is, and what the next one is then in. */
enum lex {
	LEX_CODE,
	LEX_COMMENT,			/* between its slashes and stars */
	LEX_LINE_COMMENT,
	LEX_STRING,
	LEX_CHAR,
};

/* Pass over one token at @at (a byte in most states); returns its length. */
static size_t lex_next(enum lex *lex, const char *at, size_t left)
{
	const bool two = left > 1;

	if (*lex == LEX_COMMENT && two && at[0] == '*' && at[1] == '/') {
		*lex = LEX_CODE;
		return 2;
	}
	if (*lex == LEX_CODE && two && at[0] == '/' &&
	    (at[1] == '*' || at[1] == '/')) {
		*lex = at[1] == '*' ? LEX_COMMENT : LEX_LINE_COMMENT;
		return 2;
	}
	if ((*lex == LEX_STRING || *lex == LEX_CHAR) && two && at[0] == '\\')
		return 2;
	if (*lex == LEX_CODE && (at[0] == '"' || at[0] == '\''))
		*lex = at[0] == '"' ? LEX_STRING : LEX_CHAR;
	else if ((*lex == LEX_STRING && at[0] == '"') ||
		 (*lex == LEX_CHAR && at[0] == '\''))
		*lex = LEX_CODE;
	return 1;
}

/* Whether the line after @line begins inside a comment. */
static bool comment_goes_on(const struct source_line *line)
{
	enum lex lex = line->comment ? LEX_COMMENT : LEX_CODE;
	size_t i = 0;

	while (i < line->len)
		i += lex_next(&lex, line->text + i, line->len - i);
	return lex == LEX_COMMENT;
}

static bool read_file(struct source_text *text, const struct step_file *file)
{
	const char *at = file->text, *end = file->text + file->text_len;
	struct source_line line = { .number = 1 };

	while (at < end) {
		const char *next = memchr(at, '\n', (size_t)(end - at));

		line.text = at;
		line.len = (u32)((next ? next : end) - at);
		if (!add_line(text, &line))
			return false;
		line.comment = comment_goes_on(&line);
		line.number++;
		at = next ? next + 1 : end;
	}
	return true;
}

static bool read_body(struct source_text *text, const struct machine *m,
		      const struct program *program)
{
	u32 end[PROGRAM_MAX_NEST];
	u32 depth = 0, i;

	for (i = program->first; i < program->first + program->nr; i++) {
		const struct insn *insn = program_insn(m, i);
		struct source_line line = { 0 };

		if (!insn)
			return true;
		while (depth && i >= end[depth - 1])
			depth--;
		line.text = string_text(m, insn->text);
		line.len = (u32)strlen(line.text);
		line.number = insn->line;
		line.indent = TAB * depth;
		if (!add_line(text, &line))
			return false;
		if (insn->end > i + 1 && depth < PROGRAM_MAX_NEST)
			end[depth++] = insn->end;
	}
	return true;
}

bool source_text_open(struct source_text *text, const struct machine *m,
		      enum source_kind kind, u32 id)
{
	const struct program *program =
		kind == SOURCE_BODY ? program_get(m, id) : NULL;
	bool ok = false;

	if (kind == SOURCE_FILE && text->kind == kind && text->id == id)
		return true;
	text->nr = 0;
	text->kind = kind;
	text->id = id;
	if (kind == SOURCE_FILE && id && id < step_nr_files)
		ok = read_file(text, &step_files[id]);
	else if (program)
		ok = read_body(text, m, program);
	if (!ok || !text->nr) {
		text->kind = SOURCE_NONE;
		text->nr = 0;
	}
	return text->nr;
}

void source_text_free(struct source_text *text)
{
	free(text->line);
	*text = (struct source_text){ 0 };
}

/* --- what stands where --------------------------------------------------- */

const char *source_text_name(const struct source_text *text,
			     const struct machine *m, char *buf, size_t size)
{
	const struct program *program;
	const char *path, *slash;

	buf[0] = '\0';
	if (text->kind == SOURCE_FILE) {
		path = step_files[text->id].path;
		slash = strrchr(path, '/');
		return slash ? slash + 1 : path;
	}
	program = text->kind == SOURCE_BODY ? program_get(m, text->id) : NULL;
	if (program)
		snprintf(buf, size, "%s {}", program->name ?
			 string_text(m, program->name) : "body");
	return buf;
}

u32 source_text_func(const struct source_text *text, u32 line)
{
	u32 i;

	if (text->kind != SOURCE_FILE)
		return 0;
	for (i = 1; i < step_nr_funcs; i++)
		if (step_funcs[i].file == text->id &&
		    step_funcs[i].line <= line + 1 &&
		    step_funcs[i].end_line >= line + 1)
			return i;
	return 0;
}

u32 source_text_stmt(const struct source_text *text, u32 line)
{
	u32 best = 0, i;

	if (text->kind != SOURCE_FILE)
		return 0;
	for (i = 1; i < step_nr_stmts; i++)
		if (step_stmts[i].file == text->id &&
		    step_stmts[i].line > line &&
		    (!best || step_stmts[i].line < step_stmts[best].line))
			best = i;
	return best;
}

/* --- words --------------------------------------------------------------- */

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '_';
}

static size_t word_length(const char *text, size_t left)
{
	size_t n = 0;

	while (n < left && is_word(text[n]))
		n++;
	return n;
}

static bool is_keyword(const char *word, size_t len)
{
	static const char *const keywords[] = {
		"bool", "break", "case", "char", "const", "continue",
		"default", "do", "else", "enum", "extern", "for", "goto", "if",
		"inline", "int", "long", "return", "s16", "s32", "s64", "s8",
		"short", "signed", "sizeof", "static", "struct", "switch",
		"typedef", "u16", "u32", "u64", "u8", "union", "unsigned",
		"void", "volatile", "while",
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(keywords); i++)
		if (strlen(keywords[i]) == len &&
		    !memcmp(keywords[i], word, len))
			return true;
	return false;
}

static u32 find_func(const char *name, size_t len)
{
	u32 i;

	for (i = 1; i < step_nr_funcs; i++)
		if (strlen(step_funcs[i].name) == len &&
		    !memcmp(step_funcs[i].name, name, len))
			return i;
	return 0;
}

u32 source_text_callee(const struct source_line *line)
{
	enum lex lex = line->comment ? LEX_COMMENT : LEX_CODE;
	size_t i = 0, n;

	while (i < line->len) {
		const char *at = line->text + i;
		const size_t left = line->len - i;
		u32 func = 0;

		n = lex == LEX_CODE ? word_length(at, left) : 0;
		if (n && n < left && at[n] == '(')
			func = find_func(at, n);
		if (func)
			return func;
		i += n ? n : lex_next(&lex, at, left);
	}
	return 0;
}

/* --- painting ------------------------------------------------------------ */

/* A line as it is painted: tabs are blanks, and each byte has its role. */
struct painted {
	char text[PAINT_MAX];
	u8 role[PAINT_MAX];
	size_t len;
	u32 columns;
};

static void put(struct painted *p, enum role role, const char *text, size_t len)
{
	size_t i, n;

	for (i = 0; i < len; i += n) {
		const u32 ch = text_decode(text + i, len - i, &n);
		const u32 bytes = ch == '\t' ? TAB - p->columns % TAB : (u32)n;

		if (p->len + TAB >= PAINT_MAX)
			return;
		p->columns += ch == '\t' ? bytes : char_columns(ch);
		memset(p->role + p->len, role, bytes);
		if (ch == '\t')
			memset(p->text + p->len, ' ', bytes);
		else
			memcpy(p->text + p->len, text + i, n);
		p->len += bytes;
	}
}

static void put_line(struct painted *p, enum role role,
		     const struct source_line *line)
{
	enum lex lex = line->comment ? LEX_COMMENT : LEX_CODE;
	size_t i = 0, n;
	u32 k;

	for (k = 0; k < line->indent; k++)
		put(p, role, " ", 1);
	while (i < line->len) {
		const char *at = line->text + i;
		const enum lex before = lex;
		enum role own = role;

		n = lex == LEX_CODE ? word_length(at, line->len - i) : 0;
		if (n && is_keyword(at, n))
			own = ROLE_KEYWORD;
		if (!n)
			n = lex_next(&lex, at, line->len - i);
		if (before == LEX_COMMENT || lex == LEX_COMMENT ||
		    lex == LEX_LINE_COMMENT)
			own = ROLE_COMMENT;
		put(p, own, at, n);
		i += n;
	}
	p->text[p->len] = '\0';
}

static void mark_matches(struct painted *p, const char *what)
{
	const char *at = match_find(p->text, what);

	while (at) {
		memset(p->role + (at - p->text), ROLE_MATCH, strlen(what));
		at = match_find(at + strlen(what), what);
	}
}

bool source_line_match(const struct source_line *line, const char *what)
{
	struct painted p = { .len = 0 };

	put_line(&p, ROLE_TEXT, line);
	return match_find(p.text, what);
}

void source_line_paint(const struct canvas *canvas, u32 x, u32 y,
		       enum role role, const struct source_line *line,
		       u32 shift, const char *what)
{
	struct painted p = { .len = 0 };
	size_t at = 0, end, n;
	bool cut;

	put_line(&p, role, line);
	mark_matches(&p, what);
	cut = p.columns > shift && x + p.columns - shift > canvas->width;
	while (at < p.len && shift) {
		const u32 columns =
			char_columns(text_decode(p.text + at, p.len - at, &n));

		shift -= columns < shift ? columns : shift;
		at += n;
	}
	for (; at < p.len && x < canvas->width; at = end) {
		for (end = at; end < p.len && p.role[end] == p.role[at]; end++)
			;
		x = canvas_ntext(canvas, x, y, (enum role)p.role[at],
				 p.text + at, end - at);
	}
	if (cut)
		canvas_glyph(canvas, canvas->width - 1, y, ROLE_DIM,
			     GLYPH_ELLIPSIS);
}
