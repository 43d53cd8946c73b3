/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The timer wheel: geometry, arming, cancelling, expiring, and the invariants
 * after every operation of a long random history.
 *
 * Kernel code runs on a CPU of a booted machine without ticks; tests set
 * jiffies and call the softirq themselves.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "linux/preempt.h"
#include "linux/trace.h"
#include "linux/wheel.h"
#include "machine/machine.h"

#define NR_TIMERS 300
#define EDEADLK 35

struct event {
	u32 kind;
	u32 cpu;
	u64 arg[TRACE_MAX_ARGS];
};

/* What the machine has said. */
static struct event events[4096];
static u32 nr_events;
static struct machine *m;
static struct timer_list *timers;

static void note_event(void *ctx, const struct trace_record *record)
{
	struct event *event = &events[nr_events % ARRAY_SIZE(events)];

	(void)ctx;
	event->kind = record->kind;
	event->cpu = record->cpu;
	memcpy(event->arg, record->arg, sizeof(event->arg));
	nr_events++;
}

static struct event *last_event(u32 kind)
{
	u32 i;

	for (i = nr_events; i-- > 0;)
		if (events[i].kind == kind)
			return &events[i];
	return NULL;
}

static struct kernel *the_kernel(void)
{
	return m->kernel;
}

static struct timer_base *base_at(u32 cpu, u32 index)
{
	return &the_kernel()->percpu[cpu]->timer_bases[index];
}

/* --- calls --------------------------------------------------------------- */

/* One kernel call, as data. */
struct request {
	enum {
		SETUP, ADD, ADD_ON, ADD_LOCAL, ADD_GLOBAL, MOD, MOD_PENDING, REDUCE, DELETE,
		TRY_DELETE, DELETE_SYNC, SHUTDOWN, SHUTDOWN_SYNC, SOFTIRQ, REMOTE, IDLE, INDEX,
	} what;
	struct timer_list *timer;
	void (*fn)(struct timer_list *);
	u64 expires, clk;
	u32 flags, cpu;
	int ret;
	u64 bucket_expiry;
};

static void perform(void *arg)
{
	struct request *r = arg;
	bool idle;

	switch (r->what) {
	case SETUP: timer_setup(r->timer, r->fn, r->flags); break;
	case ADD: r->timer->expires = r->expires; add_timer(r->timer); break;
	case ADD_ON: r->timer->expires = r->expires; add_timer_on(r->timer, r->cpu); break;
	case ADD_LOCAL: r->timer->expires = r->expires; add_timer_local(r->timer); break;
	case ADD_GLOBAL: r->timer->expires = r->expires; add_timer_global(r->timer); break;
	case MOD: r->ret = mod_timer(r->timer, r->expires); break;
	case MOD_PENDING: r->ret = mod_timer_pending(r->timer, r->expires); break;
	case REDUCE: r->ret = timer_reduce(r->timer, r->expires); break;
	case DELETE: r->ret = timer_delete(r->timer); break;
	case TRY_DELETE: r->ret = try_to_del_timer_sync(r->timer); break;
	case DELETE_SYNC: r->ret = timer_delete_sync(r->timer); break;
	case SHUTDOWN: r->ret = timer_shutdown(r->timer); break;
	case SHUTDOWN_SYNC: r->ret = timer_shutdown_sync(r->timer); break;
	case SOFTIRQ: run_timer_softirq(); break;
	case REMOTE: timer_expire_remote(r->cpu); break;
	case IDLE:
		local_irq_disable();
		idle = this_percpu()->timer_bases[BASE_LOCAL].is_idle;
		r->bucket_expiry = timer_base_try_to_set_idle(jiffies, 0, &idle);
		if (r->bucket_expiry != KTIME_MAX)
			r->bucket_expiry = jiffies + r->bucket_expiry / tick_nsec(HZ);
		r->ret = idle;
		local_irq_enable();
		break;
	case INDEX:
		r->ret = (int)calc_wheel_index(r->expires, r->clk, &r->bucket_expiry);
		break;
	}
}

static int request(u32 cpu, struct request *r)
{
	int error = machine_call(m, cpu, perform, r);

	assert_null(wheel_check(m));
	return error;
}

#define CALL(cpu_, ...) \
	({ struct request r_ = { __VA_ARGS__ }; \
	   assert_int_equal(request(cpu_, &r_), 0); \
	   r_.ret; })

static void do_nothing(struct timer_list *timer)
{
	(void)timer;
}

static void set_up(struct timer_list *timer, void (*fn)(struct timer_list *), u32 flags)
{
	CALL(0, .what = SETUP, .timer = timer, .fn = fn, .flags = flags);
}

/* Let @n jiffies pass and run the softirq on @cpu after each. */
static void pass(u32 cpu, u64 n)
{
	while (n--) {
		the_kernel()->jiffies_64++;
		CALL(cpu, .what = SOFTIRQ);
	}
}

