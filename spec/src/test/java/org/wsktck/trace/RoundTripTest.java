package org.wsktck.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTripTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        List<Observation> example = Traces.example();
        Path file = folder.resolve("example.ndjson");
        TraceWriter.writeAll(file, example, "reference", "example", 42L);
        assertThat(TraceReader.readAll(file)).isEqualTo(example);
    }

    @Test
    void headerAndEndRecordSayWhatTheTraceIs() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TraceWriter writer = new TraceWriter(out, "reference", null, -7L)) {
            writer.accept(Observation.of(Kind.QUIESCE).at(5, 9, "main"));
            writer.end(3);
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"seq\":0,\"t\":0,\"thread\":\"bench\",\"kind\":\"header\","
                        + "\"schema\":\"wsktck-observations/1\",\"target\":\"reference\",\"seed\":-7}\n"
                        + "{\"seq\":5,\"t\":9,\"thread\":\"main\",\"kind\":\"quiesce\"}\n"
                        + "{\"seq\":6,\"t\":9,\"thread\":\"bench\",\"kind\":\"end\",\"count\":2,\"dropped\":3}\n");
        try (TraceReader reader = new TraceReader(new ByteArrayInputStream(out.toByteArray()))) {
            assertThat(reader.header().text(Field.TARGET)).isEqualTo("reference");
            assertThat(reader.header().has(Field.SCRIPT)).isFalse();
            assertThat(reader.next()).isNotNull();
            assertThat(reader.next()).isNull();
            assertThat(reader.next()).as("after the end").isNull();
            assertThat(reader.dropped()).isEqualTo(3);
        }
    }

    @Test
    void jacksonReadsTheSame() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<String> lines = new String(Traces.bytes(Traces.example()), StandardCharsets.UTF_8)
                .lines()
                .toList();
        List<Observation> example = Traces.example();
        for (int i = 0; i < example.size(); i++) {
            JsonNode node = mapper.readTree(lines.get(i + 1));
            Observation o = example.get(i);
            assertThat(node.get("seq").longValue()).isEqualTo(o.seq());
            assertThat(node.get("kind").textValue()).isEqualTo(o.kind().json());
            for (Field field : Field.values()) {
                assertThat(node.has(field.json())).as(field.json()).isEqualTo(o.has(field));
                if (field.type() == Field.Type.TEXT && o.has(field)) {
                    assertThat(node.get(field.json()).textValue()).isEqualTo(o.text(field));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "\"\\/\b\f\n\r\t\u0001\u007f",
                "Gr\u00fc\u00dfe \u2028",
                "\ud83d\ude00",
                "lone \ud800 half",
                "\udc00"
            })
    void anyNoteSurvives(String note) throws IOException {
        List<Observation> all =
                List.of(Observation.of(Kind.MARK).at(1, -1, "main").with(Field.TEXT, note));
        assertThat(read(Traces.bytes(all))).isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                Long.MIN_VALUE,
                -1,
                0,
                9,
                10,
                99,
                999_999_999_999_999_999L,
                1_000_000_000_000_000_000L,
                Long.MAX_VALUE
            })
    void anyTimeSurvives(long t) throws IOException {
        List<Observation> all = List.of(Observation.of(Kind.QUIESCE).at(1, t, "main"));
        assertThat(read(Traces.bytes(all))).isEqualTo(all);
    }

    @Test
    void spacesEscapesAndAnyOrderOfMembersAreJsonToo() throws IOException {
        String trace =
                "{ \"kind\" : \"header\",\t\"schema\":\"wsktck-observations\\/1\",\"t\":-0,\"thread\":\"b\",\"s\\u0065q\":0 }\r\n"
                        + "{\"text\":\"\\u00e9\",\"kind\":\"m\\u0061rk\",\"thread\":\"m\",\"t\":0,\"seq\":1}\n"
                        + "{\"seq\":2,\"t\":0,\"thread\":\"m\",\"kind\":\"end\",\"count\":2}\n";
        assertThat(read(trace.getBytes(StandardCharsets.UTF_8)))
                .containsExactly(Observation.of(Kind.MARK).at(1, 0, "m").with(Field.TEXT, "\u00e9"));
    }

    @Test
    void aStreamThatTricklesIsReadLikeAnyOther() throws IOException {
        byte[] bytes = Traces.bytes(Traces.example());
        InputStream trickle = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, 7));
            }
        };
        List<Observation> read = new ArrayList<>();
        try (TraceReader reader = new TraceReader(trickle)) {
            reader.forEachRemaining(read::add);
        }
        assertThat(read).isEqualTo(Traces.example());
    }

    @Test
    void linesLongerThanTheBufferAreRead() throws IOException {
        String note = "x".repeat(1 << 20);
        List<Observation> all =
                List.of(Observation.of(Kind.MARK).at(1, 0, "main").with(Field.TEXT, note));
        assertThat(read(Traces.bytes(all))).isEqualTo(all);
    }

    @Test
    void numbersFarBeyondTheOthersStillPair() throws IOException {
        List<Observation> all = new ArrayList<>();
        for (long number : new long[] {1, 5_000, 1_000_000_000_000_000L, Long.MAX_VALUE, 2}) {
            all.add(Traces.call(number, "WskBind").at(all.size() + 1, 0, "main"));
            all.add(Observation.of(Kind.RETURN)
                    .at(all.size() + 1, 0, "main")
                    .with(Field.CALL, number)
                    .with(Field.FN, "WskBind")
                    .with(Field.STATUS, "STATUS_SUCCESS"));
        }
        assertThat(read(Traces.bytes(all))).isEqualTo(all);
        all.add(Traces.call(Long.MAX_VALUE, "WskBind").at(all.size() + 1, 0, "main"));
        assertThatThrownBy(() -> read(Traces.bytes(all)))
                .hasMessage("line 12: member \"call\": expected a number that was not used before, found "
                        + Long.MAX_VALUE);
    }

    @Test
    void theWriterRefusesWhatTheReaderWouldAndStaysUsable() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TraceWriter writer = new TraceWriter(out, null, null, null)) {
            Observation lacking = Observation.of(Kind.MARK).at(1, 0, "main");
            assertThatThrownBy(() -> writer.accept(lacking))
                    .hasMessage("a record of kind mark needs the member text: 1 main mark");
            Observation foreign = Observation.of(Kind.QUIESCE).at(1, 0, "main").with(Field.TEXT, "x");
            assertThatThrownBy(() -> writer.accept(foreign))
                    .hasMessage("a record of kind quiesce has no member text: 1 main quiesce text=x");
            Observation first = Observation.of(Kind.QUIESCE).at(1, 0, "main");
            writer.accept(first);
            assertThatThrownBy(() -> writer.accept(first))
                    .hasMessage("seq 1 is not above that of the record before, 1");
            assertThatThrownBy(() -> writer.accept(
                            Observation.of(Kind.END).at(2, 0, "main").with(Field.COUNT, 1)))
                    .hasMessageStartingWith("the writer adds the end record itself");
            writer.end(0);
            assertThatThrownBy(() -> writer.accept(Observation.of(Kind.QUIESCE).at(9, 0, "main")))
                    .hasMessageStartingWith("the trace has its end record already");
            assertThat(read(out.toByteArray())).containsExactly(first);
        }
    }

    @Test
    void everyMemberHasABit() {
        assertThat(Field.values().length)
                .as("members and the five numbered after them")
                .isLessThan(Long.SIZE - 5);
    }

    private static List<Observation> read(byte[] bytes) throws IOException {
        List<Observation> all = new ArrayList<>();
        try (TraceReader reader = new TraceReader(new ByteArrayInputStream(bytes))) {
            reader.forEachRemaining(all::add);
        }
        return all;
    }
}
