package org.wsktck.adapter.mutant;

import static org.wsktck.target.ScriptBuilder.calls;
import static org.wsktck.target.ScriptBuilder.hold;
import static org.wsktck.target.ScriptBuilder.returns;
import static org.wsktck.target.Wsk.CLIENT;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.wsktck.target.Script;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.Step;
import org.wsktck.target.Wsk;

/** For each mutant the simplest story in which its mistake can be seen. */
final class MutantStories {
    private static final Map<String, UnaryOperator<ScriptBuilder>> STORIES = new TreeMap<>();

    private MutantStories() {}

    /** Whether a story here shows that mutant; those of sockets for connections and of extensions are shown by the scenarios of the suite (MutantMatrixTest). */
    static boolean isTold(String id) {
        return STORIES.containsKey(id);
    }

    static Script of(String id) {
        UnaryOperator<ScriptBuilder> story = STORIES.get(id);
        if (story == null) {
            throw new IllegalArgumentException("No story shows the mutant " + id + ". Write one here.");
        }
        return story.apply(ScriptBuilder.script(id, "Shows the mutant of " + id))
                .build();
    }

    /** Datagrams come, often enough for none of them to be excused as lost. */
    private static ScriptBuilder traffic(ScriptBuilder story) {
        return story.send("s1", 3).quiesce().send("s1", 3).quiesce();
    }

    /** A callback is held. */
    private static ScriptBuilder held(ScriptBuilder story) {
        return story.enabled("s1").react("s1", hold()).send("s1", 1).quiesce();
    }

    private static ScriptBuilder refused(ScriptBuilder story) {
        return story.react("s1", returns("STATUS_DATA_NOT_ACCEPTED"))
                .send("s1", 1)
                .quiesce();
    }

    private static ScriptBuilder clientWithEvents(ScriptBuilder story) {
        return story.call(Wsk.registerWithClientEvent(CLIENT)).call(Wsk.capture(CLIENT, "WSK_NO_WAIT"));
    }

