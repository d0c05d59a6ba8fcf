/* WskGetAddressInfo and WskGetNameInfo: a worker asks the system, which may take its time. */
#include "wp_core.h"

typedef struct question {
    wp_work work; /* the first member */
    wp_request *request;
    int backwards;
    PUNICODE_STRING node, service;
    PADDRINFOEXW hints;
    PADDRINFOEXW *result;
    PSOCKADDR address;
    ULONG length;
    ULONG flags;
} question;

static void ask(wp_work *work) {
    question *q = (question *)work;
    NTSTATUS status;
    wp_done done;
    if (q->backwards) {
        status = wp_names_of(q->address, q->length, q->node, q->service, q->flags);
    } else {
        status = wp_names_resolve(q->node, q->service, q->hints, q->result);
    }
    wp_done_init(&done);
    wp_done_add(&done, q->request, status, 0);
    wp_free(q);
    wp_done_flush(&done);
}

/* Takes what is asked; the IRP cannot be cancelled, since the system's functions cannot. */
static NTSTATUS begin(wp_client *client, const question *given, PIRP irp) {
    question *q = irp == NULL ? NULL : (question *)wp_alloc(sizeof *q);
    if (q == NULL) return wp_finish(irp, irp == NULL ? STATUS_INVALID_PARAMETER : STATUS_INSUFFICIENT_RESOURCES, 0);
    *q = *given;
    q->work.run = ask;
    wp_lock_take(&wp.lock);
    q->request = wp_request_new(NULL, irp);
    if (q->request != NULL) {
        q->request->client = client;
        client->requests++;
        wp_irp_pend(irp);
    }
    wp_lock_give(&wp.lock);
    if (q->request == NULL) {
        wp_free(q);
        return wp_finish(irp, STATUS_INSUFFICIENT_RESOURCES, 0);
    }
    wp_work_submit(&q->work);
    return STATUS_PENDING;
}

NTSTATUS NTAPI wp_get_address_info(PWSK_CLIENT client, PUNICODE_STRING node, PUNICODE_STRING service, ULONG space, GUID *provider, PADDRINFOEXW hints,
                                   PADDRINFOEXW *result, PEPROCESS process, PETHREAD thread, PIRP irp) {
    question q;
    UNREFERENCED_PARAMETER(space);
    UNREFERENCED_PARAMETER(provider);
    UNREFERENCED_PARAMETER(process);
    UNREFERENCED_PARAMETER(thread);
    if (result == NULL || (node == NULL && service == NULL)) return wp_finish(irp, STATUS_INVALID_PARAMETER, 0);
    RtlZeroMemory(&q, sizeof q);
    q.node = node;
    q.service = service;
    q.hints = hints;
    q.result = result;
    return begin((wp_client *)client, &q, irp);
}

VOID NTAPI wp_free_address_info(PWSK_CLIENT client, PADDRINFOEXW info) {
    UNREFERENCED_PARAMETER(client);
    if (info != NULL) wp_names_free(info);
}

NTSTATUS NTAPI wp_get_name_info(PWSK_CLIENT client, PSOCKADDR address, ULONG length, PUNICODE_STRING node, PUNICODE_STRING service, ULONG flags,
                                PEPROCESS process, PETHREAD thread, PIRP irp) {
    question q;
    UNREFERENCED_PARAMETER(process);
    UNREFERENCED_PARAMETER(thread);
    if (address == NULL || (node == NULL && service == NULL)) return wp_finish(irp, STATUS_INVALID_PARAMETER, 0);
    RtlZeroMemory(&q, sizeof q);
    q.backwards = 1;
    q.address = address;
    q.length = length;
    q.node = node;
    q.service = service;
    q.flags = flags;
    return begin((wp_client *)client, &q, irp);
}
