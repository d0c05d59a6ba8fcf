/*
 * libFuzzer target: what a controller and a provider may do to one session after another. The input is a story: frames as they come through the device,
 * between them callbacks, holds, completions, records and fetches, in any order that the driver could produce. A plain model of each table, kept here,
 * says what every answer has to be; AddressSanitizer says the rest, and at the end no memory may be left.
 *
 * A step is one byte and its operands, see story(); bytes that the input no longer has are 0.
 */
#include "check.h"

#include <string.h>

#define NONE WSKTCK_VALUE_NONE
#define CAPACITY 1032u /* some three observations, no multiple of their size */
#define FLYING 16u
#define RECORDS 8u
#define CHECKED 8u

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum step { FRAME, REPAIRED, CALLBACK, RETURN, COMPLETION, HOLD, LEAVE, RECORD, FETCH, CLAIM, ADOPT, NO_MEMORY, END, AGAIN, STEPS };

/* ---- the input ---- */

static const uint8_t *input;
static size_t left;

static uint32_t byte(void) {
    if (left == 0) return 0;
    left--;
    return *input++;
}

static uint32_t two(void) {
    uint32_t low = byte();
    return low | byte() << 8;
}

/* ---- the session and its model ---- */

typedef struct model {
    wsktck_reaction *once[WSKTCK_LIMIT_REACTIONS]; /* oldest first */
    uint32_t onceCount;
    wsktck_reaction *flying[FLYING]; /* in the hands of callbacks and completion routines */
    uint32_t flyingCount;
    wsktck_hold holds[WSKTCK_LIMIT_HOLDS];
    struct {
        uint16_t listener, socket;
    } reserved[WSKTCK_LIMIT_FOREIGN_SOCKETS]; /* oldest first */
    uint32_t reservedCount;
    uint32_t sizes[RECORDS]; /* of the records in the ring, oldest first */
    uint64_t seqs[RECORDS];
    uint32_t records, used;
    uint64_t seq, dropped, fetched;
    uint32_t cbs;
} model;

static uint8_t *memory; /* of the ring, exact, for AddressSanitizer */
static wsktck_session s;
static model m;

static void begin(void) {
    if (memory == NULL) memory = malloc(CAPACITY);
    memset(&m, 0, sizeof m);
    wsktck_session_init(&s, memory, CAPACITY);
}

/* Callbacks return and holds end before the driver lets a session go. */
static void finish(void) {
    uint16_t i;
    refuse_memory = 0;
    for (i = 0; i < WSKTCK_LIMIT_HOLDS; i++) {
        if (m.holds[i].cb != 0) wsktck_session_reacted(&s, wsktck_session_leave(&s, i));
    }
    for (i = 0; i < m.flyingCount; i++) wsktck_session_reacted(&s, m.flying[i]);
    CHECK(wsktck_session_counted(&s).holds == 0);
    wsktck_session_done(&s);
    CHECK(allocations == 0);
}

static uint32_t length(const wsktck_reaction *list) {
    uint32_t count = 0;
    for (; list != NULL; list = list->next) {
        CHECK(list->count <= WSKTCK_LIMIT_ACTIONS && ++count < 2 * WSKTCK_LIMIT_REACTIONS);
    }
    return count;
}

static wsktck_reaction *last(wsktck_reaction *list) {
    while (list->next != NULL) list = list->next;
    return list;
}

/* What must hold between any two steps; looked at now and then, since a wrong number stays wrong. */
static void tables_agree(void) {
    wsktck_counted counted = wsktck_session_counted(&s);
    uint32_t i;
    uint32_t held = 0;
    CHECK(length(s.once) == m.onceCount);
    CHECK(counted.reactions == m.onceCount + length(s.completions) && counted.reactions <= WSKTCK_LIMIT_REACTIONS);
    for (i = 0; i < WSKTCK_LIMIT_HOLDS; i++) {
        const wsktck_hold *h = &s.holds[i];
        CHECK(h->cb == m.holds[i].cb && (h->cb == 0 ? h->more == NULL : h->released == m.holds[i].released && h->more == m.holds[i].more));
        held += h->cb != 0;
    }
    CHECK(counted.holds == held);
    CHECK(counted.recorded == m.seq && counted.dropped == m.dropped && counted.fetched == m.fetched);
    CHECK(m.seq == m.dropped + m.fetched + m.records && s.ring.used == m.used && s.ring.used <= CAPACITY && s.ring.head < CAPACITY);
}

