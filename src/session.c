/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sessions: see session.h.
 *
 * Everything that moves the machine goes through advance(): it runs up to the
 * next thing that must happen (a recorded input, a checkpoint, a limit) and
 * does it.  Replaying and running for the first time are the same code.
 */
#include "session.h"

#include <stdlib.h>
#include <string.h>

#include "history.h"
#include "linux/kernel.h"
#include "linux/program.h"
#include "machine/strings.h"
#include "stuck.h"

/* So many statements at one instant, in one movement, are a livelock.  While
 * the past is executed again nothing is: it was gone through once.  Where there
 * is much, much may be due at one instant: 100,000 timers, each with its signal
 * and handler, take more than that. */
#define LIVELOCK_STEPS 10000000
#define LIVELOCK_STEPS_OBJECT 1000

#define MAX_REDO 256

struct inputs {
	struct input *input;
	u32 nr, max;
};

struct branch {
	struct inputs inputs;
	struct position end;
};

struct session {
	struct session_config config;
	struct machine *machine;
	struct trace_store *trace;
	struct history *history;	/* NULL: cannot go back */
	session_apply apply;
	u32 focus;
	struct inputs inputs;
	u32 applied;			/* inputs that have been applied */
	struct position furthest;	/* where the present future ends */
	struct branch *branches;
	u32 nr_branches;
	u32 redo[MAX_REDO];		/* branches that undo made, last on top */
	u32 nr_redo;
	bool mismatch;			/* an input could not be replayed */
	bool interrupted;		/* Ctrl-C came during a replay */
	session_look look;		/* NULL: nobody looks on */
	void *look_ctx;
};

/* --- lists of inputs ----------------------------------------------------------- */

static void input_copy(struct input *to, const struct input *from)
{
	*to = *from;
	to->text = strdup(from->text);
}

static void inputs_truncate(struct inputs *inputs, u32 nr)
{
	while (inputs->nr > nr)
		free(inputs->input[--inputs->nr].text);
}

static void inputs_free(struct inputs *inputs)
{
	inputs_truncate(inputs, 0);
	free(inputs->input);
	*inputs = (struct inputs){ 0 };
}

static struct input *inputs_add(struct inputs *inputs)
{
	if (inputs->nr == inputs->max) {
		u32 max = inputs->max ? 2 * inputs->max : 16;
		struct input *input = realloc(inputs->input,
					      max * sizeof(*input));

		if (!input)
			return NULL;
		inputs->input = input;
		inputs->max = max;
	}
	return &inputs->input[inputs->nr++];
}

/* Room for one before number @i. */
static struct input *inputs_insert(struct inputs *inputs, u32 i)
{
	if (!inputs_add(inputs))
		return NULL;
	memmove(&inputs->input[i + 1], &inputs->input[i],
		(inputs->nr - 1 - i) * sizeof(*inputs->input));
	return &inputs->input[i];
}

static void inputs_copy(struct inputs *to, const struct inputs *from)
{
	u32 i;

	*to = (struct inputs){ 0 };
	for (i = 0; i < from->nr; i++)
		input_copy(inputs_add(to), &from->input[i]);
}

/* --- life ------------------------------------------------------------------------ */

static bool boot(struct session *session, const char **error)
{
	const struct session_config *config = &session->config;
	struct machine *m = machine_new(config->kernel.nr_cpus,
					config->heap_max);

	if (!m) {
		*error = "the host has no memory for this machine; "
			 "--max-memory can make it smaller";
		return false;
	}
	session->machine = m;
	m->step_cost = config->step_cost;
	session->trace = trace_store_new();
	if (config->history)
		session->history = history_new(m);
	if (!session->trace || (config->history && !session->history)) {
		*error = "no memory for the trace";
		return false;
	}
	trace_store_attach(session->trace, m);
	if (kernel_boot(m, &config->kernel)) {
		*error = m->host->exhausted ? "too little simulated memory for "
			 "this machine; --max-memory gives more" : "the kernel "
			 "does not boot with this configuration";
		return false;
	}
	return true;
}

struct session *session_new(const struct session_config *config,
			    session_apply apply, const char **error)
{
	struct session *session = calloc(1, sizeof(*session));
	struct position start;

	if (!session) {
		*error = "no memory";
		return NULL;
	}
	session->config = *config;
	session->apply = apply;
	if (!boot(session, error)) {
		session_free(session);
		return NULL;
	}
	start = session_position(session);
	session->furthest = start;
	if (session->history)
		history_take(session->history, &start);
	return session;
}

