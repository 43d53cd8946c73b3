/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The source: the real statements that the CPUs execute, and which comes next.
 *
 *	B01> 212  	fn(timer);
 *	||||  '-- line
 *	|||'-- here: the focused CPU, or others
 *	|''-- CPUs that stand before this line
 *	'-- breakpoint
 *
 * The pane follows the focused CPU: the file or script body of its innermost
 * frame, the line about a third from the top, which moves only when the CPU
 * leaves the window.  Once the user scrolls or searches, the pane stays where
 * it is until told to follow again.  Below the code stands what explains it:
 * the paragraph above the function, or the help of a body's statement.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "linux/program.h"
#include "views/cpu_facts.h"
#include "views/pane.h"
#include "views/source_text.h"
#include "views/standing.h"

#define NARRATION_HEIGHT 16u		/* less: if asked for, or for a text
					 * that leaves room */
#define SHIFT 8u			/* columns a LEFT or RIGHT moves */
#define SEARCH_MAX 100u

enum narrate { NARRATE_AUTO, NARRATE_ON, NARRATE_OFF };

struct source {
	struct source_text text;
	struct list_view list;		/* of its lines */
	bool away;			/* the user has scrolled */
	u32 lesson;			/* the statement that its step showed */
	u64 lesson_steps;		/* ... when this had been executed */
	u32 shift;			/* columns cut off */
	u32 first_row, height;		/* of the code in the last paint */
	enum narrate narrate;
	bool narrated;			/* in the last paint */
	char search[SEARCH_MAX];
};

/* --- following ----------------------------------------------------------- */

static void follow_window(struct source *source, u32 line)
{
	struct list_view *list = &source->list;
	const u32 height = source->height;
	const u32 below = height > 5 ? 2 : height > 2 ? 1 : 0;

	if (line < list->top + (line > 0 && height > 2) ||
	    line + below >= list->top + height)
		list->top = line > height / 3 ? line - height / 3 : 0;
	list->cursor = line;
	list_view_fit(list, source->text.nr, height);
}

/* Show what the focused CPU is about to do; what was shown stays when that
 * cannot be told. */
static void follow(struct source *source, const struct view *view,
		   const struct standing *standing)
{
	const struct source_place *place = &standing->place[view->focus];

	if (!standing->stands[view->focus]) {
		source->text.kind = SOURCE_NONE;
		return;
	}
	if (place->kind != source->text.kind || place->id != source->text.id)
		source->list.top = UINT32_MAX;
	if (source_text_open(&source->text, view->m, place->kind, place->id))
		follow_window(source, place->line);
}

/* A step of a lesson may have a place to look at: until the machine moves. */
static bool show_lesson(struct source *source, const struct view *view)
{
	const u32 wanted = view->lesson.title ? view->lesson.source : 0;
	const struct step_stmt *stmt = &step_stmts[wanted];

	if (wanted != source->lesson)
		source->lesson_steps = view->m->steps;
	source->lesson = wanted;
	if (!wanted || source->lesson_steps != view->m->steps ||
	    !source_text_open(&source->text, view->m, SOURCE_FILE, stmt->file))
		return false;
	follow_window(source, stmt->line - 1);
	return true;
}

/* --- code ---------------------------------------------------------------- */

/* Breakpoints before the statements of the visible lines. */
static void paint_breakpoints(const struct source *source,
			      const struct view *view,
			      const struct canvas *canvas)
{
	const u32 first = (u32)source->list.top + 1;
	u32 i;

	if (!view->breakpoint || source->text.kind != SOURCE_FILE)
		return;
	for (i = 1; i < step_nr_stmts; i++) {
		const struct step_stmt *stmt = &step_stmts[i];

		if (stmt->file == source->text.id && stmt->line >= first &&
		    stmt->line < first + source->height &&
		    view->breakpoint(view->ctx, i))
			canvas_glyph(canvas, 0,
				     source->first_row + stmt->line - first,
				     ROLE_BREAK, GLYPH_BREAK);
	}
}

/* The margin left of the code: who stands here, and the line's number. */
static u32 paint_margin(const struct view *view, const struct canvas *canvas,
			u32 y, enum role role, const char *cpus,
			const struct source_line *line)
{
	u32 x = 1 + standing_columns(view->m->nr_cpus);

	canvas_text(canvas, x - (u32)strlen(cpus), y, role, cpus);
	if (role != ROLE_TEXT)
		canvas_glyph(canvas, x, y, role, GLYPH_HERE);
	x++;
	if (line->number)
		canvas_printf(canvas, x, y, ROLE_DIM, "%3u", line->number);
	return x + (line->number > 999 ? 5 : 4);
}