static void boot(u32 nr_cpus, u32 hz)
{
	const struct kernel_config config = {
		.nr_cpus = nr_cpus, .hz = hz, .jiffies0 = INITIAL_JIFFIES_OF(hz),
	};
	u32 i;

	nr_events = 0;
	m = machine_new(nr_cpus, 0);
	assert_non_null(m);
	assert_int_equal(kernel_boot(m, &config), 0);
	m->host->sink = note_event;
	timers = machine_alloc(m, NR_TIMERS * sizeof(*timers));
	assert_non_null(timers);
	for (i = 0; i < NR_TIMERS; i++) {
		timers[i].object = i + 1;
		timers[i].function = do_nothing;
	}
}

static int shut_down(void **state)
{
	(void)state;
	if (m)
		machine_free(m);
	m = NULL;
	return 0;
}

/* --- geometry -------------------------------------------------------------- */

static void check_index(u64 clk, u64 delta, u32 lvl)
{
	struct request r = { .what = INDEX, .expires = clk + delta, .clk = clk };
	u64 expiry = (((clk + delta) >> (3 * lvl)) + 1) << (3 * lvl);

	machine_call(m, 0, perform, &r);
	assert_int_equal(r.bucket_expiry, expiry);
	assert_int_equal(r.ret, 64 * lvl + (expiry >> (3 * lvl) & 63));
	assert_true(r.bucket_expiry > r.expires);
	assert_true(r.bucket_expiry - r.expires <= 1ull << (3 * lvl));
}

/* Every level's first and last distance, and what lies beyond the wheel. */
static void check_levels(u32 hz, u64 clk)
{
	static const u64 from[] = { 0, 63, 504, 4032, 32256, 258048, 2064384, 16515072,
				    132120576, 1056964608 };
	u32 depth = hz > 100 ? 9 : 8;
	u64 cutoff = from[depth];
	u64 clamped = hz > 100 ? 1040187392 : 130023424;
	u64 expiry = (((clk + clamped) >> (3 * (depth - 1))) + 1) << (3 * (depth - 1));
	u64 far[] = { cutoff, cutoff + 1, 1ull << 40, INT64_MAX };
	struct request r;
	u32 i;

	for (i = 0; i < depth; i++) {
		check_index(clk, from[i], i);
		check_index(clk, from[i] + 1, i);
		check_index(clk, from[i + 1] - 1, i);
	}
	for (i = 0; i < ARRAY_SIZE(far); i++) {
		r = (struct request){ .what = INDEX, .expires = clk + far[i], .clk = clk };
		machine_call(m, 0, perform, &r);
		assert_int_equal(r.bucket_expiry, expiry);
		assert_int_equal(r.ret, 64 * (depth - 1) + (expiry >> (3 * (depth - 1)) & 63));
	}
}

static void test_geometry(void **state)
{
	static const u32 all_hz[] = { 100, 250, 300, 1000 };
	u64 offset;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(all_hz); i++) {
		boot(1, all_hz[i]);
		for (offset = 0; offset < 70; offset++)
			check_levels(all_hz[i], INITIAL_JIFFIES_OF(all_hz[i]) + offset);
		check_levels(all_hz[i], 0);
		check_levels(all_hz[i], UINT32_MAX);
		shut_down(state);
	}
}

/* A time that has passed goes into the bucket of clk, across all wraps. */
static void test_past(void **state)
{
	u64 clk = INITIAL_JIFFIES_OF(250);
	u64 past[] = { clk - 1, clk - 1000, 0, clk + (1ull << 63) };
	struct request r;
	u32 i;

	(void)state;
	boot(1, 250);
	for (i = 0; i < ARRAY_SIZE(past); i++) {
		r = (struct request){ .what = INDEX, .expires = past[i], .clk = clk };
		machine_call(m, 0, perform, &r);
		assert_int_equal(r.bucket_expiry, clk);
		assert_int_equal(r.ret, clk & 63);
	}
}

/* jiffies that wrap at 64 bits. */
static void test_wrap(void **state)
{
	(void)state;
	boot(1, 250);
	the_kernel()->jiffies_64 = UINT64_MAX - 20;
	base_at(0, BASE_GLOBAL)->clk = UINT64_MAX - 20;
	base_at(0, BASE_GLOBAL)->next_expiry = UINT64_MAX - 20 + NEXT_TIMER_MAX_DELTA;
	base_at(0, BASE_LOCAL)->next_expiry = base_at(0, BASE_GLOBAL)->next_expiry;
	base_at(0, BASE_DEF)->next_expiry = base_at(0, BASE_GLOBAL)->next_expiry;
	base_at(0, BASE_LOCAL)->clk = base_at(0, BASE_DEF)->clk = UINT64_MAX - 20;
	set_up(&timers[0], do_nothing, 0);
	CALL(0, .what = MOD, .timer = &timers[0], .expires = 30);
	pass(0, 51);
	assert_true(timer_pending(&timers[0]));
	pass(0, 1);
	assert_false(timer_pending(&timers[0]));
	assert_int_equal(last_event(EVENT_timer_expire_entry)->arg[2], 31);
}

