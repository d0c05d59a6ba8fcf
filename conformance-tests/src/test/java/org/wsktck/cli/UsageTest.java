package org.wsktck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad usage ends with 2 and a message that says what is wrong. */
class UsageTest {
    static Stream<Arguments> badUsage() {
        return Stream.of(
                Arguments.of("", "no command given"),
                Arguments.of("frobnicate", "frobnicate"),
                Arguments.of("certify --frobnicate", "--frobnicate"),
                Arguments.of("certify nowhere", "no target 'nowhere'"),
                Arguments.of("certify mutant:DGM-99", "no mutant DGM-99"),
                Arguments.of(
                        "certify wine:nowhere.sys",
                        "'nowhere.sys' cannot be a provider for Wine: there is no such file"),
                Arguments.of("certify wine:pom.xml", "not a Windows image"),
                Arguments.of("certify --rule DGM-99", "no rule DGM-99"),
                Arguments.of("certify --rule CLI-12", "has no scenario"),
                Arguments.of("certify --category stream", "there are: client, datagram"),
                Arguments.of("certify --budget 3x", "'3x' is no duration"),
                Arguments.of("certify --seed x", "--seed"),
                Arguments.of("check", "TRACE"),
                Arguments.of("check nowhere.ndjson", "no such file"),
                Arguments.of("check .", "is a directory"),
                Arguments.of("check --format xml a.ndjson", "--format"),
                Arguments.of("rules DGM-99", "no rule DGM-99"));
    }

    @ParameterizedTest(name = "wsktck {0}")
    @MethodSource("badUsage")
    void endsWithTwoAndSaysWhy(String line, String message) {
        String[] args =
                Arrays.stream(line.split(" ")).filter(word -> !word.isEmpty()).toArray(String[]::new);
        Console console = Console.run(args);
        assertThat(console.code()).isEqualTo(Exit.USAGE);
        assertThat(console.err()).contains(message).doesNotContain("\tat ");
        assertThat(console.out()).isEmpty();
    }

    @Test
    void helpNamesEveryCommandAndExitCode() {
        Console console = Console.run("--help");
        assertThat(console.code()).isZero();
        assertThat(console.out())
                .contains("certify", "check", "rules", "guide", "figures", "Exit codes", "bad usage or input");
    }

    @Test
    void versionIsShown() {
        assertThat(Console.run("--version").out()).startsWith("wsktck ");
    }
}