/* ---- steps ---- */

static void take_off(wsktck_reaction *reaction) {
    if (reaction != NULL) m.flying[m.flyingCount++] = reaction;
}

static void reacts(const wsktck_command *c) {
    const wsktck_react *body = &c->body.react;
    wsktck_reaction *made;
    uint32_t i;
    if (body->mode == WSKTCK_MODE_CLEAR) {
        m.onceCount = 0;
        CHECK(s.once == NULL && s.otherwise == NULL && s.completions == NULL && s.cleared);
        return;
    }
    if (body->mode == WSKTCK_MODE_ONCE) {
        made = m.once[m.onceCount++] = last(s.once);
    } else {
        made = last(body->mode == WSKTCK_MODE_OTHERWISE ? s.otherwise : s.completions);
    }
    CHECK(made->mode == body->mode && made->event == body->event && made->socket == body->socket && made->client == body->client);
    CHECK(made->irp == body->irp && made->count == body->count && made->uses == 0 && !made->dropped);
    for (i = 0; i < c->count; i++) CHECK(memcmp(&made->actions[i], c->actions + i * sizeof(wsktck_action), sizeof(wsktck_action)) == 0);
}

/* The nth of those held for the same socket or client, by the number of the callback. */
static uint16_t nth_of(const wsktck_resume *which) {
    uint32_t floor = 0;
    uint32_t n, i;
    uint16_t found = NONE;
    for (n = 0; n < which->nth; n++) {
        found = NONE;
        for (i = 0; i < WSKTCK_LIMIT_HOLDS; i++) {
            const wsktck_hold *h = &m.holds[i];
            int meant = h->cb > floor && !h->released && h->socket == which->socket && h->client == which->client;
            if (meant && (found == NONE || h->cb < m.holds[found].cb)) found = (uint16_t)i;
        }
        if (found == NONE) return NONE;
        floor = m.holds[found].cb;
    }
    return found;
}

static void resumes(const wsktck_command *c) {
    wsktck_reaction *more = wsktck_session_actions(c);
    uint16_t expected = nth_of(&c->body.resume);
    uint16_t slot;
    if (more == NULL) return;
    slot = wsktck_session_resume(&s, &c->body.resume, more);
    CHECK(slot == expected);
    if (slot == NONE) {
        wsktck_free(more);
    } else {
        m.holds[slot].released = 1;
        m.holds[slot].more = more;
    }
}

static void reserves(const wsktck_reserve *body) {
    m.reserved[m.reservedCount].listener = body->listener;
    m.reserved[m.reservedCount++].socket = body->socket;
}

static void frame(int repaired) {
    /* The frame ends where the variable does, so that AddressSanitizer sees a read beyond. */
    static uint8_t room[WSKTCK_LIMIT_FRAME];
    wsktck_header header;
    wsktck_command c;
    int greeted = s.greeted;
    uint32_t size, refusal;
    uint8_t *at;
    if (left < sizeof header) return;
    memcpy(&header, input, sizeof header);
    size = header.size < left ? header.size : (uint32_t)left;
    if (size > sizeof room) size = sizeof room;
    if (size < sizeof header) size = sizeof header;
    at = room + sizeof room - size;
    memcpy(at, input, size);
    input += size;
    left -= size;
    if (repaired) {
        header.size = size;
        header.version = WSKTCK_PROTOCOL_VERSION;
        header.refusal = 0;
        memcpy(at, &header, sizeof header);
    }
    refusal = wsktck_decode(at, size, &c);
    if (refusal == WSKTCK_REFUSAL_NONE) refusal = wsktck_session_admit(&s, &c);
    if (refusal != WSKTCK_REFUSAL_NONE) return;
    CHECK(!s.ending && greeted == (c.header.op != WSKTCK_OP_HELLO) && s.greeted);
    if (c.header.op == WSKTCK_OP_REACT) reacts(&c);
    if (c.header.op == WSKTCK_OP_RESUME) resumes(&c);
    if (c.header.op == WSKTCK_OP_RESERVE) reserves(&c.body.reserve);
}

