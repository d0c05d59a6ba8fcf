/*
 * Controllers that connect. The first line of a controller is `WSKTCK SECRET`; the agent answers with a line of its own, `OK` and frames follow, or `BUSY`
 * (another controller has the session), or `FAILED` (the driver gives no session), or closes without one: the secret was not said within some time.
 */
#include "agent.h"

/* How long a controller may take to say the secret, and how long the agent sits on a wrong one, so that guessing is slow. */
#define GREETING_MILLIS 5000
#define WRONG_MILLIS 500
/* A controller that has just gone may be noticed a little after the next one has come: that one is told that the agent is busy only then. */
#define BUSY_MILLIS 1000
/* A controller that takes nothing for so long is lost. */
#define GIVE_MILLIS 30000
/* Connections at once, those included that have not said the secret yet. */
#define CONNECTIONS 16
#define GREETING "WSKTCK "
#define GREETING_LENGTH (sizeof GREETING - 1)

typedef struct connection {
    channel c; /* the first member: a channel is its connection */
    HANDLE taken, given; /* of the transfers in the two directions, of which there is one at a time */
    HANDLE over;
    HANDLE thread; /* NULL: the place is free */
    const options *o;
} connection;

static SOCKET listener = INVALID_SOCKET;
static connection connections[CONNECTIONS];
static HANDLE idle; /* set while no controller has the session; whoever waits for it takes it */

static int wsa_fail(const char *what) { return fail(what, (DWORD)WSAGetLastError()); }

/* ---- the channel ---- */

/* One overlapped transfer: a shutdown from another thread does not wake what waits inside recv or send everywhere, an event does. -1 at the end. */
static int move(connection *each, void *bytes, DWORD size, int in, DWORD millis) {
    WSABUF buffer;
    WSAOVERLAPPED o;
    HANDLE events[2];
    DWORD moved = 0;
    DWORD flags = 0;
    int status;
    if (each->c.ended) return -1;
    memset(&o, 0, sizeof o);
    buffer.buf = bytes;
    buffer.len = size;
    o.hEvent = events[0] = in ? each->taken : each->given;
    events[1] = each->over;
    ResetEvent(events[0]);
    status = in ? WSARecv(each->c.socket, &buffer, 1, NULL, &flags, &o, NULL) : WSASend(each->c.socket, &buffer, 1, NULL, 0, &o, NULL);
    if (status != 0 && WSAGetLastError() != WSA_IO_PENDING) return -1;
    /* The buffer is the caller's only after the transfer has ended, in whatever way. */
    if (WaitForMultipleObjects(2, events, FALSE, millis) != WAIT_OBJECT_0) CancelIoEx((HANDLE)each->c.socket, &o);
    if (!WSAGetOverlappedResult(each->c.socket, &o, &moved, TRUE, &flags) || moved == 0) return -1;
    return (int)moved;
}

static int take(channel *c, void *to, DWORD size) {
    uint8_t *bytes = to;
    while (size != 0) {
        int got = move((connection *)c, bytes, size, 1, INFINITE);
        if (got < 0) return 0;
        bytes += got;
        size -= (DWORD)got;
    }
    return 1;
}

static int give(channel *c, const void *from, DWORD size) {
    const uint8_t *bytes = from;
    while (size != 0) {
        int put = move((connection *)c, (void *)(uintptr_t)bytes, size, 0, GIVE_MILLIS);
        if (put < 0) return 0;
        bytes += put;
        size -= (DWORD)put;
    }
    return 1;
}

static void end(channel *c) {
    if (InterlockedExchange(&c->ended, 1) == 0) {
        SetEvent(((connection *)c)->over);
        shutdown(c->socket, SD_BOTH);
    }
}

/* ---- the greeting ---- */

/* Takes as long for every secret of the right length as for every wrong one, wherever they differ. */
static int is_secret(const options *o, const char *said, size_t length) {
    volatile unsigned difference = (unsigned)(length ^ o->secretLength);
    size_t i;
    for (i = 0; i < SECRET_MOST; i++) difference |= (unsigned)(uint8_t)said[i] ^ (unsigned)(uint8_t)o->secret[i];
    return difference == 0;
}

