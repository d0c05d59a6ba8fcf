package org.wsktck.oracle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.wsktck.trace.Observation;
import org.wsktck.trace.TraceReader;

/**
 * Judges one trace on several threads. Sockets are judged independently, so each thread has some of them; client objects, which decide how sockets begin, are followed
 * by all and counted by one. The result is that of {@link TraceJudge}, findings of one observation perhaps in another order.
 *
 * <p>It pays where the table is full already: for a process that judges one trace after the other, or one of many millions of observations. Until then
 * TLC's evaluator, which is under one lock, sets the pace, so {@code wsktck check} folds on one thread (figures in benchmarks/README.md).
 */
public final class ShardedJudge {
    private static final int BATCH = 4096;
    private static final int AHEAD = 16;
    private static final List<Observation> END = List.of();

    private ShardedJudge() {}

    /** Where observations come from; null ends the trace. */
    @FunctionalInterface
    public interface Source {
        /** The next observation, null after the last one. */
        @org.jspecify.annotations.Nullable
        Observation next() throws IOException;
    }

    /**
     * Judges what is left in the reader.
     *
     * @param threads number of threads that judge; the calling thread reads
     * @throws IOException as the reader throws it, a malformed trace included
     */
    public static Judgement judge(Oracle oracle, TraceReader reader, int threads) throws IOException {
        return judge(oracle, reader::next, threads);
    }

    /** Judges the observations of a source, as {@link #judge(Oracle, TraceReader, int)}. */
    public static Judgement judge(Oracle oracle, Source source, int threads) throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<BlockingQueue<List<Observation>>> queues = new ArrayList<>();
            List<Future<Judgement>> shards = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                BlockingQueue<List<Observation>> queue = new ArrayBlockingQueue<>(AHEAD);
                TraceJudge judge = new TraceJudge(oracle, true, i, threads);
                queues.add(queue);
                shards.add(pool.submit(() -> work(queue, judge)));
            }
            feed(source, queues);
            List<Judgement> parts = new ArrayList<>();
            for (Future<Judgement> shard : shards) {
                parts.add(shard.get());
            }
            return merge(parts);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OracleException("judging was interrupted", e);
        } catch (ExecutionException e) {
            throw new OracleException("judging failed: " + e.getCause(), e);
        } finally {
            pool.shutdownNow();
        }
    }

    private static Judgement work(BlockingQueue<List<Observation>> queue, TraceJudge judge)
            throws InterruptedException {
        OracleException broken = null;
        for (List<Observation> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
            if (broken == null) {
                try {
                    batch.forEach(judge::accept);
                } catch (OracleException e) {
                    // The queue goes on being emptied, so that the reader is not held up.
                    broken = e;
                }
            }
        }
        if (broken != null) {
            throw broken;
        }
        return judge.finish();
    }

    private static void feed(Source source, List<BlockingQueue<List<Observation>>> queues)
            throws IOException, InterruptedException {
        List<Observation> batch = new ArrayList<>(BATCH);
        for (Observation o = source.next(); o != null; o = source.next()) {
            batch.add(o);
            if (batch.size() == BATCH) {
                hand(batch, queues);
                batch = new ArrayList<>(BATCH);
            }
        }
        if (!batch.isEmpty()) {
            hand(batch, queues);
        }
        hand(END, queues);
    }

    private static void hand(List<Observation> batch, List<BlockingQueue<List<Observation>>> queues)
            throws InterruptedException {
        for (BlockingQueue<List<Observation>> queue : queues) {
            queue.put(batch);
        }
    }

    private static Judgement merge(List<Judgement> parts) {
        Map<String, Long> exercised = new LinkedHashMap<>();
        List<Finding> findings = new ArrayList<>();
        for (Judgement part : parts) {
            part.exercised().forEach((rule, times) -> exercised.merge(rule, times, Long::sum));
            findings.addAll(part.findings());
        }
        findings.sort(Comparator.comparingLong(finding -> finding.observation().seq()));
        return new Judgement(exercised, findings, parts.get(0).observations());
    }
}
