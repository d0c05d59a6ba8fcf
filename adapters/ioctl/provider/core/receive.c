/* Reception on connections: the queue of bytes, WskReceive, WskReceiveEvent, lists that a client retains, and WskDisconnectEvent, which comes behind them. */
#include "wp_core.h"

/* So many bytes are read ahead of the client; what more comes waits in the network, as TCP has it. */
#define AHEAD (256u * 1024u)

static void chunk_free(wp_chunk *chunk) {
    wp_mdl_free(chunk->mdl);
    wp_free(chunk);
}

static void chain_free(wp_chunk *chain) {
    while (chain != NULL) {
        wp_chunk *next = chain->next;
        chunk_free(chain);
        chain = next;
    }
}

/* 0 when there is no memory. */
static int append(wp_socket *socket, const UCHAR *bytes, SIZE_T size) {
    wp_chunk *chunk = (wp_chunk *)wp_alloc(sizeof *chunk + size);
    if (chunk == NULL) return 0;
    chunk->mdl = wp_mdl_new(chunk->bytes, size);
    if (chunk->mdl == NULL) {
        wp_free(chunk);
        return 0;
    }
    RtlCopyMemory(chunk->bytes, bytes, size);
    chunk->end = size;
    *socket->dataLast = chunk;
    socket->dataLast = &chunk->next;
    socket->dataBytes += size;
    return 1;
}

/* In front of what has come in meanwhile. */
static void put_back(wp_socket *socket, wp_chunk *chain, SIZE_T bytes) {
    wp_chunk *last = chain;
    if (DEFECT(26) && socket->data != NULL) {
        *socket->dataLast = chain;
        while (last->next != NULL) last = last->next;
        socket->dataLast = &last->next;
        socket->dataBytes += bytes;
        return;
    }
    while (last->next != NULL) last = last->next;
    last->next = socket->data;
    if (socket->data == NULL) socket->dataLast = &last->next;
    socket->data = chain;
    socket->dataBytes += bytes;
}

/* Takes bytes from the front of a chain; what is left of it. */
static wp_chunk *consume(wp_chunk *chain, SIZE_T bytes) {
    while (chain != NULL && bytes >= chain->end - chain->begin) {
        wp_chunk *next = chain->next;
        bytes -= chain->end - chain->begin;
        chunk_free(chain);
        chain = next;
    }
    if (chain != NULL) chain->begin += bytes;
    return chain;
}

static void consume_queue(wp_socket *socket, SIZE_T bytes) {
    socket->data = consume(socket->data, bytes);
    if (socket->data == NULL) socket->dataLast = &socket->data;
    socket->dataBytes -= bytes;
}

void wp_receive_discard(wp_socket *socket) {
    chain_free(socket->data);
    socket->data = NULL;
    socket->dataLast = &socket->data;
    socket->dataBytes = 0;
}

/* What the first receive waits for, so that WSK_FLAG_WAITALL of more than is read ahead can end. */
static SIZE_T room_of(const wp_socket *socket) {
    SIZE_T room = AHEAD;
    const wp_request *first = socket->receives.first;
    if (first != NULL && (first->flags & WP_WAITALL) != 0 && first->buffer.Length > room) room = first->buffer.Length;
    return room > socket->dataBytes + socket->indicated ? room - socket->dataBytes - socket->indicated : 0;
}

void wp_receive_fill(wp_socket *socket) {
    SIZE_T room;
    while (socket->endpoint != NULL && !socket->peerEnded && !socket->peerReset && (room = room_of(socket)) != 0) {
        size_t got = 0;
        wp_result result = wp.net->receive(socket->endpoint, wp.scratch, room < sizeof wp.scratch ? room : sizeof wp.scratch, &got);
        if (result == WP_LATER) break;
        if (result != WP_DONE) {
            wp_stream_reset(socket);
            break;
        }
        if (got == 0) {
            socket->peerEnded = 1;
        } else if (!socket->silent && !append(socket, wp.scratch, got)) {
            /* Bytes of a stream must not be lost in silence. */
            wp_stream_reset(socket);
            break;
        }
    }
    wp_lane_kick(&socket->lane);
    if (socket->listener != NULL) wp_lane_kick(&socket->offering);
}

