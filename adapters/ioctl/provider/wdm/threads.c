/* Locks and workers. The driver's host is a process of user mode, where a thread that holds a lock can be interrupted: locks that wait serve better than such that spin. */
#include <winsock2.h>

#include <windows.h>

#include "glue.h"

/* There are this many workers from the beginning, and one more whenever all are busy, up to the limit. */
#define FIRST 4
#define MOST 256

static SRWLOCK lock = SRWLOCK_INIT;
static CONDITION_VARIABLE more = CONDITION_VARIABLE_INIT;
static wp_work *queue;
static wp_work **last = &queue;
static int waiting; /* work that nobody has begun */
static int idle;
static int stopping;
static HANDLE threads[MOST];
static int count;

void wp_lock_init(wp_lock *l) { InitializeSRWLock((SRWLOCK *)(void *)l); }

void wp_lock_take(wp_lock *l) { AcquireSRWLockExclusive((SRWLOCK *)(void *)l); }

void wp_lock_give(wp_lock *l) { ReleaseSRWLockExclusive((SRWLOCK *)(void *)l); }

static DWORD WINAPI work(void *nothing) {
    (void)nothing;
    AcquireSRWLockExclusive(&lock);
    for (;;) {
        wp_work *first;
        idle++;
        while (queue == NULL && !stopping) SleepConditionVariableSRW(&more, &lock, INFINITE, 0);
        idle--;
        first = queue;
        if (first == NULL) break;
        queue = first->next;
        if (queue == NULL) last = &queue;
        waiting--;
        ReleaseSRWLockExclusive(&lock);
        first->run(first);
        AcquireSRWLockExclusive(&lock);
    }
    ReleaseSRWLockExclusive(&lock);
    return 0;
}

/* Under the lock. */
static int start_one(void) {
    HANDLE thread = count < MOST ? CreateThread(NULL, 0, work, NULL, 0, NULL) : NULL;
    if (thread == NULL) return 0;
    threads[count++] = thread;
    return 1;
}

int wp_workers_start(void) {
    int i;
    AcquireSRWLockExclusive(&lock);
    stopping = 0;
    for (i = 0; i < FIRST; i++) start_one();
    i = count;
    ReleaseSRWLockExclusive(&lock);
    if (i == 0) return 0;
    wp_levels_keep();
    return 1;
}

void wp_workers_stop(void) {
    int i;
    AcquireSRWLockExclusive(&lock);
    stopping = 1;
    WakeAllConditionVariable(&more);
    ReleaseSRWLockExclusive(&lock);
    for (i = 0; i < count; i++) {
        WaitForSingleObject(threads[i], INFINITE);
        CloseHandle(threads[i]);
    }
    count = 0;
    wp_levels_forget();
}

void wp_work_submit(wp_work *one) {
    AcquireSRWLockExclusive(&lock);
    one->next = NULL;
    *last = one;
    last = &one->next;
    waiting++;
    if (waiting > idle) start_one();
    WakeConditionVariable(&more);
    ReleaseSRWLockExclusive(&lock);
}
