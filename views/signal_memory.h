/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The signal that no CPU deals with just now: on a list, in a handler that
 * runs or is interrupted, or still in an armed timer.
 */
#ifndef VIEWS_SIGNAL_MEMORY_H
#define VIEWS_SIGNAL_MEMORY_H

#include "views/signal_path.h"

/* The one that is to be looked at first; false: there is none.  @only: of the
 * process with that serial; 0: of any. */
bool signal_memory_find(struct signal_path *path, const struct machine *m,
			u32 only);

/* The one of POSIX timer @timr: path->at_rest if it is nowhere. */
void signal_memory_of_timer(struct signal_path *path, const struct machine *m,
			    const struct k_itimer *timr);

/* Signal @sig of process @p, or of its thread @own alone. */
void signal_memory_of_signal(struct signal_path *path, const struct machine *m,
			     const struct process *p, const struct thread *own,
			     s32 sig);

#endif
