/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lesson pane: what the step tells and asks; without an open lesson, the
 * list of those there are.
 *
 *	prose, goals, the question and its choices, hints      scrolls
 *	what to do next                                        stays
 *
 * The page is composed on a grid of its own, as high as it needs, and the part
 * that fits is copied; so that all of it can wrap and scroll alike.  What is
 * new (a hint, the reply to an answer, a goal reached) is scrolled into sight.
 */
#include <inttypes.h>
#include <string.h>

#include "views/pane.h"

#define LINE_MAX_WIDTH 96u		/* longer lines are hard to read */
#define PAGE_MAX 2000u			/* rows */

struct lesson_pane {
	struct list_view list;		/* the list of lessons */
	struct grid page;
	u32 top;			/* row of the page */
	u32 height;			/* rows of the page that are seen */
	u64 step, news;			/* what was shown last */
	bool more;			/* something below is not seen */
};

/* --- the page ----------------------------------------------------------- */

/* All of these paint from row @y on and return the row behind. */

static u32 paint_goals(const struct view *view, const struct canvas *page,
		       u32 y)
{
	const struct view_lesson *lesson = &view->lesson;
	const struct canvas text = canvas_part(page, 4, 0, page->width,
					       page->height);
	u32 i;

	if (!lesson->nr_goals)
		return y;
	canvas_text(page, 0, ++y, ROLE_STRONG,
		    lesson->nr_goals == 1 ? "Goal" : "Goals");
	y++;
	for (i = 0; i < lesson->nr_goals; i++) {
		const struct view_goal *goal = &lesson->goal[i];
		const enum role role = goal->reached ? ROLE_GOOD : ROLE_TEXT;

		canvas_text(page, 0, y, role, "[ ]");
		if (goal->reached)
			canvas_glyph(page, 1, y, role, GLYPH_DONE);
		if (memo_changed(view->memo, memo_key(goal->text, lesson->step),
				 goal->reached))
			canvas_glyph(page, 3, y, ROLE_CHANGED, GLYPH_CHANGED);
		y = canvas_wrap(&text, 0, y, role, goal->text, true);
	}
	return y;
}

static u32 paint_choice(const struct view_lesson *lesson,
			const struct view_choice *choice,
			const struct canvas *page, u32 y)
{
	const struct canvas text = canvas_part(page, 4, 0, page->width,
					       page->height);
	const bool wrong = choice->chosen && !choice->right;
	enum role role = lesson->answered ? ROLE_DIM : ROLE_TEXT;
	const char *verdict = "";
	char line[600];

	if (choice->right)
		verdict = "  (right)";
	else if (wrong)
		verdict = "  (wrong)";
	if (choice->right)
		role = ROLE_GOOD;
	else if (wrong)
		role = ROLE_BAD;
	if (choice->right || wrong)
		canvas_glyph(page, 0, y, role, choice->right ?
			     GLYPH_DONE : GLYPH_CANCELLED);
	canvas_put(page, 2, y, lesson->answered ? role : ROLE_KEY,
		   (u8)choice->key);
	snprintf(line, sizeof(line), "%s%s", choice->text, verdict);
	return canvas_wrap(&text, 0, y, role, line, true);
}

static u32 paint_question(const struct view *view, const struct canvas *page,
			  u32 y)
{
	const struct view_lesson *lesson = &view->lesson;
	u32 i;

	if (!lesson->question)
		return y;
	y = canvas_wrap(page, 0, y + 1, ROLE_STRONG, lesson->question, true);
	for (i = 0; i < lesson->nr_choices; i++)
		y = paint_choice(lesson, &lesson->choice[i], page, y);
	if (!lesson->nr_choices && !lesson->answered)
		canvas_text(page, 0, y++, ROLE_DIM,
			    "Press a and type your answer.");
	if (lesson->comment && *lesson->comment)
		y = canvas_wrap(page, 0, y, lesson->right ? ROLE_GOOD :
							    ROLE_COMMENT,
				lesson->comment, true);
	return y;
}

static u32 paint_hints(const struct view *view, const struct canvas *page,
		       u32 y)
{
	const struct view_lesson *lesson = &view->lesson;
	const struct canvas text = canvas_part(page, 6, 0, page->width,
					       page->height);
	u32 i;

	y += lesson->nr_hints > 0;
	for (i = 0; i < lesson->nr_hints; i++) {
		canvas_text(page, 0, y, ROLE_STRONG, "Hint:");
		y = canvas_wrap(&text, 0, y, ROLE_COMMENT, lesson->hint[i],
				true);
	}
	return y;
}

