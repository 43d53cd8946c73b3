/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of commands, and what is common to them: finding a row, checking
 * arguments, printing the table as manual and as shell completion.
 */
#include "config.h"

#include "command.h"
#include "linux/trace.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "options.h"
#include "text.h"
#include "views/key.h"
#include "views/moment.h"

extern const struct command cmd_step, cmd_next, cmd_finish, cmd_until,
	cmd_continue, cmd_tick, cmd_event, cmd_run, cmd_goto, cmd_start,
	cmd_reverse_step, cmd_reverse_next, cmd_reverse_finish,
	cmd_reverse_until, cmd_reverse_continue, cmd_reverse_tick,
	cmd_reverse_event, cmd_reverse_run,
	cmd_break, cmd_tbreak, cmd_watch, cmd_delete, cmd_catch,
	cmd_print, cmd_display, cmd_undisplay, cmd_list, cmd_backtrace,
	cmd_show, cmd_info, cmd_expect, cmd_require, cmd_echo,
	cmd_cpu, cmd_on, cmd_at, cmd_fault, cmd_hold, cmd_release, cmd_force,
	cmd_schedule, cmd_machine, cmd_device, cmd_reset, cmd_undo, cmd_redo, cmd_branch,
	cmd_screen, cmd_key, cmd_focus, cmd_zoom, cmd_theme, cmd_mouse,
	cmd_save, cmd_load, cmd_source, cmd_help, cmd_quit,
	cmd_lesson, cmd_answer, cmd_why;

const struct command *const commands[] = {
	&cmd_step, &cmd_next, &cmd_finish, &cmd_until, &cmd_continue,
	&cmd_tick, &cmd_event, &cmd_run,
	&cmd_reverse_step, &cmd_reverse_next, &cmd_reverse_finish,
	&cmd_reverse_until, &cmd_reverse_continue, &cmd_reverse_tick,
	&cmd_reverse_event, &cmd_reverse_run, &cmd_goto,
	&cmd_cpu, &cmd_on, &cmd_at, &cmd_start, &cmd_fault, &cmd_hold, &cmd_release,
	&cmd_force, &cmd_schedule,
	&cmd_break, &cmd_tbreak, &cmd_watch, &cmd_delete, &cmd_catch,
	&cmd_print, &cmd_display, &cmd_undisplay, &cmd_list, &cmd_backtrace,
	&cmd_show, &cmd_info, &cmd_expect, &cmd_require, &cmd_echo,
	&cmd_machine, &cmd_device, &cmd_reset, &cmd_undo, &cmd_redo, &cmd_branch,
	&cmd_screen, &cmd_key, &cmd_focus, &cmd_zoom, &cmd_theme, &cmd_mouse,
	&cmd_save, &cmd_load, &cmd_source, &cmd_help, &cmd_quit,
	&cmd_lesson, &cmd_answer, &cmd_why,
};
const u32 nr_commands = ARRAY_SIZE(commands);

/* --- finding --------------------------------------------------------------------- */

static bool begins_with(const char *name, struct span word)
{
	return !strncmp(name, word.text, word.len);
}

static const struct command *find_exact(struct span word)
{
	u32 i;

	for (i = 0; i < nr_commands; i++) {
		if (span_is(word, commands[i]->name))
			return commands[i];
		if (commands[i]->abbreviation &&
		    span_is(word, commands[i]->abbreviation))
			return commands[i];
	}
	return NULL;
}

/* Is @word one of the words that @command takes? */
static bool is_topic(const struct command *command, struct span word)
{
	const char *at = command->words;

	for (; *at; at += strspn(at, " ")) {
		size_t len = strcspn(at, " ");

		if (len == word.len && !memcmp(at, word.text, len))
			return true;
		at += len;
	}
	return false;
}

void commands_offer(struct nearest *nearest)
{
	u32 i;

	for (i = 0; i < nr_commands; i++)
		nearest_offer(nearest, commands[i]->name);
	for (i = 0; i < nr_calls; i++)
		nearest_offer(nearest, call_table[i].name);
}

