package org.wsktck.adapter.ioctl;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Builds driver and agent with mingw-w64, without any warning. The caller's test is skipped when the compiler is missing. */
final class DriverBuild {
    private static final String COMPILER = "x86_64-w64-mingw32-gcc";
    private static final List<String> COMMON =
            List.of("-std=gnu11", "-D_WIN32_WINNT=0x0A00", "-O2", "-Wall", "-Wextra", "-Werror");

    private static final Path WDM = Files4Tests.DRIVER.resolve("wdm");

    private DriverBuild() {}

    static Path driver(Path work) throws IOException, InterruptedException {
        Path core = Files4Tests.DRIVER.resolve("core");
        List<String> sources = new ArrayList<>(sources(core));
        sources.addAll(sources(WDM));
        return kernel(
                work, "wsktck.sys", "0x140000000", List.of(Files4Tests.PROTOCOL, core), sources, List.of("-lnetio"));
    }

    /** The provider of the tests' own. */
    static Path provider(Path work) throws IOException, InterruptedException {
        Path core = Files4Tests.DRIVER.resolve("core");
        List<String> sources = new ArrayList<>(sources(Files4Tests.DRIVER.resolve("test/provider")));
        sources.add(core.resolve("payload.c").toString());
        return kernel(work, "netio.sys", "0x150000000", List.of(Files4Tests.PROTOCOL, core), sources, List.of());
    }

    private static Path kernel(
            Path work, String name, String base, List<Path> folders, List<String> sources, List<String> libraries)
            throws IOException, InterruptedException {
        assumeTrue(Commands.has(COMPILER), COMPILER + " is not installed");
        Path made = work.resolve(name);
        List<String> command = new ArrayList<>(List.of(COMPILER));
        command.addAll(COMMON);
        // The folder of the DDK's headers is one of the compiler's own, found by asking it for one of them.
        String ddk = Commands.run(work.resolve("ddk.log"), Map.of(), List.of(COMPILER, "-print-sysroot"))
                .strip();
        for (String root : List.of(ddk, "/usr")) {
            command.add("-I" + root + "/x86_64-w64-mingw32/include/ddk");
        }
        command.add("-DWSKTCK_KERNEL");
        for (Path folder : folders) {
            command.add("-I" + folder);
        }
        command.addAll(List.of("-I" + WDM, "-I" + WDM.resolve("mingw")));
        command.addAll(sources);
        command.addAll(List.of("-shared", "-nostdlib", "-Wl,--subsystem,native", "-Wl,--entry,DriverEntry"));
        command.addAll(List.of("-Wl,--image-base," + base, "-o", made.toString()));
        command.addAll(libraries);
        command.addAll(List.of("-lntoskrnl", "-lhal"));
        Commands.run(work.resolve(name + ".log"), Map.of(), command);
        return made;
    }

    private static List<String> sources(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString)
                    .filter(each -> each.endsWith(".c"))
                    .sorted()
                    .toList();
        }
    }

    static Path agent(Path work) throws IOException, InterruptedException {
        assumeTrue(Commands.has(COMPILER), COMPILER + " is not installed");
        Path made = work.resolve("agent.exe");
        List<String> command = new ArrayList<>(List.of(COMPILER));
        command.addAll(COMMON);
        command.addAll(List.of("-I" + Files4Tests.PROTOCOL, "-I" + Files4Tests.DRIVER.resolve("core")));
        command.addAll(sources(Path.of("agent")));
        command.addAll(List.of("-o", made.toString(), "-lws2_32"));
        Commands.run(work.resolve("agent.log"), Map.of(), command);
        return made;
    }
}
