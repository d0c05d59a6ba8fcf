/* Event callbacks: what came in is recorded, the reaction is executed, what goes out is recorded. */
#include "driver.h"

/* A hold that nobody resumes ends by itself, so that a lost controller cannot block a provider for good. */
#define HOLD_SECONDS 20

/* The entries that the table of an accepted socket has. */
#define CONNECTION_ENTRIES (1u << WSKTCK_EVENT_WSK_RECEIVE_EVENT | 1u << WSKTCK_EVENT_WSK_DISCONNECT_EVENT | 1u << WSKTCK_EVENT_WSK_SEND_BACKLOG_EVENT)

typedef struct frame {
    session *s;
    uint16_t client;
    uint16_t socket;
    uint16_t event; /* none in a completion routine */
    uint32_t cb;
    indication *list;
    SIZE_T bytesIndicated;
    SIZE_T *bytesAccepted;
    PVOID *storeContext; /* NULL when no socket is handed over */
    const WSK_CLIENT_CONNECTION_DISPATCH **storeDispatch;
    uint16_t accepted;
    uint32_t status; /* what is returned */
    wsktck_observation exit;
} frame;

/* ---- reactions ---- */

static void skip_action(frame *f, uint32_t reason) {
    wsktck_invocation nothing;
    RtlZeroMemory(&nothing, sizeof nothing);
    nothing.client = f->client;
    nothing.socket = f->socket;
    skip(f->s, &nothing, reason);
}

static void read_in_callback(frame *f) {
    wsktck_observation o;
    if (f->list == NULL || f->list->list == NULL) {
        skip_action(f, WSKTCK_REASON_NO_LIST);
        return;
    }
    observation_begin(&o, f->s, WSKTCK_KIND_READ);
    about(&o, f->client, f->socket);
    o.present |= WSKTCK_OBSERVED_CB;
    o.cb = f->cb;
    if (f->list->datagrams) {
        see_datagrams(f->s, &o, (PWSK_DATAGRAM_INDICATION)f->list->list);
    } else {
        see_data(f->s, &o, (PWSK_DATA_INDICATION)f->list->list);
    }
}

static void accept_bytes(frame *f, int64_t bytes) {
    if (f->bytesAccepted == NULL) {
        skip_action(f, WSKTCK_REASON_NO_LIST);
        return;
    }
    if (bytes < 0) {
        uint64_t left = (uint64_t)-(bytes + 1) + 1;
        bytes = left < f->bytesIndicated ? (int64_t)(f->bytesIndicated - left) : 1;
    }
    *f->bytesAccepted = (SIZE_T)bytes;
    f->exit.present |= WSKTCK_OBSERVED_BYTES_ACCEPTED;
}

static void store(frame *f, uint32_t context, int table, uint32_t entries) {
    if (f->storeContext == NULL) {
        skip_action(f, WSKTCK_REASON_NO_SOCKET);
        return;
    }
    if (context == WSKTCK_VALUE_ACCEPTED_CONTEXT) context = (uint32_t)f->accepted + 1;
    *f->storeContext = context_pointer(context);
    tables_fill(&f->s->sockets[f->accepted], entries);
    *f->storeDispatch = table ? &f->s->sockets[f->accepted].tables.connection : NULL;
    f->exit.context = context;
    f->exit.entries = entries;
    f->exit.present &= ~(WSKTCK_OBSERVED_CONTEXT | WSKTCK_OBSERVED_ENTRIES);
    if (context != 0) f->exit.present |= WSKTCK_OBSERVED_CONTEXT;
    if (table) f->exit.present |= WSKTCK_OBSERVED_ENTRIES;
}

static int perform_all(frame *f, const wsktck_reaction *reaction);

