package org.wsktck.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wsktck.modelcheck.ModelCheckResult;
import org.wsktck.modelcheck.ModelCheckRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wsktck model-check}: runs TLC on the models and compares with what the manifest expects. */
@Command(
        name = "model-check",
        description = "Model-checks the specification: distinct states, depth, time and each property of each model.",
        mixinStandardHelpOptions = true)
final class ModelCheckCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "MODEL",
            description = "Models, or profiles (quick, ci, large, deep). Default: quick and ci.")
    private List<String> models = List.of();

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "TLC's worker threads. Default: as many as there are processors.")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the spec");
        }
        if (workers < 1) {
            throw new UsageException("--workers " + workers + " makes no sense; TLC needs one worker at least");
        }
        PrintWriter out = spec.commandLine().getOut();
        List<ModelCheckResult> results = run(result -> {
            out.print(ModelCheckRun.row(result));
            out.flush();
        });
        long surprises = results.stream().filter(result -> !result.asExpected()).count();
        out.printf(
                Locale.ROOT,
                "%d models, %,d distinct states; %s%n",
                results.size(),
                results.stream().mapToLong(ModelCheckResult::distinctStates).sum(),
                surprises == 0 ? "all as the manifest expects" : surprises + " not as the manifest expects");
        out.flush();
        return surprises == 0 ? Exit.OK : Exit.BROKEN;
    }

    private List<ModelCheckResult> run(Consumer<ModelCheckResult> progress) {
        try {
            return ModelCheckRun.run(models, workers, progress);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage() == null ? "unknown model" : e.getMessage());
        }
    }
}
