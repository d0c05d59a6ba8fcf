#include "driver.h"

static uint32_t level(void) {
    KIRQL now = KeGetCurrentIrql();
    return now <= DISPATCH_LEVEL ? now : WSKTCK_IRQL_DEVICE_LEVEL;
}

void observation_begin(wsktck_observation *o, session *s, uint16_t kind) {
    LARGE_INTEGER now = KeQueryPerformanceCounter(NULL);
    HANDLE thread = PsGetCurrentThreadId();
    uint16_t i;
    RtlZeroMemory(o, sizeof *o);
    o->kind = kind;
    o->t = (uint64_t)now.QuadPart;
    o->thread = (uint64_t)(ULONG_PTR)thread;
    o->processor = KeGetCurrentProcessorNumberEx(NULL);
    o->irql = level();
    o->worker = o->event = o->client = o->socket = o->via = o->acceptSocket = o->category = o->table = NONE;
    for (i = 0; i < WSKTCK_LIMIT_THREADS; i++) {
        if (s->workers[i].thread != NULL && s->workers[i].id == thread) o->worker = i;
    }
}

void observe_elements(session *s, wsktck_observation *o, const UCHAR *elements, uint32_t size) {
    wsktck_session_record(&s->core, o, elements, size);
    fetch_kick(s);
}

void observe(session *s, wsktck_observation *o) { observe_elements(s, o, NULL, 0); }

void about(wsktck_observation *o, uint16_t client, uint16_t socket) {
    o->client = client;
    o->socket = socket;
    if (client != NONE) o->present |= WSKTCK_OBSERVED_CLIENT;
    if (socket != NONE) o->present |= WSKTCK_OBSERVED_SOCKET;
}

void skip(session *s, const wsktck_invocation *in, uint32_t reason) {
    wsktck_observation o;
    observation_begin(&o, s, WSKTCK_KIND_SKIP);
    about(&o, in->client, in->socket);
    o.fn = in->fn;
    o.reason = (uint16_t)reason;
    observe(s, &o);
}

void address_out(wsktck_address *to, const SOCKADDR *from) {
    const UCHAR *bytes = (const UCHAR *)from;
    RtlZeroMemory(to, sizeof *to);
    if (from == NULL) return;
    to->family = from->sa_family;
    to->port = (uint16_t)(bytes[2] << 8 | bytes[3]);
    if (to->family == 2) {
        RtlCopyMemory(to->bytes, bytes + 4, 4);
    } else if (to->family == 23) {
        RtlCopyMemory(to->bytes, bytes + 8, 16);
        RtlCopyMemory(&to->scope, bytes + 24, 4);
    }
}

void address_in(any_address *to, const wsktck_address *from) {
    RtlZeroMemory(to, sizeof *to);
    to->raw.family = from->family;
    to->raw.port[0] = (UCHAR)(from->port >> 8);
    to->raw.port[1] = (UCHAR)from->port;
    if (from->family == 2) {
        RtlCopyMemory(to->raw.rest, from->bytes, 4);
    } else if (from->family == 23) {
        RtlCopyMemory(to->raw.rest + 4, from->bytes, 16);
        RtlCopyMemory(to->raw.rest + 20, &from->scope, 4);
    }
}

uint32_t context_token(PVOID context) {
    ULONG_PTR at = (ULONG_PTR)context;
    ULONG_PTR base = (ULONG_PTR)contexts;
    if (context == NULL) return 0;
    return at > base && at - base < WSKTCK_LIMIT_CONTEXTS ? (uint32_t)(at - base) : WSKTCK_VALUE_FOREIGN_CONTEXT;
}

PVOID context_pointer(uint32_t token) { return token == 0 ? NULL : contexts + token; }

/* ---- elements ---- */

#define ELEMENTS_MOST ((uint32_t)(WSKTCK_LIMIT_RECORD - sizeof(wsktck_observation)))

typedef struct elements {
    UCHAR *bytes; /* NULL without memory: the observation then says that nothing was captured */
    uint32_t used;
    uint32_t captured;
    uint16_t count;
    int lost; /* elements that found no room */
} elements;

