# SPDX-License-Identifier: GPL-3.0-or-later
# args: --history
# The signals pane follows what was chosen with Enter: the timer of one thread,
# armed, on its way, at rest, and in the past before it was made; an action; g
# lets the pane choose again; what help says of both keys.
machine cpus=1 highres=on
focus signals
run 20ms
process p1
thread p1 w { pause }
sigaction p1 SIGALRM handler { burn user 1ms }
sigaction p1 SIGUSR1 handler { burn user 1ms }
timer_create p1 CLOCK_MONOTONIC SIGALRM -> t0
timer_create p1 CLOCK_MONOTONIC SIGUSR1 notify=SIGEV_THREAD_ID tid=w -> t1
timer_settime p1 t0 value=5ms interval=5ms
run 1ms
timer_settime p1 t1 value=5ms
show signals
screen 80x24
key g End Enter
screen
run 4100us
screen
run 1100us
screen
run 10ms
screen
reverse-continue
screen
goto 21ms
screen
goto end
key g End Up Up Up Enter
screen
block p1 SIGUSR1
kill p1 SIGUSR1
screen
key g
screen
key F1
screen
