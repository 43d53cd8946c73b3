# SPDX-License-Identifier: GPL-3.0-or-later
# Errors in the kernel's order.
process p1
kill 99999 SIGUSR1 -> r
expect r.errno == 3
kill p1 65 -> r
expect r.errno == 22
kill p1 -1 -> r
expect r.errno == 22
kill p1 0 -> r
expect r.rc == 0
kill 99999 65 -> r
expect r.errno == 3
tgkill p1 0 SIGUSR1 -> r
expect r.errno == 22
tgkill 1 p1 SIGUSR1 -> r
expect r.errno == 3
sigaction p1 SIGKILL handler { nop } -> r
expect r.errno == 22
sigaction p1 0 -> r
expect r.errno == 22
sigaction p1 65 act=badptr -> r
expect r.errno == 14
sigaction p1 65 act=NULL -> r
expect r.errno == 22
sigaction p1 SIGKILL act=NULL -> r
expect r.rc == 0
sigaction p1 SIGUSR1 SIG_IGN oact=badptr -> r
expect r.errno == 14 and p1.action[SIGUSR1].sa_handler == "SIG_IGN"
sigprocmask p1 7 SIGUSR1 -> r
expect r.errno == 22
sigprocmask p1 7 badptr -> r
expect r.errno == 14
sigprocmask p1 7 NULL -> r
expect r.rc == 0
sigprocmask p1 SIG_SETMASK all oset=badptr -> r
expect r.errno == 14 and p1.main.blocked contains "SIGUSR1"
sigprocmask p1 SIG_SETMASK none -> r
expect r.rc == 0 and r.mask contains "SIGALRM" and not (r.mask contains "SIGKILL")
sigpending p1 set=badptr -> r
expect r.errno == 14
sigtimedwait p1 badptr -> r
expect r.errno == 14
sigtimedwait p1 all timeout=badptr -> r
expect r.errno == 14
sigtimedwait p1 all timeout=-1s -> r
expect r.errno == 22
sigqueue p1 SIGUSR1 code=0 -> r
expect r.errno == 1
sigqueue p1 SIGUSR1 info=badptr -> r
expect r.errno == 14
sigqueue 99999 65 -> r
expect r.errno == 3
signalfd p1 badptr -> r
expect r.errno == 14
signalfd p1 none fd=3 -> r
expect r.errno == 9
read p1 7 -> r
expect r.errno == 9
signalfd p1 SIGUSR1 SFD_NONBLOCK -> fd
expect fd.rc == 3
read p1 fd count=100 -> r
expect r.errno == 22
read p1 fd -> r
expect r.errno == 11
close p1 fd -> r
expect r.rc == 0
close p1 fd -> r
expect r.errno == 9
setrlimit p1 16 1 -> r
expect r.errno == 22
setrlimit p1 SIGPENDING 5 hard=4 -> r
expect r.errno == 22
waitpid p1 -> r
expect r.errno == 10
thread_join p1 99999 -> r
expect r.errno == 3
thread_join p1 p1 -> r
expect r.errno == 35
