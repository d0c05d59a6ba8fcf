/* Sockets: creation, references, lanes, addresses. */
#include "wp_core.h"

#define BACKLOG 65536u

static void lane_init(wp_lane *lane, wp_socket *socket, int (*step)(wp_socket *));

wp_socket *wp_socket_new(wp_client *client, wp_category category, int family) {
    wp_socket *socket = (wp_socket *)wp_alloc(sizeof *socket);
    if (socket == NULL) return NULL;
    socket->handle.Dispatch = wp_table_of(category);
    socket->client = client;
    socket->category = category;
    socket->family = family;
    socket->references = 1;
    socket->dataLast = &socket->data;
    socket->datagramsLast = &socket->datagrams;
    socket->backlog = BACKLOG;
    wp_done_init(&socket->sent);
    lane_init(&socket->lane, socket, wp_receive_step);
    lane_init(&socket->sending, socket, wp_sent_step);
    lane_init(&socket->offering, socket, wp_offer_step);
    lane_init(&socket->taking, socket, wp_take_step);
    if (category == WP_DATAGRAM) socket->lane.step = wp_datagram_step;
    socket->role = category == WP_LISTENING    ? WP_ROLE_LISTENS
                   : category == WP_CONNECTION ? WP_ROLE_CONNECTS
                   : category == WP_DATAGRAM   ? WP_ROLE_DATAGRAMS
                                               : WP_ROLE_NONE;
    socket->next = wp.sockets;
    wp.sockets = socket;
    client->sockets++;
    client->hadSocket = 1;
    return socket;
}

void wp_socket_hold(wp_socket *socket) { socket->references++; }

void wp_socket_drop(wp_socket *socket) {
    wp_socket **at;
    if (--socket->references != 0) return;
    for (at = &wp.sockets; *at != socket; at = &(*at)->next) {}
    *at = socket->next;
    wp_free(socket);
}

NTSTATUS wp_socket_open(wp_socket *socket) {
    int datagrams = socket->category == WP_DATAGRAM;
    if (socket->category == WP_BASIC) return STATUS_SUCCESS;
    return wp_status(wp.net->open(socket->family, datagrams ? 2 : 1, datagrams ? 17 : 6, socket, &socket->endpoint));
}

void wp_role_take(wp_socket *socket, wp_role role) {
    if (socket->category != WP_STREAM) return;
    socket->role = role;
}

/* ---- lanes ---- */

static void lane_run(wp_work *work) {
    wp_lane *lane = (wp_lane *)work;
    wp_socket *socket = lane->socket;
    wp_lock_take(&wp.lock);
    do {
        lane->again = 0;
        while (lane->step(socket)) {}
    } while (lane->again);
    lane->busy = 0;
    wp_socket_drop(socket);
    wp_lock_give(&wp.lock);
}

static void lane_init(wp_lane *lane, wp_socket *socket, int (*step)(wp_socket *)) {
    lane->work.run = lane_run;
    lane->socket = socket;
    lane->step = step;
}

void wp_lane_kick(wp_lane *lane) {
    lane->again = 1;
    if (lane->busy) return;
    lane->busy = 1;
    wp_socket_hold(lane->socket);
    wp_work_submit(&lane->work);
}

int wp_lane_own(wp_lane *lane) {
    if (lane->busy) return 0;
    lane->busy = 1;
    lane->again = 0;
    wp_socket_hold(lane->socket);
    return 1;
}

void wp_lane_disown(wp_lane *lane) {
    wp_socket *socket = lane->socket;
    lane->busy = 0;
    if (lane->again) wp_lane_kick(lane);
    wp_socket_drop(socket);
}

/* ---- what the network says ---- */

static int is_open(const void *context) {
    const wp_socket *each;
    for (each = wp.sockets; each != NULL; each = each->next) {
        if (each == context) return each->endpoint != NULL && !each->closing;
    }
    return 0;
}

void wp_net_event(void *context, unsigned what) {
    wp_socket *socket = (wp_socket *)context;
    wp_lock_take(&wp.lock);
    if (is_open(context)) {
        if (socket->role == WP_ROLE_LISTENS) {
            wp_listen_arrivals(socket);
        } else if (socket->role == WP_ROLE_DATAGRAMS) {
            wp_datagram_fill(socket);
        } else {
            if (socket->connecting) wp_connect_result(socket);
            if ((what & WP_WRITABLE) != 0 && socket->connected) wp_stream_push(socket);
            if (socket->connected && !socket->closing) wp_receive_fill(socket);
        }
    }
    wp_lock_give(&wp.lock);
}

/* ---- binding and addresses ---- */

NTSTATUS NTAPI wp_bind(PWSK_SOCKET handle, PSOCKADDR local, ULONG flags, PIRP irp) {
    wp_socket *socket = (wp_socket *)handle;
    wp_address at;
    NTSTATUS status;
    if (irp == NULL || flags != 0 || !wp_address_in(&at, local, socket->family)) return wp_finish(irp, STATUS_INVALID_PARAMETER, 0);
    wp_lock_take(&wp.lock);
    if (socket->closing || socket->bound || socket->endpoint == NULL) {
        status = STATUS_INVALID_DEVICE_STATE;
    } else {
        status = wp_status(wp.net->bind(socket->endpoint, &at));
        /* A socket of the listening category listens from here on; one that cannot is not bound for the client. */
        if (status == STATUS_SUCCESS && socket->category == WP_LISTENING) status = wp_status(wp.net->listen(socket->endpoint));
        if (status == STATUS_SUCCESS) {
            socket->bound = 1;
            wp.net->local(socket->endpoint, &socket->local);
            if (socket->category == WP_LISTENING || socket->category == WP_DATAGRAM) wp_gate_static(socket);
        }
    }
    wp_lock_give(&wp.lock);
    return wp_finish(irp, status, 0);
}

NTSTATUS NTAPI wp_local_address(PWSK_SOCKET handle, PSOCKADDR to, PIRP irp) {
    wp_socket *socket = (wp_socket *)handle;
    wp_address at;
    NTSTATUS status = STATUS_SUCCESS;
    if (irp == NULL || to == NULL) return wp_finish(irp, STATUS_INVALID_PARAMETER, 0);
    wp_lock_take(&wp.lock);
    if (!socket->bound) {
        status = STATUS_INVALID_DEVICE_STATE;
    } else {
        if (socket->endpoint != NULL && socket->connected) wp.net->local(socket->endpoint, &socket->local);
        at = socket->local;
    }
    wp_lock_give(&wp.lock);
    if (status == STATUS_SUCCESS) wp_address_out(to, &at);
    return wp_finish(irp, status, 0);
}

NTSTATUS NTAPI wp_remote_address(PWSK_SOCKET handle, PSOCKADDR to, PIRP irp) {
    wp_socket *socket = (wp_socket *)handle;
    wp_address at;
    NTSTATUS status = STATUS_SUCCESS;
    if (irp == NULL || to == NULL) return wp_finish(irp, STATUS_INVALID_PARAMETER, 0);
    wp_lock_take(&wp.lock);
    if (!socket->connected) status = STATUS_INVALID_DEVICE_STATE;
    at = socket->remote;
    wp_lock_give(&wp.lock);
    if (status == STATUS_SUCCESS) wp_address_out(to, &at);
    return wp_finish(irp, status, 0);
}
