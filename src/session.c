/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sessions: see session.h.  Here they begin and end, and say where they stand.
 */
#include "session.h"

#include <stdlib.h>

#include "session_state.h"

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