/* --- arming ------------------------------------------------------------------ */

static void test_bases(void **state)
{
	static const struct { u32 flags, index; } cases[] = {
		{ 0, BASE_GLOBAL }, { TIMER_PINNED, BASE_LOCAL }, { TIMER_DEFERRABLE, BASE_DEF },
		{ TIMER_DEFERRABLE | TIMER_PINNED, BASE_DEF }, { TIMER_IRQSAFE, BASE_GLOBAL },
	};
	u32 i;

	(void)state;
	boot(2, 250);
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		set_up(&timers[i], do_nothing, cases[i].flags);
		CALL(1, .what = MOD, .timer = &timers[i],
		     .expires = the_kernel()->jiffies_64 + 10);
		assert_ptr_equal(timer_base_of(&timers[i]), base_at(1, cases[i].index));
		assert_int_equal(last_event(EVENT_timer_start)->arg[3], 10);
		assert_int_equal(last_event(EVENT_timer_start)->arg[5], 1);
		assert_int_equal(last_event(EVENT_timer_start)->arg[7], cases[i].flags);
	}
}

static void test_mod(void **state)
{
	u64 now;
	u32 before;

	(void)state;
	boot(1, 250);
	now = the_kernel()->jiffies_64;
	set_up(&timers[0], do_nothing, 0);
	assert_int_equal(CALL(0, .what = MOD_PENDING, .timer = &timers[0], .expires = now + 9), 0);
	assert_false(timer_pending(&timers[0]));
	assert_int_equal(CALL(0, .what = MOD, .timer = &timers[0], .expires = now + 100), 0);
	before = nr_events;
	/* level 1: 8 jiffies share a bucket, and nobody hears of the change */
	assert_int_equal(CALL(0, .what = MOD, .timer = &timers[0], .expires = now + 101), 1);
	assert_int_equal(nr_events, before);
	assert_int_equal(timers[0].expires, now + 101);
	assert_int_equal(CALL(0, .what = MOD, .timer = &timers[0], .expires = now + 101), 1);
	assert_int_equal(nr_events, before);
	/* another bucket: cancel and start */
	assert_int_equal(CALL(0, .what = MOD_PENDING, .timer = &timers[0], .expires = now + 200),
			 1);
	assert_int_equal(nr_events, before + 2);
	assert_int_equal(events[before].kind, EVENT_timer_cancel);
	assert_int_equal(events[before + 1].kind, EVENT_timer_start);
	/* reduce: never later */
	assert_int_equal(CALL(0, .what = REDUCE, .timer = &timers[0], .expires = now + 300), 1);
	assert_int_equal(timers[0].expires, now + 200);
	assert_int_equal(CALL(0, .what = REDUCE, .timer = &timers[0], .expires = now + 20), 1);
	assert_int_equal(timers[0].expires, now + 20);
	assert_int_equal(CALL(0, .what = DELETE, .timer = &timers[0]), 1);
	assert_int_equal(CALL(0, .what = DELETE, .timer = &timers[0]), 0);
	assert_true(base_at(0, BASE_GLOBAL)->next_expiry_recalc);
	assert_int_equal(CALL(0, .what = REDUCE, .timer = &timers[0], .expires = now + 30), 0);
	assert_true(timer_pending(&timers[0]));
}

/* A timer goes to the CPU that arms it, unless its callback runs. */
static void test_migration(void **state)
{
	u64 now;

	(void)state;
	boot(2, 250);
	now = the_kernel()->jiffies_64;
	set_up(&timers[0], do_nothing, 0);
	CALL(0, .what = MOD, .timer = &timers[0], .expires = now + 10);
	CALL(1, .what = MOD, .timer = &timers[0], .expires = now + 20);
	assert_ptr_equal(timer_base_of(&timers[0]), base_at(1, BASE_GLOBAL));
	base_at(1, BASE_GLOBAL)->running_timer = &timers[0];
	CALL(0, .what = MOD, .timer = &timers[0], .expires = now + 30);
	assert_ptr_equal(timer_base_of(&timers[0]), base_at(1, BASE_GLOBAL));
	base_at(1, BASE_GLOBAL)->running_timer = NULL;
	/* a move within the bucket does not change the CPU */
	CALL(1, .what = MOD, .timer = &timers[0], .expires = now + 100);
	CALL(0, .what = MOD, .timer = &timers[0], .expires = now + 101);
	assert_ptr_equal(timer_base_of(&timers[0]), base_at(1, BASE_GLOBAL));
}

