/* The functions of registration and of the client object, and what a provider hands out through them. */
#include "driver.h"

/* Room for a name that WskGetNameInfo writes, in bytes: as many characters as a name of DNS has, and one to end it. */
#define NAME_ROOM 512u

/* ---- what has been handed out ---- */

uint32_t handed_out(session *s, handed *table, uint32_t *count, uint32_t *counter, PVOID what, uint16_t client) {
    uint32_t number = 0;
    wsktck_held held = wsktck_lock_take(&s->core.lock);
    if (*count < HANDED_MOST) {
        table[*count].what = what;
        table[*count].client = client;
        number = ++*count;
    }
    /* Counted in any case: what found no room is never given back. */
    ++*counter;
    wsktck_lock_give(&s->core.lock, held);
    return number;
}

PVOID descriptor_of(session *s, uint32_t token) {
    PVOID found;
    wsktck_held held = wsktck_lock_take(&s->core.lock);
    found = token >= 1 && token <= s->descriptorCount ? s->descriptors[token - 1].what : NULL;
    wsktck_lock_give(&s->core.lock, held);
    return found;
}

/* Takes it out of the table, so that nobody gives it back a second time; the number 0 means the oldest that is there. */
static PVOID take_back(session *s, handed *table, const uint32_t *count, uint32_t *counter, uint32_t number, uint16_t client) {
    PVOID what = NULL;
    uint32_t i;
    wsktck_held held = wsktck_lock_take(&s->core.lock);
    for (i = 0; i < *count && what == NULL; i++) {
        if (table[i].what == NULL || table[i].client != client || (number != 0 && number != i + 1)) continue;
        what = table[i].what;
        table[i].what = NULL;
        --*counter;
    }
    wsktck_lock_give(&s->core.lock, held);
    return what;
}

/* ---- registration ---- */

static NTSTATUS call_client(session *s, client *c, operation *op) {
    const wsktck_invocation *in = &op->in;
    NTSTATUS status = STATUS_SUCCESS;
    WSK_CLIENT_NPI npi;
    WSK_PROVIDER_CHARACTERISTICS characteristics;
    switch (in->fn) {
    case WSKTCK_FUNCTION_WSK_REGISTER:
        c->dispatch.Version = given(in, WSKTCK_ARGUMENT_VERSION) ? in->version : MAKE_WSK_VERSION(1, 0);
        c->dispatch.Reserved = in->reserved;
        c->leaving = 0;
        client_table_fill(c, in->entries);
        npi.ClientContext = context_pointer(in->context);
        npi.Dispatch = &c->dispatch;
        record_call(s, op, UINT64_MAX, 0);
        status = WskRegister(&npi, &c->registration);
        if (NT_SUCCESS(status)) {
            c->registered = 1;
            wsktck_session_count(&s->core, &s->core.counted.clients, 1);
        } else {
            wsktck_session_set(&s->core, &s->core.clients[c->index], WSKTCK_FREE);
        }
        break;
    case WSKTCK_FUNCTION_WSK_CAPTURE_PROVIDER_NPI:
        record_call(s, op, UINT64_MAX, 0);
        status = WskCaptureProviderNPI(&c->registration, in->timeout, &c->npi);
        if (NT_SUCCESS(status)) c->captured = 1;
        break;
    case WSKTCK_FUNCTION_WSK_RELEASE_PROVIDER_NPI:
        record_call(s, op, UINT64_MAX, 0);
        c->captured = 0;
        WskReleaseProviderNPI(&c->registration);
        break;
    case WSKTCK_FUNCTION_WSK_QUERY_PROVIDER_CHARACTERISTICS:
        record_call(s, op, UINT64_MAX, 0);
        status = WskQueryProviderCharacteristics(&c->registration, &characteristics);
        break;
    default: /* WskDeregister, which waits for everything that is open; the session's end must not call it a second time meanwhile */
        record_call(s, op, UINT64_MAX, 0);
        InterlockedExchange(&c->leaving, 1);
        WskDeregister(&c->registration);
        c->registered = 0;
        wsktck_session_count(&s->core, &s->core.counted.clients, -1);
        wsktck_session_set(&s->core, &s->core.clients[c->index], WSKTCK_FREE);
        break;
    }
    return status;
}