static void paint_line(const struct source *source, const struct view *view,
		       const struct canvas *canvas, u32 y, u32 number,
		       const struct standing *standing)
{
	const struct source_line *line = &source->text.line[number];
	char cpus[8];
	enum role role = ROLE_TEXT;
	u32 x;

	if (standing_list(standing, view, &source->text, number, cpus))
		role = standing_at(standing, view->focus, &source->text,
				 number) ? ROLE_CURRENT : ROLE_CURRENT_OTHER;
	x = paint_margin(view, canvas, y, role, cpus, line);
	source_line_paint(canvas, x, y, ROLE_TEXT, line, source->shift,
			  source->search);
	if (role != ROLE_TEXT && !source_line_match(line, source->search))
		canvas_role(canvas, 1, y, canvas->width, role);
	else if (role != ROLE_TEXT)
		canvas_role(canvas, 1, y, x - 1, role);
	if (source->away && number == source->list.cursor)
		canvas_role(canvas, role == ROLE_TEXT ? 0 : x - 4, y,
			    role == ROLE_TEXT ? canvas->width : 3,
			    ROLE_CURSOR);
}

static void paint_code(struct source *source, const struct view *view,
		       const struct canvas *canvas,
		       const struct standing *standing)
{
	const u32 top = (u32)source->list.top;
	u32 i;

	for (i = 0; i < source->height && top + i < source->text.nr; i++)
		paint_line(source, view, canvas, source->first_row + i,
			   top + i, standing);
	paint_breakpoints(source, view, canvas);
}

/* --- what stands around it ----------------------------------------------- */

/* Why the focused CPU will not execute this line now; returns the rows. */
static u32 paint_status(const struct view *view, const struct canvas *canvas)
{
	const struct cpu *cpu = &view->m->cpu[view->focus];
	const u32 max = canvas->height > 5 ? 2 : 1;
	const struct canvas part = canvas_part(canvas, 0, 0, canvas->width,
					       max);
	char waits[CPU_FACT_MAX], text[CPU_FACT_MAX + 64];
	const char *choice = cpu_choice_text(view->m, cpu);
	u32 rows;

	cpu_waits_text(view->m, cpu, waits, sizeof(waits));
	if (!*waits && !*choice)
		return 0;
	snprintf(text, sizeof(text), "CPU %u %s%s%s%s", cpu->id,
		 cpu->state == CPU_DEAD ? "is dead: " : "", waits,
		 *waits && *choice ? "; " : "",
		 !*choice ? "" : cpu->held ? "is held (s steps it, H releases it)" :
					     "alone may move");
	rows = canvas_wrap(&part, 0, 0, cpu->state == CPU_DEAD ? ROLE_BAD :
			   ROLE_STRONG, text, true);
	return rows < max ? rows : max;
}

/* What explains the line under the cursor; "" if nothing does. */
static const char *narration_of(const struct source *source,
				const struct machine *m, const char **heading)
{
	const u32 line = (u32)source->list.cursor;
	const struct program *program;
	const struct insn *insn;
	u32 func;

	*heading = "";
	if (source->text.kind == SOURCE_BODY) {
		program = program_get(m, source->text.id);
		insn = program_insn(m, program->first + line);
		if (!insn || insn->call >= nr_calls)
			return "";
		*heading = call_table[insn->call].name;
		return call_table[insn->call].help;
	}
	func = source_text_func(&source->text, line);
	if (!func)
		return "";
	*heading = step_funcs[func].name;
	return step_funcs[func].narration;
}

static bool wants_narration(const struct source *source, u32 height)
{
	if (source->narrate == NARRATE_AUTO)
		return height >= NARRATION_HEIGHT ||
		       source->text.nr + 3 < height;
	return source->narrate == NARRATE_ON;
}

/* The explanation in the last rows, under a line with the function's name;
 * returns the rows it takes. */
static u32 paint_narration(struct source *source, const struct view *view,
			   const struct canvas *canvas, bool draw)
{
	const u32 max = canvas->height / 3 > 2 ? canvas->height / 3 : 2;
	const char *heading;
	const char *text = narration_of(source, view->m, &heading);
	struct canvas part;
	u32 rows;
	bool cut;

	if (!*text || !wants_narration(source, canvas->height))
		return 0;
	rows = canvas_wrap(canvas, 1, 0, ROLE_COMMENT, text, false) + 1;
	cut = rows > max;
	if (cut)
		rows = max;
	if (!draw)
		return rows;
	part = canvas_part(canvas, 0, canvas->height - rows, canvas->width,
			   rows);
	canvas_fill(&part, 0, 0, part.width, ROLE_DIM, GLYPH_HLINE);
	canvas_printf(&part, 2, 0, ROLE_STRONG, " %s ", heading);
	canvas_wrap(&part, 1, 1, ROLE_COMMENT, text, true);
	if (cut)
		canvas_glyph(&part, part.width - 1, rows - 1, ROLE_DIM,
			     GLYPH_ELLIPSIS);
	return rows;
}

