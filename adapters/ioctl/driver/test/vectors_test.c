/* Holds the C layouts to the vectors that the Java codec is held to: each is built here by hand, compared byte by byte, and decoded. */
#include "check.h"

#include <string.h>

static const char *folder;
static uint8_t bytes[WSKTCK_LIMIT_RECORD];

static void same(const char *name, const void *built, size_t size) {
    size_t there = read_hex(folder, name, bytes, sizeof bytes);
    if (there != size || memcmp(bytes, built, size) != 0) {
        size_t i;
        for (i = 0; i < size && i < there && bytes[i] == ((const uint8_t *)built)[i]; i++) {
        }
        fprintf(stderr, "%s: %zu bytes in the vector, %zu here, first difference at %zu\n", name, there, size, i);
        exit(1);
    }
    checks++;
}

static wsktck_header header(uint16_t op, uint32_t tag, size_t body) {
    wsktck_header h = {(uint32_t)(sizeof h + body), WSKTCK_PROTOCOL_VERSION, op, tag, 0};
    return h;
}

static wsktck_invocation invocation(uint16_t fn) {
    wsktck_invocation i;
    memset(&i, 0, sizeof i);
    i.fn = fn;
    i.irql = WSKTCK_IRQL_UNCHANGED;
    i.client = 0;
    i.socket = WSKTCK_VALUE_NONE;
    i.irp = WSKTCK_VALUE_NONE;
    i.acceptSocket = WSKTCK_VALUE_NONE;
    return i;
}

static void hello(void) {
    struct { wsktck_header h; wsktck_hello b; } f = {header(WSKTCK_OP_HELLO, 1, sizeof f.b), {0x0123456789ABCDEF, 3, {0}}};
    wsktck_command c;
    same("hello", &f, sizeof f);
    CHECK(wsktck_decode(bytes, sizeof f, &c) == WSKTCK_REFUSAL_NONE);
    CHECK(c.header.tag == 1 && c.body.hello.seed == 0x0123456789ABCDEF && c.body.hello.allow == 3);
}

static void call_connect(void) {
    struct { wsktck_header h; wsktck_call b; } f;
    wsktck_command c;
    memset(&f, 0, sizeof f);
    f.h = header(WSKTCK_OP_CALL, 7, sizeof f.b);
    f.b.thread = 3;
    f.b.invocation = invocation(WSKTCK_FUNCTION_WSK_CONNECT);
    f.b.invocation.socket = 5;
    f.b.invocation.irp = 9;
    f.b.invocation.present = (uint32_t)(WSKTCK_ARGUMENT_ADDRESS | WSKTCK_ARGUMENT_FLAGS);
    f.b.invocation.flags = 0;
    f.b.invocation.key = 0xCBF29CE484222325;
    f.b.invocation.address.family = 2;
    f.b.invocation.address.port = 8080;
    memcpy(f.b.invocation.address.bytes, "\x7f\x00\x00\x01", 4);
    same("call-connect", &f, sizeof f);
    CHECK(wsktck_decode(bytes, sizeof f, &c) == WSKTCK_REFUSAL_NONE);
    CHECK(c.body.call.thread == 3 && c.body.call.invocation.fn == 18 && c.body.call.invocation.irp == 9);
    CHECK(c.body.call.invocation.address.port == 8080 && c.body.call.invocation.key == 0xCBF29CE484222325);
}

static void call_control(void) {
    struct { wsktck_header h; wsktck_call b; } f;
    wsktck_command c;
    memset(&f, 0, sizeof f);
    f.h = header(WSKTCK_OP_CALL, 8, sizeof f.b);
    f.b.invocation = invocation(WSKTCK_FUNCTION_WSK_CONTROL_SOCKET);
    f.b.invocation.socket = 1;
    f.b.invocation.present = (uint32_t)(WSKTCK_ARGUMENT_REQUEST | WSKTCK_ARGUMENT_CODE | WSKTCK_ARGUMENT_LEVEL | WSKTCK_ARGUMENT_NPI |
                                        WSKTCK_ARGUMENT_MASK | WSKTCK_ARGUMENT_INPUT_SIZE);
    f.b.invocation.code = 0x4002;
    f.b.invocation.level = 0xFFFF;
    f.b.invocation.npi = WSKTCK_NPI_NPI_WSK_INTERFACE_ID;
    f.b.invocation.mask = 0x80000040;
    f.b.invocation.inputSize = 16;
    same("call-control", &f, sizeof f);
    CHECK(wsktck_decode(bytes, sizeof f, &c) == WSKTCK_REFUSAL_NONE);
    CHECK(c.body.call.invocation.mask == 0x80000040 && c.body.call.invocation.inputSize == 16);
}

