package org.wsktck.adapter.ioctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wsktck.target.Action;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.Step;
import org.wsktck.target.TargetException;
import org.wsktck.target.Wsk;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/** A session on a driver that is not one: what goes out, what becomes of what comes in, and what happens when the other side fails. */
class IoctlSessionTest {
    private final List<Observation> seen = new ArrayList<>();
    private final AtomicReference<Boolean> sound = new AtomicReference<>();
    private int releases;
    private FakeDriver driver;

    @BeforeEach
    void begin() throws IOException {
        driver = new FakeDriver();
    }

    private IoctlSession session() throws TargetException {
        return session(false);
    }

    private IoctlSession session(boolean complete) throws TargetException {
        IoctlSession.Start start = new IoctlSession.Start(1, complete);
        return new IoctlSession(Protocol.load(), driver.channel(), new Patience(), start, seen::add, well -> {
            sound.set(well);
            releases++;
        });
    }

    private List<String> kinds() {
        return seen.stream().map(each -> each.kind().json()).toList();
    }

    @Test
    void theDriverIsToldWhatItMayCall() throws TargetException {
        session(true).close();
        assertThat(driver.hellos)
                .first()
                .satisfies(hello -> assertThat(hello)
                        .containsEntry("seed", 1L)
                        .containsEntry("allow", Protocol.load().number("allow", "complete")));
    }

    @Test
    void theDriverMayDoNoMoreThanItIsTold() throws TargetException {
        session(false).close();
        assertThat(driver.hellos).first().satisfies(hello -> assertThat(hello).containsEntry("allow", 0L));
    }

    @Test
    void callsAreRecordedUnderTheNamesOfTheScript() throws TargetException {
        try (IoctlSession session = session()) {
            for (Step step : ScriptBuilder.script("s", "s")
                    .call(Wsk.register("alice"))
                    .call(Wsk.listenSocket("alice", "ears", "i1"))
                    .quiesce()
                    .build()
                    .steps()) {
                session.execute(step);
            }
        }
        assertThat(kinds()).containsExactly("call", "return", "call", "return", "quiesce");
        assertThat(seen.get(3))
                .returns("alice", o -> o.text(Field.CLIENT))
                .returns("ears", o -> o.text(Field.SOCKET))
                .returns("WskSocket", o -> o.text(Field.FN))
                .returns("STATUS_NOT_IMPLEMENTED", o -> o.text(Field.STATUS))
                .returns("main", Observation::thread);
        assertThat(seen).extracting(Observation::seq).isSorted().doesNotHaveDuplicates();
        assertThat(sound.get()).isTrue();
    }

    @Test
    void aCallOnAnotherThreadHasItsName() throws TargetException {
        try (IoctlSession session = session()) {
            session.execute(new Step.Call("t1", Wsk.register("c1")));
            session.execute(new Step.Quiesce());
        }
        assertThat(seen.get(0).thread()).isEqualTo("t1");
    }

    /** A mark, the deed, a mark: what the driver records meanwhile stands between. */
    @Test
    void whatABenchsPeerDoesStandsBetweenItsMarks() throws TargetException {
        try (IoctlSession session = session()) {
            session.execute(new Step.Peer("listen", "p1", null, 0));
            session.execute(new Step.Peer("write", "p1", null, 20));
            session.execute(new Step.Peer("listen", "p1", null, 0));
            session.execute(new Step.Quiesce());
        }
        assertThat(kinds()).containsExactly("peer", "peerEnd", "peer", "peerEnd", "mark", "quiesce");
        assertThat(seen.get(2))
                .returns("write", o -> o.text(Field.OP))
                .returns("p1", o -> o.text(Field.PEER))
                .returns(20L, o -> o.number(Field.LENGTH, 0));
        assertThat(seen.get(2).number(Field.ACT, 0)).isEqualTo(seen.get(3).number(Field.ACT, -1));
    }

    @Test
    void whatATargetCannotDoIsNoted() throws TargetException {
        try (IoctlSession session = session()) {
            session.execute(new Step.Environment("unready", null));
            session.execute(new Step.Send("p1", "nobody", 1, 32, Step.Cast.UNICAST));
            session.execute(new Step.Cancel("none"));
            session.execute(new Step.Quiesce());
        }
        assertThat(kinds()).containsExactly("mark", "mark", "mark", "quiesce");
    }

