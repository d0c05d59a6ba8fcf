/*
 * A WSK provider without a network, in place of the kernel's netio.sys (Wine can be told so), for what no provider at hand does: it calls every event
 * callback when it is told to, hands out lists, descriptors and names and counts what comes back, and keeps IRPs as long as it is told. It is no model of
 * a provider, and nothing is certified by it: it exists so that the driver's code for these things runs in a kernel at all.
 *
 * Told by WskControlSocket(WskIoctl, CALL_EVENT, value): calls the event with the number in the low byte of value, as in protocol.yaml, at DISPATCH_LEVEL
 * with 0x100 added, with the context of the socket made last instead of its own with 0x200 added, and answers what the callback returned. COUNT answers
 * what has been handed out and not come back. FROM, with an address: the other end of what comes to the socket. STREAM, with the key of a sender's name:
 * what WskReceiveEvent and WskReceive show are the bytes of that sender's stream, from the first one on, as far as the client takes them. DATAGRAM, with a
 * number: the next WskReceiveFromEvent shows the coded datagrams with that number and the next one, or the next WskReceiveFrom that one. Told by WskReceive: up to 99 bytes are never received, so that the IRP
 * waits to be cancelled; more bytes are milliseconds, after which it completes, cancelled or not.
 */
#include <ntddk.h>
#include <stddef.h>
#include <stdint.h>

#include <wsk.h>

#include "example.h"
#include "wsktck_core.h"

#define CALL_EVENT 0x7E000001u
#define COUNT 0x7E000002u
#define CLIENT_EVENT 0x7E000003u
#define FROM 0x7E000004u
#define STREAM 0x7E000005u
#define DATAGRAM 0x7E000006u
#define AT_DISPATCH 0x100u
#define FOREIGN_CONTEXT 0x200u
#define WAITS_FOREVER 100
#define DATA 32
#define TAG 0x6B747350u

enum { CLIENT, ACCEPT, INSPECT, ABORT, RECEIVE_FROM, RECEIVE, DISCONNECT, BACKLOG, EXTENSION };

typedef struct registrant {
    WSK_CLIENT_NPI npi;
    volatile LONG sockets;
} registrant;

typedef struct made {
    WSK_SOCKET handle; /* the first member: what the client holds */
    registrant *owner;
    PVOID context;
    const WSK_CLIENT_LISTEN_DISPATCH *listen;
    const WSK_CLIENT_CONNECTION_DISPATCH *connection;
    const WSK_CLIENT_DATAGRAM_DISPATCH *datagram;
    const WSKTCK_EXAMPLE_CLIENT_DISPATCH *extension;
    PVOID extensionContext;
    ULONGLONG called;
    WSK_INSPECT_ID inspected;
    SOCKADDR bound;
    SOCKADDR other;
    uint64_t key; /* of the stream that comes in; 0 when nobody has told */
    uint64_t position;
    uint64_t datagram_number; /* of the next that comes in; 0 when nobody has told */
    PIRP waiting; /* a receive that waits to be cancelled */
} made;

typedef struct sent {
    union {
        WSK_DATA_INDICATION data;
        WSK_DATAGRAM_INDICATION datagram;
    } node[2];
    SOCKADDR from[2];
    UCHAR bytes[2 * DATA];
    PMDL mdl;
} sent;

typedef struct delayed {
    UCHAR bytes[DATA]; /* the socket may be gone when it completes */
    PIRP irp;
    PWSK_BUF buffer;
    LONG millis;
} delayed;

/* Lists, descriptors and names that the client has. */
static volatile LONG out;
static KSPIN_LOCK lock;
static made *last; /* made last and not closed */

static PVOID get(SIZE_T size) {
    PVOID memory = ExAllocatePoolWithTag(NonPagedPoolNx, size, TAG);
    if (memory != NULL) RtlZeroMemory(memory, size);
    return memory;
}

static void put(PVOID memory) { ExFreePoolWithTag(memory, TAG); }

/* Completes an IRP whose stack location has been entered. */
static NTSTATUS finish_entered(PIRP irp, NTSTATUS status, ULONG_PTR information) {
    irp->IoStatus.Status = status;
    irp->IoStatus.Information = information;
    IoCompleteRequest(irp, IO_NO_INCREMENT);
    return status;
}

