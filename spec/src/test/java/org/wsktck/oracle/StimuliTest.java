package org.wsktck.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

class StimuliTest {
    private final Oracle oracle = Oracle.standard();
    private final TraceJudge judge = oracle.judge();
    private final StimulusLimits limits = new StimulusLimits(verbs(), 2, 3, 2, 2, 2, 2, 2);
    private long seq;

    private Set<String> verbs() {
        Set<String> verbs = new HashSet<>(oracle.verbs("client"));
        verbs.addAll(oracle.verbs("socket"));
        return verbs;
    }

    @Test
    void aClientThatIsNotRegisteredCanOnlyRegister() {
        see(Observation.of(Kind.CALL)
                .with(Field.CALL, 1)
                .with(Field.FN, "WskRegister")
                .with(Field.CLIENT, "c1")
                .with(Field.VERSION, "1.0")
                .with(Field.RESERVED, 0)
                .with(Field.IRQL, "PASSIVE_LEVEL"));
        see(Observation.of(Kind.RETURN)
                .with(Field.CALL, 1)
                .with(Field.FN, "WskRegister")
                .with(Field.CLIENT, "c1")
                .with(Field.STATUS, "STATUS_SUCCESS"));
        List<Stimulus> enabled = judge.stimuli("c1", limits.without("readiness", "transports"));
        assertThat(enabled)
                .extracting(stimulus -> stimulus.text("fn"))
                .containsOnly("WskDeregister", "WskCaptureProviderNPI");
        assertThat(judge.stimuli("c1", limits.without("readiness", "transports")))
                .isSameAs(enabled);
        assertThat(judge.mayRest()).isTrue();
    }

    @Test
    void anUnknownSubjectHasNoStimuli() {
        assertThat(judge.stimuli("s1", limits)).isEmpty();
    }

    private void see(Observation o) {
        seq++;
        o.at(seq, seq, "main");
        assertThat(judge.accept(o)).isEmpty();
    }
}