/* Whether the controller knows the secret. */
static int greeted(connection *each) {
    char line[GREETING_LENGTH + SECRET_MOST + 1];
    ULONGLONG last = GetTickCount64() + GREETING_MILLIS;
    size_t length = 0;
    memset(line, 0, sizeof line);
    for (;;) {
        char next;
        ULONGLONG now = GetTickCount64();
        /* Byte by byte: frames may follow the line at once. */
        if (now >= last || move(each, &next, 1, 1, (DWORD)(last - now)) != 1) return 0;
        if (next == '\n') break;
        if (length == GREETING_LENGTH + SECRET_MOST) return 0;
        line[length++] = next;
    }
    return length >= GREETING_LENGTH && memcmp(line, GREETING, GREETING_LENGTH) == 0 &&
           is_secret(each->o, line + GREETING_LENGTH, length - GREETING_LENGTH);
}

static void say(connection *each, const char *line) { give(&each->c, line, (DWORD)strlen(line)); }

static void serve(connection *each) {
    HANDLE device;
    HANDLE events[2];
    DWORD came;
    if (!greeted(each)) {
        fprintf(stderr, "agent: a controller did not say the secret\n");
        WaitForSingleObject(stop, WRONG_MILLIS);
        return;
    }
    events[0] = stop;
    events[1] = idle;
    came = WaitForMultipleObjects(2, events, FALSE, BUSY_MILLIS);
    if (came != WAIT_OBJECT_0 + 1) {
        if (came == WAIT_TIMEOUT) say(each, "BUSY\n");
        return;
    }
    device = device_open();
    if (device == INVALID_HANDLE_VALUE) {
        say(each, "FAILED\n");
    } else {
        say(each, "OK\n");
        relay(device, &each->c);
        if (each->o->once) SetEvent(stop);
    }
    SetEvent(idle);
}

static DWORD WINAPI connection_main(void *argument) {
    connection *each = argument;
    serve(each);
    end(&each->c);
    return 0;
}

/* ---- connections ---- */

static void release(connection *each) {
    closesocket(each->c.socket);
    if (each->taken != NULL) CloseHandle(each->taken);
    if (each->given != NULL) CloseHandle(each->given);
    if (each->over != NULL) CloseHandle(each->over);
    memset(each, 0, sizeof *each);
}

/* Only the thread that accepts closes sockets: no other can then use a number that has become another socket's. */
static void tidy(DWORD millis) {
    int i;
    for (i = 0; i < CONNECTIONS; i++) {
        connection *each = &connections[i];
        if (each->thread != NULL && WaitForSingleObject(each->thread, millis) == WAIT_OBJECT_0) {
            CloseHandle(each->thread);
            release(each);
        }
    }
}

static void take_in(const options *o, SOCKET socket) {
    static const BOOL yes = TRUE;
    connection *each;
    u_long blocking = 0;
    int i;
    tidy(0);
    for (i = 0; i < CONNECTIONS && connections[i].thread != NULL; i++) {
    }
    /* It has the listener's event and mode. */
    if (i == CONNECTIONS || WSAEventSelect(socket, NULL, 0) != 0 || ioctlsocket(socket, FIONBIO, &blocking) != 0) {
        closesocket(socket);
        return;
    }
    /* Small frames go out at once; a controller whose machine is gone is noticed some day. Neither is needed. */
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, (const char *)&yes, sizeof yes);
    setsockopt(socket, SOL_SOCKET, SO_KEEPALIVE, (const char *)&yes, sizeof yes);
    each = &connections[i];
    each->c.take = take;
    each->c.give = give;
    each->c.end = end;
    each->c.socket = socket;
    each->o = o;
    each->taken = CreateEventA(NULL, TRUE, FALSE, NULL);
    each->given = CreateEventA(NULL, TRUE, FALSE, NULL);
    each->over = CreateEventA(NULL, TRUE, FALSE, NULL);
    if (each->taken != NULL && each->given != NULL && each->over != NULL) {
        each->thread = CreateThread(NULL, 0, connection_main, each, 0, NULL);
    }
    if (each->thread == NULL) {
        fail("connection", GetLastError());
        release(each);
    }
}

