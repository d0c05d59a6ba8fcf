package org.wsktck.reference;

import java.util.ArrayList;
import java.util.List;
import org.wsktck.wsk.WskClientNpi;
import org.wsktck.wsk.WskRegistration;

/** A registered client, with everything that WskDeregister has to wait for. */
final class Registration implements WskRegistration, Completions.Ledger {
    private final WskClientNpi clientNpi;
    private final ClientObject client;
    private final List<KernelSocket> sockets = new ArrayList<>();
    private int captures;
    private int calls;
    private int irps;
    private boolean deregistering;

    Registration(Settings settings, WskClientNpi clientNpi, Transports transports) {
        this.clientNpi = clientNpi;
        this.client = new ClientObject(settings, this, transports);
    }

    ClientObject client() {
        return client;
    }

    WskClientNpi clientNpi() {
        return clientNpi;
    }

    synchronized boolean isDeregistering() {
        return deregistering;
    }

    /** Begins deregistration; false when it has begun before. */
    synchronized boolean beginDeregistration() {
        boolean first = !deregistering;
        deregistering = true;
        return first;
    }

    /** One more capture, unless deregistration has begun. */
    synchronized boolean capture() {
        if (deregistering) {
            return false;
        }
        captures++;
        return true;
    }

    /** One capture less; false when there was none. */
    synchronized boolean release() {
        if (captures == 0) {
            return false;
        }
        captures--;
        return true;
    }

    /** A call of the provider dispatch begins; false when no NPI is captured. */
    synchronized boolean beginCall() {
        calls++;
        return captures > 0;
    }

    synchronized void endCall() {
        calls--;
    }

    @Override
    public synchronized void irpAccepted() {
        irps++;
    }

    @Override
    public synchronized void irpCompleted() {
        irps--;
    }

    synchronized void socketOpened(KernelSocket socket) {
        sockets.add(socket);
    }

    synchronized void socketClosed(KernelSocket socket) {
        sockets.remove(socket);
    }

    /** Those that are open. */
    synchronized List<KernelSocket> sockets() {
        return List.copyOf(sockets);
    }

    synchronized boolean isIdle() {
        return captures == 0 && calls == 0 && irps == 0 && sockets.isEmpty();
    }

    @Override
    public synchronized String toString() {
        return "captured NPIs " + captures + ", calls " + calls + ", IRPs " + irps + ", open sockets " + sockets.size();
    }
}
