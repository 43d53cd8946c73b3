/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How much CPU time a thread has used (kernel/sched/cputime.c, Linux 6.12 with
 * CONFIG_TICK_CPU_ACCOUNTING).
 *
 *	--[ task A  ][ B ][ task A     ]--   exact: sum_exec_runtime, counted at
 *	     |     |     |     |     |       each switch
 *	    tick  tick  tick  tick  tick     utime, stime: whoever is running
 *	                                     gets the whole tick
 *
 * Invariant: a process's times are at least the sum of those of its threads;
 * more by those of threads that have exited.
 */
#ifndef LINUX_CPUTIME_H
#define LINUX_CPUTIME_H

#include "linux/process_timers.h"

struct task;

/* The task switch: @task leaves its CPU, or got it.  Kernel tasks are of no
 * interest. */
void cputime_stop(struct task *task);
void cputime_start(struct task *task);

/* A tick for the running thread. */
void account_process_tick(bool user_tick);

/* Count what @t has run up to now, if it runs. */
void update_curr(struct thread *t);

/* By CPUCLOCK_... */
void task_sample_cputime(struct thread *t, u64 *samples);
void proc_sample_cputime(struct process *p, u64 *samples);

#endif
