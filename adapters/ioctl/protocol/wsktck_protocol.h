/* Generated from protocol.yaml by org.wsktck.adapter.ioctl.HeaderWriter; a test holds it to that. Do not edit. */
#ifndef WSKTCK_PROTOCOL_H
#define WSKTCK_PROTOCOL_H

#include "wsktck_platform.h" /* uint8_t and so on, WSKTCK_ASSERT */

#define WSKTCK_PROTOCOL_VERSION 2u
#define WSKTCK_IOCTL_EXECUTE 0x22E400u
#define WSKTCK_IOCTL_FETCH 0x22E404u
#define WSKTCK_LIMIT_CLIENTS 8u
#define WSKTCK_LIMIT_SOCKETS 0x40u
#define WSKTCK_LIMIT_FOREIGN_SOCKETS 0x30u
#define WSKTCK_LIMIT_IRPS 0x80u
#define WSKTCK_LIMIT_THREADS 8u
#define WSKTCK_LIMIT_REACTIONS 0x100u
#define WSKTCK_LIMIT_ACTIONS 0x10u
#define WSKTCK_LIMIT_HOLDS 0x20u
#define WSKTCK_LIMIT_INSPECTIONS 0x20u
#define WSKTCK_LIMIT_FRAME 0x1000u
#define WSKTCK_LIMIT_RING 0x40000u
#define WSKTCK_LIMIT_PAYLOAD 0x100000u
#define WSKTCK_LIMIT_CAPTURED 0x3E80u
#define WSKTCK_LIMIT_CONTEXTS 0x1000u
#define WSKTCK_LIMIT_OPERATIONS 0x1000u
#define WSKTCK_LIMIT_CALLBACKS 0x400u
#define WSKTCK_LIMIT_RECORD 0x4000u
#define WSKTCK_VALUE_NONE 0xFFFFu
#define WSKTCK_VALUE_ACCEPTED 0xFFFEu
#define WSKTCK_VALUE_FOREIGN_CONTEXT 0xFFFFFFFFu
#define WSKTCK_VALUE_ACCEPTED_CONTEXT 0xFFFFFFFEu
#define WSKTCK_VALUE_NO_CONTROL 0xFFFFFFFFu

#define WSKTCK_OP_HELLO 1u
#define WSKTCK_OP_CALL 2u
#define WSKTCK_OP_REACT 3u
#define WSKTCK_OP_RESUME 4u
#define WSKTCK_OP_CANCEL 5u
#define WSKTCK_OP_READ 6u
#define WSKTCK_OP_MARK 7u
#define WSKTCK_OP_RESERVE 8u
#define WSKTCK_OP_COUNTERS 9u
#define WSKTCK_OP_OBSERVATIONS 0x8Au

#define WSKTCK_REFUSAL_NONE 0u
#define WSKTCK_REFUSAL_SIZE 1u
#define WSKTCK_REFUSAL_VERSION 2u
#define WSKTCK_REFUSAL_OP 3u
#define WSKTCK_REFUSAL_INDEX 4u
#define WSKTCK_REFUSAL_VALUE 5u
#define WSKTCK_REFUSAL_STATE 6u
#define WSKTCK_REFUSAL_ROOM 7u

#define WSKTCK_KIND_CALL 1u
#define WSKTCK_KIND_RETURN 2u
#define WSKTCK_KIND_IRP 3u
#define WSKTCK_KIND_IRP_EXIT 4u
#define WSKTCK_KIND_ENTER 5u
#define WSKTCK_KIND_EXIT 6u
#define WSKTCK_KIND_READ 7u
#define WSKTCK_KIND_WAIT 8u
#define WSKTCK_KIND_WAIT_END 9u
#define WSKTCK_KIND_MARK 0xAu
#define WSKTCK_KIND_SKIP 0xBu

