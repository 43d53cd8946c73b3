/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The machine without an operating system: the controller's order, interrupts,
 * spinning, stops, faults, memory, checkpoints; and that the checks find what
 * is broken.
 *
 * The programs that run on the bare CPUs are C functions here; S is a statement.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "machine/checkpoint.h"
#include "machine/strings.h"
#include "tests/machine.h"

/* --- a bare machine -------------------------------------------------------------- */

#define S STEP(1)
#define ENTER STEP_ENTER(1, 0)

typedef void (*cpu_program)(void);

struct note {
	u64 time;
	u32 cpu;
	char what;
};

/* What the programs did, and what they are: the host's, never rewound. */
static struct {
	cpu_program program[MACHINE_MAX_CPUS];
	void (*handler[8])(void);
	struct note note[10000];
	u32 nr;
} bare;

static void note(char what)
{
	assert_in_range(bare.nr, 0, 9999);
	bare.note[bare.nr++] = (struct note){
		machine_now(), hot.cpu ? hot.cpu->id : 99, what,
	};
}

/* The notes' letters in their order. */
static const char *story(void)
{
	static char text[10001];
	u32 i;

	for (i = 0; i < bare.nr; i++)
		text[i] = bare.note[i].what;
	text[bare.nr] = '\0';
	return text;
}

static void bare_start(void *arg)
{
	struct cpu *cpu = arg;

	if (bare.program[cpu->id])
		bare.program[cpu->id]();
	for (;;)
		cpu_halt();
}

static void bare_interrupt(u32 line)
{
	if (bare.handler[line])
		bare.handler[line]();
}

static u8 bare_byte(struct cpu *cpu)
{
	(void)cpu;
	return 0;
}

static void bare_stamp(struct cpu *cpu, struct trace_record *record)
{
	(void)cpu;
	(void)record;
}

static enum awaited bare_awaited(const struct cpu *cpu, u32 serial)
{
	(void)cpu;
	(void)serial;
	return AWAITED_RUNS;
}

static const struct machine_os bare_os = {
	bare_start, bare_interrupt, bare_byte, bare_stamp, bare_awaited,
};

static void *counted_alloc(u64 bytes);
static void counted_release(void *memory);
static s64 outstanding;

static struct machine *bare_machine(u32 nr_cpus, u32 step_cost, cpu_program first,
				    cpu_program second)
{
	struct machine *m = machine_new(nr_cpus, 0);

	assert_non_null(m);
	memset(&bare, 0, sizeof(bare));
	bare.program[0] = first;
	bare.program[1] = second;
	m->step_cost = step_cost;
	m->host->alloc = counted_alloc;
	m->host->release = counted_release;
	assert_int_equal(machine_start(m, &bare_os), 0);
	assert_null(machine_check(m));
	return m;
}

static struct machine_limits no_limits(void)
{
	struct machine_limits limits;

	memset(&limits, 0xff, sizeof(limits));
	limits.time = KTIME_MAX;
	limits.cpu_exact = false;
	return limits;
}

static enum stop_reason run(struct machine *m)
{
	struct machine_limits limits = no_limits();
	enum stop_reason reason = machine_run(m, &limits);

	assert_null(machine_check(m));
	return reason;
}

static enum stop_reason run_steps(struct machine *m, u64 steps)
{
	struct machine_limits limits = no_limits();
	enum stop_reason reason;

	limits.steps = m->steps + steps;
	reason = machine_run(m, &limits);
	assert_null(machine_check(m));
	return reason;
}

static struct device_event *new_device(struct machine *m, u32 cpu, u64 at,
				       void (*fire)(struct device_event *))
{
	struct device_event *event = machine_alloc(m, sizeof(*event));

	hot.machine = m;
	event->cpu = cpu;
	event->fire = fire;
	device_arm(m, event, at);
	return event;
}

static void fire_note(struct device_event *event)
{
	(void)event;
	note('d');
}

static void fire_line_1(struct device_event *event)
{
	machine_interrupt(hot.machine, &hot.machine->cpu[event->cpu], 1);
}

static void fire_line_2(struct device_event *event)
{
	machine_interrupt(hot.machine, &hot.machine->cpu[event->cpu], 2);
}