static void test_add_on(void **state)
{
	u64 now;

	(void)state;
	boot(3, 250);
	now = the_kernel()->jiffies_64;
	set_up(&timers[0], do_nothing, 0);
	CALL(0, .what = ADD_ON, .timer = &timers[0], .expires = now + 5, .cpu = 2);
	assert_ptr_equal(timer_base_of(&timers[0]), base_at(2, BASE_LOCAL));
	CALL(0, .what = DELETE, .timer = &timers[0]);
	CALL(1, .what = ADD_GLOBAL, .timer = &timers[0], .expires = now + 5);
	assert_ptr_equal(timer_base_of(&timers[0]), base_at(1, BASE_GLOBAL));
	CALL(1, .what = DELETE, .timer = &timers[0]);
	CALL(1, .what = ADD_LOCAL, .timer = &timers[0], .expires = now + 5);
	assert_ptr_equal(timer_base_of(&timers[0]), base_at(1, BASE_LOCAL));
}

/* Refused, said once, and nothing changed. */
static void test_warnings(void **state)
{
	u64 now;

	(void)state;
	boot(2, 250);
	now = the_kernel()->jiffies_64;
	set_up(&timers[0], do_nothing, 0);
	CALL(0, .what = MOD, .timer = &timers[0], .expires = now + 10);
	timers[0].expires = now + 10;
	nr_events = 0;
	CALL(1, .what = ADD, .timer = &timers[0], .expires = now + 10);
	assert_int_equal(the_kernel()->nr_warnings, 1);
	assert_int_equal(nr_events, 1);
	assert_int_equal(events[0].kind, EVENT_console);
	CALL(1, .what = ADD, .timer = &timers[0], .expires = now + 10);
	assert_int_equal(the_kernel()->nr_warnings, 1);
	assert_int_equal(nr_events, 1);
	CALL(1, .what = ADD_ON, .timer = &timers[0], .expires = now + 10, .cpu = 1);
	assert_int_equal(the_kernel()->nr_warnings, 2);
	assert_ptr_equal(timer_base_of(&timers[0]), base_at(0, BASE_GLOBAL));
}

/* In a hardware interrupt each call warns; an irqsafe timer may be waited for. */
static void test_sync_in_irq(void **state)
{
	(void)state;
	boot(1, 250);
	set_up(&timers[0], do_nothing, 0);
	set_up(&timers[1], do_nothing, TIMER_IRQSAFE);
	the_kernel()->percpu[0]->preempt_count += HARDIRQ_OFFSET;
	CALL(0, .what = DELETE_SYNC, .timer = &timers[1]);
	assert_int_equal(the_kernel()->nr_warnings, 0);
	CALL(0, .what = DELETE_SYNC, .timer = &timers[0]);
	CALL(0, .what = DELETE_SYNC, .timer = &timers[0]);
	assert_int_equal(the_kernel()->nr_warnings, 2);
}

/* next_expiry claims a bucket that has nothing, and neither of the two good
 * reasons holds: a warning, once. */
static void test_lost_bucket(void **state)
{
	struct timer_base *base;
	u32 i;

	(void)state;
	boot(1, 250);
	base = base_at(0, BASE_GLOBAL);
	set_up(&timers[0], do_nothing, 0);
	CALL(0, .what = MOD, .timer = &timers[0], .expires = the_kernel()->jiffies_64 + 50);
	CALL(0, .what = DELETE, .timer = &timers[0]);
	pass(0, 60);			/* the bucket is doubtful, then gone */
	assert_int_equal(the_kernel()->nr_warnings, 0);
	CALL(0, .what = MOD, .timer = &timers[0], .expires = the_kernel()->jiffies_64 + 50);
	for (i = 0; i < 2; i++) {
		base->next_expiry = the_kernel()->jiffies_64 + 1;
		pass(0, 2);
		assert_int_equal(the_kernel()->nr_warnings, 1);
	}
}

/* --- cancelling ----------------------------------------------------------------- */

static void test_shutdown(void **state)
{
	u64 now;

	(void)state;
	boot(1, 250);
	now = the_kernel()->jiffies_64;
	set_up(&timers[0], do_nothing, 0);
	CALL(0, .what = MOD, .timer = &timers[0], .expires = now + 10);
	assert_int_equal(CALL(0, .what = SHUTDOWN_SYNC, .timer = &timers[0]), 1);
	assert_null(timers[0].function);
	nr_events = 0;
	assert_int_equal(CALL(0, .what = MOD, .timer = &timers[0], .expires = now + 20), 0);
	CALL(0, .what = ADD, .timer = &timers[0], .expires = now + 20);
	CALL(0, .what = ADD_ON, .timer = &timers[0], .expires = now + 20, .cpu = 0);
	assert_false(timer_pending(&timers[0]));
	assert_int_equal(nr_events, 0);
	set_up(&timers[0], do_nothing, 0);
	assert_int_equal(CALL(0, .what = MOD, .timer = &timers[0], .expires = now + 20), 0);
	assert_true(timer_pending(&timers[0]));
	assert_int_equal(CALL(0, .what = SHUTDOWN, .timer = &timers[0]), 1);
	assert_int_equal(CALL(0, .what = SHUTDOWN, .timer = &timers[0]), 0);
}

