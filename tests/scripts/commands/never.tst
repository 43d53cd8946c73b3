# SPDX-License-Identifier: GPL-3.0-or-later
# Times end at never: what is later than that is never, too.
expect never + 1ns == never
expect never * 2 == never
expect now + never == never
print never + 1ns
