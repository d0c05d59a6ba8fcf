package org.wsktck.adapter.ioctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsktck.target.TargetDescription;

/** Which files the target {@code wine:FILE} takes, and what it says of those. Nothing is started. */
class ProviderFileTest {
    private static final int MACHINE = 4;

    @TempDir
    static Path work;

    /** The tests' own provider; null without the compiler. */
    private static byte[] provider;

    @TempDir
    Path folder;

    @BeforeAll
    static void build() throws Exception {
        if (NativeBuild.isPossible()) {
            provider = Files.readAllBytes(TestProvider.build(work));
        }
    }

    private void refused(Object file, String... reasons) {
        assertThatThrownBy(() -> new IoctlTargets(Map.of()).named("wine:" + file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(reasons);
    }

    private Path file(byte[] content) throws Exception {
        return Files.write(folder.resolve("netio.sys"), content);
    }

    private static byte[] image() {
        assumeTrue(provider != null, NativeBuild.COMPILER + " is not installed");
        return provider.clone();
    }

    private TargetDescription described(Path file, String complete) {
        return new IoctlTargets(Map.of(IoctlTargets.COMPLETE, complete))
                .named("wine:" + file)
                .orElseThrow()
                .describe();
    }

    @Test
    void whatIsNoFileIsRefused() {
        refused("", "wine:FILE");
        refused("/", "wine:FILE");
        refused(folder.resolve("none.sys"), "none.sys", "no such file");
        refused(folder, "not a file");
        refused("/dev/zero", "not a file");
        refused("netio\0.sys", "not a path");
    }

    /** The memory of a process is a file whose beginning nobody can read, not even root. */
    @Test
    void whatCannotBeReadIsRefused() {
        String memory = "/proc/self/mem";
        assumeTrue(Files.isRegularFile(Path.of(memory)), "there is no " + memory);
        refused(memory, "cannot be read");
    }

    @Test
    void whatIsNoImageIsRefused() throws Exception {
        refused(file(new byte[0]), "is empty");
        refused(file("#!/bin/sh\n".getBytes(StandardCharsets.US_ASCII)), "not a Windows image", "MZ");
        refused(file(new byte[] {'M', 'Z'}), "not a Windows image", "cut off");
        byte[] dos = new byte[200];
        dos[0] = 'M';
        dos[1] = 'Z';
        refused(file(dos), "not a Windows image", "no PE header");
    }

    /** However short it is cut, and whatever its headers say, it is refused in words. */
    @Test
    void aBrokenImageIsRefused() throws Exception {
        byte[] whole = image();
        for (int length = 0; length < whole.length; length += 97) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> PeImage.of(cut)).isInstanceOf(IllegalArgumentException.class);
            if (length > whole.length / 2) {
                // The tables lie in front of that.
                break;
            }
        }
        int headers = 0x400;
        for (int at = 0; at < headers; at++) {
            byte[] bent = whole.clone();
            bent[at] ^= (byte) 0xFF;
            try {
                PeImage.of(bent);
            } catch (IllegalArgumentException refusal) {
                assertThat(refusal).hasMessageMatching("it.*");
            }
        }
    }

    @Test
    void whatIsNoProviderIsRefused() throws Exception {
        assumeTrue(provider != null, NativeBuild.COMPILER + " is not installed");
        refused(NativeBuild.into(folder).driver(), "exports no WskRegister");
    }

    @Test
    void anImageForAnotherProcessorIsRefused() throws Exception {
        byte[] image = image();
        int header = image[0x3C] & 0xFF;
        image[header + MACHINE] = 0x4C;
        image[header + MACHINE + 1] = 0x01;
        refused(file(image), "another processor", "0x014C");
    }

    /** Wine takes such an image for its own and loads the one that it has, which would then be judged in its place. */
    @Test
    void winesOwnIsRefused() throws Exception {
        byte[] image = image();
        byte[] mark = "Wine builtin DLL\0".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(mark, 0, image, 0x40, mark.length);
        refused(file(image), "comes with Wine", "'wine'");
    }

    @Test
    void theCertificateNamesTheProvider() throws Exception {
        byte[] image = image();
        Path file = file(image);
        String hash = Commands.run(folder.resolve("log"), Map.of(), java.util.List.of("sha256sum", file.toString()))
                .split(" ")[0];
        TargetDescription description = described(file, "");
        assertThat(description.name()).isEqualTo("wine:" + file);
        assertThat(description.implementation()).contains("netio.sys", hash);
        assertThat(description.properties())
                .containsEntry("provider", "netio.sys")
                .containsEntry("provider SHA-256", hash)
                .containsEntry("functions", "all of the current headers");
        assertThat(described(file, "no").properties().get("functions")).startsWith("all but");
    }

    /** A path is sought from where the user is. */
    @Test
    void aRelativePathBeginsAtTheCurrentDirectory() throws Exception {
        image();
        Path relative = Path.of("")
                .toAbsolutePath()
                .relativize(work.resolve("netio.sys").toAbsolutePath());
        assertThat(relative.isAbsolute()).isFalse();
        assertThat(described(relative, "").properties()).containsEntry("provider", "netio.sys");
    }

    /** One that lacks the function that says so is not taken for having the others. */
    @Test
    void aProviderWithoutTheQueryIsAnOlderOne() throws Exception {
        byte[] image = image();
        String text = new String(image, StandardCharsets.ISO_8859_1);
        int at = text.indexOf("WskQueryProviderCharacteristics");
        image[at] = 'X';
        assertThat(described(file(image), "").properties().get("functions")).startsWith("all but");
    }
}