static void enable(void)
{
	cpu_irq_enable();
}

/* --- the order -------------------------------------------------------------------- */

static void three_statements(void)
{
	ENTER;
	S; note('a');
	S; note('b');
	S; note('c');
}

static void test_order(void **state)
{
	struct machine *m = bare_machine(3, 10, three_statements, three_statements);
	u32 i;

	(void)state;
	bare.program[2] = three_statements;
	new_device(m, 0, 10, fire_note);
	assert_int_equal(run(m), STOP_IDLE);
	/* The device comes before the CPUs, they by their numbers. */
	assert_string_equal(story(), "aaadbbbccc");
	for (i = 0; i < 3; i++) {
		assert_int_equal(bare.note[i].cpu, i);
		assert_int_equal(bare.note[i].time, 0);
		assert_int_equal(bare.note[4 + i].cpu, i);
		assert_int_equal(bare.note[4 + i].time, 10);
		assert_int_equal(bare.note[7 + i].cpu, i);
		assert_int_equal(bare.note[7 + i].time, 20);
	}
	assert_int_equal(bare.note[3].time, 10);
	assert_int_equal(m->steps, 9);
	machine_free(m);
}

/* Equal times fire in the order of the devices' numbers; a moved one keeps its. */
static char fired[8];

static void fire_number(struct device_event *event)
{
	fired[strlen(fired)] = (char)('0' + event->id);
}

static void test_devices(void **state)
{
	struct machine *m = bare_machine(1, 0, NULL, NULL);
	struct device_event *event[4];
	u32 i;

	(void)state;
	memset(fired, 0, sizeof(fired));
	for (i = 0; i < 4; i++)
		event[i] = new_device(m, 0, 100, fire_number);
	device_arm(m, event[0], 300);
	device_arm(m, event[2], 50);
	device_arm(m, event[0], 100);
	device_cancel(m, event[1]);
	device_cancel(m, event[1]);
	assert_null(machine_check(m));
	assert_int_equal(machine_next_device(m), 50);
	assert_int_equal(run(m), STOP_IDLE);
	assert_string_equal(fired, "314");
	assert_int_equal(m->now, 100);
	assert_int_equal(machine_next_device(m), KTIME_MAX);
	machine_free(m);
}

static void test_limits(void **state)
{
	struct machine *m = bare_machine(2, 10, three_statements, three_statements);
	struct machine_limits limits = no_limits();

	(void)state;
	assert_int_equal(run_steps(m, 0), STOP_STEPS);
	assert_int_equal(m->steps, 0);
	assert_int_equal(run_steps(m, 1), STOP_STEPS);
	assert_int_equal(m->steps, 1);
	limits.cpu = 1;
	limits.cpu_steps = 1;
	assert_int_equal(machine_run(m, &limits), STOP_CPU_STEPS);
	assert_int_equal(m->cpu[1].steps, 1);
	assert_true(m->cpu[1].standing);
	limits = no_limits();
	limits.time = 10;
	assert_int_equal(machine_run(m, &limits), STOP_TIME);
	assert_int_equal(m->now, 10);
	assert_int_equal(m->steps, 4);
	limits.time = 5000;
	assert_int_equal(machine_run(m, &limits), STOP_IDLE);
	machine_free(m);
}

/* --- interrupts ------------------------------------------------------------------- */

static void burner(void)
{
	ENTER;
	enable();
	S;
	note('<');
	cpu_burn(1000);
	note('>');
}

static void short_handler(void)
{
	ENTER;
	S; note('1');
	S;
	S; note('!');
}

static void test_burn(void **state)
{
	struct machine *m = bare_machine(1, 10, burner, NULL);

	(void)state;
	bare.handler[1] = short_handler;
	new_device(m, 0, 300, fire_line_1);
	assert_int_equal(run(m), STOP_IDLE);
	assert_string_equal(story(), "<1!>");
	assert_int_equal(bare.note[0].time, 0);
	assert_int_equal(bare.note[1].time, 300);
	assert_int_equal(bare.note[2].time, 320);
	/* Three statements of 10 ns were not the work's own. */
	assert_in_range(bare.note[3].time, 1020, 1030);
	machine_free(m);
}

