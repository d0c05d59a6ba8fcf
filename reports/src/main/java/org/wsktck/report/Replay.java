package org.wsktck.report;

import org.wsktck.report.model.CaseResult;
import org.wsktck.report.model.Certification;
import org.wsktck.report.model.Layer;

/** The command line that runs a case again. */
final class Replay {
    private Replay() {}

    static String of(Certification run, CaseResult result) {
        if (result.replay() != null) {
            return result.replay();
        }
        if (result.layer() == Layer.TRACE) {
            return "./wsktck check "
                    + (result.traceFile() == null
                            ? quoted(result.name())
                            : quoted(result.traceFile().toString()));
        }
        return "./wsktck certify " + quoted(run.target().name())
                + (result.rule() == null ? "" : " --rule " + result.rule()) + " --seed "
                + (result.layer() == Layer.SCENARIO ? run.seed() : result.seed());
    }

    /** A word for a POSIX shell. */
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:!=+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