static void react(void) {
    struct { wsktck_header h; wsktck_react b; wsktck_action a[3]; } f;
    wsktck_command c;
    wsktck_action a;
    memset(&f, 0, sizeof f);
    f.h = header(WSKTCK_OP_REACT, 9, sizeof f.b + sizeof f.a);
    f.b.mode = WSKTCK_MODE_ONCE;
    f.b.event = WSKTCK_EVENT_WSK_RECEIVE_EVENT;
    f.b.socket = 2;
    f.b.client = WSKTCK_VALUE_NONE;
    f.b.irp = WSKTCK_VALUE_NONE;
    f.b.count = 3;
    f.a[0].type = WSKTCK_ACTION_ACCEPT;
    f.a[0].bytes = -5;
    f.a[1].type = WSKTCK_ACTION_CALL;
    f.a[1].invocation = invocation(WSKTCK_FUNCTION_WSK_RELEASE);
    f.a[1].invocation.socket = 2;
    f.a[1].invocation.present = (uint32_t)WSKTCK_ARGUMENT_LIST;
    f.a[1].invocation.list = 1;
    f.a[2].type = WSKTCK_ACTION_RETURN;
    f.a[2].status = 0xC000021B;
    same("react", &f, sizeof f);
    CHECK(wsktck_decode(bytes, sizeof f, &c) == WSKTCK_REFUSAL_NONE && c.count == 3);
    wsktck_decode_action(&c, 0, &a);
    CHECK(a.type == WSKTCK_ACTION_ACCEPT && a.bytes == -5);
    wsktck_decode_action(&c, 2, &a);
    CHECK(a.status == 0xC000021B);
}

static void small(void) {
    struct { wsktck_header h; wsktck_resume b; } resume = {header(WSKTCK_OP_RESUME, 10, 8), {4, WSKTCK_VALUE_NONE, 2, 0}};
    struct { wsktck_header h; wsktck_cancel b; } cancel = {header(WSKTCK_OP_CANCEL, 11, 8), {127, {0}}};
    struct { wsktck_header h; wsktck_read b; } read = {header(WSKTCK_OP_READ, 12, 8), {63, {0}, 3}};
    struct { wsktck_header h; wsktck_mark b; } mark = {header(WSKTCK_OP_MARK, 13, 8), {UINT64_MAX}};
    struct { wsktck_header h; wsktck_reserve b; } reserve = {header(WSKTCK_OP_RESERVE, 14, 8), {1, 6, {0}}};
    wsktck_header counters = header(WSKTCK_OP_COUNTERS, 15, 0);
    wsktck_command c;
    same("resume", &resume, sizeof resume);
    CHECK(wsktck_decode(bytes, sizeof resume, &c) == 0 && c.body.resume.nth == 2);
    same("cancel", &cancel, sizeof cancel);
    CHECK(wsktck_decode(bytes, sizeof cancel, &c) == 0 && c.body.cancel.irp == 127);
    same("read", &read, sizeof read);
    CHECK(wsktck_decode(bytes, sizeof read, &c) == 0 && c.body.read.list == 3);
    same("mark", &mark, sizeof mark);
    CHECK(wsktck_decode(bytes, sizeof mark, &c) == 0 && c.body.mark.token == UINT64_MAX);
    same("reserve", &reserve, sizeof reserve);
    CHECK(wsktck_decode(bytes, sizeof reserve, &c) == 0 && c.body.reserve.socket == 6);
    same("counters", &counters, sizeof counters);
    CHECK(wsktck_decode(bytes, sizeof counters, &c) == 0);
}

static void answers(void) {
    struct { wsktck_header h; wsktck_welcome b; } welcome;
    struct { wsktck_header h; wsktck_counted b; } counted;
    memset(&welcome, 0, sizeof welcome);
    welcome.h = header(WSKTCK_OP_HELLO | 0x80, 1, sizeof welcome.b);
    welcome.b = (wsktck_welcome){WSKTCK_PROTOCOL_VERSION, WSKTCK_LIMIT_FRAME, WSKTCK_LIMIT_RING, 8, 64, 128, 8, 8, {0}, 10000000};
    same("welcome", &welcome, sizeof welcome);
    memset(&counted, 0, sizeof counted);
    counted.h = header(WSKTCK_OP_COUNTERS | 0x80, 15, sizeof counted.b);
    counted.b = (wsktck_counted){10, 9, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, {0}};
    same("counted", &counted, sizeof counted);
}

static void observation(void) {
    struct { wsktck_observation o; wsktck_element e; uint8_t data[8]; } f;
    memset(&f, 0, sizeof f);
    f.o.size = sizeof f;
    f.o.kind = WSKTCK_KIND_ENTER;
    f.o.elements = 1;
    f.o.seq = 42;
    f.o.t = 1000000007;
    f.o.thread = 0xFFFF800012345678;
    f.o.present = WSKTCK_OBSERVED_SOCKET | WSKTCK_OBSERVED_CB | WSKTCK_OBSERVED_EVENT | WSKTCK_OBSERVED_IRQL | WSKTCK_OBSERVED_DATA |
                  WSKTCK_OBSERVED_LENGTH | WSKTCK_OBSERVED_PEER;
    f.o.processor = 1;
    f.o.worker = WSKTCK_VALUE_NONE;
    f.o.event = WSKTCK_EVENT_WSK_RECEIVE_EVENT;
    f.o.client = 0;
    f.o.socket = 2;
    f.o.cb = 3;
    f.o.irql = WSKTCK_IRQL_DISPATCH_LEVEL;
    f.o.information = -1;
    f.o.length = 5;
    f.o.remote.family = 23;
    f.o.remote.port = 65535;
    f.o.remote.scope = 1;
    f.o.remote.bytes[15] = 1;
    f.e.size = sizeof f.e + sizeof f.data;
    f.e.length = 5;
    f.e.captured = 5;
    memcpy(f.data, "hello", 5);
    same("observation", &f, sizeof f);
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    folder = argv[1];
    hello();
    call_connect();
    call_control();
    react();
    small();
    answers();
    observation();
    printf("%lu checks\n", checks);
    return 0;
}