static void nesting_handler(void)
{
	ENTER;
	S; note('(');
	enable();
	S;
	S;
	S;
	S; note(')');
}

static void five_statements(void)
{
	ENTER;
	enable();
	S; S; S; S; S;
	note('.');
}

static void test_nested(void **state)
{
	struct machine *m = bare_machine(1, 10, five_statements, NULL);

	(void)state;
	bare.handler[1] = nesting_handler;
	bare.handler[2] = short_handler;
	new_device(m, 0, 20, fire_line_1);
	new_device(m, 0, 45, fire_line_2);
	assert_int_equal(run(m), STOP_IDLE);
	assert_string_equal(story(), "(1!).");
	assert_int_equal(m->cpu[0].nr_irqs, 2);
	assert_true(m->cpu[0].irqs_on);
	machine_free(m);
}

static void masked(void)
{
	ENTER;
	S; note('a');
	S;
	S;
	S; note('b');
	enable();
	note('c');
	S; note('d');
}

static void test_masked(void **state)
{
	struct machine *m = bare_machine(1, 10, masked, NULL);

	(void)state;
	bare.handler[1] = short_handler;
	bare.handler[2] = nesting_handler;
	new_device(m, 0, 10, fire_line_2);
	new_device(m, 0, 15, fire_line_1);
	assert_int_equal(run_steps(m, 3), STOP_STEPS);
	assert_int_equal(m->cpu[0].irq_pending, 6);
	assert_int_equal(run(m), STOP_IDLE);
	/* The lowest line first, and at the next statement. */
	assert_string_equal(story(), "abc1!()d");
	assert_int_equal(m->cpu[0].irq_pending, 0);
	machine_free(m);
}

static void send_ipi(void)
{
	ENTER;
	S;
	S; machine_interrupt(hot.machine, &hot.machine->cpu[1], 1);
	note('s');
	S; note('t');
}

static void test_ipi(void **state)
{
	struct machine *m = bare_machine(2, 10, send_ipi, NULL);

	(void)state;
	bare.handler[1] = short_handler;
	assert_int_equal(run(m), STOP_IDLE);
	assert_string_equal(story(), "s1t!");
	assert_int_equal(bare.note[1].cpu, 1);
	assert_in_range(bare.note[1].time, 10, 20);
	assert_int_equal(m->cpu[1].state, CPU_HALTED);
	machine_free(m);
}

/* --- spinning ----------------------------------------------------------------------- */

static volatile u32 flag;

static void wait_for_flag(void)
{
	ENTER;
	S; note('w');
	while (!flag) {
		S; cpu_waits_for(WAIT_LOCK, 0, 1);
		S; cpu_relax();
	}
	cpu_waits_for(WAIT_NOTHING, 0, -1);
	S; note('g');
}

static void raise_flag(void)
{
	ENTER;
	S;
	S;
	S; flag = 1;
	note('f');
	S; note('e');
	S;
	S; note('x');
}

static void test_relax(void **state)
{
	struct machine *m;
	u32 cost;

	(void)state;
	for (cost = 0; cost <= 10; cost += 10) {
		m = bare_machine(2, cost, wait_for_flag, raise_flag);
		flag = 0;
		assert_int_equal(run(m), STOP_IDLE);
		assert_non_null(strstr(story(), "g"));
		assert_true(strchr(story(), 'f') < strchr(story(), 'g'));
		machine_free(m);
	}
}

/* However often it is stopped, the spinner looks at the same statements. */
static void test_relax_stopped(void **state)
{
	struct machine *m;
	char freely[100];
	u64 steps;

	(void)state;
	m = bare_machine(2, 0, wait_for_flag, raise_flag);
	flag = 0;
	run(m);
	assert_in_range(bare.nr, 1, 99);
	memcpy(freely, story(), bare.nr + 1);
	steps = m->steps;
	machine_free(m);
	m = bare_machine(2, 0, wait_for_flag, raise_flag);
	flag = 0;
	while (run_steps(m, 1) == STOP_STEPS)
		;
	assert_string_equal(story(), freely);
	assert_int_equal(m->steps, steps);
	machine_free(m);
}

