package org.wsktck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsktck.report.Certificate;

/** The class of the guide for third parties is a target: compiled against what the kit has on its class path, put into a jar and certified by its name. */
class JavaTargetTest {
    private static final Path EXAMPLE = Path.of("../adapters/toy/java/Minimal.java");

    @TempDir
    private Path folder;

    @Test
    void theExampleOfTheGuideIsCertified() throws IOException {
        Path out = folder.resolve("out");

        Console console = Console.run(
                "certify",
                "jar:" + jar() + "!Minimal",
                "--quiet",
                "--no-models",
                "--out",
                out.toString(),
                "--rule",
                "CLI-07",
                "--rule",
                "CLI-09",
                "--rule",
                "STA-02");

        assertThat(console.code()).as(console.out() + console.err()).isEqualTo(Exit.BROKEN);
        Certificate certificate = Certificate.read(out.resolve("certificate.json"));
        assertThat(certificate.rules().get("STA-02").verdict()).isEqualTo("fail");
        assertThat(certificate.rules().get("CLI-09").verdict()).isEqualTo("pass");
        assertThat(certificate.rules().values())
                .filteredOn(each -> each.verdict().equals("fail"))
                .hasSize(1);
        assertThat(console.out()).contains("client faults 0");
    }

    private Path jar() throws IOException {
        Path classes = folder.resolve("classes");
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        said,
                        said,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        EXAMPLE.toString());
        assertThat(code).as(said.toString(StandardCharsets.UTF_8)).isZero();
        Path jar = folder.resolve("minimal.jar");
        try (JarOutputStream to = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.list(classes)) {
            for (Path each : files.toList()) {
                to.putNextEntry(new JarEntry(each.getFileName().toString()));
                Files.copy(each, to);
            }
        }
        return jar;
    }
}
