/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Executing texts and statements: see front.h.
 */
#include "front.h"

#include <string.h>

#include "command.h"
#include "expr_word.h"
#include "front_log.h"
#include "lesson.h"

int front_input(struct front *front, const char *text, u32 *wait)
{
	u32 ahead = session_nr_inputs(front->session) -
		    session_nr_applied(front->session);
	int result;

	front->saying = true;
	/* In the past, between `force cpu N` and its `force off`, which a new
	 * input would cut off. */
	if (ahead && front_machine(front)->forced_cpu >= 0 &&
	    strncmp(text, "force ", 6))
		session_input(front->session, "force off", front->line, wait);
	result = session_input(front->session, text, front->line, wait);
	front->saying = false;
	/* of a lesson, progress is kept; its steps begin anew anyhow */
	front->changed |= !result && !front->lesson;
	return result;
}

/* A word that is both (until) is a call when a block follows. */
static const struct call_row *find_call(const struct stmt *stmt)
{
	const struct call_row *row = compile_row(stmt_word(stmt));

	if (row && span_is(stmt_word(stmt), "until") && !stmt->has_body)
		return NULL;
	return row;
}

bool front_check(const struct script *script, struct script_error *error)
{
	const struct stmt *stmt = script_first(script);
	const struct command *command;

	*error = (struct script_error){ 0 };
	for (; stmt; stmt = stmt->next) {
		if (find_call(stmt))
			continue;
		command = command_find(stmt_word(stmt), error);
		if (command && command_check(command, stmt, error))
			continue;
		if (!error->line) {
			error->line = stmt->line;
			error->column = stmt->column;
		}
		return false;
	}
	return true;
}

static int execute_statement(struct front *front, const struct stmt *stmt)
{
	struct script_error error = { 0 };
	const struct command *command;

	front->line = stmt->line;
	front->column = stmt->column;
	if (lesson_gate(front, stmt))
		return -1;
	if (find_call(stmt))
		return command_call(front, stmt);
	command = command_find(stmt_word(stmt), &error);
	if (!command || !command_check(command, stmt, &error)) {
		if (!error.line) {
			error.line = stmt->line;
			error.column = stmt->column;
		}
		return front_script_error(front, &error);
	}
	return command->run(front, stmt);
}

/* Some commands move without arriving anywhere: what they reached counts too. */
int front_statement(struct front *front, const struct stmt *stmt)
{
	int result = execute_statement(front, stmt);

	lesson_look(front);
	return result;
}

static bool must_stop(const struct front *front)
{
	return front->quit || front->out_of_time ||
	       (front->options.batch && front->code != EXIT_HELD &&
		front->code != EXIT_FAILED);
}

/* Commands that may look at events of the past; expressions do so with calls. */
static const char *const trace_words[] = {
	"events", "break", "tbreak", "watch", "source", "display", "load",
	"screen", "key", "lesson", "why",
};

static bool asks_trace(const char *text, const struct token *token)
{
	const struct expr_word *word;
	size_t i;

	for (word = expr_words; word->name; word++)
		if (word->call && token_is(text, token, word->name))
			return true;
	for (i = 0; i < ARRAY_SIZE(trace_words); i++)
		if (token_is(text, token, trace_words[i]))
			return true;
	return false;
}

static bool script_asks_trace(const struct script *script)
{
	u32 i;

	for (i = 0; i < script_nr_tokens(script); i++)
		if (asks_trace(script_text(script), script_token(script, i)))
			return true;
	return false;
}

/* A statement that failed for want of memory or stacks is not the script's
 * mistake. */
static void end_failed(struct front *front)
{
	bool limited = front->limited || front_machine(front)->host->exhausted;

	front_end(front, limited ? EXIT_LIMIT : EXIT_SCRIPT,
		  front->error_text[0] ? front->error_text :
		  "an error in the script");
}

int front_execute(struct front *front, const char *text, size_t len,
		  const char *name)
{
	struct script_error error = { 0 };
	struct script *script = script_parse(text, len, &error);
	const char *outer = front->script_name;
	const struct stmt *stmt;
	int failed = 0;

	front->script_name = name;
	if (!script) {
		front_script_error(front, &error);
		failed = -1;
	} else if (!front_check(script, &error)) {
		front_script_error(front, &error);
		failed = -1;
	} else {
		expectations_collect(&front->expectations,
				     script_first(script));
		if (front->options.may_forget && !outer && !script_asks_trace(script)) {
			front->forgets = true;
			trace_store_keep(session_trace(front->session), false);
			front_log_stream(front);
		}
		for (stmt = script_first(script);
		     stmt && !failed && !must_stop(front); stmt = stmt->next)
			failed = front_statement(front, stmt);
	}
	if (failed && front->options.batch)
		end_failed(front);
	if (script)
		expectations_forget(&front->expectations, script);
	script_free(script);
	front->script_name = outer;
	return failed;
}
