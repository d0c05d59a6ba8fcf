/* The platform of the native tests, and a network in memory. */
#ifndef WP_TEST_NATIVE_H
#define WP_TEST_NATIVE_H

#include "wp_core.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#define CHECK(holds)                                                    \
    do {                                                                \
        atomic_fetch_add(&checks, 1);                                   \
        if (!(holds)) {                                                 \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #holds); \
            abort();                                                    \
        }                                                               \
    } while (0)

extern atomic_ulong checks;
extern atomic_long allocations; /* not freed yet */

struct _MDL {
    PMDL next;
    UCHAR *bytes;
    SIZE_T size;
};

struct _IRP {
    atomic_int begun;
    atomic_int pended;
    atomic_int cancelled;
    atomic_int completed;
    _Atomic(void *) armed; /* the request, while it can be cancelled */
    NTSTATUS status;
    ULONG_PTR information;
    void (*then)(PIRP irp, void *with); /* its completion routine */
    void *with;
};

/* Cancels as IoCancelIrp does. */
void irp_cancel(PIRP irp);

/* Whether something comes true; waits for it as long as it takes, up to some seconds, without polling too eagerly. */
int comes(int (*holds)(void *), void *with);
/* Wakes those that wait. */
void changed(void);
int irp_is_completed(void *irp);

/* ---- the network in memory ---- */

extern const wp_net memory_net;

/* A peer's side of the network: endpoints that are nobody's but the test's. Ports are numbers of the memory's own. */
wp_endpoint *peer_datagrams(unsigned port);
wp_endpoint *peer_connect(unsigned port);
wp_endpoint *peer_listen(unsigned port);
wp_endpoint *peer_accept(wp_endpoint *listening);
void peer_send(wp_endpoint *peer, const void *bytes, size_t size);
void peer_send_to(wp_endpoint *peer, unsigned port, const void *bytes, size_t size);
/* How much is there for the peer; -1 after a reset, -2 after the end of the stream. */
long peer_receive(wp_endpoint *peer, void *bytes, size_t size);
void peer_shutdown(wp_endpoint *peer);
void peer_close(wp_endpoint *peer, int abortive);
void address_of(wp_address *to, unsigned port);
unsigned port_of(const wp_address *at);

#endif
