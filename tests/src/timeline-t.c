/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The timeline's index: however the trace grew, was cut and grew again, the
 * index is the one that is read from the beginning.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/program.h"
#include "linux/trace.h"
#include "views/timeline_index.h"
#include "views/value.h"

static const struct trace_record *get_record(void *ctx, u64 number)
{
	const struct front *front = ctx;

	return trace_store_get(session_trace(front->session), number);
}

static struct front *machine_after(const char *const *line, size_t nr)
{
	struct front *front = program_front_booted(2, 100, true, BOOT_NOHZ | BOOT_HIGHRES);
	size_t i;

	for (i = 0; i < nr; i++)
		if (front_execute(front, line[i], strlen(line[i]), NULL))
			fail_msg("refused: %s", line[i]);
	return front;
}

/* Timers of a process: one whose signal is blocked for 20 ms, one on a CPU
 * clock, interval timers, a timerfd, a sleep, work in the kernel. */
static struct front *process_machine(void)
{
	static const char *const lines[] = {
		"process p1 { burn user 3ms; burn sys 3ms; nanosleep 5ms; "
		"sigprocmask SIG_BLOCK SIGALRM; burn user 20ms; "
		"sigprocmask SIG_UNBLOCK SIGALRM; burn 10ms }",
		"sigaction p1 SIGALRM handler { burn user 300us }",
		"sigaction p1 SIGPROF handler { burn user 300us }",
		"timer_create p1 CLOCK_MONOTONIC SIGALRM -> t1",
		"timer_create p1 CLOCK_PROCESS_CPUTIME_ID SIGALRM -> t2",
		"timer_settime p1 t1 value=10ms interval=4ms",
		"timer_settime p1 t2 value=16ms", "timerfd_create p1 CLOCK_MONOTONIC -> fd",
		"timerfd_settime p1 fd value=7ms",
		"setitimer p1 ITIMER_PROF value=15ms interval=5ms",
		"setitimer p1 ITIMER_REAL value=18ms", "run 60ms",
	};

	return machine_after(lines, sizeof(lines) / sizeof(lines[0]));
}

/* Ticks, sleeping CPUs, IPIs, softirqs, both kinds of timers. */
static struct front *busy_machine(void)
{
	static const char *const lines[] = {
		"run 20ms",
		"hrtimer_setup h { rearm +900us }", "hrtimer_start h +1ms",
		"timer_setup w { rearm +2j }", "add_timer w +1j",
		"task p cpu=1 { burn 9ms }", "run 30ms", "hrtimer_cancel h", "run 30ms",
		"on cpu 1 add_timer_on v 0 +3j", "run 60ms",
	};

	return machine_after(lines, sizeof(lines) / sizeof(lines[0]));
}

static struct view view_of(struct front *front, struct memo *memo)
{
	const struct trace_store *trace = session_trace(front->session);
	struct view view = {
		.m = front_machine(front), .memo = memo,
		.trace = {
			.first = trace_store_first(trace), .nr = trace_store_count(trace),
			.get = get_record, .ctx = front,
		},
	};

	state_use(view.m);
	return view;
}

static void same_timers(const struct timeline_index *a, const struct timeline_index *b)
{
	/* without the padding behind it */
	const size_t bytes = offsetof(struct timeline_mark, cpu) + sizeof(u8);
	u32 i, k;

	assert_int_equal(a->nr, b->nr);
	assert_true(a->nr_marks == b->nr_marks);
	for (i = 0; i < a->nr; i++) {
		const struct timeline_timer *timer = &a->timer[i];

		assert_int_equal(timer->serial, b->timer[i].serial);
		assert_int_equal(timer->nr, b->timer[i].nr);
		assert_int_equal(timer->hr, b->timer[i].hr);
		for (k = 0; k < timer->nr; k++)
			assert_memory_equal(&timer->mark[k], &b->timer[i].mark[k], bytes);
	}
}

static void same_lanes(const struct lanes *a, const struct lanes *b, u32 nr_cpus)
{
	u32 i, kind;

	assert_true(a->nr_spans == b->nr_spans);
	for (i = 0; i < nr_cpus; i++) {
		assert_true(a->lane[i].hres_from == b->lane[i].hres_from);
		for (kind = 0; kind < LANE_NR; kind++) {
			const struct lane_spans *of = &a->lane[i].of[kind];

			assert_int_equal(of->nr, b->lane[i].of[kind].nr);
			if (of->nr)
				assert_memory_equal(of->span, b->lane[i].of[kind].span,
						    of->nr * sizeof(*of->span));
		}
	}
}

