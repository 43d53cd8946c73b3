# SPDX-License-Identifier: GPL-3.0-or-later
# Sleeping with a spinlock held is the same bug.
catch oops
lock L
sleep 1ms
expect count(console, msg contains "BUG: scheduling while atomic") == 1
