/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program store, and the interpreter that runs its instructions.
 *
 * The interpreter is a part of the simulator, not of Linux, so nothing in this
 * file is a step of C code.  It makes its steps itself, in the same way as
 * stepify's step points do: a frame on the call stack, whose `at` is the number
 * of the instruction, and one turn of the countdown before each.  So a body is
 * listed, stepped, interrupted and traced back like C.
 *
 * The kernel functions that an instruction calls are ordinary stepped code:
 * their frames lie above the body's.
 */
#include "linux/program.h"

#include "linux/jiffies.h"
#include "linux/console.h"
#include "linux/kernel.h"
#include "linux/object.h"
#include "linux/sched.h"
#include "linux/trace.h"
#include "linux/user.h"
#include "linux/warn.h"
#include "linux/wheel.h"
#include "machine/strings.h"

static notrace struct program_store *store_of(const struct machine *m)
{
	return &((struct kernel *)m->kernel)->programs;
}

/* --- the store ---------------------------------------------------------- */

notrace int program_store_init(struct machine *m, struct program_store *store)
{
	*store = (struct program_store){ 0 };
	store->max_chunks = 16;
	store->chunk = machine_alloc(m, store->max_chunks *
					sizeof(*store->chunk));
	store->max_programs = 16;
	store->program = machine_alloc(m, store->max_programs *
					  sizeof(*store->program));
	return store->chunk && store->program ? 0 : -1;
}

/* Twice the room for an array; the old one is given back. */
static notrace void *double_array(struct machine *m, void *old, u64 bytes)
{
	void *memory = machine_alloc(m, bytes * 2);

	if (!memory)
		return NULL;
	__builtin_memcpy(memory, old, bytes);
	machine_release(m, old, bytes);
	return memory;
}

/* Room for instructions up to number @last. */
static notrace bool reserve_insns(struct machine *m,
				  struct program_store *store, u64 last)
{
	while (last >= (u64)store->nr_chunks * INSN_CHUNK) {
		struct insn *insns;

		if (store->nr_chunks == store->max_chunks) {
			struct insn **chunk =
				double_array(m, store->chunk,
					     store->max_chunks *
						     sizeof(*store->chunk));

			if (!chunk)
				return false;
			store->chunk = chunk;
			store->max_chunks *= 2;
		}
		insns = machine_alloc(m, INSN_CHUNK * sizeof(*insns));
		if (!insns)
			return false;
		store->chunk[store->nr_chunks++] = insns;
	}
	return true;
}

/* Room for one more program; number 0 stays unused. */
static notrace bool reserve_program(struct machine *m,
				    struct program_store *store)
{
	struct program *program;

	if (store->nr_programs + 1 < store->max_programs)
		return true;
	program = double_array(m, store->program,
			       store->max_programs * sizeof(*program));
	if (!program)
		return false;
	store->program = program;
	store->max_programs *= 2;
	return true;
}

static notrace struct insn *insn_at(const struct program_store *store,
				    u32 number)
{
	return &store->chunk[number / INSN_CHUNK][number % INSN_CHUNK];
}

notrace u32 program_new(struct machine *m, u32 name, u32 nr, u32 text_size)
{
	struct program_store *store = store_of(m);
	struct program *program;
	char *text;
	u32 i;

	if (!store->chunk && program_store_init(m, store))
		return 0;
	if (!reserve_insns(m, store, (u64)store->nr_insns + nr) ||
	    !reserve_program(m, store))
		return 0;
	text = machine_alloc(m, text_size + 1);
	if (!text || (u64)((u8 *)text - m->base) > UINT32_MAX - text_size)
		return 0;
	store->nr_programs++;
	program = &store->program[store->nr_programs];
	program->name = name;
	program->first = store->nr_insns + 1;
	program->nr = nr;
	program->text = (u32)((u8 *)text - m->base);
	program->text_size = text_size + 1;
	program->released = false;
	store->nr_insns += nr;
	for (i = 0; i < nr; i++)
		*insn_at(store, program->first + i) = (struct insn){
			.program = store->nr_programs,
		};
	return store->nr_programs;
}

