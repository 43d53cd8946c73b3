/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a machine can be told before it boots: see boot_options.h.
 */
#include "boot_options.h"

#include <string.h>

#define AT(member) \
	offsetof(struct kernel_config, member), sizeof(((struct kernel_config *)0)->member)
#define FLAG(name, member, usual, help) \
	{ NULL, name, BOOT_FLAG, AT(member), 0, 0, 1, help, usual }
/* What is no flag is as usual when it is 0. */
#define OPTION(device, name, kind, member, bit, min, max, help) \
	{ device, name, kind, AT(member), bit, min, max, help, false }
#define FEATURE(device, config, name, bit, help) \
	OPTION(device, name, BOOT_FEATURE, config.features, bit, 0, 1, help)
#define DEVICE(name, config) \
	OPTION(name, "present", BOOT_UNLESS, config.absent, 0, 0, 1, "the machine has it"), \
	FEATURE(name, config, "periodic", CLOCK_EVT_FEAT_PERIODIC, \
		"it can interrupt again and again"), \
	FEATURE(name, config, "oneshot", CLOCK_EVT_FEAT_ONESHOT, \
		"it can be programmed for a moment"), \
	FEATURE(name, config, "c3stop", CLOCK_EVT_FEAT_C3STOP, \
		"it says that it stops in deep sleep; here no sleep is so deep"), \
	OPTION(name, "hz", BOOT_NUMBER, config.hz, 0, 1000, UINT32_MAX, "how fast it counts"), \
	OPTION(name, "rating", BOOT_NUMBER, config.rating, 0, 1, 499, "the higher the better"), \
	OPTION(name, "min_delta", BOOT_NUMBER, config.min_delta, 0, 1, INT64_MAX, \
	       "counts: it cannot be programmed for less"), \
	OPTION(name, "max_delta", BOOT_NUMBER, config.max_delta, 0, 1, INT64_MAX, \
	       "counts: nor for more")

const struct boot_option boot_options[] = {
	FLAG("highres", highres, true, "hrtimers as exact as the device"),
	FLAG("nohz", nohz, true, "no tick while a CPU is idle"),
	FLAG("skew_tick", skew_tick, false, "CPUs do not all tick at once"),
	FLAG("boot_steps", boot_steps, false, "the boot can be stepped from start_kernel() on"),
	OPTION(NULL, "kernel", BOOT_RELEASE, release, 0, 612, 618,
	       "6.12, or 6.18, whose signals of POSIX timers are others"),
	OPTION(NULL, "rtc", BOOT_UNLESS, no_rtc, 0, 0, 1,
	       "there is a clock that could wake the machine: CLOCK_..._ALARM"),
	OPTION(NULL, "realtime0", BOOT_NUMBER, realtime0, 0, 1, 4102444800u,
	       "seconds since 1970 at power-on"),
	DEVICE("lapic", lapic),
	DEVICE("hpet", hpet),
	OPTION("tsc", "hz", BOOT_NUMBER, tsc_hz, 0, 1000000, UINT32_MAX, "how fast it counts"),
};
const u32 nr_boot_options = ARRAY_SIZE(boot_options);

static bool same_device(const struct boot_option *option, struct span device)
{
	return option->device ? span_is(device, option->device) : !device.len;
}

const struct boot_option *boot_option_find(struct span device, struct span name)
{
	u32 i;

	for (i = 0; i < nr_boot_options; i++)
		if (same_device(&boot_options[i], device) && span_is(name, boot_options[i].name))
			return &boot_options[i];
	return NULL;
}

bool boot_device_known(struct span device)
{
	u32 i;

	for (i = 0; i < nr_boot_options; i++)
		if (boot_options[i].device && span_is(device, boot_options[i].device))
			return true;
	return false;
}

static u64 raw(const struct kernel_config *config, const struct boot_option *option)
{
	u64 value = 0;

	memcpy(&value, (const char *)config + option->offset, option->size);
	return value;
}

/* No features at all means: the usual ones. */
static u64 features(u64 value)
{
	return value ? value : CLOCK_EVT_FEAT_USUAL;
}

u64 boot_option_get(const struct kernel_config *config, const struct boot_option *option)
{
	u64 value = raw(config, option);

	if (option->kind == BOOT_RELEASE && !value)
		return option->min;
	if (option->kind == BOOT_UNLESS)
		return !value;
	if (option->kind == BOOT_FEATURE)
		return (features(value) & option->bit) != 0;
	return value;
}

void boot_option_set(struct kernel_config *config, const struct boot_option *option, u64 value)
{
	u64 all = features(raw(config, option));

	if (option->kind == BOOT_UNLESS)
		value = !value;
	if (option->kind == BOOT_FEATURE)
		value = value ? all | option->bit : all & ~(u64)option->bit;
	memcpy((char *)config + option->offset, &value, option->size);
}

bool boot_option_only(const struct kernel_config *config, const struct boot_option *option)
{
	return (features(raw(config, option)) & CLOCK_EVT_FEAT_USUAL) == option->bit;
}

void boot_options_usual(struct kernel_config *config)
{
	u32 i;

	for (i = 0; i < nr_boot_options; i++)
		memset((char *)config + boot_options[i].offset, 0, boot_options[i].size);
	for (i = 0; i < nr_boot_options; i++)
		if (boot_options[i].usual)
			boot_option_set(config, &boot_options[i], true);
}

bool boot_option_is_default(const struct kernel_config *config,
			    const struct boot_option *option)
{
	struct kernel_config usual = { 0 };

	boot_options_usual(&usual);
	return boot_option_get(config, option) == boot_option_get(&usual, option);
}
