package org.wsktck.cli;

import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Shows how far a run is: a bar on a terminal, a line every ten per cent in a pipe. */
final class Progress implements TestExecutionListener {
    private static final int TENTHS = 10;

    private final PrintWriter err;
    private final boolean terminal;
    private long total;
    private long done;
    private @Nullable ProgressBar bar;

    Progress(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        total = plan.countTestIdentifiers(TestIdentifier::isTest);
        if (terminal) {
            bar = new ProgressBarBuilder()
                    .setTaskName("certify")
                    .setInitialMax(total)
                    .setStyle(ProgressBarStyle.ASCII)
                    .build();
        }
    }

    @Override
    public synchronized void executionStarted(TestIdentifier test) {
        if (bar != null && test.isTest()) {
            bar.setExtraMessage(test.getDisplayName().split(" ", 2)[0]);
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        step(test);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        step(test);
    }

    private synchronized void step(TestIdentifier test) {
        if (!test.isTest()) {
            return;
        }
        done++;
        if (bar != null) {
            bar.stepTo(done);
        } else if (total > 0 && done * TENTHS / total > (done - 1) * TENTHS / total) {
            err.printf(Locale.ROOT, "certify: %d of %d tests%n", done, total);
            err.flush();
        }
    }

    @Override
    public synchronized void testPlanExecutionFinished(TestPlan plan) {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
