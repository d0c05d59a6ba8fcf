/* Tests of the core on a network in memory, with real threads. Every test begins and ends with nothing allocated. */
#include "native.h"

#include <pthread.h>

#define ROOM 65536
#define SERVER 7000
#define PEER 9000

static WSK_REGISTRATION registration;
static WSK_PROVIDER_NPI npi;
static const GUID WSK = {0x2227E803, 0x8D8B, 0x11D4, {0xAB, 0xAD, 0x00, 0x90, 0x27, 0x71, 0x9E, 0x09}};

/* ---- what the callbacks do and what they have seen ---- */

typedef struct seen {
    atomic_int accepts, inspects, aborts, receives, froms, disconnects, inside, most;
    atomic_int abortive;
    atomic_long bytes, indicated;
    atomic_int dispatch;
    NTSTATUS answer;   /* of the receives */
    SIZE_T takes;      /* this many bytes; 0 leaves the variable alone */
    WSK_INSPECT_ACTION action;
    NTSTATUS acceptAnswer;
    WSK_INSPECT_ID id;
    PWSK_SOCKET accepted;
    PVOID list;
    int inSequence;
    pthread_mutex_t gate; /* held by the test to hold callbacks up */
    int gated;
    void (*within)(struct seen *seen);
    PWSK_SOCKET self;
    struct _IRP irp; /* for what is called within */
    NTSTATUS returned;
} seen;

static seen s;
static unsigned char stream_position;

static void enter(void) {
    int now = atomic_fetch_add(&s.inside, 1) + 1;
    if (now > atomic_load(&s.most)) atomic_store(&s.most, now);
    changed();
    if (s.gated) {
        pthread_mutex_lock(&s.gate);
        pthread_mutex_unlock(&s.gate);
    }
    if (s.within != NULL) s.within(&s);
}

static void leave(ULONG flags) {
    if ((flags & WSK_FLAG_AT_DISPATCH_LEVEL) != 0) atomic_fetch_add(&s.dispatch, 1);
    atomic_fetch_sub(&s.inside, 1);
    changed();
}

static NTSTATUS on_receive(PVOID context, ULONG flags, PWSK_DATA_INDICATION list, SIZE_T bytes, SIZE_T *accepted) {
    /* Read first: as soon as a count says that we were here the test may change them. */
    NTSTATUS answer = s.answer;
    SIZE_T takes = s.takes;
    SIZE_T sum = 0;
    SIZE_T taken = answer == STATUS_DATA_NOT_ACCEPTED ? 0 : takes != 0 ? takes : bytes;
    PWSK_DATA_INDICATION each;
    CHECK(context == &s && *accepted == bytes);
    enter();
    s.list = list;
    for (each = list; each != NULL; each = each->Next) {
        SIZE_T size;
        UCHAR *at = wp_buffer_at(&each->Buffer, 0, &size);
        SIZE_T i;
        CHECK(size == each->Buffer.Length);
        for (i = 0; s.inSequence && i < size; i++) {
            if (sum + i < taken) CHECK(at[i] == stream_position++);
        }
        sum += size;
    }
    CHECK(sum == bytes && bytes != 0);
    if (takes != 0 && answer == STATUS_SUCCESS) *accepted = takes;
    atomic_fetch_add(&s.indicated, (long)bytes);
    if (taken != 0) atomic_fetch_add(&s.bytes, (long)taken);
    atomic_fetch_add(&s.receives, 1);
    leave(flags);
    return answer;
}

static NTSTATUS on_disconnect(PVOID context, ULONG flags) {
    CHECK(context == &s);
    enter();
    atomic_store(&s.abortive, (flags & WP_ABORTIVE) != 0);
    atomic_fetch_add(&s.disconnects, 1);
    leave(flags);
    return STATUS_SUCCESS;
}

static NTSTATUS on_from(PVOID context, ULONG flags, PWSK_DATAGRAM_INDICATION list) {
    NTSTATUS answer = s.answer;
    PWSK_DATAGRAM_INDICATION each;
    CHECK(context == &s);
    enter();
    s.list = list;
    for (each = list; each != NULL; each = each->Next) atomic_fetch_add(&s.bytes, (long)each->Buffer.Length);
    atomic_fetch_add(&s.froms, 1);
    leave(flags);
    return answer;
}

static const WSK_CLIENT_CONNECTION_DISPATCH CONNECTION = {on_receive, on_disconnect, NULL};
static const WSK_CLIENT_DATAGRAM_DISPATCH DATAGRAM = {on_from};

static NTSTATUS on_accept(PVOID context, ULONG flags, PSOCKADDR local, PSOCKADDR remote, PWSK_SOCKET accepted, PVOID *store,
                          const WSK_CLIENT_CONNECTION_DISPATCH **dispatch) {
    NTSTATUS answer = s.acceptAnswer;
    CHECK(context == &s && local->sa_family == 2 && remote->sa_family == 2 && accepted != NULL);
    enter();
    s.accepted = accepted;
    *store = &s;
    *dispatch = &CONNECTION;
    atomic_fetch_add(&s.accepts, 1);
    leave(flags);
    return answer;
}