static uint32_t copy_mdl(UCHAR *to, const WSK_BUF *from, uint32_t most) {
    uint32_t copied = 0;
    SIZE_T offset = from->Offset;
    PMDL mdl;
    for (mdl = from->Mdl; mdl != NULL && copied < most; mdl = mdl->Next) {
        SIZE_T there = MmGetMdlByteCount(mdl);
        const UCHAR *bytes;
        uint32_t take;
        if (offset >= there) {
            offset -= there;
            continue;
        }
        bytes = (const UCHAR *)MmGetSystemAddressForMdlSafe(mdl, NormalPagePriority);
        if (bytes == NULL) break;
        take = there - offset < most - copied ? (uint32_t)(there - offset) : most - copied;
        RtlCopyMemory(to + copied, bytes + offset, take);
        copied += take;
        offset = 0;
    }
    return copied;
}

static void add(elements *e, SIZE_T length, const WSK_BUF *chain, const UCHAR *flat, const SOCKADDR *from, ULONG control) {
    wsktck_element head;
    uint32_t most = WSKTCK_LIMIT_CAPTURED - e->captured;
    uint32_t wanted = length < most ? (uint32_t)length : most;
    uint32_t padded;
    if (e->bytes == NULL || ELEMENTS_MOST - e->used < sizeof head + ((wanted + 7u) & ~7u)) {
        e->lost = 1;
        return;
    }
    RtlZeroMemory(&head, sizeof head);
    head.length = (uint32_t)length;
    head.controlLength = control;
    address_out(&head.from, from);
    if (flat != NULL) {
        RtlCopyMemory(e->bytes + e->used + sizeof head, flat, wanted);
        head.captured = wanted;
    } else {
        head.captured = copy_mdl(e->bytes + e->used + sizeof head, chain, wanted);
    }
    padded = (head.captured + 7u) & ~7u;
    RtlZeroMemory(e->bytes + e->used + sizeof head + head.captured, padded - head.captured);
    head.size = (uint32_t)sizeof head + padded;
    RtlCopyMemory(e->bytes + e->used, &head, sizeof head);
    e->used += head.size;
    e->captured += head.captured;
    e->count++;
}

static void begin(elements *e) {
    RtlZeroMemory(e, sizeof *e);
    e->bytes = (UCHAR *)wsktck_alloc(ELEMENTS_MOST);
}

/* A list that does not fit makes the observation count as dropped, so that the run is inconclusive. */
static void finish(session *s, wsktck_observation *o, elements *e) {
    o->elements = e->count;
    if (e->lost) {
        wsktck_session_record(&s->core, o, e->bytes, WSKTCK_LIMIT_RECORD);
    } else {
        observe_elements(s, o, e->bytes, e->used);
    }
    if (e->bytes != NULL) wsktck_free(e->bytes);
}

void see_data(session *s, wsktck_observation *o, PWSK_DATA_INDICATION list) {
    elements e;
    if (list == NULL) {
        observe(s, o);
        return;
    }
    o->present |= WSKTCK_OBSERVED_DATA;
    begin(&e);
    for (; list != NULL && !e.lost; list = list->Next) add(&e, list->Buffer.Length, &list->Buffer, NULL, NULL, WSKTCK_VALUE_NO_CONTROL);
    finish(s, o, &e);
}

void see_datagrams(session *s, wsktck_observation *o, PWSK_DATAGRAM_INDICATION list) {
    elements e;
    if (list == NULL) {
        observe(s, o);
        return;
    }
    o->present |= WSKTCK_OBSERVED_DATAGRAMS;
    begin(&e);
    for (; list != NULL && !e.lost; list = list->Next) {
        add(&e, list->Buffer.Length, &list->Buffer, NULL, list->RemoteAddress, list->ControlInfo == NULL ? WSKTCK_VALUE_NO_CONTROL : list->ControlInfoLength);
    }
    finish(s, o, &e);
}

void see_bytes(session *s, wsktck_observation *o, int datagram, const UCHAR *bytes, SIZE_T length, const any_address *from, ULONG control) {
    elements e;
    o->present |= datagram ? WSKTCK_OBSERVED_DATAGRAMS : WSKTCK_OBSERVED_DATA;
    begin(&e);
    add(&e, length, NULL, bytes, from == NULL ? NULL : &from->any, control);
    finish(s, o, &e);
}
