package org.wsktck.reference;

/** A socket that listens, or may come to listen. */
interface ListeningHost {
    /** The listening part, there from the start. */
    Listening listening();
}
