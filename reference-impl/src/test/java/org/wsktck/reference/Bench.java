package org.wsktck.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.wsktck.reference.network.MemoryNetwork;
import org.wsktck.reference.network.Network;
import org.wsktck.reference.scheduler.Quiescence;
import org.wsktck.reference.scheduler.Scheduler;
import org.wsktck.reference.scheduler.SeededScheduler;
import org.wsktck.wsk.ClientControl;
import org.wsktck.wsk.EventMask;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.Npi;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskClientDatagramDispatch;
import org.wsktck.wsk.WskClientDispatch;
import org.wsktck.wsk.WskClientNpi;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskDatagramIndication;
import org.wsktck.wsk.WskEventCallbackControl;
import org.wsktck.wsk.WskFlag;
import org.wsktck.wsk.WskProviderDatagramDispatch;
import org.wsktck.wsk.WskProviderNpi;
import org.wsktck.wsk.WskReceiveFromEvent;
import org.wsktck.wsk.WskRegistration;
import org.wsktck.wsk.WskSocket;

/** A client for tests: registers, captures, opens sockets, and writes down all that happens. */
final class Bench implements AutoCloseable {
    final Scheduler scheduler;
    final Network network;
    final ReferenceProvider provider;
    final List<ClientFault> faults = Collections.synchronizedList(new ArrayList<>());
    final List<String> log = Collections.synchronizedList(new ArrayList<>());
    final WskRegistration registration;
    final WskProviderNpi npi;

    Bench(Scheduler scheduler, Function<Scheduler, Network> network) {
        this(scheduler, network, builder -> builder);
    }

    Bench(
            Scheduler scheduler,
            Function<Scheduler, Network> network,
            Function<ReferenceProvider.Builder, ReferenceProvider.Builder> settings) {
        this.scheduler = scheduler;
        this.network = network.apply(scheduler);
        this.provider = settings.apply(ReferenceProvider.builder()
                        .scheduler(scheduler)
                        .network(this.network)
                        .clientFaults(faults::add))
                .build();
        this.registration = register(Npi.WSK_VERSION_1_0);
        this.npi = capture(registration);
    }

    static Bench seeded(long seed) {
        return new Bench(new SeededScheduler(seed), MemoryNetwork::new);
    }

    WskRegistration register(int version) {
        Out<WskRegistration> out = new Out<>();
        WskClientNpi clientNpi = new WskClientNpi("client", new WskClientDispatch(version, 0, null));
        assertThat(provider.wskRegister(clientNpi, out)).isEqualTo(NtStatus.STATUS_SUCCESS);
        return out.require();
    }

    WskProviderNpi capture(WskRegistration owner) {
        Out<WskProviderNpi> out = new Out<>();
        assertThat(provider.wskCaptureProviderNpi(owner, ClientControl.WSK_NO_WAIT, out))
                .isEqualTo(NtStatus.STATUS_SUCCESS);
        return out.require();
    }

    /** An IRP whose completion is logged under that name. */
    Irp irp(String name) {
        Irp irp = provider.kernel().ioAllocateIrp(1);
        irp.ioSetCompletionRoutine(Irp.CompletionSetting.always((self, outcome) -> {
            log(name + " completes " + outcome.status());
            return NtStatus.STATUS_MORE_PROCESSING_REQUIRED;
        }));
        return irp;
    }

    void log(String line) {
        log.add(scheduler.currentName() + " " + scheduler.currentIrql() + ": " + line);
    }

    int logged(String part) {
        return (int)
                List.copyOf(log).stream().filter(line -> line.contains(part)).count();
    }

    IoStatus wait(NtStatus returned, Irp irp) {
        scheduler.await("an IRP", () -> irp.ioStatus() != null);
        IoStatus outcome = irp.ioStatus();
        assertThat(outcome).isNotNull();
        if (returned != NtStatus.STATUS_PENDING) {
            assertThat(outcome.status()).isEqualTo(returned);
        }
        return outcome;
    }

