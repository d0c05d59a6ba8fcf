/* WSK functions called as a script says, with records at every edge, and the completion of their IRPs. */
#include "driver.h"

/* How long a wait inside a callback lasts at most: a client fault that is to be shown, not a hang. */
#define WAIT_SECONDS 1
/* Numbers of the datagrams that the driver sends lie in a range of their own, so that they are none of the bench's. */
#define DATAGRAMS_FROM UINT64_C(0x100000000)
/* Datagrams of one WskSendMessages when `value` does not say how many. */
#define MESSAGES 2
#define MESSAGES_MOST 16

static const GUID NPI_STANDARD = {0x2227E803, 0x8D8B, 0x11D4, {0xAB, 0xAD, 0x00, 0x90, 0x27, 0x71, 0x9E, 0x09}};
static const GUID NPI_EXAMPLE = WSKTCK_EXAMPLE_INTERFACE;
static const GUID NPI_UNKNOWN = {0x00000000, 0x0000, 0x0000, {0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x01}};

PNPIID npi_of(uint32_t number) {
    return number == WSKTCK_NPI_NPI_WSK_INTERFACE_ID ? &NPI_STANDARD : number == WSKTCK_NPI_NPI_EXAMPLE_INTERFACE_ID ? &NPI_EXAMPLE : &NPI_UNKNOWN;
}

int allowed(const session *s, uint32_t what) { return (s->core.allow & what) != 0; }

int given(const wsktck_invocation *in, uint64_t argument) { return (in->present & argument) != 0; }

/* ---- operations ---- */

static IO_COMPLETION_ROUTINE completed;

static operation *operation_new(session *s, const wsktck_invocation *in) {
    wsktck_held held;
    operation *op;
    int room;
    if (wsktck_session_count(&s->core, &s->operationCount, 1) > WSKTCK_LIMIT_OPERATIONS) return NULL;
    op = (operation *)wsktck_alloc(sizeof *op);
    if (op == NULL) return NULL;
    op->in = *in;
    op->session = s->serial;
    KeInitializeEvent(&op->completed, NotificationEvent, FALSE);
    held = wsktck_lock_take(&s->core.lock);
    op->next = s->operations;
    s->operations = op;
    room = !s->core.ending;
    wsktck_lock_give(&s->core.lock, held);
    return room ? op : NULL;
}

int irp_wanted(session *s, operation *op) {
    if (op->in.irp != NONE || allowed(s, WSKTCK_ALLOW_DANGEROUS)) return 1;
    skip(s, &op->in, WSKTCK_REASON_DANGEROUS);
    return 0;
}

/* Makes the IRP and claims its name; 0 after a skip. */
int irp_new(session *s, operation *op) {
    uint16_t name = op->in.irp;
    if (name == NONE) return 1;
    op->unarmed = given(&op->in, WSKTCK_ARGUMENT_IRP_ARMED) && !op->in.irpArmed;
    if (op->unarmed && !allowed(s, WSKTCK_ALLOW_DANGEROUS)) {
        skip(s, &op->in, WSKTCK_REASON_DANGEROUS);
        return 0;
    }
    /* Without a stack location there is no place for a completion routine, so that nothing could ever be seen of such an IRP again. */
    if (given(&op->in, WSKTCK_ARGUMENT_IRP_STACK) && op->in.irpStack == 0) {
        skip(s, &op->in, WSKTCK_REASON_NOT_SUPPORTED);
        return 0;
    }
    if (!wsktck_session_claim(&s->core, &s->core.irps[name])) {
        skip(s, &op->in, WSKTCK_REASON_IRP_BUSY);
        return 0;
    }
    op->irp = IoAllocateIrp(given(&op->in, WSKTCK_ARGUMENT_IRP_STACK) ? (CCHAR)op->in.irpStack : 1, FALSE);
    if (op->irp == NULL) {
        wsktck_session_set(&s->core, &s->core.irps[name], WSKTCK_FREE);
        skip(s, &op->in, WSKTCK_REASON_NO_MEMORY);
        return 0;
    }
    op->number = wsktck_session_next(&s->core, &s->core.irpNumber);
    s->irps[name] = op;
    IoSetCompletionRoutine(op->irp, completed, op, TRUE, !op->unarmed, !op->unarmed);
    return 1;
}

/* A locked buffer for a send, receive or answer. 1 with memory, or when none is wanted. */
int buffer_new(session *s, operation *op, SIZE_T length, int wsk) {
    SIZE_T size = length == 0 ? 1 : length;
    SIZE_T described = size;
    if (!wsk && length == 0) return 1;
    if (wsk && given(&op->in, WSKTCK_ARGUMENT_INPUT_SIZE) && op->in.inputSize < size) {
        /* A WSK_BUF longer than its MDL. What lies behind the MDL is ours all the same, so that a provider that follows the length reads no harm. */
        if (!allowed(s, WSKTCK_ALLOW_DANGEROUS)) {
            skip(s, &op->in, WSKTCK_REASON_DANGEROUS);
            return 0;
        }
        described = op->in.inputSize == 0 ? 1 : op->in.inputSize;
    }
    op->buffer = (PUCHAR)wsktck_alloc(size);
    if (op->buffer == NULL) {
        skip(s, &op->in, WSKTCK_REASON_NO_MEMORY);
        return 0;
    }
    if (!wsk) {
        op->outputSize = (uint32_t)length;
        return 1;
    }
    op->mdl = IoAllocateMdl(op->buffer, (ULONG)described, FALSE, FALSE, NULL);
    if (op->mdl == NULL) {
        skip(s, &op->in, WSKTCK_REASON_NO_MEMORY);
        return 0;
    }
    MmBuildMdlForNonPagedPool(op->mdl);
    op->wskBuffer.Mdl = op->mdl;
    op->wskBuffer.Length = length;
    return 1;
}

/* ---- records ---- */

static void begin(session *s, operation *op, wsktck_observation *o, uint16_t kind) {
    observation_begin(o, s, kind);
    about(o, op->in.client, op->in.socket);
    o->present |= WSKTCK_OBSERVED_CALL | WSKTCK_OBSERVED_FN;
    o->call = op->call;
    o->fn = op->in.fn;
    if (op->irp != NULL) {
        o->irp = op->number;
    }
}

