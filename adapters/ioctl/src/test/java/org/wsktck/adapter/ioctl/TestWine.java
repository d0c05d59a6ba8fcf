package org.wsktck.adapter.ioctl;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.wsktck.target.TargetException;

/** A Wine of its own whose agents a test starts, each with the options that it wants. The caller's test is skipped without mingw-w64 or Wine. */
final class TestWine implements AutoCloseable {
    private static final long SECONDS = 60;

    private final Path errors;
    private final Wine wine;
    /** Wine ends its services when the last program has ended; this one waits for its input, so that the driver outlives an agent. */
    private final Process waiting;

    /**
     * With that provider in the place of Wine's, or with Wine's.
     *
     * @param work takes what programs say on their streams of errors
     */
    TestWine(Path work, @Nullable ProviderFile provider) throws IOException, TargetException {
        assumeTrue(NativeBuild.isPossible(), NativeBuild.COMPILER + " is not installed");
        assumeTrue(Tools.has("wine"), "wine is not installed");
        errors = work.resolve("errors.log");
        wine = Wine.provision(provider);
        boolean well = false;
        try {
            if (provider == null) {
                // A service that is started earlier finds the service database locked.
                wine.boot();
            }
            waiting = start(Map.of(), List.of("cmd"));
            well = true;
        } finally {
            if (!well) {
                wine.close();
            }
        }
    }

    /** A program of Wine, its streams to the caller but for that of errors. */
    Process start(Map<String, String> more, List<String> command) throws IOException {
        List<String> all = new ArrayList<>(List.of("wine"));
        all.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
        builder.environment().remove("WSKTCK_SECRET");
        builder.environment().putAll(wine.environment());
        builder.environment().putAll(more);
        return builder.start();
    }

    /** An agent with the driver and these options. */
    Process agent(Map<String, String> more, String... options) throws IOException {
        NativeBuild.Built built = wine.built();
        List<String> command = new ArrayList<>(List.of(
                built.agent().toString(), "Z:" + built.driver().toString().replace('/', '\\')));
        command.addAll(List.of(options));
        return start(more, command);
    }

    /** The port on which an agent says that it listens. */
    static int port(Process agent) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = agent.getInputStream().read();
                next >= 0 && next != '\n';
                next = agent.getInputStream().read()) {
            line.append((char) next);
        }
        String text = line.toString().strip();
        if (!text.startsWith("listening on ")) {
            throw new AssertionError("the agent said: " + text);
        }
        return Integer.parseInt(text.substring(text.lastIndexOf(':') + 1));
    }

    /** The exit code of a program whose input ends, or null when it hangs. */
    static @Nullable Integer end(Process program) throws IOException, InterruptedException {
        program.getOutputStream().close();
        return program.waitFor(SECONDS, TimeUnit.SECONDS) ? program.exitValue() : null;
    }

    /** What the programs have said on their streams of errors. */
    String errors() throws IOException {
        return Files.readString(errors, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        waiting.destroy();
        wine.close();
    }
}
