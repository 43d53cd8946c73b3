/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The front end: see front.h.
 */
#include "config.h"

#include "front.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "boot_options.h"
#include "command.h"
#include "lesson.h"
#include "linux/jiffies.h"
#include "linux/trace.h"
#include "machine/strings.h"
#include "screen.h"
#include "show.h"
#include "views/cpu_facts.h"
#include "views/value.h"

#define DEFAULT_CPUS 2
#define DEFAULT_HZ 250

/* --- life ------------------------------------------------------------------------ */

static int condition_test(void *ctx, const char *text, char *why, size_t size)
{
	struct front *front = ctx;
	struct script_error error = { 0 };
	bool value = false;
	struct expr *expr = expr_parse_text(text, strlen(text),
					    &front->expr_ctx, true, &error);
	bool ok;

	ok = expr && expr_eval_bool(expr, &front->expr_ctx, &value, &error);
	expr_free(expr);
	if (!ok)
		snprintf(why, size, "%s", error.what);
	return ok ? value : -1;
}

static bool condition_show(void *ctx, const char *text, char *buf, size_t size)
{
	struct front *front = ctx;
	struct script_error error;
	struct expr_value value;
	struct expr *expr = expr_parse_text(text, strlen(text),
					    &front->expr_ctx, true, &error);

	snprintf(buf, size, "none");
	if (!expr)
		return false;
	if (expr_eval(expr, &front->expr_ctx, &value, &error))
		expr_value_format(&front->expr_ctx, &value, buf, size);
	expr_free(expr);
	return true;
}

struct session_config front_default_config(void)
{
	struct session_config config = {
		.kernel = {
			.nr_cpus = DEFAULT_CPUS, .hz = DEFAULT_HZ,
			.jiffies0 = INITIAL_JIFFIES_OF(DEFAULT_HZ),
			.ticks = true,
		},
	};

	boot_options_usual(&config.kernel);
	return config;
}

static struct session_config full_config(struct front *front,
					 const struct session_config *config)
{
	struct session_config full = *config;

	full.history = !front->options.batch || config->history;
	full.heap_max = front->options.limits.memory;
	full.user = front;
	return full;
}

/* A line of the kernel log, as dmesg prints it. */
static void print_log_line(struct front *front,
			   const struct trace_record *record)
{
	front_print(front, "[%5llu.%06llu] %s\n",
		    (unsigned long long)(record->time / NSEC_PER_SEC),
		    (unsigned long long)(record->time % NSEC_PER_SEC / 1000),
		    string_text(front_machine(front), (u32)record->arg[0]));
}

/* What the kernel has logged since we last looked. */
static void print_log(struct front *front)
{
	const struct machine *m = front_machine(front);
	const struct trace_store *trace = session_trace(front->session);

	for (; front->log_seen < m->nr_events; front->log_seen++) {
		const struct trace_record *record =
			trace_store_get(trace, front->log_seen);

		if (record && record->kind == EVENT_console)
			print_log_line(front, record);
	}
	front->log_seen = m->nr_events;
}

/* Each record when it is new.  When none are kept, the log is printed here. */
static void take_record(void *ctx, const struct trace_record *record)
{
	struct front *front = ctx;

	if (front->options.stream)
		front->options.stream(front->options.stream_ctx, record);
	if (front->forgets && record->kind == EVENT_console)
		print_log_line(front, record);
}

/* Nobody is called for each record unless somebody wants it. */
static void stream_trace(struct front *front)
{
	if (front->options.stream || front->forgets)
		trace_store_stream(session_trace(front->session), take_record,
				   front);
}

/* Everything that hangs on the session. */
static bool attach(struct front *front, struct session *session)
{
	const struct condition_ops ops = {
		condition_test, condition_show, front,
	};
	struct machine *m = session_machine(session);

	front->session = session;
	front->nr_sessions++;
	front->log_seen = 0;
	front->expr_ctx = (struct expr_ctx){ m, session_trace(session) };
	front->breakpoints = breakpoints_new(session, &ops);
	front->expr_cache = expr_cache_new(&front->expr_ctx);
	if (!front->breakpoints || !front->expr_cache)
		return false;
	m->host->eval = expr_cache_eval;
	m->host->eval_ctx = front->expr_cache;
	trace_store_keep(session_trace(session), !front->forgets);
	stream_trace(front);
	return true;
}

