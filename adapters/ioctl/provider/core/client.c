/* Registration, capture, the client object and its functions but for names. */
#include "wp_core.h"

#define VERSION MAKE_WSK_VERSION(1, 0)
#define EVENTS_ALL (WP_EVENTS_CONNECTION | WP_EVENT_RECEIVE_FROM | WP_EVENT_ACCEPT)

enum { TRANSPORT_LIST_QUERY = 2, TRANSPORT_LIST_CHANGE = 3, CACHE_SD = 4, RELEASE_SD = 5, SET_STATIC_EVENT_CALLBACKS = 7 };

/* As the documentation lays out WSK_TRANSPORT. */
typedef struct transport {
    USHORT version;
    USHORT type;
    ULONG protocol;
    ADDRESS_FAMILY family;
    GUID provider;
} transport;

wp_provider wp;

void wp_init(const wp_net *net) {
    wp_lock_init(&wp.lock);
    wp_lock_init(&wp.life);
    wp.net = net;
}

int wp_is_wsk(PNPIID id) {
    static const GUID WSK = {0x2227E803, 0x8D8B, 0x11D4, {0xAB, 0xAD, 0x00, 0x90, 0x27, 0x71, 0x9E, 0x09}};
    return id != NULL && RtlCompareMemory(id, &WSK, sizeof WSK) == sizeof WSK;
}

/* ---- registration ---- */

/* Workers and network run while there is a client. */
static NTSTATUS use(void) {
    NTSTATUS status = STATUS_SUCCESS;
    wp_lock_take(&wp.life);
    if (wp.users == 0) {
        if (!wp_workers_start()) {
            status = STATUS_INSUFFICIENT_RESOURCES;
        } else if (!wp.net->start()) {
            wp_workers_stop();
            status = STATUS_INSUFFICIENT_RESOURCES;
        }
    }
    if (status == STATUS_SUCCESS) wp.users++;
    wp_lock_give(&wp.life);
    return status;
}

static void unuse(void) {
    wp_lock_take(&wp.life);
    if (--wp.users == 0) {
        wp.net->stop();
        wp_workers_stop();
    }
    wp_lock_give(&wp.life);
}

NTSTATUS wp_register(WSK_CLIENT_NPI *npi, WSK_REGISTRATION *registration) {
    wp_client *client;
    NTSTATUS status;
    if (npi == NULL || npi->Dispatch == NULL || registration == NULL) return STATUS_INVALID_PARAMETER;
    client = (wp_client *)wp_alloc(sizeof *client);
    if (client == NULL) return STATUS_INSUFFICIENT_RESOURCES;
    status = use();
    if (status != STATUS_SUCCESS) {
        wp_free(client);
        return status;
    }
    client->npi = *npi;
    wp_signal_init(&client->over);
    wp_lock_take(&wp.lock);
    client->next = wp.clients;
    wp.clients = client;
    registration->ReservedRegistrationContext = client;
    wp_lock_give(&wp.lock);
    return STATUS_SUCCESS;
}

NTSTATUS wp_capture(WSK_REGISTRATION *registration, ULONG wait, WSK_PROVIDER_NPI *npi) {
    wp_client *client;
    NTSTATUS status = STATUS_SUCCESS;
    UNREFERENCED_PARAMETER(wait); /* The provider is always ready. */
    if (registration == NULL || npi == NULL) return STATUS_INVALID_PARAMETER;
    wp_lock_take(&wp.lock);
    client = (wp_client *)registration->ReservedRegistrationContext;
    if (client == NULL || client->leaving) {
        status = STATUS_DEVICE_NOT_READY;
    } else if (client->npi.Dispatch->Version != VERSION && !DEFECT(21)) {
        status = STATUS_NOINTERFACE;
    } else {
        client->captured++;
        npi->Client = client;
        npi->Dispatch = &wp_provider_table;
    }
    wp_lock_give(&wp.lock);
    return status;
}

void wp_client_check(wp_client *client) {
    if (client->leaving && client->captured == 0 && (client->sockets == 0 || DEFECT(20)) && client->requests == 0) wp_signal_set(&client->over);
}