#define WSKTCK_FUNCTION_WSK_REGISTER 1u
#define WSKTCK_FUNCTION_WSK_DEREGISTER 2u
#define WSKTCK_FUNCTION_WSK_CAPTURE_PROVIDER_NPI 3u
#define WSKTCK_FUNCTION_WSK_RELEASE_PROVIDER_NPI 4u
#define WSKTCK_FUNCTION_WSK_QUERY_PROVIDER_CHARACTERISTICS 5u
#define WSKTCK_FUNCTION_WSK_SOCKET 6u
#define WSKTCK_FUNCTION_WSK_SOCKET_CONNECT 7u
#define WSKTCK_FUNCTION_WSK_CONTROL_CLIENT 8u
#define WSKTCK_FUNCTION_WSK_GET_ADDRESS_INFO 9u
#define WSKTCK_FUNCTION_WSK_FREE_ADDRESS_INFO 0xAu
#define WSKTCK_FUNCTION_WSK_GET_NAME_INFO 0xBu
#define WSKTCK_FUNCTION_WSK_CONTROL_SOCKET 0xCu
#define WSKTCK_FUNCTION_WSK_CLOSE_SOCKET 0xDu
#define WSKTCK_FUNCTION_WSK_BIND 0xEu
#define WSKTCK_FUNCTION_WSK_LISTEN 0xFu
#define WSKTCK_FUNCTION_WSK_ACCEPT 0x10u
#define WSKTCK_FUNCTION_WSK_INSPECT_COMPLETE 0x11u
#define WSKTCK_FUNCTION_WSK_CONNECT 0x12u
#define WSKTCK_FUNCTION_WSK_CONNECT_EX 0x13u
#define WSKTCK_FUNCTION_WSK_GET_LOCAL_ADDRESS 0x14u
#define WSKTCK_FUNCTION_WSK_GET_REMOTE_ADDRESS 0x15u
#define WSKTCK_FUNCTION_WSK_SEND_TO 0x16u
#define WSKTCK_FUNCTION_WSK_RECEIVE_FROM 0x17u
#define WSKTCK_FUNCTION_WSK_SEND_MESSAGES 0x18u
#define WSKTCK_FUNCTION_WSK_SEND 0x19u
#define WSKTCK_FUNCTION_WSK_SEND_EX 0x1Au
#define WSKTCK_FUNCTION_WSK_RECEIVE 0x1Bu
#define WSKTCK_FUNCTION_WSK_RECEIVE_EX 0x1Cu
#define WSKTCK_FUNCTION_WSK_DISCONNECT 0x1Du
#define WSKTCK_FUNCTION_WSK_RELEASE 0x1Eu
#define WSKTCK_FUNCTION_IO_CANCEL_IRP 0x1Fu

#define WSKTCK_EVENT_WSK_CLIENT_EVENT 0u
#define WSKTCK_EVENT_WSK_ACCEPT_EVENT 1u
#define WSKTCK_EVENT_WSK_INSPECT_EVENT 2u
#define WSKTCK_EVENT_WSK_ABORT_EVENT 3u
#define WSKTCK_EVENT_WSK_RECEIVE_FROM_EVENT 4u
#define WSKTCK_EVENT_WSK_RECEIVE_EVENT 5u
#define WSKTCK_EVENT_WSK_DISCONNECT_EVENT 6u
#define WSKTCK_EVENT_WSK_SEND_BACKLOG_EVENT 7u
#define WSKTCK_EVENT_EXTENSION_EVENT 8u

#define WSKTCK_IRQL_PASSIVE_LEVEL 0u
#define WSKTCK_IRQL_APC_LEVEL 1u
#define WSKTCK_IRQL_DISPATCH_LEVEL 2u
#define WSKTCK_IRQL_DEVICE_LEVEL 3u
#define WSKTCK_IRQL_UNCHANGED 0xFFFFu

#define WSKTCK_CATEGORY_BASIC 0u
#define WSKTCK_CATEGORY_LISTENING 1u
#define WSKTCK_CATEGORY_DATAGRAM 2u
#define WSKTCK_CATEGORY_CONNECTION 3u
#define WSKTCK_CATEGORY_STREAM 4u

#define WSKTCK_TABLE_LISTEN 0u
#define WSKTCK_TABLE_CONNECT 1u

#define WSKTCK_NPI_NPI_WSK_INTERFACE_ID 1u
#define WSKTCK_NPI_NPI_EXAMPLE_INTERFACE_ID 2u
#define WSKTCK_NPI_NPI_UNKNOWN_ID 3u

#define WSKTCK_MODE_ONCE 1u
#define WSKTCK_MODE_OTHERWISE 2u
#define WSKTCK_MODE_ON_COMPLETION 3u
#define WSKTCK_MODE_CLEAR 4u

#define WSKTCK_ACTION_CALL 1u
#define WSKTCK_ACTION_HOLD 2u
#define WSKTCK_ACTION_READ 3u
#define WSKTCK_ACTION_WAIT 4u
#define WSKTCK_ACTION_ACCEPT 5u
#define WSKTCK_ACTION_STORE 6u
#define WSKTCK_ACTION_RETURN 7u

#define WSKTCK_REASON_NO_CLIENT 1u
#define WSKTCK_REASON_NO_PROVIDER 2u
#define WSKTCK_REASON_NO_SOCKET 3u
#define WSKTCK_REASON_NO_FUNCTION 4u
#define WSKTCK_REASON_IRP_BUSY 5u
#define WSKTCK_REASON_NAME_TAKEN 6u
#define WSKTCK_REASON_NO_LIST 7u
#define WSKTCK_REASON_NO_INSPECTION 8u
#define WSKTCK_REASON_NO_DESCRIPTOR 9u
#define WSKTCK_REASON_NO_MEMORY 0xAu
#define WSKTCK_REASON_NOT_SUPPORTED 0xBu
#define WSKTCK_REASON_NO_CALLBACK 0xCu
#define WSKTCK_REASON_WRONG_IRQL 0xDu
#define WSKTCK_REASON_DANGEROUS 0xEu
#define WSKTCK_REASON_INCOMPLETE 0xFu

