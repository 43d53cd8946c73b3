/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The controller: which CPU takes the next step, and when devices fire.
 *
 * One turn of the controller looks at every CPU and at the first device event,
 * picks the earliest in the total order (time, device before CPU, CPU number)
 * and either fires the device or grants the CPU a slice: the number of
 * statements for which it will certainly stay the earliest.  The slice is the
 * countdown that step points decrement.  Granting one statement at a time and
 * granting as many as possible give the same schedule, because the choice
 * depends on nothing but the machine's state.
 *
 * A CPU that does not stand before a statement (it has just been powered on, or
 * waited inside of one) is first brought to stand by an empty slice.  That and
 * a device firing are the two hardware events: they execute no statement, and
 * are counted so that every state of the machine has a position of its own.
 *
 * Spinning CPUs.  A CPU in cpu_relax() is passed over until another has made
 * progress; then it rechecks its condition, statement by statement.  Coming
 * back to the same cpu_relax() is no progress; leaving the function that spins
 * is.  So a machine whose CPUs all spin comes to rest, and time can jump to
 * the next device event, or the stop is called by its name: deadlock.
 * Progress is counted in statements: as long as somebody spins, the others are
 * granted one at a time, so that a stop in between wakes nobody early.
 */
#include "machine/machine.h"

#include "machine/fault.h"
#include "machine/strings.h"

struct hot hot;

#define UNBOUNDED (1ull << 62)

/* --- which CPU ---------------------------------------------------------- */

static bool can_interrupt(const struct cpu *cpu)
{
	return cpu->irq_pending && (cpu->irqs_on || cpu->state == CPU_HALTED);
}

/* Could this CPU take a step if nobody held it back? */
static bool cpu_ready(const struct cpu *cpu)
{
	switch (cpu->state) {
	case CPU_RUNNING:
	case CPU_BURNING:
		return true;
	case CPU_HALTED:
	case CPU_RELAXING:
		return can_interrupt(cpu);
	default:
		return false;
	}
}

static bool cpu_allowed(const struct machine *m, const struct cpu *cpu)
{
	if (m->forced_cpu >= 0)
		return (u32)m->forced_cpu == cpu->id;
	return !cpu->held;
}

/* When the CPU's next statement is due, seen from now. */
static u64 cpu_due(const struct machine *m, const struct cpu *cpu)
{
	return cpu->ready_at > m->now ? cpu->ready_at : m->now;
}

static struct cpu *pick_cpu(struct machine *m)
{
	struct cpu *best = NULL;
	u32 i;

	for (i = 0; i < m->nr_cpus; i++) {
		struct cpu *cpu = &m->cpu[i];

		if (!cpu_ready(cpu) || !cpu_allowed(m, cpu))
			continue;
		if (!best || cpu_due(m, cpu) < cpu_due(m, best))
			best = cpu;
	}
	return best;
}

s32 machine_next_cpu(struct machine *m)
{
	struct cpu *cpu = pick_cpu(m);

	return cpu ? (s32)cpu->id : -1;
}

u64 machine_next_device(const struct machine *m)
{
	return m->devices ? m->devices->at : KTIME_MAX;
}

/* Does it spin for what other CPUs do?  A console waits for the user. */
static bool is_stuck(const struct cpu *cpu)
{
	return cpu->state == CPU_RELAXING && cpu->wait_kind != WAIT_CONSOLE;
}

static bool any_cpu(const struct machine *m, bool (*is)(const struct cpu *))
{
	u32 i;

	for (i = 0; i < m->nr_cpus; i++)
		if (is(&m->cpu[i]))
			return true;
	return false;
}

/* --- how far it may run ------------------------------------------------- */

static u64 smaller(u64 a, u64 b)
{
	return a < b ? a : b;
}

/* Statements of @cpu from @start on that come before @time (or at it, when
 * @inclusive), each costing m->step_cost. */