notrace struct program *program_get(const struct machine *m, u32 id)
{
	const struct program_store *store = store_of(m);

	if (!id || id > store->nr_programs || store->program[id].released)
		return NULL;
	return &store->program[id];
}

notrace struct insn *program_insn(const struct machine *m, u32 number)
{
	const struct program_store *store = store_of(m);

	if (!number || number > store->nr_insns)
		return NULL;
	return insn_at(store, number);
}

/* The newest programs go first: a released one waits for those above it. */
notrace void program_release(struct machine *m, u32 id)
{
	struct program_store *store = store_of(m);
	struct program *program = program_get(m, id);

	if (!program)
		return;
	machine_release(m, m->base + program->text, program->text_size);
	program->released = true;
	while (store->nr_programs &&
	       store->program[store->nr_programs].released) {
		program = &store->program[store->nr_programs];
		store->nr_insns -= program->nr;
		store->nr_programs--;
	}
}

notrace const char *program_store_check(const struct machine *m)
{
	const struct program_store *store = store_of(m);
	u32 next = 1;
	u32 id, i;

	for (id = 1; id <= store->nr_programs; id++) {
		const struct program *program = &store->program[id];

		if (program->first != next)
			return "program_store: a gap between programs";
		for (i = 0; i < program->nr; i++) {
			const struct insn *insn = insn_at(store, next + i);

			if (insn->program != id || insn->call >= nr_calls)
				return "program_store: a spoilt instruction";
		}
		next += program->nr;
	}
	if (next != store->nr_insns + 1)
		return "program_store: instructions without a program";
	return NULL;
}

notrace const struct call_row *call_find(const char *name, u64 len)
{
	u32 i;
	u64 at;

	for (i = 0; i < nr_calls; i++) {
		const char *row = call_table[i].name;

		for (at = 0; at < len && row[at] == name[at]; at++) {
			if (!row[at])
				break;
		}
		if (at == len && !row[at])
			return &call_table[i];
	}
	return NULL;
}

/* --- times -------------------------------------------------------------- */

notrace u64 program_arg_ns(const struct program_arg *arg)
{
	switch ((enum time_unit)arg->unit) {
	case TIME_JIFFIES:
		return arg->value * tick_nsec(HZ);
	case TIME_NS:
		return arg->value;
	case TIME_US:
		return arg->value * NSEC_PER_USEC;
	case TIME_MS:
		return arg->value * NSEC_PER_MSEC;
	case TIME_S:
		return arg->value * NSEC_PER_SEC;
	case TIME_TIMESPEC:
		return arg->value * NSEC_PER_SEC + arg->nsec;
	}
	return 0;
}

/* Each unit has its function in the kernel, and they round alike: up. */
notrace u64 program_arg_jiffies(const struct program_arg *arg)
{
	u64 ns;

	switch ((enum time_unit)arg->unit) {
	case TIME_JIFFIES:
		return arg->value;
	case TIME_MS:
		return msecs_to_jiffies(HZ, arg->value);
	case TIME_US:
		return usecs_to_jiffies(HZ, arg->value);
	default:
		ns = program_arg_ns(arg);
		return timespec64_to_jiffies(HZ, ns / NSEC_PER_SEC,
					     ns % NSEC_PER_SEC);
	}
}

notrace u64 program_arg_expires(const struct program_arg *arg)
{
	u64 distance = program_arg_jiffies(arg);

	if (arg->absolute && arg->unit == TIME_JIFFIES)
		return distance;
	if (arg->absolute)
		return kernel()->config.jiffies0 + distance;
	return arg->negative ? jiffies - distance : jiffies + distance;
}

/* --- the interpreter ---------------------------------------------------- */