#define WSKTCK_ALLOW_DANGEROUS 1u
#define WSKTCK_ALLOW_COMPLETE 2u

#define WSKTCK_ARGUMENT_ACCEPT_SOCKET (UINT64_C(1) << 0)
#define WSKTCK_ARGUMENT_IRP_STACK (UINT64_C(1) << 1)
#define WSKTCK_ARGUMENT_IRP_ARMED (UINT64_C(1) << 2)
#define WSKTCK_ARGUMENT_CONTEXT (UINT64_C(1) << 3)
#define WSKTCK_ARGUMENT_ENTRIES (UINT64_C(1) << 4)
#define WSKTCK_ARGUMENT_FLAGS (UINT64_C(1) << 5)
#define WSKTCK_ARGUMENT_VERSION (UINT64_C(1) << 6)
#define WSKTCK_ARGUMENT_RESERVED (UINT64_C(1) << 7)
#define WSKTCK_ARGUMENT_TIMEOUT (UINT64_C(1) << 8)
#define WSKTCK_ARGUMENT_REQUEST (UINT64_C(1) << 9)
#define WSKTCK_ARGUMENT_CODE (UINT64_C(1) << 10)
#define WSKTCK_ARGUMENT_LEVEL (UINT64_C(1) << 11)
#define WSKTCK_ARGUMENT_NPI (UINT64_C(1) << 12)
#define WSKTCK_ARGUMENT_MASK (UINT64_C(1) << 13)
#define WSKTCK_ARGUMENT_INPUT_SIZE (UINT64_C(1) << 14)
#define WSKTCK_ARGUMENT_OUTPUT_SIZE (UINT64_C(1) << 15)
#define WSKTCK_ARGUMENT_SIZE_RETURNED (UINT64_C(1) << 16)
#define WSKTCK_ARGUMENT_ADDRESS (UINT64_C(1) << 17)
#define WSKTCK_ARGUMENT_LENGTH (UINT64_C(1) << 18)
#define WSKTCK_ARGUMENT_LIST (UINT64_C(1) << 19)
#define WSKTCK_ARGUMENT_SD (UINT64_C(1) << 20)
#define WSKTCK_ARGUMENT_INSPECT (UINT64_C(1) << 21)
#define WSKTCK_ARGUMENT_COPIED (UINT64_C(1) << 22)
#define WSKTCK_ARGUMENT_ACTION (UINT64_C(1) << 23)
#define WSKTCK_ARGUMENT_VALUE (UINT64_C(1) << 24)

