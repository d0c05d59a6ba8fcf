package org.wsktck.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wsktck.catalogue.Catalogue;

/** The TLA+ modules that come with the kit, as text: their hash, and where each rule's operator is defined. */
public final class Specification {
    private static final String FOLDER = "spec/tla";
    private static final Pattern DEFINITION = Pattern.compile("^([A-Z]{3}_\\d{2})(_\\w+)?(?:\\([^)]*\\))?\\s*==.*");
    private static final Specification STANDARD = load();

    private final Map<String, Place> places = new HashMap<>();
    private final SortedMap<String, String> texts = new TreeMap<>();
    private final String hash;

    private Specification(SortedMap<String, byte[]> modules) {
        MessageDigest digest = sha256();
        modules.forEach((name, content) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update(content);
            texts.put(name, new String(content, StandardCharsets.UTF_8));
            if (!name.startsWith("MC_")) {
                scan(FOLDER + "/" + name, new String(content, StandardCharsets.UTF_8));
            }
        });
        hash = HexFormat.of().formatHex(digest.digest());
    }

    /**
     * A line of a module.
     *
     * @param file path of the module from the root of the sources
     * @param line number of the line, from 1
     */
    public record Place(String file, int line) {
        @Override
        public String toString() {
            return file + ":" + line;
        }
    }

    /** The modules on the class path. */
    public static Specification standard() {
        return STANDARD;
    }

    /** SHA-256 over names and contents of all modules, in lower hexadecimal. */
    public String hash() {
        return hash;
    }

    /** The text of each module, by its file name. */
    public SortedMap<String, String> modules() {
        return Collections.unmodifiableSortedMap(texts);
    }

    /** Where the operator of that name ({@code DGM_08}) is defined. */
    public Optional<Place> find(String operator) {
        return Optional.ofNullable(places.get(operator));
    }

    private void scan(String name, String text) {
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            Matcher matcher = DEFINITION.matcher(line);
            if (matcher.matches()) {
                note(matcher.group(1), matcher.group(2) == null, new Place(name, number));
            }
        }
    }

    /** A rule on which several kinds of evidence bear has its operator in parts, such as ENA_09_Irp; the whole one counts when there is one. */
    private void note(String operator, boolean whole, Place place) {
        if (whole) {
            places.put(operator, place);
        } else {
            places.putIfAbsent(operator, place);
        }
    }

    private static Specification load() {
        URL folder = Catalogue.class.getResource("/" + FOLDER);
        if (folder == null) {
            throw new IllegalStateException(
                    "/" + FOLDER + " is not on the class path; build the module spec with Maven");
        }
        try {
            URI uri = folder.toURI();
            if (!"jar".equals(uri.getScheme())) {
                return new Specification(modules(Path.of(uri)));
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return new Specification(modules(jar.getPath("/" + FOLDER)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path entry is no URI: " + folder, e);
        }
    }

    private static SortedMap<String, byte[]> modules(Path folder) throws IOException {
        SortedMap<String, byte[]> modules = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(".tla")) {
                    modules.put(name, Files.readAllBytes(file));
                }
            }
        }
        return modules;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
