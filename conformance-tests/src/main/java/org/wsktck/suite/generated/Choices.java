package org.wsktck.suite.generated;

import java.util.List;
import java.util.SplittableRandom;

/** Where a walk's decisions come from. */
interface Choices {
    /** Whether another step is to be chosen. */
    boolean more();

    /** The next decision, any number from 0. */
    int next();

    /** So many decisions that follow from the seed. */
    static Choices random(long seed, int steps) {
        SplittableRandom random = new SplittableRandom(seed);
        return new Choices() {
            private int left = steps;

            @Override
            public boolean more() {
                return left > 0;
            }

            @Override
            public int next() {
                left--;
                return random.nextInt(Integer.MAX_VALUE);
            }
        };
    }

    /** These decisions, and 0 after them. */
    static Choices of(List<Integer> given) {
        return new Choices() {
            private int at;

            @Override
            public boolean more() {
                return at < given.size();
            }

            @Override
            public int next() {
                return at < given.size() ? given.get(at++) & Integer.MAX_VALUE : 0;
            }
        };
    }
}
