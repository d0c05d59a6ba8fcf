package org.wsktck.modelcheck;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory with copies of the specification's files, for one TLC process; removed when closed. */
final class SpecFiles implements AutoCloseable {
    private static final String ROOT = "/spec/tla/";

    private final Path dir;

    private SpecFiles(Path dir) {
        this.dir = dir;
    }

    /** Copies those resources into a new directory, flat: TLC looks modules up in one place. */
    static SpecFiles extract(List<String> names) {
        try {
            Path dir = Files.createTempDirectory("wsktck-tlc");
            SpecFiles files = new SpecFiles(dir);
            for (String name : names) {
                files.copy(name);
            }
            Files.createDirectory(files.tmp());
            return files;
        } catch (IOException e) {
            throw new ModelCheckException("the specification cannot be unpacked: " + e.getMessage(), e);
        }
    }

    Path dir() {
        return dir;
    }

    /** A place for the files that TLC makes. */
    Path tmp() {
        return dir.resolve("tmp");
    }

    /** One of those resources, as it is. */
    static InputStream open(String name) {
        InputStream in = SpecFiles.class.getResourceAsStream(ROOT + name);
        if (in == null) {
            throw new ModelCheckException("the resource " + ROOT + name + " is missing from the class path");
        }
        return in;
    }

    private void copy(String name) throws IOException {
        try (InputStream in = open(name)) {
            Path target = dir.resolve(name.substring(name.lastIndexOf('/') + 1));
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // Left behind in the temporary directory: no reason to lose a result.
            dir.toFile().deleteOnExit();
        }
    }
}
