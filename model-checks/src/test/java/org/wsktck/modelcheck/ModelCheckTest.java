package org.wsktck.modelcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** TLC finds on every model just what the manifest expects: the properties hold or fail by name, and the counts have not moved. */
@Execution(ExecutionMode.CONCURRENT)
class ModelCheckTest {
    private static final Duration GENEROUS = Duration.ofMinutes(15);
    /** Two models at once need less time than one after the other with two workers each: most are small, and a process has to begin. */
    private static final int WORKERS = 1;

    private static final Manifest MANIFEST = Manifest.standard();

    static Stream<String> quick() {
        return names("quick");
    }

    /** The longest first: what begins last must not keep one worker busy while the other has nothing left. */
    static Stream<String> ci() {
        return names("large", "ci", "broken");
    }

    private static Stream<String> names(String... profiles) {
        return Arrays.stream(profiles)
                .flatMap(profile -> MANIFEST.profile(profile).stream())
                .sorted(Comparator.comparingLong(ModelCheckTest::size).reversed())
                .map(Model::name);
    }

    private static long size(Model model) {
        Long states = model.distinctStates();
        return states == null ? 0 : states;
    }

    @ParameterizedTest
    @MethodSource
    void quick(String name) {
        check(name);
    }

    /**
     * Among them: each property fails on some model with a rule lifted, each witness state is reached, and the client object, a listening socket and its accepted socket
     * together are searched to the end.
     */
    @ParameterizedTest
    @MethodSource
    @Tag("ci")
    void ci(String name) {
        check(name);
    }

    @Test
    void largeModelsHaveMoreThanAMillionStates() {
        assertThat(MANIFEST.profile("large"))
                .isNotEmpty()
                .allSatisfy(model -> assertThat(size(model)).as(model.name()).isGreaterThan(1_000_000));
    }

    private static void check(String name) {
        ModelCheckResult result =
                new ModelChecker(MANIFEST, GENEROUS).check(MANIFEST.model(name).orElseThrow(), WORKERS);

        assertThat(result.surprises()).as(() -> name + "\n" + result.output()).isEmpty();
    }

    /** Where exhaustive checking ends, simulation begins, and the manifest says which. */
    @Test
    void everyCompleteSearchHasItsCountsRecorded() {
        assertThat(MANIFEST.models().stream()
                        .filter(m -> !m.mustFail()
                                && List.of("quick", "ci", "large", "deep").contains(m.profile()))
                        .filter(m -> !m.isSimulated()))
                .allSatisfy(m -> {
                    assertThat(m.distinctStates()).as(m.name()).isNotNull();
                    assertThat(m.depth()).as(m.name()).isNotNull();
                });
    }

    @Test
    void aSimulationSaysThatItIsOne() {
        Model full = MANIFEST.model("MC_Enabling").orElseThrow();
        Model simulated = simulation(full, full.violates());

        ModelCheckResult result = new ModelChecker(MANIFEST, GENEROUS).check(simulated, WORKERS);

        assertThat(result.surprises()).as(result.output()).isEmpty();
        assertThat(ModelCheckRun.row(result))
                .contains("simulation: 20 behaviours of at most 30 steps, seed 1")
                .doesNotContain("; 0 states checked");
    }

    @Test
    void aSimulationFindsABrokenProperty() {
        Model broken = simulation(MANIFEST.model("BrokenClosedInv").orElseThrow(), null);

        ModelCheckResult result = new ModelChecker(MANIFEST, GENEROUS).check(broken, WORKERS);

        assertThat(result.surprises()).containsExactly("ClosedInv is violated");
    }

    private static Model simulation(Model model, @Nullable String violates) {
        boolean fails = model.mustFail();
        return new Model(
                model.name(),
                model.module(),
                model.purpose(),
                model.profile(),
                model.properties(),
                violates,
                null,
                null,
                "simulation",
                fails ? 100_000 : 20,
                fails ? 60 : 30);
    }

    @Test
    void anUnknownNameIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> MANIFEST.select(List.of("MC_Nothing")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MC_Nothing")
                .hasMessageContaining("MC_Datagram");
    }

    @Test
    void aPropertyThatFailsUnexpectedlyIsASurprise() {
        Model broken = MANIFEST.model("BrokenClosedInv").orElseThrow();
        Model trusted = new Model(
                broken.name(),
                broken.module(),
                broken.purpose(),
                broken.profile(),
                broken.properties(),
                null,
                null,
                null,
                null,
                null,
                null);

        ModelCheckResult result = new ModelChecker(MANIFEST, GENEROUS).check(trusted, WORKERS);

        assertThat(result.surprises()).containsExactly("ClosedInv is violated");
        assertThat(result.properties()).containsExactly(new ModelCheckResult.Property("ClosedInv", false));
        assertThat(ModelCheckRun.table(List.of(result)))
                .contains("NOT AS EXPECTED")
                .contains("VIOLATED  ClosedInv");
    }
}
