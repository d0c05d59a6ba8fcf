/* Datagram sockets: the queue of what has come in, WskReceiveFrom, WskReceiveFromEvent, lists that a client retains, and sending. */
#include "wp_core.h"

/* So many datagrams wait for the client; what comes then is lost, as datagrams may be. */
#define MOST 256u

static void datagram_free(wp_datagram *datagram) {
    wp_mdl_free(datagram->mdl);
    wp_free(datagram);
}

static void chain_free(wp_datagram *chain) {
    while (chain != NULL) {
        wp_datagram *next = chain->next;
        datagram_free(chain);
        chain = next;
    }
}

void wp_datagram_discard(wp_socket *socket, const wp_address *but) {
    wp_datagram **at = &socket->datagrams;
    while (*at != NULL) {
        wp_datagram *each = *at;
        if (but != NULL && wp_address_same(&each->from, but)) {
            at = &each->next;
            continue;
        }
        *at = each->next;
        socket->datagramCount--;
        datagram_free(each);
    }
    socket->datagramsLast = at;
}

static void append(wp_socket *socket, const UCHAR *bytes, SIZE_T size, const wp_address *from) {
    wp_datagram *datagram;
    if (socket->datagramCount >= MOST) return;
    datagram = (wp_datagram *)wp_alloc(sizeof *datagram + size);
    if (datagram == NULL) return;
    datagram->mdl = wp_mdl_new(datagram->bytes, size == 0 ? 1 : size);
    if (datagram->mdl == NULL) {
        wp_free(datagram);
        return;
    }
    RtlCopyMemory(datagram->bytes, bytes, size);
    datagram->size = size;
    datagram->from = *from;
    datagram->node.Buffer.Mdl = datagram->mdl;
    datagram->node.Buffer.Length = size;
    datagram->node.RemoteAddress = (PSOCKADDR)(void *)&datagram->from;
    *socket->datagramsLast = datagram;
    socket->datagramsLast = &datagram->next;
    socket->datagramCount++;
}

void wp_datagram_fill(wp_socket *socket) {
    while (socket->endpoint != NULL) {
        size_t got = 0;
        wp_address from;
        wp_result result = wp.net->receive_from(socket->endpoint, wp.scratch, sizeof wp.scratch, &got, &from);
        if (result == WP_RESET) continue; /* what comes back when nobody listens for what was sent; it concerns no datagram that came in */
        if (result != WP_DONE) break;
        if (!DEFECT(45) && socket->fixedRemote.in.family != 0 && !wp_address_same(&socket->fixedRemote, &from)) continue;
        append(socket, wp.scratch, got, &from);
    }
    if (socket->datagrams == NULL) return;
    wp_lane_kick(&socket->taking);
    wp_lane_kick(&socket->lane);
}

/* ---- WskReceiveFrom ---- */

static ULONG_PTR deliver(wp_socket *socket, wp_request *request) {
    wp_datagram *first = socket->datagrams;
    SIZE_T size = first->size <= request->buffer.Length ? first->size : request->buffer.Length;
    wp_buffer_fill(&request->buffer, 0, first->bytes, size);
    wp_address_out(request->remote, &first->from);
    if (request->controlFlags != NULL) *request->controlFlags = size < first->size && !DEFECT(47) ? WP_MSG_TRUNC : 0;
    if (request->controlLength != NULL) *request->controlLength = 0;
    socket->datagrams = first->next;
    if (socket->datagrams == NULL) socket->datagramsLast = &socket->datagrams;
    socket->datagramCount--;
    datagram_free(first);
    return size;
}

int wp_take_step(wp_socket *socket) {
    wp_request *request;
    wp_done done;
    if (socket->closing || socket->datagrams == NULL || (request = wp_queue_first(&socket->receives)) == NULL) return 0;
    wp_done_init(&done);
    wp_done_add(&done, request, STATUS_SUCCESS, deliver(socket, request));
    wp_done_flush_outside(&done);
    return 1;
}

