# SPDX-License-Identifier: GPL-3.0-or-later
# Every level's first and last distance: its bucket and when that is run.
# At HZ=250 the wheel has 9 levels. jiffies begins at 0, so that expires is
# the distance.
machine hz=250 jiffies0=0 cpus=1
add_timer l0_first +0j
expect last(timer_start, timer=l0_first).idx == 1
expect last(timer_start, timer=l0_first).bucket_expiry == 1j
add_timer l0_last +62j
expect last(timer_start, timer=l0_last).idx == 63
expect last(timer_start, timer=l0_last).bucket_expiry == 63j
add_timer l1_first +63j
expect last(timer_start, timer=l1_first).idx == 72
expect last(timer_start, timer=l1_first).bucket_expiry == 64j
add_timer l1_last +503j
expect last(timer_start, timer=l1_last).idx == 127
expect last(timer_start, timer=l1_last).bucket_expiry == 504j
add_timer l2_first +504j
expect last(timer_start, timer=l2_first).idx == 136
expect last(timer_start, timer=l2_first).bucket_expiry == 512j
add_timer l2_last +4031j
expect last(timer_start, timer=l2_last).idx == 191
expect last(timer_start, timer=l2_last).bucket_expiry == 4032j
add_timer l3_first +4032j
expect last(timer_start, timer=l3_first).idx == 200
expect last(timer_start, timer=l3_first).bucket_expiry == 4096j
add_timer l3_last +32255j
expect last(timer_start, timer=l3_last).idx == 255
expect last(timer_start, timer=l3_last).bucket_expiry == 32256j
add_timer l4_first +32256j
expect last(timer_start, timer=l4_first).idx == 264
expect last(timer_start, timer=l4_first).bucket_expiry == 32768j
add_timer l4_last +258047j
expect last(timer_start, timer=l4_last).idx == 319
expect last(timer_start, timer=l4_last).bucket_expiry == 258048j
add_timer l5_first +258048j
expect last(timer_start, timer=l5_first).idx == 328
expect last(timer_start, timer=l5_first).bucket_expiry == 262144j
add_timer l5_last +2064383j
expect last(timer_start, timer=l5_last).idx == 383
expect last(timer_start, timer=l5_last).bucket_expiry == 2064384j
add_timer l6_first +2064384j
expect last(timer_start, timer=l6_first).idx == 392
expect last(timer_start, timer=l6_first).bucket_expiry == 2097152j
add_timer l6_last +16515071j
expect last(timer_start, timer=l6_last).idx == 447
expect last(timer_start, timer=l6_last).bucket_expiry == 16515072j
add_timer l7_first +16515072j
expect last(timer_start, timer=l7_first).idx == 456
expect last(timer_start, timer=l7_first).bucket_expiry == 16777216j
add_timer l7_last +132120575j
expect last(timer_start, timer=l7_last).idx == 511
expect last(timer_start, timer=l7_last).bucket_expiry == 132120576j
add_timer l8_first +132120576j
expect last(timer_start, timer=l8_first).idx == 520
expect last(timer_start, timer=l8_first).bucket_expiry == 134217728j
add_timer l8_last +1056964607j
expect last(timer_start, timer=l8_last).idx == 575
expect last(timer_start, timer=l8_last).bucket_expiry == 1056964608j

# From the cutoff on the bucket is the farthest one; expires stays what it was.
add_timer cutoff +1056964608j
expect last(timer_start, timer=cutoff).idx == 575
expect last(timer_start, timer=cutoff).bucket_expiry == 1056964608j
expect cutoff.expires == 1056964608j
add_timer far +9000000000j
expect last(timer_start, timer=far).idx == 575
expect far.expires == 9000000000j
