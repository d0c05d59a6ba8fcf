package org.wsktck.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.wsktck.adapter.reference.ReferenceTarget;
import org.wsktck.oracle.Judgement;
import org.wsktck.oracle.Oracle;
import org.wsktck.oracle.ShardedJudge;
import org.wsktck.oracle.TraceJudge;
import org.wsktck.suite.generated.LongTrace;
import org.wsktck.target.TargetException;
import org.wsktck.trace.Observation;
import org.wsktck.trace.TraceReader;

/**
 * One recorded trace of a million observations, judged in three ways in one run: (a) by the memo table, reading the file included, (b) by TLC's evaluator directly, (c) by
 * TLC as a batch trace specification, in a process of its own. (b) and (c) get as long a prefix as they can bear. These run on one thread; (a) is shown on more as well.
 *
 * <p>Arguments: observations (1000000), prefix for (b) (50000), prefix for (c) (2000), passes (5).
 */
public final class OracleBenchmark {
    private static final long SEED = 1;

    private OracleBenchmark() {}

    /** Runs the benchmark and prints what came of it. */
    public static void main(String[] args) throws IOException, TargetException, InterruptedException {
        long wanted = args.length > 0 ? Long.parseLong(args[0]) : 1_000_000;
        int evaluated = args.length > 1 ? Integer.parseInt(args[1]) : 50_000;
        int batched = args.length > 2 ? Integer.parseInt(args[2]) : 2_000;
        int passes = args.length > 3 ? Integer.parseInt(args[3]) : 5;
        Path directory = Files.createTempDirectory("wsktck-bench");
        try {
            Path file = directory.resolve("trace.ndjson");
            long count = LongTrace.record(new ReferenceTarget(), SEED, wanted, file);
            say("trace: %,d observations, %,d bytes, seed %d", count, Files.size(file), SEED);
            double table = table(file, count, passes);
            List<Observation> prefix = prefix(file, Math.max(evaluated, batched));
            inMemory(file, passes);
            sharded(file, count, passes, 1);
            sharded(file, count, passes, 2);
            double evaluator = evaluator(prefix.subList(0, Math.min(evaluated, prefix.size())), passes);
            double batch = BatchTrace.judge(prefix.subList(0, Math.min(batched, prefix.size())), directory, passes);
            say("(a) is %.0f times (b), and %.0f times (c)", table / evaluator, table / batch);
        } finally {
            Files.deleteIfExists(directory.resolve("trace.ndjson"));
            BatchTrace.delete(directory);
        }
    }

    private static double table(Path file, long count, int passes) throws IOException {
        double first = pass(file, count);
        say(
                "(a) memo table, first pass (empty table): %,.0f observations/s, %,d states, %,d transitions",
                first, Oracle.standard().stateCount(), Oracle.standard().evaluations());
        double[] rates = new double[passes];
        double[] reading = new double[passes];
        for (int i = 0; i < passes; i++) {
            rates[i] = pass(file, count);
            reading[i] = read(file, count);
        }
        say(
                "(a) memo table, reading the file included: median of %d passes %,.0f observations/s (%,.0f to %,.0f)",
                passes, median(rates), min(rates), max(rates));
        say(
                "    of that, reading and parsing alone: %,.0f observations/s; it takes %.0f %% of the time",
                median(reading), 100 * median(rates) / median(reading));
        return median(rates);
    }

    private static double pass(Path file, long count) throws IOException {
        TraceJudge judge = Oracle.standard().judge();
        long began = System.nanoTime();
        try (TraceReader reader = TraceReader.open(file)) {
            reader.forEachRemaining(judge::accept);
        }
        double rate = count / seconds(began);
        check(judge.finish(), count);
        return rate;
    }

    private static void check(Judgement judgement, long count) {
        if (judgement.observations() != count || !judgement.findings().isEmpty()) {
            throw new IllegalStateException("the trace should have " + count
                    + " observations and break nothing, but has " + judgement.observations() + " and "
                    + judgement.findings().size() + " findings");
        }
    }

    private static double read(Path file, long count) throws IOException {
        long[] seen = {0};
        long began = System.nanoTime();
        try (TraceReader reader = TraceReader.open(file)) {
            reader.forEachRemaining(o -> seen[0]++);
        }
        return count / seconds(began);
    }

    private static void inMemory(Path file, int passes) throws IOException {
        List<Observation> some = prefix(file, 200_000);
        double[] rates = new double[passes];
        for (int i = 0; i < passes; i++) {
            TraceJudge judge = Oracle.standard().judge();
            long began = System.nanoTime();
            some.forEach(judge::accept);
            rates[i] = some.size() / seconds(began);
        }
        say("    judging alone, %,d observations in memory: %,.0f observations/s", some.size(), median(rates));
    }

    private static List<Observation> prefix(Path file, int length) throws IOException {
        List<Observation> prefix = new ArrayList<>();
        try (TraceReader reader = TraceReader.open(file)) {
            for (Observation o = reader.next(); o != null && prefix.size() < length; o = reader.next()) {
                prefix.add(o);
            }
        }
        return prefix;
    }

    /** The same as (a), the table already filled, on several threads; one more reads. */
    private static void sharded(Path file, long count, int passes, int threads) throws IOException {
        double[] rates = new double[passes];
        for (int i = 0; i < passes; i++) {
            long began = System.nanoTime();
            try (TraceReader reader = TraceReader.open(file)) {
                check(ShardedJudge.judge(Oracle.standard(), reader, threads), count);
            }
            rates[i] = count / seconds(began);
        }
        say(
                "    sharded, %d judging thread(s) and one that reads: median of %d passes %,.0f observations/s (%,.0f to %,.0f)",
                threads, passes, median(rates), min(rates), max(rates));
    }

    private static double evaluator(List<Observation> prefix, int passes) {
        double[] rates = new double[passes];
        for (int i = 0; i < passes; i++) {
            TraceJudge judge = Oracle.standard().judgeWithoutTable();
            long began = System.nanoTime();
            prefix.forEach(judge::accept);
            rates[i] = prefix.size() / seconds(began);
        }
        say(
                "(b) TLC's evaluator, %,d observations in memory: median of %d passes %,.0f observations/s (%,.0f to %,.0f)",
                prefix.size(), passes, median(rates), min(rates), max(rates));
        return median(rates);
    }

    static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    static double min(double[] values) {
        return Arrays.stream(values).min().orElse(0);
    }

    static double max(double[] values) {
        return Arrays.stream(values).max().orElse(0);
    }

    static void say(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }
}
