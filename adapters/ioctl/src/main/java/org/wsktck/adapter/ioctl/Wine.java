package org.wsktck.adapter.ioctl;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wsktck.target.TargetException;

/**
 * A private Wine: a prefix in a temporary folder, whose user folders lie there too, with the driver and an agent in it. {@link #close} ends its processes and removes the folder, and so
 * does the end of this Java machine; what a machine leaves that was killed the next one removes.
 */
final class Wine implements AutoCloseable {
    private static final String PREFIX = "wsktck-wine-";
    /** The file that says whose folder it is. */
    private static final String OWNER = "owner";

    private static final long END_SECONDS = 20;
    private static final long START_MINUTES = 3;
    private static final int SECRET_BITS = 160;
    private static final int REMOVALS = 5;
    private static final Pattern LISTENING = Pattern.compile("listening on .*:([0-9]+)");
    /** Nothing is to be offered for download, and nothing to be put into menus. */
    private static final String OVERRIDES = "mscoree,mshtml=;winemenubuilder.exe=d";

    /** The name under which drivers import WSK. */
    private static final String NETIO = "netio.sys";

    private static final List<String> FOLDERS = List.of("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME");

    private final Path work;
    private final Map<String, String> environment = new HashMap<>();
    private final Thread hook = new Thread(this::remove, "wsktck-wine-end");
    private final List<Process> processes = new ArrayList<>();
    private NativeBuild.@Nullable Built built;
    private boolean removed;

    private Wine(Path work) {
        this.work = work;
        String home = work.resolve("home").toString();
        FOLDERS.forEach(each -> environment.put(each, home));
        environment.put("WINEPREFIX", work.resolve("prefix").toString());
        environment.put("WINEARCH", "win64");
        environment.put("WINEDEBUG", "-all");
        environment.put("DISPLAY", "");
        environment.put("WINEDLLOVERRIDES", OVERRIDES);
    }

    /** The version, as Wine says it; null when there is none on this machine. */
    static @Nullable String version() {
        if (!Tools.has("wine")) {
            return null;
        }
        try {
            Path log = Files.createTempFile("wsktck-wine", ".log");
            try {
                return Tools.run(log, Map.of("WINEDEBUG", "-all"), List.of("wine", "--version"))
                        .lines()
                        .filter(line -> line.startsWith("wine"))
                        .findFirst()
                        .orElse("wine of unknown version");
            } finally {
                Files.deleteIfExists(log);
            }
        } catch (IOException | TargetException unable) {
            return "wine that does not say its version";
        }
    }

    /**
     * Makes the prefix and builds what goes into it.
     *
     * @param provider takes the place of Wine's own WSK provider; null leaves that in its place
     * @throws TargetException when Wine or the compiler is missing or fails
     */
    static Wine provision(@Nullable ProviderFile provider) throws TargetException {
        if (!Tools.has("wine") || !Tools.has("wineserver")) {
            throw new TargetException("There is no wine on this machine, or no wineserver."
                    + " Install Wine 8.0 or later (on Debian: apt-get install wine wine64).");
        }
        Wine wine;
        try {
            wine = new Wine(Files.createTempDirectory(PREFIX).toAbsolutePath());
            removeOrphans(wine.work);
            Files.writeString(
                    wine.work.resolve(OWNER),
                    Long.toString(ProcessHandle.current().pid()));
            Files.createDirectories(wine.work.resolve("home"));
        } catch (IOException failed) {
            throw new TargetException("There is no room for a Wine prefix: " + failed.getMessage(), failed);
        }
        Runtime.getRuntime().addShutdownHook(wine.hook);
        boolean well = false;
        try {
            wine.built = NativeBuild.into(wine.work);
            if (provider != null) {
                wine.replace(provider);
            }
            well = true;
            return wine;
        } finally {
            if (!well) {
                wine.close();
            }
        }
    }

    /** Sets the prefix up, which the first program would do otherwise, and waits until that is through. */
    void boot() throws TargetException {
        Tools.run(work.resolve("wineboot.log"), environment, List.of("wine", "wineboot", "-i"));
        wineserver("-w");
    }

    /** Puts the provider in the place of Wine's. That has to be there first, so the prefix is set up. */
    private void replace(ProviderFile provider) throws TargetException {
        // "n" means that Wine loads this one or none, and never falls back on its own.
        environment.put("WINEDLLOVERRIDES", OVERRIDES + ";" + NETIO + "=n");
        boot();
        try {
            Path system = work.resolve("prefix/drive_c/windows/system32");
            // Drivers are sought in the one folder, what they import in the other.
            provider.copyTo(system.resolve(NETIO));
            provider.copyTo(system.resolve("drivers").resolve(NETIO));
        } catch (IOException failed) {
            throw new TargetException(
                    "The provider cannot be put into the Wine prefix: " + failed.getMessage(), failed);
        }
    }

