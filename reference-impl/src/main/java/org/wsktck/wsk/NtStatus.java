package org.wsktck.wsk;

/**
 * The NTSTATUS values that WSK functions, IRPs and event callbacks use here, named and numbered as in {@code ntstatus.h}.
 *
 * <p>{@link #STATUS_PENDING} and {@link #STATUS_EVENT_PENDING} satisfy {@link #ntSuccess()} although nothing has
 * succeeded yet: compare for identity.
 */
public enum NtStatus {
    STATUS_SUCCESS(0x00000000),
    STATUS_PENDING(0x00000103),
    STATUS_EVENT_PENDING(0x40000013),
    STATUS_BUFFER_OVERFLOW(0x80000005),
    /** Listed by no WSK page; what a careless client returns from a callback. */
    STATUS_UNSUCCESSFUL(0xC0000001),
    STATUS_NOT_IMPLEMENTED(0xC0000002),
    STATUS_INVALID_PARAMETER(0xC000000D),
    STATUS_INVALID_DEVICE_REQUEST(0xC0000010),
    STATUS_MORE_PROCESSING_REQUIRED(0xC0000016),
    STATUS_INSUFFICIENT_RESOURCES(0xC000009A),
    STATUS_DEVICE_NOT_READY(0xC00000A3),
    STATUS_FILE_FORCED_CLOSED(0xC00000B6),
    STATUS_NOT_SUPPORTED(0xC00000BB),
    STATUS_REQUEST_NOT_ACCEPTED(0xC00000D0),
    /** The transport's answer when the connection does not exist any more. */
    STATUS_CONNECTION_DISCONNECTED(0xC000020C),
    /** The transport's answer when the peer reset the connection. */
    STATUS_CONNECTION_RESET(0xC000020D),
    /** The transport's answer when the connection was aborted on this side. */
    STATUS_CONNECTION_ABORTED(0xC0000241),
    /** The transport's answer when nobody listens. */
    STATUS_CONNECTION_REFUSED(0xC0000236),
    STATUS_CANCELLED(0xC0000120),
    STATUS_INVALID_DEVICE_STATE(0xC0000184),
    /** The transport's answer when a local address is in use already. */
    STATUS_ADDRESS_ALREADY_EXISTS(0xC000020A),
    STATUS_DATA_NOT_ACCEPTED(0xC000021B),
    /** The transport's answer when a destination cannot be reached. */
    STATUS_NETWORK_UNREACHABLE(0xC000023C),
    STATUS_NOINTERFACE(0xC00002B9);

    private final int value;

    NtStatus(int value) {
        this.value = value;
    }

    /** The 32-bit code; negative for warnings and errors, as in C. */
    public int value() {
        return value;
    }

    /** The macro NT_SUCCESS: true for success and informational codes, {@link #STATUS_PENDING} included. */
    public boolean ntSuccess() {
        return value >= 0;
    }
}
