package org.wsktck.suite.generated;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wsktck.oracle.Oracle;
import org.wsktck.oracle.StimulusLimits;
import org.wsktck.target.Capability;
import org.wsktck.target.Target;

/**
 * A part of the graph that is toured: one socket, one way of enabling, certain verbs, small limits. Datagrams are sent three at a time, since fewer are no evidence.
 *
 * @param name of the part
 * @param statically whether the event is enabled by the client's static mask
 * @param limits what is done, and how much at once
 * @param callbacks callbacks in progress at most; states with more are not explored further
 */
record TourModel(String name, boolean statically, StimulusLimits limits, int callbacks) {
    /** The parts that are toured on that target. */
    static List<TourModel> all(Target target) {
        return List.of(
                part(target, "switching", 2, 1, "enable", "disable", "disableIrp", "accept"),
                part(target, "inside", 1, 1, "enable", "disable", "nested", "accept"),
                part(target, "insideIrp", 2, 1, "enable", "disableIrp", "nested", "accept"),
                part(target, "refusing", 2, 1, "enable", "disable", "accept", "refuse"),
                part(target, "retaining", 2, 1, "enable", "accept", "retain", "WskRelease"),
                part(target, "receiving", 2, 1, "enable", "WskReceiveFrom", "IoCancelIrp", "accept"),
                part(target, "failing", 2, 1, "enable", "WskReceiveFrom", "accept", "fail"),
                part(
                        target,
                        "static",
                        2,
                        1,
                        "WskReceiveFrom",
                        "IoCancelIrp",
                        "WskRelease",
                        "accept",
                        "retain",
                        "refuse"),
                part(target, "remote", 2, 2, "enable", "accept", "remote"),
                part(
                        target,
                        "sendTo",
                        2,
                        2,
                        "enable",
                        "accept",
                        "sendTo",
                        "WskSendTo",
                        "WskGetLocalAddress",
                        "nested"));
    }

    private static TourModel part(Target target, String name, int requests, int peers, String... verbs) {
        Set<String> all = without(target, verbs);
        all.addAll(Set.of("WskBind", "send", "WskCloseSocket"));
        return new TourModel(name, name.equals("static"), limits(all, peers, requests), 2);
    }

    private static Set<String> without(Target target, String... verbs) {
        Set<String> left = new HashSet<>(Set.of(verbs));
        if (!target.describe().capabilities().contains(Capability.FAIL_SOCKET)) {
            left.remove("fail");
        }
        return left;
    }

    private static StimulusLimits limits(Set<String> verbs, int peers, int requests) {
        Set<String> known = Oracle.standard().verbs("socket");
        if (!known.containsAll(verbs)) {
            throw new IllegalStateException("the specification has no such verbs: " + verbs + "; it has " + known);
        }
        return new StimulusLimits(verbs, 1, 1, 1, peers, 1, 1, requests);
    }
}