#define WSKTCK_OBSERVED_CLIENT (UINT64_C(1) << 0)
#define WSKTCK_OBSERVED_SOCKET (UINT64_C(1) << 1)
#define WSKTCK_OBSERVED_CALL (UINT64_C(1) << 2)
#define WSKTCK_OBSERVED_FN (UINT64_C(1) << 3)
#define WSKTCK_OBSERVED_IRP (UINT64_C(1) << 4)
#define WSKTCK_OBSERVED_IRP_STACK (UINT64_C(1) << 5)
#define WSKTCK_OBSERVED_IRP_ARMED (UINT64_C(1) << 6)
#define WSKTCK_OBSERVED_IRQL (UINT64_C(1) << 7)
#define WSKTCK_OBSERVED_STATUS (UINT64_C(1) << 8)
#define WSKTCK_OBSERVED_INFORMATION (UINT64_C(1) << 9)
#define WSKTCK_OBSERVED_CONTEXT (UINT64_C(1) << 10)
#define WSKTCK_OBSERVED_ENTRIES (UINT64_C(1) << 11)
#define WSKTCK_OBSERVED_FLAGS (UINT64_C(1) << 12)
#define WSKTCK_OBSERVED_VERSION (UINT64_C(1) << 13)
#define WSKTCK_OBSERVED_RESERVED (UINT64_C(1) << 14)
#define WSKTCK_OBSERVED_TIMEOUT (UINT64_C(1) << 15)
#define WSKTCK_OBSERVED_REQUEST (UINT64_C(1) << 16)
#define WSKTCK_OBSERVED_CODE (UINT64_C(1) << 17)
#define WSKTCK_OBSERVED_LEVEL (UINT64_C(1) << 18)
#define WSKTCK_OBSERVED_NPI (UINT64_C(1) << 19)
#define WSKTCK_OBSERVED_MASK (UINT64_C(1) << 20)
#define WSKTCK_OBSERVED_INPUT_SIZE (UINT64_C(1) << 21)
#define WSKTCK_OBSERVED_OUTPUT_SIZE (UINT64_C(1) << 22)
#define WSKTCK_OBSERVED_SIZE_RETURNED (UINT64_C(1) << 23)
#define WSKTCK_OBSERVED_ADDRESS (UINT64_C(1) << 24)
#define WSKTCK_OBSERVED_DG (UINT64_C(1) << 25)
#define WSKTCK_OBSERVED_LENGTH (UINT64_C(1) << 26)
#define WSKTCK_OBSERVED_LIST (UINT64_C(1) << 27)
#define WSKTCK_OBSERVED_SD (UINT64_C(1) << 28)
#define WSKTCK_OBSERVED_SIZE (UINT64_C(1) << 29)
#define WSKTCK_OBSERVED_CATEGORY (UINT64_C(1) << 30)
#define WSKTCK_OBSERVED_CB (UINT64_C(1) << 31)
#define WSKTCK_OBSERVED_EVENT (UINT64_C(1) << 32)
#define WSKTCK_OBSERVED_VIA (UINT64_C(1) << 33)
#define WSKTCK_OBSERVED_EVENT_TYPE (UINT64_C(1) << 34)
#define WSKTCK_OBSERVED_POINTER (UINT64_C(1) << 35)
#define WSKTCK_OBSERVED_DATAGRAMS (UINT64_C(1) << 36)
#define WSKTCK_OBSERVED_DATA (UINT64_C(1) << 37)
#define WSKTCK_OBSERVED_BYTES_ACCEPTED (UINT64_C(1) << 38)
#define WSKTCK_OBSERVED_OFFSET (UINT64_C(1) << 39)
#define WSKTCK_OBSERVED_ACCEPT_SOCKET (UINT64_C(1) << 40)
#define WSKTCK_OBSERVED_FRESH (UINT64_C(1) << 41)
#define WSKTCK_OBSERVED_INSPECT (UINT64_C(1) << 42)
#define WSKTCK_OBSERVED_COPIED (UINT64_C(1) << 43)
#define WSKTCK_OBSERVED_ACTION (UINT64_C(1) << 44)
#define WSKTCK_OBSERVED_VALUE (UINT64_C(1) << 45)
#define WSKTCK_OBSERVED_TABLE (UINT64_C(1) << 46)
#define WSKTCK_OBSERVED_PEER (UINT64_C(1) << 47)

typedef struct wsktck_header {
    uint32_t size;
    uint16_t version;
    uint16_t op;
    uint32_t tag;
    uint32_t refusal;
} wsktck_header;
WSKTCK_ASSERT(sizeof(wsktck_header) == 16);
WSKTCK_ASSERT(offsetof(wsktck_header, size) == 0);
WSKTCK_ASSERT(offsetof(wsktck_header, version) == 4);
WSKTCK_ASSERT(offsetof(wsktck_header, op) == 6);
WSKTCK_ASSERT(offsetof(wsktck_header, tag) == 8);
WSKTCK_ASSERT(offsetof(wsktck_header, refusal) == 12);

typedef struct wsktck_address {
    uint16_t family;
    uint16_t port;
    uint32_t scope;
    uint8_t bytes[16];
} wsktck_address;
WSKTCK_ASSERT(sizeof(wsktck_address) == 24);
WSKTCK_ASSERT(offsetof(wsktck_address, family) == 0);
WSKTCK_ASSERT(offsetof(wsktck_address, port) == 2);
WSKTCK_ASSERT(offsetof(wsktck_address, scope) == 4);
WSKTCK_ASSERT(offsetof(wsktck_address, bytes) == 8);

