/*
 * The provider's own types. One lock, wp.lock, guards all of it. It is never held while a client's callback, a completion routine or anything that may wait
 * is called; the functions of the network are called with it, since they never wait and never call back. "Under the lock" means this one.
 *
 * Lifetimes: a socket lives as long as it has references: one of its own until its close has been completed, one of each request, of each lane that is at
 * work and of each list that a client retains.
 */
#ifndef WP_CORE_H
#define WP_CORE_H

#include <ntddk.h>
#include <wsk.h>

#include "wp_net.h"
#include "wp_platform.h"

/* The number of a mistake that is built in on purpose, see ../defects.yaml; none in a provider that is to be used. */
#ifndef WSKTCK_DEFECT
#define WSKTCK_DEFECT 0
#endif
#define DEFECT(number) (WSKTCK_DEFECT == (number))

/* ---- numbers of the documentation that the header does not have ---- */

#define WP_EVENT_SEND_BACKLOG 0x00000010u
#define WP_EVENT_RECEIVE 0x00000040u
#define WP_EVENT_DISCONNECT 0x00000080u
#define WP_EVENT_RECEIVE_FROM 0x00000100u
#define WP_EVENT_ACCEPT 0x00000200u
#define WP_EVENT_DISABLE 0x80000000u
#define WP_EVENTS_CONNECTION (WP_EVENT_SEND_BACKLOG | WP_EVENT_RECEIVE | WP_EVENT_DISCONNECT)
/* Of the provider's own: no client can switch these. */
#define WP_EVENT_INSPECT 0x01000000u
#define WP_EVENT_ABORT 0x02000000u

#define WP_FLAG_LISTEN 0x1u
#define WP_FLAG_CONNECTION 0x2u
#define WP_FLAG_DATAGRAM 0x4u
#define WP_FLAG_STREAM 0x8u

#define WP_ABORTIVE 0x1u
#define WP_RELEASE_ASAP 0x2u
#define WP_WAITALL 0x2u
#define WP_DRAIN 0x4u
#define WP_MSG_TRUNC 0x0100u

typedef enum wp_category { WP_BASIC, WP_LISTENING, WP_CONNECTION, WP_DATAGRAM, WP_STREAM } wp_category;
/* What a stream socket has become; sockets of the other categories are born with theirs. */
typedef enum wp_role { WP_ROLE_NONE, WP_ROLE_LISTENS, WP_ROLE_CONNECTS, WP_ROLE_DATAGRAMS } wp_role;

typedef struct wp_socket wp_socket;
typedef struct wp_client wp_client;

/* ---- requests: IRPs that the provider has ---- */

typedef struct wp_request {
    struct wp_request *next;
    struct wp_queue *queue; /* that it waits in, NULL when somebody has taken it */
    PIRP irp;
    wp_socket *socket; /* NULL for those of a client object */
    wp_client *client;
    NTSTATUS status;
    ULONG_PTR information;
    int isClose;
    /* What is asked for. */
    WSK_BUF buffer;
    SIZE_T done; /* bytes sent so far */
    ULONG flags;
    ULONG event;     /* that a disable is about, */
    uint64_t serial; /* and the calls that it waits for are older than this */
    int ends;        /* a WskDisconnect: the stream ends after these bytes */
    int creates;     /* a WskSocketConnect: the socket is the result */
    PSOCKADDR local;
    PSOCKADDR remote;
    PULONG controlFlags;
    PULONG controlLength;
    PVOID context;
    const WSK_CLIENT_CONNECTION_DISPATCH *dispatch;
} wp_request;

typedef struct wp_queue {
    wp_request *first;
} wp_queue;

/* Requests that are to be completed once the lock has been given back, in this order. */
typedef struct wp_done {
    wp_request *first;
    wp_request **last;
} wp_done;

/* ---- lanes: what a socket does one thing after the other ---- */

typedef struct wp_lane {
    wp_work work; /* the first member */
    wp_socket *socket;
    /* Does one thing; called and left under the lock, which it gives back while it calls out. 0 when there is nothing to do. */
    int (*step)(wp_socket *socket);
    int busy;
    int again;
} wp_lane;

