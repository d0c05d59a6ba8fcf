package org.wsktck.adapter.reference;

import java.util.Locale;

/**
 * What the reference implementation runs on.
 *
 * @param scheduling who decides which thread goes on
 * @param network what carries the datagrams
 */
public record ReferenceOptions(Scheduling scheduling, Network network) {
    /** The seeded scheduler on the network in memory. */
    public static final ReferenceOptions DEFAULT = new ReferenceOptions(Scheduling.SEEDED, Network.MEMORY);

    /** Who decides which thread goes on. */
    public enum Scheduling {
        /** A seeded generator: the same seed gives the same run. */
        SEEDED,
        /** The machine. */
        THREADS
    }

    /** What carries the datagrams. */
    public enum Network {
        /** Objects in this process. */
        MEMORY,
        /** Real UDP on the loopback interface. */
        UDP
    }

    /**
     * Reads options as they stand in a target's name: words joined by {@code +}, each one of seeded, threads, memory and udp; what is not named is as in {@link #DEFAULT}.
     *
     * @throws IllegalArgumentException for any other word
     */
    public static ReferenceOptions parse(String text) {
        ReferenceOptions options = DEFAULT;
        for (String word : text.split("\\+", -1)) {
            options = switch (word) {
                case "seeded" -> new ReferenceOptions(Scheduling.SEEDED, options.network);
                case "threads" -> new ReferenceOptions(Scheduling.THREADS, options.network);
                case "memory" -> new ReferenceOptions(options.scheduling, Network.MEMORY);
                case "udp" -> new ReferenceOptions(options.scheduling, Network.UDP);
                default ->
                    throw new IllegalArgumentException("The option '" + word + "' of the reference target is unknown."
                            + " There are seeded or threads, and memory or udp, joined by '+'.");
            };
        }
        return options;
    }

    /** The options as {@link #parse} reads them; empty for the default. */
    String suffix() {
        String scheduler = scheduling == Scheduling.SEEDED ? "" : word(scheduling);
        String carrier = network == Network.MEMORY ? "" : word(network);
        return scheduler.isEmpty() || carrier.isEmpty() ? scheduler + carrier : scheduler + "+" + carrier;
    }

    static String word(Enum<?> option) {
        return option.name().toLowerCase(Locale.ROOT);
    }
}