static NTSTATUS finish(PIRP irp, NTSTATUS status, ULONG_PTR information) {
    if (irp == NULL) return status;
    IoSetNextIrpStackLocation(irp);
    return finish_entered(irp, status, information);
}

/* The mark is made in the stack location, which has to be entered for it: before that the current one lies behind the end of the IRP. */
static void pend(PIRP irp) {
    IoSetNextIrpStackLocation(irp);
    IoMarkIrpPending(irp);
}

static void address(PSOCKADDR to, UCHAR last, USHORT port) {
    UCHAR *bytes = (UCHAR *)to;
    RtlZeroMemory(to, sizeof *to);
    to->sa_family = 2;
    bytes[2] = (UCHAR)(port >> 8);
    bytes[3] = (UCHAR)port;
    bytes[4] = 127;
    bytes[7] = last;
}

static made *socket_new(registrant *owner, ULONG flags, PVOID context, const VOID *dispatch);

/* ---- events ---- */

static void sent_free(sent *list) {
    IoFreeMdl(list->mdl);
    put(list);
    InterlockedDecrement(&out);
}

/* Two stretches of 16 bytes each: the first of the bytes, then the second. Or two datagrams of 32. */
static sent *sent_new(made *m, int datagrams) {
    sent *list = (sent *)get(sizeof *list);
    ULONG part = datagrams && m->datagram_number != 0 ? DATA : DATA / 2;
    int i;
    if (list == NULL) return NULL;
    for (i = 0; i < DATA; i++) list->bytes[i] = (UCHAR)i;
    if (part == DATA) {
        for (i = 0; i < 2; i++) wsktck_datagram_fill(list->bytes + i * DATA, m->datagram_number++, DATA);
        m->datagram_number = 0;
    } else if (!datagrams && m->key != 0) {
        wsktck_stream_fill(list->bytes, m->key, m->position, DATA);
    }
    list->mdl = IoAllocateMdl(list->bytes, sizeof list->bytes, FALSE, FALSE, NULL);
    if (list->mdl == NULL) {
        put(list);
        return NULL;
    }
    MmBuildMdlForNonPagedPool(list->mdl);
    /* Wine 8.0 does nothing there, and maps nothing later. */
    list->mdl->MappedSystemVa = list->bytes;
    list->mdl->MdlFlags |= MDL_SOURCE_IS_NONPAGED_POOL;
    for (i = 0; i < 2; i++) {
        PWSK_BUF buffer = datagrams ? &list->node[i].datagram.Buffer : &list->node[i].data.Buffer;
        buffer->Mdl = list->mdl;
        buffer->Offset = (ULONG)i * part;
        buffer->Length = part;
        address(&list->from[i], 1, (USHORT)(4000 + i));
        if (m->other.sa_family != 0) list->from[i] = m->other;
        if (datagrams) list->node[i].datagram.RemoteAddress = &list->from[i];
    }
    if (datagrams) {
        list->node[0].datagram.Next = &list->node[1].datagram;
    } else {
        list->node[0].data.Next = &list->node[1].data;
    }
    InterlockedIncrement(&out);
    return list;
}

/* The ends of a connection that comes to the socket. */
static void ends(made *m, PSOCKADDR local, PSOCKADDR remote) {
    address(local, 1, 1);
    address(remote, 2, 2);
    if (m->bound.sa_family != 0) *local = m->bound;
    if (m->other.sa_family != 0) *remote = m->other;
}

static NTSTATUS call_accept(made *m, PVOID given, ULONG flags) {
    SOCKADDR local, remote;
    PVOID context = NULL;
    const WSK_CLIENT_CONNECTION_DISPATCH *dispatch = NULL;
    made *accepted = socket_new(m->owner, 2, NULL, NULL);
    NTSTATUS status;
    if (accepted == NULL) return STATUS_NO_MEMORY;
    ends(m, &local, &remote);
    status = m->listen->WskAcceptEvent(given, flags, &local, &remote, &accepted->handle, &context, &dispatch);
    if (status == STATUS_SUCCESS) {
        accepted->context = context;
        accepted->connection = dispatch;
    } else {
        InterlockedDecrement(&m->owner->sockets);
        if (last == accepted) last = NULL;
        put(accepted);
    }
    return status;
}