/* A callback in progress; on the stack of the thread that makes it. */
typedef struct wp_entry {
    struct wp_entry *next;
    ULONG event;
    uint64_t serial;
    int dispatch; /* at DISPATCH_LEVEL */
    unsigned old;
} wp_entry;

/* ---- what has come in ---- */

/* Bytes of a stream. The node is the first member: what a client is shown. */
typedef struct wp_chunk {
    WSK_DATA_INDICATION node;
    struct wp_chunk *next;     /* in the queue */
    struct wp_chunk *retained; /* of the first chunk of a list: the next list that the client has */
    SIZE_T begin, end;
    PMDL mdl;
    UCHAR bytes[1];
} wp_chunk;

typedef struct wp_datagram {
    WSK_DATAGRAM_INDICATION node;
    struct wp_datagram *next;
    struct wp_datagram *retained;
    wp_address from;
    SIZE_T size;
    PMDL mdl;
    UCHAR bytes[1];
} wp_datagram;

/* Where a connection that has come in stands. */
typedef enum wp_stage {
    WP_TAKEN,   /* the client has it, or it is no connection that came in */
    WP_NEW,     /* nothing has been decided */
    WP_ASKING,  /* WskInspectEvent is in progress */
    WP_PENDED,  /* until WskInspectComplete */
    WP_WAITING, /* for somebody who takes it */
    WP_OFFERED, /* WskAcceptEvent is in progress */
    WP_DROPPED
} wp_stage;

struct wp_socket {
    WSK_SOCKET handle; /* the first member: what the client holds */
    wp_socket *next;   /* of all */
    LONG references;
    wp_client *client;
    wp_category category;
    wp_role role;
    int family;
    PVOID context;
    const WSK_CLIENT_LISTEN_DISPATCH *listen;
    const WSK_CLIENT_CONNECTION_DISPATCH *connection;
    const WSK_CLIENT_DATAGRAM_DISPATCH *datagram;
    wp_endpoint *endpoint; /* NULL when there is none any more */
    wp_address local, remote;
    int bound;
    int connecting, connected;
    /* Events. */
    ULONG enabled;
    ULONG fixed; /* those that nobody can disable */
    uint64_t serial;
    wp_entry *entries;
    ULONG calls; /* of callbacks so far */
    wp_queue disables;
    /* The end. */
    int closing;
    wp_request *close; /* NULL for a socket that the provider closes itself */
    ULONG requests;    /* not completed, the close left out */
    int ended;
    /* Requests that wait. */
    wp_queue receives, sends, accepts, connects;
    wp_done sent; /* to be completed by the lane of sends */
    wp_lane lane; /* reception and the peer's disconnect; datagrams; what becomes of a connection that has come in */
    wp_lane sending;
    wp_lane offering;
    wp_lane taking; /* WskReceiveFrom, beside WskReceiveFromEvent */
    /* Streams. */
    wp_chunk *data, **dataLast;
    SIZE_T dataBytes, indicated;
    wp_chunk *lists;
    int suspended;
    int peerEnded, peerReset;
    int toldEnd, toldReset;
    int sentEnd;  /* our own end of the stream is out */
    int aborted;  /* by ourselves */
    int silent;
    SIZE_T backlog;
    int toldBacklog;
    /* Datagrams. */
    wp_datagram *datagrams, **datagramsLast;
    ULONG datagramCount;
    wp_datagram *datagramLists;
    wp_address fixedRemote, sendTo;
    /* Listening. */
    int conditional;
    wp_socket *children; /* connections that have come in and are nobody's yet, in their order */
    wp_socket *sibling;
    wp_socket *listener; /* of one of these */
    wp_stage stage;
    int inspected;
    WSK_INSPECT_ID id;
};

struct wp_client {
    wp_client *next;
    WSK_CLIENT_NPI npi;
    ULONG captured;
    ULONG sockets;
    ULONG requests;
    ULONG staticMask;
    int hadSocket;
    int leaving;
    wp_queue changes; /* of the list of transports, which never changes */
    struct wp_descriptor *descriptors;
    wp_signal over; /* nothing is left of it */
};

