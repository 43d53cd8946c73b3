/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command that breaks things: fault.
 *
 * What is given is checked by a dry run of the same function that does it.
 */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "linux/faults.h"
#include "linux/kernel.h"

/* Longer times could pass the end of time when they are added up. */
#define MAX_NS (1000000ull * NSEC_PER_SEC)

extern const struct command cmd_fault;

struct fault {
	struct front *front;
	const struct stmt *stmt;
	u32 cpu;
	bool apply;			/* else only see whether it is right */
};

/* --- arguments ------------------------------------------------------------------- */

/* The argument called @key, or 0 (the first one is never a key). */
static u32 find_key(const struct stmt *stmt, const char *key)
{
	u32 i;

	for (i = 1; i < stmt->nr_args; i++) {
		const struct token *token = script_token(stmt->script, stmt->arg[i].key);

		if (stmt->arg[i].has_key && token_is(script_text(stmt->script), token, key))
			return i;
	}
	return 0;
}

/* Each of the arguments from number @first on must be one of @keys (blank
 * separated). */
static int check_keys(struct fault *f, u32 first, const char *keys)
{
	char list[80];
	u32 i, found;
	char *key;

	for (i = first; i < f->stmt->nr_args; i++) {
		snprintf(list, sizeof(list), "%s", keys);
		found = 0;
		for (key = strtok(list, "= "); key; key = strtok(NULL, "= "))
			found |= find_key(f->stmt, key) == i;
		if (found)
			continue;
		snprintf(list, sizeof(list), "%s would be right", keys);
		return front_error(f->front, list, "fault: one word is not understood");
	}
	return 0;
}

/* 1: there is such a time, 0: there is none, -1: it is wrong.  "-T" is below
 * zero. */
static int time_key(struct fault *f, const char *key, s64 *ns)
{
	u32 arg = find_key(f->stmt, key);
	struct script_error error = { 0 };
	struct program_arg time = { 0 };
	bool is_signed;

	if (!arg)
		return 0;
	if (!compile_time(f->stmt, arg, &time, &is_signed, &error))
		return front_script_error(f->front, &error);
	hot.machine = front_machine(f->front);
	if (program_arg_ns(&time) > MAX_NS)
		return front_error(f->front, "up to 1000000s would be right",
				   "%s is too long", key);
	*ns = (s64)program_arg_ns(&time);
	if (time.negative)
		*ns = -*ns;
	return 1;
}

static int number_key(struct fault *f, const char *key, u64 max, u64 *value)
{
	u32 arg = find_key(f->stmt, key);
	struct script_error error = { 0 };

	if (!arg)
		return 0;
	if (command_number(f->stmt, arg, value, &error))
		return front_script_error(f->front, &error);
	if (*value > max)
		return front_error(f->front, "less would be right", "%s=%llu is too much", key,
				   (unsigned long long)*value);
	return 1;
}

static int cpu_key(struct fault *f)
{
	u32 arg = find_key(f->stmt, "cpu");

	return arg ? command_cpu(f->front, f->stmt, arg, &f->cpu) : 0;
}

/* --- device ------------------------------------------------------------------------ */

static struct timer_chip *chip_of(struct fault *f)
{
	struct kernel *k = front_machine(f->front)->kernel;
	struct span name = stmt_arg_span(f->stmt, 1);

	if (f->stmt->nr_args > 1 && span_is(name, "lapic"))
		return &k->percpu[f->cpu]->lapic.chip;
	if (f->stmt->nr_args > 1 && span_is(name, "hpet"))
		return &k->hpet_event.chip;
	return NULL;
}

static int fault_device(struct fault *f)
{
	struct timer_chip *chip;
	s64 late = 0, early = 0;
	u64 lose = 0;
	int has_late, has_early, has_lose;

	if (cpu_key(f) || check_keys(f, 2, "late= early= lose= cpu="))
		return -1;
	chip = chip_of(f);
	if (!chip || !chip->hz)
		return front_error(f->front, "lapic or hpet would be right, if the machine has it",
				   "which device?");
	has_late = time_key(f, "late", &late);
	has_early = time_key(f, "early", &early);
	has_lose = number_key(f, "lose", 1000000, &lose);
	if (has_late < 0 || has_early < 0 || has_lose < 0)
		return -1;
	if (has_late + has_early + has_lose == 0 || (has_late && has_early) || late < 0 ||
	    early < 0)
		return front_error(f->front, "late=TIME, early=TIME or lose=NUMBER would be right",
				   "what is wrong with the device?");
	if (f->apply && (has_late || has_early))
		timer_chip_set_late(chip, late - early);
	if (f->apply && has_lose)
		chip->lose = (u32)lose;
	return 0;
}

/* --- clock ------------------------------------------------------------------------- */

static struct counter *counter_of(struct fault *f)
{
	struct kernel *k = front_machine(f->front)->kernel;
	struct span name = stmt_arg_span(f->stmt, 1);

	if (f->stmt->nr_args > 1 && span_is(name, "tsc"))
		return &k->tsc.counter;
	if (f->stmt->nr_args > 1 && span_is(name, "hpet"))
		return &k->hpet_source.counter;
	return NULL;
}

