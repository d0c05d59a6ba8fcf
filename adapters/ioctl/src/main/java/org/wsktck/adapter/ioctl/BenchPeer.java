package org.wsktck.adapter.ioctl;

import org.jspecify.annotations.Nullable;
import org.wsktck.target.Flow;
import org.wsktck.trace.Field;
import org.wsktck.trace.Observation;

/** The remote end of one connection as the records tell of it. They are about the socket that the client has for it, and before there is one about the listening socket. */
final class BenchPeer {
    final String name;
    final Flow outgoing;
    /** The socket that it has connected to. */
    @Nullable
    String listener;

    @Nullable
    BenchSocket socket;

    boolean used;
    boolean over;
    boolean finished;
    /** Its connect that goes on, as the action of that number; 0 when none does. */
    long connecting;

    BenchPeer(String name) {
        this.name = name;
        this.outgoing = new Flow(name);
    }

    boolean canWrite() {
        return used && !over && !finished;
    }

    boolean isAlive() {
        return used && !over;
    }

    /** The socket that records are about. */
    @Nullable
    BenchSocket subject(World world) {
        return socket == null ? world.socket(listener) : socket;
    }

    /** Says whom a record is about. */
    Observation about(Observation observation, @Nullable BenchSocket subject) {
        return observation
                .with(Field.PEER, name)
                .with(Field.CLIENT, subject == null ? null : subject.client)
                .with(Field.SOCKET, subject == null ? null : subject.name);
    }
}