void session_free(struct session *session)
{
	u32 i;

	if (!session)
		return;
	history_free(session->history);
	if (session->machine)
		machine_free(session->machine);
	if (session->trace)
		trace_store_free(session->trace);
	inputs_free(&session->inputs);
	for (i = 0; i < session->nr_branches; i++)
		inputs_free(&session->branches[i].inputs);
	free(session->branches);
	free(session);
}

struct machine *session_machine(const struct session *session)
{
	return session->machine;
}

struct trace_store *session_trace(const struct session *session)
{
	return session->trace;
}

const struct session_config *session_get_config(const struct session *session)
{
	return &session->config;
}

u32 session_focus(const struct session *session)
{
	return session->focus;
}

void session_set_focus(struct session *session, u32 cpu)
{
	session->focus = cpu;
}

u64 session_diverged(const struct session *session)
{
	return trace_store_diverged(session->trace);
}

/* --- positions ------------------------------------------------------------------- */

struct position session_position(const struct session *session)
{
	const struct machine *m = session->machine;

	return (struct position){
		.steps = m->steps,
		.hw_events = m->nr_hw_events,
		.now = m->now,
		.events = m->nr_events,
		.input = session->applied,
	};
}

struct position session_end(const struct session *session)
{
	return session->furthest;
}

static int compare(u64 a, u64 b)
{
	return (a > b) - (a < b);
}

int position_compare(const struct position *a, const struct position *b)
{
	int c = compare(a->steps, b->steps);

	if (!c)
		c = compare(a->hw_events, b->hw_events);
	if (!c)
		c = compare(a->now, b->now);
	if (!c)
		c = compare(a->input, b->input);
	return c;
}

static const struct step_frame *standing_frame(const struct cpu *cpu)
{
	return cpu->co ? cpu->co->frame : NULL;
}

static void landmark_text(struct landmark *landmark, const char *text, u64 len)
{
	if (len >= sizeof(landmark->text))
		len = sizeof(landmark->text) - 1;
	memcpy(landmark->text, text, len);
	landmark->text[len] = '\0';
}

void session_landmark(const struct session *session, u32 cpu,
		      struct landmark *landmark)
{
	const struct machine *m = session->machine;
	const struct step_frame *frame = standing_frame(&m->cpu[cpu]);

	*landmark = (struct landmark){ 0 };
	if (!frame || !frame->at)
		return;
	if (frame->func == STEP_FUNC_BODY) {
		const char *text = string_text(m, program_insn(m, frame->at)->text);

		snprintf(landmark->func, sizeof(landmark->func), "script");
		landmark_text(landmark, text, strlen(text));
		return;
	}
	snprintf(landmark->func, sizeof(landmark->func), "%s",
		 step_funcs[frame->func].name);
	landmark->ordinal = step_stmts[frame->at].ordinal;
	landmark_text(landmark, step_files[step_stmts[frame->at].file].text +
		      step_stmts[frame->at].text, step_stmts[frame->at].len);
}

/* --- moving ------------------------------------------------------------------------ */

struct goal goal_none(void)
{
	return (struct goal){
		.limits = {
			.steps = UINT64_MAX, .time = KTIME_MAX,
			.events = UINT64_MAX, .hw_events = UINT64_MAX,
			.cpu = -1, .cpu_steps = UINT64_MAX,
		},
	};
}

static void note_furthest(struct session *session)
{
	struct position at = session_position(session);

	if (position_compare(&at, &session->furthest) > 0)
		session->furthest = at;
}

static void apply_next(struct session *session)
{
	const struct input *input = &session->inputs.input[session->applied];
	u32 wait;

	if (session->apply(session, input, &wait))
		session->mismatch = true;
	session->applied++;
}

static u64 least(u64 a, u64 b)
{
	return a < b ? a : b;
}

/* The machine stands where the next recorded input was given, or only time
 * separates it from there. */
static bool at_input(const struct session *session, const struct input *input)
{
	const struct machine *m = session->machine;

	return m->steps >= input->at.steps &&
	       m->nr_hw_events >= input->at.hw_events;
}

