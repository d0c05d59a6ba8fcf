package org.wsktck.catalogue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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

    /** The category of that name; empty when there is none. */
    public static Optional<Category> named(String name) {
        return Arrays.stream(values())
                .filter(category -> category.text().equals(name))
                .findFirst();
    }
}
