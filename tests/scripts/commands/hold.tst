# SPDX-License-Identifier: GPL-3.0-or-later
# A held CPU does not move; its interrupts stay pending.
hold cpu 1
run 20ms
expect cpu[1].held
expect cpu[1].steps == 0
release cpu 1
run 1ms
expect cpu[1].steps > 0
expect not cpu[1].held
