# SPDX-License-Identifier: GPL-3.0-or-later
# Every pane, while the boot has not prepared yet what it shows: nothing of it is
# compared, but each must find its way.
# args: --history
machine cpus=2 boot_steps=on
screen 100x34
key 1 z
screen
key z 2 z
screen
key z 3 z
screen
key z 4 z
screen
key z 5 z
screen
key z 6 z
screen
key z 9 z
screen
key z 0 z
screen
key z K z
screen
key z 9 z
step 5
screen
step 20
screen
step 40
screen
step 40
screen
reverse-step 30
screen
goto 0
screen
