#include "wsktck_core.h"

#define ENTRIES_ALL ((1u << (WSKTCK_EVENT_EXTENSION_EVENT + 1)) - 1)
#define ARGUMENTS_ALL (((uint64_t)WSKTCK_ARGUMENT_VALUE << 1) - 1)
#define STACK_MOST 32u
#define ALLOW_ALL (WSKTCK_ALLOW_DANGEROUS | WSKTCK_ALLOW_COMPLETE)

/* Bodies by op: the only place that knows how long a frame must be. Checked once, before anything else is looked at. */
static const struct {
    uint32_t body;
    int actions; /* whether `count` actions follow */
} OPS[] = {
    {0, 0},
    {sizeof(wsktck_hello), 0},
    {sizeof(wsktck_call), 0},
    {sizeof(wsktck_react), 1},
    {sizeof(wsktck_resume), 1},
    {sizeof(wsktck_cancel), 0},
    {sizeof(wsktck_read), 0},
    {sizeof(wsktck_mark), 0},
    {sizeof(wsktck_reserve), 0},
    {0, 0},
};
WSKTCK_ASSERT(sizeof(OPS) / sizeof(OPS[0]) == WSKTCK_OP_COUNTERS + 1);

static int index_or_none(uint16_t index, uint32_t limit) { return index < limit || index == WSKTCK_VALUE_NONE; }

static int is_flag(uint8_t value) { return value <= 1; }

static int is_context(uint32_t token, int inside) {
    return token < WSKTCK_LIMIT_CONTEXTS || (inside && token == WSKTCK_VALUE_ACCEPTED_CONTEXT);
}

static int is_zero(const uint8_t *bytes, size_t count) {
    size_t i;
    for (i = 0; i < count; i++) {
        if (bytes[i] != 0) return 0;
    }
    return 1;
}

/* The functions of a client object; every other one needs a socket. WskSocket and WskSocketConnect need both. */
static int needs_client(uint16_t fn) {
    return fn <= WSKTCK_FUNCTION_WSK_GET_NAME_INFO;
}

static int needs_socket(uint16_t fn) {
    return fn == WSKTCK_FUNCTION_WSK_SOCKET || fn == WSKTCK_FUNCTION_WSK_SOCKET_CONNECT || !needs_client(fn);
}

static uint32_t check_invocation(const wsktck_invocation *i, int inside) {
    int given = (i->present & WSKTCK_ARGUMENT_ACCEPT_SOCKET) != 0;
    if (i->fn < WSKTCK_FUNCTION_WSK_REGISTER || i->fn > WSKTCK_FUNCTION_WSK_RELEASE) return WSKTCK_REFUSAL_VALUE;
    if (i->irql != WSKTCK_IRQL_UNCHANGED && i->irql != WSKTCK_IRQL_PASSIVE_LEVEL && i->irql != WSKTCK_IRQL_DISPATCH_LEVEL) return WSKTCK_REFUSAL_VALUE;
    if ((i->present & ~ARGUMENTS_ALL) != 0) return WSKTCK_REFUSAL_VALUE;
    if (!is_flag(i->irpArmed) || !is_flag(i->sizeReturned) || !is_flag(i->copied)) return WSKTCK_REFUSAL_VALUE;
    if (!is_zero(i->pad, sizeof i->pad) || i->reserve2 != 0) return WSKTCK_REFUSAL_VALUE;
    if (!index_or_none(i->client, WSKTCK_LIMIT_CLIENTS) || !index_or_none(i->irp, WSKTCK_LIMIT_IRPS)) return WSKTCK_REFUSAL_INDEX;
    if (i->client == WSKTCK_VALUE_NONE && needs_client(i->fn)) return WSKTCK_REFUSAL_INDEX;
    if (!index_or_none(i->socket, WSKTCK_LIMIT_SOCKETS) && !(inside && i->socket == WSKTCK_VALUE_ACCEPTED)) return WSKTCK_REFUSAL_INDEX;
    if (i->socket == WSKTCK_VALUE_NONE && needs_socket(i->fn)) return WSKTCK_REFUSAL_INDEX;
    if (given ? i->acceptSocket >= WSKTCK_LIMIT_FOREIGN_SOCKETS : i->acceptSocket != WSKTCK_VALUE_NONE) return WSKTCK_REFUSAL_INDEX;
    if (i->fn == WSKTCK_FUNCTION_WSK_ACCEPT && !given) return WSKTCK_REFUSAL_INDEX;
    /* What the bench creates it names from its own range. */
    if ((i->fn == WSKTCK_FUNCTION_WSK_SOCKET || i->fn == WSKTCK_FUNCTION_WSK_SOCKET_CONNECT) && i->socket >= WSKTCK_LIMIT_FOREIGN_SOCKETS) {
        return WSKTCK_REFUSAL_INDEX;
    }
    if ((i->entries & ~ENTRIES_ALL) != 0 || !is_context(i->context, inside)) return WSKTCK_REFUSAL_VALUE;
    if (i->npi > WSKTCK_NPI_NPI_UNKNOWN_ID) return WSKTCK_REFUSAL_VALUE;
    if (i->irpStack > STACK_MOST || i->length > WSKTCK_LIMIT_PAYLOAD) return WSKTCK_REFUSAL_VALUE;
    if (i->inputSize > WSKTCK_LIMIT_PAYLOAD || i->outputSize > WSKTCK_LIMIT_PAYLOAD) return WSKTCK_REFUSAL_VALUE;
    if (i->address.family != 0 && i->address.family != 2 && i->address.family != 23) return WSKTCK_REFUSAL_VALUE;
    return WSKTCK_REFUSAL_NONE;
}

