/*
 * Installs and starts the driver, relays frames between the device and a controller, and removes the driver at the end.
 *     agent.exe DRIVER                                                          the controller has the standard streams, for one session
 *     agent.exe DRIVER --listen [HOST:]PORT [--secret-file FILE] [--once]       controllers connect, one session each; see listen.c
 * Ends when its standard input does, or by Ctrl-C, or with --once after one session.
 * Exit codes: 0 everything was removed, 2 wrong usage, 3 the driver, the device or the network failed. Messages go to the error stream.
 */
#include "agent.h"

#define SERVICE "wsktck"
#define START_TRIES 50
#define TRY_MILLIS 100
#define SECRET_VARIABLE "WSKTCK_SECRET"

HANDLE stop;
static HANDLE finished;
static channel streams;

int fail(const char *what, DWORD error) {
    fprintf(stderr, "agent: %s: error %lu\n", what, error);
    return 0;
}

/* ---- the standard streams ---- */

static int take(channel *c, void *to, DWORD size) {
    uint8_t *bytes = to;
    DWORD got;
    while (size != 0) {
        if (c->ended || !ReadFile(GetStdHandle(STD_INPUT_HANDLE), bytes, size, &got, NULL) || got == 0) return 0;
        bytes += got;
        size -= got;
    }
    return 1;
}

static int give(channel *c, const void *from, DWORD size) {
    const uint8_t *bytes = from;
    DWORD put;
    (void)c;
    while (size != 0) {
        if (!WriteFile(GetStdHandle(STD_OUTPUT_HANDLE), bytes, size, &put, NULL)) return 0;
        bytes += put;
        size -= put;
    }
    return 1;
}

static void end(channel *c) {
    InterlockedExchange(&c->ended, 1);
    CancelIoEx(GetStdHandle(STD_INPUT_HANDLE), NULL);
}

/* ---- what ends the agent ---- */

static BOOL WINAPI on_break(DWORD type) {
    SetEvent(stop);
    end(&streams);
    /* After the other signals the system ends the process as soon as this returns, and the driver would stay. */
    if (type != CTRL_C_EVENT && type != CTRL_BREAK_EVENT) WaitForSingleObject(finished, INFINITE);
    return TRUE;
}

static DWORD WINAPI watch_input(void *unused) {
    char nothing[64];
    DWORD got;
    (void)unused;
    while (ReadFile(GetStdHandle(STD_INPUT_HANDLE), nothing, sizeof nothing, &got, NULL) && got != 0) {
    }
    SetEvent(stop);
    return 0;
}

/* ---- the service ---- */

/* The service database may be locked for a while after a system start. */
static int start(SC_HANDLE service) {
    int tries;
    for (tries = 0; tries < START_TRIES; tries++) {
        if (StartServiceA(service, 0, NULL) || GetLastError() == ERROR_SERVICE_ALREADY_RUNNING) return 1;
        if (GetLastError() != ERROR_SERVICE_DATABASE_LOCKED) break;
        Sleep(TRY_MILLIS);
    }
    return fail("start", GetLastError());
}

static int with_driver(const options *o) {
    HANDLE device, watcher;
    if (o->listen != NULL) {
        watcher = CreateThread(NULL, 0, watch_input, NULL, 0, NULL);
        if (watcher == NULL) return fail("thread", GetLastError());
        CloseHandle(watcher);
        listen_serve(o);
        return 1;
    }
    device = device_open();
    return device != INVALID_HANDLE_VALUE && relay(device, &streams);
}

static int install_and_run(const options *o) {
    char path[MAX_PATH];
    SC_HANDLE manager, service;
    SERVICE_STATUS status;
    int good = 0;
    if (GetFullPathNameA(o->driver, sizeof path, path, NULL) == 0) return fail(o->driver, GetLastError());
    manager = OpenSCManagerA(NULL, NULL, SC_MANAGER_ALL_ACCESS);
    if (manager == NULL) return fail("service manager", GetLastError());
    service = CreateServiceA(manager, SERVICE, SERVICE, SERVICE_ALL_ACCESS, SERVICE_KERNEL_DRIVER, SERVICE_DEMAND_START, SERVICE_ERROR_NORMAL, path, NULL,
                             NULL, NULL, NULL, NULL);
    if (service == NULL) service = OpenServiceA(manager, SERVICE, SERVICE_ALL_ACCESS);
    if (service == NULL) {
        fail("create", GetLastError());
    } else {
        if (start(service)) {
            good = with_driver(o);
            if (!ControlService(service, SERVICE_CONTROL_STOP, &status)) good = fail("stop", GetLastError());
        }
        if (!DeleteService(service)) good = fail("delete", GetLastError());
        CloseServiceHandle(service);
    }
    CloseServiceHandle(manager);
    return good;
}

/* ---- options ---- */

static int set_secret(options *o, const char *text, size_t length) {
    if (length > SECRET_MOST || memchr(text, '\n', length) != NULL || memchr(text, '\r', length) != NULL) {
        fprintf(stderr, "agent: the secret must be one line of at most %d bytes\n", SECRET_MOST);
        return 0;
    }
    memset(o->secret, 0, sizeof o->secret);
    memcpy(o->secret, text, length);
    o->secretLength = length;
    return 1;
}

/* The first line of the file. */
static int secret_from_file(options *o, const char *path) {
    char text[SECRET_MOST + 3];
    size_t length;
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fprintf(stderr, "agent: cannot read %s\n", path);
        return 0;
    }
    length = fread(text, 1, sizeof text, file);
    fclose(file);
    while (length != 0 && (text[length - 1] == '\n' || text[length - 1] == '\r')) length--;
    if (length == 0) {
        fprintf(stderr, "agent: there is no secret in %s\n", path);
        return 0;
    }
    return set_secret(o, text, length);
}

static int parse(options *o, int argc, char **argv) {
    const char *file = NULL;
    const char *variable = getenv(SECRET_VARIABLE);
    int i;
    memset(o, 0, sizeof *o);
    for (i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--listen") == 0 && i + 1 < argc) {
            o->listen = argv[++i];
        } else if (strcmp(argv[i], "--secret-file") == 0 && i + 1 < argc) {
            file = argv[++i];
        } else if (strcmp(argv[i], "--once") == 0) {
            o->once = 1;
        } else if (argv[i][0] != '-' && o->driver == NULL) {
            o->driver = argv[i];
        } else {
            o->driver = NULL;
            break;
        }
    }
    if (o->driver == NULL || (o->listen == NULL && (file != NULL || o->once))) {
        fprintf(stderr, "usage: agent.exe DRIVER [--listen [HOST:]PORT [--secret-file FILE] [--once]]\n");
        return 0;
    }
    if (file != NULL) return secret_from_file(o, file);
    return variable == NULL || set_secret(o, variable, strlen(variable));
}

int main(int argc, char **argv) {
    static options o;
    int good;
    streams.take = take;
    streams.give = give;
    streams.end = end;
    stop = CreateEventA(NULL, TRUE, FALSE, NULL);
    finished = CreateEventA(NULL, TRUE, FALSE, NULL);
    if (!parse(&o, argc, argv)) return 2;
    if (stop == NULL || finished == NULL) {
        fail("event", GetLastError());
        return 3;
    }
    /* A want of secret or address shows before anything is installed. */
    if (o.listen != NULL && !listen_prepare(&o)) return 2;
    SetConsoleCtrlHandler(on_break, TRUE);
    good = install_and_run(&o);
    SetEvent(finished);
    return good ? 0 : 3;
}