void record_call(session *s, operation *op, uint64_t offset, uint64_t dg) {
    /* Arguments are recorded as given. */
    static const struct {
        uint64_t argument;
        uint64_t observed;
    } SAME[] = {
        {WSKTCK_ARGUMENT_ACCEPT_SOCKET, WSKTCK_OBSERVED_ACCEPT_SOCKET}, {WSKTCK_ARGUMENT_ENTRIES, WSKTCK_OBSERVED_ENTRIES},
        {WSKTCK_ARGUMENT_FLAGS, WSKTCK_OBSERVED_FLAGS},                 {WSKTCK_ARGUMENT_VERSION, WSKTCK_OBSERVED_VERSION},
        {WSKTCK_ARGUMENT_RESERVED, WSKTCK_OBSERVED_RESERVED},           {WSKTCK_ARGUMENT_TIMEOUT, WSKTCK_OBSERVED_TIMEOUT},
        {WSKTCK_ARGUMENT_REQUEST, WSKTCK_OBSERVED_REQUEST},             {WSKTCK_ARGUMENT_CODE, WSKTCK_OBSERVED_CODE},
        {WSKTCK_ARGUMENT_LEVEL, WSKTCK_OBSERVED_LEVEL},                 {WSKTCK_ARGUMENT_NPI, WSKTCK_OBSERVED_NPI},
        {WSKTCK_ARGUMENT_MASK, WSKTCK_OBSERVED_MASK},                   {WSKTCK_ARGUMENT_INPUT_SIZE, WSKTCK_OBSERVED_INPUT_SIZE},
        {WSKTCK_ARGUMENT_OUTPUT_SIZE, WSKTCK_OBSERVED_OUTPUT_SIZE},     {WSKTCK_ARGUMENT_SIZE_RETURNED, WSKTCK_OBSERVED_SIZE_RETURNED},
        {WSKTCK_ARGUMENT_ADDRESS, WSKTCK_OBSERVED_ADDRESS},             {WSKTCK_ARGUMENT_LENGTH, WSKTCK_OBSERVED_LENGTH},
        {WSKTCK_ARGUMENT_LIST, WSKTCK_OBSERVED_LIST},                   {WSKTCK_ARGUMENT_SD, WSKTCK_OBSERVED_SD},
        {WSKTCK_ARGUMENT_INSPECT, WSKTCK_OBSERVED_INSPECT},             {WSKTCK_ARGUMENT_COPIED, WSKTCK_OBSERVED_COPIED},
        {WSKTCK_ARGUMENT_ACTION, WSKTCK_OBSERVED_ACTION},               {WSKTCK_ARGUMENT_VALUE, WSKTCK_OBSERVED_VALUE},
    };
    const wsktck_invocation *in = &op->in;
    wsktck_observation o;
    unsigned i;
    begin(s, op, &o, WSKTCK_KIND_CALL);
    for (i = 0; i < sizeof SAME / sizeof SAME[0]; i++) {
        if (given(in, SAME[i].argument)) o.present |= SAME[i].observed;
    }
    o.present |= WSKTCK_OBSERVED_IRQL;
    if (op->irp != NULL) {
        o.present |= WSKTCK_OBSERVED_IRP | WSKTCK_OBSERVED_IRP_STACK | WSKTCK_OBSERVED_IRP_ARMED;
        o.irpStack = (uint32_t)op->irp->StackCount;
        o.irpArmed = !op->unarmed;
    }
    if (given(in, WSKTCK_ARGUMENT_CONTEXT) && in->context != 0) o.present |= WSKTCK_OBSERVED_CONTEXT;
    if (offset != UINT64_MAX) {
        o.offset = offset;
        o.present |= WSKTCK_OBSERVED_OFFSET;
    }
    if (dg != 0) {
        o.dg = dg;
        o.present |= WSKTCK_OBSERVED_DG;
    }
    o.acceptSocket = in->acceptSocket;
    o.context = in->context;
    o.entries = in->entries;
    o.flags = in->flags;
    o.version = in->version;
    o.reserved = in->reserved;
    o.timeout = in->timeout;
    o.request = in->request;
    o.code = in->code;
    o.level = in->level;
    o.npi = in->npi;
    o.mask = in->mask;
    o.inputSize = in->inputSize;
    o.outputSize = in->outputSize;
    o.sizeReturned = in->sizeReturned;
    o.length = in->length;
    o.list = in->list;
    o.sd = in->sd;
    o.inspect = in->inspect;
    o.copied = in->copied;
    o.action = in->action;
    o.value = in->value;
    o.address = in->address;
    op->given = op->irp != NULL;
    wsktck_session_count(&s->core, &s->core.counted.calls, 1);
    if (op->given) wsktck_session_count(&s->core, &s->core.counted.irps, 1);
    observe(s, &o);
}

/* What a control request answered, once it has succeeded. */
static void describe_answer(session *s, operation *op, wsktck_observation *o, NTSTATUS status) {
    const wsktck_invocation *in = &op->in;
    int control = in->fn == WSKTCK_FUNCTION_WSK_CONTROL_SOCKET;
    int caches = in->fn == WSKTCK_FUNCTION_WSK_CONTROL_CLIENT && in->code == 4;                    /* WSK_CACHE_SD */
    int security = control && in->code == 0x4001 && in->request == (uint32_t)WskGetOption; /* SO_WSK_SECURITY */
    if (!NT_SUCCESS(status) || status == STATUS_PENDING) return;
    if (caches || security) {
        PVOID descriptor = op->outputSize < sizeof(PVOID) ? NULL : *(PVOID *)(PVOID)op->buffer;
        if (descriptor == NULL) return;
        o->sd = handed_out(s, s->descriptors, &s->descriptorCount, &s->core.counted.descriptors, descriptor, in->client);
        if (o->sd != 0) o->present |= WSKTCK_OBSERVED_SD;
    } else if (control && op->outputSize != 0) {
        if (in->code == 0x4F000005) { /* SIO_WSK_QUERY_INSPECT_ID */
            const WSK_INSPECT_ID *id = (const WSK_INSPECT_ID *)(PVOID)op->buffer;
            uint32_t i;
            for (i = 0; op->outputSize >= sizeof *id && i < s->inspectionCount; i++) {
                if (s->inspections[i].copy.Key == id->Key && s->inspections[i].copy.SerialNumber == id->SerialNumber) {
                    o->inspect = i + 1;
                    o->present |= WSKTCK_OBSERVED_INSPECT;
                }
            }
        } else if (op->outputSize == 4 || op->outputSize == 8) {
            o->value = op->outputSize == 4 ? *(uint32_t *)(PVOID)op->buffer : *(uint64_t *)(PVOID)op->buffer;
            o->present |= WSKTCK_OBSERVED_VALUE;
        }
    }
}

