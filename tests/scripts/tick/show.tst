# SPDX-License-Identifier: GPL-3.0-or-later
# Ticks and clocks as text, in a golden file.
machine boot_steps=on cpus=2
show ticks
show clocks
reset
machine boot_steps=off nohz=on highres=on realtime0=1000 cpus=2
show ticks
run 20ms
clock_settime =2000s
run 1ms
fault clock tsc slow=5
show ticks
show clocks
