/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hrtimers: a long random history against a sorted list, with the invariants
 * after every call; the arithmetic of hrtimer_forward(); and each invariant,
 * broken on purpose, is found.
 *
 * Kernel code runs on the CPUs of a booted machine without ticks; the test says
 * what time it is, and runs the queues itself.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "linux/hrtimer.h"
#include "linux/kernel.h"
#include "linux/preempt.h"
#include "tests/machine.h"

#define NR_TIMERS 60u
#define NR_CPUS 3u
#define NR_CALLS 30000u

static struct machine *m;
static struct hrtimer *timers;

/* --- the model ----------------------------------------------------------- */

/* What is known of each timer; `turn` orders equal expiries. */
static struct model {
	bool queued;
	s64 soft, hard;
	u32 cpu;
	u64 turn;
	s64 period;			/* 0: its callback does not restart it */
} model[NR_TIMERS];
static u64 turns;

/* Who is to expire, and who has. */
static u32 expected[4096], fired[4096];
static u32 nr_expected, nr_fired;

static u32 seed = 1;

static u32 dice(u32 sides)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % sides;
}

static bool is_soft(u32 i)
{
	return i % 5 == 4;
}

/* The first of a CPU's timers in one half of the bases, or NR_TIMERS. */
static u32 model_first(u32 cpu, bool soft)
{
	u32 best = NR_TIMERS;
	u32 i;

	for (i = 0; i < NR_TIMERS; i++) {
		const struct model *t = &model[i];

		if (!t->queued || t->cpu != cpu || is_soft(i) != soft)
			continue;
		if (best == NR_TIMERS || t->hard < model[best].hard ||
		    (t->hard == model[best].hard && t->turn < model[best].turn))
			best = i;
	}
	return best;
}

static void model_queue(u32 i, u32 cpu, s64 soft, s64 hard)
{
	model[i].queued = true;
	model[i].cpu = cpu;
	model[i].soft = soft;
	model[i].hard = hard;
	model[i].turn = ++turns;
}

/* Periods are longer than any slack: a restart lies behind now. */
static void model_run(u32 cpu, s64 now, bool soft)
{
	u32 i;

	for (;;) {
		i = model_first(cpu, soft);
		if (i == NR_TIMERS || model[i].soft > now)
			return;
		expected[nr_expected++ % ARRAY_SIZE(expected)] = i;
		model[i].queued = false;
		if (model[i].period)
			model_queue(i, cpu, now + model[i].period, now + model[i].period);
	}
}

/* --- calls --------------------------------------------------------------- */

struct request {
	enum { SETUP, START, CANCEL, RUN, RUN_SOFT, FORWARD } what;
	u32 i;
	s64 time, slack, interval;
	s64 rc;
};

static s64 run_now;

static enum hrtimer_restart callback(struct hrtimer *timer)
{
	u32 i = timer->object - 1;

	fired[nr_fired++ % ARRAY_SIZE(fired)] = i;
	if (!model[i].period)
		return HRTIMER_NORESTART;
	hrtimer_set_expires(timer, run_now + model[i].period);
	return HRTIMER_RESTART;
}

static void run_queues(u32 mask)
{
	struct hrtimer_cpu_base *base = &this_percpu()->hrtimer_bases;
	bool flags;

	raw_spin_lock_irqsave(&base->lock, flags);
	__hrtimer_run_queues(base, run_now, flags, mask);
	raw_spin_unlock_irqrestore(&base->lock, flags);
}

static void make_call(void *arg)
{
	struct request *r = arg;
	struct hrtimer *timer = &timers[r->i];
	u32 soft = is_soft(r->i) ? HRTIMER_MODE_SOFT : 0;

	run_now = r->time;
	switch (r->what) {
	case SETUP:
		hrtimer_setup(timer, callback, CLOCK_MONOTONIC, soft);
		break;
	case START:
		hrtimer_start_range_ns(timer, r->time, (u64)r->slack, HRTIMER_MODE_ABS | soft);
		break;
	case CANCEL:
		r->rc = hrtimer_try_to_cancel(timer);
		break;
	case RUN:
		run_queues(HRTIMER_ACTIVE_HARD);
		break;
	case RUN_SOFT:
		run_queues(HRTIMER_ACTIVE_SOFT);
		break;
	case FORWARD:
		r->rc = (s64)hrtimer_forward(timer, r->time, r->interval);
		break;
	}
}

static s64 call(u32 cpu, struct request request)
{
	const char *broken;

	assert_int_equal(machine_call(m, cpu, make_call, &request), 0);
	broken = hrtimer_check(m);
	if (broken)
		fail_msg("%s", broken);
	return request.rc;
}

static int begin(void **state)
{
	u32 i;

	(void)state;
	m = test_machine(NR_CPUS, false);
	timers = machine_alloc(m, NR_TIMERS * sizeof(*timers));
	memset(model, 0, sizeof(model));
	for (i = 0; i < NR_TIMERS; i++) {
		timers[i].object = i + 1;
		call(0, (struct request){ .what = SETUP, .i = i });
		model[i].period = i % 3 ? 0 : 50 + i;
	}
	return 0;
}

static int end(void **state)
{
	(void)state;
	machine_free(m);
	return 0;
}

/* --- histories ----------------------------------------------------------- */

