package org.wsktck.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of this machine that some tests need. */
final class Programs {
    private Programs() {}

    /** The first of that name on the search path. */
    static Optional<Path> find(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Whether the search path has all of them. */
    static boolean has(String... names) {
        return Stream.of(names).allMatch(name -> find(name).isPresent());
    }
}
