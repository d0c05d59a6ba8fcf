/* The driver's own types. Lifetimes: a session lives from IRP_MJ_CREATE to IRP_MJ_CLOSE; everything below it is freed only at its end, when nothing runs any more. */
#ifndef WSKTCK_DRIVER_H
#define WSKTCK_DRIVER_H

#include "wsktck_core.h"

#include <wsk.h>

#define NONE ((uint16_t)WSKTCK_VALUE_NONE)

/* Whatever address a provider may write. */
typedef union any_address {
    SOCKADDR any;
    struct {
        USHORT family;
        UCHAR port[2];
        UCHAR rest[124];
    } raw;
} any_address;

typedef struct client {
    uint16_t index;
    int registered;
    int captured;
    WSK_CLIENT_DISPATCH dispatch;
    WSK_REGISTRATION registration;
    WSK_PROVIDER_NPI npi;
} client;

/* An indication list that a callback got; retained when the callback returned STATUS_PENDING. */
typedef struct indication {
    struct indication *next;
    uint32_t cb;
    int datagrams; /* which of the two types */
    int retained;
    PVOID list;
} indication;

typedef struct tables {
    WSK_CLIENT_LISTEN_DISPATCH listen;
    WSK_CLIENT_CONNECTION_DISPATCH connection;
    WSK_CLIENT_DATAGRAM_DISPATCH datagram;
    WSK_CLIENT_STREAM_DISPATCH stream;
} tables;

typedef struct bench_socket {
    uint16_t index;
    uint16_t client;
    uint16_t category;
    PWSK_SOCKET handle; /* NULL until created and after a close that succeeded */
    uint64_t key;
    uint64_t sent; /* bytes of its stream */
    tables tables;
    indication *lists; /* in order of their callbacks */
} bench_socket;

/* An inspection that has a number. */
typedef struct inspection {
    uint16_t socket;
    int pended;
    PWSK_INSPECT_ID given;
    WSK_INSPECT_ID copy;
    wsktck_address remote;
} inspection;

/* One invocation, with all that the provider may still write to. Kept to the end of the session: a provider may complete an IRP twice. */
typedef struct operation {
    struct operation *next;
    wsktck_invocation in;
    uint32_t call;
    uint32_t number; /* of the IRP; 0 without one */
    PIRP irp;
    KEVENT completed;
    int given;    /* handed to the provider */
    int finished; /* its completion routine has run */
    int returned;
    NTSTATUS status; /* as returned */
    int streams;     /* it carries the next bytes of its socket's stream, */
    uint64_t offset; /* which begin here */
    PUCHAR buffer;
    PMDL mdl;
    WSK_BUF wskBuffer;
    any_address local;
    any_address remote;
    ULONG controlFlags;
    ULONG controlLength;
    SIZE_T sizeBack;
    WSK_EVENT_CALLBACK_CONTROL eventControl;
    WSK_EXTENSION_CONTROL_IN extensionIn;
    WSK_EXTENSION_CONTROL_OUT extensionOut;
} operation;

typedef struct work {
    struct work *next;
    wsktck_invocation invocation;
} work;

typedef struct worker {
    HANDLE thread; /* NULL when not started */
    HANDLE id;
    struct session *session;
    volatile LONG started;
    KEVENT wake;
    work *queue;
    int stop;
} worker;

typedef struct session {
    wsktck_session core;
    PUCHAR ring;
    client clients[WSKTCK_LIMIT_CLIENTS];
    bench_socket sockets[WSKTCK_LIMIT_SOCKETS];
    operation *irps[WSKTCK_LIMIT_IRPS]; /* the latest of each name */
    operation *operations;
    uint32_t operationCount;
    uint32_t datagrams;
    worker workers[WSKTCK_LIMIT_THREADS];
    KEVENT released[WSKTCK_LIMIT_HOLDS];
    inspection inspections[WSKTCK_LIMIT_INSPECTIONS];
    uint32_t inspectionCount;
    PVOID descriptors[16]; /* cached security descriptors, by token - 1 */
    uint32_t descriptorCount;
    PIRP fetch; /* pended, under core.lock */
} session;

/* The one session, NULL while no handle is open: see README.md for why there is only one. */
extern session *volatile current;
extern UCHAR contexts[WSKTCK_LIMIT_CONTEXTS];
/* Pieces of memory that are not freed. */
extern volatile LONG allocated;

/* ---- driver.c ---- */
void fetch_kick(session *s);

/* ---- record.c ---- */
void observation_begin(wsktck_observation *o, session *s, uint16_t kind);
void observe(session *s, wsktck_observation *o);
void observe_elements(session *s, wsktck_observation *o, const UCHAR *elements, uint32_t size);
void about(wsktck_observation *o, uint16_t client, uint16_t socket);
void skip(session *s, const wsktck_invocation *in, uint32_t reason);
void see_data(session *s, wsktck_observation *o, PWSK_DATA_INDICATION list);
void see_datagrams(session *s, wsktck_observation *o, PWSK_DATAGRAM_INDICATION list);
void see_bytes(session *s, wsktck_observation *o, int datagram, const UCHAR *bytes, SIZE_T length, const any_address *from, ULONG control);
void address_out(wsktck_address *to, const SOCKADDR *from);
void address_in(any_address *to, const wsktck_address *from);
uint32_t context_token(PVOID context);
PVOID context_pointer(uint32_t token);

/* ---- events.c ---- */
void tables_fill(bench_socket *socket, uint32_t entries);
const VOID *tables_for(bench_socket *socket, uint16_t category);
void client_table_fill(client *c, uint32_t entries);
/* Executes what the script says for the completion of the IRP. */
void react_to_completion(session *s, operation *op);

/* ---- calls.c ---- */
void invoke(session *s, const wsktck_invocation *in);
void cancel_irp(session *s, uint16_t name);
void read_list(session *s, uint16_t socket, uint32_t which);
void wait_for(session *s, uint16_t name);
indication *indication_of(session *s, uint16_t socket, uint32_t which);
/* Gives everything back to the provider; 0 when something would not come back within its time. */
int calls_end(session *s);

#endif
