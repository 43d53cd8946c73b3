/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * timerscope: the command line.  Scripts, console, verify and schema.
 */
#include "config.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "console.h"
#include "lesson.h"
#include "machine/strings.h"
#include "options.h"
#include "outfile.h"
#include "savefile.h"
#include "schema.h"
#include "screen_run.h"
#include "topics.h"
#include "trace_text.h"
#include "verify.h"

#define DEFAULT_STEPS 100000000
#define DEFAULT_TIME (1000000 * NSEC_PER_SEC)
#define DEFAULT_MEMORY (1ull << 30)

/* --- output that is counted ------------------------------------------------------- */

struct counted {
	u64 bytes, limit;
	int error;			/* errno of the first write that failed */
};

static ssize_t counted_write(void *cookie, const char *data, size_t size)
{
	struct counted *counted = cookie;

	counted->bytes += size;
	if (counted->bytes > counted->limit)
		return (ssize_t)size;	/* dropped; the limit is reported */
	errno = 0;
	if (fwrite(data, 1, size, stdout) == size)
		return (ssize_t)size;
	counted->error = counted->error ? counted->error : errno;
	return 0;
}

/* What was printed may still lie in a buffer, and the disk be full: then @code
 * is not the truth.  @error: what is known of it already. */
static int flush_output(int code, int error)
{
	errno = 0;
	if (!fflush(stdout) && !ferror(stdout))
		return code;
	error = error ? error : errno ? errno : EIO;
	fprintf(stderr, "timerscope: cannot write the standard output: %s\n", strerror(error));
	return EXIT_OWN_FAULT;
}

/* --- trace records as they come ------------------------------------------------------ */

struct stream {
	struct outfile *file;
	struct front *front;
	bool ftrace;
	u64 entries;			/* records written */
	bool failed;
};

static void begin_stream(const struct stream *stream)
{
	bool whole = outfile_can_rewind(stream->file);

	if (stream->ftrace)
		trace_write_ftrace_header(outfile_stream(stream->file), hot.machine,
					  whole ? 0 : UINT64_MAX);
}

/* Only now is it known how many entries there are. */
static void end_stream(const struct stream *stream)
{
	FILE *file = outfile_stream(stream->file);

	if (!stream->entries)
		begin_stream(stream);
	if (stream->ftrace && outfile_can_rewind(stream->file) && !fseeko(file, 0, SEEK_SET))
		trace_write_ftrace_header(file, hot.machine, stream->entries);
}

static void stream_record(void *ctx, const struct trace_record *record)
{
	struct stream *stream = ctx;
	FILE *file = outfile_stream(stream->file);

	if (!stream->entries++)
		begin_stream(stream);
	if (stream->ftrace)
		trace_write_ftrace(file, hot.machine, record);
	else if (!trace_write_json(file, hot.machine, record))
		stream->failed = true;
}

/* --- signals -------------------------------------------------------------------------- */

/* A signal handler takes no argument of ours. */
static struct front *volatile running;
static volatile sig_atomic_t killed;

static void interrupt_run(void)
{
	struct front *front = running;

	if (front && front->session)
		front_machine(front)->host->interrupted = 1;
}

/* The machine forgets an interruption between two commands: ask again. */
static void time_is_up(int number)
{
	(void)number;
	if (running)
		running->out_of_time = 1;
	interrupt_run();
	alarm(1);
}

static void ask_to_end(int number)
{
	killed = number;
	time_is_up(number);
}

/* A batch run that is stopped leaves no half-written files. */
static void catch_signals(struct front *front, const struct options *options)
{
	static const int deadly[] = { SIGHUP, SIGINT, SIGTERM };
	struct sigaction action = { .sa_handler = ask_to_end };
	size_t i;

	running = front;
	for (i = 0; i < sizeof(deadly) / sizeof(deadly[0]); i++)
		sigaction(deadly[i], &action, NULL);
	action.sa_handler = SIG_IGN;	/* a write then fails, and is reported */
	sigaction(SIGPIPE, &action, NULL);
	action.sa_handler = time_is_up;
	sigaction(SIGALRM, &action, NULL);
	if (options->limits.wall)
		alarm((unsigned int)options->limits.wall);
}

