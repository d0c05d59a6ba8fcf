/* The end of a socket: its requests end, its callbacks return, and only then its close is completed. */
#include "wp_core.h"

static void fail_all(wp_socket *socket, wp_done *done) {
    wp_queue_fail(&socket->receives, STATUS_CANCELLED, done);
    wp_queue_fail(&socket->sends, STATUS_CANCELLED, done);
    wp_queue_fail(&socket->accepts, STATUS_CANCELLED, done);
    wp_queue_fail(&socket->connects, STATUS_CANCELLED, done);
    if (!DEFECT(19)) wp_queue_fail(&socket->disables, STATUS_CANCELLED, done);
}

/* Whether both directions of the connection, if it is one, have come to their end in order. */
static int disconnected(wp_socket *socket) {
    if (socket->role != WP_ROLE_CONNECTS || !socket->connected) return 1;
    if (socket->endpoint != NULL) wp_receive_fill(socket);
    return socket->sentEnd && socket->peerEnded && socket->dataBytes == 0;
}

void wp_close_begin(wp_socket *socket, wp_done *done) {
    int abortive = (!disconnected(socket) || DEFECT(30)) && !DEFECT(31);
    socket->closing = 1;
    fail_all(socket, done);
    if (socket->endpoint != NULL) wp.net->close(socket->endpoint, abortive);
    socket->endpoint = NULL;
    wp_receive_discard(socket);
    wp_datagram_discard(socket, NULL);
    wp_listen_drop_all(socket, done);
    if (DEFECT(55) && socket->role == WP_ROLE_LISTENS) {
        wp_socket *each;
        for (each = wp.sockets; each != NULL; each = each->next) {
            if (each->role == WP_ROLE_CONNECTS && wp_address_same(&each->local, &socket->local) && each->endpoint != NULL) {
                wp.net->close(each->endpoint, 1);
                each->endpoint = NULL;
            }
        }
    }
}

void wp_close_try(wp_socket *socket, wp_done *done) {
    wp_request *close = socket->close;
    if (!socket->closing || socket->ended || (socket->entries != NULL && !DEFECT(17)) || (socket->requests != 0 && !DEFECT(19))) return;
    socket->ended = 1;
    if (close != NULL) {
        socket->close = NULL;
        wp_done_add(done, close, STATUS_SUCCESS, 0);
    } else {
        /* Nobody waits for it: the provider ends what no client ever had. */
        wp_close_end(socket);
    }
}

void wp_close_end(wp_socket *socket) {
    wp_client *client = socket->client;
    client->sockets--;
    wp_client_check(client);
    wp_socket_drop(socket);
}

void wp_close_unowned(wp_socket *socket, wp_done *done) {
    wp_socket_hold(socket);
    wp_close_begin(socket, done);
    wp_close_try(socket, done);
    wp_socket_drop(socket);
}

NTSTATUS NTAPI wp_close_socket(PWSK_SOCKET handle, PIRP irp) {
    wp_socket *socket = (wp_socket *)handle;
    wp_request *request;
    NTSTATUS status;
    wp_done done;
    wp_done_init(&done);
    if (irp == NULL) return STATUS_INVALID_PARAMETER;
    wp_lock_take(&wp.lock);
    if (socket->closing || (request = wp_request_new(socket, irp)) == NULL) {
        status = socket->closing ? STATUS_INVALID_DEVICE_STATE : STATUS_INSUFFICIENT_RESOURCES;
        wp_lock_give(&wp.lock);
        return wp_finish(irp, status, 0);
    }
    socket->requests--; /* It does not wait for itself. */
    request->isClose = 1;
    socket->close = request;
    wp_close_begin(socket, &done);
    /* What ends with it is completed first, so that it is pending until then. */
    if ((socket->entries == NULL || DEFECT(17)) && (socket->requests == 0 || DEFECT(19))) {
        status = STATUS_SUCCESS;
    } else {
        status = STATUS_PENDING;
        wp_irp_pend(irp);
    }
    wp_close_try(socket, &done);
    wp_lock_give(&wp.lock);
    wp_done_flush(&done);
    return status;
}
