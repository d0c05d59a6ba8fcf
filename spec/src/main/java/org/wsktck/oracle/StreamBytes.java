package org.wsktck.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The labels of the bytes of one direction of a connection, by position. A stretch of bytes with one label is one entry, however long it is.
 *
 * <p>What has been delivered in order grows without end and seldom changes any more, so its labels are summed up: asking for what lies before a position costs
 * what lies between that sum and the position.
 */
final class StreamBytes {
    /** Bytes from a position on, up to another one, that share a label. */
    private record Stretch(long end, Labels.Node label) {}

    private final TreeMap<Long, Stretch> stretches = new TreeMap<>();
    private final List<Labels.Node> summedUp = new ArrayList<>();
    private long summit;
    private long end;

    /** The position after the last byte that ever had a label. */
    long end() {
        return end;
    }

    /** The bytes of [from, to) get that label. */
    void mark(long from, long to, Labels.Node label) {
        if (from >= to) {
            return;
        }
        if (from < summit) {
            summedUp.clear();
            summit = 0;
        }
        split(from);
        split(to);
        stretches.subMap(from, to).clear();
        long first = from;
        long last = to;
        Map.Entry<Long, Stretch> below = stretches.lowerEntry(from);
        if (below != null
                && below.getKey() >= summit
                && below.getValue().end() == from
                && same(below.getValue().label(), label)) {
            first = below.getKey();
        }
        Stretch above = stretches.get(to);
        if (above != null && same(above.label(), label)) {
            stretches.remove(to);
            last = above.end();
        }
        stretches.put(first, new Stretch(last, label));
        end = Math.max(end, to);
    }

    private static boolean same(Labels.Node a, Labels.Node b) {
        return Labels.label(a) == Labels.label(b);
    }

    private void split(long at) {
        Map.Entry<Long, Stretch> across = stretches.lowerEntry(at);
        if (across != null && across.getValue().end() > at) {
            stretches.put(across.getKey(), new Stretch(at, across.getValue().label()));
            stretches.put(at, across.getValue());
        }
    }

    /** The labels of the bytes of [from, to), as a set of bits. */
    long labels(long from, long to) {
        if (from >= to) {
            return 0;
        }
        long mask = 0;
        Map.Entry<Long, Stretch> first = stretches.floorEntry(from);
        if (first != null && first.getValue().end() > from) {
            mask |= bit(first.getValue().label());
        }
        for (Stretch stretch : stretches.subMap(from, false, to, false).values()) {
            mask |= bit(stretch.label());
        }
        return mask;
    }

    /** The labels of all bytes before that position. */
    long before(long position) {
        if (position < summit) {
            return labels(0, position);
        }
        sumUp(position);
        long mask = labels(summit, position);
        for (Labels.Node node : summedUp) {
            mask |= bit(node);
        }
        return mask;
    }

    /** Moves the sum up to the last end of a stretch that is not beyond the position. */
    private void sumUp(long position) {
        for (Map.Entry<Long, Stretch> next = stretches.ceilingEntry(summit);
                next != null && next.getValue().end() <= position;
                next = stretches.ceilingEntry(summit)) {
            Labels.Node label = next.getValue().label();
            if (summedUp.stream().noneMatch(known -> same(known, label))) {
                summedUp.add(label);
            }
            summit = next.getValue().end();
            join(next.getKey());
        }
    }

    /** Makes one stretch of the one that begins there and the one that ends there, if their labels are the same. */
    private void join(long at) {
        Map.Entry<Long, Stretch> below = stretches.lowerEntry(at);
        Stretch here = stretches.get(at);
        if (below != null
                && here != null
                && below.getValue().end() == at
                && same(below.getValue().label(), here.label())) {
            stretches.remove(at);
            stretches.put(below.getKey(), new Stretch(here.end(), here.label()));
        }
    }

    /** The labels of all bytes from that position on. */
    long after(long position) {
        return labels(position, Long.MAX_VALUE);
    }

    /** The position after the last byte that has one of these labels; 0 when none has. */
    long endOf(long labels) {
        for (Stretch stretch : stretches.descendingMap().values()) {
            if ((bit(stretch.label()) & labels) != 0) {
                return stretch.end();
            }
        }
        return 0;
    }

    /** The labels of all bytes. */
    long all() {
        return before(summit) | after(summit);
    }

    private static long bit(Labels.Node label) {
        return 1L << Labels.label(label);
    }
}
