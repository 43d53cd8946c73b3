/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state tables: complete, found by paths, safe to read, and canonical.
 *
 * The first test is the one that keeps the tables honest: it counts the bytes
 * of each struct that no field describes.  What is left out on purpose stands
 * in a list with the reason why.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "linux/posix_timers.h"
#include "linux/process.h"
#include "linux/timerfd.h"
#include "linux/state.h"
#include "tests/machine.h"

/* --- completeness -------------------------------------------------------- */

/* Bytes that need no field of their own. */
struct left_out {
	size_t offset, size;
	const char *why;
};

#define OUT(struct_, member_, why_) \
	{ offsetof(struct_, member_), sizeof(((struct_ *)0)->member_), why_ }
/* Padding between two neighbours; never as much as a pointer. */
#define GAP(struct_, a_, b_) \
	{ offsetof(struct_, a_) + sizeof(((struct_ *)0)->a_), \
	  offsetof(struct_, b_) - offsetof(struct_, a_) - sizeof(((struct_ *)0)->a_), NULL }
#define TAIL(struct_, a_) \
	{ offsetof(struct_, a_) + sizeof(((struct_ *)0)->a_), \
	  sizeof(struct_) - offsetof(struct_, a_) - sizeof(((struct_ *)0)->a_), NULL }

static const struct left_out machine_out[] = {
	OUT(struct machine, base, "the arena itself"),
	OUT(struct machine, size, "the arena itself"),
	OUT(struct machine, heap_used, "the arena itself; grows with the ABI's structs"),
	OUT(struct machine, heap_max, "the arena itself"),
	OUT(struct machine, stack_size, "the arena itself"),
	OUT(struct machine, stack_slots, "the arena itself"),
	OUT(struct machine, stack_high, "the arena itself"),
	OUT(struct machine, heap_live, "grows with the ABI's structs"),
	OUT(struct machine, free_list, "addresses of free memory"),
	OUT(struct machine, slot, "stacks show as call stacks"),
	OUT(struct machine, strings, "strings show where they are used"),
	OUT(struct machine, os, "constant"),
	OUT(struct machine, kernel, "its members are fields of the machine"),
	OUT(struct machine, slice, "depends on where we stopped"),
	OUT(struct machine, slice_start, "depends on where we stopped"),
	OUT(struct machine, instant_steps, "the controller's"),
	OUT(struct machine, last_cpu, "the controller's"),
	OUT(struct machine, devices, "list `device`"),
	OUT(struct machine, next_device_id, "shows in the devices' ids"),
	OUT(struct machine, stop, "why we stopped, not what is"),
	OUT(struct machine, stop_cpu, "why we stopped, not what is"),
	OUT(struct machine, stop_text, "why we stopped, not what is"),
	OUT(struct machine, cpu, "list `cpu`"),
	OUT(struct machine, host, "not part of the machine"),
	GAP(struct machine, stack_high, heap_live),
	GAP(struct machine, forced_cpu, devices),
	GAP(struct machine, stop_text, cpu),
};

static const struct left_out cpu_out[] = {
	OUT(struct cpu, co, "list `stack`"),
	OUT(struct cpu, boot_co, "list `stack` of the idle task"),
	OUT(struct cpu, burn_until, "by a function: only while it burns"),
	OUT(struct cpu, standing, "the controller's; implied by state and stack"),
	OUT(struct cpu, recheck, "the controller's"),
	OUT(struct cpu, relax_at, "the controller's"),
	OUT(struct cpu, relax_same, "the controller's"),
	OUT(struct cpu, relax_irqs, "the controller's"),
	OUT(struct cpu, relax_frame, "the controller's"),
	OUT(struct cpu, wait_for, "by a function"),
	GAP(struct cpu, irqs_on, irq_pending),
	GAP(struct cpu, recheck, relax_at),
	GAP(struct cpu, relax_same, relax_irqs),
	GAP(struct cpu, wait_kind, wait_for),
	TAIL(struct cpu, oops),
};

