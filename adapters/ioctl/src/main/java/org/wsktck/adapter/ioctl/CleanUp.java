package org.wsktck.adapter.ioctl;

import java.util.ArrayList;
import java.util.List;
import org.wsktck.target.Invocation;
import org.wsktck.target.Wsk;

/** What a careful client would do about what a script has left behind. All of it is recorded: the provider's part in it is judged like the rest. */
final class CleanUp {
    private static final String CLOSE_IRP = "clean-up";

    private final World world;
    private int irps;

    CleanUp(World world) {
        this.world = world;
    }

    /** Whether anything is left. */
    boolean isNeeded() {
        return world.clients().stream().anyMatch(each -> each.registered && (!each.deregistering || each.captures > 0))
                || world.sockets().stream().anyMatch(BenchSocket::isOpen);
    }

    /** Sockets that have callbacks in progress. */
    List<String> inside() {
        return world.sockets().stream()
                .filter(each -> each.inside > 0)
                .map(each -> each.name)
                .toList();
    }

    /** Rejects what is pended, gives retained lists back and closes the sockets that nobody has begun to close. */
    List<Invocation> closings() {
        List<Invocation> all = new ArrayList<>();
        for (BenchSocket socket : world.sockets()) {
            if (socket.isOpen()) {
                socket.pended.forEach(request -> all.add(Wsk.by(
                        socket.client,
                        Wsk.but(Wsk.inspectComplete(socket.name, "WskInspectReject", irp()), "inspect", request))));
                socket.retained.forEach(list -> all.add(Wsk.by(socket.client, Wsk.release(socket.name, 0))));
                all.add(Wsk.by(socket.client, Wsk.close(socket.name, irp())));
            }
        }
        return all;
    }

    private String irp() {
        return CLOSE_IRP + ++irps;
    }

    /** Releases cached security descriptors and captured NPIs. */
    List<Invocation> releases() {
        List<Invocation> all = new ArrayList<>();
        world.descriptors().forEach((token, client) -> all.add(Wsk.releaseSd(client, token.intValue())));
        for (BenchClient client : world.clients()) {
            for (int i = 0; client.registered && i < client.captures; i++) {
                all.add(Wsk.releaseNpi(client.name));
            }
        }
        return all;
    }

    /** Deregisters the clients, which may block. */
    List<Invocation> deregistrations() {
        return world.clients().stream()
                .filter(each -> each.registered && !each.deregistering)
                .map(each -> Wsk.deregister(each.name))
                .toList();
    }
}
