package org.wsktck.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsktck.target.ScriptBuilder.accepts;
import static org.wsktck.target.ScriptBuilder.calls;
import static org.wsktck.target.ScriptBuilder.hold;
import static org.wsktck.target.ScriptBuilder.reads;
import static org.wsktck.target.ScriptBuilder.returns;
import static org.wsktck.target.ScriptBuilder.script;
import static org.wsktck.target.ScriptBuilder.stores;
import static org.wsktck.target.ScriptBuilder.storesNothing;
import static org.wsktck.target.ScriptBuilder.waits;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Scripts are data: what is written as JSON is read back as the same script. */
class ScriptJsonTest {
    private static final Script EVERYTHING = script("everything", "Each step and each action once")
            .needs(Capability.CASTS)
            .enabled("s1")
            .inspecting("s2", Wsk.EVENT_ACCEPT)
            .listening("s3", Wsk.EVENT_ACCEPT, Wsk.EVENT_RECEIVE)
            .connected("s4", "p4", Wsk.EVENT_RECEIVE)
            .streamListening("s5")
            .call(Wsk.plain(Wsk.accept("s3", "a", "i")))
            .callOn("t", Wsk.at("DISPATCH_LEVEL", Wsk.send("s4", 100, "w", "WSK_FLAG_NODELAY")))
            .react("s3.1", Wsk.RECEIVE, accepts(3), reads(), hold(), returns("STATUS_SUCCESS"))
            .react("s3", Wsk.ACCEPT, stores(Wsk.RECEIVE), calls(Wsk.enable(Action.ACCEPTED, Wsk.EVENT_RECEIVE)))
            .otherwise("s3", Wsk.ACCEPT, storesNothing(), returns("STATUS_REQUEST_NOT_ACCEPTED"))
            .onCompletion("w", waits("i"))
            .connects("p1", "s3")
            .listens("p2")
            .writes("p1", 1000)
            .pauses("p1")
            .resumes("p1")
            .finishes("p1")
            .resets("p1")
            .send("s1", 2)
            .resume("s3.1", 1)
            .cancel("w")
            .fail("s1")
            .backlog("s4", 70_000)
            .extension("s4")
            .environment("transports")
            .read("s3.1", 0)
            .mark("a note")
            .build();

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void aScriptIsReadBackAsItWasWritten() throws Exception {
        String json = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(EVERYTHING);

        assertThat(MAPPER.readValue(json, Script.class)).isEqualTo(EVERYTHING);
    }

    /** So that a new kind of step or action is not forgotten above. */
    @Test
    void everyStepAndActionTakesPart() throws Exception {
        String json = MAPPER.writeValueAsString(EVERYTHING);

        Set<String> names = new HashSet<>();
        Arrays.stream(Step.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .forEach(names::add);
        Arrays.stream(Action.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .forEach(names::add);
        names.remove("WaitFor");
        assertThat(json).contains("\"do\":\"wait\"");
        assertThat(names).allSatisfy(name -> assertThat(json).containsIgnoringCase("\":\"" + name + "\""));
    }
}