static const struct left_out task_out[] = {
	OUT(struct task, run_list, "list `queue` of the run queue"),
	OUT(struct task, all, "list `task` of the machine"),
	OUT(struct task, own_co, "list `stack`"),
	OUT(struct task, other_co, "in use within exec only"),
	OUT(struct task, co, "list `stack`"),
	OUT(struct task, thread, "where it leads"),
	OUT(struct task, state, "by a function: with names"),
	OUT(struct task, program, "by a function: its name"),
	OUT(struct task, fn, "the outermost frame of its stack"),
	GAP(struct task, on_rq, preempt_count),
	GAP(struct task, program_once, result),
	GAP(struct task, sleep_hrtimer, rc),
	GAP(struct task, irq_user_mode, next_cpu),
};

static const struct left_out rq_out[] = {
	OUT(struct rq, lock, "a struct with its own table"),
	OUT(struct rq, curr, "by a function: its name"),
	OUT(struct rq, idle, "constant"),
	OUT(struct rq, dead, "by a function: its name"),
	OUT(struct rq, leaving, "by a function: its name"),
	OUT(struct rq, queue, "a list"),
	OUT(struct rq, inbox, "a list"),
	GAP(struct rq, lock, curr),
	GAP(struct rq, need_resched, nr_switches),
};

static const struct left_out spinlock_out[] = {
	GAP(struct raw_spinlock, locked, owner_cpu),
};

static const struct left_out klock_out[] = {
	OUT(struct klock, lock.object, "the lock itself"),
	GAP(struct klock, lock.locked, lock.owner_cpu),
	TAIL(struct klock, irqs_were_on),
};

static const struct left_out tick_out[] = {
	OUT(struct tick_device, evtdev, "where it leads"),
	OUT(struct tick_device, pad, "padding"),
};

static const struct left_out clocksource_out[] = {
	OUT(struct clocksource, read, "constant"),
	OUT(struct clocksource, flags, "by a function: with names"),
	OUT(struct clocksource, list, "the list itself"),
	GAP(struct clocksource, counter.ppm, counter.base),
};

static const struct left_out timekeeper_out[] = {
	OUT(struct timekeeper, tkr_mono.clock, "by a function: its name"),
	OUT(struct timekeeper, pad, "padding"),
};

static const struct left_out timekeeping_out[] = {
	GAP(struct timekeeping, lock, shadow),
};

static const struct left_out clock_event_device_out[] = {
	OUT(struct clock_event_device, event_handler, "by a function: its name"),
	OUT(struct clock_event_device, set_next_event, "constant"),
	OUT(struct clock_event_device, set_state_periodic, "constant"),
	OUT(struct clock_event_device, set_state_oneshot, "constant"),
	OUT(struct clock_event_device, set_state_oneshot_stopped, "constant"),
	OUT(struct clock_event_device, set_state_shutdown, "constant"),
	OUT(struct clock_event_device, state_use_accessors, "by a function: with names"),
	OUT(struct clock_event_device, features, "by a function: with names"),
	OUT(struct clock_event_device, list, "lists `clockevent`, and the CPUs"),
	OUT(struct clock_event_device, chip.event, "serves, fires, and list `device`"),
	OUT(struct clock_event_device, chip.line, "field `irq`"),
};

static const struct left_out jiffies_update_out[] = {
	GAP(struct jiffies_update, lock, seq),
	GAP(struct jiffies_update, seq, next_period),
};

static const struct left_out faults_out[] = {
	OUT(struct faults, storm, "by functions: storm_next, storm_cpu"),
	OUT(struct faults, storm_softirq, "by a function: its name"),
	OUT(struct faults, pad, "padding"),
};

static const struct left_out tick_sched_out[] = {
	OUT(struct tick_sched, flags, "by a function: with names"),
	GAP(struct tick_sched, got_idle_tick, sched_timer),
};