NTSTATUS NTAPI wp_receive_from(PWSK_SOCKET handle, PWSK_BUF buffer, ULONG flags, PSOCKADDR remote, PULONG controlLength, PVOID controlInfo,
                               PULONG controlFlags, PIRP irp) {
    wp_socket *socket = (wp_socket *)handle;
    wp_request *request;
    NTSTATUS status = STATUS_PENDING;
    wp_done done;
    UNREFERENCED_PARAMETER(controlInfo);
    wp_done_init(&done);
    if (irp == NULL || !wp_buffer_good(buffer) || flags != 0) return wp_finish(irp, STATUS_INVALID_PARAMETER, 0);
    wp_lock_take(&wp.lock);
    if (socket->closing || !socket->bound) {
        wp_lock_give(&wp.lock);
        return wp_finish(irp, STATUS_INVALID_DEVICE_STATE, 0);
    }
    if ((request = wp_request_new(socket, irp)) == NULL) {
        wp_lock_give(&wp.lock);
        return wp_finish(irp, STATUS_INSUFFICIENT_RESOURCES, 0);
    }
    request->buffer = *buffer;
    request->remote = remote;
    request->controlFlags = controlFlags;
    request->controlLength = controlLength;
    wp_datagram_fill(socket);
    if (socket->datagrams != NULL && wp_queue_peek(&socket->receives) == NULL) {
        status = STATUS_SUCCESS;
        wp_done_add(&done, request, status, deliver(socket, request));
    } else {
        wp_request_wait(&socket->receives, request, &done);
        if (socket->datagrams != NULL) wp_lane_kick(&socket->taking);
    }
    wp_lock_give(&wp.lock);
    wp_done_flush(&done);
    return status;
}

/* ---- WskReceiveFromEvent ---- */

static int forget(wp_socket *socket, wp_datagram *list) {
    wp_datagram **at = &socket->datagramLists;
    while (*at != NULL && *at != list) at = &(*at)->retained;
    if (*at == NULL) return 0;
    *at = list->retained;
    wp_socket_drop(socket);
    return 1;
}

static wp_datagram *detach(wp_socket *socket, ULONG *count) {
    wp_datagram *chain = socket->datagrams;
    wp_datagram *each;
    for (each = chain; each != NULL; each = each->next) each->node.Next = each->next == NULL ? NULL : &each->next->node;
    *count = socket->datagramCount;
    socket->datagrams = NULL;
    socket->datagramsLast = &socket->datagrams;
    socket->datagramCount = 0;
    return chain;
}

static void put_back(wp_socket *socket, wp_datagram *chain, ULONG count) {
    wp_datagram *last = chain;
    while (last->next != NULL) last = last->next;
    last->next = socket->datagrams;
    if (socket->datagrams == NULL) socket->datagramsLast = &last->next;
    socket->datagrams = chain;
    socket->datagramCount += count;
}

int wp_datagram_step(wp_socket *socket) {
    wp_entry entry;
    wp_done done;
    wp_datagram *chain;
    PFN_WSK_RECEIVE_FROM_EVENT callback;
    PVOID context = socket->context;
    NTSTATUS status;
    ULONG count;
    ULONG flags;
    /* A WskReceiveFrom that waits goes first. */
    if (socket->datagrams == NULL || wp_queue_peek(&socket->receives) != NULL) return 0;
    if (!wp_gate_enter(socket, WP_EVENT_RECEIVE_FROM, &entry)) return 0;
    wp_done_init(&done);
    chain = detach(socket, &count);
    chain->retained = socket->datagramLists;
    socket->datagramLists = chain;
    wp_socket_hold(socket);
    callback = socket->datagram->WskReceiveFromEvent;
    wp_lock_give(&wp.lock);
    flags = wp_gate_raise(&entry);
    status = callback(context, flags, &chain->node);
    wp_gate_lower(&entry);
    wp_lock_take(&wp.lock);
    if ((status != STATUS_PENDING || DEFECT(59)) && forget(socket, chain)) {
        /* A refusal of a callback that is always on: they are lost, or there would be no end of refusals. */
        if (status == STATUS_DATA_NOT_ACCEPTED && !socket->closing && ((socket->fixed & WP_EVENT_RECEIVE_FROM) == 0 || DEFECT(43)) && !DEFECT(44)) {
            socket->enabled &= ~WP_EVENT_RECEIVE_FROM;
            put_back(socket, chain, count);
            wp_lane_kick(&socket->taking);
        } else {
            chain_free(chain);
        }
    }
    wp_gate_leave(socket, &entry, &done);
    wp_done_flush_outside(&done);
    return 1;
}

