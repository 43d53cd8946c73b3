/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Clocks and the devices that interrupt: conversion factors as real kernels
 * print them, the timekeeper against arithmetic, devices that refuse.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "linux/lapic.h"
#include "linux/posix_clock.h"
#include "linux/preempt.h"
#include "machine/counter.h"
#include "tests/machine.h"

static struct machine *m;

static struct machine *boot(const struct kernel_config *changes)
{
	struct kernel_config config = *changes;

	if (!config.nr_cpus)
		config.nr_cpus = 1;
	if (!config.hz)
		config.hz = 250;
	config.jiffies0 = INITIAL_JIFFIES_OF(config.hz);
	m = machine_new(config.nr_cpus, 0);
	assert_non_null(m);
	assert_int_equal(kernel_boot(m, &config), 0);
	if (kernel_check(m))
		fail_msg("%s", kernel_check(m));
	return m;
}

static struct kernel *k(void)
{
	return m->kernel;
}

/* --- what runs on the CPU ------------------------------------------------------- */

struct request {
	enum {
		GET, UPDATE, SET, PROGRAM, SCALE,
	} what;
	struct clock_event_device *dev;
	ktime_t time;
	bool force;
	u32 from, to, sec;
	s64 ret;
	u32 mult, shift;
};

static void perform(void *arg)
{
	struct request *r = arg;
	struct timespec64 ts = ktime_to_timespec64(r->time);

	local_irq_disable();
	switch (r->what) {
	case GET: r->ret = ktime_get(); break;
	case UPDATE: update_wall_time(); break;
	case SET: r->ret = do_settimeofday64(&ts); break;
	case PROGRAM: r->ret = clockevents_program_event(r->dev, r->time, r->force); break;
	case SCALE: clocks_calc_mult_shift(&r->mult, &r->shift, r->from, r->to, r->sec); break;
	}
}

#define CALL(...) \
	({ struct request r_ = { __VA_ARGS__ }; \
	   assert_int_equal(machine_call(m, 0, perform, &r_), 0); \
	   r_; })

/* --- conversion factors ---------------------------------------------------------- */

/* Clock sources as Linux 6.12 and 6.18 print them, and how long they may sleep:
 * without a timer a recorded tick was set 881590591483 ns ahead. */
static void test_clocksource_factors(void **state)
{
	struct request r;

	(void)state;
	boot(&(struct kernel_config){ .ticks = true });
	assert_int_equal(k()->tsc.max_idle_ns, 881590591483);
	assert_int_equal(k()->clocksources.clocksource_jiffies.mult, 4000000u << 8);
	r = CALL(.what = SCALE, .from = 1000000000, .to = 1000000000, .sec = 600);
	assert_int_equal(r.mult, 8388608);
	assert_int_equal(r.shift, 23);
	/* a 3 MHz counter of 32 bits: as many bits as there are */
	r = CALL(.what = SCALE, .from = 3000000, .to = 1000000000, .sec = 1);
	assert_int_equal(r.shift, 23);
	assert_in_range(((u64)r.mult * 3000000) >> r.shift, 999999990, 1000000010);
	machine_free(m);
}

/* `Clock Event Device: hpet`, `lapic-deadline` of recorded /proc/timer_list. */
static void test_clockevent_factors(void **state)
{
	const struct clock_event_device *dev;

	(void)state;
	boot(&(struct kernel_config){
		.ticks = true, .hpet = { .hz = 100000000 },
		.lapic = { .hz = 250000000, .max_delta = INT64_MAX },
	});
	dev = &k()->hpet_event;
	assert_int_equal(dev->mult, 429496730);
	assert_int_equal(dev->shift, 32);
	assert_int_equal(dev->min_delta_ns, 1920);
	assert_int_equal(dev->max_delta_ns, 21474836451);
	dev = &k()->percpu[0]->lapic;
	assert_int_equal(dev->mult, 8388608);
	assert_int_equal(dev->shift, 25);
	assert_int_equal(dev->min_delta_ns, 1000);
	assert_int_equal(dev->max_delta_ns, 2199023255551);
	machine_free(m);
}

/* --- hardware ------------------------------------------------------------------------ */

static void test_counter(void **state)
{
	struct counter c = { 0 };

	(void)state;
	boot(&(struct kernel_config){ .ticks = false });
	hot.machine = m;
	counter_init(&c, 14318180);
	machine_advance(m, 10 * NSEC_PER_SEC);
	assert_int_equal(counter_read(&c), 143181800);
	counter_skew(&c, -500000);
	machine_advance(m, 12 * NSEC_PER_SEC);
	assert_int_equal(counter_read(&c), 143181800 + 14318180);
	counter_jump(&c, (s64)NSEC_PER_SEC);
	assert_int_equal(counter_read(&c), 143181800 + 2 * 14318180);
	counter_jump(&c, -(s64)(100 * NSEC_PER_SEC));
	assert_int_equal(counter_read(&c), 0);
	assert_int_equal(counts_of_ns(KTIME_MAX, 1000000000), KTIME_MAX);
	assert_int_equal(ns_of_counts(UINT64_MAX, 1000000), KTIME_MAX);
	assert_int_equal(ns_of_counts(7, 3), 2333333333);
	machine_free(m);
}