static void start(u32 i, u32 cpu, s64 now)
{
	s64 soft = now + (s64)dice(400) - 20;
	s64 slack = dice(4) ? 0 : dice(30);

	call(cpu, (struct request){ .what = START, .i = i, .time = soft, .slack = slack });
	model_queue(i, cpu, soft, soft + slack);
	assert_int_equal(timers[i].base->cpu_base->cpu, cpu);
	assert_true(hrtimer_is_queued(&timers[i]));
}

static void cancel(u32 i, u32 cpu)
{
	s64 rc = call(cpu, (struct request){ .what = CANCEL, .i = i });

	assert_int_equal(rc, model[i].queued);
	model[i].queued = false;
}

static void run(u32 cpu, s64 now, bool soft)
{
	u32 i;

	nr_expected = 0;
	nr_fired = 0;
	model_run(cpu, now, soft);
	call(cpu, (struct request){ .what = soft ? RUN_SOFT : RUN, .time = now });
	assert_int_equal(nr_fired, nr_expected);
	for (i = 0; i < nr_fired; i++)
		assert_int_equal(fired[i], expected[i]);
}

static void test_history(void **state)
{
	s64 now = 1000;
	u32 n, i;

	(void)state;
	for (n = 0; n < NR_CALLS; n++) {
		i = dice(NR_TIMERS);
		switch (dice(8)) {
		case 0:
			cancel(i, dice(NR_CPUS));
			break;
		case 1:
		case 2:
			run(dice(NR_CPUS), now, dice(3) == 0);
			break;
		default:
			start(i, dice(NR_CPUS), now);
			break;
		}
		now += dice(12);
	}
	assert_true(turns > NR_CALLS / 2);
}

/* --- forwarding ---------------------------------------------------------- */

static s64 forward(s64 expires, s64 now, s64 interval)
{
	hrtimer_set_expires(&timers[0], expires);
	return call(0, (struct request){
		.what = FORWARD, .time = now, .interval = interval });
}

static void test_forward(void **state)
{
	struct kernel *k = m->kernel;

	(void)state;
	k->hrtimer_resolution = 1;
	assert_int_equal(forward(1000, 999, 100), 0);
	assert_int_equal(hrtimer_get_expires(&timers[0]), 1000);
	assert_int_equal(forward(1000, 1000, 100), 1);
	assert_int_equal(hrtimer_get_expires(&timers[0]), 1100);
	assert_int_equal(forward(1000, 1099, 100), 1);
	assert_int_equal(hrtimer_get_expires(&timers[0]), 1100);
	assert_int_equal(forward(1000, 1100, 100), 2);
	assert_int_equal(hrtimer_get_expires(&timers[0]), 1200);
	assert_int_equal(forward(1000, 9999, 100), 90);
	assert_int_equal(hrtimer_get_expires(&timers[0]), 10000);
	assert_int_equal(forward(0, 1000, 0), 1001);
	k->hrtimer_resolution = 4000000;
	assert_int_equal(forward(0, 1000, 100), 1);
	assert_int_equal(hrtimer_get_expires(&timers[0]), 4000000);
	assert_int_equal(forward(KTIME_MAX - 10, KTIME_MAX - 5, 100), 1);
	assert_true(hrtimer_get_expires(&timers[0]) == KTIME_MAX);
}

/* --- the check can fail -------------------------------------------------- */

static void expect_broken(const char *what)
{
	const char *broken = kernel_check(m);

	if (!broken || !strstr(broken, what))
		fail_msg("not found: %s, but: %s", what, broken ? broken : "nothing");
}

/* Spoil one field, look, and put it right again. */
#define SPOIL(field, value, what) \
	do { \
		__typeof__(field) good = (field); \
		(field) = (value); \
		expect_broken(what); \
		(field) = good; \
		assert_null(kernel_check(m)); \
	} while (0)

static void test_check(void **state)
{
	struct hrtimer_cpu_base *base = &((struct kernel *)m->kernel)->percpu[1]->hrtimer_bases;
	struct hrtimer *hard = &timers[0], *soft = &timers[4];

	(void)state;
	start(0, 1, 1000);
	start(1, 1, 1000);
	start(4, 1, 1000);
	SPOIL(base->active_bases, 0, "active_bases and trees disagree");
	SPOIL(base->active_bases, 3, "active_bases and trees disagree");
	SPOIL(base->cpu, 0, "does not know its CPU");
	SPOIL(base->clock_base[2].index, 3, "does not know who it is");
	SPOIL(base->softirq_expires_next, KTIME_MAX, "softirq_expires_next is too late");
	SPOIL(hard->state, HRTIMER_STATE_INACTIVE, "not marked as queued");
	SPOIL(hard->base, &base->clock_base[1], "names another base");
	SPOIL(hard->function, NULL, "no function");
	SPOIL(hard->_softexpires, hard->node.expires + 1, "after the hard one");
	SPOIL(soft->is_soft, false, "wrong half");
	SPOIL(hard->node.node.rb_parent, &hard->node.node, "rbtree");
	base->hres_active = true;
	base->expires_next = 0;
	assert_null(kernel_check(m));
	SPOIL(base->expires_next, KTIME_MAX, "expires_next is too late");
	base->hres_active = false;
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_history, begin, end),
		cmocka_unit_test_setup_teardown(test_forward, begin, end),
		cmocka_unit_test_setup_teardown(test_check, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
