package org.wsktck.adapter.ioctl;

import java.util.concurrent.TimeUnit;

/** Ticks of the driver's clock as nanoseconds. */
final class Clock {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long ticks;

    /** @param ticks in a second */
    Clock(long ticks) {
        this.ticks = ticks;
    }

    long nanos(long t) {
        return t / ticks * SECOND + t % ticks * SECOND / ticks;
    }
}
