package org.wsktck.wsk;

/** WSK_PROVIDER_NPI: what a client gets by WskCaptureProviderNPI. */
public record WskProviderNpi(WskClient client, WskProviderDispatch dispatch) {}
