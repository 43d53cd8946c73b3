/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands that make another machine: machine, device, reset.
 */
#include <string.h>

#include "command.h"
#include "boot_options.h"
#include "linux/jiffies.h"

/* --- boot options -------------------------------------------------------------- */

static struct span key_of(const struct stmt *stmt, u32 arg)
{
	const struct token *key = script_token(stmt->script, stmt->arg[arg].key);

	return (struct span){ script_text(stmt->script) + key->at, key->len };
}

/* Print those of @device that are not as usual. */
static void print_options(struct front *front, const char *device)
{
	const struct kernel_config *config = &front->config.kernel;
	u32 i;

	for (i = 0; i < nr_boot_options; i++) {
		const struct boot_option *option = &boot_options[i];
		unsigned long long value = boot_option_get(config, option);
		bool here = device ? option->device && !strcmp(option->device, device) :
				     !option->device;

		if (!here || boot_option_is_default(config, option))
			continue;
		if (option->kind == BOOT_RELEASE)
			front_print(front, " %s=%llu.%llu", option->name, value / 100, value % 100);
		else if (option->kind == BOOT_NUMBER)
			front_print(front, " %s=%llu", option->name, value);
		else
			front_print(front, " %s=%s", option->name, value ? "on" : "off");
	}
}

static int read_switch(struct front *front, const struct stmt *stmt, u32 arg, u64 *value)
{
	struct span text = stmt_arg_span(stmt, arg);

	*value = span_is(text, "on") || span_is(text, "1");
	if (*value || span_is(text, "off") || span_is(text, "0"))
		return 0;
	return front_error(front, "on or off would be right", "%.*s=%.*s",
			   (int)key_of(stmt, arg).len, key_of(stmt, arg).text,
			   text.len > 40 ? 40 : (int)text.len, text.text);
}

static int read_number(struct front *front, const struct stmt *stmt, u32 arg,
		       const struct boot_option *option, u64 *value)
{
	struct script_error error = { 0 };
	char right[80];

	if (command_number(stmt, arg, value, &error))
		return front_script_error(front, &error);
	if (*value >= option->min && *value <= option->max)
		return 0;
	snprintf(right, sizeof(right), "%llu to %llu would be right",
		 (unsigned long long)option->min, (unsigned long long)option->max);
	return front_error(front, right, "%s=%llu", option->name, (unsigned long long)*value);
}

static int read_release(struct front *front, const struct stmt *stmt, u32 arg, u64 *value)
{
	struct span text = stmt_arg_span(stmt, arg);

	*value = span_is(text, "6.18") ? 618 : 612;
	if (*value == 618 || span_is(text, "6.12"))
		return 0;
	return front_error(front, "6.12 or 6.18 would be right", "kernel=%.*s",
			   text.len > 40 ? 40 : (int)text.len, text.text);
}

static int read_option(struct front *front, const struct stmt *stmt, u32 arg,
		       const struct boot_option *option, struct kernel_config *config)
{
	u64 value = 0;
	int error = option->kind == BOOT_RELEASE ? read_release(front, stmt, arg, &value) :
		option->kind == BOOT_NUMBER ?
		read_number(front, stmt, arg, option, &value) :
		read_switch(front, stmt, arg, &value);

	if (!error)
		boot_option_set(config, option, value);
	return error;
}

static int refuse_used(struct front *front)
{
	if (!session_nr_inputs(front->session))
		return 0;
	return front_error(front, "give it first, or after `reset`",
			   "the machine is in use already");
}

static int restart(struct front *front, const struct session_config *config)
{
	const char *error = "";

	if (front_restart(front, config, &error))
		return front_no_machine(front, error);
	return 0;
}

/* --- machine -------------------------------------------------------------------- */

static int print_machine(struct front *front)
{
	const struct session_config *c = &front->config;

	front_print(front, "machine cpus=%u hz=%u jiffies0=%llu step_cost=%u",
		    c->kernel.nr_cpus, c->kernel.hz,
		    (unsigned long long)c->kernel.jiffies0, c->step_cost);
	print_options(front, NULL);
	front_print(front, "\n");
	return 0;
}

/* What a machine is made of, besides what it is told at boot; @values lists what is
 * permitted when that is no range. */
static const struct machine_key {
	const char *name, *permitted;
	u64 min, max;
	u64 values[4];
} machine_keys[] = {
	{ "cpus", "1..64", 1, 64, { 0 } },
	{ "hz", "100, 250, 300 or 1000", 0, 0, { 100, 250, 300, 1000 } },
	{ "jiffies0", "0..18446744073709551615", 0, UINT64_MAX, { 0 } },
	{ "step_cost", "0..1000000 ns", 0, 1000000, { 0 } },
};

