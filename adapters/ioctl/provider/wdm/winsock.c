/*
 * The network of the core: TCP and UDP of Winsock, in the process of user mode that hosts the driver. One thread waits for one event that all endpoints
 * share, asks each of them what has happened, and tells the core.
 */
#include <winsock2.h>

#include <windows.h>
#include <ws2tcpip.h>

#include "glue.h"

#define EVENTS_AT_ONCE 128

struct wp_endpoint {
    wp_endpoint *next;
    SOCKET socket;
    void *context;  /* NULL while nobody has adopted it */
    int connecting; /* and the event for it has not come */
    int error;      /* of the connect */
    int shut;       /* we have ended our side */
};

typedef struct told {
    void *context;
    unsigned what;
} told;

/* Of the list. The core's lock is taken before this one, and never after it. */
static SRWLOCK lock = SRWLOCK_INIT;
static wp_endpoint *all;
static HANDLE happened;
static HANDLE stopped;
static HANDLE thread;

static wp_result result_of(int error) {
    switch (error) {
    case 0: return WP_DONE;
    case WSAEWOULDBLOCK:
    case WSAEINPROGRESS: return WP_LATER;
    case WSAECONNRESET:
    case WSAECONNABORTED:
    case WSAENETRESET:
    case WSAESHUTDOWN:
    case WSAENOTCONN:
    case WSAETIMEDOUT: return WP_RESET;
    case WSAECONNREFUSED: return WP_REFUSED;
    case WSAEADDRINUSE: return WP_IN_USE;
    case WSAEADDRNOTAVAIL:
    case WSAEHOSTUNREACH:
    case WSAENETUNREACH: return WP_BAD_ADDRESS;
    case WSAEMSGSIZE: return WP_TOO_LONG;
    case WSAENOBUFS: return WP_NO_MEMORY;
    default: return WP_FAILED;
    }
}

static wp_result last_result(void) { return result_of(WSAGetLastError()); }

static int size_of(const wp_address *address) { return address->in.family == WP_FAMILY_6 ? 28 : 16; }

/* ---- what happens ---- */

static unsigned ask(wp_endpoint *endpoint) {
    WSANETWORKEVENTS events;
    unsigned what = 0;
    if (endpoint->context == NULL || WSAEnumNetworkEvents(endpoint->socket, NULL, &events) != 0) return 0;
    if ((events.lNetworkEvents & (FD_READ | FD_CLOSE)) != 0) what |= WP_READABLE;
    if ((events.lNetworkEvents & FD_WRITE) != 0) what |= WP_WRITABLE;
    if ((events.lNetworkEvents & FD_ACCEPT) != 0) what |= WP_CONNECTIONS;
    if ((events.lNetworkEvents & FD_CONNECT) != 0) {
        endpoint->connecting = 0;
        endpoint->error = events.iErrorCode[FD_CONNECT_BIT];
        what |= WP_CONNECTED;
    }
    return what;
}

static DWORD WINAPI watch(void *nothing) {
    HANDLE both[2];
    (void)nothing;
    both[0] = stopped;
    both[1] = happened;
    while (WaitForMultipleObjects(2, both, FALSE, INFINITE) == WAIT_OBJECT_0 + 1) {
        told list[EVENTS_AT_ONCE];
        int count = 0;
        int i;
        wp_endpoint *each;
        AcquireSRWLockExclusive(&lock);
        for (each = all; each != NULL && count < EVENTS_AT_ONCE; each = each->next) {
            list[count].what = ask(each);
            list[count].context = each->context;
            if (list[count].what != 0) count++;
        }
        /* What found no room is asked at once. */
        if (each != NULL) SetEvent(happened);
        ReleaseSRWLockExclusive(&lock);
        for (i = 0; i < count; i++) wp_net_event(list[i].context, list[i].what);
    }
    return 0;
}

static int start(void) {
    WSADATA data;
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0) return 0;
    happened = CreateEventW(NULL, FALSE, FALSE, NULL);
    stopped = CreateEventW(NULL, TRUE, FALSE, NULL);
    thread = happened == NULL || stopped == NULL ? NULL : CreateThread(NULL, 0, watch, NULL, 0, NULL);
    if (thread != NULL) return 1;
    if (happened != NULL) CloseHandle(happened);
    if (stopped != NULL) CloseHandle(stopped);
    WSACleanup();
    return 0;
}