/* Waits for the resume; 1 when its actions return. */
static int hold(frame *f) {
    LARGE_INTEGER most;
    wsktck_reaction *more;
    uint16_t slot;
    int returned;
    if (KeGetCurrentIrql() > APC_LEVEL) {
        skip_action(f, WSKTCK_REASON_WRONG_IRQL);
        return 0;
    }
    slot = wsktck_session_hold(&f->s->core, f->socket, f->event == WSKTCK_EVENT_WSK_CLIENT_EVENT ? f->client : NONE, f->cb);
    if (slot == NONE) {
        skip_action(f, WSKTCK_REASON_NO_MEMORY);
        return 0;
    }
    most.QuadPart = -10000000LL * HOLD_SECONDS;
    KeWaitForSingleObject(&f->s->released[slot], Executive, KernelMode, FALSE, &most);
    KeClearEvent(&f->s->released[slot]);
    more = wsktck_session_leave(&f->s->core, slot);
    returned = more != NULL && perform_all(f, more);
    wsktck_session_reacted(&f->s->core, more);
    return returned;
}

static void call(frame *f, const wsktck_invocation *given) {
    wsktck_invocation in = *given;
    if (in.socket == WSKTCK_VALUE_ACCEPTED) in.socket = f->accepted;
    if (in.context == WSKTCK_VALUE_ACCEPTED_CONTEXT) in.context = f->accepted == NONE ? 0 : (uint32_t)f->accepted + 1;
    if (in.socket == NONE && given->socket != NONE) {
        skip_action(f, WSKTCK_REASON_NO_SOCKET);
    } else {
        invoke(f->s, &in);
    }
}

/* 1 when an action returned. */
static int perform_all(frame *f, const wsktck_reaction *reaction) {
    uint16_t i;
    for (i = 0; i < reaction->count; i++) {
        const wsktck_action *a = &reaction->actions[i];
        switch (a->type) {
        case WSKTCK_ACTION_CALL: call(f, &a->invocation); break;
        case WSKTCK_ACTION_HOLD:
            if (hold(f)) return 1;
            break;
        case WSKTCK_ACTION_READ: read_in_callback(f); break;
        case WSKTCK_ACTION_WAIT: wait_for(f->s, a->irp); break;
        case WSKTCK_ACTION_ACCEPT: accept_bytes(f, a->bytes); break;
        case WSKTCK_ACTION_STORE: store(f, a->context, a->table, a->entries); break;
        default:
            f->status = a->status;
            return 1;
        }
    }
    return 0;
}

static int stores(const wsktck_reaction *reaction) {
    uint16_t i;
    for (i = 0; reaction != NULL && i < reaction->count; i++) {
        if (reaction->actions[i].type == WSKTCK_ACTION_STORE) return 1;
    }
    return 0;
}

void react_to_completion(session *s, operation *op) {
    frame *f;
    wsktck_reaction *reaction = wsktck_session_completion(&s->core, op->in.irp);
    if (reaction == NULL) return;
    f = (frame *)wsktck_alloc(sizeof *f);
    if (f != NULL) {
        f->s = s;
        f->client = op->in.client;
        f->socket = op->in.socket;
        f->event = f->accepted = NONE;
        perform_all(f, reaction);
        wsktck_free(f);
    } else {
        skip(s, &op->in, WSKTCK_REASON_NO_MEMORY);
    }
    wsktck_session_reacted(&s->core, reaction);
}

/* ---- entry and exit ---- */

static session *enter(void) {
    session *s = current;
    if (s != NULL) wsktck_session_count(&s->core, &s->core.counted.inside, 1);
    return s;
}

/* Frames and observations are too long for the little stack that a callback may find. */
static frame *open_frame(session *s, uint16_t client, uint16_t socket, uint16_t event, wsktck_observation **o) {
    frame *f = (frame *)wsktck_alloc(sizeof *f + sizeof **o);
    if (f == NULL) return NULL;
    *o = (wsktck_observation *)(f + 1);
    f->s = s;
    f->client = client;
    f->socket = socket;
    f->event = event;
    f->accepted = NONE;
    f->cb = wsktck_session_next(&s->core, &s->core.cbs);
    observation_begin(*o, s, WSKTCK_KIND_ENTER);
    about(*o, client, socket);
    (*o)->present |= WSKTCK_OBSERVED_CB | WSKTCK_OBSERVED_EVENT | WSKTCK_OBSERVED_IRQL | WSKTCK_OBSERVED_VIA;
    (*o)->cb = f->cb;
    (*o)->event = event;
    (*o)->via = socket == NONE ? client : socket;
    return f;
}

