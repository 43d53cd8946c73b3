/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The functions behind the rows of calls_process.def and calls_signal.def.
 */
#ifndef LINUX_CALLS_PROCESS_H
#define LINUX_CALLS_PROCESS_H

#include "linux/program.h"

void run_process(struct call *call);
void run_fork(struct call *call);
void run_thread(struct call *call);
void run_exec(struct call *call);
void run_exit_group(struct call *call);
void run_exit_thread(struct call *call);
void run_wait4(struct call *call);
void run_thread_join(struct call *call);
void run_getpid(struct call *call);
void run_gettid(struct call *call);
void run_getrlimit(struct call *call);
void run_setrlimit(struct call *call);
void run_setuid(struct call *call);
void run_seteuid(struct call *call);
void run_getuid(struct call *call);
void run_geteuid(struct call *call);
void run_capset(struct call *call);
void run_setpgid(struct call *call);
void run_getpgid(struct call *call);
void run_setsid(struct call *call);
void run_getsid(struct call *call);
void run_sched_setaffinity(struct call *call);
void run_sched_yield(struct call *call);
void run_close(struct call *call);
void run_read(struct call *call);
void run_poll(struct call *call);

void run_sigaction(struct call *call);
void run_sigprocmask(struct call *call);
void run_sigblock(struct call *call);
void run_sigunblock(struct call *call);
void run_sigpending(struct call *call);
void run_sigtimedwait(struct call *call);
void run_sigsuspend(struct call *call);
void run_pause(struct call *call);
void run_kill(struct call *call);
void run_tgkill(struct call *call);
void run_sigqueue(struct call *call);
void run_signalfd(struct call *call);

#endif
