# SPDX-License-Identifier: GPL-3.0-or-later
# Who may signal whom: by user, by capability, SIGCONT within a session.
process root
process me
process you
process friend
sigaction you SIGUSR1 handler { nop }
sigaction friend SIGUSR1 handler { nop }
setuid you 1001
setuid friend 1000
setuid me 1000 -> r
expect r.rc == 0 and me.cred.effective == 0 and me.cred.permitted == 0
getuid me -> r
expect r.rc == 1000

kill from=me friend SIGUSR1 -> r
run 1ms
expect r.rc == 0
kill from=me you SIGUSR1 -> r
expect r.errno == 1
kill from=me you 0 -> r
expect r.errno == 1
kill from=me you SIGCONT -> r
expect r.rc == 0
# a bad signal is seen first, and a process that is not there
kill from=me you 65 -> r
expect r.errno == 22
kill from=me 999999 65 -> r
expect r.errno == 3
tgkill from=me you you SIGUSR1 -> r
expect r.errno == 1
sigqueue from=me you SIGUSR1 value=3 -> r
expect r.errno == 1
# everybody that one may
kill from=me -1 SIGUSR1 -> r
run 1ms
expect r.rc == 0
expect deliveries(friend, SIGUSR1).count == 2 and deliveries(you, SIGUSR1).count == 0

# root's effective user for a while, and back: the capabilities come back
seteuid root 1000 -> r
expect root.cred.effective == 0 and root.cred.permitted contains "CAP_KILL"
geteuid root -> r
expect r.rc == 1000
kill from=root you SIGUSR1 -> r
expect r.errno == 1
seteuid root 0 -> r
expect r.rc == 0 and root.cred.effective contains "CAP_KILL"
# without the capability root is one user among others
capset root CAP_SYS_TIME -> r
expect r.rc == 0
kill from=root you SIGUSR1 -> r
expect r.errno == 1
capset root CAP_KILL permitted=CAP_KILL -> r
expect r.rc == 0
kill from=root you SIGUSR1 -> r
run 1ms
expect r.rc == 0 and deliveries(you, SIGUSR1).count == 1
# what was given up never comes back, but by exec
capset root all permitted=all -> r
expect r.errno == 1
capset root CAP_SYS_TIME -> r
expect r.errno == 1
capset root badptr -> r
expect r.errno == 14
call root exec
run 1ms
expect root.cred.effective contains "CAP_SYS_TIME"
setuid me 0 -> r
expect r.errno == 1
setuid root 4294967295 -> r
expect r.errno == 22
# limits: down for all, up for CAP_SYS_RESOURCE
setrlimit me SIGPENDING 10 hard=20 -> r
expect r.rc == 0
setrlimit me SIGPENDING 20 -> r
expect r.rc == 0 and me.rlimit[SIGPENDING].hard == 20
setrlimit me SIGPENDING 21 -> r
expect r.errno == 1
setrlimit me SIGPENDING 21 hard=20 -> r
expect r.errno == 22
setrlimit root NOFILE 10 hard=infinity -> r
expect r.errno == 1
setrlimit root SIGPENDING 20000 -> r
expect r.rc == 0 and root.rlimit[SIGPENDING].hard == 20000