void wp_stream_reset(wp_socket *socket) {
    wp_done done;
    if (socket->peerReset) return;
    socket->peerReset = 1;
    wp_receive_discard(socket);
    /* Completed by the lanes: nobody calls out from here. */
    wp_done_init(&done);
    wp_queue_fail(&socket->sends, STATUS_CONNECTION_RESET, &done);
    if (done.first != NULL) {
        *socket->sent.last = done.first;
        socket->sent.last = done.last;
    }
    wp_lane_kick(&socket->sending);
    wp_lane_kick(&socket->lane);
    if (socket->listener != NULL) wp_lane_kick(&socket->offering);
}

/* ---- WskReceive ---- */

/* 1 when the request is at its end, with its result. */
static int serve(wp_socket *socket, wp_request *request, NTSTATUS *status, ULONG_PTR *information) {
    SIZE_T want = request->buffer.Length;
    SIZE_T taken = 0;
    *information = 0;
    *status = STATUS_SUCCESS;
    if (socket->peerReset || socket->aborted) {
        *status = socket->aborted ? STATUS_CONNECTION_ABORTED : STATUS_CONNECTION_RESET;
        return 1;
    }
    if ((request->flags & WP_DRAIN) != 0) {
        consume_queue(socket, socket->dataBytes);
        return socket->peerEnded;
    }
    if (want != 0 && socket->dataBytes == 0) return socket->peerEnded && !DEFECT(54);
    if ((request->flags & WP_WAITALL) != 0 && socket->dataBytes < want && (!socket->peerEnded || DEFECT(29))) return 0;
    if (want > socket->dataBytes) want = socket->dataBytes;
    while (taken < want) {
        wp_chunk *first = socket->data;
        SIZE_T size = first->end - first->begin;
        if (size > want - taken) size = want - taken;
        wp_buffer_fill(&request->buffer, taken, first->bytes + first->begin, size);
        consume_queue(socket, size);
        taken += size;
    }
    *information = taken;
    return 1;
}

NTSTATUS NTAPI wp_receive(PWSK_SOCKET handle, PWSK_BUF buffer, ULONG flags, PIRP irp) {
    wp_socket *socket = (wp_socket *)handle;
    wp_request *request;
    NTSTATUS status = STATUS_PENDING;
    ULONG_PTR information = 0;
    wp_done done;
    int owned;
    wp_done_init(&done);
    if (irp == NULL || !wp_buffer_good(buffer) || (flags & ~(ULONG)(WP_WAITALL | WP_DRAIN)) != 0) return wp_finish(irp, STATUS_INVALID_PARAMETER, 0);
    wp_lock_take(&wp.lock);
    if (socket->closing || !socket->connected || socket->silent) {
        wp_lock_give(&wp.lock);
        return wp_finish(irp, STATUS_INVALID_DEVICE_STATE, 0);
    }
    if ((request = wp_request_new(socket, irp)) == NULL) {
        wp_lock_give(&wp.lock);
        return wp_finish(irp, STATUS_INSUFFICIENT_RESOURCES, 0);
    }
    request->buffer = *buffer;
    request->flags = flags;
    owned = wp_lane_own(&socket->lane);
    if (owned) wp_receive_fill(socket);
    if (owned && wp_queue_peek(&socket->receives) == NULL && serve(socket, request, &status, &information)) {
        if (!DEFECT(22) || information != 0) socket->suspended = 0;
        wp_done_add(&done, request, status, information);
        /* While the lane is ours no callback can overtake this completion. */
        wp_done_flush_outside(&done);
    } else {
        status = STATUS_PENDING;
        wp_request_wait(&socket->receives, request, &done);
        /* It may want more than has been read ahead. */
        wp_receive_fill(socket);
    }
    if (owned) {
        /* Whether something is left to be reported is asked anew. */
        socket->lane.again = 1;
        wp_lane_disown(&socket->lane);
    }
    wp_lock_give(&wp.lock);
    wp_done_flush(&done);
    return status;
}

