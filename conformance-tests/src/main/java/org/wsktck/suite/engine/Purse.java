package org.wsktck.suite.engine;

import java.time.Duration;

/** The time that the generated layers share. What one of them leaves over, later ones may use. */
final class Purse {
    private static final int PERCENT = 100;

    private Duration left;
    private int shares = PERCENT;

    /** A purse with that much time in it. */
    Purse(Duration whole) {
        this.left = whole;
    }

    /**
     * What a layer may use.
     *
     * @param share its share of the whole, in percent
     */
    synchronized Duration grant(int share) {
        return shares <= 0
                ? Duration.ZERO
                : left.multipliedBy(Math.min(share, shares)).dividedBy(shares);
    }

    /** A layer of that share has used so much; it may have been more than it was granted. */
    synchronized void spend(int share, Duration time) {
        left = time.compareTo(left) > 0 ? Duration.ZERO : left.minus(time);
        shares -= share;
    }
}