static void wait_for_other(void)
{
	ENTER;
	for (;;) {
		S; cpu_waits_for(WAIT_LOCK, 0, !hot.cpu->id);
		S; cpu_relax();
	}
}

static void wait_for_self(void)
{
	ENTER;
	for (;;) {
		S; cpu_waits_for(WAIT_TIMER_CALLBACK, 0, (s32)hot.cpu->id);
		S; cpu_relax();
	}
}

static void fire_again(struct device_event *event)
{
	device_arm(hot.machine, event, event->at + 1000);
}

static void test_deadlock(void **state)
{
	struct machine *m = bare_machine(2, 0, wait_for_other, wait_for_other);

	(void)state;
	new_device(m, 0, 1000, fire_again);
	assert_int_equal(run(m), STOP_DEADLOCK);
	assert_string_equal(m->stop_text, "deadlock: CPU 0 waits for a lock held by CPU 1, "
			    "CPU 1 waits for a lock held by CPU 0");
	assert_int_equal(m->now, 0);
	machine_free(m);

	m = bare_machine(2, 0, wait_for_self, NULL);
	assert_int_equal(run(m), STOP_DEADLOCK);
	assert_string_equal(m->stop_text, "deadlock: CPU 0 waits for a timer callback running "
			    "on CPU 0");
	machine_free(m);
}

/* A spinner that nobody will ever answer, without a cycle. */
static void test_stuck(void **state)
{
	struct machine *m = bare_machine(2, 0, wait_for_flag, NULL);

	(void)state;
	flag = 0;
	assert_int_equal(run(m), STOP_DEADLOCK);
	assert_non_null(strstr(m->stop_text, "CPU 0 waits for a lock held by CPU 1"));
	machine_free(m);
}

static void run_forever(void)
{
	ENTER;
	for (;;) {
		S;
	}
}

static void test_livelock(void **state)
{
	struct machine *m = bare_machine(1, 0, run_forever, NULL);

	(void)state;
	m->host->livelock_steps = 1000;
	new_device(m, 0, 5, fire_note);
	assert_int_equal(run(m), STOP_LIVELOCK);
	assert_int_equal(m->steps, 1000);
	machine_free(m);

	m = bare_machine(1, 1, run_forever, NULL);
	m->host->livelock_steps = 1000;
	assert_int_equal(run_steps(m, 5000), STOP_STEPS);
	machine_free(m);
}

/* --- the user's choices -------------------------------------------------------------- */

static void test_hold(void **state)
{
	struct machine *m = bare_machine(2, 10, three_statements, three_statements);

	(void)state;
	machine_hold(m, 0, true);
	assert_int_equal(machine_next_cpu(m), 1);
	assert_int_equal(run(m), STOP_HELD);
	assert_int_equal(m->cpu[0].steps, 0);
	assert_int_equal(m->cpu[1].steps, 3);
	assert_int_equal(machine_next_cpu(m), -1);
	machine_hold(m, 0, false);
	assert_int_equal(run(m), STOP_IDLE);
	assert_string_equal(story(), "abcabc");
	machine_free(m);
}

static void test_force(void **state)
{
	struct machine *m = bare_machine(3, 0, three_statements, three_statements);

	(void)state;
	bare.program[2] = three_statements;
	machine_force(m, 2);
	assert_int_equal(run_steps(m, 2), STOP_STEPS);
	machine_force(m, 1);
	assert_int_equal(run_steps(m, 1), STOP_STEPS);
	machine_hold(m, 0, true);
	machine_force(m, 0);	/* forced counts more than held */
	assert_int_equal(run_steps(m, 1), STOP_STEPS);
	machine_force(m, -1);
	assert_int_equal(run(m), STOP_HELD);
	assert_string_equal(story(), "abaabcc");
	machine_free(m);
}

/* A clock that ticks on does not make a run endless in which nobody may move. */
static void test_held_with_ticks(void **state)
{
	struct machine *m = bare_machine(1, 0, three_statements, NULL);
	struct machine_limits limits = no_limits();

	(void)state;
	new_device(m, 0, 1000, fire_again);
	machine_hold(m, 0, true);
	assert_int_equal(run(m), STOP_HELD);
	limits.time = 10500;
	assert_int_equal(machine_run(m, &limits), STOP_TIME);
	assert_int_equal(m->now, 10500);
	assert_int_equal(m->nr_hw_events, 10);
	machine_free(m);
}

