/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Session files: see savefile.h.
 */
#include "savefile.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "boot_options.h"
#include "json.h"
#include "landmark.h"
#include "outfile.h"

#define FORMAT "timerscope-session"
#define VERSION 1

/* --- writing ------------------------------------------------------------------ */

static void put(struct json_out *out, const char *key, u64 value)
{
	json_put_key(out, key);
	json_put_u64(out, value);
}

static void put_text(struct json_out *out, const char *key, const char *text)
{
	json_put_key(out, key);
	json_put_string(out, text);
}

static void put_position(struct json_out *out, const struct position *at)
{
	json_put_key(out, "at");
	json_put_object(out);
	put(out, "step", at->steps);
	put(out, "hw_event", at->hw_events);
	put(out, "now", at->now);
	put(out, "event", at->events);
	put(out, "input", at->input);
	json_put_end(out);
}

static void put_input(struct json_out *out, const struct input *input)
{
	json_put_object(out);
	put_position(out, &input->at);
	put(out, "cpu", input->cpu);
	put(out, "line", input->line);
	put_text(out, "text", input->text);
	json_put_key(out, "planned");
	json_put_bool(out, input->planned);
	put_text(out, "function", input->landmark.func);
	put(out, "statement", input->landmark.ordinal);
	put_text(out, "source", input->landmark.text);
	json_put_end(out);
}

/* Those that are not as usual, as "lapic.hz"; and all flags, for what is usual may change. */
static void put_boot_options(struct json_out *out, const struct kernel_config *config)
{
	char name[64];
	u32 i;

	for (i = 0; i < nr_boot_options; i++) {
		const struct boot_option *option = &boot_options[i];

		if (option->kind != BOOT_FLAG && boot_option_is_default(config, option))
			continue;
		snprintf(name, sizeof(name), "%s%s%s", option->device ? option->device : "",
			 option->device ? "." : "", option->name);
		put(out, name, boot_option_get(config, option));
	}
}

static void put_config(struct json_out *out, const struct session_config *c)
{
	json_put_key(out, "machine");
	json_put_object(out);
	put(out, "cpus", c->kernel.nr_cpus);
	put(out, "hz", c->kernel.hz);
	json_put_key(out, "jiffies0");
	json_put_mask(out, c->kernel.jiffies0);
	put(out, "step_cost", c->step_cost);
	put_boot_options(out, &c->kernel);
	json_put_end(out);
}

static bool write_session(struct front *front, FILE *file)
{
	struct session *session = front->session;
	struct json_out *out = json_out_new(file, true);
	struct position at = session_position(session);
	u32 i;

	if (!out)
		return false;
	json_put_object(out);
	put_text(out, "format", FORMAT);
	put(out, "version", VERSION);
	put_text(out, "core", step_digest);
	put_config(out, &front->config);
	put(out, "focus", session_focus(session));
	put_position(out, &at);
	json_put_key(out, "inputs");
	json_put_array(out);
	for (i = 0; i < session_nr_inputs(session); i++)
		put_input(out, session_get_input(session, i));
	json_put_end(out);
	json_put_end(out);
	return json_out_end(out);
}

bool savefile_write(struct front *front, const char *path, char *error,
		    size_t size)
{
	struct outfile *out = outfile_open(path);

	if (out && write_session(front, outfile_stream(out))) {
		if (outfile_commit(out))
			return true;
		out = NULL;
	}
	snprintf(error, size, "cannot write %s: %s", path, strerror(errno));
	if (out)
		outfile_abort(out);
	return false;
}

/* --- reading ------------------------------------------------------------------- */

static u64 get(const json_t *object, const char *key)
{
	return (u64)json_integer_value(json_object_get(object, key));
}

