package org.wsktck.adapter.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wsktck.adapter.mutant.Mutant;
import org.wsktck.adapter.mutant.MutantContext;
import org.wsktck.reference.ReferenceProvider;
import org.wsktck.reference.network.MemoryNetwork;
import org.wsktck.reference.network.MemoryStreamNetwork;
import org.wsktck.reference.network.Network;
import org.wsktck.reference.network.StreamNetwork;
import org.wsktck.reference.network.TcpNetwork;
import org.wsktck.reference.network.UdpNetwork;
import org.wsktck.reference.scheduler.DeadlockException;
import org.wsktck.reference.scheduler.Quiescence;
import org.wsktck.reference.scheduler.Scheduler;
import org.wsktck.reference.scheduler.SeededScheduler;
import org.wsktck.reference.scheduler.ThreadScheduler;
import org.wsktck.target.Step;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;
import org.wsktck.trace.ObservationSink;
import org.wsktck.wsk.Irql;
import org.wsktck.wsk.WskProvider;

/** One run on a provider of its own. Every step that calls anything is a task, so that it is interleaved with the provider's. */
final class ReferenceSession implements Target.Session {
    /** On threads: how long the main thread may take over a step before it is asked whether anything else moves. */
    private static final long BLOCKED_MILLIS = 500;

    private final ReferenceOptions options;
    private final Scheduler scheduler;
    private final Recorder recorder;
    private final PortMap network;
    private final StreamPortMap streams;
    private final World world;
    private final Client client;
    private final Outside outside;
    private final Peers peers;
    private final BenchThreads threads;
    private final List<Runnable> whenQuiet = new ArrayList<>();
    private boolean givenUp;
    private boolean over;

    ReferenceSession(ReferenceOptions options, @Nullable Mutant mutant, long seed, ObservationSink sink) {
        this.options = options;
        this.scheduler = switch (options.scheduling()) {
            case SEEDED -> new SeededScheduler(seed);
            case THREADS -> new ThreadScheduler(seed);
        };
        this.recorder = new Recorder(scheduler, sink);
        this.network = new PortMap(network(options.network(), scheduler));
        this.streams = new StreamPortMap(streams(options.network(), scheduler));
        ReferenceProvider reference = ReferenceProvider.builder()
                .scheduler(scheduler)
                .network(network)
                .streams(streams)
                .clientFaults(fault -> recorder.mark("the reference noticed: " + fault))
                .build();
        WskProvider provider = mutant == null ? reference : mutant.wrap(reference, new ForMutants());
        this.world = new World(scheduler, network, streams, provider, reference.kernel(), recorder);
        this.client = new Client(world);
        this.outside = new Outside(world, reference);
        this.peers = new Peers(world);
        this.threads = new BenchThreads(scheduler, recorder);
    }

    private static Network network(ReferenceOptions.Network kind, Scheduler scheduler) {
        return switch (kind) {
            case MEMORY -> new MemoryNetwork(scheduler);
            case UDP -> new UdpNetwork(scheduler);
        };
    }

    private static StreamNetwork streams(ReferenceOptions.Network kind, Scheduler scheduler) {
        return switch (kind) {
            case MEMORY -> new MemoryStreamNetwork(scheduler);
            case UDP -> new TcpNetwork(scheduler);
        };
    }

    /** What a mutant gets of this world. */
    private final class ForMutants implements MutantContext {
        @Override
        public void spawn(String name, Runnable work) {
            scheduler.spawn(name, work);
        }

        @Override
        public void whenQuiet(Runnable work) {
            synchronized (whenQuiet) {
                whenQuiet.add(work);
            }
        }

        @Override
        public <T> T atIrql(Irql irql, Supplier<T> body) {
            return scheduler.atIrql(irql, body);
        }
    }

    @Override
    public void execute(Step step) throws TargetException {
        if (over) {
            throw new TargetException(
                    "The session is over: it has been closed, or it has failed before. Open another one.");
        }
        if (!givenUp) {
            guarded(step.toString(), () -> perform(step));
        }
    }

    private void perform(Step step) {
        if (step instanceof Step.Call call) {
            if (call.thread().equals(Step.MAIN)) {
                onMain(step, () -> client.caller().call(call.invocation()));
            } else {
                threads.add(call.thread(), () -> client.caller().call(call.invocation()));
            }
        } else if (step instanceof Step.React react) {
            world.reactions.react(react.socket(), react.event(), react.actions());
        } else if (step instanceof Step.Otherwise otherwise) {
            world.reactions.otherwise(otherwise.socket(), otherwise.event(), otherwise.actions());
        } else if (step instanceof Step.OnCompletion completion) {
            world.reactions.onCompletion(completion.irp(), completion.actions());
        } else if (step instanceof Step.Resume resume) {
            onMain(step, () -> resume(resume));
        } else if (step instanceof Step.Cancel cancel) {
            onMain(step, () -> client.caller().cancel(cancel.irp()));
        } else if (step instanceof Step.Send send) {
            onMain(step, () -> outside.send(send));
        } else if (step instanceof Step.Peer peer) {
            onMain(step, () -> peers.act(peer));
        } else if (step instanceof Step.Environment environment) {
            onMain(step, () -> outside.environment(environment));
        } else if (step instanceof Step.Read read) {
            onMain(step, () -> read(read));
        } else if (step instanceof Step.Mark mark) {
            asMain(() -> recorder.mark(mark.text()));
        } else {
            quiesce(true);
        }
    }

