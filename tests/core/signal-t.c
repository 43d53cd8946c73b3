/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pending lists and sets of signals, looked at entry by entry: what is queued
 * once and what each time, in which order it is taken, what counts against
 * RLIMIT_SIGPENDING and until when, and si_overrun of a timer's one entry.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/program.h"
#include "linux/kernel.h"
#include "linux/process.h"

/* --- a session with one idle process, p ------------------------------------------- */

static struct front *front;
static struct process *p;

static struct front *new_front(u32 release)
{
	static FILE *nowhere;
	struct front_options options = {
		.batch = true,
		.limits = {
			.steps = UINT64_MAX, .time = KTIME_MAX, .memory = 64 << 20,
			.output = UINT64_MAX,
		},
	};
	struct session_config config = {
		.kernel = {
			.nr_cpus = 1, .hz = 1000, .jiffies0 = INITIAL_JIFFIES_OF(1000),
			.ticks = true, .highres = true, .nohz = true, .release = release,
		},
	};
	const char *error = "";

	if (!nowhere)
		nowhere = fopen("/dev/null", "w");
	options.out = nowhere;
	options.err = nowhere;
	front = front_new(&options, &config, &error);
	if (!front)
		fail_msg("no session: %s", error);
	return front;
}

/* A statement, and 1 ms for it to happen. */
static void say(const char *text)
{
	const char *broken;

	if (program_input(front, text))
		fail_msg("%s", text);
	program_run_time(front, front_machine(front)->now + NSEC_PER_MSEC);
	state_use(front_machine(front));
	broken = kernel_check(front_machine(front));
	if (broken)
		fail_msg("after `%s`: %s", text, broken);
}

static void *named(const char *name)
{
	struct machine *m = front_machine(front);

	return object_find(m, string_lookup(m, name, strlen(name)))->memory;
}

static struct process *process(const char *name)
{
	return named(name);
}

static void begin(u32 release)
{
	new_front(release);
	say("process p");
	p = process("p");
}

static void end(void)
{
	front_free(front);
}

/* --- what is pending -------------------------------------------------------------- */

static struct sigqueue *entry(const struct sigpending *pending, u32 i)
{
	const struct list_head *node = pending->list.next;

	while (node != &pending->list && i--)
		node = node->next;
	return node == &pending->list ? NULL : list_entry(node, struct sigqueue, list);
}

static u32 entries(const struct sigpending *pending)
{
	u32 n = 0;

	while (entry(pending, n))
		n++;
	return n;
}

static void assert_entry(const struct sigpending *pending, u32 i, int sig, u64 value)
{
	const struct sigqueue *q = entry(pending, i);

	assert_non_null(q);
	assert_int_equal(q->info.si_signo, sig);
	assert_int_equal(q->info.si_value, value);
}

static u64 counted(void)
{
	return ((const struct kernel *)front_machine(front)->kernel)->nr_sigqueues;
}

/* --- tests ------------------------------------------------------------------------ */

/* A standard signal is queued once; the first siginfo is the one that counts. */
static void test_standard_once(void **state)
{
	const struct sigpending *shared;

	(void)state;
	begin(612);
	shared = &p->shared_pending;
	say("block p all");
	say("sigqueue p SIGUSR1 value=1");
	say("sigqueue p SIGUSR1 value=2");
	say("kill p SIGUSR1");
	assert_int_equal(entries(shared), 1);
	assert_entry(shared, 0, SIGUSR1, 1);
	assert_true(shared->signal == SIG_BIT(SIGUSR1));
	assert_int_equal(counted(), 1);
	/* the thread's own list is another one */
	say("tgkill p p SIGUSR1");
	assert_int_equal(entries(shared), 1);
	assert_int_equal(entries(&p->group_leader->pending), 1);
	assert_int_equal(counted(), 2);
	/* and is taken first */
	say("sigwaitinfo p SIGUSR1");
	assert_int_equal(entries(&p->group_leader->pending), 0);
	assert_int_equal(entries(shared), 1);
	say("sigwaitinfo p SIGUSR1");
	assert_int_equal(shared->signal, 0);
	assert_int_equal(counted(), 0);
	end();
}

/* Real-time signals: each time, in order; the bit stays until the last. */
static void test_realtime_order(void **state)
{
	const struct sigpending *shared;
	u32 i;

	(void)state;
	begin(612);
	shared = &p->shared_pending;
	say("block p all");
	say("sigqueue p SIGRTMIN+1 value=10");
	say("sigqueue p SIGRTMIN value=20");
	say("sigqueue p SIGRTMIN+1 value=11");
	say("sigqueue p SIGRTMIN value=21");
	say("sigqueue p SIGRTMIN value=22");
	assert_int_equal(entries(shared), 5);
	assert_entry(shared, 0, SIGNAL_RTMIN + 1, 10);
	assert_entry(shared, 1, SIGNAL_RTMIN, 20);
	assert_entry(shared, 4, SIGNAL_RTMIN, 22);
	/* lowest number first, of one number the oldest */
	for (i = 0; i < 3; i++) {
		assert_true(shared->signal & SIG_BIT(SIGNAL_RTMIN));
		assert_int_equal(next_signal(shared, 0), SIGNAL_RTMIN);
		say("sigwaitinfo p all");
		assert_int_equal(entries(shared), 4 - i);
	}
	assert_true(shared->signal == SIG_BIT(SIGNAL_RTMIN + 1));
	assert_entry(shared, 0, SIGNAL_RTMIN + 1, 10);
	assert_entry(shared, 1, SIGNAL_RTMIN + 1, 11);
	/* what is masked out is passed over */
	assert_int_equal(next_signal(shared, SIG_BIT(SIGNAL_RTMIN + 1)), 0);
	say("sigaction p SIGRTMIN+1 SIG_IGN");
	assert_int_equal(entries(shared), 0);
	assert_int_equal(shared->signal, 0);
	assert_int_equal(counted(), 0);
	end();
}

