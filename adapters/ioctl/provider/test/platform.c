/* The platform of the native tests: POSIX threads, IRPs that know how often they have been completed. */
#include "native.h"

#include <pthread.h>
#include <time.h>

#define SECONDS 20
#define WORKERS 128

atomic_ulong checks;
atomic_long allocations;

void *wp_alloc(size_t size) {
    void *memory = calloc(1, size);
    if (memory != NULL) atomic_fetch_add(&allocations, 1);
    return memory;
}

void wp_free(void *memory) {
    atomic_fetch_sub(&allocations, 1);
    free(memory);
}

/* A lock that is taken twice by one thread, or held while the client is called, is an error. */
static _Thread_local int held;

void wp_lock_init(wp_lock *lock) {
    _Static_assert(sizeof(pthread_mutex_t) <= sizeof(wp_lock), "room");
    pthread_mutex_init((pthread_mutex_t *)(void *)lock, NULL);
}

void wp_lock_take(wp_lock *lock) {
    if (lock == &wp.lock) {
        CHECK(!held);
        held = 1;
    }
    pthread_mutex_lock((pthread_mutex_t *)(void *)lock);
}

void wp_lock_give(wp_lock *lock) {
    pthread_mutex_unlock((pthread_mutex_t *)(void *)lock);
    if (lock == &wp.lock) held = 0;
}

typedef struct signal_room {
    pthread_mutex_t mutex;
    pthread_cond_t cond;
    int set;
} signal_room;

void wp_signal_init(wp_signal *signal) {
    signal_room *s = (signal_room *)(void *)signal;
    _Static_assert(sizeof *s <= sizeof *signal, "room");
    pthread_mutex_init(&s->mutex, NULL);
    pthread_cond_init(&s->cond, NULL);
    s->set = 0;
}

void wp_signal_set(wp_signal *signal) {
    signal_room *s = (signal_room *)(void *)signal;
    pthread_mutex_lock(&s->mutex);
    s->set = 1;
    pthread_cond_broadcast(&s->cond);
    pthread_mutex_unlock(&s->mutex);
}

void wp_signal_clear(wp_signal *signal) { ((signal_room *)(void *)signal)->set = 0; }

void wp_signal_wait(wp_signal *signal) {
    signal_room *s = (signal_room *)(void *)signal;
    CHECK(!held);
    pthread_mutex_lock(&s->mutex);
    while (!s->set) pthread_cond_wait(&s->cond, &s->mutex);
    pthread_mutex_unlock(&s->mutex);
}

void wp_signal_end(wp_signal *signal) {
    signal_room *s = (signal_room *)(void *)signal;
    pthread_mutex_destroy(&s->mutex);
    pthread_cond_destroy(&s->cond);
}

/* ---- workers ---- */

static pthread_mutex_t queueLock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t more = PTHREAD_COND_INITIALIZER;
static wp_work *queue, **last = &queue;
static int waiting, idle, stopping, count;
static pthread_t threads[WORKERS];

static void *work(void *nothing) {
    (void)nothing;
    pthread_mutex_lock(&queueLock);
    for (;;) {
        wp_work *first;
        idle++;
        while (queue == NULL && !stopping) pthread_cond_wait(&more, &queueLock);
        idle--;
        if ((first = queue) == NULL) break;
        queue = first->next;
        if (queue == NULL) last = &queue;
        waiting--;
        pthread_mutex_unlock(&queueLock);
        first->run(first);
        CHECK(!held);
        pthread_mutex_lock(&queueLock);
    }
    pthread_mutex_unlock(&queueLock);
    return NULL;
}

static void start_one(void) {
    if (count < WORKERS && pthread_create(&threads[count], NULL, work, NULL) == 0) count++;
}

int wp_workers_start(void) {
    pthread_mutex_lock(&queueLock);
    stopping = 0;
    start_one();
    start_one();
    pthread_mutex_unlock(&queueLock);
    return 1;
}

void wp_workers_stop(void) {
    int i;
    pthread_mutex_lock(&queueLock);
    stopping = 1;
    pthread_cond_broadcast(&more);
    pthread_mutex_unlock(&queueLock);
    for (i = 0; i < count; i++) pthread_join(threads[i], NULL);
    count = 0;
}

