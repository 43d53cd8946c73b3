/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The machine that plays a case: see case_player.h.
 */
#include "case_player.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "linux/process.h"
#include "linux/trace.h"
#include "machine/strings.h"

#define HZ_OF_THE_ORACLE 250
#define START "run until =1001ms"	/* so that there is a past */

static void note_event(struct player *p, const struct trace_record *record)
{
	if (p->nr_events < MAX_EVENTS && (record->kind == EVENT_signal_generate ||
					  record->kind == EVENT_signal_deliver ||
					  record->kind == EVENT_hrtimer_start))
		p->events[p->nr_events++] = *record;
}

/* A handler says so itself when it begins: where two signals are taken at
 * once, the second one's handler runs first. */
static void note_handler(struct player *p, const struct trace_record *record)
{
	const struct object *object = object_get(front_machine(p->front), record->task);
	const struct task *task = object && object->kind == OBJECT_TASK ? object->memory : NULL;
	const struct kernel_siginfo *info;
	struct delivered *d;

	if (!task || !task->thread || p->nr_delivered == MAX_DELIVERED)
		return;
	info = &task->thread->siginfo;
	d = &p->delivered[p->nr_delivered++];
	*d = (struct delivered){
		.sig = info->si_signo, .code = info->si_code,
		.process = task->thread->process->serial, .value = (s64)info->si_value,
		.overrun = info->si_overrun, .timerid = info->si_tid,
	};
}

static void on_record(void *ctx, const struct trace_record *record)
{
	struct player *p = ctx;

	if (record->kind == EVENT_console &&
	    !strcmp(string_text(front_machine(p->front), (u32)record->arg[0]), HANDLER_SAYS))
		note_handler(p, record);
	else
		note_event(p, record);
}

static bool boot(struct player *p, const char *kernel, bool rtc)
{
	struct outcome none;
	bool ok;

	ok = player_do(p, NULL, "machine kernel=%s rtc=%s highres=on nohz=on", kernel,
		       rtc ? "on" : "off") &&
	     player_do(p, NULL, START) && player_do(p, &none, "process p1");
	strcpy(p->who, "p1");
	p->start = front_machine(p->front)->now;
	return ok;
}

struct player *player_new(const char *kernel, bool rtc)
{
	struct session_config config = {
		.kernel = { .nr_cpus = 2, .hz = HZ_OF_THE_ORACLE, .ticks = true },
	};
	struct front_options options = {
		.limits = { 200000000, 1000000 * NSEC_PER_SEC, 1u << 28, 1u << 24, 0 },
	};
	struct player *p = calloc(1, sizeof(*p));
	const char *error = "out of memory";

	config.kernel.jiffies0 = UINT32_MAX - 300 * HZ_OF_THE_ORACLE + 1;
	p->errors = p ? open_memstream(&p->error_text, &p->error_size) : NULL;
	if (!p || !p->errors)
		return NULL;
	options.out = fopen("/dev/null", "w");
	options.err = p->errors;
	options.stream = on_record;
	options.stream_ctx = p;
	p->front = front_new(&options, &config, &error);
	if (p->front && boot(p, kernel, rtc))
		return p;
	fprintf(stderr, "posix-cases: %s\n", p->front ? player_error(p) : error);
	player_free(p);
	return NULL;
}

void player_free(struct player *p)
{
	FILE *out;

	if (!p)
		return;
	if (p->front) {
		out = p->front->options.out;
		front_free(p->front);
		fclose(out);
	}
	fclose(p->errors);
	free(p->error_text);
	free(p);
}

const char *player_error(struct player *p)
{
	fflush(p->errors);
	return p->error_text && *p->error_text ? p->error_text : "it was refused";
}

bool player_refuse(struct player *p, const char *why)
{
	rewind(p->errors);
	fputs(why, p->errors);
	fputc('\0', p->errors);
	return false;
}

/* What `-> rN` bound. */
static void read_result(struct player *p, const char *name, struct outcome *outcome)
{
	struct machine *m = front_machine(p->front);
	const struct object *object = object_find(m, string_lookup(m, name, strlen(name)));
	const struct result *result;

	memset(outcome, 0, sizeof(*outcome));
	if (!object || object->kind != OBJECT_RESULT)
		return;
	result = object->memory;
	outcome->made = result->returned;
	outcome->rc = result->rc;
	outcome->out = result->out;
	outcome->mask = result->out.mask;
}

bool player_do(struct player *p, struct outcome *outcome, const char *format, ...)
{
	char text[4100], name[16];
	va_list args;
	int len;

	va_start(args, format);
	len = vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	rewind(p->errors);
	if (outcome) {
		snprintf(name, sizeof(name), "r%u", ++p->nr);
		len += snprintf(text + len, sizeof(text) - (size_t)len, " -> %s", name);
	}
	if (front_execute(p->front, text, (size_t)len, "case"))
		return false;
	if (outcome)
		read_result(p, name, outcome);
	return true;
}

void player_settle(struct player *p)
{
	player_do(p, NULL, "run 20us");
}

u32 player_process(const struct player *p)
{
	struct machine *m = front_machine(p->front);
	const struct object *object =
		object_find(m, string_lookup(m, p->who, strlen(p->who)));
	const struct thread *t;

	if (!object)
		return 0;
	if (object->kind == OBJECT_PROCESS)
		return object->serial;
	t = object->kind == OBJECT_TASK && object->memory ?
		    ((const struct task *)object->memory)->thread : NULL;
	return t ? t->process->serial : 0;
}
