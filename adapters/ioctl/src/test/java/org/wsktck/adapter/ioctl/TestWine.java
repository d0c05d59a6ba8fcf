package org.wsktck.adapter.ioctl;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Wine of its own below a folder, with the driver and the agent built there. The caller's test is skipped without mingw-w64 or Wine. */
final class TestWine implements AutoCloseable {
    private static final long SECONDS = 60;

    private final Path work;
    private final Path driver;
    private final Path program;

    TestWine(Path work) throws IOException, InterruptedException {
        this.work = work;
        driver = DriverBuild.driver(work);
        program = DriverBuild.agent(work);
        assumeTrue(Commands.has("wine"), "wine is not installed");
        // The server is waited for: a service that is started earlier finds the service database locked.
        Commands.run(work.resolve("wineboot.log"), environment(), List.of("wine", "wineboot", "-i"));
        Commands.run(work.resolve("wineserver.log"), environment(), List.of("wineserver", "-w"));
    }

    private Map<String, String> environment() {
        return Map.of(
                "WINEPREFIX", work.resolve("prefix").toAbsolutePath().toString(),
                "WINEARCH", "win64",
                "WINEDEBUG", "-all",
                "DISPLAY", "");
    }

    /** A program of Wine, its streams to the caller but for that of errors. */
    Process start(Map<String, String> more, List<String> command) throws IOException {
        List<String> all = new ArrayList<>(List.of("wine"));
        all.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(all)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        work.resolve("errors.log").toFile()));
        builder.environment().remove("WSKTCK_SECRET");
        builder.environment().putAll(environment());
        builder.environment().putAll(more);
        return builder.start();
    }

    /** An agent with the driver and these options. */
    Process agent(Map<String, String> more, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                program.toString(), "Z:" + driver.toAbsolutePath().toString().replace('/', '\\')));
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
        return java.nio.file.Files.readString(work.resolve("errors.log"), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        ProcessBuilder kill = new ProcessBuilder("wineserver", "-k").inheritIO();
        kill.environment().putAll(environment());
        kill.start().waitFor();
    }
}