    static {
        STORIES.put("GEN-01", s -> traffic(s.enabled("s1")));
        STORIES.put(
                "GEN-02",
                s -> traffic(s.enabled("s1").call(Wsk.disable("s1", null)).quiesce()));
        STORIES.put("GEN-03", s -> traffic(s.client().bound("s1")));
        STORIES.put(
                "GEN-04",
                s -> s.client()
                        .call(Wsk.but(Wsk.basicSocket(CLIENT, "s1", "i"), "entries", List.of(Wsk.RECEIVE_FROM)))
                        .quiesce());
        STORIES.put("GEN-07", s -> traffic(s.client().bound("s1").call(Wsk.receiveFrom("s1", 64, "r"))));
        STORIES.put("GEN-08", s -> traffic(s.enabled("s1")));
        STORIES.put("GEN-09", s -> traffic(s.enabled("s1").bound("s2")));
        STORIES.put("GEN-13", s -> s.client().bound("s1"));
        STORIES.put(
                "GEN-15",
                s -> s.client().call(Wsk.basicSocket(CLIENT, "s1", "i")).quiesce());

        STORIES.put("ENA-05", s -> s.enabled("s1"));
        STORIES.put("ENA-07", s -> s.enabled("s1").call(Wsk.disable("s1", "d")).quiesce());
        STORIES.put("ENA-08", s -> held(s).call(Wsk.disable("s1", "d")).quiesce());
        STORIES.put(
                "ENA-09",
                s -> held(s).call(Wsk.disable("s1", "d")).resume("s1", 1).quiesce());
        STORIES.put("ENA-10", s -> held(s).call(Wsk.disable("s1", null)));
        STORIES.put("ENA-11", s -> s.enabled("s1").call(Wsk.disable("s1", null)));
        STORIES.put(
                "ENA-12",
                s -> traffic(s.enabled("s1").call(Wsk.disable("s1", null)).quiesce()));
        STORIES.put(
                "ENA-15",
                s -> s.enabled("s1")
                        .react("s1", calls(Wsk.disable("s1", null)))
                        .send("s1", 1)
                        .quiesce());
        STORIES.put(
                "ENA-16",
                s -> traffic(s.enabled("s1")
                        .call(Wsk.disable("s1", null))
                        .quiesce()
                        .call(Wsk.enable("s1"))
                        .quiesce()));

        STORIES.put("STA-02", s -> s.client().call(Wsk.staticEvents(CLIENT, Wsk.EVENT_RECEIVE_FROM)));
        STORIES.put("STA-03", s -> traffic(s.staticallyEnabled("s1")));
        STORIES.put(
                "STA-04",
                s -> traffic(s.client()
                        .call(Wsk.staticEvents(CLIENT, Wsk.EVENT_RECEIVE_FROM, "WSK_EVENT_RECEIVE"))
                        .bound("s1")));
        STORIES.put("STA-05", s -> traffic(s.staticallyEnabled("s1").call(Wsk.disable("s1", null))));
        STORIES.put(
                "STA-07",
                s -> traffic(s.call(Wsk.register("c2"))
                        .call(Wsk.capture("c2", "WSK_NO_WAIT"))
                        .call(Wsk.staticEvents("c2", Wsk.EVENT_RECEIVE_FROM))
                        .client()
                        .bound("s1")));

        STORIES.put("DGM-01", s -> traffic(s.enabled("s1")));
        STORIES.put("DGM-02", s -> traffic(s.enabled("s1")));
        STORIES.put("DGM-03", s -> traffic(s.enabled("s1")));
        STORIES.put("DGM-04", s -> traffic(s.enabled("s1")));
        STORIES.put("DGM-06", s -> traffic(s.enabled("s1")));
        STORIES.put(
                "DGM-07",
                s -> traffic(s.enabled("s1").react("s1", returns("STATUS_PENDING")))
                        .read("s1", 1));
        STORIES.put("DGM-08", s -> traffic(refused(s.enabled("s1"))));
        STORIES.put(
                "DGM-09",
                s -> traffic(refused(s.enabled("s1")).call(Wsk.enable("s1")).quiesce()));
        STORIES.put("DGM-10", s -> traffic(refused(s.staticallyEnabled("s1"))));
        STORIES.put(
                "DGM-14",
                s -> s.enabled("s1")
                        .call(Wsk.setRemoteAddress("s1", "p2", "x"))
                        .quiesce()
                        .send("s1", 3)
                        .quiesce());
        STORIES.put(
                "DGM-15",
                s -> traffic(s.enabled("s1")
                        .call(Wsk.setSendToAddress("s1", "p2", "x"))
                        .quiesce()));
        STORIES.put(
                "DGM-16",
                s -> traffic(
                        s.enabled("s1").call(Wsk.receiveFrom("s1", 64, "r")).quiesce()));
        STORIES.put(
                "DGM-18",
                s -> s.enabled("s1")
                        .call(Wsk.receiveFrom("s1", 64, "r"))
                        .quiesce()
                        .send("s1", 1)
                        .quiesce());
        STORIES.put(
                "DGM-19",
                s -> s.client()
                        .bound("s1")
                        .call(Wsk.receiveFrom("s1", 64, "r"))
                        .quiesce()
                        .send("s1", 1)
                        .quiesce());
        STORIES.put(
                "CON-17",
                s -> s.enabled("s1")
                        .react("s1", returns("STATUS_PENDING"))
                        .send("s1", 1)
                        .quiesce()
                        .call(Wsk.release("s1", 0)));

        STORIES.put("CLI-03", s -> clientWithEvents(s));
        STORIES.put("CLI-05", s -> clientWithEvents(s));
        STORIES.put(
                "CLI-07",
                s -> s.client().bound("s1").callOn("t", Wsk.deregister(CLIENT)).quiesce());
        STORIES.put("CLI-08", s -> s.enabled("s1").shutDown("s1"));
        STORIES.put(
                "CLI-09",
                s -> s.then(new Step.Environment("unready", null))
                        .call(Wsk.register(CLIENT))
                        .call(Wsk.capture(CLIENT, "WSK_NO_WAIT")));
        STORIES.put(
                "CLI-10",
                s -> s.client()
                        .call(Wsk.transportListChange(CLIENT, "t"))
                        .quiesce()
                        .environment("transports")
                        .quiesce());

        STORIES.put(
                "CLS-02",
                s -> s.client()
                        .bound("s1")
                        .call(Wsk.receiveFrom("s1", 64, "r"))
                        .quiesce()
                        .call(Wsk.close("s1", "c"))
                        .quiesce());
        STORIES.put("CLS-03", s -> held(s).call(Wsk.close("s1", "c")).quiesce());
        STORIES.put("CLS-04", s -> s.enabled("s1").call(Wsk.close("s1", "c")).quiesce());
        STORIES.put(
                "CLS-09",
                s -> s.enabled("s1")
                        .react("s1", calls(Wsk.close("s1", "c")))
                        .send("s1", 1)
                        .quiesce());
        STORIES.put(
                "CLS-10", s -> s.client().bound("s1").call(Wsk.close("s1", "c")).quiesce());

        STORIES.put(
                "BAS-01",
                s -> s.client()
                        .call(Wsk.staticEvents(CLIENT, Wsk.EVENT_RECEIVE_FROM))
                        .call(Wsk.but(Wsk.basicSocket(CLIENT, "s1", "i"), "entries", List.of(Wsk.RECEIVE_FROM)))
                        .quiesce());
        STORIES.put(
                "BAS-02",
                s -> s.client().call(Wsk.basicSocket(CLIENT, "s1", "i")).quiesce());

        STORIES.put("CTX-01", s -> traffic(s.enabled("s1")));
        STORIES.put("CTX-02", s -> traffic(s.enabled("s1")));
        STORIES.put(
                "CTX-05",
                s -> s.enabled("s1")
                        .react("s1", calls(Wsk.localAddress("s1", "a")))
                        .send("s1", 1)
                        .quiesce());
    }
}