/* A security descriptor as a client gets it. What it says matters to nothing here. */
typedef struct wp_descriptor {
    struct wp_descriptor *next;
    PVOID original;
} wp_descriptor;

typedef struct wp_provider {
    wp_lock lock;
    wp_lock life; /* of workers and network, with their number of users; taken before the other one */
    ULONG users;
    const wp_net *net;
    wp_client *clients;
    wp_socket *sockets;
    uint64_t inspections;
    UCHAR scratch[65536]; /* what is read goes through it, under the lock */
} wp_provider;

extern wp_provider wp;

/* ---- platform: what needs the kernel's types ---- */

/* The provider's part of an IRP begins. */
void wp_irp_begin(PIRP irp);
/* Marks it as pending and lets it be cancelled; 0 when it has been cancelled already, and nobody else completes it. Under the lock. */
int wp_irp_arm(PIRP irp, wp_request *request);
/* Marks it as pending. */
void wp_irp_pend(PIRP irp);
/* 1 when it cannot be cancelled any more; 0 when its cancellation has begun, which calls wp_request_cancelled. */
int wp_irp_disarm(PIRP irp);
void wp_irp_complete(PIRP irp, NTSTATUS status, ULONG_PTR information);
PMDL wp_mdl_new(void *bytes, SIZE_T size);
void wp_mdl_free(PMDL mdl);
UCHAR *wp_mdl_bytes(PMDL mdl, SIZE_T *size);
PMDL wp_mdl_next(PMDL mdl);
/* Names, at PASSIVE_LEVEL; these may wait. */
NTSTATUS wp_names_resolve(PUNICODE_STRING node, PUNICODE_STRING service, PADDRINFOEXW hints, PADDRINFOEXW *result);
void wp_names_free(PADDRINFOEXW result);
NTSTATUS wp_names_of(PSOCKADDR address, ULONG length, PUNICODE_STRING node, PUNICODE_STRING service, ULONG flags);

/* ---- request.c ---- */
/* Ends a call that needs no request: completes the IRP, if there is one, and returns the status. */
NTSTATUS wp_finish(PIRP irp, NTSTATUS status, ULONG_PTR information);
/* NULL when there is no memory. Under the lock or not; it counts as one of the socket's. */
wp_request *wp_request_new(wp_socket *socket, PIRP irp);
/* Lets it wait. 0 when it is cancelled already, and is in done. Under the lock. */
int wp_request_wait(wp_queue *queue, wp_request *request, wp_done *done);
/* The first that nobody cancels, without taking it; the first that could be taken. Under the lock. */
wp_request *wp_queue_peek(wp_queue *queue);
int wp_queue_take(wp_queue *queue, wp_request *request);
wp_request *wp_queue_first(wp_queue *queue);
void wp_queue_fail(wp_queue *queue, NTSTATUS status, wp_done *done);
void wp_done_init(wp_done *done);
void wp_done_add(wp_done *done, wp_request *request, NTSTATUS status, ULONG_PTR information);
/* Completes them, without the lock. */
void wp_done_flush(wp_done *done);
/* The same from under the lock, which is given back meanwhile. */
void wp_done_flush_outside(wp_done *done);
/* Called by the platform when the cancellation of an IRP has begun, without any lock. */
void wp_request_cancelled(wp_request *request);
NTSTATUS wp_status(wp_result result);
/* Bytes of a WSK_BUF, each 0 when it is longer than its MDLs. */
int wp_buffer_good(const WSK_BUF *buffer);
/* The stretch of it that begins there, and how long that is. */
UCHAR *wp_buffer_at(const WSK_BUF *buffer, SIZE_T offset, SIZE_T *size);
SIZE_T wp_buffer_fill(const WSK_BUF *buffer, SIZE_T offset, const UCHAR *bytes, SIZE_T size);
SIZE_T wp_address_size(const wp_address *address);
int wp_address_in(wp_address *to, const SOCKADDR *from, int family);
void wp_address_out(PSOCKADDR to, const wp_address *from);
int wp_address_same(const wp_address *a, const wp_address *b);