    /** Removes what Java machines that were killed have left beside this folder. Their agents have ended with them. */
    static void removeOrphans(Path mine) throws IOException {
        Path parent = mine.getParent();
        if (parent == null) {
            return;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path each : all) {
                if (isOrphan(each)) {
                    new Wine(each).remove();
                }
            }
        }
    }

    /** Whether the process that has made the folder is no more. One that has not said yet who it is counts as alive. */
    private static boolean isOrphan(Path folder) {
        try {
            long owner = Long.parseLong(Files.readString(folder.resolve(OWNER)));
            return ProcessHandle.of(owner).isEmpty();
        } catch (IOException | NumberFormatException unknown) {
            return false;
        }
    }

    /** The variables that programs of this Wine need. */
    Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /** The driver and the agent. */
    NativeBuild.Built built() {
        NativeBuild.Built files = built;
        if (files == null) {
            throw new IllegalStateException("provision has not ended");
        }
        return files;
    }

    /** The folder of everything. */
    Path folder() {
        return work;
    }

    /**
     * An agent that runs.
     *
     * @param port where it listens on the loopback
     * @param secret what it wants to hear
     */
    record Agent(int port, String secret) {}

    /**
     * Starts an agent, which starts the driver. The first program in a new prefix has Wine set it up, and begins afterwards.
     *
     * @throws TargetException when it says that it failed, or does not say within some minutes that it listens
     */
    Agent agent() throws TargetException {
        NativeBuild.Built files = built();
        String secret = new BigInteger(SECRET_BITS, new SecureRandom()).toString(Character.MAX_RADIX);
        ProcessBuilder builder = new ProcessBuilder(
                        "wine",
                        files.agent().toString(),
                        "Z:" + files.driver().toString().replace('/', '\\'),
                        "--listen",
                        "127.0.0.1:0")
                .redirectError(errors());
        builder.environment().putAll(environment);
        builder.environment().put(IoctlTargets.SECRET, secret);
        return new Agent(port(start(builder)), secret);
    }

    /** Nothing is started any more once the folder is being removed. */
    private synchronized Process start(ProcessBuilder builder) throws TargetException {
        if (removed) {
            throw new TargetException("Wine has been removed.");
        }
        try {
            Process process = builder.start();
            processes.add(process);
            return process;
        } catch (IOException failed) {
            throw new TargetException("The agent cannot be started: " + failed.getMessage(), failed);
        }
    }

    /** Where the agent says that it listens. */
    private int port(Process process) throws TargetException {
        CompletableFuture<String> line = new CompletableFuture<>();
        Thread reader = new Thread(() -> line.complete(firstLine(process)), "wsktck-agent-start");
        reader.setDaemon(true);
        reader.start();
        String said;
        try {
            said = line.get(START_MINUTES, TimeUnit.MINUTES).strip();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new TargetException("The wait for the agent was interrupted.", interrupted);
        } catch (ExecutionException | TimeoutException silent) {
            throw new TargetException(
                    "The agent has not begun to listen within " + START_MINUTES + " minutes. " + complaints(), silent);
        }
        Matcher port = LISTENING.matcher(said);
        if (!port.matches()) {
            throw new TargetException("The agent did not start. " + complaints());
        }
        return Integer.parseInt(port.group(1));
    }

    private static String firstLine(Process process) {
        StringBuilder line = new StringBuilder();
        try {
            InputStream out = process.getInputStream();
            for (int next = out.read(); next >= 0 && next != '\n'; next = out.read()) {
                line.append((char) next);
            }
        } catch (IOException ended) {
            // What it has said so far has to do.
        }
        return line.toString();
    }

    private File errors() {
        return work.resolve("agent.err").toFile();
    }

    /** What the agent has complained of. */
    String complaints() {
        String said = Tools.read(errors().toPath());
        return said.isEmpty() ? "It has said nothing about it." : "It said: " + said;
    }

    /** Ends everything that runs in the prefix. The prefix stays. */
    synchronized void stop() {
        processes.forEach(Process::destroyForcibly);
        if (work.resolve("prefix").toFile().exists()) {
            wineserver("-k");
            // Waits until all of its processes are gone.
            wineserver("-w");
        }
        processes.clear();
    }

    private void wineserver(String option) {
        ProcessBuilder builder = new ProcessBuilder("wineserver", option)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        remove();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The hook is what is running.
        }
    }

    private synchronized void remove() {
        if (removed) {
            return;
        }
        removed = true;
        // A program that was just starting may come up after the server has ended, and have one of its own.
        boolean gone = false;
        for (int i = 0; i < REMOVALS && !gone; i++) {
            stop();
            gone = delete();
        }
        if (!gone) {
            throw new UncheckedIOException(new IOException("The folder " + work + " could not be removed."));
        }
    }

    /** Whether nothing of the folder is left. */
    private boolean delete() {
        try (Stream<Path> all = Files.walk(work)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
            return true;
        } catch (IOException | UncheckedIOException left) {
            return !Files.exists(work);
        }
    }
}
