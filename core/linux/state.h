/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files that describe the kernel's state share: steps from a struct
 * to its neighbours, and the table of call stacks.
 *
 * Everything here reads the machine in hot.machine and changes nothing.
 */
#ifndef LINUX_STATE_H
#define LINUX_STATE_H

#include "linux/kernel.h"

/* What a CPU is doing, as far as the kernel is concerned. */
enum cpu_context {
	CONTEXT_OFF,			/* not booted, or dead */
	CONTEXT_IDLE,
	CONTEXT_TASK,
	CONTEXT_USER,			/* a task in user mode: burn */
	CONTEXT_SOFTIRQ,
	CONTEXT_HARDIRQ,
	CONTEXT_NR,
};
extern const char *const cpu_context_names[CONTEXT_NR];
extern const char *const cpu_state_names[CPU_DEAD + 1];
extern const char *const timer_base_names[NR_BASES];

enum cpu_context cpu_context_of(const struct cpu *cpu);

/* A CPU's per-CPU data, NULL before the kernel is booted. */
const struct percpu *percpu_of_cpu(const struct cpu *cpu);

/* The memory of a living object of @kind, NULL otherwise. */
const void *object_memory(u32 serial, u32 kind);

/* Iterates over the memory of the living objects of @kind; @serial is that of
 * the last one, 0 to begin. */
const void *object_next_memory(u32 serial, u32 kind);

/* The key of an object in paths: its name, or its serial. */
u64 object_key(u32 serial);

/* The frames of a call stack, innermost first. */
const struct step_frame *stack_of_cpu(const struct cpu *cpu);
const struct step_frame *stack_of_task(const struct task *task);
const struct step_frame *stack_next(const struct step_frame *frame);
extern const struct state_type frame_type;

/* What one frame says, for displays. */
const char *frame_function(const struct step_frame *frame);
const char *frame_file(const struct step_frame *frame);
u32 frame_line(const struct step_frame *frame);
u64 frame_text(const struct step_frame *frame, const char **start);

/* Elements of machine_type's and cpu_type's lists, for displays. */
extern const struct state_type cpu_type;
extern const struct state_type device_event_type;

#endif
