/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory and faults from the real operating system.  Everything else in core/
 * is freestanding.
 *
 * The signal handler runs on a stack of its own and does nothing on the
 * faulting one: it tells the machine, which abandons the CPU's coroutine and
 * continues the controller.  A fault outside of simulated code is a bug of
 * this program and takes its default course.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "machine/host.h"

#include <signal.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#include "machine/fault.h"

#define SIGNAL_STACK (64 * 1024)

void *host_map(u64 bytes)
{
	void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	return memory == MAP_FAILED ? NULL : memory;
}

void host_unmap(void *memory, u64 bytes)
{
	munmap(memory, bytes);
}

void host_guard(void *memory, u64 bytes)
{
	mprotect(memory, bytes, PROT_NONE);
}

u64 host_page_size(void)
{
	return (u64)sysconf(_SC_PAGESIZE);
}

/* The faulting stack pointer, so that the dead CPU's stack stays readable. */
static void *fault_stack_pointer(const ucontext_t *context)
{
#if defined(__x86_64__)
	return (void *)context->uc_mcontext.gregs[REG_RSP];
#elif defined(__aarch64__)
	return (void *)context->uc_mcontext.sp;
#else
	(void)context;
	return NULL;
#endif
}

static void default_action(int signal_number)
{
	struct sigaction action = { 0 };

	action.sa_handler = SIG_DFL;
	sigaction(signal_number, &action, NULL);
}

static void fault_handler(int signal_number, siginfo_t *info, void *context)
{
	if (hot.cpu) {
		machine_fault(fault_stack_pointer(context), info->si_addr);
		return;		/* not reached: the coroutine is abandoned */
	}
	default_action(signal_number);
}

void host_catch_faults(void)
{
	struct sigaction action = { 0 };
	stack_t stack = { 0 };
	stack_t old;

	if (sigaltstack(NULL, &old) == 0 && (old.ss_flags & SS_DISABLE)) {
		stack.ss_sp = host_map(SIGNAL_STACK);
		stack.ss_size = SIGNAL_STACK;
		if (stack.ss_sp)
			sigaltstack(&stack, NULL);
	}
	action.sa_sigaction = fault_handler;
	action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
	sigemptyset(&action.sa_mask);
	sigaction(SIGSEGV, &action, NULL);
	sigaction(SIGBUS, &action, NULL);
	sigaction(SIGILL, &action, NULL);
}

#ifdef HAVE_ASAN
void __sanitizer_start_switch_fiber(void **fake_stack_save,
				    const void *bottom, size_t size);
void __sanitizer_finish_switch_fiber(void *fake_stack_save,
				     const void **bottom_old,
				     size_t *size_old);

void __asan_unpoison_memory_region(const volatile void *memory, size_t bytes);

void host_forget_poison(void *memory, u64 bytes)
{
	__asan_unpoison_memory_region(memory, bytes);
}

void host_switch_begin(void *bottom, u64 size)
{
	__sanitizer_start_switch_fiber(NULL, bottom, size);
}

void host_switch_end(void **old_bottom, u64 *old_size)
{
	const void *bottom;
	size_t size;

	__sanitizer_finish_switch_fiber(NULL, &bottom, &size);
	*old_bottom = (void *)(uintptr_t)bottom;
	*old_size = size;
}
#else
void host_forget_poison(void *memory, u64 bytes)
{
	(void)memory;
	(void)bytes;
}

void host_switch_begin(void *bottom, u64 size)
{
	(void)bottom;
	(void)size;
}

void host_switch_end(void **old_bottom, u64 *old_size)
{
	*old_bottom = NULL;
	*old_size = 0;
}
#endif