static void set_key(struct session_config *config, const char *name, u64 value)
{
	if (!strcmp(name, "cpus"))
		config->kernel.nr_cpus = (u32)value;
	else if (!strcmp(name, "hz"))
		config->kernel.hz = (u32)value;
	else if (!strcmp(name, "jiffies0"))
		config->kernel.jiffies0 = value;
	else
		config->step_cost = (u32)value;
}

static bool is_permitted(const struct machine_key *key, u64 value)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(key->values); i++)
		if (key->values[i] && key->values[i] == value)
			return true;
	return !key->values[0] && value >= key->min && value <= key->max;
}

static const struct machine_key *find_key(struct span name)
{
	size_t k;

	for (k = 0; k < ARRAY_SIZE(machine_keys); k++)
		if (span_is(name, machine_keys[k].name))
			return &machine_keys[k];
	return NULL;
}

static int refuse_key(struct front *front, struct span key)
{
	char names[300];
	size_t at = 0;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(machine_keys); i++)
		at += (size_t)snprintf(names + at, sizeof(names) - at, "%s, ",
				       machine_keys[i].name);
	for (i = 0; i < nr_boot_options; i++)
		if (!boot_options[i].device)
			at += (size_t)snprintf(names + at, sizeof(names) - at, "%s, ",
					       boot_options[i].name);
	snprintf(names + at - 2, sizeof(names) - at + 2, " are there");
	return front_error(front, names, "a machine has no \"%.*s\"",
			   key.len > 40 ? 40 : (int)key.len, key.text);
}

static int refuse_value(struct front *front, const struct machine_key *key, struct span value)
{
	char right[80];

	snprintf(right, sizeof(right), "%s may be %s", key->name, key->permitted);
	return front_error(front, right, "no machine has %s=%.*s", key->name,
			   value.len > 40 ? 40 : (int)value.len, value.text);
}

static int read_key(struct front *front, const struct stmt *stmt, u32 i,
		    struct session_config *config, bool *jiffies0)
{
	const struct span name = key_of(stmt, i);
	const struct boot_option *option = boot_option_find((struct span){ 0 }, name);
	const struct machine_key *key = find_key(name);
	struct script_error error = { 0 };
	u64 value = 0;

	if (option)
		return read_option(front, stmt, i, option, &config->kernel);
	if (!key)
		return refuse_key(front, name);
	if (command_number(stmt, i, &value, &error) || !is_permitted(key, value))
		return refuse_value(front, key, stmt_arg_span(stmt, i));
	set_key(config, key->name, value);
	*jiffies0 |= !strcmp(key->name, "jiffies0");
	return 0;
}

static int run_machine(struct front *front, const struct stmt *stmt)
{
	struct session_config config = front->config;
	bool jiffies0 = false;
	u32 i;

	if (!stmt->nr_args)
		return print_machine(front);
	if (refuse_used(front))
		return -1;
	for (i = 0; i < stmt->nr_args; i++) {
		if (!stmt->arg[i].has_key)
			return front_error(front, "`machine cpus=2 hz=250` "
					   "would be right", "machine what?");
		if (read_key(front, stmt, i, &config, &jiffies0))
			return -1;
	}
	if (!jiffies0)
		config.kernel.jiffies0 = INITIAL_JIFFIES_OF(config.kernel.hz);
	return restart(front, &config);
}
const struct command cmd_machine = {
	.name = "machine",
	.usage = "[cpus=N] [hz=N] [jiffies0=N] [step_cost=NS] [highres=off] "
		 "[nohz=off] [skew_tick=on] [boot_steps=on] [kernel=6.18] "
		 "[realtime0=SECONDS]",
	.effect = EFFECT_HOST, .max_args = 16, .run = run_machine,
	.complete = COMPLETE_WORDS,
	.words = "cpus= hz=100 hz=250 hz=300 hz=1000 jiffies0= step_cost= "
		 "highres=off nohz=off skew_tick=on boot_steps=on kernel=6.12 kernel=6.18 "
		 "realtime0=",
	.help = "Make another machine, or say what this one is.",
	.more = "Only before anything has been done to it. As in Linux, high "
		"resolution and nohz are on. highres=off: hrtimers are run in "
		"ticks, and are as coarse; nohz=off: idle CPUs tick on; both "
		"off: a periodic tick, as before 2.6.21. skew_tick=on: CPUs do "
		"not all tick at once; boot_steps=on: the boot can be stepped "
		"from start_kernel() on. kernel=6.18: where "
		"POSIX timers and signals behave differently from 6.12, they "
		"do as in 6.18. realtime0: what the "
		"wall clock says at power-on.",
};

