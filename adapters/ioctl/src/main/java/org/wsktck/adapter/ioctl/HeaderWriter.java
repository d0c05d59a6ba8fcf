package org.wsktck.adapter.ioctl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Writes the definition as a C header, with assertions on every size and offset. Run with the file to write as the argument. */
public final class HeaderWriter {
    private static final Map<String, String> TYPES =
            Map.of("u8", "uint8_t", "u16", "uint16_t", "u32", "uint32_t", "u64", "uint64_t", "s64", "int64_t");

    private final Protocol protocol;
    private final StringBuilder out = new StringBuilder();

    private HeaderWriter(Protocol protocol) {
        this.protocol = protocol;
    }

    /** Writes the header. */
    public static void main(String[] args) throws IOException {
        Files.writeString(Path.of(args[0]), text(Protocol.load()));
    }

    /** The header's text. */
    static String text(Protocol protocol) {
        return new HeaderWriter(protocol).write();
    }

    private String write() {
        line(
                "/* Generated from protocol.yaml by org.wsktck.adapter.ioctl.HeaderWriter; a test holds it to that. Do not edit. */");
        line("#ifndef WSKTCK_PROTOCOL_H");
        line("#define WSKTCK_PROTOCOL_H");
        line("");
        line("#include \"wsktck_platform.h\" /* uint8_t and so on, WSKTCK_ASSERT */");
        line("");
        define("PROTOCOL_VERSION", protocol.version());
        protocol.ioctls().forEach((name, value) -> define("IOCTL_" + name, ioctl(value)));
        protocol.limits().forEach((name, value) -> define("LIMIT_" + name, value));
        protocol.values().forEach((name, value) -> define("VALUE_" + name, value));
        protocol.enums().forEach((table, values) -> {
            line("");
            values.forEach((name, value) -> define(table + "_" + name, value));
        });
        line("");
        bits("ARGUMENT", protocol.arguments());
        line("");
        bits("OBSERVED", protocol.observed());
        protocol.structs().values().forEach(this::struct);
        line("");
        line("#endif");
        return out.toString();
    }

    /** CTL_CODE(FILE_DEVICE_UNKNOWN, function, METHOD_BUFFERED, FILE_READ_ACCESS | FILE_WRITE_ACCESS). */
    private static long ioctl(long function) {
        return 0x22L << 16 | 3L << 14 | function << 2;
    }

    private void bits(String table, Iterable<String> names) {
        int bit = 0;
        for (String name : names) {
            line("#define " + constant(table + "_" + name) + " (UINT64_C(1) << " + bit + ")");
            bit++;
        }
    }

    private void struct(Layout layout) {
        String type = "wsktck_" + layout.name();
        line("");
        line("typedef struct " + type + " {");
        for (Layout.Member member : layout.members()) {
            String c = TYPES.getOrDefault(member.type(), "wsktck_" + member.type());
            line("    " + c + " " + member.name() + (member.count() > 1 ? "[" + member.count() + "]" : "") + ";");
        }
        line("} " + type + ";");
        line("WSKTCK_ASSERT(sizeof(" + type + ") == " + layout.size() + ");");
        for (Layout.Member member : layout.members()) {
            line("WSKTCK_ASSERT(offsetof(" + type + ", " + member.name() + ") == " + member.offset() + ");");
        }
    }

    private void define(String name, long value) {
        line("#define " + constant(name) + " " + (value > 9 ? String.format("0x%Xu", value) : value + "u"));
    }

    /** WSKTCK_ and the name in capitals, an underscore before each hump unless it follows another capital. */
    private static String constant(String name) {
        return "WSKTCK_" + name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
