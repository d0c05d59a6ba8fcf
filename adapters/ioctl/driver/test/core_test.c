/* The decoder, the ring and the tables, natively. Arguments: the folder of the vectors, and how many mutated frames to try. */
#include "check.h"

#include <string.h>

static const char *const FRAMES[] = {"hello", "call-connect", "call-control", "react", "resume", "cancel", "read", "mark", "reserve", "counters"};
#define FRAME_COUNT (sizeof FRAMES / sizeof FRAMES[0])

static uint8_t frames[FRAME_COUNT][WSKTCK_LIMIT_FRAME];
static size_t sizes[FRAME_COUNT];

static uint8_t *frame(const char *name, size_t *size) {
    size_t i;
    for (i = 0; i < FRAME_COUNT; i++) {
        if (strcmp(FRAMES[i], name) == 0) {
            *size = sizes[i];
            return frames[i];
        }
    }
    abort();
}

/* The refusal of a frame in which one number of `width` bytes at `at` is another one. */
static uint32_t changed(const char *name, size_t at, unsigned width, uint64_t value) {
    uint8_t copy[WSKTCK_LIMIT_FRAME];
    wsktck_command c;
    size_t size;
    const uint8_t *from = frame(name, &size);
    memcpy(copy, from, size);
    CHECK(at + width <= size);
    memcpy(copy + at, &value, width);
    return wsktck_decode(copy, size, &c);
}

#define BODY(struct, member) (sizeof(wsktck_header) + offsetof(struct, member))
#define INVOKED(member) (BODY(wsktck_call, invocation) + offsetof(wsktck_invocation, member))
#define ACTION(n, member) (sizeof(wsktck_header) + sizeof(wsktck_react) + (n) * sizeof(wsktck_action) + offsetof(wsktck_action, member))

