package org.wsktck.adapter.ioctl;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The definition {@code protocol.yaml}, checked: structs have no gaps and the sizes that they claim, so that C compilers of every platform lay them out alike.
 *
 * @param version counted up whenever a frame changes
 * @param ioctls function codes of the device
 * @param limits sizes of tables and frames
 * @param values special indices and tokens
 * @param enums the protocol's own numbers
 * @param names names of the headers for the values that travel as the headers have them
 * @param structs layouts
 * @param arguments bits of invocation.present, by the schema's member
 * @param observed bits of observation.present, by the schema's member
 * @param benchSide what does not travel, with the reason
 */
record Protocol(
        int version,
        Map<String, Long> ioctls,
        Map<String, Long> limits,
        Map<String, Long> values,
        Map<String, Map<String, Long>> enums,
        Map<String, Map<String, Long>> names,
        Map<String, Layout> structs,
        List<String> arguments,
        List<String> observed,
        Map<String, Map<String, String>> benchSide) {
    private static final Pattern TYPE = Pattern.compile("([A-Za-z0-9]+)(?:\\[([0-9]+)\\])?");
    private static final Map<String, Integer> NUMBERS = Map.of("u8", 1, "u16", 2, "u32", 4, "u64", 8, "s64", 8);
    private static final TypeReference<LinkedHashMap<String, Long>> TABLE = new TypeReference<>() {};
    private static final TypeReference<LinkedHashMap<String, Map<String, Long>>> TABLES = new TypeReference<>() {};
    private static final TypeReference<LinkedHashMap<String, Map<String, String>>> REASONS = new TypeReference<>() {};
    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};

    /** The definition that travels with this class. */
    static Protocol load() {
        try (InputStream in = Objects.requireNonNull(
                Protocol.class.getResourceAsStream("/protocol/protocol.yaml"), "protocol.yaml is not in the jar")) {
            return parse(in.readAllBytes());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * Reads and checks a definition.
     *
     * @throws IllegalArgumentException when a struct is not what it claims to be
     */
    static Protocol parse(byte[] yaml) throws IOException {
        YAMLMapper mapper = new YAMLMapper();
        JsonNode root = mapper.readTree(yaml);
        return new Protocol(
                root.path("version").asInt(),
                mapper.convertValue(root.path("ioctls"), TABLE),
                mapper.convertValue(root.path("limits"), TABLE),
                mapper.convertValue(root.path("values"), TABLE),
                mapper.convertValue(root.path("enums"), TABLES),
                mapper.convertValue(root.path("names"), TABLES),
                structs(root.path("structs")),
                mapper.convertValue(root.path("arguments"), NAMES),
                mapper.convertValue(root.path("observed"), NAMES),
                mapper.convertValue(root.path("benchSide"), REASONS));
    }

    private static Map<String, Layout> structs(JsonNode nodes) {
        Map<String, Layout> structs = new LinkedHashMap<>();
        nodes.properties().forEach(each -> structs.put(each.getKey(), struct(each.getKey(), each.getValue(), structs)));
        return structs;
    }

    private static Layout struct(String name, JsonNode node, Map<String, Layout> known) {
        List<Layout.Member> members = new ArrayList<>();
        int offset = 0;
        int alignment = 1;
        for (JsonNode each : node.path("members")) {
            Map.Entry<String, JsonNode> entry = each.properties().iterator().next();
            Matcher type = TYPE.matcher(entry.getValue().asText());
            check(type.matches(), name + "." + entry.getKey() + " has no type");
            Layout nested = known.get(type.group(1));
            Integer number = NUMBERS.get(type.group(1));
            check(nested != null || number != null, name + "." + entry.getKey() + " is of an unknown type");
            int bytes = nested != null ? nested.size() : Objects.requireNonNull(number);
            int aligned = nested != null ? nested.alignment() : bytes;
            check(offset % aligned == 0, name + "." + entry.getKey() + " would leave a gap at " + offset);
            int count = type.group(2) == null ? 1 : Integer.parseInt(type.group(2));
            members.add(new Layout.Member(entry.getKey(), type.group(1), offset, count, bytes, nested));
            offset += bytes * count;
            alignment = Math.max(alignment, aligned);
        }
        check(offset % alignment == 0, name + " would end in a gap");
        int claimed = node.path("size").asInt();
        check(claimed == offset, name + " claims " + claimed + " bytes and has " + offset);
        return new Layout(name, offset, alignment, List.copyOf(members));
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("protocol.yaml: " + otherwise);
        }
    }

    /** The layout of that name. */
    Layout struct(String name) {
        return Objects.requireNonNull(structs.get(name), () -> "no struct " + name);
    }

    /** A number of one of the protocol's own enumerations. */
    long number(String table, String name) {
        Long value = Objects.requireNonNull(enums.get(table), table).get(name);
        return Objects.requireNonNull(value, () -> table + "." + name);
    }

    /** The name of a number of one of the protocol's own enumerations, or the number itself. */
    String nameOf(String table, long number) {
        return Objects.requireNonNull(enums.get(table), table).entrySet().stream()
                .filter(each -> each.getValue() == number)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> Long.toString(number));
    }

    /** A limit of tables and frames. */
    int limit(String name) {
        return Math.toIntExact(Objects.requireNonNull(limits.get(name), name));
    }

    /** A special value. */
    long value(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }
}