static void test_chip(void **state)
{
	struct timer_chip *chip;

	(void)state;
	boot(&(struct kernel_config){ .ticks = true });
	chip = &k()->percpu[0]->lapic.chip;
	test_run(m, 10 * NSEC_PER_MSEC);
	assert_int_equal(chip->nr_fired, 2);
	timer_chip_set_late(chip, 500000);
	assert_int_equal(chip->event.at, 12500000);
	test_run(m, 20 * NSEC_PER_MSEC + 500000);
	assert_int_equal(chip->nr_fired, 5);
	/* early by half of the way at most */
	timer_chip_set_late(chip, -3600000);
	assert_int_equal(chip->due, 24000000);
	assert_int_equal(chip->event.at, 24000000 - 1750000);
	timer_chip_set_late(chip, 0);
	chip->lose = 2;
	test_run(m, 40 * NSEC_PER_MSEC);
	assert_int_equal(chip->nr_lost, 2);
	assert_int_equal(k()->percpu[0]->tick.nr_ticks, 8);
	assert_int_equal(chip->nr_fired, 10);
	machine_free(m);
}

/* --- timekeeping ---------------------------------------------------------------------- */

/* However the clock source counts, and however long nobody looked, the time is
 * right; an update changes nothing but where it is counted from. */
static void test_long_sleep(void **state)
{
	static const u32 hz[] = { 1000000000, 2399999871u, 3579545, 14318180 };
	static const u64 sleep[] = { 1, 4000000, 4000001, 999999999, 881000000000, 5000000000000 };
	const struct timekeeper *tk;
	size_t i, j;
	u64 allowed;
	ktime_t before;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(hz); i++) {
		boot(&(struct kernel_config){ .ticks = false, .tsc_hz = hz[i] });
		tk = &k()->timekeeping.timekeeper;
		for (j = 0; j < ARRAY_SIZE(sleep); j++) {
			machine_advance(m, m->now + sleep[j]);
			before = CALL(.what = GET).ret;
			allowed = m->now / 1000000 + 400;
			assert_in_range(before + (s64)allowed, m->now, m->now + 2 * allowed);
			CALL(.what = UPDATE);
			assert_null(timekeeping_check(&k()->timekeeping));
			assert_true(llabs(CALL(.what = GET).ret - before) <= 1);
			assert_true(counter_read(&k()->tsc.counter) - tk->tkr_mono.cycle_last <
				    tk->cycle_interval);
		}
		machine_free(m);
	}
}

static void test_set_clock(void **state)
{
	const struct timekeeper *tk;
	u32 seq;

	(void)state;
	boot(&(struct kernel_config){ .ticks = true, .realtime0 = 1000 });
	tk = &k()->timekeeping.timekeeper;
	test_run(m, 1234567890);
	seq = tk->clock_was_set_seq;
	assert_int_equal(CALL(.what = SET, .time = 7777 * (s64)NSEC_PER_SEC + 5).ret, 0);
	assert_int_equal(tk->clock_was_set_seq, seq + 1);
	assert_int_equal(tk->offs_real, 7777 * (s64)NSEC_PER_SEC + 5 - 1234567890);
	assert_int_equal(CALL(.what = GET).ret, 1234567890);
	assert_int_equal(CALL(.what = SET, .time = 1).ret, -22);
	assert_int_equal(CALL(.what = SET, .time = -1).ret, -22);
	assert_int_equal(CALL(.what = SET, .time = KTIME_MAX).ret, -22);
	assert_int_equal(tk->offs_real, 7777 * (s64)NSEC_PER_SEC + 5 - 1234567890);
	assert_null(timekeeping_check(&k()->timekeeping));
	machine_free(m);
}

/* --- programming a device --------------------------------------------------------------- */

static struct clock_event_device *oneshot(struct clock_event_device *dev)
{
	dev->state_use_accessors = CLOCK_EVT_STATE_ONESHOT;
	timer_chip_stop(&dev->chip);
	return dev;
}

static void test_program_event(void **state)
{
	struct clock_event_device *dev;
	struct request r = { 0 };

	(void)state;
	boot(&(struct kernel_config){ .ticks = true });
	test_run(m, 10 * NSEC_PER_MSEC);
	dev = oneshot(&k()->percpu[0]->lapic);
	r = CALL(.what = PROGRAM, .dev = dev, .time = 11 * (s64)NSEC_PER_MSEC);
	assert_int_equal(r.ret, 0);
	assert_int_equal(dev->chip.event.at, 11 * NSEC_PER_MSEC);
	/* the past is refused, or comes at once */
	r = CALL(.what = PROGRAM, .dev = dev, .time = 9 * (s64)NSEC_PER_MSEC);
	assert_int_equal(r.ret, -62);
	assert_int_equal(dev->retries, 0);
	r = CALL(.what = PROGRAM, .dev = dev, .time = 9 * (s64)NSEC_PER_MSEC, .force = true);
	assert_int_equal(r.ret, 0);
	assert_int_equal(dev->retries, 1);
	assert_int_equal(dev->next_event, 10 * NSEC_PER_MSEC + 1000);
	/* too near, too far */
	CALL(.what = PROGRAM, .dev = dev, .time = 10 * (s64)NSEC_PER_MSEC + 10);
	assert_int_equal(dev->chip.event.at, 10 * NSEC_PER_MSEC + 1000);
	CALL(.what = PROGRAM, .dev = dev, .time = KTIME_MAX - 1);
	assert_in_range(dev->chip.event.at, 2199 * NSEC_PER_SEC, 2200 * NSEC_PER_SEC);
	assert_int_equal(dev->next_event, KTIME_MAX - 1);
	machine_free(m);
}

