/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hrtimers driven by a recording: the second half of what verify.c compares.
 *
 * As with the wheel (verify_model.h), a kernel of its own is booted for a
 * stretch of a recording, each CPU is a reader of its lines, and what the
 * queues decide is left to core/linux/hrtimer*.c and compared:
 *
 *	input, taken from the recording           output, compared
 *	-----------------------------------       -----------------------------
 *	which timer is set up for which clock     was_armed: is it in a tree?
 *	soft and hard expiry, mode                which timer expires next
 *	that an interrupt comes, and its now      that it is due: soft expiry
 *	the CPU that will expire a timer          that it is queued where it is
 *	that a callback restarts its timer          cancelled
 *	                                          where a tick goes on its grid
 *
 * Which CPU a timer was queued on is not recorded, and with nohz need not be
 * the one that started it: it is taken from the expiry.  Clocks differ by
 * offsets that are not recorded, so each base is run at the time that the
 * recording gives for it; the order among bases shows only in part.
 */
#ifndef VERIFY_HRTIMER_H
#define VERIFY_HRTIMER_H

#include "verify_model.h"

/* Drive a machine with the lines [first, end) of @trace.  Adds to @counts.
 * false: no memory, or the simulated kernel died (@error). */
bool verify_hrtimers(const struct ftrace *trace, u32 first, u32 end, struct verify_counts *counts,
		     verify_report report, void *ctx, char *error, size_t size);

#endif