/* --- faults ---------------------------------------------------------------------------- */

static void follow_wild_pointer(void)
{
	ENTER;
	S; note('a');
	S; *(volatile u32 *)(uintptr_t)(hot.cpu->id + 16) = 1;
	S; note('b');
}

static void test_oops(void **state)
{
	struct machine *m = bare_machine(2, 10, follow_wild_pointer, three_statements);
	struct checkpoint *before;
	u32 i;

	(void)state;
	run_steps(m, 2);
	before = checkpoint_take(m, NULL);
	for (i = 0; i < 3; i++) {
		assert_int_equal(run(m), STOP_OOPS);
		assert_int_equal(m->stop_cpu, 0);
		assert_int_equal(m->cpu[0].state, CPU_DEAD);
		assert_non_null(strstr(m->cpu[0].oops, "wild pointer"));
		assert_int_equal(run(m), STOP_IDLE);
		assert_int_equal(m->cpu[1].steps, 3);
		checkpoint_restore(m, before);
		assert_null(machine_check(m));
		assert_int_equal(m->cpu[0].state, CPU_RUNNING);
		assert_int_equal(m->steps, 2);
	}
	checkpoint_drop(m, before);
	machine_free(m);
}

static volatile u32 bottomless = 1;

static u32 __attribute__((noinline)) recurse(u32 depth)
{
	volatile char block[500];

	block[depth % 500] = (char)depth;
	if (bottomless)
		depth += recurse(depth + 1);
	return depth + (u32)block[0];
}

static void overflow(void)
{
	ENTER;
	S; note('a');
	S; recurse(0);
}

static void test_stack_overflow(void **state)
{
	struct machine *m = bare_machine(2, 10, overflow, three_statements);

	(void)state;
	assert_int_equal(run(m), STOP_OOPS);
	assert_non_null(strstr(m->cpu[0].oops, "stack overflow"));
	assert_int_equal(run(m), STOP_IDLE);
	assert_string_equal(story(), "aabc");
	machine_free(m);
}

static void panic(void)
{
	ENTER;
	S;
	machine_panic("enough");
}

static void test_panic(void **state)
{
	struct machine *m = bare_machine(1, 0, panic, NULL);

	(void)state;
	assert_int_equal(run(m), STOP_OOPS);
	assert_non_null(strstr(m->stop_text, "timerscope: enough"));
	machine_free(m);
}

/* --- calls ------------------------------------------------------------------------------- */

static void call_returns(void *arg)
{
	ENTER;
	S; *(u32 *)arg = 1;
	S; new_device(hot.machine, 0, 777, fire_note);
	S; *(u32 *)arg = 2;
}

static void call_waits(void *arg)
{
	ENTER;
	S; *(u32 *)arg = 3;
	S; cpu_waits_for(WAIT_LOCK, 0, 0);
	cpu_relax();
	*(u32 *)arg = 4;
}

static void test_call(void **state)
{
	struct machine *m = bare_machine(2, 10, three_statements, three_statements);
	u32 slots = m->stack_high;
	u32 value = 0;

	(void)state;
	run_steps(m, 2);
	assert_int_equal(machine_call(m, 1, call_returns, &value), 0);
	assert_int_equal(value, 2);
	assert_null(machine_check(m));
	assert_int_equal(machine_call(m, 0, call_waits, &value), -35);
	assert_int_equal(value, 3);
	assert_null(machine_check(m));
	assert_true(m->cpu[0].standing);
	assert_int_equal(run(m), STOP_IDLE);
	assert_string_equal(story(), "aabbccd");
	assert_in_range(m->stack_high, slots, slots + 1);
	machine_free(m);
}

/* --- many CPUs, little memory ---------------------------------------------------------- */