static void cut_everywhere(struct front *front)
{
	struct memo *memo = memo_new();
	struct view view = view_of(front, memo);
	struct timeline_index index = { 0 };
	struct chance chance = { .seed = 5 };
	const u64 nr = view.trace.nr;
	u32 i;

	assert_true(nr > 100);
	for (i = 0; i < 2 * nr; i++) {
		struct timeline_index fresh = { 0 };

		/* each record once, from the last one down, then at random */
		view.trace.nr = i < nr ? nr - i : chance_below(&chance, (u32)nr + 1);
		timeline_update(&index, &view);
		timeline_update(&fresh, &view);
		same_timers(&index, &fresh);
		same_lanes(&index.lanes, &fresh.lanes, view.m->nr_cpus);
		timeline_free(&fresh);
	}
	timeline_free(&index);
	memo_free(memo);
	front_free(front);
}

static void test_cut(void **state)
{
	(void)state;
	cut_everywhere(busy_machine());
	cut_everywhere(process_machine());
}

static const struct timeline_timer *timer_called(const struct timeline_index *index,
						 const struct view *view, const char *name)
{
	char buf[VALUE_MAX];
	u32 i;

	for (i = 0; i < index->nr; i++)
		if (!strcmp(timeline_name(view->m, index->timer[i].serial, buf), name))
			return &index->timer[i];
	fail_msg("no row: %s", name);
	return NULL;
}

static const struct timeline_mark *nth_mark(const struct timeline_timer *timer,
					    enum timeline_kind kind, u32 n)
{
	u32 i;

	for (i = 0; i < timer->nr; i++)
		if (timer->mark[i].kind == kind && !n--)
			return &timer->mark[i];
	fail_msg("no such mark");
	return NULL;
}

/* Statements take time, but little. */
static bool is_about(u64 time, u64 ms)
{
	return time >= ms * NSEC_PER_MSEC && time < ms * NSEC_PER_MSEC + NSEC_PER_MSEC;
}

/* From expiry to delivery: signals have their timers. */
static void test_signals(void **state)
{
	struct front *front = process_machine();
	struct memo *memo = memo_new();
	struct view view = view_of(front, memo);
	struct timeline_index index = { 0 };
	const struct timeline_timer *timer;
	const struct timeline_mark *mark;

	(void)state;
	timeline_update(&index, &view);
	timer = timer_called(&index, &view, "p1.timer0");
	mark = nth_mark(timer, TIMELINE_TAKEN, 0);
	assert_true(is_about(mark->begin, 10) && is_about(mark->time, 10));
	mark = nth_mark(timer, TIMELINE_TAKEN, 1);
	assert_true(is_about(mark->begin, 14));
	assert_true(mark->time >= 30 * NSEC_PER_MSEC);
	assert_true(mark->when == (mark->time - mark->begin) / (4 * NSEC_PER_MSEC));
	timer = timer_called(&index, &view, "p1.timer1");
	assert_true(timer->cpu && !timer->hr);
	mark = nth_mark(timer, TIMELINE_TAKEN, 0);
	assert_true(mark->begin > 16 * NSEC_PER_MSEC && mark->begin < mark->time);
	timer = timer_called(&index, &view, "p1.ITIMER_PROF");
	assert_true(nth_mark(timer, TIMELINE_ARMED, 0)->begin == 5 * NSEC_PER_MSEC);
	assert_true(nth_mark(timer, TIMELINE_ARMED, 1)->when ==
		    nth_mark(timer, TIMELINE_ARMED, 0)->when + 5 * NSEC_PER_MSEC);
	assert_true(nth_mark(timer, TIMELINE_TAKEN, 0)->begin >=
		    nth_mark(timer, TIMELINE_FIRED, 0)->time);
	mark = nth_mark(timer_called(&index, &view, "p1.real_timer"), TIMELINE_SENT, 0);
	assert_int_equal(mark->when, TRACE_SIGNAL_ALREADY_PENDING);
	timer_called(&index, &view, "p1.timerfd3");
	timer_called(&index, &view, "p1.main.hrtimer");
	timeline_free(&index);
	memo_free(memo);
	front_free(front);
}

