/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a machine can be told before it boots: the kernel's boot parameters,
 * and what its clocks and timers are.  One table; `machine` and `device`, saved
 * sessions and the JSON result read it.
 */
#ifndef BOOT_OPTIONS_H
#define BOOT_OPTIONS_H

#include "linux/kernel.h"
#include "parse.h"

enum boot_kind {
	BOOT_FLAG,			/* bool: on or off */
	BOOT_UNLESS,			/* the same, stored the other way round */
	BOOT_FEATURE,			/* a bit of a device's features */
	BOOT_RELEASE,			/* 6.12 or 6.18, as 612 or 618; 0: 612 */
	BOOT_NUMBER,			/* a number of `size` bytes; 0: as usual */
};

struct boot_option {
	const char *device;		/* NULL: the machine itself */
	const char *name;
	enum boot_kind kind;
	size_t offset, size;		/* in struct kernel_config */
	u32 bit;			/* FEATURE: CLOCK_EVT_FEAT_... */
	u64 min, max;			/* NUMBER */
	const char *help;
	bool usual;			/* FLAG: what it is if nobody says anything */
};

extern const struct boot_option boot_options[];
extern const u32 nr_boot_options;

/* The row for @name of @device (of the machine: no text); NULL: none. */
const struct boot_option *boot_option_find(struct span device, struct span name);

/* Is there a device called so? */
bool boot_device_known(struct span device);

/* The value, as saved files have it; for FLAG and FEATURE 0 or 1. */
u64 boot_option_get(const struct kernel_config *config, const struct boot_option *option);
void boot_option_set(struct kernel_config *config, const struct boot_option *option, u64 value);

/* A feature without which the device could not interrupt at all. */
bool boot_option_only(const struct kernel_config *config, const struct boot_option *option);

/* All of them become what they are if nobody says anything: as Linux has them. */
void boot_options_usual(struct kernel_config *config);

/* Is the value what it is then? */
bool boot_option_is_default(const struct kernel_config *config,
			    const struct boot_option *option);

#endif
