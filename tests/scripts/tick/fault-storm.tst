# SPDX-License-Identifier: GPL-3.0-or-later
# An interrupt storm, by time and on a CPU of its own.
machine cpus=2 highres=off nohz=off
fault storm every=100us for=5ms cpu=1
run 10ms
expect count(irq_handler_entry, name="storm") == 50
expect first(irq_handler_entry, name="storm").cpu == 1
expect last(irq_handler_entry, name="storm").at == 5ms
fault storm every=100us
run 1ms
fault off
run 1ms
expect count(irq_handler_entry, name="storm") == 60
