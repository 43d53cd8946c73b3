/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Moments that are given in jiffies: `run until =4294892400j`.
 *
 *	jiffies      J        J+1       J+2       J+3
 *	         ----|---x-----|---------|---------|----> machine time
 *	                now    '- next tick
 *
 * =Nj is the moment at which jiffies becomes N.  It is counted from what jiffies
 * is now and from when the next tick is due, a period for each jiffy; so it is
 * right however jiffies came to be what it is.  While nobody ticks (an idle
 * machine, without nohz=off) jiffies stands still, and is brought up to date later:
 * then an N that time has passed lies in the past, although jiffies does not
 * show it.  In periodic mode a tick that is just being handled counts as passed.
 */
#ifndef VIEWS_MOMENT_H
#define VIEWS_MOMENT_H

#include "machine/machine.h"

/* When jiffies becomes (or became) @j: ns of machine time; 0 for what lies before
 * power-on, KTIME_MAX for what lies beyond the end of time.  False on a machine
 * without ticks: there jiffies stands still. */
bool moment_of_jiffies(struct machine *m, u64 j, u64 *ns);

/* What jiffies is as soon as somebody looks: while nobody ticks it lags, and the
 * next tick makes up for that.  Elsewhere, what it is. */
u64 moment_jiffies(struct machine *m);

#endif
