/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The benchmark's driver: asks the workers by turns, prints medians and ratios,
 * one line each with its target.  It measures; it does not judge: the exit code
 * is 0 whatever comes out.
 *
 *	bench SOURCE-FOLDER BUILD-FOLDER	(of tests/bench)
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE		/* pipe2() */
#endif
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ROUNDS 11
#define STARTS 50
#define MAX_ANSWERS 8

static const char *source_folder = ".";
static const char *build_folder = ".";

/* --- numbers ---------------------------------------------------------------- */

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *values, int nr)
{
	qsort(values, (size_t)nr, sizeof(*values), ascending);
	return values[nr / 2];
}

static double host_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* --- lines ------------------------------------------------------------------ */

__attribute__((format(printf, 3, 4))) static void
line(const char *what, int met, const char *format, ...)
{
	static const char *const verdicts[] = { "MISSED", "ok", "" };
	char text[100];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	printf("%-38s %-50s %s\n", what, text, verdicts[met]);
	fflush(stdout);
}

static void not_measured(const char *what, const char *why)
{
	line(what, 2, "not measured: %s", why);
}

/* @ours / @theirs may be at most @target. */
static void ratio(const char *what, double ours, const char *theirs_name,
		  double theirs, double target)
{
	double r = ours / theirs;

	line(what, r <= target, "%7.1f ns, %s %.1f ns: %.2fx (at most %gx)",
	     ours, theirs_name, theirs, r, target);
}

/* --- workers ---------------------------------------------------------------- */

/* Pipes close on exec, or a worker would keep another one's open. */
struct worker {
	pid_t pid;
	FILE *ask, *answer;
};

