package org.wsktck.catalogue;

import java.util.Collections;
import java.util.Set;

/**
 * What a release certifies: the rules of these groups that name one of these categories, and rules added by id.
 *
 * @param groups names of groups, such as {@code DGM}
 * @param categories categories of sockets, or the client object
 * @param rules ids of rules that are in scope besides
 */
public record ReleaseScope(Set<String> groups, Set<Category> categories, Set<String> rules) {
    /** Copies the sets. */
    public ReleaseScope {
        groups = Set.copyOf(groups);
        categories = Set.copyOf(categories);
        rules = Set.copyOf(rules);
    }

    /** Whether the rule is certified. */
    public boolean contains(Rule rule) {
        return rules.contains(rule.id())
                || (groups.contains(rule.group()) && !Collections.disjoint(categories, rule.categories()));
    }
}
