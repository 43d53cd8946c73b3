/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Landmarks: what the program was about to do when an input was given.
 *
 * A saved session names its positions by numbers of steps, which hold for one
 * version of the simulated kernel only.  The statement that a CPU stood before
 * survives changes of the program better: loading compares both.
 */
#ifndef LANDMARK_H
#define LANDMARK_H

#include "machine/machine.h"

struct landmark {
	char func[64];			/* "script" in a body; "": not begun */
	u32 ordinal;			/* of the statement in its function */
	char text[96];			/* its text, cut off where it is longer */
};

/* The landmark of CPU @cpu: the statement it stands before. */
void landmark_of(const struct machine *m, u32 cpu, struct landmark *landmark);

#endif
