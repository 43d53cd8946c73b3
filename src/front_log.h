/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a front end takes out of the trace as it comes: lines of the kernel log
 * for the user, records for whoever asked for the stream.
 */
#ifndef FRONT_LOG_H
#define FRONT_LOG_H

#include "front.h"

/* Print what the kernel has logged since we last looked. */
void front_log_print(struct front *front);

/* From now on take each record when it is new.  Nobody is called for each
 * unless somebody wants it: the options' stream, or the log, where no trace is
 * kept that could be read later. */
void front_log_stream(struct front *front);

#endif
