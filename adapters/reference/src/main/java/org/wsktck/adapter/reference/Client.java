package org.wsktck.adapter.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wsktck.adapter.reference.BenchSocket.Indicated;
import org.wsktck.reference.Buffers;
import org.wsktck.target.Action;
import org.wsktck.target.Payload;
import org.wsktck.target.Wsk;
import org.wsktck.trace.Datagram;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.WskBuf;
import org.wsktck.wsk.WskDatagramIndication;

/** The client's code that the provider calls: event callbacks and completion routines. They do what the script has said ahead, and record it. */
final class Client {
    private static final String CLIENT_EVENT = "WskClientEvent";
    /** How long a wait inside a callback lasts at most: time passes on a seeded scheduler only when nothing else can move. */
    private static final long WAIT_MILLIS = 50;

    private final World world;
    private final Recorder recorder;
    private final Caller caller;

    Client(World world) {
        this.world = world;
        this.recorder = world.recorder;
        this.caller = new Caller(world, this);
    }

    Caller caller() {
        return caller;
    }

    /** Where client code is running: what it may read, and what a resume is addressed to. */
    private record Frame(
            String subject,
            long number,
            String what,
            @Nullable BenchSocket socket,
            @Nullable Indicated list) {}

    /** WskReceiveFromEvent, called through the table of the socket {@code via}. */
    NtStatus receiveFromEvent(
            BenchSocket via, @Nullable Object context, int flags, @Nullable WskDatagramIndication head) {
        long cb = recorder.nextCallback();
        List<Datagram> datagrams = head == null ? null : read(head);
        BenchSocket socket = whose(via, context, datagrams);
        Indicated indicated = socket.indicated(cb, head);
        recorder.record(Observation.of(Kind.ENTER)
                .with(Field.CB, cb)
                .with(Field.EVENT, Wsk.RECEIVE_FROM)
                .with(Field.IRQL, world.scheduler.currentIrql().name())
                .with(Field.CLIENT, socket.client.name)
                .with(Field.SOCKET, socket.name)
                .with(Field.CONTEXT, contextName(context))
                .with(Field.VIA, via.name)
                .with(Field.FLAGS, Symbols.RECEIVE_FLAGS.names(flags))
                .with(Field.DATAGRAMS, datagrams));
        Frame frame = new Frame(socket.name, cb, "callback " + cb, socket, indicated);
        NtStatus status = run(world.reactions.next(socket.name, Wsk.RECEIVE_FROM), frame, NtStatus.STATUS_SUCCESS);
        if (status == NtStatus.STATUS_PENDING && head != null) {
            socket.retain(indicated);
        }
        recorder.record(Observation.of(Kind.EXIT)
                .with(Field.CB, cb)
                .with(Field.EVENT, Wsk.RECEIVE_FROM)
                .with(Field.STATUS, status.name())
                .with(Field.CLIENT, socket.client.name)
                .with(Field.SOCKET, socket.name));
        return status;
    }

    /** WskClientEvent, called through the table of that client. No event is known, so the default answer is STATUS_NOT_IMPLEMENTED. */
    NtStatus clientEvent(
            BenchClient via, @Nullable Object context, int eventType, byte @Nullable [] information, long length) {
        long cb = recorder.nextCallback();
        recorder.record(Observation.of(Kind.ENTER)
                .with(Field.CB, cb)
                .with(Field.EVENT, CLIENT_EVENT)
                .with(Field.IRQL, world.scheduler.currentIrql().name())
                .with(Field.CLIENT, via.name)
                .with(Field.CONTEXT, contextName(context))
                .with(Field.VIA, via.name)
                .with(Field.EVENT_TYPE, eventType)
                .with(Field.POINTER, information != null)
                .with(Field.LENGTH, length));
        Frame frame = new Frame(via.name, cb, "callback " + cb, null, null);
        NtStatus status = run(world.reactions.next(via.name, CLIENT_EVENT), frame, NtStatus.STATUS_NOT_IMPLEMENTED);
        recorder.record(Observation.of(Kind.EXIT)
                .with(Field.CB, cb)
                .with(Field.EVENT, CLIENT_EVENT)
                .with(Field.STATUS, status.name())
                .with(Field.CLIENT, via.name));
        return status;
    }

    /** The completion routine of all IRPs. */
    NtStatus completed(BenchIrp irp, IoStatus outcome) {
        Observation completion = Observation.of(Kind.IRP)
                .with(Field.IRP, irp.number)
                .with(Field.CALL, irp.call)
                .with(Field.FN, irp.fn)
                .with(Field.STATUS, outcome.status().name())
                .with(Field.INFORMATION, outcome.information())
                .with(Field.CLIENT, irp.client == null ? null : irp.client.name)
                .with(Field.SOCKET, irp.socket == null ? null : irp.socket.name)
                .with(Field.IRQL, world.scheduler.currentIrql().name());
        if (outcome.status() == NtStatus.STATUS_SUCCESS) {
            irp.results().describe(outcome, completion);
        }
        recorder.record(completion);
        String subject = irp.socket == null ? irp.fn : irp.socket.name;
        Frame frame = new Frame(subject, irp.number, "the completion of IRP " + irp.number, irp.socket, null);
        NtStatus status = run(irp.takeActions(), frame, NtStatus.STATUS_MORE_PROCESSING_REQUIRED);
        recorder.record(Observation.of(Kind.IRP_EXIT)
                .with(Field.IRP, irp.number)
                .with(Field.CALL, irp.call)
                .with(Field.CLIENT, irp.client == null ? null : irp.client.name)
                .with(Field.SOCKET, irp.socket == null ? null : irp.socket.name)
                .with(Field.STATUS, status.name()));
        irp.finish();
        world.scheduler.signal();
        return status;
    }