static NTSTATUS call_list(made *m, PVOID context, ULONG event, ULONG flags) {
    sent *list = sent_new(m, event == RECEIVE_FROM);
    SIZE_T accepted = DATA;
    NTSTATUS status;
    if (list == NULL) return STATUS_NO_MEMORY;
    status = event == RECEIVE_FROM ? m->datagram->WskReceiveFromEvent(context, flags, &list->node[0].datagram)
                                   : m->connection->WskReceiveEvent(context, flags, &list->node[0].data, DATA, &accepted);
    if (event == RECEIVE && (status == STATUS_SUCCESS || status == STATUS_PENDING)) m->position += status == STATUS_PENDING ? DATA : accepted;
    if (status != STATUS_PENDING) sent_free(list);
    return status;
}

static NTSTATUS call_event(made *m, PVOID context, ULONG event, ULONG flags) {
    SOCKADDR local, remote;
    ends(m, &local, &remote);
    switch (event) {
    case ACCEPT: return m->listen == NULL || m->listen->WskAcceptEvent == NULL ? STATUS_NOT_FOUND : call_accept(m, context, flags);
    case INSPECT:
        if (m->listen == NULL || m->listen->WskInspectEvent == NULL) return STATUS_NOT_FOUND;
        m->inspected.Key++;
        return (NTSTATUS)m->listen->WskInspectEvent(context, &local, &remote, &m->inspected);
    case ABORT: return m->listen == NULL || m->listen->WskAbortEvent == NULL ? STATUS_NOT_FOUND : m->listen->WskAbortEvent(context, &m->inspected);
    case RECEIVE_FROM: return m->datagram == NULL || m->datagram->WskReceiveFromEvent == NULL ? STATUS_NOT_FOUND : call_list(m, context, event, flags);
    case RECEIVE: return m->connection == NULL || m->connection->WskReceiveEvent == NULL ? STATUS_NOT_FOUND : call_list(m, context, event, flags);
    case DISCONNECT:
        return m->connection == NULL || m->connection->WskDisconnectEvent == NULL ? STATUS_NOT_FOUND : m->connection->WskDisconnectEvent(context, flags);
    case BACKLOG:
        return m->connection == NULL || m->connection->WskSendBacklogEvent == NULL ? STATUS_NOT_FOUND
                                                                                   : m->connection->WskSendBacklogEvent(context, 65536);
    case EXTENSION:
        return m->extension == NULL || m->extension->ExampleEvent == NULL ? STATUS_NOT_FOUND
                                                                          : m->extension->ExampleEvent(m->extensionContext, ++m->called);
    default: return STATUS_INVALID_PARAMETER;
    }
}

/* ---- functions of sockets ---- */

static NTSTATUS NTAPI control_socket(PWSK_SOCKET socket, WSK_CONTROL_SOCKET_TYPE type, ULONG code, ULONG level, SIZE_T inputSize, PVOID input,
                                     SIZE_T outputSize, PVOID output, SIZE_T *returned, PIRP irp) {
    made *m = (made *)socket;
    UNREFERENCED_PARAMETER(level);
    if (returned != NULL) *returned = outputSize;
    if (code == CALL_EVENT && inputSize >= sizeof(ULONGLONG) && outputSize >= sizeof(ULONGLONG)) {
        ULONGLONG value = *(ULONGLONG *)input;
        KIRQL old = PASSIVE_LEVEL;
        int raised = (value & AT_DISPATCH) != 0;
        if (raised) KeRaiseIrql(DISPATCH_LEVEL, &old);
        *(ULONGLONG *)output = (ULONG)call_event(m, (value & FOREIGN_CONTEXT) != 0 && last != NULL ? last->context : m->context, (ULONG)value & 0xFF,
                                                 raised ? WSK_FLAG_AT_DISPATCH_LEVEL : 0);
        if (raised) KeLowerIrql(old);
    } else if (code == COUNT && outputSize >= sizeof(ULONGLONG)) {
        *(ULONGLONG *)output = (ULONGLONG)out;
    } else if (code == FROM && inputSize >= sizeof m->other) {
        RtlCopyMemory(&m->other, input, sizeof m->other);
    } else if (code == STREAM && inputSize >= sizeof m->key) {
        m->key = *(uint64_t *)input;
        m->position = 0;
    } else if (code == DATAGRAM && inputSize >= sizeof m->datagram_number) {
        m->datagram_number = *(uint64_t *)input;
    } else if (code == 0xCF000002 && inputSize >= sizeof(WSK_EXTENSION_CONTROL_IN)) { /* SIO_WSK_REGISTER_EXTENSION */
        static const GUID EXAMPLE = WSKTCK_EXAMPLE_INTERFACE;
        const WSK_EXTENSION_CONTROL_IN *in = (const WSK_EXTENSION_CONTROL_IN *)input;
        if (RtlCompareMemory(in->NpiId, &EXAMPLE, sizeof EXAMPLE) != sizeof EXAMPLE) return finish(irp, STATUS_NOT_SUPPORTED, 0);
        m->extension = (const WSKTCK_EXAMPLE_CLIENT_DISPATCH *)in->ClientDispatch;
        m->extensionContext = in->ClientContext;
    } else if (code == 0x4001 && type == WskGetOption && outputSize >= sizeof(PVOID)) { /* SO_WSK_SECURITY */
        *(PVOID *)output = m;
        InterlockedIncrement(&out);
    } else if (code == 0x4F000005 && outputSize >= sizeof m->inspected) { /* SIO_WSK_QUERY_INSPECT_ID */
        RtlCopyMemory(output, &m->inspected, sizeof m->inspected);
    }
    return finish(irp, STATUS_SUCCESS, outputSize);
}

