package org.wsktck.reference.example;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A TCP client that is not ours, driven by its standard input and output: nc. (curl would do for a person, but its telnet mode waits for more input now and then.) */
final class Stranger implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final Process process;
    private final Writer input;
    private final BufferedReader output;

    private Stranger(Process process) {
        this.process = process;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Connects; without nc the test is skipped. */
    static Stranger dial(int port) throws IOException {
        if (!isInstalled("nc")) {
            return abort("nc is not installed: the example is not tried against a client that is not ours.");
        }
        return new Stranger(new ProcessBuilder("nc", "-N", "127.0.0.1", String.valueOf(port))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    private static boolean isInstalled(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    void say(String line) throws IOException {
        input.write(line + "\n");
        input.flush();
    }

    /** The next line; null at the end. */
    String hear() throws IOException {
        return output.readLine();
    }

    /** Whether something can be heard already. */
    boolean hears() throws IOException {
        return output.ready();
    }

    /** Ends its input, and waits until the program has ended. */
    void leave() throws IOException, InterruptedException {
        input.close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The program goes on after the end of its input");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