static const struct left_out device_out[] = {
	OUT(struct device_event, next, "the list itself"),
	OUT(struct device_event, fire, "constant"),
	OUT(struct device_event, queued, "true for all in the list"),
	GAP(struct device_event, queued, cpu),
};

static const struct left_out object_out[] = {
	OUT(struct object, hash_next, "the hash by name"),
	OUT(struct object, pad, "padding"),
	OUT(struct object, memory, "lists `timer`, `lock`, `task`, `result`"),
};

static const struct left_out result_out[] = {
	OUT(struct result, serial, "list `object`"),
	OUT(struct result, out, "by functions and names, each as some call wants it"),
	GAP(struct result, returned, rc),
};

static const struct left_out process_out[] = {
	OUT(struct process, serial, "list `object`"),
	OUT(struct process, action, "list `action`"),
	OUT(struct process, signalfd_wqh, "those who sleep show in their call stacks"),
	OUT(struct process, threads, "list `thread`"),
	OUT(struct process, group_leader, "field `main`"),
	OUT(struct process, curr_target, "by a function: its name"),
	OUT(struct process, group_exec, "by a function: its name"),
	OUT(struct process, shared_pending.list, "list `queue`"),
	OUT(struct process, flags, "by a function: with names"),
	OUT(struct process, wait_chldexit, "those who sleep show in their call stacks"),
	OUT(struct process, thread_exit, "those who sleep show in their call stacks"),
	OUT(struct process, rlim, "list `rlimit`"),
	OUT(struct process, parent, "by a function: its name"),
	OUT(struct process, children, "their field `parent`"),
	OUT(struct process, sibling, "the list itself"),
	OUT(struct process, files, "list `fd`"),
	OUT(struct process, futexes, "lists `word` and `futex_waiter`"),
	OUT(struct process, timers, "a struct with its own table"),
	GAP(struct process, siglock, action),
	GAP(struct process, group_stop_count, wait_chldexit),
	OUT(struct process, cred, "a struct with its own table"),
	GAP(struct process, did_exec, pgrp),
	GAP(struct process, session, cred),
};

static const struct left_out cred_out[] = {
	OUT(struct cred, cap_permitted, "by a function: with names"),
	OUT(struct cred, cap_effective, "by a function: with names"),
	GAP(struct cred, suid, cap_permitted),
};

static const struct left_out futex_q_out[] = {
	OUT(struct futex_q, list, "list `futex_waiter`"),
	OUT(struct futex_q, task, "by a function: its name"),
	TAIL(struct futex_q, word),
};

static const struct left_out thread_out[] = {
	OUT(struct thread, task, "by functions: its number, state, CPU"),
	OUT(struct thread, process, "whose list it is in"),
	OUT(struct thread, node, "the list itself"),
	OUT(struct thread, pending.list, "list `queue`"),
	OUT(struct thread, jobctl, "by a function: with names"),
	OUT(struct thread, flags, "by a function: with names"),
	OUT(struct thread, siginfo, "where it leads"),
	OUT(struct thread, frames, "list `handlers`"),
	OUT(struct thread, restart_block, "pointers into the call that is to go on"),
	OUT(struct thread, syscall, "by a function: its name"),
	OUT(struct thread, program, "by a function: its name"),
	OUT(struct thread, job, "counted by `jobs`"),
	OUT(struct thread, jobs, "counted by `jobs`"),
	OUT(struct thread, timers, "a struct with its own table"),
	GAP(struct thread, restore_sigmask, pending),
	GAP(struct thread, idle, job),
};

static const struct left_out sigqueue_out[] = {
	OUT(struct sigqueue, list, "the list itself"),
	OUT(struct sigqueue, flags, "by a function: with names"),
	OUT(struct sigqueue, timer, "the timer's own table says so"),
	OUT(struct sigqueue, ucounts, "by a function: his uid"),
	GAP(struct sigqueue, flags, ucounts),
};

static const struct left_out sigaction_out[] = {
	OUT(struct k_sigaction, program, "by a function: its name"),
	GAP(struct k_sigaction, sa_flags, sa_mask),
};