NTSTATUS NTAPI wp_receive_ex(PWSK_SOCKET handle, PWSK_BUF buffer, ULONG flags, PULONG controlLength, PVOID controlInfo, PULONG controlFlags, PIRP irp) {
    UNREFERENCED_PARAMETER(controlInfo);
    if (controlLength != NULL) *controlLength = 0;
    if (controlFlags != NULL) *controlFlags = 0;
    return wp_receive(handle, buffer, flags, irp);
}

/* ---- callbacks ---- */

/* Takes a list out of those that the client has; 0 when it is not there. */
static int forget(wp_socket *socket, wp_chunk *list) {
    wp_chunk **at = &socket->lists;
    while (*at != NULL && *at != list) at = &(*at)->retained;
    if (*at == NULL) return 0;
    *at = list->retained;
    wp_socket_drop(socket);
    return 1;
}

static wp_chunk *detach(wp_socket *socket) {
    wp_chunk *chain = socket->data;
    wp_chunk *each;
    for (each = chain; each != NULL; each = each->next) {
        each->node.Next = each->next == NULL ? NULL : &each->next->node;
        each->node.Buffer.Mdl = each->mdl;
        each->node.Buffer.Offset = (ULONG)each->begin;
        each->node.Buffer.Length = each->end - each->begin;
    }
    socket->indicated = socket->dataBytes;
    socket->data = NULL;
    socket->dataLast = &socket->data;
    socket->dataBytes = 0;
    return chain;
}

/* What the client has done with the list. */
static void indicated(wp_socket *socket, wp_chunk *chain, SIZE_T bytes, NTSTATUS status, SIZE_T accepted) {
    socket->indicated = 0;
    if (status == STATUS_PENDING && !DEFECT(9)) return;
    if (!forget(socket, chain)) return; /* Released although not retained: the client's fault. */
    if (DEFECT(9) && status == STATUS_PENDING) {
        chain_free(chain);
        return;
    }
    if (DEFECT(23)) accepted = bytes;
    if (status != STATUS_SUCCESS) accepted = 0;
    if (accepted < bytes) {
        socket->suspended = !(DEFECT(25) && accepted != 0);
        if (socket->closing || socket->peerReset || socket->aborted || (DEFECT(24) && accepted == 0)) {
            chain_free(chain);
        } else {
            put_back(socket, consume(chain, accepted), bytes - accepted);
        }
        return;
    }
    chain_free(chain);
}

static int indicate(wp_socket *socket) {
    wp_entry entry;
    wp_done done;
    wp_chunk *chain;
    PFN_WSK_RECEIVE_EVENT callback;
    PVOID context = socket->context;
    SIZE_T bytes;
    SIZE_T accepted;
    NTSTATUS status;
    ULONG flags;
    if (!wp_gate_enter(socket, WP_EVENT_RECEIVE, &entry)) return 0;
    wp_done_init(&done);
    chain = detach(socket);
    bytes = accepted = socket->indicated;
    if (DEFECT(3)) accepted = 0;
    /* It counts as the client's from now on: who keeps it may give it back before the callback has come back to us. */
    chain->retained = socket->lists;
    socket->lists = chain;
    wp_socket_hold(socket);
    callback = socket->connection->WskReceiveEvent;
    wp_lock_give(&wp.lock);
    flags = wp_gate_raise(&entry);
    status = callback(context, flags, &chain->node, bytes, &accepted);
    wp_gate_lower(&entry);
    wp_lock_take(&wp.lock);
    indicated(socket, chain, bytes, status, accepted);
    wp_gate_leave(socket, &entry, &done);
    if (!socket->closing && socket->connected) wp_receive_fill(socket);
    wp_done_flush_outside(&done);
    return 1;
}