typedef struct wsktck_invocation {
    uint16_t fn;
    uint16_t irql;
    uint32_t present;
    uint16_t client;
    uint16_t socket;
    uint16_t irp;
    uint16_t acceptSocket;
    uint16_t irpStack;
    uint16_t version;
    uint16_t reserved;
    uint8_t irpArmed;
    uint8_t sizeReturned;
    uint8_t copied;
    uint8_t pad[3];
    uint32_t context;
    uint32_t entries;
    uint32_t flags;
    uint32_t timeout;
    uint32_t request;
    uint32_t code;
    uint32_t level;
    uint32_t npi;
    uint32_t mask;
    uint32_t inputSize;
    uint32_t outputSize;
    uint32_t length;
    uint32_t list;
    uint32_t sd;
    uint32_t inspect;
    uint32_t action;
    uint32_t reserve2;
    uint64_t value;
    uint64_t key;
    wsktck_address address;
} wsktck_invocation;
WSKTCK_ASSERT(sizeof(wsktck_invocation) == 136);
WSKTCK_ASSERT(offsetof(wsktck_invocation, fn) == 0);
WSKTCK_ASSERT(offsetof(wsktck_invocation, irql) == 2);
WSKTCK_ASSERT(offsetof(wsktck_invocation, present) == 4);
WSKTCK_ASSERT(offsetof(wsktck_invocation, client) == 8);
WSKTCK_ASSERT(offsetof(wsktck_invocation, socket) == 10);
WSKTCK_ASSERT(offsetof(wsktck_invocation, irp) == 12);
WSKTCK_ASSERT(offsetof(wsktck_invocation, acceptSocket) == 14);
WSKTCK_ASSERT(offsetof(wsktck_invocation, irpStack) == 16);
WSKTCK_ASSERT(offsetof(wsktck_invocation, version) == 18);
WSKTCK_ASSERT(offsetof(wsktck_invocation, reserved) == 20);
WSKTCK_ASSERT(offsetof(wsktck_invocation, irpArmed) == 22);
WSKTCK_ASSERT(offsetof(wsktck_invocation, sizeReturned) == 23);
WSKTCK_ASSERT(offsetof(wsktck_invocation, copied) == 24);
WSKTCK_ASSERT(offsetof(wsktck_invocation, pad) == 25);
WSKTCK_ASSERT(offsetof(wsktck_invocation, context) == 28);
WSKTCK_ASSERT(offsetof(wsktck_invocation, entries) == 32);
WSKTCK_ASSERT(offsetof(wsktck_invocation, flags) == 36);
WSKTCK_ASSERT(offsetof(wsktck_invocation, timeout) == 40);
WSKTCK_ASSERT(offsetof(wsktck_invocation, request) == 44);
WSKTCK_ASSERT(offsetof(wsktck_invocation, code) == 48);
WSKTCK_ASSERT(offsetof(wsktck_invocation, level) == 52);
WSKTCK_ASSERT(offsetof(wsktck_invocation, npi) == 56);
WSKTCK_ASSERT(offsetof(wsktck_invocation, mask) == 60);
WSKTCK_ASSERT(offsetof(wsktck_invocation, inputSize) == 64);
WSKTCK_ASSERT(offsetof(wsktck_invocation, outputSize) == 68);
WSKTCK_ASSERT(offsetof(wsktck_invocation, length) == 72);
WSKTCK_ASSERT(offsetof(wsktck_invocation, list) == 76);
WSKTCK_ASSERT(offsetof(wsktck_invocation, sd) == 80);
WSKTCK_ASSERT(offsetof(wsktck_invocation, inspect) == 84);
WSKTCK_ASSERT(offsetof(wsktck_invocation, action) == 88);
WSKTCK_ASSERT(offsetof(wsktck_invocation, reserve2) == 92);
WSKTCK_ASSERT(offsetof(wsktck_invocation, value) == 96);
WSKTCK_ASSERT(offsetof(wsktck_invocation, key) == 104);
WSKTCK_ASSERT(offsetof(wsktck_invocation, address) == 112);

typedef struct wsktck_action {
    uint16_t type;
    uint16_t irp;
    uint32_t status;
    uint32_t context;
    uint32_t entries;
    uint8_t table;
    uint8_t pad[7];
    int64_t bytes;
    wsktck_invocation invocation;
} wsktck_action;
WSKTCK_ASSERT(sizeof(wsktck_action) == 168);
WSKTCK_ASSERT(offsetof(wsktck_action, type) == 0);
WSKTCK_ASSERT(offsetof(wsktck_action, irp) == 2);
WSKTCK_ASSERT(offsetof(wsktck_action, status) == 4);
WSKTCK_ASSERT(offsetof(wsktck_action, context) == 8);
WSKTCK_ASSERT(offsetof(wsktck_action, entries) == 12);
WSKTCK_ASSERT(offsetof(wsktck_action, table) == 16);
WSKTCK_ASSERT(offsetof(wsktck_action, pad) == 17);
WSKTCK_ASSERT(offsetof(wsktck_action, bytes) == 24);
WSKTCK_ASSERT(offsetof(wsktck_action, invocation) == 32);

typedef struct wsktck_hello {
    uint64_t seed;
    uint32_t allow;
    uint8_t pad[4];
} wsktck_hello;
WSKTCK_ASSERT(sizeof(wsktck_hello) == 16);
WSKTCK_ASSERT(offsetof(wsktck_hello, seed) == 0);
WSKTCK_ASSERT(offsetof(wsktck_hello, allow) == 8);
WSKTCK_ASSERT(offsetof(wsktck_hello, pad) == 12);

