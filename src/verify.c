/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * timerscope --verify: see verify.h.
 *
 * A recording is cut into stretches where events were lost: nothing is known
 * about a wheel any more after that, so each stretch begins with a new
 * machine.  Lines that other CPUs recorded while one was losing events are
 * not compared.
 */
#include "verify.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ftrace.h"
#include "linux/wheel.h"
#include "verify_hrtimer.h"
#include "verify_model.h"
#include "verify_posix.h"

#define MAX_SHOWN 10			/* differences printed a file */

enum { EXIT_AGREE, EXIT_DIFFER, EXIT_UNUSABLE };

struct job {
	const char *path;
	u64 shown;
};

/* --- differences ---------------------------------------------------------- */

static void print_flags(u64 flags)
{
	const char *glue = "";

	putchar('\'');
	if (flags & TIMER_MIGRATING) {
		putchar('M');
		glue = "|";
	}
	if (flags & TIMER_DEFERRABLE) {
		printf("%sD", glue);
		glue = "|";
	}
	if (flags & TIMER_PINNED) {
		printf("%sP", glue);
		glue = "|";
	}
	if (flags & TIMER_IRQSAFE)
		printf("%sI", glue);
	putchar('\'');
}

static void print_value(const struct verify_mismatch *mismatch, u64 value)
{
	if (!strcmp(mismatch->what, "flags"))
		print_flags(value);
	else if (mismatch->is_signed)
		printf("%" PRId64, (s64)value);
	else if (strstr(mismatch->what, "timer"))
		printf("timer=%016" PRIx64, value);
	else
		printf("%" PRIu64, value);
}

static void show_mismatch(void *ctx, const struct verify_mismatch *mismatch)
{
	struct job *job = ctx;

	if (job->shown++ >= MAX_SHOWN)
		return;
	printf("%s:%u: %s", job->path, mismatch->line->number, mismatch->what);
	if (mismatch->has_values) {
		printf(": recorded ");
		print_value(mismatch, mismatch->recorded);
		printf(", computed ");
		print_value(mismatch, mismatch->computed);
	}
	if (mismatch->due_timer)
		printf(": timer=%016" PRIx64 ", since %" PRIu64, mismatch->due_timer,
		       mismatch->due);
	printf("\n    recorded: %.*s\n", (int)mismatch->line->len, mismatch->line->text);
	if (mismatch->state[0]) {
		printf("    model: %s\n", mismatch->state);
		return;
	}
	printf("    model: jiffies=%" PRIu64, mismatch->jiffies_then);
	if (mismatch->base) {
		printf(", %s of CPU %u: clk=%" PRIu64 " next_expiry=%" PRIu64 "%s, running ",
		       mismatch->base, mismatch->base_cpu, mismatch->clk, mismatch->next_expiry,
		       mismatch->recalc ? " (doubtful)" : "");
		if (mismatch->running)
			printf("timer=%016" PRIx64, mismatch->running);
		else
			printf("no timer");
	}
	putchar('\n');
}

/* --- a recording ------------------------------------------------------------ */

/* Jiffies that a line knows for certain. */
static bool line_jiffies(const struct ftrace_line *line, u64 *now)
{
	if (line->kind == FTRACE_EXPIRE_ENTRY)
		*now = line->now;
	else if (line->kind == FTRACE_TIMER_START && line->has & FTRACE_HAS_TIMEOUT)
		*now = line->expires - (u64)line->timeout;
	else
		return false;
	return true;
}

/* HZ from the pace of jiffies; a bucket of the ninth level proves HZ > 100. */
static u32 guess_hz(const struct ftrace *trace)
{
	static const u32 known[] = { 100, 250, 300, 1000 };
	const struct ftrace_line *first = NULL, *last = NULL;
	u64 first_j = 0, last_j = 0, now;
	bool ninth = false;
	u32 best = 250;
	double pace, off, best_off = 1e30;
	u32 i;

	for (i = 0; i < trace->nr_lines; i++) {
		const struct ftrace_line *line = &trace->line[i];

		ninth |= line->has & FTRACE_HAS_IDX && line->idx >= LVL_OFFS(8u);
		if (!line_jiffies(line, &now))
			continue;
		if (!first) {
			first = line;
			first_j = now;
		}
		last = line;
		last_j = now;
	}
	if (!last || last->us < first->us + 50000 || last_j <= first_j)
		return best;
	pace = (double)(last_j - first_j) * 1e6 / (double)(last->us - first->us);
	for (i = 0; i < ARRAY_SIZE(known); i++) {
		off = pace > known[i] ? pace / known[i] : known[i] / pace;
		if (off >= best_off || (ninth && known[i] == 100))
			continue;
		best_off = off;
		best = known[i];
	}
	return best;
}

