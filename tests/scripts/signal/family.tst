# SPDX-License-Identifier: GPL-3.0-or-later
# fork, exit and wait; children of who ignores SIGCHLD are gone at once.
process p1
sigaction p1 SIGCHLD handler { nop }
fork p1 c1 { burn user 1ms; exit_group status=3 } -> f
expect f.rc == c1.pid and c1.parent == p1
waitpid p1 WNOHANG -> w
expect w.rc == 0
waitpid p1 -> w
expect w.rc == c1.pid and w.status == 768
expect c1.reaped and c1.exit_status == 3
expect p1.main.siginfo.signo == "SIGCHLD" and p1.main.siginfo.code == 1
fork p1 c2 { kill c2 SIGKILL }
waitpid p1 -> w
expect w.status == 9
sigaction p1 SIGCHLD SIG_IGN
fork p1 c3 { nop }
waitpid p1 -> w
expect w.errno == 10 and c3.reaped
