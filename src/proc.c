/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What /proc would say: see proc.h.  Follows kernel/time/timer_list.c and
 * fs/proc/uptime.c and array.c.
 */
#include "proc.h"

#include <inttypes.h>

#include "linux/kernel.h"
#include "linux/process.h"
#include "linux/state.h"
#include "linux/trace.h"
#include "machine/strings.h"

#define POINTER "(____ptrval____)"

static const char *function(const struct machine *m, step_fn fn)
{
	return fn ? trace_function_name(m, trace_function_id(fn)) : "0x0";
}

/* CLOCK_MONOTONIC, as ktime_get() would say; 0 before there is a clock. */
static ktime_t monotonic(const struct machine *m)
{
	const struct kernel *k = m->kernel;
	const struct tk_read_base *tkr = &k->timekeeping.timekeeper.tkr_mono;
	unsigned __int128 ns;

	if (!tkr->clock)
		return 0;
	ns = clocksource_delta(tk_clock_read(tkr), tkr->cycle_last, tkr->mask);
	ns = ns * tkr->mult + tkr->xtime_nsec;
	return tkr->base + (ktime_t)(ns >> tkr->shift);
}

/* --- timers ------------------------------------------------------------------- */

static void print_timer(FILE *file, const struct machine *m, const struct hrtimer *timer, u32 idx,
			ktime_t now)
{
	ktime_t soft = hrtimer_get_softexpires(timer);
	ktime_t hard = hrtimer_get_expires(timer);

	fprintf(file, " #%u: <" POINTER ">, %s, S:%02x\n", idx,
		trace_function_name(m, program_hrtimer_function(timer)), timer->state);
	fprintf(file, " # expires at %" PRId64 "-%" PRId64 " nsecs [in %" PRId64 " to %" PRId64
		" nsecs]\n", soft, hard, soft - now, hard - now);
}

static void print_base(FILE *file, const struct machine *m, const struct hrtimer_clock_base *base,
		       ktime_t now)
{
	const struct kernel *k = m->kernel;
	const struct hrtimer *timer = NULL;
	u32 idx = 0;

	fprintf(file, " clock %u:\n  .base:       " POINTER "\n  .index:      %u\n", base->index,
		base->index);
	fprintf(file, "  .resolution: %u nsecs\n", k->hrtimer_resolution);
	if (!kernel_is_618())
		fprintf(file, "  .get_time:   %s\n", function(m, (step_fn)base->get_time));
	fprintf(file, "  .offset:     %" PRId64 " nsecs\nactive timers:\n", base->offset);
	while ((timer = hrtimer_next_in_base(base, timer)))
		print_timer(file, m, timer, idx++, now + base->offset);
}

static void print_tick_sched(FILE *file, const struct tick_sched *ts)
{
	fprintf(file, "  .nohz           : %d\n", tick_sched_flag_test(ts, TS_FLAG_NOHZ));
	fprintf(file, "  .highres        : %d\n", tick_sched_flag_test(ts, TS_FLAG_HIGHRES));
	fprintf(file, "  .last_tick      : %" PRId64 " nsecs\n", ts->last_tick);
	fprintf(file, "  .tick_stopped   : %d\n", tick_sched_flag_test(ts, TS_FLAG_STOPPED));
	fprintf(file, "  .idle_jiffies   : %" PRIu64 "\n", ts->idle_jiffies);
	fprintf(file, "  .idle_calls     : %" PRIu64 "\n", ts->idle_calls);
	fprintf(file, "  .idle_sleeps    : %" PRIu64 "\n", ts->idle_sleeps);
	fprintf(file, "  .idle_entrytime : %" PRId64 " nsecs\n", ts->idle_entrytime);
	fprintf(file, "  .idle_waketime  : %" PRId64 " nsecs\n", ts->idle_waketime);
	fprintf(file, "  .idle_exittime  : %" PRId64 " nsecs\n", ts->idle_exittime);
	fprintf(file, "  .idle_sleeptime : %" PRId64 " nsecs\n", ts->idle_sleeptime);
	fprintf(file, "  .iowait_sleeptime: 0 nsecs\n");
	fprintf(file, "  .last_jiffies   : %" PRIu64 "\n", ts->last_jiffies);
	fprintf(file, "  .next_timer     : %" PRIu64 "\n", ts->next_timer);
	fprintf(file, "  .idle_expires   : %" PRId64 " nsecs\n", ts->idle_expires);
}

