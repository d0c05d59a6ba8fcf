/* Connections as such: WskConnect, sending, and disconnecting by ourselves. */
#include "wp_core.h"

/* ---- connecting ---- */

static void is_connected(wp_socket *socket) {
    socket->connecting = 0;
    socket->connected = 1;
    socket->bound = 1;
    wp.net->local(socket->endpoint, &socket->local);
    wp_role_take(socket, WP_ROLE_CONNECTS);
    wp_gate_static(socket);
}

/* A socket whose connect has failed is as it was before, with its address, and may try again or listen. */
static void start_over(wp_socket *socket) {
    if (socket->endpoint != NULL) wp.net->close(socket->endpoint, 1);
    socket->endpoint = NULL;
    if (wp_socket_open(socket) == STATUS_SUCCESS && wp.net->bind(socket->endpoint, &socket->local) == WP_DONE) return;
    /* Somebody else has the address now: nothing can be done with the socket but to close it. */
    if (socket->endpoint != NULL) wp.net->close(socket->endpoint, 1);
    socket->endpoint = NULL;
}

/* What a connect ends with: of WskSocketConnect that is the socket, or nothing. Under the lock. */
static void connect_end(wp_socket *socket, wp_request *request, NTSTATUS status, wp_done *done) {
    if (request->creates && status != STATUS_SUCCESS) {
        wp_close_begin(socket, done);
        wp_done_add(done, request, status, 0);
        return;
    }
    if (status == STATUS_SUCCESS && request->buffer.Length != 0) {
        /* WskConnectEx: the first bytes go with it, and the request is that of these bytes from now on. */
        request->done = 0;
        if (wp_request_wait(&socket->sends, request, done)) wp_stream_push(socket);
        return;
    }
    wp_done_add(done, request, status, request->creates ? (ULONG_PTR)socket : 0);
}

void wp_connect_result(wp_socket *socket) {
    NTSTATUS status = wp_status(wp.net->connected(socket->endpoint));
    wp_request *request;
    wp_done done;
    if (status == STATUS_PENDING) return;
    wp_done_init(&done);
    socket->connecting = 0;
    request = wp_queue_first(&socket->connects);
    /* Without one it is being cancelled. */
    if (status == STATUS_SUCCESS) {
        is_connected(socket);
    } else if (request == NULL || !request->creates) {
        start_over(socket);
    }
    if (request != NULL) connect_end(socket, request, status, &done);
    if (done.first != NULL) {
        *socket->sent.last = done.first;
        socket->sent.last = done.last;
    }
    wp_lane_kick(&socket->sending);
    wp_lane_kick(&socket->lane);
}

NTSTATUS wp_connect_begin(wp_socket *socket, const wp_address *remote, wp_request *request) {
    wp_result result = wp.net->connect(socket->endpoint, remote);
    UNREFERENCED_PARAMETER(request);
    if (result != WP_DONE && result != WP_LATER) {
        if (socket->bound) start_over(socket);
        return wp_status(result);
    }
    socket->remote = *remote;
    socket->connecting = 1;
    return STATUS_PENDING;
}

static NTSTATUS connect(wp_socket *socket, PSOCKADDR remote, const WSK_BUF *buffer, ULONG flags, PIRP irp) {
    wp_address to;
    wp_request *request;
    NTSTATUS status;
    wp_done done;
    wp_done_init(&done);
    if (irp == NULL || flags != 0 || !wp_address_in(&to, remote, socket->family) || (buffer != NULL && !wp_buffer_good(buffer))) {
        return wp_finish(irp, STATUS_INVALID_PARAMETER, 0);
    }
    wp_lock_take(&wp.lock);
    if (socket->closing || !socket->bound || socket->connecting || socket->connected || socket->role == WP_ROLE_LISTENS || socket->endpoint == NULL) {
        wp_lock_give(&wp.lock);
        return wp_finish(irp, STATUS_INVALID_DEVICE_STATE, 0);
    }
    if ((request = wp_request_new(socket, irp)) == NULL) {
        wp_lock_give(&wp.lock);
        return wp_finish(irp, STATUS_INSUFFICIENT_RESOURCES, 0);
    }
    if (buffer != NULL) request->buffer = *buffer;
    status = wp_connect_begin(socket, &to, request);
    if (status == STATUS_PENDING) {
        wp_request_wait(&socket->connects, request, &done);
    } else {
        wp_done_add(&done, request, status, 0);
    }
    wp_lock_give(&wp.lock);
    wp_done_flush(&done);
    return status;
}

