/* The device: who may open it, commands, the pended fetch, the threads that call, and the end of a session. */
#include "driver.h"

#ifdef WSKTCK_WDMSEC
#include <wdmsec.h>
#endif

#define POOL_TAG 0x6B747357u /* "Wstk" in a debugger */
#define DEVICE_NAME L"\\Device\\WskTck"
#define LINK_NAME L"\\DosDevices\\WskTck"
/* How long the end of a session waits for a thread, and for what the provider holds; then it is stuck, and tried again when somebody wants the device. */
#define THREAD_SECONDS 5
#define END_SECONDS 3
#define LOAD_DRIVER_PRIVILEGE 10

session *volatile current;
UCHAR contexts[WSKTCK_LIMIT_CONTEXTS];
volatile LONG allocated;

/* 1 while a session exists, also one whose end is stuck. */
static volatile LONG taken;
/* 1 while the session has no handle any more and its end is stuck. */
static volatile LONG stuck;
static volatile LONG ending;
static PDRIVER_OBJECT self;
static uint32_t endedSessions;
/* What ended sessions did not get back. */
static uint32_t leftOver;

/* Exported by every kernel, but declared only for file systems. */
NTSYSAPI NTSTATUS NTAPI ZwWaitForSingleObject(HANDLE, BOOLEAN, PLARGE_INTEGER);

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD unload;
static DRIVER_DISPATCH create;
static DRIVER_DISPATCH cleanup;
static DRIVER_DISPATCH close;
static DRIVER_DISPATCH control;
static DRIVER_CANCEL fetch_cancelled;
static KSTART_ROUTINE worker_main;

static int session_end(int threads, int others);

void *wsktck_alloc(size_t size) {
    PVOID memory = ExAllocatePoolWithTag(NonPagedPoolNx, size, POOL_TAG);
    if (memory != NULL) {
        RtlZeroMemory(memory, size);
        InterlockedIncrement(&allocated);
    }
    return memory;
}

void wsktck_free(void *memory) {
    InterlockedDecrement(&allocated);
    ExFreePoolWithTag(memory, POOL_TAG);
}

/* Every request ends here. */
static NTSTATUS complete(PIRP irp, NTSTATUS status, ULONG_PTR information) {
    irp->IoStatus.Status = status;
    irp->IoStatus.Information = information;
    IoCompleteRequest(irp, IO_NO_INCREMENT);
    return status;
}

/* ---- threads ---- */

static work *next_work(session *s, worker *w) {
    work *first;
    wsktck_held held = wsktck_lock_take(&s->core.lock);
    first = w->queue;
    if (first != NULL) w->queue = first->next;
    wsktck_lock_give(&s->core.lock, held);
    return first;
}

