# SPDX-License-Identifier: GPL-3.0-or-later
# step CALL goes to where the process makes the call, on its CPU.
machine cpus=2
process p1 cpu=1
step getpid p1 -> r
expect cpu[1].stack[0].function == "do_syscall" and cpu[1].rq.curr == p1.main.task
step 2
expect cpu[1].stack[0].function == "sys_getpid"
run 1ms
expect r.rc == p1.pid
