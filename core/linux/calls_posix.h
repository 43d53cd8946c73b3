/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The functions behind the rows of calls_posix.def.
 */
#ifndef LINUX_CALLS_POSIX_H
#define LINUX_CALLS_POSIX_H

#include "linux/program.h"

void run_timer_create(struct call *call);
void run_timer_settime(struct call *call);
void run_timer_gettime(struct call *call);
void run_timer_getoverrun(struct call *call);
void run_posix_timer_delete(struct call *call);
void run_posix_clock_gettime(struct call *call);
void run_posix_clock_settime(struct call *call);
void run_posix_clock_getres(struct call *call);
void run_clock_getcpuclockid(struct call *call);
void run_pthread_getcpuclockid(struct call *call);
void run_clock_nanosleep(struct call *call);
void run_nanosleep(struct call *call);
void run_setitimer(struct call *call);
void run_getitimer(struct call *call);
void run_alarm(struct call *call);
void run_timerfd_create(struct call *call);
void run_timerfd_settime(struct call *call);
void run_timerfd_gettime(struct call *call);
void run_prctl(struct call *call);

/* Words for arguments, by number; NULL where there is none. */
#define NR_SIGEV_NAMES 5
extern const char *const sigev_names[NR_SIGEV_NAMES];
#define NR_ITIMER_NAMES 3
extern const char *const itimer_names[NR_ITIMER_NAMES];
#define NR_PRCTL_NAMES 78
extern const char *const prctl_names[NR_PRCTL_NAMES];

#endif
