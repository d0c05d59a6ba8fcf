/*
 * Listening: connections that come in, their inspection, and who gets them.
 *
 * Every connection that has come in is a socket from the beginning, a child of its listener until somebody takes it. A lane of its own decides what becomes
 * of it, so that a callback that is held up for one connection stops no other.
 */
#include "wp_core.h"

static void adopt(wp_socket *listener, wp_socket *child) {
    wp_socket **last = &listener->children;
    while (*last != NULL) last = &(*last)->sibling;
    *last = child;
    child->listener = listener;
    child->sibling = NULL;
    wp_socket_hold(listener);
}

/* The child is nobody's child any more. */
static void orphan(wp_socket *child) {
    wp_socket *listener = child->listener;
    wp_socket **at = &listener->children;
    while (*at != child) at = &(*at)->sibling;
    *at = child->sibling;
    child->sibling = NULL;
    child->listener = NULL;
    wp_socket_drop(listener);
}

/* Ends a child that no client has. */
static void discard(wp_socket *child, wp_done *done) {
    child->stage = WP_DROPPED;
    orphan(child);
    wp_close_unowned(child, done);
}

void wp_listen_arrivals(wp_socket *listener) {
    while (listener->endpoint != NULL) {
        wp_endpoint *endpoint;
        wp_address local, remote;
        wp_socket *child;
        if (wp.net->accept(listener->endpoint, &endpoint, &local, &remote) != WP_DONE) break;
        child = wp_socket_new(listener->client, WP_CONNECTION, listener->family);
        if (child == NULL) {
            wp.net->close(endpoint, 1);
            break;
        }
        child->endpoint = endpoint;
        child->local = local;
        child->remote = remote;
        child->bound = child->connected = 1;
        child->stage = listener->conditional ? WP_NEW : WP_WAITING;
        child->inspected = listener->conditional;
        /* The number alone makes it unique; the key tells nobody an address. */
        if (!DEFECT(36)) ++wp.inspections;
        child->id.Key = (ULONG_PTR)wp.inspections;
        child->id.SerialNumber = (ULONG)wp.inspections;
        adopt(listener, child);
        wp.net->adopt(endpoint, child);
        wp_lane_kick(&child->offering);
    }
}

void wp_listen_kick(wp_socket *listener) {
    wp_socket *each;
    for (each = listener->children; each != NULL; each = each->sibling) wp_lane_kick(&each->offering);
}

void wp_listen_drop_all(wp_socket *listener, wp_done *done) {
    wp_socket *each = DEFECT(4) ? NULL : listener->children;
    while (each != NULL) {
        wp_socket *next = each->sibling;
        /* Those of which a callback is in progress are ended when it has returned. */
        if (each->stage != WP_ASKING && each->stage != WP_OFFERED && each->stage != WP_DROPPED) discard(each, done);
        each = next;
    }
}

/* ---- inspection ---- */

static int ask(wp_socket *listener, wp_socket *child) {
    wp_entry entry;
    wp_done done;
    PFN_WSK_INSPECT_EVENT callback;
    PVOID context = listener->context;
    WSK_INSPECT_ACTION action;
    WSK_INSPECT_ID id = child->id;
    wp_address local = child->local;
    wp_address remote = child->remote;
    wp_done_init(&done);
    if (!wp_gate_enter(listener, WP_EVENT_INSPECT, &entry)) {
        discard(child, &done);
        wp_done_flush_outside(&done);
        return 1;
    }
    child->stage = WP_ASKING;
    wp_socket_hold(listener);
    callback = listener->listen->WskInspectEvent;
    wp_lock_give(&wp.lock);
    action = callback(context, (PSOCKADDR)(void *)&local, (PSOCKADDR)(void *)&remote, &id);
    wp_lock_take(&wp.lock);
    if (DEFECT(32) && !listener->closing && action == WskInspectReject) {
        child->stage = WP_PENDED;
        child->peerReset = 1;
    } else if (listener->closing || (action != WskInspectAccept && action != WskInspectPend)) {
        discard(child, &done);
    } else {
        child->stage = action == WskInspectPend && !DEFECT(33) ? WP_PENDED : WP_WAITING;
        /* A peer that has gone already never had a connection. */
        if (child->peerReset) child->stage = WP_PENDED;
    }
    wp_gate_leave(listener, &entry, &done);
    wp_socket_drop(listener);
    wp_done_flush_outside(&done);
    return 1;
}