/* Takes the waiting receive out, unless its cancellation has begun to. */
static PIRP take_waiting(made *m, PIRP which) {
    KIRQL old;
    PIRP irp;
    KeAcquireSpinLock(&lock, &old);
    irp = which == NULL || m->waiting == which ? m->waiting : NULL;
    if (irp != NULL) m->waiting = NULL;
    KeReleaseSpinLock(&lock, old);
    return irp;
}

static NTSTATUS NTAPI close_socket(PWSK_SOCKET socket, PIRP irp) {
    made *m = (made *)socket;
    PIRP waiting = take_waiting(m, NULL);
    if (waiting != NULL) {
        IoSetCancelRoutine(waiting, NULL);
        finish_entered(waiting, STATUS_CANCELLED, 0);
    }
    if (last == m) last = NULL;
    InterlockedDecrement(&m->owner->sockets);
    put(m);
    return finish(irp, STATUS_SUCCESS, 0);
}

static NTSTATUS NTAPI bind_socket(PWSK_SOCKET socket, PSOCKADDR local, ULONG flags, PIRP irp) {
    UNREFERENCED_PARAMETER(flags);
    ((made *)socket)->bound = *local;
    return finish(irp, STATUS_SUCCESS, 0);
}

static NTSTATUS NTAPI listen_socket(PWSK_SOCKET socket, PIRP irp) {
    UNREFERENCED_PARAMETER(socket);
    return finish(irp, STATUS_SUCCESS, 0);
}

static NTSTATUS NTAPI accept_socket(PWSK_SOCKET socket, ULONG flags, PVOID context, const WSK_CLIENT_CONNECTION_DISPATCH *dispatch, PSOCKADDR local,
                                    PSOCKADDR remote, PIRP irp) {
    made *m = socket_new(((made *)socket)->owner, 2, context, dispatch);
    UNREFERENCED_PARAMETER(flags);
    if (m == NULL) return finish(irp, STATUS_NO_MEMORY, 0);
    address(local, 1, 1);
    address(remote, 3, 3);
    return finish(irp, STATUS_SUCCESS, (ULONG_PTR)m);
}

static NTSTATUS NTAPI inspect_complete(PWSK_SOCKET socket, PWSK_INSPECT_ID id, WSK_INSPECT_ACTION action, PIRP irp) {
    UNREFERENCED_PARAMETER(action);
    return finish(irp, id->Key == ((made *)socket)->inspected.Key ? STATUS_SUCCESS : STATUS_NOT_FOUND, 0);
}

static NTSTATUS NTAPI connect_socket(PWSK_SOCKET socket, PSOCKADDR remote, ULONG flags, PIRP irp) {
    UNREFERENCED_PARAMETER(flags);
    ((made *)socket)->other = *remote;
    return finish(irp, STATUS_SUCCESS, 0);
}