static const struct left_out timer_out[] = {
	OUT(struct timer_list, entry, "field `pending`, and the wheels' lists"),
	OUT(struct timer_list, function, "by a function: its name"),
	OUT(struct timer_list, flags, "by functions: flags, cpu, base, idx"),
};

static const struct left_out ktimer_out[] = {
	OUT(struct ktimer, timer.entry, "field `pending`, and the wheels' lists"),
	OUT(struct ktimer, timer.function, "by a function: its name"),
	OUT(struct ktimer, timer.flags, "by functions: flags, cpu, base, idx"),
	OUT(struct ktimer, program, "the function's name"),
	OUT(struct ktimer, pad, "padding"),
};

static const struct left_out base_out[] = {
	OUT(struct timer_base, lock, "a struct with its own table"),
	OUT(struct timer_base, running_timer, "by a function: its name"),
	OUT(struct timer_base, pending_map, "a list"),
	OUT(struct timer_base, vectors, "a list"),
	GAP(struct timer_base, lock, running_timer),
	GAP(struct timer_base, timers_pending, pending_map),
};

#define HRTIMER_OUT(struct_, timer_) \
	OUT(struct_, timer_ node, "by functions: expires, and the place in the tree"), \
	OUT(struct_, timer_ _softexpires, "by a function, beside expires"), \
	OUT(struct_, timer_ function, "by a function: its name"), \
	OUT(struct_, timer_ base, "by functions: base, cpu"), \
	OUT(struct_, timer_ state, "by a function: queued"), \
	OUT(struct_, timer_ is_soft, "by a function: a bool"), \
	OUT(struct_, timer_ is_hard, "by a function: a bool"), \
	GAP(struct_, timer_ is_hard, timer_ object)

static const struct left_out hrtimer_out[] = { HRTIMER_OUT(struct hrtimer, ) };

static const struct left_out khrtimer_out[] = {
	HRTIMER_OUT(struct khrtimer, timer.),
	OUT(struct khrtimer, program, "the function's name"),
	OUT(struct khrtimer, pad, "padding"),
};

static const struct left_out clock_base_out[] = {
	OUT(struct hrtimer_clock_base, cpu_base, "whose list it is in"),
	OUT(struct hrtimer_clock_base, index, "the key in the list"),
	OUT(struct hrtimer_clock_base, clockid, "by a function: its name"),
	OUT(struct hrtimer_clock_base, get_time, "follows from clockid"),
	OUT(struct hrtimer_clock_base, running, "by a function: its name"),
	OUT(struct hrtimer_clock_base, active, "a list; root and leftmost by functions"),
	GAP(struct hrtimer_clock_base, seq, running),
};

static const struct left_out cpu_base_out[] = {
	OUT(struct hrtimer_cpu_base, active_bases, "by a function: with names"),
	OUT(struct hrtimer_cpu_base, next_timer, "by a function: its name"),
	OUT(struct hrtimer_cpu_base, softirq_next_timer, "by a function: its name"),
	OUT(struct hrtimer_cpu_base, clock_base, "a list"),
	GAP(struct hrtimer_cpu_base, max_hang_time, expires_next),
};

static const struct left_out frame_out[] = {
	OUT(struct step_frame, up, "the list itself"),
	OUT(struct step_frame, func, "by a function: its name"),
	OUT(struct step_frame, at, "by functions: statement, line, text"),
	OUT(struct step_frame, local, "addresses, for `info locals`"),
};

static void mark(bool *seen, const struct state_type *type, size_t offset, size_t size)
{
	if (offset + size > type->size)
		fail_msg("%s: %zu bytes at %zu lie outside", type->name, size, offset);
	memset(seen + offset, true, size);
}

/* Only what is read where it lies describes bytes. */
static void mark_fields(bool *seen, const struct state_type *type)
{
	u32 i;

	for (i = 0; i < type->nr_fields; i++) {
		const struct state_field *field = &type->fields[i];

		if (!field->get && !field->text && !field->follow && !field->next)
			mark(seen, type, field->offset,
			     field->kind == STATE_STRUCT ? field->type->size : field->size);
	}
}

