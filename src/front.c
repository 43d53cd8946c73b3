/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The front end: see front.h.
 */
#include "front.h"

#include <stdlib.h>

#include "boot_options.h"
#include "command.h"
#include "condition.h"
#include "front_log.h"
#include "lesson.h"
#include "linux/jiffies.h"
#include "screen.h"

#define DEFAULT_CPUS 2
#define DEFAULT_HZ 250

struct session_config front_default_config(void)
{
	struct session_config config = {
		.kernel = {
			.nr_cpus = DEFAULT_CPUS, .hz = DEFAULT_HZ,
			.jiffies0 = INITIAL_JIFFIES_OF(DEFAULT_HZ),
			.ticks = true,
		},
	};

	boot_options_usual(&config.kernel);
	return config;
}

static struct session_config full_config(struct front *front,
					 const struct session_config *config)
{
	struct session_config full = *config;

	full.history = !front->options.batch || config->history;
	full.heap_max = front->options.limits.memory;
	full.user = front;
	return full;
}

/* Everything that hangs on the session. */
static bool attach(struct front *front, struct session *session)
{
	struct condition_ops ops = { condition_test, condition_show, NULL };
	struct machine *m = session_machine(session);

	front->session = session;
	front->nr_sessions++;
	front->log_seen = 0;
	front->expr_ctx = (struct expr_ctx){ m, session_trace(session) };
	front->conditions = conditions_new(&front->expr_ctx);
	ops.ctx = front->conditions;
	front->breakpoints = breakpoints_new(session, &ops);
	front->expr_cache = expr_cache_new(&front->expr_ctx);
	if (!front->conditions || !front->breakpoints || !front->expr_cache)
		return false;
	m->host->eval = expr_cache_eval;
	m->host->eval_ctx = front->expr_cache;
	trace_store_keep(session_trace(session), !front->forgets);
	front_log_stream(front);
	return true;
}

static void detach(struct front *front)
{
	struct session *session = front->session;

	breakpoints_free(front->breakpoints);
	expr_cache_free(front->expr_cache);
	conditions_free(front->conditions);
	front->conditions = NULL;
	front->breakpoints = NULL;
	front->expr_cache = NULL;
	front->session = NULL;		/* before: signals look at it */
	session_free(session);
}

struct front *front_new(const struct front_options *options,
			const struct session_config *config,
			const char **error)
{
	struct front *front = calloc(1, sizeof(*front));
	struct session *session;

	if (!front) {
		*error = "no memory";
		return NULL;
	}
	front->options = *options;
	front->config = full_config(front, config);
	session = session_new(&front->config, command_apply, error);
	if (!session || !attach(front, session)) {
		front_free(front);
		return NULL;
	}
	return front;
}

int front_restart(struct front *front, const struct session_config *config,
		  const char **error)
{
	struct session_config full = full_config(front, config);
	struct session *session = session_new(&full, command_apply, error);

	if (!session)
		return -1;
	detach(front);
	front->config = full;
	front->changed = false;
	if (attach(front, session))
		return 0;
	*error = "no memory";
	return -1;
}

void front_free(struct front *front)
{
	u32 i;

	if (!front)
		return;
	screen_free(front->screen);
	lesson_close(front);
	detach(front);
	expectations_free(&front->expectations);
	for (i = 0; i < front->nr_displays; i++)
		free(front->displays[i]);
	free(front->displays);
	free(front);
}

struct machine *front_machine(const struct front *front)
{
	return session_machine(front->session);
}

u64 front_steps_left(const struct front *front)
{
	const struct machine *m = front_machine(front);
	u64 max = front->options.limits.steps;

	return m->steps >= max ? 0 : max - m->steps;
}

u64 front_time_limit(const struct front *front, u64 time)
{
	u64 max = front->options.limits.time;

	return time < max ? time : max;
}

enum exit_code front_exit_code(struct front *front)
{
	const struct expectations *list = &front->expectations;
	bool any = false;
	u32 i;

	if (front->out_of_time)
		front_end(front, EXIT_LIMIT, "the limit of real time");
	for (i = 0; i < list->nr; i++) {
		const struct expectation *e = &list->v[i];

		any |= e->reached;
		if (!e->passed)
			front_end(front, EXIT_FAILED, "an expectation failed");
	}
	if (list->asked && !any)
		front_end(front, EXIT_FAILED, "no expectation was checked");
	if (front->catches & ~front->caught)
		front_end(front, EXIT_FAILED,
			  "a stop that `catch` expects did not come");
	return front->code;
}

bool front_write_json(const struct front *front, FILE *file)
{
	const struct expectations *list = &front->expectations;
	struct expectation_result *results =
		calloc(list->nr + 1, sizeof(*results));
	struct json_result result = {
		.machine = front_machine(front),
		.exit_code = (int)front->code,
		.exit_reason = front->code ? front->reason : "done",
		.expectations = results,
		.nr_expectations = list->nr,
	};
	bool ok;
	u32 i;

	if (!results)
		return false;
	for (i = 0; i < list->nr; i++) {
		const struct expectation *e = &list->v[i];

		results[i] = (struct expectation_result){
			.text = e->text, .line = e->line, .passed = e->passed,
			.reached = e->reached, .at = e->at, .step = e->step,
			.detail = e->detail,
		};
	}
	ok = json_write_result(file, &result);
	free(results);
	return ok;
}