static void test_64_cpus(void **state)
{
	struct machine *m = bare_machine(MACHINE_MAX_CPUS, 10, NULL, NULL);
	u32 i;

	(void)state;
	assert_null(machine_new(0, 0));
	assert_null(machine_new(MACHINE_MAX_CPUS + 1, 0));
	for (i = 0; i < MACHINE_MAX_CPUS; i++)
		bare.program[i] = three_statements;
	assert_int_equal(run(m), STOP_IDLE);
	assert_int_equal(bare.nr, 3 * MACHINE_MAX_CPUS);
	for (i = 0; i < bare.nr; i++)
		assert_int_equal(bare.note[i].cpu, i % MACHINE_MAX_CPUS);
	machine_free(m);

	m = test_machine(MACHINE_MAX_CPUS, true);
	assert_int_equal(test_run(m, 20 * NSEC_PER_MSEC), STOP_TIME);
	assert_null(kernel_check(m));
	assert_int_equal(m->cpu[63].nr_irqs, 5);
	machine_free(m);
}

static void test_exhaustion(void **state)
{
	struct machine *m = machine_new(1, 256 * 1024);
	u64 *first = NULL, *block;
	u32 n = 0;

	(void)state;
	assert_non_null(m);
	for (;;) {
		block = machine_alloc(m, 1000);
		if (!block)
			break;
		assert_int_equal(block[0], 0);
		assert_int_equal((uintptr_t)block % 16, 0);
		if (!first)
			first = block;
		n++;
	}
	assert_true(n > 50);
	assert_null(machine_check(m));
	machine_release(m, first, 1000);
	assert_int_equal(((u8 *)first)[999], POISON_FREE);
	assert_null(machine_check(m));
	assert_ptr_equal(machine_alloc(m, 600), first);
	assert_null(machine_alloc(m, 600));
	assert_null(machine_alloc(m, UINT64_MAX - 100));
	machine_free(m);
}

/* A kernel whose memory runs out refuses, and stays sound. */
static void test_kernel_exhaustion(void **state)
{
	const struct kernel_config config = { .nr_cpus = 2, .hz = 250, .ticks = true };
	struct machine *m;
	u64 heap;
	u32 i;

	(void)state;
	for (heap = 64 << 10; heap < 400 << 10; heap += 4096) {
		m = machine_new(2, heap);
		if (!m)
			continue;
		if (kernel_boot(m, &config)) {
			machine_free(m);
			continue;
		}
		for (i = 0; i < 3000; i++) {
			object_new_timer(m, 0);
			task_new(m, 0, 0, program_task_fn);
		}
		assert_true(m->heap_max - m->heap_used < 4096);
		assert_int_equal(test_run(m, 20 * NSEC_PER_MSEC), STOP_TIME);
		assert_null(kernel_check(m));
		machine_free(m);
	}
}

/* --- checkpoints ------------------------------------------------------------------------ */

static void *counted_alloc(u64 bytes)
{
	outstanding++;
	return malloc(bytes);
}

static void counted_release(void *memory)
{
	outstanding--;
	free(memory);
}

static void busy(void)
{
	u32 *counter;

	ENTER;
	counter = machine_alloc(hot.machine, 4096 * 4);
	for (;;) {
		S; counter[*counter % 4096]++;
		S; ++*counter;
	}
}

static void test_checkpoints(void **state)
{
	struct machine *m = bare_machine(2, 10, busy, busy);
	struct checkpoint *kept[20];
	u64 live[20];
	u32 i, j;

	(void)state;
	outstanding = 0;
	for (i = 0; i < 20; i++) {
		run_steps(m, 1000);
		kept[i] = checkpoint_take(m, i ? kept[i - 1] : NULL);
		assert_non_null(kept[i]);
		assert_int_equal(checkpoint_steps(kept[i]), m->steps);
		assert_int_equal(checkpoint_now(kept[i]), m->now);
		live[i] = m->now;
	}
	/* What did not change is shared. */
	assert_true(checkpoint_bytes(kept[19]) < checkpoint_bytes(kept[0]) / 2);
	for (i = 0; i < 20; i++) {
		j = i * 7 % 20;
		checkpoint_restore(m, kept[j]);
		assert_null(machine_check(m));
		assert_int_equal(m->steps, 1000 * (j + 1));
		assert_int_equal(m->now, live[j]);
		run_steps(m, 500);
		checkpoint_drop(m, kept[j]);
	}
	assert_int_equal(outstanding, 0);
	machine_free(m);
}

