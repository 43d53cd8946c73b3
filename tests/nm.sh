#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# core/ cannot reach outside (TAP): no object of libcore needs a function of the
# system but the few named here, and no variable of core/ lives outside the
# machines' arenas but the record `hot`.

set -u
LC_ALL=C
export LC_ALL
lib=${top_builddir:-.}/libcore.a
nm=${NM:-nm}
objdump=${OBJDUMP:-objdump}
awk=${AWK:-awk}

echo 1..3

# report NUMBER DESCRIPTION OUTPUT: OUTPUT names what is wrong.
report()
{
	if [ -n "$3" ]; then
		echo "not ok $1 - $2"
		printf '%s\n' "$3" | sed 's/^/# /'
	else
		echo "ok $1 - $2"
	fi
}

symbols=$($nm -P "$lib") || symbols=
n=$(printf '%s\n' "$symbols" | grep -c ' T ')
[ "$n" -gt 0 ] && missing='' || missing="nm found no function in $lib"
report 1 "the core library can be read" "$missing"

# What compilers call on their own, and what the file that knows the host and
# the coroutine fallback may call besides.
outside=$(printf '%s\n' "$symbols" | $awk '
	BEGIN {
		split("memcpy memmove memset memcmp _GLOBAL_OFFSET_TABLE_ " \
		    "__udivti3 __umodti3 __divti3 __modti3 __popcountdi2 " \
		    "__tls_get_addr", w)
		for (i in w) anywhere[w[i]] = 1
		split("mmap munmap mprotect sigaction sigaltstack signal " \
		    "sysconf sigemptyset sigfillset sigaddset sigprocmask", w)
		for (i in w) host[w[i]] = 1
		split("getcontext makecontext setcontext swapcontext", w)
		for (i in w) context[w[i]] = 1
	}
	/:$/ {
		object = $0
		sub(/.*\[/, "", object)
		sub(/\].*/, "", object)
		next
	}
	$2 ~ /^[Uvw]$/ { needs[object SUBSEP $1] = 1; next }
	{ has[$1] = 1 }
	END {
		for (key in needs) {
			split(key, part, SUBSEP)
			object = part[1]
			name = part[2]
			if (name in has || name in anywhere)
				continue
			if (name ~ /^__(asan|ubsan|sanitizer|lsan|gcov)/)
				continue
			if (name in host && object ~ /(^|-)host\.o$/)
				continue
			if (name in context && object ~ /(^|-)coroutine\.o$/)
				continue
			print object ": " name
		}
	}' | sort)
report 2 "core needs nothing of the system but what is allowed" "$outside"

# Sanitizers add variables of their own.
if [ -n "${SANITIZER_CFLAGS-}" ]; then
	echo "ok 3 - variables of core # SKIP sanitizers add their own"
	exit 0
fi
variables=$($objdump -t "$lib" | $awk '
	/^[^ ]+:[ \t]+file format/ { object = $1 }
	# Constants with addresses in them are read-only after relocation.
	/[ \t]\.data\.rel\.ro/ { next }
	/[ \t](\.(data|bss|tdata|tbss)[^ \t]*|\*COM\*)[ \t]/ {
		name = $NF
		if (name ~ /^\./ || name == "hot" || $(NF - 1) ~ /^0+$/ &&
		    name !~ /^[A-Za-z_]/)
			next
		print object " " name
	}' | sort)
report 3 "core has no variable but hot outside the arena" "$variables"
