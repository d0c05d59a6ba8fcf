package org.wsktck.catalogue;

import java.util.List;
import java.util.Set;

/**
 * An event callback function.
 *
 * @param name as the headers spell it
 * @param categories the objects that have it
 * @param parameters names of its parameters, in order
 * @param flags flags that its Flags argument may carry
 * @param returns values that it may return
 * @param enabledBy the event flag or option that enables it
 * @param deadSocketSignal the argument by which it tells that the socket is no longer functional
 */
public record Callback(
        String name,
        Set<Category> categories,
        List<String> parameters,
        List<String> flags,
        List<String> returns,
        String enabledBy,
        String deadSocketSignal) {
    /** Copies the collections. */
    public Callback {
        categories = Set.copyOf(categories);
        parameters = List.copyOf(parameters);
        flags = List.copyOf(flags);
        returns = List.copyOf(returns);
    }
}
