package org.wsktck.catalogue;

import java.util.List;

/**
 * A place where the documentation can be read in more than one way, with the reading that this kit adopts.
 *
 * @param id such as {@code A-03}
 * @param title in a few words
 * @param issue what disagrees or is missing
 * @param recommended the reading adopted
 * @param why the reason for it
 * @param otherwise what would be judged differently under the other reading
 * @param rules ids of the rules that the reading shapes
 */
public record Ambiguity(
        String id, String title, String issue, String recommended, String why, String otherwise, List<String> rules) {
    /** Copies the list. */
    public Ambiguity {
        rules = List.copyOf(rules);
    }
}