static WSK_INSPECT_ACTION on_inspect(PVOID context, PSOCKADDR local, PSOCKADDR remote, PWSK_INSPECT_ID id) {
    WSK_INSPECT_ACTION action = s.action;
    CHECK(context == &s && local != NULL && remote != NULL);
    s.id = *id;
    enter();
    atomic_fetch_add(&s.inspects, 1);
    leave(0);
    return action;
}

static NTSTATUS on_abort(PVOID context, PWSK_INSPECT_ID id) {
    CHECK(context == &s && id->Key == s.id.Key && id->SerialNumber == s.id.SerialNumber);
    atomic_fetch_add(&s.aborts, 1);
    changed();
    return STATUS_SUCCESS;
}

static const WSK_CLIENT_LISTEN_DISPATCH LISTEN = {on_accept, on_inspect, on_abort};
static const WSK_CLIENT_STREAM_DISPATCH STREAM = {&LISTEN, &CONNECTION};

/* ---- calls ---- */

#define TABLE(type, socket) ((const type *)(socket)->Dispatch)

static void irp_new(PIRP irp) { memset(irp, 0, sizeof *irp); }

/* What a call with an IRP came to in the end. */
static NTSTATUS over(NTSTATUS returned, PIRP irp) {
    CHECK(comes(irp_is_completed, irp));
    CHECK(returned == STATUS_PENDING || (returned == irp->status && !atomic_load(&irp->pended)));
    CHECK(returned != STATUS_PENDING || atomic_load(&irp->pended));
    return irp->status;
}

static PWSK_SOCKET new_socket(ULONG flags, const VOID *dispatch) {
    struct _IRP irp;
    int datagrams = flags == WP_FLAG_DATAGRAM;
    irp_new(&irp);
    CHECK(over(npi.Dispatch->WskSocket(npi.Client, 2, datagrams ? 2 : 1, datagrams ? 17 : 6, flags, &s, dispatch, NULL, NULL, NULL, &irp), &irp) ==
          STATUS_SUCCESS);
    return (PWSK_SOCKET)irp.information;
}

static void bind_to(PWSK_SOCKET socket, unsigned port) {
    struct _IRP irp;
    wp_address at;
    irp_new(&irp);
    address_of(&at, port);
    CHECK(over(wp_bind(socket, (PSOCKADDR)(void *)&at, 0, &irp), &irp) == STATUS_SUCCESS);
}

static NTSTATUS close_now(PWSK_SOCKET socket) {
    struct _IRP irp;
    irp_new(&irp);
    return over(TABLE(WSK_PROVIDER_BASIC_DISPATCH, socket)->WskCloseSocket(socket, &irp), &irp);
}

static NTSTATUS events(PWSK_SOCKET socket, ULONG mask, PIRP irp) {
    WSK_EVENT_CALLBACK_CONTROL control;
    control.NpiId = &WSK;
    control.EventMask = mask;
    return wp_control_socket(socket, WskSetOption, 0x4002, 0xFFFF, sizeof control, &control, 0, NULL, NULL, irp);
}

static NTSTATUS set_long(PWSK_SOCKET socket, ULONG code, ULONG value) {
    return wp_control_socket(socket, WskSetOption, code, 0xFFFF, sizeof value, &value, 0, NULL, NULL, NULL);
}

typedef struct buffer {
    struct _MDL mdl[2];
    WSK_BUF wsk;
    UCHAR bytes[ROOM];
} buffer;

/* In two pieces, the first of which begins behind an offset. */
static void buffer_new(buffer *b, SIZE_T size) {
    SIZE_T first = size / 3;
    memset(b, 0, sizeof *b);
    b->mdl[0].bytes = b->bytes;
    b->mdl[0].size = first + 7;
    b->mdl[0].next = &b->mdl[1];
    b->mdl[1].bytes = b->bytes + first + 7;
    b->mdl[1].size = size - first;
    b->wsk.Mdl = b->mdl;
    b->wsk.Offset = 7;
    b->wsk.Length = size;
}

static int at_least(void *pair) {
    void **p = (void **)pair;
    return atomic_load((atomic_int *)p[0]) >= *(int *)p[1];
}

static int reaches(atomic_int *count, int value) {
    void *pair[2];
    pair[0] = count;
    pair[1] = &value;
    return comes(at_least, pair);
}

static int took_all(void *value) { return atomic_load(&s.bytes) >= *(long *)value; }

static void begin(void) {
    WSK_CLIENT_NPI client;
    static const WSK_CLIENT_DISPATCH DISPATCH = {MAKE_WSK_VERSION(1, 0), 0, NULL};
    CHECK(atomic_load(&allocations) == 0);
    memset(&s, 0, sizeof s);
    pthread_mutex_init(&s.gate, NULL);
    s.inSequence = 1;
    stream_position = 0;
    client.ClientContext = &s;
    client.Dispatch = &DISPATCH;
    CHECK(wp_register(&client, &registration) == STATUS_SUCCESS);
    CHECK(wp_capture(&registration, 0, &npi) == STATUS_SUCCESS);
}

static void finish(void) {
    wp_release(&registration);
    wp_deregister(&registration);
    CHECK(wp_capture(&registration, 0, &npi) == STATUS_DEVICE_NOT_READY);
    CHECK(atomic_load(&allocations) == 0);
}

