package org.wsktck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The shell scripts at the root, in a folder of their own with stand-ins for java and mvn. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "these are the scripts for POSIX shells")
class LaunchersTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int TIMEOUT_SECONDS = 60;

    @TempDir
    private Path home;

    private Path bin;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void lay() throws IOException {
        for (String script : new String[] {"wsktck", "wsktck-test"}) {
            Files.copy(ROOT.resolve(script), home.resolve(script));
            assertThat(home.resolve(script).toFile().setExecutable(true)).isTrue();
        }
        Files.createDirectories(home.resolve("conformance-tests/src/main"));
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        bin = Files.createDirectories(home.resolve("jdk/bin"));
        environment.put("JAVA_HOME", home.resolve("jdk").toString());
        environment.put("PATH", bin + ":/usr/bin:/bin");
        program(
                "java",
                "[ \"$1\" = -version ] && echo 'openjdk version \"17.0.1\" 2021-10-19' >&2 && exit\necho \"ran $*\"");
        program("javac", "exit 0");
        program("mvn", "echo maven >&2");
    }

    @Test
    void buildsOnceThenOnlyWhenASourceChanged() throws Exception {
        Result first = run("./wsktck", "certify", "two words");
        assertThat(first.code).isZero();
        assertThat(first.err)
                .contains("wsktck: sources have changed since the last build; building", "maven", "wsktck: built");
        assertThat(first.out).contains("org.wsktck.cli.WskTck certify two words");
        assertThat(run("./wsktck", "rules").err).isEmpty();

        Path stamp = home.resolve("conformance-tests/target/wsktck.stamp");
        Files.setLastModifiedTime(
                stamp,
                java.nio.file.attribute.FileTime.fromMillis(
                        Files.getLastModifiedTime(stamp).toMillis() - 100_000));
        assertThat(run("./wsktck", "rules").err).contains("building");
    }

    @Test
    void worksThroughALinkFromAnywhere() throws Exception {
        Path link = Files.createSymbolicLink(
                Files.createDirectories(home.resolve("elsewhere")).resolve("tck"), home.resolve("wsktck"));
        Result result = run(link.toString(), "rules");
        assertThat(result.code).isZero();
        assertThat(result.out).contains(home.toRealPath() + "/conformance-tests/target/classes:");
    }

    @Test
    void aFailedBuildIsToldAndNotTakenForBuilt() throws Exception {
        program("mvn", "echo 'no such plugin'\nexit 1");
        Result result = run("./wsktck", "rules");
        assertThat(result.code).isEqualTo(3);
        assertThat(result.out).isEmpty();
        assertThat(result.err).contains("no such plugin", "wsktck: the build failed; what Maven said is above");
        assertThat(run("./wsktck", "rules").err).contains("building");
    }

    @Test
    void saysWhatIsWrongWithJava() throws Exception {
        program("java", "echo 'java version \"1.8.0_402\"' >&2");
        assertThat(run("./wsktck").err).contains("is version 1; WSK TCK needs Java 17 or later");
        environment.put("JAVA_HOME", home.resolve("nowhere").toString());
        Result result = run("./wsktck");
        assertThat(result.code).isEqualTo(3);
        assertThat(result.err).contains("there is no bin/java in it; set it to a JDK 17 or later, or unset it");
    }

    @Test
    void theExitCodeIsTheCommands() throws Exception {
        program("java", "[ \"$1\" = -version ] && echo 'openjdk version \"21\"' >&2 && exit\nexit 2");
        assertThat(run("./wsktck").code).isEqualTo(2);
    }

    @Test
    void testReportsOfAllModulesAreSummed() throws Exception {
        program("mvn", report("spec", 5, 0, 0, 1) + report("adapters/spi", 7, 0, 0, 0));
        Result result = run("./wsktck-test");
        assertThat(result.out).endsWith("11 passed, 0 failed, 1 skipped\n");
        assertThat(result.code).isZero();
    }

    @Test
    void failuresAndErrorsFailTheRunEvenIfMavenIsContent() throws Exception {
        program("mvn", report("spec", 5, 1, 2, 0));
        Result result = run("./wsktck-test");
        assertThat(result.out).endsWith("2 passed, 3 failed, 0 skipped\n");
        assertThat(result.code).isOne();
    }

    @Test
    void aBrokenBuildFailsTheRunEvenIfNoTestFailed() throws Exception {
        program("mvn", report("spec", 5, 0, 0, 0) + "exit 1\n");
        Result result = run("./wsktck-test");
        assertThat(result.out).endsWith("5 passed, 0 failed, 0 skipped\n");
        assertThat(result.err).contains("the build failed");
        assertThat(result.code).isOne();
    }

    @Test
    void noTestIsNoSuccessAndOldReportsDoNotCount() throws Exception {
        program("mvn", report("spec", 5, 0, 0, 0));
        assertThat(run("./wsktck-test").code).isZero();
        program("mvn", "exit 0");
        Result result = run("./wsktck-test");
        assertThat(result.out).endsWith("0 passed, 0 failed, 0 skipped\n");
        assertThat(result.err).contains("no test ran");
        assertThat(result.code).isOne();
    }

    private static String report(String module, int tests, int failures, int errors, int skipped) {
        String folder = module + "/target/surefire-reports";
        return "mkdir -p " + folder + "\ncat >" + folder + "/TEST-x.xml <<'XML'\n"
                + "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"x\" time=\"1\" tests=\"" + tests
                + "\" errors=\""
                + errors + "\" skipped=\"" + skipped + "\" failures=\"" + failures
                + "\">\n  <testcase name=\"a\"><system-out>&lt;testsuite tests=\"99\"</system-out></testcase>\n</testsuite>\nXML\n";
    }

    private void program(String name, String body) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Result run(String... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(home, "out", "");
        Path err = Files.createTempFile(home, "err", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the script did not end within " + TIMEOUT_SECONDS + " s");
        }
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private record Result(int code, String out, String err) {}
}
