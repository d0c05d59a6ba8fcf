package org.wsktck.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused, and in which words. Lines of a case stand between a header and an end record unless it is about these. */
class MalformedTraceTest {
    private static final String HEADER = record(0, "header", "\"schema\":\"wsktck-observations/1\"");
    private static final String CALL = "\"call\":1,\"fn\":\"WskBind\",\"irql\":\"PASSIVE_LEVEL\"";
    private static final String CALL_WITH_IRP = CALL + ",\"irp\":1";
    private static final String RETURN = "\"call\":1,\"fn\":\"WskBind\",\"status\":\"STATUS_SUCCESS\"";
    private static final String IRP =
            "\"irp\":1,\"call\":1,\"fn\":\"WskBind\",\"status\":\"STATUS_SUCCESS\",\"information\":0";
    private static final String ENTER = "\"cb\":1,\"event\":\"WskReceiveFromEvent\",\"irql\":\"PASSIVE_LEVEL\"";
    private static final String EXIT = "\"cb\":1,\"event\":\"WskReceiveFromEvent\",\"status\":\"STATUS_SUCCESS\"";
    private static final String DATAGRAM =
            "{\"dg\":1,\"length\":9,\"intact\":true,\"from\":\"p1\",\"control\":false,\"controlLength\":0}";