static u64 steps_before(const struct machine *m, u64 start, u64 time,
			bool inclusive)
{
	if (time < start || (time == start && !inclusive))
		return 1;	/* it was picked: ties are settled */
	if (!m->step_cost)
		return UNBOUNDED;
	if (inclusive)
		return (time - start) / m->step_cost + 1;
	return (time - start + m->step_cost - 1) / m->step_cost;
}

static enum awaited awaited(const struct machine *m)
{
	const struct machine_host *host = m->host;

	if (!host->awaited)
		return AWAITED_RUNS;
	return m->os->awaited(&m->cpu[host->awaited_cpu], host->awaited);
}

static u64 slice_for(struct machine *m, struct cpu *cpu, u64 start,
		     const struct machine_limits *limits)
{
	u64 n = smaller(limits->steps - m->steps, UNBOUNDED);
	u32 i;

	if (limits->cpu == (s32)cpu->id && limits->cpu_steps >= cpu->steps)
		n = smaller(n, limits->cpu_steps - cpu->steps);
	n = smaller(n, m->host->livelock_steps - m->instant_steps);
	if (cpu->recheck || any_cpu(m, is_stuck) || awaited(m) != AWAITED_RUNS)
		n = smaller(n, 1);
	if (!m->step_cost)
		return n;
	n = smaller(n, steps_before(m, start, limits->time, true));
	n = smaller(n, steps_before(m, start, machine_next_device(m), false));
	for (i = 0; i < m->nr_cpus; i++) {
		struct cpu *other = &m->cpu[i];

		if (other == cpu || !cpu_ready(other) ||
		    !cpu_allowed(m, other))
			continue;
		n = smaller(n, steps_before(m, start, cpu_due(m, other),
					    cpu->id < i));
	}
	return n;
}

/* --- spinning ----------------------------------------------------------- */

/* Somebody changed the world: let every spinning CPU look again. */
static void progress(struct machine *m, const struct cpu *by)
{
	u32 i;

	for (i = 0; i < m->nr_cpus; i++) {
		struct cpu *cpu = &m->cpu[i];

		if (cpu == by || !is_stuck(cpu))
			continue;
		cpu->state = CPU_RUNNING;
		cpu->recheck = true;
	}
}

static bool still_in_frame(const struct cpu *cpu)
{
	const struct step_frame *frame;

	for (frame = cpu->co->frame; frame; frame = frame->up)
		if (frame == cpu->relax_frame)
			return true;
	return false;
}

/* After a slice: was it progress, or one more turn of the same spin? */
static void settle_spinning(struct machine *m, struct cpu *cpu, u64 executed)
{
	if (cpu->recheck) {
		if (cpu->state == CPU_RUNNING && still_in_frame(cpu))
			return;
		cpu->recheck = false;
		if (cpu->state == CPU_RELAXING && cpu->relax_same)
			return;
	}
	if (executed || cpu->state != CPU_RELAXING)
		progress(m, cpu);
}

/* Follow who waits for whom from @cpu; a cycle of spinning CPUs is final. */
static bool waits_in_circle(const struct machine *m, const struct cpu *cpu)
{
	const struct cpu *at = cpu;
	u32 hops;

	for (hops = 0; hops <= m->nr_cpus; hops++) {
		if (at->state != CPU_RELAXING || at->wait_kind == WAIT_NOTHING)
			return false;
		if (at->wait_cpu < 0)
			return false;
		at = &m->cpu[at->wait_cpu];
		if (at == cpu)
			return true;
	}
	return false;
}

static const char *const wait_names[] = {
	"nothing", "a lock held by", "a timer callback running on",
	"your next command on", "an update to be finished by",
};