/* A function that failed at once has not sent its bytes: they are the next ones again, unless others were claimed meanwhile. */
static void take_back(session *s, operation *op) {
    bench_socket *socket = &s->sockets[op->in.socket];
    wsktck_held held = wsktck_lock_take(&s->core.lock);
    if (socket->sent == op->offset + op->in.length) socket->sent = op->offset;
    wsktck_lock_give(&s->core.lock, held);
}

/* Another WskAccept may be given to the listener. */
static void accept_over(session *s, operation *op) {
    wsktck_held held = wsktck_lock_take(&s->core.lock);
    if (op->accepts) s->sockets[op->in.socket].accepting--;
    op->accepts = 0;
    wsktck_lock_give(&s->core.lock, held);
}

void record_return(session *s, operation *op, NTSTATUS status) {
    wsktck_observation o;
    if (op->streams && !NT_SUCCESS(status)) take_back(s, op);
    begin(s, op, &o, WSKTCK_KIND_RETURN);
    o.present |= WSKTCK_OBSERVED_STATUS;
    o.status = (uint32_t)status;
    if (given(&op->in, WSKTCK_ARGUMENT_SIZE_RETURNED) && status != STATUS_PENDING) {
        o.sizeBack = op->sizeBack;
        o.present |= WSKTCK_OBSERVED_SIZE;
    }
    if (op->irp == NULL) describe_answer(s, op, &o, status);
    op->status = status;
    op->returned = 1;
    if (!NT_SUCCESS(status)) accept_over(s, op);
    wsktck_session_count(&s->core, &s->core.counted.calls, -1);
    observe(s, &o);
}

/* ---- completion ---- */

static int is_open(session *s, PWSK_SOCKET handle) {
    uint16_t i;
    for (i = 0; i < WSKTCK_LIMIT_SOCKETS; i++) {
        if (s->sockets[i].handle == handle) return 1;
    }
    return 0;
}

static void opened(session *s, bench_socket *socket, PWSK_SOCKET handle, wsktck_observation *o) {
    if (handle == NULL) {
        wsktck_session_set(&s->core, &s->core.sockets[socket->index], WSKTCK_CLOSED);
        return;
    }
    socket->handle = handle;
    wsktck_session_set(&s->core, &s->core.sockets[socket->index], WSKTCK_OPEN);
    wsktck_session_count(&s->core, &s->core.counted.sockets, 1);
    o->category = socket->category;
    o->present |= WSKTCK_OBSERVED_CATEGORY;
}

void closed(session *s, bench_socket *socket) {
    if (socket->handle == NULL) return;
    socket->handle = NULL;
    wsktck_session_set(&s->core, &s->core.sockets[socket->index], WSKTCK_CLOSED);
    wsktck_session_count(&s->core, &s->core.counted.sockets, -1);
}

/* Adds the results of the function and records; status and information are as completed. */
static void record_completion(session *s, operation *op, PIRP irp) {
    const wsktck_invocation *in = &op->in;
    bench_socket *socket = in->socket == NONE ? NULL : &s->sockets[in->socket];
    NTSTATUS status = irp->IoStatus.Status;
    ULONG_PTR information = irp->IoStatus.Information;
    int good = NT_SUCCESS(status);
    wsktck_observation o;
    begin(s, op, &o, WSKTCK_KIND_IRP);
    o.present |= WSKTCK_OBSERVED_IRP | WSKTCK_OBSERVED_STATUS | WSKTCK_OBSERVED_INFORMATION | WSKTCK_OBSERVED_IRQL;
    o.status = (uint32_t)status;
    o.information = (int64_t)information;
    switch (in->fn) {
    case WSKTCK_FUNCTION_WSK_SOCKET:
    case WSKTCK_FUNCTION_WSK_SOCKET_CONNECT:
        /* Of the pointer only whether there is one: addresses of the kernel are nobody's business. */
        o.information = information != 0;
        if (!op->finished) opened(s, socket, good ? (PWSK_SOCKET)information : NULL, &o);
        break;
    case WSKTCK_FUNCTION_WSK_ACCEPT:
        o.information = information != 0;
        address_out(&o.address, &op->local.any);
        address_out(&o.remote, &op->remote.any);
        if (o.address.family != 0) o.present |= WSKTCK_OBSERVED_ADDRESS;
        if (o.remote.family != 0) o.present |= WSKTCK_OBSERVED_PEER;
        if (good && information != 0 && !op->finished) {
            o.fresh = !is_open(s, (PWSK_SOCKET)information);
            o.acceptSocket = in->acceptSocket;
            o.present |= WSKTCK_OBSERVED_FRESH | WSKTCK_OBSERVED_ACCEPT_SOCKET;
        }
        if (!op->finished) opened(s, &s->sockets[in->acceptSocket], good ? (PWSK_SOCKET)information : NULL, &o);
        break;
    case WSKTCK_FUNCTION_WSK_CLOSE_SOCKET:
        /* Also after a failure: nobody can tell whether the socket is there yet, and a second close of one that is gone would end the machine. */
        closed(s, socket);
        break;
    case WSKTCK_FUNCTION_WSK_GET_LOCAL_ADDRESS:
    case WSKTCK_FUNCTION_WSK_GET_REMOTE_ADDRESS:
        address_out(&o.address, &op->local.any);
        if (good && o.address.family != 0) o.present |= WSKTCK_OBSERVED_ADDRESS;
        break;
    case WSKTCK_FUNCTION_WSK_RECEIVE_FROM:
        o.flags = op->controlFlags;
        o.present |= WSKTCK_OBSERVED_FLAGS;
        if (good) {
            see_bytes(s, &o, 1, op->buffer, information <= in->length ? information : in->length, &op->remote, WSKTCK_VALUE_NO_CONTROL);
            return;
        }
        break;
    case WSKTCK_FUNCTION_WSK_GET_ADDRESS_INFO:
        if (good && op->addresses != NULL && !op->finished) {
            handed_out(s, s->names, &s->nameCount, &s->core.counted.names, op->addresses, in->client);
            address_out(&o.address, op->addresses->ai_addr);
            if (o.address.family != 0) o.present |= WSKTCK_OBSERVED_ADDRESS;
        }
        break;
    case WSKTCK_FUNCTION_WSK_RECEIVE:
    case WSKTCK_FUNCTION_WSK_RECEIVE_EX:
        if (good) {
            see_bytes(s, &o, 0, op->buffer, information <= in->length ? information : in->length, NULL, WSKTCK_VALUE_NO_CONTROL);
            return;
        }
        break;
    default:
        describe_answer(s, op, &o, status);
        break;
    }
    observe(s, &o);
}