static void no_such_command(struct span word, struct script_error *error)
{
	struct nearest nearest;
	const char *prefix;

	nearest_begin(&nearest, word.text, word.len);
	commands_offer(&nearest);
	snprintf(error->what, sizeof(error->what),
		 "no command or kernel call \"%.*s\"",
		 word.len > 40 ? 40 : (int)word.len, word.text);
	nearest_text(&nearest, error->right, sizeof(error->right));
	prefix = is_topic(&cmd_show, word) ? "show" :
		 is_topic(&cmd_info, word) ? "info" : NULL;
	if (prefix)
		snprintf(error->right, sizeof(error->right),
			 "`%s %.*s` would be right", prefix, (int)word.len,
			 word.text);
	if (!error->right[0])
		snprintf(error->right, sizeof(error->right),
			 "`help` lists them all");
}

const struct command *command_find(struct span word, struct script_error *error)
{
	const struct command *found = find_exact(word);
	u32 i;

	if (found)
		return found;
	for (i = 0; i < nr_commands; i++) {
		if (!begins_with(commands[i]->name, word))
			continue;
		if (found) {
			snprintf(error->what, sizeof(error->what),
				 "\"%.*s\" could be %s or %s", (int)word.len,
				 word.text, found->name, commands[i]->name);
			snprintf(error->right, sizeof(error->right),
				 "type one letter more");
			return NULL;
		}
		found = commands[i];
	}
	if (!found)
		no_such_command(word, error);
	return found;
}

/* --- arguments ---------------------------------------------------------------------- */

int command_jiffies(struct front *front, u64 j, u64 *ns)
{
	if (moment_of_jiffies(front_machine(front), j, ns))
		return 0;
	return front_error(front, "a moment in ns, us, ms or s would be right",
			   "jiffies stands still on a machine without ticks");
}

static bool refuse_result(const struct command *command,
			  const struct stmt *stmt, struct script_error *error)
{
	return script_fail(error, script_token(stmt->script, stmt->result),
			   "only kernel calls do, and `on cpu N { ... }`",
			   "%s returns nothing that -> could name",
			   command->name);
}

int command_no_result(struct front *front, const struct command *command,
		      const struct stmt *stmt)
{
	struct script_error error = { 0 };

	if (!stmt->result)
		return 0;
	refuse_result(command, stmt, &error);
	return front_script_error(front, &error);
}

bool command_check(const struct command *command, const struct stmt *stmt,
		   struct script_error *error)
{
	u32 max = command->max_args;

	if (stmt->result && !command->results)
		return refuse_result(command, stmt, error);
	if (stmt->nr_args >= command->min_args && stmt->nr_args <= max)
		return true;
	error->line = stmt->line;
	error->column = stmt->column;
	snprintf(error->what, sizeof(error->what), "%s: %s", command->name,
		 stmt->nr_args < command->min_args ? "something is missing" :
		 "too many arguments");
	snprintf(error->right, sizeof(error->right), "usage: %s %s",
		 command->name, command->usage);
	return false;
}

static int argument_error(const struct stmt *stmt, u32 arg,
			  struct script_error *error, const char *right)
{
	struct span span = stmt_arg_span(stmt, arg);
	const struct token *token =
		script_token(stmt->script, stmt->arg[arg].first);

	script_fail(error, token, right, "not a number: \"%.*s\"",
		    span_shown(span), span.text);
	return -1;
}

int command_number(const struct stmt *stmt, u32 arg, u64 *value,
		   struct script_error *error)
{
	const struct token *token;
	struct number number;
	u32 taken;

