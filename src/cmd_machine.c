/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands that change the machine: kernel calls, on, at, hold, release,
 * force; and the one that chooses the CPU.
 */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "error_name.h"
#include "linux/at.h"
#include "linux/trace.h"
#include "machine/strings.h"

/* --- kernel calls ------------------------------------------------------------- */

static u32 intern(struct machine *m, const char *text)
{
	return string_intern(m, text, strlen(text));
}

static u32 result_for(struct machine *m, const struct compiled *compiled)
{
	u32 serial = compiled->result;

	if (serial)
		return serial;
	serial = object_new_result(m, 0);
	if (serial)
		object_get(m, serial)->internal = true;
	return serial;
}

int command_spawn(struct front *front, u32 cpu, const char *name,
		  const struct compiled *compiled, u32 *wait)
{
	struct machine *m = front_machine(front);
	u32 result = result_for(m, compiled);
	struct task *task;

	if (!result)
		return front_exhausted(front);
	task = program_spawn(m, cpu, intern(m, name), compiled->program,
			     result);
	if (!task)
		return front_exhausted(front);
	*wait = task->serial;
	return 0;
}

static char *statement_text(const struct stmt *stmt)
{
	struct span span = stmt_span(stmt);

	return strndup(span.text, span.len);
}

/* It spins and cannot be preempted: no other task gets a turn before what it
 * waits for has come. */
static bool spins_for_good(const struct machine *m, u32 id)
{
	const struct kernel *k = m->kernel;
	const struct cpu *cpu = &m->cpu[id];

	return cpu->state == CPU_RELAXING && k->percpu[id]->preempt_count &&
	       (cpu->wait_kind == WAIT_LOCK ||
		cpu->wait_kind == WAIT_TIMER_CALLBACK);
}

int command_refuse_lost(struct front *front, u32 cpu)
{
	const struct machine *m = front_machine(front);

	if (m->cpu[cpu].state == CPU_DEAD)
		return front_error(front, "`reverse-step` goes back to before "
				   "that; `on cpu N` takes another",
				   "CPU %u is dead: %s", cpu,
				   m->cpu[cpu].oops);
	if (m->cpu[cpu].state == CPU_OFF)
		return front_error(front, "CPU 0 starts it in smp_init()",
				   "CPU %u is off", cpu);
	if (spins_for_good(m, cpu))
		return front_error(front, "`cpu N` goes to another CPU, `undo` "
				   "takes back what led here, `why cpu N` "
				   "explains",
				   "CPU %u spins and cannot be preempted: a call "
				   "there would not get its turn", cpu);
	if (m->forced_cpu >= 0 && m->forced_cpu != (s32)cpu)
		return front_error(front, "`force off` ends that",
				   "only CPU %d may move", m->forced_cpu);
	return 0;
}

/* The prompt is back because nobody but the user can help. */
static void say_if_waiting(struct front *front, u32 id)
{
	const struct machine *m = front_machine(front);
	const struct cpu *cpu = &m->cpu[id];
	u32 hops = 0;

	if (cpu->state != CPU_RELAXING || cpu->wait_cpu < 0)
		return;
	front_print(front, "CPU %u", id);
	while (cpu->state == CPU_RELAXING && cpu->wait_kind != WAIT_CONSOLE &&
	       cpu->wait_cpu >= 0 && hops++ < m->nr_cpus) {
		front_print(front, "%s waits for CPU %d", hops > 1 ? ", which" :
			    "", cpu->wait_cpu);
		cpu = &m->cpu[cpu->wait_cpu];
	}
	front_print(front, ", which waits for your next command: this call is "
		    "not over\n");
}

/* Give the statement as an input and wait until what it started returns. */
static int input_and_wait(struct front *front, const struct stmt *stmt,
			  u32 cpu)
{
	struct machine *m = front_machine(front);
	struct arrival arrival;
	char *text;
	u32 wait;
	int result;

	if (command_refuse_lost(front, cpu))
		return -1;
	text = statement_text(stmt);
	result = front_input(front, text, &wait);
	free(text);
	if (result || !wait)
		return result;
	if (m->cpu[cpu].held && m->forced_cpu != (s32)cpu) {
		front_print(front, "CPU %u is held: the call waits there until "
			    "`release cpu %u` or `cpu %u step`\n", cpu, cpu,
			    cpu);
		return 0;
	}
	arrival = navigate(front->session, front->breakpoints, VERB_WAIT, 1,
			   wait, front_steps_left(front),
			   front->options.limits.time);
	front_arrived(front, &arrival, true);
	if (arrival.stop.returned)
		say_if_waiting(front, cpu);
	return 0;
}

