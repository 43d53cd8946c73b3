/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The worker's half of a benchmark: a program that measures one thing.
 *
 * The driver (bench.c) runs two workers at a time, A and B, and asks them by
 * turns: A B A B ...  So both meet the same moods of the host, and their ratio
 * means something on a busy machine too.  One line on standard input asks for
 * one measurement, one line on standard output answers: numbers, lower is
 * better, divided by blanks.
 */
#ifndef BENCH_WORKER_H
#define BENCH_WORKER_H

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "machine/types.h"

/* Host time in ns. */
static inline double worker_time(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

/* Wait for the driver to ask for a measurement; false: it has finished. */
static inline bool worker_asked(void)
{
	char line[16];

	return fgets(line, sizeof(line), stdin) != NULL;
}

/* Answer with one number. */
static inline void worker_answer(double value)
{
	printf("%.6g\n", value);
	fflush(stdout);
}

/* What cannot be measured: say so and give up. */
static inline void worker_fail(const char *what)
{
	fprintf(stderr, "bench: %s\n", what);
	exit(1);
}

/* The same sequence of numbers in every run (xorshift64). */
static inline u64 worker_random(u64 *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

#endif