/* Bound a run so that it cannot miss the next input or checkpoint. */
static struct machine_limits bounded(struct session *session,
				     const struct machine_limits *limits,
				     const struct input *input)
{
	struct machine *m = session->machine;
	struct machine_limits bound = *limits;
	struct position at;

	if (input && m->steps < input->at.steps)
		bound.steps = least(bound.steps, input->at.steps);
	else if (input)
		bound.hw_events = least(bound.hw_events, input->at.hw_events);
	if (session->history) {
		at = session_position(session);
		bound.steps = least(bound.steps, m->steps + 1 +
				    history_next(session->history, &at));
	}
	return bound;
}

static const struct input *next_input(const struct session *session,
				      u32 max_input)
{
	if (session->applied >= session->inputs.nr ||
	    session->applied >= max_input)
		return NULL;
	return &session->inputs.input[session->applied];
}

/* Did the run end at one of the caller's own limits, or at something that the
 * machine met?  Ours (inputs, checkpoints) are none of his business. */
static bool is_final(const struct machine *m, enum stop_reason reason,
		     const struct machine_limits *limits)
{
	switch (reason) {
	case STOP_STEPS:
		return m->steps >= limits->steps;
	case STOP_HW_EVENTS:
		return m->nr_hw_events >= limits->hw_events;
	default:
		return true;
	}
}

/* Run to the next input, checkpoint or limit, whichever comes first.  Inputs
 * from number @max_input on are left alone.  STOP_NONE: there is more to do. */
static enum stop_reason advance(struct session *session,
				const struct machine_limits *limits,
				u32 max_input)
{
	struct machine *m = session->machine;
	const struct input *input = next_input(session, max_input);
	struct machine_limits bound;
	struct position at;
	enum stop_reason reason;

	if (input && at_input(session, input)) {
		if (input->at.now > limits->time) {
			machine_advance(m, limits->time);
			return STOP_TIME;
		}
		machine_advance(m, input->at.now);
		apply_next(session);
		return STOP_NONE;
	}
	bound = bounded(session, limits, input);
	reason = machine_run(m, &bound);
	trace_store_set_visible(session->trace, m->nr_events);
	if (session->history) {
		at = session_position(session);
		history_maybe_take(session->history, &at);
	}
	return is_final(m, reason, limits) ? reason : STOP_NONE;
}

/* Asked where a movement begins. */
static u64 livelock_limit(const struct machine *m)
{
	const struct kernel *k = m->kernel;

	return m->instant_steps + LIVELOCK_STEPS +
	       (k ? (u64)k->objects.nr * LIVELOCK_STEPS_OBJECT : 0);
}

/* Make the machine stop when the call @serial is over.  False: it is so
 * already. */
static bool begin_wait(struct session *session, u32 serial)
{
	struct machine *m = session->machine;
	const struct object *object = object_get(m, serial);
	const struct task *task = object ? object->memory : NULL;

	if (serial && !task)
		return false;
	m->host->awaited = serial;
	m->host->awaited_cpu = task ? task->cpu : 0;
	return true;
}

static bool wait_is_over(const struct machine *m)
{
	const struct machine_host *host = m->host;

	return host->awaited &&
	       m->os->awaited(&m->cpu[host->awaited_cpu], host->awaited) ==
		       AWAITED_OVER;
}

/* Will the call that is waited for never get its turn?  Then *stop says why. */
static bool wait_in_vain(const struct machine *m, struct session_stop *stop)
{
	char why[STUCK_TEXT_MAX];

	if (!m->host->awaited || wait_is_over(m) ||
	    !cpu_is_stuck(m, m->host->awaited_cpu, why))
		return false;
	stop->reason = STOP_HELD;
	stop->cpu = (s32)m->host->awaited_cpu;
	snprintf(stop->text, sizeof(stop->text), "%.100s: the call waits there",
		 why);
	return true;
}

void session_look_on(struct session *session, session_look look, void *ctx)
{
	session->look = look;
	session->look_ctx = ctx;
}

/* A run that stops at each event, for somebody who looks on.  After a device's
 * event the CPU is still what it was while time passed. */