/* While the callback runs: try gives up, shutdown takes the function away, and
 * whoever waits for it on its own CPU waits forever. */
static int tried;

static void try_in_callback(struct timer_list *timer)
{
	tried = try_to_del_timer_sync(timer);
}

static void wait_in_callback(struct timer_list *timer)
{
	timer_delete_sync(timer);
}

static void test_running(void **state)
{
	struct request r = { .what = SOFTIRQ };

	(void)state;
	boot(1, 250);
	set_up(&timers[0], try_in_callback, 0);
	CALL(0, .what = MOD, .timer = &timers[0], .expires = the_kernel()->jiffies_64 + 1);
	tried = 0;
	pass(0, 2);
	assert_int_equal(tried, -1);
	set_up(&timers[0], wait_in_callback, 0);
	CALL(0, .what = MOD, .timer = &timers[0], .expires = the_kernel()->jiffies_64 + 1);
	the_kernel()->jiffies_64 += 2;
	assert_int_equal(machine_call(m, 0, perform, &r), -EDEADLK);
	assert_int_equal(m->cpu[0].wait_kind, WAIT_TIMER_CALLBACK);
	assert_int_equal(m->cpu[0].wait_for, timers[0].object);
	assert_int_equal(m->cpu[0].wait_cpu, 0);
}

/* --- expiring --------------------------------------------------------------------- */

static u32 fired[64];
static u32 nr_fired;

static void note_expiry(struct timer_list *timer)
{
	fired[nr_fired++ % 64] = timer->object;
}

/* Coarser levels first; in a bucket, last queued first. */
static void test_order(void **state)
{
	static const u32 wanted[] = { 2, 1, 5, 4, 3 };
	u64 due;
	u32 i;

	(void)state;
	boot(1, 250);
	due = (the_kernel()->jiffies_64 + 200) & ~63ull;
	nr_fired = 0;
	for (i = 0; i < 5; i++) {
		set_up(&timers[i], note_expiry, 0);
		if (i == 2)
			the_kernel()->jiffies_64 = due - 10;
		CALL(0, .what = MOD, .timer = &timers[i], .expires = i < 2 ? due - 5 : due - 1);
		assert_int_equal(last_event(EVENT_timer_start)->arg[4], due);
	}
	pass(0, 9);
	assert_int_equal(nr_fired, 0);
	pass(0, 1);
	assert_int_equal(nr_fired, 5);
	for (i = 0; i < 5; i++)
		assert_int_equal(fired[i], wanted[i]);
	assert_int_equal(last_event(EVENT_timer_expire_entry)->arg[3], due);
	assert_int_equal(base_at(0, BASE_GLOBAL)->clk, due + 1);
}

static void arm_again(struct timer_list *timer)
{
	nr_fired++;
	mod_timer(timer, jiffies);
}

/* A callback that arms its timer for now gets the next jiffy, not this one. */
static void test_no_endless_run(void **state)
{
	(void)state;
	boot(1, 250);
	set_up(&timers[0], arm_again, 0);
	nr_fired = 0;
	CALL(0, .what = MOD, .timer = &timers[0], .expires = the_kernel()->jiffies_64);
	pass(0, 5);
	assert_int_equal(nr_fired, 5);
}

/* FACTS rule 5: the second list of a run reports clk - 1, and a callback of
 * the first has moved clk to jiffies. */
static void arm_other(struct timer_list *timer)
{
	(void)timer;
	mod_timer(&timers[9], jiffies + 50);
}

static void test_late_baseclk(void **state)
{
	u64 due;

	(void)state;
	boot(1, 250);
	set_up(&timers[0], arm_other, TIMER_DEFERRABLE);
	set_up(&timers[1], note_expiry, TIMER_DEFERRABLE);
	set_up(&timers[9], do_nothing, TIMER_DEFERRABLE);
	due = (the_kernel()->jiffies_64 + 200) & ~7ull;
	CALL(0, .what = MOD, .timer = &timers[0], .expires = due - 5);
	the_kernel()->jiffies_64 = due - 10;
	CALL(0, .what = MOD, .timer = &timers[1], .expires = due - 1);
	the_kernel()->jiffies_64 = due + 30;
	nr_events = 0;
	CALL(0, .what = SOFTIRQ);
	assert_int_equal(events[1].kind, EVENT_timer_expire_entry);
	assert_int_equal(events[1].arg[3], due);
	assert_int_equal(last_event(EVENT_timer_expire_entry)->arg[0], timers[1].object);
	assert_int_equal(last_event(EVENT_timer_expire_entry)->arg[3], due + 29);
}

static bool irqs_were_on;
static bool locked_inside;

