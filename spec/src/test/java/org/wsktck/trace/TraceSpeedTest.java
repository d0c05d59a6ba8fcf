package org.wsktck.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prints how fast a long trace is written and read. It asserts what was read, not the time: the machine may be busy. */
class TraceSpeedTest {
    private static final long RECORDS = Long.getLong("wsktck.speed.records", 200_000);
    private static final int ROUNDS = 5;

    @TempDir
    private Path folder;

    @Test
    void readsALongTrace() throws IOException {
        Path file = folder.resolve("long.ndjson");
        long begin = System.nanoTime();
        long written;
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            written = Traces.datagrams(out, RECORDS);
        }
        print("written", written, Files.size(file), System.nanoTime() - begin);
        for (int round = 0; round < ROUNDS; round++) {
            begin = System.nanoTime();
            long[] read = new long[1];
            try (TraceReader reader = TraceReader.open(file)) {
                reader.forEachRemaining(o -> read[0]++);
            }
            print("read", read[0], Files.size(file), System.nanoTime() - begin);
            assertThat(read[0]).isEqualTo(written);
        }
    }

    private static void print(String what, long records, long bytes, long nanos) {
        System.out.printf(
                "%s %,d records, %,d bytes: %,.0f records/s, %,.0f MB/s%n",
                what, records, bytes, records * 1e9 / nanos, bytes * 1e3 / nanos);
    }
}
