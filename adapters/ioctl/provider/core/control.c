/* WskControlSocket. Every request is answered within the call, but for a disable that waits. */
#include "wp_core.h"

#define SOCKET_LEVEL 0xFFFFu
#define SO_CONDITIONAL 0x3002u
#define SO_SECURITY 0x4001u
#define SO_EVENT_CALLBACK 0x4002u
#define SIO_SET_REMOTE_ADDRESS 0x8F000001u
#define SIO_REGISTER_EXTENSION 0xCF000002u
#define SIO_QUERY_IDEAL_SEND_BACKLOG 0x4F000003u
#define SIO_QUERY_RECEIVE_BACKLOG 0x4F000004u
#define SIO_QUERY_INSPECT_ID 0x4F000005u
#define SIO_SET_SENDTO_ADDRESS 0x8F000006u
#define SIO_SET_TCP_SILENT_MODE 0x2F000007u

/* The places of a request, and how much of the output has been written. */
typedef struct places {
    const VOID *input;
    SIZE_T inputSize;
    PVOID output;
    SIZE_T outputSize;
    SIZE_T written;
} places;

static NTSTATUS answer(places *p, const VOID *value, SIZE_T size) {
    if (p->output == NULL || p->outputSize < size) return STATUS_BUFFER_TOO_SMALL;
    RtlCopyMemory(p->output, value, size);
    p->written = size;
    return STATUS_SUCCESS;
}

static int is_loopback(const wp_address *a) {
    static const UCHAR ONE[16] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    return a->in.family == WP_FAMILY_6 ? RtlCompareMemory(a->bytes + 8, ONE, 16) == 16 : a->bytes[4] == 127;
}

static NTSTATUS set_conditional(wp_socket *socket, const places *p) {
    ULONG on;
    if (socket->category != WP_LISTENING) return STATUS_NOT_SUPPORTED;
    if (p->input == NULL || p->inputSize < sizeof on) return STATUS_INVALID_PARAMETER;
    if (socket->bound) return STATUS_INVALID_DEVICE_STATE;
    RtlCopyMemory(&on, p->input, sizeof on);
    if (on != 0 && (!wp_gate_has(socket, WP_EVENT_INSPECT) || !wp_gate_has(socket, WP_EVENT_ABORT))) return STATUS_INVALID_PARAMETER;
    socket->conditional = on != 0;
    return STATUS_SUCCESS;
}

static NTSTATUS set_address(wp_socket *socket, const places *p, wp_address *which) {
    wp_address at;
    RtlZeroMemory(&at, sizeof at);
    if (socket->category != WP_DATAGRAM) return STATUS_INVALID_DEVICE_REQUEST;
    if (!socket->bound) return STATUS_INVALID_DEVICE_STATE;
    if (p->input != NULL && p->inputSize != 0) {
        if (p->inputSize < 16 || !wp_address_in(&at, (const SOCKADDR *)p->input, socket->family) || p->inputSize < wp_address_size(&at)) {
            return STATUS_INVALID_PARAMETER;
        }
    }
    *which = at;
    /* What is there from others must not be reported any more. */
    if (which == &socket->fixedRemote && at.in.family != 0) wp_datagram_discard(socket, &at);
    return STATUS_SUCCESS;
}

static NTSTATUS set_silent(wp_socket *socket) {
    if (!socket->connected || socket->aborted || socket->peerReset) return STATUS_INVALID_DEVICE_STATE;
    if (is_loopback(&socket->remote)) return STATUS_NOT_SUPPORTED;
    if (wp_queue_peek(&socket->sends) != NULL) return STATUS_INVALID_DEVICE_STATE;
    socket->silent = 1;
    wp_receive_discard(socket);
    return STATUS_SUCCESS;
}

static NTSTATUS set_option(wp_socket *socket, ULONG code, ULONG level, const places *p) {
    size_t size = p->inputSize;
    if (level == SOCKET_LEVEL && code == SO_CONDITIONAL) return set_conditional(socket, p);
    if (level == SOCKET_LEVEL && code == SO_SECURITY) return STATUS_SUCCESS;
    if (socket->endpoint == NULL || p->input == NULL) return STATUS_INVALID_DEVICE_REQUEST;
    return wp_status(wp.net->option(socket->endpoint, 1, (int)level, (int)code, (PVOID)(ULONG_PTR)p->input, &size));
}

