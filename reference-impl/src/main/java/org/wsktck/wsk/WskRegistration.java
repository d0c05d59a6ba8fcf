package org.wsktck.wsk;

/** WSK_REGISTRATION: the client's registration block. Opaque. */
public interface WskRegistration {}