static NTSTATUS NTAPI connect_ex(PWSK_SOCKET socket, PSOCKADDR remote, PWSK_BUF buffer, ULONG flags, PIRP irp) {
    UNREFERENCED_PARAMETER(socket);
    UNREFERENCED_PARAMETER(remote);
    UNREFERENCED_PARAMETER(flags);
    return finish(irp, STATUS_SUCCESS, buffer == NULL ? 0 : buffer->Length);
}

static NTSTATUS NTAPI get_address(PWSK_SOCKET socket, PSOCKADDR to, PIRP irp) {
    UNREFERENCED_PARAMETER(socket);
    address(to, 9, 9);
    return finish(irp, STATUS_SUCCESS, 0);
}

static NTSTATUS NTAPI send(PWSK_SOCKET socket, PWSK_BUF buffer, ULONG flags, PIRP irp) { return connect_ex(socket, NULL, buffer, flags, irp); }

static NTSTATUS NTAPI send_ex(PWSK_SOCKET socket, PWSK_BUF buffer, ULONG flags, ULONG controlLength, PVOID controlInfo, PIRP irp) {
    if (controlLength != 0 || controlInfo != NULL) return finish(irp, STATUS_INVALID_PARAMETER, 0);
    return connect_ex(socket, NULL, buffer, flags, irp);
}

static NTSTATUS NTAPI send_to(PWSK_SOCKET socket, PWSK_BUF buffer, ULONG flags, PSOCKADDR remote, ULONG controlLength, PVOID controlInfo, PIRP irp) {
    UNREFERENCED_PARAMETER(remote);
    return send_ex(socket, buffer, flags, controlLength, controlInfo, irp);
}

static NTSTATUS NTAPI send_messages(PWSK_SOCKET socket, PWSK_BUF_LIST list, ULONG flags, PSOCKADDR remote, ULONG controlLength, PVOID controlInfo,
                                    PIRP irp) {
    SIZE_T all = 0;
    UNREFERENCED_PARAMETER(socket);
    UNREFERENCED_PARAMETER(flags);
    UNREFERENCED_PARAMETER(remote);
    if (controlLength != 0 || controlInfo != NULL) return finish(irp, STATUS_INVALID_PARAMETER, 0);
    for (; list != NULL; list = list->Next) {
        if (list->Buffer.Offset + list->Buffer.Length > MmGetMdlByteCount(list->Buffer.Mdl)) return finish(irp, STATUS_INVALID_PARAMETER, 0);
        all += list->Buffer.Length;
    }
    return finish(irp, STATUS_SUCCESS, all);
}

/* What comes next to the socket, which is DATA bytes: counted from 0, or the coded ones that were told. */
static void coming(made *m, UCHAR *bytes, SIZE_T taken) {
    SIZE_T i;
    for (i = 0; i < DATA; i++) bytes[i] = (UCHAR)i;
    if (m->datagram_number != 0) {
        wsktck_datagram_fill(bytes, m->datagram_number, DATA);
        m->datagram_number = 0;
    } else if (m->key != 0) {
        wsktck_stream_fill(bytes, m->key, m->position, DATA);
        m->position += taken < DATA ? taken : DATA;
    }
}

/* As many of them as there is room for. */
static SIZE_T fill(PWSK_BUF buffer, const UCHAR *from) {
    /* The client's memory is from the non-paged pool, where this is the system's address, too. */
    UCHAR *bytes = (UCHAR *)MmGetMdlVirtualAddress(buffer->Mdl) + buffer->Offset;
    SIZE_T i;
    for (i = 0; i < buffer->Length && i < DATA; i++) bytes[i] = from[i];
    return i;
}

static SIZE_T fill_now(made *m, PWSK_BUF buffer) {
    UCHAR bytes[DATA];
    coming(m, bytes, buffer->Length);
    return fill(buffer, bytes);
}

static VOID NTAPI receive_cancelled(PDEVICE_OBJECT device, PIRP irp) {
    made *m = (made *)irp->Tail.Overlay.DriverContext[0];
    PIRP mine = take_waiting(m, irp);
    UNREFERENCED_PARAMETER(device);
    IoReleaseCancelSpinLock(irp->CancelIrql);
    if (mine != NULL) finish_entered(irp, STATUS_CANCELLED, 0);
}

