package org.wsktck.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds {@link Kind}, {@link Field} and {@link Datagram} to the schema, which is the one source, in both directions. */
class ObservationSchemaTest {
    private static final String NAME = "/spec/observation/observation.schema.json";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNode JSON = tree();
    private static final JsonNode MEMBERS = JSON.at("/$defs/members");
    private static final Set<String> COMMON = Set.of("seq", "t", "thread", "kind");
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(JSON.toString(), InputFormat.JSON);

    @Test
    void kindsAreThoseOfTheSchema() {
        Set<String> ours = Stream.of(Kind.values()).map(Kind::json).collect(Collectors.toSet());
        assertThat(names(JSON.at("/$defs/kinds"))).isEqualTo(ours);
        assertThat(JSON.get("oneOf").findValuesAsText("$ref"))
                .containsExactlyInAnyOrderElementsOf(
                        ours.stream().map(kind -> "#/$defs/kinds/" + kind).toList());
    }

    @ParameterizedTest
    @EnumSource
    void aKindHasTheMembersOfTheSchema(Kind kind) {
        JsonNode node = JSON.at("/$defs/kinds/" + kind.json());
        assertThat(node.at("/properties/kind/const").textValue()).isEqualTo(kind.json());
        assertThat(node.get("additionalProperties").booleanValue()).isFalse();
        assertThat(texts(node.get("required"))).isEqualTo(union(COMMON, jsonOf(kind.required())));
        Set<String> all = union(COMMON, union(jsonOf(kind.required()), jsonOf(kind.optional())));
        assertThat(names(node.get("properties"))).isEqualTo(all);
        for (String member : all) {
            if (!member.equals("kind")) {
                assertThat(node.at("/properties/" + member + "/$ref").textValue())
                        .isEqualTo("#/$defs/members/" + member);
            }
        }
    }

    @Test
    void membersAreThoseOfTheSchema() {
        Set<String> ours = jsonOf(Set.of(Field.values()));
        assertThat(names(MEMBERS)).isEqualTo(union(ours, Set.of("seq", "t", "thread")));
    }

    @ParameterizedTest
    @EnumSource
    void aMemberHasTheTypeAndTheVocabularyOfTheSchema(Field field) {
        JsonNode node = MEMBERS.get(field.json());
        switch (field.type()) {
            case INT -> {
                assertThat(node.get("type").textValue()).isEqualTo("integer");
                assertThat(node.path("minimum").asLong(Long.MIN_VALUE)).isEqualTo(field.minimum());
            }
            case BOOL -> assertThat(node.get("type").textValue()).isEqualTo("boolean");
            case TEXT -> vocabulary(node, field.vocabulary());
            case TEXTS -> {
                assertThat(node.get("type").textValue()).isEqualTo("array");
                vocabulary(node.get("items"), field.vocabulary());
            }
            case DATAGRAMS -> assertThat(node.at("/items/$ref").textValue()).isEqualTo("#/$defs/datagram");
            case CHUNKS -> assertThat(node.at("/items/$ref").textValue()).isEqualTo("#/$defs/chunk");
        }
    }

    private static void vocabulary(JsonNode node, Vocabulary ours) {
        assertThat(node.get("type").textValue()).isEqualTo("string");
        Set<String> names = new HashSet<>();
        Set<String> forms = new HashSet<>();
        for (JsonNode part : node.has("anyOf") ? node.get("anyOf") : List.of(node)) {
            part.path("enum").forEach(name -> names.add(name.textValue()));
            if (part.has("pattern")) {
                forms.add(part.get("pattern").textValue());
            }
        }
        assertThat(names).isEqualTo(ours.names());
        assertThat(forms).isEqualTo(ours.form() == null ? Set.of() : Set.of(ours.form()));
    }

