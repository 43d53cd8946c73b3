/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the explanations of `why` share: a text that grows, and the machine
 * that it is about.  One file for each kind of thing.
 */
#ifndef WHY_TEXT_H
#define WHY_TEXT_H

#include "why.h"	/* before linux/wheel.h, which renames timer_delete */

#include "linux/state.h"

struct why_text {
	const struct front *front;
	struct machine *m;
	const struct kernel *k;
	char *buf;
	size_t size, used;
};

/* Add to the text; what does not fit is cut off. */
void why_say(struct why_text *w, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* "3 jiffies (12 ms)". */
void why_say_jiffies(struct why_text *w, u64 nr);

/* "CPU 1 is held; `release cpu 1` lets it go." and the like: why this CPU does
 * nothing, if that is so.  False: it does something. */
bool why_cpu_stands_still(struct why_text *w, u32 cpu);

/* The function that a CPU or task stands in, innermost first; bodies too. */
const char *why_function(const struct step_frame *frame);

/* The base that runs the callback of the timer at @memory (which may have been
 * freed), or NULL. */
const struct timer_base *why_running_base(const struct why_text *w,
					  const void *memory);

/* " CPU 1 sleeps without its tick ...": why the deferrable wheel is not run, if
 * that is so.  False: it is no such wheel, or its CPU does not sleep so. */
bool why_deferred(struct why_text *w, const struct timer_base *base);

/* The name of the timer whose callback @base runs, also if it was freed; NULL:
 * it runs none.  Uses @buf (VALUE_MAX bytes). */
const char *why_running_timer(const struct why_text *w,
			      const struct timer_base *base, char *buf);

/* The last record of @kinds (bits of enum trace_kind) whose first argument is
 * @object; NULL: none that is still kept.  Valid until the next call. */
const struct trace_record *why_last_record(const struct why_text *w,
					   u64 kinds, u32 object);

/* The same for an hrtimer: the base whose callback it is. */
const struct hrtimer_clock_base *
why_running_hrtimer_base(const struct why_text *w, const void *memory);

void why_timer(struct why_text *w, u32 serial);
void why_hrtimer(struct why_text *w, const struct object *object);
void why_lock(struct why_text *w, u32 serial);
void why_task(struct why_text *w, u32 serial);
void why_result(struct why_text *w, u32 serial);
/* Of timer_create(): what is with the timer; says nothing of other calls. */
void why_result_timer(struct why_text *w, const struct result *result);
void why_cpu(struct why_text *w, u32 id);
void why_jiffies(struct why_text *w);
void why_hrtimers(struct why_text *w, u32 cpu);
void why_tick(struct why_text *w, u32 cpu);

void why_process(struct why_text *w, const struct object *object);
void why_posix_timer(struct why_text *w, const struct object *object);

void why_thread(struct why_text *w, const struct thread *t);

/* "p1 SIGALRM": a process or thread, and a signal.  False: it is not. */
bool why_signal_called(struct why_text *w, const char *text);

/* A clock event device (the local one: of @cpu), an interrupt line.  False:
 * none is called so. */
bool why_device_called(struct why_text *w, const char *name, u32 cpu);
bool why_line_called(struct why_text *w, const char *name);

#endif
