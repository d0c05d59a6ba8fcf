package org.wsktck.adapter.ioctl;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.wsktck.target.TargetException;
import org.wsktck.trace.Observation;
import org.wsktck.trace.ObservationSink;

/** What the driver records, on its way from the agent to the sink: in its order, as observations, with those of the bench at their places. Used by the session's thread. */
final class Records {
    private final Protocol protocol;
    private final AgentChannel link;
    private final Order order;
    private final Translator translator;
    private final Progress progress;
    private final Clock clock;
    private final ObservationSink sink;
    private long seq;

    Records(
            Protocol protocol,
            AgentChannel link,
            Order order,
            Translator translator,
            Progress progress,
            Clock clock,
            ObservationSink sink) {
        this.protocol = protocol;
        this.link = link;
        this.order = order;
        this.translator = translator;
        this.progress = progress;
        this.clock = clock;
        this.sink = sink;
    }

    /**
     * Takes what has come, or comes within that time.
     *
     * @return whether anything of the driver's own was there
     * @throws TargetException when the agent is gone, something was lost, or a record makes no sense
     */
    boolean take(long nanos) throws TargetException {
        byte[] records = link.observations(Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanos)));
        boolean news = false;
        while (records.length > 0) {
            news |= takeAll(records);
            records = link.observations(0);
        }
        return news;
    }

    private boolean takeAll(byte[] records) throws TargetException {
        boolean news = false;
        List<DriverRecord> all;
        try {
            all = DriverRecord.all(protocol, records);
        } catch (IllegalArgumentException nonsense) {
            throw new TargetException("The driver's records cannot be read: " + nonsense.getMessage(), nonsense);
        }
        for (DriverRecord each : all) {
            news |= take(each);
        }
        return news;
    }

    private boolean take(DriverRecord r) throws TargetException {
        if (r.number("dropped") > 0 || Translator.isUnfit(r)) {
            throw new TargetException(
                    r.number("dropped") > 0
                            ? "The driver has lost " + r.number("dropped")
                                    + " observations, for want of room: nothing can be concluded from the rest."
                            : "The driver has seen more bytes than it can send: nothing can be concluded from the rest.");
        }
        if (r.kind().equals("mark")) {
            Order.Placed placed = order.at(r.number("token"));
            Observation made = placed == null ? null : placed.record().make();
            if (placed != null && made != null) {
                emit(made, r, placed.thread());
            }
            return false;
        }
        Observation observation;
        String thread;
        try {
            observation = translator.observe(r);
            thread = progress.thread(r);
            progress.follow(r, observation);
        } catch (IllegalArgumentException nonsense) {
            throw new TargetException(
                    "Record " + r.number("seq") + " of the driver makes no sense: " + nonsense.getMessage(), nonsense);
        }
        emit(observation, r, thread);
        return true;
    }

    private void emit(Observation observation, DriverRecord r, String thread) {
        sink.accept(observation.at(++seq, clock.nanos(r.number("t")), thread));
    }

    /** What has been received before the failure goes to the sink all the same. */
    void drain() {
        try {
            byte[] records = link.observations(0);
            while (records.length > 0) {
                takeAll(records);
                records = link.observations(0);
            }
        } catch (TargetException known) {
            // The failure that is being told is the first.
        }
    }
}
