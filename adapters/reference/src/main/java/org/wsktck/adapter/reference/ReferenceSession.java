package org.wsktck.adapter.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wsktck.adapter.mutant.Mutant;
import org.wsktck.adapter.mutant.MutantContext;
import org.wsktck.reference.ReferenceProvider;
import org.wsktck.reference.network.MemoryNetwork;
import org.wsktck.reference.network.Network;
import org.wsktck.reference.network.UdpNetwork;
import org.wsktck.reference.scheduler.Quiescence;
import org.wsktck.reference.scheduler.Scheduler;
import org.wsktck.reference.scheduler.SeededScheduler;
import org.wsktck.reference.scheduler.TaskEndedError;
import org.wsktck.reference.scheduler.ThreadScheduler;
import org.wsktck.target.Step;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;
import org.wsktck.trace.ObservationSink;
import org.wsktck.wsk.Irql;
import org.wsktck.wsk.WskProvider;

/** One run on a provider of its own. On the seeded scheduler every step that calls anything is a task, so that it is interleaved with the provider's. */
final class ReferenceSession implements Target.Session {
    private final ReferenceOptions options;
    private final Scheduler scheduler;
    private final Recorder recorder;
    private final PortMap network;
    private final World world;
    private final Client client;
    private final Outside outside;
    private final BenchThreads threads;
    private final List<Runnable> whenQuiet = new ArrayList<>();
    private boolean over;

    ReferenceSession(ReferenceOptions options, @Nullable Mutant mutant, long seed, ObservationSink sink) {
        this.options = options;
        this.scheduler = switch (options.scheduling()) {
            case SEEDED -> new SeededScheduler(seed);
            case THREADS -> new ThreadScheduler(seed);
        };
        this.recorder = new Recorder(scheduler, sink);
        this.network = new PortMap(network(options.network(), scheduler));
        ReferenceProvider reference = ReferenceProvider.builder()
                .scheduler(scheduler)
                .network(network)
                .clientFaults(fault -> recorder.mark("the reference noticed: " + fault))
                .build();
        WskProvider provider = mutant == null ? reference : mutant.wrap(reference, new ForMutants());
        this.world = new World(scheduler, network, provider, reference.kernel(), recorder);
        this.client = new Client(world);
        this.outside = new Outside(world, reference);
        this.threads = new BenchThreads(scheduler, recorder);
    }

    private static Network network(ReferenceOptions.Network kind, Scheduler scheduler) {
        return switch (kind) {
            case MEMORY -> new MemoryNetwork(scheduler);
            case UDP -> new UdpNetwork(scheduler);
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
        guarded(step.toString(), () -> perform(step));
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
            client.readOutside(socket, read.list());
        }
    }

    private void asMain(Runnable body) {
        recorder.onThread(Step.MAIN, body);
    }

    /** Runs the body as the main thread of the client and waits for it. */
    private void onMain(Object what, Runnable body) {
        if (!scheduler.isDeterministic()) {
            asMain(body);
            return;
        }
        AtomicReference<@Nullable Object> end = new AtomicReference<>();
        scheduler.spawn(Step.MAIN, () -> {
            try {
                asMain(body);
                end.set(Step.MAIN);
            } catch (TaskEndedError ended) {
                throw ended;
            } catch (RuntimeException | Error thrown) {
                end.set(thrown);
            }
        });
        scheduler.await("the step " + what, () -> end.get() != null);
        if (end.get() instanceof RuntimeException problem) {
            throw problem;
        }
        if (end.get() instanceof Error problem) {
            throw problem;
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
        onMain("clean-up", rest::closeSockets);
        quiesce(false);
        onMain("clean-up", rest::releaseNpis);
        rest.deregister(threads);
        quiesce(true);
    }

    private void endAll() {
        try {
            scheduler.close();
        } finally {
            network.close();
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
