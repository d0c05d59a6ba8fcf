/*
 * The network below the core, as a table of functions. None of them blocks and none calls the core, so that they may be called with the core's lock held.
 *
 * The network tells the core with wp_net_event(context, what) from a thread of its own and without any lock held. It does so by edges: what a function
 * has answered with WP_LATER is worth another try when the event for it has come. An event for an endpoint that has been closed meanwhile does no harm.
 */
#ifndef WP_NET_H
#define WP_NET_H

#include <stddef.h>
#include <stdint.h>

enum { WP_FAMILY_4 = 2, WP_FAMILY_6 = 23 };

/* A SOCKADDR of any family, bytes in the order of the network. */
typedef union wp_address {
    struct {
        uint16_t family;
        uint8_t port[2];
        uint8_t rest[28];
    } in;
    uint8_t bytes[32];
    uint64_t aligned;
} wp_address;

typedef enum wp_result {
    WP_DONE,
    WP_LATER,
    WP_RESET,       /* the connection was reset, or is lost */
    WP_REFUSED,     /* nobody listens there */
    WP_IN_USE,      /* the address is */
    WP_BAD_ADDRESS, /* not one of this host, or nothing that can be reached */
    WP_TOO_LONG,    /* a datagram */
    WP_NO_MEMORY,
    WP_FAILED
} wp_result;

/* What an event says. */
enum { WP_READABLE = 1, WP_WRITABLE = 2, WP_CONNECTED = 4, WP_CONNECTIONS = 8 };

typedef struct wp_endpoint wp_endpoint;

typedef struct wp_net {
    int (*start)(void);
    void (*stop)(void);
    /* type and protocol as in Winsock: 1 and 6 for TCP, 2 and 17 for UDP. */
    wp_result (*open)(int family, int type, int protocol, void *context, wp_endpoint **made);
    /* Ends a connection with a reset when it is abortive. The endpoint is gone. */
    void (*close)(wp_endpoint *endpoint, int abortive);
    wp_result (*bind)(wp_endpoint *endpoint, const wp_address *local);
    wp_result (*listen)(wp_endpoint *endpoint);
    wp_result (*accept)(wp_endpoint *endpoint, wp_endpoint **made, wp_address *local, wp_address *remote);
    /* The context of an accepted endpoint, which has none before; its events begin with it. */
    void (*adopt)(wp_endpoint *endpoint, void *context);
    wp_result (*connect)(wp_endpoint *endpoint, const wp_address *remote);
    /* How it went, after WP_CONNECTED; WP_LATER while it goes on. */
    wp_result (*connected)(wp_endpoint *endpoint);
    wp_result (*local)(wp_endpoint *endpoint, wp_address *to);
    wp_result (*remote)(wp_endpoint *endpoint, wp_address *to);
    wp_result (*send)(wp_endpoint *endpoint, const void *bytes, size_t size, size_t *sent);
    /* *got is 0 at the end of the stream. */
    wp_result (*receive)(wp_endpoint *endpoint, void *bytes, size_t size, size_t *got);
    wp_result (*shutdown)(wp_endpoint *endpoint);
    wp_result (*send_to)(wp_endpoint *endpoint, const void *bytes, size_t size, const wp_address *to);
    wp_result (*receive_from)(wp_endpoint *endpoint, void *bytes, size_t size, size_t *got, wp_address *from);
    /* Other options of sockets, as Winsock has them. */
    wp_result (*option)(wp_endpoint *endpoint, int set, int level, int code, void *value, size_t *size);
} wp_net;

/* Provided by the core. */
void wp_net_event(void *context, unsigned what);

#endif
