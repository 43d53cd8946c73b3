# SPDX-License-Identifier: GPL-3.0-or-later
# Process groups: kill(0), kill(-N), kill(-1), waitpid for a group; who may
# put whom where.
process shell
process other
sigaction shell SIGUSR1 handler { nop }
sigaction other SIGUSR1 handler { nop }
fork shell a
fork shell b
expect a.pgrp == shell.pid and shell.pgrp == shell.pid
setpgid shell a 0 -> r
expect r.rc == 0 and a.pgrp == a.pid
setpgid shell b a -> r
expect r.rc == 0 and b.pgrp == a.pid
getpgid shell b -> r
expect r.rc == a.pid

kill -a SIGUSR1 -> r
run 1ms
expect r.rc == 0
expect deliveries(a, SIGUSR1).count == 1 and deliveries(b, SIGUSR1).count == 1
expect deliveries(shell, SIGUSR1).count == 0
kill from=shell 0 SIGUSR1
run 1ms
expect deliveries(shell, SIGUSR1).count == 1 and deliveries(a, SIGUSR1).count == 1
kill from=shell -1 SIGUSR1 -> r
run 1ms
expect r.rc == 0 and deliveries(shell, SIGUSR1).count == 1
expect deliveries(a, SIGUSR1).count == 2 and deliveries(other, SIGUSR1).count == 1
kill -999999 SIGUSR1 -> r
expect r.errno == 3
kill -a 0 -> r
expect r.rc == 0
kill -a 99 -> r
expect r.errno == 22

# somebody else's children, oneself, groups of nobody
setpgid other a 0 -> r
expect r.errno == 3
setpgid shell 0 999999 -> r
expect r.errno == 1
setpgid shell 0 -5 -> r
expect r.errno == 22
setpgid shell 999999 0 -> r
expect r.errno == 3
call b exec
run 1ms
setpgid shell b 0 -> r
expect r.errno == 13 and b.did_exec

# sessions: not for who leads a group
setsid shell -> r
expect r.errno == 1
setsid b -> r
expect r.rc == b.pid and b.session == b.pid and b.pgrp == b.pid
getsid b 0 -> r
expect r.rc == b.pid
setpgid b 0 0 -> r
expect r.errno == 1

# waiting for a group
fork shell c { exit_group status=4 }
waitpid shell pid=-a WNOHANG -> r
expect r.rc == 0
waitpid shell pid=-2147483648 -> r
expect r.errno == 3
waitpid shell pid=0 -> r
expect r.rc == c.pid and r.status == 1024
waitpid shell pid=0 -> r
expect r.errno == 10
kill -a SIGKILL
waitpid shell pid=-a -> r
expect r.rc == a.pid and r.status == 9