NTSTATUS NTAPI wp_release_datagrams(PWSK_SOCKET handle, PWSK_DATAGRAM_INDICATION list) {
    wp_socket *socket = (wp_socket *)handle;
    wp_datagram *chain = NULL;
    wp_datagram *each;
    wp_lock_take(&wp.lock);
    for (each = socket->datagramLists; each != NULL && chain == NULL; each = each->retained) {
        if (&each->node == list) chain = each;
    }
    if (chain != NULL) forget(socket, chain);
    wp_lock_give(&wp.lock);
    if (chain == NULL) return STATUS_INVALID_PARAMETER;
    chain_free(chain);
    return STATUS_SUCCESS;
}

void wp_release_datagrams_of(wp_socket *socket) {
    wp_datagram *chain = socket->datagramLists;
    forget(socket, chain);
    chain_free(chain);
}

/* ---- sending ---- */

/* One datagram. A network that has no room now loses it, as datagrams may be. Under the lock. */
static NTSTATUS send_one(wp_socket *socket, const WSK_BUF *buffer, const wp_address *to) {
    SIZE_T filled = 0;
    wp_result result;
    if (buffer->Length > sizeof wp.scratch) return STATUS_INVALID_BUFFER_SIZE;
    while (filled < buffer->Length) {
        SIZE_T size;
        const UCHAR *bytes = wp_buffer_at(buffer, filled, &size);
        if (bytes == NULL) return STATUS_INVALID_PARAMETER;
        RtlCopyMemory(wp.scratch + filled, bytes, size);
        filled += size;
    }
    result = wp.net->send_to(socket->endpoint, wp.scratch, filled, to);
    return result == WP_LATER ? STATUS_SUCCESS : wp_status(result);
}

NTSTATUS NTAPI wp_send_messages(PWSK_SOCKET handle, PWSK_BUF_LIST list, ULONG flags, PSOCKADDR remote, ULONG controlLength, PVOID controlInfo,
                                PIRP irp) {
    wp_socket *socket = (wp_socket *)handle;
    wp_address to;
    NTSTATUS status = STATUS_SUCCESS;
    SIZE_T sent = 0;
    WSK_BUF_LIST *each;
    if (irp == NULL || flags != 0 || controlLength != 0 || controlInfo != NULL || (remote != NULL && !wp_address_in(&to, remote, socket->family))) {
        return wp_finish(irp, STATUS_INVALID_PARAMETER, 0);
    }
    for (each = list; each != NULL; each = each->Next) {
        if (!wp_buffer_good(&each->Buffer)) return wp_finish(irp, STATUS_INVALID_PARAMETER, 0);
    }
    wp_lock_take(&wp.lock);
    if (remote == NULL) to = socket->fixedRemote.in.family != 0 ? socket->fixedRemote : socket->sendTo;
    if (socket->closing || !socket->bound) {
        status = STATUS_INVALID_DEVICE_STATE;
    } else if (to.in.family == 0) {
        status = STATUS_INVALID_PARAMETER;
    }
    for (each = list; each != NULL && status == STATUS_SUCCESS; each = each->Next) {
        status = send_one(socket, &each->Buffer, &to);
        if (status == STATUS_SUCCESS) sent += each->Buffer.Length;
    }
    wp_lock_give(&wp.lock);
    return wp_finish(irp, status, status == STATUS_SUCCESS ? sent : 0);
}

NTSTATUS NTAPI wp_send_to(PWSK_SOCKET handle, PWSK_BUF buffer, ULONG flags, PSOCKADDR remote, ULONG controlLength, PVOID controlInfo, PIRP irp) {
    WSK_BUF_LIST one;
    if (buffer == NULL) return wp_finish(irp, STATUS_INVALID_PARAMETER, 0);
    one.Next = NULL;
    one.Buffer = *buffer;
    return wp_send_messages(handle, &one, flags, remote, controlLength, controlInfo, irp);
}
