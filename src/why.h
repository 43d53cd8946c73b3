/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `why NAME`: a sentence or two about any object of the machine.  Why it is
 * where it is, why nothing has happened yet, and what comes next, with the
 * names of the kernel functions that make it so.  Nothing here changes the
 * machine.
 */
#ifndef WHY_H
#define WHY_H

#include "front.h"

#define WHY_MAX 1200

/* @word is the name of a timer, lock, task or result; `cpu N`; a wheel, `base
 * local cpu N`; `hrtimers`, `tick` or a device, of a CPU; the name of a softirq
 * or of an interrupt line.  Fills @buf; false: there is no such
 * thing, and @buf says what there is. */
bool why(const struct front *front, const char *word, char *buf, size_t size);

#endif