/* A block that is being run. */
struct block {
	u32 head;			/* its instruction, 0: an if */
	u32 end;			/* reaching this leaves the block ... */
	u32 after;			/* ... to go here, when head is 0 */
	u64 left;			/* repeat: turns left */
};

struct run {
	u32 next;			/* instruction to be run */
	u32 end;			/* of the program */
	u32 nr_blocks;
	struct block block[PROGRAM_MAX_NEST];
};

static notrace struct block *push_block(struct run *run)
{
	if (run->nr_blocks == PROGRAM_MAX_NEST)
		machine_panic("program: blocks nest too deeply");
	return &run->block[run->nr_blocks++];
}

/* The innermost block if @number is its head, that is: another turn. */
static notrace struct block *turning(struct run *run, u32 number)
{
	struct block *top;

	if (!run->nr_blocks)
		return NULL;
	top = &run->block[run->nr_blocks - 1];
	return top->head == number ? top : NULL;
}

static notrace bool evaluate(const struct insn *insn, bool on_error)
{
	struct machine_host *host = hot.machine->host;
	int answer = EVAL_ERROR;

	if (host->eval)
		answer = host->eval(host->eval_ctx, (u32)insn->arg[0].value);
	if (answer != EVAL_ERROR)
		return answer == EVAL_TRUE;
	printk_name("timerscope: cannot evaluate ", (u32)insn->arg[0].value);
	return on_error;
}

/* repeat N { }: the head is a step of its own each time round. */
static notrace void run_repeat(struct run *run, const struct insn *insn)
{
	struct block *block = turning(run, run->next);

	if (!block) {
		block = push_block(run);
		block->head = run->next;
		block->end = insn->end;
		block->left = insn->arg[0].value;
	}
	if (!block->left) {
		run->nr_blocks--;
		run->next = insn->end;
		return;
	}
	block->left--;
	run->next++;
}

/* until EXPR { }: tests before each turn.  An empty one is a spin loop. */
static notrace void run_until(struct run *run, const struct insn *insn)
{
	struct block *block = turning(run, run->next);
	u32 head = run->next;

	if (evaluate(insn, true)) {
		if (block)
			run->nr_blocks--;
		run->next = insn->end;
		return;
	}
	if (insn->end == head + 1) {
		cpu_relax();
		return;
	}
	if (!block) {
		block = push_block(run);
		block->head = head;
		block->end = insn->end;
	}
	run->next++;
}

/* if EXPR { } else { }: `end` is where else begins; arg[1] the end of all. */
static notrace void run_if(struct run *run, const struct insn *insn)
{
	struct block *block;

	if (!evaluate(insn, false)) {
		run->next = insn->end;
		return;
	}
	block = push_block(run);
	block->head = 0;
	block->end = insn->end;
	block->after = (u32)insn->arg[1].value;
	run->next++;
}

/* Leave the blocks that end here: loops go back to their head. */
static notrace void close_blocks(struct run *run)
{
	while (run->nr_blocks) {
		struct block *top = &run->block[run->nr_blocks - 1];

		if (run->next != top->end)
			return;
		if (top->head) {
			run->next = top->head;
			return;
		}
		run->next = top->after;
		run->nr_blocks--;
	}
}

/* Whose call it is, as an object: the process or thread that the statement
 * names, else the thread that runs it; 0: the kernel's. */
static notrace u32 caller_serial(const struct insn *insn)
{
	const struct program_arg *arg = &insn->arg[0];
	const struct object *object;

	if (!(call_table[insn->call].contexts & CALL_BY_THREAD))
		return 0;
	if (arg->type == ARG_NONE)
		return current->thread ? current->serial : 0;
	if (arg->type == ARG_OBJECT)
		return (u32)arg->value;
	object = object_find(hot.machine, (u32)arg->value);
	return object ? object->serial : 0;
}

