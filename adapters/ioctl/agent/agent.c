/*
 * Installs and starts the driver, relays frames between the device and the standard streams, and removes the driver when its input ends.
 *     agent.exe PATH-OF-THE-DRIVER
 * Exit codes: 0 the input ended and everything was removed, 2 wrong usage, 3 the driver or the device failed. Messages go to the error stream.
 */
#include <windows.h>

#include <winioctl.h>

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <stddef.h>

#define WSKTCK_PLATFORM_H /* of the kernel's surroundings only the assertions are wanted */
#define WSKTCK_ASSERT(holds) _Static_assert(holds, #holds)
#include "wsktck_protocol.h"

_Static_assert(CTL_CODE(FILE_DEVICE_UNKNOWN, 0x900, METHOD_BUFFERED, FILE_READ_ACCESS | FILE_WRITE_ACCESS) == WSKTCK_IOCTL_EXECUTE, "execute");
_Static_assert(CTL_CODE(FILE_DEVICE_UNKNOWN, 0x901, METHOD_BUFFERED, FILE_READ_ACCESS | FILE_WRITE_ACCESS) == WSKTCK_IOCTL_FETCH, "fetch");

#define SERVICE "wsktck"
#define FETCHED 65536u
#define START_TRIES 50
#define TRY_MILLIS 100
/* The end of a session waits for the provider, see the driver; a device that is still taken after this is given up. */
#define OPEN_TRIES 100
#define CANCEL_MILLIS 5

static HANDLE device;
static CRITICAL_SECTION writing; /* frames of two threads must not mingle */
static volatile LONG failed;
static volatile LONG stopping;
static HANDLE fetcher;

static int fail(const char *what) {
    fprintf(stderr, "agent: %s: error %lu\n", what, GetLastError());
    InterlockedExchange(&failed, 1);
    return 0;
}

static int read_all(void *to, DWORD size) {
    uint8_t *bytes = to;
    DWORD got;
    while (size != 0) {
        if (!ReadFile(GetStdHandle(STD_INPUT_HANDLE), bytes, size, &got, NULL) || got == 0) return 0;
        bytes += got;
        size -= got;
    }
    return 1;
}

static int write_all(const void *from, DWORD size) {
    const uint8_t *bytes = from;
    DWORD put;
    while (size != 0) {
        if (!WriteFile(GetStdHandle(STD_OUTPUT_HANDLE), bytes, size, &put, NULL)) return 0;
        bytes += put;
        size -= put;
    }
    return 1;
}