static VOID NTAPI delay(PVOID argument) {
    delayed *d = (delayed *)argument;
    LARGE_INTEGER time;
    time.QuadPart = -10000LL * d->millis;
    KeDelayExecutionThread(KernelMode, FALSE, &time);
    finish_entered(d->irp, STATUS_SUCCESS, fill(d->buffer, d->bytes));
    put(d);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static NTSTATUS NTAPI receive(PWSK_SOCKET socket, PWSK_BUF buffer, ULONG flags, PIRP irp) {
    made *m = (made *)socket;
    UNREFERENCED_PARAMETER(flags);
    pend(irp);
    if (buffer->Length < WAITS_FOREVER) {
        irp->Tail.Overlay.DriverContext[0] = m;
        m->waiting = irp;
        IoSetCancelRoutine(irp, receive_cancelled);
        if (irp->Cancel && IoSetCancelRoutine(irp, NULL) != NULL && take_waiting(m, irp) != NULL) finish_entered(irp, STATUS_CANCELLED, 0);
    } else {
        delayed *d = (delayed *)get(sizeof *d);
        HANDLE thread;
        if (d == NULL) {
            finish_entered(irp, STATUS_NO_MEMORY, 0);
            return STATUS_PENDING;
        }
        coming(m, d->bytes, buffer->Length);
        d->irp = irp;
        d->buffer = buffer;
        d->millis = (LONG)buffer->Length;
        if (!NT_SUCCESS(PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, delay, d))) {
            put(d);
            finish_entered(irp, STATUS_NO_MEMORY, 0);
            return STATUS_PENDING;
        }
        ZwClose(thread);
    }
    return STATUS_PENDING;
}

static NTSTATUS NTAPI receive_ex(PWSK_SOCKET socket, PWSK_BUF buffer, ULONG flags, PULONG controlLength, PVOID controlInfo, PULONG controlFlags,
                                 PIRP irp) {
    UNREFERENCED_PARAMETER(flags);
    UNREFERENCED_PARAMETER(controlLength);
    UNREFERENCED_PARAMETER(controlInfo);
    return finish(irp, controlFlags == NULL ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER, fill_now((made *)socket, buffer));
}

static NTSTATUS NTAPI receive_from(PWSK_SOCKET socket, PWSK_BUF buffer, ULONG flags, PSOCKADDR remote, PULONG controlLength, PVOID controlInfo,
                                   PULONG controlFlags, PIRP irp) {
    made *m = (made *)socket;
    UNREFERENCED_PARAMETER(flags);
    UNREFERENCED_PARAMETER(controlLength);
    UNREFERENCED_PARAMETER(controlInfo);
    address(remote, 4, 4);
    if (m->other.sa_family != 0) *remote = m->other;
    if (controlFlags != NULL) *controlFlags = 0;
    return finish(irp, STATUS_SUCCESS, fill_now(m, buffer));
}

static NTSTATUS NTAPI release_data(PWSK_SOCKET socket, PWSK_DATA_INDICATION list) {
    UNREFERENCED_PARAMETER(socket);
    sent_free(CONTAINING_RECORD(list, sent, node[0].data));
    return STATUS_SUCCESS;
}

static NTSTATUS NTAPI release_datagrams(PWSK_SOCKET socket, PWSK_DATAGRAM_INDICATION list) {
    UNREFERENCED_PARAMETER(socket);
    sent_free(CONTAINING_RECORD(list, sent, node[0].datagram));
    return STATUS_SUCCESS;
}

#define BASIC {control_socket, close_socket}
static const WSK_PROVIDER_BASIC_DISPATCH BASIC_TABLE = BASIC;
static const WSK_PROVIDER_LISTEN_DISPATCH LISTEN_TABLE = {BASIC, bind_socket, accept_socket, inspect_complete, get_address};
static const WSK_PROVIDER_DATAGRAM_DISPATCH DATAGRAM_TABLE = {BASIC, bind_socket, send_to, receive_from, release_datagrams, get_address, send_messages};
static const WSK_PROVIDER_CONNECTION_DISPATCH CONNECTION_TABLE = {BASIC, bind_socket, connect_socket, get_address, get_address, send, receive,
                                                                  send,  release_data, connect_ex,    send_ex,     receive_ex};