/* @out: what a system call wrote besides, or NULL. */
static notrace void store_result(u32 serial, s64 rc, u32 by,
				 const struct syscall_out *out)
{
	struct object *object = object_get(hot.machine, serial);
	struct result *result;

	if (!object || object->kind != OBJECT_RESULT || object->freed)
		return;
	result = object->memory;
	result->returned = true;
	result->rc = rc;
	result->by = by;
	result->err = rc < 0 ? -rc : 0;
	result->at = machine_now();
	result->at_jiffies = jiffies;
	if (out)
		result->out = *out;
}

/* Whose call is it?  NULL: that of whoever runs this; false: nobody's. */
static notrace bool find_caller(const struct insn *insn, struct thread **t)
{
	const struct program_arg *arg = &insn->arg[0];
	const struct object *object;

	*t = NULL;
	if (arg->type == ARG_NONE)
		return true;
	object = arg->type == ARG_NAME ?
			 object_find(hot.machine, (u32)arg->value) :
			 object_get(hot.machine, (u32)arg->value);
	*t = thread_of_object(object);
	return *t;
}

/* A thread of a process makes the call itself, or another one is asked to.
 * What needs no process may be called by a task of the kernel. */
static notrace void run_by_thread(struct call *call,
				  const struct call_row *row)
{
	struct thread *t;

	*call->in = (struct syscall_in){ 0 };
	*call->out = (struct syscall_out){ 0 };
	call->again = CALL_ONCE;
	if (!find_caller(call->insn, &t))
		call->rc = -ESRCH;
	else if (t && t != current_thread())
		call->rc = thread_run_insn(t, call->number, call->out);
	else if (current_thread() && row->contexts & CALL_SYSCALL)
		do_syscall(call);
	else
		row->run(call);
}

static notrace void run_insn(struct run *run, struct call *call)
{
	const struct insn *insn = call->insn;
	const struct call_row *row = &call_table[insn->call];

	switch (row->control) {
	case CONTROL_REPEAT:
		run_repeat(run, insn);
		return;
	case CONTROL_IF:
		run_if(run, insn);
		return;
	case CONTROL_UNTIL:
		run_until(run, insn);
		return;
	case CONTROL_EXIT:
		run->next = run->end;
		run->nr_blocks = 0;
		call->rc = insn->nr_args ? (s64)insn->arg[0].value : 0;
		return;
	case CONTROL_NONE:
		break;
	}
	call->rc = 0;
	if (row->contexts & CALL_BY_THREAD)
		run_by_thread(call, row);
	else
		row->run(call);
	if (call->task)
		call->task->rc = call->rc;
	if (insn->result)
		store_result(insn->result, call->rc, caller_serial(insn),
			     row->contexts & CALL_BY_THREAD ? call->out : NULL);
	run->next++;
}

/*
 * The frame belongs to this function's own stack, like those that stepify
 * makes, and leaves the CPU's call stack when it returns.  @last, if any, gets
 * what the last system call wrote.
 */
static notrace s64 run_program(u32 id, struct call *call,
			       struct syscall_out *last)
{
	const struct program *program = program_get(hot.machine, id);
	struct syscall_in in;
	struct syscall_out out = { 0 };
	struct run run;
	struct step_frame frame __attribute__((__cleanup__(step_leave))) = {
		hot.frame, STEP_FUNC_BODY, 0, NULL
	};

	hot.frame = &frame;
	if (!program)
		return 0;
	run.next = program->first;
	run.end = program->first + program->nr;
	run.nr_blocks = 0;
	call->in = &in;
	call->out = &out;
	while (run.next != run.end || run.nr_blocks) {
		frame.at = run.next;
		if (--hot.left < 0)
			step_stop();
		call->insn = program_insn(hot.machine, run.next);
		call->number = run.next;
		run_insn(&run, call);
		close_blocks(&run);
	}
	call->in = NULL;
	call->out = NULL;
	if (last)
		*last = out;
	return call->rc;
}