static u32 allocations_left;

static void *failing_alloc(u64 bytes)
{
	if (!allocations_left)
		return NULL;
	allocations_left--;
	return counted_alloc(bytes);
}

static void test_checkpoint_without_memory(void **state)
{
	struct machine *m = bare_machine(1, 10, busy, NULL);
	struct checkpoint *checkpoint;
	u32 i;

	(void)state;
	run_steps(m, 100);
	outstanding = 0;
	m->host->alloc = failing_alloc;
	for (i = 0; i < 200; i++) {
		allocations_left = i;
		checkpoint = checkpoint_take(m, NULL);
		if (checkpoint)
			break;
		assert_int_equal(outstanding, 0);
	}
	assert_non_null(checkpoint);
	checkpoint_drop(m, checkpoint);
	assert_int_equal(outstanding, 0);
	machine_free(m);
}

/* --- the checks can fail ------------------------------------------------------------------ */

static void expect_broken(struct machine *m, const char *what)
{
	const char *broken = kernel_check(m);

	if (!broken || !strstr(broken, what))
		fail_msg("not found: %s, but: %s", what, broken ? broken : "nothing");
}

/* Spoil one field, look, and put it right again. */
#define SPOIL(field, value, what) \
	do { \
		__typeof__(field) good = (field); \
		(field) = (value); \
		expect_broken(m, what); \
		(field) = good; \
		assert_null(kernel_check(m)); \
	} while (0)

static void test_machine_check(void **state)
{
	struct machine *m = test_machine(2, true);
	struct cpu *cpu = &m->cpu[1];
	void *block[3];
	u32 i;

	(void)state;
	test_run(m, 10 * NSEC_PER_MSEC);
	for (i = 0; i < 3; i++)
		block[i] = machine_alloc(m, 32);
	for (i = 0; i < 3; i++)
		machine_release(m, block[i], 32);
	assert_null(kernel_check(m));
	SPOIL(m->heap_used, m->heap_max + 16, "larger than its room");
	SPOIL(m->heap_live, m->heap_used + 16, "more memory is in use");
	SPOIL(m->size, m->size + 1, "do not fill the arena");
	SPOIL(*(void **)block[1], (void *)16, "out of the heap");
	SPOIL(*(void **)block[0], block[1], "in circles");
	SPOIL(m->slot[0]->slot, 1, "does not know of it");
	SPOIL(m->slot[0]->sp, m->base, "points to another stack");
	SPOIL(m->slot[0]->frame->up, m->slot[1]->frame, "lies on another stack");
	SPOIL(m->slot[0]->frame->up, m->slot[0]->frame, "runs in circles");
	SPOIL(m->slot[m->stack_high], m->slot[0], "above all that were ever used");
	SPOIL(m->devices->queued, false, "no device");
	SPOIL(m->devices->id, 99, "no number");
	SPOIL(m->devices->at, m->devices->at + 1, "out of order");
	SPOIL(m->devices->next, (struct device_event *)16, "out of the heap");
	SPOIL(m->now, m->devices->at + 1, "missed");
	SPOIL(cpu->id, 0, "its number");
	SPOIL(cpu->co, NULL, "on no stack");
	SPOIL(cpu->co, &m->cpu[9].boot_co, "on no stack");
	SPOIL(cpu->wait_cpu, 2, "does not exist");
	SPOIL(cpu->irqs_on, false, "halted with interrupts off");
	SPOIL(cpu->state, (enum cpu_state)99, "no known state");
	SPOIL(cpu->state, CPU_DEAD, "for no reason");
	SPOIL(cpu->standing, true, "does not run");
	SPOIL(cpu->oops[0], 'x', "lives on");
	SPOIL(cpu->steps, cpu->steps + 1, "add up");
	SPOIL(m->forced_cpu, 2, "forced that does not exist");
	SPOIL(m->instant_steps, m->steps + 1, "at this instant");
	machine_free(m);
}