/* ---- the address ---- */

static int is_loopback(const struct sockaddr *address) {
    if (address->sa_family == AF_INET) return ((const uint8_t *)&((const struct sockaddr_in *)(const void *)address)->sin_addr)[0] == 127;
    return address->sa_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)(const void *)address)->sin6_addr);
}

/* HOST:PORT, [HOST]:PORT or PORT. */
static int split(const char *text, char *host, size_t room, const char **port) {
    const char *colon = strrchr(text, ':');
    const char *each;
    size_t length = colon == NULL ? 0 : (size_t)(colon - text);
    *port = colon == NULL ? text : colon + 1;
    for (each = *port; *each >= '0' && *each <= '9'; each++) {
    }
    if (*each != 0 || each == *port || each - *port > 5 || atoi(*port) > 65535 || length >= room || (colon != NULL && length == 0)) return 0;
    if (length >= 2 && text[0] == '[' && text[length - 1] == ']') {
        text++;
        length -= 2;
    }
    memcpy(host, text, length);
    host[length] = 0;
    if (colon == NULL) strcpy(host, "127.0.0.1");
    return 1;
}

static int announce(void) {
    struct sockaddr_storage bound;
    int length = sizeof bound;
    char host[64], port[8];
    int v6;
    if (getsockname(listener, (struct sockaddr *)&bound, &length) != 0 ||
        getnameinfo((struct sockaddr *)&bound, length, host, sizeof host, port, sizeof port, NI_NUMERICHOST | NI_NUMERICSERV) != 0) {
        return wsa_fail("address");
    }
    v6 = bound.ss_family == AF_INET6;
    printf("listening on %s%s%s:%s\n", v6 ? "[" : "", host, v6 ? "]" : "", port);
    fflush(stdout);
    return 1;
}

int listen_prepare(const options *o) {
    static const BOOL yes = TRUE;
    WSADATA data;
    struct addrinfo hints, *found;
    char host[256];
    const char *port;
    int good = 0;
    if (!split(o->listen, host, sizeof host, &port)) {
        fprintf(stderr, "agent: this is no [HOST:]PORT: %s\n", o->listen);
        return 0;
    }
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0) return wsa_fail("WSAStartup");
    memset(&hints, 0, sizeof hints);
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE;
    if (getaddrinfo(host, port, &hints, &found) != 0) return wsa_fail(host);
    if (!is_loopback(found->ai_addr) && o->secretLength == 0) {
        fprintf(stderr, "agent: %s is reached from other machines, which needs a shared secret: set WSKTCK_SECRET or give --secret-file\n", host);
    } else {
        listener = socket(found->ai_family, SOCK_STREAM, IPPROTO_TCP);
        good = listener != INVALID_SOCKET && setsockopt(listener, SOL_SOCKET, SO_EXCLUSIVEADDRUSE, (const char *)&yes, sizeof yes) == 0 &&
               bind(listener, found->ai_addr, (int)found->ai_addrlen) == 0 && listen(listener, CONNECTIONS) == 0;
        if (!good) wsa_fail("listen");
    }
    freeaddrinfo(found);
    return good;
}

void listen_serve(const options *o) {
    HANDLE events[2];
    int i;
    events[0] = stop;
    events[1] = WSACreateEvent();
    idle = CreateEventA(NULL, FALSE, TRUE, NULL);
    if (idle == NULL || events[1] == WSA_INVALID_EVENT || WSAEventSelect(listener, events[1], FD_ACCEPT) != 0) {
        wsa_fail("event");
    } else if (announce()) {
        while (WaitForMultipleObjects(2, events, FALSE, INFINITE) == WAIT_OBJECT_0 + 1) {
            SOCKET next;
            WSAResetEvent(events[1]);
            while ((next = accept(listener, NULL, NULL)) != INVALID_SOCKET) take_in(o, next);
        }
    }
    closesocket(listener);
    for (i = 0; i < CONNECTIONS; i++) {
        if (connections[i].thread != NULL) end(&connections[i].c);
    }
    tidy(INFINITE);
}