static void print_cpu(FILE *file, const struct machine *m, u32 cpu, ktime_t now)
{
	const struct kernel *k = m->kernel;
	const struct hrtimer_cpu_base *base = &k->percpu[cpu]->hrtimer_bases;
	u32 i;

	fprintf(file, "cpu: %u\n", cpu);
	for (i = 0; i < HRTIMER_MAX_CLOCK_BASES; i++)
		print_base(file, m, &base->clock_base[i], now);
	fprintf(file, "  .expires_next   : %" PRId64 " nsecs\n", base->expires_next);
	fprintf(file, "  .hres_active    : %d\n", base->hres_active);
	fprintf(file, "  .nr_events      : %u\n", base->nr_events);
	fprintf(file, "  .nr_retries     : %u\n", base->nr_retries);
	fprintf(file, "  .nr_hangs       : %u\n", base->nr_hangs);
	fprintf(file, "  .max_hang_time  : %u\n", base->max_hang_time);
	print_tick_sched(file, &k->percpu[cpu]->tick_sched);
	fprintf(file, "jiffies: %" PRIu64 "\n\n", k->jiffies_64);
}

/* --- devices -------------------------------------------------------------------- */

static void print_callback(FILE *file, const struct machine *m, const char *name, step_fn fn)
{
	if (fn)
		fprintf(file, " %s %s\n", name, function(m, fn));
}

static void print_device(FILE *file, const struct machine *m, const struct clock_event_device *dev)
{
	if (!dev) {
		fputs("<NULL>\n", file);
		return;
	}
	fprintf(file, "%s\n", string_text(m, dev->name));
	fprintf(file, " max_delta_ns:   %" PRIu64 "\n", dev->max_delta_ns);
	fprintf(file, " min_delta_ns:   %" PRIu64 "\n", dev->min_delta_ns);
	fprintf(file, " mult:           %u\n", dev->mult);
	fprintf(file, " shift:          %u\n", dev->shift);
	fprintf(file, " mode:           %d\n", dev->state_use_accessors);
	fprintf(file, " next_event:     %" PRId64 " nsecs\n", dev->next_event);
	print_callback(file, m, "set_next_event:", (step_fn)dev->set_next_event);
	print_callback(file, m, "shutdown:      ", (step_fn)dev->set_state_shutdown);
	print_callback(file, m, "periodic:      ", (step_fn)dev->set_state_periodic);
	print_callback(file, m, "oneshot:       ", (step_fn)dev->set_state_oneshot);
	print_callback(file, m, "oneshot stopped:", (step_fn)dev->set_state_oneshot_stopped);
	print_callback(file, m, "event_handler: ", (step_fn)dev->event_handler);
	fprintf(file, "\n retries:        %" PRIu64 "\n", dev->retries);
}

static void print_devices(FILE *file, const struct machine *m)
{
	const struct kernel *k = m->kernel;
	u32 cpu;

	fputs("Tick Device: mode:     0\nBroadcast device\nClock Event Device: ", file);
	print_device(file, m, k->clockevents.broadcast);
	fputs("\ntick_broadcast_mask: 0\ntick_broadcast_oneshot_mask: 0\n\n", file);
	for (cpu = 0; cpu < m->nr_cpus; cpu++) {
		const struct tick_device *td = &k->percpu[cpu]->tick;

		fprintf(file, "Tick Device: mode:     %d\nPer CPU device: %u\n", td->mode, cpu);
		fputs("Clock Event Device: ", file);
		print_device(file, m, td->evtdev);
		fputs("Wakeup Device: <NULL>\n\n", file);
	}
}

void proc_timer_list(FILE *file, struct machine *m)
{
	ktime_t now;
	u32 cpu;

	state_use(m);
	now = monotonic(m);
	fprintf(file, "Timer List Version: v0.10\nHRTIMER_MAX_CLOCK_BASES: %d\n"
		"now at %" PRId64 " nsecs\n\n", HRTIMER_MAX_CLOCK_BASES, now);
	for (cpu = 0; cpu < m->nr_cpus; cpu++)
		print_cpu(file, m, cpu, now);
	print_devices(file, m);
}

/* --- uptime ------------------------------------------------------------------------ */