/* ---- socket.c ---- */
wp_socket *wp_socket_new(wp_client *client, wp_category category, int family);
void wp_socket_hold(wp_socket *socket);
void wp_socket_drop(wp_socket *socket);
void wp_lane_kick(wp_lane *lane);
/* Keeps the lane from working while something of it is done by the caller; 0 when it works. Under the lock. */
int wp_lane_own(wp_lane *lane);
void wp_lane_disown(wp_lane *lane);
NTSTATUS wp_socket_open(wp_socket *socket);
void wp_role_take(wp_socket *socket, wp_role role);

/* ---- gate.c ---- */
/* Events that a socket of this category and role can raise. */
ULONG wp_events_of(const wp_socket *socket);
/* Whether the callback is there and the event is enabled. Under the lock. */
int wp_gate_open(const wp_socket *socket, ULONG event);
/* Counts a callback in; 0 when it must not be called. Under the lock. */
int wp_gate_enter(wp_socket *socket, ULONG event, wp_entry *entry);
/* The level of a callback, without the lock, right before and after it; the flag to be given. */
ULONG wp_gate_raise(wp_entry *entry);
void wp_gate_lower(wp_entry *entry);
void wp_gate_leave(wp_socket *socket, wp_entry *entry, wp_done *done);
NTSTATUS wp_gate_switch(wp_socket *socket, ULONG mask, PIRP irp);
/* Whether the client has given a function for the event. */
int wp_gate_has(const wp_socket *socket, ULONG event);
void wp_gate_static(wp_socket *socket);

/* ---- close.c ---- */
/* Ends what runs on the socket; what it lets go is in done. Under the lock. */
void wp_close_begin(wp_socket *socket, wp_done *done);
/* Completes the close when nothing of the socket is left. Under the lock. */
void wp_close_try(wp_socket *socket, wp_done *done);
/* After the IRP of the close has been completed. Under the lock. */
void wp_close_end(wp_socket *socket);
/* Ends a socket that no client has. Under the lock. */
void wp_close_unowned(wp_socket *socket, wp_done *done);
NTSTATUS NTAPI wp_close_socket(PWSK_SOCKET socket, PIRP irp);

/* ---- stream.c, receive.c, listen.c, datagram.c, control.c, tables.c ---- */
int wp_receive_step(wp_socket *socket);
int wp_sent_step(wp_socket *socket);
int wp_offer_step(wp_socket *socket);
int wp_datagram_step(wp_socket *socket);
int wp_take_step(wp_socket *socket);
void wp_receive_fill(wp_socket *socket);
void wp_receive_discard(wp_socket *socket);
/* The peer's reset has been seen. Under the lock. */
void wp_stream_reset(wp_socket *socket);
void wp_stream_push(wp_socket *socket);
void wp_connect_result(wp_socket *socket);
void wp_listen_arrivals(wp_socket *socket);
void wp_listen_kick(wp_socket *socket);
void wp_listen_drop_all(wp_socket *socket, wp_done *done);
void wp_datagram_fill(wp_socket *socket);
void wp_datagram_discard(wp_socket *socket, const wp_address *but);
/* All lists that the client has kept of a socket; the first of datagrams. Under the lock. */
void wp_lists_free(wp_socket *socket);
void wp_release_datagrams_of(wp_socket *socket);
const VOID *wp_table_of(wp_category category);
NTSTATUS wp_connect_begin(wp_socket *socket, const wp_address *remote, wp_request *request);

