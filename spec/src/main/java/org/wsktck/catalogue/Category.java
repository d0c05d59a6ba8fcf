package org.wsktck.catalogue;

import java.util.Locale;

/** What a rule speaks about: a category of sockets, or the client object. */
public enum Category {
    BASIC,
    LISTENING,
    DATAGRAM,
    CONNECTION,
    STREAM,
    CLIENT;

    /** The name in the catalogue, in observations and on the command line. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