/* What the call returned; a system call's error with its name. */
static void print_result(struct front *front, const char *what, size_t len, s64 rc)
{
	const char *error = rc < 0 ? error_name(-rc) : NULL;

	front_print(front, "%.*s.rc = %lld", (int)len, what, (long long)rc);
	if (error)
		front_print(front, " (%s)", error);
	front_print(front, "\n");
}

/* Nobody asked for the result, but that a system call failed is to be seen: what
 * happened since record @since tells. */
static void show_error(struct front *front, const struct stmt *stmt, u64 since)
{
	const struct machine *m = front_machine(front);
	const struct token *head = script_token(stmt->script, stmt->head);
	const struct trace_record *record;
	u64 i;

	for (i = m->nr_events; i-- > since;) {
		record = trace_store_get(session_trace(front->session), i);
		if (!record || record->kind != EVENT_sys_exit ||
		    !token_is(script_text(stmt->script), head,
			      string_text(m, (u32)record->arg[0])))
			continue;
		if ((s64)record->arg[1] < 0)
			print_result(front, script_text(stmt->script) + head->at, head->len,
				     (s64)record->arg[1]);
		return;
	}
}

/* `-> r`: say what the call returned. */
static void show_result(struct front *front, const struct stmt *stmt)
{
	struct machine *m = front_machine(front);
	const struct token *token;
	struct object *object;
	struct result *result;

	if (!stmt->result || front->options.batch)
		return;
	token = script_token(stmt->script, stmt->result);
	object = object_find(m, string_lookup(m, script_text(stmt->script) +
					      token->at, token->len));
	result = object ? object->memory : NULL;
	if (result && result->returned)
		print_result(front, script_text(stmt->script) + token->at, token->len,
			     result->rc);
}

int command_call(struct front *front, const struct stmt *stmt)
{
	const u64 since = front_machine(front)->nr_events;
	int result;

	result = input_and_wait(front, stmt, session_focus(front->session));
	if (!result && stmt->result)
		show_result(front, stmt);
	else if (!result && !front->options.batch)
		show_error(front, stmt, since);
	return result;
}

/* --- on, at ---------------------------------------------------------------------- */

/* A CPU argument while an input is applied: it was right when it was given. */
static u32 cpu_of(const struct stmt *stmt, u32 arg)
{
	struct script_error error;
	u64 cpu = 0;

	command_number(stmt, arg, &cpu, &error);
	return (u32)cpu;
}

static bool compile_rest(struct front *front, const struct input *input,
			 const struct stmt *stmt, u32 arg, const char *name,
			 struct compiled *compiled)
{
	struct script_error error = { 0 };
	const struct compile_options options = {
		.ctx = &front->expr_ctx, .line = input->line,
		.note = front_note, .data = front,
		.result_of = stmt->nr_args <= arg && stmt->result ? stmt : NULL,
	};
	struct stmt sub;
	bool ok;

	if (stmt->nr_args > arg)
		ok = stmt_sub(stmt, arg, &sub, &error) &&
		     compile_statement(&options, &sub, compiled, &error);
	else
		ok = compile_body(&options, stmt->body, name, compiled,
				  &error);
	if (!ok)
		front_input_error(front, &error);
	return ok;
}

static int apply_on(struct front *front, const struct input *input,
		    const struct stmt *stmt, u32 *wait)
{
	struct compiled compiled = { 0 };

	if (!compile_rest(front, input, stmt, 2, "on", &compiled))
		return -1;
	return command_spawn(front, cpu_of(stmt, 1), "on", &compiled, wait);
}

static int run_on(struct front *front, const struct stmt *stmt)
{
	u32 cpu;

	if (!span_is(stmt_arg_span(stmt, 0), "cpu"))
		return front_error(front, "`on cpu 1 { ... }` would be right",
				   "on what?");
	if (command_cpu(front, stmt, 1, &cpu))
		return -1;
	if (stmt->nr_args == 2 && !stmt->has_body)
		return front_error(front, "`on cpu 1 add_timer t1 +3j` or a "
				   "block would be right", "what to run?");
	if (input_and_wait(front, stmt, cpu))
		return -1;
	show_result(front, stmt);
	return 0;
}
const struct command cmd_on = {
	.name = "on", .usage = "cpu N CALL | cpu N { BODY } [-> RESULT]",
	.effect = EFFECT_MACHINE, .min_args = 2, .max_args = 64,
	.run = run_on, .apply = apply_on, .complete = COMPLETE_WORDS,
	.words = "cpu", .results = true,
	.help = "Run a call or a body on another CPU.",
	.more = "The result of a body is that of its last call.",
};