/* --- painting ------------------------------------------------------------ */

static void paint_nothing(const struct view *view, const struct canvas *canvas,
			  u32 y)
{
	char text[160];

	snprintf(text, sizeof(text), "CPU %u stands in no source. s takes it "
		 "to its first statement; `list FUNCTION` prints any "
		 "function.", view->focus);
	canvas_wrap(canvas, 0, y, ROLE_DIM, text, true);
}

static void paint(void *state, const struct view *view,
		  const struct canvas *canvas)
{
	struct source *source = state;
	struct standing standing;
	u32 narration;

	standing_find(&standing, view);
	source->first_row = paint_status(view, canvas);
	source->height = canvas->height - source->first_row;
	if (source->away)
		source_text_open(&source->text, view->m, source->text.kind,
				 source->text.id);
	else if (!show_lesson(source, view))
		follow(source, view, &standing);
	if (source->text.kind == SOURCE_NONE) {
		source->away = false;
		paint_nothing(view, canvas, source->first_row);
		return;
	}
	narration = paint_narration(source, view, canvas, false);
	source->narrated = narration > 0;
	source->height -= narration < source->height ? narration :
						       source->height - 1;
	if (source->away)
		list_view_fit(&source->list, source->text.nr, source->height);
	else if (!show_lesson(source, view))
		follow_window(source, standing.place[view->focus].line);
	paint_code(source, view, canvas, &standing);
	paint_narration(source, view, canvas, true);
}

static void title(void *state, const struct view *view, char *buf, size_t size)
{
	const struct source *source = state;
	const u32 line = (u32)source->list.cursor;
	char name[80];
	u32 func;

	if (source->text.kind == SOURCE_NONE || line >= source->text.nr) {
		snprintf(buf, size, "%s", "");
		return;
	}
	func = source_text_func(&source->text, line);
	snprintf(buf, size, "%s:%u%s%s%s%s",
		 source_text_name(&source->text, view->m, name, sizeof(name)),
		 source->text.line[line].number,
		 source->away ? " (g follows)" : "", func ? " " : "",
		 func ? step_funcs[func].name : "", func ? "()" : "");
}

/* --- keys ---------------------------------------------------------------- */

static void say_found(const struct source *source, const struct view *view,
		      struct reply *reply, const char *how)
{
	char name[80];

	snprintf(reply->message, sizeof(reply->message),
		 "%s%.80s:%u; > next match, < previous, g follows the machine",
		 how, source_text_name(&source->text, view->m, name,
				       sizeof(name)),
		 source->text.line[source->list.cursor].number);
}

static void go_to(struct source *source, const struct view *view, u32 file,
		  u32 line)
{
	const u32 height = source->height;

	if (source->text.kind != SOURCE_FILE || source->text.id != file ||
	    line < source->list.top || line >= source->list.top + height)
		source->list.top = line > height / 3 ? line - height / 3 : 0;
	source_text_open(&source->text, view->m, SOURCE_FILE, file);
	source->list.cursor = line;
	source->away = true;
	list_view_fit(&source->list, source->text.nr, height);
}

/* The first matching line of @text from @from on, upwards or downwards;
 * text->nr for none. */
static u32 find_in_text(const struct source_text *text, const char *what,
			u32 from, bool up)
{
	u32 i;

	for (i = from; i < text->nr; i += up ? UINT32_MAX : 1)
		if (source_line_match(&text->line[i], what))
			return i;
	return text->nr;
}

/* Search this file from the cursor on, then all others, then this again from
 * its other end. */
static void search(struct source *source, const struct view *view, bool up,
		   bool here, struct reply *reply)
{
	const u32 nr = step_nr_files - 1;
	const bool in_file = source->text.kind == SOURCE_FILE;
	const u32 begin = in_file ? source->text.id : up ? 1 : nr;
	struct source_text text = { 0 };
	u32 i, file = begin, line;

	for (i = in_file ? 0 : 1; i <= nr; i++) {
		file = up ? (begin + nr - 1 - i % nr) % nr + 1 :
			    (begin - 1 + i) % nr + 1;
		if (!source_text_open(&text, view->m, SOURCE_FILE, file))
			continue;
		line = up ? text.nr - 1 : 0;
		if (!i)
			line = (u32)source->list.cursor +
			       (here ? 0 : up ? UINT32_MAX : 1);
		line = find_in_text(&text, source->search, line, up);
		if (line < text.nr)
			break;
	}
	source_text_free(&text);
	if (i > nr) {
		snprintf(reply->message, sizeof(reply->message),
			 "no \"%.60s\" in any source; / searches for "
			 "something else", source->search);
		return;
	}
	go_to(source, view, file, line);
	say_found(source, view, reply, i == nr ? "from the other end: " : "");
}

