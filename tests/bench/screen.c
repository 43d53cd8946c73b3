/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The screen on a pseudo-terminal of 200x60, as a user has it.  Answers with
 * four numbers: ms from the start to the first screen; ms from a key to the new
 * screen, with 10,000 timers armed; bytes that a plain step sends; per cent of a
 * core that auto-play takes.
 *
 *	screen PROGRAM
 *
 * A screen is complete when nothing more comes for a while; that while is not
 * counted.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE		/* posix_openpt() */
#endif
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "worker.h"

#define TIMERS 10000u
#define SILENCE_MS 60
#define KEYS 21
#define PLAY_SECONDS 3

struct terminal {
	int master;
	pid_t pid;
};

static void become(const char *slave, const char *const *argv)
{
	const struct winsize size = { .ws_row = 60, .ws_col = 200 };
	int fd;

	setsid();
	fd = open(slave, O_RDWR);
	if (fd < 0 || ioctl(fd, TIOCSCTTY, 0) || ioctl(fd, TIOCSWINSZ, &size))
		_exit(127);
	dup2(fd, STDIN_FILENO);
	dup2(fd, STDOUT_FILENO);
	dup2(fd, STDERR_FILENO);
	setenv("TERM", "xterm-256color", 1);
	setenv("XDG_STATE_HOME", "/dev/null", 1);
	execv(argv[0], (char *const *)argv);
	_exit(127);
}

static struct terminal start(const char *const *argv)
{
	struct terminal t = { posix_openpt(O_RDWR | O_NOCTTY), -1 };
	const char *slave;

	if (t.master < 0 || grantpt(t.master) || unlockpt(t.master))
		worker_fail("no pseudo-terminal");
	slave = ptsname(t.master);
	t.pid = fork();
	if (t.pid == 0)
		become(slave, argv);
	if (t.pid < 0)
		worker_fail("no process");
	return t;
}

/* Bytes until silence; *last receives when the last one came. */
static u64 drain(const struct terminal *t, int silence_ms, double *last)
{
	struct pollfd fd = { .fd = t->master, .events = POLLIN };
	char buf[65536];
	u64 bytes = 0;

	while (poll(&fd, 1, silence_ms) > 0) {
		ssize_t n = read(t->master, buf, sizeof(buf));

		if (n <= 0)
			break;
		*last = worker_time();
		bytes += (u64)n;
	}
	return bytes;
}

static void end(const struct terminal *t)
{
	kill(t->pid, SIGKILL);
	waitpid(t->pid, NULL, 0);
	close(t->master);
}

static double measure_start(const char *program)
{
	const char *const argv[] = { program, NULL };
	const double begin = worker_time();
	struct terminal t = start(argv);
	double last = begin;

	drain(&t, 300, &last);
	end(&t);
	return (last - begin) / 1e6;
}

static int ascending(const void *a, const void *b)
{
	const double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The median over some steps. */
static double measure_keys(const struct terminal *t, double *bytes)
{
	double ms[KEYS], sent[KEYS];
	int i;

	for (i = 0; i < KEYS; i++) {
		const double begin = worker_time();
		double last = begin;

		if (write(t->master, "s", 1) != 1)
			worker_fail("the key was not taken");
		sent[i] = (double)drain(t, SILENCE_MS, &last);
		ms[i] = (last - begin) / 1e6;
	}
	qsort(ms, KEYS, sizeof(*ms), ascending);
	qsort(sent, KEYS, sizeof(*sent), ascending);
	*bytes = sent[KEYS / 2];
	return ms[KEYS / 2];
}

static double cpu_seconds(pid_t pid)
{
	unsigned long user = 0, system = 0;
	char path[64];
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	file = fopen(path, "r");
	if (!file || fscanf(file, "%*d (%*[^)]) %*c %*d %*d %*d %*d %*d %*u "
			    "%*u %*u %*u %*u %lu %lu", &user, &system) != 2)
		worker_fail("no /proc/PID/stat");
	fclose(file);
	return (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
}

static double measure_play(const struct terminal *t)
{
	const double begin = worker_time();
	const double before = cpu_seconds(t->pid);
	double last, share;

	if (write(t->master, "p", 1) != 1)
		worker_fail("the key was not taken");
	while (worker_time() - begin < PLAY_SECONDS * 1e9)
		drain(t, 10, &last);
	share = (cpu_seconds(t->pid) - before) /
		((worker_time() - begin) / 1e9) * 100;
	if (write(t->master, "p", 1) != 1)
		worker_fail("the key was not taken");
	return share;
}

/* A script that arms the timers, all over the wheel, and enters the kernel. */
static void write_script(const char *path)
{
	FILE *file = fopen(path, "w");
	u32 i;

	if (!file)
		worker_fail("no script");
	for (i = 0; i < TIMERS; i++)
		fprintf(file, "add_timer t%u +%uj\n", i, 1 + i * 7 % 30000);
	fputs("run 20ms\n", file);
	fclose(file);
}

int main(int argc, char **argv)
{
	char script[] = "/tmp/timerscope-bench-XXXXXX";
	const char *const loaded[] = { argv[1], script, NULL };
	struct terminal t;
	double last, key, bytes, play;
	int fd;

	if (argc != 2)
		worker_fail("usage: screen PROGRAM");
	fd = mkstemp(script);
	if (fd < 0)
		worker_fail("no script");
	close(fd);
	write_script(script);
	while (worker_asked()) {
		t = start(loaded);
		drain(&t, 2000, &last);
		key = measure_keys(&t, &bytes);
		play = measure_play(&t);
		end(&t);
		printf("%.6g %.6g %.6g %.6g\n", measure_start(argv[1]), key,
		       bytes, play);
		fflush(stdout);
	}
	unlink(script);
	return 0;
}
