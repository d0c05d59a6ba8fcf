/* A network in memory: datagrams by port, connections as pairs of pipes that hold little, so that sends have to wait. Events come from a thread of its own. */
#include "native.h"

#include <pthread.h>

#define PIPE 4096
#define ANYWHERE 40000

typedef struct packet {
    struct packet *next;
    wp_address from;
    size_t size;
    unsigned char bytes[1];
} packet;

struct wp_endpoint {
    wp_endpoint *next;
    void *context;
    int type;
    unsigned port;
    unsigned remote;
    int listening;
    int closed;
    wp_endpoint *waiting; /* connections, in their order */
    wp_endpoint *sibling;
    wp_endpoint *other; /* the other end, NULL when that is gone */
    unsigned char pipe[PIPE]; /* to be received */
    size_t filled;
    int ended, reset;
    int connecting;
    wp_result connected;
    unsigned want; /* what has been answered with WP_LATER */
    packet *packets, **packetsLast;
    unsigned what; /* of the event that is due */
    int due;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t happened = PTHREAD_COND_INITIALIZER;
static wp_endpoint *all;
static pthread_t thread;
static int stopping;
static unsigned nextPort = ANYWHERE;

void address_of(wp_address *to, unsigned port) {
    memset(to, 0, sizeof *to);
    to->in.family = WP_FAMILY_4;
    to->in.port[0] = (uint8_t)(port >> 8);
    to->in.port[1] = (uint8_t)port;
    to->bytes[4] = 127;
    to->bytes[7] = 1;
}

unsigned port_of(const wp_address *at) { return (unsigned)at->in.port[0] << 8 | at->in.port[1]; }

static void tell(wp_endpoint *endpoint, unsigned what) {
    endpoint->what |= what;
    pthread_cond_signal(&happened);
    changed();
}

static void *events(void *nothing) {
    (void)nothing;
    pthread_mutex_lock(&lock);
    while (!stopping) {
        wp_endpoint *each;
        for (each = all; each != NULL && (each->what == 0 || each->context == NULL); each = each->next) {}
        if (each == NULL) {
            pthread_cond_wait(&happened, &lock);
        } else {
            unsigned what = each->what;
            void *context = each->context;
            each->what = 0;
            pthread_mutex_unlock(&lock);
            wp_net_event(context, what);
            pthread_mutex_lock(&lock);
        }
    }
    pthread_mutex_unlock(&lock);
    return NULL;
}

static int start(void) {
    stopping = 0;
    return pthread_create(&thread, NULL, events, NULL) == 0;
}

static void stop(void) {
    pthread_mutex_lock(&lock);
    stopping = 1;
    pthread_cond_signal(&happened);
    pthread_mutex_unlock(&lock);
    pthread_join(thread, NULL);
}

/* ---- endpoints; all of it under the lock ---- */

static wp_endpoint *made(int type) {
    wp_endpoint *endpoint = (wp_endpoint *)wp_alloc(sizeof *endpoint);
    endpoint->type = type;
    endpoint->packetsLast = &endpoint->packets;
    endpoint->next = all;
    all = endpoint;
    return endpoint;
}

static wp_endpoint *at_port(unsigned port, int type) {
    wp_endpoint *each;
    for (each = all; each != NULL; each = each->next) {
        if (each->port == port && each->type == type && (type == 2 || each->listening)) return each;
    }
    return NULL;
}

static void end(wp_endpoint *endpoint, int abortive) {
    wp_endpoint **at;
    wp_endpoint *other = endpoint->other;
    if (other != NULL) {
        other->other = NULL;
        if (abortive) {
            other->reset = 1;
            other->filled = 0;
        } else {
            other->ended = 1;
        }
        tell(other, WP_READABLE | WP_WRITABLE);
    }
    while (endpoint->waiting != NULL) {
        wp_endpoint *first = endpoint->waiting;
        endpoint->waiting = first->sibling;
        end(first, 1);
    }
    while (endpoint->packets != NULL) {
        packet *next = endpoint->packets->next;
        wp_free(endpoint->packets);
        endpoint->packets = next;
    }
    for (at = &all; *at != endpoint; at = &(*at)->next) {}
    *at = endpoint->next;
    wp_free(endpoint);
}

static wp_result connect_to(wp_endpoint *endpoint, unsigned port) {
    wp_endpoint *listening = at_port(port, 1);
    wp_endpoint *other;
    wp_endpoint **last;
    endpoint->connecting = 1;
    endpoint->remote = port;
    endpoint->connected = listening == NULL ? WP_REFUSED : WP_DONE;
    tell(endpoint, WP_CONNECTED);
    if (listening == NULL) return WP_LATER;
    if (endpoint->port == 0) endpoint->port = nextPort++;
    other = made(1);
    other->port = port;
    other->remote = endpoint->port;
    other->other = endpoint;
    endpoint->other = other;
    for (last = &listening->waiting; *last != NULL; last = &(*last)->sibling) {}
    *last = other;
    tell(listening, WP_CONNECTIONS);
    return WP_LATER;
}

static wp_result put(wp_endpoint *endpoint, const void *bytes, size_t size, size_t *sent) {
    wp_endpoint *other = endpoint->other;
    if (endpoint->reset || other == NULL) return WP_RESET;
    if (size > PIPE - other->filled) size = PIPE - other->filled;
    if (size == 0) {
        endpoint->want |= WP_WRITABLE;
        return WP_LATER;
    }
    memcpy(other->pipe + other->filled, bytes, size);
    other->filled += size;
    *sent = size;
    tell(other, WP_READABLE);
    return WP_DONE;
}

static wp_result get(wp_endpoint *endpoint, void *bytes, size_t size, size_t *got) {
    *got = 0;
    if (endpoint->reset) return WP_RESET;
    if (endpoint->filled == 0) return endpoint->ended ? WP_DONE : WP_LATER;
    if (size > endpoint->filled) size = endpoint->filled;
    memcpy(bytes, endpoint->pipe, size);
    memmove(endpoint->pipe, endpoint->pipe + size, endpoint->filled - size);
    endpoint->filled -= size;
    *got = size;
    if (endpoint->other != NULL && (endpoint->other->want & WP_WRITABLE) != 0) {
        endpoint->other->want = 0;
        tell(endpoint->other, WP_WRITABLE);
    }
    return WP_DONE;
}

static void throw_to(wp_endpoint *endpoint, unsigned port, const void *bytes, size_t size) {
    wp_endpoint *other = at_port(port, 2);
    packet *p;
    if (other == NULL) return;
    p = (packet *)wp_alloc(sizeof *p + size);
    address_of(&p->from, endpoint->port);
    p->size = size;
    memcpy(p->bytes, bytes, size);
    *other->packetsLast = p;
    other->packetsLast = &p->next;
    tell(other, WP_READABLE);
}

static void half_close(wp_endpoint *endpoint) {
    if (endpoint->other == NULL) return;
    endpoint->other->ended = 1;
    tell(endpoint->other, WP_READABLE);
}

static wp_endpoint *take(wp_endpoint *endpoint) {
    wp_endpoint *first = endpoint->waiting;
    if (first != NULL) {
        endpoint->waiting = first->sibling;
        first->sibling = NULL;
    }
    return first;
}

/* ---- the core's side ---- */

#define LOCKED(statement)        \
    pthread_mutex_lock(&lock);   \
    statement;                   \
    pthread_mutex_unlock(&lock)

static wp_result net_open(int family, int type, int protocol, void *context, wp_endpoint **to) {
    (void)family;
    (void)protocol;
    LOCKED(*to = made(type); (*to)->context = context);
    return WP_DONE;
}

static void net_close(wp_endpoint *endpoint, int abortive) { LOCKED(end(endpoint, abortive)); }

static wp_result net_bind(wp_endpoint *endpoint, const wp_address *local) {
    wp_result result = WP_DONE;
    unsigned port = port_of(local);
    LOCKED(if (port != 0 && at_port(port, endpoint->type) != NULL) result = WP_IN_USE; else endpoint->port = port != 0 ? port : nextPort++);
    return result;
}

static wp_result net_listen(wp_endpoint *endpoint) {
    LOCKED(endpoint->listening = 1);
    return WP_DONE;
}

static wp_result net_accept(wp_endpoint *endpoint, wp_endpoint **to, wp_address *local, wp_address *remote) {
    LOCKED(*to = take(endpoint));
    if (*to == NULL) return WP_LATER;
    address_of(local, (*to)->port);
    address_of(remote, (*to)->remote);
    return WP_DONE;
}

static void net_adopt(wp_endpoint *endpoint, void *context) { LOCKED(endpoint->context = context; tell(endpoint, WP_READABLE | WP_WRITABLE)); }

static wp_result net_connect(wp_endpoint *endpoint, const wp_address *remote) {
    wp_result result;
    LOCKED(result = connect_to(endpoint, port_of(remote)));
    return result;
}

static wp_result net_connected(wp_endpoint *endpoint) {
    wp_result result;
    LOCKED(result = endpoint->connected);
    return result;
}

static wp_result net_local(wp_endpoint *endpoint, wp_address *to) {
    address_of(to, endpoint->port);
    return WP_DONE;
}

static wp_result net_remote(wp_endpoint *endpoint, wp_address *to) {
    address_of(to, endpoint->remote);
    return WP_DONE;
}

static wp_result net_send(wp_endpoint *endpoint, const void *bytes, size_t size, size_t *sent) {
    wp_result result;
    LOCKED(result = put(endpoint, bytes, size, sent));
    return result;
}

static wp_result net_receive(wp_endpoint *endpoint, void *bytes, size_t size, size_t *got) {
    wp_result result;
    LOCKED(result = get(endpoint, bytes, size, got));
    return result;
}

static wp_result net_shutdown(wp_endpoint *endpoint) {
    LOCKED(half_close(endpoint));
    return WP_DONE;
}

static wp_result net_send_to(wp_endpoint *endpoint, const void *bytes, size_t size, const wp_address *to) {
    LOCKED(throw_to(endpoint, port_of(to), bytes, size));
    return WP_DONE;
}

static wp_result net_receive_from(wp_endpoint *endpoint, void *bytes, size_t size, size_t *got, wp_address *from) {
    packet *first;
    LOCKED(first = endpoint->packets; if (first != NULL) {
        endpoint->packets = first->next;
        if (endpoint->packets == NULL) endpoint->packetsLast = &endpoint->packets;
    });
    if (first == NULL) return WP_LATER;
    *got = first->size < size ? first->size : size;
    memcpy(bytes, first->bytes, *got);
    *from = first->from;
    wp_free(first);
    return WP_DONE;
}

static wp_result net_option(wp_endpoint *endpoint, int set, int level, int code, void *value, size_t *size) {
    (void)endpoint;
    (void)level;
    (void)code;
    (void)value;
    (void)size;
    return set ? WP_DONE : WP_FAILED;
}

const wp_net memory_net = {start,       stop,          net_open,  net_close,  net_bind, net_listen,  net_accept,   net_adopt,   net_connect,
                           net_connected, net_local, net_remote, net_send, net_receive, net_shutdown, net_send_to, net_receive_from, net_option};

/* ---- the peer's side ---- */

wp_endpoint *peer_datagrams(unsigned port) {
    wp_endpoint *peer;
    LOCKED(peer = made(2); peer->port = port);
    return peer;
}

wp_endpoint *peer_connect(unsigned port) {
    wp_endpoint *peer;
    LOCKED(peer = made(1); connect_to(peer, port));
    return peer;
}

wp_endpoint *peer_listen(unsigned port) {
    wp_endpoint *peer;
    LOCKED(peer = made(1); peer->port = port; peer->listening = 1);
    return peer;
}

wp_endpoint *peer_accept(wp_endpoint *listening) {
    wp_endpoint *peer;
    LOCKED(peer = take(listening));
    return peer;
}

void peer_send(wp_endpoint *peer, const void *bytes, size_t size) {
    while (size != 0) {
        size_t sent = 0;
        wp_result result = net_send(peer, bytes, size, &sent);
        if (result == WP_RESET) return;
        bytes = (const char *)bytes + sent;
        size -= sent;
    }
}

void peer_send_to(wp_endpoint *peer, unsigned port, const void *bytes, size_t size) { LOCKED(throw_to(peer, port, bytes, size)); }

long peer_receive(wp_endpoint *peer, void *bytes, size_t size) {
    size_t got = 0;
    wp_result result = net_receive(peer, bytes, size, &got);
    return result == WP_RESET ? -1 : result == WP_DONE && got == 0 ? -2 : (long)got;
}

void peer_shutdown(wp_endpoint *peer) { LOCKED(half_close(peer)); }

void peer_close(wp_endpoint *peer, int abortive) { LOCKED(end(peer, abortive)); }
