package org.wsktck.adapter.ioctl;

import java.util.concurrent.TimeUnit;

/**
 * How long the bench waits before it takes silence for rest, where the driver cannot tell. All times are multiples of a <em>measured round trip</em>: from a request through agent and device
 * into the driver and back. It passes through the same processes and suffers from the same load as what is waited for. As TCP does for its retransmissions, the bench takes the smoothed mean
 * plus four times the smoothed deviation, so that a machine that has become slow makes it wait longer at once.
 *
 * <ul>
 *   <li>idle: the driver's records tell that nothing is in progress, and nothing has been on the network since the last rest. No wait beyond the round trip of the mark that gives the
 *       quiescent point its place.
 *   <li>pending: an IRP is pending that may wait for somebody else, a call is in progress, or something was sent. {@value #PENDING} round trips, {@value #PENDING_MILLIS} ms at least.
 *   <li>owed: an IRP is pending that waits for nobody but the provider, or a thread of the driver has not begun the call that it was told to make. {@value #OWED} round trips, {@value #OWED_MILLIS} ms at least: a provider that is merely slow must not be taken for
 *       one that does not complete, and one that does complete never makes anybody wait so long.
 * </ul>
 */
final class Patience {
    static final long PENDING = 5;
    static final long PENDING_MILLIS = 25;
    static final long OWED = 50;
    static final long OWED_MILLIS = 1000;
    /** A wait never takes longer than this. */
    private static final long MOST_MILLIS = 3000;

    private static final double MEAN_GAIN = 0.125;
    private static final double DEVIATION_GAIN = 0.25;
    private static final double DEVIATIONS = 4;

    private double mean;
    private double deviation;
    private double sum;
    private long count;

    /** A request took so many nanoseconds to its answer. */
    synchronized void measured(long nanos) {
        if (count == 0) {
            mean = nanos;
            deviation = nanos / 2.0;
        } else {
            deviation += DEVIATION_GAIN * (Math.abs(nanos - mean) - deviation);
            mean += MEAN_GAIN * (nanos - mean);
        }
        sum += nanos;
        count++;
    }

    /** What is in progress. */
    enum Business {
        IDLE,
        PENDING,
        OWED
    }

    /** Nanoseconds of silence that mean rest. */
    synchronized long nanos(Business business) {
        return switch (business) {
            case IDLE -> 0;
            case PENDING -> nanos(PENDING, PENDING_MILLIS);
            case OWED -> nanos(OWED, OWED_MILLIS);
        };
    }

    private long nanos(long trips, long least) {
        double trip = mean + DEVIATIONS * deviation;
        return Math.min(
                TimeUnit.MILLISECONDS.toNanos(MOST_MILLIS),
                Math.max(TimeUnit.MILLISECONDS.toNanos(least), (long) (trips * trip)));
    }

    /** Nanoseconds that a round trip has taken on the average. */
    synchronized long average() {
        return count == 0 ? 0 : (long) (sum / count);
    }

    /** Round trips that were measured. */
    synchronized long count() {
        return count;
    }
}