    Sock socket(int flags, WskClientDatagramDispatch table) {
        Irp irp = irp("WskSocket");
        IoStatus outcome = wait(npi.dispatch().wskSocket(npi.client(), flags, "context", table, null, irp), irp);
        assertThat(outcome.status()).isEqualTo(NtStatus.STATUS_SUCCESS);
        return new Sock(outcome.socket());
    }

    /** A bound datagram socket. */
    Sock bound(WskReceiveFromEvent event) {
        Sock socket = socket(WskFlag.WSK_FLAG_DATAGRAM_SOCKET, new WskClientDatagramDispatch(event));
        assertThat(socket.bind(SockAddr.loopback(0)).status()).isEqualTo(NtStatus.STATUS_SUCCESS);
        socket.known = socket.address();
        return socket;
    }

    /** A bound socket with the event enabled. */
    Sock enabled(WskReceiveFromEvent event) {
        Sock socket = bound(event);
        assertThat(socket.enable()).isEqualTo(NtStatus.STATUS_SUCCESS);
        return socket;
    }

    NtStatus setStatic(int mask) {
        return npi.dispatch()
                .wskControlClient(
                        npi.client(),
                        ClientControl.WSK_SET_STATIC_EVENT_CALLBACKS,
                        WskEventCallbackControl.standard(mask),
                        null,
                        null);
    }

    /** Payloads and senders of a list. */
    static List<String> read(WskDatagramIndication list) {
        List<String> texts = new ArrayList<>();
        for (WskDatagramIndication each = list; each != null; each = each.next()) {
            texts.add(new String(Buffers.toArray(each.buffer())));
        }
        return texts;
    }

    /** A callback that logs what it gets and returns that status. */
    WskReceiveFromEvent logging(NtStatus status) {
        return (context, flags, list) -> {
            log("enter " + context + " 0x" + Integer.toHexString(flags) + " " + (list == null ? "NULL" : read(list)));
            return status;
        };
    }

    Quiescence quiesce() {
        return scheduler.quiesce();
    }

    @Override
    public void close() {
        scheduler.close();
        network.close();
    }

    /** A socket and its functions. */
    final class Sock {
        final WskSocket socket;
        final WskProviderDatagramDispatch dispatch;
        SockAddr known;

        Sock(WskSocket socket) {
            this.socket = socket;
            this.dispatch = socket.dispatch() instanceof WskProviderDatagramDispatch datagrams ? datagrams : null;
        }

        IoStatus bind(SockAddr address) {
            Irp irp = irp("WskBind");
            return Bench.this.wait(dispatch.wskBind(socket, address, 0, irp), irp);
        }

        NtStatus enable() {
            return control(EventMask.WSK_EVENT_RECEIVE_FROM, null);
        }

        NtStatus disable(Irp irp) {
            return control(EventMask.WSK_EVENT_RECEIVE_FROM | EventMask.WSK_EVENT_DISABLE, irp);
        }

        NtStatus control(int mask, Irp irp) {
            return socket.dispatch().wskControlSocket(socket, WskControlRequest.eventCallback(mask), irp);
        }

        NtStatus ioctl(int code, SockAddr address) {
            return socket.dispatch().wskControlSocket(socket, WskControlRequest.addressIoctl(code, address), null);
        }

        SockAddr address() {
            Irp irp = irp("WskGetLocalAddress");
            Out<SockAddr> out = new Out<>();
            Bench.this.wait(dispatch.wskGetLocalAddress(socket, out, irp), irp);
            return out.require();
        }

        NtStatus close(Irp irp) {
            return socket.dispatch().wskCloseSocket(socket, irp);
        }

        void send(String peer, String... texts) {
            send(peer, org.wsktck.reference.network.Cast.UNICAST, texts);
        }

        void send(String peer, org.wsktck.reference.network.Cast cast, String... texts) {
            for (String text : texts) {
                network.peer(peer).sendTo(known, text.getBytes(), cast);
            }
        }
    }
}