static void detach(struct front *front)
{
	struct session *session = front->session;

	breakpoints_free(front->breakpoints);
	expr_cache_free(front->expr_cache);
	front->breakpoints = NULL;
	front->expr_cache = NULL;
	front->session = NULL;		/* before: signals look at it */
	session_free(session);
}

struct front *front_new(const struct front_options *options,
			const struct session_config *config,
			const char **error)
{
	struct front *front = calloc(1, sizeof(*front));
	struct session *session;

	if (!front) {
		*error = "no memory";
		return NULL;
	}
	front->options = *options;
	front->config = full_config(front, config);
	session = session_new(&front->config, command_apply, error);
	if (!session || !attach(front, session)) {
		front_free(front);
		return NULL;
	}
	return front;
}

int front_restart(struct front *front, const struct session_config *config,
		  const char **error)
{
	struct session_config full = full_config(front, config);
	struct session *session = session_new(&full, command_apply, error);

	if (!session)
		return -1;
	detach(front);
	front->config = full;
	front->changed = false;
	if (attach(front, session))
		return 0;
	*error = "no memory";
	return -1;
}

void front_free(struct front *front)
{
	u32 i;

	if (!front)
		return;
	screen_free(front->screen);
	lesson_close(front);
	detach(front);
	for (i = 0; i < front->nr_expectations; i++) {
		free(front->expectations[i].text);
		free(front->expectations[i].detail);
	}
	free(front->expectations);
	for (i = 0; i < front->nr_displays; i++)
		free(front->displays[i]);
	free(front->displays);
	free(front);
}

struct machine *front_machine(const struct front *front)
{
	return session_machine(front->session);
}

/* --- saying -------------------------------------------------------------------------- */

void front_print(struct front *front, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vfprintf(front->options.out, format, args);
	va_end(args);
}

void front_note(void *data, const char *text)
{
	struct front *front = data;

	if (front->saying)
		front_print(front, "%s\n", text);
}

/* Say "FILE:LINE:COLUMN: what; right", and keep the first such line: it is why
 * the run ends. */
static int say_error(struct front *front, u32 line, u32 column,
		     const char *what, const char *right)
{
	char place[300] = "";
	char text[sizeof(front->error_text)];

	if (front->replaying)
		return -1;
	if (front->script_name && column)
		snprintf(place, sizeof(place), "%s:%u:%u: ",
			 front->script_name, line, column);
	else if (front->script_name)
		snprintf(place, sizeof(place), "%s:%u: ", front->script_name,
			 line);
	else if (column)
		snprintf(place, sizeof(place), "column %u: ", column);
	snprintf(text, sizeof(text), "%s%s%s%s", place, what,
		 right && *right ? "; " : "", right ? right : "");
	fflush(front->options.out);
	fprintf(front->options.err, "%s\n", text);
	if (!front->error_text[0])
		memcpy(front->error_text, text, sizeof(text));
	return -1;
}

int front_error(struct front *front, const char *right, const char *what, ...)
{
	char text[600];
	va_list args;

	va_start(args, what);
	vsnprintf(text, sizeof(text), what, args);
	va_end(args);
	return say_error(front, front->line,
			 front->script_name ? front->column : 0, text, right);
}

int front_script_error(struct front *front, const struct script_error *error)
{
	return say_error(front, error->line, error->column, error->what,
			 error->right);
}

int front_input_error(struct front *front, const struct script_error *error)
{
	struct script_error moved = *error;

	if (moved.line == 1 && front->column)
		moved.column += front->column - 1;
	if (moved.line && front->line)
		moved.line += front->line - 1;
	return front_script_error(front, &moved);
}

int front_exhausted(struct front *front)
{
	return front_error(front, "--max-memory gives more memory; a task that "
			   "has ended gives its stack back", "no %s left",
			   front_machine(front)->host->exhausted);
}