static void give_context(wsktck_observation *o, PVOID context) {
    o->context = context_token(context);
    if (context != NULL) o->present |= WSKTCK_OBSERVED_CONTEXT;
}

static void give_flags(wsktck_observation *o, ULONG flags) {
    o->flags = flags;
    o->present |= WSKTCK_OBSERVED_FLAGS;
}

static void give_table(session *s, wsktck_observation *o, uint16_t table) {
    if (s->sockets[o->socket].category == WSKTCK_CATEGORY_STREAM) {
        o->table = table;
        o->present |= WSKTCK_OBSERVED_TABLE;
    }
}

/* Executes the reaction and records the exit; the frame is gone afterwards. Returns what the callback returns. */
static uint32_t leave(frame *f) {
    session *s = f->s;
    uint32_t status;
    wsktck_reaction *reaction = wsktck_session_reaction(&s->core, f->socket, f->client, f->event);
    wsktck_observation out;
    uint64_t present;
    if (f->storeContext != NULL && !stores(reaction)) store(f, WSKTCK_VALUE_ACCEPTED_CONTEXT, 1, CONNECTION_ENTRIES);
    if (reaction != NULL) perform_all(f, reaction);
    wsktck_session_reacted(&s->core, reaction);
    status = f->status;
    if (f->list != NULL) {
        f->list->retained = status == (uint32_t)STATUS_PENDING;
        if (f->list->retained) wsktck_session_count(&s->core, &s->core.counted.lists, 1);
    }
    observation_begin(&out, s, WSKTCK_KIND_EXIT);
    present = f->exit.present | WSKTCK_OBSERVED_CB | WSKTCK_OBSERVED_EVENT;
    out.context = f->exit.context;
    out.entries = f->exit.entries;
    about(&out, f->client, f->socket);
    out.present |= present;
    out.cb = f->cb;
    out.event = f->event;
    if (f->bytesAccepted != NULL) out.bytesAccepted = *f->bytesAccepted;
    if (f->event == WSKTCK_EVENT_WSK_INSPECT_EVENT) {
        out.action = status;
        out.present |= WSKTCK_OBSERVED_ACTION;
    } else {
        out.status = status;
        out.present |= WSKTCK_OBSERVED_STATUS;
    }
    wsktck_free(f);
    observe(s, &out);
    return status;
}

static void left(session *s) { wsktck_session_count(&s->core, &s->core.counted.inside, -1); }

/* ---- inspections ---- */

static uint32_t inspection_number(session *s, uint16_t socket, PWSK_INSPECT_ID id, const SOCKADDR *remote) {
    uint32_t i;
    uint32_t number = 0;
    wsktck_held held = wsktck_lock_take(&s->core.lock);
    for (i = 0; i < s->inspectionCount && number == 0; i++) {
        if (s->inspections[i].copy.Key == id->Key && s->inspections[i].copy.SerialNumber == id->SerialNumber) number = i + 1;
    }
    if (number == 0 && s->inspectionCount < WSKTCK_LIMIT_INSPECTIONS) {
        inspection *each = &s->inspections[s->inspectionCount];
        number = ++s->inspectionCount;
        each->socket = socket;
        each->given = id;
        each->copy = *id;
        if (remote != NULL) address_out(&each->remote, remote);
    }
    wsktck_lock_give(&s->core.lock, held);
    return number;
}

/* ---- the callbacks, with the number of the table through which they came ---- */

