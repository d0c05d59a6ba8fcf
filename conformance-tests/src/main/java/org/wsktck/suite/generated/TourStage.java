package org.wsktck.suite.generated;

import java.util.List;
import org.wsktck.target.TargetException;

/** What a category brings to the tour: how its sockets are made ready, which of them are toured, and how a stimulus becomes a step of a script. */
interface TourStage {
    /** Names of the sockets whose states are toured. */
    List<String> sockets();

    /** Sets the stage in a fresh session, with callbacks that are held; it ends with a quiescent point. */
    void set(LiveRun run) throws TargetException;

    /** What turns stimuli into steps in that session. */
    Translator translator(LiveRun run);
}
