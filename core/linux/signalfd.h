/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a signalfd keeps (fs/signalfd.c); its system call is in signal.h.
 *
 * Differs from Linux: read() gives the first siginfo to who asked, and only
 * counts the others it takes.
 */
#ifndef LINUX_SIGNALFD_H
#define LINUX_SIGNALFD_H

#include "linux/signal.h"

struct signalfd_ctx {
	ksigset_t sigmask;		/* of the signals it does not report */
};

extern const struct state_type signalfd_type;

#endif
