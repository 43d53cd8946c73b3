#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# /proc/timer_list and /proc/uptime of the simulated machine look as a real
# kernel's do: both are reduced to shapes, numbers and names left out, and must
# have the same ones (TAP).

: "${top_srcdir=.}" "${top_builddir=.}"
program=$top_builddir/timerscope
sample=$top_srcdir/tests/data/timer_list-6.12.txt
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
n=0

check() {	# check NAME: passes when $dir/wrong is empty
	n=$((n + 1))
	if [ -s "$dir/wrong" ]; then
		echo "not ok $n - $1"
		sed 's/^/# /' "$dir/wrong"
	else
		echo "ok $n - $1"
	fi
}

# Lines without what differs from kernel to kernel.
reduce() {
	sed 's/-\{0,1\}[0-9][0-9]*/N/g
		s/>, [a-z_A-Z]*, S/>, F, S/
		s/^\( [a-z_ ]*: *\)[a-z_N]*$/\1F/
		s/^\(  \.get_time: *\).*/\1F/
		s/Device: [a-zN-]*$/Device: D/'
}

# The kinds of lines, each once.
shapes() {
	reduce | LC_ALL=C sort -u
}

cat >"$dir/script" <<'END'
machine cpus=2 nohz=on highres=on
run 20ms
hrtimer_start h +5ms slack=50us
hrtimer_start r +5ms clock=tai
run 1ms
show timer_list
END
"$program" -b "$dir/script" 2>&1 | sed '/^timerscope: /d' >"$dir/ours"
shapes <"$dir/ours" >"$dir/our-shapes"
shapes <"$sample" >"$dir/shapes"

LC_ALL=C comm -23 "$dir/our-shapes" "$dir/shapes" >"$dir/wrong"
check "timer_list has no lines that a kernel's has not"

# Nothing here is suspended.
LC_ALL=C comm -13 "$dir/our-shapes" "$dir/shapes" | grep -v ' resume: ' >"$dir/wrong"
check "timer_list has all lines that a kernel's has"

# Line by line, but for the timers, on a machine with as many CPUs.
in_order() {
	reduce | grep -v '^ #\| resume: '
}
sed -i 's/cpus=2/cpus=1/' "$dir/script"
"$program" -b "$dir/script" 2>&1 | sed '/^timerscope: /d' | in_order >"$dir/our-order"
in_order <"$sample" | diff - "$dir/our-order" | sed -n '/^[<>]/p' | head >"$dir/wrong"
check "timer_list has them in the same order"

# 6.18 has the same lines but one.
"$program" -b "$dir/script" 2>&1 | sed '/^timerscope: /d' | grep -v '  \.get_time: ' >"$dir/ours"
sed -i 's/^machine/machine kernel=6.18/' "$dir/script"
"$program" -b "$dir/script" 2>&1 | sed '/^timerscope: /d' | diff - "$dir/ours" >"$dir/wrong"
check "timer_list of 6.18 does not say how a clock is read"

echo 'machine cpus=2
task p { burn 2s }
run 12345678us
show uptime' >"$dir/script"
"$program" -b "$dir/script" >"$dir/uptime"
echo '12.34 22.69' | diff - "$dir/uptime" >"$dir/wrong"
check "uptime counts two CPUs' idle time"
echo "1..$n"