static void decoder_refuses(void) {
    wsktck_command c;
    size_t i, n;
    uint8_t big[WSKTCK_LIMIT_FRAME + 1] = {0};
    for (i = 0; i < FRAME_COUNT; i++) {
        CHECK(wsktck_decode(frames[i], sizes[i], &c) == WSKTCK_REFUSAL_NONE);
        /* Every truncation, out of memory that ends there so that AddressSanitizer sees a read beyond. */
        for (n = 0; n < sizes[i]; n++) {
            uint8_t *exact = malloc(n + (n == 0));
            memcpy(exact, frames[i], n);
            CHECK(wsktck_decode(exact, n, &c) == WSKTCK_REFUSAL_SIZE);
            free(exact);
        }
        CHECK(changed(FRAMES[i], offsetof(wsktck_header, version), 2, WSKTCK_PROTOCOL_VERSION + 1) == WSKTCK_REFUSAL_VERSION);
        CHECK(changed(FRAMES[i], offsetof(wsktck_header, size), 4, sizes[i] + 1) == WSKTCK_REFUSAL_SIZE);
        CHECK(changed(FRAMES[i], offsetof(wsktck_header, op), 2, 0) == WSKTCK_REFUSAL_OP);
        CHECK(changed(FRAMES[i], offsetof(wsktck_header, op), 2, 10) == WSKTCK_REFUSAL_OP);
        CHECK(changed(FRAMES[i], offsetof(wsktck_header, refusal), 4, 1) == WSKTCK_REFUSAL_VALUE);
    }
    CHECK(wsktck_decode(big, sizeof big, &c) == WSKTCK_REFUSAL_SIZE);
    CHECK(changed("hello", BODY(wsktck_hello, allow), 4, 4) == WSKTCK_REFUSAL_VALUE);
    CHECK(changed("hello", BODY(wsktck_hello, pad), 1, 1) == WSKTCK_REFUSAL_VALUE);
    CHECK(changed("call-connect", BODY(wsktck_call, thread), 2, WSKTCK_LIMIT_THREADS) == WSKTCK_REFUSAL_INDEX);
    CHECK(changed("call-connect", BODY(wsktck_call, pad), 2, 1) == WSKTCK_REFUSAL_VALUE);
    CHECK(changed("call-connect", INVOKED(fn), 2, 0) == WSKTCK_REFUSAL_VALUE);
    CHECK(changed("call-connect", INVOKED(fn), 2, WSKTCK_FUNCTION_IO_CANCEL_IRP) == WSKTCK_REFUSAL_VALUE);
    CHECK(changed("call-connect", INVOKED(irql), 2, WSKTCK_IRQL_DEVICE_LEVEL) == WSKTCK_REFUSAL_VALUE);
    CHECK(changed("call-connect", INVOKED(present), 4, 1u << 31) == WSKTCK_REFUSAL_VALUE);
    CHECK(changed("call-connect", INVOKED(client), 2, WSKTCK_LIMIT_CLIENTS) == WSKTCK_REFUSAL_INDEX);
    CHECK(changed("call-connect", INVOKED(socket), 2, WSKTCK_LIMIT_SOCKETS) == WSKTCK_REFUSAL_INDEX);
    CHECK(changed("call-connect", INVOKED(socket), 2, WSKTCK_VALUE_NONE) == WSKTCK_REFUSAL_INDEX);
    CHECK(changed("call-connect", INVOKED(socket), 2, WSKTCK_VALUE_ACCEPTED) == WSKTCK_REFUSAL_INDEX);
    CHECK(changed("call-connect", INVOKED(irp), 2, WSKTCK_LIMIT_IRPS) == WSKTCK_REFUSAL_INDEX);
    CHECK(changed("call-connect", INVOKED(acceptSocket), 2, 3) == WSKTCK_REFUSAL_INDEX);
    CHECK(changed("call-connect", INVOKED(irpArmed), 1, 2) == WSKTCK_REFUSAL_VALUE);
    CHECK(changed("call-connect", INVOKED(pad), 1, 1) == WSKTCK_REFUSAL_VALUE);
    CHECK(changed("call-connect", INVOKED(irpStack), 2, 33) == WSKTCK_REFUSAL_VALUE);
    CHECK(changed("call-connect", INVOKED(length), 4, WSKTCK_LIMIT_PAYLOAD + 1) == WSKTCK_REFUSAL_VALUE);
    CHECK(changed("call-connect", INVOKED(inputSize), 4, UINT32_MAX) == WSKTCK_REFUSAL_VALUE);
    CHECK(changed("call-connect", INVOKED(outputSize), 4, UINT32_MAX) == WSKTCK_REFUSAL_VALUE);
    CHECK(changed("call-connect", INVOKED(entries), 4, 0x200) == WSKTCK_REFUSAL_VALUE);
    CHECK(changed("call-connect", INVOKED(context), 4, WSKTCK_LIMIT_CONTEXTS) == WSKTCK_REFUSAL_VALUE);
    CHECK(changed("call-connect", INVOKED(context), 4, WSKTCK_VALUE_FOREIGN_CONTEXT) == WSKTCK_REFUSAL_VALUE);
    CHECK(changed("call-connect", INVOKED(context), 4, WSKTCK_VALUE_ACCEPTED_CONTEXT) == WSKTCK_REFUSAL_VALUE);
    CHECK(changed("call-connect", INVOKED(npi), 4, 4) == WSKTCK_REFUSAL_VALUE);
    CHECK(changed("call-connect", INVOKED(address), 2, 3) == WSKTCK_REFUSAL_VALUE);
    CHECK(changed("call-connect", INVOKED(fn), 2, WSKTCK_FUNCTION_WSK_ACCEPT) == WSKTCK_REFUSAL_INDEX);
    CHECK(changed("react", BODY(wsktck_react, mode), 2, 4) == WSKTCK_REFUSAL_VALUE);
    CHECK(changed("react", BODY(wsktck_react, event), 2, 9) == WSKTCK_REFUSAL_VALUE);
    CHECK(changed("react", BODY(wsktck_react, socket), 2, WSKTCK_LIMIT_SOCKETS) == WSKTCK_REFUSAL_INDEX);
    CHECK(changed("react", BODY(wsktck_react, event), 2, WSKTCK_EVENT_WSK_CLIENT_EVENT) == WSKTCK_REFUSAL_INDEX);
    CHECK(changed("react", BODY(wsktck_react, count), 2, 2) == WSKTCK_REFUSAL_SIZE);
    CHECK(changed("react", BODY(wsktck_react, count), 2, 0xFFFF) == WSKTCK_REFUSAL_ROOM);
    CHECK(changed("react", ACTION(0, type), 2, 8) == WSKTCK_REFUSAL_VALUE);
    CHECK(changed("react", ACTION(0, type), 2, WSKTCK_ACTION_CALL) == WSKTCK_REFUSAL_VALUE);
    CHECK(changed("react", ACTION(2, pad), 1, 1) == WSKTCK_REFUSAL_VALUE);
    CHECK(changed("react", ACTION(1, invocation.socket), 2, WSKTCK_VALUE_ACCEPTED) == WSKTCK_REFUSAL_NONE);
    CHECK(changed("react", ACTION(1, invocation.socket), 2, WSKTCK_LIMIT_SOCKETS) == WSKTCK_REFUSAL_INDEX);
    CHECK(changed("resume", BODY(wsktck_resume, nth), 2, 0) == WSKTCK_REFUSAL_VALUE);
    CHECK(changed("resume", BODY(wsktck_resume, client), 2, 0) == WSKTCK_REFUSAL_INDEX);
    CHECK(changed("cancel", BODY(wsktck_cancel, irp), 2, WSKTCK_LIMIT_IRPS) == WSKTCK_REFUSAL_INDEX);
    CHECK(changed("read", BODY(wsktck_read, socket), 2, WSKTCK_VALUE_NONE) == WSKTCK_REFUSAL_INDEX);
    CHECK(changed("reserve", BODY(wsktck_reserve, socket), 2, WSKTCK_LIMIT_FOREIGN_SOCKETS) == WSKTCK_REFUSAL_INDEX);
}

