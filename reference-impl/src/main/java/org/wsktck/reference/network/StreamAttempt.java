package org.wsktck.reference.network;

/** An attempt to connect. */
public interface StreamAttempt {
    /** Gives it up; a connection that it has led to meanwhile is reset. The connector hears nothing more. */
    void abandon();
}
