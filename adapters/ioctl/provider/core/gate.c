/* Which callbacks may be called, and which are being called: enabling, disabling, and the calls that a disable or a close waits for. */
#include "wp_core.h"

ULONG wp_events_of(const wp_socket *socket) {
    switch (socket->role) {
    case WP_ROLE_LISTENS: return WP_EVENT_ACCEPT;
    case WP_ROLE_CONNECTS: return WP_EVENTS_CONNECTION;
    case WP_ROLE_DATAGRAMS: return WP_EVENT_RECEIVE_FROM;
    default: return 0;
    }
}

int wp_gate_has(const wp_socket *socket, ULONG event) {
    switch (event) {
    case WP_EVENT_ACCEPT: return socket->listen != NULL && socket->listen->WskAcceptEvent != NULL;
    case WP_EVENT_INSPECT: return socket->listen != NULL && socket->listen->WskInspectEvent != NULL;
    case WP_EVENT_ABORT: return socket->listen != NULL && socket->listen->WskAbortEvent != NULL;
    case WP_EVENT_RECEIVE: return socket->connection != NULL && socket->connection->WskReceiveEvent != NULL;
    case WP_EVENT_DISCONNECT: return socket->connection != NULL && socket->connection->WskDisconnectEvent != NULL;
    case WP_EVENT_SEND_BACKLOG: return socket->connection != NULL && socket->connection->WskSendBacklogEvent != NULL;
    case WP_EVENT_RECEIVE_FROM: return socket->datagram != NULL && socket->datagram->WskReceiveFromEvent != NULL;
    default: return 0;
    }
}

int wp_gate_open(const wp_socket *socket, ULONG event) {
    if ((socket->closing && !DEFECT(18) && !(DEFECT(4) && event == WP_EVENT_ABORT)) || !wp_gate_has(socket, event)) return 0;
    if (event == WP_EVENT_INSPECT || event == WP_EVENT_ABORT) return socket->conditional;
    return (socket->enabled & (DEFECT(51) ? event : wp_events_of(socket)) & event) != 0;
}

int wp_gate_enter(wp_socket *socket, ULONG event, wp_entry *entry) {
    if (!wp_gate_open(socket, event)) return 0;
    entry->event = event;
    entry->serial = ++socket->serial;
    if (!DEFECT(1)) {
        entry->next = socket->entries;
        socket->entries = entry;
    }
    /* Every fourth callback of a socket that can be told so comes at DISPATCH_LEVEL. */
    entry->dispatch = ++socket->calls % 4 == 0 && (event & (WP_EVENT_ACCEPT | WP_EVENT_RECEIVE | WP_EVENT_DISCONNECT | WP_EVENT_RECEIVE_FROM)) != 0;
    return 1;
}

ULONG wp_gate_raise(wp_entry *entry) {
    ULONG flags = DEFECT(41) ? WSK_FLAG_AT_DISPATCH_LEVEL : 0;
    if (!entry->dispatch) return flags;
    if (wp_level_raise(&entry->old)) flags = WSK_FLAG_AT_DISPATCH_LEVEL;
    return flags;
}

void wp_gate_lower(wp_entry *entry) {
    if (entry->dispatch) wp_level_lower(entry->old);
}

/* Whether a call of the event is in progress that began before. */
static int inside(const wp_socket *socket, ULONG event, uint64_t before) {
    const wp_entry *each;
    for (each = socket->entries; each != NULL; each = each->next) {
        if (each->event == event && each->serial < before) return 1;
    }
    return 0;
}

void wp_gate_leave(wp_socket *socket, wp_entry *entry, wp_done *done) {
    wp_entry **at = &socket->entries;
    wp_request *each;
    while (*at != NULL && *at != entry) at = &(*at)->next;
    if (*at != NULL) *at = entry->next;
    for (each = DEFECT(19) && socket->closing ? NULL : socket->disables.first; each != NULL;) {
        wp_request *next = each->next;
        if (!inside(socket, each->event, each->serial) && wp_queue_take(&socket->disables, each)) wp_done_add(done, each, STATUS_SUCCESS, 0);
        each = next;
    }
    wp_close_try(socket, done);
}

