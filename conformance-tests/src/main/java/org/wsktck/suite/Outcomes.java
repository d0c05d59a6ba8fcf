package org.wsktck.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.catalogue.Level;
import org.wsktck.catalogue.Observability;
import org.wsktck.catalogue.Rule;
import org.wsktck.oracle.Finding;
import org.wsktck.oracle.Judgement;
import org.wsktck.report.model.Outcome;
import org.wsktck.verdict.Evidence;
import org.wsktck.verdict.RuleVerdict;
import org.wsktck.verdict.Verdict;
import org.wsktck.verdict.Verdicts;

/** What a judgement means for a single case: passed or failed, and why. */
final class Outcomes {
    private final Catalogue catalogue;

    Outcomes(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** A case fails when a required provider rule is broken, when the client breaks a rule that the script does not declare, and when the case's rule was not exercised. */
    Outcome of(Trial trial, Judgement judgement) {
        Verdicts verdicts = Verdicts.of(catalogue, Set.of(), new Evidence().add(judgement, trial.deliberate()));
        List<String> faults = new ArrayList<>();
        for (RuleVerdict broken : verdicts.with(Verdict.FAIL)) {
            faults.add(broken.rule().id() + " is broken (" + broken.rule().title() + ") by " + first(broken));
        }
        for (RuleVerdict broken : verdicts.with(Verdict.CLIENT_FAULT)) {
            faults.add(broken.rule().id()
                    + " is broken by the client, and the script does not declare it: a defect of the bench ("
                    + broken.rule().title() + ") at " + first(broken));
        }
        if (faults.isEmpty() && notExercised(trial, judgement.exercised())) {
            faults.add(trial.rule() + " was not exercised: the conditions under which it applies did not come about");
        }
        return faults.isEmpty() ? Outcome.passed() : Outcome.failed(String.join("\n", faults));
    }

    private boolean notExercised(Trial trial, Map<String, Long> exercised) {
        String id = trial.rule();
        if (id == null) {
            return false;
        }
        Rule rule = catalogue.rule(id);
        return rule.level() != Level.MAY
                && rule.observability() == Observability.DIRECT
                && exercised.getOrDefault(id, 0L) == 0
                && !trial.deliberate().contains(id);
    }

    private static String first(RuleVerdict broken) {
        Finding finding = broken.findings().get(0);
        return finding.observation().toString();
    }
}