/* ---- sockets ---- */

static uint16_t category_of(uint32_t flags) {
    switch (flags) {
    case 1: return WSKTCK_CATEGORY_LISTENING;
    case 2: return WSKTCK_CATEGORY_CONNECTION;
    case 4: return WSKTCK_CATEGORY_DATAGRAM;
    case 8: return WSKTCK_CATEGORY_STREAM;
    default: return WSKTCK_CATEGORY_BASIC;
    }
}

static NTSTATUS call_socket(session *s, client *c, operation *op) {
    const wsktck_invocation *in = &op->in;
    bench_socket *socket = &s->sockets[in->socket];
    int datagram;
    const VOID *dispatch;
    PVOID context = context_pointer(in->context);
    PSECURITY_DESCRIPTOR descriptor = (PSECURITY_DESCRIPTOR)descriptor_of(s, in->sd);
    int connects = in->fn == WSKTCK_FUNCTION_WSK_SOCKET_CONNECT;
    USHORT family = in->address.family != 0 ? in->address.family : 2;
    socket->index = in->socket;
    socket->client = in->client;
    socket->category = connects ? WSKTCK_CATEGORY_CONNECTION : category_of(in->flags);
    socket->key = in->key;
    datagram = socket->category == WSKTCK_CATEGORY_DATAGRAM;
    tables_fill(socket, in->entries);
    dispatch = given(in, WSKTCK_ARGUMENT_ENTRIES) ? tables_for(socket, socket->category) : NULL;
    address_in(&op->remote, &in->address);
    op->local.raw.family = family;
    record_call(s, op, UINT64_MAX, 0);
    if (connects) {
        return c->npi.Dispatch->WskSocketConnect(c->npi.Client, 1, 6, &op->local.any, &op->remote.any, in->flags, context,
                                                 (const WSK_CLIENT_CONNECTION_DISPATCH *)dispatch, NULL, NULL, descriptor, op->irp);
    }
    return c->npi.Dispatch->WskSocket(c->npi.Client, family, datagram ? 2 : 1, datagram ? 17 : 6, in->flags, context, dispatch, NULL, NULL, descriptor,
                                      op->irp);
}

static void create(session *s, client *c, operation *op) {
    uint8_t *slot = &s->core.sockets[op->in.socket];
    if (!irp_wanted(s, op)) return;
    if (!wsktck_session_claim(&s->core, slot)) {
        skip(s, &op->in, WSKTCK_REASON_NAME_TAKEN);
    } else if (irp_new(s, op)) {
        record_return(s, op, call_socket(s, c, op));
    } else {
        wsktck_session_set(&s->core, slot, WSKTCK_FREE);
    }
}

/* ---- control ---- */

/* A self-relative descriptor, as the header lays it out, whose DACL is there and NULL: everybody may do everything. What it says matters to no script. */
static const struct {
    UCHAR revision;
    UCHAR zero;
    USHORT control;
    ULONG owner, group, sacl, dacl;
} UNCACHED = {1, 0, 0x8004, 0, 0, 0, 0};

static NTSTATUS control_client(session *s, client *c, operation *op) {
    wsktck_invocation *in = &op->in;
    PVOID input = NULL;
    SIZE_T inputSize = 0;
    switch (in->code) {
    case 7: /* WSK_SET_STATIC_EVENT_CALLBACKS */
        op->eventControl.NpiId = npi_of(in->npi);
        op->eventControl.EventMask = in->mask;
        input = &op->eventControl;
        inputSize = sizeof op->eventControl;
        break;
    case 4: /* WSK_CACHE_SD */
        op->descriptor = (PVOID)(ULONG_PTR)&UNCACHED;
        input = &op->descriptor;
        inputSize = sizeof op->descriptor;
        break;
    case 5: /* WSK_RELEASE_SD */
        input = &op->descriptor;
        inputSize = sizeof op->descriptor;
        break;
    default: break;
    }
    if (given(in, WSKTCK_ARGUMENT_INPUT_SIZE)) inputSize = in->inputSize <= inputSize ? in->inputSize : inputSize;
    record_call(s, op, UINT64_MAX, 0);
    return c->npi.Dispatch->WskControlClient(c->npi.Client, in->code, inputSize, input, op->outputSize, op->buffer,
                                             given(in, WSKTCK_ARGUMENT_SIZE_RETURNED) ? &op->sizeBack : NULL, op->irp);
}

