# SPDX-License-Identifier: GPL-3.0-or-later
# Who sends: si_code and si_pid of kill, tgkill, sigqueue, timers, the kernel;
# and that nobody pretends to be the kernel.
machine highres=on hz=1000
process a
process b
block b all
kill from=a b SIGUSR1
sigwaitinfo b SIGUSR1 -> r
expect r.code == 0 and r.pid == a.pid
tgkill from=a b b SIGUSR1
sigwaitinfo b SIGUSR1 -> r
expect r.code == -6 and r.pid == a.pid
sigqueue from=a b SIGUSR1 value=12
sigwaitinfo b SIGUSR1 -> r
expect r.code == -1 and r.pid == a.pid and r.sival == 12
kill b SIGUSR1
sigwaitinfo b SIGUSR1 -> r
expect r.pid == 0
fork b c { exit_group status=7 }
sigwaitinfo b SIGCHLD -> r
expect r.code == 1 and r.pid == c.pid
fork b d
kill d SIGKILL
sigwaitinfo b SIGCHLD -> r
expect r.code == 2 and r.pid == d.pid
# SI_USER, SI_KERNEL, SI_TKILL: only to oneself; other codes below 0: yes
sigqueue from=a b SIGUSR1 code=0 -> r
expect r.errno == 1
sigqueue from=a b SIGUSR1 code=128 -> r
expect r.errno == 1
sigqueue from=a b SIGUSR1 code=-6 -> r
expect r.errno == 1
sigqueue from=a b SIGUSR1 code=-60 -> r
expect r.rc == 0
sigqueue from=b b SIGUSR2 code=0 -> r
expect r.rc == 0
sigqueue from=a b 0 -> r
expect r.rc == 0
sigqueue from=a b 65 -> r
expect r.errno == 22
sigqueue from=a 999999 SIGUSR1 -> r
expect r.errno == 3
sigqueue from=a b SIGUSR1 info=badptr -> r
expect r.errno == 14
tgkill from=a b a SIGUSR1 -> r
expect r.errno == 3
tgkill from=a 0 b SIGUSR1 -> r
expect r.errno == 22
tgkill from=a b -1 SIGUSR1 -> r
expect r.errno == 22
tgkill from=a b b 65 -> r
expect r.errno == 22