typedef struct wsktck_call {
    uint16_t thread;
    uint8_t pad[6];
    wsktck_invocation invocation;
} wsktck_call;
WSKTCK_ASSERT(sizeof(wsktck_call) == 144);
WSKTCK_ASSERT(offsetof(wsktck_call, thread) == 0);
WSKTCK_ASSERT(offsetof(wsktck_call, pad) == 2);
WSKTCK_ASSERT(offsetof(wsktck_call, invocation) == 8);

typedef struct wsktck_react {
    uint16_t mode;
    uint16_t event;
    uint16_t socket;
    uint16_t client;
    uint16_t irp;
    uint16_t count;
    uint8_t pad[4];
} wsktck_react;
WSKTCK_ASSERT(sizeof(wsktck_react) == 16);
WSKTCK_ASSERT(offsetof(wsktck_react, mode) == 0);
WSKTCK_ASSERT(offsetof(wsktck_react, event) == 2);
WSKTCK_ASSERT(offsetof(wsktck_react, socket) == 4);
WSKTCK_ASSERT(offsetof(wsktck_react, client) == 6);
WSKTCK_ASSERT(offsetof(wsktck_react, irp) == 8);
WSKTCK_ASSERT(offsetof(wsktck_react, count) == 10);
WSKTCK_ASSERT(offsetof(wsktck_react, pad) == 12);

typedef struct wsktck_resume {
    uint16_t socket;
    uint16_t client;
    uint16_t nth;
    uint16_t count;
} wsktck_resume;
WSKTCK_ASSERT(sizeof(wsktck_resume) == 8);
WSKTCK_ASSERT(offsetof(wsktck_resume, socket) == 0);
WSKTCK_ASSERT(offsetof(wsktck_resume, client) == 2);
WSKTCK_ASSERT(offsetof(wsktck_resume, nth) == 4);
WSKTCK_ASSERT(offsetof(wsktck_resume, count) == 6);

typedef struct wsktck_cancel {
    uint16_t irp;
    uint8_t pad[6];
} wsktck_cancel;
WSKTCK_ASSERT(sizeof(wsktck_cancel) == 8);
WSKTCK_ASSERT(offsetof(wsktck_cancel, irp) == 0);
WSKTCK_ASSERT(offsetof(wsktck_cancel, pad) == 2);

typedef struct wsktck_read {
    uint16_t socket;
    uint8_t pad[2];
    uint32_t list;
} wsktck_read;
WSKTCK_ASSERT(sizeof(wsktck_read) == 8);
WSKTCK_ASSERT(offsetof(wsktck_read, socket) == 0);
WSKTCK_ASSERT(offsetof(wsktck_read, pad) == 2);
WSKTCK_ASSERT(offsetof(wsktck_read, list) == 4);

typedef struct wsktck_mark {
    uint64_t token;
} wsktck_mark;
WSKTCK_ASSERT(sizeof(wsktck_mark) == 8);
WSKTCK_ASSERT(offsetof(wsktck_mark, token) == 0);

typedef struct wsktck_reserve {
    uint16_t listener;
    uint16_t socket;
    uint8_t pad[4];
} wsktck_reserve;
WSKTCK_ASSERT(sizeof(wsktck_reserve) == 8);
WSKTCK_ASSERT(offsetof(wsktck_reserve, listener) == 0);
WSKTCK_ASSERT(offsetof(wsktck_reserve, socket) == 2);
WSKTCK_ASSERT(offsetof(wsktck_reserve, pad) == 4);

typedef struct wsktck_welcome {
    uint16_t protocol;
    uint16_t frameLimit;
    uint32_t ring;
    uint16_t clients;
    uint16_t sockets;
    uint16_t irps;
    uint16_t threads;
    uint16_t pointerSize;
    uint8_t pad[6];
    uint64_t clock;
} wsktck_welcome;
WSKTCK_ASSERT(sizeof(wsktck_welcome) == 32);
WSKTCK_ASSERT(offsetof(wsktck_welcome, protocol) == 0);
WSKTCK_ASSERT(offsetof(wsktck_welcome, frameLimit) == 2);
WSKTCK_ASSERT(offsetof(wsktck_welcome, ring) == 4);
WSKTCK_ASSERT(offsetof(wsktck_welcome, clients) == 8);
WSKTCK_ASSERT(offsetof(wsktck_welcome, sockets) == 10);
WSKTCK_ASSERT(offsetof(wsktck_welcome, irps) == 12);
WSKTCK_ASSERT(offsetof(wsktck_welcome, threads) == 14);
WSKTCK_ASSERT(offsetof(wsktck_welcome, pointerSize) == 16);
WSKTCK_ASSERT(offsetof(wsktck_welcome, pad) == 18);
WSKTCK_ASSERT(offsetof(wsktck_welcome, clock) == 24);