static void ring_keeps_whole_records(void) {
    enum { CAPACITY = 64 };
    uint8_t *memory = malloc(CAPACITY); /* exact, for AddressSanitizer */
    uint8_t out[CAPACITY];
    wsktck_ring ring;
    uint32_t records, round;
    wsktck_ring_init(&ring, memory, CAPACITY);
    for (round = 0; round < 1000; round++) {
        uint32_t first[2] = {8 + 4 * (round % 5), round};
        uint32_t rest[4] = {round, round + 1, round + 2, round + 3};
        uint32_t size;
        CHECK(wsktck_ring_put(&ring, first, 8, rest, 4 * (round % 5)));
        CHECK(wsktck_ring_take(&ring, out, 7, &records) == 0 && records == 0);
        size = wsktck_ring_take(&ring, out, sizeof out, &records);
        CHECK(size == first[0] && records == 1 && memcmp(out, first, 8) == 0 && memcmp(out + 8, rest, size - 8) == 0);
    }
    for (round = 0; round < 8; round++) {
        uint32_t full[2] = {8, round};
        CHECK(wsktck_ring_put(&ring, full, 8, NULL, 0));
    }
    CHECK(!wsktck_ring_put(&ring, out, 8, NULL, 0));
    CHECK(!wsktck_ring_put(&ring, out, UINT32_MAX, out, UINT32_MAX));
    CHECK(wsktck_ring_take(&ring, out, 20, &records) == 16 && records == 2);
    CHECK(!wsktck_ring_put(&ring, out, 8, out, 9));
    free(memory);
}

static wsktck_session *session(uint32_t capacity) {
    wsktck_session *s = malloc(sizeof *s);
    wsktck_session_init(s, malloc(capacity), capacity);
    return s;
}

static void end(wsktck_session *s) {
    wsktck_session_done(s);
    free(s->ring.bytes);
    free(s);
    CHECK(allocations == 0);
}

static uint32_t execute(wsktck_session *s, const void *bytes, size_t size) {
    wsktck_command c;
    uint32_t refusal = wsktck_decode(bytes, size, &c);
    return refusal != WSKTCK_REFUSAL_NONE ? refusal : wsktck_session_admit(s, &c);
}

static void run(wsktck_session *s, const char *name, uint32_t expected) {
    size_t size;
    const uint8_t *bytes = frame(name, &size);
    CHECK(execute(s, bytes, size) == expected);
}

static void hello_comes_first_and_once(void) {
    wsktck_session *s = session(4096);
    run(s, "mark", WSKTCK_REFUSAL_STATE);
    run(s, "hello", WSKTCK_REFUSAL_NONE);
    run(s, "hello", WSKTCK_REFUSAL_STATE);
    run(s, "mark", WSKTCK_REFUSAL_NONE);
    s->ending = 1;
    run(s, "mark", WSKTCK_REFUSAL_STATE);
    end(s);
}