static void control(session *s, client *c, operation *op) {
    const wsktck_invocation *in = &op->in;
    uint32_t output = given(in, WSKTCK_ARGUMENT_OUTPUT_SIZE) ? in->outputSize : in->code == 4 ? (uint32_t)sizeof(PVOID) : 0;
    if (!buffer_new(s, op, output, 0) || !irp_new(s, op)) return;
    if (in->code == 5) {
        if (in->sd != 0) op->descriptor = take_back(s, s->descriptors, &s->descriptorCount, &s->core.counted.descriptors, in->sd, in->client);
        if (op->descriptor == NULL) {
            if (op->irp != NULL) wsktck_session_set(&s->core, &s->core.irps[in->irp], WSKTCK_FREE);
            skip(s, in, WSKTCK_REASON_NO_DESCRIPTOR);
            return;
        }
    }
    record_return(s, op, control_client(s, c, op));
}

/* ---- names ---- */

/* Name resolution is documented for PASSIVE_LEVEL only. */
static int at_passive(session *s, operation *op) {
    if (KeGetCurrentIrql() == PASSIVE_LEVEL || allowed(s, WSKTCK_ALLOW_DANGEROUS)) return 1;
    skip(s, &op->in, WSKTCK_REASON_WRONG_IRQL);
    return 0;
}

static USHORT put_number(PWSTR to, unsigned value) {
    USHORT length = 0;
    if (value >= 100) to[length++] = (WCHAR)(L'0' + value / 100);
    if (value >= 10) to[length++] = (WCHAR)(L'0' + value / 10 % 10);
    to[length++] = (WCHAR)(L'0' + value % 10);
    return length;
}

/* An address of version 4 in its dotted form, else the machine's own name. Ended by a zero, on which some providers count. */
static void name_of(const wsktck_address *address, PUNICODE_STRING name, PWSTR text) {
    static const WCHAR LOCAL[] = L"localhost";
    USHORT length = 0;
    if (address->family == 2) {
        int i;
        for (i = 0; i < 4; i++) {
            if (i != 0) text[length++] = L'.';
            length = (USHORT)(length + put_number(text + length, address->bytes[i]));
        }
    } else {
        for (; LOCAL[length] != 0; length++) text[length] = LOCAL[length];
    }
    name->Buffer = text;
    name->Length = (USHORT)(length * sizeof(WCHAR));
    name->MaximumLength = NAME_ROOM;
}

static void get_address_info(session *s, client *c, operation *op) {
    if (!at_passive(s, op) || !irp_wanted(s, op) || !buffer_new(s, op, NAME_ROOM, 0) || !irp_new(s, op)) return;
    name_of(&op->in.address, &op->node, (PWSTR)(PVOID)op->buffer);
    op->hints.ai_family = 2;
    record_call(s, op, UINT64_MAX, 0);
    record_return(s, op,
                  c->npi.Dispatch->WskGetAddressInfo(c->npi.Client, &op->node, NULL, 0, NULL, &op->hints, &op->addresses, NULL, NULL, op->irp));
}

static void get_name_info(session *s, client *c, operation *op) {
    static const wsktck_address LOOPBACK = {2, 0, 0, {127, 0, 0, 1}};
    const wsktck_address *address = op->in.address.family == 0 ? &LOOPBACK : &op->in.address;
    if (!at_passive(s, op) || !irp_wanted(s, op) || !buffer_new(s, op, 2 * NAME_ROOM, 0) || !irp_new(s, op)) return;
    address_in(&op->remote, address);
    op->node.Buffer = (PWSTR)(PVOID)op->buffer;
    op->service.Buffer = (PWSTR)(PVOID)(op->buffer + NAME_ROOM);
    op->node.MaximumLength = op->service.MaximumLength = NAME_ROOM;
    record_call(s, op, UINT64_MAX, 0);
    record_return(s, op,
                  c->npi.Dispatch->WskGetNameInfo(c->npi.Client, &op->remote.any, address->family == 23 ? 28 : 16, &op->node, &op->service, op->in.flags,
                                                  NULL, NULL, op->irp));
}

