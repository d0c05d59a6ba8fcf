#include "wsktck_core.h"

void wsktck_session_init(wsktck_session *session, uint8_t *bytes, uint32_t capacity) {
    uint32_t i;
    memset(session, 0, sizeof *session);
    wsktck_lock_init(&session->lock);
    wsktck_ring_init(&session->ring, bytes, capacity);
    session->nextForeign = WSKTCK_LIMIT_FOREIGN_SOCKETS;
    for (i = 0; i < WSKTCK_LIMIT_SOCKETS; i++) session->reservedFor[i] = WSKTCK_VALUE_NONE;
}

static void free_all(wsktck_reaction *reaction) {
    while (reaction != NULL) {
        wsktck_reaction *next = reaction->next;
        wsktck_free(reaction);
        reaction = next;
    }
}

void wsktck_session_done(wsktck_session *session) {
    uint32_t i;
    free_all(session->once);
    free_all(session->otherwise);
    free_all(session->completions);
    session->once = session->otherwise = session->completions = NULL;
    for (i = 0; i < WSKTCK_LIMIT_HOLDS; i++) {
        free_all(session->holds[i].more);
        session->holds[i].more = NULL;
    }
}

uint32_t wsktck_session_count(wsktck_session *session, uint32_t *counter, int by) {
    wsktck_held held = wsktck_lock_take(&session->lock);
    uint32_t now = *counter += (uint32_t)by;
    wsktck_lock_give(&session->lock, held);
    return now;
}

uint32_t wsktck_session_next(wsktck_session *session, uint32_t *number) { return wsktck_session_count(session, number, 1); }

wsktck_counted wsktck_session_counted(wsktck_session *session) {
    wsktck_held held = wsktck_lock_take(&session->lock);
    wsktck_counted counted = session->counted;
    wsktck_lock_give(&session->lock, held);
    return counted;
}

/* ---- observations ---- */

void wsktck_session_record(wsktck_session *session, wsktck_observation *observation, const void *elements, uint32_t elementsSize) {
    wsktck_held held;
    observation->size = (uint32_t)sizeof *observation + elementsSize;
    held = wsktck_lock_take(&session->lock);
    observation->seq = ++session->seq;
    observation->dropped = session->counted.dropped;
    session->counted.recorded++;
    /* Too long for any fetch is as lost as without room. */
    if (elementsSize > WSKTCK_LIMIT_RECORD - sizeof *observation ||
        !wsktck_ring_put(&session->ring, observation, (uint32_t)sizeof *observation, elements, elementsSize)) {
        session->counted.dropped++;
    }
    wsktck_lock_give(&session->lock, held);
}

uint32_t wsktck_session_fetch(wsktck_session *session, void *to, uint32_t room) {
    uint32_t records;
    wsktck_held held = wsktck_lock_take(&session->lock);
    uint32_t taken = wsktck_ring_take(&session->ring, to, room, &records);
    session->counted.fetched += records;
    wsktck_lock_give(&session->lock, held);
    return taken;
}

/* ---- tables ---- */

int wsktck_session_claim(wsktck_session *session, uint8_t *slot) {
    wsktck_held held = wsktck_lock_take(&session->lock);
    int claimed = *slot == WSKTCK_FREE && !session->ending;
    if (claimed) *slot = WSKTCK_CLAIMED;
    wsktck_lock_give(&session->lock, held);
    return claimed;
}

void wsktck_session_set(wsktck_session *session, uint8_t *slot, wsktck_slot_state state) {
    wsktck_held held = wsktck_lock_take(&session->lock);
    *slot = (uint8_t)state;
    wsktck_lock_give(&session->lock, held);
}

uint16_t wsktck_session_adopt(wsktck_session *session, uint16_t listener) {
    uint32_t i;
    uint16_t found = WSKTCK_VALUE_NONE;
    wsktck_held held = wsktck_lock_take(&session->lock);
    for (i = 0; i < WSKTCK_LIMIT_FOREIGN_SOCKETS; i++) {
        /* A socket that was reserved and is used all the same keeps its index to itself. */
        if (session->reservedFor[i] == listener && session->sockets[i] == WSKTCK_FREE &&
            (found == WSKTCK_VALUE_NONE || session->reservedAs[i] < session->reservedAs[found])) {
            found = (uint16_t)i;
        }
    }
    if (found != WSKTCK_VALUE_NONE) {
        session->reservedFor[found] = WSKTCK_VALUE_NONE;
    } else if (session->nextForeign < WSKTCK_LIMIT_SOCKETS) {
        found = (uint16_t)session->nextForeign++;
    }
    if (found != WSKTCK_VALUE_NONE) session->sockets[found] = WSKTCK_CLAIMED;
    wsktck_lock_give(&session->lock, held);
    return found;
}

