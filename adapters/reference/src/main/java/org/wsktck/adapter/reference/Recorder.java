package org.wsktck.adapter.reference;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.wsktck.reference.scheduler.Scheduler;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;
import org.wsktck.trace.ObservationSink;

/** Numbers observations and hands them on, one at a time, so that their order is that of the edges that they stand for. */
final class Recorder {
    private final Scheduler scheduler;
    private final ObservationSink sink;
    private final ThreadLocal<@Nullable String> threadName = new ThreadLocal<>();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong irps = new AtomicLong();
    private final AtomicLong callbacks = new AtomicLong();
    private final AtomicLong actions = new AtomicLong();
    private final AtomicLong datagrams = new AtomicLong();
    private long seq;

    Recorder(Scheduler scheduler, ObservationSink sink) {
        this.scheduler = scheduler;
        this.sink = sink;
    }

    /** Completes the observation with number, time and thread, and hands it on. */
    synchronized void record(Observation observation) {
        String name = threadName.get();
        sink.accept(observation.at(++seq, scheduler.nanoTime(), name == null ? scheduler.currentName() : name));
    }

    /** Records a note. */
    void mark(String text) {
        record(Observation.of(Kind.MARK).with(Field.TEXT, text));
    }

    /** Runs the body on this thread under a name of the script's. */
    void onThread(String name, Runnable body) {
        String before = threadName.get();
        threadName.set(name);
        try {
            body.run();
        } finally {
            threadName.set(before);
        }
    }

    long nextCall() {
        return calls.incrementAndGet();
    }

    long nextIrp() {
        return irps.incrementAndGet();
    }

    long nextCallback() {
        return callbacks.incrementAndGet();
    }

    long nextAction() {
        return actions.incrementAndGet();
    }

    long nextDatagram() {
        return datagrams.incrementAndGet();
    }
}
