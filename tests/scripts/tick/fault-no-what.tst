# SPDX-License-Identifier: GPL-3.0-or-later
# exit: 2
# error: what shall be broken?; device, clock, storm, irqs_off or off would be right
fault teapot