/* Break before the line under the cursor, or no longer. */
static bool toggle_break(struct source *source, const struct view *view,
			 struct reply *reply)
{
	const u32 line = (u32)source->list.cursor;
	const u32 stmt = source_text_stmt(&source->text, line);
	u32 number;

	if (!stmt) {
		snprintf(reply->message, sizeof(reply->message), "%s",
			 source->text.kind == SOURCE_BODY ?
			 "a script's statements take no breakpoints; "
			 "`break event NAME` stops at what they cause" :
			 "no statement stands here or below; Up goes to one");
		return true;
	}
	number = view->breakpoint ? view->breakpoint(view->ctx, stmt) : 0;
	if (number)
		snprintf(reply->command, sizeof(reply->command), "delete %u",
			 number);
	else
		snprintf(reply->command, sizeof(reply->command),
			 "break %.200s:%u", step_files[source->text.id].path,
			 step_stmts[stmt].line);
	return true;
}

/* To the function that this line calls. */
static bool select_line(struct source *source, const struct view *view,
			struct reply *reply)
{
	const u32 func =
		source_text_callee(&source->text.line[source->list.cursor]);

	if (!func) {
		snprintf(reply->message, sizeof(reply->message),
			 "no stepped call on this line; where there is one, "
			 "Enter shows it");
		return true;
	}
	go_to(source, view, step_funcs[func].file, step_funcs[func].line - 1);
	snprintf(reply->message, sizeof(reply->message),
		 "%s(); g goes back to where the machine stands",
		 step_funcs[func].name);
	return true;
}

static bool act_on_text(struct source *source, const struct view *view,
			enum action action, const char *text,
			struct reply *reply)
{
	switch (action) {
	case ACTION_SELECT:
		return select_line(source, view, reply);
	case ACTION_BREAK:
		return toggle_break(source, view, reply);
	case ACTION_SEARCH:
		snprintf(source->search, sizeof(source->search), "%s", text);
		if (*text)
			search(source, view, false, true, reply);
		return true;
	case ACTION_MATCH_NEXT:
	case ACTION_MATCH_PREV:
		if (*source->search)
			search(source, view, action == ACTION_MATCH_PREV,
			       false, reply);
		else
			snprintf(reply->message, sizeof(reply->message),
				 "nothing is searched for; / asks what");
		return true;
	default:
		if (!list_view_act(&source->list, action, source->text.nr,
				   source->height))
			return false;
		source->away = true;
		return true;
	}
}

static bool act(void *state, const struct view *view, enum action action,
		const char *text, struct reply *reply)
{
	struct source *source = state;

	switch (action) {
	case ACTION_LEFT:
		source->shift -= source->shift < SHIFT ? source->shift : SHIFT;
		return true;
	case ACTION_RIGHT:
		source->shift += SHIFT;
		return true;
	case ACTION_FOLLOW:
		source->away = false;
		source->shift = 0;
		return true;
	case ACTION_NARRATION:
		source->narrate = source->narrated ? NARRATE_OFF : NARRATE_ON;
		return true;
	default:
		break;
	}
	if (source->text.kind != SOURCE_NONE)
		return act_on_text(source, view, action, text, reply);
	if (action < ACTION_SELECT)
		return true;
	snprintf(reply->message, sizeof(reply->message),
		 "there is no source here; s goes to the first statement");
	return true;
}

static bool click(void *state, const struct view *view, u32 x, u32 y,
		  struct reply *reply)
{
	struct source *source = state;
	const u64 line = source->list.top + y - source->first_row;

	if (y < source->first_row || y >= source->first_row + source->height ||
	    line >= source->text.nr)
		return false;
	source->list.cursor = line;
	source->away = true;
	return x > standing_columns(view->m->nr_cpus) + 1 ||
	       toggle_break(source, view, reply);
}

static void release(void *state)
{
	struct source *source = state;

	source_text_free(&source->text);
}

extern const struct pane_type pane_source;
const struct pane_type pane_source = {
	.name = "source", .key = '3',
	.question = "Which statement comes next, and why is it there?",
	.size = sizeof(struct source),
	.paint = paint, .title = title, .act = act, .click = click,
	.release = release,
};
