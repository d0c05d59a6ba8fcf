package org.wsktck.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement of the page "Winsock Kernel Events" and the rules that stand for it.
 *
 * @param id such as {@code S01}
 * @param part the part of the page that it stands in
 * @param item number of the sentence or table row in that part, from 1
 * @param event the callback that a table row names, null for a sentence
 * @param statement what the page says, in our words
 * @param rules ids of the rules
 */
public record Coverage(
        String id, String part, int item, @Nullable String event, String statement, List<String> rules) {
    /** Copies the list. */
    public Coverage {
        rules = List.copyOf(rules);
    }
}