/* The last line before @lost that its CPU recorded, + 1: from there on that
 * CPU's events are missing. */
static u32 loss_begins(const struct ftrace *trace, u32 first, u32 lost)
{
	u32 i = lost;

	while (i > first && trace->line[i - 1].cpu != trace->line[lost].cpu)
		i--;
	return i;
}

/* Where all CPUs that record anything have begun to. */
static u32 all_begun(const struct ftrace *trace)
{
	bool seen[UINT16_MAX + 1] = { false };
	u32 begun = 0, i;

	for (i = 0; i < trace->nr_lines; i++) {
		if (seen[trace->line[i].cpu])
			continue;
		seen[trace->line[i].cpu] = true;
		begun = i;
	}
	return begun;
}

static bool verify_lines(struct job *job, const struct ftrace *trace, u32 hz,
			 struct verify_counts *counts, char *error, size_t size)
{
	u32 first = trace->overwritten ? all_begun(trace) : 0;
	u32 lost, end;

	counts->skipped = first;
	while (first < trace->nr_lines) {
		lost = first;
		while (lost < trace->nr_lines && trace->line[lost].kind != FTRACE_LOST)
			lost++;
		end = lost < trace->nr_lines ? loss_begins(trace, first, lost) : lost;
		if (end > first &&
		    !verify_stretch(trace, first, end, hz, counts, show_mismatch, job, error,
				    size))
			return false;
		if (end > first && !verify_hrtimers(trace, first, end, counts, show_mismatch, job,
						    error, size))
			return false;
		if (end > first && !verify_posix(trace, first, end, counts, show_mismatch, job,
						 error, size))
			return false;
		counts->skipped += lost - end;
		counts->resyncs += lost < trace->nr_lines;
		first = lost + 1;
	}
	return true;
}

static void print_count(u64 count, const char *one, const char *many)
{
	if (count)
		printf(", %" PRIu64 " %s", count, count == 1 ? one : many);
}

static void print_wheel_counts(const struct verify_counts *c)
{
	printf(" %" PRIu64 " of %" PRIu64 " timer_start agree, %" PRIu64 " of %" PRIu64
	       " expiries agree", c->starts_agree, c->starts, c->expiries_agree, c->expiries);
	print_count(c->removals, "removal agrees", "removals agree");
	print_count(c->idle_entries, "idle entry", "idle entries");
	print_count(c->remote, "remote expiry", "remote expiries");
	print_count(c->unknown, "unknown start", "unknown starts");
	print_count(c->undecided, "undecided", "undecided");
	print_count(c->reused, "memory reused while pending", "memories reused while pending");
}

static void print_hrtimer_counts(const struct verify_counts *c)
{
	printf(" %" PRIu64 " of %" PRIu64 " hrtimer_start agree, %" PRIu64 " of %" PRIu64
	       " hrtimer expiries agree", c->hr_starts_agree, c->hr_starts, c->hr_expiries_agree,
	       c->hr_expiries);
	print_count(c->hr_removals, "removal agrees", "removals agree");
	print_count(c->hr_restarts, "restart", "restarts");
	print_count(c->hr_ticks, "tick on its grid", "ticks on their grid");
	print_count(c->hr_moved, "expired on another CPU", "expired on other CPUs");
	print_count(c->hr_unknown, "unknown start", "unknown starts");
	print_count(c->hr_undecided, "undecided", "undecided");
	print_count(c->hr_lost, "moved by somebody unseen", "moved by somebody unseen");
	print_count(c->hr_reused, "set up while queued", "set up while queued");
}

static void print_posix_counts(const struct verify_counts *c)
{
	printf(" %" PRIu64 " of %" PRIu64 " signal_generate agree, %" PRIu64 " of %" PRIu64
	       " signal_deliver agree, %" PRIu64 " of %" PRIu64 " calls agree",
	       c->px_generates_agree, c->px_generates, c->px_delivers_agree, c->px_delivers,
	       c->px_calls_agree, c->px_calls);
	print_count(c->px_restarts_agree, "timer goes on as recorded", "timers go on as recorded");
	print_count(c->px_cases, "case", "cases");
	print_count(c->px_cut, "cut off", "cut off");
}

/* A recording may hold events of only one kind. */
static void print_counts(const char *name, const struct verify_counts *c)
{
	bool hrtimers = c->hr_starts || c->hr_expiries;
	bool wheel = c->starts || c->expiries || (!hrtimers && !c->px_cases);

	printf("%s:", name);
	if (wheel)
		print_wheel_counts(c);
	if (wheel && hrtimers)
		putchar(';');
	if (hrtimers)
		print_hrtimer_counts(c);
	if ((wheel || hrtimers) && c->px_cases)
		putchar(';');
	if (c->px_cases)
		print_posix_counts(c);
	print_count(c->resyncs, "loss of events", "losses of events");
	print_count(c->skipped, "line not compared", "lines not compared");
}

