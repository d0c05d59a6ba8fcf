package org.wsktck.adapter.reference;

import java.util.List;
import org.wsktck.adapter.reference.BenchSocket.Indicated;
import org.wsktck.adapter.reference.Inspections.Inspection;
import org.wsktck.target.Wsk;

/** Takes back what a script has left behind, as a careful client would. All of it is recorded: the provider's part in it is judged like the rest. */
final class CleanUp {
    private static final String CLOSE_IRP = "clean-up";

    private final World world;
    private final Caller caller;

    CleanUp(World world, Caller caller) {
        this.world = world;
        this.caller = caller;
    }

    /** Whether anything is left. */
    boolean isNeeded() {
        return world.clients().stream().anyMatch(CleanUp::isRegistered)
                || world.sockets().stream().anyMatch(BenchSocket::isOpen);
    }

    private static boolean isRegistered(BenchClient client) {
        return client.registration != null && (!client.deregistering || client.captures.get() > 0);
    }

    /** Whether sockets are left that nobody has begun to close: more may have come in while others were being closed. */
    boolean hasUnclosedSockets() {
        return openSockets().stream().anyMatch(socket -> socket.closeIrp == null);
    }

    /**
     * Decides what is pended, gives retained lists back and closes the sockets. Callbacks must not retain any more. What the script kept of a socket that it has closed stays where it
     * is: no client may touch it.
     */
    void closeSockets() {
        for (BenchSocket socket : openSockets()) {
            if (socket.closeIrp == null) {
                decide(socket);
                releaseLists(socket);
                caller.call(Wsk.by(socket.client.name, Wsk.close(socket.name, CLOSE_IRP)));
            }
        }
    }

    /** Rejects the requests for which a decision is owed. */
    private void decide(BenchSocket socket) {
        Inspection owed = world.inspections.oldestPended(socket);
        while (owed != null) {
            caller.call(Wsk.by(socket.client.name, Wsk.inspectComplete(socket.name, "WskInspectReject", CLOSE_IRP)));
            world.inspections.settle(socket, owed.number);
            owed = world.inspections.oldestPended(socket);
        }
    }

    /** Gives back the lists of sockets that are being closed, which no client may do: the last means to get a blocked thread going. */
    void releaseLateLists() {
        openSockets().forEach(this::releaseLists);
    }

    private List<BenchSocket> openSockets() {
        return world.sockets().stream().filter(BenchSocket::isOpen).toList();
    }

    private void releaseLists(BenchSocket socket) {
        for (Indicated list = socket.list(0); list != null; list = socket.list(0)) {
            caller.call(Wsk.by(socket.client.name, Wsk.release(socket.name, 0)));
        }
    }

    /** Releases cached security descriptors and captured NPIs. */
    void releaseNpis() {
        world.keptDescriptors().forEach((token, client) -> caller.call(Wsk.releaseSd(client, token.intValue())));
        for (BenchClient client : world.clients()) {
            while (client.registration != null && client.captures.get() > 0) {
                caller.call(Wsk.releaseNpi(client.name));
            }
        }
    }

    /** Deregisters the clients, each on a thread of its own since this may block. */
    void deregister(BenchThreads threads) {
        for (BenchClient client : world.clients()) {
            if (client.registration != null && !client.deregistering) {
                threads.add("clean-up-" + client.name, () -> caller.call(Wsk.deregister(client.name)));
            }
        }
    }
}