static const WSK_PROVIDER_STREAM_DISPATCH STREAM_TABLE = {BASIC, bind_socket,  accept_socket, connect_socket, listen_socket, send,   receive,
                                                          send,  release_data, get_address,   get_address,    connect_ex,    send_ex, receive_ex};

static made *socket_new(registrant *owner, ULONG flags, PVOID context, const VOID *dispatch) {
    made *m = (made *)get(sizeof *m);
    if (m == NULL) return NULL;
    m->owner = owner;
    m->context = context;
    switch (flags) {
    case 1:
        m->handle.Dispatch = &LISTEN_TABLE;
        m->listen = (const WSK_CLIENT_LISTEN_DISPATCH *)dispatch;
        break;
    case 2:
        m->handle.Dispatch = &CONNECTION_TABLE;
        m->connection = (const WSK_CLIENT_CONNECTION_DISPATCH *)dispatch;
        break;
    case 4:
        m->handle.Dispatch = &DATAGRAM_TABLE;
        m->datagram = (const WSK_CLIENT_DATAGRAM_DISPATCH *)dispatch;
        break;
    case 8:
        m->handle.Dispatch = &STREAM_TABLE;
        if (dispatch != NULL) {
            m->listen = ((const WSK_CLIENT_STREAM_DISPATCH *)dispatch)->Listen;
            m->connection = ((const WSK_CLIENT_STREAM_DISPATCH *)dispatch)->Connect;
        }
        break;
    default: m->handle.Dispatch = &BASIC_TABLE; break;
    }
    InterlockedIncrement(&owner->sockets);
    last = m;
    return m;
}

/* ---- functions of the client object ---- */

static NTSTATUS NTAPI new_socket(PWSK_CLIENT client, ADDRESS_FAMILY family, USHORT type, ULONG protocol, ULONG flags, PVOID context, const VOID *dispatch,
                                 PEPROCESS process, PETHREAD thread, PSECURITY_DESCRIPTOR descriptor, PIRP irp) {
    made *m;
    UNREFERENCED_PARAMETER(family);
    UNREFERENCED_PARAMETER(type);
    UNREFERENCED_PARAMETER(protocol);
    UNREFERENCED_PARAMETER(process);
    UNREFERENCED_PARAMETER(thread);
    UNREFERENCED_PARAMETER(descriptor);
    if (irp == NULL) return STATUS_INVALID_PARAMETER;
    m = socket_new((registrant *)client, flags, context, dispatch);
    return m == NULL ? finish(irp, STATUS_NO_MEMORY, 0) : finish(irp, STATUS_SUCCESS, (ULONG_PTR)m);
}

static NTSTATUS NTAPI socket_connect(PWSK_CLIENT client, USHORT type, ULONG protocol, PSOCKADDR local, PSOCKADDR remote, ULONG flags, PVOID context,
                                     const WSK_CLIENT_CONNECTION_DISPATCH *dispatch, PEPROCESS process, PETHREAD thread,
                                     PSECURITY_DESCRIPTOR descriptor, PIRP irp) {
    UNREFERENCED_PARAMETER(remote);
    UNREFERENCED_PARAMETER(flags);
    return new_socket(client, local->sa_family, type, protocol, 2, context, dispatch, process, thread, descriptor, irp);
}

static NTSTATUS NTAPI control_client(PWSK_CLIENT client, ULONG code, SIZE_T inputSize, PVOID input, SIZE_T outputSize, PVOID output, SIZE_T *returned,
                                     PIRP irp) {
    registrant *r = (registrant *)client;
    UNREFERENCED_PARAMETER(returned);
    if (code == 4 && inputSize == sizeof(PVOID) && outputSize == sizeof(PVOID)) { /* WSK_CACHE_SD */
        *(PVOID *)output = *(PVOID *)input;
        InterlockedIncrement(&out);
    } else if (code == 5 && inputSize == sizeof(PVOID)) { /* WSK_RELEASE_SD */
        InterlockedDecrement(&out);
    } else if (code == CLIENT_EVENT && r->npi.Dispatch->WskClientEvent != NULL) {
        return finish(irp, r->npi.Dispatch->WskClientEvent(r->npi.ClientContext, 1, NULL, 0), 0);
    }
    return finish(irp, STATUS_SUCCESS, 0);
}

typedef struct resolved {
    ADDRINFOEXW info;
    SOCKADDR at;
} resolved;

