package org.wsktck.reference.scheduler;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Daemon threads shared by all seeded schedulers, since starting one costs more than a short script. */
final class WorkerPool {
    private static final ConcurrentLinkedDeque<Worker> IDLE = new ConcurrentLinkedDeque<>();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private WorkerPool() {}

    /** Runs the job on a pooled thread. */
    static void run(Runnable job) {
        Worker worker = IDLE.pollFirst();
        if (worker == null) {
            worker = new Worker();
            worker.job = job;
            worker.start();
        } else {
            worker.job = job;
            LockSupport.unpark(worker);
        }
    }

    /** A thread that runs one job after the other. */
    static final class Worker extends Thread {
        private volatile @Nullable Runnable job;

        Worker() {
            super("wsktck-worker-" + COUNT.incrementAndGet());
            setDaemon(true);
        }

        /** Back to the pool: the job does this itself right before it hands on its turn. */
        void release() {
            job = null;
            IDLE.addFirst(this);
        }

        @Override
        public void run() {
            while (true) {
                Runnable next = job;
                if (next == null) {
                    LockSupport.park(this);
                } else {
                    next.run();
                }
            }
        }
    }
}
