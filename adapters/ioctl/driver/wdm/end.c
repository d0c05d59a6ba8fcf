/* The end of a session: what its calls have left with the provider is taken back. By now nothing new is begun. */
#include "driver.h"

static IO_COMPLETION_ROUTINE close_completed;

static NTSTATUS NTAPI close_completed(PDEVICE_OBJECT device, PIRP irp, PVOID context) {
    UNREFERENCED_PARAMETER(device);
    UNREFERENCED_PARAMETER(irp);
    KeSetEvent((PKEVENT)context, IO_NO_INCREMENT, FALSE);
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static int wait_seconds(PKEVENT event, int seconds) {
    LARGE_INTEGER most;
    most.QuadPart = -10000000LL * seconds;
    return KeWaitForSingleObject(event, Executive, KernelMode, FALSE, &most) == STATUS_SUCCESS;
}

static void give_back_lists(session *s, bench_socket *socket) {
    PVOID function = function_of(socket, WSKTCK_FUNCTION_WSK_RELEASE);
    indication *list;
    while (function != NULL && (list = indication_of(s, socket->index, 0)) != NULL) {
        PVOID what = list->list;
        list->list = NULL;
        list->retained = 0;
        if (list->datagrams) {
            ((PFN_WSK_RELEASE_DATAGRAM_INDICATION_LIST)function)(socket->handle, (PWSK_DATAGRAM_INDICATION)what);
        } else {
            ((PFN_WSK_RELEASE_DATA_INDICATION_LIST)function)(socket->handle, (PWSK_DATA_INDICATION)what);
        }
        wsktck_session_count(&s->core, &s->core.counted.lists, -1);
    }
}

/* A provider's thread may be inside a function yet, called by a reaction. 0 when it does not return in time. */
static int unused(session *s, const bench_socket *socket, int seconds) {
    LARGE_INTEGER hundredth;
    int i;
    hundredth.QuadPart = -100000LL;
    for (i = 0;; i++) {
        wsktck_held held = wsktck_lock_take(&s->core.lock);
        int used = used_by_others(s, socket, NULL);
        wsktck_lock_give(&s->core.lock, held);
        if (!used || i >= 100 * seconds) return !used;
        KeDelayExecutionThread(KernelMode, FALSE, &hundredth);
    }
}

/*
 * Not recorded: the run is over. IRP and event last as long as the session, which stays while the provider may use them. 1 when the socket is closed, or
 * when the provider has refused to close it: then it is no longer asked, and the count of sockets tells.
 */
static int close_quietly(session *s, bench_socket *socket, int seconds) {
    /* The script has asked for it already, and its IRP is waited for among the others. */
    if (socket->closing) return 1;
    if (!unused(s, socket, seconds)) return 0;
    if (socket->closeIrp == NULL) {
        PFN_WSK_CLOSE_SOCKET function = (PFN_WSK_CLOSE_SOCKET)function_of(socket, WSKTCK_FUNCTION_WSK_CLOSE_SOCKET);
        NTSTATUS status;
        give_back_lists(s, socket);
        socket->closeIrp = IoAllocateIrp(1, FALSE);
        if (socket->closeIrp == NULL) return 0;
        KeInitializeEvent(&socket->closed, NotificationEvent, FALSE);
        IoSetCompletionRoutine(socket->closeIrp, close_completed, &socket->closed, TRUE, TRUE, TRUE);
        status = function(socket->handle, socket->closeIrp);
        /* A function that has failed without completing its IRP does not hold it: see README.md. */
        if (!NT_SUCCESS(status) && !wait_seconds(&socket->closed, 0)) {
            socket->handle = NULL;
            return 1;
        }
    }
    if (!wait_seconds(&socket->closed, seconds)) return 0;
    closed(s, socket);
    return 1;
}

/* Whether the provider may still complete the IRP. One that is unarmed is nobody's any more. */
static int held_by_provider(const operation *op) {
    return op->given && !op->finished && !op->unarmed && !(op->returned && !NT_SUCCESS(op->status));
}

int calls_end(session *s, int seconds) {
    operation *op;
    uint16_t i;
    int all = 1;
    for (op = s->operations; op != NULL; op = op->next) {
        if (held_by_provider(op)) IoCancelIrp(op->irp);
    }
    /* Listeners last: Wine 8.0 closes the handle of an accepted connection together with its listener, and its receives then end beside its own close. */
    for (i = 0; i < 2 * WSKTCK_LIMIT_SOCKETS; i++) {
        bench_socket *socket = &s->sockets[i % WSKTCK_LIMIT_SOCKETS];
        int listens = socket->category == WSKTCK_CATEGORY_LISTENING || socket->category == WSKTCK_CATEGORY_STREAM;
        if (socket->handle != NULL && listens == (i >= WSKTCK_LIMIT_SOCKETS)) all &= close_quietly(s, socket, seconds);
    }
    for (op = s->operations; op != NULL; op = op->next) {
        if (held_by_provider(op)) {
            /* One that does not come uses up the patience for all: the end is stuck anyhow. */
            all &= wait_seconds(&op->completed, all ? seconds : 0);
        } else if (op->given && !op->finished && !op->unarmed) {
            op->given = 0;
            wsktck_session_count(&s->core, &s->core.counted.irps, -1);
        }
    }
    /* The completion of a socket's creation, or of an accept, may have come meanwhile and brought another socket. */
    for (i = 0; i < WSKTCK_LIMIT_SOCKETS && all; i++) {
        if (s->sockets[i].handle != NULL) all = close_quietly(s, &s->sockets[i], seconds);
    }
    return all;
}