/* In user mode, in the kernel, and in it while asleep. */
static void test_modes(void **state)
{
	struct front *front = process_machine();
	struct memo *memo = memo_new();
	struct view view = view_of(front, memo);
	struct timeline_index index = { 0 };
	const struct lane *lane = &index.lanes.lane[0];
	const struct lane_span *call;
	u32 task;

	(void)state;
	timeline_update(&index, &view);
	task = lane_task(lane, &view, 0, 2 * NSEC_PER_MSEC);
	assert_int_not_equal(lanes_process(&index.lanes, &view, task), 0);
	call = lane_last(lane, LANE_CALL, 2 * NSEC_PER_MSEC);
	assert_true(!call || call->end < 2 * NSEC_PER_MSEC);
	call = lane_last(lane, LANE_CALL, 5 * NSEC_PER_MSEC);
	assert_non_null(call);
	assert_true(is_about(call->begin, 3) && is_about(call->end, 6));
	call = lane_last(lane, LANE_CALL, 8 * NSEC_PER_MSEC);
	assert_true(call && is_about(call->end, 6));
	timeline_free(&index);
	memo_free(memo);
	front_free(front);
}

/* What it says about CPUs is what their events say. */
static void test_facts(void **state)
{
	struct front *front = busy_machine();
	struct memo *memo = memo_new();
	struct view view = view_of(front, memo);
	struct timeline_index index = { 0 };
	const struct lane *lane = &index.lanes.lane[1];
	const struct lane_span *span;
	u64 since;

	(void)state;
	timeline_update(&index, &view);
	assert_true(lane_stopped(lane, &view, 1, 19 * NSEC_PER_MSEC, &since));
	assert_true(since < 5 * NSEC_PER_MSEC);
	assert_false(lane_stopped(lane, &view, 1, 24 * NSEC_PER_MSEC, &since));
	assert_int_equal(lane_task(lane, &view, 1, 19 * NSEC_PER_MSEC), 0);
	assert_int_not_equal(lane_task(lane, &view, 1, 24 * NSEC_PER_MSEC), 0);
	assert_int_equal(lane_before(lane, LANE_IPI, KTIME_MAX), 1);
	span = lane_last(lane, LANE_RAISED, KTIME_MAX);
	assert_non_null(span);
	assert_int_equal(span->what, 0);
	span = lane_last(lane, LANE_TICK, 25 * NSEC_PER_MSEC);
	assert_true(span && span->begin >= 24 * NSEC_PER_MSEC && span->end < KTIME_MAX);
	timeline_free(&index);
	memo_free(memo);
	front_free(front);
}

/* Without the record's beginning nothing is known of the time before. */
static void test_dropped(void **state)
{
	struct front *front = busy_machine();
	struct memo *memo = memo_new();
	struct view view = view_of(front, memo);
	const u64 nr = view.trace.nr;

	(void)state;
	for (; view.trace.first < nr; view.trace.first += 7) {
		struct timeline_index index = { 0 };
		const struct trace_record *record;
		const struct timeline_mark *oldest;
		enum lane_kind kind;
		const struct lane_span *span;

		timeline_update(&index, &view);
		oldest = timeline_oldest(&index);
		span = lane_event_from(&index.lanes.lane[0], 0, 0, &kind);
		assert_true(!oldest || oldest->number >= view.trace.first);
		assert_true(!span || span->number >= view.trace.first);
		record = get_record(front, view.trace.first);
		assert_true(index.lanes.from_time == (view.trace.first ? record->time : 0));
		timeline_free(&index);
	}
	memo_free(memo);
	front_free(front);
}

/* A sleep whose tick_stop is no longer kept is seen from the missing ticks. */
static void test_lost_stop(void **state)
{
	struct front *front = busy_machine();
	struct memo *memo = memo_new();
	struct view view = view_of(front, memo);
	struct timeline_index index = { 0 };
	const struct lane_span *stop;

	(void)state;
	timeline_update(&index, &view);
	stop = lane_last(&index.lanes.lane[1], LANE_STOP, 19 * NSEC_PER_MSEC);
	assert_non_null(stop);
	assert_true(lanes_lost_stop(&index.lanes, &view, 1, 10 * NSEC_PER_MSEC) == 0);
	view.trace.first = stop->number + 1;
	timeline_free(&index);
	index = (struct timeline_index){ 0 };
	timeline_update(&index, &view);
	assert_true(lanes_lost_stop(&index.lanes, &view, 1, 10 * NSEC_PER_MSEC) >=
		    20 * NSEC_PER_MSEC);
	timeline_free(&index);
	memo_free(memo);
	front_free(front);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_facts),
		cmocka_unit_test(test_dropped),
		cmocka_unit_test(test_signals),
		cmocka_unit_test(test_modes),
		cmocka_unit_test(test_lost_stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
