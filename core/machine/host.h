/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The only door from core/machine to the operating system below: mapping
 * memory, and catching the faults that wild pointers of the simulated kernel
 * cause.
 */
#ifndef MACHINE_HOST_H
#define MACHINE_HOST_H

#include "machine/machine.h"

#if defined(__SANITIZE_ADDRESS__)
#define HAVE_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAVE_ASAN 1
#endif
#endif

/* Reserve @bytes of zeroed memory, committed on first touch; NULL on failure */
void *host_map(u64 bytes);
void host_unmap(void *memory, u64 bytes);
/* Make a page range inaccessible. */
void host_guard(void *memory, u64 bytes);
u64 host_page_size(void);

/* From now on a fault in simulated code calls machine_fault() instead of
 * killing the program.  May be called more than once. */
void host_catch_faults(void);

/* This memory is used afresh: a sanitizer must forget what it knew of it. */
void host_forget_poison(void *memory, u64 bytes);

/* Sanitizer bookkeeping around a switch to [bottom, bottom + size). */
void host_switch_begin(void *bottom, u64 size);
void host_switch_end(void **old_bottom, u64 *old_size);

#endif
