# SPDX-License-Identifier: GPL-3.0-or-later
# With a step cost statements take time.
machine cpus=1 step_cost=10
mod_timer t +3j -> r
expect r.at > 100ns
expect cpu[0].ready_at == steps * 10ns