typedef struct wsktck_counted {
    uint64_t recorded;
    uint64_t fetched;
    uint64_t dropped;
    uint32_t clients;
    uint32_t sockets;
    uint32_t irps;
    uint32_t inside;
    uint32_t holds;
    uint32_t calls;
    uint32_t lists;
    uint32_t reactions;
    uint32_t allocations;
    uint32_t descriptors;
    uint32_t names;
    uint32_t sessions;
    uint32_t left;
    uint8_t pad[4];
} wsktck_counted;
WSKTCK_ASSERT(sizeof(wsktck_counted) == 80);
WSKTCK_ASSERT(offsetof(wsktck_counted, recorded) == 0);
WSKTCK_ASSERT(offsetof(wsktck_counted, fetched) == 8);
WSKTCK_ASSERT(offsetof(wsktck_counted, dropped) == 16);
WSKTCK_ASSERT(offsetof(wsktck_counted, clients) == 24);
WSKTCK_ASSERT(offsetof(wsktck_counted, sockets) == 28);
WSKTCK_ASSERT(offsetof(wsktck_counted, irps) == 32);
WSKTCK_ASSERT(offsetof(wsktck_counted, inside) == 36);
WSKTCK_ASSERT(offsetof(wsktck_counted, holds) == 40);
WSKTCK_ASSERT(offsetof(wsktck_counted, calls) == 44);
WSKTCK_ASSERT(offsetof(wsktck_counted, lists) == 48);
WSKTCK_ASSERT(offsetof(wsktck_counted, reactions) == 52);
WSKTCK_ASSERT(offsetof(wsktck_counted, allocations) == 56);
WSKTCK_ASSERT(offsetof(wsktck_counted, descriptors) == 60);
WSKTCK_ASSERT(offsetof(wsktck_counted, names) == 64);
WSKTCK_ASSERT(offsetof(wsktck_counted, sessions) == 68);
WSKTCK_ASSERT(offsetof(wsktck_counted, left) == 72);
WSKTCK_ASSERT(offsetof(wsktck_counted, pad) == 76);

