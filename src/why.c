/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `why`: which thing is meant, and wheels and softirqs.  See why.h.
 */
#include "why.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "linux/jiffies.h"
#include "linux/preempt.h"
#include "linux/trace.h"
#include "machine/strings.h"
#include "views/moment.h"
#include "views/value.h"
#include "why_text.h"

/* --- text ---------------------------------------------------------------- */

void why_say(struct why_text *w, const char *format, ...)
{
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(w->buf + w->used, w->size - w->used, format, args);
	va_end(args);
	if (n > 0)
		w->used += (size_t)n;
	if (w->used >= w->size)
		w->used = w->size - 1;
}

void why_say_jiffies(struct why_text *w, u64 nr)
{
	u64 seconds = nr / w->k->config.hz;
	char time[VALUE_MAX];

	why_say(w, "%llu %s (", (unsigned long long)nr,
		nr == 1 ? "jiffy" : "jiffies");
	if (seconds < 300)
		why_say(w, "%s)", value_duration(nr *
						 tick_nsec(w->k->config.hz),
						 time));
	else if (seconds < 86400)
		why_say(w, "about %llu min)",
			(unsigned long long)(seconds + 30) / 60);
	else
		why_say(w, "about %llu h)",
			(unsigned long long)(seconds + 1800) / 3600);
}

const char *why_function(const struct step_frame *frame)
{
	return frame && frame->at ? frame_function(frame) : "its entry";
}

const struct trace_record *why_last_record(const struct why_text *w, u64 kinds,
					   u32 object)
{
	const struct trace_store *trace = session_trace(w->front->session);
	const struct trace_record *record;
	u64 n = trace_store_count(trace);
	u64 first = trace_store_first(trace);

	while (n > first) {
		record = trace_store_get(trace, --n);
		if (record && kinds & BIT_ULL(record->kind) &&
		    record->arg[0] == object)
			return record;
	}
	return NULL;
}

/* --- wheels -------------------------------------------------------------- */

static void why_base(struct why_text *w, u32 index, u32 cpu)
{
	const struct timer_base *base = &w->k->percpu[cpu]->timer_bases[index];
	u64 jiffy = w->k->jiffies_64;
	u64 now = moment_jiffies(w->m);
	char buf[VALUE_MAX];
	const char *running = why_running_timer(w, base, buf);

	why_say(w, "The %s wheel of CPU %u has run its buckets up to clk = %llu",
		timer_base_names[index], cpu, (unsigned long long)base->clk);
	if (base->clk < jiffy) {
		why_say(w, ", ");
		why_say_jiffies(w, jiffy - base->clk);
		why_say(w, " behind jiffies: __forward_timer_base() moves it up "
			"when a timer is armed");
	}
	if (running)
		why_say(w, "; it runs the callback of %s now", running);
	if (!base->timers_pending) {
		why_say(w, ". No timer waits in it.");
		return;
	}
	why_say(w, ". Its first bucket is due at next_expiry = %llu",
		(unsigned long long)base->next_expiry);
	if (base->next_expiry > now) {
		why_say(w, ", in ");
		why_say_jiffies(w, base->next_expiry - now);
		why_say(w, "; until then run_local_timers() finds nothing to do "
			"in a tick.");
		return;
	}
	why_say(w, ", which has come.");
	if (why_deferred(w, base))
		return;
	why_say(w, " The TIMER softirq will run it.");
	why_cpu_stands_still(w, cpu);
}

/* --- softirqs ------------------------------------------------------------ */

static void say_softirq_on(struct why_text *w, u32 vec, u32 id)
{
	const struct percpu *percpu = w->k->percpu[id];
	bool off = percpu->preempt_count & (SOFTIRQ_MASK | HARDIRQ_MASK);
	bool daemon = percpu->ksoftirqd &&
		      percpu->ksoftirqd->state == TASK_RUNNING;

	if (percpu->in_softirq_vec == vec + 1)
		why_say(w, " On CPU %u it runs now (handle_softirq()).", id);
	else if (percpu->softirq_pending & BIT(vec))
		why_say(w, " On CPU %u it is pending%s.", id, off ?
			", and waits for the end of an interrupt, of another "
			"softirq, or of local_bh_disable()" : daemon ?
			": ksoftirqd has been woken, and runs it when schedule() "
			"chooses it" :
			"; irq_exit() of the next interrupt runs it");
}

static void why_softirq(struct why_text *w, u32 vec)
{
	size_t before;
	u32 i;

	why_say(w, "raise_softirq() marks %s pending; __do_softirq() runs it "
		"when the interrupt ends, with interrupts on again.",
		softirq_names[vec]);
	if (vec == TIMER_SOFTIRQ)
		why_say(w, " It is raised by run_local_timers() in a tick when "
			"a bucket is due, and runs run_timer_softirq().");
	if (vec == HRTIMER_SOFTIRQ)
		why_say(w, " It is raised by hrtimer_interrupt() or the tick when "
			"a soft hrtimer is due, and runs hrtimer_run_softirq().");
	before = w->used;
	for (i = 0; i < w->m->nr_cpus; i++)
		say_softirq_on(w, vec, i);
	if (w->used == before)
		why_say(w, " It is pending nowhere.");
}

/* --- which thing --------------------------------------------------------- */

