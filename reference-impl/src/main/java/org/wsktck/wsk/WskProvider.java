package org.wsktck.wsk;

/** The WSK subsystem, as a client reaches it: the exported registration functions. */
public interface WskProvider {
    /**
     * WskRegister (PASSIVE_LEVEL). A version that is not supported is reported at capture only.
     *
     * @return STATUS_SUCCESS with a registration written
     */
    NtStatus wskRegister(WskClientNpi clientNpi, Out<WskRegistration> registration);

    /**
     * WskDeregister (PASSIVE_LEVEL). Returns when every captured NPI is released, no dispatch function is executing,
     * all IRPs are complete and all sockets are closed; meanwhile WSK_TRANSPORT_LIST_CHANGE requests are cancelled and
     * captures fail.
     */
    void wskDeregister(WskRegistration registration);

    /**
     * WskCaptureProviderNPI (PASSIVE_LEVEL when it waits).
     *
     * @param waitTimeout milliseconds, WSK_NO_WAIT or WSK_INFINITE_WAIT
     * @return STATUS_SUCCESS with the NPI written; STATUS_DEVICE_NOT_READY when the provider was not ready in time or
     *     WskDeregister was called; STATUS_NOINTERFACE for an unsupported version
     */
    NtStatus wskCaptureProviderNpi(WskRegistration registration, int waitTimeout, Out<WskProviderNpi> providerNpi);

    /** WskReleaseProviderNPI: gives back one successful capture. */
    void wskReleaseProviderNpi(WskRegistration registration);

    /** WskQueryProviderCharacteristics: STATUS_SUCCESS with the versions written, or STATUS_DEVICE_NOT_READY. */
    NtStatus wskQueryProviderCharacteristics(
            WskRegistration registration, Out<WskProviderCharacteristics> characteristics);
}
