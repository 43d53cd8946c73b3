/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lesson that is open: its steps, goals and progress.  See lesson.h and
 * lesson_state.h.
 */
#include "lesson_state.h"

#include <stdlib.h>
#include <string.h>

#include "progress.h"

/* Never the same number for two lessons that are opened one after the other:
 * who shows them looks at nothing else. */
static void lesson_changed(struct lesson_state *state)
{
	static u64 changes;

	state->view.changes = ++changes;
}

/* --- making the view of a step ------------------------------------------- */

static void view_choices(struct lesson_state *state,
			 struct lesson_question *question)
{
	const struct lesson_choice *choice = question->ask->choices;
	u32 nr = question->ask->nr_choices;
	u32 i;

	question->choices = pool_alloc(&state->pool, (nr + 1) *
				       sizeof(*question->choices));
	for (i = 0; i < nr; i++, choice = choice->next)
		question->choices[i].text = lesson_fill(&state->pool,
							state->variant,
							choice->text.head);
	question->view.choices = question->choices;
	question->view.nr_choices = nr;
}

static void view_questions(struct lesson_state *state)
{
	const struct lesson_ask *ask = state->step->asks;
	struct pool *pool = &state->pool;
	u32 nr = state->step->nr_asks;
	u32 i;

	state->questions = pool_alloc(pool, (nr + 1) *
				      sizeof(*state->questions));
	for (i = 0; i < nr; i++, ask = ask->next) {
		struct lesson_question *question = &state->questions[i];

		question->ask = ask;
		question->view.number = i + 1;
		question->view.of = nr;
		question->view.text = lesson_sentence(pool, state->variant,
						      &ask->text);
		view_choices(state, question);
		question->view.form = ask->nr_choices ?
			pool_format(pool, "`answer 1` to `answer %u`",
				    ask->nr_choices) : "`answer VALUE`";
	}
}

static void view_hints(struct lesson_state *state)
{
	const struct lesson_hint *hint = state->step->hints;
	u32 nr = state->step->nr_hints;
	u32 i;

	state->hints = pool_alloc(&state->pool, (nr + 1) * sizeof(char *));
	for (i = 0; i < nr; i++, hint = hint->next)
		state->hints[i] = lesson_sentence(&state->pool, state->variant,
						  &hint->text);
	state->view.hints = state->hints;
	state->view.nr_hints = 0;
	state->view.more_hints = nr;
}

