# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 1
# error: expectation failed: fired(t).at == 1ms (fired(t).at is 16ms; t=0.020000000 s
# error: expectation failed: t.expires > 4294892300j and jiffies == 0j (t.expires is 4294892299j;
# error: expectation failed: jiffies in [1j, 2j] (jiffies is 4294892300j;
# error: expectation failed: not fired(t) (fired(t) is true;
add_timer t +3j
run 5j
expect fired(t).at == 1ms
expect t.expires > 4294892300j and jiffies == 0j
expect jiffies in [1j, 2j]
expect not fired(t)