/* The peer has given up what is being inspected. */
static int tell_abort(wp_socket *listener, wp_socket *child) {
    wp_entry entry;
    wp_done done;
    PVOID context = listener->context;
    WSK_INSPECT_ID id = child->id;
    int tells = wp_gate_enter(listener, WP_EVENT_ABORT, &entry);
    wp_done_init(&done);
    wp_socket_hold(listener);
    discard(child, &done);
    if (tells) {
        PFN_WSK_ABORT_EVENT callback = listener->listen->WskAbortEvent;
        wp_lock_give(&wp.lock);
        callback(context, &id);
        wp_lock_take(&wp.lock);
        wp_gate_leave(listener, &entry, &done);
    }
    wp_socket_drop(listener);
    wp_done_flush_outside(&done);
    return 1;
}

NTSTATUS NTAPI wp_inspect_complete(PWSK_SOCKET handle, PWSK_INSPECT_ID id, WSK_INSPECT_ACTION action, PIRP irp) {
    wp_socket *listener = (wp_socket *)handle;
    wp_socket *child;
    NTSTATUS status = STATUS_SUCCESS;
    wp_done done;
    wp_done_init(&done);
    if (irp == NULL || id == NULL || (action != WskInspectAccept && action != WskInspectReject)) return wp_finish(irp, STATUS_INVALID_PARAMETER, 0);
    wp_lock_take(&wp.lock);
    for (child = listener->children; child != NULL; child = child->sibling) {
        if (child->stage == WP_PENDED && !child->peerReset && child->id.Key == id->Key && child->id.SerialNumber == id->SerialNumber) break;
    }
    if (child == NULL) {
        status = STATUS_NOT_FOUND;
    } else if (action == WskInspectAccept) {
        child->stage = WP_WAITING;
        wp_lane_kick(&child->offering);
    } else {
        discard(child, &done);
    }
    wp_lock_give(&wp.lock);
    wp_done_flush(&done);
    return wp_finish(irp, status, 0);
}

/* ---- who gets it ---- */

/* The client has the connection from now on. */
static void hand_over(wp_socket *child) {
    orphan(child);
    child->stage = WP_TAKEN;
    wp_receive_fill(child);
}

static void give(wp_socket *child, wp_request *request, wp_done *done) {
    child->context = DEFECT(38) ? child->listener->context : request->context;
    child->connection = request->dispatch;
    if (DEFECT(6)) child->enabled |= child->listener->enabled & WP_EVENTS_CONNECTION;
    wp_address_out(request->local, &child->local);
    wp_address_out(request->remote, &child->remote);
    hand_over(child);
    wp_done_add(done, request, STATUS_SUCCESS, (ULONG_PTR)child);
}

static int offer(wp_socket *listener, wp_socket *child) {
    wp_entry entry;
    wp_done done;
    PFN_WSK_ACCEPT_EVENT callback;
    PVOID context = listener->context;
    NTSTATUS status;
    ULONG flags;
    wp_address local = child->local;
    wp_address remote = child->remote;
    if (!wp_gate_enter(listener, WP_EVENT_ACCEPT, &entry)) return 0;
    wp_done_init(&done);
    child->stage = WP_OFFERED;
    if (DEFECT(49)) child->enabled |= listener->enabled & WP_EVENTS_CONNECTION;
    wp_socket_hold(listener);
    callback = listener->listen->WskAcceptEvent;
    wp_lock_give(&wp.lock);
    flags = wp_gate_raise(&entry);
    /* Context and table go where they belong at once: the callback may enable events of the new socket after it has stored them. */
    status = callback(context, flags, (PSOCKADDR)(void *)&local, (PSOCKADDR)(void *)&remote, &child->handle, &child->context, &child->connection);
    wp_gate_lower(&entry);
    wp_lock_take(&wp.lock);
    if (status != STATUS_SUCCESS && !DEFECT(48)) {
        discard(child, &done);
    } else {
        ULONG inherited = listener->enabled & listener->fixed & WP_EVENTS_CONNECTION;
        ULONG event;
        for (event = 1; event != WP_EVENT_DISABLE; event <<= 1) {
            if ((inherited & event) != 0 && wp_gate_has(child, event)) child->enabled |= event;
        }
        if (child->closing) {
            orphan(child);
            child->stage = WP_TAKEN;
        } else {
            hand_over(child);
        }
    }
    wp_gate_leave(listener, &entry, &done);
    wp_socket_drop(listener);
    wp_done_flush_outside(&done);
    return 1;
}