    @Test
    void theSocketOfAFutureAcceptanceIsReserved() throws TargetException {
        try (IoctlSession session = session()) {
            session.execute(new Step.React("s1.2", Wsk.RECEIVE, List.of(new Action.Hold())));
        }
        assertThat(driver.ops).containsSubsequence("hello", "reserve", "reserve", "react");
    }

    /** What the script wanted of callbacks that never came is taken back before anything is cleaned up: none of it is wanted by then. */
    @Test
    void theEndTakesReactionsBack() throws TargetException {
        try (IoctlSession session = session()) {
            session.execute(new Step.Call(Step.MAIN, Wsk.register("c1")));
            session.execute(new Step.React("s1", Wsk.RECEIVE, List.of(new Action.Hold())));
        }
        long clear = Protocol.load().number("mode", "clear");
        assertThat(driver.reactions).extracting(each -> each.get("mode")).containsExactly(1L, clear);
        assertThat(driver.ops.subList(driver.ops.lastIndexOf("react"), driver.ops.size()))
                .startsWith("react", "counters")
                .doesNotContain("call");
    }

    @Test
    void aBindGetsAFreePortOfTheLoopback() throws TargetException {
        try (IoctlSession session = session()) {
            session.execute(new Step.Call(Step.MAIN, Wsk.bind("s1", "i1")));
        }
        Map<?, ?> address = (Map<?, ?>) driver.calls.get(0).get("address");
        assertThat(Inet.of(address)).isNotNull().satisfies(each -> {
            assertThat(each.getAddress()).isEqualTo(Inet.loopback());
            assertThat(each.getPort()).isPositive();
        });
        assertThat(seen.get(0).has(Field.ADDRESS)).isFalse();
    }

    @Test
    void anAgentThatDiesEndsTheSessionAndLeavesWhatWasSeen() throws TargetException {
        driver.diesAfter(2);
        try (IoctlSession session = session()) {
            session.execute(new Step.Call(Step.MAIN, Wsk.register("c1")));
            assertThatThrownBy(() -> session.execute(new Step.Call(Step.MAIN, Wsk.capture("c1", "WSK_NO_WAIT"))))
                    .isInstanceOf(TargetException.class)
                    .hasMessageContaining("agent");
            assertThatThrownBy(() -> session.execute(new Step.Quiesce()))
                    .isInstanceOf(TargetException.class)
                    .hasMessageContaining("over");
        }
        assertThat(kinds()).containsExactly("call", "return");
        assertThat(sound.get()).isFalse();
    }

    @Test
    void aSessionThatIsClosedTwiceGivesItsLinkBackOnce() throws TargetException {
        try (IoctlSession session = session()) {
            session.close();
        }
        assertThat(releases).isEqualTo(1);
    }

    @Test
    void lostObservationsEndTheSession() throws TargetException {
        driver.drops(3);
        try (IoctlSession session = session()) {
            assertThatThrownBy(() -> session.execute(new Step.Call(Step.MAIN, Wsk.register("c1"))))
                    .isInstanceOf(TargetException.class)
                    .hasMessageContaining("lost 3 observations");
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void aRefusalIsNoAnswerOfTheProvider() throws TargetException {
        driver.refuses("call", "room");
        try (IoctlSession session = session()) {
            assertThatThrownBy(() -> session.execute(new Step.Call(Step.MAIN, Wsk.register("c1"))))
                    .isInstanceOf(TargetException.class)
                    .hasMessageContaining("'room'");
        }
    }

    @Test
    void aCallThatNeverReturnsHangs() throws TargetException {
        driver.neverReturns();
        try (IoctlSession session = session()) {
            assertThatThrownBy(() -> session.execute(new Step.Call(Step.MAIN, Wsk.register("c1"))))
                    .isInstanceOf(TargetException.class)
                    .hasMessageContaining("does not come back");
        }
        assertThat(kinds()).containsExactly("call", "mark", "quiesce");
        assertThat(seen.get(1).kind()).isEqualTo(Kind.MARK);
    }

    @Test
    void aScriptThatMakesNoSenseIsRefused() throws TargetException {
        try (IoctlSession session = session()) {
            assertThatThrownBy(() -> session.execute(
                            new Step.Call(Step.MAIN, Wsk.of("WskBind", "c1", "s1", "i1", Map.of("color", 1)))))
                    .isInstanceOf(TargetException.class)
                    .hasMessageContaining("color");
        }
    }
}