static NTSTATUS on_client(uint16_t via, PVOID context, ULONG type, PVOID information, SIZE_T length) {
    wsktck_observation *o;
    uint32_t status = (uint32_t)STATUS_NOT_IMPLEMENTED;
    session *s = enter();
    frame *f;
    if (s == NULL) return STATUS_NOT_IMPLEMENTED;
    f = open_frame(s, via, NONE, WSKTCK_EVENT_WSK_CLIENT_EVENT, &o);
    if (f != NULL) {
        give_context(o, context);
        o->eventType = type;
        o->pointer = information != NULL;
        o->length = length;
        o->present |= WSKTCK_OBSERVED_EVENT_TYPE | WSKTCK_OBSERVED_POINTER | WSKTCK_OBSERVED_LENGTH;
        observe(s, o);
        f->status = status;
        status = leave(f);
    }
    left(s);
    return (NTSTATUS)status;
}

static NTSTATUS on_accept(uint16_t via, PVOID context, ULONG flags, PSOCKADDR local, PSOCKADDR remote, PWSK_SOCKET accepted, PVOID *storeContext,
                          const WSK_CLIENT_CONNECTION_DISPATCH **storeDispatch) {
    wsktck_observation *o;
    uint32_t status = (uint32_t)STATUS_REQUEST_NOT_ACCEPTED;
    session *s = enter();
    frame *f;
    uint16_t i;
    if (s == NULL) return STATUS_REQUEST_NOT_ACCEPTED;
    f = open_frame(s, s->sockets[via].client, via, WSKTCK_EVENT_WSK_ACCEPT_EVENT, &o);
    if (f != NULL) {
        give_context(o, context);
        give_flags(o, flags);
        give_table(s, o, WSKTCK_TABLE_LISTEN);
        if (local != NULL) o->present |= WSKTCK_OBSERVED_ADDRESS;
        if (remote != NULL) o->present |= WSKTCK_OBSERVED_PEER;
        address_out(&o->address, local);
        address_out(&o->remote, remote);
        if (accepted != NULL) {
            o->fresh = 1;
            for (i = 0; i < WSKTCK_LIMIT_SOCKETS; i++) o->fresh &= s->sockets[i].handle != accepted;
            f->accepted = wsktck_session_adopt(&s->core, via);
        }
        if (f->accepted != NONE) {
            bench_socket *made = &s->sockets[f->accepted];
            made->index = f->accepted;
            made->client = f->client;
            made->category = WSKTCK_CATEGORY_CONNECTION;
            made->handle = accepted;
            wsktck_session_set(&s->core, &s->core.sockets[f->accepted], WSKTCK_OPEN);
            wsktck_session_count(&s->core, &s->core.counted.sockets, 1);
            o->acceptSocket = f->accepted;
            o->category = made->category;
            o->present |= WSKTCK_OBSERVED_ACCEPT_SOCKET | WSKTCK_OBSERVED_FRESH;
            f->storeContext = storeContext;
            f->storeDispatch = storeDispatch;
            if (!s->core.cleared) status = (uint32_t)STATUS_SUCCESS;
        }
        f->status = status;
        i = f->accepted;
        observe(s, o);
        if (accepted != NULL && i == NONE) skip_action(f, WSKTCK_REASON_NO_SOCKET);
        status = leave(f);
        /* Not accepted: the socket stays the provider's, which closes it. */
        if (i != NONE && status != (uint32_t)STATUS_SUCCESS) {
            s->sockets[i].handle = NULL;
            wsktck_session_set(&s->core, &s->core.sockets[i], WSKTCK_CLOSED);
            wsktck_session_count(&s->core, &s->core.counted.sockets, -1);
        }
    }
    left(s);
    return (NTSTATUS)status;
}

