package org.wsktck.suite.generated;

import java.util.ArrayList;
import java.util.List;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.oracle.Oracle;
import org.wsktck.oracle.TraceJudge;
import org.wsktck.target.Script;
import org.wsktck.target.Step;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;

/** Makes a failing script small: takes out steps, and datagrams, as long as the same rule breaks and the client keeps its own rules. */
final class Minimizer {
    private final Target target;
    private final Catalogue catalogue;
    private final long deadline;

    /** Works on that target until the deadline, in nanoseconds of {@link System#nanoTime}. */
    Minimizer(Target target, Catalogue catalogue, long deadline) {
        this.target = target;
        this.catalogue = catalogue;
        this.deadline = deadline;
    }

    /**
     * A script that still breaks the rule; the given one when nothing could be taken out, or when it does not break the rule when it is run again.
     *
     * @param rule id of a provider rule that the script breaks with that seed
     */
    Script minimize(Script script, long seed, String rule) {
        List<Step> steps = new ArrayList<>(script.steps());
        if (!breaks(steps, seed, rule)) {
            return script;
        }
        for (int size = Math.max(1, steps.size() / 2); size >= 1; size /= 2) {
            boolean shorter = true;
            while (shorter) {
                shorter = withoutPieces(steps, size, seed, rule) && size == 1;
            }
        }
        fewerDatagrams(steps, seed, rule);
        return new Script(script.name(), script.title() + ", made small", script.needs(), steps);
    }

    private boolean withoutPieces(List<Step> steps, int size, long seed, String rule) {
        boolean shorter = false;
        for (int at = 0; at < steps.size(); ) {
            List<Step> rest = new ArrayList<>(steps.subList(0, at));
            rest.addAll(steps.subList(Math.min(steps.size(), at + size), steps.size()));
            if (breaks(rest, seed, rule)) {
                steps.clear();
                steps.addAll(rest);
                shorter = true;
            } else {
                at += size;
            }
        }
        return shorter;
    }

    private void fewerDatagrams(List<Step> steps, long seed, String rule) {
        for (int at = 0; at < steps.size(); at++) {
            while (steps.get(at) instanceof Step.Send send && send.count() > 1) {
                steps.set(at, new Step.Send(send.peer(), send.socket(), send.count() - 1, send.length(), send.cast()));
                if (!breaks(steps, seed, rule)) {
                    steps.set(at, send);
                    break;
                }
            }
        }
    }

    private boolean breaks(List<Step> steps, long seed, String rule) {
        if (System.nanoTime() - deadline > 0) {
            return false;
        }
        TraceJudge judge = Oracle.standard().judge();
        try (Target.Session session = target.open(seed, judge::accept)) {
            for (Step step : steps) {
                session.execute(step);
            }
        } catch (TargetException e) {
            return false;
        }
        Breaches breaches = Breaches.of(catalogue, judge.finish());
        return breaches.provider().contains(rule) && breaches.client().isEmpty();
    }
}
