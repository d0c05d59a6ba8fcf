package org.wsktck.wsk;

/** WSK_CLIENT: the client object that a captured provider NPI hands out. Opaque. */
public interface WskClient {}