/* A connection to a peer. */
static PWSK_SOCKET connected(wp_endpoint **peer) {
    struct _IRP irp;
    wp_address at;
    wp_endpoint *listening = peer_listen(PEER);
    PWSK_SOCKET socket = new_socket(WP_FLAG_CONNECTION, &CONNECTION);
    bind_to(socket, 0);
    irp_new(&irp);
    address_of(&at, PEER);
    CHECK(over(wp_connect(socket, (PSOCKADDR)(void *)&at, 0, &irp), &irp) == STATUS_SUCCESS);
    *peer = peer_accept(listening);
    CHECK(*peer != NULL);
    peer_close(listening, 0);
    return socket;
}

static void fill(unsigned char *bytes, size_t size, unsigned char from) {
    size_t i;
    for (i = 0; i < size; i++) bytes[i] = (unsigned char)(from + i);
}

/* ---- registration ---- */

static void *deregister(void *done) {
    wp_deregister(&registration);
    atomic_store((atomic_int *)done, 1);
    changed();
    return NULL;
}

static void registration_test(void) {
    static const WSK_CLIENT_DISPATCH STRANGE = {MAKE_WSK_VERSION(255, 0), 0, NULL};
    WSK_CLIENT_NPI client = {NULL, &STRANGE};
    WSK_REGISTRATION other;
    WSK_PROVIDER_NPI none;
    WSK_EVENT_CALLBACK_CONTROL control = {&WSK, WP_EVENT_RECEIVE_FROM};
    struct _IRP irp, close;
    PWSK_SOCKET socket;
    pthread_t thread;
    atomic_int done = 0;
    memset(&other, 0, sizeof other);
    CHECK(wp_register(&client, &other) == STATUS_SUCCESS);
    CHECK(wp_capture(&other, 0, &none) == STATUS_NOINTERFACE);
    wp_deregister(&other);
    begin();
    irp_new(&irp);
    CHECK(npi.Dispatch->WskControlClient(npi.Client, 3, 0, NULL, 0, NULL, NULL, &irp) == STATUS_PENDING);
    socket = new_socket(0, NULL);
    CHECK(npi.Dispatch->WskControlClient(npi.Client, 7, sizeof control, &control, 0, NULL, NULL, NULL) == STATUS_INVALID_DEVICE_STATE);
    pthread_create(&thread, NULL, deregister, &done);
    CHECK(comes(irp_is_completed, &irp) && irp.status == STATUS_CANCELLED);
    CHECK(wp_capture(&registration, 0, &none) == STATUS_DEVICE_NOT_READY);
    wp_release(&registration);
    CHECK(!atomic_load(&done));
    irp_new(&close);
    CHECK(over(wp_close_socket(socket, &close), &close) == STATUS_SUCCESS);
    pthread_join(thread, NULL);
    CHECK(atomic_load(&done) && atomic_load(&allocations) == 0);
}

/* ---- datagrams ---- */

static void datagrams_test(void) {
    wp_endpoint *peer;
    wp_address at;
    PWSK_SOCKET socket;
    struct _IRP irp;
    static buffer b;
    ULONG flags = 77;
    PVOID kept;
    begin();
    peer = peer_datagrams(PEER);
    socket = new_socket(WP_FLAG_DATAGRAM, &DATAGRAM);
    CHECK(events(socket, WP_EVENT_RECEIVE_FROM, NULL) == STATUS_INVALID_DEVICE_STATE);
    bind_to(socket, SERVER);
    CHECK(events(socket, WP_EVENT_RECEIVE_FROM | WP_EVENT_ACCEPT, NULL) == STATUS_INVALID_PARAMETER);
    /* By a function, cut, and with its sender. */
    irp_new(&irp);
    buffer_new(&b, 6);
    CHECK(wp_receive_from(socket, &b.wsk, 0, (PSOCKADDR)(void *)&at, NULL, NULL, &flags, &irp) == STATUS_PENDING);
    peer_send_to(peer, SERVER, "0123456789", 10);
    CHECK(comes(irp_is_completed, &irp) && irp.status == STATUS_SUCCESS && irp.information == 6 && flags == WP_MSG_TRUNC && port_of(&at) == PEER);
    CHECK(memcmp(b.bytes + 7, "012345", 6) == 0);
    /* By the callback: kept, refused, enabled again. */
    CHECK(events(socket, WP_EVENT_RECEIVE_FROM, NULL) == STATUS_SUCCESS);
    s.answer = STATUS_PENDING;
    peer_send_to(peer, SERVER, "abc", 3);
    CHECK(reaches(&s.froms, 1));
    kept = s.list;
    s.answer = STATUS_DATA_NOT_ACCEPTED;
    peer_send_to(peer, SERVER, "defg", 4);
    CHECK(reaches(&s.froms, 2) && atomic_load(&s.bytes) == 7);
    s.answer = STATUS_SUCCESS;
    CHECK(events(socket, WP_EVENT_RECEIVE_FROM, NULL) == STATUS_SUCCESS);
    CHECK(reaches(&s.froms, 3) && atomic_load(&s.bytes) == 11);
    CHECK(wp_release_datagrams(socket, (PWSK_DATAGRAM_INDICATION)kept) == STATUS_SUCCESS);
    CHECK(wp_release_datagrams(socket, (PWSK_DATAGRAM_INDICATION)kept) == STATUS_INVALID_PARAMETER);
    /* From one sender only. */
    address_of(&at, PEER + 1);
    CHECK(wp_control_socket(socket, WskIoctl, 0x8F000001, 0, sizeof at, &at, 0, NULL, NULL, NULL) == STATUS_SUCCESS);
    peer_send_to(peer, SERVER, "not", 3);
    CHECK(wp_control_socket(socket, WskIoctl, 0x8F000001, 0, 0, NULL, 0, NULL, NULL, NULL) == STATUS_SUCCESS);
    peer_send_to(peer, SERVER, "yes!!", 5);
    CHECK(reaches(&s.froms, 4));
    CHECK(atomic_load(&s.bytes) == 16 || atomic_load(&s.bytes) == 19);
    /* Sent. */
    irp_new(&irp);
    buffer_new(&b, 9);
    address_of(&at, PEER);
    CHECK(over(wp_send_to(socket, &b.wsk, 0, (PSOCKADDR)(void *)&at, 0, NULL, &irp), &irp) == STATUS_SUCCESS && irp.information == 9);
    /* A buffer longer than its MDLs, and a receive that is cancelled. */
    irp_new(&irp);
    b.wsk.Length = 100;
    CHECK(over(wp_send_to(socket, &b.wsk, 0, (PSOCKADDR)(void *)&at, 0, NULL, &irp), &irp) == STATUS_INVALID_PARAMETER);
    irp_new(&irp);
    buffer_new(&b, 9);
    CHECK(wp_receive_from(socket, &b.wsk, 0, NULL, NULL, NULL, NULL, &irp) == STATUS_PENDING);
    irp_cancel(&irp);
    CHECK(over(STATUS_PENDING, &irp) == STATUS_CANCELLED);
    /* Cancelled before it came. */
    irp_new(&irp);
    irp_cancel(&irp);
    CHECK(over(wp_receive_from(socket, &b.wsk, 0, NULL, NULL, NULL, NULL, &irp), &irp) == STATUS_CANCELLED);
    CHECK(close_now(socket) == STATUS_SUCCESS);
    peer_close(peer, 0);
    finish();
}