void wp_release(WSK_REGISTRATION *registration) {
    wp_client *client;
    wp_lock_take(&wp.lock);
    client = (wp_client *)registration->ReservedRegistrationContext;
    if (client != NULL && client->captured != 0) {
        client->captured--;
        wp_client_check(client);
    }
    wp_lock_give(&wp.lock);
}

/* Lists that the client has kept although its sockets are closed. */
static void forget_lists(wp_client *client) {
    wp_socket *each = wp.sockets;
    while (each != NULL) {
        wp_socket *next;
        wp_socket_hold(each);
        if (each->client == client) wp_lists_free(each);
        next = each->next;
        wp_socket_drop(each);
        each = next;
    }
}

void wp_deregister(WSK_REGISTRATION *registration) {
    wp_client *client;
    wp_client **at;
    wp_done done;
    wp_done_init(&done);
    wp_lock_take(&wp.lock);
    client = (wp_client *)registration->ReservedRegistrationContext;
    if (client == NULL || client->leaving) {
        wp_lock_give(&wp.lock);
        return;
    }
    client->leaving = 1;
    wp_queue_fail(&client->changes, STATUS_CANCELLED, &done);
    wp_client_check(client);
    wp_lock_give(&wp.lock);
    wp_done_flush(&done);
    wp_signal_wait(&client->over);
    wp_lock_take(&wp.lock);
    registration->ReservedRegistrationContext = NULL;
    for (at = &wp.clients; *at != client; at = &(*at)->next) {}
    *at = client->next;
    forget_lists(client);
    while (client->descriptors != NULL) {
        wp_descriptor *next = client->descriptors->next;
        wp_free(client->descriptors);
        client->descriptors = next;
    }
    wp_lock_give(&wp.lock);
    unuse();
    wp_signal_end(&client->over);
    wp_free(client);
}

/* ---- WskControlClient ---- */

wp_descriptor *wp_descriptor_new(wp_client *client, PVOID original) {
    wp_descriptor *made = (wp_descriptor *)wp_alloc(sizeof *made);
    if (made == NULL) return NULL;
    made->original = original;
    made->next = client->descriptors;
    client->descriptors = made;
    return made;
}

static NTSTATUS descriptor_release(wp_client *client, const wp_descriptor *which) {
    wp_descriptor **at = &client->descriptors;
    wp_descriptor *found;
    while (*at != NULL && *at != which) at = &(*at)->next;
    if (*at == NULL) return STATUS_INVALID_PARAMETER;
    found = *at;
    *at = found->next;
    wp_free(found);
    return STATUS_SUCCESS;
}

static NTSTATUS set_static(wp_client *client, SIZE_T size, const VOID *input, PIRP irp) {
    WSK_EVENT_CALLBACK_CONTROL control;
    NTSTATUS status = STATUS_SUCCESS;
    if (irp != NULL || input == NULL || size < sizeof control) return wp_finish(irp, STATUS_INVALID_PARAMETER, 0);
    RtlCopyMemory(&control, input, sizeof control);
    if (!wp_is_wsk(control.NpiId)) return STATUS_NOT_SUPPORTED;
    if (control.EventMask == 0 || (control.EventMask & ~EVENTS_ALL) != 0) return STATUS_INVALID_PARAMETER;
    wp_lock_take(&wp.lock);
    if (client->hadSocket) {
        status = STATUS_INVALID_DEVICE_STATE;
    } else {
        client->staticMask |= control.EventMask;
    }
    wp_lock_give(&wp.lock);
    return status;
}

static NTSTATUS transports(SIZE_T size, PVOID output, SIZE_T *returned, PIRP irp) {
    transport list[4];
    int i;
    if (returned != NULL) *returned = sizeof list;
    if (output == NULL || size < sizeof list) return wp_finish(irp, STATUS_BUFFER_OVERFLOW, sizeof list);
    RtlZeroMemory(list, sizeof list);
    for (i = 0; i < 4; i++) {
        list[i].version = VERSION;
        list[i].type = i % 2 == 0 ? 1 : 2;
        list[i].protocol = i % 2 == 0 ? 6 : 17;
        list[i].family = i < 2 ? WP_FAMILY_4 : WP_FAMILY_6;
    }
    RtlCopyMemory(output, list, sizeof list);
    return wp_finish(irp, STATUS_SUCCESS, sizeof list);
}

