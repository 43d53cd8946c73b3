# SPDX-License-Identifier: GPL-3.0-or-later
# poll() on several files; its slack; what remains; a stop does not make it
# wait for all of it anew.
machine highres=on
process p1
signalfd p1 SIGUSR1 -> sfd
timerfd_create p1 CLOCK_MONOTONIC -> tfd
timerfd_settime p1 tfd value=20ms
block p1 SIGUSR1
call p1 poll sfd fd2=tfd fd3=9 timeout=1s -> c
run 1ms
expect c.rc == 1 and c.revents3 == 32 and c.revents == 0 and c.revents2 == 0
poll p1 sfd fd2=tfd timeout=1s -> r
expect r.rc == 1 and r.revents == 0 and r.revents2 == 1
expect r.at in [20ms, 21ms] and r.value in [980ms, 982ms]
kill p1 SIGUSR1
poll p1 sfd fd2=tfd fd3=-1 timeout=0s -> r
expect r.rc == 2 and r.revents == 1 and r.revents2 == 1 and r.revents3 == 0
# not at all: no file, no time
poll p1 99 fds=badptr -> r
expect r.errno == 14
poll p1 sfd timeout=0:1000000000 -> r
expect r.errno == 22
poll p1 sfd timeout=badptr -> r
expect r.errno == 14
poll p1 sfd mask=badptr -> r
expect r.errno == 14

# a thousandth of ten seconds is 10 ms: so much later the wait may end
timerfd_settime p1 tfd value=0s
read p1 sfd
poll p1 sfd timeout=10s -> r
expect r.rc == 0
expect last(hrtimer_start, function=hrtimer_wakeup).expires - last(hrtimer_start, function=hrtimer_wakeup).softexpires in [9900us, 10ms]

# a handler ends it, SA_RESTART or not
sigaction p1 SIGUSR2 handler SA_RESTART { nop }
call p1 poll tfd timeout=1s -> c
run 100ms
kill p1 SIGUSR2
run 1ms
expect c.rc == -4 and c.value in [890ms, 900ms]
# stopped at 30 ms and continued at 50 ms it waits for the 70 ms that were left
call p1 poll tfd timeout=100ms -> c
run 30ms
kill p1 SIGSTOP
run 20ms
kill p1 SIGCONT
run 65ms
expect not c.returned
run 10ms
expect c.returned and c.rc == 0 and c.value == 0s
