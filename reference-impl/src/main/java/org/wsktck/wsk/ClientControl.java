package org.wsktck.wsk;

/** Control codes of WskControlClient, and the waits of WskCaptureProviderNPI. */
public final class ClientControl {
    /** Lists the transports; output {@code List<String>}. */
    public static final int WSK_TRANSPORT_LIST_QUERY = 2;

    /** The IRP completes when a transport comes or goes. */
    public static final int WSK_TRANSPORT_LIST_CHANGE = 3;

    /** Input any object as security descriptor; output a {@link CachedSecurityDescriptor}. */
    public static final int WSK_CACHE_SD = 4;

    /** Input the {@link CachedSecurityDescriptor} to release. */
    public static final int WSK_RELEASE_SD = 5;

    public static final int WSK_TDI_DEVICENAME_MAPPING = 6;

    /** Input {@link WskEventCallbackControl}; Irp must be null. */
    public static final int WSK_SET_STATIC_EVENT_CALLBACKS = 7;

    public static final int WSK_TDI_BEHAVIOR = 8;

    /** WaitTimeout: answer at once. */
    public static final int WSK_NO_WAIT = 0;

    /** WaitTimeout: as long as it takes. */
    public static final int WSK_INFINITE_WAIT = 0xFFFFFFFF;

    private ClientControl() {}
}
