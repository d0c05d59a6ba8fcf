package org.wsktck.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wsktck.guide.Figures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wsktck figures}: the size of the specification and of the suite, as the README shows it. */
@Command(
        name = "figures",
        description = "Prints the size of the specification and of the suite: the table of the README.",
        mixinStandardHelpOptions = true)
final class FiguresCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the spec");
        }
        spec.commandLine().getOut().print(Figures.table());
        spec.commandLine().getOut().flush();
        return Exit.OK;
    }
}
