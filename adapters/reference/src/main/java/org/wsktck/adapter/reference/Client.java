package org.wsktck.adapter.reference;

import org.jspecify.annotations.Nullable;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.NtStatus;

/** The client's code that the provider calls. It does what the script has said ahead, and records it. The callbacks of sockets are reached through their {@link Tables}. */
final class Client {
    private static final String CLIENT_EVENT = "WskClientEvent";

    private final World world;
    private final Recorder recorder;
    private final Caller caller;
    private final Lists lists;
    private final Reactor reactor;
    private final Tables tables;

    Client(World world) {
        this.world = world;
        this.recorder = world.recorder;
        this.caller = new Caller(world, this);
        this.lists = new Lists(world);
        this.reactor = new Reactor(world, caller, lists);
        this.tables = new Tables(new Upcalls(world, reactor), lists);
    }

    Caller caller() {
        return caller;
    }

    Lists lists() {
        return lists;
    }

    Tables tables() {
        return tables;
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
                .with(Field.CONTEXT, Upcalls.contextName(context))
                .with(Field.VIA, via.name)
                .with(Field.EVENT_TYPE, eventType)
                .with(Field.POINTER, information != null)
                .with(Field.LENGTH, length));
        Frame frame = new Frame(via.name, cb, "callback " + cb, null, null);
        NtStatus status =
                reactor.run(world.reactions.next(via.name, CLIENT_EVENT), frame, NtStatus.STATUS_NOT_IMPLEMENTED);
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
        NtStatus status = reactor.run(irp.takeActions(), frame, NtStatus.STATUS_MORE_PROCESSING_REQUIRED);
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
}
