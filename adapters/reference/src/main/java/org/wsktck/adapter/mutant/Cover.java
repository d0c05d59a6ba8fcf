package org.wsktck.adapter.mutant;

import org.wsktck.wsk.WskSocket;

/** A socket that stands before another one. */
public interface Cover {
    /** The socket behind it. */
    WskSocket covered();
}
