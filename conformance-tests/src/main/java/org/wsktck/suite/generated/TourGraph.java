package org.wsktck.suite.generated;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** How many steps the model's graph has in all, for every provider that the rules allow: numbers that were counted once, since counting takes long. */
final class TourGraph {
    private static final Properties RECORDED = load();

    private TourGraph() {}

    private static Properties load() {
        Properties numbers = new Properties();
        try (InputStream in = TourGraph.class.getResourceAsStream("tour-graph.properties")) {
            if (in != null) {
                numbers.load(in);
            }
        } catch (IOException e) {
            throw new IllegalStateException("tour-graph.properties cannot be read from the kit's own jar", e);
        }
        return numbers;
    }

    /** Steps of that part, 0 when it was never counted. */
    static long recorded(String part) {
        return Long.parseLong(RECORDED.getProperty(part, "0"));
    }
}