static u32 paint_page(const struct view *view, const struct canvas *page)
{
	u32 y = 0;

	if (view->lesson.prose)
		y = canvas_wrap(page, 0, 0, ROLE_TEXT, view->lesson.prose,
				true);
	y = paint_goals(view, page, y);
	y = paint_question(view, page, y);
	return paint_hints(view, page, y);
}

static void copy_page(struct lesson_pane *pane, const struct canvas *canvas)
{
	u32 x, y;

	for (y = 0; y < pane->height; y++)
		for (x = 0; x < pane->page.width; x++) {
			const u32 row = pane->top + y;
			const struct cell *cell;

			if (row >= pane->page.height)
				return;
			cell = &pane->page.cell[row * pane->page.width + x];
			if (cell->ch)
				canvas_put(canvas, x, y, cell->role, cell->ch);
		}
}

/* --- scrolling ---------------------------------------------------------- */

static u64 hash_text(const char *text)
{
	return text ? memo_hash(text, strlen(text)) : 0;
}

static u64 goals_reached(const struct view_lesson *lesson)
{
	u64 reached = 0;
	u32 i;

	for (i = 0; i < lesson->nr_goals; i++)
		reached += lesson->goal[i].reached;
	return reached;
}

/* Another step begins at the top; a new hint, question or reply is brought into
 * sight. */
static void find_top(struct lesson_pane *pane, const struct view_lesson *lesson)
{
	const u64 step[] = { hash_text(lesson->title), lesson->step };
	const u64 news[] = { hash_text(lesson->question), lesson->nr_hints,
			     lesson->answered, hash_text(lesson->comment),
			     goals_reached(lesson) };
	const u64 step_hash = memo_hash(step, sizeof(step));
	const u64 news_hash = memo_hash(news, sizeof(news));

	if (pane->step != step_hash)
		pane->top = 0;
	else if (pane->news != news_hash)
		pane->top = UINT32_MAX;
	pane->step = step_hash;
	pane->news = news_hash;
}

static void fit_top(struct lesson_pane *pane)
{
	const u32 rows = pane->page.height;
	const u32 last = rows > pane->height ? rows - pane->height : 0;

	if (pane->top > last)
		pane->top = last;
	pane->more = pane->top < last;
}

/* --- a lesson ----------------------------------------------------------- */

static void paint_more(const struct lesson_pane *pane,
		       const struct canvas *canvas)
{
	const char *text = pane->more ? "PgDn: more" : "PgUp: above";
	const u32 width = (u32)strlen(text) + 2;
	const u32 y = canvas->height - 1;

	if ((!pane->more && !pane->top) || canvas->width < 2 * width)
		return;
	canvas_glyph(canvas, canvas->width - width, y, ROLE_KEY,
		     pane->more ? GLYPH_DOWN : GLYPH_UP);
	canvas_text(canvas, canvas->width - width + 2, y, ROLE_KEY, text);
}

/* The program names commands; here, keys do the same. */
static void paint_next(const struct lesson_pane *pane, const struct view *view,
		       const struct canvas *canvas)
{
	const struct view_lesson *lesson = &view->lesson;
	struct canvas left = *canvas;
	const u32 y = canvas->height - 1;
	const char *keys = "";
	u32 x;

	if (lesson->complete && lesson->step < lesson->nr_steps)
		keys = "  (key j)";
	else if (lesson->complete)
		keys = "  (key l)";
	else if (lesson->more_hints)
		keys = "  (key i)";
	if (left.width > 13 && (pane->more || pane->top))
		left.width -= 13;
	x = canvas_glyph(&left, 0, y, ROLE_STRONG, GLYPH_ARMED) + 1;
	x = canvas_text(&left, x, y, lesson->complete ? ROLE_GOOD : ROLE_STRONG,
			lesson->next ? lesson->next : "");
	if (x + strlen(keys) <= left.width)
		canvas_text(&left, x, y, ROLE_DIM, keys);
}

