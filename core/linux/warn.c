/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The kernel log: see warn.h.
 */
#include "linux/warn.h"

#include "linux/kernel.h"
#include "linux/trace.h"
#include "machine/strings.h"

notrace void printk(const char *text)
{
	TRACE(console, string_intern(hot.machine, text, text_length(text)));
}

notrace void printk_name(const char *text, u32 name)
{
	char line[MACHINE_TEXT_MAX];
	u32 at;

	at = text_add(line, sizeof(line), 0, text);
	at = text_add(line, sizeof(line), at, string_text(hot.machine, name));
	TRACE(console, string_intern(hot.machine, line, at));
}

notrace bool warn_on(bool condition, const char *text)
{
	if (condition) {
		kernel()->nr_warnings++;
		printk(text);
	}
	return condition;
}

notrace bool warn_on_once(bool condition, enum warn_site site,
			  const char *text)
{
	struct kernel *k = kernel();

	if (condition && !k->warned[site]++)
		warn_on(true, text);
	return condition;
}