static int at_time(struct front *front, const struct stmt *stmt, u64 *ns)
{
	struct machine *m = front_machine(front);
	struct script_error error = { 0 };
	struct program_arg arg = { 0 };
	bool is_signed = false;

	if (!compile_time(stmt, 0, &arg, &is_signed, &error))
		return front_script_error(front, &error);
	if (arg.negative)
		return front_error(front, "`goto` goes back",
				   "that moment has passed");
	hot.machine = m;
	*ns = program_arg_ns(&arg);
	if (arg.unit == TIME_JIFFIES && arg.absolute)
		return command_jiffies(front, arg.value, ns);
	if (is_signed && !arg.absolute)
		*ns = *ns > KTIME_MAX - m->now ? KTIME_MAX : *ns + m->now;
	return 0;
}

static int apply_at(struct front *front, const struct input *input,
		    const struct stmt *stmt, u32 *wait)
{
	struct machine *m = front_machine(front);
	struct compiled compiled = { 0 };
	u64 ns;

	(void)wait;
	if (at_time(front, stmt, &ns) ||
	    !compile_rest(front, input, stmt, 1, "at", &compiled))
		return -1;
	if (at_program(m, ns, input->cpu, compiled.program, intern(m, "at"),
		       compiled.result))
		return front_exhausted(front);
	return 0;
}

static int run_at(struct front *front, const struct stmt *stmt)
{
	u64 ns;

	if (at_time(front, stmt, &ns))
		return -1;
	if (ns < front_machine(front)->now)
		return front_error(front, "`goto` goes back",
				   "that moment has passed");
	if (stmt->nr_args == 1 && !stmt->has_body)
		return front_error(front, "`at 10ms { ... }` would be right",
				   "what to run?");
	return input_and_wait(front, stmt, session_focus(front->session));
}
const struct command cmd_at = {
	.name = "at", .usage = "TIME CALL | TIME { BODY } [-> RESULT]",
	.effect = EFFECT_MACHINE, .min_args = 1, .max_args = 64,
	.run = run_at, .apply = apply_at, .results = true,
	.help = "Run a body or a call on the focused CPU when that moment "
		"comes.",
	.more = "10ms and =10ms count from power-on, +10ms from now.",
};

/* --- cpu ---------------------------------------------------------------------------- */

static int give(struct front *front, const char *text)
{
	u32 wait;

	return front_input(front, text, &wait);
}

/* `cpu N step`: for this movement, nobody but CPU N may move. */
static int forced(struct front *front, const struct stmt *stmt, u32 cpu)
{
	struct script_error error = { 0 };
	u32 focus = session_focus(front->session);
	struct stmt sub;
	char text[32];
	int result;

	if (!stmt_sub(stmt, 1, &sub, &error))
		return front_script_error(front, &error);
	session_set_focus(front->session, cpu);
	snprintf(text, sizeof(text), "force cpu %u", cpu);
	result = give(front, text);
	if (!result)
		result = front_statement(front, &sub);
	give(front, "force off");
	session_set_focus(front->session, focus);
	return result;
}

/* Does the command after `cpu N` move the machine forwards?  Only then is it a
 * choice; looking at a CPU, or going back, is none. */
static bool moves(const struct stmt *stmt)
{
	const struct command *command;
	struct script_error error;
	struct stmt sub;

	if (!stmt_sub(stmt, 1, &sub, &error))
		return false;
	if (compile_row(stmt_word(&sub)) &&
	    (sub.has_body || !span_is(stmt_word(&sub), "until")))
		return true;
	command = command_find(stmt_word(&sub), &error);
	return command && command->repeats && strcmp(command->name, "list") &&
	       strncmp(command->name, "reverse", 7);
}

static int look_on(struct front *front, const struct stmt *stmt, u32 cpu)
{
	struct script_error error = { 0 };
	u32 focus = session_focus(front->session);
	struct stmt sub;
	int result;

	if (!stmt_sub(stmt, 1, &sub, &error))
		return front_script_error(front, &error);
	session_set_focus(front->session, cpu);
	result = front_statement(front, &sub);
	session_set_focus(front->session, focus);
	return result;
}

