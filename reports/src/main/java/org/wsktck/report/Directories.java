package org.wsktck.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Directories that a report owns. */
final class Directories {
    private Directories() {}

    /** The directory, made when it does not exist. Files with one of these endings are deleted, others are left alone. */
    static Path emptied(Path directory, String... endings) throws IOException {
        Files.createDirectories(directory);
        for (Path old : files(directory, endings)) {
            Files.delete(old);
        }
        return directory;
    }

    /** The files of a directory with one of these endings. */
    static List<Path> files(Path directory, String... endings) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(Files::isRegularFile)
                    .filter(file ->
                            Stream.of(endings).anyMatch(file.getFileName().toString()::endsWith))
                    .toList();
        }
    }
}