static void why_freed_hrtimer(struct why_text *w, const struct object *object)
{
	const struct hrtimer_clock_base *base =
		why_running_hrtimer_base(w, object->memory);

	if (base)
		why_say(w, " Its callback was running on CPU %u at that time, "
			"and base->running still points there.",
			base->cpu_base->cpu);
	else
		why_say(w, " If it was queued, its tree still holds it, and "
			"whoever walks there will follow that.");
}

static void why_freed(struct why_text *w, const struct object *object)
{
	const struct timer_base *base = why_running_base(w, object->memory);
	char name[VALUE_MAX];

	why_say(w, "%s has been freed by kfree(): its memory is filled with "
		"poison, and whoever still uses it gets an Oops.",
		value_object(w->m, object->serial, name));
	if (object->kind == OBJECT_HRTIMER)
		why_freed_hrtimer(w, object);
	if (object->kind != OBJECT_TIMER)
		return;
	if (base)
		why_say(w, " Its callback was running on CPU %u at that time, "
			"and base->running_timer still points there.",
			base->cpu);
	else
		why_say(w, " If it was pending, its bucket still points there, "
			"and expire_timers() will follow that.");
}

static void why_object(struct why_text *w, const struct object *object)
{
	if (object->freed) {
		why_freed(w, object);
		return;
	}
	switch ((enum object_kind)object->kind) {
	case OBJECT_TIMER:
		why_timer(w, object->serial);
		break;
	case OBJECT_HRTIMER:
		why_hrtimer(w, object);
		break;
	case OBJECT_LOCK:
		why_lock(w, object->serial);
		break;
	case OBJECT_TASK:
		why_task(w, object->serial);
		break;
	case OBJECT_RESULT:
		why_result(w, object->serial);
		break;
	case OBJECT_PROCESS:
		why_process(w, object);
		break;
	case OBJECT_POSIX_TIMER:
		why_posix_timer(w, object);
		break;
	default:
		why_say(w, "There is nothing to say about it.");
	}
}

/* "cpu 1", "cpu1" or "1" at @text; -1: none of this machine. */
static int cpu_number(const struct why_text *w, const char *text)
{
	char *end;
	unsigned long number;

	text += strspn(text, " ");
	if (!strncmp(text, "cpu", 3))
		text += 3;
	text += strspn(text, " ");
	if (*text < '0' || *text > '9')
		return -1;
	number = strtoul(text, &end, 10);
	return *end || number >= w->m->nr_cpus ? -1 : (int)number;
}

/* Which of the bases is called @name?  NR_BASES: none. */
static u32 base_called(const char *name)
{
	u32 i;

	for (i = 0; i < NR_BASES; i++)
		if (!strcmp(timer_base_names[i], name))
			break;
	return i;
}

static bool say_of_cpu(struct why_text *w, const char *name, u32 cpu)
{
	u32 base = base_called(name);

	if (base < NR_BASES)
		why_base(w, base, cpu);
	else if (!strcmp(name, "hrtimers"))
		why_hrtimers(w, cpu);
	else if (!strcmp(name, "tick"))
		why_tick(w, cpu);
	else
		return why_device_called(w, name, cpu);
	return true;
}

/* "base local cpu 1", "local cpu 1", "tick", "hrtimers cpu 0", "lapic": a thing
 * that each CPU has; the focused CPU's if none is named. */
static bool find_of_cpu(struct why_text *w, const char *text)
{
	int cpu = (int)session_focus(w->front->session);
	char name[32];
	size_t len;

	text += strncmp(text, "base ", 5) ? 0 : 5;
	text += strspn(text, " ");
	len = strcspn(text, " ");
	if (len >= sizeof(name))
		return false;
	memcpy(name, text, len);
	name[len] = '\0';
	if (text[len])
		cpu = cpu_number(w, text + len);
	return cpu >= 0 && say_of_cpu(w, name, (u32)cpu);
}

/* "irq timer": a line of interrupts; its bare name, too. */
static bool find_line(struct why_text *w, const char *text)
{
	text += strncmp(text, "irq ", 4) ? 0 : 4;
	return why_line_called(w, text + strspn(text, " "));
}

static bool find_softirq(struct why_text *w, const char *text)
{
	u32 i;

	for (i = 0; i < NR_SOFTIRQS; i++)
		if (!strcmp(softirq_names[i], text))
			break;
	if (i == NR_SOFTIRQS)
		return false;
	why_softirq(w, i);
	return true;
}

static bool find_object(struct why_text *w, const char *text)
{
	u32 name = string_lookup(w->m, text, strlen(text));
	const struct object *object = name ? object_find(w->m, name) : NULL;

	if (!object)
		return false;
	why_object(w, object);
	return true;
}

bool why(const struct front *front, const char *word, char *buf, size_t size)
{
	struct why_text w = {
		.front = front, .m = front_machine(front), .buf = buf,
		.size = size,
	};
	int cpu;

	state_use(w.m);
	w.k = w.m->kernel;
	*buf = '\0';
	if (find_object(&w, word))
		return true;
	cpu = cpu_number(&w, word);
	if (cpu >= 0)
		why_cpu(&w, (u32)cpu);
	else if (!strcmp(word, "jiffies"))
		why_jiffies(&w);
	else if (!why_signal_called(&w, word) && !find_of_cpu(&w, word) &&
		 !find_softirq(&w, word) && !find_line(&w, word)) {
		why_say(&w, "there is nothing called \"%.60s\"", word);
		return false;
	}
	return true;
}
