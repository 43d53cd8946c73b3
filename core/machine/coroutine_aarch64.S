/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Coroutine switch for aarch64 (AAPCS64). */
#if defined(__aarch64__)
	.text
	.globl coroutine_swap
	.type coroutine_swap, %function
coroutine_swap:
	sub sp, sp, #160
	stp x19, x20, [sp, #0]
	stp x21, x22, [sp, #16]
	stp x23, x24, [sp, #32]
	stp x25, x26, [sp, #48]
	stp x27, x28, [sp, #64]
	stp x29, x30, [sp, #80]
	stp d8, d9, [sp, #96]
	stp d10, d11, [sp, #112]
	stp d12, d13, [sp, #128]
	stp d14, d15, [sp, #144]
	mov x9, sp
	str x9, [x0]
	mov sp, x1
	ldp x19, x20, [sp, #0]
	ldp x21, x22, [sp, #16]
	ldp x23, x24, [sp, #32]
	ldp x25, x26, [sp, #48]
	ldp x27, x28, [sp, #64]
	ldp x29, x30, [sp, #80]
	ldp d8, d9, [sp, #96]
	ldp d10, d11, [sp, #112]
	ldp d12, d13, [sp, #128]
	ldp d14, d15, [sp, #144]
	add sp, sp, #160
	br x30
	.size coroutine_swap, . - coroutine_swap

	.globl coroutine_begin
	.type coroutine_begin, %function
coroutine_begin:
	mov x29, xzr
	mov x30, xzr
	mov x0, x19
	blr x20
	brk #0
	.size coroutine_begin, . - coroutine_begin
#endif
	.section .note.GNU-stack, "", %progbits