static int compare_words(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void view_allowed(struct lesson_state *state)
{
	const struct lesson_words *allow = &state->step->allow;
	const char **sorted;

	state->view.allowed = NULL;
	state->view.nr_allowed = allow->nr;
	if (!allow->given)
		return;
	sorted = pool_alloc(&state->pool, (allow->nr + 1) * sizeof(*sorted));
	memcpy(sorted, allow->v, allow->nr * sizeof(*sorted));
	qsort(sorted, allow->nr, sizeof(*sorted), compare_words);
	state->view.allowed = sorted;
}

static void view_step(struct lesson_state *state)
{
	const struct lesson_step *step = state->step;
	struct lesson_view *view = &state->view;

	lesson_goals_free(state);
	pool_clear(&state->pool);
	*view = (struct lesson_view){
		.name = state->lesson->name,
		.step = state->step_nr,
		.nr_steps = state->lesson->nr_steps,
		.grain = step->grain,
		.has_focus = step->nr_focus,
		.nr_focus = step->nr_focus,
		.source = step->source,
	};
	view->title = state->lesson->title.head;
	view->step_title = lesson_fill(&state->pool, state->variant,
				       step->title.head);
	view->paragraphs = lesson_prose(&state->pool, state->variant,
					&step->text, &view->nr_paragraphs);
	memcpy(view->focus, step->focus, sizeof(view->focus));
	lesson_goals_make(state);
	view_questions(state);
	view_hints(state);
	view_allowed(state);
	lesson_changed(state);
}

/* --- progress ------------------------------------------------------------ */

/* The step is done; the next opening goes on at step @next. */
static void note_progress(struct front *front, bool done, u32 next)
{
	static bool said;		/* once is enough */
	struct lesson_state *state = front->lesson;
	struct progress progress;
	const char *error = "";

	if (!front->options.progress)
		return;
	progress = progress_read(state->lesson->name);
	if (done && state->step_nr < PROGRESS_MAX_STEPS)
		progress.done |= 1ull << state->step_nr;
	progress.next = next;
	if (progress_write(state->lesson->name, &progress, &error) || said)
		return;
	said = true;
	fprintf(front->options.err, "timerscope: progress cannot be kept: %s\n",
		error);
}

static const char *todo(const struct lesson_state *state)
{
	if (state->view.finished)
		return "That was the last step: `lesson` lists all lessons";
	if (state->complete)
		return "`lesson next` goes on";
	if (!lesson_all_answered(state))
		return lesson_open_goals(state) ?
		       "Answer the question, then reach the goals; `lesson "
		       "hint` helps" :
		       "Answer the question; `lesson hint` helps";
	return "Reach the goals; `lesson hint` helps";
}

void lesson_update(struct front *front, bool say)
{
	struct lesson_state *state = front->lesson;
	struct lesson_question *question = lesson_question(state);
	bool last = state->step_nr + 1 == state->lesson->nr_steps;
	bool complete = !lesson_open_goals(state) && lesson_all_answered(state);

	state->view.question = question ? &question->view : NULL;
	lesson_changed(state);
	if (complete && !state->complete) {
		note_progress(front, true, state->step_nr + !last);
		if (say)
			front_print(front, "This step is complete.%s\n", last ?
				    " It was the last one." :
				    " `lesson next` goes on.");
	}
	state->complete |= complete;
	state->view.complete = state->complete;
	state->view.finished = state->complete && last;
	state->view.todo = todo(state);
}

/* --- moving through the steps -------------------------------------------- */

/* The machine stands where the step begins. */
static void begin_step(struct front *front)
{
	struct lesson_state *state = front->lesson;

	state->base_inputs = session_nr_applied(front->session);
	state->complete = false;
	view_step(state);
	lesson_update(front, false);
	lesson_goals_begin(front);
}

/* Go to step @nr; @fresh: on a machine made anew.  A step without a start of
 * its own goes on where the student is. */
static int enter(struct front *front, u32 nr, bool fresh)
{
	struct lesson_state *state = front->lesson;
	const struct lesson_step *step = lesson_step(state->lesson, nr);
	int result = 0;

	if ((fresh || step->start.head) &&
	    lesson_try(front, state->lesson, nr, state->seed))
		return -1;
	state->busy = true;
	if (fresh || step->start.head)
		result = lesson_prepare(front, state->lesson, nr, state->seed);
	state->busy = false;
	if (result)
		return result;
	state->step_nr = nr;
	state->step = step;
	state->variant = lesson_variant(step, state->seed);
	begin_step(front);
	return 0;
}

static void close_lesson(struct lesson_state *state)
{
	lesson_goals_free(state);
	pool_clear(&state->pool);
	lesson_free(state->lesson);
	free(state);
}

void lesson_close(struct front *front)
{
	if (!front->lesson)
		return;
	session_look_on(front->session, NULL, NULL);
	close_lesson(front->lesson);
	front->lesson = NULL;
}

/* What is wrong with the file, before anything is touched. */
static struct lesson *read_lesson(struct front *front, const char *path)
{
	struct script_error error = { 0 };
	struct lesson *lesson = lesson_read(path, &error);

	if (lesson && lesson_validate(lesson, &error))
		return lesson;
	if (error.line)
		front_error(front, error.right, "%s:%u:%u: %s", path,
			    error.line, error.column, error.what);
	else
		front_error(front, "`lesson` lists the lessons", "%s: %s",
			    path, error.what);
	lesson_free(lesson);
	return NULL;
}

static u32 step_to_open(const struct front *front, const struct lesson *lesson)
{
	struct progress progress = { 0 };

	if (front->options.progress)
		progress = progress_read(lesson->name);
	if (progress_count(&progress) >= lesson->nr_steps)
		return 0;		/* again, from the beginning */
	return progress.next < lesson->nr_steps ? progress.next : 0;
}

/* A screen shows the step in a pane of its own: once is enough. */
static void tell_step(struct front *front)
{
	if (!front->on_screen)
		lesson_print_step(front);
}

int lesson_open(struct front *front, const char *path, u32 step, u64 seed)
{
	struct lesson *lesson = read_lesson(front, path);
	struct lesson_state *old = front->lesson;
	struct lesson_state *state;

	if (!lesson)
		return -1;
	if (step == UINT32_MAX)
		step = step_to_open(front, lesson);
	if (step >= lesson->nr_steps) {
		front_error(front, "`lesson open NAME step=1` opens it at its "
			    "beginning", "%s has %u steps", lesson->name,
			    lesson->nr_steps);
		lesson_free(lesson);
		return -1;
	}
	state = calloc(1, sizeof(*state));
	if (!state) {
		lesson_free(lesson);
		return front_error(front, NULL, "no memory");
	}
	state->lesson = lesson;
	state->seed = seed;
	front->lesson = state;
	if (enter(front, step, true)) {
		front->lesson = old;
		close_lesson(state);
		return -1;
	}
	if (old)
		close_lesson(old);
	tell_step(front);
	return 0;
}

static int no_lesson(struct front *front)
{
	return front_error(front, "`lesson open NAME` opens one, `lesson` lists "
			   "them", "no lesson is open");
}

/* What is missing, in one sentence. */
static int refuse_next(struct front *front)
{
	const struct lesson_state *state = front->lesson;
	u32 open = lesson_open_goals(state);
	char goals[60] = "";

	if (open)
		snprintf(goals, sizeof(goals), "%u goal%s", open,
			 open == 1 ? "" : "s");
	return front_error(front, "`lesson goal` shows what, `lesson hint` and "
			   "`lesson solution` help, `lesson next skip` goes on "
			   "all the same", "not yet: %s%s%s missing", goals,
			   lesson_all_answered(state) ? "" : open ?
			   " and an answer" : "an answer",
			   open + !lesson_all_answered(state) > 1 ? " are" :
			   " is");
}

int lesson_next(struct front *front, bool skip)
{
	struct lesson_state *state = front->lesson;
	bool fresh;

	if (!state)
		return no_lesson(front);
	if (state->step_nr + 1 == state->lesson->nr_steps)
		return front_error(front, "`lesson` lists all lessons, `lesson "
				   "open NAME` opens another", "this is the last "
				   "step");
	if (!state->complete && !skip)
		return refuse_next(front);
	fresh = !state->complete;
	if (enter(front, state->step_nr + 1, fresh))
		return -1;
	note_progress(front, false, state->step_nr);
	tell_step(front);
	return 0;
}

int lesson_back(struct front *front)
{
	struct lesson_state *state = front->lesson;

	if (!state)
		return no_lesson(front);
	if (!state->step_nr)
		return front_error(front, NULL, "this is the first step");
	if (enter(front, state->step_nr - 1, true))
		return -1;
	tell_step(front);
	return 0;
}

int lesson_hint(struct front *front)
{
	struct lesson_state *state = front->lesson;

	if (!state)
		return no_lesson(front);
	if (!state->view.more_hints)
		return front_error(front, "`lesson solution` shows how the author "
				   "does it", state->view.nr_hints ?
				   "those were all the hints" :
				   "this step has no hints");
	lesson_wrap(front, "", state->hints[state->view.nr_hints]);
	state->view.nr_hints++;
	state->view.more_hints--;
	lesson_changed(state);
	return 0;
}

bool lesson_has_inputs(const struct front *front)
{
	return front->lesson && session_nr_applied(front->session) >
				front->lesson->base_inputs;
}

/* The machine as it was; what has been reached and answered stays. */
int lesson_reset(struct front *front)
{
	struct lesson_state *state = front->lesson;
	int result;

	if (!state)
		return no_lesson(front);
	state->busy = true;
	result = lesson_prepare(front, state->lesson, state->step_nr,
				state->seed);
	state->busy = false;
	if (result)
		return result;
	state->base_inputs = session_nr_applied(front->session);
	lesson_changed(state);
	lesson_goals_begin(front);
	front_print(front, "The machine stands where the step begins.\n");
	return 0;
}

/* The commands as the author wrote them, without the indentation. */
static void print_solution(struct front *front)
{
	struct lesson_state *state = front->lesson;
	const struct lesson_text *text = &state->step->solution;
	const char *line = lesson_fill(&state->pool, state->variant,
				       text->body);
	size_t indent = strspn(line + strspn(line, "\n"), " \t");

	front_print(front, "The author's solution:\n");
	if (*text->head)
		front_print(front, "  %s\n", lesson_fill(&state->pool,
							 state->variant,
							 text->head));
	while (*line) {
		size_t len = strcspn(line, "\n");
		size_t skip = strspn(line, " \t");

		skip = skip < indent ? skip : indent;
		if (line[strspn(line, " \t")] != '\n' && len)
			front_print(front, "  %.*s\n", (int)(len - skip),
				    line + skip);
		line += len + (line[len] == '\n');
	}
}

int lesson_solution(struct front *front, bool run)
{
	struct lesson_state *state = front->lesson;
	const char *code;

	if (!state)
		return no_lesson(front);
	if (!state->step->solution.head && !state->step->nr_asks)
		return front_error(front, "`lesson next` goes on",
				   "in this step there is nothing to solve");
	if (state->step->solution.head)
		print_solution(front);
	if (!run) {
		front_print(front, "`lesson solution run` does it%s.\n",
			    lesson_all_answered(state) ? "" :
			    " and tells the answer");
		return 0;
	}
	lesson_show_answers(front);
	lesson_update(front, true);
	if (!state->step->solution.head)
		return 0;
	if (lesson_reset(front))
		return -1;
	code = lesson_code(&state->pool, state->variant,
			   &state->step->solution);
	return lesson_execute(front, state->lesson->path, code, false);
}

bool lesson_view(struct front *front, struct lesson_view *view)
{
	if (!front->lesson)
		return false;
	*view = front->lesson->view;
	return true;
}