static void look_around(struct timer_list *timer)
{
	struct timer_base *base = (struct timer_base *)timer_base_of(timer);

	irqs_were_on = cpu_irqs_on();
	locked_inside = base->lock.locked;
	fired[0] = base->running_timer == timer;
}

static void test_context(void **state)
{
	u32 flags;

	(void)state;
	boot(1, 250);
	for (flags = 0; flags <= TIMER_IRQSAFE; flags += TIMER_IRQSAFE) {
		set_up(&timers[0], look_around, flags);
		CALL(0, .what = MOD, .timer = &timers[0],
		     .expires = the_kernel()->jiffies_64 + 1);
		pass(0, 2);
		assert_int_equal(irqs_were_on, flags == 0);
		assert_false(locked_inside);
		assert_int_equal(fired[0], 1);
		assert_null(base_at(0, BASE_GLOBAL)->running_timer);
	}
}

static void leak_preemption(struct timer_list *timer)
{
	(void)timer;
	preempt_disable();
}

static void test_preempt_leak(void **state)
{
	u32 count;

	(void)state;
	boot(1, 250);
	count = the_kernel()->percpu[0]->preempt_count;
	set_up(&timers[0], leak_preemption, 0);
	CALL(0, .what = MOD, .timer = &timers[0], .expires = the_kernel()->jiffies_64 + 1);
	pass(0, 2);
	assert_int_equal(the_kernel()->nr_warnings, 1);
	assert_int_equal(the_kernel()->percpu[0]->preempt_count, count);
}

/* A callback removes the timer that would come next in its own list. */
static void delete_next(struct timer_list *timer)
{
	(void)timer;
	tried = timer_delete(&timers[0]);
}

static void test_delete_from_list(void **state)
{
	u64 due;

	(void)state;
	boot(1, 250);
	due = the_kernel()->jiffies_64 + 3;
	nr_fired = 0;
	set_up(&timers[0], note_expiry, 0);
	set_up(&timers[1], delete_next, 0);
	CALL(0, .what = MOD, .timer = &timers[0], .expires = due);
	CALL(0, .what = MOD, .timer = &timers[1], .expires = due);
	pass(0, 10);
	assert_int_equal(tried, 1);
	assert_int_equal(nr_fired, 0);
}

static void test_remote(void **state)
{
	(void)state;
	boot(2, 250);
	nr_fired = 0;
	set_up(&timers[0], note_expiry, 0);
	CALL(0, .what = MOD, .timer = &timers[0], .expires = the_kernel()->jiffies_64 + 1);
	pass(1, 2);
	assert_int_equal(nr_fired, 0);
	CALL(1, .what = REMOTE, .cpu = 0);
	assert_int_equal(nr_fired, 1);
	assert_int_equal(last_event(EVENT_timer_expire_entry)->cpu, 1);
}

/* --- idle ------------------------------------------------------------------------------ */

/* LOCAL and GLOBAL are brought up to date, DEF is not, and so a deferrable
 * timer armed afterwards lands on a coarser level. */
static void test_idle(void **state)
{
	struct request r = { .what = IDLE };
	u64 now;

	(void)state;
	boot(1, 250);
	now = the_kernel()->jiffies_64;
	set_up(&timers[0], do_nothing, 0);
	set_up(&timers[1], do_nothing, TIMER_DEFERRABLE);
	set_up(&timers[2], do_nothing, TIMER_DEFERRABLE);
	CALL(0, .what = MOD, .timer = &timers[0], .expires = now + 500);
	CALL(0, .what = MOD, .timer = &timers[1], .expires = now + 2);
	the_kernel()->jiffies_64 += 70;
	assert_int_equal(request(0, &r), 0);
	assert_true(r.ret);
	assert_int_equal(r.bucket_expiry, (now + 500 + 8) & ~7ull);
	assert_int_equal(base_at(0, BASE_GLOBAL)->clk, now + 70);
	assert_int_equal(base_at(0, BASE_LOCAL)->clk, now + 70);
	assert_int_equal(base_at(0, BASE_DEF)->clk, now);
	assert_int_equal(last_event(EVENT_timer_base_idle)->arg[0], 1);
	CALL(0, .what = MOD, .timer = &timers[2], .expires = now + 72);
	assert_int_equal(base_at(0, BASE_DEF)->clk, now + 3);
	assert_int_equal(last_event(EVENT_timer_start)->arg[6] / 64, 1);
	/* a doubtful next_expiry becomes exact */
	CALL(0, .what = DELETE, .timer = &timers[0]);
	base_at(0, BASE_LOCAL)->is_idle = false;
	assert_int_equal(request(0, &r), 0);
	assert_false(base_at(0, BASE_GLOBAL)->next_expiry_recalc);
	assert_int_equal(r.bucket_expiry, KTIME_MAX);
}

/* --- a long history ---------------------------------------------------------------------- */

static u64 seed;

static u64 draw(u64 n)
{
	seed = seed * 6364136223846793005ull + 1442695040888963407ull;
	return (seed >> 33) % n;
}