static WSK_INSPECT_ACTION on_inspect(uint16_t via, PVOID context, PSOCKADDR local, PSOCKADDR remote, PWSK_INSPECT_ID id) {
    wsktck_observation *o;
    uint32_t action = WskInspectReject;
    session *s = enter();
    frame *f;
    uint32_t number;
    if (s == NULL) return WskInspectReject;
    f = open_frame(s, s->sockets[via].client, via, WSKTCK_EVENT_WSK_INSPECT_EVENT, &o);
    if (f != NULL) {
        give_context(o, context);
        give_table(s, o, WSKTCK_TABLE_LISTEN);
        if (local != NULL) o->present |= WSKTCK_OBSERVED_ADDRESS;
        if (remote != NULL) o->present |= WSKTCK_OBSERVED_PEER;
        address_out(&o->address, local);
        address_out(&o->remote, remote);
        number = id == NULL ? 0 : inspection_number(s, via, id, remote);
        if (number != 0) {
            o->inspect = number;
            o->present |= WSKTCK_OBSERVED_INSPECT;
            if (!s->core.cleared) action = WskInspectAccept;
        }
        f->status = action;
        observe(s, o);
        action = leave(f);
        if (number != 0) s->inspections[number - 1].pended = action == WskInspectPend;
    }
    left(s);
    return (WSK_INSPECT_ACTION)action;
}

/* Those that carry no more than flags, a number or an inspection. */
static NTSTATUS on_simple(uint16_t via, uint16_t event, uint16_t table, PVOID context, const ULONG *flags, const SIZE_T *value, PWSK_INSPECT_ID id) {
    wsktck_observation *o;
    uint32_t status = (uint32_t)STATUS_SUCCESS;
    session *s = enter();
    frame *f;
    if (s == NULL) return STATUS_SUCCESS;
    f = open_frame(s, s->sockets[via].client, via, event, &o);
    if (f != NULL) {
        give_context(o, context);
        give_table(s, o, table);
        if (flags != NULL) give_flags(o, *flags);
        if (value != NULL) {
            o->value = *value;
            o->present |= WSKTCK_OBSERVED_VALUE;
        }
        if (id != NULL) {
            o->inspect = inspection_number(s, via, id, NULL);
            if (o->inspect != 0) o->present |= WSKTCK_OBSERVED_INSPECT;
        }
        observe(s, o);
        status = leave(f);
    }
    left(s);
    return (NTSTATUS)status;
}

/* Both kinds of indication. Without memory nothing is accepted: the provider keeps what it has. */
static NTSTATUS on_list(uint16_t via, uint16_t event, PVOID context, ULONG flags, PVOID list, SIZE_T indicated, SIZE_T *bytesAccepted) {
    wsktck_observation *o;
    uint32_t status = (uint32_t)STATUS_DATA_NOT_ACCEPTED;
    session *s = enter();
    frame *f;
    indication *kept;
    if (s == NULL) return STATUS_DATA_NOT_ACCEPTED;
    kept = (indication *)wsktck_alloc(sizeof *kept);
    f = kept == NULL ? NULL : open_frame(s, s->sockets[via].client, via, event, &o);
    if (f != NULL) {
        wsktck_held held;
        indication **last;
        kept->cb = f->cb;
        kept->datagrams = event == WSKTCK_EVENT_WSK_RECEIVE_FROM_EVENT;
        kept->list = list;
        held = wsktck_lock_take(&s->core.lock);
        for (last = &s->sockets[via].lists; *last != NULL; last = &(*last)->next) {
        }
        *last = kept;
        wsktck_lock_give(&s->core.lock, held);
        f->list = kept;
        f->bytesAccepted = list == NULL ? NULL : bytesAccepted;
        f->bytesIndicated = indicated;
        f->status = (uint32_t)STATUS_SUCCESS;
        give_context(o, context);
        give_flags(o, flags);
        if (kept->datagrams) {
            see_datagrams(s, o, (PWSK_DATAGRAM_INDICATION)list);
        } else {
            give_table(s, o, WSKTCK_TABLE_CONNECT);
            o->length = indicated;
            o->present |= WSKTCK_OBSERVED_LENGTH;
            see_data(s, o, (PWSK_DATA_INDICATION)list);
        }
        status = leave(f);
        if (!kept->retained) kept->list = NULL;
    } else {
        if (kept != NULL) wsktck_free(kept);
    }
    left(s);
    return (NTSTATUS)status;
}