	if (arg >= stmt->nr_args)
		return 0;
	token = script_token(stmt->script, stmt->arg[arg].first);
	if (token->kind != TOKEN_NUMBER)
		return argument_error(stmt, arg, error,
				      "a whole number would be right");
	taken = token_number(script_text(stmt->script), token, &number, error);
	if (!taken)
		return -1;
	if (number.unit != NUMBER_PLAIN || number.timespec ||
	    taken != stmt->arg[arg].nr)
		return argument_error(stmt, arg, error,
				      "a number without a unit would be right");
	*value = number.value;
	return 0;
}

struct expr *command_expr(struct front *front, const struct stmt *stmt)
{
	struct script_error error = { 0 };
	struct expr *expr = expr_parse(stmt->script, stmt->first_arg,
				       stmt->end_arg, &front->expr_ctx, false,
				       &error);

	if (!expr)
		front_script_error(front, &error);
	return expr;
}

bool command_ends(struct front *front, const struct command *command,
		  const struct stmt *stmt, u32 arg)
{
	struct script_error error = { 0 };
	struct span span;

	if (arg >= stmt->nr_args)
		return true;
	span = stmt_arg_span(stmt, arg);
	script_fail(&error, script_token(stmt->script, stmt->arg[arg].first),
		    NULL, "%s: \"%.*s\" is one word too many", command->name,
		    span.len > 40 ? 40 : (int)span.len, span.text);
	snprintf(error.right, sizeof(error.right), "usage: %s %s",
		 command->name, command->usage);
	front_script_error(front, &error);
	return false;
}

int command_no_word(struct front *front, const char *words, const char *what)
{
	char buf[300];
	struct text right = { buf, sizeof(buf), 0 };
	const char *at = words;

	while (*at) {
		size_t len = strcspn(at, " ");
		const char *next = at + len + strspn(at + len, " ");

		text_say(&right, "%s%.*s", at == words ? "" : *next ? ", " : " or ", (int)len, at);
		at = next;
	}
	text_say(&right, " would be right");
	return front_error(front, buf, "%s", what);
}

int command_cpu(struct front *front, const struct stmt *stmt, u32 arg,
		u32 *cpu)
{
	struct script_error error = { 0 };
	u32 nr = front_machine(front)->nr_cpus;
	u64 value = 0;

	if (command_number(stmt, arg, &value, &error))
		return front_script_error(front, &error);
	if (value >= nr)
		return front_error(front, "`machine cpus=N` makes another",
				   "there is no CPU %llu: this machine has %u, "
				   "0 to %u", (unsigned long long)value, nr,
				   nr - 1);
	*cpu = (u32)value;
	return 0;
}

int command_event(struct front *front, const char *name)
{
	struct nearest nearest;
	char near[200];
	u32 i;

	nearest_begin(&nearest, name, strlen(name));
	for (i = 0; i < EVENT_NR; i++) {
		if (!strcmp(trace_events[i].name, name))
			return (int)i;
		nearest_offer(&nearest, trace_events[i].name);
	}
	front_error(front, nearest_text(&nearest, near, sizeof(near)),
		    "no trace event \"%s\"", name);
	return -1;
}

char *command_text(const struct stmt *stmt, u32 arg)
{
	struct span span = stmt_arg_span(stmt, arg);
	const struct token *token =
		script_token(stmt->script, stmt->arg[arg].first);
	size_t len;

	if (token->kind == TOKEN_STRING && stmt->arg[arg].nr == 1)
		return token_string(script_text(stmt->script), token, &len);
	return strndup(span.text, span.len);
}

/* --- inputs ------------------------------------------------------------------------- */

static int apply_statement(struct front *front, const struct input *input,
			   const struct stmt *stmt, u32 *wait)
{
	struct script_error error = { 0 };
	const struct compile_options options = {
		.ctx = &front->expr_ctx, .line = input->line,
		.note = front_note, .data = front,
	};
	const struct command *command;
	struct compiled compiled;

	if (compile_row(stmt_word(stmt)) &&
	    (!span_is(stmt_word(stmt), "until") || stmt->has_body)) {
		if (!compile_statement(&options, stmt, &compiled, &error))
			return front_input_error(front, &error);
		return command_spawn(front, input->cpu, "console", &compiled,
				     wait);
	}
	command = command_find(stmt_word(stmt), &error);
	if (!command || !command->apply)
		return -1;
	return command->apply(front, input, stmt, wait);
}