extern const struct command cmd_cpu;

static int run_cpu(struct front *front, const struct stmt *stmt)
{
	u32 cpu = session_focus(front->session);

	if (stmt->nr_args && command_cpu(front, stmt, 0, &cpu))
		return -1;
	if (stmt->nr_args < 2 && command_no_result(front, &cmd_cpu, stmt))
		return -1;
	if (stmt->nr_args > 1)
		return moves(stmt) ? forced(front, stmt, cpu) :
				     look_on(front, stmt, cpu);
	session_set_focus(front->session, cpu);
	front_came_to(front, cpu);
	return 0;
}
const struct command cmd_cpu = {
	.name = "cpu", .usage = "[N [COMMAND]]", .effect = EFFECT_VIEW,
	.max_args = 64, .run = run_cpu, .complete = COMPLETE_WORDS,
	.results = true,
	.words = "0 1 2 3",
	.help = "Focus a CPU; with a stepping command, move that CPU alone.",
	.more = "`cpu 1 step` is a forced choice: the other CPUs are held for "
		"that long. It becomes part of the schedule.",
};

static int apply_force(struct front *front, const struct input *input,
		       const struct stmt *stmt, u32 *wait)
{
	bool off = span_is(stmt_arg_span(stmt, 0), "off");

	(void)input;
	(void)wait;
	machine_force(front_machine(front), off ? -1 : (s32)cpu_of(stmt, 1));
	return 0;
}

static int run_force(struct front *front, const struct stmt *stmt)
{
	char *text;
	int result;
	u32 cpu;

	if (span_is(stmt_arg_span(stmt, 0), "off"))
		return give(front, "force off");
	if (!span_is(stmt_arg_span(stmt, 0), "cpu") || stmt->nr_args < 2)
		return front_error(front, "`force cpu 1` or `force off` would "
				   "be right", "force what?");
	if (command_cpu(front, stmt, 1, &cpu))
		return -1;
	text = statement_text(stmt);
	result = give(front, text);
	free(text);
	return result;
}
const struct command cmd_force = {
	.name = "force", .usage = "cpu N | off", .effect = EFFECT_MACHINE,
	.min_args = 1, .max_args = 2, .run = run_force, .apply = apply_force,
	.complete = COMPLETE_WORDS, .words = "cpu off",
	.help = "Let only one CPU move, until `force off`.",
};

static int set_held(struct front *front, const struct stmt *stmt, bool held)
{
	u32 arg = span_is(stmt_arg_span(stmt, 0), "cpu") ? 1 : 0;
	char text[32];
	u32 cpu;

	if (arg >= stmt->nr_args)
		return front_error(front, "`hold cpu 1` would be right",
				   "which CPU?");
	if (command_cpu(front, stmt, arg, &cpu))
		return -1;
	snprintf(text, sizeof(text), "%s cpu %u", held ? "hold" : "release",
		 cpu);
	return give(front, text);
}

static int apply_hold(struct front *front, const struct input *input,
		      const struct stmt *stmt, u32 *wait)
{
	(void)input;
	(void)wait;
	machine_hold(front_machine(front), cpu_of(stmt, 1), true);
	return 0;
}

static int run_hold(struct front *front, const struct stmt *stmt)
{
	return set_held(front, stmt, true);
}
const struct command cmd_hold = {
	.name = "hold", .usage = "cpu N", .effect = EFFECT_MACHINE,
	.min_args = 1, .max_args = 2, .run = run_hold, .apply = apply_hold,
	.complete = COMPLETE_WORDS, .words = "cpu",
	.help = "Take a CPU out; its interrupts stay pending.",
};

static int apply_release(struct front *front, const struct input *input,
			 const struct stmt *stmt, u32 *wait)
{
	(void)input;
	(void)wait;
	machine_hold(front_machine(front), cpu_of(stmt, 1), false);
	return 0;
}

static int run_release(struct front *front, const struct stmt *stmt)
{
	return set_held(front, stmt, false);
}
const struct command cmd_release = {
	.name = "release", .usage = "cpu N", .effect = EFFECT_MACHINE,
	.min_args = 1, .max_args = 2, .run = run_release,
	.apply = apply_release, .complete = COMPLETE_WORDS, .words = "cpu",
	.help = "Let a held CPU go on.",
};
