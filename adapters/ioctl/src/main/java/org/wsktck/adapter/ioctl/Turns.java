package org.wsktck.adapter.ioctl;

import java.util.concurrent.Semaphore;
import org.wsktck.target.TargetException;

/** Waiting for one's turn. */
final class Turns {
    private Turns() {}

    /** Takes the permit, in the order of asking. */
    static void await(Semaphore free) throws TargetException {
        try {
            free.acquire();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new TargetException("The wait for another session's end was interrupted.", interrupted);
        }
    }
}