NTSTATUS NTAPI wp_control_socket(PWSK_SOCKET, WSK_CONTROL_SOCKET_TYPE, ULONG, ULONG, SIZE_T, PVOID, SIZE_T, PVOID, SIZE_T *, PIRP);
NTSTATUS NTAPI wp_bind(PWSK_SOCKET, PSOCKADDR, ULONG, PIRP);
NTSTATUS NTAPI wp_accept(PWSK_SOCKET, ULONG, PVOID, const WSK_CLIENT_CONNECTION_DISPATCH *, PSOCKADDR, PSOCKADDR, PIRP);
NTSTATUS NTAPI wp_inspect_complete(PWSK_SOCKET, PWSK_INSPECT_ID, WSK_INSPECT_ACTION, PIRP);
NTSTATUS NTAPI wp_listen(PWSK_SOCKET, PIRP);
NTSTATUS NTAPI wp_connect(PWSK_SOCKET, PSOCKADDR, ULONG, PIRP);
NTSTATUS NTAPI wp_connect_ex(PWSK_SOCKET, PSOCKADDR, PWSK_BUF, ULONG, PIRP);
NTSTATUS NTAPI wp_local_address(PWSK_SOCKET, PSOCKADDR, PIRP);
NTSTATUS NTAPI wp_remote_address(PWSK_SOCKET, PSOCKADDR, PIRP);
NTSTATUS NTAPI wp_send(PWSK_SOCKET, PWSK_BUF, ULONG, PIRP);
NTSTATUS NTAPI wp_send_ex(PWSK_SOCKET, PWSK_BUF, ULONG, ULONG, PVOID, PIRP);
NTSTATUS NTAPI wp_receive(PWSK_SOCKET, PWSK_BUF, ULONG, PIRP);
NTSTATUS NTAPI wp_receive_ex(PWSK_SOCKET, PWSK_BUF, ULONG, PULONG, PVOID, PULONG, PIRP);
NTSTATUS NTAPI wp_disconnect(PWSK_SOCKET, PWSK_BUF, ULONG, PIRP);
NTSTATUS NTAPI wp_release_data(PWSK_SOCKET, PWSK_DATA_INDICATION);
NTSTATUS NTAPI wp_send_to(PWSK_SOCKET, PWSK_BUF, ULONG, PSOCKADDR, ULONG, PVOID, PIRP);
NTSTATUS NTAPI wp_send_messages(PWSK_SOCKET, PWSK_BUF_LIST, ULONG, PSOCKADDR, ULONG, PVOID, PIRP);
NTSTATUS NTAPI wp_receive_from(PWSK_SOCKET, PWSK_BUF, ULONG, PSOCKADDR, PULONG, PVOID, PULONG, PIRP);
NTSTATUS NTAPI wp_release_datagrams(PWSK_SOCKET, PWSK_DATAGRAM_INDICATION);

/* ---- client.c: what the exports of netio.sys call ---- */
void wp_init(const wp_net *net);
NTSTATUS wp_register(WSK_CLIENT_NPI *npi, WSK_REGISTRATION *registration);
NTSTATUS wp_capture(WSK_REGISTRATION *registration, ULONG wait, WSK_PROVIDER_NPI *npi);
void wp_release(WSK_REGISTRATION *registration);
/* Waits; PASSIVE_LEVEL. */
void wp_deregister(WSK_REGISTRATION *registration);
/* A descriptor that the client gives back with WSK_RELEASE_SD; NULL when there is no memory. Under the lock. */
wp_descriptor *wp_descriptor_new(wp_client *client, PVOID original);
/* Whether that is the NPI of WSK itself. */
int wp_is_wsk(PNPIID id);
/* Something of a client has come to its end. Under the lock. */
void wp_client_check(wp_client *client);
extern const WSK_PROVIDER_DISPATCH wp_provider_table;

/* ---- names.c ---- */
NTSTATUS NTAPI wp_get_address_info(PWSK_CLIENT, PUNICODE_STRING, PUNICODE_STRING, ULONG, GUID *, PADDRINFOEXW, PADDRINFOEXW *, PEPROCESS, PETHREAD, PIRP);
VOID NTAPI wp_free_address_info(PWSK_CLIENT, PADDRINFOEXW);
NTSTATUS NTAPI wp_get_name_info(PWSK_CLIENT, PSOCKADDR, ULONG, PUNICODE_STRING, PUNICODE_STRING, ULONG, PEPROCESS, PETHREAD, PIRP);

#endif