/* ---- disabling ---- */

static void disable_within(seen *who) {
    irp_new(&who->irp);
    who->within = NULL;
    who->returned = events(who->self, WP_EVENT_RECEIVE_FROM | WP_EVENT_DISABLE, &who->irp);
    CHECK(!atomic_load(&who->irp.completed));
}

static void disabling_test(void) {
    wp_endpoint *peer;
    struct _IRP irp, close;
    begin();
    peer = peer_datagrams(PEER);
    s.self = new_socket(WP_FLAG_DATAGRAM, &DATAGRAM);
    bind_to(s.self, SERVER);
    CHECK(events(s.self, WP_EVENT_RECEIVE_FROM, NULL) == STATUS_SUCCESS);
    CHECK(events(s.self, WP_EVENT_RECEIVE_FROM | WP_EVENT_DISABLE, NULL) == STATUS_SUCCESS);
    CHECK(events(s.self, WP_EVENT_RECEIVE_FROM, NULL) == STATUS_SUCCESS);
    /* From inside, with an IRP. */
    s.within = disable_within;
    peer_send_to(peer, SERVER, "a", 1);
    CHECK(reaches(&s.froms, 1) && over(STATUS_PENDING, &s.irp) == STATUS_SUCCESS && s.returned == STATUS_PENDING);
    /* While one is held up: without an IRP, with one, and both end with it. */
    CHECK(events(s.self, WP_EVENT_RECEIVE_FROM, NULL) == STATUS_SUCCESS);
    pthread_mutex_lock(&s.gate);
    s.gated = 1;
    peer_send_to(peer, SERVER, "b", 1);
    CHECK(reaches(&s.inside, 1));
    CHECK(events(s.self, WP_EVENT_RECEIVE_FROM | WP_EVENT_DISABLE, NULL) == STATUS_EVENT_PENDING);
    irp_new(&irp);
    CHECK(events(s.self, WP_EVENT_RECEIVE_FROM | WP_EVENT_DISABLE, &irp) == STATUS_PENDING);
    CHECK(!atomic_load(&irp.completed));
    /* A close waits as well. */
    irp_new(&close);
    CHECK(wp_close_socket(s.self, &close) == STATUS_PENDING);
    CHECK(!atomic_load(&close.completed));
    s.gated = 0;
    pthread_mutex_unlock(&s.gate);
    CHECK(over(STATUS_PENDING, &close) == STATUS_SUCCESS && atomic_load(&irp.completed) == 1 && atomic_load(&s.inside) == 0);
    peer_close(peer, 0);
    finish();
}

/* ---- connections ---- */