static NTSTATUS get_option(wp_socket *socket, ULONG code, ULONG level, places *p) {
    NTSTATUS status;
    size_t size = p->outputSize;
    if (level == SOCKET_LEVEL && code == SO_CONDITIONAL) {
        ULONG on = (ULONG)socket->conditional;
        return socket->category == WP_LISTENING ? answer(p, &on, sizeof on) : STATUS_NOT_SUPPORTED;
    }
    if (level == SOCKET_LEVEL && code == SO_SECURITY) {
        wp_descriptor *made;
        if (p->output == NULL || p->outputSize < sizeof made) return STATUS_BUFFER_TOO_SMALL;
        made = wp_descriptor_new(socket->client, NULL);
        return made == NULL ? STATUS_INSUFFICIENT_RESOURCES : answer(p, &made, sizeof made);
    }
    if (socket->endpoint == NULL || p->output == NULL) return STATUS_INVALID_DEVICE_REQUEST;
    status = wp_status(wp.net->option(socket->endpoint, 0, (int)level, (int)code, p->output, &size));
    if (status == STATUS_SUCCESS) p->written = size;
    return status;
}

static NTSTATUS ioctl(wp_socket *socket, ULONG code, places *p) {
    switch (code) {
    case SIO_SET_REMOTE_ADDRESS: return set_address(socket, p, &socket->fixedRemote);
    case SIO_SET_SENDTO_ADDRESS: return set_address(socket, p, DEFECT(46) ? &socket->fixedRemote : &socket->sendTo);
    case SIO_REGISTER_EXTENSION: return DEFECT(58) ? STATUS_INVALID_PARAMETER : STATUS_NOT_SUPPORTED; /* There is none. */
    case SIO_QUERY_IDEAL_SEND_BACKLOG:
        if (socket->role != WP_ROLE_CONNECTS) return STATUS_INVALID_DEVICE_REQUEST;
        return socket->connected && (!DEFECT(56) || (socket->enabled & WP_EVENT_SEND_BACKLOG) != 0) ? answer(p, &socket->backlog, sizeof socket->backlog) : STATUS_INVALID_DEVICE_STATE;
    case SIO_QUERY_RECEIVE_BACKLOG: {
        SIZE_T bytes = DEFECT(57) ? 0 : socket->dataBytes + socket->indicated;
        if (socket->role != WP_ROLE_CONNECTS) return STATUS_INVALID_DEVICE_REQUEST;
        return socket->connected ? answer(p, &bytes, sizeof bytes) : STATUS_INVALID_DEVICE_STATE;
    }
    case SIO_QUERY_INSPECT_ID: return socket->inspected || DEFECT(37) ? answer(p, &socket->id, sizeof socket->id) : STATUS_INVALID_DEVICE_REQUEST;
    case SIO_SET_TCP_SILENT_MODE: return set_silent(socket);
    default: return STATUS_NOT_SUPPORTED;
    }
}

static NTSTATUS event_callback(wp_socket *socket, ULONG level, const places *p, PIRP irp) {
    WSK_EVENT_CALLBACK_CONTROL control;
    if (level != SOCKET_LEVEL || p->input == NULL || p->inputSize < sizeof control) return wp_finish(irp, STATUS_INVALID_PARAMETER, 0);
    /* The client may give the structure up when we return. */
    RtlCopyMemory(&control, p->input, sizeof control);
    if (!wp_is_wsk(control.NpiId)) return wp_finish(irp, STATUS_NOT_SUPPORTED, 0);
    return wp_gate_switch(socket, control.EventMask, irp);
}

NTSTATUS NTAPI wp_control_socket(PWSK_SOCKET handle, WSK_CONTROL_SOCKET_TYPE type, ULONG code, ULONG level, SIZE_T inputSize, PVOID input,
                                 SIZE_T outputSize, PVOID output, SIZE_T *returned, PIRP irp) {
    wp_socket *socket = (wp_socket *)handle;
    places p;
    NTSTATUS status;
    p.input = input;
    p.inputSize = inputSize;
    p.output = output;
    p.outputSize = outputSize;
    p.written = 0;
    if (type == WskSetOption && code == SO_EVENT_CALLBACK) return event_callback(socket, level, &p, irp);
    wp_lock_take(&wp.lock);
    if (socket->closing) {
        status = STATUS_INVALID_DEVICE_STATE;
    } else if (type == WskSetOption) {
        status = set_option(socket, code, level, &p);
    } else if (type == WskGetOption) {
        status = get_option(socket, code, level, &p);
    } else {
        status = ioctl(socket, code, &p);
    }
    wp_lock_give(&wp.lock);
    if (status == STATUS_SUCCESS && returned != NULL) *returned = p.written;
    return wp_finish(irp, status, p.written);
}