static uint32_t check_action(const wsktck_action *a) {
    if (!is_zero(a->pad, sizeof a->pad) || !is_flag(a->table)) return WSKTCK_REFUSAL_VALUE;
    switch (a->type) {
    case WSKTCK_ACTION_CALL:
        return check_invocation(&a->invocation, 1);
    case WSKTCK_ACTION_WAIT:
        return a->irp < WSKTCK_LIMIT_IRPS ? WSKTCK_REFUSAL_NONE : WSKTCK_REFUSAL_INDEX;
    case WSKTCK_ACTION_STORE:
        return (a->entries & ~ENTRIES_ALL) == 0 && is_context(a->context, 1) ? WSKTCK_REFUSAL_NONE : WSKTCK_REFUSAL_VALUE;
    case WSKTCK_ACTION_HOLD:
    case WSKTCK_ACTION_READ:
    case WSKTCK_ACTION_ACCEPT:
    case WSKTCK_ACTION_RETURN:
        return WSKTCK_REFUSAL_NONE;
    default:
        return WSKTCK_REFUSAL_VALUE;
    }
}

static uint32_t check_react(const wsktck_react *r) {
    if (!is_zero(r->pad, sizeof r->pad)) return WSKTCK_REFUSAL_VALUE;
    if (r->mode == WSKTCK_MODE_CLEAR) return r->count == 0 ? WSKTCK_REFUSAL_NONE : WSKTCK_REFUSAL_VALUE;
    if (r->mode == WSKTCK_MODE_ON_COMPLETION) {
        return r->irp < WSKTCK_LIMIT_IRPS ? WSKTCK_REFUSAL_NONE : WSKTCK_REFUSAL_INDEX;
    }
    if (r->mode != WSKTCK_MODE_ONCE && r->mode != WSKTCK_MODE_OTHERWISE) return WSKTCK_REFUSAL_VALUE;
    if (r->event > WSKTCK_EVENT_EXTENSION_EVENT) return WSKTCK_REFUSAL_VALUE;
    if (r->event == WSKTCK_EVENT_WSK_CLIENT_EVENT) {
        return r->client < WSKTCK_LIMIT_CLIENTS && r->socket == WSKTCK_VALUE_NONE ? WSKTCK_REFUSAL_NONE : WSKTCK_REFUSAL_INDEX;
    }
    return r->socket < WSKTCK_LIMIT_SOCKETS ? WSKTCK_REFUSAL_NONE : WSKTCK_REFUSAL_INDEX;
}