static void describe_waits(struct machine *m)
{
	char *text = m->stop_text;
	u32 at = text_add(text, MACHINE_TEXT_MAX, 0, "deadlock");
	const char *glue = ": ";
	u32 i;

	for (i = 0; i < m->nr_cpus; i++) {
		const struct cpu *cpu = &m->cpu[i];

		if (cpu->state != CPU_RELAXING)
			continue;
		at = text_add(text, MACHINE_TEXT_MAX, at, glue);
		at = text_add(text, MACHINE_TEXT_MAX, at, "CPU ");
		at = text_add_u64(text, MACHINE_TEXT_MAX, at, i);
		at = text_add(text, MACHINE_TEXT_MAX, at, " waits for ");
		at = text_add(text, MACHINE_TEXT_MAX, at,
			      wait_names[cpu->wait_kind]);
		if (cpu->wait_cpu >= 0) {
			at = text_add(text, MACHINE_TEXT_MAX, at, " CPU ");
			at = text_add_u64(text, MACHINE_TEXT_MAX, at,
					  (u64)cpu->wait_cpu);
		}
		glue = ", ";
	}
}

static void stop(struct machine *m, enum stop_reason reason, s32 cpu,
		 const char *text)
{
	m->stop = reason;
	m->stop_cpu = cpu;
	text_add(m->stop_text, MACHINE_TEXT_MAX, 0, text);
}

/* Has @cpu just begun to wait for one that is held or dead?  Said once. */
static bool waits_for_parked(const struct machine *m, const struct cpu *cpu)
{
	const struct cpu *other;

	if (cpu->state != CPU_RELAXING || cpu->wait_cpu < 0 ||
	    cpu->relax_same || cpu->wait_kind == WAIT_CONSOLE)
		return false;
	other = &m->cpu[cpu->wait_cpu];
	return other->held || other->state == CPU_DEAD;
}

static void stop_parked(struct machine *m, const struct cpu *cpu)
{
	char *text = m->stop_text;
	u32 at;

	stop(m, STOP_HELD, (s32)cpu->id, "");
	at = text_add(text, MACHINE_TEXT_MAX, 0, "CPU ");
	at = text_add_u64(text, MACHINE_TEXT_MAX, at, cpu->id);
	at = text_add(text, MACHINE_TEXT_MAX, at, " waits for ");
	at = text_add(text, MACHINE_TEXT_MAX, at, wait_names[cpu->wait_kind]);
	at = text_add(text, MACHINE_TEXT_MAX, at, " CPU ");
	at = text_add_u64(text, MACHINE_TEXT_MAX, at, (u64)cpu->wait_cpu);
	text_add(text, MACHINE_TEXT_MAX, at,
		 m->cpu[cpu->wait_cpu].held ? ", which is held" :
		 ", which is dead");
}

static void stop_deadlock(struct machine *m, s32 cpu)
{
	stop(m, STOP_DEADLOCK, cpu, "");
	describe_waits(m);
}

/* --- one turn ----------------------------------------------------------- */

static void advance(struct machine *m, u64 time)
{
	if (time <= m->now)
		return;
	m->now = time;
	m->instant_steps = 0;
}

static void enter_cpu(struct machine *m, struct cpu *cpu, u64 slice)
{
	m->slice = slice;
	m->slice_start = m->now;
	hot.machine = m;
	hot.cpu = cpu;
	hot.left = (s64)slice;
	m->host->in_cpu = true;
	coroutine_switch(&m->host->controller, cpu->co);
	m->host->in_cpu = false;
	hot.cpu = NULL;
}

/* Statements of the current slice that have begun. */
static u64 slice_done(const struct machine *m)
{
	return m->slice - (hot.left > 0 ? (u64)hot.left : 0);
}

/* The slice is over, @executed statements long.  Now is when the last of them
 * began, just as if each had been a slice of its own. */
static void count_statements(struct machine *m, struct cpu *cpu, u64 executed)
{
	u64 end = m->slice_start + executed * m->step_cost;

	m->steps += executed;
	cpu->steps += executed;
	cpu->ready_at = cpu->state == CPU_BURNING ? cpu->burn_until : end;
	if (!m->step_cost)
		m->instant_steps += executed;
	else if (executed)
		advance(m, end - m->step_cost);
}