void wp_work_submit(wp_work *one) {
    pthread_mutex_lock(&queueLock);
    one->next = NULL;
    *last = one;
    last = &one->next;
    if (++waiting > idle) start_one();
    pthread_cond_signal(&more);
    pthread_mutex_unlock(&queueLock);
}

static _Thread_local unsigned level;

int wp_level_raise(unsigned *old) {
    CHECK(!held);
    *old = level;
    level = 2;
    return 1;
}

void wp_level_lower(unsigned old) { level = old; }

/* ---- waiting for what comes ---- */

static pthread_mutex_t changeLock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t change = PTHREAD_COND_INITIALIZER;

void changed(void) {
    pthread_mutex_lock(&changeLock);
    pthread_cond_broadcast(&change);
    pthread_mutex_unlock(&changeLock);
}

int comes(int (*holds)(void *), void *with) {
    struct timespec until;
    int so;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += SECONDS;
    pthread_mutex_lock(&changeLock);
    while (!(so = holds(with)) && pthread_cond_timedwait(&change, &changeLock, &until) == 0) {}
    pthread_mutex_unlock(&changeLock);
    return so;
}

/* ---- IRPs and MDLs ---- */

void wp_irp_begin(PIRP irp) { CHECK(atomic_fetch_add(&irp->begun, 1) == 0); }

void wp_irp_pend(PIRP irp) {
    CHECK(atomic_load(&irp->completed) == 0);
    atomic_store(&irp->pended, 1);
}

int wp_irp_arm(PIRP irp, wp_request *request) {
    CHECK(held);
    wp_irp_pend(irp);
    atomic_store(&irp->armed, request);
    return !(atomic_load(&irp->cancelled) && atomic_exchange(&irp->armed, NULL) != NULL);
}

int wp_irp_disarm(PIRP irp) { return atomic_exchange(&irp->armed, NULL) != NULL; }

void irp_cancel(PIRP irp) {
    void *request;
    atomic_store(&irp->cancelled, 1);
    request = atomic_exchange(&irp->armed, NULL);
    if (request != NULL) wp_request_cancelled((wp_request *)request);
}

void wp_irp_complete(PIRP irp, NTSTATUS status, ULONG_PTR information) {
    CHECK(!held);
    CHECK(atomic_load(&irp->begun) == 1);
    CHECK(atomic_load(&irp->armed) == NULL);
    irp->status = status;
    irp->information = information;
    CHECK(atomic_fetch_add(&irp->completed, 1) == 0);
    if (irp->then != NULL) irp->then(irp, irp->with);
    changed();
}

int irp_is_completed(void *irp) { return atomic_load(&((PIRP)irp)->completed) != 0; }

PMDL wp_mdl_new(void *bytes, SIZE_T size) {
    PMDL mdl = (PMDL)wp_alloc(sizeof *mdl);
    if (mdl != NULL) {
        mdl->bytes = (UCHAR *)bytes;
        mdl->size = size;
    }
    return mdl;
}

void wp_mdl_free(PMDL mdl) { wp_free(mdl); }

UCHAR *wp_mdl_bytes(PMDL mdl, SIZE_T *size) {
    *size = mdl->size;
    return mdl->bytes;
}

PMDL wp_mdl_next(PMDL mdl) { return mdl->next; }

/* ---- names: none but one ---- */

NTSTATUS wp_names_resolve(PUNICODE_STRING node, PUNICODE_STRING service, PADDRINFOEXW hints, PADDRINFOEXW *result) {
    (void)service;
    (void)hints;
    if (node == NULL || node->Length != 2) return STATUS_NOT_FOUND;
    *result = (PADDRINFOEXW)wp_alloc(sizeof **result);
    return STATUS_SUCCESS;
}

void wp_names_free(PADDRINFOEXW result) { wp_free(result); }

NTSTATUS wp_names_of(PSOCKADDR address, ULONG length, PUNICODE_STRING node, PUNICODE_STRING service, ULONG flags) {
    (void)address;
    (void)length;
    (void)service;
    (void)flags;
    if (node == NULL || node->MaximumLength < 2) return STATUS_NOT_FOUND;
    node->Buffer[0] = 'x';
    node->Length = 2;
    return STATUS_SUCCESS;
}
