/*
 * Interrupt request levels where nobody keeps them. On x86-64 the level is the register cr8, and code that is compiled with the kernel's headers reads and
 * writes it itself. In Wine's process of user mode both are faults, which Wine answers with "0" and with nothing. While the provider is in use it answers
 * them first, and keeps the level of each thread, so that a client that asks at which level it is called gets the truth that the provider means. Nothing
 * is kept from running by that: it is a number.
 */
#include <winsock2.h>

#include <windows.h>

#include "glue.h"

/* The instruction "mov cr8, register" or "mov register, cr8": a prefix with the bits that widen both fields, two bytes of code, and the registers. */
#define PREFIX_MASK 0xFE
#define PREFIX 0x44
#define READS 0x20
#define WRITES 0x22
#define LENGTH 4

static DWORD slot = TLS_OUT_OF_INDEXES;
static PVOID handler;

static DWORD64 *register_of(CONTEXT *context, unsigned number) {
    DWORD64 *const all[16] = {&context->Rax, &context->Rcx, &context->Rdx, &context->Rbx, &context->Rsp, &context->Rbp, &context->Rsi, &context->Rdi,
                              &context->R8,  &context->R9,  &context->R10, &context->R11, &context->R12, &context->R13, &context->R14, &context->R15};
    return all[number & 15];
}

static LONG CALLBACK answer(EXCEPTION_POINTERS *fault) {
    CONTEXT *context = fault->ContextRecord;
    const unsigned char *code = (const unsigned char *)(ULONG_PTR)context->Rip;
    DWORD64 *general;
    if (fault->ExceptionRecord->ExceptionCode != EXCEPTION_PRIV_INSTRUCTION) return EXCEPTION_CONTINUE_SEARCH;
    /* The field of the control register is 0, widened to 8 by the prefix's bit 2; its bit 0 widens that of the general one. */
    if ((code[0] & PREFIX_MASK) != PREFIX || code[1] != 0x0F || (code[2] != READS && code[2] != WRITES) || (code[3] & 0xF8) != 0xC0) {
        return EXCEPTION_CONTINUE_SEARCH;
    }
    general = register_of(context, (code[3] & 7u) | ((code[0] & 1u) << 3));
    if (code[2] == READS) {
        *general = (DWORD64)(ULONG_PTR)TlsGetValue(slot);
    } else {
        TlsSetValue(slot, (void *)(ULONG_PTR)*general);
    }
    context->Rip += LENGTH;
    return EXCEPTION_CONTINUE_EXECUTION;
}

void wp_levels_keep(void) {
    slot = TlsAlloc();
    if (slot != TLS_OUT_OF_INDEXES) handler = AddVectoredExceptionHandler(1, answer);
}

void wp_levels_forget(void) {
    if (handler != NULL) RemoveVectoredExceptionHandler(handler);
    handler = NULL;
    if (slot != TLS_OUT_OF_INDEXES) TlsFree(slot);
    slot = TLS_OUT_OF_INDEXES;
}