static void let_signals_go(void)
{
	alarm(0);
	running = NULL;
	signal(SIGHUP, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	if (killed)
		raise(killed);
}

/* --- running --------------------------------------------------------------------------- */

static char *read_stream(FILE *file, size_t *len)
{
	size_t max = 0;
	char *text = NULL;
	size_t n;

	*len = 0;
	do {
		char *more = realloc(text, max += 65536);

		if (!more)
			break;
		text = more;
		n = fread(text + *len, 1, max - *len, file);
		*len += n;
	} while (n);
	if (ferror(file)) {	/* a folder, for example */
		free(text);
		return NULL;
	}
	return text;
}

static int execute_file(struct front *front, const char *path)
{
	bool standard = !strcmp(path, "-");
	FILE *file = standard ? stdin : fopen(path, "rb");
	char *text;
	size_t len;
	int result;

	if (!file) {
		fprintf(front->options.err, "timerscope: %s: %s\n", path,
			strerror(errno));
		front_end(front, EXIT_SCRIPT, "the script cannot be read");
		return -1;
	}
	errno = 0;
	text = read_stream(file, &len);
	if (!text) {
		fprintf(stderr, "timerscope: %s: %s\n", path, strerror(errno));
		front_end(front, EXIT_SCRIPT, "the script cannot be read");
	}
	if (!standard)
		fclose(file);
	result = text && !front->out_of_time ?
		 front_execute(front, text, len,
			       standard ? "standard input" : path) : -1;
	free(text);
	return result;
}

static void load_session(struct front *front, const char *path)
{
	char error[600];

	if (savefile_read(front, path, error, sizeof(error)))
		return;
	fprintf(stderr, "timerscope: %s\n", error);
	front_end(front, EXIT_SCRIPT, error);
}

/* The operand: a lesson, by name or file, or a script.  The one place. */
static void open_operand(struct front *front, const char *operand)
{
	char *lesson = lesson_find(operand);

	if (!lesson)
		execute_file(front, operand);
	else if (lesson_open(front, lesson, UINT32_MAX, 0))
		front_end(front, EXIT_SCRIPT, "the lesson cannot be opened");
	free(lesson);
}

/* On the screen its output stands where all output does. */
static void begin_with(struct front *front, void *data)
{
	open_operand(front, data);
}

/* The screen, or the console where that was asked for or has to do. */
static void interact(struct front *front, const struct options *options,
		     const char *operand)
{
	char *begin = operand ? strdup(operand) : NULL;
	const struct screen_options screen = {
		.theme = options->theme, .mouse = options->mouse,
		.lessons = !operand && !options->load && !options->execute &&
			   !options->batch,
		.begin = begin ? begin_with : NULL, .data = begin,
	};
	char why[200];

	if (!options->console) {
		if (screen_run(front, &screen, why, sizeof(why))) {
			free(begin);
			return;
		}
		if (isatty(STDIN_FILENO))
			fprintf(stderr, "timerscope: no screen: %s; here is "
				"the console\n", why);
	}
	free(begin);
	if (operand)
		open_operand(front, operand);
	if (!front->quit)
		console_run(front);
}

static void run_all(struct front *front, const struct options *options,
		    const char *script)
{
	if (options->wrong) {
		front_end(front, EXIT_SCRIPT, "a usage error");
		return;
	}
	if (options->load)
		load_session(front, options->load);
	if (options->batch && front->code == EXIT_HELD)
		execute_file(front, options->batch);
	if (options->execute && front->code == EXIT_HELD)
		front_execute(front, options->execute,
			      strlen(options->execute), "-e");
	if (front->options.batch && script && front->code == EXIT_HELD)
		open_operand(front, script);
	if (!front->options.batch && !front->quit)
		interact(front, options, script);
}

/* At a prompt there is Ctrl-C; a script that nobody watches needs an end. */
static struct limits limits_for(const struct options *options, bool batch)
{
	struct limits limits = options->limits;

	if (!limits.steps)
		limits.steps = batch ? DEFAULT_STEPS : UINT64_MAX;
	if (!limits.time)
		limits.time = batch ? DEFAULT_TIME : KTIME_MAX;
	return limits;
}

static struct front_options front_options_for(const struct options *options,
					      bool batch)
{
	return (struct front_options){
		.batch = batch,
		.ascii = options->ascii,
		.limits = limits_for(options, batch),
		.out = stdout,
		.err = stderr,
		.progress = !batch && !options->no_progress,
		.may_forget = batch && !options->history && !options->load &&
			      !(options->batch && options->execute),
	};
}

static bool write_json(struct front *front, struct outfile *file)
{
	if (front_write_json(front, outfile_stream(file)))
		return outfile_commit(file);
	outfile_abort(file);
	return false;
}

static void cannot_write(struct front *front, const char *path)
{
	fprintf(stderr, "timerscope: cannot write %s: %s\n", path,
		strerror(errno));
	front_end(front, EXIT_OWN_FAULT, "output could not be written");
}

static void give_up(struct stream *stream, struct outfile *json)
{
	if (stream->file)
		outfile_abort(stream->file);
	if (json)
		outfile_abort(json);
}

static int finish(struct front *front, const struct options *options,
		  struct stream *stream, struct outfile *json,
		  const struct counted *counted)
{
	fflush(front->options.out);
	if (counted->bytes > counted->limit)
		front_end(front, EXIT_LIMIT, "the limit of output");
	front_exit_code(front);
	if (killed) {
		give_up(stream, json);
		return EXIT_LIMIT;
	}
	if (stream->file)
		end_stream(stream);
	if (stream->file && (stream->failed || !outfile_commit(stream->file)))
		cannot_write(front, options->events);
	if (json && !write_json(front, json))
		cannot_write(front, options->json);
	if (front->code != EXIT_HELD && front->code != EXIT_SCRIPT &&
	    front->options.batch)
		fprintf(stderr, "timerscope: %s\n", front->reason);
	return front->options.batch ? (int)front->code : 0;
}

/* There is too little memory even for an idle machine. */
static int without_machine(const struct options *options, struct outfile *json, const char *error)
{
	bool small = options->limits.memory < DEFAULT_MEMORY;
	struct json_result result = {
		.exit_code = small ? EXIT_LIMIT : EXIT_OWN_FAULT, .exit_reason = error,
	};

	fprintf(stderr, "timerscope: %s\n", error);
	if (json && json_write_result(outfile_stream(json), &result))
		outfile_commit(json);
	else if (json)
		outfile_abort(json);
	return result.exit_code;
}

/* Before anything runs: can it be written?  NULL also without a path. */
static struct outfile *open_output(struct options *options, const char *path)
{
	struct outfile *file = path ? outfile_open(path) : NULL;

	if (path && !file) {
		fprintf(stderr, "timerscope: cannot write %s: %s\n", path,
			strerror(errno));
		options->wrong = true;
	}
	return file;
}

/* At a prompt, a script that is not there is a slip of the finger. */
static bool is_missing(const char *script, bool batch)
{
	bool missing;
	char *lesson;

	if (batch || !script || !access(script, R_OK))
		return false;
	lesson = lesson_find(script);
	missing = !lesson || access(lesson, R_OK);
	free(lesson);
	if (missing)
		fprintf(stderr, "timerscope: %s: %s, and no lesson is called "
			"so; `timerscope -e lesson` lists them\n", script,
			strerror(ENOENT));
	return missing;
}

/* One file cannot take two outputs. */
static void check_outputs(struct options *options)
{
	if (!options->json || !options->events ||
	    strcmp(options->json, options->events))
		return;
	fprintf(stderr, "timerscope: --json and --events name the same file; "
		"give each its own\n");
	options->events = NULL;
	options->wrong = true;
}

static int run(struct options *options, const char *script)
{
	struct outfile *json = open_output(options, options->json);
	struct stream stream = {
		.file = open_output(options, options->events),
		.ftrace = options->ftrace,
	};
	const bool batch = ((options->batch || options->execute) &&
			    !options->console) || options->wrong;
	struct session_config config = front_default_config();
	struct front_options front_options = front_options_for(options, batch);
	struct counted counted = { .limit = options->limits.output };
	const cookie_io_functions_t io = { .write = counted_write };
	const char *error = "";
	struct front *front;
	int code;

	config.history = options->history;
	if (is_missing(script, batch)) {
		give_up(&stream, json);
		return EXIT_SCRIPT;
	}
	if (stream.file) {
		front_options.stream = stream_record;
		front_options.stream_ctx = &stream;
	}
	if (batch)
		front_options.out = fopencookie(&counted, "w", io);
	front = front_new(&front_options, &config, &error);
	if (!front) {
		give_up(&stream, NULL);
		return without_machine(options, json, error);
	}
	if (batch)
		catch_signals(front, options);
	run_all(front, options, script);
	code = finish(front, options, &stream, json, &counted);
	if (batch)
		let_signals_go();
	front_free(front);
	if (batch)
		fclose(front_options.out);
	return flush_output(code, counted.error);
}

int main(int argc, char **argv)
{
	struct options options = {
		.limits = {
			.memory = DEFAULT_MEMORY, .output = 64ull << 20,
		},
	};
	int operands;

	options_parse(&options, argc, argv);
	operands = argc - options.first_file;
	check_outputs(&options);
	if (options.wrong)
		return run(&options, NULL);
	if (options.help)
		options_help(stdout);
	else if (options.version)
		printf("timerscope %s (core %s)\n", PACKAGE_VERSION,
		       step_digest);
	else if (options.print_options)
		options_print(stdout);
	else if (options.manual) {
		options_manual(stdout);
		command_write_manual(stdout);
		topics_write_manual(stdout);
	} else if (options.completion)
		command_write_completion(stdout);
	else if (options.schema)
		schema_write(stdout);
	else if (options.check_lesson)
		return flush_output(lesson_check_main(operands, argv + options.first_file), 0);
	else if (options.verify)
		return flush_output(verify_main(operands, argv + options.first_file), 0);
	else if (operands > 1) {
		fprintf(stderr, "timerscope: one script at a time; see "
			"timerscope --help\n");
		options.wrong = true;
		return run(&options, NULL);
	} else
		return run(&options, operands ? argv[options.first_file] :
			   NULL);
	return flush_output(0, 0);
}