static u32 report_missing(const bool *seen, const struct state_type *type)
{
	u32 i, missing = 0;

	for (i = 0; i < type->size; i++) {
		if (seen[i])
			continue;
		if (!missing++)
			print_message("# %s: undescribed byte at offset %u\n", type->name, i);
	}
	return missing;
}

static const struct left_out k_itimer_out[] = {
	OUT(struct k_itimer, list, "the list itself"),
	OUT(struct k_itimer, t_hash, "the hash itself"),
	OUT(struct k_itimer, it_lock, "a struct with its own table"),
	OUT(struct k_itimer, it_pid_type, "follows from it_sigev_notify"),
	OUT(struct k_itimer, it_process, "by a function: its name"),
	OUT(struct k_itimer, sigq, "by functions: signo, sival, queued"),
	OUT(struct k_itimer, object, "its name"),
	OUT(struct k_itimer, kclock, "follows from it_clock"),
	OUT(struct k_itimer, it_signal, "by a function: valid"),
	OUT(struct k_itimer, it_task, "of sleepers, which no table reaches"),
	OUT(struct k_itimer, ignored_list, "by a function: parked"),
	OUT(struct k_itimer, it, "by functions: expires, firing, hrtimer"),
	GAP(struct k_itimer, object, kclock),
	GAP(struct k_itimer, it_status, it_interval),
	GAP(struct k_itimer, it_sig_periodic, ignored_list),
	GAP(struct k_itimer, refs, it),
};

static const struct left_out process_timers_out[] = {
	OUT(struct process_timers, posix_timers, "a list"),
	OUT(struct process_timers, ignored_posix_timers, "field `parked` of timers"),
	OUT(struct process_timers, real_timer, "a struct with its own table"),
	OUT(struct process_timers, cputimers.bases, "by functions: next_prof and so on"),
	GAP(struct process_timers, cputimers.expiry_active, cputime),
	TAIL(struct process_timers, timer_create_restore_ids),
};

static const struct left_out thread_timers_out[] = {
	OUT(struct thread_timers, cputimers.bases, "by functions: next_prof and so on"),
	OUT(struct thread_timers, cputimers.expiry_active, "of processes only"),
	GAP(struct thread_timers, cputimers.expiry_active, default_timer_slack_ns),
};

static const struct left_out timerfd_out[] = {
	OUT(struct timerfd_ctx, object, "its name"),
	OUT(struct timerfd_ctx, lock, "held only while ticks change"),
	OUT(struct timerfd_ctx, t, "by a function: expires"),
	OUT(struct timerfd_ctx, wqh, "by a function: waiting, of the file"),
	OUT(struct timerfd_ctx, clist, "field `might_cancel`"),
	GAP(struct timerfd_ctx, lock, t),
	GAP(struct timerfd_ctx, expired, settime_flags),
	GAP(struct timerfd_ctx, settime_flags, wqh),
	GAP(struct timerfd_ctx, might_cancel, clist),
};

static u32 undescribed(const struct state_type *type, const struct left_out *out, size_t nr)
{
	bool *seen = calloc(type->size, sizeof(*seen));
	u32 missing;
	size_t i;

	assert_non_null(seen);
	mark_fields(seen, type);
	for (i = 0; i < nr; i++) {
		if (!out[i].why)
			assert_in_range(out[i].size, 0, 7);
		mark(seen, type, out[i].offset, out[i].size);
	}
	missing = report_missing(seen, type);
	free(seen);
	return missing;
}

#define UNDESCRIBED(type_, out_) undescribed(&type_, out_, ARRAY_SIZE(out_))

