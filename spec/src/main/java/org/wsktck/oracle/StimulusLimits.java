package org.wsktck.oracle;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tlc2.value.impl.Value;

/**
 * How much is done at once by a client that breaks no rule: the record {@code lim} of the TLA+ module Stimuli, where its members are explained.
 *
 * @param verbs what is done at all; see {@link Oracle#verbs}
 * @param calls calls that are open at once
 * @param irps IRPs that are out at once
 * @param retained lists that are retained at once
 * @param peers number of peers
 * @param captures captures that are held at once
 * @param sockets sockets of the client object at once
 * @param requests for the tour: requests to disable that are on their way at once
 */
public record StimulusLimits(
        Set<String> verbs, int calls, int irps, int retained, int peers, int captures, int sockets, int requests) {
    /** Copies the set. */
    public StimulusLimits {
        verbs = Set.copyOf(verbs);
    }

    /** The same limits without these verbs. */
    public StimulusLimits without(String... left) {
        Set<String> out = Set.of(left);
        return new StimulusLimits(
                verbs.stream().filter(verb -> !out.contains(verb)).collect(Collectors.toSet()),
                calls,
                irps,
                retained,
                peers,
                captures,
                sockets,
                requests);
    }

    Value value() {
        return TlaValues.record(
                "verbs", TlaValues.texts(verbs),
                "calls", TlaValues.number(calls),
                "irps", TlaValues.number(irps),
                "retained", TlaValues.number(retained),
                "peers",
                        TlaValues.set(IntStream.rangeClosed(1, peers)
                                .mapToObj(TlaValues::number)
                                .toArray(Value[]::new)),
                "captures", TlaValues.number(captures),
                "sockets", TlaValues.number(sockets),
                "requests", TlaValues.number(requests),
                "lenient", TlaValues.texts(Set.of()));
    }
}
