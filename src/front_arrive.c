/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Arriving after a movement: see front_arrived() in front.h.
 */
#include "front.h"

#include "condition.h"
#include "front_log.h"
#include "lesson.h"

static void show_displays(struct front *front)
{
	char value[400];
	u32 i;

	for (i = 0; i < front->nr_displays; i++) {
		condition_show(front->conditions, front->displays[i], value,
			       sizeof(value));
		front_print(front, "%u: %s = %s\n", i + 1, front->displays[i],
			    value);
	}
}

static void name_others(struct front *front, const struct arrival *arrival)
{
	const struct machine *m = front_machine(front);
	u32 focus = session_focus(front->session);
	u32 i;

	for (i = 0; i < m->nr_cpus; i++)
		if (i != focus && arrival->steps[i])
			front_print(front, "(CPU %u moved on by %llu statement%s)\n",
				    i, (unsigned long long)arrival->steps[i],
				    arrival->steps[i] == 1 ? "" : "s");
}

static enum exit_code code_of(enum stop_reason reason)
{
	switch (reason) {
	case STOP_DEADLOCK:
	case STOP_LIVELOCK:
		return EXIT_LIMIT;
	case STOP_OOPS:
		return EXIT_OOPS;
	default:
		return EXIT_HELD;
	}
}

/* Announced with `catch`. */
static bool is_caught(const struct front *front, enum stop_reason reason)
{
	return code_of(reason) != EXIT_HELD && (front->catches & BIT(reason));
}

/* The limit that has been reached, with the option that moves it; or NULL. */
static const char *reached_limit(const struct front *front)
{
	if (front_steps_left(front) == 0)
		return "the limit of statements (--max-steps)";
	if (front_machine(front)->now >= front->options.limits.time)
		return "the limit of virtual time (--max-time)";
	return NULL;
}

/* The machine ran out of something while nobody at the prompt asked. */
static void end_exhausted(struct front *front)
{
	char text[80];

	snprintf(text, sizeof(text), "the limit of %s",
		 front_machine(front)->host->exhausted);
	front_end(front, EXIT_LIMIT, text);
}

/* Something that is wrong unless it was expected. */
static void note_stop(struct front *front, const struct arrival *arrival)
{
	enum stop_reason reason = arrival->stop.reason;
	enum exit_code code = code_of(reason);

	if (is_caught(front, reason)) {
		front->caught |= BIT(reason);
		return;
	}
	if (code != EXIT_HELD)
		front_end(front, code, arrival->stop.text);
	else if (front_machine(front)->host->exhausted)
		end_exhausted(front);
	else if (reached_limit(front))
		front_end(front, EXIT_LIMIT, reached_limit(front));
	if (session_diverged(front->session) != UINT64_MAX)
		front_end(front, EXIT_OWN_FAULT,
			  "re-execution gave another trace");
}

static void print_reason(struct front *front, const struct arrival *arrival)
{
	const struct session_stop *stop = &arrival->stop;

	if (arrival->breakpoint)
		front_print(front, "%s %u%s%s\n",
			    breakpoint_is_watch(front->breakpoints,
						arrival->breakpoint) ?
			    "Watch" : "Breakpoint", arrival->breakpoint,
			    arrival->note[0] ? ": " : "", arrival->note);
	switch (stop->reason) {
	case STOP_DEADLOCK:
	case STOP_LIVELOCK:
	case STOP_HELD:
	case STOP_IDLE:
	case STOP_OOPS:
	case STOP_INTERRUPTED:
		front_print(front, "%s: %s\n", is_caught(front, stop->reason) ?
			    "caught" : "Stopped", stop->text);
		break;
	default:
		break;
	}
	if (stop->reason == STOP_OOPS || stop->reason == STOP_DEADLOCK)
		front_print(front, "(reverse-step goes back to the cause)\n");
}

/* Where the user will look: at the CPU that an Oops or a deadlock is about, even
 * if a breakpoint was hit as well. */
static u32 focus_after(const struct front *front, const struct arrival *arrival)
{
	enum stop_reason reason = arrival->stop.reason;

	if ((reason == STOP_OOPS || reason == STOP_DEADLOCK) &&
	    arrival->stop.cpu >= 0)
		return (u32)arrival->stop.cpu;
	if (arrival->breakpoint)
		return arrival->cpu;
	return session_focus(front->session);
}

void front_arrived(struct front *front, const struct arrival *arrival,
		   bool quiet)
{
	enum stop_reason reason = arrival->stop.reason;
	bool unusual = arrival->breakpoint || reason == STOP_DEADLOCK ||
		       reason == STOP_LIVELOCK || reason == STOP_OOPS ||
		       reason == STOP_IDLE || reason == STOP_HELD ||
		       reason == STOP_INTERRUPTED;
	u32 cpu = focus_after(front, arrival);

	if (!front->forgets)
		front_log_print(front);
	note_stop(front, arrival);
	print_reason(front, arrival);
	session_set_focus(front->session, cpu);
	if (!quiet || (unusual && reason != STOP_IDLE)) {
		name_others(front, arrival);
		front_came_to(front, cpu);
	}
	show_displays(front);
	lesson_look(front);
}
