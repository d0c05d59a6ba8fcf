/* The driver's own types. Lifetimes: a session lives from IRP_MJ_CREATE to IRP_MJ_CLOSE; everything below it is freed only at its end, when nothing runs any more. */
#ifndef WSKTCK_DRIVER_H
#define WSKTCK_DRIVER_H

#include "wsktck_core.h"

#include <wsk.h>

#include "example.h"

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
    volatile LONG leaving; /* somebody has called WskDeregister, which may wait */
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
    WSKTCK_EXAMPLE_CLIENT_DISPATCH extension;
    uint32_t accepting; /* calls to WskAccept under way, under core.lock */
    int closing;        /* WskCloseSocket has been called and has not failed, under core.lock */
    PIRP closeIrp;      /* of the session's end, not NULL once it has begun to close the socket */
    KEVENT closed;
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
    uint32_t session; /* its serial number */
    wsktck_invocation in;
    uint32_t call;
    uint32_t number; /* of the IRP; 0 without one */
    PIRP irp;
    KEVENT completed;
    int given;    /* handed to the provider */
    int unarmed;  /* the completion routine is set for success only: the IRP is never touched again, and never freed */
    int finished; /* its completion routine has run */
    int returned;
    int inside;   /* a function of its socket is being called, by `thread`; under core.lock */
    HANDLE thread;
    int accepts;  /* counted in `accepting` of its socket, under core.lock */
    NTSTATUS status; /* as returned */
    int streams;     /* it carries the next bytes of its socket's stream, */
    uint64_t offset; /* which begin here */
    PUCHAR buffer;
    uint32_t outputSize; /* of `buffer` as the place of an answer */
    PMDL mdl;
    WSK_BUF wskBuffer;
    WSK_BUF_LIST *messages;
    any_address local;
    any_address remote;
    ULONG controlFlags;
    ULONG controlLength;
    SIZE_T sizeBack;
    WSK_EVENT_CALLBACK_CONTROL eventControl;
    WSK_EXTENSION_CONTROL_IN extensionIn;
    PVOID descriptor;
    UNICODE_STRING node;
    UNICODE_STRING service;
    ADDRINFOEXW hints;
    PADDRINFOEXW addresses;
} operation;

/* Something that a provider has handed out and that is given back through the client's NPI; NULL when it has been. */
typedef struct handed {
    PVOID what;
    uint16_t client;
} handed;

#define HANDED_MOST 64

typedef struct work {
    struct work *next;
    wsktck_invocation invocation;
} work;

typedef struct worker {
    HANDLE thread; /* NULL when not started */
    HANDLE id;
    struct session *session;
    volatile LONG started;
    volatile LONG fn; /* that it is inside of, 0 for none */
    KEVENT wake;
    work *queue;
    int stop;
} worker;

typedef struct session {
    wsktck_session core;
    uint32_t serial;
    PFILE_OBJECT file; /* of its one handle */
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
    handed descriptors[HANDED_MOST]; /* cached security descriptors, by token - 1 */
    uint32_t descriptorCount;
    handed names[HANDED_MOST]; /* results of WskGetAddressInfo, by number - 1 */
    uint32_t nameCount;
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
void extension_table_fill(bench_socket *socket, uint32_t entries);
/* Executes what the script says for the completion of the IRP. */
void react_to_completion(session *s, operation *op);

/* ---- calls.c ---- */
void invoke(session *s, const wsktck_invocation *in);
void cancel_irp(session *s, uint16_t name);
void read_list(session *s, uint16_t socket, uint32_t which);
void wait_for(session *s, uint16_t name);
indication *indication_of(session *s, uint16_t socket, uint32_t which);
/* What the files of the functions share. */
int allowed(const session *s, uint32_t what);
int given(const wsktck_invocation *in, uint64_t argument);
PNPIID npi_of(uint32_t number);
/* Each 0 after a skip. irp_wanted is for functions that must have an IRP. */
int irp_wanted(session *s, operation *op);
int irp_new(session *s, operation *op);
int buffer_new(session *s, operation *op, SIZE_T length, int wsk);
/* UINT64_MAX and 0 stand for no offset and no datagram. */
void record_call(session *s, operation *op, uint64_t offset, uint64_t dg);
void record_return(session *s, operation *op, NTSTATUS status);
PVOID function_of(const bench_socket *socket, uint16_t fn);
void closed(session *s, bench_socket *socket);
/* Whether another thread than `but` is inside a function of the socket. Under core.lock. */
int used_by_others(const session *s, const bench_socket *socket, HANDLE but);

/* ---- client.c ---- */
void with_client(session *s, operation *op);
/* Remembers what a provider has handed out; its number, or 0 when there is no room. */
uint32_t handed_out(session *s, handed *table, uint32_t *count, uint32_t *counter, PVOID what, uint16_t client);
/* The descriptor with that token, or NULL. */
PVOID descriptor_of(session *s, uint32_t token);
/* Gives back descriptors, names and clients; nobody may use them any more. */
void clients_end(session *s);

/* ---- end.c ---- */
/* Gives everything of the calls back to the provider, clients left out; 0 when something would not come back within its time. May be called again. */
int calls_end(session *s, int seconds);
#endif
