# SPDX-License-Identifier: GPL-3.0-or-later
# The boot in steps: what is there, and from when on.
machine cpus=2 boot_steps=on highres=on nohz=on step_cost=10
expect booted == 0
break timekeeping_init
continue
expect clocksource.count == 0
delete
break hpet_enable
continue
expect timekeeping.timekeeper.clock == "jiffies"
expect cpu[0].tick.running == 0
delete
break setup_boot_APIC_clock
continue
# the global timer ticks until there is something better
expect cpu[0].tick.evtdev.name == "hpet"
expect tick_do_timer_cpu == 0
delete
break smp_callin
continue
expect cpu[0].tick.evtdev.name == "lapic"
expect clockevent["hpet"].state == shutdown
delete
break do_initcalls
continue
expect cpu[1].tick.evtdev.name == "lapic"
expect timekeeping.timekeeper.clock == "jiffies"
delete
break hrtimer_switch_to_hres
continue
expect booted == 1
expect timekeeping.timekeeper.clock == "tsc"
expect cpu[0].tick.mode == periodic
finish
expect cpu[0].tick.mode == oneshot
