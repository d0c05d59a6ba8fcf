package org.wsktck.adapter.ioctl;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.wsktck.target.TargetException;

/** The agent of a private Wine. It is started with the first session and stays, with the driver loaded, for those after it; when it gives no session any more, Wine is started anew. */
final class WineAgents implements Agents {
    private final Protocol protocol;
    private final @Nullable ProviderFile provider;
    private final Semaphore free = new Semaphore(1, true);
    private @Nullable Wine wine;
    private Wine.@Nullable Agent agent;
    private boolean closed;

    /** @param provider the one in the place of Wine's own, or null */
    WineAgents(Protocol protocol, @Nullable ProviderFile provider) {
        this.protocol = protocol;
        this.provider = provider;
    }

    @Override
    public AgentChannel take() throws TargetException {
        Turns.await(free);
        boolean well = false;
        try {
            AgentChannel link = connect();
            well = true;
            return link;
        } finally {
            if (!well) {
                free.release();
            }
        }
    }

    private synchronized AgentChannel connect() throws TargetException {
        if (closed) {
            throw new TargetException("The target has been closed.");
        }
        Wine.Agent running = agent;
        if (running != null) {
            try {
                return connect(running);
            } catch (TargetException gone) {
                // Whatever the last session has done to it: a new one is made.
                agent = null;
            }
        }
        return connect(start());
    }

    private AgentChannel connect(Wine.Agent running) throws TargetException {
        Wine home = wine;
        return SocketAgents.connect(
                protocol,
                "127.0.0.1",
                running.port(),
                running.secret(),
                home == null
                        ? ""
                        : "The connection is closed. Wine, the driver in it, or the provider, may have crashed. "
                                + home.complaints());
    }

    private Wine.Agent start() throws TargetException {
        Wine present = wine;
        if (present == null) {
            present = Wine.provision(provider);
            wine = present;
        } else {
            present.stop();
        }
        Wine.Agent started = started(present);
        agent = started;
        return started;
    }

    private Wine.Agent started(Wine present) throws TargetException {
        try {
            return present.agent();
        } catch (TargetException failed) {
            ProviderFile file = provider;
            if (file == null) {
                throw failed;
            }
            throw new TargetException(
                    failed.getMessage() + " (Perhaps Wine cannot load " + file.name()
                            + ": everything that it imports must be there.)",
                    failed);
        }
    }

    @Override
    public void give(AgentChannel link, boolean sound) {
        link.close();
        free.release();
    }

    /** Where Wine is; null before the first session. For tests. */
    synchronized @Nullable Wine wine() {
        return wine;
    }

    @Override
    public synchronized void close() {
        closed = true;
        agent = null;
        if (wine != null) {
            wine.close();
        }
        wine = null;
    }
}
