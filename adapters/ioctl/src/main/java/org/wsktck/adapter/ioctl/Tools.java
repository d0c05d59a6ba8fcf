package org.wsktck.adapter.ioctl;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.wsktck.target.TargetException;

/** Commands of the machine. */
final class Tools {
    private static final long MINUTES = 5;
    private static final int TOLD = 2000;

    private Tools() {}

    /** Whether the search path has it. */
    static boolean has(String command) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }

    /**
     * Runs a command to its end.
     *
     * @param log takes what the command writes to both of its streams
     * @return what it wrote
     * @throws TargetException when it cannot be started, does not end, or ends with another exit code than 0
     */
    static String run(Path log, Map<String, String> environment, List<String> command) throws TargetException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(new File("/dev/null"));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            try {
                if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                    throw new TargetException(
                            command.get(0) + " has not ended within " + MINUTES + " minutes. " + read(log));
                }
            } finally {
                process.destroyForcibly();
            }
            if (process.exitValue() != 0) {
                throw new TargetException(
                        "'" + String.join(" ", command) + "' ended with " + process.exitValue() + ". " + read(log));
            }
            return read(log);
        } catch (IOException failed) {
            throw new TargetException(command.get(0) + " cannot be run: " + failed.getMessage(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new TargetException("The wait for " + command.get(0) + " was interrupted.", interrupted);
        }
    }

    /** The end of a log, in the words of whoever wrote it; empty when there is none. */
    static String read(Path log) {
        try {
            String all = Files.readString(log, StandardCharsets.ISO_8859_1).strip();
            return all.length() <= TOLD ? all : "... " + all.substring(all.length() - TOLD);
        } catch (IOException none) {
            return "";
        }
    }
}