static u64 asked[NR_TIMERS + 1];	/* when each timer was told to expire */
static u64 early;

static void check_expiry(struct timer_list *timer)
{
	nr_fired++;
	early += time_before(jiffies, asked[timer->object]);
	if (timer->object % 5 == 0) {
		asked[timer->object] = jiffies + timer->object;
		mod_timer(timer, asked[timer->object]);
	}
}

static u64 draw_delta(void)
{
	static const u64 range[] = { 3, 70, 600, 5000, 40000, 300000, 1ull << 31, 1ull << 40 };

	return draw(range[draw(ARRAY_SIZE(range))]);
}

static void random_call(u32 nr_cpus)
{
	struct timer_list *timer = &timers[draw(NR_TIMERS)];
	u64 now = the_kernel()->jiffies_64;
	u64 expires = now + draw_delta() - draw(3);
	u32 cpu = (u32)draw(nr_cpus);

	if (timer->expires - now > 1000000)	/* cut off: may come early */
		expires = now + draw(70000);
	switch (draw(8)) {
	case 0:
		CALL(cpu, .what = DELETE, .timer = timer);
		break;
	case 1:
		if (!timer_pending(timer))
			CALL(cpu, .what = ADD_ON, .timer = timer, .expires = expires,
			     .cpu = (u32)draw(nr_cpus));
		break;
	case 2:
		CALL(cpu, .what = REDUCE, .timer = timer, .expires = expires);
		break;
	case 3:
		CALL(cpu, .what = DELETE_SYNC, .timer = timer);
		break;
	default:
		CALL(cpu, .what = MOD, .timer = timer, .expires = expires);
		break;
	}
	asked[timer->object] = timer->expires;
}

static void random_history(u32 nr_cpus, u32 hz, u64 steps)
{
	static const u32 flags[] = { 0, 0, TIMER_PINNED, TIMER_DEFERRABLE, TIMER_IRQSAFE };
	u32 i, cpu;

	boot(nr_cpus, hz);
	seed = hz;
	nr_fired = 0;
	early = 0;
	for (i = 0; i < NR_TIMERS; i++)
		set_up(&timers[i], check_expiry, flags[i % ARRAY_SIZE(flags)]);
	while (steps--) {
		random_call(nr_cpus);
		if (draw(3))
			continue;
		the_kernel()->jiffies_64 += draw(10) ? 1 : draw(300);
		for (cpu = 0; cpu < nr_cpus; cpu++) {
			if (!draw(4))
				CALL(cpu, .what = IDLE);
			else
				CALL(cpu, .what = SOFTIRQ);
			base_at(cpu, BASE_LOCAL)->is_idle = false;
		}
	}
	assert_int_equal(early, 0);
	assert_true(nr_fired > 1000);
	assert_int_equal(the_kernel()->nr_warnings, 0);
	machine_free(m);
	m = NULL;
}

static void test_history(void **state)
{
	(void)state;
	random_history(1, 100, 8000);
	random_history(2, 250, 8000);
	random_history(3, 300, 8000);
	random_history(4, 1000, 8000);
}

/* The check itself notices what is broken. */
static void test_check(void **state)
{
	struct timer_base *base;

	(void)state;
	boot(1, 250);
	base = base_at(0, BASE_GLOBAL);
	set_up(&timers[0], do_nothing, 0);
	CALL(0, .what = MOD, .timer = &timers[0], .expires = the_kernel()->jiffies_64 + 10);
	base->next_expiry++;
	assert_non_null(wheel_check(m));
	base->next_expiry--;
	assert_null(wheel_check(m));
	timers[0].flags ^= TIMER_PINNED;
	assert_non_null(wheel_check(m));
	timers[0].flags ^= TIMER_PINNED;
	base->pending_map[3] = 1;
	assert_non_null(wheel_check(m));
	base->pending_map[3] = 0;
	base->clk += 2;
	assert_non_null(wheel_check(m));
	base->clk -= 2;
	memset(&timers[0], POISON_FREE, sizeof(timers[0]));
	assert_non_null(wheel_check(m));
}

/* Timers that are set up and armed again while they are pending close their
 * bucket's list into a circle.  Whoever reads it sees each of them once. */
