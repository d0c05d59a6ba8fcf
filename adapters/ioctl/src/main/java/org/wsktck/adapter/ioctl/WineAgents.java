package org.wsktck.adapter.ioctl;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.wsktck.target.TargetException;

/** The agent of a private Wine. It is started with the first session and stays, with the driver loaded, for those after it; when a session did not end in order, Wine is started anew. */
final class WineAgents implements Agents {
    private final Protocol protocol;
    private final Semaphore free = new Semaphore(1, true);
    private @Nullable Wine wine;
    private @Nullable AgentChannel link;
    private boolean used;
    private boolean closed;

    WineAgents(Protocol protocol) {
        this.protocol = protocol;
    }

    @Override
    public AgentChannel take() throws TargetException {
        try {
            free.acquire();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new TargetException("The wait for another session's end was interrupted.", interrupted);
        }
        boolean well = false;
        try {
            AgentChannel fresh = fresh();
            well = true;
            return fresh;
        } finally {
            if (!well) {
                free.release();
            }
        }
    }

    private synchronized AgentChannel fresh() throws TargetException {
        if (closed) {
            throw new TargetException("The target has been closed.");
        }
        AgentChannel known = link;
        if (known != null && used && !again(known)) {
            known = null;
        }
        if (known == null) {
            known = start();
        }
        link = known;
        used = true;
        return known;
    }

    /** Whether the agent could begin another session. */
    private static boolean again(AgentChannel link) {
        try {
            link.ask("again", new byte[0]);
            link.forget();
            return true;
        } catch (TargetException gone) {
            link.close();
            return false;
        }
    }

    private AgentChannel start() throws TargetException {
        Wine present = wine;
        if (present == null) {
            present = Wine.provision();
            wine = present;
        } else {
            present.stop();
        }
        Process agent = present.agent();
        Wine home = present;
        return new AgentChannel(protocol, agent.getInputStream(), agent.getOutputStream(), home::complaints);
    }

    @Override
    public synchronized void give(AgentChannel given, boolean sound) {
        if (!sound && link == given) {
            given.close();
            link = null;
        }
        free.release();
    }

    /** The folder of everything, null before the first session. For tests. */
    synchronized @Nullable Wine wine() {
        return wine;
    }

    @Override
    public synchronized void close() {
        closed = true;
        AgentChannel open = link;
        if (open != null) {
            open.close();
        }
        link = null;
        if (wine != null) {
            wine.close();
        }
        wine = null;
    }
}
