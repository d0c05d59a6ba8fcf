package org.wsktck.reference.scheduler;

/** The SplitMix64 generator: small, and the same everywhere and for ever. Not safe for several threads. */
final class SplitMix {
    private long state;

    SplitMix(long seed) {
        state = seed;
    }

    int below(int bound) {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (int) Long.remainderUnsigned(z ^ (z >>> 31), bound);
    }
}
