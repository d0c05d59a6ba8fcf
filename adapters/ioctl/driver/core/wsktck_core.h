/*
 * The part of the driver that does not touch the kernel: decoding of commands, the ring of observations, and the tables of a session.
 * Indices that these functions take have passed the decoder. Every function may be called at any IRQL up to DISPATCH_LEVEL, from any thread.
 */
#ifndef WSKTCK_CORE_H
#define WSKTCK_CORE_H

#include "wsktck_protocol.h"

/* ---- decode.c ---- */

/* A request that has passed every check. Actions lie in the frame and are taken out one by one, since a frame need not be aligned. */
typedef struct wsktck_command {
    wsktck_header header;
    union {
        wsktck_hello hello;
        wsktck_call call;
        wsktck_react react;
        wsktck_resume resume;
        wsktck_cancel cancel;
        wsktck_read read;
        wsktck_mark mark;
        wsktck_reserve reserve;
    } body;
    const uint8_t *actions;
    uint32_t count;
} wsktck_command;

/* Returns a WSKTCK_REFUSAL_; the command is valid only with none. When the frame has a header, its tag and op are in command->header in any case. */
uint32_t wsktck_decode(const void *frame, size_t length, wsktck_command *command);
void wsktck_decode_action(const wsktck_command *command, uint32_t index, wsktck_action *action);

/* ---- ring.c ---- */

/* Bytes that are taken out as whole records. The lock is its owner's. */
typedef struct wsktck_ring {
    uint8_t *bytes;
    uint32_t capacity;
    uint32_t head; /* where the next record is read */
    uint32_t used;
} wsktck_ring;

void wsktck_ring_init(wsktck_ring *ring, uint8_t *bytes, uint32_t capacity);
/* Puts in a record of two parts, or nothing: 0 when there is no room. */
int wsktck_ring_put(wsktck_ring *ring, const void *first, uint32_t firstSize, const void *rest, uint32_t restSize);
/* Moves as many whole records as fit. Each begins with its size. */
uint32_t wsktck_ring_take(wsktck_ring *ring, void *to, uint32_t room, uint32_t *records);

/* ---- payload.c ---- */

/* The codes of org.wsktck.target.Payload. */
uint8_t wsktck_stream_byte(uint64_t key, uint64_t position);
void wsktck_stream_fill(uint8_t *bytes, uint64_t key, uint64_t offset, uint32_t length);
void wsktck_datagram_fill(uint8_t *bytes, uint64_t dg, uint32_t length);

/* ---- session.c ---- */

/* What a callback or a completion routine does: `count` actions behind this head. */
typedef struct wsktck_reaction {
    uint16_t mode;
    uint16_t event;
    uint16_t socket;
    uint16_t client;
    uint16_t irp;
    uint16_t count;
    uint32_t uses; /* of an `otherwise`: callbacks that are executing it; it is freed by the last */
    int dropped;   /* replaced while it was executed */
    struct wsktck_reaction *next;
    wsktck_action actions[1]; /* count of them */
} wsktck_reaction;

typedef enum wsktck_slot_state { WSKTCK_FREE = 0, WSKTCK_CLAIMED, WSKTCK_OPEN, WSKTCK_CLOSED } wsktck_slot_state;

typedef struct wsktck_hold {
    uint16_t socket;
    uint16_t client;
    uint32_t cb; /* 0: the slot is free */
    int released;
    wsktck_reaction *more; /* actions that the resume carried */
} wsktck_hold;

typedef struct wsktck_session {
    wsktck_lock lock;
    int greeted;
    int ending;
    int cleared; /* reactions have been taken back: nothing is accepted any more by itself */
    uint32_t allow; /* bits of hello */
    uint64_t seq;
    wsktck_counted counted;
    wsktck_ring ring;
    uint32_t calls, irpNumber, cbs; /* last numbers given out */
    uint32_t nextForeign;
    wsktck_reaction *once;      /* queues, oldest first */
    wsktck_reaction *otherwise; /* one for each key at most */
    wsktck_reaction *completions;
    uint8_t sockets[WSKTCK_LIMIT_SOCKETS]; /* wsktck_slot_state */
    uint8_t clients[WSKTCK_LIMIT_CLIENTS];
    uint8_t irps[WSKTCK_LIMIT_IRPS];
    uint16_t reservedFor[WSKTCK_LIMIT_SOCKETS]; /* listener, or none */
    uint32_t reservedAs[WSKTCK_LIMIT_SOCKETS];
    uint32_t reservations;
    wsktck_hold holds[WSKTCK_LIMIT_HOLDS];
} wsktck_session;

/* `bytes` is the ring's memory, a multiple of 8 and at least one longest record. */
void wsktck_session_init(wsktck_session *session, uint8_t *bytes, uint32_t capacity);
/* Frees reactions; the owner frees the ring. */
void wsktck_session_done(wsktck_session *session);

/* Whether the command may be executed now, and its effect where it has none outside the session: hello, react, reserve, counters. */
uint32_t wsktck_session_admit(wsktck_session *session, const wsktck_command *command);

/*
 * Numbers the observation and puts it into the ring; elements are encoded already, `elementsSize` bytes. When there is no room the observation is
 * counted as dropped and its number is used up all the same. `seq` is taken under the lock, so that the order of numbers is the order of the ring.
 */
void wsktck_session_record(wsktck_session *session, wsktck_observation *observation, const void *elements, uint32_t elementsSize);
uint32_t wsktck_session_fetch(wsktck_session *session, void *to, uint32_t room);
wsktck_counted wsktck_session_counted(wsktck_session *session);

/* Tables. claim: 1 when the slot was free and is claimed now. A socket's index is never used again, those of clients and IRPs are. */
int wsktck_session_claim(wsktck_session *session, uint8_t *slot);
void wsktck_session_set(wsktck_session *session, uint8_t *slot, wsktck_slot_state state);
/* The index for a socket that WskAcceptEvent hands over: the oldest reserved for the listener, else one of the driver's own, or none. Claims it. */
uint16_t wsktck_session_adopt(wsktck_session *session, uint16_t listener);

/* The one-time reaction of that event if there is one, else the standing one, or NULL. Give it back with wsktck_session_reacted. */
wsktck_reaction *wsktck_session_reaction(wsktck_session *session, uint16_t socket, uint16_t client, uint16_t event);
wsktck_reaction *wsktck_session_completion(wsktck_session *session, uint16_t irp);
void wsktck_session_reacted(wsktck_session *session, wsktck_reaction *reaction);

/* Holds. enter gives a slot, or none when there is none left or the session is ending; leave gives the actions that came with the resume. */
uint16_t wsktck_session_hold(wsktck_session *session, uint16_t socket, uint16_t client, uint32_t cb);
wsktck_reaction *wsktck_session_leave(wsktck_session *session, uint16_t slot);
/* The slot that is now released, or none; takes the reaction over unless it returns none. */
uint16_t wsktck_session_resume(wsktck_session *session, const wsktck_resume *which, wsktck_reaction *more);
/* Copies the actions of a command, NULL without memory. */
wsktck_reaction *wsktck_session_actions(const wsktck_command *command);

/* Counters under the lock: by is 1 or -1, and the new number comes back. */
uint32_t wsktck_session_count(wsktck_session *session, uint32_t *counter, int by);
uint32_t wsktck_session_next(wsktck_session *session, uint32_t *number);

#endif