void wp_gate_static(wp_socket *socket) {
    ULONG event;
    for (event = 1; event != WP_EVENT_DISABLE; event <<= 1) {
        if (((DEFECT(11) ? wp.clients : socket->client)->staticMask & event) != 0 && wp_gate_has(socket, event)) {
            socket->fixed |= event;
            socket->enabled |= event;
        }
    }
}

/* What was waiting for somebody to report it. */
static void enabled_now(wp_socket *socket) {
    if (DEFECT(2)) return;
    wp_lane_kick(&socket->lane);
    if (socket->role == WP_ROLE_LISTENS) wp_listen_kick(socket);
}

static NTSTATUS enable(wp_socket *socket, ULONG mask) {
    ULONG valid = wp_events_of(socket);
    ULONG own = mask & valid;
    ULONG event;
    if (socket->role == WP_ROLE_LISTENS) valid |= WP_EVENTS_CONNECTION;
    if (mask == 0 || (mask & ~valid) != 0) return STATUS_INVALID_PARAMETER;
    for (event = 1; event != WP_EVENT_DISABLE; event <<= 1) {
        if ((own & event) != 0 && !wp_gate_has(socket, event)) return STATUS_INVALID_PARAMETER;
    }
    if (DEFECT(16)) socket->enabled = 0;
    socket->enabled |= mask;
    /* Of a listening socket these are for those that are accepted, and cannot be taken back. */
    if (socket->role == WP_ROLE_LISTENS) socket->fixed |= mask & WP_EVENTS_CONNECTION;
    enabled_now(socket);
    return STATUS_SUCCESS;
}

NTSTATUS wp_gate_switch(wp_socket *socket, ULONG mask, PIRP irp) {
    NTSTATUS status;
    wp_request *request = NULL;
    wp_done done;
    ULONG event = mask & ~WP_EVENT_DISABLE;
    int ready;
    wp_done_init(&done);
    wp_lock_take(&wp.lock);
    ready = socket->role == WP_ROLE_CONNECTS ? socket->connected : socket->bound && socket->role != WP_ROLE_NONE;
    if (socket->closing || !ready) {
        status = socket->category == WP_BASIC ? STATUS_INVALID_PARAMETER : STATUS_INVALID_DEVICE_STATE;
    } else if ((mask & WP_EVENT_DISABLE) == 0) {
        status = enable(socket, mask);
    } else if (event == 0 || (event & (event - 1)) != 0) {
        status = STATUS_INVALID_PARAMETER;
    } else if ((socket->fixed & event) != 0 && !DEFECT(12)) {
        status = STATUS_INVALID_DEVICE_REQUEST;
    } else if ((wp_events_of(socket) & event) == 0) {
        status = STATUS_INVALID_PARAMETER;
    } else if (DEFECT(14) || !inside(socket, event, socket->serial + 1)) {
        socket->enabled &= ~event;
        if (DEFECT(15)) socket->enabled = 0;
        status = STATUS_SUCCESS;
    } else if (irp == NULL) {
        socket->enabled &= ~event;
        status = DEFECT(13) ? STATUS_PENDING : STATUS_EVENT_PENDING;
    } else if ((request = wp_request_new(socket, irp)) == NULL) {
        status = STATUS_INSUFFICIENT_RESOURCES;
    } else {
        socket->enabled &= ~event;
        request->event = event;
        request->serial = socket->serial + 1;
        wp_request_wait(&socket->disables, request, &done);
        status = STATUS_PENDING;
    }
    wp_lock_give(&wp.lock);
    wp_done_flush(&done);
    return request != NULL ? status : wp_finish(irp, status, 0);
}
