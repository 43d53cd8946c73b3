/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Coroutine switch for x86-64 (System V ABI).  It ends in an indirect jump,
 * not in ret: the return predictor would guess the stack that was left.
 */
#if defined(__x86_64__)
	.text
	.globl coroutine_swap
	.type coroutine_swap, @function
coroutine_swap:
	endbr64
	pushq %rbp
	pushq %rbx
	pushq %r12
	pushq %r13
	pushq %r14
	pushq %r15
	movq %rsp, (%rdi)
	movq %rsi, %rsp
	popq %r15
	popq %r14
	popq %r13
	popq %r12
	popq %rbx
	popq %rbp
	popq %rcx
	jmp *%rcx
	.size coroutine_swap, . - coroutine_swap

	.globl coroutine_begin
	.type coroutine_begin, @function
coroutine_begin:
	endbr64
	xorl %ebp, %ebp
	movq %r12, %rdi
	andq $-16, %rsp
	call *%r13
	ud2
	.size coroutine_begin, . - coroutine_begin
#endif
	.section .note.GNU-stack, "", %progbits