static void ring_counts_what_it_drops(void) {
    wsktck_session *s = session(2 * sizeof(wsktck_observation) + 8);
    wsktck_observation o, seen[3];
    memset(&o, 0, sizeof o);
    wsktck_session_record(s, &o, NULL, 0);
    wsktck_session_record(s, &o, "12345678", 8);
    wsktck_session_record(s, &o, NULL, 0);
    CHECK(o.seq == 3 && s->counted.recorded == 3 && s->counted.dropped == 1);
    CHECK(wsktck_session_fetch(s, seen, sizeof seen) == 2 * sizeof o + 8);
    CHECK(seen[0].seq == 1 && seen[1].seq == 2 && seen[1].dropped == 0 && s->counted.fetched == 2);
    wsktck_session_record(s, &o, NULL, 0);
    CHECK(wsktck_session_fetch(s, seen, sizeof seen) == sizeof o && seen[0].seq == 4 && seen[0].dropped == 1);
    wsktck_session_record(s, &o, NULL, WSKTCK_LIMIT_RECORD);
    CHECK(s->counted.dropped == 2);
    end(s);
}

static void reactions_come_in_order(void) {
    wsktck_session *s = session(4096);
    uint8_t copy[WSKTCK_LIMIT_FRAME];
    size_t size;
    wsktck_reaction *r, *standing;
    uint16_t mode = WSKTCK_MODE_OTHERWISE;
    uint32_t status = 1;
    int i;
    memcpy(copy, frame("react", &size), WSKTCK_LIMIT_FRAME);
    run(s, "hello", WSKTCK_REFUSAL_NONE);
    CHECK(wsktck_session_reaction(s, 2, WSKTCK_VALUE_NONE, WSKTCK_EVENT_WSK_RECEIVE_EVENT) == NULL);
    run(s, "react", WSKTCK_REFUSAL_NONE);
    memcpy(copy + ACTION(2, status), &status, 4);
    CHECK(execute(s, copy, size) == WSKTCK_REFUSAL_NONE && s->counted.reactions == 2);
    memcpy(copy + BODY(wsktck_react, mode), &mode, 2);
    CHECK(execute(s, copy, size) == WSKTCK_REFUSAL_NONE && s->counted.reactions == 2);
    CHECK(wsktck_session_reaction(s, 3, WSKTCK_VALUE_NONE, WSKTCK_EVENT_WSK_RECEIVE_EVENT) == NULL);
    CHECK(wsktck_session_reaction(s, 2, WSKTCK_VALUE_NONE, WSKTCK_EVENT_WSK_DISCONNECT_EVENT) == NULL);
    r = wsktck_session_reaction(s, 2, WSKTCK_VALUE_NONE, WSKTCK_EVENT_WSK_RECEIVE_EVENT);
    CHECK(r->count == 3 && r->actions[2].status == 0xC000021B);
    wsktck_session_reacted(s, r);
    r = wsktck_session_reaction(s, 2, WSKTCK_VALUE_NONE, WSKTCK_EVENT_WSK_RECEIVE_EVENT);
    CHECK(r->actions[2].status == 1 && s->counted.reactions == 0);
    wsktck_session_reacted(s, r);
    /* The standing one serves several callbacks at once, and outlives its replacement until they are through. */
    standing = wsktck_session_reaction(s, 2, WSKTCK_VALUE_NONE, WSKTCK_EVENT_WSK_RECEIVE_EVENT);
    CHECK(wsktck_session_reaction(s, 2, WSKTCK_VALUE_NONE, WSKTCK_EVENT_WSK_RECEIVE_EVENT) == standing);
    CHECK(execute(s, copy, size) == WSKTCK_REFUSAL_NONE);
    r = wsktck_session_reaction(s, 2, WSKTCK_VALUE_NONE, WSKTCK_EVENT_WSK_RECEIVE_EVENT);
    CHECK(r != standing);
    wsktck_session_reacted(s, r);
    wsktck_session_reacted(s, standing);
    CHECK(standing->count == 3);
    wsktck_session_reacted(s, standing);
    CHECK(allocations == 1);
    for (i = 0; i < (int)WSKTCK_LIMIT_REACTIONS; i++) run(s, "react", WSKTCK_REFUSAL_NONE);
    run(s, "react", WSKTCK_REFUSAL_ROOM);
    refuse_memory = 1;
    run(s, "react", WSKTCK_REFUSAL_ROOM);
    refuse_memory = 0;
    end(s);
}

