/*
 * libFuzzer target: one frame for the decoder. Whatever it lets through must keep every promise that the driver relies on without looking again:
 * indices of tables, lengths, flags. They are said here once more, from the protocol's page and not from the decoder.
 */
#include "check.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void within_or_none(uint32_t index, uint32_t limit) { CHECK(index < limit || index == WSKTCK_VALUE_NONE); }

static void invocation_is_safe(const wsktck_invocation *i, int inside) {
    CHECK(i->fn >= WSKTCK_FUNCTION_WSK_REGISTER && i->fn <= WSKTCK_FUNCTION_WSK_RELEASE);
    if (!(inside && i->socket == WSKTCK_VALUE_ACCEPTED)) within_or_none(i->socket, WSKTCK_LIMIT_SOCKETS);
    within_or_none(i->client, WSKTCK_LIMIT_CLIENTS);
    within_or_none(i->irp, WSKTCK_LIMIT_IRPS);
    within_or_none(i->acceptSocket, WSKTCK_LIMIT_FOREIGN_SOCKETS);
    CHECK(i->client != WSKTCK_VALUE_NONE || i->socket != WSKTCK_VALUE_NONE);
    CHECK(i->length <= WSKTCK_LIMIT_PAYLOAD && i->inputSize <= WSKTCK_LIMIT_PAYLOAD && i->outputSize <= WSKTCK_LIMIT_PAYLOAD);
    CHECK(i->context < WSKTCK_LIMIT_CONTEXTS || (inside && i->context == WSKTCK_VALUE_ACCEPTED_CONTEXT));
    CHECK(i->irpStack <= 32 && i->irpArmed <= 1 && i->copied <= 1 && i->sizeReturned <= 1);
    CHECK(i->entries < 1u << (WSKTCK_EVENT_EXTENSION_EVENT + 1));
    CHECK(i->present < WSKTCK_ARGUMENT_VALUE << 1);
}

static void action_is_safe(const wsktck_action *a) {
    CHECK(a->table <= 1);
    if (a->type == WSKTCK_ACTION_CALL) invocation_is_safe(&a->invocation, 1);
    if (a->type == WSKTCK_ACTION_WAIT) CHECK(a->irp < WSKTCK_LIMIT_IRPS);
    if (a->type == WSKTCK_ACTION_STORE) CHECK(a->context < WSKTCK_LIMIT_CONTEXTS || a->context == WSKTCK_VALUE_ACCEPTED_CONTEXT);
}

static void names_a_place_for_reactions(const wsktck_react *r) {
    if (r->mode == WSKTCK_MODE_ON_COMPLETION) {
        CHECK(r->irp < WSKTCK_LIMIT_IRPS);
    } else if (r->mode == WSKTCK_MODE_CLEAR) {
        CHECK(r->count == 0);
    } else {
        CHECK(r->mode == WSKTCK_MODE_ONCE || r->mode == WSKTCK_MODE_OTHERWISE);
        CHECK(r->event <= WSKTCK_EVENT_EXTENSION_EVENT);
        CHECK(r->event == WSKTCK_EVENT_WSK_CLIENT_EVENT ? r->client < WSKTCK_LIMIT_CLIENTS : r->socket < WSKTCK_LIMIT_SOCKETS);
    }
}

static size_t body_is_safe(const wsktck_command *c) {
    switch (c->header.op) {
    case WSKTCK_OP_HELLO:
        return sizeof(wsktck_hello);
    case WSKTCK_OP_CALL:
        CHECK(c->body.call.thread < WSKTCK_LIMIT_THREADS);
        invocation_is_safe(&c->body.call.invocation, 0);
        return sizeof(wsktck_call);
    case WSKTCK_OP_REACT:
        names_a_place_for_reactions(&c->body.react);
        CHECK(c->count == c->body.react.count);
        return sizeof(wsktck_react);
    case WSKTCK_OP_RESUME:
        within_or_none(c->body.resume.socket, WSKTCK_LIMIT_SOCKETS);
        within_or_none(c->body.resume.client, WSKTCK_LIMIT_CLIENTS);
        CHECK(c->body.resume.nth != 0 && c->count == c->body.resume.count);
        return sizeof(wsktck_resume);
    case WSKTCK_OP_CANCEL:
        CHECK(c->body.cancel.irp < WSKTCK_LIMIT_IRPS);
        return sizeof(wsktck_cancel);
    case WSKTCK_OP_READ:
        CHECK(c->body.read.socket < WSKTCK_LIMIT_SOCKETS);
        return sizeof(wsktck_read);
    case WSKTCK_OP_MARK:
        return sizeof(wsktck_mark);
    case WSKTCK_OP_RESERVE:
        CHECK(c->body.reserve.listener < WSKTCK_LIMIT_SOCKETS && c->body.reserve.socket < WSKTCK_LIMIT_FOREIGN_SOCKETS);
        return sizeof(wsktck_reserve);
    default:
        CHECK(c->header.op == WSKTCK_OP_COUNTERS);
        return 0;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    wsktck_command c, again;
    wsktck_action action;
    size_t body, i;
    uint32_t refusal = wsktck_decode(data, size, &c);
    CHECK(refusal <= WSKTCK_REFUSAL_ROOM);
    /* The answer needs tag and op of every frame that has a header, refused or not. */
    if (size >= sizeof c.header) CHECK(memcmp(&c.header, data, sizeof c.header) == 0);
    CHECK(wsktck_decode(data, size, &again) == refusal);
    if (refusal != WSKTCK_REFUSAL_NONE) return 0;
    body = body_is_safe(&c);
    CHECK(c.count <= WSKTCK_LIMIT_ACTIONS);
    CHECK(size == sizeof c.header + body + c.count * sizeof action && size <= WSKTCK_LIMIT_FRAME && c.header.size == size);
    CHECK(memcmp(&c.body, data + sizeof c.header, body) == 0);
    for (i = 0; i < c.count; i++) {
        wsktck_decode_action(&c, (uint32_t)i, &action);
        CHECK(memcmp(&action, data + sizeof c.header + body + i * sizeof action, sizeof action) == 0);
        action_is_safe(&action);
    }
    return 0;
}