static void stop(void) {
    SetEvent(stopped);
    WaitForSingleObject(thread, INFINITE);
    CloseHandle(thread);
    CloseHandle(happened);
    CloseHandle(stopped);
    WSACleanup();
}

/* ---- endpoints ---- */

static wp_endpoint *endpoint_new(SOCKET socket) {
    wp_endpoint *endpoint = (wp_endpoint *)wp_alloc(sizeof *endpoint);
    u_long yes = 1;
    if (endpoint == NULL) {
        closesocket(socket);
        return NULL;
    }
    ioctlsocket(socket, FIONBIO, &yes);
    endpoint->socket = socket;
    AcquireSRWLockExclusive(&lock);
    endpoint->next = all;
    all = endpoint;
    ReleaseSRWLockExclusive(&lock);
    return endpoint;
}

static void adopt_endpoint(wp_endpoint *endpoint, void *context) {
    AcquireSRWLockExclusive(&lock);
    endpoint->context = context;
    ReleaseSRWLockExclusive(&lock);
    WSAEventSelect(endpoint->socket, happened, FD_READ | FD_WRITE | FD_ACCEPT | FD_CONNECT | FD_CLOSE);
}

/* As much as is told to clients as the ideal backlog of sends: what is more has to wait where it can be cancelled. */
#define BACKLOG 65536

static void prepare_stream(SOCKET socket) {
    BOOL yes = TRUE;
    int room = BACKLOG;
    setsockopt(socket, SOL_SOCKET, SO_SNDBUF, (const char *)&room, sizeof room);
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, (const char *)&yes, sizeof yes);
}

static wp_result open_endpoint(int family, int type, int protocol, void *context, wp_endpoint **made) {
    SOCKET socket = WSASocketW(family, type, protocol, NULL, 0, WSA_FLAG_OVERLAPPED);
    if (socket == INVALID_SOCKET) return last_result();
    if (type == SOCK_STREAM) prepare_stream(socket);
    *made = endpoint_new(socket);
    if (*made == NULL) return WP_NO_MEMORY;
    adopt_endpoint(*made, context);
    return WP_DONE;
}

static void close_endpoint(wp_endpoint *endpoint, int abortive) {
    wp_endpoint **at;
    AcquireSRWLockExclusive(&lock);
    for (at = &all; *at != endpoint; at = &(*at)->next) {}
    *at = endpoint->next;
    ReleaseSRWLockExclusive(&lock);
    if (abortive) {
        struct linger reset = {1, 0};
        setsockopt(endpoint->socket, SOL_SOCKET, SO_LINGER, (const char *)&reset, sizeof reset);
    }
    closesocket(endpoint->socket);
    wp_free(endpoint);
}

static wp_result bind_endpoint(wp_endpoint *endpoint, const wp_address *local) {
    return bind(endpoint->socket, (const struct sockaddr *)local, size_of(local)) == 0 ? WP_DONE : last_result();
}

static wp_result listen_endpoint(wp_endpoint *endpoint) { return listen(endpoint->socket, SOMAXCONN) == 0 ? WP_DONE : last_result(); }

static wp_result local_address(wp_endpoint *endpoint, wp_address *to) {
    int size = sizeof *to;
    return getsockname(endpoint->socket, (struct sockaddr *)to, &size) == 0 ? WP_DONE : last_result();
}

static wp_result remote_address(wp_endpoint *endpoint, wp_address *to) {
    int size = sizeof *to;
    return getpeername(endpoint->socket, (struct sockaddr *)to, &size) == 0 ? WP_DONE : last_result();
}

static wp_result accept_endpoint(wp_endpoint *endpoint, wp_endpoint **made, wp_address *local, wp_address *remote) {
    int size = sizeof *remote;
    SOCKET socket = accept(endpoint->socket, (struct sockaddr *)remote, &size);
    if (socket == INVALID_SOCKET) return last_result();
    prepare_stream(socket);
    *made = endpoint_new(socket);
    return *made == NULL ? WP_NO_MEMORY : local_address(*made, local);
}