static VOID NTAPI worker_main(PVOID context) {
    worker *w = (worker *)context;
    session *s = w->session;
    w->id = PsGetCurrentThreadId();
    for (;;) {
        work *each;
        KeWaitForSingleObject(&w->wake, Executive, KernelMode, FALSE, NULL);
        while ((each = next_work(s, w)) != NULL) {
            w->fn = each->invocation.fn;
            if (!w->stop) invoke(s, &each->invocation);
            w->fn = 0;
            wsktck_free(each);
        }
        if (w->stop) break;
    }
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static uint32_t call(session *s, const wsktck_call *body) {
    worker *w = &s->workers[body->thread];
    work *item;
    work **last;
    wsktck_held held;
    /* Of two requests at once one starts the thread; what the other queues meanwhile waits for it. */
    if (InterlockedCompareExchange(&w->started, 1, 0) == 0) {
        OBJECT_ATTRIBUTES attributes;
        InitializeObjectAttributes(&attributes, NULL, OBJ_KERNEL_HANDLE, NULL, NULL);
        if (!NT_SUCCESS(PsCreateSystemThread(&w->thread, THREAD_ALL_ACCESS, &attributes, NULL, NULL, worker_main, w))) {
            w->thread = NULL;
            InterlockedExchange(&w->started, 0);
            return WSKTCK_REFUSAL_ROOM;
        }
    }
    item = (work *)wsktck_alloc(sizeof *item);
    if (item == NULL) return WSKTCK_REFUSAL_ROOM;
    item->invocation = body->invocation;
    held = wsktck_lock_take(&s->core.lock);
    for (last = &w->queue; *last != NULL; last = &(*last)->next) {
    }
    *last = item;
    wsktck_lock_give(&s->core.lock, held);
    KeSetEvent(&w->wake, IO_NO_INCREMENT, FALSE);
    return WSKTCK_REFUSAL_NONE;
}

/* ---- fetch ---- */

void fetch_kick(session *s) {
    PIRP irp = NULL;
    wsktck_held held = wsktck_lock_take(&s->core.lock);
    if (s->fetch != NULL && s->core.ring.used != 0) {
        irp = s->fetch;
        s->fetch = NULL;
        /* A cancel routine that has begun completes the request itself. */
        if (IoSetCancelRoutine(irp, NULL) == NULL) irp = NULL;
    }
    wsktck_lock_give(&s->core.lock, held);
    if (irp != NULL) {
        ULONG room = IoGetCurrentIrpStackLocation(irp)->Parameters.DeviceIoControl.OutputBufferLength;
        complete(irp, STATUS_SUCCESS, wsktck_session_fetch(&s->core, irp->AssociatedIrp.SystemBuffer, room));
    }
}

static VOID NTAPI fetch_cancelled(PDEVICE_OBJECT device, PIRP irp) {
    session *s = current;
    UNREFERENCED_PARAMETER(device);
    IoReleaseCancelSpinLock(irp->CancelIrql);
    if (s != NULL) {
        wsktck_held held = wsktck_lock_take(&s->core.lock);
        if (s->fetch == irp) s->fetch = NULL;
        wsktck_lock_give(&s->core.lock, held);
    }
    complete(irp, STATUS_CANCELLED, 0);
}

static NTSTATUS fetch(session *s, PIRP irp, ULONG room) {
    wsktck_held held;
    int cancelled;
    uint32_t there;
    if (room < WSKTCK_LIMIT_RECORD) return complete(irp, STATUS_BUFFER_TOO_SMALL, 0);
    there = wsktck_session_fetch(&s->core, irp->AssociatedIrp.SystemBuffer, room);
    if (there != 0) return complete(irp, STATUS_SUCCESS, there);
    held = wsktck_lock_take(&s->core.lock);
    if (s->fetch != NULL || s->core.ending) {
        wsktck_lock_give(&s->core.lock, held);
        return complete(irp, STATUS_DEVICE_BUSY, 0);
    }
    IoMarkIrpPending(irp);
    IoSetCancelRoutine(irp, fetch_cancelled);
    cancelled = irp->Cancel && IoSetCancelRoutine(irp, NULL) != NULL;
    if (!cancelled) s->fetch = irp;
    wsktck_lock_give(&s->core.lock, held);
    if (cancelled) {
        complete(irp, STATUS_CANCELLED, 0);
    } else {
        /* Something may have been recorded since the ring was empty. */
        fetch_kick(s);
    }
    return STATUS_PENDING;
}

/* ---- commands ---- */

typedef struct answer {
    wsktck_header header;
    union {
        wsktck_welcome welcome;
        wsktck_counted counted;
    } body;
} answer;

static void mark(session *s, uint64_t token) {
    wsktck_observation o;
    observation_begin(&o, s, WSKTCK_KIND_MARK);
    o.token = token;
    observe(s, &o);
}

static uint32_t resume(session *s, const wsktck_command *command) {
    wsktck_reaction *more = wsktck_session_actions(command);
    uint16_t slot;
    if (more == NULL) return WSKTCK_REFUSAL_ROOM;
    slot = wsktck_session_resume(&s->core, &command->body.resume, more);
    if (slot == NONE) {
        wsktck_free(more);
    } else {
        KeSetEvent(&s->released[slot], IO_NO_INCREMENT, FALSE);
    }
    return WSKTCK_REFUSAL_NONE;
}

static void welcome(wsktck_welcome *w) {
    LARGE_INTEGER frequency;
    KeQueryPerformanceCounter(&frequency);
    w->protocol = WSKTCK_PROTOCOL_VERSION;
    w->frameLimit = WSKTCK_LIMIT_FRAME;
    w->ring = WSKTCK_LIMIT_RING;
    w->clients = WSKTCK_LIMIT_CLIENTS;
    w->sockets = WSKTCK_LIMIT_SOCKETS;
    w->irps = WSKTCK_LIMIT_IRPS;
    w->threads = WSKTCK_LIMIT_THREADS;
    w->pointerSize = sizeof(PVOID);
    w->clock = (uint64_t)frequency.QuadPart;
}

static uint32_t perform(session *s, const wsktck_command *command, answer *a, uint32_t *size) {
    switch (command->header.op) {
    case WSKTCK_OP_HELLO:
        welcome(&a->body.welcome);
        *size += sizeof a->body.welcome;
        break;
    case WSKTCK_OP_COUNTERS:
        a->body.counted = wsktck_session_counted(&s->core);
        a->body.counted.allocations = (uint32_t)allocated;
        a->body.counted.sessions = endedSessions;
        a->body.counted.left = leftOver;
        *size += sizeof a->body.counted;
        break;
    case WSKTCK_OP_CALL: return call(s, &command->body.call);
    case WSKTCK_OP_RESUME: return resume(s, command);
    case WSKTCK_OP_CANCEL: cancel_irp(s, command->body.cancel.irp); break;
    case WSKTCK_OP_READ: read_list(s, command->body.read.socket, command->body.read.list); break;
    case WSKTCK_OP_MARK: mark(s, command->body.mark.token); break;
    default: break; /* react and reserve have had their effect */
    }
    return WSKTCK_REFUSAL_NONE;
}

static NTSTATUS execute(session *s, PIRP irp, ULONG length, ULONG room) {
    wsktck_command command;
    answer a;
    uint32_t size = sizeof a.header;
    uint32_t refusal;
    if (room < sizeof a) return complete(irp, STATUS_BUFFER_TOO_SMALL, 0);
    RtlZeroMemory(&a, sizeof a);
    refusal = wsktck_decode(irp->AssociatedIrp.SystemBuffer, length, &command);
    if (refusal == WSKTCK_REFUSAL_NONE) refusal = wsktck_session_admit(&s->core, &command);
    if (refusal == WSKTCK_REFUSAL_NONE) refusal = perform(s, &command, &a, &size);
    a.header.size = size;
    a.header.version = WSKTCK_PROTOCOL_VERSION;
    a.header.op = command.header.op | 0x80;
    a.header.tag = command.header.tag;
    a.header.refusal = refusal;
    RtlCopyMemory(irp->AssociatedIrp.SystemBuffer, &a, size);
    return complete(irp, STATUS_SUCCESS, size);
}

static NTSTATUS NTAPI control(PDEVICE_OBJECT device, PIRP irp) {
    PIO_STACK_LOCATION at = IoGetCurrentIrpStackLocation(irp);
    session *s = current;
    ULONG length = at->Parameters.DeviceIoControl.InputBufferLength;
    ULONG room = at->Parameters.DeviceIoControl.OutputBufferLength;
    UNREFERENCED_PARAMETER(device);
    if (s == NULL) return complete(irp, STATUS_INVALID_DEVICE_STATE, 0);
    switch (at->Parameters.DeviceIoControl.IoControlCode) {
    case WSKTCK_IOCTL_EXECUTE: return execute(s, irp, length, room);
    case WSKTCK_IOCTL_FETCH: return fetch(s, irp, room);
    default: return complete(irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    }
}

/* ---- a handle's life ---- */

static session *session_new(void) {
    uint32_t i;
    session *s = (session *)wsktck_alloc(sizeof *s);
    if (s == NULL) return NULL;
    s->ring = (PUCHAR)wsktck_alloc(WSKTCK_LIMIT_RING);
    if (s->ring == NULL) {
        wsktck_free(s);
        return NULL;
    }
    wsktck_session_init(&s->core, s->ring, WSKTCK_LIMIT_RING);
    s->serial = endedSessions + 1;
    for (i = 0; i < WSKTCK_LIMIT_HOLDS; i++) KeInitializeEvent(&s->released[i], SynchronizationEvent, FALSE);
    for (i = 0; i < WSKTCK_LIMIT_THREADS; i++) {
        KeInitializeEvent(&s->workers[i].wake, SynchronizationEvent, FALSE);
        s->workers[i].session = s;
    }
    return s;
}

static NTSTATUS NTAPI create(PDEVICE_OBJECT device, PIRP irp) {
    LUID privilege;
    session *s;
    UNREFERENCED_PARAMETER(device);
    /* Beside the device's descriptor, which only a build with wdmsec gives: whoever may not load drivers may not use one like this. */
    privilege.LowPart = LOAD_DRIVER_PRIVILEGE;
    privilege.HighPart = 0;
    if (!SeSinglePrivilegeCheck(privilege, irp->RequestorMode)) return complete(irp, STATUS_ACCESS_DENIED, 0);
    /* What was missing at the end of the last session may have come meanwhile. */
    if (stuck) session_end(0, 0);
    if (InterlockedExchange(&taken, 1) != 0) return complete(irp, STATUS_SHARING_VIOLATION, 0);
    s = session_new();
    if (s == NULL) {
        InterlockedExchange(&taken, 0);
        return complete(irp, STATUS_INSUFFICIENT_RESOURCES, 0);
    }
    current = s;
    return complete(irp, STATUS_SUCCESS, 0);
}

static void end_fetch(session *s) {
    PIRP irp;
    wsktck_held held = wsktck_lock_take(&s->core.lock);
    s->core.ending = 1;
    irp = s->fetch;
    s->fetch = NULL;
    if (irp != NULL && IoSetCancelRoutine(irp, NULL) == NULL) irp = NULL;
    wsktck_lock_give(&s->core.lock, held);
    if (irp != NULL) complete(irp, STATUS_CANCELLED, 0);
}

/* 0 when a thread is still inside the provider. */
static int end_threads(session *s, int seconds) {
    uint32_t i;
    int all = 1;
    LARGE_INTEGER most;
    for (i = 0; i < WSKTCK_LIMIT_THREADS; i++) {
        worker *w = &s->workers[i];
        if (w->thread == NULL) continue;
        w->stop = 1;
        KeSetEvent(&w->wake, IO_NO_INCREMENT, FALSE);
    }
    for (i = 0; i < WSKTCK_LIMIT_THREADS; i++) {
        worker *w = &s->workers[i];
        if (w->thread == NULL) continue;
        /* One that does not come uses up the patience for all. */
        most.QuadPart = all ? -10000000LL * seconds : 0;
        if (ZwWaitForSingleObject(w->thread, FALSE, &most) == STATUS_SUCCESS) {
            ZwClose(w->thread);
            w->thread = NULL;
        } else {
            all = 0;
        }
    }
    return all;
}

/* Whether every thread that is left is inside a function that waits for other things to end, so that these may be ended beside it. */
static int only_waiting(const session *s) {
    uint32_t i;
    for (i = 0; i < WSKTCK_LIMIT_THREADS; i++) {
        LONG fn = s->workers[i].fn;
        if (s->workers[i].thread != NULL && fn != WSKTCK_FUNCTION_WSK_DEREGISTER && fn != WSKTCK_FUNCTION_WSK_CAPTURE_PROVIDER_NPI) return 0;
    }
    return 1;
}

static int end_callbacks(session *s, int seconds) {
    LARGE_INTEGER tenth;
    int i;
    tenth.QuadPart = -1000000LL;
    for (i = 0; i < 10 * seconds && wsktck_session_counted(&s->core).inside != 0; i++) KeDelayExecutionThread(KernelMode, FALSE, &tenth);
    return wsktck_session_counted(&s->core).inside == 0;
}

static void free_operation(operation *op) {
    /* The provider, or the I/O manager, may have freed such an IRP or use it yet: it stays, with all that it leads to. */
    if (op->unarmed && op->given && !op->finished) return;
    if (op->mdl != NULL) IoFreeMdl(op->mdl);
    if (op->messages != NULL) wsktck_free(op->messages);
    if (op->buffer != NULL) wsktck_free(op->buffer);
    if (op->irp != NULL) IoFreeIrp(op->irp);
    wsktck_free(op);
}

static void session_free(session *s) {
    uint32_t i;
    while (s->operations != NULL) {
        operation *op = s->operations;
        s->operations = op->next;
        free_operation(op);
    }
    for (i = 0; i < WSKTCK_LIMIT_THREADS; i++) {
        work *each;
        while ((each = next_work(s, &s->workers[i])) != NULL) wsktck_free(each);
    }
    for (i = 0; i < WSKTCK_LIMIT_SOCKETS; i++) {
        if (s->sockets[i].closeIrp != NULL) IoFreeIrp(s->sockets[i].closeIrp);
        while (s->sockets[i].lists != NULL) {
            indication *list = s->sockets[i].lists;
            s->sockets[i].lists = list->next;
            wsktck_free(list);
        }
    }
    wsktck_session_done(&s->core);
    wsktck_free(s->ring);
    wsktck_free(s);
}

static int session_ended(session *s, int threads, int others) {
    int idle = end_threads(s, threads);
    /* A function of a socket may yet return, and nobody must close the socket under it. */
    if (!idle && !only_waiting(s)) return 0;
    if (!calls_end(s, others)) return 0;
    if (!end_callbacks(s, others)) return 0;
    /* WskDeregister waits for what has just been ended, and ends a WskCaptureProviderNPI that waits. */
    clients_end(s);
    return idle || end_threads(s, others);
}

/*
 * Everything that was in flight comes back, or the session stays as it is: memory that a provider may still use is not freed, the device cannot be
 * opened, and the driver does not unload. Waits as long as it is told; 1 when the session is gone.
 */
static int session_end(int threads, int others) {
    wsktck_counted counted;
    session *s;
    if (InterlockedExchange(&ending, 1) != 0) return 0;
    s = current;
    if (s == NULL) {
        InterlockedExchange(&ending, 0);
        return 1;
    }
    if (!session_ended(s, threads, others)) {
        if (InterlockedExchange(&stuck, 1) == 0) DbgPrint("wsktck: the end of a session is stuck\n");
        /* A stop is refused then, where it would otherwise wait for good. */
        self->DriverUnload = NULL;
        InterlockedExchange(&ending, 0);
        return 0;
    }
    counted = wsktck_session_counted(&s->core);
    leftOver += counted.clients + counted.sockets + counted.irps + counted.inside + counted.holds + counted.calls + counted.lists +
                counted.descriptors + counted.names;
    endedSessions++;
    current = NULL;
    session_free(s);
    if (allocated != 0) DbgPrint("wsktck: %ld pieces of memory left\n", (long)allocated);
    self->DriverUnload = unload;
    InterlockedExchange(&stuck, 0);
    InterlockedExchange(&ending, 0);
    InterlockedExchange(&taken, 0);
    return 1;
}

/* What waits in requests or callbacks goes on. */
static void end_waits(session *s) {
    uint32_t i;
    end_fetch(s);
    for (i = 0; i < WSKTCK_LIMIT_HOLDS; i++) KeSetEvent(&s->released[i], IO_NO_INCREMENT, FALSE);
}

/* The last handle is closed: nothing new is begun. */
static NTSTATUS NTAPI cleanup(PDEVICE_OBJECT device, PIRP irp) {
    session *s = current;
    UNREFERENCED_PARAMETER(device);
    if (s != NULL) end_waits(s);
    return complete(irp, STATUS_SUCCESS, 0);
}

/* Every request of the handle has been completed, so none can still use the session. */
static NTSTATUS NTAPI close(PDEVICE_OBJECT device, PIRP irp) {
    session *s = current;
    UNREFERENCED_PARAMETER(device);
    if (s != NULL) {
        /* Again, for a system that sends no IRP_MJ_CLEANUP. */
        end_waits(s);
        session_end(THREAD_SECONDS, END_SECONDS);
    }
    return complete(irp, STATUS_SUCCESS, 0);
}

static VOID NTAPI unload(PDRIVER_OBJECT driver) {
    UNICODE_STRING link;
    LARGE_INTEGER second;
    second.QuadPart = -10000000LL;
    RtlInitUnicodeString(&link, LINK_NAME);
    IoDeleteSymbolicLink(&link);
    /* Code that a provider may still call must stay. */
    while (taken != 0) {
        if (stuck) session_end(0, 0);
        KeDelayExecutionThread(KernelMode, FALSE, &second);
    }
    IoDeleteDevice(driver->DeviceObject);
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path) {
    UNICODE_STRING name, link;
    PDEVICE_OBJECT device;
    NTSTATUS status;
    UNREFERENCED_PARAMETER(path);
    self = driver;
    RtlInitUnicodeString(&name, DEVICE_NAME);
    RtlInitUnicodeString(&link, LINK_NAME);
#ifdef WSKTCK_WDMSEC
    status = IoCreateDeviceSecure(driver, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &SDDL_DEVOBJ_SYS_ALL_ADM_ALL, NULL, &device);
#else
    status = IoCreateDevice(driver, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
#endif
    if (!NT_SUCCESS(status)) return status;
    status = IoCreateSymbolicLink(&link, &name);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(device);
        return status;
    }
    driver->MajorFunction[IRP_MJ_CREATE] = create;
    driver->MajorFunction[IRP_MJ_CLEANUP] = cleanup;
    driver->MajorFunction[IRP_MJ_CLOSE] = close;
    driver->MajorFunction[IRP_MJ_DEVICE_CONTROL] = control;
    driver->DriverUnload = unload;
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}