static void free_address_info(session *s, client *c, operation *op) {
    PVOID list;
    if (!at_passive(s, op)) return;
    list = take_back(s, s->names, &s->nameCount, &s->core.counted.names, op->in.list, op->in.client);
    if (list == NULL) {
        skip(s, &op->in, WSKTCK_REASON_NO_LIST);
        return;
    }
    record_call(s, op, UINT64_MAX, 0);
    c->npi.Dispatch->WskFreeAddressInfo(c->npi.Client, (PADDRINFOEXW)list);
    record_return(s, op, STATUS_SUCCESS);
}

/* ---- which is which ---- */

void with_client(session *s, operation *op) {
    client *c = &s->clients[op->in.client];
    uint16_t fn = op->in.fn;
    c->index = op->in.client;
    if (fn == WSKTCK_FUNCTION_WSK_REGISTER) {
        if (!wsktck_session_claim(&s->core, &s->core.clients[c->index])) {
            skip(s, &op->in, WSKTCK_REASON_NAME_TAKEN);
            return;
        }
        record_return(s, op, call_client(s, c, op));
        return;
    }
    if (!c->registered) {
        skip(s, &op->in, WSKTCK_REASON_NO_CLIENT);
        return;
    }
    if (!c->captured && fn >= WSKTCK_FUNCTION_WSK_RELEASE_PROVIDER_NPI && fn != WSKTCK_FUNCTION_WSK_QUERY_PROVIDER_CHARACTERISTICS) {
        skip(s, &op->in, WSKTCK_REASON_NO_PROVIDER);
        return;
    }
    switch (fn) {
    case WSKTCK_FUNCTION_WSK_SOCKET:
    case WSKTCK_FUNCTION_WSK_SOCKET_CONNECT: create(s, c, op); break;
    case WSKTCK_FUNCTION_WSK_CONTROL_CLIENT: control(s, c, op); break;
    case WSKTCK_FUNCTION_WSK_GET_ADDRESS_INFO: get_address_info(s, c, op); break;
    case WSKTCK_FUNCTION_WSK_FREE_ADDRESS_INFO: free_address_info(s, c, op); break;
    case WSKTCK_FUNCTION_WSK_GET_NAME_INFO: get_name_info(s, c, op); break;
    case WSKTCK_FUNCTION_WSK_QUERY_PROVIDER_CHARACTERISTICS:
        /* A kernel may export the name and end itself when it is called: Wine 8.0 does. */
        if (!allowed(s, WSKTCK_ALLOW_COMPLETE)) {
            skip(s, &op->in, WSKTCK_REASON_INCOMPLETE);
            break;
        }
        record_return(s, op, call_client(s, c, op));
        break;
    default: record_return(s, op, call_client(s, c, op)); break;
    }
}

/* ---- the end ---- */

static void client_end(session *s, client *c) {
    PVOID what;
    if (c->captured) {
        while ((what = take_back(s, s->names, &s->nameCount, &s->core.counted.names, 0, c->index)) != NULL) {
            c->npi.Dispatch->WskFreeAddressInfo(c->npi.Client, (PADDRINFOEXW)what);
        }
        while ((what = take_back(s, s->descriptors, &s->descriptorCount, &s->core.counted.descriptors, 0, c->index)) != NULL) {
            c->npi.Dispatch->WskControlClient(c->npi.Client, 5, sizeof what, &what, 0, NULL, NULL, NULL);
        }
        c->captured = 0;
        WskReleaseProviderNPI(&c->registration);
    }
    if (c->registered && InterlockedExchange(&c->leaving, 1) == 0) {
        WskDeregister(&c->registration);
        c->registered = 0;
        wsktck_session_count(&s->core, &s->core.counted.clients, -1);
    }
}

void clients_end(session *s) {
    uint16_t i;
    for (i = 0; i < WSKTCK_LIMIT_CLIENTS; i++) client_end(s, &s->clients[i]);
}
