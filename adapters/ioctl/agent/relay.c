/* One session of the device: requests go in, answers and observations come out. */
#include "agent.h"

#include <winioctl.h>

#define WSKTCK_PLATFORM_H /* of the kernel's surroundings only the assertions are wanted */
#define WSKTCK_ASSERT(holds) _Static_assert(holds, #holds)
#include "wsktck_protocol.h"

_Static_assert(CTL_CODE(FILE_DEVICE_UNKNOWN, 0x900, METHOD_BUFFERED, FILE_READ_ACCESS | FILE_WRITE_ACCESS) == WSKTCK_IOCTL_EXECUTE, "execute");
_Static_assert(CTL_CODE(FILE_DEVICE_UNKNOWN, 0x901, METHOD_BUFFERED, FILE_READ_ACCESS | FILE_WRITE_ACCESS) == WSKTCK_IOCTL_FETCH, "fetch");

#define FETCHED 65536u
#define TRY_MILLIS 100
/* The end of a session may have to wait for a provider and for threads inside it, each for seconds. */
#define OPEN_MILLIS 60000

typedef struct session {
    HANDLE device;
    channel *c;
    CRITICAL_SECTION writing; /* frames of two threads must not mingle */
    volatile LONG failed;
    volatile LONG stopping;
    struct {
        wsktck_header header;
        uint8_t records[FETCHED];
    } fetched;
} session;

static int control(HANDLE device, DWORD code, void *in, DWORD length, void *out, DWORD room, DWORD *got) {
    OVERLAPPED o;
    int done;
    memset(&o, 0, sizeof o);
    o.hEvent = CreateEventA(NULL, TRUE, FALSE, NULL);
    if (o.hEvent == NULL) return 0;
    done = DeviceIoControl(device, code, in, length, out, room, NULL, &o) || GetLastError() == ERROR_IO_PENDING;
    if (done) done = GetOverlappedResult(device, &o, got, TRUE);
    {
        DWORD error = GetLastError();
        CloseHandle(o.hEvent);
        SetLastError(error);
    }
    return done;
}

static int give(session *s, const void *frame, DWORD size) {
    int whole;
    EnterCriticalSection(&s->writing);
    whole = s->c->give(s->c, frame, size);
    LeaveCriticalSection(&s->writing);
    return whole;
}

/* Sends what the driver records until the fetch is cancelled. */
static DWORD WINAPI fetch(void *argument) {
    session *s = argument;
    DWORD got;
    while (!s->stopping) {
        if (!control(s->device, WSKTCK_IOCTL_FETCH, NULL, 0, s->fetched.records, sizeof s->fetched.records, &got)) {
            DWORD error = GetLastError();
            if (error != ERROR_OPERATION_ABORTED) {
                InterlockedExchange(&s->failed, 1);
                fail("fetch", error);
            }
            break;
        }
        s->fetched.header.size = (uint32_t)sizeof s->fetched.header + got;
        s->fetched.header.version = WSKTCK_PROTOCOL_VERSION;
        s->fetched.header.op = WSKTCK_OP_OBSERVATIONS;
        if (!give(s, &s->fetched, s->fetched.header.size)) break;
    }
    /* Nobody takes observations any more, so that the session is of no use: what waits for a request need not. */
    s->c->end(s->c);
    return 0;
}

/* Until the input ends or the device fails. A frame whose size is impossible ends it too: nothing after it could be told apart. */
static void requests(session *s) {
    uint8_t frame[WSKTCK_LIMIT_FRAME];
    uint8_t answer[256];
    wsktck_header head;
    DWORD got;
    while (!s->failed && s->c->take(s->c, &head, sizeof head)) {
        if (head.size < sizeof head || head.size > sizeof frame) {
            fprintf(stderr, "agent: a frame of %lu bytes\n", (unsigned long)head.size);
            InterlockedExchange(&s->failed, 1);
            return;
        }
        memcpy(frame, &head, sizeof head);
        if (!s->c->take(s->c, frame + sizeof head, head.size - (DWORD)sizeof head)) return;
        if (!control(s->device, WSKTCK_IOCTL_EXECUTE, frame, head.size, answer, sizeof answer, &got)) {
            fail("execute", GetLastError());
            InterlockedExchange(&s->failed, 1);
            return;
        }
        if (!give(s, answer, got)) return;
    }
}

HANDLE device_open(void) {
    ULONGLONG end = GetTickCount64() + OPEN_MILLIS;
    for (;;) {
        HANDLE device = CreateFileA("\\\\.\\WskTck", GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, FILE_FLAG_OVERLAPPED, NULL);
        DWORD error = GetLastError();
        if (device != INVALID_HANDLE_VALUE) return device;
        if (error != ERROR_SHARING_VIOLATION || GetTickCount64() > end || WaitForSingleObject(stop, TRY_MILLIS) != WAIT_TIMEOUT) {
            fail("open", error);
            return INVALID_HANDLE_VALUE;
        }
    }
}

int relay(HANDLE device, channel *c) {
    int good = 0;
    HANDLE fetcher = NULL;
    session *s = calloc(1, sizeof *s);
    if (s != NULL) {
        s->device = device;
        s->c = c;
        InitializeCriticalSection(&s->writing);
        fetcher = CreateThread(NULL, 0, fetch, s, 0, NULL);
    }
    if (fetcher == NULL) {
        fail("thread", GetLastError());
    } else {
        requests(s);
        InterlockedExchange(&s->stopping, 1);
        /* A controller that takes nothing must not keep the thread that gives. */
        c->end(c);
        /* Again and again: a fetch may be just about to begin. */
        do {
            CancelIoEx(device, NULL);
        } while (WaitForSingleObject(fetcher, TRY_MILLIS) == WAIT_TIMEOUT);
        CloseHandle(fetcher);
        good = !s->failed;
    }
    if (s != NULL) {
        DeleteCriticalSection(&s->writing);
        free(s);
    }
    CloseHandle(device);
    return good;
}