static void receiving_test(void) {
    wp_endpoint *peer;
    PWSK_SOCKET socket;
    unsigned char bytes[200];
    struct _IRP irp;
    static buffer b;
    SIZE_T backlog = 0;
    long all = 30;
    PVOID kept;
    begin();
    socket = connected(&peer);
    fill(bytes, sizeof bytes, 0);
    CHECK(events(socket, WP_EVENT_RECEIVE | WP_EVENT_DISCONNECT, NULL) == STATUS_SUCCESS);
    peer_send(peer, bytes, 30);
    CHECK(comes(took_all, &all));
    /* A part, and no more until a receive. */
    s.takes = 4;
    peer_send(peer, bytes + 30, 20);
    CHECK(reaches(&s.receives, 2) || atomic_load(&s.receives) > 1);
    irp_new(&irp);
    CHECK(over(wp_control_socket(socket, WskIoctl, 0x4F000004, 0, 0, NULL, sizeof backlog, &backlog, NULL, &irp), &irp) == STATUS_SUCCESS);
    CHECK(backlog == 16 || backlog == 20);
    s.takes = 0;
    irp_new(&irp);
    buffer_new(&b, 6);
    stream_position = 40;
    CHECK(over(wp_receive(socket, &b.wsk, 0, &irp), &irp) == STATUS_SUCCESS && irp.information == 6);
    CHECK(memcmp(b.bytes + 7, bytes + 34, 6) == 0);
    all = 30 + 4 + 10;
    CHECK(comes(took_all, &all));
    /* Refused, and a receive of nothing. */
    s.answer = STATUS_DATA_NOT_ACCEPTED;
    peer_send(peer, bytes + 50, 10);
    while (atomic_load(&s.indicated) < 30 + 20 + 10 + 10) reaches(&s.receives, 4);
    s.answer = STATUS_SUCCESS;
    irp_new(&irp);
    buffer_new(&b, 0);
    CHECK(over(wp_receive(socket, &b.wsk, 0, &irp), &irp) == STATUS_SUCCESS && irp.information == 0);
    all += 10;
    CHECK(comes(took_all, &all));
    /* Kept while more comes. */
    s.answer = STATUS_PENDING;
    peer_send(peer, bytes + 60, 5);
    all += 5;
    CHECK(comes(took_all, &all));
    kept = s.list;
    s.answer = STATUS_SUCCESS;
    peer_send(peer, bytes + 65, 5);
    all += 5;
    CHECK(comes(took_all, &all));
    CHECK(wp_release_data(socket, (PWSK_DATA_INDICATION)kept) == STATUS_SUCCESS);
    CHECK(wp_release_data(socket, (PWSK_DATA_INDICATION)kept) == STATUS_INVALID_PARAMETER);
    /* All of it or nothing, whatever the callback would like. */
    irp_new(&irp);
    buffer_new(&b, 40);
    CHECK(wp_receive(socket, &b.wsk, WP_WAITALL, &irp) == STATUS_PENDING);
    peer_send(peer, bytes + 70, 39);
    peer_send(peer, bytes + 109, 1);
    CHECK(over(STATUS_PENDING, &irp) == STATUS_SUCCESS && irp.information == 40 && memcmp(b.bytes + 7, bytes + 70, 40) == 0);
    /* The end in order, behind all bytes; a receive then gets nothing. */
    stream_position = 110;
    peer_send(peer, bytes + 110, 50);
    peer_shutdown(peer);
    all += 50;
    CHECK(reaches(&s.disconnects, 1) && atomic_load(&s.bytes) == all && !atomic_load(&s.abortive));
    irp_new(&irp);
    CHECK(over(wp_receive(socket, &b.wsk, 0, &irp), &irp) == STATUS_SUCCESS && irp.information == 0);
    CHECK(atomic_load(&s.most) == 1);
    /* We may still send, and end too; then a close is no reset. */
    irp_new(&irp);
    CHECK(over(wp_send(socket, &b.wsk, 0, &irp), &irp) == STATUS_SUCCESS && irp.information == 40);
    irp_new(&irp);
    CHECK(over(wp_disconnect(socket, NULL, 0, &irp), &irp) == STATUS_SUCCESS);
    irp_new(&irp);
    CHECK(over(wp_send(socket, &b.wsk, 0, &irp), &irp) == STATUS_INVALID_DEVICE_STATE);
    CHECK(close_now(socket) == STATUS_SUCCESS);
    CHECK(peer_receive(peer, bytes, sizeof bytes) == 40 && peer_receive(peer, bytes, sizeof bytes) == -2);
    peer_close(peer, 0);
    finish();
}