static int control(DWORD code, void *in, DWORD length, void *out, DWORD room, DWORD *got) {
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

/* Sends what the driver records until the fetch is cancelled. */
static DWORD WINAPI fetch(void *unused) {
    static struct {
        wsktck_header header;
        uint8_t records[FETCHED];
    } frame;
    DWORD got;
    (void)unused;
    while (!stopping) {
        int whole;
        if (!control(WSKTCK_IOCTL_FETCH, NULL, 0, frame.records, sizeof frame.records, &got)) {
            if (GetLastError() != ERROR_OPERATION_ABORTED) fail("fetch");
            return 0;
        }
        frame.header.size = (uint32_t)sizeof frame.header + got;
        frame.header.version = WSKTCK_PROTOCOL_VERSION;
        frame.header.op = WSKTCK_OP_OBSERVATIONS;
        EnterCriticalSection(&writing);
        whole = write_all(&frame, frame.header.size);
        LeaveCriticalSection(&writing);
        if (!whole) return 0;
    }
    return 0;
}

/* Opens the device, which begins a session. An earlier one may still be ending. */
static int begin(void) {
    int tries = 0;
    do {
        device = CreateFileA("\\\\.\\WskTck", GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, FILE_FLAG_OVERLAPPED, NULL);
        if (device == INVALID_HANDLE_VALUE && GetLastError() != ERROR_SHARING_VIOLATION) break;
        if (device == INVALID_HANDLE_VALUE) Sleep(TRY_MILLIS);
    } while (device == INVALID_HANDLE_VALUE && ++tries < OPEN_TRIES);
    if (device == INVALID_HANDLE_VALUE) return 0;
    InterlockedExchange(&stopping, 0);
    fetcher = CreateThread(NULL, 0, fetch, NULL, 0, NULL);
    if (fetcher != NULL) return 1;
    CloseHandle(device);
    return 0;
}

/* Closes the device, which ends the session, once what it recorded has been fetched as far as it goes. */
static void end(void) {
    InterlockedExchange(&stopping, 1);
    /* Again and again: a fetch may be just about to begin. */
    do {
        CancelIoEx(device, NULL);
    } while (WaitForSingleObject(fetcher, CANCEL_MILLIS) == WAIT_TIMEOUT);
    CloseHandle(fetcher);
    CloseHandle(device);
}

/* Until the input ends or the device fails; 1 when the session has ended and no other could begin. A frame whose size is impossible ends it too: nothing after it could be told apart. */
static int relay(void) {
    static uint8_t frame[WSKTCK_LIMIT_FRAME];
    uint8_t answer[256];
    wsktck_header head;
    DWORD got;
    int ended = 0;
    while (!failed && read_all(&head, sizeof head)) {
        int whole;
        if (head.size < sizeof head || head.size > sizeof frame) {
            fprintf(stderr, "agent: a frame of %lu bytes\n", (unsigned long)head.size);
            InterlockedExchange(&failed, 1);
            return 0;
        }
        memcpy(frame, &head, sizeof head);
        if (!read_all(frame + sizeof head, head.size - (DWORD)sizeof head)) return 0;
        if (head.op == WSKTCK_OP_AGAIN) {
            end();
            head.op |= 0x80;
            head.refusal = begin() ? WSKTCK_REFUSAL_NONE : WSKTCK_REFUSAL_STATE;
            got = sizeof head;
            memcpy(answer, &head, got);
            if (head.refusal != WSKTCK_REFUSAL_NONE) ended = 1;
        } else if (!control(WSKTCK_IOCTL_EXECUTE, frame, head.size, answer, sizeof answer, &got)) {
            fail("execute");
            return 0;
        }
        EnterCriticalSection(&writing);
        whole = write_all(answer, got);
        LeaveCriticalSection(&writing);
        if (!whole || ended) return ended;
    }
    return ended;
}

/* The service database may be locked for a while after a system start. */
static int start(SC_HANDLE service) {
    int tries;
    for (tries = 0; tries < START_TRIES; tries++) {
        if (StartServiceA(service, 0, NULL) || GetLastError() == ERROR_SERVICE_ALREADY_RUNNING) return 1;
        if (GetLastError() != ERROR_SERVICE_DATABASE_LOCKED) break;
        Sleep(TRY_MILLIS);
    }
    return fail("start");
}

static void session(void) {
    if (!begin()) {
        fail("open");
    } else if (relay()) {
        fail("open again");
    } else {
        end();
    }
}

int main(int argc, char **argv) {
    char path[MAX_PATH];
    SC_HANDLE manager, service;
    SERVICE_STATUS status;
    if (argc != 2 || GetFullPathNameA(argv[1], sizeof path, path, NULL) == 0) {
        fprintf(stderr, "usage: agent.exe DRIVER\n");
        return 2;
    }
    InitializeCriticalSection(&writing);
    manager = OpenSCManagerA(NULL, NULL, SC_MANAGER_ALL_ACCESS);
    if (manager == NULL) {
        fail("service manager");
        return 3;
    }
    service = CreateServiceA(manager, SERVICE, SERVICE, SERVICE_ALL_ACCESS, SERVICE_KERNEL_DRIVER, SERVICE_DEMAND_START, SERVICE_ERROR_NORMAL, path, NULL,
                             NULL, NULL, NULL, NULL);
    if (service == NULL) service = OpenServiceA(manager, SERVICE, SERVICE_ALL_ACCESS);
    if (service == NULL) {
        fail("create");
        return 3;
    }
    if (start(service)) {
        session();
        if (!ControlService(service, SERVICE_CONTROL_STOP, &status)) fail("stop");
    }
    if (!DeleteService(service)) fail("delete");
    CloseServiceHandle(service);
    CloseServiceHandle(manager);
    return failed ? 3 : 0;
}