int command_apply(struct session *session, const struct input *input, u32 *wait)
{
	struct front *front = session_get_config(session)->user;
	struct script_error error = { 0 };
	struct script *script = script_parse(input->text, strlen(input->text),
					     &error);
	int result;

	*wait = 0;
	if (!script)
		return -1;
	result = apply_statement(front, input, script_first(script), wait);
	script_free(script);
	return result;
}

/* --- printing the table --------------------------------------------------------------- */

/* Text on its way to mdoc, a word at a time. */
struct manual_text {
	FILE *out;
	size_t column;			/* of the line being written */
	bool start;			/* of a sentence: the next letter is big */
	bool bold;			/* between ` and ` */
	bool macro;			/* the line is a macro */
};

static void write_char(struct manual_text *t, char c)
{
	if (c == '`') {
		t->bold = !t->bold;
		fputs(t->bold ? "\\fB" : "\\fR", t->out);
	} else if (c == '\\' || c == '-') {
		fputs(c == '-' ? "\\-" : "\\e", t->out);
	} else {
		fputc(t->start && c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c,
		      t->out);
	}
	t->start = false;
	t->column++;
}

static void end_line(struct manual_text *t)
{
	if (t->column)
		fputc('\n', t->out);
	t->column = 0;
	t->macro = false;
}

/* "name()" and what follows it: .Fn on a line of its own. */
static bool write_function(struct manual_text *t, struct span word)
{
	size_t len = strspn(word.text, "abcdefghijklmnopqrstuvwxyz_");

	if (!len || t->bold || len + 2 > word.len || word.len > len + 3 ||
	    strncmp(word.text + len, "()", 2))
		return false;
	end_line(t);
	fprintf(t->out, ".Fn %.*s", (int)len, word.text);
	if (word.len == len + 3)
		fprintf(t->out, " %c", word.text[len + 2]);
	t->start = false;
	t->macro = true;
	t->column++;
	return true;
}

/* A line must not begin with a dot or an apostrophe. */
static void write_word(struct manual_text *t, struct span word)
{
	size_t i;

	if (write_function(t, word))
		return;
	if (t->macro || t->column + word.len > 70)
		end_line(t);
	if (t->column)
		write_char(t, ' ');
	else if (*word.text == '.' || *word.text == '\'')
		fputs("\\&", t->out);
	for (i = 0; i < word.len; i++)
		write_char(t, word.text[i]);
}

/* Text as mdoc wants it: each sentence begins a line, with a big letter (but
 * for the names of functions), and ends with a full stop. */
void command_write_text(FILE *out, const char *text)
{
	struct manual_text t = { .out = out, .start = true };
	char last = '.';

	while (*text) {
		struct span word = { text, strcspn(text, " ") };

		text += word.len + strspn(text + word.len, " ");
		last = word.text[word.len - 1];
		write_word(&t, word);
		t.start = last == '.' && !t.bold;
		if (t.start)
			end_line(&t);
	}
	if (last != '.' && last != '?')
		fputs(t.macro ? " ." : ".", out);
	end_line(&t);
}

/* ".It Ic name usage" */
static void write_item(FILE *out, const char *name, size_t len,
		       const char *usage)
{
	size_t i;

	fputs(".It Ic ", out);
	for (i = 0; i < len; i++)
		fputs(name[i] == '-' ? "\\-" : (char[]){ name[i], '\0' }, out);
	if (*usage)
		fprintf(out, " No \"%s\"", usage);
	fputc('\n', out);
}

/* What a reader must know beyond "it looks, or moves in time". */
static const char *const effect_texts[] = {
	[EFFECT_MACHINE] = "Changes the machine.\n",
	[EFFECT_VIEW] = "",
	[EFFECT_HOST] = "Acts on the program or on files.\n",
};

