package org.wsktck.adapter.ioctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.Step;
import org.wsktck.target.Target;
import org.wsktck.target.TargetDescription;
import org.wsktck.target.TargetException;
import org.wsktck.target.Wsk;
import org.wsktck.trace.Chunk;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/** Scripts through the target {@code wine}, end to end: one Wine for all of them, the last test breaks it. Skipped without mingw-w64 or Wine. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WineTargetTest {
    private static WineAgents agents;
    private static IoctlTarget target;
    private final List<Observation> seen = new ArrayList<>();

    @BeforeAll
    static void begin() {
        assumeTrue(NativeBuild.isPossible(), NativeBuild.COMPILER + " is not installed");
        assumeTrue(Tools.has("wine"), "wine is not installed");
        agents = new WineAgents(Protocol.load(), null);
        target = new IoctlTarget(
                Protocol.load(),
                agents,
                false,
                () -> new TargetDescription("wine", "Wine", java.util.Set.of(), java.util.Map.of()));
    }

    @AfterAll
    static void end() throws Exception {
        if (target == null) {
            return;
        }
        Path folder = folder();
        target.close();
        assertThat(folder).doesNotExist();
        assertThat(processesOf(folder)).isEmpty();
        assertThatThrownBy(() -> target.open(1, o -> {}))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("closed");
    }

    private static Path folder() {
        return Objects.requireNonNull(agents.wine(), "Wine runs").folder();
    }

    /** Processes that have the folder in their environment. */
    private static List<ProcessHandle> processesOf(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(each -> environment(each).contains(folder.toString()))
                .filter(each -> each.pid() != ProcessHandle.current().pid())
                .toList();
    }

    private static String environment(ProcessHandle process) {
        try {
            return Files.readString(
                    Path.of("/proc/" + process.pid() + "/environ"), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (java.io.IOException gone) {
            return "";
        }
    }

    private void play(ScriptBuilder script) throws TargetException {
        try (Target.Session session = target.open(1, seen::add)) {
            for (Step step : script.build().steps()) {
                session.execute(step);
            }
        }
    }

    private Observation one(Kind kind, Field field, String text) {
        return seen.stream()
                .filter(each -> each.kind() == kind && text.equals(each.get(field)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " of " + text + " among " + seen));
    }

    private int at(Observation observation) {
        return seen.indexOf(observation);
    }

    @Test
    @Order(1)
    void aConnectionIsAcceptedAndServed() throws TargetException {
        play(ScriptBuilder.script("served", "A peer connects, writes and is written to")
                .client()
                .listening("s1")
                .call(Wsk.accept("s1", "a1", "i1"))
                .connects("p1", "s1")
                .quiesce()
                .writes("p1", 20)
                .call(Wsk.receive("a1", 100, "i2"))
                .quiesce()
                .call(Wsk.send("a1", 32, "i3"))
                .quiesce()
                .call(Wsk.disconnect("a1", "i4"))
                .quiesce());
        Observation accepted = one(Kind.IRP, Field.FN, "WskAccept");
        assertThat(accepted)
                .returns("a1", o -> o.text(Field.ACCEPT_SOCKET))
                .returns("p1", o -> o.text(Field.PEER))
                .returns("s1", o -> o.text(Field.ADDRESS))
                .returns(true, o -> o.flag(Field.FRESH, false));
        assertThat(at(one(Kind.PEER, Field.OP, "connect"))).isLessThan(at(accepted));
        assertThat(one(Kind.IRP, Field.FN, "WskReceive").data()).containsExactly(new Chunk(0, 20, true));
        assertThat(at(one(Kind.PEER, Field.OP, "write"))).isLessThan(at(one(Kind.IRP, Field.FN, "WskReceive")));
        Observation data = one(Kind.SEES, Field.OP, "data");
        assertThat(data.data()).containsExactly(new Chunk(0, 32, true));
        assertThat(data.text(Field.SOCKET)).isEqualTo("a1");
        assertThat(at(one(Kind.CALL, Field.FN, "WskSend"))).isLessThan(at(data));
        // What Wine 8.0 does not have, it says.
        assertThat(one(Kind.RETURN, Field.FN, "WskDisconnect").text(Field.STATUS))
                .isEqualTo("STATUS_NOT_IMPLEMENTED");
        // The client has left in order.
        assertThat(one(Kind.RETURN, Field.FN, "WskDeregister").text(Field.STATUS))
                .isEqualTo("STATUS_SUCCESS");
        assertThat(seen.get(seen.size() - 1).kind()).isEqualTo(Kind.QUIESCE);
    }

    @Test
    @Order(2)
    void aClientConnectsToAPeer() throws TargetException {
        play(ScriptBuilder.script("connects", "A client connects to a peer that listens")
                .client()
                .connected("s1", "p1")
                .finishes("p1")
                .call(Wsk.receive("s1", 100, "i1"))
                .quiesce());
        assertThat(one(Kind.IRP, Field.FN, "WskConnect").text(Field.STATUS)).isEqualTo("STATUS_SUCCESS");
        assertThat(one(Kind.SEES, Field.OP, "connected").text(Field.SOCKET)).isEqualTo("s1");
        assertThat(one(Kind.IRP, Field.FN, "WskReceive"))
                .returns(0L, o -> o.number(Field.INFORMATION, -1))
                .returns(List.of(), Observation::data);
    }

    /** Sessions do not see each other: the same names, and a world in which nothing has happened. */
    @Test
    @Order(3)
    void aSessionBeginsInAFreshWorld() throws TargetException {
        Path before = folder();
        play(ScriptBuilder.script("first", "first").client());
        int first = seen.size();
        play(ScriptBuilder.script("second", "second").client());
        assertThat(seen.subList(first, seen.size()).stream().map(Observation::kind))
                .containsExactlyElementsOf(
                        seen.subList(0, first).stream().map(Observation::kind).toList());
        assertThat(folder()).as("the same Wine").isEqualTo(before);
    }

    /** Everything in the prefix is killed in the middle of a session: the session says so, keeps what it has seen, and the next one works. */
    @Test
    @Order(4)
    void aWineThatDiesIsNoticedAndReplaced() throws Exception {
        try (Target.Session session = target.open(1, seen::add)) {
            session.execute(new Step.Call(Step.MAIN, Wsk.register("c1")));
            processesOf(folder()).forEach(ProcessHandle::destroyForcibly);
            assertThatThrownBy(() -> {
                        session.execute(new Step.Call(Step.MAIN, Wsk.capture("c1", "WSK_NO_WAIT")));
                        session.execute(new Step.Quiesce());
                    })
                    .isInstanceOf(TargetException.class)
                    .hasMessageContaining("agent");
        }
        assertThat(seen.get(1).text(Field.STATUS)).isEqualTo("STATUS_SUCCESS");
        seen.clear();
        play(ScriptBuilder.script("afterwards", "afterwards").client());
        assertThat(one(Kind.RETURN, Field.FN, "WskRegister").text(Field.STATUS)).isEqualTo("STATUS_SUCCESS");
    }
}
