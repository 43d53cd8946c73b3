/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Recorded calls, made again: see verify_posix.h.
 */
#include "verify_posix.h"
#include "verify_posix_state.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "linux/kernel.h"
#include "linux/signal.h"

const char *const px_actor_names[PX_ACTORS] = { "p1", "child", "child2", "child3" };

/* The call sends signals itself. */
static bool sends(const struct px_step *step)
{
	static const char *const calls[] = { "kill", "tgkill", "raise", "sigqueue" };
	const char *call = json_string_value(json_object_get(step->step, "call"));
	u32 i;

	for (i = 0; i < ARRAY_SIZE(calls); i++) {
		if (!strcmp(call, calls[i]))
			return true;
	}
	return false;
}

/* What others sent while the call was made is input: it comes as long after the
 * call began as it was recorded. */
static void plan_signals(struct px *px)
{
	const struct px_step *step = px->step;
	u32 i;

	for (i = 0; i < step->nr_events && !sends(step); i++) {
		const struct px_event *event = &px->one->events[step->first_event + i];
		u64 us = event->line->us - step->before->us;
		const char *to = px_actor_names[event->actor];

		if (event->kind != PX_GENERATE || event->sig < 1 || event->sig > NR_SIGNALS)
			continue;
		if (event->code == SI_TKILL)
			player_do(px->player, NULL, "at +%" PRIu64 "us { tgkill %s %s %d }", us,
				  to, to, event->sig);
		else if (event->code == SI_USER || event->code == SI_QUEUE)
			player_do(px->player, NULL, "at +%" PRIu64 "us { %s from=outside %s %d }",
				  us, event->code == SI_USER ? "kill" : "sigqueue", to,
				  event->sig);
	}
}

static bool play_step(struct px *px, struct outcome *outcome)
{
	memset(outcome, 0, sizeof(*outcome));
	if (!px->step->step)
		return true;
	plan_signals(px);
	if (!player_step(px->player, px->step->step, NULL, outcome))
		return px_differs(px, px->step->line, 0, player_error(px->player));
	if (outcome->skipped && strcmp(outcome->skipped, SKIPPED_SENTENCE))
		return px_differs(px, px->step->line, 0, outcome->skipped);
	player_settle(px->player);
	return true;
}

/* --- a case --------------------------------------------------------------------------------- */

static void count_events(const struct px_case *one, struct verify_counts *counts)
{
	u32 i;

	counts->px_cases++;
	counts->px_cut += !one->complete;
	for (i = 0; i < one->nr_events; i++) {
		counts->px_generates += one->events[i].kind == PX_GENERATE;
		counts->px_delivers += one->events[i].kind == PX_DELIVER;
	}
}

static bool play(struct px *px, const char *kernel)
{
	struct outcome outcome;
	u32 i;

	px->player = player_new(kernel, !strcmp(kernel, "6.12"));
	if (!px->player)
		return false;
	player_do(px->player, NULL, "process outside");
	for (i = 0; i < px->one->nr_steps && !px->differed; i++) {
		px->step = &px->one->steps[i];
		px->seen = px->player->nr_events;
		if (play_step(px, &outcome))
			px_check_step(px, &outcome);
	}
	player_free(px->player);
	return true;
}

/* The event hrtimer_init became hrtimer_setup with 6.15; what is ours to choose
 * from changed with 6.13. */
static const char *guess_kernel(const struct ftrace *trace)
{
	u32 i;

	for (i = 0; i < trace->nr_lines; i++) {
		const struct ftrace_line *line = &trace->line[i];
		char text[200];

		if (line->hrtimer != FTRACE_HRTIMER_SETUP)
			continue;
		snprintf(text, sizeof(text), "%.*s", (int)line->len, line->text);
		return strstr(text, "hrtimer_init: ") ? "6.12" : "6.18";
	}
	return "6.18";
}

static void find_recorded(const struct ftrace *trace, u32 first, u32 end, bool *recorded)
{
	u32 i;

	for (i = first; i < end; i++) {
		const struct ftrace_line *line = &trace->line[i];

		recorded[PX_GENERATE] |= line->posix == FTRACE_SIGNAL_GENERATE;
		recorded[PX_DELIVER] |= line->posix == FTRACE_SIGNAL_DELIVER;
		recorded[PX_START] |= line->hrtimer == FTRACE_HRTIMER_START;
	}
}

bool verify_posix(const struct ftrace *trace, u32 first, u32 end, struct verify_counts *counts,
		  verify_report report, void *ctx, char *error, size_t size)
{
	const char *kernel = guess_kernel(trace);
	bool recorded[NR_PX_KINDS] = { false };
	struct px_case one;
	u32 at = first;
	bool failed;

	find_recorded(trace, first, end, recorded);
	while (px_read(trace, &at, end, &one, &failed)) {
		struct px px = {
			.one = &one, .counts = counts, .report = report, .ctx = ctx,
			.recorded = recorded,
		};

		count_events(&one, counts);
		failed = !play(&px, kernel);
		px_free(&one);
		if (failed)
			break;
	}
	if (failed)
		snprintf(error, size, "no machine to make the recorded calls on");
	return !failed;
}
