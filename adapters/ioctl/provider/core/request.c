/* IRPs that the provider has: they wait in queues, can be cancelled there, and are completed exactly once, by whoever has taken them, without the lock. */
#include "wp_core.h"

NTSTATUS wp_finish(PIRP irp, NTSTATUS status, ULONG_PTR information) {
    if (irp == NULL) return status;
    wp_irp_begin(irp);
    wp_irp_complete(irp, status, information);
    return status;
}

wp_request *wp_request_new(wp_socket *socket, PIRP irp) {
    wp_request *request = (wp_request *)wp_alloc(sizeof *request);
    if (request == NULL) return NULL;
    wp_irp_begin(irp);
    request->irp = irp;
    request->socket = socket;
    if (socket != NULL) {
        wp_socket_hold(socket);
        socket->requests++;
    }
    return request;
}

static void append(wp_queue *queue, wp_request *request) {
    wp_request **last = &queue->first;
    while (*last != NULL) last = &(*last)->next;
    request->next = NULL;
    request->queue = queue;
    *last = request;
}

static void unlink_request(wp_request *request) {
    wp_request **at = &request->queue->first;
    while (*at != request) at = &(*at)->next;
    *at = request->next;
    request->next = NULL;
    request->queue = NULL;
}

int wp_request_wait(wp_queue *queue, wp_request *request, wp_done *done) {
    append(queue, request);
    if (wp_irp_arm(request->irp, request)) return 1;
    unlink_request(request);
    wp_done_add(done, request, STATUS_CANCELLED, 0);
    return 0;
}

wp_request *wp_queue_peek(wp_queue *queue) { return queue->first; }

int wp_queue_take(wp_queue *queue, wp_request *request) {
    if (request->queue != queue || (!wp_irp_disarm(request->irp) && !DEFECT(8))) return 0;
    unlink_request(request);
    return 1;
}

wp_request *wp_queue_first(wp_queue *queue) {
    wp_request *each = queue->first;
    while (each != NULL) {
        wp_request *next = each->next;
        if (wp_queue_take(queue, each)) return each;
        each = next;
    }
    return NULL;
}

void wp_queue_fail(wp_queue *queue, NTSTATUS status, wp_done *done) {
    wp_request *request;
    while ((request = wp_queue_first(queue)) != NULL) wp_done_add(done, request, status, 0);
}

void wp_done_init(wp_done *done) {
    done->first = NULL;
    done->last = &done->first;
}

void wp_done_add(wp_done *done, wp_request *request, NTSTATUS status, ULONG_PTR information) {
    request->status = status;
    request->information = information;
    request->next = NULL;
    *done->last = request;
    done->last = &request->next;
}

/* What is over with the completion of a request. Under the lock. */
static void over(wp_request *request, wp_done *more) {
    wp_socket *socket = request->socket;
    if (socket == NULL) {
        request->client->requests--;
        wp_client_check(request->client);
        return;
    }
    if (request->isClose) {
        wp_close_end(socket);
    } else {
        socket->requests--;
        wp_close_try(socket, more);
    }
    wp_socket_drop(socket);
}

void wp_done_flush(wp_done *done) {
    wp_request *request;
    while ((request = done->first) != NULL) {
        done->first = request->next;
        if (done->first == NULL) done->last = &done->first;
        wp_irp_complete(request->irp, request->status, request->information);
        wp_lock_take(&wp.lock);
        over(request, done);
        wp_lock_give(&wp.lock);
        wp_free(request);
    }
}

void wp_done_flush_outside(wp_done *done) {
    wp_lock_give(&wp.lock);
    wp_done_flush(done);
    wp_lock_take(&wp.lock);
}

void wp_request_cancelled(wp_request *request) {
    wp_done done;
    wp_done_init(&done);
    wp_lock_take(&wp.lock);
    /* It is still in its queue: only a disarm that succeeded takes a request out, and that of this one cannot any more. */
    if (request->queue != NULL || !DEFECT(8)) unlink_request(request);
    wp_done_add(&done, request, STATUS_CANCELLED, 0);
    if (request->socket != NULL) {
        wp_socket *socket = request->socket;
        /* Nobody has the socket that a WskSocketConnect was to make. */
        if (request->creates && !socket->closing) wp_close_begin(socket, &done);
        /* What waited behind it may have its turn. */
        if (socket->connected && !socket->closing) wp_stream_push(socket);
        wp_lane_kick(&socket->lane);
        if (socket->role == WP_ROLE_LISTENS) wp_listen_kick(socket);
    }
    wp_lock_give(&wp.lock);
    wp_done_flush(&done);
}