/* ---- reactions ---- */

wsktck_reaction *wsktck_session_actions(const wsktck_command *command) {
    uint32_t i;
    uint32_t more = command->count > 1 ? command->count - 1 : 0;
    wsktck_reaction *reaction = (wsktck_reaction *)wsktck_alloc(sizeof *reaction + (size_t)more * sizeof(wsktck_action));
    if (reaction == NULL) return NULL;
    reaction->count = (uint16_t)command->count;
    for (i = 0; i < command->count; i++) wsktck_decode_action(command, i, &reaction->actions[i]);
    return reaction;
}

static int same(const wsktck_reaction *r, uint16_t socket, uint16_t client, uint16_t event) {
    return r->event == event && (event == WSKTCK_EVENT_WSK_CLIENT_EVENT ? r->client == client : r->socket == socket);
}

/* Takes out the first reaction of the event, or of the IRP; NULL when there is none. Under the lock. */
static wsktck_reaction *take(wsktck_reaction **list, uint16_t socket, uint16_t client, uint16_t event, uint16_t irp) {
    for (; *list != NULL; list = &(*list)->next) {
        wsktck_reaction *r = *list;
        if (irp != WSKTCK_VALUE_NONE ? r->irp == irp : same(r, socket, client, event)) {
            *list = r->next;
            r->next = NULL;
            return r;
        }
    }
    return NULL;
}

static void append(wsktck_reaction **list, wsktck_reaction *reaction) {
    while (*list != NULL) list = &(*list)->next;
    *list = reaction;
}

/* Takes back the reactions that have not begun. A standing one that callbacks are executing is freed by the last of them. */
static void clear(wsktck_session *session) {
    wsktck_reaction *once, *completions, *idle = NULL;
    wsktck_held held = wsktck_lock_take(&session->lock);
    once = session->once;
    completions = session->completions;
    while (session->otherwise != NULL) {
        wsktck_reaction *r = session->otherwise;
        session->otherwise = r->next;
        r->next = NULL;
        if (r->uses != 0) {
            r->dropped = 1;
        } else {
            r->next = idle;
            idle = r;
        }
    }
    session->once = session->completions = NULL;
    session->counted.reactions = 0;
    session->cleared = 1;
    wsktck_lock_give(&session->lock, held);
    free_all(once);
    free_all(completions);
    free_all(idle);
}

static uint32_t react(wsktck_session *session, const wsktck_command *command) {
    const wsktck_react *body = &command->body.react;
    wsktck_reaction *old = NULL;
    uint32_t refusal = WSKTCK_REFUSAL_NONE;
    wsktck_held held;
    wsktck_reaction *reaction;
    if (body->mode == WSKTCK_MODE_CLEAR) {
        clear(session);
        return WSKTCK_REFUSAL_NONE;
    }
    reaction = wsktck_session_actions(command);
    if (reaction == NULL) return WSKTCK_REFUSAL_ROOM;
    reaction->mode = body->mode;
    reaction->event = body->event;
    reaction->socket = body->socket;
    reaction->client = body->client;
    reaction->irp = body->irp;
    held = wsktck_lock_take(&session->lock);
    if (body->mode == WSKTCK_MODE_OTHERWISE) {
        old = take(&session->otherwise, body->socket, body->client, body->event, WSKTCK_VALUE_NONE);
        append(&session->otherwise, reaction);
        if (old != NULL && old->uses != 0) {
            old->dropped = 1;
            old = NULL;
        }
    } else if (session->counted.reactions >= WSKTCK_LIMIT_REACTIONS) {
        refusal = WSKTCK_REFUSAL_ROOM;
        old = reaction;
    } else if (body->mode == WSKTCK_MODE_ONCE) {
        append(&session->once, reaction);
        session->counted.reactions++;
    } else {
        old = take(&session->completions, 0, 0, 0, body->irp);
        append(&session->completions, reaction);
        if (old == NULL) session->counted.reactions++;
    }
    wsktck_lock_give(&session->lock, held);
    if (old != NULL) wsktck_free(old);
    return refusal;
}

wsktck_reaction *wsktck_session_reaction(wsktck_session *session, uint16_t socket, uint16_t client, uint16_t event) {
    wsktck_held held = wsktck_lock_take(&session->lock);
    wsktck_reaction *reaction = take(&session->once, socket, client, event, WSKTCK_VALUE_NONE);
    if (reaction != NULL) {
        session->counted.reactions--;
    } else {
        for (reaction = session->otherwise; reaction != NULL && !same(reaction, socket, client, event); reaction = reaction->next) {
        }
        if (reaction != NULL) reaction->uses++;
    }
    wsktck_lock_give(&session->lock, held);
    return reaction;
}

