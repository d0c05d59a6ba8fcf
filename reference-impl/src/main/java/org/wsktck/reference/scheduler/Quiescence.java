package org.wsktck.reference.scheduler;

import java.util.List;

/**
 * How a run came to rest.
 *
 * @param blocked the tasks that wait for something that nobody does, in the order of their start
 * @param livelock true when the run was stopped because it went on and on
 */
public record Quiescence(List<Blocked> blocked, boolean livelock) {
    /** A task that waits, and for what. */
    public record Blocked(String task, String what) {
        @Override
        public String toString() {
            return task + " waits for " + what;
        }
    }

    /** True when every task has ended. */
    public boolean isClean() {
        return blocked.isEmpty() && !livelock;
    }
}