static void test_no_undescribed_bytes(void **state)
{
	u32 missing = 0;

	(void)state;
	missing += UNDESCRIBED(machine_type, machine_out);
	missing += UNDESCRIBED(cpu_type, cpu_out);
	missing += UNDESCRIBED(task_type, task_out);
	missing += UNDESCRIBED(rq_type, rq_out);
	missing += UNDESCRIBED(spinlock_type, spinlock_out);
	missing += UNDESCRIBED(klock_type, klock_out);
	missing += UNDESCRIBED(tick_device_type, tick_out);
	missing += undescribed(&seqcount_type, NULL, 0);
	missing += UNDESCRIBED(clocksource_type, clocksource_out);
	missing += UNDESCRIBED(timekeeper_type, timekeeper_out);
	missing += UNDESCRIBED(timekeeping_type, timekeeping_out);
	missing += UNDESCRIBED(clock_event_device_type, clock_event_device_out);
	missing += UNDESCRIBED(jiffies_update_type, jiffies_update_out);
	missing += UNDESCRIBED(tick_sched_type, tick_sched_out);
	missing += UNDESCRIBED(faults_type, faults_out);
	missing += UNDESCRIBED(device_event_type, device_out);
	missing += UNDESCRIBED(object_type, object_out);
	missing += UNDESCRIBED(result_type, result_out);
	missing += UNDESCRIBED(process_type, process_out);
	missing += UNDESCRIBED(cred_type, cred_out);
	missing += UNDESCRIBED(futex_q_type, futex_q_out);
	missing += UNDESCRIBED(k_itimer_type, k_itimer_out);
	missing += UNDESCRIBED(process_timers_type, process_timers_out);
	missing += UNDESCRIBED(thread_timers_type, thread_timers_out);
	missing += UNDESCRIBED(timerfd_type, timerfd_out);
	missing += UNDESCRIBED(thread_type, thread_out);
	missing += UNDESCRIBED(sigqueue_type, sigqueue_out);
	missing += UNDESCRIBED(sigaction_type, sigaction_out);
	missing += undescribed(&siginfo_type, NULL, 0);
	missing += UNDESCRIBED(timer_type, timer_out);
	missing += UNDESCRIBED(ktimer_type, ktimer_out);
	missing += UNDESCRIBED(timer_base_type, base_out);
	missing += UNDESCRIBED(hrtimer_type, hrtimer_out);
	missing += UNDESCRIBED(khrtimer_type, khrtimer_out);
	missing += UNDESCRIBED(hrtimer_clock_base_type, clock_base_out);
	missing += UNDESCRIBED(hrtimer_cpu_base_type, cpu_base_out);
	missing += UNDESCRIBED(frame_type, frame_out);
	assert_int_equal(missing, 0);
}

/* Names unique, helps there, and for each kind what it needs. */
static void check_field(const struct state_type *type, const struct state_field *field)
{
	if (!field->help || !*field->help || strlen(field->help) > 70)
		fail_msg("%s.%s: no help, or a long one", type->name, field->name);
	if (state_find(type, field->name, strlen(field->name)) != field)
		fail_msg("%s.%s is there twice", type->name, field->name);
	if (field->kind == STATE_STRUCT || field->kind == STATE_LIST)
		assert_non_null(field->type);
	if (field->kind == STATE_LIST)
		assert_non_null(field->next);
	if (field->kind == STATE_ENUM || field->kind == STATE_FLAGS)
		assert_non_null(field->names);
}

static u32 check_type(const struct state_type *type, const struct state_type **seen, u32 nr)
{
	u32 i;

	for (i = 0; i < nr; i++) {
		if (seen[i] == type)
			return nr;
	}
	assert_true(nr < 64);
	seen[nr++] = type;
	assert_true(type->help && *type->help);
	for (i = 0; i < type->nr_fields; i++) {
		check_field(type, &type->fields[i]);
		if (type->fields[i].type)
			nr = check_type(type->fields[i].type, seen, nr);
	}
	return nr;
}

static void test_tables_are_whole(void **state)
{
	const struct state_type *seen[64];

	(void)state;
	assert_in_range(check_type(&machine_type, seen, 0), 12, 64);
}