static NTSTATUS NTAPI completed(PDEVICE_OBJECT device, PIRP irp, PVOID context) {
    operation *op = (operation *)context;
    session *s = current;
    wsktck_observation o;
    uint16_t name = op->in.irp;
    int first;
    UNREFERENCED_PARAMETER(device);
    /* After the end of a session only what it gave up on can complete; its operation has been kept for that. */
    if (s == NULL || s->serial != op->session) return STATUS_MORE_PROCESSING_REQUIRED;
    wsktck_session_count(&s->core, &s->core.counted.inside, 1);
    accept_over(s, op);
    record_completion(s, op, irp);
    react_to_completion(s, op);
    begin(s, op, &o, WSKTCK_KIND_IRP_EXIT);
    o.present |= WSKTCK_OBSERVED_IRP | WSKTCK_OBSERVED_STATUS;
    o.status = (uint32_t)STATUS_MORE_PROCESSING_REQUIRED;
    first = !op->finished;
    op->finished = 1;
    if (first) {
        wsktck_session_count(&s->core, &s->core.counted.irps, -1);
        wsktck_session_set(&s->core, &s->core.irps[name], WSKTCK_FREE);
    }
    observe(s, &o);
    KeSetEvent(&op->completed, IO_NO_INCREMENT, FALSE);
    wsktck_session_count(&s->core, &s->core.counted.inside, -1);
    return STATUS_MORE_PROCESSING_REQUIRED;
}

/* ---- functions of a socket ---- */

/* The function of that category's table, or NULL. */
#define OF(table, type, name) (((const type *)(table))->name)
#define LISTEN(name) OF(table, WSK_PROVIDER_LISTEN_DISPATCH, name)
#define DATAGRAM(name) OF(table, WSK_PROVIDER_DATAGRAM_DISPATCH, name)
#define CONNECTION(name) OF(table, WSK_PROVIDER_CONNECTION_DISPATCH, name)
#define STREAM(name) OF(table, WSK_PROVIDER_STREAM_DISPATCH, name)

PVOID function_of(const bench_socket *socket, uint16_t fn) {
    const VOID *table = socket->handle->Dispatch;
    int l = socket->category == WSKTCK_CATEGORY_LISTENING;
    int d = socket->category == WSKTCK_CATEGORY_DATAGRAM;
    int c = socket->category == WSKTCK_CATEGORY_CONNECTION;
    int t = socket->category == WSKTCK_CATEGORY_STREAM;
    switch (fn) {
    case WSKTCK_FUNCTION_WSK_CONTROL_SOCKET: return (PVOID)OF(table, WSK_PROVIDER_BASIC_DISPATCH, WskControlSocket);
    case WSKTCK_FUNCTION_WSK_CLOSE_SOCKET: return (PVOID)OF(table, WSK_PROVIDER_BASIC_DISPATCH, WskCloseSocket);
    case WSKTCK_FUNCTION_WSK_BIND:
        return l ? (PVOID)LISTEN(WskBind) : d ? (PVOID)DATAGRAM(WskBind) : c ? (PVOID)CONNECTION(WskBind) : t ? (PVOID)STREAM(WskBind) : NULL;
    case WSKTCK_FUNCTION_WSK_LISTEN: return t ? (PVOID)STREAM(WskListen) : NULL;
    case WSKTCK_FUNCTION_WSK_ACCEPT: return l ? (PVOID)LISTEN(WskAccept) : t ? (PVOID)STREAM(WskAccept) : NULL;
    case WSKTCK_FUNCTION_WSK_INSPECT_COMPLETE: return l ? (PVOID)LISTEN(WskInspectComplete) : NULL;
    case WSKTCK_FUNCTION_WSK_CONNECT: return c ? (PVOID)CONNECTION(WskConnect) : t ? (PVOID)STREAM(WskConnect) : NULL;
    case WSKTCK_FUNCTION_WSK_CONNECT_EX: return c ? (PVOID)CONNECTION(WskConnectEx) : t ? (PVOID)STREAM(WskConnectEx) : NULL;
    case WSKTCK_FUNCTION_WSK_GET_LOCAL_ADDRESS:
        return l ? (PVOID)LISTEN(WskGetLocalAddress)
             : d ? (PVOID)DATAGRAM(WskGetLocalAddress)
             : c ? (PVOID)CONNECTION(WskGetLocalAddress)
             : t ? (PVOID)STREAM(WskGetLocalAddress)
                 : NULL;
    case WSKTCK_FUNCTION_WSK_GET_REMOTE_ADDRESS: return c ? (PVOID)CONNECTION(WskGetRemoteAddress) : t ? (PVOID)STREAM(WskGetRemoteAddress) : NULL;
    case WSKTCK_FUNCTION_WSK_SEND_TO: return d ? (PVOID)DATAGRAM(WskSendTo) : NULL;
    case WSKTCK_FUNCTION_WSK_RECEIVE_FROM: return d ? (PVOID)DATAGRAM(WskReceiveFrom) : NULL;
    case WSKTCK_FUNCTION_WSK_SEND: return c ? (PVOID)CONNECTION(WskSend) : t ? (PVOID)STREAM(WskSend) : NULL;
    case WSKTCK_FUNCTION_WSK_RECEIVE: return c ? (PVOID)CONNECTION(WskReceive) : t ? (PVOID)STREAM(WskReceive) : NULL;
    case WSKTCK_FUNCTION_WSK_SEND_MESSAGES: return d ? (PVOID)DATAGRAM(WskSendMessages) : NULL;
    case WSKTCK_FUNCTION_WSK_SEND_EX: return c ? (PVOID)CONNECTION(WskSendEx) : t ? (PVOID)STREAM(WskSendEx) : NULL;
    case WSKTCK_FUNCTION_WSK_RECEIVE_EX: return c ? (PVOID)CONNECTION(WskReceiveEx) : t ? (PVOID)STREAM(WskReceiveEx) : NULL;
    case WSKTCK_FUNCTION_WSK_DISCONNECT: return c ? (PVOID)CONNECTION(WskDisconnect) : t ? (PVOID)STREAM(WskDisconnect) : NULL;
    case WSKTCK_FUNCTION_WSK_RELEASE: return d ? (PVOID)DATAGRAM(WskRelease) : c ? (PVOID)CONNECTION(WskRelease) : t ? (PVOID)STREAM(WskRelease) : NULL;
    default: return NULL;
    }
}