static void paint_lesson(struct lesson_pane *pane, const struct view *view,
			 const struct canvas *canvas)
{
	const u32 width = canvas->width < LINE_MAX_WIDTH ? canvas->width :
							   LINE_MAX_WIDTH;
	struct canvas page = *canvas;
	u32 rows;

	pane->height = canvas->height > 1 ? canvas->height - 1 : 1;
	page.width = width;
	page.height = 0;		/* only to count */
	rows = paint_page(view, &page);
	if (rows > PAGE_MAX)
		rows = PAGE_MAX;
	if (!grid_resize(&pane->page, width, rows ? rows : 1))
		return;
	grid_clear(&pane->page);
	page = canvas_of(&pane->page, canvas->ascii);
	paint_page(view, &page);
	find_top(pane, &view->lesson);
	fit_top(pane);
	copy_page(pane, canvas);
	if (canvas->height < 2)
		return;
	paint_next(pane, view, canvas);
	paint_more(pane, canvas);
}

/* --- the list ----------------------------------------------------------- */

static void paint_entry(const struct lesson_pane *pane, const struct view *view,
			const struct canvas *canvas, u32 y, u64 i)
{
	const struct view_entry *entry = &view->entry[i];
	const bool here = i == pane->list.cursor;
	const bool done = entry->nr_steps && entry->done >= entry->nr_steps;
	char progress[40] = "new";
	u32 x;

	if (here)
		canvas_glyph(canvas, 0, y, ROLE_CURSOR, GLYPH_HERE);
	if (done)
		canvas_glyph(canvas, 2, y, ROLE_GOOD, GLYPH_DONE);
	x = canvas_printf(canvas, 4, y, here ? ROLE_STRONG : ROLE_TEXT, "%s",
			  entry->title);
	if (done)
		snprintf(progress, sizeof(progress), "all %u steps done",
			 entry->nr_steps);
	else if (entry->done)
		snprintf(progress, sizeof(progress), "%u of %u steps",
			 entry->done, entry->nr_steps);
	else
		snprintf(progress, sizeof(progress), "%u steps",
			 entry->nr_steps);
	canvas_printf(canvas, (x < 44 ? 44 : x) + 2, y,
		      done ? ROLE_GOOD : ROLE_DIM, "%s", progress);
}

/* What the lesson under the cursor is about, and the keys, but room is left for
 * two lessons; 0 where then there is none. */
static u32 rows_below(const struct lesson_pane *pane, const struct view *view,
		      const struct canvas *canvas)
{
	const u64 i = pane->list.cursor < view->nr_entries ?
		      pane->list.cursor : 0;
	const u32 wanted = 1 + canvas_wrap(canvas, 0, 0, ROLE_COMMENT,
					   view->entry[i].about, false);
	const u32 lessons = view->nr_entries > 1 ? 2 : 1;
	const u32 room = canvas->height > lessons + 1 ?
			 canvas->height - lessons : 0;

	return wanted < room ? wanted : room;
}

/* The text whole, or as much as there is room for. */
static void paint_about(const struct canvas *canvas, u32 y, const char *about)
{
	const struct canvas part = canvas_part(canvas, 0, y, canvas->width,
					       canvas->height - 1 - y);
	const u32 rows = canvas_wrap(&part, 0, 0, ROLE_COMMENT, about, true);

	if (rows > part.height && part.height) {
		canvas_text(&part, part.width - 2, part.height - 1,
			    ROLE_COMMENT, " ");
		canvas_glyph(&part, part.width - 1, part.height - 1,
			     ROLE_STRONG, GLYPH_ELLIPSIS);
	}
}

static void paint_keys(const struct lesson_pane *pane, const struct view *view,
		       const struct canvas *canvas)
{
	const u64 below = view->nr_entries - pane->list.top;
	u32 x = canvas_printf(canvas, 0, canvas->height - 1, ROLE_STRONG,
			      "Up and Down choose a lesson, Enter opens it");

	if (below > pane->height)
		x = canvas_printf(canvas, x, canvas->height - 1, ROLE_STRONG,
				  "; %" PRIu64 " more below",
				  below - pane->height);
	canvas_text(canvas, x, canvas->height - 1, ROLE_STRONG, ".");
}