static wp_result connect_endpoint(wp_endpoint *endpoint, const wp_address *remote) {
    wp_result result;
    AcquireSRWLockExclusive(&lock);
    endpoint->connecting = 1;
    endpoint->error = 0;
    ReleaseSRWLockExclusive(&lock);
    result = connect(endpoint->socket, (const struct sockaddr *)remote, size_of(remote)) == 0 ? WP_DONE : last_result();
    return result;
}

static wp_result connect_result(wp_endpoint *endpoint) {
    wp_result result;
    AcquireSRWLockExclusive(&lock);
    result = endpoint->connecting ? WP_LATER : result_of(endpoint->error);
    ReleaseSRWLockExclusive(&lock);
    return result;
}

/* ---- data ---- */

static wp_result send_bytes(wp_endpoint *endpoint, const void *bytes, size_t size, size_t *sent) {
    int done = send(endpoint->socket, (const char *)bytes, size > 0x100000 ? 0x100000 : (int)size, 0);
    if (done == SOCKET_ERROR) return last_result();
    *sent = (size_t)done;
    return WP_DONE;
}

static wp_result receive_bytes(wp_endpoint *endpoint, void *bytes, size_t size, size_t *got) {
    int done = recv(endpoint->socket, (char *)bytes, (int)size, 0);
    wp_address peer;
    int room = sizeof peer;
    if (done == SOCKET_ERROR) return last_result();
    *got = (size_t)done;
    if (done != 0) return WP_DONE;
    /*
     * Wine's server takes the error of a reset out of the socket, so that the end looks like one in order. But the socket is connected no more, as it
     * is not after we have ended our side either: then the two cannot be told apart.
     */
    return !endpoint->shut && getpeername(endpoint->socket, (struct sockaddr *)&peer, &room) != 0 ? WP_RESET : WP_DONE;
}

static wp_result shut_down(wp_endpoint *endpoint) {
    if (shutdown(endpoint->socket, SD_SEND) != 0) return last_result();
    endpoint->shut = 1;
    return WP_DONE;
}

static wp_result send_datagram(wp_endpoint *endpoint, const void *bytes, size_t size, const wp_address *to) {
    return sendto(endpoint->socket, (const char *)bytes, (int)size, 0, (const struct sockaddr *)to, size_of(to)) == SOCKET_ERROR ? last_result()
                                                                                                                                : WP_DONE;
}

static wp_result receive_datagram(wp_endpoint *endpoint, void *bytes, size_t size, size_t *got, wp_address *from) {
    int room = sizeof *from;
    int done = recvfrom(endpoint->socket, (char *)bytes, (int)size, 0, (struct sockaddr *)from, &room);
    if (done == SOCKET_ERROR) return last_result();
    *got = (size_t)done;
    return WP_DONE;
}

static wp_result option(wp_endpoint *endpoint, int set, int level, int code, void *value, size_t *size) {
    int length = (int)*size;
    int error = set ? setsockopt(endpoint->socket, level, code, (const char *)value, length)
                    : getsockopt(endpoint->socket, level, code, (char *)value, &length);
    if (error != 0) return last_result();
    *size = (size_t)length;
    return WP_DONE;
}

const wp_net wp_winsock = {start,          stop,          open_endpoint, close_endpoint, bind_endpoint, listen_endpoint, accept_endpoint,
                           adopt_endpoint, connect_endpoint, connect_result, local_address, remote_address, send_bytes,   receive_bytes,
                           shut_down,      send_datagram, receive_datagram, option};

/* ---- names ---- */

int wp_winsock_resolve(const uint16_t *node, const uint16_t *service, const void *hints, void **result) {
    return GetAddrInfoExW((const WCHAR *)node, (const WCHAR *)service, NS_ALL, NULL, (const ADDRINFOEXW *)hints, (ADDRINFOEXW **)result, NULL, NULL, NULL,
                          NULL);
}

void wp_winsock_free(void *result) { FreeAddrInfoExW((ADDRINFOEXW *)result); }

int wp_winsock_name(const void *address, uint32_t length, uint16_t *node, uint32_t nodeRoom, uint16_t *service, uint32_t serviceRoom, uint32_t flags) {
    return GetNameInfoW((const SOCKADDR *)address, (socklen_t)length, (WCHAR *)node, nodeRoom, (WCHAR *)service, serviceRoom, (int)flags);
}