static void reactions_are_taken_back(void) {
    wsktck_session *s = session(4096);
    uint8_t copy[WSKTCK_LIMIT_FRAME];
    uint8_t clear[WSKTCK_LIMIT_FRAME];
    size_t size, bare;
    uint16_t mode = WSKTCK_MODE_OTHERWISE;
    uint16_t irp = 7;
    uint16_t none = 0;
    uint32_t length;
    wsktck_reaction *standing;
    run(s, "hello", WSKTCK_REFUSAL_NONE);
    run(s, "react", WSKTCK_REFUSAL_NONE);
    memcpy(copy, frame("react", &size), WSKTCK_LIMIT_FRAME);
    memcpy(copy + BODY(wsktck_react, mode), &mode, 2);
    CHECK(execute(s, copy, size) == WSKTCK_REFUSAL_NONE);
    mode = WSKTCK_MODE_ON_COMPLETION;
    memcpy(copy + BODY(wsktck_react, mode), &mode, 2);
    memcpy(copy + BODY(wsktck_react, irp), &irp, 2);
    CHECK(execute(s, copy, size) == WSKTCK_REFUSAL_NONE && s->counted.reactions == 2 && allocations == 3);
    wsktck_session_reacted(s, wsktck_session_reaction(s, 2, WSKTCK_VALUE_NONE, WSKTCK_EVENT_WSK_RECEIVE_EVENT));
    standing = wsktck_session_reaction(s, 2, WSKTCK_VALUE_NONE, WSKTCK_EVENT_WSK_RECEIVE_EVENT);
    CHECK(standing != NULL && standing->mode == WSKTCK_MODE_OTHERWISE);
    run(s, "react", WSKTCK_REFUSAL_NONE);
    /* With actions it is refused; without, nothing is left but what is being executed. */
    memcpy(clear, copy, sizeof clear);
    mode = WSKTCK_MODE_CLEAR;
    memcpy(clear + BODY(wsktck_react, mode), &mode, 2);
    CHECK(execute(s, clear, size) == WSKTCK_REFUSAL_VALUE && s->counted.reactions == 2);
    bare = sizeof(wsktck_header) + sizeof(wsktck_react);
    length = (uint32_t)bare;
    memcpy(clear, &length, 4);
    memcpy(clear + BODY(wsktck_react, count), &none, 2);
    CHECK(!s->cleared && execute(s, clear, bare) == WSKTCK_REFUSAL_NONE && s->cleared);
    CHECK(s->counted.reactions == 0 && allocations == 1);
    CHECK(wsktck_session_reaction(s, 2, WSKTCK_VALUE_NONE, WSKTCK_EVENT_WSK_RECEIVE_EVENT) == NULL && wsktck_session_completion(s, 7) == NULL);
    CHECK(standing->count == 3);
    wsktck_session_reacted(s, standing);
    CHECK(allocations == 0);
    run(s, "react", WSKTCK_REFUSAL_NONE);
    CHECK(s->counted.reactions == 1);
    end(s);
}

static void completions_are_by_irp(void) {
    wsktck_session *s = session(4096);
    uint8_t copy[WSKTCK_LIMIT_FRAME];
    size_t size;
    uint16_t mode = WSKTCK_MODE_ON_COMPLETION;
    uint16_t irp = 7;
    wsktck_reaction *r;
    run(s, "hello", WSKTCK_REFUSAL_NONE);
    memcpy(copy, frame("react", &size), WSKTCK_LIMIT_FRAME);
    memcpy(copy + BODY(wsktck_react, mode), &mode, 2);
    CHECK(execute(s, copy, size) == WSKTCK_REFUSAL_INDEX);
    memcpy(copy + BODY(wsktck_react, irp), &irp, 2);
    CHECK(execute(s, copy, size) == WSKTCK_REFUSAL_NONE);
    CHECK(execute(s, copy, size) == WSKTCK_REFUSAL_NONE && s->counted.reactions == 1 && allocations == 1);
    CHECK(wsktck_session_completion(s, 6) == NULL);
    r = wsktck_session_completion(s, 7);
    CHECK(r != NULL && wsktck_session_completion(s, 7) == NULL && s->counted.reactions == 0);
    wsktck_session_reacted(s, r);
    end(s);
}

