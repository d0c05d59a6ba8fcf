package org.wsktck.target;

import java.util.Optional;

/** Makes the targets of an adapter from their names on the command line. Found by {@link java.util.ServiceLoader}, so that an adapter is added by putting it on the class path. */
public interface TargetFactory {
    /**
     * The target of that name. It is not reached yet: that happens when the first session is opened.
     *
     * @return nothing when the name is none of this adapter's
     * @throws IllegalArgumentException when the name is one of this adapter's and has no sense; the message says why
     */
    Optional<Target> named(String name);

    /** The names that it knows, for people. */
    String usage();
}
