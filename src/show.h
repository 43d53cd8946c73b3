/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The machine as text: `show wheel` and its relatives, `print` of a struct.
 *
 * Each function prints one view, at most 80 columns wide where names allow,
 * with units on numbers.  Where there is nothing to show, it says what to do
 * to see something.  Nothing here changes the machine.
 */
#ifndef SHOW_H
#define SHOW_H

#include <stdio.h>

#include "machine/machine.h"
#include "machine/state.h"
#include "trace_store.h"

struct percpu;

/* What the kernel has for a CPU; NULL: the machine has no such CPU, and so no @what of it, as is
 * said to @file. */
const struct percpu *show_percpu(FILE *file, const struct machine *m, u32 cpu, const char *what);

/* Which wheels to show: an enum timer_base_index, or all that hold timers. */
#define SHOW_ALL_BASES (-1)

/* One wheel: levels with the occupancy of their buckets, the clock's hand, next expiry, and the
 * timers in the order in which they will run. */
void show_wheel(FILE *file, struct machine *m, u32 cpu, int base);

/* The high-resolution timers of a CPU, each base's tree drawn as one. */
void show_hrtimers(FILE *file, struct machine *m, u32 cpu);

/* The timers and CPU clocks of processes; of one, by serial, its /proc/PID/timers too; 0: all. */
void show_posix(FILE *file, struct machine *m, u32 process);

/* Threads and what they wait for, timers, clocks, files; where signals are.  Of the process with
 * that serial; 0: of all. */
void show_processes(FILE *file, struct machine *m, u32 focus, u32 process);
void show_signals(FILE *file, struct machine *m, u32 focus, u32 process);

/* The tick device of each CPU; the clocks, and what they are read from. */
void show_ticks(FILE *file, struct machine *m);
void show_clocks(FILE *file, struct machine *m);

void show_timers(FILE *file, struct machine *m);
void show_cpus(FILE *file, struct machine *m);
void show_locks(FILE *file, struct machine *m);
void show_tasks(FILE *file, struct machine *m);
void show_softirqs(FILE *file, struct machine *m);

/* The call stack of a CPU, innermost function first; false: it has none. */
bool show_stack(FILE *file, struct machine *m, u32 cpu);

/* The call stack of a task that does not run, by serial. */
bool show_task_stack(FILE *file, struct machine *m, u32 serial);

/* The last @n events that have happened, of that kind (EVENT_NR: of any). */
void show_events(FILE *file, struct machine *m, const struct trace_store *store, u32 kind,
		 u64 n);

/* A struct, field by field; what it contains down to @depth levels below, deeper things as
 * "{...}" and "[n]".  @object NULL: "none". */
void show_state(FILE *file, struct machine *m, const struct state_type *type, const void *object,
		u32 depth);

/* One field of @object, its value only: what `print PATH` says. */
void show_field(FILE *file, struct machine *m, const struct state_field *field, const void *object,
		u32 depth);

#endif
