/*
 * What the portable core needs of its surroundings. WSKTCK_KERNEL selects the Windows kernel (WDK or mingw-w64), otherwise it is a hosted C11
 * compiler: tests with sanitizers, and fuzzing.
 */
#ifndef WSKTCK_PLATFORM_H
#define WSKTCK_PLATFORM_H

#ifdef WSKTCK_KERNEL

#include <ntddk.h>
#include <stddef.h>
#include <stdint.h>
#define WSKTCK_ASSERT(holds) C_ASSERT(holds)

typedef struct wsktck_lock {
    KSPIN_LOCK spin;
} wsktck_lock;

typedef KIRQL wsktck_held;

static __inline void wsktck_lock_init(wsktck_lock *lock) { KeInitializeSpinLock(&lock->spin); }
static __inline wsktck_held wsktck_lock_take(wsktck_lock *lock) {
    KIRQL old;
    KeAcquireSpinLock(&lock->spin, &old);
    return old;
}
static __inline void wsktck_lock_give(wsktck_lock *lock, wsktck_held held) { KeReleaseSpinLock(&lock->spin, held); }

#else

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#define WSKTCK_ASSERT(holds) _Static_assert(holds, #holds)

/* A lock that notices when it is taken twice or given back without having been taken. */
typedef struct wsktck_lock {
    int taken;
} wsktck_lock;

typedef int wsktck_held;

void wsktck_lock_misused(void);
static inline void wsktck_lock_init(wsktck_lock *lock) { lock->taken = 0; }
static inline wsktck_held wsktck_lock_take(wsktck_lock *lock) {
    if (lock->taken++ != 0) wsktck_lock_misused();
    return 0;
}
static inline void wsktck_lock_give(wsktck_lock *lock, wsktck_held held) {
    if (--lock->taken != 0 || held != 0) wsktck_lock_misused();
}

#endif

/* Zeroed non-paged memory, or NULL. Never called under a lock. */
void *wsktck_alloc(size_t size);
void wsktck_free(void *memory);

#endif