int front_no_machine(struct front *front, const char *error)
{
	front->limited = true;
	return front_error(front, NULL, "%s", error);
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

/* Which of two endings weighs more: own fault, script error, Oops, limit,
 * failed expectation. */
static u32 weight(enum exit_code code)
{
	static const u32 weights[] = {
		[EXIT_HELD] = 0, [EXIT_FAILED] = 1, [EXIT_LIMIT] = 2,
		[EXIT_OOPS] = 3, [EXIT_SCRIPT] = 4, [EXIT_OWN_FAULT] = 5,
	};

	return weights[code];
}

void front_end(struct front *front, enum exit_code code, const char *reason)
{
	if (weight(code) <= weight(front->code))
		return;
	front->code = code;
	snprintf(front->reason, sizeof(front->reason), "%s", reason);
}

/* --- where we are ---------------------------------------------------------------------- */

static const char *context_name(const struct machine *m, u32 id)
{
	const struct kernel *k = m->kernel;
	const struct percpu *percpu = k->percpu[id];
	u8 context = m->os->context((struct cpu *)&m->cpu[id]);

	if (context & TRACE_HARDIRQ)
		return "hardirq";
	if (context & TRACE_SOFTIRQ)
		return "softirq";
	return percpu->rq.curr == percpu->rq.idle ? "idle" : "task";
}

static void print_statement(struct front *front, const struct step_frame *frame)
{
	const struct step_stmt *stmt = &step_stmts[frame->at];
	const struct step_file *file = &step_files[stmt->file];
	const char *begin = file->text + stmt->text;
	const char *end;

	while (begin > file->text && begin[-1] != '\n')
		begin--;
	end = strchr(begin, '\n');
	front_print(front, "%s () at %s:%u\n%u\t%.*s\n",
		    step_funcs[frame->func].name, file->path, stmt->line,
		    stmt->line, end ? (int)(end - begin) : (int)strlen(begin),
		    begin);
}

static void print_body(struct front *front, const struct step_frame *frame)
{
	const struct machine *m = front_machine(front);
	const struct insn *insn = program_insn(m, frame->at);
	const struct program *program =
		insn ? program_get(m, insn->program) : NULL;

	if (!insn)
		return;
	front_print(front, "%s {} of the script, line %u\n%u\t%s\n",
		    program ? string_text(m, program->name) : "body",
		    insn->line, insn->line, string_text(m, insn->text));
}

void front_where(struct front *front, u32 id)
{
	struct machine *m = front_machine(front);
	const struct kernel *k = m->kernel;
	const struct cpu *cpu = &m->cpu[id];
	const struct step_frame *frame = cpu->co ? cpu->co->frame : NULL;
	char waits[CPU_FACT_MAX];
	char time[VALUE_MAX];

	front->log_seen = m->nr_events;
	value_time(m->now, time);
	front_print(front, "CPU %u [%s]%s%s  t=%s  jiffies=%llu  step %llu\n",
		    id, context_name(m, id), cpu->irqs_on ? "" : " irqs off",
		    cpu->held ? " HELD" : "", time,
		    (unsigned long long)k->jiffies_64,
		    (unsigned long long)m->steps);
	if (cpu->state == CPU_DEAD)
		front_print(front, "CPU %u is dead: %s\n", id, cpu->oops);
	else if (cpu->state != CPU_RUNNING)
		front_print(front, "CPU %u %s\n", id,
			    cpu_waits_text(m, cpu, waits, sizeof(waits)));
	if (!frame || !frame->at)
		front_print(front, "(it has not begun)\n");
	else if (frame->func == STEP_FUNC_BODY)
		print_body(front, frame);
	else
		print_statement(front, frame);
}

void front_came_to(struct front *front, u32 cpu)
{
	if (front->on_screen)
		front->log_seen = front_machine(front)->nr_events;
	else
		front_where(front, cpu);
}

static void show_displays(struct front *front)
{
	char value[400];
	u32 i;

	for (i = 0; i < front->nr_displays; i++) {
		condition_show(front, front->displays[i], value,
			       sizeof(value));
		front_print(front, "%u: %s = %s\n", i + 1, front->displays[i],
			    value);
	}
}

/* --- arriving --------------------------------------------------------------------------- */

static void name_others(struct front *front, const struct arrival *arrival)
{
	const struct machine *m = front_machine(front);
	u32 focus = session_focus(front->session);
	u32 i;

	for (i = 0; i < m->nr_cpus; i++)
		if (i != focus && arrival->steps[i])
			front_print(front, "(CPU %u moved on by %llu statement%s)\n",
				    i, (unsigned long long)arrival->steps[i],
				    arrival->steps[i] == 1 ? "" : "s");
}

static enum exit_code code_of(enum stop_reason reason)
{
	switch (reason) {
	case STOP_DEADLOCK:
	case STOP_LIVELOCK:
		return EXIT_LIMIT;
	case STOP_OOPS:
		return EXIT_OOPS;
	default:
		return EXIT_HELD;
	}
}

/* Announced with `catch`. */
static bool is_caught(const struct front *front, enum stop_reason reason)
{
	return code_of(reason) != EXIT_HELD && (front->catches & BIT(reason));
}

/* The limit that has been reached, with the option that moves it; or NULL. */
static const char *reached_limit(const struct front *front)
{
	if (front_steps_left(front) == 0)
		return "the limit of statements (--max-steps)";
	if (front_machine(front)->now >= front->options.limits.time)
		return "the limit of virtual time (--max-time)";
	return NULL;
}

/* The machine ran out of something while nobody at the prompt asked. */
static void end_exhausted(struct front *front)
{
	char text[80];

	snprintf(text, sizeof(text), "the limit of %s",
		 front_machine(front)->host->exhausted);
	front_end(front, EXIT_LIMIT, text);
}

/* Something that is wrong unless it was expected. */
static void note_stop(struct front *front, const struct arrival *arrival)
{
	enum stop_reason reason = arrival->stop.reason;
	enum exit_code code = code_of(reason);

	if (is_caught(front, reason)) {
		front->caught |= BIT(reason);
		return;
	}
	if (code != EXIT_HELD)
		front_end(front, code, arrival->stop.text);
	else if (front_machine(front)->host->exhausted)
		end_exhausted(front);
	else if (reached_limit(front))
		front_end(front, EXIT_LIMIT, reached_limit(front));
	if (session_diverged(front->session) != UINT64_MAX)
		front_end(front, EXIT_OWN_FAULT,
			  "re-execution gave another trace");
}

static void print_reason(struct front *front, const struct arrival *arrival)
{
	const struct session_stop *stop = &arrival->stop;

	if (arrival->breakpoint)
		front_print(front, "%s %u%s%s\n",
			    breakpoint_is_watch(front->breakpoints,
						arrival->breakpoint) ?
			    "Watch" : "Breakpoint", arrival->breakpoint,
			    arrival->note[0] ? ": " : "", arrival->note);
	switch (stop->reason) {
	case STOP_DEADLOCK:
	case STOP_LIVELOCK:
	case STOP_HELD:
	case STOP_IDLE:
	case STOP_OOPS:
	case STOP_INTERRUPTED:
		front_print(front, "%s: %s\n", is_caught(front, stop->reason) ?
			    "caught" : "Stopped", stop->text);
		break;
	default:
		break;
	}
	if (stop->reason == STOP_OOPS || stop->reason == STOP_DEADLOCK)
		front_print(front, "(reverse-step goes back to the cause)\n");
}

/* Where the user will look: at the CPU that an Oops or a deadlock is about, even
 * if a breakpoint was hit as well. */
static u32 focus_after(const struct front *front, const struct arrival *arrival)
{
	enum stop_reason reason = arrival->stop.reason;

	if ((reason == STOP_OOPS || reason == STOP_DEADLOCK) &&
	    arrival->stop.cpu >= 0)
		return (u32)arrival->stop.cpu;
	if (arrival->breakpoint)
		return arrival->cpu;
	return session_focus(front->session);
}

void front_arrived(struct front *front, const struct arrival *arrival,
		   bool quiet)
{
	enum stop_reason reason = arrival->stop.reason;
	bool unusual = arrival->breakpoint || reason == STOP_DEADLOCK ||
		       reason == STOP_LIVELOCK || reason == STOP_OOPS ||
		       reason == STOP_IDLE || reason == STOP_HELD ||
		       reason == STOP_INTERRUPTED;
	u32 cpu = focus_after(front, arrival);

	if (!front->forgets)
		print_log(front);
	note_stop(front, arrival);
	print_reason(front, arrival);
	session_set_focus(front->session, cpu);
	if (!quiet || (unusual && reason != STOP_IDLE)) {
		name_others(front, arrival);
		front_came_to(front, cpu);
	}
	show_displays(front);
	lesson_look(front);
}

u64 front_steps_left(const struct front *front)
{
	const struct machine *m = front_machine(front);
	u64 max = front->options.limits.steps;

	return m->steps >= max ? 0 : max - m->steps;
}

u64 front_time_limit(const struct front *front, u64 time)
{
	u64 max = front->options.limits.time;

	return time < max ? time : max;
}

/* --- executing ----------------------------------------------------------------------------- */

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

static void add_expectation(struct front *front, const struct stmt *stmt)
{
	const struct script *script = stmt->script;
	struct span text = script_span(script, stmt->first_arg, stmt->end_arg);
	struct expectation *e;
	u32 max = 2 * front->max_expectations + 16;

	if (front->nr_expectations == front->max_expectations) {
		e = realloc(front->expectations, max * sizeof(*e));
		if (!e)
			return;
		front->expectations = e;
		front->max_expectations = max;
	}
	front->expectations[front->nr_expectations++] = (struct expectation){
		.stmt = stmt,
		.text = strndup(text.text, text.len),
		.line = stmt->line,
		.required = span_is(stmt_word(stmt), "require"),
	};
}

/* Expectations count from the start: one that is never reached has failed. */
static void collect_expectations(struct front *front, const struct stmt *stmt)
{
	for (; stmt; stmt = stmt->next) {
		if (!span_is(stmt_word(stmt), "expect") &&
		    !span_is(stmt_word(stmt), "require"))
			continue;
		front->asked = true;
		add_expectation(front, stmt);
	}
}

/* Words after which somebody may look at events of the past. */
static const char *const trace_words[] = {
	"count", "first", "last", "order", "fired", "events", "break",
	"tbreak", "watch", "source", "display", "load", "screen", "key",
	"lesson", "why",
};

static bool asks_trace(const struct script *script)
{
	u32 i;
	size_t w;

	for (i = 0; i < script_nr_tokens(script); i++)
		for (w = 0; w < ARRAY_SIZE(trace_words); w++)
			if (token_is(script_text(script),
				     script_token(script, i), trace_words[w]))
				return true;
	return false;
}

/* The statements of @script are about to be freed. */
static void forget_statements(struct front *front, const struct script *script)
{
	u32 i;

	for (i = 0; i < front->nr_expectations; i++) {
		struct expectation *e = &front->expectations[i];

		if (e->stmt && e->stmt->script == script)
			e->stmt = NULL;
	}
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
		collect_expectations(front, script_first(script));
		if (front->options.may_forget && !outer && !asks_trace(script)) {
			front->forgets = true;
			trace_store_keep(session_trace(front->session), false);
			stream_trace(front);
		}
		for (stmt = script_first(script);
		     stmt && !failed && !must_stop(front); stmt = stmt->next)
			failed = front_statement(front, stmt);
	}
	if (failed && front->options.batch)
		end_failed(front);
	if (script)
		forget_statements(front, script);
	script_free(script);
	front->script_name = outer;
	return failed;
}

