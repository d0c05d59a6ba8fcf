/* The exports of netio.sys. */
#include "wp_core.h"

#include "glue.h"

/* Whether the core has been prepared: 0 no, 1 somebody is at it, 2 yes. A module that is imported has no moment of its own before its exports are called. */
static volatile LONG prepared;

static void prepare(void) {
    if (InterlockedCompareExchange(&prepared, 1, 0) == 0) {
        wp_init(&wp_winsock);
        InterlockedExchange(&prepared, 2);
    }
    while (InterlockedCompareExchange(&prepared, 2, 2) != 2) YieldProcessor();
}

__declspec(dllexport) NTSTATUS NTAPI WskRegister(WSK_CLIENT_NPI *npi, WSK_REGISTRATION *registration) {
    prepare();
    return wp_register(npi, registration);
}

__declspec(dllexport) NTSTATUS NTAPI WskCaptureProviderNPI(WSK_REGISTRATION *registration, ULONG wait, WSK_PROVIDER_NPI *npi) {
    prepare();
    return wp_capture(registration, wait, npi);
}

__declspec(dllexport) VOID NTAPI WskReleaseProviderNPI(WSK_REGISTRATION *registration) { wp_release(registration); }

__declspec(dllexport) VOID NTAPI WskDeregister(WSK_REGISTRATION *registration) { wp_deregister(registration); }

__declspec(dllexport) NTSTATUS NTAPI WskQueryProviderCharacteristics(WSK_REGISTRATION *registration, WSK_PROVIDER_CHARACTERISTICS *characteristics) {
    if (registration == NULL || characteristics == NULL) return STATUS_INVALID_PARAMETER;
    if (registration->ReservedRegistrationContext == NULL) return STATUS_DEVICE_NOT_READY;
    characteristics->HighestVersion = characteristics->LowestVersion = wp_provider_table.Version;
    return STATUS_SUCCESS;
}

/*
 * Wine takes a module that imports kernel32.dll for an ordinary library and calls its entry as that of one, where 0 means failure. 1 is success to who calls
 * a library and to who calls a driver.
 */
NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path) {
    UNREFERENCED_PARAMETER(driver);
    UNREFERENCED_PARAMETER(path);
    return 1;
}
