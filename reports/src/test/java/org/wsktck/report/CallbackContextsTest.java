package org.wsktck.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wsktck.report.model.CaseResult;
import org.wsktck.report.model.Layer;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

@DisplayName("How callbacks were run")
class CallbackContextsTest {
    private static final String RECEIVE = "WskReceiveEvent";
    private static final String DISCONNECT = "WskDisconnectEvent";

    @Test
    @DisplayName("Times count from entry to exit at DISPATCH_LEVEL alone, nesting by thread")
    void measures() {
        List<Observation> trace = List.of(
                enter(1, 100, "t1", RECEIVE, "DISPATCH_LEVEL"),
                enter(2, 150, "t1", DISCONNECT, "PASSIVE_LEVEL"),
                enter(3, 160, "t2", RECEIVE, "DISPATCH_LEVEL"),
                exit(2, 900, "t1", DISCONNECT),
                exit(3, 200, "t2", RECEIVE),
                exit(1, 1100, "t1", RECEIVE),
                enter(4, 2000, "t2", RECEIVE, "PASSIVE_LEVEL"));

        assertThat(CallbackContexts.of(List.of(caseOf(trace))))
                .containsExactly(
                        new CallbackContexts(DISCONNECT, 1, 0, Duration.ZERO, Duration.ZERO, 2),
                        new CallbackContexts(RECEIVE, 3, 2, Duration.ofNanos(1000), Duration.ofNanos(1040), 1));
    }

    @Test
    @DisplayName("What callback was slowest, and how deep the deepest lay")
    void extremes() {
        List<CallbackContexts> contexts = List.of(
                new CallbackContexts(DISCONNECT, 5, 0, Duration.ZERO, Duration.ZERO, 3),
                new CallbackContexts(RECEIVE, 3, 2, Duration.ofNanos(10), Duration.ofNanos(11), 1));

        assertThat(CallbackContexts.slowest(contexts)).isEqualTo(contexts.get(1));
        assertThat(CallbackContexts.slowest(contexts.subList(0, 1))).isNull();
        assertThat(CallbackContexts.deepest(contexts)).isEqualTo(3);
    }

    @Test
    @DisplayName("A trace without callbacks says nothing")
    void nothing() {
        assertThat(CallbackContexts.of(List.of(caseOf(List.of())))).isEmpty();
    }

    private static CaseResult caseOf(List<Observation> trace) {
        return CaseResult.named("x", Layer.SCENARIO).observations(trace).build();
    }

    private static Observation enter(long cb, long t, String thread, String event, String irql) {
        return Observation.of(Kind.ENTER)
                .at(t, t, thread)
                .with(Field.CB, cb)
                .with(Field.EVENT, event)
                .with(Field.IRQL, irql);
    }

    private static Observation exit(long cb, long t, String thread, String event) {
        return Observation.of(Kind.EXIT).at(t, t, thread).with(Field.CB, cb).with(Field.EVENT, event);
    }
}