static enum stop_reason advance_to_event(struct session *session,
					 const struct machine_limits *limits)
{
	const struct machine *m = session->machine;
	const u64 events = m->nr_events;
	const u64 hw_events = m->nr_hw_events;
	struct machine_limits bound = *limits;
	enum stop_reason reason;

	bound.events = least(limits->events, events + 1);
	bound.hw_events = least(limits->hw_events, hw_events + 1);
	reason = advance(session, &bound, UINT32_MAX);
	if (m->nr_events > events || m->nr_hw_events > hw_events)
		session->look(session->look_ctx);
	if ((reason == STOP_EVENTS && m->nr_events < limits->events) ||
	    (reason == STOP_HW_EVENTS && m->nr_hw_events < limits->hw_events))
		return STOP_NONE;
	return reason;
}

/* On to the next thing that somebody is to see. */
static enum stop_reason advance_some(struct session *session,
				     const struct machine_limits *limits)
{
	return session->look ? advance_to_event(session, limits) :
			       advance(session, limits, UINT32_MAX);
}

/* One turn of a run: up to the next statement when somebody watches each. */
static enum stop_reason run_turn(struct session *session,
				 const struct goal *goal)
{
	struct machine_limits limits = goal->limits;
	enum stop_reason reason;

	if (!goal->here)
		return advance_some(session, &limits);
	limits.steps = least(limits.steps, session->machine->steps + 1);
	reason = advance_some(session, &limits);
	if (reason == STOP_STEPS &&
	    session->machine->steps < goal->limits.steps)
		return STOP_NONE;
	return reason;
}

static bool limit_reached(const struct machine *m,
			  const struct machine_limits *limits)
{
	return m->steps >= limits->steps || m->nr_events >= limits->events ||
	       m->nr_hw_events >= limits->hw_events;
}

struct session_stop session_run(struct session *session,
				const struct goal *goal)
{
	struct machine *m = session->machine;
	struct session_stop stop = { 0 };

	if (!begin_wait(session, goal->wait)) {
		stop.reason = STOP_AWAITED;
		stop.returned = true;
	}
	m->host->livelock_steps = livelock_limit(m);
	m->host->interrupted = 0;
	while (stop.reason == STOP_NONE) {
		u64 steps = m->steps;

		if (limit_reached(m, &goal->limits) && !goal->here) {
			stop.reason = STOP_STEPS;
			break;
		}
		if (wait_in_vain(m, &stop))
			break;
		stop.reason = run_turn(session, goal);
		if (wait_is_over(m)) {
			stop.returned = true;
			break;
		}
		if (goal->here && m->steps != steps &&
		    goal->here(session, goal->ctx)) {
			stop.here = true;
			break;
		}
	}
	m->host->awaited = 0;
	m->host->livelock_steps = UINT64_MAX;
	if (!stop.text[0]) {
		stop.cpu = m->stop_cpu;
		snprintf(stop.text, sizeof(stop.text), "%s", m->stop_text);
	}
	note_furthest(session);
	return stop;
}

/* --- going back --------------------------------------------------------------------- */

/* Restore a checkpoint at (or, @before, strictly before) @to. */
static bool restore(struct session *session, const struct position *to,
		    bool before)
{
	struct position at;

	if (!session->history ||
	    !history_restore(session->history, to, before, &at))
		return false;
	session->applied = at.input;
	trace_store_set_visible(session->trace, session->machine->nr_events);
	return true;
}

/* What has been is executed again to its end, lest the session stand somewhere
 * in between: Ctrl-C is put aside until then. */
static void replay_begin(struct session *session)
{
	session->machine->host->interrupted = 0;
	session->interrupted = false;
}

static void replay_end(struct session *session)
{
	if (session->interrupted)
		session->machine->host->interrupted = 1;
}

static void put_aside_interrupt(struct session *session)
{
	session->machine->host->interrupted = 0;
	session->interrupted = true;
}

/* One turn of a replay.  False when nothing moved: what happened the first
 * time does not happen again. */
static bool replay_turn(struct session *session,
			const struct machine_limits *limits, u32 max_input)
{
	struct position before = session_position(session);
	struct position after;

	if (advance(session, limits, max_input) == STOP_INTERRUPTED) {
		put_aside_interrupt(session);
		return true;
	}
	after = session_position(session);
	return position_compare(&before, &after) != 0;
}

static void replay_steps(struct session *session, u64 steps, u32 max_input)
{
	struct goal goal = goal_none();

	goal.limits.steps = steps;
	while (session->machine->steps < steps)
		if (!replay_turn(session, &goal.limits, max_input))
			return;
}

