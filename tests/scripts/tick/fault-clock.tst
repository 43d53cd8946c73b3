# SPDX-License-Identifier: GPL-3.0-or-later
# A counter that is slow, jumps ahead, or back: then time stands still.
machine cpus=1 highres=on nohz=off
run 10ms
fault clock tsc slow=100000
run 100ms
clock_gettime -> slow
expect slow.rc == 100000000
fault off
fault clock tsc jump=+1s
clock_gettime -> ahead
expect ahead.rc == 1100000000
# the device counts on by itself: who sleeps is late by the jump
run 10ms
fault clock tsc jump=-500ms
clock_gettime -> back
run 100ms
clock_gettime -> still
expect still.rc == back.rc
run 1s
clock_gettime -> goes_on
expect goes_on.rc > still.rc
