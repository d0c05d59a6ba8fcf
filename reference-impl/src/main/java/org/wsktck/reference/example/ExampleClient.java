package org.wsktck.reference.example;

import java.util.function.Consumer;
import org.wsktck.reference.ReferenceProvider;
import org.wsktck.reference.network.TcpNetwork;
import org.wsktck.reference.scheduler.Scheduler;
import org.wsktck.reference.scheduler.ThreadScheduler;
import org.wsktck.wsk.ClientControl;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.Npi;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskClientDispatch;
import org.wsktck.wsk.WskClientListenDispatch;
import org.wsktck.wsk.WskClientNpi;
import org.wsktck.wsk.WskFlag;
import org.wsktck.wsk.WskProviderListenDispatch;
import org.wsktck.wsk.WskProviderNpi;
import org.wsktck.wsk.WskRegistration;
import org.wsktck.wsk.WskSocket;

/** What every WSK client begins and ends with: a registration, the captured NPI, IRPs, work items. */
final class ExampleClient implements AutoCloseable {
    final Scheduler scheduler = new ThreadScheduler(System.nanoTime());
    private final TcpNetwork network = new TcpNetwork(scheduler);
    private final ReferenceProvider provider = ReferenceProvider.builder()
            .scheduler(scheduler)
            .streams(network)
            .streamBufferLimit(64 * 1024)
            .clientFaults(fault -> System.err.println("fault of the client: " + fault))
            .build();
    private final WskRegistration registration;
    private final WskProviderNpi npi;

    ExampleClient() {
        Out<WskRegistration> registered = new Out<>();
        check(
                "WskRegister",
                provider.wskRegister(
                        new WskClientNpi(null, new WskClientDispatch(Npi.WSK_VERSION_1_0, 0, null)), registered));
        registration = registered.require();
        Out<WskProviderNpi> captured = new Out<>();
        check(
                "WskCaptureProviderNPI",
                provider.wskCaptureProviderNpi(registration, ClientControl.WSK_INFINITE_WAIT, captured));
        npi = captured.require();
    }

    private static void check(String function, NtStatus status) {
        if (status != NtStatus.STATUS_SUCCESS) {
            throw new IllegalStateException(function + " gives " + status);
        }
    }

    /** An IRP of the client's, with a completion routine that keeps it. */
    Irp irp(Consumer<IoStatus> completed) {
        Irp irp = provider.kernel().ioAllocateIrp(1);
        irp.ioSetCompletionRoutine(Irp.CompletionSetting.always((self, outcome) -> {
            completed.accept(outcome);
            return NtStatus.STATUS_MORE_PROCESSING_REQUIRED;
        }));
        return irp;
    }

    /** A function that is called with an IRP. */
    interface Request {
        NtStatus call(Irp irp);
    }

    /** Calls it and waits for the outcome: not inside callbacks and completion routines. */
    IoStatus await(String function, Request request) {
        Irp irp = irp(outcome -> {});
        request.call(irp);
        provider.kernel().waitFor(irp);
        IoStatus outcome = irp.ioStatus();
        if (outcome == null || outcome.status() != NtStatus.STATUS_SUCCESS) {
            throw new IllegalStateException(
                    function + " completes with " + (outcome == null ? "nothing" : outcome.status()));
        }
        return outcome;
    }

    /** A new listening socket, not bound yet. */
    WskSocket listeningSocket(WskClientListenDispatch table) {
        WskSocket socket = await(
                        "WskSocket",
                        irp -> npi.dispatch()
                                .wskSocket(npi.client(), WskFlag.WSK_FLAG_LISTEN_SOCKET, null, table, null, irp))
                .socket();
        if (socket == null) {
            throw new IllegalStateException("WskSocket gives no socket");
        }
        return socket;
    }

    /** Binds a listening socket to that port of this machine, 0 for any, and tells which it is. */
    int bind(WskSocket socket, int port) {
        WskProviderListenDispatch functions = (WskProviderListenDispatch) socket.dispatch();
        await("WskBind", irp -> functions.wskBind(socket, SockAddr.loopback(port), 0, irp));
        Out<SockAddr> address = new Out<>();
        await("WskGetLocalAddress", irp -> functions.wskGetLocalAddress(socket, address, irp));
        return address.require().port();
    }

    /** Closes a socket and waits for it. */
    void close(WskSocket socket) {
        await("WskCloseSocket", irp -> socket.dispatch().wskCloseSocket(socket, irp));
    }

    /** Runs it in a system thread: for what a completion routine should not do (CTX-06). */
    void workItem(Runnable work) {
        scheduler.spawn("work item", work);
    }

    /** Deregisters, which waits until every socket is closed. */
    @Override
    public void close() {
        provider.wskReleaseProviderNpi(registration);
        provider.wskDeregister(registration);
        scheduler.close();
        network.close();
    }
}