static void become(const char *const *argv, int in, int out)
{
	dup2(in, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	if (!getenv("BENCH_VERBOSE") && !freopen("/dev/null", "w", stderr))
		_exit(1);
	execvp(argv[0], (char *const *)argv);
	_exit(127);
}

static bool worker_start(struct worker *worker, const char *const *argv)
{
	int ask[2], answer[2];

	*worker = (struct worker){ 0 };
	if (pipe2(ask, O_CLOEXEC) || pipe2(answer, O_CLOEXEC))
		return false;
	fflush(stdout);
	worker->pid = fork();
	if (worker->pid < 0)
		return false;
	if (worker->pid == 0)
		become(argv, ask[0], answer[1]);
	close(ask[0]);
	close(answer[1]);
	worker->ask = fdopen(ask[1], "w");
	worker->answer = fdopen(answer[0], "r");
	return worker->ask && worker->answer;
}

/* A program of ours in the build folder; NULL ends the arguments. */
static bool worker_run(struct worker *worker, const char *name,
		       const char *arg1, const char *arg2)
{
	char path[4096];
	const char *const argv[] = { path, arg1, arg2, NULL };

	snprintf(path, sizeof(path), "%s/%s", build_folder, name);
	return worker_start(worker, argv);
}

/* One measurement: how many numbers came. */
static int worker_ask(struct worker *worker, double *values)
{
	char text[200];
	char *at = text;
	char *end;
	int nr = 0;

	if (!worker->ask || !worker->answer)
		return 0;
	fputs("go\n", worker->ask);
	fflush(worker->ask);
	if (!fgets(text, sizeof(text), worker->answer))
		return 0;
	for (; nr < MAX_ANSWERS; nr++, at = end) {
		values[nr] = strtod(at, &end);
		if (end == at)
			break;
	}
	return nr;
}

static void worker_end(struct worker *worker)
{
	if (worker->ask)
		fclose(worker->ask);
	if (worker->answer)
		fclose(worker->answer);
	if (worker->pid > 0)
		waitpid(worker->pid, NULL, 0);
}

/* A B A B ...: the medians of both.  The first turn is for warming up. */
static bool compare(struct worker *a, struct worker *b, double *median_a,
		    double *median_b)
{
	double values_a[ROUNDS + 1];
	double values_b[ROUNDS + 1];
	double answer[MAX_ANSWERS];
	bool ok = true;
	int i;

	for (i = 0; i <= ROUNDS && ok; i++) {
		ok = worker_ask(a, answer) == 1;
		values_a[i] = answer[0];
		ok = ok && worker_ask(b, answer) == 1;
		values_b[i] = answer[0];
	}
	worker_end(a);
	worker_end(b);
	if (!ok)
		return false;
	*median_a = median(values_a + 1, ROUNDS);
	*median_b = median(values_b + 1, ROUNDS);
	return true;
}

/* --- 1. the wheel, stepped and plain ---------------------------------------- */

static void bench_wheel(const char *pending, double target)
{
	struct worker stepped, plain;
	double a, b;
	char what[80];

	snprintf(what, sizeof(what), "delete+add, %s pending", pending);
	if (worker_run(&stepped, "wheel-stepped", pending, NULL) &&
	    worker_run(&plain, "wheel-plain", pending, NULL) &&
	    compare(&stepped, &plain, &a, &b))
		ratio(what, a, "compiled plain", b, target);
	else
		not_measured(what, "a worker has failed");
}

/* --- 2. periodic timers, and others' ---------------------------------------- */

/* The wheel alone in simulated CPU context, or the whole machine: tick device,
 * interrupt, softirq, wheel, and a callback from a script. */
static bool run_periodic(struct worker *worker, bool whole, const char *timers)
{
	if (whole)
		return worker_run(worker, "periodic", timers, "count");
	return worker_run(worker, "wheel-stepped", timers, "expire");
}

static void name_periodic(char *what, size_t size, bool whole,
			  const char *timers, const char *other)
{
	snprintf(what, size, "%s, %s a tick; %s",
		 whole ? "whole machine" : "expire+rearm", timers, other);
}

static void bench_systemc(bool whole, const char *timers)
{
	struct worker ours, theirs;
	double a, b;
	char what[80];

	name_periodic(what, sizeof(what), whole, timers, "SystemC");
	if (run_periodic(&ours, whole, timers) &&
	    worker_run(&theirs, "systemc", timers, NULL) &&
	    compare(&ours, &theirs, &a, &b))
		ratio(what, a, "SC_THREAD", b, 1);
	else
		not_measured(what, "no libsystemc-dev");
}

/* Debian's Python first: that is where Debian's SimPy is. */
static bool start_simpy(struct worker *worker, const char *timers)
{
	const char *python = "/usr/bin/python3";
	char script[4096];
	const char *const argv[] = {
		access(python, X_OK) ? "python3" : python,
		script,
		timers,
		NULL,
	};

	snprintf(script, sizeof(script), "%s/simpy.py", source_folder);
	return worker_start(worker, argv);
}

static void bench_simpy(bool whole, const char *timers)
{
	struct worker ours, theirs;
	double a, b;
	char what[80];

	name_periodic(what, sizeof(what), whole, timers, "SimPy");
	if (run_periodic(&ours, whole, timers) &&
	    start_simpy(&theirs, timers) && compare(&ours, &theirs, &a, &b))
		line(what, b / a >= 5,
		     "%7.1f ns, SimPy %.1f ns: %.1fx faster (at least 5x)", a,
		     b, b / a);
	else
		not_measured(what, "no python3-simpy");
}

/* --- 3. recording ----------------------------------------------------------- */

static void bench_record(const char *timers)
{
	struct worker on, off;
	double a, b;
	char what[80];

	snprintf(what, sizeof(what), "recording, %s a tick", timers);
	if (worker_run(&on, "periodic", timers, "record") &&
	    worker_run(&off, "periodic", timers, "count") &&
	    compare(&on, &off, &a, &b))
		ratio(what, a, "off", b, 1.4);
	else
		not_measured(what, "a worker has failed");
}

/* --- 4. memory -------------------------------------------------------------- */

static void bench_memory(void)
{
	const char *what = "1,000,000 named pending timers";
	double mib[MAX_ANSWERS];
	struct worker worker;

	if (worker_run(&worker, "memory", NULL, NULL) &&
	    worker_ask(&worker, mib) == 2)
		line(what, mib[0] <= 128 && mib[1] <= 128,
		     "%7.1f MiB, whole process %.1f MiB (at most 128)", mib[0],
		     mib[1]);
	else
		not_measured(what, "the worker has failed");
	worker_end(&worker);
}

/* --- 5. going back ---------------------------------------------------------- */

static bool ask_reverse(double answers[5][ROUNDS])
{
	double ms[MAX_ANSWERS];
	struct worker worker;
	bool ok = worker_run(&worker, "reverse", NULL, NULL);
	int i, k;

	for (i = 0; i < ROUNDS && ok; i++) {
		ok = worker_ask(&worker, ms) == 5;
		for (k = 0; k < 5 && ok; k++)
			answers[k][i] = ms[k];
	}
	worker_end(&worker);
	return ok;
}

static void bench_reverse(void)
{
	static const char *const what[] = {
		"first reverse-step",	  "reverse-step after that",
		"  the slowest of 51",	  "reverse-next",
		"reverse-continue, one tick",
	};
	static const double target[] = { 5, 0.3, 0, 0, 0 };
	double answers[5][ROUNDS];
	int k;

	if (!ask_reverse(answers)) {
		not_measured("going back", "the worker has failed");
		return;
	}
	for (k = 0; k < 5; k++) {
		double ms = median(answers[k], ROUNDS);

		if (target[k] > 0)
			line(what[k], ms <= target[k],
			     "%7.3f ms at 10,000,000 steps (at most %g)", ms,
			     target[k]);
		else
			line(what[k], 2, "%7.3f ms", ms);
	}
}

/* --- 6. start-up ------------------------------------------------------------ */

static bool run_script(const char *program, const char *script)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		if (!freopen("/dev/null", "w", stdout))
			_exit(126);
		execl(program, program, "-b", script, (char *)NULL);
		_exit(127);
	}
	return pid > 0 && waitpid(pid, &status, 0) == pid &&
	       WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* A script of the source folder from start to exit, in ms; -1: it failed. */
