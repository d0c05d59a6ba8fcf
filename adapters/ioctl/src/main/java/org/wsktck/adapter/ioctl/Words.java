package org.wsktck.adapter.ioctl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Values as the headers have them, and their names, by the tables of the protocol's definition. */
final class Words {
    private final Protocol protocol;

    Words(Protocol protocol) {
        this.protocol = protocol;
    }

    private Map<String, Long> table(String name) {
        return protocol.names().getOrDefault(name, Map.of());
    }

    /**
     * The value of a name of that table, of a hexadecimal number with 0x, or of a decimal one.
     *
     * @throws BadScriptException when it is none of these
     */
    long value(String table, String name) {
        Long value = table(table).get(name);
        if (value != null) {
            return value;
        }
        try {
            return name.startsWith("0x") ? Long.parseLong(name.substring(2), 16) : Long.parseLong(name);
        } catch (NumberFormatException wrong) {
            throw new BadScriptException("'" + name + "' is neither a number nor one of "
                    + table(table).keySet());
        }
    }

    /** The values of the names, ORed. */
    long bits(String table, List<String> names) {
        return names.stream().mapToLong(name -> value(table, name)).reduce(0, (a, b) -> a | b);
    }

    /** The name of a value, or {@code 0x} and eight digits. */
    String name(String table, long value) {
        return table(table).entrySet().stream()
                .filter(each -> each.getValue() == value)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> hex(value));
    }

    /** The names of the bits in order of their value; what remains without a name is one hexadecimal number. */
    List<String> names(String table, long bits) {
        List<String> names = new ArrayList<>();
        long rest = bits;
        for (Map.Entry<String, Long> each : table(table).entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .toList()) {
            if (each.getValue() != 0 && (rest & each.getValue()) == each.getValue()) {
                names.add(each.getKey());
                rest &= ~each.getValue();
            }
        }
        if (rest != 0) {
            names.add(hex(rest));
        }
        return List.copyOf(names);
    }

    private static String hex(long value) {
        return String.format(Locale.ROOT, "0x%08X", value & 0xFFFFFFFFL);
    }

    /** The bits of those events. */
    long entries(List<String> events) {
        return events.stream().mapToLong(each -> 1L << number("event", each)).reduce(0, (a, b) -> a | b);
    }

    /** The events of those bits, in order of their numbers. */
    List<String> events(long entries) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < Integer.SIZE; i++) {
            if ((entries & (1L << i)) != 0) {
                events.add(protocol.nameOf("event", i));
            }
        }
        return List.copyOf(events);
    }

    /**
     * A number of the protocol's own.
     *
     * @throws BadScriptException when no such thing has that name
     */
    long number(String table, String name) {
        Long value = protocol.enums().getOrDefault(table, Map.of()).get(name);
        if (value == null) {
            throw new BadScriptException("'" + name + "' is unknown to the driver. There are "
                    + protocol.enums().getOrDefault(table, Map.of()).keySet());
        }
        return value;
    }

    /** An NPI version of the form major.minor. */
    static long version(String text) {
        String[] parts = text.split("\\.", -1);
        try {
            if (parts.length == 2) {
                return Long.parseLong(parts[0]) << Byte.SIZE | Long.parseLong(parts[1]);
            }
        } catch (NumberFormatException wrong) {
            // Said below.
        }
        throw new BadScriptException("The version '" + text + "' is not of the form major.minor.");
    }

    /** The form major.minor of an NPI version. */
    static String version(long version) {
        return (version >> Byte.SIZE) + "." + (version & 0xFF);
    }
}