static void run_slice(struct machine *m, struct cpu *cpu, u64 slice)
{
	u64 executed;

	advance(m, cpu_due(m, cpu));
	m->last_cpu = (s32)cpu->id;
	enter_cpu(m, cpu, slice);
	executed = slice_done(m);
	count_statements(m, cpu, executed);
	m->slice = 0;
	hot.left = 0;
	settle_spinning(m, cpu, executed);
	if (cpu->state == CPU_DEAD)
		stop(m, STOP_OOPS, (s32)cpu->id, cpu->oops);
	else if (waits_in_circle(m, cpu))
		stop_deadlock(m, (s32)cpu->id);
	else if (waits_for_parked(m, cpu))
		stop_parked(m, cpu);
}

static void fire_device(struct machine *m)
{
	struct device_event *event = m->devices;

	advance(m, event->at);
	m->devices = event->next;
	event->queued = false;
	m->nr_hw_events++;
	event->fire(event);
	progress(m, NULL);
}

/* The CPU has done its statements, and the last one is over: it stands before
 * the next. */
static bool reached_cpu_limit(const struct machine *m,
			      const struct machine_limits *limits)
{
	const struct cpu *cpu;

	if (limits->cpu < 0)
		return false;
	cpu = &m->cpu[limits->cpu];
	if (cpu->steps < limits->cpu_steps)
		return false;
	return limits->cpu_exact ||
	       (cpu->state == CPU_RUNNING && cpu->standing);
}

static bool reached_limit(struct machine *m,
			  const struct machine_limits *limits)
{
	if (m->steps >= limits->steps)
		stop(m, STOP_STEPS, -1, "step limit");
	else if (reached_cpu_limit(m, limits))
		stop(m, STOP_CPU_STEPS, limits->cpu, "step limit of a CPU");
	else if (m->nr_events >= limits->events)
		stop(m, STOP_EVENTS, -1, "event limit");
	else if (m->nr_hw_events >= limits->hw_events)
		stop(m, STOP_HW_EVENTS, -1, "hardware event limit");
	else if (m->host->interrupted)
		stop(m, STOP_INTERRUPTED, -1, "interrupted");
	else if (awaited(m) == AWAITED_OVER)
		stop(m, STOP_AWAITED, -1, "");
	else if (m->instant_steps >= m->host->livelock_steps)
		stop(m, STOP_LIVELOCK, -1,
		     "livelock: time stands still while statements run on");
	return m->stop != STOP_NONE;
}

/* With interrupts off, only the next command can move it. */
static bool waits_for_user(const struct cpu *cpu)
{
	return cpu->state == CPU_RELAXING && cpu->wait_kind == WAIT_CONSOLE &&
	       !cpu->irqs_on;
}

/* Could a device make this CPU move, if nobody held it? */
static bool is_alive(const struct cpu *cpu)
{
	return cpu->state != CPU_OFF && cpu->state != CPU_DEAD &&
	       !waits_for_user(cpu);
}

/* Devices go on, but nobody can move or is let, and the user has not said how
 * far to go: that would be a run without an end. */
static bool runs_in_vain(const struct machine *m,
			 const struct machine_limits *limits)
{
	u32 i;

	if (limits->time < KTIME_MAX || limits->hw_events < UINT64_MAX)
		return false;
	for (i = 0; i < m->nr_cpus; i++)
		if (is_alive(&m->cpu[i]) && cpu_allowed(m, &m->cpu[i]))
			return false;
	return true;
}

/* Nobody will move any more. */
static void stop_at_rest(struct machine *m, bool in_vain)
{
	if (any_cpu(m, cpu_ready) || (in_vain && any_cpu(m, is_alive)))
		stop(m, STOP_HELD, -1, "every CPU that could move is held");
	else if (any_cpu(m, is_stuck))
		stop_deadlock(m, -1);
	else if (any_cpu(m, waits_for_user))
		stop(m, STOP_IDLE, -1, "idle: waits for your next command");
	else
		stop(m, STOP_IDLE, -1, "idle: nothing will happen any more");
}