NTSTATUS NTAPI wp_connect(PWSK_SOCKET handle, PSOCKADDR remote, ULONG flags, PIRP irp) {
    return connect((wp_socket *)handle, remote, NULL, flags, irp);
}

NTSTATUS NTAPI wp_connect_ex(PWSK_SOCKET handle, PSOCKADDR remote, PWSK_BUF buffer, ULONG flags, PIRP irp) {
    return connect((wp_socket *)handle, remote, buffer, flags, irp);
}

/* ---- sending ---- */

/* As much of a request as the network takes: WP_DONE when that is all. */
static wp_result push(wp_socket *socket, wp_request *request) {
    while (request->done < request->buffer.Length) {
        SIZE_T size;
        size_t sent = 0;
        UCHAR *bytes = wp_buffer_at(&request->buffer, request->done, &size);
        wp_result result = bytes == NULL ? WP_FAILED : wp.net->send(socket->endpoint, bytes, size, &sent);
        if (result != WP_DONE) return result;
        request->done += sent;
    }
    if (request->ends) {
        wp_result result = wp.net->shutdown(socket->endpoint);
        if (result != WP_DONE) return result;
        socket->sentEnd = 1;
    }
    return WP_DONE;
}

static void move(wp_socket *socket, wp_done *done) {
    if (done->first == NULL) return;
    *socket->sent.last = done->first;
    socket->sent.last = done->last;
    wp_lane_kick(&socket->sending);
}

void wp_stream_push(wp_socket *socket) {
    wp_done done;
    wp_request *request;
    wp_done_init(&done);
    while (socket->endpoint != NULL && (request = wp_queue_peek(&socket->sends)) != NULL) {
        wp_result result;
        /* Nobody may cancel it while its bytes go out; one that is being cancelled goes first. */
        if (!wp_queue_take(&socket->sends, request)) break;
        result = push(socket, request);
        if (result == WP_LATER) {
            /* Back to the front. */
            wp_request *others = socket->sends.first;
            socket->sends.first = NULL;
            if (wp_request_wait(&socket->sends, request, &done)) {
                request->next = others;
            } else {
                socket->sends.first = others;
            }
            break;
        }
        wp_done_add(&done, request, wp_status(result), result == WP_DONE ? request->done : 0);
        if (result != WP_DONE) {
            wp_stream_reset(socket);
            break;
        }
    }
    move(socket, &done);
}

int wp_sent_step(wp_socket *socket) {
    wp_done done;
    if (socket->sent.first == NULL) return 0;
    wp_done_init(&done);
    done.first = socket->sent.first;
    done.last = socket->sent.last;
    wp_done_init(&socket->sent);
    wp_done_flush_outside(&done);
    return 1;
}

