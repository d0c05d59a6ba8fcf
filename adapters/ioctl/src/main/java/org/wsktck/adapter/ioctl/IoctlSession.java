package org.wsktck.adapter.ioctl;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.wsktck.target.Action;
import org.wsktck.target.Invocation;
import org.wsktck.target.Step;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;
import org.wsktck.target.Wsk;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;
import org.wsktck.trace.ObservationSink;

/** One run inside a kernel. Steps become frames; what the driver records becomes observations, in its order, on the thread that executes the steps. */
final class IoctlSession implements Target.Session {
    private static final int MAIN = 0;

    private final Protocol protocol;
    private final Codec codec;
    private final AgentChannel link;
    private final ObservationSink sink;
    private final Release release;
    private final World world = new World();
    private final Names names;
    private final Order order;
    private final Peers peers;
    private final Invocations invocations;
    private final Translator translator;
    private final Patience patience;
    private final Progress progress;
    private final Clock clock;
    private final CleanUp rest;
    private long seq;
    private boolean givenUp;
    private boolean over;
    private boolean closed;
    private boolean sound;

    /** Takes the link back. */
    interface Release {
        /** @param sound whether it ended in order, so that the agent can begin another session */
        void release(boolean sound);
    }

    /**
     * What a session begins with.
     *
     * @param seed decides everything that the driver leaves to chance
     * @param complete whether the driver may call all functions of the current headers
     */
    record Start(long seed, boolean complete) {}

    /**
     * Begins the session.
     *
     * @throws TargetException when the driver does not
     */
    IoctlSession(
            Protocol protocol, AgentChannel link, Patience patience, Start start, ObservationSink sink, Release release)
            throws TargetException {
        this.protocol = protocol;
        this.codec = new Codec(protocol);
        this.link = link;
        this.sink = sink;
        this.release = release;
        this.patience = patience;
        this.names = new Names(protocol, this::reserve);
        this.order = new Order(body -> ask("mark", body));
        this.progress = new Progress(protocol, names.threads());
        this.peers = new Peers(world, order, progress::stirred);
        this.invocations = new Invocations(protocol, names, new Places());
        this.translator = new Translator(protocol, names, world, peers);
        this.rest = new CleanUp(world);
        long allow = start.complete() ? protocol.number("allow", "complete") : 0;
        Map<String, Object> hello = Map.of("seed", start.seed(), "allow", allow);
        Map<String, Object> welcome = codec.decode("welcome", link.ask("hello", codec.encode("hello", hello)), 0);
        this.clock = new Clock(welcome.get("clock") instanceof Long ticks && ticks > 0 ? ticks : 1);
        this.sound = true;
    }

    // ---------------------------------------------------------------- the channel

    private byte[] ask(String op, byte[] body) throws TargetException {
        long began = System.nanoTime();
        byte[] answer = link.ask(op, body);
        patience.measured(System.nanoTime() - began);
        return answer;
    }

    private void reserve(long listener, long socket) throws TargetException {
        ask("reserve", codec.encode("reserve", Map.of("listener", listener, "socket", socket)));
    }

    /** Where names lead. */
    private final class Places implements Invocations.Addresses {
        @Override
        public InetSocketAddress of(String name, boolean datagrams) throws TargetException {
            BenchSocket socket = world.socket(name);
            InetSocketAddress bound = socket == null ? null : socket.address;
            if (bound != null) {
                return bound;
            }
            return datagrams ? peers.datagramAddress(name) : peers.address(name);
        }

        @Override
        public InetSocketAddress fresh(String socket) throws TargetException {
            return Inet.free(isDatagram(socket));
        }

        @Override
        public boolean isDatagram(@Nullable String name) {
            BenchSocket socket = world.socket(name);
            return socket != null && socket.isDatagram();
        }
    }

    // ---------------------------------------------------------------- records