static int report_disconnect(wp_socket *socket, ULONG flags) {
    wp_entry entry;
    wp_done done;
    PFN_WSK_DISCONNECT_EVENT callback;
    PVOID context = socket->context;
    if (!wp_gate_enter(socket, WP_EVENT_DISCONNECT, &entry)) return 0;
    wp_done_init(&done);
    if ((flags & WP_ABORTIVE) != 0 || (DEFECT(5) && socket->peerReset)) {
        socket->toldReset = 1;
    } else {
        socket->toldEnd = 1;
    }
    callback = socket->connection->WskDisconnectEvent;
    wp_lock_give(&wp.lock);
    flags |= wp_gate_raise(&entry);
    callback(context, flags);
    wp_gate_lower(&entry);
    wp_lock_take(&wp.lock);
    wp_gate_leave(socket, &entry, &done);
    wp_done_flush_outside(&done);
    return 1;
}

/* Serves the first receive; 1 when it has been completed. */
static int receive_first(wp_socket *socket) {
    wp_request *request = wp_queue_peek(&socket->receives);
    NTSTATUS status;
    ULONG_PTR information;
    wp_done done;
    wp_done_init(&done);
    /* Whether it may be served is settled before bytes go into its buffer. */
    if (request == NULL) return 0;
    if (!socket->peerReset && !socket->aborted && !socket->peerEnded && (request->flags & WP_DRAIN) == 0 && request->buffer.Length != 0 &&
        socket->dataBytes < ((request->flags & WP_WAITALL) != 0 ? request->buffer.Length : 1)) {
        return 0;
    }
    if ((request->flags & WP_DRAIN) != 0 && !socket->peerEnded && !socket->peerReset && !socket->aborted) {
        consume_queue(socket, socket->dataBytes);
        return 0;
    }
    request = wp_queue_first(&socket->receives);
    if (request == NULL) return 0; /* All that wait are being cancelled, and the lane is kicked after that. */
    if (!serve(socket, request, &status, &information)) {
        /* Another than the one that was looked at. */
        if (!wp_request_wait(&socket->receives, request, &done)) {
            wp_done_flush_outside(&done);
        }
        return 0;
    }
    socket->suspended = 0;
    wp_done_add(&done, request, status, information);
    wp_done_flush_outside(&done);
    if (!socket->closing && socket->connected) wp_receive_fill(socket);
    return 1;
}

int wp_receive_step(wp_socket *socket) {
    if (socket->closing || socket->role != WP_ROLE_CONNECTS || !socket->connected) return 0;
    if (receive_first(socket)) return 1;
    if (wp_queue_peek(&socket->receives) != NULL || socket->silent || (socket->aborted && !DEFECT(28))) return 0;
    /* A connection that the client does not have yet has no table either. */
    if (socket->stage != WP_TAKEN && socket->stage != WP_OFFERED) return 0;
    if (DEFECT(27) && socket->peerEnded && !socket->toldEnd && report_disconnect(socket, 0)) return 1;
    if (socket->dataBytes != 0 && !socket->suspended && !(DEFECT(50) && socket->lists != NULL) && indicate(socket)) return 1;
    if (socket->peerReset) return !socket->toldReset && report_disconnect(socket, DEFECT(5) ? 0 : WP_ABORTIVE);
    return socket->peerEnded && socket->dataBytes == 0 && !socket->toldEnd && report_disconnect(socket, 0);
}

/* ---- lists that the client has ---- */

NTSTATUS NTAPI wp_release_data(PWSK_SOCKET handle, PWSK_DATA_INDICATION list) {
    wp_socket *socket = (wp_socket *)handle;
    wp_chunk *chain = NULL;
    wp_chunk *each;
    wp_lock_take(&wp.lock);
    for (each = socket->lists; each != NULL && chain == NULL; each = each->retained) {
        if (&each->node == list) chain = each;
    }
    if (chain != NULL) forget(socket, chain);
    wp_lock_give(&wp.lock);
    if (chain == NULL) return STATUS_INVALID_PARAMETER;
    chain_free(chain);
    return STATUS_SUCCESS;
}

void wp_lists_free(wp_socket *socket) {
    while (socket->lists != NULL) {
        wp_chunk *chain = socket->lists;
        forget(socket, chain);
        chain_free(chain);
    }
    while (socket->datagramLists != NULL) wp_release_datagrams_of(socket);
}