/* Execute from here, which is not after it, to @to. */
static void replay(struct session *session, const struct position *to)
{
	struct machine *m = session->machine;
	struct goal goal = goal_none();

	replay_steps(session, to->steps, to->input);
	goal.limits.hw_events = to->hw_events;
	while (m->nr_hw_events < to->hw_events ||
	       next_input(session, to->input))
		if (!replay_turn(session, &goal.limits, to->input))
			break;
	machine_advance(m, to->now);
}

/* Leave a few checkpoints close before the target: the next step back will
 * start from one of them. */
static void replay_dense(struct session *session, const struct position *to)
{
	static const u64 before[] = { 4000, 400, 40 };
	u64 steps = session->machine->steps;
	size_t i;

	for (i = 0; i < sizeof(before) / sizeof(before[0]); i++) {
		struct position at;

		if (to->steps < steps + 2 * before[i])
			continue;
		replay_steps(session, to->steps - before[i], to->input);
		at = session_position(session);
		history_take(session->history, &at);
	}
	replay(session, to);
}

int session_goto(struct session *session, const struct position *to)
{
	struct position at = session_position(session);

	replay_begin(session);
	if (position_compare(to, &at) < 0) {
		if (!restore(session, to, false))
			return -1;
		replay_dense(session, to);
	} else {
		replay(session, to);
	}
	replay_end(session);
	note_furthest(session);
	at = session_position(session);
	return position_compare(&at, to) ? -1 : 0;
}

/* The same in the middle of something else, which has been interrupted or has
 * failed. */
static void go_back_to(struct session *session, const struct position *to,
		       bool interrupted)
{
	session_goto(session, to);
	if (interrupted)
		session->machine->host->interrupted = 1;
}

/* Does where @limits stop lie here or ahead? */
static bool is_ahead(const struct position *at,
		     const struct machine_limits *limits)
{
	return at->steps <= limits->steps && at->now <= limits->time &&
	       at->events <= limits->events;
}

/* Can a checkpoint at @at lead there?  Where it has as many statements already,
 * time may have gone on after the last one. */
static bool lies_before(const struct position *at,
			const struct machine_limits *limits)
{
	return is_ahead(at, limits) &&
	       (at->steps < limits->steps || !at->steps) &&
	       (at->events < limits->events || !at->events);
}

/* Does a run to somewhere end here?  What stopped it the first time (a
 * deadlock, an Oops) does not, as long as the past went on. */
static bool ends_here(const struct session *session, enum stop_reason reason,
		      const struct position *before)
{
	struct position at = session_position(session);

	if (reason == STOP_NONE)
		return false;
	if (reason == STOP_TIME || reason == STOP_INTERRUPTED)
		return true;
	return !position_compare(&at, before) ||
	       position_compare(&at, &session->furthest) >= 0;
}

/* Where the past has not been yet, statements without end are a livelock. */
static void watch_livelock(struct session *session, const struct position *at)
{
	struct machine *m = session->machine;

	if (m->host->livelock_steps == UINT64_MAX &&
	    position_compare(at, &session->furthest) >= 0)
		m->host->livelock_steps = livelock_limit(m);
}

/* @back: only what has been is executed. */
static enum stop_reason run_to_limits(struct session *session,
				      const struct machine_limits *limits,
				      bool back)
{
	struct machine *m = session->machine;
	enum stop_reason reason = STOP_NONE;
	struct position at;

	while (m->steps < limits->steps && m->nr_events < limits->events) {
		at = session_position(session);
		watch_livelock(session, &at);
		reason = advance(session, limits, UINT32_MAX);
		if (back && reason == STOP_INTERRUPTED)
			put_aside_interrupt(session);
		else if (ends_here(session, reason, &at))
			break;
	}
	m->host->livelock_steps = UINT64_MAX;
	return reason;
}

static bool restore_before(struct session *session,
			   const struct machine_limits *limits)
{
	struct position at;

	if (!session->history ||
	    !history_restore_before(session->history, lies_before, limits, &at))
		return false;
	session->applied = at.input;
	trace_store_set_visible(session->trace, session->machine->nr_events);
	return true;
}

/* Did something other than the limits end it? */
static bool stopped_short(enum stop_reason reason)
{
	return reason == STOP_OOPS || reason == STOP_DEADLOCK ||
	       reason == STOP_LIVELOCK || reason == STOP_HELD ||
	       reason == STOP_INTERRUPTED;
}