/* The example extension's, which has a table of its own and so none of the two of a stream socket. */
static NTSTATUS on_extension(uint16_t via, PVOID context) {
    wsktck_observation *o;
    uint32_t status = (uint32_t)STATUS_SUCCESS;
    session *s = enter();
    frame *f;
    if (s == NULL) return STATUS_SUCCESS;
    f = open_frame(s, s->sockets[via].client, via, WSKTCK_EVENT_EXTENSION_EVENT, &o);
    if (f != NULL) {
        give_context(o, context);
        o->npi = WSKTCK_NPI_NPI_EXAMPLE_INTERFACE_ID;
        o->present |= WSKTCK_OBSERVED_NPI;
        observe(s, o);
        f->status = status;
        status = leave(f);
    }
    left(s);
    return (NTSTATUS)status;
}

/* ---- one function for each socket: a callback tells through which table it came only by being the one it is ---- */

#define TRAMPOLINES(n)                                                                                                                             \
    static NTSTATUS NTAPI accept_##n(PVOID c, ULONG f, PSOCKADDR l, PSOCKADDR r, PWSK_SOCKET a, PVOID *x, const WSK_CLIENT_CONNECTION_DISPATCH **d) { \
        return on_accept(n, c, f, l, r, a, x, d);                                                                                                  \
    }                                                                                                                                              \
    static WSK_INSPECT_ACTION NTAPI inspect_##n(PVOID c, PSOCKADDR l, PSOCKADDR r, PWSK_INSPECT_ID i) { return on_inspect(n, c, l, r, i); }          \
    static NTSTATUS NTAPI abort_##n(PVOID c, PWSK_INSPECT_ID i) {                                                                                  \
        return on_simple(n, WSKTCK_EVENT_WSK_ABORT_EVENT, WSKTCK_TABLE_LISTEN, c, NULL, NULL, i);                                                  \
    }                                                                                                                                              \
    static NTSTATUS NTAPI receive_from_##n(PVOID c, ULONG f, PWSK_DATAGRAM_INDICATION i) {                                                         \
        return on_list(n, WSKTCK_EVENT_WSK_RECEIVE_FROM_EVENT, c, f, i, 0, NULL);                                                                  \
    }                                                                                                                                              \
    static NTSTATUS NTAPI receive_##n(PVOID c, ULONG f, PWSK_DATA_INDICATION i, SIZE_T b, SIZE_T *a) {                                             \
        return on_list(n, WSKTCK_EVENT_WSK_RECEIVE_EVENT, c, f, i, b, a);                                                                          \
    }                                                                                                                                              \
    static NTSTATUS NTAPI disconnect_##n(PVOID c, ULONG f) {                                                                                       \
        return on_simple(n, WSKTCK_EVENT_WSK_DISCONNECT_EVENT, WSKTCK_TABLE_CONNECT, c, &f, NULL, NULL);                                           \
    }                                                                                                                                              \
    static NTSTATUS NTAPI backlog_##n(PVOID c, SIZE_T v) {                                                                                         \
        return on_simple(n, WSKTCK_EVENT_WSK_SEND_BACKLOG_EVENT, WSKTCK_TABLE_CONNECT, c, NULL, &v, NULL);                                         \
    }
#define EXTENSION_TRAMPOLINE(n)                                             \
    static NTSTATUS NTAPI extension_##n(PVOID c, ULONGLONG count) {         \
        UNREFERENCED_PARAMETER(count);                                      \
        return on_extension(n, c);                                          \
    }
#define CLIENT_TRAMPOLINE(n) \
    static NTSTATUS NTAPI client_##n(PVOID c, ULONG t, PVOID i, SIZE_T l) { return on_client(n, c, t, i, l); }