/* A CPU that is idle now has been so since idle_entrytime. */
static ktime_t idle_time(const struct tick_sched *ts, ktime_t now)
{
	ktime_t idle = ts->idle_sleeptime;

	if (tick_sched_flag_test(ts, TS_FLAG_IDLE_ACTIVE) && now > ts->idle_entrytime)
		idle += now - ts->idle_entrytime;
	return idle;
}

static void print_centiseconds(FILE *file, ktime_t ns, char end)
{
	fprintf(file, "%" PRId64 ".%02" PRId64 "%c", ns / (s64)NSEC_PER_SEC,
		ns % (s64)NSEC_PER_SEC / (s64)(NSEC_PER_SEC / 100), end);
}

void proc_uptime(FILE *file, struct machine *m)
{
	const struct kernel *k = m->kernel;
	ktime_t now, idle = 0;
	u32 cpu;

	state_use(m);
	now = monotonic(m);
	for (cpu = 0; cpu < m->nr_cpus; cpu++)
		idle += idle_time(&k->percpu[cpu]->tick_sched, now);
	print_centiseconds(file, now + k->timekeeping.timekeeper.offs_boot, ' ');
	print_centiseconds(file, idle, '\n');
}

/* --- status ------------------------------------------------------------------------ */

static const char *task_state(const struct process *p, const struct thread *t)
{
	if (!t)
		return p->reaped ? "X (dead)" : "Z (zombie)";
	if (t->jobctl & JOBCTL_STOPPED || t->task->state == TASK_STOPPED)
		return "T (stopped)";
	return t->task->state == TASK_RUNNING ? "R (running)" :
	       t->task->state == TASK_UNINTERRUPTIBLE ? "D (disk sleep)" : "S (sleeping)";
}

static void print_sigset(FILE *file, const char *name, ksigset_t set)
{
	fprintf(file, "%s:\t%016" PRIx64 "\n", name, set);
}

/* The dispositions as sets: what is ignored, what has a handler. */
static ksigset_t actions(const struct process *p, u32 handler)
{
	ksigset_t set = 0;
	int sig;

	for (sig = 1; sig <= NR_SIGNALS; sig++)
		set |= p->action[sig - 1].sa_handler == handler ? SIG_BIT(sig) : 0;
	return set;
}

static u64 sigpending_of(const struct process *p)
{
	const struct kernel *k = hot.machine->kernel;
	const struct ucounts *ucounts;

	list_for_each_entry(ucounts, &k->ucounts, node) {
		if (ucounts->uid == p->cred.uid)
			return ucounts->sigpending;
	}
	return 0;
}

static void print_signals(FILE *file, const struct process *p, const struct thread *t)
{
	fprintf(file, "SigQ:\t%" PRIu64 "/%" PRIu64 "\n", sigpending_of(p),
		rlimit(p, RLIMIT_SIGPENDING));
	print_sigset(file, "SigPnd", t ? t->pending.signal : 0);
	print_sigset(file, "ShdPnd", p->shared_pending.signal);
	print_sigset(file, "SigBlk", t ? t->blocked : 0);
	print_sigset(file, "SigIgn", p->exited ? 0 : actions(p, SIG_IGN));
	print_sigset(file, "SigCgt", p->exited ? 0 : actions(p, SIG_HANDLER));
}

void proc_status(FILE *file, struct machine *m, const struct process *p, const struct thread *t)
{
	const struct cred *cred = &p->cred;
	const struct object *object;

	state_use(m);
	if (!t)
		t = p->group_leader;
	object = object_get(m, t ? t->task->serial : p->serial);
	fprintf(file, "Name:\t%s\n", object && object->name ? string_text(m, object->name) : "?");
	fprintf(file, "State:\t%s\nTgid:\t%" PRId32 "\nPid:\t%" PRId32 "\nPPid:\t%" PRId32 "\n",
		task_state(p, t), p->pid, t ? t->tid : p->pid, p->parent ? p->parent->pid : 0);
	fprintf(file, "Uid:\t%" PRIu32 "\t%" PRIu32 "\t%" PRIu32 "\t%" PRIu32 "\n", cred->uid,
		cred->euid, cred->suid, cred->euid);
	fprintf(file, "NSpgid:\t%" PRId32 "\nNSsid:\t%" PRId32 "\n", p->pgrp, p->session);
	fprintf(file, "Threads:\t%" PRIu32 "\n", p->nr_threads);
	print_signals(file, p, t);
	print_sigset(file, "CapPrm", cred->cap_permitted);
	print_sigset(file, "CapEff", cred->cap_effective);
}
