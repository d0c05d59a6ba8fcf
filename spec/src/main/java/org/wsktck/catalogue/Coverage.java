package org.wsktck.catalogue;

import java.util.List;

/**
 * A statement of the page "Winsock Kernel Events" and the rules that stand for it.
 *
 * @param id such as {@code S01}
 * @param statement what the page says, in our words
 * @param rules ids of the rules
 */
public record Coverage(String id, String statement, List<String> rules) {
    /** Copies the list. */
    public Coverage {
        rules = List.copyOf(rules);
    }
}