static void paint_list(struct lesson_pane *pane, const struct view *view,
		       const struct canvas *canvas)
{
	const u32 about = rows_below(pane, view, canvas);
	u32 y;

	pane->height = canvas->height - about;
	list_view_fit(&pane->list, view->nr_entries, pane->height);
	for (y = 0; y < pane->height; y++) {
		const u64 i = pane->list.top + y;

		if (i >= view->nr_entries)
			break;
		paint_entry(pane, view, canvas, y, i);
	}
	if (!about)
		return;
	paint_about(canvas, pane->height, view->entry[pane->list.cursor].about);
	paint_keys(pane, view, canvas);
}

static void paint_none(const struct canvas *canvas)
{
	canvas_wrap(canvas, 0, 0, ROLE_DIM,
		    "No lessons were found.\n"
		    "They are installed with timerscope; TIMERSCOPE_DATADIR "
		    "names the folder that has lessons/ in it.  A lesson of "
		    "your own opens with\n"
		    "    lesson open FILE.lesson", true);
}

/* --- the pane ----------------------------------------------------------- */

static void paint(void *state, const struct view *view,
		  const struct canvas *canvas)
{
	struct lesson_pane *pane = state;

	if (view->lesson.title)
		paint_lesson(pane, view, canvas);
	else if (view->nr_entries)
		paint_list(pane, view, canvas);
	else
		paint_none(canvas);
}

static void title(void *state, const struct view *view, char *buf, size_t size)
{
	const struct view_lesson *lesson = &view->lesson;

	(void)state;
	if (!lesson->title)
		snprintf(buf, size, "none is open; there %s %u",
			 view->nr_entries == 1 ? "is" : "are",
			 view->nr_entries);
	else
		snprintf(buf, size, "%s, step %u of %u: %s", lesson->title,
			 lesson->step, lesson->nr_steps,
			 lesson->heading ? lesson->heading : "");
}

static bool scroll(struct lesson_pane *pane, enum action action)
{
	struct list_view list = { pane->top, pane->top };
	const u32 rows = pane->page.height;
	const u32 last = rows > pane->height ? rows - pane->height : 0;

	if (!list_view_act(&list, action, (u64)last + 1, pane->height))
		return false;
	pane->top = (u32)list.cursor;
	return true;
}

static bool act_list(struct lesson_pane *pane, const struct view *view,
		     enum action action, struct reply *reply)
{
	if (action != ACTION_SELECT)
		return list_view_act(&pane->list, action, view->nr_entries,
				     pane->height);
	if (pane->list.cursor < view->nr_entries)
		snprintf(reply->command, sizeof(reply->command),
			 "lesson open %.200s",
			 view->entry[pane->list.cursor].name);
	return true;
}

static bool act(void *state, const struct view *view, enum action action,
		const char *text, struct reply *reply)
{
	struct lesson_pane *pane = state;

	if (action == ACTION_ANSWER) {
		snprintf(reply->command, sizeof(reply->command),
			 "lesson answer %.40s", text);
		return true;
	}
	if (!view->lesson.title)
		return act_list(pane, view, action, reply);
	if (action == ACTION_SELECT && view->lesson.complete) {
		snprintf(reply->command, sizeof(reply->command), "lesson next");
		return true;
	}
	if (action == ACTION_SELECT && view->lesson.question &&
	    !view->lesson.answered && !view->lesson.nr_choices) {
		snprintf(reply->typed, sizeof(reply->typed), "answer ");
		return true;
	}
	if (action == ACTION_SELECT) {
		snprintf(reply->message, sizeof(reply->message), "%s",
			 view->lesson.next ? view->lesson.next : "");
		return true;
	}
	return scroll(pane, action);
}

static bool click(void *state, const struct view *view, u32 x, u32 y,
		  struct reply *reply)
{
	struct lesson_pane *pane = state;
	const u64 i = pane->list.top + y;

	(void)x;
	if (view->lesson.title || i >= view->nr_entries || y >= pane->height)
		return false;
	if (i == pane->list.cursor)
		return act_list(pane, view, ACTION_SELECT, reply);
	pane->list.cursor = i;
	return true;
}

static void release(void *state)
{
	struct lesson_pane *pane = state;

	grid_free(&pane->page);
}

extern const struct pane_type pane_lesson;
const struct pane_type pane_lesson = {
	.name = "lesson", .key = '7',
	.question = "What am I to do and to learn?",
	.size = sizeof(struct lesson_pane),
	.paint = paint, .title = title, .act = act, .click = click,
	.release = release,
};
