package org.wsktck.adapter.ioctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wsktck.target.Action;
import org.wsktck.target.Step;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;

/** Holds the protocol to the schema of observations and to the steps and actions of scripts: what exists travels, or is listed with the reason why it does not. */
class ProtocolTest {
    private static final Protocol PROTOCOL = Protocol.load();
    /** Members of struct observation that are named otherwise, because the name is taken. */
    private static final Map<String, String> RENAMED = Map.of("size", "sizeBack", "peer", "remote");
    /** Members of the schema that travel as elements behind the observation. */
    private static final Set<String> ELEMENTS = Set.of("datagrams", "data");
    /** A mark's text is kept by the bench, which sends a token. */
    private static final Set<String> TOKENS = Set.of("text");

    private static Map<String, String> benchSide(String part) {
        return Objects.requireNonNull(PROTOCOL.benchSide().get(part), part);
    }

    private static Set<String> names(String table) {
        return Objects.requireNonNull(PROTOCOL.enums().get(table), table).keySet();
    }

    private static Set<String> valueNames(String prefix) {
        return PROTOCOL.names().entrySet().stream()
                .filter(each -> each.getKey().equals(prefix) || each.getKey().startsWith(prefix + "."))
                .flatMap(each -> each.getValue().keySet().stream())
                .collect(Collectors.toSet());
    }

    @Test
    void theHeaderIsTheOneThatTheDefinitionGives() throws IOException {
        assertThat(Files.readString(Files4Tests.PROTOCOL.resolve("wsktck_protocol.h")))
                .as("written by HeaderWriter, see README.md")
                .isEqualTo(HeaderWriter.text(PROTOCOL));
    }

