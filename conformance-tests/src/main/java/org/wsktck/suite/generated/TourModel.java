package org.wsktck.suite.generated;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wsktck.oracle.Oracle;
import org.wsktck.oracle.StimulusLimits;
import org.wsktck.target.Capability;
import org.wsktck.target.Target;

/**
 * A part of the graph that is toured: certain sockets, certain verbs, small limits.
 *
 * @param name of the part
 * @param stage the sockets, and how they are made ready
 * @param limits what is done, and how much at once
 * @param callbacks callbacks of a socket in progress at most; places with more are not explored further
 */
record TourModel(String name, TourStage stage, StimulusLimits limits, int callbacks) {
    /** The parts that are toured on that target. */
    static List<TourModel> all(Target target) {
        List<TourModel> all = new ArrayList<>(DatagramStage.parts(target));
        all.addAll(ConnectionStage.parts(target));
        all.addAll(BirthStage.parts(target));
        all.addAll(PlainStage.parts(target));
        all.addAll(ListeningStage.parts(target));
        return List.copyOf(all);
    }

    /** The verbs that the target can do, of these, all of which the specification knows. */
    static Set<String> verbs(Target target, String category, Set<String> verbs) {
        Set<String> known = Oracle.standard().verbs(category);
        if (!known.containsAll(verbs)) {
            throw new IllegalStateException("the specification has no such verbs: " + verbs + "; it has " + known);
        }
        Set<String> left = new HashSet<>(verbs);
        Set<String> can = target.describe().capabilities();
        if (!can.contains(Capability.FAIL_SOCKET)) {
            left.remove("fail");
        }
        if (!can.contains(Capability.BACKLOG)) {
            left.remove("backlog");
        }
        if (!can.contains(Capability.EXTENSION)) {
            left.removeAll(Set.of("register", "extension"));
        }
        return left;
    }
}
