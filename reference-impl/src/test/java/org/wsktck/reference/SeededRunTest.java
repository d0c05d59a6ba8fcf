package org.wsktck.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.wsktck.wsk.NtStatus;

/** Same seed, same client: the same run, bit for bit. */
class SeededRunTest {
    private static final int SEEDS = 200;

    private static List<String> run(long seed) {
        List<String> log;
        try (Bench bench = Bench.seeded(seed)) {
            Bench.Sock socket = bench.enabled((context, flags, list) -> {
                bench.log("enter 0x" + Integer.toHexString(flags) + " " + Bench.read(list));
                bench.scheduler.reschedule();
                bench.log("exit");
                return bench.scheduler.choose(3) == 0 ? NtStatus.STATUS_DATA_NOT_ACCEPTED : NtStatus.STATUS_SUCCESS;
            });
            Bench.Sock other = bench.enabled(bench.logging(NtStatus.STATUS_SUCCESS));
            bench.scheduler.spawn("sender", () -> {
                socket.send("p1", "a", "b", "c");
                other.send("p1", "x", "y");
            });
            bench.scheduler.spawn("switcher", () -> {
                bench.log("disable " + socket.disable(bench.irp("disable")));
                bench.log("enable " + socket.enable());
            });
            bench.scheduler.spawn("closer", () -> other.close(bench.irp("close")));
            bench.quiesce();
            socket.enable();
            bench.log("rest " + bench.quiesce());
            log = List.copyOf(bench.log);
        }
        return log;
    }

    @Test
    void sameSeedGivesTheSameRunAndSeedsDiffer() {
        Set<List<String>> different = new HashSet<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            List<String> first = run(seed);
            assertThat(run(seed)).as("seed %d", seed).isEqualTo(first);
            different.add(first);
        }
        assertThat(different.size())
                .as("different interleavings of %d seeds", SEEDS)
                .isGreaterThan(SEEDS * 9 / 10);
    }

    @Test
    void aThousandScriptsTakeAboutASecond() {
        int scripts = 1_000;
        long calls = 0;
        List<Long> seeds = new ArrayList<>();
        long start = System.nanoTime();
        for (long seed = 1_000; seed < 1_000 + scripts; seed++) {
            calls += run(seed).size();
            seeds.add(seed);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%d scripts in %.2f s, %.0f per second, %d log lines%n", scripts, seconds, scripts / seconds, calls);
        assertThat(seconds).as("far from hanging, on a loaded machine too").isLessThan(60);
    }
}