static void test_kernel_check(void **state)
{
	struct machine *m = test_machine(2, true);
	struct kernel *k = m->kernel;
	struct percpu *p = k->percpu[1];
	struct rq *rq = &p->rq;
	struct task *first, *second;
	struct ktimer *timer = test_timer(m, "t1");
	struct klock *lock;

	(void)state;
	assert_int_equal(test_arm_timer(m, 0, timer, 100, 0), 0);
	lock = object_get(m, object_new_lock(m, string_intern(m, "L", 1)))->memory;
	test_run(m, 10 * NSEC_PER_MSEC);
	first = task_new(m, 1, 0, program_task_fn);
	second = task_new(m, 1, 0, program_task_fn);
	assert_null(kernel_check(m));

	SPOIL(rq->lock.locked, true, "taken by nobody");
	SPOIL(lock->lock.owner_cpu, 1, "held while free");
	lock->lock.locked = true;
	lock->lock.owner_cpu = 2;
	expect_broken(m, "a CPU that does not exist");
	lock->lock = (raw_spinlock_t){ .owner_cpu = -1 };
	rq->lock.locked = true;
	rq->lock.owner_cpu = 1;
	expect_broken(m, "with interrupts on");
	rq->lock.locked = false;
	rq->lock.owner_cpu = -1;

	SPOIL(first->serial, 1, "lost its object");
	SPOIL(first->cpu, 2, "belongs to no CPU");
	SPOIL(first->state, 7, "no known state");
	SPOIL(first->all.next->prev, &k->tasks, "list of all tasks");
	SPOIL(rq->curr, NULL, "nothing to run");
	SPOIL(rq->curr, first, "another task than curr");
	SPOIL(rq->curr->on_rq, false, "running task sleeps");
	SPOIL(rq->idle->state, TASK_INTERRUPTIBLE, "idle task sleeps");
	SPOIL(rq->dead, first, "dead task");
	SPOIL(rq->nr_running, 1, "nr_running");
	SPOIL(p->preempt_count, 0, "may be preempted");

	first->state = TASK_RUNNING;
	first->on_rq = true;
	list_add(&first->run_list, &rq->queue);
	rq->nr_running = 1;
	assert_null(kernel_check(m));
	SPOIL(first->on_rq, false, "sleeping or dead task is queued");
	SPOIL(first->state, TASK_DEAD, "sleeping or dead task is queued");
	SPOIL(first->cpu, 0, "queued on another CPU");
	SPOIL(first->preempt_count, 0, "while preemptible");
	SPOIL(rq->idle, first, "idle task is queued");
	SPOIL(rq->queue.prev, &second->run_list, "list is broken");
	SPOIL(first->run_list.next, &first->run_list, "list is broken");

	SPOIL(p->preempt_count, 0x10001, "in a hardware interrupt");
	SPOIL(p->preempt_count, 0x1000001, "overrun");
	SPOIL(p->softirq_pending, 1u << 20, "a vector is pending");
	SPOIL(p->tick.period, 1, "does not fit HZ");
	SPOIL(p->cpu, 0, "does not know its CPU");
	SPOIL(p->timer_bases[2].index, 0, "wheel:");
	SPOIL(timer->timer.expires, timer->timer.expires + 1000, "wheel:");
	SPOIL(k->objects.nr, 1u << 20, "object_store:");
	machine_free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_devices),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_burn),
		cmocka_unit_test(test_nested),
		cmocka_unit_test(test_masked),
		cmocka_unit_test(test_ipi),
		cmocka_unit_test(test_relax),
		cmocka_unit_test(test_relax_stopped),
		cmocka_unit_test(test_deadlock),
		cmocka_unit_test(test_stuck),
		cmocka_unit_test(test_livelock),
		cmocka_unit_test(test_hold),
		cmocka_unit_test(test_force),
		cmocka_unit_test(test_held_with_ticks),
		cmocka_unit_test(test_oops),
		cmocka_unit_test(test_stack_overflow),
		cmocka_unit_test(test_panic),
		cmocka_unit_test(test_call),
		cmocka_unit_test(test_64_cpus),
		cmocka_unit_test(test_exhaustion),
		cmocka_unit_test(test_kernel_exhaustion),
		cmocka_unit_test(test_checkpoints),
		cmocka_unit_test(test_checkpoint_without_memory),
		cmocka_unit_test(test_machine_check),
		cmocka_unit_test(test_kernel_check),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
