# SPDX-License-Identifier: GPL-3.0-or-later
# run for a time, in any unit, or until a moment.
run 10ms
expect now == 10ms
run 2j
expect now == 18ms
run +2ms
expect now == 20ms
run until 30ms
expect now == 30ms
run until =40ms
expect now == 40ms
run until =4294892316j
expect now == 80ms
run 1:500000000
expect now == 1580ms
