package org.wsktck.adapter.ioctl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Commands of the machine that tests run. */
final class Commands {
    private static final long MINUTES = 5;

    private Commands() {}

    /** What the command wrote to both of its streams. Its exit code must be 0. */
    static String run(Path log, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        return run(log, environment, command, MINUTES);
    }

    /** The same with another limit of its time. */
    static String run(Path log, Map<String, String> environment, List<String> command, long minutes)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(command + " has not ended within " + minutes + " minutes:\n" + read(log));
        }
        if (process.exitValue() != 0) {
            throw new AssertionError(command + " ended with " + process.exitValue() + ":\n" + read(log));
        }
        return read(log);
    }

    private static String read(Path log) throws IOException {
        return Files.readString(log, StandardCharsets.ISO_8859_1);
    }
}
