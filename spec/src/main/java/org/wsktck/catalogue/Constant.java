package org.wsktck.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A constant of the WSK interface.
 *
 * @param name as the Windows headers spell it
 * @param value as the headers write it: hexadecimal, decimal or a GUID
 * @param kind what it is: an NTSTATUS, a flag of which argument, an option, ...
 * @param verifiedIn keys of the sources in which the value was found
 * @param note anything worth knowing, or null
 */
public record Constant(
        String name,
        String value,
        String kind,
        List<String> verifiedIn,
        @Nullable String note) {
    /** Copies the list. */
    public Constant {
        verifiedIn = List.copyOf(verifiedIn);
    }
}