    @Test
    void aDatagramHasTheMembersOfTheSchema() {
        Set<String> ours = Stream.of(Datagram.class.getRecordComponents())
                .map(component -> component.getName() + ":" + component.getType())
                .collect(Collectors.toSet());
        assertThat(ours)
                .containsExactlyInAnyOrder(
                        "dg:long",
                        "length:int",
                        "intact:boolean",
                        "from:class java.lang.String",
                        "control:boolean",
                        "controlLength:int");
        JsonNode node = JSON.at("/$defs/datagram");
        assertThat(names(node.get("properties")))
                .isEqualTo(texts(node.get("required")))
                .isEqualTo(ours.stream()
                        .map(name -> name.substring(0, name.indexOf(':')))
                        .collect(Collectors.toSet()));
    }

    @Test
    void aChunkHasTheMembersOfTheSchema() {
        Set<String> ours = Stream.of(Chunk.class.getRecordComponents())
                .map(component -> component.getName() + ":" + component.getType())
                .collect(Collectors.toSet());
        assertThat(ours).containsExactlyInAnyOrder("offset:long", "length:int", "intact:boolean");
        JsonNode node = JSON.at("/$defs/chunk");
        assertThat(names(node.get("properties")))
                .isEqualTo(texts(node.get("required")))
                .isEqualTo(Set.of("offset", "length", "intact"));
    }

    @Test
    void whatTheWriterWritesFollowsTheSchema() {
        String trace = new String(Traces.bytes(Traces.example()), StandardCharsets.UTF_8);
        Set<String> kinds = new TreeSet<>();
        trace.lines().forEach(line -> {
            assertThat(errors(line)).as(line).isEmpty();
            kinds.add(read(line).get("kind").textValue());
        });
        assertThat(kinds).as("the example has every kind").hasSize(Kind.values().length);
    }

    @Test
    void theExampleOfThePageFollowsTheSchemaAndIsRead() throws IOException {
        String page = Files.readString(Path.of("observation", "README.md"));
        String example =
                page.substring(page.indexOf("```json\n") + 8, page.indexOf("\n```\n", page.indexOf("```json\n")) + 1);
        example.lines().forEach(line -> assertThat(errors(line)).as(line).isEmpty());
        try (TraceReader reader =
                new TraceReader(new java.io.ByteArrayInputStream(example.getBytes(StandardCharsets.UTF_8)))) {
            reader.forEachRemaining(o -> {});
            assertThat(reader.end()).isNotNull();
        }
    }

    @Test
    void thePageExplainsEveryKindAndMember() throws IOException {
        String page = Files.readString(Path.of("observation", "README.md"));
        assertThat(Stream.of(Kind.values()).map(kind -> "| `" + kind.json() + "` |"))
                .allMatch(page::contains);
        assertThat(Stream.of(Field.values()).map(field -> "| `" + field.json() + "` |"))
                .allSatisfy(row -> assertThat(page).contains(row));
    }

    @Test
    void theSchemaRefusesWhatTheReaderRefuses() {
        String good = "{\"seq\":1,\"t\":0,\"thread\":\"m\",\"kind\":\"wait\",\"irp\":1}";
        assertThat(errors(good)).isEmpty();
        assertThat(errors(good.replace("\"irp\":1", "\"irp\":0"))).isNotEmpty();
        assertThat(errors(good.replace(",\"irp\":1", ""))).isNotEmpty();
        assertThat(errors(good.replace("irp", "call"))).isNotEmpty();
        assertThat(errors(good.replace("\"m\"", "\"\""))).isNotEmpty();
    }

    private static List<String> errors(String line) {
        return SCHEMA.validate(line, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private static Set<String> jsonOf(Set<Field> fields) {
        return fields.stream().map(Field::json).collect(Collectors.toSet());
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        Set<String> all = new HashSet<>(a);
        all.addAll(b);
        return all;
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new HashSet<>();
        array.forEach(item -> texts.add(item.textValue()));
        return texts;
    }

    private static JsonNode tree() {
        try (InputStream in = ObservationSchemaTest.class.getResourceAsStream(NAME)) {
            return MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
