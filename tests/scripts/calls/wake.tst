# SPDX-License-Identifier: GPL-3.0-or-later
# wake: 1 if it slept, 0 if not, -3 (ESRCH) without such a task.
task p { schedule_timeout 100j }
run 1j
wake p -> r
expect r.rc == 1
on cpu 0 { wake nobody -> e }
expect e.rc == -3
expect e.errno == 3