static void write_commands(FILE *out)
{
	u32 i;

	fputs(".Bl -tag -width Ds\n", out);
	for (i = 0; i < nr_commands; i++) {
		const struct command *c = commands[i];

		write_item(out, c->name, strlen(c->name), c->usage);
		command_write_text(out, c->help);
		if (c->more)
			command_write_text(out, c->more);
		fputs(effect_texts[c->effect], out);
		if (c->abbreviation)
			fprintf(out, "Short:\n.Ic %s .\n", c->abbreviation);
	}
	fputs(".El\n", out);
}

static void write_calls(FILE *out)
{
	char usage[400];
	u32 i;

	fputs(".Bl -tag -width Ds\n", out);
	for (i = 0; i < nr_calls; i++) {
		const struct call_row *c = &call_table[i];
		size_t len = strlen(c->name);
		const char *rest = call_usage(c, usage, sizeof(usage)) + len;

		write_item(out, c->name, len, rest + (*rest == ' '));
		command_write_text(out, c->help);
		if (c->more)
			command_write_text(out, c->more);
	}
	fputs(".El\n", out);
}

/* Keys that mdoc would take for something else. */
static void write_key(FILE *out, const struct key_row *row)
{
	char name[16];
	const char *text = keycode_name(row->key, name);

	fprintf(out, ".It Li %s", ispunct((u8)*text) && !text[1] ? "\\&" : "");
	fputs(*text == '-' ? "\\-" : text, out);
	if (row->pane)
		fprintf(out, " Pq %s", row->pane);
	else if (row->when == KEY_TYPING)
		fputs(" Pq console", out);
	fputc('\n', out);
	command_write_text(out, row->help);
}

static void write_screen(FILE *out)
{
	u32 i;

	fputs(".Sh PANES AND KEYS\n"
	      "Panes of the screen, with the key that brings each to the "
	      "front:\n"
	      ".Bl -tag -width \"8 timeline\" -compact\n", out);
	for (i = 0; i < nr_pane_types; i++)
		fprintf(out, ".It Li \"%c %s\"\n%s\n", pane_types[i]->key,
			pane_types[i]->name, pane_types[i]->question);
	fputs(".El\n.Pp\n"
	      "Keys, while a pane other than the console has the focus; those "
	      "with the name of a pane work in that pane only:\n"
	      ".Bl -tag -width \"Shift-Tab\" -compact\n", out);
	for (i = 0; i < nr_key_rows; i++)
		write_key(out, &key_rows[i]);
	fputs(".El\n", out);
}

void command_write_manual(FILE *out)
{
	write_screen(out);
	fputs(".Sh COMMANDS\n"
	      "A command may be shortened as long as only one begins so.\n"
	      "What changes the machine becomes an input of the session; "
	      "everything else\nlooks, or moves in time.\n", out);
	write_commands(out);
	fputs(".Ss Kernel calls and statements of bodies\n"
	      "Typed, they run as a task on the focused CPU; in a body, when "
	      "its turn comes.\n"
	      "All of them change the machine, and none can be shortened.\n",
	      out);
	write_calls(out);
}

void command_write_completion(FILE *out)
{
	fputs("# bash completion for timerscope, printed by it\n"
	      "_timerscope()\n{\n"
	      "\tlocal cur=${COMP_WORDS[COMP_CWORD]}\n"
	      "\tlocal options='\n", out);
	options_print(out);
	fputs("'\n"
	      "\tif [[ $cur == -* ]]; then\n"
	      "\t\tmapfile -t COMPREPLY < <(compgen -W \"$options\" -- "
	      "\"$cur\")\n"
	      "\t\tcompopt +o filenames\n"
	      "\telse\n"
	      "\t\tmapfile -t COMPREPLY < <(compgen -f -- \"${cur#=}\")\n"
	      "\tfi\n}\n"
	      "complete -o filenames -F _timerscope timerscope\n", out);
}
