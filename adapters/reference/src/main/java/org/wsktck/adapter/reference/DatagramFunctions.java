package org.wsktck.adapter.reference;

import java.util.List;
import org.wsktck.adapter.reference.BenchIrp.Results;
import org.wsktck.reference.KernelMdl;
import org.wsktck.target.Invocation;
import org.wsktck.target.Payload;
import org.wsktck.trace.Field;
import org.wsktck.trace.Observation;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskBuf;
import org.wsktck.wsk.WskProviderDatagramDispatch;

/** The functions that only datagram sockets have. */
final class DatagramFunctions extends Functions {
    DatagramFunctions(World world, Caller caller) {
        super(world, caller);
    }

    void sendTo(Invocation invocation) {
        withFunctions(invocation, WskProviderDatagramDispatch.class, (socket, handle, functions) -> {
            Arguments arguments = new Arguments(invocation);
            long dg = world.recorder.nextDatagram();
            int length = arguments.number("length", DEFAULT_LENGTH);
            String address = arguments.text("address");
            SockAddr destination = address == null ? null : world.addressOf(address);
            BenchSocket receiver = address == null ? null : world.socket(address);
            if (receiver != null) {
                Outside.requireCode(length);
                world.sent(dg, receiver);
            }
            WskBuf buffer = KernelMdl.bufferOver(Payload.encode(dg, length));
            Caller.Prepared call = caller.prepare(invocation, socket.client, socket)
                    .with(Field.DG, dg)
                    .with(Field.LENGTH, length);
            Irp irp = need(call, invocation, Results.NONE);
            call.enter(() -> functions.wskSendTo(handle, buffer, 0, destination, null, irp));
        });
    }

    void receiveFrom(Invocation invocation) {
        withFunctions(invocation, WskProviderDatagramDispatch.class, (socket, handle, functions) -> {
            byte[] bytes = new byte[new Arguments(invocation).number("length", DEFAULT_LENGTH)];
            Out<SockAddr> sender = new Out<>();
            Out<Integer> controlFlags = new Out<>();
            Caller.Prepared call =
                    caller.prepare(invocation, socket.client, socket).with(Field.LENGTH, bytes.length);
            Irp irp = need(
                    call,
                    invocation,
                    (outcome, observation) -> received(bytes, sender, controlFlags, outcome, observation));
            call.enter(
                    () -> functions.wskReceiveFrom(handle, KernelMdl.bufferOver(bytes), 0, sender, controlFlags, irp));
        });
    }

    private void received(
            byte[] bytes, Out<SockAddr> sender, Out<Integer> controlFlags, IoStatus outcome, Observation observation) {
        Integer flags = controlFlags.get();
        observation
                .with(
                        Field.DATAGRAMS,
                        List.of(Lists.seen(bytes, (int) outcome.information(), world.nameOf(sender.get()), false, 0)))
                .with(Field.FLAGS, Symbols.RECEIVE_FLAGS.names(flags == null ? 0 : flags));
    }
}