static void sockets_are_adopted_in_order(void) {
    wsktck_session *s = session(4096);
    uint16_t i;
    run(s, "hello", WSKTCK_REFUSAL_NONE);
    run(s, "reserve", WSKTCK_REFUSAL_NONE);
    run(s, "reserve", WSKTCK_REFUSAL_STATE);
    CHECK(wsktck_session_adopt(s, 2) == WSKTCK_LIMIT_FOREIGN_SOCKETS);
    CHECK(wsktck_session_adopt(s, 1) == 6 && s->sockets[6] == WSKTCK_CLAIMED);
    run(s, "reserve", WSKTCK_REFUSAL_STATE);
    for (i = WSKTCK_LIMIT_FOREIGN_SOCKETS + 1; i < WSKTCK_LIMIT_SOCKETS; i++) CHECK(wsktck_session_adopt(s, 1) == i);
    CHECK(wsktck_session_adopt(s, 1) == WSKTCK_VALUE_NONE);
    CHECK(wsktck_session_claim(s, &s->sockets[0]) && !wsktck_session_claim(s, &s->sockets[0]));
    wsktck_session_set(s, &s->irps[3], WSKTCK_FREE);
    CHECK(wsktck_session_claim(s, &s->irps[3]));
    s->ending = 1;
    CHECK(!wsktck_session_claim(s, &s->sockets[1]));
    end(s);
}

static void holds_are_resumed_by_order_of_entry(void) {
    wsktck_session *s = session(4096);
    wsktck_resume second = {4, WSKTCK_VALUE_NONE, 2, 0};
    wsktck_resume first = {4, WSKTCK_VALUE_NONE, 1, 0};
    uint16_t a, b, i;
    /* The later callback comes to its hold first. */
    a = wsktck_session_hold(s, 4, WSKTCK_VALUE_NONE, 20);
    CHECK(wsktck_session_hold(s, 5, WSKTCK_VALUE_NONE, 1) != WSKTCK_VALUE_NONE);
    b = wsktck_session_hold(s, 4, WSKTCK_VALUE_NONE, 10);
    CHECK(wsktck_session_resume(s, &second, NULL) == a);
    CHECK(wsktck_session_resume(s, &second, NULL) == WSKTCK_VALUE_NONE);
    CHECK(wsktck_session_resume(s, &first, wsktck_alloc(sizeof(wsktck_reaction))) == b);
    wsktck_free(wsktck_session_leave(s, b));
    CHECK(wsktck_session_leave(s, a) == NULL && s->counted.holds == 1);
    for (i = 1; i < WSKTCK_LIMIT_HOLDS; i++) CHECK(wsktck_session_hold(s, 4, WSKTCK_VALUE_NONE, 100u + i) != WSKTCK_VALUE_NONE);
    CHECK(wsktck_session_hold(s, 4, WSKTCK_VALUE_NONE, 200) == WSKTCK_VALUE_NONE);
    end(s);
}

/* FNV-1a, as the bench computes keys. */
static uint64_t key(const char *name) {
    uint64_t k = UINT64_C(0xCBF29CE484222325);
    for (; *name != 0; name++) k = (k ^ (uint8_t)*name) * UINT64_C(0x100000001B3);
    return k;
}

static void payloads_are_those_of_java(const char *folder) {
    uint8_t wanted[256], made[256];
    size_t size = read_hex(folder, "payload-stream", wanted, sizeof wanted);
    wsktck_stream_fill(made, key("s1"), 1000, (uint32_t)size);
    CHECK(size == 64 && memcmp(wanted, made, size) == 0);
    size = read_hex(folder, "payload-datagram", wanted, sizeof wanted);
    wsktck_datagram_fill(made, UINT64_C(0x100000007), (uint32_t)size);
    CHECK(size == 64 && memcmp(wanted, made, size) == 0);
    size = read_hex(folder, "payload-short", wanted, sizeof wanted);
    wsktck_datagram_fill(made, 3, (uint32_t)size);
    CHECK(size == 15 && memcmp(wanted, made, size) == 0);
}