/* Claims the next bytes of the socket's stream for this operation. */
static uint64_t next_of_stream(session *s, bench_socket *socket, operation *op) {
    wsktck_held held;
    uint64_t offset;
    uint32_t i;
    held = wsktck_lock_take(&s->core.lock);
    if (socket->key == 0) socket->key = op->in.key;
    offset = socket->sent;
    socket->sent += op->in.length;
    op->streams = 1;
    op->offset = offset;
    wsktck_lock_give(&s->core.lock, held);
    for (i = 0; i < op->in.length; i++) op->buffer[i] = wsktck_stream_byte(socket->key, offset + i);
    return offset;
}

static NTSTATUS control_socket(session *s, bench_socket *socket, operation *op, PFN_WSK_CONTROL_SOCKET function) {
    wsktck_invocation *in = &op->in;
    PVOID input = NULL;
    SIZE_T most = 0;
    SIZE_T inputSize;
    switch (in->code) {
    case 0x4002: /* SO_WSK_EVENT_CALLBACK */
        op->eventControl.NpiId = npi_of(in->npi);
        op->eventControl.EventMask = in->mask;
        input = &op->eventControl;
        most = sizeof op->eventControl;
        break;
    case 0xCF000002: /* SIO_WSK_REGISTER_EXTENSION */
        op->extensionIn.NpiId = npi_of(in->npi);
        op->extensionIn.ClientContext = context_pointer(in->context);
        extension_table_fill(socket, in->entries);
        op->extensionIn.ClientDispatch = given(in, WSKTCK_ARGUMENT_ENTRIES) ? &socket->extension : NULL;
        input = &op->extensionIn;
        most = sizeof op->extensionIn;
        break;
    case 0x4001: /* SO_WSK_SECURITY */
        if (in->request != (uint32_t)WskSetOption) break;
        op->descriptor = descriptor_of(s, in->sd);
        input = &op->descriptor;
        most = sizeof op->descriptor;
        break;
    default:
        if (given(in, WSKTCK_ARGUMENT_ADDRESS)) {
            address_in(&op->remote, &in->address);
            input = &op->remote;
            most = in->address.family == 23 ? 28 : 16;
        } else if (given(in, WSKTCK_ARGUMENT_VALUE)) {
            input = &in->value;
            most = sizeof in->value;
        }
        break;
    }
    /* An input longer than what is there would make the provider read what is not ours. */
    inputSize = !given(in, WSKTCK_ARGUMENT_INPUT_SIZE) || in->inputSize > most ? most : in->inputSize;
    record_call(s, op, UINT64_MAX, 0);
    return function(socket->handle, (WSK_CONTROL_SOCKET_TYPE)in->request, in->code, in->level, inputSize, input, op->outputSize,
                    op->buffer, given(in, WSKTCK_ARGUMENT_SIZE_RETURNED) ? &op->sizeBack : NULL, op->irp);
}

/* Bytes of the place for the answer: what the script says, else what the request is documented to need. */
static uint32_t output_of(const wsktck_invocation *in) {
    if (given(in, WSKTCK_ARGUMENT_OUTPUT_SIZE)) return in->outputSize;
    if (in->code == 0xCF000002) return sizeof(WSK_EXTENSION_CONTROL_OUT);
    return in->code == 0x4001 && in->request == (uint32_t)WskGetOption ? sizeof(PVOID) : 0;
}

/* Whether this WskAccept may be given to the listener; 0 after a skip. Two at once are known to be dangerous. */
static int accept_begins(session *s, bench_socket *socket, operation *op) {
    int may;
    wsktck_held held = wsktck_lock_take(&s->core.lock);
    may = socket->accepting == 0 || allowed(s, WSKTCK_ALLOW_DANGEROUS);
    if (may) {
        socket->accepting++;
        op->accepts = 1;
    }
    wsktck_lock_give(&s->core.lock, held);
    if (!may) skip(s, &op->in, WSKTCK_REASON_DANGEROUS);
    return may;
}

static void accept_on(session *s, bench_socket *socket, operation *op, PFN_WSK_ACCEPT function) {
    const wsktck_invocation *in = &op->in;
    bench_socket *made = &s->sockets[in->acceptSocket];
    if (!irp_wanted(s, op) || !accept_begins(s, socket, op)) return;
    if (!wsktck_session_claim(&s->core, &s->core.sockets[in->acceptSocket])) {
        accept_over(s, op);
        skip(s, in, WSKTCK_REASON_NAME_TAKEN);
        return;
    }
    made->index = in->acceptSocket;
    made->client = socket->client;
    /* Of a stream socket that listens too: STR-05. */
    made->category = WSKTCK_CATEGORY_CONNECTION;
    made->key = in->key;
    tables_fill(made, in->entries);
    if (!irp_new(s, op)) {
        accept_over(s, op);
        wsktck_session_set(&s->core, &s->core.sockets[in->acceptSocket], WSKTCK_FREE);
        return;
    }
    record_call(s, op, UINT64_MAX, 0);
    record_return(s, op, function(socket->handle, in->flags, context_pointer(in->context),
                                  given(in, WSKTCK_ARGUMENT_ENTRIES) ? &made->tables.connection : NULL, &op->local.any, &op->remote.any, op->irp));
}