int wp_offer_step(wp_socket *child) {
    wp_socket *listener = child->listener;
    wp_request *request;
    if (listener == NULL || child->closing) return 0;
    switch (child->stage) {
    case WP_NEW: return ask(listener, child);
    case WP_PENDED: return child->peerReset && !DEFECT(34) && tell_abort(listener, child);
    case WP_WAITING:
        /* A WskAccept that waits goes before the callback. */
        if (DEFECT(39) && offer(listener, child)) return 1;
        request = wp_queue_first(&listener->accepts);
        if (request != NULL) {
            wp_done done;
            wp_done_init(&done);
            give(child, request, &done);
            wp_done_flush_outside(&done);
            return 1;
        }
        return offer(listener, child);
    default: return 0;
    }
}

NTSTATUS NTAPI wp_accept(PWSK_SOCKET handle, ULONG flags, PVOID context, const WSK_CLIENT_CONNECTION_DISPATCH *dispatch, PSOCKADDR local,
                         PSOCKADDR remote, PIRP irp) {
    wp_socket *listener = (wp_socket *)handle;
    wp_socket *child;
    wp_request *request;
    NTSTATUS status = STATUS_PENDING;
    wp_done done;
    wp_done_init(&done);
    if (irp == NULL || flags != 0) return wp_finish(irp, STATUS_INVALID_PARAMETER, 0);
    wp_lock_take(&wp.lock);
    if (listener->closing || listener->role != WP_ROLE_LISTENS || !listener->bound) {
        wp_lock_give(&wp.lock);
        return wp_finish(irp, STATUS_INVALID_DEVICE_STATE, 0);
    }
    if ((request = wp_request_new(listener, irp)) == NULL) {
        wp_lock_give(&wp.lock);
        return wp_finish(irp, STATUS_INSUFFICIENT_RESOURCES, 0);
    }
    request->context = context;
    request->dispatch = dispatch;
    request->local = local;
    request->remote = remote;
    /* One that the network has and has not told of yet is waiting, too. */
    wp_listen_arrivals(listener);
    for (child = listener->children; child != NULL && child->stage != WP_WAITING; child = child->sibling) {}
    if (child != NULL && wp_queue_peek(&listener->accepts) == NULL) {
        status = STATUS_SUCCESS;
        give(child, request, &done);
    } else {
        wp_request_wait(&listener->accepts, request, &done);
    }
    wp_lock_give(&wp.lock);
    wp_done_flush(&done);
    return status;
}

/* Of stream sockets; those of the listening category listen once they are bound. */
NTSTATUS NTAPI wp_listen(PWSK_SOCKET handle, PIRP irp) {
    wp_socket *socket = (wp_socket *)handle;
    NTSTATUS status;
    if (irp == NULL) return STATUS_INVALID_PARAMETER;
    wp_lock_take(&wp.lock);
    if (socket->closing || !socket->bound || socket->role != WP_ROLE_NONE || socket->connecting || socket->endpoint == NULL) {
        status = STATUS_INVALID_DEVICE_STATE;
    } else {
        status = wp_status(wp.net->listen(socket->endpoint));
        if (status == STATUS_SUCCESS) {
            wp_role_take(socket, WP_ROLE_LISTENS);
            wp_gate_static(socket);
        }
    }
    wp_lock_give(&wp.lock);
    return wp_finish(irp, status, 0);
}
