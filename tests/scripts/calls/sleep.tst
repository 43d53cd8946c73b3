# SPDX-License-Identifier: GPL-3.0-or-later
# How long sleeping takes: msecs_to_jiffies(), then the wheel's jiffy on top.
machine cpus=1
msleep 10ms -> a
expect a.at == 16ms			# 3 jiffies, and one
sleep 1ms -> b
expect b.at == 24ms			# 1 jiffy, and one
sleep 3j -> c
expect c.at == 40ms
schedule_timeout 3j -> d
expect d.at == 56ms
expect d.rc == 0