static void print_summary(const struct job *job, const struct ftrace *trace,
			  const struct verify_counts *counts)
{
	const char *slash = strrchr(job->path, '/');

	if (job->shown > MAX_SHOWN)
		printf("%s: %" PRIu64 " more differences\n", job->path, job->shown - MAX_SHOWN);
	print_counts(slash ? slash + 1 : job->path, counts);
	print_count(trace->nr_unreadable, "unreadable line", "unreadable lines");
	if (trace->truncated)
		printf(", last line incomplete");
	putchar('\n');
}

static void complain(const char *path, const char *error)
{
	fflush(stdout);
	fprintf(stderr, "timerscope: %s: %s\n", path, error);
}

static int verify_trace(struct job *job, const struct ftrace *trace, struct verify_counts *counts)
{
	char error[200];

	if (trace->nr_cpus > MACHINE_MAX_CPUS) {
		snprintf(error, sizeof(error), "recorded on %u CPUs; at most %u can be simulated",
			 trace->nr_cpus, MACHINE_MAX_CPUS);
		complain(job->path, error);
		return EXIT_UNUSABLE;
	}
	if (!verify_lines(job, trace, guess_hz(trace), counts, error, sizeof(error))) {
		complain(job->path, error);
		return EXIT_UNUSABLE;
	}
	print_summary(job, trace, counts);
	if (!counts->starts && !counts->expiries && !counts->hr_starts && !counts->hr_expiries &&
	    !counts->px_calls && !counts->px_generates) {
		complain(job->path, "nothing in it could be compared");
		return EXIT_DIFFER;
	}
	return counts->mismatches ? EXIT_DIFFER : EXIT_AGREE;
}

static int verify_file(const char *path, struct verify_counts *counts)
{
	struct job job = { .path = path };
	struct ftrace *trace;
	char error[200];
	int code;

	trace = ftrace_read(path, error, sizeof(error));
	if (!trace) {
		complain(path, error);
		return EXIT_UNUSABLE;
	}
	code = verify_trace(&job, trace, counts);
	ftrace_free(trace);
	return code;
}

static void add_counts(struct verify_counts *sum, const struct verify_counts *c)
{
	sum->starts += c->starts;
	sum->starts_agree += c->starts_agree;
	sum->expiries += c->expiries;
	sum->expiries_agree += c->expiries_agree;
	sum->removals += c->removals;
	sum->idle_entries += c->idle_entries;
	sum->remote += c->remote;
	sum->unknown += c->unknown;
	sum->undecided += c->undecided;
	sum->reused += c->reused;
	sum->skipped += c->skipped;
	sum->resyncs += c->resyncs;
	sum->mismatches += c->mismatches;
	sum->hr_starts += c->hr_starts;
	sum->hr_starts_agree += c->hr_starts_agree;
	sum->hr_expiries += c->hr_expiries;
	sum->hr_expiries_agree += c->hr_expiries_agree;
	sum->hr_removals += c->hr_removals;
	sum->hr_restarts += c->hr_restarts;
	sum->hr_ticks += c->hr_ticks;
	sum->hr_moved += c->hr_moved;
	sum->hr_unknown += c->hr_unknown;
	sum->hr_undecided += c->hr_undecided;
	sum->hr_lost += c->hr_lost;
	sum->hr_reused += c->hr_reused;
	sum->px_cases += c->px_cases;
	sum->px_calls += c->px_calls;
	sum->px_calls_agree += c->px_calls_agree;
	sum->px_generates += c->px_generates;
	sum->px_generates_agree += c->px_generates_agree;
	sum->px_delivers += c->px_delivers;
	sum->px_delivers_agree += c->px_delivers_agree;
	sum->px_restarts += c->px_restarts;
	sum->px_restarts_agree += c->px_restarts_agree;
	sum->px_cut += c->px_cut;
}

int verify_main(int nr_files, char **files)
{
	struct verify_counts total = { 0 };
	int code = EXIT_AGREE;
	int i, one;

	if (nr_files < 1) {
		fprintf(stderr, "timerscope: --verify needs the names of ftrace recordings\n");
		return EXIT_UNUSABLE;
	}
	for (i = 0; i < nr_files; i++) {
		struct verify_counts counts = { 0 };

		one = verify_file(files[i], &counts);
		if (one > code)
			code = one;
		add_counts(&total, &counts);
	}
	print_counts("total", &total);
	putchar('\n');
	fflush(stdout);
	return code;
}
