# SPDX-License-Identifier: GPL-3.0-or-later
# Default actions: end, core, ignore, stop, continue; what the parent sees.
machine highres=on hz=1000
process dad
sigaction dad SIGCHLD handler { nop }
fork dad c1
kill c1 SIGHUP
waitpid dad -> w
expect w.rc == c1.pid and w.status == 1 and c1.term_signal == "SIGHUP"
fork dad c2
kill c2 SIGQUIT
waitpid dad -> w
expect w.rc == c2.pid and c2.term_signal == "SIGQUIT"
fork dad c3
kill c3 SIGRTMIN+3
waitpid dad -> w
expect w.rc == c3.pid and w.status == 37
fork dad c4
kill c4 SIGCHLD
kill c4 SIGURG
kill c4 SIGWINCH
kill c4 SIGCONT
run 1ms
expect not c4.exited
# stopped and continued, each told once
kill c4 SIGTSTP
run 1ms
expect c4.flags contains "stopped" and c4.main.state == stopped
waitpid dad pid=c4 WNOHANG -> w
expect w.rc == 0
waitpid dad pid=c4 WUNTRACED -> w
expect w.rc == c4.pid and w.status == 5247
waitpid dad pid=c4 WUNTRACED WNOHANG -> w
expect w.rc == 0
# while it is stopped, signals wait; only SIGKILL and SIGCONT do something
kill c4 SIGUSR1
run 10ms
expect not c4.exited and c4.pending contains "SIGUSR1"
kill c4 SIGCONT
run 1ms
expect c4.exited and c4.term_signal == "SIGUSR1"
waitpid dad -> w
expect w.rc == c4.pid
fork dad c5 { sigaction SIGCONT handler { nop }; until false { burn user 1ms } }
run 3ms
kill c5 SIGSTOP
run 5ms
expect c5.main.state == stopped
kill c5 SIGCONT
run 2ms
expect deliveries(c5, SIGCONT).count == 1
waitpid dad pid=c5 WCONTINUED -> w
expect w.rc == c5.pid and w.status == 65535
kill c5 SIGSTOP
run 5ms
kill c5 SIGKILL
run 1ms
expect c5.exited
waitpid dad -> w
expect w.status == 9
# SIGSTOP cannot be blocked or ignored; SIGTSTP can
fork dad c6 { block all; sigaction SIGTSTP SIG_IGN; until false { burn user 1ms } }
run 2ms
kill c6 SIGTSTP
run 2ms
expect c6.main.state != stopped
kill c6 SIGSTOP
run 2ms
expect c6.main.state == stopped
kill c6 SIGKILL