static double script_ms(const char *name)
{
	char program[4096], script[4096];
	double ms[STARTS];
	int i;

	snprintf(program, sizeof(program), "%s/../../timerscope", build_folder);
	snprintf(script, sizeof(script), "%s/%s.tst", source_folder, name);
	run_script(program, script);
	for (i = 0; i < STARTS; i++) {
		double start = host_ms();

		if (!run_script(program, script))
			return -1;
		ms[i] = host_ms() - start;
	}
	return median(ms, STARTS);
}

static void bench_startup(void)
{
	const char *what = "script of 10 commands, start to exit";
	double ms = script_ms("startup");

	if (ms < 0)
		not_measured(what, "the script has failed");
	else
		line(what, ms <= 4, "%7.2f ms (at most 4)", ms);
}

/* --- 7. idle CPUs ----------------------------------------------------------- */

static void bench_idle(const char *what, const char *script, double target)
{
	double start = script_ms("idle-none");
	double ms = script_ms(script);

	if (start < 0 || ms < 0)
		not_measured(what, "the script has failed");
	else
		line(what, ms - start <= target,
		     "%7.2f ms without start-up (at most %g)", ms - start,
		     target);
}

/* --- 8. the screen ---------------------------------------------------------- */

static void bench_screen(void)
{
	static const struct {
		const char *what, *unit;
		double target;
	} rows[] = {
		{ "start to the first screen, 200x60", "ms", 20 },
		{ "key to the new screen, 10,000 timers", "ms", 8 },
		{ "  sent for a plain step", "bytes", 1024 },
		{ "auto-play, 30 steps a second", "% of a core", 5 },
	};
	double answers[4][3], ask[MAX_ANSWERS];
	struct worker worker;
	char program[4096];
	bool ok;
	int i, k;

	snprintf(program, sizeof(program), "%s/../../timerscope", build_folder);
	ok = worker_run(&worker, "screen", program, NULL);
	for (i = 0; i < 3 && ok; i++) {
		ok = worker_ask(&worker, ask) == 4;
		for (k = 0; k < 4; k++)
			answers[k][i] = ask[k];
	}
	worker_end(&worker);
	if (!ok) {
		not_measured("the screen", "the worker has failed");
		return;
	}
	for (k = 0; k < 4; k++) {
		double value = median(answers[k], 3);

		line(rows[k].what, value <= rows[k].target,
		     "%7.1f %s (at most %g)", value, rows[k].unit,
		     rows[k].target);
	}
}

/* --- 9. hrtimers, and the tree that they stand in --------------------------- */

static void bench_hrtimers(const char *queued, double target)
{
	struct worker stepped, plain;
	double a, b;
	char what[80];

	snprintf(what, sizeof(what), "start+cancel, %s hrtimers", queued);
	if (worker_run(&stepped, "hrtimer-stepped", queued, NULL) &&
	    worker_run(&plain, "hrtimer-plain", queued, "tree") &&
	    compare(&stepped, &plain, &a, &b))
		ratio(what, a, "plain tree alone", b, target);
	else
		not_measured(what, "a worker has failed");
}

/* --- 9. POSIX timers -------------------------------------------------------- */

/* CPU time in s and the largest size in MiB of a headless run. */
static bool measure_script(const char *program, const char *script, double *s,
			   double *mib)
{
	struct rusage used;
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		if (!freopen("/dev/null", "w", stdout))
			_exit(126);
		execl(program, program, "--max-steps", "1000000000", "-b",
		      script, (char *)NULL);
		_exit(127);
	}
	if (pid < 0 || wait4(pid, &status, 0, &used) != pid)
		return false;
	*s = (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
	     (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
	*mib = (double)used.ru_maxrss / 1024;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void bench_posix(void)
{
	const char *what = "100,000 POSIX timers, to their signals";
	char program[4096], script[4096];
	double s[5], mib = 0;
	int i;

	snprintf(program, sizeof(program), "%s/../../timerscope", build_folder);
	snprintf(script, sizeof(script), "%s/posix.tst", source_folder);
	for (i = 0; i < 5; i++) {
		if (!measure_script(program, script, &s[i], &mib)) {
			not_measured(what, "the script has failed");
			return;
		}
	}
	s[0] = median(s, 5);
	line(what, s[0] <= 0.5 && mib <= 96,
	     "%7.2f s, %.1f MiB (at most 0.5, 96)", s[0], mib);
}

int main(int argc, char **argv)
{
	int whole;

	if (argc > 2) {
		source_folder = argv[1];
		build_folder = argv[2];
	}
	bench_wheel("1000", 5);
	bench_wheel("1000000", 4);
	for (whole = 0; whole < 2; whole++) {
		bench_systemc(whole, "1");
		bench_systemc(whole, "100");
		bench_simpy(whole, "1");
		bench_simpy(whole, "100");
	}
	bench_record("1");
	bench_record("100");
	bench_memory();
	bench_reverse();
	bench_startup();
	bench_screen();
	bench_posix();
	bench_idle("10 s of 4 idle CPUs at 1000 Hz", "idle-ticks", 25);
	bench_idle("the same without ticks", "idle-nohz", 2);
	bench_hrtimers("100000", 5);
	return 0;
}