static uint32_t check_body(const wsktck_command *c) {
    switch (c->header.op) {
    case WSKTCK_OP_HELLO:
        return (c->body.hello.allow & ~ALLOW_ALL) == 0 && is_zero(c->body.hello.pad, sizeof c->body.hello.pad) ? WSKTCK_REFUSAL_NONE : WSKTCK_REFUSAL_VALUE;
    case WSKTCK_OP_CALL:
        if (!is_zero(c->body.call.pad, sizeof c->body.call.pad)) return WSKTCK_REFUSAL_VALUE;
        if (c->body.call.thread >= WSKTCK_LIMIT_THREADS) return WSKTCK_REFUSAL_INDEX;
        return check_invocation(&c->body.call.invocation, 0);
    case WSKTCK_OP_REACT:
        return check_react(&c->body.react);
    case WSKTCK_OP_RESUME:
        /* Exactly one of the two names whose callback is meant. */
        if (!index_or_none(c->body.resume.socket, WSKTCK_LIMIT_SOCKETS) || !index_or_none(c->body.resume.client, WSKTCK_LIMIT_CLIENTS) ||
            (c->body.resume.socket == WSKTCK_VALUE_NONE) == (c->body.resume.client == WSKTCK_VALUE_NONE)) {
            return WSKTCK_REFUSAL_INDEX;
        }
        return c->body.resume.nth >= 1 ? WSKTCK_REFUSAL_NONE : WSKTCK_REFUSAL_VALUE;
    case WSKTCK_OP_CANCEL:
        if (!is_zero(c->body.cancel.pad, sizeof c->body.cancel.pad)) return WSKTCK_REFUSAL_VALUE;
        return c->body.cancel.irp < WSKTCK_LIMIT_IRPS ? WSKTCK_REFUSAL_NONE : WSKTCK_REFUSAL_INDEX;
    case WSKTCK_OP_READ:
        if (!is_zero(c->body.read.pad, sizeof c->body.read.pad)) return WSKTCK_REFUSAL_VALUE;
        return c->body.read.socket < WSKTCK_LIMIT_SOCKETS ? WSKTCK_REFUSAL_NONE : WSKTCK_REFUSAL_INDEX;
    case WSKTCK_OP_RESERVE:
        if (!is_zero(c->body.reserve.pad, sizeof c->body.reserve.pad)) return WSKTCK_REFUSAL_VALUE;
        return c->body.reserve.listener < WSKTCK_LIMIT_SOCKETS && c->body.reserve.socket < WSKTCK_LIMIT_FOREIGN_SOCKETS ? WSKTCK_REFUSAL_NONE
                                                                                                                       : WSKTCK_REFUSAL_INDEX;
    default:
        return WSKTCK_REFUSAL_NONE;
    }
}

uint32_t wsktck_decode(const void *frame, size_t length, wsktck_command *command) {
    const uint8_t *bytes = (const uint8_t *)frame;
    size_t actionsAt;
    uint32_t i;
    memset(command, 0, sizeof *command);
    if (length < sizeof command->header) return WSKTCK_REFUSAL_SIZE;
    memcpy(&command->header, bytes, sizeof command->header);
    if (length > WSKTCK_LIMIT_FRAME) return WSKTCK_REFUSAL_SIZE;
    if (command->header.version != WSKTCK_PROTOCOL_VERSION) return WSKTCK_REFUSAL_VERSION;
    if (command->header.size != length) return WSKTCK_REFUSAL_SIZE;
    if (command->header.op < WSKTCK_OP_HELLO || command->header.op > WSKTCK_OP_COUNTERS) return WSKTCK_REFUSAL_OP;
    if (command->header.refusal != 0) return WSKTCK_REFUSAL_VALUE;
    actionsAt = sizeof command->header + OPS[command->header.op].body;
    if (length < actionsAt) return WSKTCK_REFUSAL_SIZE;
    memcpy(&command->body, bytes + sizeof command->header, OPS[command->header.op].body);
    if (OPS[command->header.op].actions) {
        command->count = command->header.op == WSKTCK_OP_REACT ? command->body.react.count : command->body.resume.count;
        command->actions = bytes + actionsAt;
    }
    /* At most 16 actions: nothing here can overflow. */
    if (command->count > WSKTCK_LIMIT_ACTIONS) return WSKTCK_REFUSAL_ROOM;
    if (length != actionsAt + (size_t)command->count * sizeof(wsktck_action)) return WSKTCK_REFUSAL_SIZE;
    for (i = 0; i < command->count; i++) {
        wsktck_action action;
        uint32_t refusal;
        wsktck_decode_action(command, i, &action);
        refusal = check_action(&action);
        if (refusal != WSKTCK_REFUSAL_NONE) return refusal;
    }
    return check_body(command);
}

void wsktck_decode_action(const wsktck_command *command, uint32_t index, wsktck_action *action) {
    memcpy(action, command->actions + (size_t)index * sizeof *action, sizeof *action);
}