/* Somebody else's statement: the result goes to them. */
notrace s64 program_run_insn(u32 number, struct task *task,
			     struct syscall_out *out)
{
	struct syscall_in in;
	struct call call = {
		.insn = program_insn(hot.machine, number), .number = number,
		.task = task, .in = &in, .out = out,
	};
	struct step_frame frame __attribute__((__cleanup__(step_leave))) = {
		hot.frame, STEP_FUNC_BODY, number, NULL
	};

	hot.frame = &frame;
	if (--hot.left < 0)
		step_stop();
	run_by_thread(&call, &call_table[call.insn->call]);
	return call.rc;
}

notrace u32 call_name(u32 call)
{
	const char *name = call_table[call].name;

	return string_intern(hot.machine, name, text_length(name));
}

notrace s64 program_run(u32 id, struct task *task, struct ktimer *timer)
{
	struct call call = { .task = task, .timer = timer };

	return run_program(id, &call, NULL);
}

/* The timer may be freed by its own callback: it is not touched afterwards. */
notrace void program_timer_fn(struct timer_list *timer)
{
	struct ktimer *ktimer = container_of(timer, struct ktimer, timer);

	if (ktimer->program)
		program_run(ktimer->program, NULL, ktimer);
}

notrace u32 program_timer_function(const struct timer_list *timer)
{
	const struct ktimer *ktimer =
		container_of(timer, const struct ktimer, timer);

	if (timer->function == program_timer_fn && ktimer->program)
		return TRACE_FUNCTION_BODY | ktimer->program;
	return trace_function_id((step_fn)timer->function);
}

/* Whether it goes on is known when its body is done. */
notrace enum hrtimer_restart program_hrtimer_fn(struct hrtimer *timer)
{
	struct khrtimer *khrtimer =
		container_of(timer, struct khrtimer, timer);
	struct call call = { .hrtimer = khrtimer };

	if (khrtimer->program)
		run_program(khrtimer->program, &call, NULL);
	return call.restart ? HRTIMER_RESTART : HRTIMER_NORESTART;
}

notrace u32 program_hrtimer_function(const struct hrtimer *timer)
{
	const struct khrtimer *khrtimer =
		container_of(timer, const struct khrtimer, timer);

	if (timer->function == program_hrtimer_fn && khrtimer->program)
		return TRACE_FUNCTION_BODY | khrtimer->program;
	return trace_function_id((step_fn)timer->function);
}

/* Run the program of @job in the running task and leave its result. */
static notrace void run_task_program(struct task *job)
{
	struct call call = { .task = current };
	struct syscall_out out = { 0 };
	const struct program *program =
		program_get(hot.machine, job->program);
	const struct insn *first =
		program ? program_insn(hot.machine, program->first) : NULL;
	u32 by = first && program->nr ? caller_serial(first) : 0;
	s64 rc = run_program(job->program, &call, &out);

	job->rc = rc;
	store_result(job->result, rc, by, &out);
	job->returned = true;
	if (job->program_once)
		program_release(hot.machine, job->program);
}

notrace void program_task_stand_in(struct task *other)
{
	current->result = other->result;
	run_task_program(other);
	task_free(other);
}

notrace void program_task_fn(struct task *task)
{
	u32 program = task->program;

	run_task_program(task);
	if (console_must_linger()) {
		task->program = 0;
		console_linger();
		task->program = program;
		wake_up_new_tasks();
	}
	do_exit();
}

notrace struct task *program_spawn(struct machine *m, u32 cpu, u32 name,
				   u32 program, u32 result)
{
	struct task *task = task_new(m, cpu, name, program_task_fn);

	if (!task)
		return NULL;
	task->program = program;
	task->result = result;
	if (hot.cpu)
		wake_up_new_task(task);
	else
		task_wake_new(m, task);
	return task;
}