static void inspect_complete(session *s, bench_socket *socket, operation *op, PFN_WSK_INSPECT_COMPLETE function) {
    wsktck_invocation *in = &op->in;
    uint32_t i;
    uint32_t number = in->inspect;
    for (i = 0; i < s->inspectionCount && number == 0; i++) {
        const inspection *each = &s->inspections[i];
        int meant = given(in, WSKTCK_ARGUMENT_ADDRESS) ? RtlCompareMemory(&each->remote, &in->address, sizeof in->address) == sizeof in->address
                                                       : each->pended && each->socket == socket->index;
        if (meant) number = i + 1;
    }
    if (number == 0 || number > s->inspectionCount) {
        skip(s, in, WSKTCK_REASON_NO_INSPECTION);
        return;
    }
    if (!irp_wanted(s, op) || !irp_new(s, op)) return;
    in->inspect = number;
    in->present |= WSKTCK_ARGUMENT_INSPECT;
    in->present &= ~(uint32_t)WSKTCK_ARGUMENT_ADDRESS;
    s->inspections[number - 1].pended = 0;
    record_call(s, op, UINT64_MAX, 0);
    record_return(s, op,
                  function(socket->handle, in->copied ? &s->inspections[number - 1].copy : s->inspections[number - 1].given,
                           (WSK_INSPECT_ACTION)in->action, op->irp));
}

indication *indication_of(session *s, uint16_t socket, uint32_t which) {
    uint32_t nth = 0;
    indication *found = NULL;
    indication *each;
    wsktck_held held = wsktck_lock_take(&s->core.lock);
    for (each = s->sockets[socket].lists; each != NULL && found == NULL; each = each->next) {
        nth++;
        if (each->list != NULL && (which == 0 ? each->retained : nth == which)) found = each;
    }
    wsktck_lock_give(&s->core.lock, held);
    return found;
}

static NTSTATUS give_back(bench_socket *socket, indication *list, PVOID function) {
    PVOID given_back = list->list;
    list->list = NULL;
    if (list->datagrams) return ((PFN_WSK_RELEASE_DATAGRAM_INDICATION_LIST)function)(socket->handle, (PWSK_DATAGRAM_INDICATION)given_back);
    return ((PFN_WSK_RELEASE_DATA_INDICATION_LIST)function)(socket->handle, (PWSK_DATA_INDICATION)given_back);
}

static void release(session *s, bench_socket *socket, operation *op, PVOID function) {
    indication *list = indication_of(s, socket->index, op->in.list);
    NTSTATUS status;
    if (list == NULL) {
        skip(s, &op->in, WSKTCK_REASON_NO_LIST);
        return;
    }
    op->in.list = list->cb;
    op->in.present |= WSKTCK_ARGUMENT_LIST;
    record_call(s, op, UINT64_MAX, 0);
    status = give_back(socket, list, function);
    if (list->retained) wsktck_session_count(&s->core, &s->core.counted.lists, -1);
    list->retained = 0;
    record_return(s, op, status);
}

/* Several datagrams of `length` bytes each, one behind the other in one buffer. */
static void send_messages(session *s, bench_socket *socket, operation *op, PFN_WSK_SEND_MESSAGES function) {
    const wsktck_invocation *in = &op->in;
    uint64_t count = given(in, WSKTCK_ARGUMENT_VALUE) ? in->value : MESSAGES;
    uint64_t first;
    uint32_t i;
    wsktck_held held;
    if (count == 0 || count > MESSAGES_MOST || count * in->length > WSKTCK_LIMIT_PAYLOAD) {
        skip(s, in, WSKTCK_REASON_NOT_SUPPORTED);
        return;
    }
    op->messages = (WSK_BUF_LIST *)wsktck_alloc((size_t)count * sizeof *op->messages);
    if (op->messages == NULL) {
        skip(s, in, WSKTCK_REASON_NO_MEMORY);
        return;
    }
    if (!buffer_new(s, op, (SIZE_T)count * in->length, 1) || !irp_new(s, op)) return;
    held = wsktck_lock_take(&s->core.lock);
    first = DATAGRAMS_FROM + s->datagrams + 1;
    s->datagrams += (uint32_t)count;
    wsktck_lock_give(&s->core.lock, held);
    for (i = 0; i < count; i++) {
        WSK_BUF_LIST *each = &op->messages[i];
        each->Next = i + 1 < count ? each + 1 : NULL;
        each->Buffer.Mdl = op->mdl;
        each->Buffer.Offset = i * in->length;
        each->Buffer.Length = in->length;
        wsktck_datagram_fill(op->buffer + (SIZE_T)i * in->length, first + i, in->length);
    }
    address_in(&op->remote, &in->address);
    record_call(s, op, UINT64_MAX, first);
    record_return(s, op, function(socket->handle, op->messages, 0, given(in, WSKTCK_ARGUMENT_ADDRESS) ? &op->remote.any : NULL, 0, NULL, op->irp));
}

int used_by_others(const session *s, const bench_socket *socket, HANDLE but) {
    const operation *each;
    for (each = s->operations; each != NULL; each = each->next) {
        if (each->inside && each->in.socket == socket->index && each->thread != but) return 1;
    }
    return 0;
}

/*
 * A client calls no function of a socket any more once it has called WskCloseSocket, and calls that only when no other thread is inside one. A provider
 * that is called all the same may use memory that it has freed; Wine's does. 0, or the reason why the function is not called.
 */
static uint32_t socket_enter(session *s, bench_socket *socket, operation *op) {
    uint32_t reason = 0;
    int closes = op->in.fn == WSKTCK_FUNCTION_WSK_CLOSE_SOCKET;
    wsktck_held held = wsktck_lock_take(&s->core.lock);
    op->thread = PsGetCurrentThreadId();
    if (socket->handle == NULL) {
        reason = WSKTCK_REASON_NO_SOCKET;
    } else if ((socket->closing || (closes && used_by_others(s, socket, op->thread))) && !allowed(s, WSKTCK_ALLOW_DANGEROUS)) {
        reason = WSKTCK_REASON_DANGEROUS;
    } else {
        op->inside = 1;
        if (closes) socket->closing = 1;
    }
    wsktck_lock_give(&s->core.lock, held);
    return reason;
}

