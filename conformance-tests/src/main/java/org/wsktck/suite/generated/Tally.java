package org.wsktck.suite.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wsktck.oracle.Finding;
import org.wsktck.oracle.Judgement;

/** Adds judgements up, from any thread. Of the findings it keeps the first few. */
final class Tally {
    private static final int MOST_FINDINGS = 100;

    private final Map<String, Long> exercised = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private long observations;
    private int runs;

    synchronized void add(Judgement judgement) {
        judgement.exercised().forEach((rule, times) -> exercised.merge(rule, times, Long::sum));
        judgement.findings().stream().limit(MOST_FINDINGS - findings.size()).forEach(findings::add);
        observations += judgement.observations();
        runs++;
    }

    synchronized Judgement judgement() {
        return new Judgement(Map.copyOf(exercised), List.copyOf(findings), observations);
    }

    synchronized int runs() {
        return runs;
    }
}
