package org.wsktck.adapter.ioctl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** Files of this module that tests look at, and commands that they run on them. */
final class Files4Tests {
    static final Path PROTOCOL = Path.of("protocol");
    static final Path VECTORS = PROTOCOL.resolve("vectors");
    static final Path DRIVER = Path.of("driver");

    private Files4Tests() {}

    static byte[] vector(String name) throws IOException {
        return HexFormat.of()
                .parseHex(Files.readString(VECTORS.resolve(name + ".hex")).replaceAll("\\s", ""));
    }
}
