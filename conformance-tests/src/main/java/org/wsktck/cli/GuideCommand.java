package org.wsktck.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wsktck.guide.Guide;
import org.wsktck.modelcheck.StateDiagram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wsktck guide}: writes the specification as a document for people. */
@Command(
        name = "guide",
        description =
                "Writes the guide to the specification: rules beside their sources, state diagrams drawn from the models.",
        mixinStandardHelpOptions = true)
final class GuideCommand implements Callable<Integer> {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the guide; pages and drawings in it are replaced. Default: spec/guide.")
    private Path out = Path.of("spec", "guide");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the spec");
        }
        PrintWriter console = spec.commandLine().getOut();
        List<StateDiagram> diagrams = StateDiagram.drawAll(diagram -> {
            console.printf(
                    Locale.ROOT,
                    "%-26s %,9d states in %d phases with %d steps%n",
                    diagram.model().name(),
                    diagram.states(),
                    diagram.model().phases().size(),
                    diagram.arrows().size());
            console.flush();
        });
        Map<String, String> files = Guide.of(diagrams).files();
        try {
            write(files);
        } catch (IOException e) {
            throw new UsageException("the guide cannot be written to " + out + ": " + e.getMessage());
        }
        console.println(files.size() + " files in " + out);
        return Exit.OK;
    }

    private void write(Map<String, String> files) throws IOException {
        Files.createDirectories(out);
        try (Stream<Path> old = Files.list(out)) {
            for (Path file : old.toList()) {
                String name = file.getFileName().toString();
                if (!files.containsKey(name) && (name.endsWith(".md") || name.endsWith(".svg"))) {
                    Files.delete(file);
                }
            }
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(out.resolve(file.getKey()), file.getValue(), StandardCharsets.UTF_8);
        }
    }
}
