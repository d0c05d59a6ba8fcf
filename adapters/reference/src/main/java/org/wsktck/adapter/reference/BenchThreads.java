package org.wsktck.adapter.reference;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.wsktck.reference.scheduler.Scheduler;

/** The client's threads besides the main one. Each does its work in order and exists while it has any. */
final class BenchThreads {
    private final Scheduler scheduler;
    private final Recorder recorder;
    private final Map<String, Queue<Runnable>> work = new HashMap<>();

    BenchThreads(Scheduler scheduler, Recorder recorder) {
        this.scheduler = scheduler;
        this.recorder = recorder;
    }

    /** Appends work to a thread. */
    void add(String name, Runnable task) {
        synchronized (work) {
            Queue<Runnable> queue = work.get(name);
            if (queue != null) {
                queue.add(task);
                return;
            }
            queue = new ArrayDeque<>();
            queue.add(task);
            work.put(name, queue);
        }
        scheduler.spawn(name, () -> recorder.onThread(name, () -> run(name)));
    }

    private void run(String name) {
        for (Runnable task = next(name); task != null; task = next(name)) {
            task.run();
        }
    }

    private @org.jspecify.annotations.Nullable Runnable next(String name) {
        synchronized (work) {
            Queue<Runnable> queue = work.get(name);
            Runnable task = queue == null ? null : queue.poll();
            if (task == null) {
                work.remove(name);
            }
            return task;
        }
    }
}