static const char *get_text(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

static struct position get_position(const json_t *object)
{
	const json_t *at = json_object_get(object, "at");

	return (struct position){
		.steps = get(at, "step"), .hw_events = get(at, "hw_event"),
		.now = get(at, "now"), .events = get(at, "event"),
		.input = (u32)get(at, "input"),
	};
}

static json_t *open_session(const char *path, char *error, size_t size)
{
	json_error_t json_error;
	FILE *file = fopen(path, "r");
	json_t *root;

	if (!file) {
		snprintf(error, size, "cannot read %s: %s; `save FILE` writes "
			 "one", path, strerror(errno));
		return NULL;
	}
	errno = 0;
	root = json_loadf(file, 0, &json_error);
	if (ferror(file))	/* a folder, for example */
		snprintf(error, size, "cannot read %s: %s", path,
			 strerror(errno));
	else if (!root)
		snprintf(error, size, "%s:%d: %s", path, json_error.line,
			 json_error.text);
	fclose(file);
	if (!root)
		return NULL;
	if (strcmp(get_text(root, "format"), FORMAT) ||
	    get(root, "version") != VERSION ||
	    !json_is_array(json_object_get(root, "inputs"))) {
		snprintf(error, size, "%s is not a session file of this kind; "
			 "`save FILE` writes one", path);
		json_decref(root);
		return NULL;
	}
	return root;
}

/* What the file does not name is as usual, but a flag is off: old files name those that are on. */
static void get_boot_options(const json_t *machine, struct kernel_config *config)
{
	char name[64];
	u32 i;

	boot_options_usual(config);
	for (i = 0; i < nr_boot_options; i++) {
		const struct boot_option *option = &boot_options[i];

		snprintf(name, sizeof(name), "%s%s%s", option->device ? option->device : "",
			 option->device ? "." : "", option->name);
		if (option->kind == BOOT_FLAG || json_object_get(machine, name))
			boot_option_set(config, option, get(machine, name));
	}
}

static bool restart(struct front *front, const json_t *root, char *error,
		    size_t size)
{
	const json_t *machine = json_object_get(root, "machine");
	struct session_config config = front->config;
	const char *why = "";

	config.kernel.nr_cpus = (u32)get(machine, "cpus");
	config.kernel.hz = (u32)get(machine, "hz");
	config.kernel.jiffies0 = strtoull(get_text(machine, "jiffies0"),
					  NULL, 16);
	config.step_cost = (u32)get(machine, "step_cost");
	get_boot_options(machine, &config.kernel);
	if (!front_restart(front, &config, &why))
		return true;
	snprintf(error, size, "%s", why);
	return false;
}

/* With another core, steps have other numbers.  Do then what the user did: wait
 * for the last call's return, let time pass, and the trace grow as long. */
static void follow(struct session *session, const struct position *at,
		   u32 wait)
{
	const struct machine *m = session_machine(session);
	struct goal goal = goal_none();

	goal.limits.time = at->now;
	goal.wait = wait;
	if (wait)
		session_run(session, &goal);
	goal.wait = 0;
	goal.limits.events = at->events;
	if (m->nr_events < at->events)
		session_run(session, &goal);
	goal.limits.events = UINT64_MAX;
	if (m->now < at->now)
		session_run(session, &goal);
}

/* Go to where the input was given. */
static bool go_there(struct session *session, const struct position *at,
		     bool same_core, u32 wait)
{
	if (same_core)
		return session_goto(session, at) == 0;
	follow(session, at, wait);
	return session_machine(session)->now == at->now;
}

static bool same_landmark(const struct landmark *landmark, const json_t *input)
{
	return !strcmp(landmark->func, get_text(input, "function")) &&
	       !strcmp(landmark->text, get_text(input, "source"));
}

/* @wait is the task of the last input's call, and receives this one's. */
static bool replay_input(struct front *front, const json_t *input,
			 bool same_core, u32 *wait, char *error, size_t size)
{
	struct session *session = front->session;
	struct position at = get_position(input);
	struct landmark landmark;

	if (json_is_true(json_object_get(input, "planned")))
		return !session_plan(session, get_text(input, "text"),
				     (u32)get(input, "cpu"), &at);
	if (get(input, "cpu") >= front->config.kernel.nr_cpus ||
	    !go_there(session, &at, same_core, *wait)) {
		snprintf(error, size, "cannot get to step %llu, where \"%s\" "
			 "was given", (unsigned long long)at.steps,
			 get_text(input, "text"));
		return false;
	}
	session_set_focus(session, (u32)get(input, "cpu"));
	landmark_of(session_machine(session), (u32)get(input, "cpu"), &landmark);
	if (!same_landmark(&landmark, input)) {
		snprintf(error, size, "the replay differs where \"%s\" was "
			 "given, at step %llu: CPU %u stood in %s before `%s`, "
			 "and now in %s before `%s`; it stops here",
			 get_text(input, "text"), (unsigned long long)at.steps,
			 (u32)get(input, "cpu"), get_text(input, "function"),
			 get_text(input, "source"), landmark.func,
			 landmark.text);
		return false;
	}
	front->line = (u32)get(input, "line");
	if (!session_input(session, get_text(input, "text"), front->line,
			   wait))
		return true;
	snprintf(error, size, "the input \"%s\" is refused",
		 get_text(input, "text"));
	return false;
}

bool savefile_read(struct front *front, const char *path, char *error,
		   size_t size)
{
	json_t *root = open_session(path, error, size);
	bool same_core, ok;
	struct position end;
	const json_t *input;
	u32 wait = 0;
	size_t i;

	if (!root)
		return false;
	same_core = !strcmp(get_text(root, "core"), step_digest);
	ok = restart(front, root, error, size);
	json_array_foreach(json_object_get(root, "inputs"), i, input)
		ok = ok && replay_input(front, input, same_core, &wait, error,
					size);
	end = get_position(root);
	if (ok && !go_there(front->session, &end, same_core, wait)) {
		snprintf(error, size, "cannot get to step %llu, where the "
			 "session was saved", (unsigned long long)end.steps);
		ok = false;
	}
	if (ok && get(root, "focus") < front->config.kernel.nr_cpus)
		session_set_focus(front->session, (u32)get(root, "focus"));
	front->changed = false;
	json_decref(root);
	return ok;
}