/* --- paths --------------------------------------------------------------- */

/* Walk "cpu[0].base[local].clk" and return its last field; *object: whose. */
static const struct state_field *walk(const struct state_type *type, const void **object,
				      const char *path)
{
	const struct state_field *field;
	size_t len;

	for (;;) {
		len = strcspn(path, ".[");
		field = state_find(type, path, len);
		if (!field)
			return NULL;
		path += len;
		if (!*path)
			return field;
		if (*path == '[') {
			len = strcspn(++path, "]");
			*object = state_element(field, *object, path, len);
			path += len + 1;
		} else {
			*object = state_struct(field, *object);
		}
		if (!*object)
			return NULL;
		type = field->type;
		assert_int_equal(*path, '.');
		path++;
	}
}

static u64 value_at(struct machine *m, const char *path)
{
	const void *object = m;
	const struct state_field *field = walk(&machine_type, &object, path);

	if (!field)
		fail_msg("%s leads nowhere", path);
	return state_value(field, object);
}

static void test_paths(void **state)
{
	struct machine *m = test_machine(2, false);
	struct ktimer *t1;
	const void *object = m;

	(void)state;
	assert_non_null(m);
	t1 = test_timer(m, "t1");
	assert_int_equal(test_arm_timer(m, 1, t1, 10, TIMER_PINNED), 0);
	assert_int_equal(value_at(m, "timer[t1].expires"), INITIAL_JIFFIES_OF(250) + 10);
	assert_int_equal(value_at(m, "timer[t1].pending"), true);
	assert_int_equal(value_at(m, "timer[t1].cpu"), 1);
	assert_int_equal(value_at(m, "cpu[1].base[local].clk"), INITIAL_JIFFIES_OF(250));
	assert_true(value_at(m, "cpu[1].base[local].next_expiry") >= t1->timer.expires);
	assert_int_equal(value_at(m, "cpu[1].id"), 1);
	assert_int_equal(value_at(m, "jiffies"), INITIAL_JIFFIES_OF(250));
	assert_int_equal(value_at(m, "forced_cpu"), UINT64_MAX);
	assert_true(value_at(m, "cpu[1].rq.curr"));
	assert_null(walk(&machine_type, &object, "cpu[2].id"));
	object = m;
	assert_null(walk(&machine_type, &object, "cpu[0].base[locale].clk"));
	object = m;
	assert_null(walk(&machine_type, &object, "timer[t].expires"));
	machine_free(m);
}

static void test_lock_path(void **state)
{
	struct machine *m = test_machine(1, false);
	u32 serial = object_new_lock(m, string_intern(m, "L", 1));

	(void)state;
	assert_true(serial);
	assert_int_equal(value_at(m, "lock[L].owner_cpu"), UINT64_MAX);
	assert_int_equal(value_at(m, "lock[L].locked"), false);
	assert_int_equal(value_at(m, "object[1].serial"), 1);
	machine_free(m);
}

/* An object needs memory and a row.  Without a row, the memory is given back. */
static void test_no_row_left(void **state)
{
	static u32 (*const new[])(struct machine *, u32) = {
		object_new_timer, object_new_lock, object_new_result,
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(new); i++) {
		struct machine *m = test_machine(1, false);
		struct object_store *store = &((struct kernel *)m->kernel)->objects;
		u64 max = m->heap_max, live, nr;

		while (store->nr % OBJECT_CHUNK)
			assert_true(new[i](m, 0));
		nr = store->nr;
		live = m->heap_live;
		m->heap_max = m->heap_used + 256;
		assert_int_equal(new[i](m, 0), 0);
		assert_int_equal(m->heap_live, live);
		assert_int_equal(store->nr, nr);
		assert_null(object_store_check(m));
		m->heap_max = max;
		assert_int_equal(new[i](m, 0), nr + 1);
		machine_free(m);
	}
}