static void turn(struct machine *m, const struct machine_limits *limits)
{
	struct cpu *cpu = pick_cpu(m);
	u64 device = machine_next_device(m);
	u64 due = cpu ? cpu_due(m, cpu) : KTIME_MAX;
	u64 first = smaller(due, device);
	bool in_vain = !cpu && runs_in_vain(m, limits);

	if (in_vain || (!cpu && !m->devices)) {
		stop_at_rest(m, in_vain);
		return;
	}
	if (first > limits->time) {
		advance(m, limits->time);
		stop(m, STOP_TIME, -1, "time limit");
		return;
	}
	if (device <= due) {
		fire_device(m);
	} else if (!cpu->standing) {
		m->nr_hw_events++;
		run_slice(m, cpu, 0);
	} else {
		run_slice(m, cpu, slice_for(m, cpu, due, limits));
	}
}

/* What a turn has met counts more than a limit that it reached as well: an Oops
 * in the last statement is an Oops. */
enum stop_reason machine_run(struct machine *m,
			     const struct machine_limits *limits)
{
	m->stop = STOP_NONE;
	m->stop_cpu = -1;
	hot.machine = m;
	m->host->event_limit = limits->events;
	while (m->stop == STOP_NONE && !reached_limit(m, limits))
		turn(m, limits);
	m->host->event_limit = UINT64_MAX;
	return m->stop;
}

/* --- starting, holding, calling ----------------------------------------- */

int machine_start(struct machine *m, const struct machine_os *os)
{
	u32 i;
	int error;

	hot.machine = m;
	m->os = os;
	for (i = 0; i < m->nr_cpus; i++) {
		struct cpu *cpu = &m->cpu[i];

		error = coroutine_init(&cpu->boot_co, os->start_cpu, cpu);
		if (error)
			return error;
		cpu->co = &cpu->boot_co;
		cpu->state = CPU_RUNNING;
	}
	return 0;
}

void machine_advance(struct machine *m, u64 time)
{
	advance(m, time);
}

void machine_hold(struct machine *m, u32 cpu, bool held)
{
	m->cpu[cpu].held = held;
}

void machine_force(struct machine *m, s32 cpu)
{
	m->forced_cpu = cpu;
}

void machine_resume(struct machine *m, struct cpu *cpu)
{
	u32 step_cost = m->step_cost;
	u64 executed;

	m->host->resumed = true;
	m->step_cost = 0;
	enter_cpu(m, cpu, UNBOUNDED);
	m->step_cost = step_cost;
	m->host->resumed = false;
	executed = slice_done(m);
	m->steps += executed;
	cpu->steps += executed;
	m->slice = 0;
	hot.left = 0;
}

struct machine_call_args {
	void (*fn)(void *);
	void *arg;
	bool returned;
};

static void call_main(void *arg)
{
	struct machine_call_args *call = arg;

	call->fn(call->arg);
	call->returned = true;
	machine_yield();
}

int machine_call(struct machine *m, u32 cpu_id, void (*fn)(void *), void *arg)
{
	struct machine_call_args call = { fn, arg, false };
	struct cpu *cpu = &m->cpu[cpu_id];
	struct coroutine *saved = cpu->co;
	enum cpu_state state = cpu->state;
	struct coroutine co;
	int error;

	hot.machine = m;
	error = coroutine_init(&co, call_main, &call);
	if (error)
		return error;
	cpu->co = &co;
	cpu->state = CPU_RUNNING;
	machine_resume(m, cpu);
	coroutine_free(&co);
	cpu->co = saved;
	if (cpu->state != CPU_DEAD)
		cpu->state = state;
	return call.returned ? 0 : -35;	/* EDEADLK */
}