#define SOCKET_ROW(n) {{accept_##n, inspect_##n, abort_##n}, {receive_##n, disconnect_##n, backlog_##n}, {receive_from_##n}, {NULL, NULL}},
#define EXTENSION_ROW(n) extension_##n,
#define CLIENT_ROW(n) client_##n,

/* Octal: two digits of it are 0 to 63. */
#define EIGHT(X, d) X(0##d##0) X(0##d##1) X(0##d##2) X(0##d##3) X(0##d##4) X(0##d##5) X(0##d##6) X(0##d##7)
#define EACH_SOCKET(X) EIGHT(X, 0) EIGHT(X, 1) EIGHT(X, 2) EIGHT(X, 3) EIGHT(X, 4) EIGHT(X, 5) EIGHT(X, 6) EIGHT(X, 7)
C_ASSERT(WSKTCK_LIMIT_SOCKETS == 64 && WSKTCK_LIMIT_CLIENTS == 8);

EACH_SOCKET(TRAMPOLINES)
EACH_SOCKET(EXTENSION_TRAMPOLINE)
EIGHT(CLIENT_TRAMPOLINE, 0)

static const tables SOCKET_TABLES[WSKTCK_LIMIT_SOCKETS] = {EACH_SOCKET(SOCKET_ROW)};
static const WSKTCK_EXAMPLE_EVENT_ROUTINE EXTENSION_EVENTS[WSKTCK_LIMIT_SOCKETS] = {EACH_SOCKET(EXTENSION_ROW)};
static const PFN_WSK_CLIENT_EVENT CLIENT_EVENTS[WSKTCK_LIMIT_CLIENTS] = {EIGHT(CLIENT_ROW, 0)};

#define ENTRY(table, member, event) \
    if ((entries & (1u << (event))) != 0) socket->tables.table.member = SOCKET_TABLES[socket->index].table.member

void tables_fill(bench_socket *socket, uint32_t entries) {
    RtlZeroMemory(&socket->tables, sizeof socket->tables);
    ENTRY(listen, WskAcceptEvent, WSKTCK_EVENT_WSK_ACCEPT_EVENT);
    ENTRY(listen, WskInspectEvent, WSKTCK_EVENT_WSK_INSPECT_EVENT);
    ENTRY(listen, WskAbortEvent, WSKTCK_EVENT_WSK_ABORT_EVENT);
    ENTRY(datagram, WskReceiveFromEvent, WSKTCK_EVENT_WSK_RECEIVE_FROM_EVENT);
    ENTRY(connection, WskReceiveEvent, WSKTCK_EVENT_WSK_RECEIVE_EVENT);
    ENTRY(connection, WskDisconnectEvent, WSKTCK_EVENT_WSK_DISCONNECT_EVENT);
    ENTRY(connection, WskSendBacklogEvent, WSKTCK_EVENT_WSK_SEND_BACKLOG_EVENT);
    socket->tables.stream.Listen = &socket->tables.listen;
    socket->tables.stream.Connect = &socket->tables.connection;
}

const VOID *tables_for(bench_socket *socket, uint16_t category) {
    switch (category) {
    case WSKTCK_CATEGORY_LISTENING: return &socket->tables.listen;
    case WSKTCK_CATEGORY_DATAGRAM: return &socket->tables.datagram;
    case WSKTCK_CATEGORY_CONNECTION: return &socket->tables.connection;
    case WSKTCK_CATEGORY_STREAM: return &socket->tables.stream;
    default: return NULL;
    }
}

void client_table_fill(client *c, uint32_t entries) {
    c->dispatch.WskClientEvent = (entries & (1u << WSKTCK_EVENT_WSK_CLIENT_EVENT)) != 0 ? CLIENT_EVENTS[c->index] : NULL;
}

void extension_table_fill(bench_socket *socket, uint32_t entries) {
    socket->extension.ExampleEvent = (entries & (1u << WSKTCK_EVENT_EXTENSION_EVENT)) != 0 ? EXTENSION_EVENTS[socket->index] : NULL;
}