static void socket_leave(session *s, bench_socket *socket, operation *op) {
    wsktck_held held = wsktck_lock_take(&s->core.lock);
    op->inside = 0;
    /* Not called, or failed without the completion of its IRP. */
    if (op->in.fn == WSKTCK_FUNCTION_WSK_CLOSE_SOCKET && !op->finished && (!op->returned || !NT_SUCCESS(op->status))) socket->closing = 0;
    wsktck_lock_give(&s->core.lock, held);
}

static void call_function(session *s, bench_socket *socket, operation *op) {
    wsktck_invocation *in = &op->in;
    PVOID function;
    uint64_t dg;
    uint64_t offset = UINT64_MAX;
    NTSTATUS status;
    int wide;
    int wsk;
    in->client = socket->client;
    wide = in->fn == WSKTCK_FUNCTION_WSK_SEND_MESSAGES || in->fn == WSKTCK_FUNCTION_WSK_SEND_EX || in->fn == WSKTCK_FUNCTION_WSK_RECEIVE_EX;
    if (wide && !allowed(s, WSKTCK_ALLOW_COMPLETE)) {
        /* An older provider's table ends before them. */
        skip(s, in, WSKTCK_REASON_INCOMPLETE);
        return;
    }
    function = function_of(socket, in->fn);
    if (function == NULL) {
        skip(s, in, WSKTCK_REASON_NO_FUNCTION);
        return;
    }
    switch (in->fn) {
    case WSKTCK_FUNCTION_WSK_ACCEPT: accept_on(s, socket, op, (PFN_WSK_ACCEPT)function); return;
    case WSKTCK_FUNCTION_WSK_INSPECT_COMPLETE: inspect_complete(s, socket, op, (PFN_WSK_INSPECT_COMPLETE)function); return;
    case WSKTCK_FUNCTION_WSK_RELEASE: release(s, socket, op, function); return;
    case WSKTCK_FUNCTION_WSK_CONTROL_SOCKET:
        if (buffer_new(s, op, output_of(in), 0) && irp_new(s, op)) {
            record_return(s, op, control_socket(s, socket, op, (PFN_WSK_CONTROL_SOCKET)function));
        }
        return;
    default: break;
    }
    if (!irp_wanted(s, op)) return;
    if (in->fn == WSKTCK_FUNCTION_WSK_SEND_MESSAGES) {
        send_messages(s, socket, op, (PFN_WSK_SEND_MESSAGES)function);
        return;
    }
    wsk = in->fn == WSKTCK_FUNCTION_WSK_SEND || in->fn == WSKTCK_FUNCTION_WSK_RECEIVE || in->fn == WSKTCK_FUNCTION_WSK_SEND_TO ||
          in->fn == WSKTCK_FUNCTION_WSK_RECEIVE_FROM || in->fn == WSKTCK_FUNCTION_WSK_CONNECT_EX || in->fn == WSKTCK_FUNCTION_WSK_DISCONNECT ||
          in->fn == WSKTCK_FUNCTION_WSK_SEND_EX || in->fn == WSKTCK_FUNCTION_WSK_RECEIVE_EX;
    if (!buffer_new(s, op, in->length, wsk) || !irp_new(s, op)) return;
    address_in(&op->remote, &in->address);
    switch (in->fn) {
    case WSKTCK_FUNCTION_WSK_CLOSE_SOCKET:
        record_call(s, op, UINT64_MAX, 0);
        status = ((PFN_WSK_CLOSE_SOCKET)function)(socket->handle, op->irp);
        break;
    case WSKTCK_FUNCTION_WSK_BIND:
        if (op->remote.raw.family == 0) op->remote.raw.family = 2;
        record_call(s, op, UINT64_MAX, 0);
        status = ((PFN_WSK_BIND)function)(socket->handle, &op->remote.any, 0, op->irp);
        break;
    case WSKTCK_FUNCTION_WSK_LISTEN:
        record_call(s, op, UINT64_MAX, 0);
        status = ((PFN_WSK_LISTEN)function)(socket->handle, op->irp);
        break;
    case WSKTCK_FUNCTION_WSK_CONNECT:
        record_call(s, op, UINT64_MAX, 0);
        status = ((PFN_WSK_CONNECT)function)(socket->handle, &op->remote.any, 0, op->irp);
        break;
    case WSKTCK_FUNCTION_WSK_CONNECT_EX:
        offset = in->length == 0 ? UINT64_MAX : next_of_stream(s, socket, op);
        record_call(s, op, offset, 0);
        status = ((PFN_WSK_CONNECT_EX)function)(socket->handle, &op->remote.any, in->length == 0 ? NULL : &op->wskBuffer, 0, op->irp);
        break;
    case WSKTCK_FUNCTION_WSK_GET_LOCAL_ADDRESS:
    case WSKTCK_FUNCTION_WSK_GET_REMOTE_ADDRESS:
        record_call(s, op, UINT64_MAX, 0);
        status = ((NTSTATUS(NTAPI *)(PWSK_SOCKET, PSOCKADDR, PIRP))function)(socket->handle, &op->local.any, op->irp);
        break;
    case WSKTCK_FUNCTION_WSK_SEND:
        offset = next_of_stream(s, socket, op);
        record_call(s, op, offset, 0);
        status = ((NTSTATUS(NTAPI *)(PWSK_SOCKET, PWSK_BUF, ULONG, PIRP))function)(socket->handle, &op->wskBuffer, in->flags, op->irp);
        break;
    case WSKTCK_FUNCTION_WSK_RECEIVE:
        record_call(s, op, UINT64_MAX, 0);
        status = ((NTSTATUS(NTAPI *)(PWSK_SOCKET, PWSK_BUF, ULONG, PIRP))function)(socket->handle, &op->wskBuffer, in->flags, op->irp);
        break;
    case WSKTCK_FUNCTION_WSK_SEND_EX:
        offset = next_of_stream(s, socket, op);
        record_call(s, op, offset, 0);
        status = ((PFN_WSK_SEND_EX)function)(socket->handle, &op->wskBuffer, in->flags, 0, NULL, op->irp);
        break;
    case WSKTCK_FUNCTION_WSK_RECEIVE_EX:
        record_call(s, op, UINT64_MAX, 0);
        status = ((PFN_WSK_RECEIVE_EX)function)(socket->handle, &op->wskBuffer, in->flags, NULL, NULL, NULL, op->irp);
        break;
    case WSKTCK_FUNCTION_WSK_DISCONNECT:
        if (in->length != 0) offset = next_of_stream(s, socket, op);
        record_call(s, op, offset, 0);
        status = ((NTSTATUS(NTAPI *)(PWSK_SOCKET, PWSK_BUF, ULONG, PIRP))function)(socket->handle, in->length == 0 ? NULL : &op->wskBuffer, in->flags,
                                                                                   op->irp);
        break;
    case WSKTCK_FUNCTION_WSK_SEND_TO:
        dg = DATAGRAMS_FROM + wsktck_session_next(&s->core, &s->datagrams);
        wsktck_datagram_fill(op->buffer, dg, in->length);
        record_call(s, op, UINT64_MAX, dg);
        status = ((PFN_WSK_SEND_TO)function)(socket->handle, &op->wskBuffer, 0, given(in, WSKTCK_ARGUMENT_ADDRESS) ? &op->remote.any : NULL, 0, NULL,
                                             op->irp);
        break;
    default: /* WskReceiveFrom */
        RtlZeroMemory(&op->remote, sizeof op->remote);
        record_call(s, op, UINT64_MAX, 0);
        status = ((PFN_WSK_RECEIVE_FROM)function)(socket->handle, &op->wskBuffer, 0, &op->remote.any, &op->controlLength, NULL, &op->controlFlags, op->irp);
        break;
    }
    record_return(s, op, status);
}

