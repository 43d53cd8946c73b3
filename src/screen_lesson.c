/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lesson on the screen: see screen_lesson.h.
 */
#include "config.h"

#include "screen_lesson.h"

#include <stdlib.h>
#include <string.h>

#include "lesson.h"
#include "views/pane.h"

#define MAX_GOALS 16u
#define MAX_CHOICES 6u			/* as many as there are keys */
#define MAX_ENTRIES 64u

struct screen_lesson {
	bool open;
	struct lesson_view seen;	/* texts live until the next command */
	struct lesson_list list;
	bool listed;
	char *prose;
	u64 changes;			/* when prose was joined */
	u64 where;			/* lesson, step and question last time */
	struct view_goal goal[MAX_GOALS];
	struct view_choice choice[MAX_CHOICES];
	struct view_entry entry[MAX_ENTRIES];
};

struct screen_lesson *screen_lesson_new(void)
{
	return calloc(1, sizeof(struct screen_lesson));
}

void screen_lesson_free(struct screen_lesson *lesson)
{
	if (!lesson)
		return;
	if (lesson->listed)
		lesson_list_free(&lesson->list);
	free(lesson->prose);
	free(lesson);
}

/* --- the list -------------------------------------------------------------------- */

static void fill_list(struct screen_lesson *lesson, struct front *front,
		      struct view *view)
{
	u32 i;

	if (!lesson->listed)
		lesson->list = lesson_list(front);
	lesson->listed = true;
	for (i = 0; i < lesson->list.nr && i < MAX_ENTRIES; i++) {
		const struct lesson_entry *from = &lesson->list.v[i];

		lesson->entry[i] = (struct view_entry){
			.name = from->name, .nr_steps = from->nr_steps,
			.title = from->broken ? from->name : from->title,
			.about = from->broken ? from->broken : from->about,
			.done = from->done,
		};
	}
	view->entry = lesson->entry;
	view->nr_entries = i;
}

static void forget_list(struct screen_lesson *lesson)
{
	if (lesson->listed)
		lesson_list_free(&lesson->list);
	lesson->listed = false;
}

/* --- the lesson -------------------------------------------------------------------- */

static void join_prose(struct screen_lesson *lesson)
{
	const struct lesson_view *seen = &lesson->seen;
	size_t size = 1;
	char *at;
	u32 i;

	for (i = 0; i < seen->nr_paragraphs; i++)
		size += strlen(seen->paragraphs[i]) + 2;
	free(lesson->prose);
	lesson->prose = calloc(1, size);
	at = lesson->prose;
	for (i = 0; at && i < seen->nr_paragraphs; i++) {
		if (i)
			at = stpcpy(at, "\n\n");
		at = stpcpy(at, seen->paragraphs[i]);
	}
}

static void fill_question(struct screen_lesson *lesson,
			  struct view_lesson *view)
{
	const struct lesson_question_view *q = lesson->seen.question;
	u32 i;

	view->question = q->text;
	view->answered = q->answered;
	view->right = q->answered && !q->shown;
	view->comment = q->reply ? q->reply : "";
	view->choice = lesson->choice;
	for (i = 0; i < q->nr_choices && i < MAX_CHOICES; i++) {
		const char key = (char)('1' + i);
		const bool given = q->given && q->given[0] == key &&
				   !q->given[1];

		lesson->choice[i] = (struct view_choice){
			.text = q->choices[i].text, .key = key,
			.chosen = given || q->choices[i].tried,
			.right = given && q->answered,
		};
	}
	view->nr_choices = i;
}

static void fill_open(struct screen_lesson *lesson, struct view_lesson *view)
{
	const struct lesson_view *seen = &lesson->seen;
	u32 i;

	if (!lesson->prose || lesson->changes != seen->changes)
		join_prose(lesson);
	lesson->changes = seen->changes;
	for (i = 0; i < seen->nr_goals && i < MAX_GOALS; i++)
		lesson->goal[i] = (struct view_goal){
			seen->goals[i].text, seen->goals[i].reached,
		};
	*view = (struct view_lesson){
		.title = seen->title, .heading = seen->step_title,
		.step = seen->step + 1, .nr_steps = seen->nr_steps,
		.prose = lesson->prose ? lesson->prose : "",
		.goal = lesson->goal, .nr_goals = i,
		.hint = seen->hints, .nr_hints = seen->nr_hints,
		.more_hints = seen->more_hints,
		.source = seen->source, .complete = seen->complete, .next = seen->todo,
		.comment = "",
	};
	if (seen->question)
		fill_question(lesson, view);
}

static u64 where_of(const struct screen_lesson *lesson)
{
	const struct lesson_view *seen = &lesson->seen;
	const struct lesson_question_view *q = seen->question;
	u64 where;

	if (!lesson->open)
		return 0;
	where = memo_key(seen->name, seen->step + 1);
	if (q && !q->answered)
		where = memo_key(q->text, where);
	return where;
}

bool screen_lesson_fill(struct screen_lesson *lesson, struct front *front,
			struct view *view)
{
	const u64 before = lesson->where;

	lesson->open = lesson_view(front, &lesson->seen);
	view->lesson = (struct view_lesson){ 0 };
	view->nr_entries = 0;
	if (lesson->open) {
		forget_list(lesson);
		fill_open(lesson, &view->lesson);
	} else {
		fill_list(lesson, front, view);
	}
	lesson->where = where_of(lesson);
	return lesson->where != before;
}

u32 screen_lesson_panes(const struct screen_lesson *lesson,
			const char *names[], u32 max)
{
	u32 i;

	if (!lesson->open || !lesson->seen.has_focus)
		return 0;
	for (i = 0; i < lesson->seen.nr_focus && i < max; i++)
		names[i] = pane_types[lesson->seen.focus[i]]->name;
	return i;
}

const char *screen_lesson_step(const struct screen_lesson *lesson)
{
	return lesson->open ? lesson_grain_command(lesson->seen.grain) :
			      "step";
}