static int fault_clock(struct fault *f)
{
	struct counter *counter = counter_of(f);
	u64 slow = 0, fast = 0;
	s64 jump = 0;
	int has_jump, has_slow, has_fast;

	if (!counter || !counter->hz)
		return front_error(f->front, "tsc or hpet would be right, if the machine has it",
				   "which clock?");
	if (check_keys(f, 2, "jump= slow= fast="))
		return -1;
	has_jump = time_key(f, "jump", &jump);
	has_slow = number_key(f, "slow", 999999, &slow);
	has_fast = number_key(f, "fast", 1000000, &fast);
	if (has_jump < 0 || has_slow < 0 || has_fast < 0)
		return -1;
	if (has_jump + has_slow + has_fast != 1)
		return front_error(f->front, "one of jump=+TIME, jump=-TIME, slow=PPM, fast=PPM "
				   "would be right", "what is wrong with the clock?");
	if (f->apply && has_jump)
		counter_jump(counter, jump);
	if (f->apply && !has_jump)
		counter_skew(counter, (s32)fast - (s32)slow);
	return 0;
}

/* --- interrupts -------------------------------------------------------------------- */

/* The softirq called so, -1: none was given, -2: there is none. */
static s32 softirq_key(const struct stmt *stmt)
{
	u32 arg = find_key(stmt, "softirq");
	s32 i;

	if (!arg)
		return -1;
	for (i = 0; i < NR_SOFTIRQS; i++)
		if (span_is(stmt_arg_span(stmt, arg), softirq_names[i]))
			return i;
	return -2;
}

static int fault_irq_storm(struct fault *f)
{
	struct machine *m = front_machine(f->front);
	s32 softirq = softirq_key(f->stmt);
	s64 every = 0, length = MAX_NS;

	if (check_keys(f, 1, "every= for= cpu= softirq=") || cpu_key(f))
		return -1;
	if (time_key(f, "every", &every) < 0 || time_key(f, "for", &length) < 0)
		return -1;
	if (every <= 0 || length <= 0)
		return front_error(f->front, "`fault storm every=10us for=5ms` would be right",
				   "how often, and for how long?");
	if (softirq < -1)
		return front_error(f->front, "NET_RX, for example, would be right",
				   "there is no such softirq");
	if (f->apply)
		fault_storm(m, f->cpu, (u64)every, m->now + (u64)length, softirq);
	return 0;
}

static int fault_interrupts_off(struct fault *f)
{
	s64 length = 0;

	if (check_keys(f, 1, "for= cpu=") || cpu_key(f) || time_key(f, "for", &length) < 0)
		return -1;
	if (length <= 0)
		return front_error(f->front, "`fault irqs_off for=20ms` would be right",
				   "for how long?");
	if (f->apply)
		fault_irqs_off(front_machine(f->front), f->cpu, (u64)length);
	return 0;
}

static int fault_none(struct fault *f)
{
	if (!command_ends(f->front, &cmd_fault, f->stmt, 1))
		return -1;
	if (f->apply)
		faults_repair(front_machine(f->front));
	return 0;
}

/* --- the command ------------------------------------------------------------------- */

static const struct {
	const char *name;
	int (*run)(struct fault *f);
} faults[] = {
	{ "device", fault_device }, { "clock", fault_clock }, { "storm", fault_irq_storm },
	{ "irqs_off", fault_interrupts_off }, { "off", fault_none },
};

static int do_fault(struct front *front, const struct stmt *stmt, u32 cpu, bool apply)
{
	struct fault f = { front, stmt, cpu, apply };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(faults); i++)
		if (!stmt->arg[0].has_key && span_is(stmt_arg_span(stmt, 0), faults[i].name))
			return faults[i].run(&f);
	return front_error(front, "device, clock, storm, irqs_off or off would be right",
			   "what shall be broken?");
}

static int apply_fault(struct front *front, const struct input *input, const struct stmt *stmt,
		       u32 *wait)
{
	(void)wait;
	return do_fault(front, stmt, input->cpu, true);
}

static int run_fault(struct front *front, const struct stmt *stmt)
{
	struct span span = stmt_span(stmt);
	char *text;
	int result;
	u32 wait;

	if (do_fault(front, stmt, session_focus(front->session), false))
		return -1;
	text = strndup(span.text, span.len);
	result = front_input(front, text, &wait);
	free(text);
	return result;
}
const struct command cmd_fault = {
	.name = "fault",
	.usage = "device lapic|hpet late=T|early=T|lose=N [cpu=N] | "
		 "clock tsc|hpet jump=+T|jump=-T|slow=PPM|fast=PPM | "
		 "storm every=T [for=T] [softirq=VEC] [cpu=N] | irqs_off for=T [cpu=N] | off",
	.effect = EFFECT_MACHINE, .min_args = 1, .max_args = 6, .run = run_fault,
	.apply = apply_fault, .complete = COMPLETE_WORDS,
	.words = "device clock storm irqs_off off lapic hpet tsc late= early= lose= jump= slow= "
		 "fast= every= for= softirq= cpu=",
	.help = "Break a device, a clock or a driver, or repair them all (off).",
	.more = "device: a timer fires late or early, or its next N interrupts get lost. clock: "
		"the counter that the time is read from jumps, or runs so many millionths too "
		"slow or too fast. storm: a device interrupts without end, and may raise a "
		"softirq each time. irqs_off: a driver's interrupt handler takes so long. "
		"On the focused CPU unless cpu= says another.",
};
