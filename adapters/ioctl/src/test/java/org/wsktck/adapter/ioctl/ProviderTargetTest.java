package org.wsktck.adapter.ioctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.Step;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;
import org.wsktck.target.Wsk;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/** Scripts through the target {@code wine:FILE}, end to end, with the tests' own provider as FILE. Skipped without mingw-w64 or Wine. */
class ProviderTargetTest {
    @TempDir
    static Path work;

    private static Target target;
    private final List<Observation> seen = new ArrayList<>();

    @BeforeAll
    static void begin() throws Exception {
        assumeTrue(Tools.has("wine"), "wine is not installed");
        Path provider = DriverBuild.provider(work);
        target = new IoctlTargets(Map.of()).named("wine:" + provider).orElseThrow();
    }

    @AfterAll
    static void end() throws Exception {
        if (target != null) {
            target.close();
        }
    }

    private void play(ScriptBuilder script) throws TargetException {
        try (Target.Session session = target.open(1, seen::add)) {
            for (Step step : script.build().steps()) {
                session.execute(step);
            }
        }
    }

    /** A datagram socket, which Wine's own provider does not have, and the address that only the tests' provider gives. */
    @Test
    void theFileIsWhatAnswers() throws Exception {
        play(ScriptBuilder.script("answers", "A socket that Wine's own provider does not have")
                .client()
                .call(Wsk.datagramSocket(Wsk.CLIENT, "s1", "i1"))
                .call(Wsk.localAddress("s1", "i2"))
                .call(Wsk.close("s1", "i3"))
                .quiesce());
        assertThat(one(Kind.IRP, Field.FN, "WskSocket").text(Field.STATUS)).isEqualTo("STATUS_SUCCESS");
        assertThat(one(Kind.RETURN, Field.FN, "WskGetLocalAddress").text(Field.STATUS))
                .isEqualTo("STATUS_SUCCESS");
        assertThat(maps()).anyMatch(line -> line.endsWith("system32/netio.sys") || line.endsWith("drivers/netio.sys"));
    }

    /** What this machine's processes have mapped from the prefixes of this one's targets. */
    private static List<String> maps() {
        return ProcessHandle.allProcesses()
                .flatMap(ProviderTargetTest::maps)
                .filter(line -> line.contains("wsktck-wine-"))
                .toList();
    }

    private static Stream<String> maps(ProcessHandle process) {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/maps"), StandardCharsets.ISO_8859_1)
                    .stream();
        } catch (IOException gone) {
            return Stream.of();
        }
    }

    private Observation one(Kind kind, Field field, String text) {
        return seen.stream()
                .filter(each -> each.kind() == kind && text.equals(each.get(field)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " of " + text + " among " + seen));
    }
}