static void ending_test(void) {
    wp_endpoint *peer;
    PWSK_SOCKET socket;
    struct _IRP irp, first, second, wait;
    static buffer b, c;
    unsigned char bytes[100];
    begin();
    /* A reset. */
    socket = connected(&peer);
    CHECK(events(socket, WP_EVENT_DISCONNECT, NULL) == STATUS_SUCCESS);
    irp_new(&wait);
    buffer_new(&c, 10);
    CHECK(wp_receive(socket, &c.wsk, 0, &wait) == STATUS_PENDING);
    peer_close(peer, 1);
    CHECK(reaches(&s.disconnects, 1) && atomic_load(&s.abortive) && over(STATUS_PENDING, &wait) == STATUS_CONNECTION_RESET);
    irp_new(&irp);
    buffer_new(&b, 5);
    CHECK(over(wp_send(socket, &b.wsk, 0, &irp), &irp) != STATUS_SUCCESS);
    CHECK(close_now(socket) == STATUS_SUCCESS);
    /* Sends and an end in order that are stuck, and the abort that frees them. */
    socket = connected(&peer);
    irp_new(&first);
    irp_new(&second);
    irp_new(&irp);
    buffer_new(&b, 60000);
    CHECK(wp_send(socket, &b.wsk, 0, &first) == STATUS_PENDING && wp_disconnect(socket, NULL, 0, &second) == STATUS_PENDING);
    CHECK(!atomic_load(&first.completed));
    CHECK(over(wp_disconnect(socket, NULL, WP_ABORTIVE, &irp), &irp) == STATUS_SUCCESS);
    CHECK(atomic_load(&first.completed) && atomic_load(&second.completed));
    CHECK(peer_receive(peer, bytes, sizeof bytes) == -1);
    CHECK(close_now(socket) == STATUS_SUCCESS);
    peer_close(peer, 0);
    /* The same, taken by the peer after all. */
    socket = connected(&peer);
    irp_new(&first);
    irp_new(&second);
    fill(b.bytes + 7, 60000, 0);
    CHECK(wp_send(socket, &b.wsk, 0, &first) == STATUS_PENDING && wp_disconnect(socket, NULL, 0, &second) == STATUS_PENDING);
    {
        long got;
        long all = 0;
        while ((got = peer_receive(peer, bytes, sizeof bytes)) != -2) {
            long i;
            for (i = 0; i < got; i++) CHECK(bytes[i] == (unsigned char)(all + i));
            all += got;
        }
        CHECK(all == 60000);
    }
    CHECK(over(STATUS_PENDING, &first) == STATUS_SUCCESS && first.information == 60000 && over(STATUS_PENDING, &second) == STATUS_SUCCESS);
    /* Closed before the peer has ended, with a receive that waits: cancelled, and a reset. */
    irp_new(&wait);
    CHECK(wp_receive(socket, &c.wsk, 0, &wait) == STATUS_PENDING);
    CHECK(close_now(socket) == STATUS_SUCCESS && atomic_load(&wait.completed) == 1 && wait.status == STATUS_CANCELLED);
    CHECK(peer_receive(peer, bytes, sizeof bytes) == -1);
    peer_close(peer, 0);
    /* A connect that fails leaves a socket that may try again. */
    {
        wp_address at;
        socket = new_socket(WP_FLAG_STREAM, &STREAM);
        bind_to(socket, SERVER);
        address_of(&at, PEER);
        irp_new(&irp);
        CHECK(over(wp_connect(socket, (PSOCKADDR)(void *)&at, 0, &irp), &irp) == STATUS_CONNECTION_REFUSED);
        CHECK(events(socket, WP_EVENT_RECEIVE, NULL) != STATUS_SUCCESS);
        irp_new(&irp);
        CHECK(over(wp_listen(socket, &irp), &irp) == STATUS_SUCCESS);
        CHECK(close_now(socket) == STATUS_SUCCESS);
        irp_new(&irp);
        CHECK(over(npi.Dispatch->WskSocketConnect(npi.Client, 1, 6, (PSOCKADDR)(void *)&at, (PSOCKADDR)(void *)&at, 0, &s, &CONNECTION, NULL, NULL, NULL,
                                                  &irp),
                   &irp) == STATUS_CONNECTION_REFUSED);
    }
    finish();
}

/* ---- listening ---- */

static void listening_test(void) {
    wp_endpoint *one, *two;
    PWSK_SOCKET listener, taken;
    struct _IRP irp;
    wp_address local, remote;
    unsigned char bytes[10];
    long all = 3;
    begin();
    s.inSequence = 0;
    listener = new_socket(WP_FLAG_LISTEN, &LISTEN);
    bind_to(listener, SERVER);
    /* A WskAccept that waits, and one that finds somebody. */
    irp_new(&irp);
    CHECK(wp_accept(listener, 0, &s, &CONNECTION, (PSOCKADDR)(void *)&local, (PSOCKADDR)(void *)&remote, &irp) == STATUS_PENDING);
    one = peer_connect(SERVER);
    CHECK(over(STATUS_PENDING, &irp) == STATUS_SUCCESS && port_of(&local) == SERVER);
    taken = (PWSK_SOCKET)irp.information;
    two = peer_connect(SERVER);
    irp_new(&irp);
    CHECK(wp_accept(listener, 0, NULL, NULL, NULL, NULL, &irp) == STATUS_SUCCESS && atomic_load(&irp.completed) == 1);
    CHECK(close_now((PWSK_SOCKET)irp.information) == STATUS_SUCCESS);
    CHECK(peer_receive(two, bytes, sizeof bytes) == -1);
    peer_close(two, 0);
    /* The callback, its inheritance, and not for what WskAccept gave. */
    CHECK(events(listener, WP_EVENT_ACCEPT | WP_EVENT_RECEIVE, NULL) == STATUS_SUCCESS);
    CHECK(events(listener, WP_EVENT_RECEIVE | WP_EVENT_DISABLE, NULL) != STATUS_SUCCESS);
    two = peer_connect(SERVER);
    CHECK(reaches(&s.accepts, 1));
    peer_send(one, "xyz", 3);
    peer_send(two, "abc", 3);
    CHECK(comes(took_all, &all) && atomic_load(&s.bytes) == 3);
    /* The listener goes, the sockets stay. */
    CHECK(close_now(listener) == STATUS_SUCCESS);
    all = 6;
    peer_send(two, "def", 3);
    CHECK(comes(took_all, &all) && atomic_load(&s.bytes) == 6);
    CHECK(close_now(s.accepted) == STATUS_SUCCESS && close_now(taken) == STATUS_SUCCESS);
    peer_close(one, 0);
    peer_close(two, 0);
    /* One that the callback rejects. */
    listener = new_socket(WP_FLAG_LISTEN, &LISTEN);
    bind_to(listener, SERVER);
    s.acceptAnswer = STATUS_REQUEST_NOT_ACCEPTED;
    CHECK(events(listener, WP_EVENT_ACCEPT, NULL) == STATUS_SUCCESS);
    one = peer_connect(SERVER);
    CHECK(reaches(&s.accepts, 2));
    CHECK(close_now(listener) == STATUS_SUCCESS);
    CHECK(peer_receive(one, bytes, sizeof bytes) == -1);
    peer_close(one, 0);
    finish();
}