/* What a machine meets at the very moment that was asked for stops nothing short. */
static bool arrived(const struct machine *m, const struct machine_limits *limits)
{
	return m->steps >= limits->steps || m->nr_events >= limits->events ||
	       m->now >= limits->time;
}

int session_goto_limits(struct session *session,
			const struct machine_limits *limits)
{
	struct position start = session_position(session);
	bool back = !is_ahead(&start, limits);
	enum stop_reason reason;

	replay_begin(session);
	if (back && !restore_before(session, limits))
		return -1;
	reason = run_to_limits(session, limits, back);
	replay_end(session);
	note_furthest(session);
	if (reason == STOP_INTERRUPTED && !back && session->history)
		go_back_to(session, &start, true);
	return !back && stopped_short(reason) &&
	       !arrived(session->machine, limits);
}

/* Restore the latest checkpoint at which @cpu had not executed so much. */
static bool restore_cpu_step(struct session *session, u32 cpu, u64 steps)
{
	struct position at = session_position(session);

	do {
		if (!restore(session, &at, true))
			return false;
		at = session_position(session);
	} while (session->machine->cpu[cpu].steps >= steps);
	return true;
}

static bool replay_cpu_step(struct session *session, u32 cpu, u64 steps,
			    u32 max_input)
{
	struct machine_limits limits = goal_none().limits;

	limits.cpu = (s32)cpu;
	limits.cpu_steps = steps;
	limits.cpu_exact = true;
	while (session->machine->cpu[cpu].steps < steps)
		if (!replay_turn(session, &limits, max_input))
			return false;
	return true;
}

int session_goto_cpu_step(struct session *session, u32 cpu, u64 steps,
			  struct position *at)
{
	struct position start = session_position(session);
	bool there;

	replay_begin(session);
	there = restore_cpu_step(session, cpu, steps) &&
		replay_cpu_step(session, cpu, steps, start.input);
	replay_end(session);
	if (!there)
		go_back_to(session, &start, session->interrupted);
	*at = session_position(session);
	return there ? 0 : -1;
}

/* Look through [here, end) for the last position that pleases; false: none. */
static bool search_window(struct session *session, const struct position *end,
			  session_here here, void *ctx, struct position *found)
{
	struct position at = session_position(session);
	bool any = false;

	while (position_compare(&at, end) < 0 && !session->interrupted) {
		if (here(session, ctx)) {
			*found = at;
			any = true;
		}
		if (at.steps == end->steps)
			break;
		replay_steps(session, at.steps + 1, end->input);
		if (session->machine->steps == at.steps)
			break;
		at = session_position(session);
	}
	return any;
}

bool session_search_back(struct session *session, session_here here, void *ctx)
{
	struct position start = session_position(session);
	struct position end = start;
	struct position found;
	bool any = false;

	replay_begin(session);
	while (!any && !session->interrupted &&
	       restore(session, &end, true)) {
		struct position begin = session_position(session);

		any = search_window(session, &end, here, ctx, &found);
		if (!any)
			restore(session, &begin, false);
		end = begin;
	}
	any &= !session->interrupted;
	go_back_to(session, any ? &found : &start, session->interrupted);
	return any;
}

/* --- inputs and branches ---------------------------------------------------------------- */

static void save_branch(struct session *session)
{
	struct branch *branches;
	struct branch *branch;

	branches = realloc(session->branches,
			   (session->nr_branches + 1) * sizeof(*branches));
	if (!branches)
		return;
	session->branches = branches;
	branch = &branches[session->nr_branches++];
	inputs_copy(&branch->inputs, &session->inputs);
	branch->end = session->furthest;
}

/* Drop the inputs ahead, but for those that were planned. */
static u32 drop_future(struct inputs *inputs, u32 from)
{
	u32 kept = from;
	u32 i;

	for (i = from; i < inputs->nr; i++) {
		if (inputs->input[i].planned)
			inputs->input[kept++] = inputs->input[i];
		else
			free(inputs->input[i].text);
	}
	inputs->nr = kept;
	return kept;
}

static bool has_future(const struct session *session)
{
	u32 i;

	for (i = session->applied; i < session->inputs.nr; i++)
		if (!session->inputs.input[i].planned)
			return true;
	return false;
}

