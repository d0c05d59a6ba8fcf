package org.wsktck.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * wsktck.cmd under Wine's command interpreter, with stand-ins for java and mvn. Wine is not Windows: its {@code where} finds everything and its PowerShell does nothing, so that what
 * the script says of a missing program, and whether it sees that a source has changed, is not tested.
 */
class WindowsLauncherTest {
    private static final int TIMEOUT_SECONDS = 120;

    @TempDir
    private static Path shared;

    @TempDir
    private Path home;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeAll
    static void prepare() throws IOException, InterruptedException {
        assumeTrue(
                Programs.has("wine", "wineserver", "x86_64-w64-mingw32-gcc"),
                "Wine or mingw-w64 is missing: wsktck.cmd is not tried");
        Path source = shared.resolve("java.c");
        try (InputStream in = WindowsLauncherTest.class.getResourceAsStream("/launcher/java.c")) {
            Files.copy(in, source);
        }
        Path java = Files.createDirectories(shared.resolve("jdk/bin")).resolve("java.exe");
        Result compiled = run(Map.of(), "x86_64-w64-mingw32-gcc", "-o", java.toString(), source.toString());
        assertThat(compiled.code).as(compiled.err).isZero();
        Files.createDirectories(shared.resolve("mvn"));
        Files.writeString(shared.resolve("mvn/mvn.cmd"), "@echo off\r\necho maven %*\r\nexit /b %STAND_IN_MAVEN%\r\n");
        Result booted = run(Map.of(), "wineboot", "--init");
        assertThat(booted.code).as(booted.err).isZero();
    }

    @AfterAll
    static void end() throws IOException, InterruptedException {
        Path prefix = shared.resolve("prefix");
        if (Files.exists(prefix)) {
            run(Map.of(), "wineserver", "--kill");
            run(Map.of(), "wineserver", "--wait");
            // A prefix has links that lead out of it, which JUnit would warn about, one by one.
            try (Stream<Path> files = Files.walk(prefix)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @BeforeEach
    void lay() throws IOException {
        Files.copy(Path.of("../wsktck.cmd"), home.resolve("wsktck.cmd"));
        environment.put("JAVA_HOME", windows(shared.resolve("jdk")));
        environment.put("WINEPATH", windows(shared.resolve("mvn")));
        environment.put("STAND_IN_MAVEN", "0");
    }

    @Test
    void handsArgumentsAndExitCodeThrough() throws Exception {
        build();
        environment.put("STAND_IN_CODE", "1");

        Result result = command("certify", "two words", "mutant:DGM-08");

        assertThat(result.code).isOne();
        assertThat(result.out)
                .contains("[" + windows(home) + "\\conformance-tests\\target\\classes;" + windows(home)
                        + "\\conformance-tests\\target\\lib\\*]");
        assertThat(result.out.lines().skip(result.out.lines().count() - 4))
                .containsExactly("[org.wsktck.cli.WskTck]", "[certify]", "[two words]", "[mutant:DGM-08]");
        assertThat(result.err).isEmpty();
    }

    @Test
    void buildsWhatIsNotBuilt() throws Exception {
        Result first = command("rules");

        assertThat(first.code).isZero();
        assertThat(first.err)
                .contains("wsktck: sources have changed since the last build; building", "maven -q", "wsktck: built");
        assertThat(first.out).contains("[rules]").doesNotContain("maven");
        assertThat(command("rules").err).isEmpty();
    }

    @Test
    void aFailedBuildIsToldAndNotTakenForBuilt() throws Exception {
        environment.put("STAND_IN_MAVEN", "1");

        Result result = command("rules");

        assertThat(result.code).isEqualTo(3);
        assertThat(result.out).isEmpty();
        assertThat(result.err).contains("wsktck: the build failed; what Maven said is above");
        assertThat(command("rules").err).contains("building");
    }

    @Test
    void saysWhatIsWrongWithJava() throws Exception {
        build();
        environment.put("STAND_IN_VERSION", "1.8.0_402");
        Result old = command("rules");
        assertThat(old.code).isEqualTo(3);
        assertThat(old.err).contains("is version 1; WSK TCK needs Java 17 or later");

        environment.put("JAVA_HOME", windows(home) + "\\nowhere");
        Result missing = command("rules");
        assertThat(missing.code).isEqualTo(3);
        assertThat(missing.err).contains("there is no bin\\java.exe in it; set it to a JDK 17 or later, or unset it");
    }

    private void build() throws IOException {
        Path target = Files.createDirectories(home.resolve("conformance-tests/target"));
        Files.createFile(target.resolve("wsktck.stamp"));
    }

    private Result command(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("wine", "cmd", "/c", windows(home) + "\\wsktck.cmd"));
        line.addAll(List.of(arguments));
        return run(environment, line.toArray(String[]::new));
    }

    private static String windows(Path path) throws IOException {
        return "Z:" + path.toRealPath().toString().replace('/', '\\');
    }

    private static Result run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(shared, "out", "");
        Path err = Files.createTempFile(shared, "err", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().remove("JAVA_HOME");
        builder.environment().put("WINEPREFIX", shared.resolve("prefix").toString());
        builder.environment().put("WINEDEBUG", "-all");
        builder.environment().put("WINEDLLOVERRIDES", "mscoree,mshtml=");
        builder.environment().put("DISPLAY", "");
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(String.join(" ", command) + " did not end within " + TIMEOUT_SECONDS + " s");
        }
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private record Result(int code, String out, String err) {}
}