/* The global timer refuses less than 128 counts: whoever insists makes it ask
 * for more, three tries each. */
static void test_min_delta(void **state)
{
	struct clock_event_device *dev;
	struct request r = { 0 };

	(void)state;
	boot(&(struct kernel_config){
		.ticks = true, .lapic = { .absent = true }, .hpet = { .min_delta = 1 },
	});
	test_run(m, 10 * NSEC_PER_MSEC);
	dev = oneshot(&k()->hpet_event);
	assert_int_equal(dev->min_delta_ns, 1000);
	r = CALL(.what = PROGRAM, .dev = dev, .time = 10 * (s64)NSEC_PER_MSEC + 1);
	assert_int_equal(r.ret, -62);
	r = CALL(.what = PROGRAM, .dev = dev, .time = 10 * (s64)NSEC_PER_MSEC + 1, .force = true);
	assert_int_equal(r.ret, 0);
	assert_int_equal(dev->min_delta_ns, 11250);
	assert_int_equal(dev->retries, 10);
	assert_in_range(dev->chip.event.at, 10011000, 10011250);
	machine_free(m);
}

/* --- ticks -------------------------------------------------------------------------------- */

/* HZ has no whole number of ns, CPUs are many, and all the same jiffies follows
 * the clock, with and without ticks. */
static void test_jiffies_follow(void **state)
{
	static const u32 hz[] = { 100, 250, 300, 1000 };
	u32 i, way, now;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(hz); i++) {
		for (way = 0; way < 8; way++) {
			boot(&(struct kernel_config){
				.nr_cpus = 3, .hz = hz[i], .ticks = true, .nohz = way & 1,
				.highres = way & 2, .skew_tick = way & 4,
			});
			for (now = 1; now <= 5; now++) {
				test_run(m, now * NSEC_PER_SEC);
				assert_null(kernel_check(m));
			}
			machine_call(m, 1, perform, &(struct request){ .what = GET });
			if (!(way & 1))
				assert_int_equal(k()->jiffies_64 - k()->config.jiffies0,
						 5 * NSEC_PER_SEC / tick_nsec(hz[i]));
			machine_free(m);
		}
	}
}

static void test_spoilt(void **state)
{
	struct clock_event_device *dev;
	struct timekeeping *tk;

	(void)state;
#define SPOIL(field_, value_, text_) do { \
		__typeof__(field_) saved_ = (field_); \
		const char *broken_; \
		(field_) = (value_); \
		broken_ = kernel_check(m); \
		if (!broken_ || !strstr(broken_, text_)) \
			fail_msg("%s: %s", text_, broken_ ? broken_ : "nothing"); \
		(field_) = saved_; \
	} while (0)

	boot(&(struct kernel_config){
		.nr_cpus = 2, .ticks = true, .nohz = true, .highres = true,
	});
	test_run(m, 30 * NSEC_PER_MSEC);
	dev = &k()->percpu[0]->lapic;
	tk = &k()->timekeeping;
	assert_null(kernel_check(m));
	SPOIL(k()->tsc.mult, k()->tsc.mult + 100, "mult does not fit");
	SPOIL(k()->tsc.rating, 1, "not by rating");
	SPOIL(tk->timekeeper.offs_tai, 1, "the shadow differs");
	SPOIL(dev->state_use_accessors, 77, "no known state");
	SPOIL(dev->state_use_accessors, CLOCK_EVT_STATE_DETACHED, "that nobody uses");
	SPOIL(dev->mult, 0, "mult is 0");
	SPOIL(k()->percpu[0]->tick_sched.flags, TS_FLAG_STOPPED, "but must not be");
	SPOIL(k()->tick_do_timer_cpu, 0, "sleeps without a tick");
	SPOIL(dev->chip.event.cpu, 1, "device interrupts another CPU");
	machine_free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clocksource_factors),
		cmocka_unit_test(test_clockevent_factors),
		cmocka_unit_test(test_counter),
		cmocka_unit_test(test_chip),
		cmocka_unit_test(test_long_sleep),
		cmocka_unit_test(test_set_clock),
		cmocka_unit_test(test_program_event),
		cmocka_unit_test(test_min_delta),
		cmocka_unit_test(test_jiffies_follow),
		cmocka_unit_test(test_spoilt),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