wsktck_reaction *wsktck_session_completion(wsktck_session *session, uint16_t irp) {
    wsktck_held held = wsktck_lock_take(&session->lock);
    wsktck_reaction *reaction = take(&session->completions, 0, 0, 0, irp);
    if (reaction != NULL) session->counted.reactions--;
    wsktck_lock_give(&session->lock, held);
    return reaction;
}

void wsktck_session_reacted(wsktck_session *session, wsktck_reaction *reaction) {
    int last = 1;
    if (reaction == NULL) return;
    if (reaction->mode == WSKTCK_MODE_OTHERWISE) {
        wsktck_held held = wsktck_lock_take(&session->lock);
        last = --reaction->uses == 0 && reaction->dropped;
        wsktck_lock_give(&session->lock, held);
    }
    if (last) wsktck_free(reaction);
}

/* ---- holds ---- */

uint16_t wsktck_session_hold(wsktck_session *session, uint16_t socket, uint16_t client, uint32_t cb) {
    uint16_t i;
    uint16_t found = WSKTCK_VALUE_NONE;
    wsktck_held held = wsktck_lock_take(&session->lock);
    for (i = 0; i < WSKTCK_LIMIT_HOLDS && found == WSKTCK_VALUE_NONE && !session->ending; i++) {
        if (session->holds[i].cb == 0) found = i;
    }
    if (found != WSKTCK_VALUE_NONE) {
        session->holds[found].socket = socket;
        session->holds[found].client = client;
        session->holds[found].cb = cb;
        session->holds[found].released = 0;
        session->counted.holds++;
    }
    wsktck_lock_give(&session->lock, held);
    return found;
}

wsktck_reaction *wsktck_session_leave(wsktck_session *session, uint16_t slot) {
    wsktck_reaction *more;
    wsktck_held held = wsktck_lock_take(&session->lock);
    more = session->holds[slot].more;
    session->holds[slot].more = NULL;
    session->holds[slot].cb = 0;
    session->counted.holds--;
    wsktck_lock_give(&session->lock, held);
    return more;
}

/* The nth of those held, in the order in which their callbacks were entered: the one before which n - 1 smaller numbers are held. Under the lock. */
static uint16_t nth_held(const wsktck_session *session, const wsktck_resume *which) {
    uint16_t i, j;
    for (i = 0; i < WSKTCK_LIMIT_HOLDS; i++) {
        const wsktck_hold *h = &session->holds[i];
        uint32_t before = 0;
        if (h->cb == 0 || h->released || h->socket != which->socket || h->client != which->client) continue;
        for (j = 0; j < WSKTCK_LIMIT_HOLDS; j++) {
            const wsktck_hold *o = &session->holds[j];
            before += o->cb != 0 && !o->released && o->socket == which->socket && o->client == which->client && o->cb < h->cb;
        }
        if (before + 1 == which->nth) return i;
    }
    return WSKTCK_VALUE_NONE;
}

uint16_t wsktck_session_resume(wsktck_session *session, const wsktck_resume *which, wsktck_reaction *more) {
    wsktck_held held = wsktck_lock_take(&session->lock);
    uint16_t slot = nth_held(session, which);
    if (slot != WSKTCK_VALUE_NONE) {
        session->holds[slot].released = 1;
        session->holds[slot].more = more;
    }
    wsktck_lock_give(&session->lock, held);
    return slot;
}

/* ---- commands ---- */

static uint32_t reserve(wsktck_session *session, const wsktck_reserve *body) {
    uint32_t refusal = WSKTCK_REFUSAL_NONE;
    wsktck_held held = wsktck_lock_take(&session->lock);
    if (session->sockets[body->socket] != WSKTCK_FREE || session->reservedFor[body->socket] != WSKTCK_VALUE_NONE) {
        refusal = WSKTCK_REFUSAL_STATE;
    } else {
        session->reservedFor[body->socket] = body->listener;
        session->reservedAs[body->socket] = ++session->reservations;
    }
    wsktck_lock_give(&session->lock, held);
    return refusal;
}

uint32_t wsktck_session_admit(wsktck_session *session, const wsktck_command *command) {
    wsktck_held held = wsktck_lock_take(&session->lock);
    int hello = command->header.op == WSKTCK_OP_HELLO;
    int wrong = session->ending || session->greeted == hello;
    if (hello && !wrong) {
        session->greeted = 1;
        session->allow = command->body.hello.allow;
    }
    wsktck_lock_give(&session->lock, held);
    if (wrong) return WSKTCK_REFUSAL_STATE;
    if (command->header.op == WSKTCK_OP_REACT) return react(session, command);
    if (command->header.op == WSKTCK_OP_RESERVE) return reserve(session, &command->body.reserve);
    return WSKTCK_REFUSAL_NONE;
}
