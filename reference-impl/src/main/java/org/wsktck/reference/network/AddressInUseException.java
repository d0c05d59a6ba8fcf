package org.wsktck.reference.network;

import org.wsktck.wsk.SockAddr;

/** The wanted local address cannot be bound. */
public final class AddressInUseException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Names the address. */
    public AddressInUseException(SockAddr address, Throwable cause) {
        super("Cannot bind " + address + ". Choose another port, or 0 to let the network choose.", cause);
    }

    AddressInUseException(SockAddr address) {
        super("Address " + address + " is in use. Choose another port, or 0 to let the network choose.");
    }
}