static void with_socket(session *s, operation *op) {
    bench_socket *socket = &s->sockets[op->in.socket];
    uint32_t reason = socket_enter(s, socket, op);
    if (reason != 0) {
        skip(s, &op->in, reason);
        return;
    }
    call_function(s, socket, op);
    socket_leave(s, socket, op);
}

void invoke(session *s, const wsktck_invocation *in) {
    operation *op = operation_new(s, in);
    KIRQL old = PASSIVE_LEVEL;
    int raise = in->irql == WSKTCK_IRQL_DISPATCH_LEVEL && KeGetCurrentIrql() < DISPATCH_LEVEL;
    if (op == NULL) {
        skip(s, in, WSKTCK_REASON_NO_MEMORY);
        return;
    }
    op->call = wsktck_session_next(&s->core, &s->core.calls);
    if (raise) KeRaiseIrql(DISPATCH_LEVEL, &old);
    if (in->fn <= WSKTCK_FUNCTION_WSK_GET_NAME_INFO) {
        with_client(s, op);
    } else if (in->socket < WSKTCK_LIMIT_SOCKETS) {
        with_socket(s, op);
    } else {
        skip(s, in, WSKTCK_REASON_NOT_SUPPORTED);
    }
    if (raise) KeLowerIrql(old);
}

/* ---- the rest of what a script may ask ---- */

void cancel_irp(session *s, uint16_t name) {
    operation *op = s->irps[name];
    wsktck_observation o;
    uint32_t call;
    /* One that is unarmed may be gone already. */
    if (op == NULL || !op->given || op->finished || op->unarmed) return;
    call = wsktck_session_next(&s->core, &s->core.calls);
    observation_begin(&o, s, WSKTCK_KIND_CALL);
    about(&o, op->in.client, op->in.socket);
    o.present |= WSKTCK_OBSERVED_CALL | WSKTCK_OBSERVED_FN | WSKTCK_OBSERVED_IRQL | WSKTCK_OBSERVED_IRP;
    o.call = call;
    o.fn = WSKTCK_FUNCTION_IO_CANCEL_IRP;
    o.irp = op->number;
    observe(s, &o);
    /* Operations and their IRPs last as long as the session, so the IRP is there even when it completes meanwhile. */
    IoCancelIrp(op->irp);
    observation_begin(&o, s, WSKTCK_KIND_RETURN);
    about(&o, op->in.client, op->in.socket);
    o.present |= WSKTCK_OBSERVED_CALL | WSKTCK_OBSERVED_FN | WSKTCK_OBSERVED_STATUS;
    o.call = call;
    o.fn = WSKTCK_FUNCTION_IO_CANCEL_IRP;
    o.status = (uint32_t)STATUS_SUCCESS;
    observe(s, &o);
}

void read_list(session *s, uint16_t socket, uint32_t which) {
    indication *list = indication_of(s, socket, which);
    wsktck_observation o;
    observation_begin(&o, s, list == NULL ? WSKTCK_KIND_SKIP : WSKTCK_KIND_READ);
    about(&o, s->sockets[socket].client, socket);
    if (list == NULL) {
        o.reason = WSKTCK_REASON_NO_LIST;
        observe(s, &o);
        return;
    }
    o.cb = list->cb;
    o.present |= WSKTCK_OBSERVED_CB;
    if (list->datagrams) {
        see_datagrams(s, &o, (PWSK_DATAGRAM_INDICATION)list->list);
    } else {
        see_data(s, &o, (PWSK_DATA_INDICATION)list->list);
    }
}

void wait_for(session *s, uint16_t name) {
    operation *op = s->irps[name];
    wsktck_observation o;
    uint16_t kind;
    wsktck_invocation nothing;
    if (op == NULL || KeGetCurrentIrql() > APC_LEVEL) {
        RtlZeroMemory(&nothing, sizeof nothing);
        nothing.client = nothing.socket = NONE;
        skip(s, &nothing, op == NULL ? WSKTCK_REASON_NO_CALLBACK : WSKTCK_REASON_WRONG_IRQL);
        return;
    }
    for (kind = WSKTCK_KIND_WAIT; kind <= WSKTCK_KIND_WAIT_END; kind++) {
        observation_begin(&o, s, kind);
        about(&o, op->in.client, op->in.socket);
        o.irp = op->number;
        o.present |= WSKTCK_OBSERVED_IRP;
        observe(s, &o);
        if (kind == WSKTCK_KIND_WAIT) {
            LARGE_INTEGER most;
            most.QuadPart = -10000000LL * WAIT_SECONDS;
            KeWaitForSingleObject(&op->completed, Executive, KernelMode, FALSE, &most);
        }
    }
}
