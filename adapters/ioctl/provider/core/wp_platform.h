/*
 * What the core of the provider needs from where it runs: memory, one kind of lock, an event, work items, levels, MDLs and IRPs. Linked in, not looked up:
 * wdm/platform.c is the kernel's, test/native_platform.c the one of the tests. Nothing here knows of WSK's types, so that the network can use it as well.
 */
#ifndef WP_PLATFORM_H
#define WP_PLATFORM_H

#include <stddef.h>
#include <stdint.h>

/* Room for what a platform keeps in a lock and in an event. */
typedef struct wp_lock {
    void *room[8];
} wp_lock;

typedef struct wp_signal {
    void *room[16];
} wp_signal;

/* Zeroed, of the non-paged pool; NULL when there is none. */
void *wp_alloc(size_t size);
void wp_free(void *memory);

void wp_lock_init(wp_lock *lock);
void wp_lock_take(wp_lock *lock);
void wp_lock_give(wp_lock *lock);

/* A notification event. The wait is for PASSIVE_LEVEL. */
void wp_signal_init(wp_signal *signal);
void wp_signal_set(wp_signal *signal);
void wp_signal_clear(wp_signal *signal);
void wp_signal_wait(wp_signal *signal);
void wp_signal_end(wp_signal *signal);

/* Something to be done by a worker thread; the memory is the caller's and free again when run is entered. */
typedef struct wp_work {
    struct wp_work *next;
    void (*run)(struct wp_work *work);
} wp_work;

/* Starts the workers; 0 when it cannot. Both at PASSIVE_LEVEL. */
int wp_workers_start(void);
void wp_workers_stop(void);
/* Never fails, never blocks, and may be called with locks held: there is a worker for every item that has begun, so that one that is held up stops no other. */
void wp_work_submit(wp_work *work);

/* Raises to DISPATCH_LEVEL; 1 when the level is that now, so that a callback may be told so. */
int wp_level_raise(unsigned *old);
void wp_level_lower(unsigned old);

#endif
