/* The platform of the core where it needs the kernel: memory, events, levels, MDLs, IRPs, and names. */
#include "wp_core.h"

#include "glue.h"

#define TAG 0x4B535750u

void *wp_alloc(size_t size) {
    void *memory = ExAllocatePoolWithTag(NonPagedPoolNx, size, TAG);
    if (memory != NULL) RtlZeroMemory(memory, size);
    return memory;
}

void wp_free(void *memory) { ExFreePoolWithTag(memory, TAG); }

C_ASSERT(sizeof(KEVENT) <= sizeof(wp_signal));

void wp_signal_init(wp_signal *signal) { KeInitializeEvent((PKEVENT)(void *)signal, NotificationEvent, FALSE); }

void wp_signal_set(wp_signal *signal) { KeSetEvent((PKEVENT)(void *)signal, IO_NO_INCREMENT, FALSE); }

void wp_signal_clear(wp_signal *signal) { KeClearEvent((PKEVENT)(void *)signal); }

void wp_signal_wait(wp_signal *signal) { KeWaitForSingleObject(signal, Executive, KernelMode, FALSE, NULL); }

void wp_signal_end(wp_signal *signal) { (void)signal; }

int wp_level_raise(unsigned *old) {
    KIRQL before;
    KeRaiseIrql(DISPATCH_LEVEL, &before);
    *old = before;
    /* Where levels are not kept the flag would be a lie. */
    return KeGetCurrentIrql() == DISPATCH_LEVEL;
}

void wp_level_lower(unsigned old) { KeLowerIrql((KIRQL)old); }

/* ---- MDLs ---- */

PMDL wp_mdl_new(void *bytes, SIZE_T size) {
    PMDL mdl = IoAllocateMdl(bytes, (ULONG)size, FALSE, FALSE, NULL);
    if (mdl == NULL) return NULL;
    MmBuildMdlForNonPagedPool(mdl);
    /* Wine 8.0 does nothing there, and maps nothing later. */
    mdl->MappedSystemVa = bytes;
    mdl->MdlFlags |= MDL_SOURCE_IS_NONPAGED_POOL;
    return mdl;
}

void wp_mdl_free(PMDL mdl) { IoFreeMdl(mdl); }

/* The buffers of clients are of the non-paged pool or locked, and there is one address space: the virtual address will do. */
UCHAR *wp_mdl_bytes(PMDL mdl, SIZE_T *size) {
    *size = MmGetMdlByteCount(mdl);
    return (UCHAR *)MmGetMdlVirtualAddress(mdl);
}

PMDL wp_mdl_next(PMDL mdl) { return mdl->Next; }

/* ---- IRPs ---- */

void wp_irp_begin(PIRP irp) { IoSetNextIrpStackLocation(irp); }

void wp_irp_pend(PIRP irp) { IoMarkIrpPending(irp); }

static VOID NTAPI cancelled(PDEVICE_OBJECT device, PIRP irp) {
    wp_request *request = (wp_request *)irp->Tail.Overlay.DriverContext[0];
    UNREFERENCED_PARAMETER(device);
    IoReleaseCancelSpinLock(irp->CancelIrql);
    wp_request_cancelled(request);
}

int wp_irp_arm(PIRP irp, wp_request *request) {
    irp->Tail.Overlay.DriverContext[0] = request;
    IoMarkIrpPending(irp);
    IoSetCancelRoutine(irp, cancelled);
    /* Cancelled before there was a routine to call: then it is ours, unless that was called after all. */
    return !(irp->Cancel && IoSetCancelRoutine(irp, NULL) != NULL);
}

int wp_irp_disarm(PIRP irp) { return IoSetCancelRoutine(irp, NULL) != NULL; }

void wp_irp_complete(PIRP irp, NTSTATUS status, ULONG_PTR information) {
    irp->IoStatus.Status = status;
    irp->IoStatus.Information = information;
    IoCompleteRequest(irp, IO_NO_INCREMENT);
}

/* ---- names ---- */

/* A copy that ends with a zero; NULL for none or when there is no memory. */
static uint16_t *text_of(PUNICODE_STRING string) {
    uint16_t *text;
    if (string == NULL || string->Buffer == NULL) return NULL;
    text = (uint16_t *)wp_alloc(string->Length + sizeof *text);
    if (text != NULL) RtlCopyMemory(text, string->Buffer, string->Length);
    return text;
}

NTSTATUS wp_names_resolve(PUNICODE_STRING node, PUNICODE_STRING service, PADDRINFOEXW hints, PADDRINFOEXW *result) {
    uint16_t *name = text_of(node);
    uint16_t *port = text_of(service);
    void *found = NULL;
    int error = wp_winsock_resolve(name, port, hints, &found);
    if (name != NULL) wp_free(name);
    if (port != NULL) wp_free(port);
    if (error != 0) return STATUS_NOT_FOUND;
    *result = (PADDRINFOEXW)found;
    return STATUS_SUCCESS;
}

void wp_names_free(PADDRINFOEXW result) { wp_winsock_free(result); }

static USHORT length_of(const UNICODE_STRING *string) {
    USHORT length = 0;
    while (length < string->MaximumLength / sizeof(WCHAR) && string->Buffer[length] != 0) length++;
    return (USHORT)(length * sizeof(WCHAR));
}

NTSTATUS wp_names_of(PSOCKADDR address, ULONG length, PUNICODE_STRING node, PUNICODE_STRING service, ULONG flags) {
    int error = wp_winsock_name(address, length, node == NULL ? NULL : (uint16_t *)node->Buffer, node == NULL ? 0 : node->MaximumLength / 2u,
                                service == NULL ? NULL : (uint16_t *)service->Buffer, service == NULL ? 0 : service->MaximumLength / 2u, flags);
    if (error != 0) return STATUS_NOT_FOUND;
    if (node != NULL) node->Length = length_of(node);
    if (service != NULL) service->Length = length_of(service);
    return STATUS_SUCCESS;
}
