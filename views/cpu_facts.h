/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What there is to say about a CPU: for panes and for `show cpus`.
 *
 * Host context, after state_use().  Texts go into @buf of @size bytes, "" where
 * there is nothing to say.
 */
#ifndef VIEWS_CPU_FACTS_H
#define VIEWS_CPU_FACTS_H

#include "linux/state.h"
#include "views/grid.h"

#define CPU_FACT_MAX 256		/* any of the texts fits into this */

enum role cpu_role(enum cpu_context context);

/* "softirq TIMER", "task t1": the context, and whose it is. */
const char *cpu_context_text(const struct machine *m, const struct cpu *cpu,
			     char *buf, size_t size);

/* Why it executes no statements: "waits for an interrupt", "spins for lock L,
 * which CPU 1 has", its Oops. */
const char *cpu_waits_text(const struct machine *m, const struct cpu *cpu,
			   char *buf, size_t size);

/* What the user has done to it: "held", "forced". */
const char *cpu_choice_text(const struct machine *m, const struct cpu *cpu);

/* Interrupts that wait to be taken, and softirqs that wait to be run: "irq
 * timer, softirq TIMER". */
const char *cpu_pending_text(const struct machine *m, const struct cpu *cpu,
			     char *buf, size_t size);

/* The parts of a preempt_count: "hardirq 1 + preempt 2" (depths), "preemptible"
 * for 0. */
const char *cpu_preempt_text(u32 count, char *buf, size_t size);

/* The text of the statement at which a frame stands, on one line; its bytes. */
size_t frame_statement(const struct step_frame *frame, const char **text,
		       bool *more);

#endif
