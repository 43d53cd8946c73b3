# SPDX-License-Identifier: GPL-3.0-or-later
# signalfd: several signals by one read, lowest first; sizes; another mask for
# the same file; signals of a thread are read by that thread only.
machine highres=on hz=1000
process p
thread p t
block p SIGUSR1|SIGUSR2|SIGRTMIN
block t SIGUSR1|SIGUSR2|SIGRTMIN
signalfd p SIGUSR1|SIGRTMIN SFD_NONBLOCK -> fd
read p fd -> r
expect r.errno == 11
sigqueue p SIGRTMIN value=5
kill p SIGUSR1
kill p SIGUSR2
read p fd count=127 -> r
expect r.errno == 22
read p fd count=400 -> r
expect r.rc == 256 and r.signo == "SIGUSR1" and r.code == 0
read p fd -> r
expect r.errno == 11 and p.pending == "SIGUSR2"
# SIGUSR2 from now on
signalfd p SIGUSR2 fd=fd -> r
expect r.rc == fd.rc
read p fd -> r
expect r.rc == 128 and r.signo == "SIGUSR2"
# a bad pointer loses the signal
kill p SIGUSR2
read p fd buf=badptr -> r
expect r.errno == 14 and p.pending == "none"
# for t alone: p sees nothing, t does
tgkill p t SIGUSR2
read p fd -> r
expect r.errno == 11
read t fd -> r
expect r.rc == 128 and r.code == -6
# a timer's: overrun, value, id
timer_create p CLOCK_MONOTONIC SIGUSR2 sival=3 -> tm
timer_settime p tm value=1ms interval=1ms
run 5500us
read p fd -> r
expect r.signo == "SIGUSR2" and r.overrun == 4 and r.sival == 3 and r.timerid == 0
timer_delete p tm
# one that is read is not handled; one that is not in the set is
sigaction p SIGTERM handler { nop }
kill p SIGTERM
run 1ms
expect deliveries(p, SIGTERM).count == 1
# refused
signalfd p badptr -> r
expect r.errno == 14
signalfd p SIGUSR1 fd=9 -> r
expect r.errno == 9
timerfd_create p CLOCK_MONOTONIC -> tfd
signalfd p SIGUSR1 fd=tfd -> r
expect r.errno == 22
# SIGKILL and SIGSTOP are silently left out
signalfd p all fd=fd -> r
kill p SIGKILL
run 1ms
expect p.exited