static NTSTATUS send_or_end(wp_socket *socket, const WSK_BUF *buffer, int ends, PIRP irp) {
    wp_request *request;
    NTSTATUS status = STATUS_PENDING;
    wp_result result;
    wp_done done;
    wp_done_init(&done);
    wp_lock_take(&wp.lock);
    if (socket->closing || !socket->connected || socket->aborted || socket->silent || socket->sentEnd) {
        status = STATUS_INVALID_DEVICE_STATE;
    } else if (socket->peerReset) {
        status = STATUS_CONNECTION_RESET;
    } else {
        wp_request *each;
        for (each = socket->sends.first; each != NULL; each = each->next) {
            if (each->ends) status = STATUS_INVALID_DEVICE_STATE;
        }
    }
    if (status != STATUS_PENDING) {
        wp_lock_give(&wp.lock);
        return wp_finish(irp, status, 0);
    }
    if ((request = wp_request_new(socket, irp)) == NULL) {
        wp_lock_give(&wp.lock);
        return wp_finish(irp, STATUS_INSUFFICIENT_RESOURCES, 0);
    }
    if (buffer != NULL) request->buffer = *buffer;
    request->ends = ends;
    /* At once, when nothing is before it: neither in the queue nor on its way to be completed. */
    result = socket->sends.first == NULL && socket->sent.first == NULL && !socket->sending.busy ? push(socket, request) : WP_LATER;
    if (result == WP_LATER) {
        wp_request_wait(&socket->sends, request, &done);
        if (socket->sends.first == request) wp_stream_push(socket);
    } else {
        status = wp_status(result);
        wp_done_add(&done, request, DEFECT(53) ? STATUS_SUCCESS : status, result == WP_DONE ? request->done : 0);
        if (result != WP_DONE) wp_stream_reset(socket);
    }
    wp_lock_give(&wp.lock);
    wp_done_flush(&done);
    return status;
}

NTSTATUS NTAPI wp_send(PWSK_SOCKET handle, PWSK_BUF buffer, ULONG flags, PIRP irp) {
    if (irp == NULL || !wp_buffer_good(buffer) || (flags & ~0x4u) != 0) return wp_finish(irp, STATUS_INVALID_PARAMETER, 0);
    return send_or_end((wp_socket *)handle, buffer, 0, irp);
}

NTSTATUS NTAPI wp_send_ex(PWSK_SOCKET handle, PWSK_BUF buffer, ULONG flags, ULONG controlLength, PVOID controlInfo, PIRP irp) {
    if (controlLength != 0 || controlInfo != NULL) return wp_finish(irp, STATUS_INVALID_PARAMETER, 0);
    return wp_send(handle, buffer, flags, irp);
}

/* ---- disconnecting ---- */

static NTSTATUS abort_connection(wp_socket *socket, PIRP irp) {
    wp_done done;
    wp_request *each;
    NTSTATUS status = STATUS_SUCCESS;
    wp_done_init(&done);
    wp_lock_take(&wp.lock);
    if (socket->closing || !socket->connected || socket->silent) {
        status = STATUS_INVALID_DEVICE_STATE;
    } else {
        socket->aborted = 1;
        if (DEFECT(7) && socket->sends.first != NULL) wp_irp_complete(socket->sends.first->irp, STATUS_CANCELLED, 0);
        wp_queue_fail(&socket->sends, STATUS_CANCELLED, &done);
        while ((each = wp_queue_first(&socket->receives)) != NULL) wp_done_add(&done, each, STATUS_CONNECTION_ABORTED, 0);
        wp_receive_discard(socket);
        if (DEFECT(28)) {
            socket->peerReset = 1;
            wp_lane_kick(&socket->lane);
        }
        if (socket->endpoint != NULL) wp.net->close(socket->endpoint, 1);
        socket->endpoint = NULL;
    }
    wp_lock_give(&wp.lock);
    wp_done_flush(&done);
    return wp_finish(irp, status, 0);
}

NTSTATUS NTAPI wp_disconnect(PWSK_SOCKET handle, PWSK_BUF buffer, ULONG flags, PIRP irp) {
    wp_socket *socket = (wp_socket *)handle;
    if (irp == NULL || (flags & ~WP_ABORTIVE) != 0 || (buffer != NULL && !wp_buffer_good(buffer))) return wp_finish(irp, STATUS_INVALID_PARAMETER, 0);
    if ((flags & WP_ABORTIVE) != 0) return buffer == NULL ? abort_connection(socket, irp) : wp_finish(irp, STATUS_INVALID_PARAMETER, 0);
    return send_or_end(socket, buffer, 1, irp);
}
