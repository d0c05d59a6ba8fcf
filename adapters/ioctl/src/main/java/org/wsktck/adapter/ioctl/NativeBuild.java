package org.wsktck.adapter.ioctl;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.wsktck.target.TargetException;

/** Builds driver and agent with mingw-w64, without any warning, from the sources that the jar has with it. */
final class NativeBuild {
    static final String COMPILER = "x86_64-w64-mingw32-gcc";

    /** Where the resources lie, by their names beside this module's root. */
    private static final String ROOT = "/native";

    private static final List<String> COMMON =
            List.of("-std=gnu11", "-D_WIN32_WINNT=0x0A00", "-O2", "-Wall", "-Wextra", "-Werror");

    private final Path work;
    private final Path sources;

    private NativeBuild(Path work) {
        this.work = work;
        this.sources = work.resolve("sources");
    }

    /**
     * What was built.
     *
     * @param driver the driver, a PE file
     * @param agent the agent, a Windows program
     */
    record Built(Path driver, Path agent) {}

    /** Whether the compiler is there. */
    static boolean isPossible() {
        return Tools.has(COMPILER);
    }

    /**
     * Builds both into the folder.
     *
     * @throws TargetException when the compiler is missing or complains
     */
    static Built into(Path work) throws TargetException {
        if (!isPossible()) {
            throw new TargetException("The driver cannot be built: there is no " + COMPILER
                    + ". Install mingw-w64 (on Debian: apt-get install gcc-mingw-w64-x86-64).");
        }
        NativeBuild build = new NativeBuild(work);
        build.unpack();
        return new Built(build.driver(), build.agent());
    }

    private void unpack() throws TargetException {
        URL root = NativeBuild.class.getResource(ROOT);
        if (root == null) {
            throw new TargetException("The sources of the driver are not in the jar: the kit was not built whole.");
        }
        try {
            URI uri = root.toURI();
            if (uri.getScheme().equals("file")) {
                copy(Path.of(uri));
                return;
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                copy(jar.getPath(ROOT));
            }
        } catch (IOException | URISyntaxException failed) {
            throw new TargetException("The sources of the driver cannot be unpacked: " + failed.getMessage(), failed);
        }
    }

    private void copy(Path from) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                Path to = sources.resolve(from.relativize(each).toString());
                Files.createDirectories(Objects.requireNonNull(to.getParent(), "a file is in a folder"));
                Files.copy(each, to, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** The C files of a folder. */
    private List<String> files(String folder) throws TargetException {
        try (Stream<Path> all = Files.list(sources.resolve(folder))) {
            return all.map(Path::toString)
                    .filter(each -> each.endsWith(".c"))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new TargetException("There are no sources in " + folder + ": " + failed.getMessage(), failed);
        }
    }

    private Path driver() throws TargetException {
        List<Path> folders = Stream.of("protocol", "driver/core", "driver/wdm", "driver/wdm/mingw")
                .map(sources::resolve)
                .toList();
        List<String> all = new ArrayList<>(files("driver/core"));
        all.addAll(files("driver/wdm"));
        return kernel(work.resolve("wsktck.sys"), "0x140000000", folders, all, List.of("-lnetio"));
    }

    /**
     * Builds a program for the kernel.
     *
     * @param made where it goes; the log is put beside it
     * @param base the address that it would like to be loaded at
     * @param folders where headers are sought
     * @param libraries options for the linker, beside those that every such program needs
     */
    static Path kernel(Path made, String base, List<Path> folders, List<String> sources, List<String> libraries)
            throws TargetException {
        Path log = made.resolveSibling(made.getFileName() + ".log");
        List<String> command = new ArrayList<>(List.of(COMPILER));
        command.addAll(COMMON);
        // The folder of the DDK's headers is one of the compiler's own, found by asking it for its root.
        String root =
                Tools.run(log, Map.of(), List.of(COMPILER, "-print-sysroot")).strip();
        for (String each : List.of(root, "/usr")) {
            command.add("-I" + each + "/x86_64-w64-mingw32/include/ddk");
        }
        command.add("-DWSKTCK_KERNEL");
        folders.forEach(each -> command.add("-I" + each));
        command.addAll(sources);
        command.addAll(List.of("-shared", "-nostdlib", "-Wl,--subsystem,native", "-Wl,--entry,DriverEntry"));
        command.addAll(List.of("-Wl,--image-base," + base, "-o", made.toString()));
        command.addAll(libraries);
        command.addAll(List.of("-lntoskrnl", "-lhal"));
        Tools.run(log, Map.of(), command);
        return made;
    }

    private Path agent() throws TargetException {
        Path made = work.resolve("agent.exe");
        List<String> command = new ArrayList<>(List.of(COMPILER));
        command.addAll(COMMON);
        for (String folder : List.of("protocol", "driver/core")) {
            command.add("-I" + sources.resolve(folder));
        }
        command.addAll(files("agent"));
        command.addAll(List.of("-o", made.toString(), "-lws2_32"));
        Tools.run(work.resolve("agent.log"), Map.of(), command);
        return made;
    }
}