/* --- the end ------------------------------------------------------------------------------- */

enum exit_code front_exit_code(struct front *front)
{
	bool any = false;
	u32 i;

	if (front->out_of_time)
		front_end(front, EXIT_LIMIT, "the limit of real time");
	for (i = 0; i < front->nr_expectations; i++) {
		const struct expectation *e = &front->expectations[i];

		any |= e->reached;
		if (!e->passed)
			front_end(front, EXIT_FAILED, "an expectation failed");
	}
	if (front->asked && !any)
		front_end(front, EXIT_FAILED, "no expectation was checked");
	if (front->catches & ~front->caught)
		front_end(front, EXIT_FAILED,
			  "a stop that `catch` expects did not come");
	return front->code;
}

bool front_write_json(const struct front *front, FILE *file)
{
	struct expectation_result *results =
		calloc(front->nr_expectations + 1, sizeof(*results));
	struct json_result result = {
		.machine = front_machine(front),
		.exit_code = (int)front->code,
		.exit_reason = front->code ? front->reason : "done",
		.expectations = results,
		.nr_expectations = front->nr_expectations,
	};
	bool ok;
	u32 i;

	if (!results)
		return false;
	for (i = 0; i < front->nr_expectations; i++) {
		const struct expectation *e = &front->expectations[i];

		results[i] = (struct expectation_result){
			.text = e->text, .line = e->line, .passed = e->passed,
			.reached = e->reached, .at = e->at, .step = e->step,
			.detail = e->detail,
		};
	}
	ok = json_write_result(file, &result);
	free(results);
	return ok;
}