static NTSTATUS wait_for_change(wp_client *client, PIRP irp) {
    wp_request *request;
    wp_done done;
    if (irp == NULL) return STATUS_INVALID_PARAMETER;
    wp_done_init(&done);
    wp_lock_take(&wp.lock);
    request = client->leaving ? NULL : wp_request_new(NULL, irp);
    if (request == NULL) {
        wp_lock_give(&wp.lock);
        return wp_finish(irp, STATUS_DEVICE_NOT_READY, 0);
    }
    request->client = client;
    client->requests++;
    wp_request_wait(&client->changes, request, &done);
    wp_lock_give(&wp.lock);
    wp_done_flush(&done);
    return STATUS_PENDING;
}

static NTSTATUS NTAPI control_client(PWSK_CLIENT handle, ULONG code, SIZE_T inputSize, PVOID input, SIZE_T outputSize, PVOID output, SIZE_T *returned,
                                     PIRP irp) {
    wp_client *client = (wp_client *)handle;
    wp_descriptor *made;
    NTSTATUS status;
    switch (code) {
    case SET_STATIC_EVENT_CALLBACKS: return set_static(client, inputSize, input, irp);
    case TRANSPORT_LIST_QUERY: return transports(outputSize, output, returned, irp);
    case TRANSPORT_LIST_CHANGE: return wait_for_change(client, irp);
    case CACHE_SD:
        if (input == NULL || inputSize < sizeof(PVOID) || output == NULL || outputSize < sizeof(PVOID)) return wp_finish(irp, STATUS_INVALID_PARAMETER, 0);
        wp_lock_take(&wp.lock);
        made = wp_descriptor_new(client, *(PVOID *)input);
        wp_lock_give(&wp.lock);
        if (made == NULL) return wp_finish(irp, STATUS_INSUFFICIENT_RESOURCES, 0);
        RtlCopyMemory(output, &made, sizeof made);
        if (returned != NULL) *returned = sizeof made;
        return wp_finish(irp, STATUS_SUCCESS, sizeof made);
    case RELEASE_SD:
        if (input == NULL || inputSize < sizeof(PVOID)) return wp_finish(irp, STATUS_INVALID_PARAMETER, 0);
        wp_lock_take(&wp.lock);
        status = descriptor_release(client, *(wp_descriptor **)input);
        wp_lock_give(&wp.lock);
        return wp_finish(irp, status, 0);
    default: return wp_finish(irp, STATUS_NOT_SUPPORTED, 0);
    }
}

/* ---- sockets ---- */

static int category_of(ULONG flags, USHORT type, ULONG protocol, wp_category *category) {
    switch (flags) {
    case 0: *category = WP_BASIC; return 1;
    case WP_FLAG_LISTEN: *category = WP_LISTENING; break;
    case WP_FLAG_CONNECTION: *category = WP_CONNECTION; break;
    case WP_FLAG_STREAM: *category = WP_STREAM; break;
    case WP_FLAG_DATAGRAM: *category = WP_DATAGRAM; return type == 2 && protocol == 17;
    default: return 0;
    }
    return type == 1 && protocol == 6;
}

static void give_tables(wp_socket *socket, PVOID context, const VOID *dispatch) {
    const WSK_CLIENT_STREAM_DISPATCH *both = (const WSK_CLIENT_STREAM_DISPATCH *)dispatch;
    socket->context = context;
    switch (socket->category) {
    case WP_LISTENING: socket->listen = (const WSK_CLIENT_LISTEN_DISPATCH *)dispatch; break;
    case WP_CONNECTION: socket->connection = (const WSK_CLIENT_CONNECTION_DISPATCH *)dispatch; break;
    case WP_DATAGRAM: socket->datagram = (const WSK_CLIENT_DATAGRAM_DISPATCH *)dispatch; break;
    case WP_STREAM:
        if (both != NULL) {
            socket->listen = both->Listen;
            socket->connection = both->Connect;
        }
        break;
    default: break;
    }
}