NTSTATUS wp_status(wp_result result) {
    switch (result) {
    case WP_DONE: return STATUS_SUCCESS;
    case WP_LATER: return STATUS_PENDING;
    case WP_RESET: return STATUS_CONNECTION_RESET;
    case WP_REFUSED: return STATUS_CONNECTION_REFUSED;
    case WP_IN_USE: return STATUS_ADDRESS_ALREADY_EXISTS;
    case WP_BAD_ADDRESS: return STATUS_INVALID_ADDRESS_COMPONENT;
    case WP_TOO_LONG: return STATUS_INVALID_BUFFER_SIZE;
    case WP_NO_MEMORY: return STATUS_INSUFFICIENT_RESOURCES;
    default: return STATUS_UNSUCCESSFUL;
    }
}

/* ---- buffers ---- */

int wp_buffer_good(const WSK_BUF *buffer) {
    SIZE_T there = 0;
    PMDL mdl;
    if (buffer == NULL) return 0;
    if (buffer->Length == 0) return 1;
    for (mdl = buffer->Mdl; mdl != NULL; mdl = wp_mdl_next(mdl)) {
        SIZE_T size;
        wp_mdl_bytes(mdl, &size);
        if (there + size < there) return 0;
        there += size;
    }
    return buffer->Offset <= there && buffer->Length <= there - buffer->Offset;
}

UCHAR *wp_buffer_at(const WSK_BUF *buffer, SIZE_T offset, SIZE_T *size) {
    SIZE_T skip = buffer->Offset + offset;
    PMDL mdl = buffer->Mdl;
    UCHAR *bytes = NULL;
    *size = 0;
    if (offset >= buffer->Length) return NULL;
    for (; mdl != NULL; mdl = wp_mdl_next(mdl)) {
        bytes = wp_mdl_bytes(mdl, size);
        if (skip < *size) break;
        skip -= *size;
    }
    if (mdl == NULL) {
        *size = 0;
        return NULL;
    }
    *size -= skip;
    if (*size > buffer->Length - offset) *size = buffer->Length - offset;
    return bytes + skip;
}

SIZE_T wp_buffer_fill(const WSK_BUF *buffer, SIZE_T offset, const UCHAR *bytes, SIZE_T size) {
    SIZE_T filled = 0;
    while (filled < size) {
        SIZE_T room;
        UCHAR *to = wp_buffer_at(buffer, offset + filled, &room);
        if (to == NULL) break;
        if (room > size - filled) room = size - filled;
        RtlCopyMemory(to, bytes + filled, room);
        filled += room;
    }
    return filled;
}

/* ---- addresses ---- */

SIZE_T wp_address_size(const wp_address *address) { return address->in.family == WP_FAMILY_6 ? 28 : 16; }

int wp_address_in(wp_address *to, const SOCKADDR *from, int family) {
    RtlZeroMemory(to, sizeof *to);
    if (from == NULL || from->sa_family != family) return 0;
    to->in.family = from->sa_family;
    RtlCopyMemory(to, from, wp_address_size(to));
    return 1;
}

void wp_address_out(PSOCKADDR to, const wp_address *from) {
    if (to != NULL) RtlCopyMemory(to, from, wp_address_size(from));
}

int wp_address_same(const wp_address *a, const wp_address *b) {
    /* Of version 6 what lies between port and address is the flow, which says nothing about where. */
    if (a->in.family != b->in.family || a->in.port[0] != b->in.port[0] || a->in.port[1] != b->in.port[1]) return 0;
    return a->in.family == WP_FAMILY_6 ? RtlCompareMemory(a->bytes + 8, b->bytes + 8, 16) == 16 : RtlCompareMemory(a->bytes + 4, b->bytes + 4, 4) == 4;
}