typedef struct wsktck_observation {
    uint32_t size;
    uint16_t kind;
    uint16_t elements;
    uint64_t seq;
    uint64_t t;
    uint64_t thread;
    uint64_t present;
    uint64_t dropped;
    uint32_t processor;
    uint16_t worker;
    uint16_t fn;
    uint16_t event;
    uint16_t client;
    uint16_t socket;
    uint16_t via;
    uint16_t acceptSocket;
    uint16_t category;
    uint16_t table;
    uint16_t reason;
    uint32_t call;
    uint32_t irp;
    uint32_t cb;
    uint32_t irql;
    uint32_t status;
    uint32_t context;
    uint32_t entries;
    uint32_t flags;
    uint32_t version;
    uint32_t reserved;
    uint32_t timeout;
    uint32_t request;
    uint32_t code;
    uint32_t level;
    uint32_t npi;
    uint32_t mask;
    uint32_t list;
    uint32_t sd;
    uint32_t eventType;
    uint32_t inspect;
    uint32_t action;
    uint32_t irpStack;
    uint8_t irpArmed;
    uint8_t sizeReturned;
    uint8_t fresh;
    uint8_t copied;
    uint8_t pointer;
    uint8_t pad[3];
    uint64_t inputSize;
    uint64_t outputSize;
    uint64_t sizeBack;
    int64_t information;
    uint64_t value;
    uint64_t bytesAccepted;
    uint64_t dg;
    uint64_t offset;
    uint64_t length;
    uint64_t token;
    wsktck_address address;
    wsktck_address remote;
} wsktck_observation;
WSKTCK_ASSERT(sizeof(wsktck_observation) == 296);
WSKTCK_ASSERT(offsetof(wsktck_observation, size) == 0);
WSKTCK_ASSERT(offsetof(wsktck_observation, kind) == 4);
WSKTCK_ASSERT(offsetof(wsktck_observation, elements) == 6);
WSKTCK_ASSERT(offsetof(wsktck_observation, seq) == 8);
WSKTCK_ASSERT(offsetof(wsktck_observation, t) == 16);
WSKTCK_ASSERT(offsetof(wsktck_observation, thread) == 24);
WSKTCK_ASSERT(offsetof(wsktck_observation, present) == 32);
WSKTCK_ASSERT(offsetof(wsktck_observation, dropped) == 40);
WSKTCK_ASSERT(offsetof(wsktck_observation, processor) == 48);
WSKTCK_ASSERT(offsetof(wsktck_observation, worker) == 52);
WSKTCK_ASSERT(offsetof(wsktck_observation, fn) == 54);
WSKTCK_ASSERT(offsetof(wsktck_observation, event) == 56);
WSKTCK_ASSERT(offsetof(wsktck_observation, client) == 58);
WSKTCK_ASSERT(offsetof(wsktck_observation, socket) == 60);
WSKTCK_ASSERT(offsetof(wsktck_observation, via) == 62);
WSKTCK_ASSERT(offsetof(wsktck_observation, acceptSocket) == 64);
WSKTCK_ASSERT(offsetof(wsktck_observation, category) == 66);
WSKTCK_ASSERT(offsetof(wsktck_observation, table) == 68);
WSKTCK_ASSERT(offsetof(wsktck_observation, reason) == 70);
WSKTCK_ASSERT(offsetof(wsktck_observation, call) == 72);
WSKTCK_ASSERT(offsetof(wsktck_observation, irp) == 76);
WSKTCK_ASSERT(offsetof(wsktck_observation, cb) == 80);
WSKTCK_ASSERT(offsetof(wsktck_observation, irql) == 84);
WSKTCK_ASSERT(offsetof(wsktck_observation, status) == 88);
WSKTCK_ASSERT(offsetof(wsktck_observation, context) == 92);
WSKTCK_ASSERT(offsetof(wsktck_observation, entries) == 96);
WSKTCK_ASSERT(offsetof(wsktck_observation, flags) == 100);
WSKTCK_ASSERT(offsetof(wsktck_observation, version) == 104);
WSKTCK_ASSERT(offsetof(wsktck_observation, reserved) == 108);
WSKTCK_ASSERT(offsetof(wsktck_observation, timeout) == 112);
WSKTCK_ASSERT(offsetof(wsktck_observation, request) == 116);
WSKTCK_ASSERT(offsetof(wsktck_observation, code) == 120);
WSKTCK_ASSERT(offsetof(wsktck_observation, level) == 124);
WSKTCK_ASSERT(offsetof(wsktck_observation, npi) == 128);
WSKTCK_ASSERT(offsetof(wsktck_observation, mask) == 132);
WSKTCK_ASSERT(offsetof(wsktck_observation, list) == 136);
WSKTCK_ASSERT(offsetof(wsktck_observation, sd) == 140);
WSKTCK_ASSERT(offsetof(wsktck_observation, eventType) == 144);
WSKTCK_ASSERT(offsetof(wsktck_observation, inspect) == 148);
WSKTCK_ASSERT(offsetof(wsktck_observation, action) == 152);
WSKTCK_ASSERT(offsetof(wsktck_observation, irpStack) == 156);
WSKTCK_ASSERT(offsetof(wsktck_observation, irpArmed) == 160);
WSKTCK_ASSERT(offsetof(wsktck_observation, sizeReturned) == 161);
WSKTCK_ASSERT(offsetof(wsktck_observation, fresh) == 162);
WSKTCK_ASSERT(offsetof(wsktck_observation, copied) == 163);
WSKTCK_ASSERT(offsetof(wsktck_observation, pointer) == 164);
WSKTCK_ASSERT(offsetof(wsktck_observation, pad) == 165);
WSKTCK_ASSERT(offsetof(wsktck_observation, inputSize) == 168);
WSKTCK_ASSERT(offsetof(wsktck_observation, outputSize) == 176);
WSKTCK_ASSERT(offsetof(wsktck_observation, sizeBack) == 184);
WSKTCK_ASSERT(offsetof(wsktck_observation, information) == 192);
WSKTCK_ASSERT(offsetof(wsktck_observation, value) == 200);
WSKTCK_ASSERT(offsetof(wsktck_observation, bytesAccepted) == 208);
WSKTCK_ASSERT(offsetof(wsktck_observation, dg) == 216);
WSKTCK_ASSERT(offsetof(wsktck_observation, offset) == 224);
WSKTCK_ASSERT(offsetof(wsktck_observation, length) == 232);
WSKTCK_ASSERT(offsetof(wsktck_observation, token) == 240);
WSKTCK_ASSERT(offsetof(wsktck_observation, address) == 248);
WSKTCK_ASSERT(offsetof(wsktck_observation, remote) == 272);

typedef struct wsktck_element {
    uint32_t size;
    uint32_t length;
    uint32_t captured;
    uint32_t controlLength;
    wsktck_address from;
} wsktck_element;
WSKTCK_ASSERT(sizeof(wsktck_element) == 40);
WSKTCK_ASSERT(offsetof(wsktck_element, size) == 0);
WSKTCK_ASSERT(offsetof(wsktck_element, length) == 4);
WSKTCK_ASSERT(offsetof(wsktck_element, captured) == 8);
WSKTCK_ASSERT(offsetof(wsktck_element, controlLength) == 12);
WSKTCK_ASSERT(offsetof(wsktck_element, from) == 16);

#endif