/* An idle CPU stands in its idle loop, or waits there. */
static void test_stack(void **state)
{
	struct machine *m = test_machine(1, true);
	const struct state_field *field;
	const void *object = m;
	const char *text;
	u64 len;

	(void)state;
	test_run(m, 10 * NSEC_PER_MSEC);
	field = walk(&machine_type, &object, "cpu[0].stack[0].function");
	assert_non_null(field);
	len = state_text(field, object, &text);
	assert_true(len > 0);
	assert_true(value_at(m, "cpu[0].stack[0].line") > 0);
	assert_int_equal(value_at(m, "cpu[0].context"), CONTEXT_IDLE);
	machine_free(m);
}

/* --- the digest ---------------------------------------------------------- */

static u64 digest(struct machine *m)
{
	state_use(m);
	return state_digest(&machine_type, m);
}

static struct machine *machine_with_timers(void)
{
	struct machine *m = test_machine(2, true);

	assert_non_null(m);
	assert_int_equal(test_arm_timer(m, 0, test_timer(m, "t1"), 3, 0), 0);
	assert_int_equal(test_arm_timer(m, 1, test_timer(m, "t2"), 500, TIMER_DEFERRABLE), 0);
	return m;
}

/* Machines with the same past are equal wherever they lie in memory. */
static void test_digest_is_canonical(void **state)
{
	struct machine *a = machine_with_timers();
	struct machine *b = machine_with_timers();
	u64 at, before = digest(a);

	(void)state;
	assert_ptr_not_equal(a, b);
	for (at = 0; at < 40 * NSEC_PER_MSEC; at += NSEC_PER_MSEC) {
		test_run(a, at);
		test_run(b, at);
		assert_int_equal(digest(a), digest(b));
	}
	assert_int_not_equal(digest(a), before);
	machine_free(a);
	machine_free(b);
}

static void test_digest_sees_changes(void **state)
{
	struct machine *m = machine_with_timers();
	u64 before = digest(m);
	struct ktimer *t1 = object_get(m, 1)->memory;
	struct object *object = NULL;

	(void)state;
	while ((object = object_next(m, object, OBJECT_TIMER))) {
		if (text_equal(string_text(m, object->name), "t1"))
			t1 = object->memory;
	}
	t1->timer.expires++;
	assert_int_not_equal(digest(m), before);
	t1->timer.expires--;
	assert_int_equal(digest(m), before);
	m->cpu[1].irq_pending ^= 1;
	assert_int_not_equal(digest(m), before);
	machine_free(m);
}

/* A program that frees a pending timer must not be able to hurt a reader. */
static void test_spoilt_machine_can_be_read(void **state)
{
	struct machine *m = machine_with_timers();
	struct object *object = object_find(m, string_lookup(m, "t2", 2));

	(void)state;
	assert_non_null(object);
	object_free(object);
	assert_int_not_equal(digest(m), 0);
	state_use(m);
	assert_null(object_memory(object->serial, OBJECT_TIMER));
	assert_false(state_readable((const void *)(uintptr_t)0x6b6b6b6b6b6b6b6b, 8));
	assert_false(state_readable(NULL, 1));
	machine_free(m);
}

/* A machine before its kernel: nothing but CPUs. */
static void test_machine_without_kernel(void **state)
{
	struct machine *m = machine_new(3, 0);

	(void)state;
	assert_non_null(m);
	assert_int_not_equal(digest(m), 0);
	assert_int_equal(value_at(m, "cpu[2].context"), CONTEXT_OFF);
	assert_int_equal(value_at(m, "hz"), 0);
	machine_free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_undescribed_bytes),
		cmocka_unit_test(test_tables_are_whole),
		cmocka_unit_test(test_paths),
		cmocka_unit_test(test_lock_path),
		cmocka_unit_test(test_no_row_left),
		cmocka_unit_test(test_stack),
		cmocka_unit_test(test_digest_is_canonical),
		cmocka_unit_test(test_digest_sees_changes),
		cmocka_unit_test(test_spoilt_machine_can_be_read),
		cmocka_unit_test(test_machine_without_kernel),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
