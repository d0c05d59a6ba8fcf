/*
 * As much of the kernel's header as the core needs, for a check of syntax and layouts under the rules of Microsoft's compiler where neither that compiler nor
 * the Windows Driver Kit is at hand. Nothing is ever linked against it.
 */
#ifndef WSKTCK_TEST_NTDDK_H
#define WSKTCK_TEST_NTDDK_H

#define C_ASSERT(e) typedef char __C_ASSERT__[(e) ? 1 : -1]

typedef unsigned __int64 size_t;
typedef unsigned __int64 KSPIN_LOCK;
typedef unsigned char KIRQL;

void KeInitializeSpinLock(KSPIN_LOCK *lock);
KIRQL KeAcquireSpinLockRaiseToDpc(KSPIN_LOCK *lock);
#define KeAcquireSpinLock(lock, old) *(old) = KeAcquireSpinLockRaiseToDpc(lock)
void KeReleaseSpinLock(KSPIN_LOCK *lock, KIRQL old);

void *memcpy(void *to, const void *from, size_t size);
void *memset(void *to, int value, size_t size);
int memcmp(const void *a, const void *b, size_t size);

#endif