static void inspecting_test(void) {
    wp_endpoint *one;
    PWSK_SOCKET listener;
    struct _IRP irp;
    WSK_INSPECT_ID id;
    unsigned char bytes[10];
    begin();
    listener = new_socket(WP_FLAG_LISTEN, &LISTEN);
    CHECK(set_long(listener, 0x3002, 1) == STATUS_SUCCESS);
    bind_to(listener, SERVER);
    CHECK(set_long(listener, 0x3002, 0) == STATUS_INVALID_DEVICE_STATE);
    CHECK(events(listener, WP_EVENT_ACCEPT, NULL) == STATUS_SUCCESS);
    /* Accepted at once. */
    s.action = WskInspectAccept;
    one = peer_connect(SERVER);
    CHECK(reaches(&s.accepts, 1) && atomic_load(&s.inspects) == 1);
    CHECK(wp_control_socket(s.accepted, WskIoctl, 0x4F000005, 0, 0, NULL, sizeof id, &id, NULL, NULL) == STATUS_SUCCESS && id.Key == s.id.Key);
    CHECK(wp_control_socket(listener, WskIoctl, 0x4F000005, 0, 0, NULL, sizeof id, &id, NULL, NULL) == STATUS_INVALID_DEVICE_REQUEST);
    CHECK(close_now(s.accepted) == STATUS_SUCCESS);
    peer_close(one, 0);
    /* Rejected at once. */
    s.action = WskInspectReject;
    one = peer_connect(SERVER);
    CHECK(reaches(&s.inspects, 2));
    while (peer_receive(one, bytes, sizeof bytes) != -1) {}
    peer_close(one, 0);
    /* Pended, then accepted; a second time there is nothing. */
    s.action = WskInspectPend;
    one = peer_connect(SERVER);
    CHECK(reaches(&s.inspects, 3));
    id = s.id;
    do {
        irp_new(&irp);
    } while (over(wp_inspect_complete(listener, &id, WskInspectAccept, &irp), &irp) != STATUS_SUCCESS);
    CHECK(reaches(&s.accepts, 2));
    irp_new(&irp);
    CHECK(over(wp_inspect_complete(listener, &id, WskInspectAccept, &irp), &irp) == STATUS_NOT_FOUND);
    CHECK(close_now(s.accepted) == STATUS_SUCCESS);
    peer_close(one, 0);
    /* Given up by the peer. */
    one = peer_connect(SERVER);
    CHECK(reaches(&s.inspects, 4));
    peer_close(one, 1);
    CHECK(reaches(&s.aborts, 1));
    irp_new(&irp);
    CHECK(over(wp_inspect_complete(listener, &s.id, WskInspectAccept, &irp), &irp) == STATUS_NOT_FOUND);
    /* One that outlives nothing: it goes with its listener, also while it is being asked. */
    one = peer_connect(SERVER);
    CHECK(reaches(&s.inspects, 5));
    {
        wp_endpoint *two;
        struct _IRP close;
        pthread_mutex_lock(&s.gate);
        s.gated = 1;
        two = peer_connect(SERVER);
        CHECK(reaches(&s.inside, 1));
        irp_new(&close);
        CHECK(wp_close_socket(listener, &close) == STATUS_PENDING);
        pthread_mutex_unlock(&s.gate);
        CHECK(over(STATUS_PENDING, &close) == STATUS_SUCCESS);
        CHECK(peer_receive(one, bytes, sizeof bytes) == -1 && peer_receive(two, bytes, sizeof bytes) == -1);
        peer_close(one, 0);
        peer_close(two, 0);
    }
    CHECK(atomic_load(&s.aborts) == 1);
    finish();
}

/* ---- static events ---- */

static void static_test(void) {
    WSK_EVENT_CALLBACK_CONTROL control = {&WSK, WP_EVENT_RECEIVE_FROM | WP_EVENT_RECEIVE};
    wp_endpoint *peer;
    PWSK_SOCKET socket;
    begin();
    CHECK(npi.Dispatch->WskControlClient(npi.Client, 7, sizeof control, &control, 0, NULL, NULL, NULL) == STATUS_SUCCESS);
    peer = peer_datagrams(PEER);
    socket = new_socket(WP_FLAG_DATAGRAM, &DATAGRAM);
    bind_to(socket, SERVER);
    s.answer = STATUS_DATA_NOT_ACCEPTED;
    peer_send_to(peer, SERVER, "a", 1);
    CHECK(reaches(&s.froms, 1));
    CHECK(events(socket, WP_EVENT_RECEIVE_FROM | WP_EVENT_DISABLE, NULL) != STATUS_SUCCESS);
    peer_send_to(peer, SERVER, "b", 1);
    CHECK(reaches(&s.froms, 2));
    CHECK(close_now(socket) == STATUS_SUCCESS);
    peer_close(peer, 0);
    finish();
}