/* --- device --------------------------------------------------------------------- */

static int print_devices(struct front *front)
{
	static const char *const devices[] = { "lapic", "hpet", "tsc" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(devices); i++) {
		front_print(front, "device %s", devices[i]);
		print_options(front, devices[i]);
		front_print(front, "\n");
	}
	return 0;
}

static int check_device(struct front *front, const struct clockevent_config *device,
			const char *name)
{
	if (device->min_delta && device->max_delta && device->min_delta > device->max_delta)
		return front_error(front, "a smaller min_delta would be right",
				   "%s: min_delta is more than max_delta", name);
	return 0;
}

/* Something has to tick, and be able to. */
static int check_devices(struct front *front, const struct kernel_config *config)
{
	if (config->lapic.absent && config->hpet.absent)
		return front_error(front, "present=on for one of them would be right",
				   "without lapic and hpet nothing would tick");
	if (check_device(front, &config->lapic, "lapic"))
		return -1;
	return check_device(front, &config->hpet, "hpet");
}

static int read_device_key(struct front *front, const struct stmt *stmt, u32 i,
			   struct session_config *config)
{
	const struct boot_option *option = NULL;

	if (stmt->arg[i].has_key)
		option = boot_option_find(stmt_arg_span(stmt, 0), key_of(stmt, i));
	if (option && option->kind == BOOT_FEATURE && span_is(stmt_arg_span(stmt, i), "off") &&
	    boot_option_only(&config->kernel, option))
		return front_error(front, "periodic=on or oneshot=on would be right",
				   "%s could do nothing", option->device);
	if (!option)
		return front_error(front, "present=, periodic=, oneshot=, c3stop=on|off, "
				   "hz=, rating=, min_delta=, max_delta=N would be right; "
				   "hz= for tsc", "what about the device?");
	return read_option(front, stmt, i, option, &config->kernel);
}

/* What somebody who asks for this might expect. */
static void note_c3stop(struct front *front, const struct kernel_config *config)
{
	const struct kernel_config *old = &front->config.kernel;

	if (((config->lapic.features & ~old->lapic.features) |
	     (config->hpet.features & ~old->hpet.features)) & CLOCK_EVT_FEAT_C3STOP)
		front_print(front, "timerscope: no CPU sleeps so deep here that a device stops "
			    "(c3stop); none is stood in for by broadcasting\n");
}

static int run_device(struct front *front, const struct stmt *stmt)
{
	struct session_config config = front->config;
	u32 i;

	if (!stmt->nr_args)
		return print_devices(front);
	if (stmt->arg[0].has_key || !boot_device_known(stmt_arg_span(stmt, 0)))
		return front_error(front, "lapic, hpet or tsc would be right", "which device?");
	if (refuse_used(front))
		return -1;
	for (i = 1; i < stmt->nr_args; i++)
		if (read_device_key(front, stmt, i, &config))
			return -1;
	if (check_devices(front, &config.kernel))
		return -1;
	note_c3stop(front, &config.kernel);
	return restart(front, &config);
}
const struct command cmd_device = {
	.name = "device",
	.usage = "[lapic|hpet|tsc [present=on|off] [periodic=on|off] [oneshot=on|off] "
		 "[c3stop=on|off] [hz=N] [rating=N] [min_delta=N] [max_delta=N]]",
	.effect = EFFECT_HOST, .max_args = 9, .run = run_device,
	.complete = COMPLETE_WORDS,
	.words = "lapic hpet tsc present=off periodic=off oneshot=off c3stop=on hz= rating= "
		 "min_delta= max_delta=",
	.help = "Say what the machine's timers and counters are, or list them.",
	.more = "Only before anything has been done to the machine. lapic is the timer "
		"that each CPU has, hpet the global one, tsc the counter that clocks are "
		"read from. Deltas are in counts, hz says how many of them there are in a "
		"second. c3stop=on: the device says that it stops while its CPU sleeps deeply; "
		"no CPU does here, so it goes on, and the global one never stands in for it "
		"(no tick broadcast); but one-shot mode then needs a global one that can do it, "
		"too. What is not given stays as it is.",
};

/* --- reset ---------------------------------------------------------------------- */

static int run_reset(struct front *front, const struct stmt *stmt)
{
	struct session_config config = front->config;

	(void)stmt;
	return restart(front, &config);
}
const struct command cmd_reset = {
	.name = "reset", .usage = "", .effect = EFFECT_HOST,
	.run = run_reset,
	.help = "Start over with a new machine of the same kind.",
};
