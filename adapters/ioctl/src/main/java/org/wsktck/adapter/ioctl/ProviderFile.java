package org.wsktck.adapter.ioctl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A WSK provider in a file of the user's: a {@code netio.sys} for Wine. It is read once, so that what is judged is what the hash tells of, whatever becomes of the file. */
final class ProviderFile {
    /** Without these nothing can register. */
    private static final List<String> NEEDED =
            List.of("WskRegister", "WskDeregister", "WskCaptureProviderNPI", "WskReleaseProviderNPI");

    private static final String QUERY = "WskQueryProviderCharacteristics";
    private static final long LARGEST = 64L << 20;

    private final String name;
    private final byte[] image;
    private final boolean queries;

    private ProviderFile(String name, byte[] image, boolean queries) {
        this.name = name;
        this.image = image;
        this.queries = queries;
    }

    /**
     * Reads the file.
     *
     * @param text where it is, from the current directory when it does not begin at the root
     * @throws IllegalArgumentException when there is none, or what it has can be no provider for the Wine of this adapter; the message says why
     */
    static ProviderFile read(String text) {
        Path file = path(text);
        Path name = file.getFileName();
        if (text.isEmpty() || name == null) {
            throw new IllegalArgumentException("No file is named. Give the provider's netio.sys: wine:FILE.");
        }
        if (!Files.exists(file)) {
            throw refused(text, "there is no such file");
        }
        if (!Files.isRegularFile(file)) {
            throw refused(text, "it is not a file");
        }
        byte[] image = bytes(text, file);
        PeImage pe = parsed(text, image);
        if (pe.machine() != PeImage.X86_64) {
            throw refused(
                    text,
                    String.format(
                            "it is for another processor (0x%04X) than x86-64, which the driver is for", pe.machine()));
        }
        if (pe.ofWine()) {
            throw refused(
                    text,
                    "it comes with Wine and bears its mark, so that Wine does not load it from elsewhere;"
                            + " the target 'wine' judges it");
        }
        for (String each : NEEDED) {
            if (!pe.exports().contains(each)) {
                throw refused(text, "it exports no " + each + ", so it is no WSK provider");
            }
        }
        return new ProviderFile(name.toString(), image, pe.exports().contains(QUERY));
    }

    private static Path path(String text) {
        try {
            return Path.of(text).toAbsolutePath();
        } catch (InvalidPathException none) {
            throw refused(text, "that is not a path");
        }
    }

    private static byte[] bytes(String text, Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw refused(text, "it has more than " + (LARGEST >> 20) + " MiB");
            }
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw refused(text, "it cannot be read (" + unreadable + ")");
        }
    }

    private static PeImage parsed(String text, byte[] image) {
        if (image.length == 0) {
            throw refused(text, "it is empty");
        }
        try {
            return PeImage.of(image);
        } catch (IllegalArgumentException none) {
            throw refused(text, "it is not a Windows image (PE): " + none.getMessage());
        }
    }

    private static IllegalArgumentException refused(String text, String reason) {
        return new IllegalArgumentException("The file '" + text + "' cannot be a provider for Wine: " + reason + ".");
    }

    /** The file's name without its folder. */
    String name() {
        return name;
    }

    /** SHA-256 of the file, in lower hexadecimal. */
    String hash() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(image));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every Java has SHA-256", never);
        }
    }

    /** Whether it exports WskQueryProviderCharacteristics. */
    boolean queries() {
        return queries;
    }

    /** Makes a copy of the file as it was read. */
    void copyTo(Path file) throws IOException {
        Files.write(file, image);
    }
}
