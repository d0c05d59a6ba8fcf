package org.wsktck.suite.generated;

import org.wsktck.oracle.Stimulus;

/**
 * A step of the tour: a stimulus of one of the sockets that are toured.
 *
 * @param socket name of the socket
 * @param stimulus what is done
 */
record Move(String socket, Stimulus stimulus) {
    /** Whether nothing, or little, comes after it on that socket. */
    boolean ends() {
        return stimulus.text("fn").equals("WskCloseSocket")
                || stimulus.text("op").equals("fail");
    }
}
