package org.wsktck.adapter.ioctl;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.wsktck.target.Target;
import org.wsktck.target.TargetDescription;
import org.wsktck.target.TargetException;
import org.wsktck.trace.ObservationSink;

/** The WSK provider of a kernel, reached through driver and agent. Sessions are one after the other: opening one waits for the end of the one before. */
final class IoctlTarget implements Target {
    private final Protocol protocol;
    private final Agents agents;
    private final boolean complete;
    private final Supplier<TargetDescription> description;
    private final Patience patience = new Patience();

    /** @param complete whether the provider is known to have all functions of the current headers; the driver calls the youngest of them only then */
    IoctlTarget(Protocol protocol, Agents agents, boolean complete, Supplier<TargetDescription> description) {
        this.protocol = protocol;
        this.agents = agents;
        this.complete = complete;
        this.description = description;
    }

    /** With the round trips of the channel, as far as there have been any. */
    @Override
    public TargetDescription describe() {
        TargetDescription plain = description.get();
        if (patience.count() == 0) {
            return plain;
        }
        Map<String, String> properties = new HashMap<>(plain.properties());
        properties.put(
                "round trip",
                String.format(
                        Locale.ROOT,
                        "%.2f ms, mean of %d",
                        (double) patience.average() / TimeUnit.MILLISECONDS.toNanos(1),
                        patience.count()));
        return new TargetDescription(plain.name(), plain.implementation(), plain.capabilities(), properties);
    }

    @Override
    public Session open(long seed, ObservationSink sink) throws TargetException {
        AgentChannel link = agents.take();
        boolean well = false;
        try {
            IoctlSession.Start start = new IoctlSession.Start(seed, complete);
            Session session =
                    new IoctlSession(protocol, link, patience, start, sink, sound -> agents.give(link, sound));
            well = true;
            return session;
        } finally {
            if (!well) {
                agents.give(link, false);
            }
        }
    }

    @Override
    public void close() {
        agents.close();
    }
}