static NTSTATUS NTAPI new_socket(PWSK_CLIENT handle, ADDRESS_FAMILY family, USHORT type, ULONG protocol, ULONG flags, PVOID context, const VOID *dispatch,
                                 PEPROCESS process, PETHREAD thread, PSECURITY_DESCRIPTOR descriptor, PIRP irp) {
    wp_client *client = (wp_client *)handle;
    wp_category category;
    wp_socket *socket;
    NTSTATUS status = STATUS_INSUFFICIENT_RESOURCES;
    wp_done done;
    UNREFERENCED_PARAMETER(process);
    UNREFERENCED_PARAMETER(thread);
    UNREFERENCED_PARAMETER(descriptor);
    wp_done_init(&done);
    if (irp == NULL || (family != WP_FAMILY_4 && family != WP_FAMILY_6) || !category_of(flags, type, protocol, &category)) {
        return wp_finish(irp, STATUS_INVALID_PARAMETER, 0);
    }
    wp_lock_take(&wp.lock);
    socket = wp_socket_new(client, category, family);
    if (socket != NULL) {
        give_tables(socket, context, dispatch);
        status = wp_socket_open(socket);
        if (status != STATUS_SUCCESS) wp_close_unowned(socket, &done);
    }
    wp_lock_give(&wp.lock);
    wp_done_flush(&done);
    return wp_finish(irp, status, status == STATUS_SUCCESS ? (ULONG_PTR)socket : 0);
}

static NTSTATUS NTAPI socket_connect(PWSK_CLIENT handle, USHORT type, ULONG protocol, PSOCKADDR local, PSOCKADDR remote, ULONG flags, PVOID context,
                                     const WSK_CLIENT_CONNECTION_DISPATCH *dispatch, PEPROCESS process, PETHREAD thread,
                                     PSECURITY_DESCRIPTOR descriptor, PIRP irp) {
    wp_client *client = (wp_client *)handle;
    wp_socket *socket;
    wp_request *request = NULL;
    wp_address from, to;
    NTSTATUS status = STATUS_INSUFFICIENT_RESOURCES;
    wp_done done;
    UNREFERENCED_PARAMETER(process);
    UNREFERENCED_PARAMETER(thread);
    UNREFERENCED_PARAMETER(descriptor);
    wp_done_init(&done);
    if (irp == NULL || type != 1 || protocol != 6 || flags != 0 || local == NULL || (local->sa_family != WP_FAMILY_4 && local->sa_family != WP_FAMILY_6) ||
        !wp_address_in(&from, local, local->sa_family) || !wp_address_in(&to, remote, local->sa_family)) {
        return wp_finish(irp, STATUS_INVALID_PARAMETER, 0);
    }
    wp_lock_take(&wp.lock);
    socket = wp_socket_new(client, WP_CONNECTION, local->sa_family);
    if (socket != NULL) {
        give_tables(socket, context, dispatch);
        status = wp_socket_open(socket);
        if (status == STATUS_SUCCESS) status = wp_status(wp.net->bind(socket->endpoint, &from));
        if (status == STATUS_SUCCESS) status = wp_connect_begin(socket, &to, NULL);
        if (status == STATUS_PENDING && (request = wp_request_new(socket, irp)) == NULL) status = STATUS_INSUFFICIENT_RESOURCES;
        if (request != NULL) {
            request->creates = 1;
            socket->bound = 1;
            if (!wp_request_wait(&socket->connects, request, &done)) wp_close_begin(socket, &done);
        } else {
            wp_close_unowned(socket, &done);
        }
    }
    wp_lock_give(&wp.lock);
    wp_done_flush(&done);
    return request != NULL ? STATUS_PENDING : wp_finish(irp, status, 0);
}

const WSK_PROVIDER_DISPATCH wp_provider_table = {VERSION,        0,                   new_socket,           socket_connect,
                                                 control_client, wp_get_address_info, wp_free_address_info, wp_get_name_info};