/* ---- races ---- */

#define ROUNDS 300
#define RECEIVES 8

static PIRP racing[RECEIVES];

static void *canceller(void *nothing) {
    int i;
    (void)nothing;
    for (i = 0; i < RECEIVES; i++) irp_cancel(racing[i]);
    return NULL;
}

/* Cancellations against completions, a close against both; bytes are neither lost nor doubled. */
static void racing_test(void) {
    int round;
    static buffer b[RECEIVES];
    static struct _IRP irps[RECEIVES];
    unsigned long completed = 0, cancelled = 0;
    begin();
    for (round = 0; round < ROUNDS; round++) {
        wp_endpoint *peer;
        PWSK_SOCKET socket = connected(&peer);
        pthread_t thread;
        unsigned char bytes[RECEIVES * 4];
        struct _IRP close;
        unsigned char next = 0;
        int i;
        fill(bytes, sizeof bytes, 0);
        for (i = 0; i < RECEIVES; i++) {
            irp_new(&irps[i]);
            buffer_new(&b[i], 4);
            racing[i] = &irps[i];
            CHECK(wp_receive(socket, &b[i].wsk, WP_WAITALL, &irps[i]) == STATUS_PENDING);
        }
        pthread_create(&thread, NULL, canceller, NULL);
        peer_send(peer, bytes, sizeof bytes);
        irp_new(&close);
        if (round % 3 == 0) CHECK(over(wp_close_socket(socket, &close), &close) == STATUS_SUCCESS);
        pthread_join(thread, NULL);
        for (i = 0; i < RECEIVES; i++) CHECK(comes(irp_is_completed, &irps[i]));
        for (i = 0; i < RECEIVES; i++) {
            SIZE_T k;
            if (irps[i].status != STATUS_SUCCESS) {
                CHECK(irps[i].status == STATUS_CANCELLED);
                cancelled++;
                continue;
            }
            completed++;
            for (k = 0; k < irps[i].information; k++) CHECK(b[i].bytes[7 + k] == next++);
        }
        if (round % 3 != 0) CHECK(over(wp_close_socket(socket, &close), &close) == STATUS_SUCCESS);
        peer_close(peer, 0);
    }
    CHECK(cancelled != 0);
    printf("%lu receives completed, %lu cancelled\n", completed, cancelled);
    finish();
}

/* Switching the event on and off while datagrams come, each switch against a callback that enters or leaves. */
static void *sender(void *peer) {
    int i;
    for (i = 0; i < ROUNDS * 20; i++) peer_send_to((wp_endpoint *)peer, SERVER, "d", 1);
    return NULL;
}

static void switching_test(void) {
    wp_endpoint *peer;
    pthread_t thread;
    int round;
    begin();
    peer = peer_datagrams(PEER);
    s.self = new_socket(WP_FLAG_DATAGRAM, &DATAGRAM);
    bind_to(s.self, SERVER);
    pthread_create(&thread, NULL, sender, peer);
    for (round = 0; round < ROUNDS; round++) {
        struct _IRP irp;
        NTSTATUS status;
        int before;
        before = atomic_load(&s.froms);
        CHECK(events(s.self, WP_EVENT_RECEIVE_FROM, NULL) == STATUS_SUCCESS);
        peer_send_to(peer, SERVER, "e", 1);
        if (round % 2 != 0) CHECK(reaches(&s.froms, before + 1));
        irp_new(&irp);
        status = events(s.self, WP_EVENT_RECEIVE_FROM | WP_EVENT_DISABLE, &irp);
        CHECK(over(status, &irp) == STATUS_SUCCESS);
        /* Disabled: nobody is inside, and nobody comes. */
        before = atomic_load(&s.froms);
        CHECK(atomic_load(&s.inside) == 0);
        sched_yield();
        CHECK(atomic_load(&s.froms) == before);
    }
    pthread_join(thread, NULL);
    CHECK(events(s.self, WP_EVENT_RECEIVE_FROM, NULL) == STATUS_SUCCESS);
    peer_send_to(peer, SERVER, "last", 4);
    CHECK(reaches(&s.froms, 1));
    CHECK(close_now(s.self) == STATUS_SUCCESS);
    printf("%d callbacks between switches, %d of them told that they are at DISPATCH_LEVEL\n", atomic_load(&s.froms), atomic_load(&s.dispatch));
    peer_close(peer, 0);
    finish();
}

int main(void) {
    wp_init(&memory_net);
    registration_test();
    datagrams_test();
    disabling_test();
    receiving_test();
    ending_test();
    listening_test();
    inspecting_test();
    static_test();
    racing_test();
    switching_test();
    printf("%lu checks\n", atomic_load(&checks));
    return 0;
}