static void test_circle(void **state)
{
	static const u32 order[] = { 0, 1, 2, 1, 3 };
	const struct hlist_head *bucket;
	const struct state_field *list;
	const struct timer_base *base;
	struct state_walk walk;
	u64 digest;
	u32 i;

	(void)state;
	boot(1, 250);
	for (i = 0; i < ARRAY_SIZE(order); i++) {
		struct timer_list *timer = &timers[order[i]];
		struct request setup = { .what = SETUP, .timer = timer, .fn = do_nothing };
		struct request mod = { .what = MOD, .timer = timer };

		mod.expires = the_kernel()->jiffies_64 + 10;
		machine_call(m, 0, perform, &setup);
		machine_call(m, 0, perform, &mod);
	}
	/* 3 -> 1 -> 2 -> 1 ...; 0 is lost. */
	base = base_at(0, BASE_GLOBAL);
	bucket = &base->vectors[timer_get_idx(&timers[1])];
	list = state_find(state_find(&timer_base_type, "vectors", 7)->type, "timer", 5);
	walk = state_walk(list, bucket);
	assert_ptr_equal(state_walk_next(&walk), &timers[3]);
	assert_ptr_equal(state_walk_next(&walk), &timers[1]);
	assert_ptr_equal(state_walk_next(&walk), &timers[2]);
	assert_null(state_walk_next(&walk));
	assert_null(state_walk_next(&walk));
	assert_string_equal(wheel_check(m), "wheel: a bucket's list runs in circles");
	digest = state_digest(&timer_base_type, base);
	assert_true(digest == state_digest(&timer_base_type, base));
}

/* --- jiffies ---------------------------------------------------------------------------------- */

static void test_jiffies(void **state)
{
	(void)state;
	assert_int_equal(INITIAL_JIFFIES_OF(250), 4294892296ull);
	assert_int_equal(msecs_to_jiffies(250, 0), 0);
	assert_int_equal(msecs_to_jiffies(250, 1), 1);
	assert_int_equal(msecs_to_jiffies(250, 5), 2);
	assert_int_equal(msecs_to_jiffies(300, 10), 3);
	assert_int_equal(msecs_to_jiffies(300, 11), 4);
	assert_int_equal(msecs_to_jiffies(1000, 1u << 31), MAX_JIFFY_OFFSET);
	assert_int_equal(usecs_to_jiffies(1000, 1001), 2);
	assert_int_equal(usecs_to_jiffies(250, 4294959296ull), 1073740);
	assert_int_equal(usecs_to_jiffies(250, 4294959297ull), MAX_JIFFY_OFFSET);
	assert_int_equal(timespec64_to_jiffies(250, 1, 500000000), 375);
	assert_int_equal(timespec64_to_jiffies(250, 0, 1), 1);
	assert_int_equal(timespec64_to_jiffies(100, 3600, 0), 360000);
	assert_int_equal(timespec64_to_jiffies(1000, 2, 1), 2001);
	assert_int_equal(tick_nsec(300), 3333333);
}

static u64 rounded;

static void call_round(void *arg)
{
	rounded = round_jiffies(*(u64 *)arg);
}

/* Whole seconds, 3 jiffies earlier on each further CPU, and never the past. */
static void test_round(void **state)
{
	u64 second, j;

	(void)state;
	boot(2, 250);
	second = (the_kernel()->jiffies_64 / 250 + 10) * 250;
	j = second + 10;
	machine_call(m, 0, call_round, &j);
	assert_int_equal(rounded, second);
	j = second + 100;
	machine_call(m, 0, call_round, &j);
	assert_int_equal(rounded, second + 250);
	machine_call(m, 1, call_round, &j);
	assert_int_equal(rounded, second + 247);
	the_kernel()->jiffies_64 = second + 5;
	j = second + 6;
	machine_call(m, 0, call_round, &j);
	assert_int_equal(rounded, second + 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_geometry, shut_down),
		cmocka_unit_test_teardown(test_past, shut_down),
		cmocka_unit_test_teardown(test_wrap, shut_down),
		cmocka_unit_test_teardown(test_bases, shut_down),
		cmocka_unit_test_teardown(test_mod, shut_down),
		cmocka_unit_test_teardown(test_migration, shut_down),
		cmocka_unit_test_teardown(test_add_on, shut_down),
		cmocka_unit_test_teardown(test_warnings, shut_down),
		cmocka_unit_test_teardown(test_sync_in_irq, shut_down),
		cmocka_unit_test_teardown(test_lost_bucket, shut_down),
		cmocka_unit_test_teardown(test_shutdown, shut_down),
		cmocka_unit_test_teardown(test_running, shut_down),
		cmocka_unit_test_teardown(test_order, shut_down),
		cmocka_unit_test_teardown(test_no_endless_run, shut_down),
		cmocka_unit_test_teardown(test_late_baseclk, shut_down),
		cmocka_unit_test_teardown(test_context, shut_down),
		cmocka_unit_test_teardown(test_preempt_leak, shut_down),
		cmocka_unit_test_teardown(test_delete_from_list, shut_down),
		cmocka_unit_test_teardown(test_remote, shut_down),
		cmocka_unit_test_teardown(test_idle, shut_down),
		cmocka_unit_test_teardown(test_history, shut_down),
		cmocka_unit_test_teardown(test_check, shut_down),
		cmocka_unit_test_teardown(test_circle, shut_down),
		cmocka_unit_test_teardown(test_jiffies, shut_down),
		cmocka_unit_test_teardown(test_round, shut_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