    /** Takes what has come, or comes within that time; says whether anything of the driver's own was there. */
    private boolean take(long nanos) throws TargetException {
        byte[] records = link.observations(Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanos)));
        boolean news = false;
        while (records.length > 0) {
            news |= takeAll(records);
            records = link.observations(0);
        }
        return news;
    }

    private boolean takeAll(byte[] records) throws TargetException {
        boolean news = false;
        List<DriverRecord> all;
        try {
            all = DriverRecord.all(protocol, records);
        } catch (IllegalArgumentException nonsense) {
            throw new TargetException("The driver's records cannot be read: " + nonsense.getMessage(), nonsense);
        }
        for (DriverRecord each : all) {
            news |= take(each);
        }
        return news;
    }

    private boolean take(DriverRecord r) throws TargetException {
        if (r.number("dropped") > 0 || Translator.isUnfit(r)) {
            throw new TargetException(
                    r.number("dropped") > 0
                            ? "The driver has lost " + r.number("dropped")
                                    + " observations, for want of room: nothing can be concluded from the rest."
                            : "The driver has seen more bytes than it can send: nothing can be concluded from the rest.");
        }
        if (r.kind().equals("mark")) {
            Order.Placed placed = order.at(r.number("token"));
            Observation made = placed == null ? null : placed.record().make();
            if (placed != null && made != null) {
                emit(made, r, placed.thread());
            }
            return false;
        }
        Observation observation;
        String thread;
        try {
            observation = translator.observe(r);
            thread = progress.thread(r);
            progress.follow(r, observation);
        } catch (IllegalArgumentException nonsense) {
            throw new TargetException(
                    "Record " + r.number("seq") + " of the driver makes no sense: " + nonsense.getMessage(), nonsense);
        }
        emit(observation, r, thread);
        return true;
    }

    private void emit(Observation observation, DriverRecord r, String thread) {
        sink.accept(observation.at(++seq, clock.nanos(r.number("t")), thread));
    }

    // ---------------------------------------------------------------- steps

    @Override
    public void execute(Step step) throws TargetException {
        if (over) {
            throw new TargetException(
                    "The session is over: it has been closed, or it has failed before. Open another one.");
        }
        if (!givenUp) {
            guarded("at " + step, () -> {
                take(0);
                perform(step);
                take(0);
            });
        }
    }

    private interface Body {
        void run() throws TargetException;
    }

    private void guarded(String where, Body body) throws TargetException {
        boolean well = false;
        try {
            body.run();
            well = true;
        } catch (BadScriptException bad) {
            throw new TargetException("The script cannot be executed " + where + ": " + bad.getMessage(), bad);
        } finally {
            if (!well) {
                over = true;
                sound = false;
                drain();
            }
        }
    }

    /** What has been received before the failure goes to the sink all the same. */
    private void drain() {
        try {
            byte[] records = link.observations(0);
            while (records.length > 0) {
                takeAll(records);
                records = link.observations(0);
            }
        } catch (TargetException known) {
            // The failure that is being told is the first.
        }
    }

    private void perform(Step step) throws TargetException {
        if (step instanceof Step.Call call) {
            call(call);
        } else if (step instanceof Step.React react) {
            react("once", react.socket(), react.event(), react.actions());
        } else if (step instanceof Step.Otherwise otherwise) {
            react("otherwise", otherwise.socket(), otherwise.event(), otherwise.actions());
        } else if (step instanceof Step.OnCompletion completion) {
            roomy("OnCompletion of " + completion.irp(), () -> onCompletion(completion));
        } else if (step instanceof Step.Resume resume) {
            roomy("Resume of " + resume.socket(), () -> resume(resume.socket(), resume.nth(), resume.actions()));
        } else if (step instanceof Step.Cancel cancel) {
            cancel(cancel.irp());
        } else if (step instanceof Step.Send send) {
            peers.send(send);
        } else if (step instanceof Step.Peer peer) {
            peers.act(peer);
        } else if (step instanceof Step.Environment environment) {
            peers.note(environment.op() + ": this target cannot make that happen; nothing does");
        } else if (step instanceof Step.Read read) {
            roomy(
                    "Read of " + read.socket(),
                    () -> ask("read", codec.encode("read", Map.of("socket", names.socket(read.socket()), "list", (long)
                            read.list()))));
        } else if (step instanceof Step.Mark mark) {
            peers.note(mark.text());
        } else {
            quiesce(true);
        }
    }

    private interface Roomy {
        void run() throws Names.NoRoom, TargetException;
    }

    /** What finds no room in the driver's tables is not done, and the trace says so. */
    private boolean roomy(String what, Roomy body) throws TargetException {
        try {
            body.run();
            return true;
        } catch (Names.NoRoom full) {
            peers.note(what + ": " + full.getMessage() + "; nothing is done");
            return false;
        }
    }

    private void call(Step.Call step) throws TargetException {
        Invocation invocation = step.invocation();
        boolean[] main = new boolean[1];
        roomy(invocation.fn(), () -> {
            int thread = names.threads().of(step.thread());
            main[0] = thread == MAIN;
            call(thread, invocation);
        });
        if (main[0]) {
            awaitMain(step.toString());
        }
    }

    /** Hands the call to a thread of the driver. */
    private void call(int thread, Invocation invocation) throws Names.NoRoom, TargetException {
        Map<String, Object> body = Map.of("thread", (long) thread, "invocation", invocations.invocation(invocation));
        names.threads().asked(thread);
        ask("call", codec.encode("call", body));
    }

    /** Waits for the main thread's return. When it is blocked for good, the rest of the script is given up. */
    private void awaitMain(String what) throws TargetException {
        long silentSince = System.nanoTime();
        while (names.threads().isBusy(MAIN)) {
            // A call that waits may wait for somebody else, but not for longer than anything else is waited for.
            long left = silentSince + 2 * patience.nanos(Patience.Business.OWED) - System.nanoTime();
            if (left <= 0) {
                rescue(what);
                return;
            }
            if (take(left)) {
                silentSince = System.nanoTime();
            }
        }
    }

    private void react(String mode, String subject, String event, List<Action> actions) throws TargetException {
        roomy("A reaction of " + subject + " to " + event, () -> {
            boolean ofClient = event.equals("WskClientEvent");
            long none = protocol.value("none");
            Map<String, Object> head = new HashMap<>();
            head.put("mode", protocol.number("mode", mode));
            head.put("event", new Words(protocol).number("event", event));
            head.put("socket", ofClient ? none : names.socket(subject));
            head.put("client", ofClient ? names.client(subject) : none);
            head.put("irp", none);
            head.put("count", (long) actions.size());
            ask("react", framed("react", head, invocations.actions(actions, event.equals(Wsk.INSPECT))));
        });
    }

    private void onCompletion(Step.OnCompletion step) throws Names.NoRoom, TargetException {
        long none = protocol.value("none");
        Map<String, Object> head = Map.of(
                "mode",
                protocol.number("mode", "onCompletion"),
                "event",
                none,
                "socket",
                none,
                "client",
                none,
                "irp",
                names.irps().give(step.irp()),
                "count",
                (long) step.actions().size());
        ask("react", framed("react", head, invocations.actions(step.actions(), false)));
    }

    private void resume(String subject, int nth, List<Action> actions) throws Names.NoRoom, TargetException {
        boolean ofClient = !names.isSocket(subject) && names.isClient(subject);
        long none = protocol.value("none");
        Map<String, Object> head = Map.of(
                "socket",
                ofClient ? none : names.socket(subject),
                "client",
                ofClient ? names.client(subject) : none,
                "nth",
                (long) nth,
                "count",
                (long) actions.size());
        // What a resume returns is a word of the event that is held; inspections have their own.
        boolean inspects = actions.stream()
                .anyMatch(each -> each instanceof Action.Return returned
                        && returned.status().startsWith("WskInspect"));
        ask("resume", framed("resume", head, invocations.actions(actions, inspects)));
    }

    private byte[] framed(String struct, Map<String, Object> head, byte[] actions) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(codec.encode(struct, head));
        body.writeBytes(actions);
        return body.toByteArray();
    }

    private void cancel(String name) throws TargetException {
        Long irp = names.irps().known(name);
        if (irp == null) {
            peers.note("Cancel: no pending IRP has the name " + name + "; nothing is cancelled");
        } else {
            ask("cancel", codec.encode("cancel", Map.of("irp", irp)));
        }
    }

    // ---------------------------------------------------------------- rest

    /** Waits for rest and records it, when asked to, at a place before which nothing else has come. */
    private void quiesce(boolean recorded) throws TargetException {
        boolean[] placed = new boolean[1];
        while (!placed[0]) {
            settle();
            long before = progress.news();
            boolean[] seen = new boolean[1];
            order.place(Step.MAIN, () -> {
                seen[0] = true;
                placed[0] = progress.news() == before;
                return placed[0] && recorded ? Observation.of(Kind.QUIESCE) : null;
            });
            long end = System.nanoTime() + AgentChannel.SILENCE.toNanos();
            while (!seen[0]) {
                if (System.nanoTime() - end > 0) {
                    throw new TargetException("The driver has taken a mark and has not recorded it within "
                            + AgentChannel.SILENCE.toSeconds() + " s.");
                }
                take(patience.nanos(Patience.Business.PENDING));
            }
        }
        progress.rested();
    }

    /** Waits for silence, for as long as what is in progress demands. */
    private void settle() throws TargetException {
        long silentSince = System.nanoTime();
        long left = patience.nanos(progress.business());
        while (left > 0) {
            if (take(left)) {
                silentSince = System.nanoTime();
            }
            // A callback that is inside and not held is waiting for something, once it has said nothing for so long.
            long silence = patience.nanos(isMoving() ? Patience.Business.OWED : progress.business());
            left = silentSince + silence - System.nanoTime();
        }
    }

    /** Whether client code is running in the kernel that is not held. */
    private boolean isMoving() throws TargetException {
        if (!progress.anyInside()) {
            return false;
        }
        Map<String, Object> counted = counters();
        return number(counted, "inside") != number(counted, "holds");
    }

    private Map<String, Object> counters() throws TargetException {
        return codec.decode("counted", ask("counters", new byte[0]), 0);
    }

    private static long number(Map<String, Object> values, String name) {
        return values.get(name) instanceof Long number ? number : 0;
    }

    // ---------------------------------------------------------------- the end

    /**
     * A call on the main thread waits for something that the script would have done later, or expected a callback to do. That is no fault of the target's: the bench does what a client
     * can do about it, so that what has been seen can be judged. If the call does not return then, it hangs.
     */
    private void rescue(String what) throws TargetException {
        givenUp = true;
        peers.note("clean-up: the main thread is blocked at " + what + "; the rest of the script is skipped");
        int thread = names.threads().cleanUp();
        forget();
        letGo();
        for (int i = 0; i < 2; i++) {
            callAll(thread, rest.closings());
            settle();
        }
        callAll(thread, rest.releases());
        settle();
        callAll(thread, rest.deregistrations());
        quiesce(true);
        if (names.threads().isBusy(MAIN)) {
            throw new TargetException("The main thread does not come back from " + what
                    + ", and nothing is left to wait for. What was observed before is in the trace.");
        }
    }

    private void callAll(int thread, List<Invocation> all) throws TargetException {
        for (Invocation each : all) {
            roomy(each.fn(), () -> call(thread, each));
        }
    }

    /** What the script wanted of callbacks is over: from now on they do nothing and accept nothing. */
    private void forget() throws TargetException {
        ask("react", codec.encode("react", Map.of("mode", protocol.number("mode", "clear"))));
    }

    /** Lets every held callback go on. */
    private void letGo() throws TargetException {
        long held = number(counters(), "holds");
        for (int round = 0; held > 0 && round < protocol.limit("holds"); round++) {
            for (String subject : rest.inside()) {
                roomy("Resume of " + subject, () -> resume(subject, 1, List.of()));
            }
            take(patience.nanos(Patience.Business.PENDING));
            held = number(counters(), "holds");
        }
    }

    @Override
    public void close() throws TargetException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (!over) {
                guarded("at the end of the session", this::cleanUp);
            }
        } finally {
            over = true;
            peers.close();
            release.release(sound && link.isAlive());
        }
    }

    private void cleanUp() throws TargetException {
        take(0);
        forget();
        letGo();
        quiesce(false);
        if (!rest.isNeeded()) {
            return;
        }
        peers.note("clean-up");
        int most = protocol.limit("sockets");
        for (List<Invocation> left = rest.closings(); !left.isEmpty() && most-- > 0; left = rest.closings()) {
            callAndAwait(left);
            quiesce(false);
        }
        callAndAwait(rest.releases());
        callAll(names.threads().cleanUp(), rest.deregistrations());
        quiesce(true);
    }

    private void callAndAwait(List<Invocation> all) throws TargetException {
        for (Invocation each : all) {
            if (!givenUp) {
                call(new Step.Call(Step.MAIN, each));
            }
        }
    }
}
