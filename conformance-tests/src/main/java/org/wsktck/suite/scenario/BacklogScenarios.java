package org.wsktck.suite.scenario;

import static org.wsktck.suite.scenario.Phrases.P1;
import static org.wsktck.suite.scenario.Phrases.S1;
import static org.wsktck.suite.scenario.Phrases.connectedWithoutEvents;
import static org.wsktck.target.ScriptBuilder.returns;

import org.wsktck.target.Script;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.Wsk;

/** Group BKL: the ideal send backlog, reported and asked for. */
final class BacklogScenarios {
    /** The client asks before and after. Not run where the size cannot be changed. */
    @Scenario(
            rule = "BKL-01",
            title = "A change of the ideal send backlog is reported",
            check = "Does a change look whether the callback is armed?")
    Script changeIsReported(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_SEND_BACKLOG)
                .call(Wsk.queryIdealSendBacklog(S1, "q1"))
                .quiesce()
                .backlog(S1, 200_000)
                .quiesce()
                .call(Wsk.queryIdealSendBacklog(S1, "q2"))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Asked after a quiet moment. Not run where the size cannot be changed. */
    @Scenario(
            rule = "BKL-02",
            title = "The size that was reported is the size that a query tells",
            check = "Do the event and the query take the size from one place?")
    Script reportIsTheSize(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_SEND_BACKLOG)
                .backlog(S1, 200_000)
                .quiesce()
                .call(Wsk.queryIdealSendBacklog(S1, "q1"))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** The usual answer. Not run where the size cannot be changed. */
    @Scenario(
            rule = "BKL-03",
            title = "WskSendBacklogEvent returns STATUS_SUCCESS",
            check = "See the status at the exit of the callback in the trace.")
    Script backlogEventSucceeds(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_SEND_BACKLOG)
                .backlog(S1, 200_000)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** GEN-12 is the same rule in general. */
    @FaultyClient(rule = "BKL-03", title = "WskSendBacklogEvent returns STATUS_PENDING", implied = "GEN-12")
    Script backlogEventPends(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_SEND_BACKLOG)
                .react(S1, Wsk.SEND_BACKLOG, returns("STATUS_PENDING"))
                .backlog(S1, 200_000)
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Nothing is enabled. */
    @Scenario(
            rule = "BKL-04",
            title = "The ideal send backlog can be asked for while its event is disabled",
            check = "Does the query depend on what is enabled?")
    Script queryWithoutEvent(ScriptBuilder story) {
        return connectedWithoutEvents(story)
                .call(Wsk.queryIdealSendBacklog(S1, "q1"))
                .quiesce()
                .shutDown(S1)
                .build();
    }

    /** Latitude: two queries with nothing in between. */
    @Scenario(
            rule = "BKL-05",
            title = "The ideal send backlog stays as it is, and no event comes",
            check = "Nothing can fail here.")
    Script constantBacklog(ScriptBuilder story) {
        return story.client()
                .connected(S1, P1, Wsk.EVENT_SEND_BACKLOG)
                .call(Wsk.queryIdealSendBacklog(S1, "q1"))
                .quiesce()
                .call(Wsk.queryIdealSendBacklog(S1, "q2"))
                .quiesce()
                .shutDown(S1)
                .build();
    }
}
