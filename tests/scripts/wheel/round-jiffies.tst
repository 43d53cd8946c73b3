# SPDX-License-Identifier: GPL-3.0-or-later
# Rounded to full seconds; less than a quarter of a second past one: down, but
# never into the past. CPUs are spread by 3 jiffies each.
machine hz=1000 jiffies0=100000
round_jiffies =100100j -> past		# 100000 is now: stays
round_jiffies =105249j -> down
round_jiffies =105250j -> up
round_jiffies_up =105001j -> always_up
round_jiffies_relative +5300j -> rel
round_jiffies_up_relative +5001j -> rel_up
expect past.rc == 100100
expect down.rc == 105000
expect up.rc == 106000
expect always_up.rc == 106000
expect rel.rc == 6000
expect rel_up.rc == 6000
on cpu 1 { round_jiffies =105250j -> skewed }
expect skewed.rc == 105997
on cpu 1 { round_jiffies_up =105001j -> skewed_up }
expect skewed_up.rc == 105997
