package org.wsktck.adapter.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsktck.target.Target;

class TargetsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reference",
                "reference:threads",
                "reference:udp",
                "reference:threads+udp",
                "mutant:DGM-08",
                "mutant:CLI-07+threads",
                "mutant:GEN-01+threads+udp"
            })
    void aTargetIsNamedAsItWasFound(String name) {
        assertThat(Targets.named(name).describe().name()).isEqualTo(name);
    }

    @Test
    void aMutantSaysWhatIsWrongWithIt() {
        assertThat(Targets.named("mutant:GEN-15").describe().implementation())
                .contains("GEN-15")
                .contains("Flags 0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "windows", "reference:fast", "mutant:", "mutant:XYZ-01", "mutant:DGM-08+fast", "jar:x.jar"})
    void whatDoesNotExistIsToldWithWhatDoes(String name) {
        assertThatThrownBy(() -> Targets.named(name))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .containsAnyOf("reference:OPTIONS", "seeded or threads", "DGM-08", "jar:FILE!CLASS");
    }

    @Test
    void aClassOfAJarIsATarget() throws Exception {
        Path jar = emptyJar();

        try (Target target = Targets.named("jar:" + jar + "!" + ReferenceTarget.class.getName())) {
            assertThat(target.describe().name()).isEqualTo("reference");
            assertThat(target.open(1, o -> {})).isNotNull();
        }
    }

    @Test
    void aClassThatIsNoTargetIsRefused() throws Exception {
        Path jar = emptyJar();

        assertThatThrownBy(() -> Targets.named("jar:" + jar + "!java.lang.String"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.String")
                .hasMessageContaining(Target.class.getName());
        assertThatThrownBy(() -> Targets.named("jar:" + jar + "!no.such.Class"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no.such.Class");
    }

    private Path emptyJar() throws Exception {
        Path jar = folder.resolve("target.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.finish();
        }
        return jar;
    }
}