static NTSTATUS NTAPI get_address_info(PWSK_CLIENT client, PUNICODE_STRING node, PUNICODE_STRING service, ULONG space, GUID *provider, PADDRINFOEXW hints,
                                       PADDRINFOEXW *result, PEPROCESS process, PETHREAD thread, PIRP irp) {
    resolved *r = (resolved *)get(sizeof *r);
    UNREFERENCED_PARAMETER(client);
    UNREFERENCED_PARAMETER(service);
    UNREFERENCED_PARAMETER(space);
    UNREFERENCED_PARAMETER(provider);
    UNREFERENCED_PARAMETER(hints);
    UNREFERENCED_PARAMETER(process);
    UNREFERENCED_PARAMETER(thread);
    if (r == NULL || node == NULL || node->Length == 0) {
        if (r != NULL) put(r);
        return finish(irp, STATUS_INVALID_PARAMETER, 0);
    }
    address(&r->at, 7, 0);
    r->info.ai_addr = &r->at;
    r->info.ai_addrlen = sizeof r->at;
    *result = &r->info;
    InterlockedIncrement(&out);
    return finish(irp, STATUS_SUCCESS, 0);
}

static VOID NTAPI free_address_info(PWSK_CLIENT client, PADDRINFOEXW info) {
    UNREFERENCED_PARAMETER(client);
    put(CONTAINING_RECORD(info, resolved, info));
    InterlockedDecrement(&out);
}

static NTSTATUS NTAPI get_name_info(PWSK_CLIENT client, PSOCKADDR at, ULONG length, PUNICODE_STRING node, PUNICODE_STRING service, ULONG flags,
                                    PEPROCESS process, PETHREAD thread, PIRP irp) {
    int good = at != NULL && length == sizeof *at && node->MaximumLength >= 2 && service->MaximumLength >= 2;
    UNREFERENCED_PARAMETER(client);
    UNREFERENCED_PARAMETER(flags);
    UNREFERENCED_PARAMETER(process);
    UNREFERENCED_PARAMETER(thread);
    if (good) node->Buffer[0] = service->Buffer[0] = 0;
    return finish(irp, good ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER, 0);
}

static const WSK_PROVIDER_DISPATCH PROVIDER = {0x100, 0, new_socket, socket_connect, control_client, get_address_info, free_address_info, get_name_info};

/* ---- registration ---- */

__declspec(dllexport) NTSTATUS NTAPI WskRegister(WSK_CLIENT_NPI *npi, WSK_REGISTRATION *registration) {
    registrant *r = (registrant *)get(sizeof *r);
    if (r == NULL) return STATUS_NO_MEMORY;
    r->npi = *npi;
    registration->ReservedRegistrationContext = r;
    return STATUS_SUCCESS;
}

__declspec(dllexport) NTSTATUS NTAPI WskCaptureProviderNPI(WSK_REGISTRATION *registration, ULONG wait, WSK_PROVIDER_NPI *npi) {
    UNREFERENCED_PARAMETER(wait);
    npi->Client = registration->ReservedRegistrationContext;
    npi->Dispatch = &PROVIDER;
    return STATUS_SUCCESS;
}

__declspec(dllexport) VOID NTAPI WskReleaseProviderNPI(WSK_REGISTRATION *registration) { UNREFERENCED_PARAMETER(registration); }

/* Waits for the client's sockets, as the real one does. */
__declspec(dllexport) VOID NTAPI WskDeregister(WSK_REGISTRATION *registration) {
    registrant *r = (registrant *)registration->ReservedRegistrationContext;
    LARGE_INTEGER time;
    time.QuadPart = -100000LL;
    while (r->sockets != 0) KeDelayExecutionThread(KernelMode, FALSE, &time);
    put(r);
}

__declspec(dllexport) NTSTATUS NTAPI WskQueryProviderCharacteristics(WSK_REGISTRATION *registration, WSK_PROVIDER_CHARACTERISTICS *characteristics) {
    UNREFERENCED_PARAMETER(registration);
    characteristics->HighestVersion = characteristics->LowestVersion = 0x100;
    return STATUS_SUCCESS;
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path) {
    UNREFERENCED_PARAMETER(driver);
    UNREFERENCED_PARAMETER(path);
    return STATUS_SUCCESS;
}