    @Test
    void everyKindIsRecordedByTheDriverOrByTheBench() {
        Set<String> recorded = new TreeSet<>(names("kind"));
        assertThat(recorded.remove("skip")).isTrue();
        assertThat(recorded).doesNotContainAnyElementsOf(benchSide("kinds").keySet());
        recorded.addAll(benchSide("kinds").keySet());
        assertThat(recorded)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Kind.values()).map(Kind::json).toList());
    }

    @ParameterizedTest
    @EnumSource
    void everyFieldHasItsPlace(Field field) {
        String name = field.json();
        if (benchSide("fields").containsKey(name)) {
            assertThat(PROTOCOL.observed()).doesNotContain(name);
            return;
        }
        assertThat(PROTOCOL.observed()).containsOnlyOnce(name);
        if (!ELEMENTS.contains(name)) {
            assertThat(PROTOCOL.struct("observation").member(RENAMED.getOrDefault(name, name)))
                    .isNotNull();
        }
    }

    /** A member that the bench writes must not be one that the driver's kinds need. */
    @Test
    void whatTheDriversKindsCarryTravels() {
        for (Kind kind : Kind.values()) {
            if (!benchSide("kinds").containsKey(kind.json())) {
                Stream.concat(kind.required().stream(), kind.optional().stream())
                        .map(Field::json)
                        .filter(each -> !TOKENS.contains(each))
                        .forEach(each -> assertThat(PROTOCOL.observed()).contains(each));
            }
        }
    }

    @Test
    void everyBitNamesAFieldAndFits() {
        assertThat(PROTOCOL.observed()).hasSizeLessThanOrEqualTo(Long.SIZE).doesNotHaveDuplicates();
        assertThat(PROTOCOL.arguments()).hasSizeLessThanOrEqualTo(Integer.SIZE).doesNotHaveDuplicates();
        assertThat(PROTOCOL.observed())
                .allSatisfy(each -> assertThat(Field.named(each)).isNotNull());
        assertThat(PROTOCOL.arguments()).allSatisfy(each -> {
            assertThat(Field.named(each)).isNotNull();
            assertThat(PROTOCOL.struct("invocation").member(each)).isNotNull();
        });
    }

    /** The arguments of a call are the members that a record of it may carry beyond those that name what it is about. */
    @Test
    void everyArgumentOfACallTravels() {
        Set<String> arguments = Kind.CALL.optional().stream().map(Field::json).collect(Collectors.toSet());
        // Told by members of their own, or by the driver itself: dg and offset count what it has sent.
        arguments.removeAll(Set.of("client", "socket", "irp", "dg", "offset"));
        assertThat(PROTOCOL.arguments()).containsExactlyInAnyOrderElementsOf(arguments);
    }

    @Test
    void numbersStandForTheWordsOfTheSchema() {
        assertThat(names("function")).isEqualTo(Field.FN.vocabulary().names());
        assertThat(names("event")).isEqualTo(Field.EVENT.vocabulary().names());
        assertThat(names("category")).isEqualTo(Field.CATEGORY.vocabulary().names());
        assertThat(names("table")).isEqualTo(Field.TABLE.vocabulary().names());
        Set<String> irqls = new HashSet<>(names("irql"));
        irqls.remove("unchanged");
        assertThat(irqls).isEqualTo(Field.IRQL.vocabulary().names());
        assertThat(valueNames("mask")).isEqualTo(Field.MASK.vocabulary().names());
        assertThat(valueNames("flags")).isEqualTo(Field.FLAGS.vocabulary().names());
        assertThat(valueNames("request")).isEqualTo(Field.REQUEST.vocabulary().names());
        assertThat(valueNames("inspectAction"))
                .isEqualTo(Field.ACTION.vocabulary().names());
        assertThat(valueNames("timeout")).isEqualTo(Field.TIMEOUT.vocabulary().names());
        assertThat(valueNames("status")).allMatch(Field.STATUS.vocabulary()::admits);
        assertThat(valueNames("code")).allMatch(Field.CODE.vocabulary()::admits);
        assertThat(valueNames("level")).allMatch(Field.LEVEL.vocabulary()::admits);
        assertThat(names("npi")).allMatch(Field.NPI.vocabulary()::admits);
    }

    /** Flags are named by the function or event in whose argument they stand, since their values recur. */
    @Test
    void tablesOfNamesAreOfFunctionsAndEvents() {
        Set<String> words = new HashSet<>(names("function"));
        words.addAll(names("event"));
        PROTOCOL.names().keySet().stream()
                .filter(each -> each.contains("."))
                .forEach(each -> assertThat(words).contains(each.substring(each.indexOf('.') + 1)));
        PROTOCOL.names()
                .forEach((table, values) -> assertThat(values.values())
                        .as(table)
                        .doesNotHaveDuplicates()
                        .allMatch(v -> v >>> 32 == 0));
    }

    @Test
    void everyStepIsAFrameOrTheBenchs() {
        // Two steps are a reaction in another mode; the rest are ops of their own.
        Map<String, String> modes = Map.of("Otherwise", "otherwise", "OnCompletion", "onCompletion");
        assertThat(names("mode")).containsAll(modes.values()).contains("once");
        for (Class<?> step : Step.class.getPermittedSubclasses()) {
            String name = step.getSimpleName();
            boolean travels = modes.containsKey(name) || names("op").contains(name.toLowerCase(Locale.ROOT));
            assertThat(travels).as(name).isNotEqualTo(benchSide("steps").containsKey(name));
        }
        assertThat(benchSide("steps").keySet())
                .allMatch(each -> Arrays.stream(Step.class.getPermittedSubclasses())
                        .anyMatch(step -> step.getSimpleName().equals(each)));
    }

    @Test
    void everyActionTravels() {
        List<String> actions = Arrays.stream(
                        Action.class.getAnnotation(JsonSubTypes.class).value())
                .map(JsonSubTypes.Type::name)
                .toList();
        assertThat(names("action")).containsExactlyInAnyOrderElementsOf(actions);
        assertThat(actions).hasSize(Action.class.getPermittedSubclasses().length);
    }

    @Test
    void everyReasonIsGiven() {
        PROTOCOL.benchSide().values().forEach(part -> assertThat(part.values()).allMatch(each -> each.length() > 4));
    }

    @Test
    void aStructThatIsNotWhatItClaimsIsRefused() {
        for (String members : List.of(
                "{size: 8, members: [a: u32]}",
                "{size: 12, members: [a: u32, b: u64]}",
                "{size: 12, members: [a: u64, b: u32]}",
                "{size: 4, members: [a: i32]}")) {
            byte[] yaml = ("version: 1\nstructs: {broken: " + members + "}\n").getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> Protocol.parse(yaml)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