    static Stream<Arguments> lines() {
        return Stream.of(
                // JSON
                line("not JSON", "seq=1", "line 2: expected a record that begins with a brace, found seq=1"),
                line("empty line", "", "line 2: expected a record that begins with a brace, found the end of the line"),
                line("array", "[]", "line 2: expected a record that begins with a brace, found an array"),
                line(
                        "cut",
                        "{\"seq\":1,\"t\":0",
                        "line 2: member \"t\": expected a comma or the closing brace after the member, found the end of the line"),
                line(
                        "cut in a text",
                        "{\"seq\":1,\"t\":0,\"thread\":\"ma",
                        "line 2: member \"thread\": expected a text that ends with a quotation mark on its line, found the end of the line"),
                line("trailing comma", "{\"seq\":1,}", "line 2: expected a member's name in quotation marks, found }"),
                line(
                        "no colon",
                        "{\"seq\" 1}",
                        "line 2: member \"seq\": expected a colon after the member's name, found 1"),
                line(
                        "more after it",
                        mark(1) + " {}",
                        "line 2: expected the end of the line after the record, found an object"),
                line(
                        "bad escape",
                        mark(1).replace(":\"x", ":\"\\x"),
                        "line 2: member \"text\": expected an escape that JSON knows, found \\x"),
                line(
                        "bad \\u",
                        mark(1).replace(":\"x", ":\"\\u12g4"),
                        "line 2: member \"text\": expected four hexadecimal digits after \\u, found 12g4\""),
                line(
                        "control character",
                        mark(1).replace(":\"x", ":\"\u0001"),
                        "line 2: member \"text\": expected a text that ends with a quotation mark on its line, found a control character that is not escaped"),
                line("empty object", "{}", "line 2: member \"seq\": expected a value, found no such member"),
                // members
                line(
                        "no seq",
                        mark(1).replace("\"seq\":1,", ""),
                        "line 2: member \"seq\": expected a value, found no such member"),
                line(
                        "no t",
                        mark(1).replace("\"t\":0,", ""),
                        "line 2: member \"t\": expected a value, found no such member"),
                line(
                        "no thread",
                        mark(1).replace("\"thread\":\"main\",", ""),
                        "line 2: member \"thread\": expected a value, found no such member"),
                line(
                        "no kind",
                        "{\"seq\":1,\"t\":0,\"thread\":\"main\"}",
                        "line 2: member \"kind\": expected a value, found no such member"),
                line(
                        "a chunk without length",
                        record(1, "enter", ENTER + ",\"data\":[{\"offset\":0,\"intact\":true}]"),
                        "line 2: member \"data.length\": expected a value, found no such member"),
                line(
                        "a chunk before the stream",
                        record(1, "enter", ENTER + ",\"data\":[{\"offset\":-2,\"length\":1,\"intact\":true}]"),
                        "line 2: member \"data\": expected an integer of at least -1, found -2"),
                line(
                        "a chunk with a foreign member",
                        record(1, "enter", ENTER + ",\"data\":[{\"dg\":1}]"),
                        "line 2: member \"data.dg\": expected a member that the schema knows, found an unknown one"),
                line(
                        "an exit without a result",
                        record(1, "enter", ENTER) + "\n"
                                + record(2, "exit", "\"cb\":1,\"event\":\"WskReceiveFromEvent\""),
                        "line 3: member \"status\": expected a value: it is what this callback returns, found no such member"),
                line(
                        "a read of nothing",
                        record(1, "enter", ENTER) + "\n" + record(2, "read", "\"cb\":1"),
                        "line 3: member \"datagrams\": expected either datagrams or data, as the callback was given, found neither"),
                line(
                        "unknown kind",
                        record(1, "calls", CALL),
                        "line 2: member \"kind\": expected one of header, call, return, irp, irpExit, enter, exit, peer, peerEnd, sees, read, wait, waitEnd, quiesce, mark, end, found \"calls\""),
                line(
                        "missing member",
                        record(1, "call", CALL.replace("\"fn\":\"WskBind\",", "")),
                        "line 2: member \"fn\": expected a value, found no such member"),
                line(
                        "unknown member",
                        record(1, "call", CALL + ",\"irpp\":1"),
                        "line 2: member \"irpp\": expected a member that the schema knows, found an unknown one"),
                line(
                        "another kind's member",
                        record(1, "quiesce", "\"text\":\"x\""),
                        "line 2: member \"text\": expected no such member in a record of kind quiesce, found one"),
                line(
                        "member twice",
                        record(1, "call", CALL + ",\"call\":1"),
                        "line 2: member \"call\": expected the member once, found it a second time"),
                // types and values
                line(
                        "text for integer",
                        record(1, "call", CALL.replace("1", "\"1\"")),
                        "line 2: member \"call\": expected an integer, found \"1\""),
                line(
                        "fraction",
                        record(1, "call", CALL.replace("1", "1.0")),
                        "line 2: member \"call\": expected an integer, found 1.0"),
                line(
                        "leading zero",
                        record(1, "call", CALL.replace("1", "01")),
                        "line 2: member \"call\": expected an integer, found 01"),
                line(
                        "null",
                        record(1, "call", CALL.replace("1", "null")),
                        "line 2: member \"call\": expected an integer, found null"),
                line(
                        "too large",
                        record(1, "call", CALL.replace("1", "9223372036854775808")),
                        "line 2: member \"call\": expected an integer of at most 64 bits, found 9223372036854775808"),
                line(
                        "too small",
                        record(1, "call", CALL.replace("1", "0")),
                        "line 2: member \"call\": expected an integer of at least 1, found 0"),
                line(
                        "integer for text",
                        record(1, "call", CALL.replace("\"WskBind\"", "7")),
                        "line 2: member \"fn\": expected a text, found 7"),
                line(
                        "object for text",
                        record(1, "call", CALL.replace("\"WskBind\"", "{}")),
                        "line 2: member \"fn\": expected a text, found an object"),
                line(
                        "text for boolean",
                        record(1, "call", CALL + ",\"irpArmed\":\"true\""),
                        "line 2: member \"irpArmed\": expected true or false, found \"true\""),
                line(
                        "text for array",
                        record(1, "call", CALL + ",\"flags\":\"MSG_BCAST\""),
                        "line 2: member \"flags\": expected an array of texts, found \"MSG_BCAST\""),
                line(
                        "array not closed",
                        record(1, "call", CALL + ",\"mask\":[\"WSK_EVENT_RECEIVE\"")
                                .replace("\"}", "\";}"),
                        "line 2: member \"mask\": expected a comma or the closing bracket of the array, found ;"),
                line(
                        "unknown IRQL",
                        record(1, "call", CALL.replace("PASSIVE", "HIGH")),
                        "line 2: member \"irql\": expected one of PASSIVE_LEVEL, APC_LEVEL, DISPATCH_LEVEL, DEVICE_LEVEL, found \"HIGH_LEVEL\""),
                line(
                        "unknown status",
                        record(1, "return", RETURN.replace("STATUS_SUCCESS", "OK")),
                        "line 2: member \"status\": expected a status such as STATUS_SUCCESS or 0xC0000001, found \"OK\""),
                line(
                        "empty name",
                        record(1, "call", CALL + ",\"socket\":\"\""),
                        "line 2: member \"socket\": expected a name that is not empty, found \"\""),
                line(
                        "timeout",
                        record(1, "call", CALL + ",\"timeout\":\"soon\""),
                        "line 2: member \"timeout\": expected WSK_NO_WAIT, WSK_INFINITE_WAIT or milliseconds, found \"soon\""),
                line(
                        "datagram lacks a member",
                        record(1, "enter", ENTER + ",\"datagrams\":[" + DATAGRAM.replace("\"dg\":1,", "") + "]"),
                        "line 2: member \"datagrams.dg\": expected a value, found no such member"),
                line(
                        "datagram has another",
                        record(1, "enter", ENTER + ",\"datagrams\":[" + DATAGRAM.replace("dg", "no") + "]"),
                        "line 2: member \"datagrams.no\": expected a member that the schema knows, found an unknown one"),
                line(
                        "datagram too long",
                        record(1, "enter", ENTER + ",\"datagrams\":[" + DATAGRAM.replace("9", "2147483648") + "]"),
                        "line 2: member \"datagrams\": expected an integer of at most 2147483647, found 2147483648"),
                line(
                        "datagram is none",
                        record(1, "enter", ENTER + ",\"datagrams\":[1]"),
                        "line 2: member \"datagrams\": expected a datagram object, found 1"),
                // order
                line(
                        "seq repeated",
                        mark(0),
                        "line 2: member \"seq\": expected a number above 0, that of the record before, found 0"),
                line(
                        "seq falls",
                        mark(5) + "\n" + mark(4),
                        "line 3: member \"seq\": expected a number above 5, that of the record before, found 4"),
                line(
                        "second header",
                        HEADER.replace(":0,\"t\"", ":1,\"t\""),
                        "line 2: member \"kind\": expected header in the first record only, found another one"),
                // numbers that belong together
                line(
                        "return without call",
                        record(1, "return", RETURN),
                        "line 2: member \"call\": expected the number of a call that has begun, found 1"),
                line(
                        "call number reused",
                        record(1, "call", CALL) + "\n" + record(2, "return", RETURN) + "\n" + record(3, "call", CALL),
                        "line 4: member \"call\": expected a number that was not used before, found 1"),
                line(
                        "returns twice",
                        record(1, "call", CALL) + "\n" + record(2, "return", RETURN) + "\n"
                                + record(3, "return", RETURN),
                        "line 4: member \"call\": expected a call that is not over yet, found 1"),
                line(
                        "returns as another",
                        record(1, "call", CALL) + "\n" + record(2, "return", RETURN.replace("Bind", "Send")),
                        "line 3: member \"fn\": expected WskBind, as where it began, found WskSend"),
                line(
                        "exit without enter",
                        record(1, "exit", EXIT),
                        "line 2: member \"cb\": expected the number of a callback that has begun, found 1"),
                line(
                        "callback number reused",
                        record(1, "enter", ENTER) + "\n" + record(2, "enter", ENTER),
                        "line 3: member \"cb\": expected a number that was not used before, found 1"),
                line(
                        "IRP that no call carried",
                        record(1, "call", CALL) + "\n" + record(2, "irp", IRP),
                        "line 3: member \"irp\": expected the number of an IRP that a call carried, found 1"),
                line(
                        "IRP of another call",
                        record(1, "call", CALL_WITH_IRP) + "\n"
                                + record(2, "irp", IRP.replace("\"call\":1", "\"call\":2")),
                        "line 3: member \"call\": expected 1, the call that carried the IRP, found 2"),
                line(
                        "IRP number reused",
                        record(1, "call", CALL_WITH_IRP) + "\n"
                                + record(2, "call", CALL_WITH_IRP.replace("\"call\":1", "\"call\":2")),
                        "line 3: member \"irp\": expected a number that no call carried before, found 1"),
                line(
                        "irpExit without irp",
                        record(1, "call", CALL_WITH_IRP) + "\n" + record(2, "irpExit", "\"irp\":1,\"call\":1"),
                        "line 3: member \"irp\": expected an IRP whose completion routine was entered, found 1"),
                line(
                        "cancel of no IRP",
                        record(1, "call", CALL_WITH_IRP.replace("WskBind", "IoCancelIrp")),
                        "line 2: member \"irp\": expected the number of an IRP that a call carried, found 1"),
                line(
                        "wait for no IRP",
                        record(1, "wait", "\"irp\":9"),
                        "line 2: member \"irp\": expected the number of an IRP that a call carried, found 9"),
                line(
                        "waitEnd without wait",
                        record(1, "call", CALL_WITH_IRP) + "\n" + record(2, "waitEnd", "\"irp\":1"),
                        "line 3: member \"irp\": expected an IRP that is being waited for, found 1"),
                line(
                        "peerEnd without peer",
                        record(1, "peerEnd", "\"act\":1,\"op\":\"send\""),
                        "line 2: member \"act\": expected the number of an action that has begun, found 1"),
                line(
                        "read of no callback",
                        record(1, "read", "\"cb\":3,\"datagrams\":[]"),
                        "line 2: member \"cb\": expected the number of a callback that was entered, found 3"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lines")
    void aBadLineIsRefusedWithLineMemberAndExpectation(String name, String lines, String message) {
        String text = HEADER + "\n" + lines + "\n" + end(lines.split("\n", -1).length + 1);
        assertThat(refusal(text)).as(name).hasMessage(message);
    }

    static Stream<Arguments> traces() {
        return Stream.of(
                line("empty file", "", "line 1: expected a header record, found the end of the file"),
                line(
                        "no header",
                        mark(1) + "\n",
                        "line 1: member \"kind\": expected header in the first record, found mark"),
                line(
                        "other version",
                        HEADER.replace("/1", "/9") + "\n",
                        "line 1: member \"schema\": expected wsktck-observations/1, found \"wsktck-observations/9\""),
                line(
                        "byte order mark",
                        "\ufeff" + HEADER + "\n",
                        "line 1: expected a record that begins with a brace, found ???{\"seq\":0"),
                line(
                        "no end",
                        HEADER + "\n" + mark(1) + "\n",
                        "line 3: expected an end record, found the end of the file"),
                line(
                        "cut line",
                        HEADER + "\n" + mark(1),
                        "line 2: expected a line feed at the end of the line, found the end of the file"),
                line(
                        "no line feed after the end",
                        HEADER + "\n" + end(1).stripTrailing(),
                        "line 2: expected a line feed at the end of the line, found the end of the file"),
                line(
                        "count too high",
                        HEADER + "\n" + end(2),
                        "line 2: member \"count\": expected 1, the number of records before it, found 2"),
                line(
                        "count too low",
                        HEADER + "\n" + mark(1) + "\n" + end(1),
                        "line 3: member \"count\": expected 2, the number of records before it, found 1"),
                line(
                        "records after the end",
                        HEADER + "\n" + end(1) + mark(100) + "\n",
                        "line 3: expected nothing after the end record, found another line"),
                line(
                        "bytes after the end",
                        HEADER + "\n" + end(1) + "x",
                        "line 3: expected a line feed at the end of the line, found the end of the file"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("traces")
    void aBadTraceIsRefusedWithLineMemberAndExpectation(String name, String text, String message) {
        assertThat(refusal(text)).as(name).hasMessage(message);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        byte[] bytes = (HEADER + "\n" + mark(1) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        bytes[bytes.length - 4] = (byte) 0xC3;
        assertThat(refusal(bytes))
                .hasMessage("line 2: member \"text\": expected text in UTF-8, found bytes that are none");
    }

    @Test
    void theExceptionCarriesItsParts() {
        MalformedTraceException refused = refusal(HEADER + "\n" + record(1, "call", CALL.replace("1", "0")) + "\n");
        assertThat(refused.line()).isEqualTo(2);
        assertThat(refused.field()).isEqualTo("call");
        assertThat(refused.expected()).isEqualTo("an integer of at least 1");
        assertThat(refused.found()).isEqualTo("0");
    }

    @Test
    void whatIsTheProvidersDoingIsNotMalformed() throws IOException {
        List<String> lines = List.of(
                HEADER,
                record(1, "call", CALL_WITH_IRP),
                record(2, "irp", IRP),
                record(3, "irpExit", "\"irp\":1,\"call\":1"),
                record(4, "irp", IRP),
                record(5, "enter", ENTER));
        String text = String.join("\n", lines) + "\n" + end(lines.size());
        assertThat(count(text.getBytes(StandardCharsets.UTF_8)))
                .as("an IRP that completes twice, a call that never returns, a callback that never ends")
                .isEqualTo(5);
    }

    @Test
    void hostileTextIsShortenedAndStrippedOfControlCharactersInMessages() {
        String text =
                HEADER + "\n" + record(1, "call", CALL.replace("WskBind", "\\u001b[31m" + "x".repeat(500))) + "\n";
        assertThat(refusal(text).found()).isEqualTo("\"?[31m" + "x".repeat(35) + "...\"");
    }

    private static Arguments line(String name, String text, String message) {
        return Arguments.of(name, text, message);
    }

    private static String record(long seq, String kind, String members) {
        return "{\"seq\":" + seq + ",\"t\":0,\"thread\":\"main\",\"kind\":\"" + kind + "\"," + members + "}";
    }

    private static String mark(long seq) {
        return record(seq, "mark", "\"text\":\"x\"");
    }

    private static String end(int count) {
        return record(99, "end", "\"count\":" + count) + "\n";
    }

    private static MalformedTraceException refusal(String text) {
        return refusal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MalformedTraceException refusal(byte[] bytes) {
        Throwable thrown = catchThrowable(() -> count(bytes));
        assertThat(thrown).isInstanceOf(MalformedTraceException.class);
        return (MalformedTraceException) thrown;
    }

    private static long count(byte[] bytes) throws IOException {
        long[] count = new long[1];
        try (TraceReader reader = new TraceReader(new ByteArrayInputStream(bytes))) {
            reader.forEachRemaining(o -> count[0]++);
        }
        return count[0];
    }
}
