package org.wsktck.report;

import org.wsktck.report.model.CaseResult;
import org.wsktck.report.model.Certification;
import org.wsktck.report.model.Layer;

/** Command lines that run something again. */
final class Replay {
    private Replay() {}

    /** The command line that runs everything again. */
    static String of(Certification run) {
        StringBuilder line = new StringBuilder("./wsktck certify ")
                .append(quoted(run.target().name()));
        run.asked().stream().sorted().forEach(rule -> line.append(" --rule ").append(rule));
        return line.append(" --seed ").append(run.seed()).toString();
    }

    /** The command line that runs a case again. */
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