static int meant(const wsktck_reaction *r, uint16_t socket, uint16_t client, uint16_t event) {
    return r->event == event && (event == WSKTCK_EVENT_WSK_CLIENT_EVENT ? r->client == client : r->socket == socket);
}

static void callback(uint16_t socket, uint16_t client, uint16_t event) {
    wsktck_reaction *got;
    uint32_t i;
    if (m.flyingCount == FLYING) return;
    got = wsktck_session_reaction(&s, socket, client, event);
    take_off(got);
    for (i = 0; i < m.onceCount && !meant(m.once[i], socket, client, event); i++) {
    }
    if (i < m.onceCount) {
        CHECK(got == m.once[i] && got->next == NULL);
        m.onceCount--;
        memmove(&m.once[i], &m.once[i + 1], (m.onceCount - i) * sizeof m.once[0]);
    } else if (got != NULL) {
        CHECK(got->mode == WSKTCK_MODE_OTHERWISE && meant(got, socket, client, event) && !got->dropped);
    } else {
        const wsktck_reaction *r;
        for (r = s.otherwise; r != NULL; r = r->next) CHECK(!meant(r, socket, client, event));
    }
}

static void returns(uint32_t which) {
    if (m.flyingCount == 0) return;
    which %= m.flyingCount;
    wsktck_session_reacted(&s, m.flying[which]);
    m.flying[which] = m.flying[--m.flyingCount];
}

static void completion(uint16_t irp) {
    wsktck_reaction *got;
    if (m.flyingCount == FLYING) return;
    got = wsktck_session_completion(&s, irp);
    CHECK(got == NULL || (got->mode == WSKTCK_MODE_ON_COMPLETION && got->irp == irp && got->next == NULL));
    take_off(got);
}

static void hold(uint16_t socket, uint16_t client) {
    /* Neighbours come to their holds in the other order than into their callbacks. */
    uint32_t cb = (++m.cbs + 1) ^ 1;
    uint16_t slot = wsktck_session_hold(&s, socket, client, cb);
    uint32_t i;
    if (slot == NONE) {
        for (i = 0; i < WSKTCK_LIMIT_HOLDS; i++) CHECK(s.ending || m.holds[i].cb != 0);
        return;
    }
    CHECK(m.holds[slot].cb == 0);
    m.holds[slot].socket = socket;
    m.holds[slot].client = client;
    m.holds[slot].cb = cb;
    m.holds[slot].released = 0;
    m.holds[slot].more = NULL;
}

/* A callback also goes on without a resume, when its time is over. */
static void leave(uint16_t slot) {
    wsktck_reaction *more;
    if (m.holds[slot].cb == 0) return;
    more = wsktck_session_leave(&s, slot);
    CHECK(more == m.holds[slot].more);
    memset(&m.holds[slot], 0, sizeof m.holds[slot]);
    wsktck_session_reacted(&s, more);
}

static void record(uint32_t elements) {
    static uint8_t bytes[WSKTCK_LIMIT_RECORD + 8];
    wsktck_observation o;
    uint32_t size = (uint32_t)sizeof o + elements;
    memset(&o, 0, sizeof o);
    memset(bytes, (int)(m.seq + 1), elements);
    wsktck_session_record(&s, &o, bytes, elements);
    CHECK(o.seq == ++m.seq && o.size == size && o.dropped == m.dropped);
    if (size > CAPACITY - m.used) {
        m.dropped++;
    } else {
        CHECK(m.records < RECORDS);
        m.sizes[m.records] = size;
        m.seqs[m.records++] = o.seq;
        m.used += size;
    }
}

