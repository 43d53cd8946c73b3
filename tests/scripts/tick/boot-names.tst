# SPDX-License-Identifier: GPL-3.0-or-later
# Each named step of start_kernel() that concerns time can be walked into, and
# does its work there: nothing is ready before, everything after it.
# args: --history
machine cpus=2 boot_steps=on realtime0=1000
step
expect cpu[0].stack[0].function == "start_boot_cpu"
step 2
expect cpu[0].stack[0].function == "sched_init"
finish
tbreak tick_init
continue
step
expect cpu[0].stack[0].function == "tick_nohz_init"
tbreak init_timers
continue
expect cpu[0].base[global].next_expiry == 0j
step
expect cpu[0].stack[0].function == "init_timer_cpus"
step 2
expect cpu[0].stack[0].function == "init_timer_cpu"
finish
expect cpu[0].base[global].clk == jiffies and cpu[1].base[global].clk == 0j
tbreak open_softirq
continue
expect cpu[1].base[global].clk == jiffies
expect cpu[0].stack[1].function == "init_timers"
tbreak hrtimers_init
continue
expect cpu[0].hrtimers.expires_next == 0ms
step
expect cpu[0].stack[0].function == "hrtimers_prepare_cpu"
finish
expect cpu[0].hrtimers.expires_next == never and cpu[1].hrtimers.expires_next == 0ms
step
expect cpu[0].stack[0].function == "open_softirq"
tbreak softirq_init
continue
tbreak timekeeping_init
continue
step 2
expect cpu[0].stack[0].function == "read_persistent_wall_and_boot_offset"
finish
tbreak time_init
continue
expect timekeeping.timekeeper.xtime_sec == 1000
tbreak hpet_time_init
continue
expect cpu[0].irqs_on
step
expect cpu[0].stack[0].function == "hpet_enable"
tbreak tick_check_new_device
continue
expect cpu[0].stack[1].function == "clockevents_register_device"
tbreak setup_boot_APIC_clock
continue
expect cpu[0].tick.evtdev.name == "hpet"
tbreak cpuhp_prepare
continue
expect cpu[1].hrtimers.expires_next == 0ms and cpu[1].state == off
finish
expect cpu[1].hrtimers.expires_next == never
tbreak clocksource_done_booting
continue
tbreak init_tsc_clocksource
continue
expect cpu[1].state != off
run 20ms
expect cpu[0].hrtimers.hres_active and cpu[1].hrtimers.hres_active
# and back to the first statement
goto 0
expect steps == 0
