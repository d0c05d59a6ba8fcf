package org.wsktck.adapter.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wsktck.adapter.mutant.Mutant;
import org.wsktck.adapter.mutant.Mutants;
import org.wsktck.target.Target;
import org.wsktck.target.TargetDescription;
import org.wsktck.target.TargetException;
import org.wsktck.target.TargetFactory;
import org.wsktck.trace.ObservationSink;

/** Finds the target that a name on the command line means. */
public final class Targets {
    private static final String REFERENCE = "reference";
    private static final String MUTANT = "mutant:";
    private static final String JAR = "jar:";

    private Targets() {}

    /**
     * The target of that name: {@code reference}, {@code reference:OPTIONS}, {@code mutant:ID}, {@code mutant:ID+OPTIONS} or {@code jar:FILE!CLASS}, where OPTIONS are words of
     * {@link ReferenceOptions#parse}, or one of another adapter's, see {@link TargetFactory}.
     *
     * @throws IllegalArgumentException when there is no such target; the message says which names exist
     */
    public static Target named(String name) {
        if (name.equals(REFERENCE)) {
            return new ReferenceTarget();
        }
        if (name.startsWith(REFERENCE + ":")) {
            return new ReferenceTarget(ReferenceOptions.parse(name.substring(REFERENCE.length() + 1)));
        }
        if (name.startsWith(MUTANT)) {
            return mutant(name.substring(MUTANT.length()));
        }
        if (name.startsWith(JAR)) {
            return fromJar(name.substring(JAR.length()));
        }
        return factories()
                .flatMap(factory -> factory.named(name).stream())
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("There is no target '" + name + "'. There are: " + usage()));
    }

    /** The adapters that the class path has beside this one. */
    private static Stream<TargetFactory> factories() {
        return ServiceLoader.load(TargetFactory.class, Targets.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get);
    }

    /** The names that exist, for people. */
    public static String usage() {
        String others = factories().map(factory -> ", " + factory.usage()).collect(Collectors.joining());
        return "reference, reference:OPTIONS, mutant:ID, mutant:ID+OPTIONS, jar:FILE!CLASS" + others
                + "; OPTIONS are seeded or threads, memory or udp, joined by '+'; ID is one of "
                + Mutants.all().stream().map(Mutant::id).collect(Collectors.joining(", "));
    }

    private static Target mutant(String text) {
        int plus = text.indexOf('+');
        Mutant mutant = Mutants.named(plus < 0 ? text : text.substring(0, plus));
        ReferenceOptions options =
                plus < 0 ? ReferenceOptions.DEFAULT : ReferenceOptions.parse(text.substring(plus + 1));
        return new ReferenceTarget(options, mutant);
    }

    private static Target fromJar(String text) {
        int mark = text.lastIndexOf('!');
        Path file = Path.of(mark < 0 ? text : text.substring(0, mark));
        if (mark < 0 || !Files.isRegularFile(file)) {
            throw new IllegalArgumentException("'" + JAR + text
                    + "' is not of the form jar:FILE!CLASS, or there is no file " + file
                    + ". Give a jar and the name of a class in it that implements " + Target.class.getName() + ".");
        }
        return load(file, text.substring(mark + 1));
    }

    private static Target load(Path file, String className) {
        URLClassLoader loader = null;
        try {
            loader = new URLClassLoader(new URL[] {file.toUri().toURL()}, Targets.class.getClassLoader());
            Object target = loader.loadClass(className).getDeclaredConstructor().newInstance();
            return new Loaded((Target) target, loader);
        } catch (IOException | ReflectiveOperationException | LinkageError | ClassCastException problem) {
            closeQuietly(loader);
            throw new IllegalArgumentException(
                    "The class " + className + " of " + file + " cannot be used as a target: " + problem
                            + ". It has to implement " + Target.class.getName()
                            + " and to have a public constructor without parameters.",
                    problem);
        }
    }

    private static void closeQuietly(@org.jspecify.annotations.Nullable URLClassLoader loader) {
        if (loader != null) {
            try {
                loader.close();
            } catch (IOException problem) {
                throw new UncheckedIOException(problem);
            }
        }
    }

    /** A target together with the class loader that it came from. */
    private record Loaded(Target target, URLClassLoader loader) implements Target {
        @Override
        public TargetDescription describe() {
            return target.describe();
        }

        @Override
        public Session open(long seed, ObservationSink sink) throws TargetException {
            return target.open(seed, sink);
        }

        @Override
        public void close() throws TargetException {
            try (loader) {
                target.close();
            } catch (IOException problem) {
                throw new TargetException("The jar of the target could not be closed: " + problem, problem);
            }
        }
    }
}
