package org.wsktck.adapter.reference;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wsktck.adapter.mutant.Mutant;
import org.wsktck.target.Capability;
import org.wsktck.target.Target;
import org.wsktck.target.TargetDescription;
import org.wsktck.trace.ObservationSink;

/** The Java reference implementation as a target, as it is or with a mutant before it. */
public final class ReferenceTarget implements Target {
    private final ReferenceOptions options;
    private final @Nullable Mutant mutant;

    /** The reference as it is, on the default scheduler and network. */
    public ReferenceTarget() {
        this(ReferenceOptions.DEFAULT, null);
    }

    /** The reference as it is. */
    public ReferenceTarget(ReferenceOptions options) {
        this(options, null);
    }

    /** The reference with that mutant before it, or as it is when null. */
    public ReferenceTarget(ReferenceOptions options, @Nullable Mutant mutant) {
        this.options = options;
        this.mutant = mutant;
    }

    @Override
    public TargetDescription describe() {
        String suffix = options.suffix();
        String name = mutant == null
                ? "reference" + (suffix.isEmpty() ? "" : ":" + suffix)
                : "mutant:" + mutant.id() + (suffix.isEmpty() ? "" : "+" + suffix);
        String implementation = "WSK TCK reference implementation " + version()
                + (mutant == null ? "" : " with rule " + mutant.id() + " broken: " + mutant.mistake());
        return new TargetDescription(
                name,
                implementation,
                capabilities(),
                Map.of(
                        "scheduler",
                        ReferenceOptions.word(options.scheduling()),
                        "network",
                        ReferenceOptions.word(options.network()),
                        "java",
                        System.getProperty("java.version"),
                        "os",
                        System.getProperty("os.name")));
    }

    private static String version() {
        String version = ReferenceTarget.class.getPackage().getImplementationVersion();
        return version == null ? "(development build)" : version;
    }

    private Set<String> capabilities() {
        Set<String> capabilities = new TreeSet<>(Set.of(
                Capability.FAIL_SOCKET,
                Capability.READINESS,
                Capability.TRANSPORTS,
                Capability.BACKLOG,
                Capability.TABLES,
                Capability.EXTENSION));
        if (options.network() == ReferenceOptions.Network.MEMORY) {
            capabilities.add(Capability.CASTS);
            capabilities.add(Capability.HANDSHAKE);
            capabilities.add(Capability.SILENT_MODE);
        }
        if (options.equals(ReferenceOptions.DEFAULT)) {
            capabilities.add(Capability.DETERMINISTIC);
        }
        return capabilities;
    }

    @Override
    public Session open(long seed, ObservationSink sink) {
        return new ReferenceSession(options, mutant, seed, sink);
    }
}