static void fetch(uint32_t room) {
    static uint8_t bytes[4 * CAPACITY];
    uint8_t *to = bytes + sizeof bytes - room; /* ends where the variable does */
    uint32_t at = 0;
    uint32_t n = 0;
    uint32_t rest;
    uint32_t got = wsktck_session_fetch(&s, to, room);
    while (n < m.records && m.sizes[n] <= room - at) {
        wsktck_observation o;
        CHECK(at + m.sizes[n] <= got);
        memcpy(&o, to + at, sizeof o);
        CHECK(o.size == m.sizes[n] && o.seq == m.seqs[n]);
        rest = o.size - (uint32_t)sizeof o;
        /* Its elements are that many times its number: the first is, and each is like the one before. */
        if (rest != 0) {
            const uint8_t *elements = to + at + sizeof o;
            CHECK(elements[0] == (uint8_t)o.seq && memcmp(elements, elements + 1, rest - 1) == 0);
        }
        at += o.size;
        n++;
    }
    CHECK(got == at);
    m.fetched += n;
    m.used -= at;
    m.records -= n;
    memmove(m.sizes, m.sizes + n, m.records * sizeof m.sizes[0]);
    memmove(m.seqs, m.seqs + n, m.records * sizeof m.seqs[0]);
}

static void claim(uint16_t socket) {
    int was = s.sockets[socket];
    CHECK(wsktck_session_claim(&s, &s.sockets[socket]) == (was == WSKTCK_FREE && !s.ending));
}

static void adopt(uint16_t listener) {
    uint8_t before[WSKTCK_LIMIT_SOCKETS];
    uint16_t got;
    uint32_t i;
    memcpy(before, s.sockets, sizeof before);
    got = wsktck_session_adopt(&s, listener);
    for (i = 0; i < m.reservedCount && (m.reserved[i].listener != listener || before[m.reserved[i].socket] != WSKTCK_FREE); i++) {
    }
    if (i < m.reservedCount) {
        CHECK(got == m.reserved[i].socket);
        m.reservedCount--;
        memmove(&m.reserved[i], &m.reserved[i + 1], (m.reservedCount - i) * sizeof m.reserved[0]);
    } else {
        CHECK(got == NONE || (got >= WSKTCK_LIMIT_FOREIGN_SOCKETS && got < WSKTCK_LIMIT_SOCKETS));
    }
    /* An index is given away once in a session. */
    if (got != NONE) CHECK(before[got] == WSKTCK_FREE && s.sockets[got] == WSKTCK_CLAIMED);
}

static void story(void) {
    uint32_t socket;
    switch (byte() % STEPS) {
    case FRAME: frame(0); break;
    case REPAIRED: frame(1); break;
    case CALLBACK:
        socket = byte() % WSKTCK_LIMIT_SOCKETS;
        callback((uint16_t)socket, (uint16_t)(socket % WSKTCK_LIMIT_CLIENTS), (uint16_t)(byte() % (WSKTCK_EVENT_EXTENSION_EVENT + 1)));
        break;
    case RETURN: returns(byte()); break;
    case COMPLETION: completion((uint16_t)(byte() % WSKTCK_LIMIT_IRPS)); break;
    case HOLD:
        socket = byte();
        if (socket & 0x80) {
            hold(NONE, (uint16_t)(socket % WSKTCK_LIMIT_CLIENTS));
        } else {
            hold((uint16_t)(socket % WSKTCK_LIMIT_SOCKETS), NONE);
        }
        break;
    case LEAVE: leave((uint16_t)(byte() % WSKTCK_LIMIT_HOLDS)); break;
    case RECORD: record(two() % (WSKTCK_LIMIT_RECORD + 8)); break;
    case FETCH: fetch(two() % (4 * CAPACITY)); break;
    case CLAIM: claim((uint16_t)(byte() % WSKTCK_LIMIT_FOREIGN_SOCKETS)); break;
    case ADOPT: adopt((uint16_t)(byte() % WSKTCK_LIMIT_SOCKETS)); break;
    case NO_MEMORY: refuse_memory = byte() & 1; break;
    case END: s.ending = 1; break;
    default:
        finish();
        begin();
        break;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    uint32_t steps = 0;
    input = data;
    left = size;
    begin();
    while (left != 0) {
        story();
        if (++steps % CHECKED == 0) tables_agree();
    }
    tables_agree();
    finish();
    return 0;
}
