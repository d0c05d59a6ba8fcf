package org.wsktck.adapter.ioctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;
import org.wsktck.target.Wsk;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/**
 * The provider in C in a Wine of its own, built by the command that its README names: callbacks, completions and levels as the driver above it records them. What they have to be like is judged
 * by the suite; here it is only that they come. Skipped without mingw-w64 or Wine.
 */
class ProviderInWineTest {
    @TempDir
    static Path work;

    private static Target target;
    private final List<Observation> seen = new ArrayList<>();

    @BeforeAll
    static void begin() throws Exception {
        assumeTrue(Tools.has("sh"), "there is no shell");
        assumeTrue(Tools.has(NativeBuild.COMPILER), NativeBuild.COMPILER + " is not installed");
        assumeTrue(Tools.has("wine"), "wine is not installed");
        Path provider = work.resolve("netio.sys");
        Commands.run(work.resolve("build.log"), Map.of(), List.of("sh", "provider/build.sh", provider.toString()));
        target = new IoctlTargets(Map.of()).named("wine:" + provider).orElseThrow();
    }

    @AfterAll
    static void end() throws Exception {
        if (target != null) {
            target.close();
        }
    }

    private void play(ScriptBuilder script) throws TargetException {
        Sessions.play(target, script, seen::add);
    }

    private List<Observation> entered(String event) {
        return seen.stream()
                .filter(each -> each.kind() == Kind.ENTER && event.equals(each.get(Field.EVENT)))
                .toList();
    }

    @Test
    void datagramsComeByCallbackAndSomeOfThemAtDispatchLevel() throws Exception {
        ScriptBuilder script = ScriptBuilder.script("datagrams", "Datagrams one after the other")
                .client()
                .enabled("s1");
        for (int i = 0; i < 8; i++) {
            script.send("s1", 1).quiesce();
        }
        play(script.shutDown("s1"));
        assertThat(entered(Wsk.RECEIVE_FROM))
                .hasSize(8)
                .extracting(each -> each.text(Field.IRQL))
                .as("every fourth at DISPATCH_LEVEL")
                .containsExactly(
                        "PASSIVE_LEVEL",
                        "PASSIVE_LEVEL",
                        "PASSIVE_LEVEL",
                        "DISPATCH_LEVEL",
                        "PASSIVE_LEVEL",
                        "PASSIVE_LEVEL",
                        "PASSIVE_LEVEL",
                        "DISPATCH_LEVEL");
    }

    @Test
    void aConnectionIsAcceptedHeardAndEnded() throws Exception {
        play(ScriptBuilder.script("connection", "A connection that comes, speaks and goes")
                .client()
                .listening("s1", Wsk.EVENT_ACCEPT, Wsk.EVENT_RECEIVE, Wsk.EVENT_DISCONNECT)
                .connects("p1", "s1")
                .quiesce()
                .writes("p1", 100)
                .quiesce()
                .finishes("p1")
                .quiesce()
                .shutDown("s1.1", "s1"));
        assertThat(entered(Wsk.ACCEPT)).hasSize(1);
        assertThat(entered(Wsk.RECEIVE)).isNotEmpty();
        assertThat(entered(Wsk.DISCONNECT)).hasSize(1);
    }

    @Test
    void aReceiveWaitsAndIsCancelledByTheClose() throws Exception {
        play(ScriptBuilder.script("cancelled", "A receive that the close ends")
                .client()
                .plain("s1")
                .call(Wsk.receiveFrom("s1", 64, "r"))
                .quiesce()
                .shutDown("s1"));
        assertThat(seen.stream()
                        .filter(each -> each.kind() == Kind.IRP && "WskReceiveFrom".equals(each.get(Field.FN)))
                        .map(each -> each.text(Field.STATUS)))
                .containsExactly("STATUS_CANCELLED");
    }
}