/* Faults come before lower numbers; SIGKILL has no entry. */
static void test_synchronous_first(void **state)
{
	const struct sigpending *shared;

	(void)state;
	begin(612);
	shared = &p->shared_pending;
	say("block p all");
	say("kill p SIGUSR1");
	say("kill p SIGHUP");
	say("kill p SIGSEGV");
	assert_int_equal(next_signal(shared, 0), SIGSEGV);
	assert_int_equal(next_signal(shared, SIG_BIT(SIGSEGV)), SIGHUP);
	/* a stop signal and SIGCONT take each other off the list */
	say("kill p SIGTSTP");
	assert_true(shared->signal & SIG_BIT(SIGTSTP));
	say("kill p SIGCONT");
	assert_false(shared->signal & SIG_BIT(SIGTSTP));
	assert_true(shared->signal & SIG_BIT(SIGCONT));
	say("kill p SIGTTIN");
	assert_false(shared->signal & SIG_BIT(SIGCONT));
	assert_int_equal(counted(), entries(shared));
	end();
}

/* RLIMIT_SIGPENDING counts entries, wherever they are. */
static void test_limit(void **state)
{
	const struct sigpending *shared;

	(void)state;
	begin(612);
	shared = &p->shared_pending;
	say("block p all");
	say("setrlimit p SIGPENDING 3");
	say("timer_create p CLOCK_MONOTONIC SIGRTMIN");
	assert_int_equal(counted(), 1);
	say("sigqueue p SIGRTMIN value=1");
	say("tgkill p p SIGRTMIN");
	assert_int_equal(counted(), 3);
	/* full: a value would be lost, so the real-time signal is refused */
	say("sigqueue p SIGRTMIN value=2");
	assert_int_equal(entries(shared), 1);
	assert_int_equal(counted(), 3);
	/* a standard one with a value loses it: a bit without an entry */
	say("sigqueue p SIGUSR2 value=2");
	assert_true(shared->signal & SIG_BIT(SIGUSR2));
	assert_int_equal(entries(shared), 1);
	/* kill() and the kernel go over the limit */
	say("kill p SIGUSR1");
	assert_int_equal(entries(shared), 2);
	assert_int_equal(counted(), 4);
	/* no timer any more */
	say("timer_create p CLOCK_MONOTONIC SIGRTMIN");
	assert_int_equal(counted(), 4);
	/* another process of the same user is counted in */
	say("process q");
	say("block q all");
	say("setrlimit q SIGPENDING 4");
	say("sigqueue q SIGRTMIN value=1");
	assert_int_equal(entries(&process("q")->shared_pending), 0);
	/* exit gives all of it back */
	say("kill p SIGKILL");
	assert_int_equal(counted(), 0);
	say("sigqueue q SIGRTMIN value=1");
	assert_int_equal(counted(), 1);
	end();
}

static void assert_overrun(u32 release, s32 queued_later, s32 overrun)
{
	const struct sigpending *shared;
	const struct result *result;
	const struct sigqueue *q;

	begin(release);
	shared = &p->shared_pending;
	say("block p all");
	say("timer_create p CLOCK_MONOTONIC SIGRTMIN sival=7");
	/* oneshot, again and again: it expires while its signal is pending */
	say("timer_settime p 0 value=100us");
	assert_int_equal(entries(shared), 1);
	q = entry(shared, 0);
	assert_true(q->flags & SIGQUEUE_PREALLOC);
	assert_int_equal(q->info.si_overrun, 0);
	say("timer_settime p 0 value=100us");
	say("timer_settime p 0 value=100us");
	assert_ptr_equal(entry(shared, 0), q);
	assert_int_equal(entries(shared), 1);
	assert_int_equal(q->info.si_overrun, queued_later);
	assert_int_equal(counted(), 1);
	/* periodic: one entry, however often it would have expired */
	say("timer_settime p 0 value=100us interval=100us");
	say("nop");
	assert_int_equal(entries(shared), 1);
	/* taken after 2 ms: 19 periods were missed, and what the entry says */
	say("sigwaitinfo p SIGRTMIN -> r");
	result = named("r");
	assert_int_equal(result->rc, SIGNAL_RTMIN);
	assert_int_equal(result->out.data.info.si_value, 7);
	assert_int_equal(result->out.data.info.si_overrun, overrun);
	/* deleting gives the count back when the signal is gone as well */
	say("timer_delete p 0");
	say("sigtimedwait p SIGRTMIN timeout=0s");
	assert_int_equal(counted(), 0);
	end();
}

/* 6.12 adds expiries to the queued entry; 6.18 begins anew with each setting. */
static void test_overrun(void **state)
{
	(void)state;
	assert_overrun(612, 2, 22);
	assert_overrun(618, 0, 19);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_standard_once),
		cmocka_unit_test(test_realtime_order),
		cmocka_unit_test(test_synchronous_first),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_overrun),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