/* xorshift: the same mutations on every machine. */
static uint64_t chance = 0x9E3779B97F4A7C15;

static uint32_t below(uint32_t limit) {
    chance ^= chance << 13;
    chance ^= chance >> 7;
    chance ^= chance << 17;
    return (uint32_t)(chance >> 16) % limit;
}

/* Sequences of frames with a few bytes changed, cut or appended, carried out on sessions as far as the core goes. */
static void mutated_frames_do_no_harm(unsigned long count) {
    unsigned long tried, taken = 0;
    wsktck_session *s = session(4096);
    static const uint8_t ODD[] = {0, 1, 2, 7, 8, 16, 0x7F, 0x80, 0xFE, 0xFF};
    for (tried = 0; tried < count; tried++) {
        uint32_t which = below(FRAME_COUNT);
        size_t size = sizes[which];
        uint8_t *copy;
        uint32_t changes = below(4);
        wsktck_command c;
        if (below(8) == 0) size = below((uint32_t)size + 1);
        copy = malloc(size + (size == 0)); /* exact, for AddressSanitizer */
        memcpy(copy, frames[which], size);
        while (changes-- != 0 && size != 0) copy[below((uint32_t)size)] = below(2) ? ODD[below(sizeof ODD)] : (uint8_t)below(256);
        if (wsktck_decode(copy, size, &c) == WSKTCK_REFUSAL_NONE && wsktck_session_admit(s, &c) == WSKTCK_REFUSAL_NONE) {
            taken++;
            if (c.header.op == WSKTCK_OP_READ) {
                uint16_t slot = wsktck_session_hold(s, c.body.read.socket, WSKTCK_VALUE_NONE, (uint32_t)tried + 1);
                if (slot != WSKTCK_VALUE_NONE && below(2)) wsktck_session_reacted(s, wsktck_session_leave(s, slot));
            } else if (c.header.op == WSKTCK_OP_CANCEL) {
                wsktck_session_reacted(s, wsktck_session_completion(s, c.body.cancel.irp));
                wsktck_session_reacted(s, wsktck_session_reaction(s, (uint16_t)below(4), WSKTCK_VALUE_NONE, (uint16_t)below(9)));
            } else if (c.header.op == WSKTCK_OP_RESUME) {
                wsktck_reaction *more = wsktck_session_actions(&c);
                if (wsktck_session_resume(s, &c.body.resume, more) == WSKTCK_VALUE_NONE) wsktck_session_reacted(s, more);
            } else if (c.header.op == WSKTCK_OP_CALL) {
                wsktck_session_adopt(s, (uint16_t)below(WSKTCK_LIMIT_SOCKETS));
            } else if (c.header.op == WSKTCK_OP_MARK) {
                wsktck_observation o;
                uint8_t out[1024];
                memset(&o, 0, sizeof o);
                wsktck_session_record(s, &o, copy, below((uint32_t)size + 1));
                if (below(4) == 0) wsktck_session_fetch(s, out, below(sizeof out));
            }
        }
        free(copy);
        if (below(5000) == 0) {
            end(s);
            s = session(4096);
        }
    }
    end(s);
    CHECK(count < 1000 || taken > count / 100);
    printf("%lu mutated frames, %lu of them executed\n", count, taken);
}

int main(int argc, char **argv) {
    size_t i;
    if (argc != 3) return 2;
    for (i = 0; i < FRAME_COUNT; i++) sizes[i] = read_hex(argv[1], FRAMES[i], frames[i], WSKTCK_LIMIT_FRAME);
    decoder_refuses();
    ring_keeps_whole_records();
    hello_comes_first_and_once();
    ring_counts_what_it_drops();
    reactions_come_in_order();
    reactions_are_taken_back();
    completions_are_by_irp();
    sockets_are_adopted_in_order();
    holds_are_resumed_by_order_of_entry();
    payloads_are_those_of_java(argv[1]);
    mutated_frames_do_no_harm(strtoul(argv[2], NULL, 10));
    printf("%lu checks\n", checks);
    return 0;
}