/* The inputs ahead become a branch; from now on the future is open. */
static void cut_future(struct session *session)
{
	struct position at = session_position(session);

	if (has_future(session)) {
		save_branch(session);
		drop_future(&session->inputs, session->applied);
	}
	trace_store_truncate(session->trace, session->machine->nr_events);
	if (session->history)
		history_cut(session->history, &at);
	session->furthest = at;
}

int session_input(struct session *session, const char *text, u32 line,
		  u32 *wait)
{
	struct input *input;
	struct input new = {
		.at = session_position(session),
		.cpu = session->focus,
		.line = line,
		.text = strdup(text),
	};

	*wait = 0;
	session_landmark(session, session->focus, &new.landmark);
	if (session->apply(session, &new, wait)) {
		free(new.text);
		return -1;
	}
	cut_future(session);
	input = inputs_insert(&session->inputs, session->applied);
	if (!input) {
		free(new.text);
		return -1;
	}
	*input = new;
	session->applied++;
	session->nr_redo = 0;
	note_furthest(session);
	return 0;
}

int session_plan(struct session *session, const char *text, u32 cpu,
		 const struct position *at)
{
	struct position here = session_position(session);
	struct input *input;
	u32 i = session->applied;

	if (at->steps < here.steps || (at->steps == here.steps &&
				       at->hw_events < here.hw_events))
		return -1;
	while (i < session->inputs.nr &&
	       (session->inputs.input[i].at.steps < at->steps ||
		(session->inputs.input[i].at.steps == at->steps &&
		 session->inputs.input[i].at.hw_events <= at->hw_events)))
		i++;
	input = inputs_insert(&session->inputs, i);
	if (!input)
		return -1;
	*input = (struct input){
		.at = *at, .cpu = cpu, .planned = true, .text = strdup(text),
	};
	return 0;
}

u32 session_nr_applied(const struct session *session)
{
	return session->applied;
}

u32 session_nr_inputs(const struct session *session)
{
	return session->inputs.nr;
}

const struct input *session_get_input(const struct session *session, u32 i)
{
	return &session->inputs.input[i];
}

u32 session_nr_branches(const struct session *session)
{
	return session->nr_branches;
}

const struct input *session_get_branch(const struct session *session, u32 i,
				       u32 *nr, struct position *end)
{
	const struct branch *branch = &session->branches[i];

	*nr = branch->inputs.nr;
	*end = branch->end;
	return branch->inputs.input;
}

static bool same_input(const struct input *a, const struct input *b)
{
	return !position_compare(&a->at, &b->at) && a->cpu == b->cpu &&
	       !strcmp(a->text, b->text);
}

/* How many inputs two futures share. */
static u32 common(const struct inputs *a, const struct inputs *b)
{
	u32 i = 0;

	while (i < a->nr && i < b->nr &&
	       same_input(&a->input[i], &b->input[i]))
		i++;
	return i;
}

int session_switch_branch(struct session *session, u32 i)
{
	struct branch target;
	struct position end;
	struct position fork = { 0 };
	u32 shared;

	if (i >= session->nr_branches)
		return -1;
	shared = common(&session->inputs, &session->branches[i].inputs);
	target = session->branches[i];
	end = target.end;
	if (shared > 0)
		fork = session->inputs.input[shared - 1].at;
	fork.input = shared;
	if (session_goto(session, &fork))
		return -1;
	/* The present future takes the place of the branch. */
	session->branches[i].inputs = session->inputs;
	session->branches[i].end = session->furthest;
	session->inputs = target.inputs;
	trace_store_truncate(session->trace, session->machine->nr_events);
	if (session->history)
		history_cut(session->history, &fork);
	session->furthest = fork;
	return session_goto(session, &end);
}

int session_undo(struct session *session)
{
	struct position to;
	u32 last = session->applied;

	if (last == 0)
		return -1;
	to = session->inputs.input[last - 1].at;
	to.input = last - 1;
	if (session_goto(session, &to))
		return -1;
	cut_future(session);
	if (session->nr_redo < MAX_REDO)
		session->redo[session->nr_redo++] = session->nr_branches - 1;
	return 0;
}

bool session_can_redo(const struct session *session)
{
	return session->nr_redo > 0;
}

int session_redo(struct session *session)
{
	if (!session->nr_redo)
		return -1;
	return session_switch_branch(session,
				     session->redo[--session->nr_redo]);
}