    /** Reads a list of that socket from outside of the callback. */
    void readOutside(BenchSocket socket, int list) {
        Indicated indicated = socket.list(list);
        if (indicated == null) {
            recorder.mark("Read: socket " + socket.name + " has no list " + list + "; nothing is read");
        } else {
            recordRead(socket, indicated);
        }
    }

    private void recordRead(BenchSocket socket, Indicated indicated) {
        WskDatagramIndication head = indicated.head;
        if (head == null) {
            recorder.mark("Read: callback " + indicated.cb + " was given no list; nothing is read");
            return;
        }
        recorder.record(Observation.of(Kind.READ)
                .with(Field.CB, indicated.cb)
                .with(Field.DATAGRAMS, read(head))
                .with(Field.CLIENT, socket.client.name)
                .with(Field.SOCKET, socket.name));
    }

    private NtStatus run(List<Action> actions, Frame frame, NtStatus unlessTold) {
        NtStatus told = told(actions, frame);
        return told == null ? unlessTold : told;
    }

    /** Executes actions in order; the status of the one that returns, or null when none does. */
    private @Nullable NtStatus told(List<Action> actions, Frame frame) {
        for (Action action : actions) {
            NtStatus told = null;
            if (action instanceof Action.Return returned) {
                told = status(returned.status());
            } else if (action instanceof Action.Hold) {
                told = told(world.holds.hold(frame.subject, frame.number, frame.what), frame);
            } else if (action instanceof Action.Call call) {
                caller.call(call.invocation());
            } else if (action instanceof Action.WaitFor wait) {
                waitFor(wait.irp());
            } else if (frame.socket != null && frame.list != null) {
                recordRead(frame.socket, frame.list);
            } else {
                recorder.mark("Read in " + frame.what + ": there is no list; nothing is read");
            }
            if (told != null) {
                return told;
            }
        }
        return null;
    }

    private void waitFor(String name) {
        BenchIrp irp = world.irp(name);
        if (irp == null) {
            recorder.mark("WaitFor: no IRP has the name " + name + "; nothing is waited for");
            return;
        }
        recordWait(Kind.WAIT, irp);
        world.scheduler.await("IRP " + irp.number + " inside a callback", irp::isFinished, WAIT_MILLIS);
        recordWait(Kind.WAIT_END, irp);
    }

    private void recordWait(Kind kind, BenchIrp irp) {
        recorder.record(Observation.of(kind)
                .with(Field.IRP, irp.number)
                .with(Field.CLIENT, irp.client == null ? null : irp.client.name)
                .with(Field.SOCKET, irp.socket == null ? null : irp.socket.name));
    }

    private static NtStatus status(String name) {
        try {
            return NtStatus.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw new BadScriptException("The status '" + name + "' is unknown to the reference target. There are "
                    + List.of(NtStatus.values()) + ".");
        }
    }

    private static @Nullable String contextName(@Nullable Object context) {
        if (context == null) {
            return null;
        }
        return context instanceof Context known ? known.name() : "?";
    }

    /** The socket that most of three witnesses name: the table, the context, and the destination of the first datagram that is known. The table decides when they all differ. */
    private BenchSocket whose(BenchSocket via, @Nullable Object context, @Nullable List<Datagram> datagrams) {
        BenchSocket byContext = context instanceof Context known ? world.socket(known.name()) : null;
        BenchSocket byDatagram = null;
        if (datagrams != null) {
            byDatagram = datagrams.stream()
                    .map(datagram -> world.destinationOf(datagram.dg()))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }
        return byContext != null && byContext == byDatagram ? byContext : via;
    }

    private List<Datagram> read(WskDatagramIndication head) {
        List<Datagram> datagrams = new ArrayList<>();
        for (WskDatagramIndication each = head; each != null; each = each.next()) {
            WskBuf buffer = each.buffer();
            boolean sound = Buffers.isSound(buffer);
            byte[] bytes = sound ? Buffers.toArray(buffer) : new byte[0];
            datagrams.add(seen(
                    bytes,
                    buffer.length(),
                    world.nameOf(each.remoteAddress()),
                    each.controlInfo() != null,
                    each.controlInfoLength()));
        }
        return List.copyOf(datagrams);
    }

    /** What the bytes say, of which the first {@code length} are the datagram's. */
    static Datagram seen(byte[] bytes, int length, String from, boolean control, int controlLength) {
        Payload.Seen seen = Payload.decode(bytes, Math.min(length, bytes.length));
        return new Datagram(seen.dg(), length, seen.intact() && length <= bytes.length, from, control, controlLength);
    }
}