    private void resume(Step.Resume resume) {
        if (!world.holds.resume(resume.socket(), resume.nth(), resume.actions())) {
            recorder.mark("Resume: socket " + resume.socket() + " has no held callback number " + resume.nth()
                    + "; nothing goes on");
        }
    }

    private void read(Step.Read read) {
        BenchSocket socket = world.socket(read.socket());
        if (socket == null) {
            recorder.mark("Read: there is no socket " + read.socket() + "; nothing is read");
        } else {
            client.lists().readOutside(socket, read.list());
        }
    }

    private void asMain(Runnable body) {
        recorder.onThread(Step.MAIN, body);
    }

    /** Runs the body as the main thread of the client and waits for it. When it is blocked for good, the rest of the script is given up. */
    private void onMain(Object what, Runnable body) {
        MainTask main = new MainTask(body);
        scheduler.spawn(Step.MAIN, main);
        if (!awaitMain(what, main)) {
            rescue(what, main);
        }
        main.rethrow();
    }

    /** The main thread during one step. */
    private final class MainTask implements Runnable {
        private final Runnable body;
        private volatile boolean ended;
        private volatile @Nullable Throwable problem;

        MainTask(Runnable body) {
            this.body = body;
        }

        @Override
        public void run() {
            try {
                asMain(body);
                ended = true;
            } catch (RuntimeException | StackOverflowError | AssertionError thrown) {
                problem = thrown;
                ended = true;
            }
            scheduler.signal();
        }

        void rethrow() {
            if (problem instanceof RuntimeException exception) {
                throw exception;
            }
            if (problem instanceof Error error) {
                throw error;
            }
        }
    }

    /** Waits for the main thread; false when it is blocked and nothing else can move. */
    private boolean awaitMain(Object what, MainTask main) {
        String name = "the step " + what;
        if (!scheduler.isDeterministic()) {
            if (!scheduler.await(name, () -> main.ended, BLOCKED_MILLIS)) {
                settle();
            }
            return main.ended;
        }
        try {
            scheduler.await(name, () -> main.ended);
        } catch (DeadlockException blocked) {
            return false;
        }
        return true;
    }

    /**
     * A call on the main thread waits for something that the script would have done later, or expected a callback to do. That is no fault of the target's: the bench does what a
     * client can do about it, so that what has been seen can be judged. If the call does not return then, it hangs.
     */
    private void rescue(Object what, MainTask main) {
        givenUp = true;
        recorder.mark("clean-up: the main thread is blocked at " + what + "; the rest of the script is skipped");
        world.reactions.clear();
        world.holds.release();
        CleanUp rest = new CleanUp(world, client.caller());
        threads.add("clean-up", rest::closeSockets);
        settle();
        threads.add("clean-up", rest::closeSockets);
        settle();
        threads.add("clean-up", rest::releaseNpis);
        rest.deregister(threads);
        settle();
        if (!main.ended) {
            threads.add("clean-up", rest::releaseLateLists);
        }
        quiesce(true);
        if (!main.ended) {
            throw new IllegalStateException(
                    "The main thread does not come back, and nothing is left to wait for. Blocked tasks: "
                            + scheduler.quiesce().blocked());
        }
    }

    private void quiesce(boolean recorded) {
        settle();
        List<Runnable> late;
        synchronized (whenQuiet) {
            late = List.copyOf(whenQuiet);
            whenQuiet.clear();
        }
        if (!late.isEmpty()) {
            late.forEach(work -> scheduler.spawn("late", work));
            settle();
        }
        if (recorded) {
            asMain(() -> recorder.record(Observation.of(Kind.QUIESCE)));
        }
    }

    private void settle() {
        Quiescence rest = scheduler.quiesce();
        if (rest.livelock()) {
            throw new IllegalStateException("The provider does not come to rest. Tasks: " + rest.blocked());
        }
    }

    @Override
    public void close() throws TargetException {
        try {
            if (!over) {
                guarded("the end of the session", this::cleanUp);
            }
        } finally {
            over = true;
            guarded("the end of the session's threads", this::endAll);
        }
    }

    private void cleanUp() {
        world.reactions.clear();
        boolean held = world.holds.release();
        quiesce(false);
        CleanUp rest = new CleanUp(world, client.caller());
        if (!held && !rest.isNeeded()) {
            return;
        }
        asMain(() -> recorder.mark("clean-up"));
        while (rest.hasUnclosedSockets()) {
            onMain("clean-up", rest::closeSockets);
            quiesce(false);
        }
        onMain("clean-up", rest::releaseNpis);
        rest.deregister(threads);
        quiesce(true);
    }

    private void endAll() {
        try {
            scheduler.close();
        } finally {
            try {
                streams.close();
            } finally {
                network.close();
            }
        }
    }

    /** Runs the body; whatever it throws ends the session and says where. */
    private void guarded(String what, Runnable body) throws TargetException {
        try {
            body.run();
        } catch (BadScriptException bad) {
            over = true;
            throw new TargetException("The script cannot be executed at " + what + ": " + bad.getMessage(), bad);
        } catch (RuntimeException | StackOverflowError | AssertionError problem) {
            over = true;
            throw new TargetException(
                    "The reference target (" + ReferenceOptions.word(options.scheduling()) + " scheduler, "
                            + ReferenceOptions.word(options.network()) + " network, seed " + scheduler.seed()
                            + ") failed at " + what + ": " + problem.getMessage()
                            + ". What was observed before is in the trace; run the script again with the same seed to see it again.",
                    problem);
        }
    }
}
